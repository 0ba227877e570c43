/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report_supplies.h - the sections 需給計画 of report.xml: one for each table
 * of needs and supply, with every number, the figures drawn of it, and what
 * has become of its deadlines.
 */
#ifndef SHIHYO_ENGINE_REPORT_SUPPLIES_H
#define SHIHYO_ENGINE_REPORT_SUPPLIES_H

#include "engine/figures.h"
#include "engine/xmlout.h"

/* `numbered` tables stand before; the new count is returned. */
size_t report_supplies(struct xmlout *out, const struct run *run,
                       const struct drawn_figures *figures, size_t numbered);

#endif
