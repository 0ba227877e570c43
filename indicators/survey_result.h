/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * survey_result.h - from the totals of a domain to an estimate and its
 * variance, by linearisation or replicates, and from there to a row.
 *
 * Internal to survey*.c.
 */
#ifndef SHIHYO_INDICATORS_SURVEY_RESULT_H
#define SHIHYO_INDICATORS_SURVEY_RESULT_H

#include "indicators/survey_block.h"

struct survey_result {
    enum survey_reason gap; /* no estimate */
    double estimate;
    enum survey_reason se_gap; /* no variance */
    double variance;
    bool replicated; /* then: of logit(estimate), 0 where it has none */
    double logit_variance;
};

/* z of m statistics, sum_k coefficient[a * k + term] * term of a row, for
 * survey_variance(); calibrated: residuals. */
enum survey_reason survey_linearise(const struct survey_context *ctx,
                                    const struct survey_block *block,
                                    const double *coefficient, size_t m,
                                    struct linearised *out);

/* total(num) / total(den). */
struct survey_result survey_ratio(const struct survey_context *ctx,
                                  const struct survey_block *block, size_t num,
                                  size_t den);
struct survey_result survey_total(const struct survey_context *ctx,
                                  const struct survey_block *block, size_t num);
/* Covariance (m x m) of m terms divided by total(den); den of k: totals. */
enum survey_reason survey_covariance(const struct survey_context *ctx,
                                     const struct survey_block *block, size_t m,
                                     size_t den, double *cov);

/* Exact quotient of two terms. */
struct survey_exact survey_exact_ratio(const struct survey_block *block,
                                       size_t num, size_t den);
struct survey_exact survey_exact_total(const struct survey_block *block,
                                       size_t num);

#endif
