/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/lint.h"

#include "charts/text_run.h"

#include <math.h>
#include <string.h>

/* Texts may touch by this much: 0.1 mm is not seen in print. */
#define SLACK_PT 0.3
/* Strokes on the edge reach into the inset of the writers. */
#define INSET_PT     1.0
#define MIN_CONTRAST 4.5

enum { SAMPLES = 3 };

struct box {
    double left, top, right, bottom;
};

struct point {
    double x, y;
};

struct lint {
    const struct scene *scene;
    struct box *ink; /* by mark */
    bool *sound;     /* by mark: every number is finite */
    struct buf report;
};

/* ----------------------------------------------------------------- faults */

static void say_mark(struct buf *b, const struct mark *mark)
{
    static const char *const kinds[] = {"rect", "path", "circle", "text"};
    buf_char(b, ' ');
    buf_z(b, kinds[mark->kind]);
    if (*mark->role) {
        buf_char(b, '.');
        buf_z(b, mark->role);
    }
    if (mark->text) {
        buf_z(b, " |");
        buf_z(b, mark->text);
        buf_char(b, '|');
    }
}

static void fault(struct lint *l, const char *what, const struct mark *mark,
                  const struct mark *other)
{
    buf_z(&l->report, what);
    buf_char(&l->report, ':');
    say_mark(&l->report, mark);
    if (other)
        say_mark(&l->report, other);
    buf_char(&l->report, '\n');
}

/* --------------------------------------------------------------- geometry */

static bool is_sound(const struct mark *m)
{
    double sum = m->x + m->y + m->w + m->h + m->radius + m->style.size +
                 m->paint.width + m->paint.dash[0] + m->paint.dash[1];
    for (size_t i = 0; i < m->n_steps; i++)
        if (m->steps[i].verb != PATH_CLOSE)
            sum += m->steps[i].x + m->steps[i].y;
    return isfinite(sum);
}

static struct box text_ink(const struct scene *scene, const struct mark *m)
{
    const struct text_run *run =
        text_run(scene->setter, m->style.face, m->text);
    double em = m->style.size / 1000;
    return (struct box){m->x + run->left * em, m->y + run->top * em,
                        m->x + run->right * em, m->y + run->bottom * em};
}

static struct box path_box(const struct mark *m)
{
    struct box b = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < m->n_steps; i++) {
        const struct path_step *s = &m->steps[i];
        if (s->verb == PATH_CLOSE)
            continue;
        b.left = fmin(b.left, s->x);
        b.right = fmax(b.right, s->x);
        b.top = fmin(b.top, s->y);
        b.bottom = fmax(b.bottom, s->y);
    }
    return b;
}

/* What a mark covers with its stroke; of a text the ink. */
static struct box ink_of(const struct scene *scene, const struct mark *m)
{
    struct box b;
    if (m->kind == MARK_TEXT)
        return text_ink(scene, m);
    if (m->kind == MARK_RECT)
        b = (struct box){m->x, m->y, m->x + m->w, m->y + m->h};
    else if (m->kind == MARK_CIRCLE)
        b = (struct box){m->x - m->radius, m->y - m->radius, m->x + m->radius,
                         m->y + m->radius};
    else
        b = path_box(m);
    double half = m->paint.stroke == COLOUR_NONE ? 0 : m->paint.width / 2;
    return (struct box){b.left - half, b.top - half, b.right + half,
                        b.bottom + half};
}

static bool overlap(struct box a, struct box b)
{
    double w = fmin(a.right, b.right) - fmax(a.left, b.left);
    double h = fmin(a.bottom, b.bottom) - fmax(a.top, b.top);
    return w > SLACK_PT && h > SLACK_PT;
}

/* Non-zero winding number, as both writers fill. */
static bool path_contains(const struct mark *m, struct point p)
{
    int winding = 0;
    struct point start = {0, 0}, at = {0, 0};
    for (size_t i = 0; i <= m->n_steps; i++) {
        const struct path_step *s = i < m->n_steps ? &m->steps[i] : NULL;
        bool closes = !s || s->verb != PATH_LINE;
        struct point to = closes ? start : (struct point){s->x, s->y};
        double side =
            (to.x - at.x) * (p.y - at.y) - (p.x - at.x) * (to.y - at.y);
        if (at.y <= p.y && to.y > p.y && side > 0)
            winding++;
        if (at.y > p.y && to.y <= p.y && side < 0)
            winding--;
        at = to;
        if (s && s->verb == PATH_MOVE)
            start = at = (struct point){s->x, s->y};
    }
    return winding != 0;
}

static bool is_filled_at(const struct mark *m, struct point p)
{
    if (m->kind == MARK_TEXT || m->paint.fill == COLOUR_NONE)
        return false;
    if (m->kind == MARK_CIRCLE)
        return hypot(p.x - m->x, p.y - m->y) <= m->radius;
    if (m->kind == MARK_PATH)
        return path_contains(m, p);
    return p.x >= m->x && p.x <= m->x + m->w && p.y >= m->y &&
           p.y <= m->y + m->h;
}

/* Near both ends and in the middle of a text's ink. */
static struct point sample(struct box ink, size_t i)
{
    static const double shares[SAMPLES] = {0.05, 0.5, 0.95};
    return (struct point){ink.left + shares[i] * (ink.right - ink.left),
                          (ink.top + ink.bottom) / 2};
}

