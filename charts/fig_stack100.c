/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bars of 100 % under each other: label and base at the left (on half a page
 * above the bar), the sum of some answers as a bracket below, lines from one
 * bar to the next.
 */
#include "charts/fig_answers.h"
#include "charts/fig_mark.h"
#include "charts/kit.h"
#include <math.h>
#include <string.h>

#define LABEL_MOST   124.0
#define LABEL_GAP    10.0
#define LABEL_LINE   10.6
#define BASE_LINE    9.6
#define AXIS_ROOM    26.0 /* 100（％） reaches beyond the bar */
#define ROW_GAP      6.0
#define JOIN_GAP     16.0 /* lines between bars need a slope */
#define BRACKET      13.0
#define BRACKET_TICK 3.6
#define BRACKET_GAP  5.0 /* between bracket and text */
#define GROUP_LINE   11.0
#define GROUP_GAP    5.0
#define WHISKER      2.2

static const struct text_style label_style = {FACE_BOLD, TYPE_LABEL};
static const struct text_style base_style = {FACE_REGULAR, TYPE_NOTE};
static const struct text_style sum_style = {FACE_REGULAR, TYPE_LABEL};
static const struct text_style number_style = {FACE_BOLD, TYPE_LABEL};
static const struct text_style group_style = {FACE_BOLD, TYPE_AXIS};

struct page {
    struct fig_stack stack;
    const struct figure_stack100 *figure;
    double label_w;
};

static const char *base_text(const struct page *p, const struct answer_row *row)
{
    struct arena *arena = p->stack.scene->arena;
    if (!*row->base)
        return row->is_reference ? word(p->stack.lang, WORD_REFERENCE) : "";
    return word_fill(arena, p->stack.lang,
                     row->is_reference ? WORD_SF_BASE_REFERENCE
                                       : WORD_SF_BRACKETED,
                     1, &row->base);
}

static bool has_bracket(const struct page *p, const struct answer_row *row)
{
    const struct figure_stack100 *figure = p->figure;
    return *figure->sum_label && *row->sum.cell.text &&
           figure->sum_from <= figure->sum_to &&
           figure->sum_to < figure->n_answers;
}

/* ------------------------------------------------------------------ label */

static struct lines label_lines(const struct page *p,
                                const struct answer_row *row)
{
    return wrap_text(p->stack.scene->arena, p->stack.scene->setter, label_style,
                     WRAP_BALANCED, p->label_w, row->label);
}

static double label_height(const struct page *p, const struct answer_row *row)
{
    double base = *base_text(p, row) ? BASE_LINE : 0;
    return LABEL_LINE * (double)label_lines(p, row).n + base;
}

static enum colour label_colour(const struct answer_row *row)
{
    return row->is_reference ? COLOUR_INK2 : COLOUR_INK;
}

/* Right-aligned, in the middle of the bar at y. */
static void draw_label(const struct page *p, const struct answer_row *row,
                       double y)
{
    struct scene *scene = p->stack.scene;
    struct lines lines = label_lines(p, row);
    double top = y + (p->stack.bar - label_height(p, row)) / 2;
    double next = kit_lines(scene, label_style, label_colour(row), ALIGN_RIGHT,
                            p->label_w, top + 0.8 * LABEL_LINE, LABEL_LINE,
                            &lines, "label");
    scene_text(scene, base_style, COLOUR_INK2, ALIGN_RIGHT, p->label_w,
               next - 0.8, base_text(p, row), "base");
}

/* Left-aligned, the base behind the label where there is room; returns the
 * y of the bar. */
static double draw_label_above(struct page *p, const struct answer_row *row,
                               double y)
{
    struct scene *scene = p->stack.scene;
    struct lines lines = label_lines(p, row);
    if (lines.n > 3)
        p->stack.unfit = row->label;
    double next =
        kit_lines(scene, label_style, label_colour(row), ALIGN_LEFT, 0,
                  y + 0.8 * LABEL_LINE, LABEL_LINE, &lines, "label");
    const char *base = base_text(p, row);
    double last = lines.n ? text_width(scene->setter, label_style,
                                       lines.line[lines.n - 1])
                          : 0;
    double width = text_width(scene->setter, base_style, base);
    double right = p->stack.x0 + last + 3;
    bool is_beside = right + width <= scene->width;
    if (is_beside)
        next -= LABEL_LINE;
    else if (p->stack.x0 + width > scene->width)
        p->stack.unfit = row->base;
    scene_text(scene, base_style, COLOUR_INK2, ALIGN_LEFT,
               is_beside ? right : p->stack.x0, next, base, "base");
    return next + 3.4;
}

