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
    bool sideways; /* may stand beside the place above or below its point */
    bool must;     /* go anywhere in the plot rather than be left out */
    bool is_foot;  /* stands on y without moving sideways */
    double tinted_from; /* right of it the plot is tinted: ink, and no ground
                           for the sake of a grid line alone */
};

/* Finds and takes the box of a value; false: there is no room. */
bool fig_value_find(struct scene *scene, struct fig_spots *spots,
                    const struct fig_value *value, struct fig_box *box);
/* Draws it there, when all strokes are known to the spots. */
void fig_value_draw_at(struct scene *scene, const struct fig_spots *spots,
                       const struct fig_value *value, struct fig_box box);
/* Both at once. */
bool fig_value_draw(struct scene *scene, struct fig_spots *spots,
                    const struct fig_value *value);

#endif
