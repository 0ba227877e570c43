/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stat_replicate.h - variance from replicate weights.
 *
 *   V = scale sum_r rscale_r (theta_r - c)(theta_r - c)'
 *
 * c is the estimate itself (mse) or the mean of the replicates whose rscale
 * is positive (R survey's default).  [Wolter 2007; R survey svrVar]
 */
#ifndef SHIHYO_INDICATORS_STAT_REPLICATE_H
#define SHIHYO_INDICATORS_STAT_REPLICATE_H

#include "indicators/stat.h"

struct replicate_spec {
    size_t n;             /* replicates, >= 2 */
    double scale;         /* >= 0 */
    const double *rscale; /* n of them, >= 0; NULL: all 1 */
    bool mse;
};

/* theta: n x k, one replicate a row; estimate: k (read with mse only, else
 * may be NULL); cov: k x k; centre: k, out.  STAT_TOO_FEW: n < 2 or no
 * positive rscale; STAT_NOT_FINITE: a replicate has no estimate. */
enum stat_status stat_replicate_cov(const struct replicate_spec *spec,
                                    const double *theta, size_t k,
                                    const double *estimate, double *cov,
                                    double *centre);
/* k = 1: the variance alone. */
enum stat_status stat_replicate_variance(const struct replicate_spec *spec,
                                         const double *theta, double estimate,
                                         double *variance);

/* Jackknife made from a design.  The replicate that leaves a sampling unit
 * out has factor 0 for it, `factor` for the other units of its stratum, 1
 * elsewhere.
 *   JK1  one stratum: factor n/(n-1), scale (n-1)/n (1 - n/N), rscale 1
 *   JKn  factor n_h/(n_h-1), rscale (n_h-1)/n_h (1 - n_h/N_h), scale 1
 * population 0: no finite population correction.  n < 2 is STAT_TOO_FEW (a
 * lonely unit must be dealt with before), N < n STAT_DOMAIN. */
struct jackknife {
    double factor, scale, rscale;
};
enum stat_status stat_jk1(size_t units, double population,
                          struct jackknife *out);
enum stat_status stat_jkn(size_t units, double population,
                          struct jackknife *out);

#endif