/* ---------------------------------------------------------------- bracket */

struct sum_text {
    const char *label, *number, *interval;
    double label_w, number_w, interval_w;
};

static struct text_style number_style_of(const struct answer_row *row)
{
    bool is_weak = row->is_reference || row->sum.cell.state != CELL_SHOWN;
    return is_weak ? sum_style : number_style;
}

static struct sum_text sum_text(const struct page *p,
                                const struct answer_row *row)
{
    struct scene *scene = p->stack.scene;
    struct sum_text t = {.label = p->figure->sum_label, .interval = ""};
    t.number = str_join(scene->arena, row->sum.cell.text, row->sum.mark, NULL);
    if (*row->sum.interval)
        t.interval = word_fill(scene->arena, p->stack.lang, WORD_SF_BRACKETED,
                               1, &row->sum.interval);
    t.label_w = text_width(scene->setter, sum_style, t.label) + 5;
    t.number_w = text_width(scene->setter, number_style_of(row), t.number);
    t.interval_w = text_width(scene->setter, base_style, t.interval);
    return t;
}

static void draw_sum_text(const struct page *p, const struct answer_row *row,
                          const struct sum_text *t, double x, double y)
{
    enum colour colour = row->is_reference ? COLOUR_INK2 : COLOUR_AI;
    struct scene *scene = p->stack.scene;
    double baseline = fig_mark_middle(sum_style, y);
    double width = t->label_w + t->number_w + t->interval_w;
    struct paint paper = {.fill = COLOUR_PAPER};
    scene_rect(scene, paper, x - BRACKET_GAP, y - 0.55 * TYPE_LABEL,
               width + 2 * BRACKET_GAP, 1.1 * TYPE_LABEL, 0);
    scene->marks[scene->n - 1].role = "knock-out";
    scene_text(scene, sum_style, colour, ALIGN_LEFT, x, baseline, t->label,
               "sum");
    scene_text(scene, number_style_of(row), colour, ALIGN_LEFT, x + t->label_w,
               baseline, t->number, "sum");
    scene_text(scene, base_style, COLOUR_INK2, ALIGN_LEFT,
               x + t->label_w + t->number_w, baseline, t->interval, "interval");
}

/* Do the answers of the bracket, and those before it, have their places? */
static bool is_placed(const struct page *p, const struct answer_row *row)
{
    for (size_t i = 0; i <= p->figure->sum_to; i++)
        if (row->cells[i].state != CELL_SHOWN &&
            row->cells[i].state != CELL_REFERENCE)
            return false;
    return true;
}

/* The interval stands about the end of a bracket that begins at 0. */
static bool has_whisker(const struct page *p, const struct answer_row *row)
{
    return row->sum.has_interval && p->figure->sum_from == 0 &&
           is_placed(p, row);
}

static double place(const struct page *p, double share)
{
    double unit = (p->stack.x1 - p->stack.x0) / 100;
    return p->stack.x0 + unit * fmin(fmax(share, 0), 100);
}

static void draw_whisker(const struct page *p, const struct answer_row *row,
                         double y)
{
    struct paint line = {.stroke = COLOUR_AI, .width = 0.9};
    double low = place(p, row->sum.low), high = place(p, row->sum.high);
    scene_line(p->stack.scene, line, low, y, high, y);
    scene_line(p->stack.scene, line, low, y - WHISKER, low, y + WHISKER);
    scene_line(p->stack.scene, line, high, y - WHISKER, high, y + WHISKER);
}

static double sum_width(const struct sum_text *t)
{
    return t->label_w + t->number_w + t->interval_w;
}

/* Inside the bracket, else right of it, else left of it; false: only on a
 * line of its own. */
static bool place_sum(const struct page *p, const struct answer_row *row,
                      const struct sum_text *t, double *x)
{
    struct fig_edges edges = fig_stack_edges(&p->stack, row);
    double x0 = edges.x[p->figure->sum_from];
    double x1 = edges.x[p->figure->sum_to + 1];
    double width = sum_width(t), low = x1, high = x1;
    if (has_whisker(p, row)) {
        low = fmin(x1, place(p, row->sum.low));
        high = fmax(x1, place(p, row->sum.high));
    }
    *x = (x0 + low - width) / 2;
    if (is_placed(p, row) && *x >= x0 + 2 * BRACKET_GAP)
        return true;
    *x = high + 2 * BRACKET_GAP;
    if (*x + width + BRACKET_GAP <= p->stack.right)
        return true;
    *x = x0 - 2 * BRACKET_GAP - width;
    return *x >= BRACKET_GAP;
}

