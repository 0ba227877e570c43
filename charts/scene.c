/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/scene.h"

#include "charts/coord.h"

#include <assert.h>
#include <math.h>
#include <string.h>

struct scene *scene_new(struct arena *arena, struct typesetter *setter,
                        enum tone tone, double width)
{
    assert(isfinite(width) && width > 0);
    struct scene *scene = arena_make(arena, struct scene, 1);
    scene->arena = arena;
    scene->setter = setter;
    scene->tone = tone;
    scene->width = width;
    return scene;
}

void scene_set_height(struct scene *scene, double height)
{
    assert(isfinite(height) && height > 0);
    scene->height = height;
}

static struct mark *add(struct scene *scene, enum mark_kind kind,
                        struct paint paint)
{
    assert(isfinite(paint.width) && isfinite(paint.dash[0]) &&
           isfinite(paint.dash[1]));
    if (scene->n == scene->cap) {
        size_t cap = scene->cap ? 2 * scene->cap : 64;
        scene->marks = arena_grow(scene->arena, scene->marks, scene->n, cap,
                                  sizeof *scene->marks);
        scene->cap = cap;
    }
    struct mark *mark = &scene->marks[scene->n++];
    mark->kind = kind;
    mark->paint = paint;
    mark->role = "";
    return mark;
}

void scene_rect(struct scene *scene, struct paint paint, double x, double y,
                double w, double h, double radius)
{
    assert(isfinite(x) && isfinite(y) && isfinite(w) && isfinite(h) &&
           isfinite(radius));
    struct mark *mark = add(scene, MARK_RECT, paint);
    mark->x = x;
    mark->y = y;
    mark->w = w;
    mark->h = h;
    mark->radius = radius;
}

void scene_line(struct scene *scene, struct paint paint, double x1, double y1,
                double x2, double y2)
{
    const struct path_step steps[] = {{PATH_MOVE, x1, y1}, {PATH_LINE, x2, y2}};
    paint.fill = COLOUR_NONE;
    scene_path(scene, paint, steps, LEN(steps));
}

void scene_path(struct scene *scene, struct paint paint,
                const struct path_step *steps, size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert(steps[i].verb == PATH_CLOSE ||
               (isfinite(steps[i].x) && isfinite(steps[i].y)));
    struct path_step *copy = arena_make(scene->arena, struct path_step, n);
    if (n > 0)
        memcpy(copy, steps, n * sizeof *copy);
    struct mark *mark = add(scene, MARK_PATH, paint);
    mark->steps = copy;
    mark->n_steps = n;
}

void scene_circle(struct scene *scene, struct paint paint, double x, double y,
                  double radius)
{
    assert(isfinite(x) && isfinite(y) && isfinite(radius));
    struct mark *mark = add(scene, MARK_CIRCLE, paint);
    mark->x = x;
    mark->y = y;
    mark->radius = radius;
}

/* ------------------------------------------------------------------- text */

static double left_edge(enum align align, double x, double width)
{
    switch (align) {
    case ALIGN_CENTRE:
        return x - width / 2;
    case ALIGN_RIGHT:
        return x - width;
    case ALIGN_LEFT:
        break;
    }
    return x;
}

double scene_text(struct scene *scene, struct text_style style,
                  enum colour colour, enum align align, double x, double y,
                  const char *text, const char *role)
{
    assert(isfinite(x) && isfinite(y) && isfinite(style.size));
    if (!*text)
        return 0;
    double width = text_width(scene->setter, style, text);
    struct paint paint = {.fill = colour};
    struct mark *mark = add(scene, MARK_TEXT, paint);
    mark->x = left_edge(align, x, width);
    mark->y = y;
    mark->w = width;
    mark->h = style.size;
    mark->style = style;
    mark->text = str_z(scene->arena, str_of(text));
    mark->role = role;
    return width;
}

