/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fig_value.h - the printed values of the points of a line.
 *
 * A value stands above or below its point on a free spot, over a ground of
 * paper where a line runs under it, and gets a leader when it had to go far.
 */
#ifndef SHIHYO_CHARTS_FIG_VALUE_H
#define SHIHYO_CHARTS_FIG_VALUE_H

#include "charts/fig_spot.h"
#include "charts/scene.h"

struct fig_value {
    const char *text, *role;
    struct text_style style;
    enum colour colour;
    double x, y, radius; /* the point and its marker */
    enum fig_side side;
    bool must;      /* go anywhere in the plot rather than be left out */
    bool is_foot;   /* stands on y without moving sideways */
    double tinted_from; /* right of it the plot is tinted: no ground there
                           for the sake of a grid line alone */
};

/* False: there is no room. */
bool fig_value_draw(struct scene *scene, struct fig_spots *spots,
                    const struct fig_value *value);

#endif
