/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fig_value.h"

#include "charts/fig_mark.h"
#include <math.h>

#define REACH_SIDE     8.0 /* sideways, but always over or under its point */
#define REACH_SIDEWAYS 6.0 /* beyond half its width */
#define REACH          8.0 /* up or down: near enough without a leader */
#define LEADER_FROM    9.0

static void draw_leader(struct scene *scene, const struct fig_value *value,
                        struct fig_box box)
{
    double x = fmin(fmax(value->x, box.x), box.x + box.w);
    double y = box.y > value->y ? box.y : box.y + box.h;
    if (hypot(x - value->x, y - value->y) < LEADER_FROM)
        return;
    struct paint leader = {.stroke = COLOUR_INK3, .width = STROKE_LEADER};
    scene_line(scene, leader, value->x, value->y, x, y);
}

static bool find_spot(struct fig_spots *spots, const struct fig_value *value,
                      struct fig_box *box)
{
    struct fig_wish wish = {.x = value->x,
                            .y = value->y,
                            .w = box->w,
                            .h = box->h,
                            .clear = value->radius + 1.6,
                            .reach_x = value->sideways
                                           ? box->w / 2 + REACH_SIDEWAYS
                                           : fmin(box->w / 2 - 2, REACH_SIDE),
                            .reach_y = REACH,
                            .side = value->side};
    if (value->is_foot) {
        wish.reach_x = 0;
        wish.reach_y = spots->area.h;
    }
    if (fig_spot_find(spots, &wish, box))
        return true;
    if (!value->must)
        return false;
    wish.reach_x = spots->area.w;
    wish.reach_y = spots->area.h;
    return fig_spot_find(spots, &wish, box);
}

bool fig_value_find(struct scene *scene, struct fig_spots *spots,
                    const struct fig_value *value, struct fig_box *box)
{
    *box = fig_mark_label_box(scene, value->style, value->text);
    return find_spot(spots, value, box);
}

void fig_value_draw_at(struct scene *scene, const struct fig_spots *spots,
                       const struct fig_value *value, struct fig_box box)
{
    bool is_tinted = box.x + box.w > value->tinted_from;
    bool ground = fig_spot_crossed(spots, box, is_tinted ? 1e-9 : 0);
    enum colour colour = is_tinted && !ground ? COLOUR_INK : value->colour;
    if (!value->is_foot)
        draw_leader(scene, value, box);
    fig_mark_label(scene, value->style, colour, box, ground, value->text,
                   value->role);
}

bool fig_value_draw(struct scene *scene, struct fig_spots *spots,
                    const struct fig_value *value)
{
    struct fig_box box;
    if (!fig_value_find(scene, spots, value, &box))
        return false;
    fig_value_draw_at(scene, spots, value, box);
    return true;
}
