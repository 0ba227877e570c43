/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Measures of records: a row of the measures, its values by year, and what
 * is to be said of months and numbers that are not there.
 */
#include "engine/plan_surveys_int.h"
#include <string.h>

enum estimate { E_SUM, E_COUNT, E_MEAN, E_RATE, E_STOCK };

static const struct measure_word words[] = {
    [E_SUM] = {"合計", "sum"},       [E_COUNT] = {"件数", "count"},
    [E_MEAN] = {"平均", "mean"},     [E_RATE] = {"率", "rate"},
    [E_STOCK] = {"年度末", "stock"},
};

static const enum admin_estimator estimators[] = {
    [E_SUM] = ADMIN_SUM,   [E_COUNT] = ADMIN_SUM,   [E_MEAN] = ADMIN_MEAN,
    [E_RATE] = ADMIN_RATE, [E_STOCK] = ADMIN_STOCK,
};

/* ------------------------------------------------------------------ reading */

/* The column of numbers; rows are counted where a cell is blank. */
static bool read_number(struct surveys_reader *s, const struct plan_row *w,
                        const struct draft_records *d, int kind,
                        struct admin_request *q)
{
    struct place place;
    const char *name = plan_cell(w, MEASURE_VARIABLE, &place);
    if (kind == E_COUNT)
        return plan_measures_blank(w, MEASURE_VARIABLE);
    if (!*name && kind != E_SUM)
        return true;
    return plan_surveys_column(
        s, &d->scope, d->file.file,
        &(struct xml_attribute){.value = name, .place = place}, &q->column);
}

static bool read_times(struct surveys_reader *s, const struct plan_row *w,
                       struct admin_request *q)
{
    struct place place;
    struct value value;
    const char *text = plan_cell(w, MEASURE_TIMES, &place);
    q->times = (struct rational){1, 1};
    if (!*text)
        return true;
    if (!plan_value(s->r, text, place, "", plan_cell_name(w, MEASURE_TIMES),
                    &value))
        return false;
    if (value_is_number(&value) && decimal_sign(value.number) > 0 &&
        rational_of_decimal(value.number, &q->times))
        return true;
    diag_add(s->r->diag, MSG_RECORDS_TIMES, place, text, NULL);
    diag_field(s->r->diag, plan_cell_name(w, MEASURE_TIMES));
    return false;
}

static bool find_population(struct surveys_reader *s, const struct plan_row *w,
                            const struct draft_records *d,
                            struct admin_request *q)
{
    struct place place;
    const char *name = plan_cell(w, MEASURE_ESTIMATOR, &place);
    q->population = d->population;
    if (!d->population)
        diag_add(s->r->diag, MSG_RECORDS_POPULATION, place, name, NULL);
    return d->population != NULL;
}

static bool read_where(struct surveys_reader *s, const struct plan_row *w,
                       const struct draft_records *d, struct admin_request *q)
{
    struct place place;
    const char *text = plan_cell(w, MEASURE_WHERE, &place);
    if (!*text)
        return true;
    struct finding f =
        define_condition(s->r->arena, text, &d->scope, &q->where);
    diag_finding(s->r->diag, f, text, place);
    return !message_is_error(f.id);
}

static bool read_persons(const struct plan_row *w, bool *out)
{
    static const struct measure_word yes[] = {{"要", "yes"}};
    *out = *plan_cell(w, MEASURE_PERSONS, NULL) != '\0';
    return !*out || plan_measures_choice(w, MEASURE_PERSONS, yes, 1) == 0;
}

static size_t ask(struct surveys_reader *s, struct draft_records *d,
                  const struct admin_request *q)
{
    if (d->n == d->cap) {
        size_t cap = d->cap ? 2 * d->cap : 16;
        d->requests = arena_grow(s->r->arena, d->requests, d->n, cap,
                                 sizeof *d->requests);
        d->cap = cap;
    }
    d->requests[d->n] = *q;
    return d->n++;
}

