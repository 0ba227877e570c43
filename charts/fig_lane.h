/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fig_lane.h - labels in a lane right of a plot, each at the height of what
 * it names; where two would overlap they move apart and get leaders.
 */
#ifndef SHIHYO_CHARTS_FIG_LANE_H
#define SHIHYO_CHARTS_FIG_LANE_H

#include "charts/scene.h"

enum { FIG_LANE_MOST = 4 }; /* labels */

struct fig_lane_label {
    struct text_style style;
    enum colour colour;
    const char *text, *role;
    double x, y; /* right end of the mark that it names */
};

/* Draws n labels with their left edges at x, between low and high. */
void fig_lane_draw(struct scene *scene, const struct fig_lane_label *labels,
                   size_t n, double x, double low, double high);

#endif
