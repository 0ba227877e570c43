/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stat_test.h - tail areas, quantiles and the simple tests of estimates.
 *
 * What stat.h says of all numerics holds: arrays or numbers in, a struct and
 * a status out, zeroed on any status but STAT_OK.  Distributions are GSL's.
 */
#ifndef SHIHYO_INDICATORS_STAT_TEST_H
#define SHIHYO_INDICATORS_STAT_TEST_H

#include "indicators/stat.h"

/* Upper tails P(X >= x), x >= 0; degrees of freedom > 0, finite. */
enum stat_status stat_chisq_upper(double x, double df, double *out);
enum stat_status stat_f_upper(double x, double ndf, double ddf, double *out);
/* The p quantile, 0 < p < 1; beta with 0 < a, b <= 10^11, by GSL where its
 * answer gives p back to 1e-12, else by halving. */
enum stat_status stat_normal_quantile(double p, double *out);
enum stat_status stat_beta_quantile(double p, double a, double b, double *out);

/* Two-sided p of a statistic.  df infinite means the normal law. */
enum stat_status stat_z_two_sided(double z, double *p);
enum stat_status stat_t_two_sided(double t, double df, double *p);
/* estimate -+ t(0.5 + level/2, df) se; se >= 0; df infinite as above. */
enum stat_status stat_t_interval(double estimate, double se, double df,
                                 double level, struct interval *out);

/* second - first of two independent estimates, as of two waves with other
 * samples: se = sqrt(se1^2 + se2^2), df = df1 + df2.  Wrong for a panel or
 * the same sampling units in both waves: the caller must know they are
 * independent.  se = 0 on both sides: STAT_NO_SPREAD, nothing to test with.
 * [R survey: svyby + svycontrast on the stacked design] */
struct estimate_df {
    double value, se, df; /* df > 0; infinite: normal */
};
struct difference {
    double diff, se, df;
    double t, p; /* Student t with df, two-sided */
    double p_z;  /* the same statistic on the normal law */
    struct interval ci;
};
enum stat_status stat_difference(struct estimate_df first,
                                 struct estimate_df second, double level,
                                 struct difference *out);

#endif
