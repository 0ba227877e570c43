/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report_schedules.h - the year-by-year plans and their costs in report.xml.
 *
 * A cell stands as published, with its state, its stage and its numbers; what
 * shihyo computed (sums, lower bounds, slippage) stands apart, as a sentence
 * with the value and the formula beside it.
 */
#ifndef SHIHYO_ENGINE_REPORT_SCHEDULES_H
#define SHIHYO_ENGINE_REPORT_SCHEDULES_H

#include "engine/figures.h"
#include "engine/xmlout.h"

/* Writes a section for each schedule, with the figures that name it;
 * `numbered` tables stand before them, the new count is returned. */
size_t report_schedules(struct xmlout *out, const struct run *run,
                        const struct drawn_figures *figures, size_t numbered);

#endif
