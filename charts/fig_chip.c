/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fig_chip.h"

#include "charts/fig_mark.h"
#include <math.h>

#define HATCH_PITCH 5.94 /* 4.2 across lines at 45 degrees */
#define GROUND_PAD  2.0

enum { OUTLINE = 6, HALF = 4, MOST_STROKES = 512 };

double fig_chip_inner(double width)
{
    return width - FIG_CHIP_NOTCH - FIG_CHIP_TIP - 2 * FIG_CHIP_PAD;
}

static void outline(struct scene *scene, struct paint paint, struct fig_box b)
{
    double middle = b.y + b.h / 2, right = b.x + b.w;
    struct path_step steps[OUTLINE + 1] = {
        {PATH_MOVE, b.x, b.y},
        {PATH_LINE, right - FIG_CHIP_TIP, b.y},
        {PATH_LINE, right, middle},
        {PATH_LINE, right - FIG_CHIP_TIP, b.y + b.h},
        {PATH_LINE, b.x, b.y + b.h},
        {PATH_LINE, b.x + FIG_CHIP_NOTCH, middle},
        {PATH_CLOSE, 0, 0}};
    scene_path(scene, paint, steps, OUTLINE + 1);
}

struct point {
    double x, y;
};

/* The part of the line x + y = c inside a convex polygon whose corners go
 * clockwise on the page (Cyrus and Beck 1978); false: none. */
static bool clip(const struct point corners[HALF], double c, struct point *a,
                 struct point *b)
{
    double from = -INFINITY, to = INFINITY; /* x along the line */
    for (size_t i = 0; i < HALF; i++) {
        struct point p = corners[i], q = corners[(i + 1) % HALF];
        double ex = q.x - p.x, ey = q.y - p.y;
        /* inside: ex * (y - p.y) - ey * (x - p.x) >= 0 with y = c - x */
        double slope = -ex - ey;
        double rest = ex * (c - p.y) + ey * p.x;
        if (fabs(slope) < 1e-9) {
            if (rest < 0)
                return false;
        } else if (slope > 0) {
            from = fmax(from, -rest / slope);
        } else {
            to = fmin(to, -rest / slope);
        }
    }
    *a = (struct point){from, c - from};
    *b = (struct point){to, c - to};
    return to - from > 0.05;
}

/* Hatch in one half of the chip, which is convex; the phase is the page's. */
static size_t hatch_half(const struct point corners[HALF],
                         struct path_step *steps, size_t n)
{
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < HALF; i++) {
        least = fmin(least, corners[i].x + corners[i].y);
        most = fmax(most, corners[i].x + corners[i].y);
    }
    for (double k = ceil(least / HATCH_PITCH); k * HATCH_PITCH < most; k++) {
        struct point a, b;
        if (n + 2 > MOST_STROKES || !clip(corners, k * HATCH_PITCH, &a, &b))
            continue;
        steps[n++] = (struct path_step){PATH_MOVE, a.x, a.y};
        steps[n++] = (struct path_step){PATH_LINE, b.x, b.y};
    }
    return n;
}

static void hatch(struct scene *scene, struct fig_box b)
{
    struct paint paint = {.stroke = COLOUR_AI_MID, .width = 0.8};
    struct path_step steps[MOST_STROKES];
    double middle = b.y + b.h / 2, foot = b.y + b.h, right = b.x + b.w;
    double shoulder = right - FIG_CHIP_TIP;
    struct point notch = {b.x + FIG_CHIP_NOTCH, middle};
    const struct point upper[HALF] = {
        {b.x, b.y}, {shoulder, b.y}, {right, middle}, notch};
    const struct point lower[HALF] = {
        notch, {right, middle}, {shoulder, foot}, {b.x, foot}};
    size_t n = hatch_half(upper, steps, 0);
    n = hatch_half(lower, steps, n);
    if (n == 0)
        return;
    scene_path(scene, paint, steps, n);
    scene->marks[scene->n - 1].role = "hatch";
}

static void put_lines(struct scene *scene, struct text_style style,
                      enum colour colour, double x, double middle,
                      double line_height, const struct lines *lines,
                      const char *role)
{
    double y = middle - line_height * ((double)lines->n - 1) / 2;
    for (size_t i = 0; i < lines->n; i++, y += line_height)
        scene_text(scene, style, colour, ALIGN_CENTRE, x,
                   fig_mark_middle(style, y), lines->line[i], role);
}

/* The ground of the text on the hatch. */
static void ground(struct scene *scene, struct text_style style, double x,
                   double middle, double line_height, const struct lines *lines)
{
    struct paint fill = {.fill = COLOUR_AI_PALE};
    double w = lines->width + 2 * GROUND_PAD;
    double h = line_height * ((double)lines->n - 1) + style.size + GROUND_PAD;
    scene_rect(scene, fill, x - w / 2, middle - h / 2, w, h, 1.5);
}

void fig_chip_draw(struct scene *scene, enum chip_stage stage,
                   struct fig_box box, struct text_style style,
                   double line_height, const struct lines *lines,
                   const char *role)
{
    static const struct paint paints[] = {
        [CHIP_CONSIDER] = {.fill = COLOUR_PAPER,
                           .stroke = COLOUR_INK2,
                           .width = 0.9,
                           .dash = {2.4, 1.6}},
        [CHIP_START] = {.fill = COLOUR_AI_PALE},
        [CHIP_RUN] = {.fill = COLOUR_AI, .stroke = COLOUR_AI, .width = 0.9},
    };
    struct paint edge = {.stroke = COLOUR_AI, .width = 0.9};
    double left = box.x + FIG_CHIP_NOTCH;
    double x = (left + box.x + box.w - FIG_CHIP_TIP) / 2;
    double middle = box.y + box.h / 2;
    if (stage != CHIP_NONE)
        outline(scene, paints[stage], box);
    if (stage == CHIP_START) {
        hatch(scene, box);
        outline(scene, edge, box);
        ground(scene, style, x, middle, line_height, lines);
    }
    enum colour ink = stage == CHIP_RUN ? COLOUR_PAPER : COLOUR_INK;
    put_lines(scene, style, ink, x, middle, line_height, lines, role);
}