double scene_text_knocked(struct scene *scene, struct text_style style,
                          enum colour colour, enum align align, double x,
                          double y, const char *text, const char *role)
{
    if (!*text)
        return 0;
    /* The em box of BIZ UDGothic reaches from 0.88 above to 0.12 below the
     * baseline (its OS/2 table); the box adds a hundredth on both sides. */
    double width = text_width(scene->setter, style, text);
    double box_x = left_edge(align, x, width) - 1;
    struct paint paper = {.fill = COLOUR_PAPER};
    scene_rect(scene, paper, box_x, y - 0.89 * style.size, width + 2,
               1.02 * style.size, 0);
    scene->marks[scene->n - 1].role = "knock-out";
    return scene_text(scene, style, colour, align, x, y, text, role);
}

/* ------------------------------------------------------------------ hatch */

struct strokes {
    struct arena *arena;
    struct path_step *steps;
    size_t n, cap;
};

static void stroke(struct strokes *s, double x1, double y1, double x2,
                   double y2)
{
    if (s->n + 2 > s->cap) {
        size_t cap = s->cap ? 2 * s->cap : 32;
        s->steps = arena_grow(s->arena, s->steps, s->n, cap, sizeof *s->steps);
        s->cap = cap;
    }
    s->steps[s->n++] = (struct path_step){PATH_MOVE, x1, y1};
    s->steps[s->n++] = (struct path_step){PATH_LINE, x2, y2};
}

/* Lines at 45 degrees whose distance is the pitch, clipped to the box.  The
 * k-th line is x + y = k * step (slash) or x - y = k * step (backslash) on
 * the page, so that neighbouring boxes continue each other. */
static void diagonals(struct strokes *s, bool backslash, double pitch, double x,
                      double y, double w, double h)
{
    double step = pitch * 1.4142135623730951;
    double sign = backslash ? -1 : 1;
    double least = backslash ? x - (y + h) : x + y;
    double most = least + w + h;
    for (double k = ceil(least / step); k * step < most; k++) {
        double c = k * step;
        /* on the line y = sign * (c - x); keep x where y is in the box */
        double at_top = c - sign * y, at_bottom = c - sign * (y + h);
        double from = fmax(x, fmin(at_top, at_bottom));
        double to = fmin(x + w, fmax(at_top, at_bottom));
        if (to - from > 0.05)
            stroke(s, from, sign * (c - from), to, sign * (c - to));
    }
}

static void levels(struct strokes *s, double pitch, double x, double y,
                   double w, double h)
{
    for (double k = ceil((y + 0.4) / pitch); k * pitch < y + h - 0.4; k++)
        stroke(s, x, k * pitch, x + w, k * pitch);
}

/* A dot is a very short line with round caps: one mark for all of them. */
static void dots(struct strokes *s, double pitch, double radius, double x,
                 double y, double w, double h)
{
    double right = x + w - radius, bottom = y + h - radius;
    for (double j = ceil((y + radius) / pitch); j * pitch <= bottom; j++) {
        double shift = fmod(fabs(j), 2) > 0 ? pitch / 2 : 0;
        double first = ceil((x + radius - shift) / pitch);
        for (double i = first; i * pitch + shift <= right; i++) {
            double at = i * pitch + shift;
            stroke(s, at, j * pitch, at + 0.01, j * pitch);
        }
    }
}

void scene_hatch(struct scene *scene, enum hatch hatch, enum colour colour,
                 double x, double y, double w, double h)
{
    assert(isfinite(x) && isfinite(y) && isfinite(w) && isfinite(h));
    struct strokes s = {.arena = scene->arena};
    struct paint paint = {.stroke = colour, .width = 0.8};
    switch (hatch) {
    case HATCH_NONE:
        return;
    case HATCH_SLASH:
        diagonals(&s, false, 4.2, x, y, w, h);
        break;
    case HATCH_BACKSLASH:
        diagonals(&s, true, 4.2, x, y, w, h);
        break;
    case HATCH_CROSS:
        diagonals(&s, false, 5.6, x, y, w, h);
        diagonals(&s, true, 5.6, x, y, w, h);
        break;
    case HATCH_LEVEL:
        levels(&s, 3.4, x, y, w, h);
        break;
    case HATCH_DOT:
        dots(&s, 3.6, 0.7, x, y, w, h);
        paint.width = 1.4;
        paint.round_caps = true;
        break;
    }
    if (s.n == 0)
        return;
    scene_path(scene, paint, s.steps, s.n);
    scene->marks[scene->n - 1].role = "hatch";
}

