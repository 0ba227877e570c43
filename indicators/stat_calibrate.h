/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stat_calibrate.h - making weights agree with known totals.
 *
 * All functions work on cells, not on persons: persons of one cell share
 * their factor, and sums over cells are what a scan of a file leaves.  The
 * caller multiplies weights by the factors.  `calibration` says how it went;
 * on any status but STAT_OK factors and weights are zeroed, and `where` names
 * the group, the margin or the column that failed.
 */
#ifndef SHIHYO_INDICATORS_STAT_CALIBRATE_H
#define SHIHYO_INDICATORS_STAT_CALIBRATE_H

#include "indicators/stat.h"

enum calibration_reason {
    CALIBRATION_GOOD,
    CALIBRATION_EMPTY_GROUP,  /* target > 0, but no weight in the group */
    CALIBRATION_BAD_TARGET,   /* a target is negative or not finite */
    CALIBRATION_UNEQUAL_SUMS, /* the margins' targets do not add to one sum */
    CALIBRATION_NOT_REACHED,  /* maxit rounds did not meet epsilon */
    CALIBRATION_RANK_LOSS,    /* X'WX is singular: `rank` < columns */
    CALIBRATION_BAD_BOUNDS,   /* trimming: lower > upper */
    CALIBRATION_IMPOSSIBLE,   /* trimming: the sum cannot be kept */
    CALIBRATION_BAD_WEIGHT    /* a weight or size is negative, not finite */
};
struct calibration {
    enum calibration_reason reason;
    size_t margin, where; /* the first that failed */
    size_t rounds;        /* raking and trimming: rounds done */
    double change;        /* raking: last relative margin change */
    size_t rank;          /* GREG */
};

/* Post-stratification: factor[g] = target[g] / estimate[g]; a group with
 * neither weight nor target has factor 1. */
enum stat_status stat_post_stratify(const double *estimate,
                                    const double *target, size_t groups,
                                    double *factor, struct calibration *out);

/* Raking [Deming & Stephan 1940] of the cells' weight sums to margins given
 * in turn, until no margin total moves by more than epsilon of its target in
 * a whole round. */
struct margin {
    const size_t *group; /* of each cell */
    size_t groups;
    const double *target; /* of each group */
};
struct raking_spec {
    const double *weight; /* sum of weights of each cell, >= 0 */
    size_t cells;
    const struct margin *margin;
    size_t margins;
    double epsilon; /* relative, e.g. 1e-10 */
    size_t maxit;
};
/* factor: cells, out; scratch: stat_rake_scratch() doubles. */
size_t stat_rake_scratch(const struct raking_spec *spec);
enum stat_status stat_rake(const struct raking_spec *spec, double *factor,
                           double *scratch, struct calibration *out);

/* Linear (GREG) calibration [Deville & Sarndal 1992]: w' = w (1 + x'lambda),
 * lambda = (X'WX)^-1 (total - X'w).  xwx: k x k, row by row; xw: the weighted
 * sums of the k columns; scratch: k * k + 3 k doubles; order: k, scratch.
 * Columns are scaled to unit diagonal; a pivot below 1e-11 is rank loss, its
 * column is `where`, and nothing is dropped silently. */
struct greg_spec {
    const double *xwx, *xw, *total;
    size_t k;
};
enum stat_status stat_greg(const struct greg_spec *spec, double *lambda,
                           double *scratch, size_t *order,
                           struct calibration *out);
/* The same solver for residuals: beta = (X'WX)^-1 X'Wy of xwy = X'Wy. */
enum stat_status stat_greg_beta(const struct greg_spec *spec, const double *xwy,
                                double *beta, double *scratch, size_t *order,
                                struct calibration *out);

/* Trimming as R's trimWeights: weights beyond the bounds are cut to them, and
 * the sum cut off is added in equal parts to every weight that was not;
 * strict repeats until none is outside.  weight: of each cell, in and out;
 * size: persons of each cell, NULL: 1 each. */
struct trim_spec {
    double lower, upper; /* may be infinite */
    bool strict;
    const double *size;
};
enum stat_status stat_trim(const struct trim_spec *spec, double *weight,
                           size_t n, struct calibration *out);

/* Unequal weights [Kish 1965, 1992]: deff = n sum w^2 / (sum w)^2,
 * n_eff = (sum w)^2 / sum w^2. */
struct kish {
    double deff, n_eff;
};
enum stat_status stat_kish(double n, double sum_w, double sum_w2,
                           struct kish *out);

#endif