/* ----------------------------------------------------------------- checks */

static void check_canvas(struct lint *l, size_t i)
{
    const struct scene *s = l->scene;
    struct box b = l->ink[i];
    bool inside = b.left >= -INSET_PT && b.top >= -INSET_PT &&
                  b.right <= s->width + INSET_PT &&
                  b.bottom <= s->height + INSET_PT;
    bool empty = b.right < b.left;
    if (!inside && !empty)
        fault(l, "outside the canvas", &s->marks[i], NULL);
}

static void check_size(struct lint *l, size_t i)
{
    const struct mark *m = &l->scene->marks[i];
    bool excepted = strcmp(m->role, "provenance") == 0;
    double least = excepted ? TYPE_PROVENANCE : TYPE_FLOOR;
    if (m->style.size < least - 1e-9)
        fault(l, "type too small", m, NULL);
}

static void check_contrast(struct lint *l, size_t i)
{
    const struct scene *s = l->scene;
    double least = INFINITY;
    for (size_t k = 0; k < SAMPLES; k++) {
        struct point p = sample(l->ink[i], k);
        enum colour under = COLOUR_PAPER;
        for (size_t j = 0; j < i; j++)
            if (l->sound[j] && is_filled_at(&s->marks[j], p))
                under = s->marks[j].paint.fill;
        least =
            fmin(least, theme_contrast(s->marks[i].paint.fill, under, s->tone));
    }
    if (least < MIN_CONTRAST)
        fault(l, "contrast too low", &s->marks[i], NULL);
}

/* A line crosses a box: Liang and Barsky (1984) clipping. */
static bool crosses(struct box b, struct point from, struct point to)
{
    double dx = to.x - from.x, dy = to.y - from.y;
    const double p[] = {-dx, dx, -dy, dy};
    const double q[] = {from.x - b.left, b.right - from.x, from.y - b.top,
                        b.bottom - from.y};
    double enter = 0, leave = 1;
    for (size_t i = 0; i < 4; i++) {
        if (p[i] == 0 && q[i] < 0)
            return false;
        if (p[i] < 0)
            enter = fmax(enter, q[i] / p[i]);
        if (p[i] > 0)
            leave = fmin(leave, q[i] / p[i]);
    }
    return enter <= leave;
}

static bool hatch_crosses(const struct mark *hatch, struct box ink)
{
    for (size_t i = 1; i < hatch->n_steps; i++) {
        const struct path_step *a = &hatch->steps[i - 1];
        const struct path_step *b = &hatch->steps[i];
        if (b->verb == PATH_LINE && crosses(ink, (struct point){a->x, a->y},
                                            (struct point){b->x, b->y}))
            return true;
    }
    return false;
}

/* Is the text wholly on a filled mark that was drawn after mark `from`? */
static bool is_covered(const struct lint *l, size_t from, size_t to,
                       struct box ink)
{
    for (size_t j = from + 1; j < to; j++) {
        size_t hits = 0;
        for (size_t k = 0; l->sound[j] && k < SAMPLES; k++)
            hits += is_filled_at(&l->scene->marks[j], sample(ink, k));
        if (hits == SAMPLES)
            return true;
    }
    return false;
}

static void check_hatch(struct lint *l, size_t i)
{
    const struct scene *s = l->scene;
    for (size_t j = 0; j < i; j++) {
        const struct mark *hatch = &s->marks[j];
        if (!l->sound[j] || strcmp(hatch->role, "hatch") != 0)
            continue;
        if (hatch_crosses(hatch, l->ink[i]) &&
            !is_covered(l, j, i, l->ink[i])) {
            fault(l, "text on hatch", &s->marks[i], NULL);
            return;
        }
    }
}

/* Texts and filled marks that come later and hide a part of the text. */
static void check_later(struct lint *l, size_t i)
{
    const struct scene *s = l->scene;
    for (size_t j = i + 1; j < s->n; j++) {
        const struct mark *later = &s->marks[j];
        if (!l->sound[j])
            continue;
        if (later->kind == MARK_TEXT) {
            if (overlap(l->ink[i], l->ink[j]))
                fault(l, "text over text", &s->marks[i], later);
            continue;
        }
        bool hit = false;
        for (size_t k = 0; k < SAMPLES; k++)
            hit = hit || is_filled_at(later, sample(l->ink[i], k));
        if (hit)
            fault(l, "text is covered", &s->marks[i], later);
    }
}

const char *lint_scene(struct arena *arena, const struct scene *scene)
{
    struct lint l = {.scene = scene,
                     .ink = arena_make(arena, struct box, scene->n),
                     .sound = arena_make(arena, bool, scene->n),
                     .report = buf_new(arena)};
    for (size_t i = 0; i < scene->n; i++) {
        l.sound[i] = is_sound(&scene->marks[i]);
        if (l.sound[i])
            l.ink[i] = ink_of(scene, &scene->marks[i]);
        else
            fault(&l, "not finite", &scene->marks[i], NULL);
    }
    for (size_t i = 0; i < scene->n; i++) {
        if (!l.sound[i])
            continue;
        check_canvas(&l, i);
        if (scene->marks[i].kind != MARK_TEXT)
            continue;
        check_size(&l, i);
        check_contrast(&l, i);
        check_hatch(&l, i);
        check_later(&l, i);
    }
    return buf_text(&l.report);
}
