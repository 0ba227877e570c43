/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * survey_csv.h - the answers of a survey as the CSV that scripts read:
 *   domain,estimator,variable,category,n,n_eff,df,estimate,se,lower,upper,
 *   deff,method,note,p
 * A number that is not known is an empty field, and the note says why.
 */
#ifndef SHIHYO_ENGINE_SURVEY_CSV_H
#define SHIHYO_ENGINE_SURVEY_CSV_H

#include "indicators/survey.h"

/* digits: significant ones, at most 17. */
const char *survey_csv(struct arena *arena, const struct survey_design *design,
                       const struct survey_request *requests,
                       const struct survey_answers *answers, int digits);

/* 標本誤差早見表 (sampling.h) for the sample's own size and round ones:
 *   form,population,n,p,points */
const char *survey_csv_errors(struct arena *arena,
                              const struct survey_design *design,
                              const struct survey_answers *answers,
                              int population);

#endif
