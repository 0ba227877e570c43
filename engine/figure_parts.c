/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/figure_parts.h"

#include <string.h>

const char *figure_parts_number(const struct figure_parts *f, struct decimal a)
{
    return publish_number(f->s->arena, f->s->style, a);
}

void figure_parts_datum(struct figure_parts *f, const char *series,
                        const char *role, struct period period,
                        const char *value, const char *published)
{
    if (f->n_data == f->cap_data) {
        size_t cap = f->cap_data ? 2 * f->cap_data : 32;
        f->data =
            arena_grow(f->s->arena, f->data, f->n_data, cap, sizeof *f->data);
        f->cap_data = cap;
    }
    f->data[f->n_data++] = (struct figure_datum){
        series, role, publish_period_code(f->s->arena, period), value,
        published};
}

void figure_parts_remark(struct figure_parts *f, const char *text)
{
    for (size_t i = 0; i < f->n_remarks; i++)
        if (strcmp(f->remarks[i], text) == 0)
            return;
    if (f->n_remarks < FIGURE_PARTS_REMARKS)
        f->remarks[f->n_remarks++] = text;
}

const char *figure_parts_series(const struct figure_parts *f,
                                const struct indicator *indicator,
                                const struct assessment *a)
{
    const char *label = a->segment->label;
    return str_join(f->s->arena, indicator->id, *label ? "/" : "", label,
                    *a->part ? "/" : "", a->part, NULL);
}

/* The number of a value, or of one part of a tuple. */
static bool number_in(const struct value *value, const char *part,
                      struct decimal *out)
{
    if (value->kind == VALUE_NUMBER && !*part) {
        *out = value->number;
        return true;
    }
    for (size_t i = 0; value->kind == VALUE_TUPLE && i < value->n_parts; i++)
        if (strcmp(value->parts[i].unit, part) == 0) {
            *out = value->parts[i].number;
            return true;
        }
    return false;
}

struct figure_point figure_parts_point(struct figure_parts *f,
                                       const char *series, const char *role,
                                       const char *part,
                                       const struct observation *o)
{
    struct decimal number;
    struct figure_point p = {.year = period_fiscal_year(o->period)};
    if (!number_in(&o->value, part, &number)) {
        p.missing = true;
        p.text = sentence_value(f->s, &o->value, "");
        return p;
    }
    p.at = decimal_double(number);
    p.text = figure_parts_number(f, number);
    figure_parts_datum(f, series, role, o->period,
                       decimal_text(f->s->arena, number), p.text);
    return p;
}

double figure_parts_fitted(const struct trend *t, int year)
{
    return t->fit.mean + t->fit.slope * (year - t->fit.centre);
}

void figure_parts_forecast(struct figure_parts *f, const char *series,
                           const struct trend *t)
{
    const struct {
        const char *role;
        struct decimal number;
    } rows[] = {{"forecast", t->predicted},
                {"forecast-low", t->predicted_low},
                {"forecast-high", t->predicted_high}};
    for (size_t i = 0; i < LEN(rows); i++)
        figure_parts_datum(f, series, rows[i].role,
                           period_fiscal(t->spec.predict),
                           decimal_text(f->s->arena, rows[i].number),
                           figure_parts_number(f, rows[i].number));
}

int figure_parts_break(struct figure_parts *f, const struct trend *t,
                       const char *name)
{
    int year = t ? t->spec.comparable : 0;
    if (year)
        figure_parts_remark(
            f, sentence_say(f->s, WORD_VD_BREAK_NOTE, name,
                            publish_period(f->s->arena, f->s->style,
                                           period_fiscal(year), PERIOD_LONG),
                            NULL));
    return year;
}

enum status_mark figure_parts_mark(enum status status)
{
    static const enum status_mark marks[STATUS_COUNT] = {
        [STATUS_ACHIEVED] = STATUS_MARK_ACHIEVED,
        [STATUS_ON_TRACK] = STATUS_MARK_ON_TRACK,
        [STATUS_BEHIND] = STATUS_MARK_BEHIND,
        [STATUS_WORSE] = STATUS_MARK_WORSE,
        [STATUS_NOT_ASSESSED] = STATUS_MARK_NONE};
    return marks[status];
}

const char *figure_parts_word(const struct figure_parts *f, enum word id,
                              const char *arg)
{
    return word_fill(f->s->arena, f->s->style.lang, id, 1, &arg);
}

const struct evaluation *
figure_parts_evaluation(const struct figure_parts *f,
                        const struct indicator *indicator)
{
    return &f->run->evaluations.items[indicator - f->run->plan->indicators];
}

const char *figure_parts_source(const struct figure_parts *f,
                                const struct indicator *indicator)
{
    return plan_source_text(f->run->plan, indicator);
}
