/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report_verdicts.h - the methods side by side, as a section of report.xml.
 *
 * Every verdict stands once, with all of its components as plain numbers of
 * at most ten digits; groups and counts follow.
 */
#ifndef SHIHYO_ENGINE_REPORT_VERDICTS_H
#define SHIHYO_ENGINE_REPORT_VERDICTS_H

#include "engine/figures.h"
#include "engine/xmlout.h"

/* Tables are numbered from `numbered` on; returns the last number given. */
size_t report_verdicts(struct xmlout *out, const struct run *run,
                       const struct drawn_figures *figures, size_t numbered);

/* In a segment: difficulty of the target, how many answers it takes to see it
 * reached.  Nothing where the plan declares no methods. */
void report_verdicts_segment(struct xmlout *out, const struct run *run,
                             const struct segment *segment);

#endif
