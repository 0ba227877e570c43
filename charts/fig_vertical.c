/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fig_vertical.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CURVE_PARTS = 6, MOST_STEPS = 512, COMMAND_NUMBERS = 6 };

/* Where a character goes in its cell. */
enum place_in_cell { UPRIGHT, TURNED, CORNER, SMALL };

static bool is_one_of(uint32_t c, const char *set)
{
    struct str rest = str_of(set);
    while (rest.len)
        if (utf8_next(&rest) == c)
            return true;
    return false;
}

static enum place_in_cell place_of(uint32_t c)
{
    if (is_one_of(c, "ー（）「」『』【】〈〉《》〔〕［］｛｝～〜―—…‥－＝：；"
                     "()[]-–~"))
        return TURNED;
    if (is_one_of(c, "、。，．"))
        return CORNER;
    if (is_one_of(c, "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"))
        return SMALL;
    return UPRIGHT;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The next cell of a text: a character, or a number of two digits. */
static struct str next_cell(struct str *rest)
{
    struct str all = *rest;
    size_t digits = 0;
    while (digits < all.len && is_digit(all.at[digits]))
        digits++;
    if (digits == 2) {
        *rest = str_from(*rest, 2);
    } else {
        utf8_next(rest);
    }
    return str_head(all, all.len - rest->len);
}

size_t fig_vertical_cells(const char *text)
{
    struct str rest = str_of(text);
    size_t n = 0;
    while (rest.len) {
        next_cell(&rest);
        n++;
    }
    return n;
}

/* ----------------------------------------------------------- turned glyphs */

struct turner {
    struct path_step *steps;
    size_t n;
    double cx, cy; /* centre of the cell on the page */
    double em;     /* points in 1/1000 em */
    double mx, my; /* centre of the glyph's em box, in 1/1000 em */
};

struct pen {
    double x, y;
};

/* (x, y) of the glyph turned clockwise about the centre of its em box. */
static void step(struct turner *t, enum path_verb verb, struct pen p)
{
    if (t->n == MOST_STEPS)
        return;
    double dx = (p.x - t->mx) * t->em, dy = (p.y - t->my) * t->em;
    t->steps[t->n++] = (struct path_step){verb, t->cx - dy, t->cy + dx};
}

/* A cubic curve as short lines. */
static void curve(struct turner *t, struct pen p, const double d[])
{
    for (int i = 1; i <= CURVE_PARTS; i++) {
        double u = (double)i / CURVE_PARTS, v = 1 - u;
        double b1 = 3 * v * v * u, b2 = 3 * v * u * u, b3 = u * u * u;
        step(t, PATH_LINE,
             (struct pen){p.x + b1 * d[0] + b2 * d[2] + b3 * d[4],
                          p.y + b1 * d[1] + b2 * d[3] + b3 * d[5]});
    }
}

static size_t numbers_of(char command)
{
    return command == 'c' ? 6 : command == 'Z' ? 0 : 2;
}

/* Reads what text_outline() writes: M absolute, l and c relative, Z. */
static void turn_outline(struct turner *t, const char *data)
{
    struct pen pen = {0, 0};
    char command = 'M';
    while (*data) {
        if (strchr("MlcZ", *data))
            command = *data++;
        double d[COMMAND_NUMBERS] = {0};
        size_t n = numbers_of(command);
        for (size_t i = 0; i < n; i++) {
            char *end;
            d[i] = (double)strtol(data, &end, 10);
            data = end;
        }
        if (command == 'Z') {
            step(t, PATH_CLOSE, pen);
        } else if (command == 'M') {
            pen = (struct pen){d[0], d[1]};
            step(t, PATH_MOVE, pen);
        } else if (command == 'l') {
            pen = (struct pen){pen.x + d[0], pen.y + d[1]};
            step(t, PATH_LINE, pen);
        } else {
            curve(t, pen, d);
            pen = (struct pen){pen.x + d[4], pen.y + d[5]};
        }
        while (*data == ' ')
            data++;
    }
}

static void draw_turned(struct scene *scene, struct text_style style,
                        enum colour colour, double x, double middle,
                        const char *text)
{
    const struct glyph *glyphs;
    size_t n =
        text_glyphs(scene->setter, scene->arena, style.face, text, &glyphs);
    struct turner t = {.cx = x,
                       .cy = middle,
                       .em = style.size / 1000,
                       .mx = 500 * text_width(scene->setter, style, text) /
                             style.size,
                       .my = -380};
    t.steps = arena_make(scene->arena, struct path_step, MOST_STEPS);
    for (size_t i = 0; i < n; i++)
        turn_outline(&t,
                     text_outline(scene->setter, style.face, glyphs[i].index));
    struct paint fill = {.fill = colour};
    if (t.n)
        scene_path(scene, fill, t.steps, t.n);
}

/* ------------------------------------------------------------------ a line */

static void draw_cell(struct scene *scene, struct text_style style,
                      enum colour colour, double x, double middle,
                      const char *text, const char *role)
{
    struct str rest = str_of(text);
    double em = style.size, base = middle + 0.36 * em;
    switch (place_of(utf8_next(&rest))) {
    case TURNED:
        draw_turned(scene, style, colour, x, middle, text);
        return;
    case CORNER: /* from the lower left of the em box to the upper right */
        scene_text(scene, style, colour, ALIGN_CENTRE, x + 0.56 * em,
                   base - 0.56 * em, text, role);
        return;
    case SMALL:
        scene_text(scene, style, colour, ALIGN_CENTRE, x + 0.1 * em,
                   base - 0.1 * em, text, role);
        return;
    case UPRIGHT:
        scene_text(scene, style, colour, ALIGN_CENTRE, x, base, text, role);
    }
}

double fig_vertical_draw(struct scene *scene, struct text_style style,
                         enum colour colour, double x, double y,
                         const char *text, const char *role)
{
    double pitch = FIG_VERTICAL_PITCH * style.size;
    struct str rest = str_of(text);
    while (rest.len) {
        const char *cell = str_z(scene->arena, next_cell(&rest));
        draw_cell(scene, style, colour, x, y + pitch / 2, cell, role);
        y += pitch;
    }
    return y;
}
