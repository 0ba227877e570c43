/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fig_spot.h - a free spot for a label near a point.
 *
 * A chart takes the boxes that no label may touch (marks, other labels) and
 * names the strokes that a label had better not cross, with a cost for each
 * point of length.  fig_spot_find() tries a grid of positions around a point
 * and picks the cheapest: near, on the wanted side, off the strokes.  What is
 * taken is never touched, so labels placed in the order of their weight
 * cannot overlap; the last ones may find nothing.
 */
#ifndef SHIHYO_CHARTS_FIG_SPOT_H
#define SHIHYO_CHARTS_FIG_SPOT_H

#include "data/arena.h"
#include <stdbool.h>

struct fig_box {
    double x, y, w, h; /* y: the upper edge */
};
struct fig_stroke {
    double x1, y1, x2, y2;
    double cost;  /* for each point of its length under a label */
    bool is_edge; /* of an area: a label may stand on it without a ground */
};

struct fig_spots {
    struct arena *arena;
    struct fig_box area; /* labels stay inside */
    struct fig_box *taken;
    size_t n_taken, cap_taken;
    struct fig_stroke *strokes;
    size_t n_strokes, cap_strokes;
};

enum fig_side { FIG_ABOVE, FIG_BELOW, FIG_ABOVE_ONLY, FIG_BELOW_ONLY };

struct fig_wish {
    double x, y;  /* the point */
    double w, h;  /* of the label */
    double clear; /* least distance from the point, upwards or downwards */
    double reach_x, reach_y; /* how far it may go away */
    enum fig_side side;
};

struct fig_spots fig_spot_new(struct arena *arena, struct fig_box area);
void fig_spot_take(struct fig_spots *spots, struct fig_box box);
void fig_spot_stroke(struct fig_spots *spots, struct fig_stroke stroke);
/* Finds and takes a box; false: there is none within reach. */
bool fig_spot_find(struct fig_spots *spots, const struct fig_wish *wish,
                   struct fig_box *found);
/* Whether a stroke of at least that cost, and no edge, runs through the box,
 * so that a label needs a ground. */
bool fig_spot_crossed(const struct fig_spots *spots, struct fig_box box,
                      double cost);

#endif
