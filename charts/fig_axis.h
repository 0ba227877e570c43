/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fig_axis.h - the axes that figure kinds share.
 *
 * A year axis stands under a plot: years have places, and as many labels as
 * fit without touching; the labels that the figure needs come first.  A value
 * axis is a grid with right-aligned numbers.
 */
#ifndef SHIHYO_CHARTS_FIG_AXIS_H
#define SHIHYO_CHARTS_FIG_AXIS_H

#include "charts/figure.h"
#include "charts/scale.h"

struct fig_years {
    int from, to;
    double x0, x1; /* places of from and to */
};
double fig_axis_x(const struct fig_years *years, int year);
/* Where a series breaks: a dashed line between a year and the one before,
 * from top to foot, with two slanted strokes on the axis.  Returns its x; no
 * line, and a negative x, where both are not on the axis. */
double fig_axis_break(struct scene *scene, const struct fig_years *years,
                      int year, double top, double foot);

struct fig_year_label { /* a label that must be there */
    int year;
    enum face face;
    enum colour colour;
};
struct fig_year_row {
    const struct fig_years *years;
    struct publish_style style;
    enum period_form form;
    const struct fig_year_label *needed; /* ascending; the first give way */
    size_t n_needed;
    bool others;      /* also label the years between, where there is room */
    double axis, y;   /* of the axis, of the baseline of the labels */
    double low, high; /* labels stay between */
};
void fig_axis_years(struct scene *scene, const struct fig_year_row *row);

/* Grid lines from x0 to x1 and numbers that end 6 pt left of x0. */
void fig_axis_values(struct scene *scene, struct publish_style style,
                     const struct scale *scale, double x0, double x1);
/* Width of the widest number. */
double fig_axis_values_width(struct scene *scene, struct publish_style style,
                             const struct scale *scale);

#endif
