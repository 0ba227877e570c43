/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figures_survey.h - figures of survey tables, from the same numbers as the
 * table beside them.
 */
#ifndef SHIHYO_ENGINE_FIGURES_SURVEY_H
#define SHIHYO_ENGINE_FIGURES_SURVEY_H

#include "engine/figure_parts.h"

/* Bars of 100 %: the whole sample of both surveys, or one bar for each line. */
void figures_stack100(struct figure_parts *parts);
/* The whole sample, then the groups, with the share of the top answers. */
void figures_crosstab(struct figure_parts *parts);
/* Several answers: the whole sample, with the earlier survey. */
void figures_multi(struct figure_parts *parts);

#endif
