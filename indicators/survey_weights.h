/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * survey_weights.h - calibrated weights, for the sample and each replicate.
 *
 * Internal to survey*.c.  Calibration multiplies a weight by a factor that
 * depends on the cell of a row (its category in every margin) and, with GREG,
 * on its numbers x_j:
 *
 *     w' = w (c_0 + sum_j c_j x_j)      c: `width` coefficients of a cell
 *
 * so calibrated totals are sums over cells of c times the uncalibrated ones.
 * Without calibration there is one cell and c = 1.
 *
 * The standard error of a calibrated estimate is that of the residuals: a
 * linearised value z is replaced by z minus what the calibration variables
 * explain of it, w-weighted for post-strata and GREG, by margin means taken
 * in turn ten times for raking.  [Deville & Sarndal 1992; R svyrecvar]
 */
#ifndef SHIHYO_INDICATORS_SURVEY_WEIGHTS_H
#define SHIHYO_INDICATORS_SURVEY_WEIGHTS_H

#include "indicators/survey_domain.h"
#include "indicators/survey_replicate.h"

struct weights_margin {
    const struct survey_margin *margin;
    size_t *group; /* of each cell */
    double *target;
    size_t groups;
};

/* Sums of one place and cell of the whole sample, uncalibrated. */
struct weights_entry {
    unsigned place, cell;
    double rows, square; /* rows; sum of w² */
    const double *t;     /* width: w, w x_j */
    const double *cross; /* aux x aux: w x_i x_j */
};

struct survey_weights {
    enum survey_calibration kind;
    size_t cells, width; /* width: 1 + numbers of GREG */
    size_t replicates;
    const double *factors;  /* [(replicate * cells + cell) * width + j];
                               replicate 0: the sample */
    const uint64_t *combos; /* of margin categories, ascending: the cells */
    const struct weights_margin *margins;
    size_t n_margins;
    const struct weights_entry *entries; /* ascending by place and cell */
    size_t n_entries;
    const double *cell_t;    /* [cell * width + j]: of the whole sample */
    const double *cell_rows; /* rows of each cell */
    const double *xwx;       /* GREG: k x k of dummies and numbers */
    size_t k;
    bool stuck; /* no calibrated weights: findings say why */
    bool *bad;  /* of each replicate: no calibrated weights */
};

struct survey_weights survey_weights_make(struct survey_reader *reader,
                                          const struct survey_design *spec,
                                          const struct design *design,
                                          const struct survey_generated *gen);

/* The cell of each group of a query; SURVEY_OUT: a missing category. */
const unsigned *survey_weights_cells(struct survey_reader *reader,
                                     const struct survey_weights *weights,
                                     size_t query);

static inline const double *
survey_weights_factors(const struct survey_weights *w, size_t replicate,
                       size_t cell)
{
    return w->factors + (replicate * w->cells + cell) * w->width;
}

/* What calibration explains of z: coefficients [cell * width + j] of 1 and
 * x_j.  zsum: [cell * width + j] sums of w z and w z x_j; plain: sums of z of
 * each cell (raking).  false: the numbers are collinear. */
bool survey_weights_explain(struct arena *arena,
                            const struct survey_weights *weights,
                            const double *zsum, const double *plain,
                            double *out);

#endif
