/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fig_cell.h - the text of a narrow table cell in lines.
 *
 * Such texts are lists without commas: 課長級（通年１人）一般職員（通年１人）.
 * Lines end where a part ends, at a blank or at a bracket, as long as the
 * parts fit; a part that is wider than the cell is broken by wrap_text().
 */
#ifndef SHIHYO_CHARTS_FIG_CELL_H
#define SHIHYO_CHARTS_FIG_CELL_H

#include "charts/scene.h"
#include "charts/wrap.h"

/* A size down to the least at which every part of the text fits on one line;
 * the style as it is where there is none. */
struct text_style fig_cell_style(struct scene *scene, struct text_style style,
                                 double width, double least, const char *text);
struct lines fig_cell_lines(struct scene *scene, struct text_style style,
                            double width, const char *text);

#endif
