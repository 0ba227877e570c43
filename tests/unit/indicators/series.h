/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * series.h - the trend goldens, for tests: a series with its counts, and the
 * bookkeeping of a comparison (rows checked, informative, unknown).
 */
#ifndef SHIHYO_TESTS_SERIES_H
#define SHIHYO_TESTS_SERIES_H

#include "golden.h"

enum { SERIES_MOST = 32 };

struct series {
    const char *name;
    double x[SERIES_MOST], y[SERIES_MOST];
    struct decimal value[SERIES_MOST];
    double k[SERIES_MOST], m[SERIES_MOST]; /* counts.csv; n_counts may be 0 */
    double target_x, target_y;
    size_t n, n_counts;
};

static inline struct series
series_of(const struct golden *g, const struct golden *counts, const char *name)
{
    struct series s = {.name = name};
    for (size_t i = 0; i < g->n && s.n < SERIES_MOST; i++) {
        const struct golden_row *r = &g->row[i];
        if (strcmp(r->cell[0], name) != 0)
            continue;
        s.x[s.n] = strtod(r->cell[2], NULL);
        s.y[s.n] = strtod(r->cell[3], NULL);
        s.target_x = strtod(r->cell[4], NULL);
        s.target_y = strtod(r->cell[5], NULL);
        s.value[s.n++] = golden_decimal(r->cell[3]);
    }
    for (size_t i = 0; i < counts->n && s.n_counts < SERIES_MOST; i++)
        if (strcmp(counts->row[i].cell[0], name) == 0) {
            s.k[s.n_counts] = strtod(counts->row[i].cell[2], NULL);
            s.m[s.n_counts++] = strtod(counts->row[i].cell[3], NULL);
        }
    return s;
}

/* What became of one golden row. */
enum verdict { CHECKED, INFORMATIVE, UNKNOWN };

struct tally {
    size_t rows[3];
};

/* A row whose stat is in the list of names and values. */
struct named {
    const char *name;
    double value;
};

static inline bool named_find(const struct named *list, size_t n,
                              const char *name, double *out)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].name, name) == 0) {
            *out = list[i].value;
            return true;
        }
    return false;
}

/* Relative tolerance; peers print the rounding noise of a zero (1e-15), which
 * is compared absolutely. */
static inline void compare(double found, const struct golden_row *r,
                           double tolerance)
{
    char what[200];
    double expected = strtod(r->cell[5], NULL);
    snprintf(what, sizeof what, "%s %s %s %s", r->cell[1], r->cell[2],
             r->cell[3], r->cell[4]);
    if (fabs(expected) < 1e-9)
        ok(fabs(found) < 1e-9 || fabs(found - expected) < 1e-6 * fabs(expected),
           what);
    else
        is_near(found, expected, tolerance, what);
}

static inline void report(const struct tally *t, const char *what)
{
    char line[260];
    snprintf(line, sizeof line,
             "%.160s: %zu golden rows checked, %zu informative, none unknown",
             what, t->rows[CHECKED], t->rows[INFORMATIVE]);
    is_int((long long)t->rows[UNKNOWN], 0, line);
}

#endif
