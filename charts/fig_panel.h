/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fig_panel.h - the numbers and the progress bar at the right of a row of
 * the progress figure.
 *
 * The bar runs from 0 (the baseline) to the target, 100 %.  All bars of a
 * figure share one scale on both sides of 0, so that -68.5 % is as much
 * shorter than 100 % as it is; what lies beyond -100 % or 130 % is cut with a
 * visible mark.
 */
#ifndef SHIHYO_CHARTS_FIG_PANEL_H
#define SHIHYO_CHARTS_FIG_PANEL_H

#include "charts/figure.h"

#define FIG_PANEL_GAP 9.0 /* before the column of the targets */

struct fig_panel {
    const struct figure_progress *figure;
    double x, w;
    double low, high; /* ends of the bars' scale, as shares */
    double target_w;  /* of the column of the targets */
};

/* Scale of the bars for all rows. */
void fig_panel_scale(struct fig_panel *panel);
/* Width that a row wants with its numbers at their smallest size. */
double fig_panel_least_width(struct scene *scene, const struct fig_panel *panel,
                             const struct progress_row *row);
double fig_panel_target_width(struct scene *scene,
                              const struct progress_row *row);
/* Draws the panel of a row whose top is y; returns its height. */
double fig_panel_draw(struct scene *scene, const struct fig_panel *panel,
                      const struct progress_row *row, double y);

#endif
