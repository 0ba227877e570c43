/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fig_lane.h"

#include "charts/fig_mark.h"
#include "charts/labels.h"
#include <assert.h>
#include <math.h>

#define LEADER_FROM 4.0 /* a label moved so far has a leader */

/* Indices of the labels from the uppermost to the lowest: labels_spread()
 * keeps the order in which it gets them. */
static void sort_by_height(const struct fig_lane_label *labels, size_t n,
                           size_t *order)
{
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        for (; at > 0 && labels[order[at - 1]].y > labels[i].y; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}

static void draw_label(struct scene *scene, const struct fig_lane_label *label,
                       double x, double y)
{
    if (fabs(y - label->y) > LEADER_FROM) {
        struct paint leader = {.stroke = COLOUR_INK3, .width = STROKE_LEADER};
        scene_line(scene, leader, label->x, label->y, x - 2, y);
    }
    scene_text(scene, label->style, label->colour, ALIGN_LEFT, x,
               fig_mark_middle(label->style, y), label->text, label->role);
}

void fig_lane_draw(struct scene *scene, const struct fig_lane_label *labels,
                   size_t n, double x, double low, double high)
{
    size_t order[FIG_LANE_MOST];
    struct label places[FIG_LANE_MOST] = {0};
    assert(n <= FIG_LANE_MOST);
    sort_by_height(labels, n, order);
    for (size_t i = 0; i < n; i++)
        places[i] = (struct label){.wish = labels[order[i]].y,
                                   .width = labels[order[i]].style.size * 1.1};
    bool fits = labels_spread(places, n, 1, low, high);
    assert(fits);
    (void)fits;
    for (size_t i = 0; i < n; i++)
        draw_label(scene, &labels[order[i]], x, places[i].at);
}
