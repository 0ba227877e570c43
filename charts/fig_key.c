/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fig_key.h"

#include "charts/fig_mark.h"

#define ITEM_GAP    14.0
#define SIGN_GAP    4.0
#define LINE_HEIGHT 12.0
#define TOP         4.0

static const struct text_style name_style = {FACE_REGULAR, TYPE_NOTE};

static const double sign_widths[] = {
    [FIG_SIGN_NONE] = 0,   [FIG_SIGN_RING] = 6,      [FIG_SIGN_SERIES] = 14,
    [FIG_SIGN_OLD] = 14,   [FIG_SIGN_PATH] = 14,     [FIG_SIGN_TARGET] = 12,
    [FIG_SIGN_ZIGZAG] = 9, [FIG_SIGN_FORECAST] = 14,
};

static void draw_line_and_disc(struct scene *scene, enum colour colour,
                               double width, double radius, double x, double y)
{
    struct paint line = {.stroke = colour, .width = width};
    scene_line(scene, line, x, y, x + 14, y);
    fig_mark_disc(scene, colour, x + 7, y, radius);
}

static void draw_forecast(struct scene *scene, double x, double y)
{
    struct paint band = {.fill = COLOUR_AI_PALE};
    struct paint dash = {.stroke = COLOUR_AI, .width = 1.2, .dash = {4, 2.4}};
    scene_rect(scene, band, x, y - 4, 14, 8, 0);
    scene_line(scene, dash, x + 1.5, y, x + 12.5, y);
}

static void draw_sign(struct scene *scene, enum fig_key_sign sign, double x,
                      double y)
{
    struct paint dots = {
        .stroke = COLOUR_INK2, .width = 0.9, .dash = {1.4, 2.2}};
    struct paint tick = {.stroke = COLOUR_DAIDAI, .width = STROKE_TARGET};
    switch (sign) {
    case FIG_SIGN_NONE:
        break;
    case FIG_SIGN_RING:
        fig_mark_ring(scene, COLOUR_AI, x + 3, y, 2.6);
        break;
    case FIG_SIGN_SERIES:
        draw_line_and_disc(scene, COLOUR_AI, STROKE_SERIES, 2.3, x, y);
        break;
    case FIG_SIGN_OLD:
        draw_line_and_disc(scene, COLOUR_AI_MID, 1.1, 1.7, x, y);
        break;
    case FIG_SIGN_PATH:
        scene_line(scene, dots, x, y, x + 14, y);
        break;
    case FIG_SIGN_TARGET:
        scene_line(scene, tick, x, y, x + 12, y);
        break;
    case FIG_SIGN_FORECAST:
        draw_forecast(scene, x, y);
        break;
    case FIG_SIGN_ZIGZAG:
        fig_mark_zigzag(scene, x + 4.5, y);
        break;
    }
}

static double item_width(struct scene *scene, const struct fig_key_item *item)
{
    double sign = sign_widths[item->sign];
    return sign + (sign > 0 ? SIGN_GAP : 0) +
           text_width(scene->setter, name_style, item->name);
}

/* How many of the items fit on a line, at least one. */
static size_t fitting(struct scene *scene, const struct fig_key_item *items,
                      size_t n, double *width)
{
    size_t fit = 0;
    *width = 0;
    while (fit < n) {
        double more = item_width(scene, &items[fit]) + (fit ? ITEM_GAP : 0);
        if (fit && *width + more > scene->width)
            break;
        *width += more;
        fit++;
    }
    return fit;
}

double fig_key_draw(struct scene *scene, const struct fig_key_item *items,
                    size_t n, double y)
{
    if (n == 0)
        return y;
    y += TOP;
    while (n) {
        double width;
        size_t fit = fitting(scene, items, n, &width);
        double x = (scene->width - width) / 2;
        double middle = y + LINE_HEIGHT / 2;
        for (size_t i = 0; i < fit; i++) {
            double sign = sign_widths[items[i].sign];
            draw_sign(scene, items[i].sign, x, middle);
            scene_text(scene, name_style, COLOUR_INK2, ALIGN_LEFT,
                       x + sign + (sign > 0 ? SIGN_GAP : 0),
                       fig_mark_middle(name_style, middle), items[i].name,
                       "key");
            x += item_width(scene, &items[i]) + ITEM_GAP;
        }
        items += fit;
        n -= fit;
        y += LINE_HEIGHT;
    }
    return y;
}
