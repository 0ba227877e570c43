/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figures_schedule.h - from a plan's schedule to its year table.
 *
 * Every text is the published one.  Rows of one number are a group; the signs
 * of rows (★) are explained in the key, note marks (※1) under the table, both
 * in the words of the plan's notes.
 */
#ifndef SHIHYO_ENGINE_FIGURES_SCHEDULE_H
#define SHIHYO_ENGINE_FIGURES_SCHEDULE_H

#include "engine/figure_parts.h"

void figures_schedule(struct figure_parts *parts);

#endif
