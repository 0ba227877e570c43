/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stat.h - the pure numerics, and nothing else.
 *
 * Arrays, a count and options come in; a result struct and a status go out.
 * No allocation, no input or output, no locale, no message, no global state
 * but GSL's recorded error (gslcall.h).  On any status but STAT_OK the result
 * is zeroed: no caller can print a half-made number.
 *
 * Degenerate data are decided here, before GSL sees them: GSL 2.7 returns
 * success with NaN for n < 2 and for equal x.  `level` is in (0, 1).
 */
#ifndef SHIHYO_INDICATORS_STAT_H
#define SHIHYO_INDICATORS_STAT_H

#include "data/rational.h"
#include <stddef.h>

enum stat_status {
    STAT_OK,
    STAT_TOO_FEW,       /* fewer points than the method needs */
    STAT_NO_SPREAD,     /* all x equal, or all y equal where that matters */
    STAT_DOMAIN,        /* an argument outside its range */
    STAT_NOT_FINITE,    /* GSL or the input gave no finite number */
    STAT_OVERFLOW,      /* exact arithmetic left 128 bits */
    STAT_RANK,          /* a column is made up of the others */
    STAT_NO_CONVERGENCE /* an iteration did not come to rest */
};

struct interval {
    double low, high;
};

/* y = mean + b (x - centre), centre = mean of x. */
struct linear_fit {
    size_t n;
    double df;       /* n - 2 */
    double centre;   /* mean of x */
    double mean;     /* mean of y: the fitted value at the centre */
    double slope;    /* b */
    double se_slope; /* s / sqrt(Sxx); 0 for n = 2 and perfect fits */
    double s;        /* residual standard error sqrt(SSR / (n-2)) */
    double sxx;      /* sum (x - centre)^2 */
    double ssr;      /* sum of squared residuals */
    double r2;       /* 0 where all y are equal */
    double t, p;     /* of slope = 0, two-sided Student t; slope 0: t = 0,
                        p = 1; perfect fit: t = +-DBL_MAX, p = 0 */
    struct interval slope_ci;
};

/* Ordinary least squares in two passes about the means (NIST StRD Norris: 12
 * digits; gsl_fit_linear gives the same and divides four times a point).
 * n >= 2; with n = 2 df, se, t, p and the interval are zero and the caller
 * must not print them; n >= 3 gives the t interval at `level`.  Residuals
 * below the rounding of the data are 0: the fit is perfect. */
enum stat_status stat_linear(const double *x, const double *y, size_t n,
                             double level, struct linear_fit *out);

/* Fitted value at x, confidence interval of the line and prediction interval
 * of one new observation: fit +- t s sqrt([1 +] 1/n + (x-centre)^2/Sxx),
 * Student t with n-2 degrees of freedom [Draper & Smith 1998, 1.4]. n >= 3. */
struct prediction {
    double fit, se_fit, se_prediction;
    struct interval confidence, prediction;
};
enum stat_status stat_predict(const struct linear_fit *fit, double x,
                              double level, struct prediction *out);

/* The same line in exact arithmetic: slope and the fitted value at any year
 * are quotients of integers when years and published decimals are, so their
 * printed digits are rounded from exact values (572.5 becomes 573). */
struct exact_line {
    struct rational slope, mean, centre;
};
enum stat_status stat_linear_exact(const int *year, const struct decimal *y,
                                   size_t n, struct exact_line *out);
bool stat_exact_at(const struct exact_line *line, int year,
                   struct rational *out);

/* Mann-Kendall test of trend.  S = sum sign(y_j - y_i), i < j; Var(S) with
 * ties; exact two-sided p over all orders of the tied sample for n <= 12
 * (counts of the q-multinomial, integers), normal approximation with
 * continuity correction beyond.  tau-b (0 when all y are equal; S is 0 and
 * p is 1 then).  3 <= n <= 65536.
 * [Mann 1945; Kendall 1975; Hipel & McLeod 1994] */
struct kendall {
    size_t n;
    int s;
    long untied;               /* pairs whose values differ */
    double var_s, var_s_plain; /* with the ties, as if there were none */
    double tau_a, tau_b;
    double z, p_normal; /* z = (|S| - 1) / sqrt(Var S) with the sign of S */
    double p;           /* two-sided; exact where `exact` is true */
    bool exact;
};
enum stat_status stat_kendall(const double *y, size_t n, struct kendall *out);

/* The exact test for 3 <= n <= 20: of `all` equally likely orders of the
 * sample, `extreme` have |S| at least as large, `upper` S at least as large
 * as the one observed. */
struct kendall_exact {
    long all, extreme, upper;
    double p_two_sided, p_upper;
};
enum stat_status stat_kendall_exact(const double *y, size_t n,
                                    struct kendall_exact *out);

/* Spearman's rank correlation of y with the order of the points; equal values
 * share the mean of their ranks.  p is two-sided: the share of all n! orders
 * of the ranks whose |rho| is at least the one observed for n <= 9 (whole
 * numbers, ties and all), else Student t, rho sqrt((n-2) / (1-rho^2)) with n-2
 * degrees of freedom.  3 <= n <= 65536; STAT_NO_SPREAD where all y are equal.
 * [Spearman 1904; Kendall 1975, 4 and 5.7] */
struct spearman {
    size_t n;
    double rho, p, p_student;
    bool exact; /* p is counted */
};
enum stat_status stat_spearman(const double *y, size_t n, struct spearman *out);

/* Theil-Sen slope: median of the slopes of all pairs with other x; of an even
 * number the mean of the middle two.  n >= 2.  [Sen 1968] */
enum stat_status stat_theil_sen(const double *x, const double *y, size_t n,
                                double *slope);
/* The k-th smallest slope of all pairs with other x, from 0; k below the
 * number of such pairs, values finite. */
double stat_pair_slope(const double *x, const double *y, size_t n, size_t k);

/* P(T_df >= t) and the t quantile, by GSL; df > 0.  A quantile that does not
 * give its probability back is STAT_NOT_FINITE. */
enum stat_status stat_t_upper(double t, double df, double *out);
enum stat_status stat_t_quantile(double p, double df, double *out);

#endif
