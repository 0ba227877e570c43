/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stat_model_robust.h - lines that one strange year cannot move.
 *
 * The robust slope to publish is Theil and Sen's with its interval.  GSL's
 * bisquare serves as an outlier flag alone: a weight below 0.3 marks a point.
 * Its standard error mixes in the least squares error and differs from the
 * other programs' by a factor of thirty on a short series, so no standard
 * error of a robust fit is to be published for n < 10.
 */
#ifndef SHIHYO_INDICATORS_STAT_MODEL_ROBUST_H
#define SHIHYO_INDICATORS_STAT_MODEL_ROBUST_H

#include "indicators/stat.h"

/* Theil-Sen with interval.  C = z sqrt(Var S), Var S with ties; of the N
 * sorted slopes those of rank (N - C) / 2 and (N + C) / 2 + 1, interpolated
 * [Gilbert 1987, 16.5]; `rounded` takes whole ranks half to even.  A rank
 * outside 1..N (short series) leaves the interval undefined.
 * work: n doubles. */
struct theil_sen {
    size_t n, pairs;
    double slope, c;
    double rank_low, rank_high;
    bool has_ci;
    struct interval ci, rounded;
    double intercept_residual; /* median of y - slope x */
    double intercept_conover;  /* median y - slope median x */
};
enum stat_status stat_theil_sen_ci(const double *x, const double *y, size_t n,
                                   double level, double *work,
                                   struct theil_sen *out);

/* Repeated medians [Siegel 1982]; work: 2 n doubles. */
struct siegel {
    double slope, intercept; /* intercept: median of y - slope x */
};
enum stat_status stat_siegel(const double *x, const double *y, size_t n,
                             double *work, struct siegel *out);

/* Median of n values, which are put into order. */
double stat_median(double *v, size_t n);

/* gsl_multifit_robust on centred x, default tuning.  weights: n doubles that
 * are filled.  STAT_NO_SPREAD when all y are equal. */
enum robust_kind {
    ROBUST_OLS,
    ROBUST_BISQUARE,
    ROBUST_CAUCHY,
    ROBUST_FAIR,
    ROBUST_HUBER,
    ROBUST_WELSCH
};
#define ROBUST_FLAG 0.3 /* a bisquare weight below it marks an outlier */
struct robust {
    size_t n, rounds;
    double centre, at_centre, slope, se_slope;
    double sigma, sigma_ols, sigma_mad, sigma_rob, r2, adj_r2;
};
enum stat_status stat_robust(enum robust_kind kind, const double *x,
                             const double *y, size_t n, double *weights,
                             struct robust *out);

/* Huber's (k = 1.345) and Tukey's (c = 4.685) M estimates as MASS::rlm makes
 * them: start at least squares, scale = median |r| / 0.6745, rounds until the
 * residuals rest.  For comparison with that peer.  work: 3 n doubles. */
struct m_estimate {
    size_t n;
    double centre, at_centre, slope, scale, se_slope;
    bool converged;
};
enum stat_status stat_m_estimate(enum robust_kind kind, const double *x,
                                 const double *y, size_t n, double *work,
                                 struct m_estimate *out);

#endif
