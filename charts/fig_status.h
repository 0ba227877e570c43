/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fig_status.h - the marks of the status matrix and their key.
 */
#ifndef SHIHYO_CHARTS_FIG_STATUS_H
#define SHIHYO_CHARTS_FIG_STATUS_H

#include "charts/figure.h"

#define FIG_STATUS_GLYPH 9.0 /* size of a status */
#define FIG_STATUS_DASH  6.0 /* size where there is none */

/* The baseline, hollow for a reference value, and the target, centred on
 * (x, y). */
void fig_status_point(struct scene *scene, bool reference, double x, double y);
void fig_status_target(struct scene *scene, double x, double y);
void fig_status_glyph(struct scene *scene, enum status_mark mark, double x,
                      double y);
size_t fig_status_years(const struct figure_status *figure);

/* What occurs in the figure and its name, from the left, on as many lines as
 * it needs; returns the y below. */
double fig_status_key(struct scene *scene, const struct figure_status *figure,
                      double y);

#endif
