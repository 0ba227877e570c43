/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figures_supply.h - from a table of needs and supply to its figure: one
 * panel for each district, totals left out.
 */
#ifndef SHIHYO_ENGINE_FIGURES_SUPPLY_H
#define SHIHYO_ENGINE_FIGURES_SUPPLY_H

#include "engine/figure_parts.h"

void figures_supply(struct figure_parts *parts);

#endif
