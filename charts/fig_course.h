/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fig_course.h - the small line chart in a row of the progress figure.
 *
 * A full cell has an own value axis, the actuals with their values, the
 * straight path from baseline to target, and the forecast.  A compact cell,
 * for a row of which nothing but baseline and target is known, has no value
 * axis: both ends carry their values, and all compact cells of a figure share
 * one unit length, so that steeper means more per year.
 *
 * The labels of target and forecast stand in a lane right of the plot.
 */
#ifndef SHIHYO_CHARTS_FIG_COURSE_H
#define SHIHYO_CHARTS_FIG_COURSE_H

#include "charts/fig_axis.h"

#define FIG_COURSE_HEIGHT  96.0 /* of a row */
#define FIG_COMPACT_HEIGHT 48.0
#define FIG_COMPACT_HALF   9.0 /* half of the longest way up or down */

enum fig_course_key { /* what occurs, for the key of the figure */
                      FIG_KEY_BASELINE = 1,
                      FIG_KEY_ACTUAL = 2,
                      FIG_KEY_HISTORY = 4,
                      FIG_KEY_PATH = 8,
                      FIG_KEY_TARGET = 16,
                      FIG_KEY_FORECAST = 32,
                      FIG_KEY_BROKEN = 64,
                      FIG_KEY_OMITTED =
                          128 /* values of some points are not printed */
};

struct fig_course_cell {
    const struct figure_progress *figure;
    const struct progress_row *row;
    struct fig_years years;
    double x0, x1;      /* the plot */
    double lane;        /* left edge of the lane of end labels */
    bool lane_named;    /* 目標 75.0; false: 75.0, where numbers are long */
    double y;           /* top of the row */
    double pt_per_unit; /* compact cells */
};

/* Nothing happened yet: only baseline and target. */
bool fig_course_is_compact(const struct progress_row *row);
/* The value axis of a full cell whose row begins at y. */
struct scale fig_course_scale(const struct figure_progress *figure,
                              const struct progress_row *row, double y);
/* Width of the widest label of the lane, with or without its word. */
double fig_course_lane_width(struct scene *scene, enum lang lang, bool named,
                             const struct progress_row *row);
/* Draws the cell; returns the enum fig_course_key flags of what it holds. */
unsigned fig_course_draw(struct scene *scene,
                         const struct fig_course_cell *cell);

#endif
