/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sample.h - the data sets of the survey reference values, for these tests
 * only: rows of one design with weights as whole numbers at 13 decimals.
 */
#ifndef SHIHYO_TESTS_SAMPLE_H
#define SHIHYO_TESTS_SAMPLE_H

#include "data/int128.h"
#include "data/str.h"
#include "golden.h"

#define SAMPLE_FOLDER "../shared/golden/survey/"

struct sample {
    struct golden data;
    size_t *row; /* rows of the design: one wave, the domain */
    size_t n;
    int128 *weight;                 /* at one scale */
    const char *strata, *psu, *fpc; /* columns; "" where there is none */
    bool linearized;
};

/* "28.009" at 13 decimals. */
static inline int128 sample_decimal(const char *text)
{
    int128 units = 0;
    int left = -1;
    for (; *text && left != 0; text++)
        if (*text == '.') {
            left = 13;
        } else {
            units = units * 10 + (*text - '0');
            left -= left > 0;
        }
    for (left = left < 0 ? 13 : left; left > 0; left--)
        units *= 10;
    return units;
}

static inline const char *sample_design(struct arena *arena, const char *name,
                                        const char *column)
{
    struct golden g = golden_read(arena, SAMPLE_FOLDER "designs.csv");
    for (size_t i = 0; i < g.n; i++)
        if (golden_is(&g, i, "design", name))
            return golden_cell(&g, i, column);
    return "";
}

/* Persons of one school district and the like that are in the data: the m of
 * a two-stage weight (N / n) (M / m). */
static inline int sample_mates(const struct golden *g, size_t row,
                               const char *column)
{
    int n = 0;
    for (size_t i = 0; i < g->n; i++)
        n += golden_is(g, i, column, golden_cell(g, row, column));
    return n > 0 ? n : 1;
}

static inline int128 sample_weight(const struct golden *g, size_t row,
                                   const char *column, const char *fpc2)
{
    if (*fpc2) /* m is 1 to 5: 60 / m is whole; the common n is left out */
        return (int128)atoi(golden_cell(g, row, "fpc1")) *
               atoi(golden_cell(g, row, fpc2)) *
               (60 / sample_mates(g, row, "dnum"));
    const char *text = golden_cell(g, row, *column ? column : "pw");
    return *text ? sample_decimal(text) : 1;
}

/* Rows of a design in a domain ("all", "column=value"); none when the files
 * are not there. */
static inline struct sample sample_read(struct arena *arena,
                                        const char *dataset, const char *design,
                                        const char *domain)
{
    char path[120], column[60];
    snprintf(path, sizeof path, SAMPLE_FOLDER "%s.csv", dataset);
    snprintf(column, sizeof column, "%.*s", (int)strcspn(domain, "="), domain);
    struct sample s = {.data = golden_read(arena, path)};
    s.row = arena_make(arena, size_t, s.data.n + 1);
    s.weight = arena_make(arena, int128, s.data.n + 1);
    s.strata = sample_design(arena, design, "strata");
    s.psu = sample_design(arena, design, "psu");
    s.fpc = sample_design(arena, design, "fpc");
    s.linearized =
        strcmp(sample_design(arena, design, "type"), "linearized") == 0;
    const char *wave = strstr(design, "20"), *value = strchr(domain, '=');
    const char *weight = sample_design(arena, design, "weight");
    const char *fpc2 = sample_design(arena, design, "fpc2");
    for (size_t i = 0; i < s.data.n; i++) {
        if ((wave && !golden_is(&s.data, i, "年度", wave)) ||
            (value && !golden_is(&s.data, i, column, value + 1)))
            continue;
        s.row[s.n] = i;
        s.weight[s.n++] = sample_weight(&s.data, i, weight, fpc2);
    }
    return s;
}

#endif
