/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * survey_row.h - results written down: rows, intervals, design effects.
 *
 * Internal to survey*.c.
 */
#ifndef SHIHYO_INDICATORS_SURVEY_ROW_H
#define SHIHYO_INDICATORS_SURVEY_ROW_H

#include "indicators/survey_result.h"

/* Quantiles of t at the level of the design: rows of one domain share their
 * degrees of freedom. */
struct survey_t {
    double df, of_df;
    double n, of_n; /* n - 1 degrees */
};

struct survey_writer {
    const struct survey_context *ctx;
    const struct survey_request *request;
    const struct survey_part *part;
    size_t index; /* of the request */
    const struct survey_domains *domains;
    struct survey_frame frame; /* of the query that holds all rows */
    const double *df;          /* of each target; 0 and less: none */
    struct survey_t *t;        /* quantiles used last */
    struct survey_row *rows;
    size_t n, cap;
};

struct survey_value survey_known(double x);

/* A row of a domain with its n; the pointer is good until the next one. */
struct survey_row *survey_row_add(struct survey_writer *w, size_t target,
                                  enum survey_what what,
                                  const struct survey_block *block);
/* Estimate and standard error, or their reasons. */
void survey_row_result(struct survey_row *row,
                       const struct survey_result *result);
/* estimate -+ t se. */
void survey_row_t(const struct survey_writer *w, struct survey_row *row);
/* The interval of a proportion by the method of the request. */
void survey_row_proportion(const struct survey_writer *w,
                           struct survey_row *row,
                           const struct survey_result *result);
/* deff, deff_wr and n_eff from S² of a row (n/(n-1) weighted spread), of a
 * mean, or of a total (times W²), W the weight of n rows. */
struct survey_simple {
    double s2, weight;
    bool total;
};
void survey_row_deff(struct survey_row *row, const struct survey_result *result,
                     struct survey_simple simple);

/* Interval of p by the method of the request, of n rows; METHOD_NONE and the
 * reason where there is none. */
enum survey_method survey_ci(const struct survey_writer *w,
                             const struct survey_result *result, double n,
                             double df, struct interval *out, double *n_eff,
                             enum survey_reason *gap);

/* The estimators of the other files: all rows of one request. */
void survey_write_multi(struct survey_writer *w);
void survey_write_quantile(struct survey_writer *w);
void survey_write_crosstab(struct survey_writer *w);
void survey_write_compare(struct survey_writer *w);

/* Numbers of a measure given as a variable: of each group of a query. */
struct survey_factors survey_measure_factors(const struct survey_context *ctx,
                                             size_t query,
                                             const struct variable *variable);
/* Where the groups of a query belong, each its own prefix; units: it begins
 * with the design's keys. */
struct survey_frame survey_frame(const struct survey_context *ctx,
                                 const struct survey_domains *domains,
                                 size_t query, bool units);
struct survey_loading survey_loading(const struct survey_writer *w,
                                     const struct survey_ask *ask,
                                     bool centred);

#endif
