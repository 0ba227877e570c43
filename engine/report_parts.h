/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report_parts.h - what the writers of report.xml have in common.
 */
#ifndef SHIHYO_ENGINE_REPORT_PARTS_H
#define SHIHYO_ENGINE_REPORT_PARTS_H

#include "engine/figures.h"
#include "engine/xmlout.h"

/* file, line and column of what was read; nothing when there is no place. */
void report_parts_place(struct xmlout *out, const struct run *run,
                        struct place place);
/* The code of `reason` for a value that is missing. */
const char *report_parts_missing(enum missing missing);
/* A p of six decimals; a smaller one is said as the least of them. */
const char *report_parts_p(struct arena *arena, double p);
/* One drawn figure inside a section. */
void report_parts_figure(struct xmlout *out, const struct run *run,
                         const struct drawn_figure *d);

#endif
