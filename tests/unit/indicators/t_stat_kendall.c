/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Mann-Kendall and Theil-Sen against R and exact enumeration (sources in
 * tests/golden/trend/README.md), against our own permutations, and hostile.
 */
#include "golden.h"
#include "indicators/stat.h"

#include <stdint.h>

enum { MOST = 64 };

static size_t series_of(const struct golden *g, const char *name, double *x,
                        double *y)
{
    size_t n = 0;
    for (size_t i = 0; i < g->n && n < MOST; i++)
        if (strcmp(g->row[i].cell[0], name) == 0) {
            x[n] = strtod(g->row[i].cell[2], NULL);
            y[n++] = strtod(g->row[i].cell[3], NULL);
        }
    return n;
}

static bool value_of(const struct golden_row *r, const struct kendall *k,
                     double sen, double *found)
{
    bool mk = strcmp(r->cell[2], "mann_kendall") == 0;
    bool exact = strcmp(r->cell[2], "mann_kendall_exact_ties") == 0;
    const char *stat = r->cell[4];
    if ((mk || exact) && strcmp(stat, "S") == 0)
        *found = k->s;
    else if (mk && strcmp(stat, "varS") == 0)
        *found = k->var_s;
    else if (mk && strcmp(stat, "tau_b") == 0)
        *found = k->tau_b;
    else if (mk && strcmp(stat, "p_normal_cc") == 0 && !k->exact)
        *found = k->p;
    else if (exact && strcmp(stat, "p_two_sided") == 0 && k->exact)
        *found = k->p;
    else if (strcmp(r->cell[2], "theil_sen") == 0 && strcmp(stat, "slope") == 0)
        *found = sen;
    else
        return false;
    return true;
}

static size_t golden_rows(const struct golden *series,
                          const struct golden *expected)
{
    size_t compared = 0;
    for (size_t i = 0; i < expected->n; i++) {
        const struct golden_row *r = &expected->row[i];
        double x[MOST], y[MOST], sen = 0, found;
        struct kendall k;
        size_t n = series_of(series, r->cell[1], x, y);
        if (n < 3 || strcmp(r->cell[5], "NA") == 0)
            continue;
        stat_kendall(y, n, &k);
        stat_theil_sen(x, y, n, &sen);
        if (!value_of(r, &k, sen, &found))
            continue;
        char what[160];
        snprintf(what, sizeof what, "%s %s %s", r->cell[1], r->cell[2],
                 r->cell[4]);
        bool peer = strcmp(r->cell[2], "mann_kendall_exact_ties") != 0;
        is_near(found, strtod(r->cell[5], NULL), peer ? 1e-11 : 1e-15, what);
        compared++;
    }
    return compared;
}

static void goldens(struct arena *arena, const char *folder, bool shipped)
{
    char path[160];
    snprintf(path, sizeof path, "%s/series.csv", folder);
    struct golden series = golden_read(arena, path);
    if (series.n == 0 && !shipped) {
        tap_skip("further trend goldens are not there: ../shared/golden");
        return;
    }
    snprintf(path, sizeof path, "%s/expected_trend.csv", folder);
    struct golden peer = golden_read(arena, path);
    snprintf(path, sizeof path, "%s/expected_python.csv", folder);
    struct golden exact = golden_read(arena, path);
    ok(golden_rows(&series, &peer) >= 39, "R: rows compared");
    ok(golden_rows(&series, &exact) >= 18, "exact p: rows compared");
}

/* ---------------------------------------------- every order, one by one */

static void swap(double *a, double *b)
{
    double t = *a;
    *a = *b;
    *b = t;
}

static int s_of(const double *y, size_t n)
{
    int s = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            s += (y[i] > y[j]) - (y[i] < y[j]);
    return s;
}

static void permute(double *y, size_t n, size_t at, int s, long *all,
                    long *extreme)
{
    if (at == n) {
        ++*all;
        *extreme += abs(s_of(y, n)) >= abs(s);
        return;
    }
    for (size_t i = at; i < n; i++) {
        swap(&y[at], &y[i]);
        permute(y, n, at + 1, s, all, extreme);
        swap(&y[at], &y[i]);
    }
}

static void against_permutations(void)
{
    uint32_t state = 7;
    int bad = 0, bad_reverse = 0;
    for (int round = 0; round < 60; round++) {
        double y[8], turned[8];
        state = state * 1664525u + 1013904223u;
        size_t n = 3 + (state >> 10) % 5;
        for (size_t i = 0; i < n; i++) {
            state = state * 1664525u + 1013904223u;
            y[i] = (double)((state >> 10) % 5); /* many ties */
            turned[n - 1 - i] = y[i];
        }
        struct kendall k, r;
        long all = 0, extreme = 0;
        stat_kendall(y, n, &k);
        stat_kendall(turned, n, &r);
        bad_reverse += r.s != -k.s || r.p != k.p || r.tau_b != -k.tau_b;
        permute(y, n, 0, k.s, &all, &extreme);
        bad += !k.exact || fabs(k.p - (double)extreme / (double)all) > 1e-15;
    }
    is_int(bad, 0, "exact p is the share of the permutations, with ties");
    is_int(bad_reverse, 0, "turning the series round flips S alone");
}

