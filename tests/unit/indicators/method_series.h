/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * method_series.h - series written down by hand, for the tests of methods.
 */
#ifndef SHIHYO_TESTS_METHOD_SERIES_H
#define SHIHYO_TESTS_METHOD_SERIES_H

#include "indicators/method.h"
#include "tests/tap.h"

/* A number in thousandths; NO: none. */
enum { NO = -2000000000, MAX_POINTS = 16 };

struct given_series {
    int direction; /* enum direction */
    int base_year;
    long long base;
    int target_year;
    long long target;
    int first_year;
    long long values[MAX_POINTS]; /* from first_year on; ends with 0 0 */
    int n;
};

struct made {
    struct series series;
    struct series_target target;
    struct series_point points[MAX_POINTS + 1];
};

static inline struct decimal thousandths(long long a)
{
    return decimal_of(a, 3);
}

/* The series of a row; the baseline becomes the first point. */
static inline void make_series(const struct given_series *g, struct made *m)
{
    *m = (struct made){0};
    struct series *s = &m->series;
    s->direction = (enum direction)g->direction;
    s->has_baseline = g->base != NO;
    s->baseline = (struct series_point){.year = g->base_year,
                                        .value = thousandths(g->base)};
    m->target = (struct series_target){.year = g->target_year,
                                       .has_value = g->target != NO};
    if (m->target.has_value)
        m->target.value = thousandths(g->target);
    s->targets = &m->target;
    s->n_targets = m->target.has_value;
    if (s->has_baseline && g->base_year)
        m->points[s->n++] = s->baseline;
    for (int i = 0; i < g->n; i++)
        if (g->values[i] != NO)
            m->points[s->n++] = (struct series_point){
                .year = g->first_year + i, .value = thousandths(g->values[i])};
    s->points = m->points;
}

static inline bool is_word(const struct verdict *v, const char *expected,
                           const char *what)
{
    return is_text(v->class ? v->class->verdict : "-", expected, what);
}

/* |found - expected| <= 1e-9; expected NAN: none. */
static inline bool is_component(struct component found, double expected,
                                const char *what)
{
    if (isnan(expected))
        return ok(found.kind == COMPONENT_NONE, what);
    bool good = found.kind != COMPONENT_NONE &&
                fabs(component_double(found) - expected) <= 1e-9;
    if (!ok(good, what))
        printf("#    found: %.17g\n# expected: %.17g\n",
               component_double(found), expected);
    return good;
}

#endif
