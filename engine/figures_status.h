/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figures_status.h - from evaluations to the status matrix.
 *
 * Rows are the segments of the figure's indicators, or of all outcome
 * indicators where it names none, in the order of the catalogue's goals.
 * A year has a status only where that very year has an actual with a number,
 * not after the evaluation year; every other cell stays without a judgement.
 * Columns run over the plan's years; where actuals after the baseline begin
 * before the plan does, from the first of them.
 */
#ifndef SHIHYO_ENGINE_FIGURES_STATUS_H
#define SHIHYO_ENGINE_FIGURES_STATUS_H

#include "engine/figure_parts.h"

/* The function of the kind: fills a struct figure_status. */
void figures_status(struct figure_parts *parts);

#endif
