/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fig_multi.h"

#include "charts/fig_mark.h"
#include "charts/kit.h"
#include <math.h>

#define SIGN_WIDTH  13.0
#define SIGN_GAP    5.0
#define BAR_HEIGHT  7.4
#define TICK_HEIGHT 10.0
#define ITEM_GAP    14.0
#define LINE        12.0
#define NAME_LINE   9.6
#define WHISKER     2.6
#define CASING      1.4 /* half of its width */

enum sign { SIGN_NOW, SIGN_PREVIOUS, SIGN_INTERVAL, SIGNS };

static const struct text_style name_style = {FACE_REGULAR, TYPE_AXIS};

void fig_multi_whisker(struct scene *scene, double low, double high, double y)
{
    static const struct paint paints[] = {
        {.stroke = COLOUR_PAPER, .width = 2.6},
        {.stroke = COLOUR_INK, .width = 0.9}};
    for (size_t i = 0; i < LEN(paints); i++) {
        scene_line(scene, paints[i], low, y, high, y);
        scene_line(scene, paints[i], low, y - WHISKER, low, y + WHISKER);
        scene_line(scene, paints[i], high, y - WHISKER, high, y + WHISKER);
    }
}

static void draw_sign(struct scene *scene, enum sign sign, double x, double y)
{
    struct paint bar = {.fill = COLOUR_AI};
    struct paint tick = {.stroke = COLOUR_DAIDAI, .width = STROKE_TARGET};
    double middle = x + SIGN_WIDTH / 2;
    if (sign == SIGN_NOW)
        scene_rect(scene, bar, x, y - BAR_HEIGHT / 2, SIGN_WIDTH, BAR_HEIGHT,
                   0);
    else if (sign == SIGN_PREVIOUS)
        scene_line(scene, tick, middle, y - TICK_HEIGHT / 2, middle,
                   y + TICK_HEIGHT / 2);
    else
        fig_multi_whisker(scene, x + CASING, x + SIGN_WIDTH - CASING, y);
}

static bool any_interval(const struct figure_multi *figure)
{
    for (size_t i = 0; i < figure->n_items; i++)
        if (figure->items[i].has_interval)
            return true;
    return false;
}

static double item_width(struct scene *scene, const char *name)
{
    return SIGN_WIDTH + SIGN_GAP + text_width(scene->setter, name_style, name);
}

/* Draws a sign with its name in lines; returns their number. */
static size_t draw_item(struct scene *scene, enum sign sign, const char *name,
                        double x, double y)
{
    double text_x = x + SIGN_WIDTH + SIGN_GAP;
    struct lines lines = wrap_text(scene->arena, scene->setter, name_style,
                                   WRAP_BALANCED, scene->width - text_x, name);
    draw_sign(scene, sign, x, y + LINE / 2);
    kit_lines(scene, name_style, COLOUR_INK, ALIGN_LEFT, text_x,
              fig_mark_middle(name_style, y + LINE / 2), NAME_LINE, &lines,
              "key");
    return lines.n;
}

double fig_multi_key(struct scene *scene, const struct figure_multi *figure,
                     double left, double y, const char **unfit)
{
    const char *const names[SIGNS] = {
        figure->now_name, figure->previous_name,
        any_interval(figure) ? figure->interval_head : ""};
    double total = -ITEM_GAP;
    for (size_t i = 0; i < SIGNS; i++)
        total += *names[i] ? item_width(scene, names[i]) + ITEM_GAP : 0;
    double start = left + total <= scene->width ? left : 0;
    double x = start, height = 0;
    for (size_t i = 0; i < SIGNS; i++) {
        if (!*names[i])
            continue;
        if (x > start && x + item_width(scene, names[i]) > scene->width) {
            x = start;
            y += height;
        }
        size_t lines = draw_item(scene, (enum sign)i, names[i], x, y);
        if (lines > 2)
            *unfit = names[i];
        height = LINE + (lines > 1 ? NAME_LINE : 0);
        x += item_width(scene, names[i]) + ITEM_GAP;
    }
    return y + height;
}