bool plan_record_measure(struct surveys_reader *s, const struct plan_row *w,
                         struct draft_measure *m)
{
    struct draft_records *d = m->records;
    struct admin_request q = {0};
    if (!d->good)
        return false;
    int kind = plan_measures_choice(w, MEASURE_ESTIMATOR, words, LEN(words));
    if (kind < 0 || !plan_measures_blank(w, MEASURE_VALUE) ||
        !read_number(s, w, d, kind, &q) || !read_where(s, w, d, &q) ||
        !read_persons(w, &m->persons) || !read_times(s, w, &q) ||
        (kind == E_RATE && !find_population(s, w, d, &q)))
        return false;
    q.estimator = estimators[kind];
    m->own_decimals &=
        kind != E_MEAN && kind != E_RATE && !*plan_cell(w, MEASURE_TIMES, NULL);
    m->measure.request = ask(s, d, &q);
    return true;
}

/* ---------------------------------------------------- what is not there */

/* Months of a fiscal year, April first: 2023-08, 2023-09. */
static const char *months_text(struct arena *arena, int year, unsigned months)
{
    struct buf text = buf_new(arena);
    for (int i = 0; i < ADMIN_MONTHS; i++) {
        struct period p = {.kind = PERIOD_MONTH,
                           .year = year + (i > 8),
                           .month = (i + 3) % ADMIN_MONTHS + 1};
        if (!(months >> i & 1))
            continue;
        buf_z(&text, text.len ? ", " : "");
        buf_z(&text, publish_period_code(arena, p));
    }
    return buf_text(&text);
}

static const char *year_text(struct surveys_reader *s, int year)
{
    return publish_period(s->r->arena, s->r->plan->style, period_fiscal(year),
                          PERIOD_LONG);
}

static void say_months(struct surveys_reader *s, const struct draft_records *d)
{
    const unsigned all = (1u << ADMIN_MONTHS) - 1;
    for (size_t i = 0; i < d->answers.n_years; i++) {
        const struct admin_year *y = &d->answers.years[i];
        if (y->months == all || !plan_records_in_range(s, y->year))
            continue;
        diag_add(s->r->diag, MSG_RECORDS_MONTHS, d->file.file_place,
                 year_text(s, y->year),
                 months_text(s->r->arena, y->year, all & ~y->months),
                 d->file.file, NULL);
        diag_field(s->r->diag, d->period);
    }
}

/* Rows without a number, once for each column. */
static void say_blanks(struct surveys_reader *s, const struct draft_records *d,
                       const struct sums *sums)
{
    const struct sums_spec *spec = sums->spec;
    for (unsigned c = 0; c < spec->n_columns; c++) {
        size_t q = 0;
        uint64_t n = 0;
        while (q < spec->n_queries &&
               !(spec->queries[q].n_needs && spec->queries[q].needs[0] == c))
            q++;
        if (q == spec->n_queries)
            continue;
        for (size_t i = 0; i < sums->tables[q].n; i++)
            n += sums->tables[q].groups[i].missing;
        const char *name = spec->columns[c].name;
        if (n == 0)
            continue;
        diag_add(s->r->diag, MSG_RECORDS_BLANK,
                 plan_record_place(s, d, name, ""), name,
                 str_count(s->r->arena, n), NULL);
        diag_field(s->r->diag, name);
    }
}

void plan_record_gaps(struct surveys_reader *s, const struct draft_records *d,
                      const struct sums *sums)
{
    say_months(s, d);
    say_blanks(s, d, sums);
}

/* Months between the first and the last with a row of the condition that
 * have none, though the file has the month. */