/* Smallest p of the exact test: 2 / n! when monotone. */
static void smallest_p(void)
{
    const double up[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    double factorial = 2;
    for (size_t n = 3; n <= 12; n++) {
        struct kendall k;
        factorial *= (double)n;
        stat_kendall(up, n, &k);
        is_near(k.p, 2 / factorial, 1e-15, "monotone: p = 2 / n!");
    }
}

/* 札幌市 次期子ども計画概要 資料2, FY2013..2018. */
static void sapporo(void)
{
    const double self[] = {65.4, 63.1, 63.1, 64.6, 67.6, 67.4};
    const double raise[] = {60.7, 59.81, 55.9, 56.1, 54.4, 50.9};
    const double x[] = {2013, 2014, 2015, 2016, 2017, 2018};
    struct kendall k;
    struct linear_fit f;
    double sen;
    stat_kendall(self, 6, &k);
    ok(k.s == 6 && fabs(k.p - 128.0 / 360) < 1e-15, "S = 6, p = .36");
    stat_theil_sen(x, self, 6, &sen);
    is_near(sen, 0.75, 1e-12, "Theil-Sen +.75");
    stat_linear(x, self, 6, 0.95, &f);
    ok(fabs(f.slope - .71) < .005 && fabs(f.se_slope - .39) < .005,
       "slope .71 +- .39");
    stat_kendall(raise, 6, &k);
    ok(k.s == -13 && fabs(k.p - 12.0 / 720) < 1e-15, "S = -13, p = .017");
    stat_theil_sen(x, raise, 6, &sen);
    is_near(sen, -1.80, 0.005, "Theil-Sen -1.80");
    stat_linear(x, raise, 6, 0.95, &f);
    ok(fabs(f.slope + 1.86) < .005 && fabs(f.se_slope - .25) < .005,
       "slope -1.86 +- .25");
}

static void hostile(void)
{
    const double y[] = {1, 2, 3, 4}, bad[] = {1, NAN, 3, 4};
    const double huge[] = {-1.7e308, 1.7e308, 0, 1};
    const double same[] = {3, 3, 3, 3}, x[] = {1, 2, 3, 4};
    struct kendall k;
    double sen = 9;
    ok(stat_kendall(y, 0, &k) == STAT_TOO_FEW, "n = 0");
    ok(stat_kendall(y, 2, &k) == STAT_TOO_FEW && k.n == 0, "n = 2");
    ok(stat_kendall(bad, 4, &k) == STAT_NOT_FINITE && k.p == 0, "NaN");
    ok(stat_kendall(huge, 4, &k) == STAT_OK && k.s == 2, "huge values");
    ok(stat_kendall(y, 65537, &k) == STAT_DOMAIN, "more than S can count");
    ok(stat_kendall(same, 4, &k) == STAT_OK && k.s == 0 && k.p == 1 &&
           k.tau_b == 0 && k.var_s == 0,
       "equal values: p = 1, no NaN");
    ok(stat_theil_sen(x, y, 1, &sen) == STAT_TOO_FEW && sen == 0, "Sen n = 1");
    ok(stat_theil_sen(same, y, 4, &sen) == STAT_NO_SPREAD, "Sen equal x");
    ok(stat_theil_sen(x, same, 4, &sen) == STAT_OK && sen == 0, "Sen flat");
    ok(stat_theil_sen(x, bad, 4, &sen) == STAT_NOT_FINITE, "Sen NaN");
    ok(stat_theil_sen(x, huge, 4, &sen) == STAT_NOT_FINITE, "Sen overflow");
    ok(stat_theil_sen(x, y, 2, &sen) == STAT_OK && sen == 1, "Sen n = 2");
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The selection without memory gives what sorting all slopes gives. */
static void sen_by_sorting(void)
{
    uint32_t state = 99;
    int bad = 0;
    static double slopes[MOST * MOST];
    for (int round = 0; round < 200; round++) {
        double x[MOST], y[MOST], sen;
        size_t n = 2 + (size_t)round % 40, pairs = 0;
        for (size_t i = 0; i < n; i++) {
            state = state * 1664525u + 1013904223u;
            x[i] = (double)i;
            y[i] = (double)((state >> 10) % 17);
        }
        for (size_t i = 0; i < n; i++)
            for (size_t j = i + 1; j < n; j++)
                slopes[pairs++] = (y[j] - y[i]) / (x[j] - x[i]);
        qsort(slopes, pairs, sizeof slopes[0], by_size);
        double median = 0.5 * slopes[(pairs - 1) / 2] + 0.5 * slopes[pairs / 2];
        bad += stat_theil_sen(x, y, n, &sen) != STAT_OK ||
               fabs(sen - median) > 1e-15 * (1 + fabs(median));
    }
    is_int(bad, 0, "Theil-Sen is the median of the sorted slopes");
}

int main(void)
{
    struct arena *arena = arena_open();
    goldens(arena, "tests/golden/trend", true);
    goldens(arena, "../shared/golden/trend", false);
    against_permutations();
    smallest_p();
    sapporo();
    hostile();
    sen_by_sorting();
    arena_close(arena);
    return tap_done();
}
