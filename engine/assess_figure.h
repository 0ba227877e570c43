/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * assess_figure.h - the table of `shihyo assess` as a figure.
 */
#ifndef SHIHYO_ENGINE_ASSESS_FIGURE_H
#define SHIHYO_ENGINE_ASSESS_FIGURE_H

#include "charts/theme.h"
#include "engine/assess_out.h"

/* Draws all series and methods and writes the SVG to a file, whole or not at
 * all.  false: said. */
bool assess_figure(struct diag *diag, const struct assess_results *results,
                   enum tone tone, const char *path);

#endif
