/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stat_quantile.h - quantiles of weighted data.
 *
 * value: ascending, finite.  weight: of each value, as integers at one decimal
 * scale (28.009 is 28009), none negative, the sum positive; an entry of weight
 * 0 does not count.  F(x) = weight of values <= x over all weight.  Whether
 * F(x) meets p is decided on integers: svyquantile of R survey 4.1 sums
 * doubles and misses exact hits (12 of 181 in the reference set).
 *
 * For math and school the entries may be persons or sums over equal values:
 * the answer is the same.  shahvaish and hf7 count entries, so they need one
 * entry for each person; equal values should stand in the order of their
 * weights, so that the answer does not depend on the order of rows.
 *
 *   math       the smallest x with F(x) >= p
 *   school     the same, but at F(x) = p the mean of x and the next value
 *   shahvaish  the largest x with G(x) <= p, the first value where none has,
 *              G(x_k) = (S_k + (1 - w_k)/2) / (m + 1), S_k the sum up to x_k,
 *              weights scaled to sum to the number m of entries [Shah & Vaish
 *              2006].  R survey 4.1 forgets to scale the w_k of the half, so
 *              its answer moves with the unit of the weights; this one does
 *              not
 *   hf7        linear between the points (W_(k-1) / W_(m-1), x_k), W_k the
 *              weight up to x_k [type 7 of Hyndman & Fan 1996; R survey]
 */
#ifndef SHIHYO_INDICATORS_STAT_QUANTILE_H
#define SHIHYO_INDICATORS_STAT_QUANTILE_H

#include "indicators/stat.h"

enum quantile_rule {
    QUANTILE_MATH,
    QUANTILE_SCHOOL,
    QUANTILE_SHAHVAISH,
    QUANTILE_HF7
};

/* Where the quantile lies: value[low] + share (value[high] - value[low]).
 * share is exactly 0 or 0.5 but for hf7, so a caller with decimals can form
 * the quantile exactly. */
struct quantile_place {
    size_t low, high;
    double share;
};

/* 0 <= p <= 1, else STAT_DOMAIN; STAT_TOO_FEW: no weight at all;
 * STAT_OVERFLOW: the weights leave 128 bits. */
enum stat_status stat_quantile_place(const int128 *weight, size_t n,
                                     struct decimal p, enum quantile_rule rule,
                                     struct quantile_place *out);
enum stat_status stat_quantile(const double *value, const int128 *weight,
                               size_t n, struct decimal p,
                               enum quantile_rule rule, double *out);

/* The same of weights that are doubles by nature (calibrated ones): |F(x) - p|
 * <= QUANTILE_TOLERANCE counts as a hit. */
#define QUANTILE_TOLERANCE 1e-12
enum stat_status stat_quantile_double(const double *value, const double *weight,
                                      size_t n, double p,
                                      enum quantile_rule rule, double *out);

/* Woodruff 1952: an interval (low, high) of F at the quantile, turned back
 * into values with the same rule.  The caller makes the interval (mean, beta,
 * xlogit or asin of stat_proportion.h).  A probability outside [0, 1] is
 * STAT_DOMAIN: that limit does not exist. */
enum stat_status stat_woodruff(const double *value, const int128 *weight,
                               size_t n, double p_low, double p_high,
                               enum quantile_rule rule, struct interval *out);
enum stat_status stat_woodruff_double(const double *value, const double *weight,
                                      size_t n, double p_low, double p_high,
                                      enum quantile_rule rule,
                                      struct interval *out);

#endif