static double bracket_height(const struct page *p, const struct answer_row *row)
{
    double x;
    if (!has_bracket(p, row))
        return 0;
    struct sum_text t = sum_text(p, row);
    return place_sum(p, row, &t, &x) ? BRACKET : 2 * BRACKET;
}

static void draw_bracket(struct page *p, const struct answer_row *row, double y)
{
    struct paint line = {.stroke = COLOUR_AI, .width = STROKE_HEAD};
    struct fig_edges edges = fig_stack_edges(&p->stack, row);
    double x0 = edges.x[p->figure->sum_from];
    double x1 = edges.x[p->figure->sum_to + 1];
    const struct path_step steps[] = {{PATH_MOVE, x0, y - BRACKET_TICK},
                                      {PATH_LINE, x0, y},
                                      {PATH_LINE, x1, y},
                                      {PATH_LINE, x1, y - BRACKET_TICK}};
    struct sum_text t = sum_text(p, row);
    if (is_placed(p, row))
        scene_path(p->stack.scene, line, steps, 4);
    if (has_whisker(p, row))
        draw_whisker(p, row, y);
    double x, most = p->stack.right - BRACKET_GAP - sum_width(&t);
    if (!place_sum(p, row, &t, &x)) {
        x = fmin(fmax(x0, BRACKET_GAP), most);
        y += BRACKET;
    }
    if (most < BRACKET_GAP)
        p->stack.unfit = t.label;
    draw_sum_text(p, row, &t, x, y);
}

/* ------------------------------------------------------------------- rows */

static bool same_group(const struct answer_row *a, const struct answer_row *b)
{
    return strcmp(a->group, b->group) == 0 && a->is_whole == b->is_whole;
}

/* Lines from the bar of row i, whose foot is given, to the next one. */
static void draw_joins(const struct page *p, size_t i, double foot, double top)
{
    struct paint thin = {.stroke = COLOUR_RULE, .width = STROKE_ROW};
    struct paint strong = {.stroke = COLOUR_AI, .width = STROKE_HEAD};
    const struct answer_row *row = &p->figure->rows[i];
    struct fig_edges from = fig_stack_edges(&p->stack, row);
    struct fig_edges to = fig_stack_edges(&p->stack, row + 1);
    if (!from.is_whole || !to.is_whole)
        return;
    for (size_t k = 1; k < p->stack.n_answers; k++) {
        bool is_strong = *p->figure->sum_label && k == p->figure->sum_to + 1;
        scene_line(p->stack.scene, is_strong ? strong : thin, from.x[k], foot,
                   to.x[k], top);
    }
}

static bool is_joined(const struct page *p, size_t i)
{
    return p->figure->is_connected && !p->figure->is_half &&
           i + 1 < p->figure->n_rows &&
           same_group(&p->figure->rows[i], &p->figure->rows[i + 1]);
}

/* From the foot of the bar to the end of its row. */
static double height_below(struct page *p, size_t i)
{
    const struct answer_row *row = &p->figure->rows[i];
    double lane = fig_stack_lane(&p->stack, row);
    double height = lane + bracket_height(p, row);
    if (!p->figure->is_half)
        height = fmax(height, (label_height(p, row) - p->stack.bar) / 2);
    return height + (is_joined(p, i) ? JOIN_GAP : ROW_GAP);
}

/* How far the label rises over the bar. */
static double height_above(const struct page *p, const struct answer_row *row)
{
    if (p->figure->is_half)
        return 0;
    return fmax(0, (label_height(p, row) - p->stack.bar) / 2);
}

static double draw_group(struct page *p, size_t i, double y)
{
    struct scene *scene = p->stack.scene;
    struct paint rule = {.stroke = COLOUR_RULE, .width = STROKE_ROW};
    const struct answer_row *row = &p->figure->rows[i];
    if (i > 0 && same_group(row - 1, row))
        return y;
    if (i > 0) {
        scene_line(scene, rule, 0, y, scene->width, y);
        y += GROUP_GAP;
    }
    if (!*row->group)
        return y;
    struct lines lines = wrap_text(scene->arena, scene->setter, group_style,
                                   WRAP_BALANCED, scene->width, row->group);
    if (lines.n > 2)
        p->stack.unfit = row->group;
    return kit_lines(scene, group_style, COLOUR_INK, ALIGN_LEFT, 0,
                     y + 0.8 * GROUP_LINE, GROUP_LINE, &lines, "group") -
           0.4 * GROUP_LINE;
}

