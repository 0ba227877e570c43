/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/survey_csv.h"

#include "data/str.h"
#include "indicators/sampling.h"
#include <string.h>

struct writer {
    struct buf out;
    const struct survey_design *design;
    int digits;
};

static void put_number(struct writer *w, struct survey_value value)
{
    struct decimal d;
    buf_char(&w->out, ',');
    if (value.known && decimal_of_double(value.x, w->digits, &d))
        buf_z(&w->out, decimal_text(w->out.arena, d));
}

static const char *domain_of(struct arena *arena, const struct writer *w,
                             const struct survey_request *q,
                             const struct survey_row *row)
{
    struct buf b = buf_new(arena);
    if (row->wave) {
        buf_z(&b, variable_name(w->design->wave));
        buf_char(&b, '=');
        buf_z(&b, row->wave);
    }
    for (size_t i = 0; row->by && i < q->n_by; i++) {
        if (b.len)
            buf_char(&b, ';');
        buf_z(&b, variable_name(q->by[i]));
        buf_char(&b, '=');
        buf_z(&b, row->by[i]);
    }
    return b.len ? buf_text(&b) : "all";
}

static const char *name_of(const struct survey_measure *m)
{
    return m->variable ? variable_name(m->variable)
           : m->column ? m->column
                       : "1";
}

/* The items of a multiple response by what their names share: 問2_. */
static const char *items_name(struct arena *arena,
                              const struct survey_request *q)
{
    const char *first = variable_name(q->items[0]);
    size_t len = strlen(first);
    for (size_t i = 1; i < q->n_items; i++) {
        const char *other = variable_name(q->items[i]);
        size_t k = 0;
        while (k < len && other[k] == first[k])
            k++;
        len = k;
    }
    while (len && ((unsigned char)first[len] & 0xC0) == 0x80)
        len--;
    return str_join(arena, str_z(arena, (struct str){first, len}), "*", NULL);
}

static const char *variable_of(struct arena *arena,
                               const struct survey_request *q)
{
    switch (q->estimator) {
    case SURVEY_RATIO:
        return str_join(arena, name_of(&q->y), "/", name_of(&q->x), NULL);
    case SURVEY_CROSSTAB:
        return str_join(arena, variable_name(q->variable), "*",
                        variable_name(q->column), NULL);
    case SURVEY_MULTI:
        return items_name(arena, q);
    case SURVEY_SHARE:
    case SURVEY_COUNT:
    case SURVEY_PROPORTION:
        return variable_name(q->variable);
    case SURVEY_TOTAL:
    case SURVEY_MEAN:
    case SURVEY_QUANTILE:
    case SURVEY_COMPARE:
        break;
    }
    return name_of(&q->y);
}

static const char *category_of(struct arena *arena,
                               const struct survey_row *row)
{
    if (row->category && row->column)
        return str_join(arena, row->category, "*", row->column, NULL);
    return row->category ? row->category : row->column ? row->column : "";
}

/* A test has two degrees of freedom: 2;38. */
static void put_df(struct writer *w, const struct survey_row *row)
{
    put_number(w, row->df);
    if (!row->ddf.known)
        return;
    struct decimal d;
    buf_char(&w->out, ';');
    if (decimal_of_double(row->ddf.x, w->digits, &d))
        buf_z(&w->out, decimal_text(w->out.arena, d));
}

/* Why a number is not there; how many rows had no answer. */
static const char *note_of(struct arena *arena, const struct survey_row *row)
{
    struct buf b = buf_new(arena);
    const enum survey_reason reasons[] = {row->reason, row->se_reason};
    for (size_t i = 0; i < LEN(reasons); i++) {
        if (!reasons[i] || (i && reasons[i] == reasons[0]))
            continue;
        if (b.len)
            buf_char(&b, ';');
        buf_z(&b, i ? "se:" : "");
        buf_z(&b, survey_reason_text(reasons[i]));
    }
    if (row->missing) {
        buf_z(&b, b.len ? ";missing=" : "missing=");
        buf_count(&b, row->missing);
    }
    return buf_text(&b);
}

static void put_row(struct writer *w, const struct survey_request *q,
                    const struct survey_row *row)
{
    struct arena *arena = w->out.arena;
    const char *texts[] = {domain_of(arena, w, q, row),
                           survey_what_text(row->what), variable_of(arena, q),
                           category_of(arena, row)};
    for (size_t i = 0; i < LEN(texts); i++) {
        if (i)
            buf_char(&w->out, ',');
        buf_csv(&w->out, str_of(texts[i]));
    }
    buf_char(&w->out, ',');
    buf_count(&w->out, row->n);
    put_number(w, row->n_eff);
    put_df(w, row);
    put_number(w, row->estimate);
    put_number(w, row->se);
    put_number(w, row->lower);
    put_number(w, row->upper);
    put_number(w, row->deff);
    buf_char(&w->out, ',');
    buf_z(&w->out, survey_method_text(row->method));
    buf_char(&w->out, ',');
    buf_csv(&w->out, str_of(note_of(arena, row)));
    put_number(w, row->p);
    buf_char(&w->out, '\n');
}

const char *survey_csv(struct arena *arena, const struct survey_design *design,
                       const struct survey_request *requests,
                       const struct survey_answers *answers, int digits)
{
    struct writer w = {buf_new(arena), design, digits};
    buf_z(&w.out, "domain,estimator,variable,category,n,n_eff,df,estimate,se,"
                  "lower,upper,deff,method,note,p\n");
    for (size_t i = 0; i < answers->n; i++)
        put_row(&w, &requests[answers->rows[i].request], &answers->rows[i]);
    return buf_text(&w.out);
}

const char *survey_csv_errors(struct arena *arena,
                              const struct survey_design *design,
                              const struct survey_answers *answers,
                              int population)
{
    bool stages = design->strata[0] && design->psu[0];
    const long long own[] = {(long long)answers->summary.n};
    struct sampling_table_spec spec = {.form = stages ? SAMPLING_TWO_STAGES
                                                      : SAMPLING_ONE_STAGE,
                                       .population = population,
                                       .n = own,
                                       .n_rows = LEN(own),
                                       .decimals = 1};
    struct buf out = buf_new(arena);
    buf_z(&out, "form,population,n,p,points\n");
    for (int round = 0; round < 2; round++) {
        struct sampling_table t = sampling_table(arena, &spec);
        for (size_t i = 0; i < t.n_rows * t.n_columns; i++) {
            buf_z(&out, stages ? "two-stages," : "one-stage,");
            if (population)
                buf_count(&out, (uint64_t)population);
            buf_char(&out, ',');
            buf_count(&out, (uint64_t)t.n[i / t.n_columns]);
            buf_char(&out, ',');
            buf_z(&out, decimal_text(arena, t.p[i % t.n_columns]));
            buf_char(&out, ',');
            if (t.points[i].known)
                buf_z(&out, decimal_text(arena, t.points[i].value));
            buf_char(&out, '\n');
        }
        spec.n = NULL; /* the usual sizes */
        spec.n_rows = 0;
    }
    return buf_text(&out);
}
