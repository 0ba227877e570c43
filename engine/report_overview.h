/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report_overview.h - sections of figures that show the plan as a whole: the
 * objective tree (体系図) before the indicators, the status matrix after them.
 */
#ifndef SHIHYO_ENGINE_REPORT_OVERVIEW_H
#define SHIHYO_ENGINE_REPORT_OVERVIEW_H

#include "engine/figures.h"
#include "engine/xmlout.h"

/* A section with all figures of the kind that name no indicator; nothing
 * where the plan has none. */
void report_overview(struct xmlout *out, const struct run *run,
                     const struct drawn_figures *figures,
                     enum plan_figure_kind kind, const char *id,
                     enum word heading);

#endif
