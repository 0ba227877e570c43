/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * survey_variance.h - the one routine that makes variances of a design.
 *
 * In comes what each row adds to m statistics, linearised and summed by place
 * (z), for some places in ascending order; the other places add 0, but their
 * units are counted:
 *
 *   V = sum_h (1-f_h) n_h/(n_h-1) sum_i (z_hi - zbar_h)(z_hi - zbar_h)'
 *
 * and, with population sizes at both stages, for each unit
 *
 *     + f_h (1-f_hi) m_hi/(m_hi-1) sum_j (z_hij - zbar_hi)(...)'
 *
 * Where rows are sampling units, sums of squares (zz) take the place of the
 * sum over units.  A full count (f = 1) adds 0.  Strata of one unit follow
 * the rule of the design.  [Cochran 1977, 5A, 11; R survey svyrecvar]
 */
#ifndef SHIHYO_INDICATORS_SURVEY_VARIANCE_H
#define SHIHYO_INDICATORS_SURVEY_VARIANCE_H

#include "indicators/survey_design.h"

/* A run of places of one stratum, up to `to`, and the units among them. */
struct linear_stratum {
    unsigned stratum;
    size_t to;
    double seen;
};

struct linearised {
    size_t n, m;
    const unsigned *place; /* ascending; may repeat */
    const double *rows;    /* rows of the domain, where rows are units */
    const double *z;       /* n x m */
    const double *zz;      /* n x m x m; NULL: units are named */
    /* Where every place is a unit of its own, the strata, found before. */
    const struct linear_stratum *strata;
    size_t n_strata;
};

/* v: m x m, out.  GAP_LONELY: a stratum of one unit under LONELY_FAIL, or no
 * other stratum under LONELY_AVERAGE. */
enum survey_reason survey_variance(struct arena *scratch,
                                   const struct design *design,
                                   const struct linearised *l, double *v);

#endif
