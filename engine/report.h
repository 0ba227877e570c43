/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report.h - everything a run found out, as report.xml.
 *
 * The numbers of an indicator stand once, under <indicators>; tables, cards
 * and the calculation record refer to them by id, so that no two places of a
 * paper can disagree.  The grammar is engine/schema/report.rng; a report that
 * does not validate is a fault of ours and is not published.
 */
#ifndef SHIHYO_ENGINE_REPORT_H
#define SHIHYO_ENGINE_REPORT_H

#include "engine/figures.h"

/* The text of report.xml. */
const char *report_xml(const struct run *run,
                       const struct drawn_figures *figures,
                       const struct typesetter *setter);

#endif
