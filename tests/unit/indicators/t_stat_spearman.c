/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Spearman's rank correlation with the order: against R, against every order
 * one by one, and hostile.
 */
#include "indicators/stat.h"
#include "tests/tap.h"

#include <float.h>
#include <stdint.h>
#include <stdlib.h>

enum { MOST = 16 };

/* R 4.2: cor.test(1:n, y, method = "spearman", exact = TRUE)$p.value, which R
 * has without ties only; p_student: exact = FALSE.  With ties the exact p is
 * the number of orders whose |cor(1:n, rank(y)[order])| is as large, found in
 * R by going through all of them: 176 of 6!, 48 of 8!. */
static const struct {
    const char *what;
    double y[MOST];
    size_t n;
    double rho, p, p_student;
} rows[] = {
    {"rising, 5", {1, 2, 3, 4, 5}, 5, 1, 2.0 / 120, 0},
    {"falling, 5", {5, 4, 3, 2, 1}, 5, -1, 2.0 / 120, 0},
    /* 1 - 6 (1 + 1) / (5 x 24) = 0.9; each of the 4 neighbours swapped, and
     * none, in both directions: 10 orders of 120 */
    {"one swap", {2, 1, 3, 4, 5}, 5, 0.9, 10.0 / 120, 0.0373860734684988},
    {"three", {1, 3, 2}, 3, 0.5, 1, 0.666666666666667},
    {"札幌市 1, two equal",
     {65.4, 63.1, 63.1, 64.6, 67.6, 67.4},
     6,
     0.579771035652448,
     176.0 / 720,
     0.227783956715016},
    {"札幌市 2",
     {60.7, 59.81, 55.9, 56.1, 54.4, 50.9},
     6,
     -0.942857142857143,
     0.0166666666666667,
     0.00480466472303207},
    {"two ties",
     {1, 1, 2, 3, 3, 3, 5, 4},
     8,
     0.945230086069955,
     48.0 / 40320,
     0.000394051932087069},
    {"nine",
     {3, 1, 4, 2, 6, 5, 9, 7, 8},
     9,
     0.85,
     0.00607363315696649,
     0.00370477732758581},
    {"ten: Student t",
     {3, 1, 4, 2, 6, 5, 9, 7, 8, 10},
     10,
     0.890909090909091,
     0.000542144224833869,
     0.000542144224833869},
    {"ten, rising", {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 10, 1, 0, 0},
    {"twelve with ties",
     {5, 3, 3, 8, 8, 8, 1, 9, 12, 10, 10, 7},
     12,
     0.57953786404698,
     0.0482768196948659,
     0.0482768196948659},
};

static void against_r(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct spearman s;
        is_int(stat_spearman(rows[i].y, rows[i].n, &s), STAT_OK, rows[i].what);
        is_near(s.rho, rows[i].rho, 1e-14, "  rho");
        is_near(s.p, rows[i].p, 1e-11, "  p");
        is_near(s.p_student, rows[i].p_student, 1e-11, "  p of Student t");
        ok(s.exact == (rows[i].n <= 9), "  counted up to nine");
    }
}

/* ------------------------------------------------- every order, one by one */

/* 4 x the sum of products of mid-ranks and orders about their means. */
static long products(const double *y, size_t n)
{
    long sum = 0;
    for (size_t i = 0; i < n; i++) {
        long twice = 1; /* twice the mid-rank: 2 #less + #equal + 1 */
        for (size_t j = 0; j < n; j++)
            twice += 2 * (y[j] < y[i]) + (y[j] == y[i]);
        sum += (twice - (long)n - 1) * (2 * (long)i + 1 - (long)n);
    }
    return sum;
}

static void permute(double *y, size_t n, size_t at, long least, long *extreme)
{
    if (at == n) {
        *extreme += labs(products(y, n)) >= least;
        return;
    }
    for (size_t i = at; i < n; i++) {
        double kept = y[at];
        y[at] = y[i];
        y[i] = kept;
        permute(y, n, at + 1, least, extreme);
        kept = y[at];
        y[at] = y[i];
        y[i] = kept;
    }
}

static void against_permutations(void)
{
    static const long factorial[] = {1, 1, 2, 6, 24, 120, 720, 5040};
    uint32_t state = 11;
    int bad = 0;
    for (int round = 0; round < 40; round++) {
        double y[7], turned[7];
        struct spearman s, r;
        long extreme = 0;
        state = state * 1664525u + 1013904223u;
        size_t n = 3 + (state >> 10) % 5;
        for (size_t i = 0; i < n; i++) {
            state = state * 1664525u + 1013904223u;
            y[i] = (state >> 12) % 6; /* many ties */
            turned[n - 1 - i] = y[i];
        }
        if (stat_spearman(y, n, &s) != STAT_OK)
            continue; /* all equal */
        stat_spearman(turned, n, &r);
        permute(y, n, 0, labs(products(y, n)), &extreme);
        bad += s.p != (double)extreme / (double)factorial[n];
        bad += r.rho != -s.rho || r.p != s.p;
    }
    is_int(bad, 0, "exact p is the share of all orders, and symmetric");
}

static void refusals(void)
{
    static const double two[] = {1, 2}, same[] = {4, 4, 4, 4, 4};
    static const double inf[] = {1, INFINITY, 2}, nan[] = {1, 2, NAN};
    static const double far[] = {-DBL_MAX, 0, DBL_MAX};
    struct spearman s;
    is_int(stat_spearman(two, 2, &s), STAT_TOO_FEW, "two points");
    is_int(stat_spearman(same, 5, &s), STAT_NO_SPREAD, "all equal");
    ok(s.n == 0 && s.rho == 0 && s.p == 0, "  zeroed");
    is_int(stat_spearman(inf, 3, &s), STAT_NOT_FINITE, "not finite");
    is_int(stat_spearman(nan, 3, &s), STAT_NOT_FINITE, "not a number");
    is_int(stat_spearman(same, 65537, &s), STAT_DOMAIN, "more than 65536");
    is_int(stat_spearman(far, 3, &s), STAT_OK, "the largest doubles");
    is_near(s.rho, 1, 1e-15, "  rank is all that counts");
}

int main(void)
{
    against_r();
    against_permutations();
    refusals();
    return tap_done();
}
