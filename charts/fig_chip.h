/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fig_chip.h - the pentagon arrow of a year in a schedule: dashed outline for
 * what is studied, hatched for what starts, solid for what runs.
 */
#ifndef SHIHYO_CHARTS_FIG_CHIP_H
#define SHIHYO_CHARTS_FIG_CHIP_H

#include "charts/fig_spot.h"
#include "charts/figure.h"
#include "charts/wrap.h"

#define FIG_CHIP_NOTCH 4.0 /* depth of the notch at the left */
#define FIG_CHIP_TIP   5.6 /* length of the tip at the right */
#define FIG_CHIP_PAD   2.4 /* between the edge and the text */

/* Width left for a text in a chip of that width. */
double fig_chip_inner(double width);
/* The chip in a box, with the lines of its text around its middle. */
void fig_chip_draw(struct scene *scene, enum chip_stage stage,
                   struct fig_box box, struct text_style style,
                   double line_height, const struct lines *lines,
                   const char *role);

#endif
