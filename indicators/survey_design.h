/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * survey_design.h - strata and sampling units as the sums show them.
 *
 * Internal to survey*.c.  A place is one group of query 0: one combination of
 * the design's columns.  Places ascend by their keys, so those of a
 * second-stage unit, of a unit and of a stratum are neighbours; every other
 * query begins with the same keys, so its groups ascend by place as well.
 *
 * Where no sampling unit is named each row is one: the place is then the
 * stratum, and its rows are counted.
 */
#ifndef SHIHYO_INDICATORS_SURVEY_DESIGN_H
#define SHIHYO_INDICATORS_SURVEY_DESIGN_H

#include "indicators/survey_plan.h"

struct design_stratum {
    const char *name;
    unsigned wave;
    double n;    /* sampling units of the sample */
    double rest; /* 1 - n/N; 1 without fpc */
    bool lonely; /* one unit, and not all of the population */
};

struct design_unit {
    unsigned stratum;
    double n;    /* second-stage units */
    double rest; /* 1 - m/M; 0 where there is one stage */
};

struct design_place {
    unsigned stratum, unit, second; /* second: second-stage unit */
    double rows, weight;
    double factor; /* of the weights: N/n, M/m where the file has none */
};

struct design {
    const struct survey_plan *plan;
    struct design_place *places;
    struct design_unit *units;
    struct design_stratum *strata;
    size_t n_places, n_units, n_strata;
    bool two_stages;
    bool stuck; /* lonely under LONELY_FAIL */
    enum survey_lonely lonely;
    bool adjust_domain;
    double level;
    const char *const *waves; /* their categories */
    size_t n_waves;
};

struct survey_notes; /* findings that grow: survey_notes.h */

struct design survey_design_read(struct arena *arena,
                                 const struct survey_design *spec,
                                 const struct survey_plan *plan,
                                 const struct sums *sums,
                                 struct survey_notes *notes);

/* Degrees of freedom of rows that lie in n places (ascending), each with rows
 * and a weight above 0: units less strata.  Counts units where rows are not
 * units, else rows. */
struct design_count {
    const struct design *design;
    unsigned last_unit, last_stratum;
    bool begun;
    double units, strata;
};
void survey_design_count(struct design_count *count, unsigned place,
                         double rows);
double survey_design_df(const struct design_count *count);

#endif
