/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fig_supply.h - a frame of bars and a line for one district, as figures of
 * needs and supply use it side by side or one under the other.
 *
 * Bars are the supply, the line is the need, and where the need is higher the
 * part that is missing is hatched.  Every district has its own value axis
 * from 0, whose numbers are printed.
 */
#ifndef SHIHYO_CHARTS_FIG_SUPPLY_H
#define SHIHYO_CHARTS_FIG_SUPPLY_H

#include "charts/figure.h"
#include "charts/scale.h"

struct fig_supply_plot {
    const struct figure_supply *figure;
    const struct supply_panel *panel;
    double x0, x1; /* the slots of the years lie between */
    struct scale scale;
};
double fig_supply_x(const struct fig_supply_plot *plot, size_t year);
/* The axis of a district between two places on the paper. */
struct scale fig_supply_scale(const struct figure_supply *figure,
                              const struct supply_panel *panel, size_t ticks,
                              double foot, double top);
/* Grid with numbers, bars, what is short, the line. */
void fig_supply_plot_draw(struct scene *scene,
                          const struct fig_supply_plot *plot);

#endif
