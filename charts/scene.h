/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scene.h - a figure as a flat display list, in points (1/72 inch).
 *
 * Layout (fig_*.c) adds marks; writers (svg.h, raster.h) draw them in order.
 * Nothing above the scene knows a file format, nothing below it knows what a
 * figure means.  Origin top left, y downwards.  A text mark is one run in one
 * style at one baseline; where it stands was decided by the layout, so it has
 * no anchor.  Every coordinate must be finite: scene_* asserts it.
 *
 * Hatch is drawn as clipped line segments by scene_hatch(), phase anchored to
 * the page, so that no writer needs patterns.
 */
#ifndef SHIHYO_CHARTS_SCENE_H
#define SHIHYO_CHARTS_SCENE_H

#include "charts/text.h"
#include "charts/theme.h"
#include "data/arena.h"

enum mark_kind { MARK_RECT, MARK_PATH, MARK_CIRCLE, MARK_TEXT };

enum path_verb { PATH_MOVE, PATH_LINE, PATH_CLOSE };
struct path_step {
    enum path_verb verb;
    double x, y;
};

struct paint {
    enum colour fill;   /* COLOUR_NONE: not filled */
    enum colour stroke; /* COLOUR_NONE: not stroked */
    double width;       /* stroke width, pt */
    double dash[2];     /* on, off; {0,0}: solid */
    bool round_caps;
};

struct mark {
    enum mark_kind kind;
    struct paint paint;
    double x, y, w, h, radius; /* rect (corner radius), circle (x,y,radius) */
    const struct path_step *steps;
    size_t n_steps;
    struct text_style style; /* MARK_TEXT: at x, baseline y, advance w */
    const char *text;
    const char *role; /* "title", "value", ... for tests; the lint knows
                         "provenance", "hatch" and "knock-out"; may be "" */
};

struct scene {
    struct arena *arena;
    struct typesetter *setter;
    enum tone tone;
    double width, height;
    struct mark *marks;
    size_t n, cap;
};

struct scene *scene_new(struct arena *arena, struct typesetter *setter,
                        enum tone tone, double width);
/* Height follows content. */
void scene_set_height(struct scene *scene, double height);

void scene_rect(struct scene *scene, struct paint paint, double x, double y,
                double w, double h, double radius);
void scene_line(struct scene *scene, struct paint paint, double x1, double y1,
                double x2, double y2);
void scene_path(struct scene *scene, struct paint paint,
                const struct path_step *steps, size_t n);
void scene_circle(struct scene *scene, struct paint paint, double x, double y,
                  double radius);
/* Text with its left edge at x (left), its middle (centre) or its right edge
 * (right) there.  Returns the advance width. */
enum align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };
double scene_text(struct scene *scene, struct text_style style,
                  enum colour colour, enum align align, double x, double y,
                  const char *text, const char *role);
/* A paper-coloured box under a text that crosses lines (width + 2, 1.02 em),
 * then the text. */
double scene_text_knocked(struct scene *scene, struct text_style style,
                          enum colour colour, enum align align, double x,
                          double y, const char *text, const char *role);
enum hatch {
    HATCH_NONE,
    HATCH_SLASH,
    HATCH_BACKSLASH,
    HATCH_CROSS,
    HATCH_DOT,
    HATCH_LEVEL
};
void scene_hatch(struct scene *scene, enum hatch hatch, enum colour colour,
                 double x, double y, double w, double h);

/* The scene as lines of text, one mark each, for golden files. */
const char *scene_dump(struct arena *arena, const struct scene *scene);

#endif
