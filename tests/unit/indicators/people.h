/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * people.h - an invented sample for tests of surveys, made by a fixed rule:
 * strata of units of persons, with blanks; and one request of every kind.
 */
#ifndef SHIHYO_TESTS_PEOPLE_H
#define SHIHYO_TESTS_PEOPLE_H

#include "data/define.h"
#include "indicators/survey.h"
#include "tests/survey_load.h"

struct made {
    struct arena *arena;
    struct survey_table table;
    struct survey_design design;
};

/* A table of n rows and the named columns, blank. */
static inline struct survey_table blank(struct arena *arena, size_t rows,
                                        const char *const *names, size_t n)
{
    struct survey_table t = {.arena = arena, .columns = n, .rows = rows};
    t.name = arena_make(arena, const char *, n);
    t.cell = arena_make(arena, const char **, rows);
    for (size_t c = 0; c < n; c++)
        t.name[c] = names[c];
    for (size_t r = 0; r < rows; r++) {
        t.cell[r] = arena_make(arena, const char *, n);
        for (size_t c = 0; c < n; c++)
            t.cell[r][c] = "";
    }
    return t;
}

static inline const char *number(struct arena *arena, size_t x)
{
    return str_count(arena, x);
}

static inline unsigned next(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

enum { STRATUM, UNIT, SIZE, WEIGHT, Q, Y, AREA, M1, M2, ONE, COLUMNS };

/* Strata of n_h units of 3 to 7 persons, one answer in ten blank. */
static inline struct survey_table people(struct arena *arena, size_t strata,
                                         size_t units)
{
    static const char *const names[] = {"h", "u", "N",  "w",  "q",
                                        "y", "a", "m1", "m2", "one"};
    struct survey_table t = blank(arena, strata * units * 7, names, COLUMNS);
    unsigned state = 7;
    t.rows = 0;
    for (size_t h = 0; h < strata; h++)
        for (size_t u = 0; u < units; u++)
            for (size_t i = 0, n = 3 + next(&state) % 5; i < n; i++) {
                const char **c = t.cell[t.rows++];
                bool missing = next(&state) % 10 == 0;
                c[STRATUM] = number(arena, h);
                c[UNIT] = number(arena, h * units + u);
                c[SIZE] = number(arena, units * 4 + h);
                c[WEIGHT] =
                    str_join(arena, number(arena, 1 + next(&state) % 30), ".",
                             number(arena, 100 + h), NULL);
                if (!missing) {
                    c[Q] = number(arena, 1 + next(&state) % 4);
                    c[Y] = number(arena, 1000 + next(&state) % 50);
                    c[M1] = number(arena, next(&state) % 2);
                    c[M2] = number(arena, next(&state) % 3 == 0);
                }
                c[AREA] = next(&state) % 3 ? "north" : "south";
                c[ONE] = "1";
            }
    return t;
}

static inline struct made begin(size_t strata, size_t units)
{
    struct made m = {.arena = arena_open()};
    m.table = people(m.arena, strata, units);
    m.design = (struct survey_design){
        .weight = "w", .strata = {"h"}, .psu = {"u"}, .fpc = "N"};
    return m;
}

static inline struct survey_answers
ask(const struct made *m, const struct survey_request *q, size_t n)
{
    const struct sums_spec *spec = survey_need(m->arena, &m->design, q, n);
    const struct sums *sums = survey_sums(m->arena, &m->table, spec);
    return survey_estimate(m->arena, &m->design, q, n, sums);
}

static inline const struct variable *plain(const struct made *m,
                                           const char *name)
{
    return variable_plain(m->arena, name);
}

static inline bool found(const struct survey_answers *a,
                         enum survey_trouble trouble, const char *name)
{
    for (size_t i = 0; i < a->n_findings; i++)
        if (a->findings[i].trouble == trouble &&
            (!name ||
             (a->findings[i].name && strcmp(a->findings[i].name, name) == 0)))
            return true;
    return false;
}

/* One request of every kind. */
enum { KINDS = 10 };

static inline void every_kind(const struct made *m, struct survey_request *q)
{
    static const struct decimal p[] = {{25, 2}, {5, 1}};
    const struct variable **v =
        arena_make(m->arena, const struct variable *, 4);
    v[0] = plain(m, "m1");
    v[1] = plain(m, "m2");
    v[2] = plain(m, "a");
    q[0] = (struct survey_request){.estimator = SURVEY_TOTAL,
                                   .y = {.column = "y"}};
    q[1] =
        (struct survey_request){.estimator = SURVEY_MEAN, .y = {.column = "y"}};
    q[2] = (struct survey_request){.estimator = SURVEY_SHARE,
                                   .variable = plain(m, "q")};
    q[3] = (struct survey_request){.estimator = SURVEY_COUNT,
                                   .variable = plain(m, "q")};
    q[4] = (struct survey_request){.estimator = SURVEY_PROPORTION,
                                   .variable = plain(m, "q"),
                                   .category = "2"};
    q[5] = (struct survey_request){.estimator = SURVEY_RATIO,
                                   .y = {.column = "y"},
                                   .x = {.variable = plain(m, "q")}};
    q[6] = (struct survey_request){
        .estimator = SURVEY_QUANTILE, .y = {.column = "y"}, .p = p, .n_p = 2};
    q[7] = (struct survey_request){.estimator = SURVEY_CROSSTAB,
                                   .variable = plain(m, "q"),
                                   .column = plain(m, "a")};
    q[8] = (struct survey_request){.estimator = SURVEY_MULTI,
                                   .items = v,
                                   .n_items = 2,
                                   .base = BASE_ANSWERED};
    q[9] = (struct survey_request){.estimator = SURVEY_COMPARE,
                                   .y = {.column = "y"},
                                   .variable = plain(m, "a")};
    for (size_t i = 0; i < 7; i++) {
        q[i].by = v + 2;
        q[i].n_by = 1;
    }
}

#endif
