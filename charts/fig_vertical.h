/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fig_vertical.h - Japanese text set from top to bottom.
 *
 * Characters stand upright at a pitch of 1.2 em; what lies along the line (ー,
 * brackets, dashes) is the outline of its glyph turned by 90 degrees; 、 and 。
 * go to the upper right of their cell, small kana a little up and right.  Two
 * half-width digits share a cell.
 */
#ifndef SHIHYO_CHARTS_FIG_VERTICAL_H
#define SHIHYO_CHARTS_FIG_VERTICAL_H

#include "charts/scene.h"

#define FIG_VERTICAL_PITCH 1.2 /* em, from cell to cell */
#define FIG_VERTICAL_LINE  1.7 /* em, from line to line */

/* Cells that a text needs. */
size_t fig_vertical_cells(const char *text);
/* One line from y downwards, centred on x; returns the y below. */
double fig_vertical_draw(struct scene *scene, struct text_style style,
                         enum colour colour, double x, double y,
                         const char *text, const char *role);

#endif
