/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stat_moments.h - mean, spread and analysis of variance from the digits that
 * were published, not from their nearest doubles.
 *
 * Values are scaled integers; differences from the first value are summed in
 * 128 bits, and a double appears only in the last quotient.  NIST StRD NumAcc4
 * and SmLs09t, on which double sums keep three digits, come out whole.
 */
#ifndef SHIHYO_INDICATORS_STAT_MOMENTS_H
#define SHIHYO_INDICATORS_STAT_MOMENTS_H

#include "indicators/stat.h"

/* sd with n - 1; lag1 = sum (y_i - m)(y_(i+1) - m) / sum (y_i - m)^2, 0 where
 * all are equal.  n >= 2. */
struct moments {
    size_t n;
    double mean, sd, lag1;
};
enum stat_status stat_moments(const struct decimal *y, size_t n,
                              struct moments *out);

/* One-way layout: `size[g]` values of group g stand together. */
struct anova {
    double df_between, df_within, ss_between, ss_within;
    double ms_between, ms_within, f, r2, resid_sd;
};
enum stat_status stat_anova(const struct decimal *y, const size_t *size,
                            size_t groups, struct anova *out);

/* Least, middle and largest; mad_raw = median |y - median|.  work: n. */
struct spread {
    double min, median, max, mad_raw;
};
enum stat_status stat_spread(const double *y, size_t n, double *work,
                             struct spread *out);

#endif
