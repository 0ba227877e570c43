/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report_surveys.h - surveys in report.xml: how they were made, their tables,
 * and the indicator values that come from them, beside the published ones.
 *
 * Every printed share carries value, standard error and interval; one that is
 * withheld carries nothing but its mark.  Sums of sampling units never appear.
 */
#ifndef SHIHYO_ENGINE_REPORT_SURVEYS_H
#define SHIHYO_ENGINE_REPORT_SURVEYS_H

#include "engine/figures.h"
#include "engine/xmlout.h"

/* Writes the section, if the plan has surveys; `numbered` tables stand before
 * it, the new count is returned. */
size_t report_surveys(struct xmlout *out, const struct run *run,
                      const struct drawn_figures *figures, size_t numbered);

#endif
