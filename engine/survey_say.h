/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * survey_say.h - troubles of a survey's design, said at their place.
 *
 * The estimators work on sums and know no rows; they name the stratum, unit
 * or category that is wrong.  Where the sums came from CSV files those are
 * searched once more for the first row that has the name.
 */
#ifndef SHIHYO_ENGINE_SURVEY_SAY_H
#define SHIHYO_ENGINE_SURVEY_SAY_H

#include "indicators/survey.h"

struct survey_origin {
    const char *const *paths; /* the microdata; none where sums were read */
    size_t n_paths;
    const char *dir;        /* as scan.h has it; NULL: as typed */
    struct place otherwise; /* where no row is found */
};

/* Says all findings; false when one is an error. */
bool survey_say(struct arena *arena, struct diag *diag,
                const struct survey_design *design,
                const struct survey_answers *answers,
                const struct survey_origin *origin);

#endif
