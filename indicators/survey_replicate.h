/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * survey_replicate.h - replicates: their factors, their scales.
 *
 * Internal to survey*.c.  Given replicates are columns of the file; the
 * jackknife is made from the sampling units: replicate r leaves unit r out.
 */
#ifndef SHIHYO_INDICATORS_SURVEY_REPLICATE_H
#define SHIHYO_INDICATORS_SURVEY_REPLICATE_H

#include "indicators/stat_replicate.h"
#include "indicators/survey_design.h"

struct survey_generated {
    size_t n; /* replicates, given or made; 0: linearisation */
    bool given;
    bool stuck; /* see the findings */
    struct replicate_spec spec;
    const double *factor; /* made: of the other units of a unit's stratum */
};

struct survey_generated survey_generated_make(struct arena *arena,
                                              const struct survey_design *spec,
                                              const struct design *design,
                                              struct survey_notes *notes);

/* By what replicate r (from 1) multiplies the weights at a place. */
double survey_generated_factor(const struct survey_generated *gen,
                               const struct design *design, size_t replicate,
                               size_t place);

#endif