static void say_gap(struct surveys_reader *s, const struct draft_measure *m)
{
    const struct admin_answers *a = &m->records->answers;
    const struct admin_request *q = &m->records->requests[m->measure.request];
    const struct admin_value *v = &a->values[m->measure.request * a->n_years];
    size_t first = SIZE_MAX, last = 0;
    if (!q->column || q->estimator == ADMIN_STOCK)
        return;
    for (size_t i = 0; i < a->n_years * ADMIN_MONTHS; i++)
        if (v[i / ADMIN_MONTHS].months >> i % ADMIN_MONTHS & 1) {
            first = first < i ? first : i;
            last = i;
        }
    for (size_t y = 0; y < a->n_years; y++) {
        unsigned gaps = 0;
        for (size_t k = 0; k < ADMIN_MONTHS; k++) {
            size_t i = y * ADMIN_MONTHS + k;
            if (i > first && i < last)
                gaps |= 1u << k;
        }
        gaps &= a->years[y].months & ~v[y].months;
        if (gaps && plan_records_in_range(s, a->years[y].year))
            diag_add(s->r->diag, MSG_RECORDS_GAP, m->measure.place,
                     m->measure.what,
                     months_text(s->r->arena, a->years[y].year, gaps), NULL);
    }
}

/* ------------------------------------------------------------------- values */

static size_t years_of(const struct draft_measure *m)
{
    return m->records ? m->records->answers.n_years : 1;
}

static void add_years(struct surveys_reader *s, const struct draft_measure *m,
                      struct draft_measure *all, size_t *n)
{
    const struct admin_answers *a = &m->records->answers;
    say_gap(s, m);
    for (size_t y = 0; y < a->n_years; y++) {
        if (!plan_records_in_range(s, a->years[y].year))
            continue;
        all[*n] = *m;
        all[*n].measure.period = period_fiscal(a->years[y].year);
        all[*n].value = &a->values[m->measure.request * a->n_years + y];
        ++*n;
    }
}

void plan_record_years(struct surveys_reader *s)
{
    size_t n = 0, cap = 0;
    for (size_t i = 0; i < s->n_measures; i++)
        cap += years_of(&s->measures[i]);
    struct draft_measure *all =
        arena_make(s->r->arena, struct draft_measure, cap);
    for (size_t i = 0; i < s->n_measures; i++)
        if (s->measures[i].records)
            add_years(s, &s->measures[i], all, &n);
        else
            all[n++] = s->measures[i];
    s->measures = all;
    s->n_measures = n;
}

static enum word reason_word(enum admin_reason reason)
{
    switch (reason) {
    case ADMIN_NO_ROW:
        return WORD_RECORDS_NO_ROW;
    case ADMIN_NO_NUMBER:
        return WORD_RECORDS_NO_NUMBER;
    case ADMIN_NO_POPULATION:
        return WORD_RECORDS_NO_POPULATION;
    case ADMIN_GOOD:
    case ADMIN_INCOMPLETE:
    case ADMIN_OVERFLOW:
        break;
    }
    return WORD_RECORDS_OVERFLOW;
}

/* An incomplete year has been said of the file. */
static bool no_value(struct surveys_reader *s, const struct draft_measure *m,
                     enum admin_reason reason)
{
    if (reason != ADMIN_INCOMPLETE)
        diag_add(s->r->diag, MSG_RECORDS_NONE, m->measure.place,
                 year_text(s, period_fiscal_year(m->measure.period)),
                 m->measure.what,
                 word(diag_lang(s->r->diag), reason_word(reason)), NULL);
    return false;
}

bool plan_record_value(struct surveys_reader *s, struct draft_measure *m)
{
    const struct admin_value *v = m->value;
    struct decimal threshold = decimal_of(s->threshold, 0);
    if (v->reason)
        return no_value(s, m, v->reason);
    if (m->own_decimals)
        m->measure.decimals = v->sum.scale;
    if (!rational_round(v->value, m->measure.decimals, ROUND_HALF_UP,
                        &m->measure.value))
        return no_value(s, m, ADMIN_OVERFLOW);
    m->measure.n = v->n;
    m->measure.missing = v->missing;
    m->measure.withheld = m->persons && decimal_sign(v->sum) > 0 &&
                          decimal_compare(v->sum, threshold) < 0;
    return true;
}