/* ------------------------------------------------------------------- dump */

static const char *colour_name(enum colour colour)
{
    static const char *const names[COLOUR_COUNT] = {
        "none",     "paper",      "ink",         "ink2",        "ink3",
        "rule",     "grid",       "band",        "ai",          "ai-mid",
        "ai-pale",  "daidai",     "daidai-text", "daidai-pale", "asagi",
        "enji",     "sora",       "nezu",        "nezu-pale",   "ai-deep",
        "ai-light", "asagi-pale", "daidai-deep", "yamabuki",
    };
    return names[colour];
}

static void dump_numbers(struct buf *b, const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_char(b, ' ');
        coord_put(b, x[i]);
    }
}

static void dump_paint(struct buf *b, const struct paint *paint)
{
    if (paint->fill != COLOUR_NONE) {
        buf_z(b, " fill=");
        buf_z(b, colour_name(paint->fill));
    }
    if (paint->stroke != COLOUR_NONE) {
        buf_z(b, " stroke=");
        buf_z(b, colour_name(paint->stroke));
        dump_numbers(b, &paint->width, 1);
    }
    if (paint->dash[0] > 0) {
        buf_z(b, " dash");
        dump_numbers(b, paint->dash, 2);
    }
    if (paint->round_caps)
        buf_z(b, " round");
}

static void dump_steps(struct buf *b, const struct mark *mark)
{
    for (size_t i = 0; i < mark->n_steps; i++) {
        const struct path_step *step = &mark->steps[i];
        buf_z(b, step->verb == PATH_MOVE   ? " M"
                 : step->verb == PATH_LINE ? " L"
                                           : " Z");
        const double at[] = {step->x, step->y};
        if (step->verb != PATH_CLOSE)
            dump_numbers(b, at, 2);
    }
}

static void dump_text(struct buf *b, const struct mark *mark)
{
    static const char *const faces[FACE_COUNT] = {"regular", "bold", "fixed",
                                                  "fixed-bold"};
    buf_char(b, ' ');
    buf_z(b, faces[mark->style.face]);
    const double numbers[] = {mark->style.size, mark->x, mark->y, mark->w};
    dump_numbers(b, numbers, LEN(numbers));
    dump_paint(b, &mark->paint);
    buf_z(b, " |");
    buf_z(b, mark->text);
    buf_char(b, '|');
}

static void dump_mark(struct buf *b, const struct mark *mark)
{
    static const char *const kinds[] = {"rect", "path", "circle", "text"};
    const double box[] = {mark->x, mark->y, mark->w, mark->h, mark->radius};
    const double disc[] = {mark->x, mark->y, mark->radius};
    buf_z(b, kinds[mark->kind]);
    if (*mark->role) {
        buf_char(b, '.');
        buf_z(b, mark->role);
    }
    if (mark->kind == MARK_TEXT) {
        dump_text(b, mark);
        return;
    }
    if (mark->kind == MARK_RECT)
        dump_numbers(b, box, LEN(box));
    else if (mark->kind == MARK_CIRCLE)
        dump_numbers(b, disc, LEN(disc));
    else
        dump_steps(b, mark);
    dump_paint(b, &mark->paint);
}

const char *scene_dump(struct arena *arena, const struct scene *scene)
{
    static const char *const tones[] = {"colour", "mono"};
    struct buf b = buf_new(arena);
    const double size[] = {scene->width, scene->height};
    buf_z(&b, "scene ");
    buf_z(&b, tones[scene->tone]);
    dump_numbers(&b, size, 2);
    buf_char(&b, '\n');
    for (size_t i = 0; i < scene->n; i++) {
        dump_mark(&b, &scene->marks[i]);
        buf_char(&b, '\n');
    }
    return buf_text(&b);
}
