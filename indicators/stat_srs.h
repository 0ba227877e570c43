/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stat_srs.h - simple random samples: one proportion, two proportions, tables
 * of counts, sets of numbers, and the sampling error that Japanese municipal
 * reports print.
 *
 * Counts are doubles that hold whole numbers (up to 2^53); anything else is
 * STAT_DOMAIN.  What can be undefined inside a result stands in a struct
 * maybe: a value, or `defined` false with value 0.
 */
#ifndef SHIHYO_INDICATORS_STAT_SRS_H
#define SHIHYO_INDICATORS_STAT_SRS_H

#include "indicators/stat.h"

struct maybe {
    bool defined;
    double value;
};

/* A whole number, 0 to 2^53. */
bool stat_is_count(double x);

/* --- one proportion: x of n, n >= 1 ------------------------------------
 * z = normal quantile of 1 - a/2, p = x/n.
 *   wilson              Wilson 1927
 *   wilson_cc           the same of p -+ c/n, Newcombe 1998: c is 1/2, but 0
 *                       at x = n/2, as in R's prop.test
 *   clopper_pearson     Clopper & Pearson 1934, beta quantiles
 *   agresti_coull       Agresti & Coull 1998; raw may leave [0, 1]
 *   wald                p -+ z sqrt(p(1-p)/n), raw
 *   jeffreys            beta(x+1/2, n-x+1/2) quantiles; `edge` sets the lower
 *                       limit at x = 0 to 0, the upper at x = n to 1
 *                       [Brown, Cai & DasGupta 2001]
 *   midp                limits where P(X > x) + P(X = x)/2 is a/2 */
enum srs_method {
    SRS_WILSON,
    SRS_WILSON_CC,
    SRS_CLOPPER_PEARSON,
    SRS_AGRESTI_COULL,
    SRS_AGRESTI_COULL_CLIPPED,
    SRS_WALD,
    SRS_JEFFREYS,
    SRS_JEFFREYS_EDGE,
    SRS_MIDP
};
enum stat_status stat_srs_ci(enum srs_method method, double x, double n,
                             double level, struct interval *out);

/* Standard error without replacement: sqrt((1 - n/N) p(1-p)/(n-1)), n >= 2.
 * population 0: no finite population correction. */
struct srs_error {
    double p, se;
    double se_without_fpc; /* sqrt(p(1-p)/(n-1)) */
    double moe_z, moe_t;   /* half widths: normal; Student t with n-1 */
    struct interval ci_t;  /* p -+ moe_t, not clipped */
};
enum stat_status stat_srs_error(double x, double n, double population,
                                double level, struct srs_error *out);

/* --- sampling error of municipal reports --------------------------------
 * one stage   k sqrt((N-n)/(N-1) p(1-p)/n), k = 1.96
 * two_stage   k sqrt(2 (N-n)/(N-1) p(1-p)/n), k = 2, stratified two-stage
 * as a share; 層化二段 is the second.  N = 0: no correction.  Exact: p and k
 * are decimals, and the printed digits are decided on integers by comparing
 * squares, so no double is ever rounded for print. */
struct sampling_error_spec {
    struct decimal p;     /* share: 0.05 or 0.5 */
    long long n;          /* >= 1 */
    long long population; /* N >= n, or 0 */
    struct decimal k;     /* 1.96 */
    bool two_stage;
};
/* The share as a double (0.0427...). */
enum stat_status stat_sampling_error(const struct sampling_error_spec *spec,
                                     double *out);
/* In percentage points with `digits` decimals (0-6), half away from zero. */
enum stat_status
stat_sampling_error_points(const struct sampling_error_spec *spec, int digits,
                           struct decimal *out);

/* --- two proportions, diff = p2 - p1 ------------------------------------ */
struct two_counts {
    double x1, n1, x2, n2; /* n >= 1 */
};
struct two_proportions {
    double diff;
    struct maybe z_pooled, p_pooled;     /* undefined: pooled p is 0 or 1 */
    struct maybe z_unpooled, p_unpooled; /* undefined: both se are 0 */
    struct maybe chisq, p_chisq;         /* Pearson, 1 df: z_pooled^2 */
    struct maybe yates, p_yates;
    double p_fisher; /* two-sided: sum of tables no likelier */
    double cohen_h;  /* 2 asin sqrt p2 - 2 asin sqrt p1 */
    struct interval wald, wald_cc;
    struct interval newcombe;      /* Newcombe 1998, method 10 */
    struct interval agresti_caffo; /* Agresti & Caffo 2000 */
};
enum stat_status stat_two_proportions(const struct two_counts *counts,
                                      double level,
                                      struct two_proportions *out);

/* --- r x c tables of counts --------------------------------------------- */
struct table_test {
    double n, df;
    double chisq, p_chisq;
    double g, p_g; /* likelihood ratio 2 sum O ln(O/E) */
    double cramers_v;
    double min_expected;
    size_t expected_below_5;     /* cells */
    struct maybe yates, p_yates; /* 2 x 2 only */
    struct maybe p_fisher;       /* 2 x 2 only, two-sided */
};
/* count, expected, residual are r x c, row by row; expected and residual may
 * be NULL.  residual: adjusted, (O - E) / sqrt(E (1-row)(1-column shares)).
 * r, c >= 2; an empty row or column is STAT_NO_SPREAD. */
struct table_counts {
    const double *count;
    size_t rows, columns;
    double *expected, *residual; /* out */
};
enum stat_status stat_srs_table(const struct table_counts *table,
                                struct table_test *out);
/* P of a 2 x 2 table under fixed margins, two-sided: tables as likely or less
 * (relative tolerance 1e-7, as R's fisher.test).  Shared by both above, of
 * 10^12 answers at most: more are STAT_DOMAIN. */
enum stat_status stat_fisher(double a, double b, double c, double d, double *p);

/* --- sets of numbers ------------------------------------------------------
 * sorted ascending, finite, n >= 1.  Hyndman & Fan 1996 types 1, 2, 6, 7, 8.
 * The position n p (+ constants) is decided on the decimal p exactly. */
enum stat_status stat_set_quantile(const double *sorted, size_t n,
                                   struct decimal p, int type, double *out);
struct set_summary {
    size_t n;
    double mean;
    struct maybe sd;         /* n >= 2 */
    bool has_ci;             /* n >= 2 */
    struct interval mean_ci; /* Student t with n-1 */
};
enum stat_status stat_set_summary(const double *value, size_t n, double level,
                                  struct set_summary *out);

/* --- shares that add to 100 ----------------------------------------------
 * Percentages by largest remainder (Hamilton): all are cut to `digits`
 * decimals (0-6), and the units missing from 100 go to the largest
 * remainders; of equal ones to the larger count, then to the earlier
 * category.  Exact.  It changes published digits, so only on request: the
 * rule is 四捨五入 of each share (rational_round).  count >= 0; nobody at all
 * is STAT_TOO_FEW. */
enum stat_status stat_largest_remainder(const int128 *count, size_t n,
                                        int digits, struct decimal *percent);

#endif
