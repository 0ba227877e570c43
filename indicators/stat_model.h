/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stat_model.h - models of a short series on the line's pattern: what stands
 * beside a straight line, weighted lines, curves, growth and chances.
 *
 * The rules are those of stat.h: arrays in, struct and status out, nothing
 * allocated, a zeroed result on any status but STAT_OK.  Work space is passed
 * in where a method needs some.  Years are centred before anything is
 * multiplied, so the digits do not depend on where year 0 lies.
 *
 * A logarithm or logit line is the straight line of stat.h on transformed
 * values: stat_log_of() or stat_logit_of(), then stat_linear_at(); the
 * results go back through exp() or stat_per_cent_of().
 */
#ifndef SHIHYO_INDICATORS_STAT_MODEL_H
#define SHIHYO_INDICATORS_STAT_MODEL_H

#include "indicators/stat.h"

/* -- quantiles that many fits share ---------------------------------------- */

/* The two-sided Student quantile of one level, computed once per number of
 * degrees of freedom.  {.level = 0.95} is an empty table; a table belongs to
 * one thread. */
enum { STAT_T_KEPT = 128 };
struct stat_t_table {
    double level;
    double t[STAT_T_KEPT]; /* of df = index; 0: not asked for yet */
};
enum stat_status stat_t_at(struct stat_t_table *table, size_t df, double *t);

/* P(|T_df| >= |t|): elementary sums for whole df up to 30, GSL otherwise. */
enum stat_status stat_t_tails(double t, double df, double *p);

/* stat_linear() and stat_predict() with the t quantile given: t is that of
 * n - 2 degrees of freedom and is not used for n = 2. */
enum stat_status stat_linear_at(const double *x, const double *y, size_t n,
                                double t, struct linear_fit *out);
enum stat_status stat_predict_at(const struct linear_fit *fit, double x,
                                 double t, struct prediction *out);

/* -- what stands beside a straight line ------------------------------------ */

/* Leverage h, residual e, k = 2 coefficients.
 * AIC = n log(2 pi ssr / n) + n + 2 (k + 1), as R's AIC(lm).
 * Durbin-Watson = sum (e_i - e_(i-1))^2 / ssr.
 * Leave-one-out error = sqrt(mean (e / (1 - h))^2).
 * Cook's distance = e^2 h / (k s^2 (1 - h)^2), the largest.
 * Studentised residual: e / (s_(i) sqrt(1 - h)) with s_(i) of the others.
 * HC3: sandwich of e^2 / (1 - h)^2 [MacKinnon & White 1985].
 * Newey-West: sandwich with lag 1, Bartlett weight 1/2, no small-sample
 * factor [Newey & West 1987].  The intercept is that of x = 0. */
struct line_check {
    double adj_r2, aic, durbin_watson;
    bool has_deleted; /* false: one point alone fixes the line (h = 1) */
    double loocv_rmse, max_cooks, hc3_slope, hc3_intercept;
    bool has_rstudent; /* needs n >= 4 */
    double max_rstudent;
    double nw_slope, nw_intercept;
};
/* STAT_NO_SPREAD for a perfect fit: there are no residuals to look at. */
enum stat_status stat_linear_check(const double *x, const double *y,
                                   const struct linear_fit *fit,
                                   struct line_check *out);

/* -- known standard errors ------------------------------------------------- */

/* Weights 1 / se^2.  `known` takes the errors as they are, covariance
 * (X'WX)^-1, normal quantile; `scaled` multiplies by chi2 / df, Student t.
 * chi2 / df well above 1 says that the line does not fit within the errors;
 * p_fit is P(chi2_df >= chi2).  cov01: of intercept and slope at x = 0. */
struct weighted_fit {
    size_t n;
    double df, centre, mean, slope;
    double sum_w, sxx; /* sum of w; sum of w (x - centre)^2 */
    double se_slope_known, se_intercept_known, cov01_known, p_slope_known;
    double chi2, p_fit, sigma_scaled, se_slope_scaled, p_slope_scaled;
};
enum stat_status stat_weighted(const double *x, const double *y,
                               const double *se, size_t n,
                               struct weighted_fit *out);
/* The line at x, its error from the known errors, and its interval. */
enum stat_status stat_weighted_at(const struct weighted_fit *fit, double x,
                                  double level, struct prediction *out);

/* -- several columns, powers ----------------------------------------------- */

enum { STAT_COLUMNS_MOST = 12 }; /* coefficients of one regression */

/* y = sum b[j] column[j].  In long double arithmetic by Givens rotations of
 * centred and scaled columns (NIST StRD: Longley, Filip, Wampler).  A column
 * that the others make up to the rounding of the data is STAT_RANK; *rank
 * says how many stand, and nothing is dropped in silence. */
struct regression {
    size_t n, columns, rank; /* columns: coefficients, with the constant */
    bool constant;           /* b[0] is the constant term */
    double b[STAT_COLUMNS_MOST], se[STAT_COLUMNS_MOST];
    double df_reg, df_res, ss_reg, ss_res, resid_sd, r2;
    double f; /* DBL_MAX where ss_res is 0 but ss_reg is not */
};
/* x: n rows of `columns` values (the constant, if any, not among them). */
enum stat_status stat_regress(const double *x, const double *y, size_t n,
                              size_t columns, bool constant,
                              struct regression *out);
/* Powers of (x - origin) from 0 (or 1 without the constant) to degree. */
enum stat_status stat_polynomial(const double *x, const double *y, size_t n,
                                 size_t degree, double origin, bool constant,
                                 struct regression *out);

/* Is there a bend?  Powers of t - mean(t).  AICc = AIC + 2k(k+1)/(n-k-1),
 * k counts the error variance too; F has 1 and n - 3 degrees of freedom.
 * n >= 6. */
struct quadratic {
    size_t n;
    double centre, b[3], se_b2, p_b2, f_vs_linear;
    double aicc_linear, aicc_quadratic;
};
enum stat_status stat_quadratic(const double *x, const double *y, size_t n,
                                struct quadratic *out);

/* -- other scales ---------------------------------------------------------- */

/* log y, log(y / (100 - y)): STAT_DOMAIN where one is not defined. */
enum stat_status stat_log_of(const double *y, size_t n, double *out);
enum stat_status stat_logit_of(const double *per_cent, size_t n, double *out);
/* The same of k of m with (k + 1/2) / (m + 1), defined for 0 and m too. */
enum stat_status stat_logit_of_counts(const double *k, const double *m,
                                      size_t n, double *out);
double stat_per_cent_of(double logit);

/* (last / first)^(1 / years) - 1; both > 0, years > 0. */
enum stat_status stat_cagr(double first, double last, double years,
                           double *out);

/* -- will the target be met? ----------------------------------------------- */

/* P that one new observation reaches the target: Student t with the line's
 * degrees of freedom, (target - fit) / se_prediction.  upward: at or above
 * the target is what is wanted. */
enum stat_status stat_target_met(const struct prediction *at, double df,
                                 double target, bool upward, double *p);
/* One significant class, never three digits. */
enum stat_chance {
    CHANCE_BELOW_5,
    CHANCE_5_20,
    CHANCE_20_50,
    CHANCE_50_80,
    CHANCE_80_95,
    CHANCE_ABOVE_95
};
enum stat_chance stat_chance_of(double p);
const char *stat_chance_text(enum stat_chance chance); /* "5-20%" */

#endif
