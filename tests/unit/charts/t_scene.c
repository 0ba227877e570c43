/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/scene.h"
#include "tests/tap.h"

static const struct text_style plain = {FACE_REGULAR, 10};

static void test_text(struct scene *s)
{
    double w = scene_text(s, plain, COLOUR_INK, ALIGN_LEFT, 50, 20, "割合", "");
    is_near(w, 20, 1e-6, "the advance is returned");
    is_near(s->marks[0].x, 50, 1e-9, "left");
    scene_text(s, plain, COLOUR_INK, ALIGN_CENTRE, 50, 20, "割合", "");
    is_near(s->marks[1].x, 40, 1e-6, "centre");
    scene_text(s, plain, COLOUR_INK, ALIGN_RIGHT, 50, 20, "割合", "");
    is_near(s->marks[2].x, 30, 1e-6, "right");
    ok(scene_text(s, plain, COLOUR_INK, ALIGN_RIGHT, 50, 20, "", "") == 0 &&
           s->n == 3,
       "an empty text is no mark");

    scene_text_knocked(s, plain, COLOUR_AI, ALIGN_CENTRE, 50, 60, "割合", "v");
    const struct mark *box = &s->marks[3], *text = &s->marks[4];
    ok(box->kind == MARK_RECT && box->paint.fill == COLOUR_PAPER,
       "a paper box comes first");
    is_near(box->w, 22, 1e-6, "width + 2");
    is_near(box->h, 10.2, 1e-9, "1.02 em");
    is_near(text->x - box->x, 1, 1e-6, "1 pt on both sides");
    ok(box->y < 60 - 8.8 && box->y + box->h > 61.2, "over the em box");
}

static bool inside(const struct mark *m, double x, double y, double w, double h)
{
    for (size_t i = 0; i < m->n_steps; i++) {
        const struct path_step *p = &m->steps[i];
        if (p->x < x - 1e-6 || p->x > x + w + 1e-6 || p->y < y - 1e-6 ||
            p->y > y + h + 1e-6)
            return false;
    }
    return true;
}

/* Every line of a 45 degree hatch lies on one of the page's lines
 * x + y = k * step, whatever box it was clipped to. */
static void test_hatch(struct scene *s)
{
    const double step = 4.2 * 1.4142135623730951;
    bool clipped = true, anchored = true;
    for (int i = 0; i < 60; i++) {
        double x = 3.7 * i, y = 1.3 * i, w = 1 + 2.1 * (i % 13), h = 1.7 * i;
        size_t before = s->n;
        enum hatch hatch = (enum hatch)(1 + i % 4);
        scene_hatch(s, hatch, COLOUR_AI, x, y, w, h);
        if (s->n == before)
            continue;
        const struct mark *m = &s->marks[before];
        clipped = clipped && inside(m, x, y, w, h);
        for (size_t k = 0; k < m->n_steps && hatch <= HATCH_BACKSLASH; k++) {
            double sign = hatch == HATCH_SLASH ? 1 : -1;
            double c = (m->steps[k].x + sign * m->steps[k].y) / step;
            anchored = anchored && fabs(c - round(c)) < 1e-6;
        }
    }
    ok(clipped, "hatch stays in its box");
    ok(anchored, "and has its phase from the page");
    size_t n = s->n;
    scene_hatch(s, HATCH_SLASH, COLOUR_AI, 0, 0, 0, 0);
    scene_hatch(s, HATCH_NONE, COLOUR_AI, 0, 0, 50, 50);
    is_int((long long)s->n, (long long)n, "nothing to hatch");
    scene_hatch(s, HATCH_CROSS, COLOUR_AI, 0, 0, 46, 24);
    is_text(s->marks[n].role, "hatch", "the lint knows a hatch by its role");
    ok(s->marks[n].n_steps > 20, "a cross hatch has many lines");
}

static void test_dump(struct arena *arena, struct typesetter *t)
{
    struct scene *s = scene_new(arena, t, TONE_MONO, 100);
    scene_set_height(s, 40.123);
    struct paint bar = {.fill = COLOUR_AI_MID};
    struct paint line = {.fill = COLOUR_AI,
                         .stroke = COLOUR_GRID,
                         .width = 0.6,
                         .dash = {2, 1.5}};
    struct paint dot = {.fill = COLOUR_PAPER,
                        .stroke = COLOUR_AI,
                        .width = 1.6,
                        .round_caps = true};
    scene_rect(s, bar, -0.001, 1, 20, 10.555, 2);
    scene_line(s, line, 0, 5, 100, 5);
    const struct path_step steps[] = {
        {PATH_MOVE, 1, 2}, {PATH_LINE, 3, 4}, {PATH_CLOSE, 0, 0}};
    scene_path(s, dot, steps, 3);
    scene_circle(s, dot, 9, 9, 3.4);
    scene_text(s, plain, COLOUR_INK, ALIGN_RIGHT, 100, 20, "割合", "label");
    is_text(scene_dump(arena, s),
            "scene mono 100 40.12\n"
            "rect 0 1 20 10.56 2 fill=ai-mid\n"
            "path M 0 5 L 100 5 stroke=grid 0.6 dash 2 1.5\n"
            "path M 1 2 L 3 4 Z fill=paper stroke=ai 1.6 round\n"
            "circle 9 9 3.4 fill=paper stroke=ai 1.6 round\n"
            "text.label regular 10 80 20 20 fill=ink |割合|\n",
            "the dump");
}

static void test_growth(struct scene *s)
{
    struct paint bar = {.fill = COLOUR_AI};
    size_t before = s->n;
    for (int i = 0; i < 1000; i++)
        scene_rect(s, bar, i, 0, 1, 1, 0);
    ok(s->n == before + 1000 && s->marks[before + 999].x == 999 &&
           s->marks[before].x == 0,
       "a thousand marks");
}

int main(void)
{
    struct arena *arena = arena_open();
    struct diag *diag = diag_new(arena, LANG_JA);
    struct typesetter *t = typesetter_open(arena, diag);
    if (!ok(t, "the fonts are there"))
        return tap_done();
    struct scene *s = scene_new(arena, t, TONE_COLOUR, 482);
    test_text(s);
    test_hatch(s);
    test_growth(s);
    test_dump(arena, t);
    typesetter_close(t);
    arena_close(arena);
    return tap_done();
}