/* Lines go under everything else, so the bars below are placed first. */
static double draw_rows(struct page *p, double y)
{
    size_t n = p->figure->n_rows;
    double *tops = arena_make(p->stack.scene->arena, double, n);
    for (size_t i = 0; i < n; i++) {
        const struct answer_row *row = &p->figure->rows[i];
        y = draw_group(p, i, y);
        if (p->figure->is_half)
            y = draw_label_above(p, row, y);
        tops[i] = y + height_above(p, row);
        y = tops[i] + p->stack.bar + height_below(p, i);
    }
    for (size_t i = 0; i < n; i++)
        if (is_joined(p, i))
            draw_joins(p, i, tops[i] + p->stack.bar, tops[i + 1]);
    for (size_t i = 0; i < n; i++) {
        const struct answer_row *row = &p->figure->rows[i];
        if (!p->figure->is_half)
            draw_label(p, row, tops[i]);
        fig_stack_bar(&p->stack, row, tops[i]);
        fig_stack_callouts(&p->stack, row, tops[i]);
        if (has_bracket(p, row))
            draw_bracket(p, row,
                         tops[i] + p->stack.bar + 0.55 * BRACKET +
                             fig_stack_lane(&p->stack, row));
    }
    return y;
}

/* ----------------------------------------------------------------- figure */

static double bar_height(const struct figure_stack100 *figure)
{
    if (figure->is_half)
        return 15;
    return figure->n_rows <= 3 ? 26 : figure->n_rows <= 8 ? 18 : 14;
}

static void place_columns(struct page *p)
{
    struct scene *scene = p->stack.scene;
    const struct figure_stack100 *figure = p->figure;
    p->stack.right = scene->width;
    p->stack.x1 = scene->width - AXIS_ROOM;
    p->stack.bar = bar_height(figure);
    p->stack.x0 = 2;
    p->label_w = scene->width - p->stack.x0;
    if (figure->is_half)
        return;
    p->label_w = fig_answers_label_width(&p->stack, label_style, LABEL_MOST,
                                         figure->rows, figure->n_rows);
    for (size_t i = 0; i < figure->n_rows; i++)
        p->label_w =
            fmax(p->label_w, text_width(scene->setter, base_style,
                                        base_text(p, &figure->rows[i])));
    if (p->label_w > 1.5 * LABEL_MOST)
        p->stack.unfit = figure->rows[0].base;
    p->stack.left = fmin(p->label_w, 1.5 * LABEL_MOST) + 2;
    p->stack.x0 = p->stack.left - 2 + LABEL_GAP;
}

static double draw_table(struct page *p, double y)
{
    place_columns(p);
    if (!fig_stack_begin(&p->stack) || p->stack.unfit)
        return y;
    const struct answer_row *first = &p->figure->rows[0];
    double top = y + 6;
    bool has_heads = !p->figure->is_half && !*first->group &&
                     height_above(p, first) <= 0 &&
                     fig_answers_heads(&p->stack, first, &top);
    if (!has_heads)
        top = fig_answers_key(&p->stack, p->stack.right, y + 6) + 6;
    y = draw_rows(p, top);
    return fig_stack_axis(&p->stack, p->figure->frame.style, y);
}

struct scene *figure_stack100(struct arena *arena, struct typesetter *setter,
                              struct diag *diag, enum tone tone,
                              const struct figure_stack100 *figure)
{
    if (!fig_stack_glyphs(setter, diag, &figure->frame, figure->sum_label,
                          figure->answers, figure->n_answers, figure->rows,
                          figure->n_rows))
        return NULL;
    double width_mm = figure->is_half ? THEME_HALF_MM : THEME_FULL_MM;
    struct scene *scene =
        scene_new(arena, setter, tone, width_mm * THEME_PT_PER_MM);
    struct page p = {.stack = {.scene = scene,
                               .lang = figure->frame.style.lang,
                               .answers = figure->answers,
                               .n_answers = figure->n_answers},
                     .figure = figure};
    double y = kit_opening(scene, &figure->frame);
    if (figure->n_rows && figure->n_answers)
        y = draw_table(&p, y);
    if (p.stack.unfit)
        return fig_mark_unfit(diag, p.stack.unfit);
    y = kit_closing(scene, &figure->frame, y + 2);
    scene_set_height(scene, y + 2);
    return scene;
}
