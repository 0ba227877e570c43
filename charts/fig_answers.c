/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fig_answers.h"

#include "charts/fig_mark.h"
#include "charts/kit.h"
#include "charts/labels.h"
#include <math.h>
#include <string.h>

#define HEAD_GAP    6.0
#define HEAD_LINE   10.0
#define HEAD_SHIFT  46.0 /* a head moved farther is read as another's */
#define HEAD_LEADER 12.0
#define HEAD_PRICE  16.0 /* of a line, as points of shift */
#define HEAD_LINES  3
#define HEAD_REACH  40.0 /* left of 0 */
#define SWATCH      7.4
#define SWATCH_GAP  4.0
#define ITEM_GAP    10.0
#define KEY_LINE    9.8
#define KEY_LINES   3

static const struct text_style name_style = {FACE_REGULAR, TYPE_AXIS};

/* All names wrapped to one width. */
struct names {
    struct lines lines[FIG_FILL_MOST];
    size_t most;  /* lines of a name */
    double total; /* widths of items with their gaps */
};

static struct names wrap_names(const struct fig_stack *stack, double width)
{
    struct names names = {0};
    for (size_t i = 0; i < stack->n_answers; i++) {
        names.lines[i] =
            wrap_text(stack->scene->arena, stack->scene->setter, name_style,
                      WRAP_BALANCED, width, stack->answers[i].label);
        names.most =
            names.lines[i].n > names.most ? names.lines[i].n : names.most;
        names.total +=
            SWATCH + SWATCH_GAP + names.lines[i].width + (i ? ITEM_GAP : 0);
    }
    return names;
}

/* ------------------------------------------------------------------ heads */

/* How far heads of these names stand from their segments, with a price for
 * every line; INFINITY: not at all. */
static double head_cost(const struct fig_stack *stack,
                        const struct fig_edges *edges,
                        const struct names *names, struct label *labels)
{
    size_t n = stack->n_answers;
    for (size_t i = 0; i < n; i++)
        labels[i] = (struct label){.wish = (edges->x[i] + edges->x[i + 1]) / 2,
                                   .width = names->lines[i].width};
    double low = fmax(stack->x0 - HEAD_REACH, 0);
    double cost = HEAD_PRICE * (double)names->most;
    if (names->most > HEAD_LINES ||
        !labels_spread(labels, n, HEAD_GAP, low, stack->right))
        return INFINITY;
    for (size_t i = 0; i < n; i++) {
        double shift = fabs(labels[i].at - (edges->x[i] + edges->x[i + 1]) / 2);
        cost = shift > HEAD_SHIFT ? INFINITY : cost + shift;
    }
    return cost;
}

static void draw_head(struct scene *scene, const struct lines *lines, double at,
                      double x, double foot)
{
    struct paint leader = {.stroke = COLOUR_INK3, .width = STROKE_LEADER};
    double baseline = foot - HEAD_LEADER - 2.5;
    double top = foot - HEAD_LEADER;
    const struct path_step steps[] = {{PATH_MOVE, at, top},
                                      {PATH_LINE, at, top + 3.5},
                                      {PATH_LINE, x, foot - 3},
                                      {PATH_LINE, x, foot}};
    kit_lines(scene, name_style, COLOUR_INK, ALIGN_CENTRE, at,
              baseline - HEAD_LINE * (double)(lines->n - 1), HEAD_LINE, lines,
              "answer");
    scene_path(scene, leader, steps, 4);
}

bool fig_answers_heads(struct fig_stack *stack, const struct answer_row *row,
                       double *y)
{
    static const double widths[] = {96, 84, 76, 68, 62, 56, 50, 44};
    struct fig_edges edges = fig_stack_edges(stack, row);
    struct label labels[FIG_FILL_MOST], best[FIG_FILL_MOST] = {0};
    struct names names = {0};
    double least = INFINITY;
    for (size_t w = 0; edges.is_whole && w < LEN(widths); w++) {
        struct names trial = wrap_names(stack, widths[w]);
        double cost = head_cost(stack, &edges, &trial, labels);
        if (cost >= least)
            continue;
        least = cost;
        names = trial;
        memcpy(best, labels, sizeof best);
    }
    if (isinf(least))
        return false;
    *y += HEAD_LINE * (double)names.most + HEAD_LEADER + 1;
    for (size_t i = 0; i < stack->n_answers; i++)
        draw_head(stack->scene, &names.lines[i], best[i].at,
                  (edges.x[i] + edges.x[i + 1]) / 2, *y);
    return true;
}

