/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fig_spot.h"

#include <math.h>

#define STEP_X     2.0 /* of the grid of positions, pt */
#define STEP_Y     1.0
#define GAP        1.2 /* between a label and what is taken */
#define SIDEWAYS   0.8 /* cost of a point sideways; away from the point is 1 */
#define OTHER_SIDE 7.0

struct fig_spots fig_spot_new(struct arena *arena, struct fig_box area)
{
    return (struct fig_spots){.arena = arena, .area = area};
}

void fig_spot_take(struct fig_spots *spots, struct fig_box box)
{
    if (spots->n_taken == spots->cap_taken) {
        size_t cap = spots->cap_taken ? 2 * spots->cap_taken : 32;
        spots->taken = arena_grow(spots->arena, spots->taken, spots->n_taken,
                                  cap, sizeof *spots->taken);
        spots->cap_taken = cap;
    }
    spots->taken[spots->n_taken++] = box;
}

void fig_spot_stroke(struct fig_spots *spots, struct fig_stroke stroke)
{
    if (spots->n_strokes == spots->cap_strokes) {
        size_t cap = spots->cap_strokes ? 2 * spots->cap_strokes : 32;
        spots->strokes =
            arena_grow(spots->arena, spots->strokes, spots->n_strokes, cap,
                       sizeof *spots->strokes);
        spots->cap_strokes = cap;
    }
    spots->strokes[spots->n_strokes++] = stroke;
}

static bool boxes_touch(struct fig_box a, struct fig_box b)
{
    return a.x < b.x + b.w + GAP && b.x < a.x + a.w + GAP &&
           a.y < b.y + b.h + GAP && b.y < a.y + a.h + GAP;
}

static bool is_free(const struct fig_spots *spots, struct fig_box box)
{
    const struct fig_box *area = &spots->area;
    if (box.x < area->x || box.x + box.w > area->x + area->w ||
        box.y < area->y || box.y + box.h > area->y + area->h)
        return false;
    for (size_t i = 0; i < spots->n_taken; i++)
        if (boxes_touch(box, spots->taken[i]))
            return false;
    return true;
}

/* Narrows [from, to] to the part of a stroke where start + t * run lies in
 * [low, high]: one slab of Liang and Barsky's clipping (1984). */
static bool clip_slab(double start, double run, double low, double high,
                      double *from, double *to)
{
    if (run == 0)
        return start >= low && start <= high;
    double a = (low - start) / run;
    double b = (high - start) / run;
    *from = fmax(*from, fmin(a, b));
    *to = fmin(*to, fmax(a, b));
    return *from < *to;
}

static double length_inside(const struct fig_stroke *stroke, struct fig_box box)
{
    double from = 0;
    double to = 1;
    double run_x = stroke->x2 - stroke->x1;
    double run_y = stroke->y2 - stroke->y1;
    if (!clip_slab(stroke->x1, run_x, box.x, box.x + box.w, &from, &to) ||
        !clip_slab(stroke->y1, run_y, box.y, box.y + box.h, &from, &to))
        return 0;
    return (to - from) * hypot(run_x, run_y);
}

static double crossing_cost(const struct fig_spots *spots, struct fig_box box)
{
    double cost = 0;
    for (size_t i = 0; i < spots->n_strokes; i++)
        cost += spots->strokes[i].cost * length_inside(&spots->strokes[i], box);
    return cost;
}

bool fig_spot_crossed(const struct fig_spots *spots, struct fig_box box,
                      double cost)
{
    for (size_t i = 0; i < spots->n_strokes; i++) {
        const struct fig_stroke *stroke = &spots->strokes[i];
        if (!stroke->is_edge && stroke->cost >= cost &&
            length_inside(stroke, box) > 0)
            return true;
    }
    return false;
}

/* The best of one row of positions, dy above or below the point. */
static void try_row(const struct fig_spots *spots, const struct fig_wish *wish,
                    bool below, double dy, double *best, struct fig_box *found)
{
    bool wants_below = wish->side == FIG_BELOW || wish->side == FIG_BELOW_ONLY;
    double cost_y = dy + (below == wants_below ? 0 : OTHER_SIDE);
    double y = below ? wish->y + wish->clear + dy
                     : wish->y - wish->clear - dy - wish->h;
    for (int k = 0; k * STEP_X <= wish->reach_x; k++) {
        double dx = k * STEP_X;
        for (int sign = -1; sign <= 1; sign += 2) {
            double cost = cost_y + dx * SIDEWAYS;
            struct fig_box box = {wish->x + sign * dx - wish->w / 2, y, wish->w,
                                  wish->h};
            if (cost >= *best || !is_free(spots, box))
                continue;
            cost += crossing_cost(spots, box);
            if (cost < *best) {
                *best = cost;
                *found = box;
            }
        }
    }
}

bool fig_spot_find(struct fig_spots *spots, const struct fig_wish *wish,
                   struct fig_box *found)
{
    double best = INFINITY;
    /* The rows beside the point (negative dy) are for sideways places. */
    double lowest =
        wish->reach_x > wish->w / 2 ? -wish->clear - wish->h / 2 : 0;
    for (int k = 0; k * STEP_Y <= wish->reach_y; k++) {
        double dy = k * STEP_Y;
        if (wish->side != FIG_BELOW_ONLY)
            try_row(spots, wish, false, dy, &best, found);
        if (wish->side != FIG_ABOVE_ONLY)
            try_row(spots, wish, true, dy, &best, found);
    }
    if (lowest < 0)
        try_row(spots, wish, false, lowest, &best, found);
    if (!isfinite(best))
        return false;
    fig_spot_take(spots, *found);
    return true;
}