/* -------------------------------------------------------------------- key */

static void draw_item(const struct fig_stack *stack, const struct names *names,
                      size_t i, double x, double y)
{
    double middle = y + KEY_LINE / 2;
    fig_fill_draw(stack->scene, &stack->fills[i], x, middle - SWATCH / 2,
                  SWATCH, SWATCH);
    kit_lines(stack->scene, name_style, COLOUR_INK, ALIGN_LEFT,
              x + SWATCH + SWATCH_GAP, fig_mark_middle(name_style, middle),
              KEY_LINE, &names->lines[i], "answer");
}

static double item_width(const struct names *names, size_t i)
{
    return SWATCH + SWATCH_GAP + names->lines[i].width;
}

/* All items side by side up to right, from *x on: at the 0 of the bars or as
 * little left of it as two lines for each name allow. */
static bool find_row(const struct fig_stack *stack, double right,
                     struct names *names, double *x)
{
    *names = wrap_names(stack, 2 * stack->right);
    *x = names->most == 1 ? fmin(stack->x0, right - names->total) : -1;
    for (double width = 120; width >= 40 && *x < stack->x0; width -= 4) {
        struct names trial = wrap_names(stack, width);
        double at = fmin(stack->x0, right - trial.total);
        if (trial.most > 2 || at <= *x)
            continue;
        *names = trial;
        *x = at;
    }
    return *x >= 0;
}

/* As many items as fit before right, line for line. */
static double flow(struct fig_stack *stack, double right, double y, bool draws)
{
    struct names names = wrap_names(stack, right - SWATCH - SWATCH_GAP);
    double x = 0;
    size_t lines = 1;
    for (size_t i = 0; i < stack->n_answers; i++) {
        if (names.lines[i].n > KEY_LINES)
            stack->unfit = stack->answers[i].label;
        if (x > 0 && x + item_width(&names, i) > right) {
            x = 0;
            y += KEY_LINE * (double)lines + 2;
            lines = 1;
        }
        if (draws)
            draw_item(stack, &names, i, x, y);
        x += item_width(&names, i) + ITEM_GAP;
        lines = names.lines[i].n > lines ? names.lines[i].n : lines;
    }
    return y + KEY_LINE * (double)lines;
}

double fig_answers_key_height(struct fig_stack *stack, double right)
{
    struct names names;
    double x;
    return find_row(stack, right, &names, &x) ? KEY_LINE * (double)names.most
                                              : flow(stack, right, 0, false);
}

double fig_answers_key(struct fig_stack *stack, double right, double y)
{
    struct names names;
    double x;
    if (!find_row(stack, right, &names, &x))
        return flow(stack, right, y, true);
    for (size_t i = 0; i < stack->n_answers; i++) {
        draw_item(stack, &names, i, x, y);
        x += item_width(&names, i) + ITEM_GAP;
    }
    return y + KEY_LINE * (double)names.most;
}

/* ----------------------------------------------------------------- labels */

static size_t most_lines(const struct fig_stack *stack, struct text_style style,
                         double width, const struct answer_row *rows, size_t n,
                         const struct answer_row **longest)
{
    size_t most = 0;
    for (size_t i = 0; i < n; i++) {
        struct lines lines =
            wrap_text(stack->scene->arena, stack->scene->setter, style,
                      WRAP_BALANCED, width, rows[i].label);
        if (lines.n > most) {
            most = lines.n;
            *longest = &rows[i];
        }
    }
    return most;
}

static double widest_label(const struct fig_stack *stack,
                           struct text_style style, double width,
                           const struct answer_row *rows, size_t n)
{
    double widest = 0;
    for (size_t i = 0; i < n; i++) {
        struct lines lines =
            wrap_text(stack->scene->arena, stack->scene->setter, style,
                      WRAP_BALANCED, width, rows[i].label);
        widest = fmax(widest, lines.width);
    }
    return widest;
}

double fig_answers_label_width(struct fig_stack *stack, struct text_style style,
                               double most, const struct answer_row *rows,
                               size_t n_rows)
{
    const struct answer_row *longest = rows;
    double width = 0.5 * most;
    while (width < most &&
           most_lines(stack, style, width, rows, n_rows, &longest) > 2)
        width = fmin(width + 8, most);
    if (most_lines(stack, style, width, rows, n_rows, &longest) > 3)
        stack->unfit = longest->label;
    return widest_label(stack, style, width, rows, n_rows);
}
