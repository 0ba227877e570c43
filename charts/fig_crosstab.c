/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A cross table as bars of 100 %: the whole sample, a rule, then the groups.
 * Labels, bases, bars and sums stand in lanes of their own.
 */
#include "charts/fig_answers.h"
#include "charts/fig_mark.h"
#include "charts/kit.h"
#include <math.h>
#include <string.h>

#define LABEL_MOST 112.0
#define LABEL_LINE 9.6
#define COLUMN_GAP 6.0
#define BASE_MOST  76.0
#define NOTE_LINE  8.2
#define AXIS_ROOM  26.0 /* 100（％） reaches beyond the bars */
#define SUM_GAP    17.0 /* callouts reach into it */
#define SUM_HEAD   60.0
#define HEAD_GAP   8.0
#define SUM_SIZE   11.5
#define SUM_LINE   9.8
#define INTERVAL   7.4 /* size of the interval under a sum */
#define MARK_GAP   1.5
#define ROW_GAP    5.0
#define LANE_GAP   2.0 /* below callouts */
#define GROUP_LINE 10.6
#define GROUP_GAP  6.0
#define MANY_ROWS  9
#define DENSE_ROWS 16

static const struct text_style label_style = {FACE_REGULAR, TYPE_AXIS};
static const struct text_style whole_style = {FACE_BOLD, TYPE_AXIS};
static const struct text_style base_style = {FACE_REGULAR, TYPE_NOTE};
static const struct text_style note_style = {FACE_REGULAR, 6.4};
static const struct text_style sum_style = {FACE_FIXED, SUM_SIZE};
static const struct text_style interval_style = {FACE_FIXED, INTERVAL};
static const struct text_style mark_style = {FACE_REGULAR, TYPE_AXIS};

struct table {
    struct fig_stack stack;
    const struct figure_crosstab *figure;
    double label_w;      /* right edge of the labels */
    double base_right;   /* of the bases */
    double sum_x, sum_w; /* right edge of the sums, width of the column */
    double mark_w;
};

static bool has_sums(const struct table *t)
{
    return *t->figure->sum_label;
}

static const char *base_text(const struct table *t,
                             const struct answer_row *row)
{
    return *row->base ? word_fill(t->stack.scene->arena, t->stack.lang,
                                  WORD_SF_BRACKETED, 1, &row->base)
                      : "";
}

static const char *interval_text(const struct table *t,
                                 const struct answer_row *row)
{
    return *row->sum.interval
               ? word_fill(t->stack.scene->arena, t->stack.lang,
                           WORD_SF_BRACKETED, 1, &row->sum.interval)
               : "";
}

static double width_of(const struct table *t, struct text_style style,
                       const char *text)
{
    return text_width(t->stack.scene->setter, style, text);
}

/* ---------------------------------------------------------------- columns */

static double base_width(struct table *t)
{
    const char *reference = word(t->stack.lang, WORD_REFERENCE);
    double widest = 0;
    for (size_t i = 0; i < t->figure->n_rows; i++) {
        const struct answer_row *row = &t->figure->rows[i];
        double width = width_of(t, base_style, base_text(t, row));
        if (row->is_reference)
            width = fmax(width, width_of(t, note_style, reference));
        if (width > BASE_MOST)
            t->stack.unfit = row->base;
        widest = fmax(widest, width);
    }
    return widest;
}

static void measure_sums(struct table *t)
{
    for (size_t i = 0; i < t->figure->n_rows; i++)
        t->mark_w = fmax(t->mark_w,
                         width_of(t, mark_style, t->figure->rows[i].sum.mark));
    if (t->mark_w > 0)
        t->mark_w += MARK_GAP;
    for (size_t i = 0; i < t->figure->n_rows; i++) {
        const struct answer_row *row = &t->figure->rows[i];
        double sum = t->mark_w + width_of(t, sum_style, row->sum.cell.text);
        double interval = width_of(t, interval_style, interval_text(t, row));
        if (fmax(sum, interval) > 1.4 * SUM_HEAD)
            t->stack.unfit =
                sum > interval ? row->sum.cell.text : row->sum.interval;
        t->sum_w = fmax(t->sum_w, fmax(sum, interval));
    }
}

static struct lines sum_head(const struct table *t)
{
    struct scene *scene = t->stack.scene;
    return wrap_text(scene->arena, scene->setter, label_style, WRAP_BALANCED,
                     fmax(SUM_HEAD, t->sum_w), t->figure->sum_label);
}

/* So many rows take a page of A4. */
static bool is_dense(const struct figure_crosstab *figure)
{
    return figure->n_rows > DENSE_ROWS;
}

static double bar_height(const struct figure_crosstab *figure)
{
    return figure->n_rows <= MANY_ROWS ? 18 : is_dense(figure) ? 11 : 14;
}

static void place_columns(struct table *t)
{
    struct scene *scene = t->stack.scene;
    const struct figure_crosstab *figure = t->figure;
    t->label_w = fig_answers_label_width(&t->stack, whole_style, LABEL_MOST,
                                         figure->rows, figure->n_rows);
    t->base_right = t->label_w;
    double base = base_width(t);
    if (base > 0)
        t->base_right += COLUMN_GAP + fmin(base, BASE_MOST);
    t->stack.left = t->base_right + 1.5;
    t->stack.x0 = t->base_right + COLUMN_GAP;
    t->stack.x1 = scene->width - AXIS_ROOM;
    t->stack.right = scene->width;
    t->stack.bar = bar_height(figure);
    if (!has_sums(t))
        return;
    measure_sums(t);
    struct lines head = sum_head(t);
    if (head.n > 3)
        t->stack.unfit = figure->sum_label;
    t->sum_w = fmin(fmax(t->sum_w, head.width), 1.4 * SUM_HEAD);
    t->sum_x = scene->width;
    t->stack.x1 = fmin(t->stack.x1, scene->width - t->sum_w - SUM_GAP);
}

/* ------------------------------------------------------------------- rows */

static struct lines label_lines(const struct table *t,
                                const struct answer_row *row)
{
    struct scene *scene = t->stack.scene;
    return wrap_text(scene->arena, scene->setter,
                     row->is_whole ? whole_style : label_style, WRAP_BALANCED,
                     t->label_w + 0.01, row->label);
}

static enum colour weak_colour(const struct answer_row *row, enum colour colour)
{
    return row->is_reference ? COLOUR_INK2 : colour;
}

static void draw_label(const struct table *t, const struct answer_row *row,
                       double middle)
{
    struct text_style style = row->is_whole ? whole_style : label_style;
    struct lines lines = label_lines(t, row);
    double first = middle - LABEL_LINE * ((double)lines.n - 1) / 2;
    kit_lines(t->stack.scene, style, weak_colour(row, COLOUR_INK), ALIGN_RIGHT,
              t->label_w, fig_mark_middle(style, first), LABEL_LINE, &lines,
              "label");
}

static void draw_base(const struct table *t, const struct answer_row *row,
                      double middle)
{
    struct scene *scene = t->stack.scene;
    const char *base = base_text(t, row);
    double shift = *base ? NOTE_LINE : 0;
    scene_text(scene, base_style, COLOUR_INK2, ALIGN_RIGHT, t->base_right,
               fig_mark_middle(base_style, middle), base, "base");
    if (row->is_reference)
        scene_text(scene, note_style, COLOUR_INK2, ALIGN_RIGHT, t->base_right,
                   fig_mark_middle(note_style, middle + shift),
                   word(t->stack.lang, WORD_REFERENCE), "reference");
}

static void draw_sum(const struct table *t, const struct answer_row *row,
                     double middle)
{
    struct scene *scene = t->stack.scene;
    bool is_weak = row->is_reference || row->sum.cell.state != CELL_SHOWN;
    enum colour colour = is_weak ? COLOUR_INK2 : COLOUR_AI;
    struct text_style style = sum_style;
    if (row->is_whole)
        style.face = FACE_FIXED_BOLD;
    double baseline = fig_mark_middle(style, middle);
    double right = t->sum_x - t->mark_w;
    scene_text(scene, style, colour, ALIGN_RIGHT, right, baseline,
               row->sum.cell.text, "sum");
    scene_text(scene, mark_style, colour, ALIGN_LEFT, right + MARK_GAP,
               baseline, row->sum.mark, "mark");
    scene_text(scene, interval_style, COLOUR_INK2, ALIGN_RIGHT, t->sum_x,
               fig_mark_middle(interval_style, middle + SUM_LINE),
               interval_text(t, row), "interval");
}

/* Label, base and sum are centred on the bar; what is said in addition stands
 * below them, beside the callouts. */
static double height_above(const struct table *t, const struct answer_row *row)
{
    double label = LABEL_LINE * (double)label_lines(t, row).n;
    return fmax(0, (label - t->stack.bar) / 2);
}

static double height_below(const struct table *t, const struct answer_row *row)
{
    double note = row->is_reference ? 1.5 * NOTE_LINE : 0;
    double sum = has_sums(t) && *row->sum.interval ? 1.5 * SUM_LINE : 0;
    return fmax(height_above(t, row), fmax(note, sum) - t->stack.bar / 2);
}

static double lane_height(struct table *t, const struct answer_row *row)
{
    double lane = fig_stack_lane(&t->stack, row);
    double gap = is_dense(t->figure) ? 0.6 : LANE_GAP;
    return lane > 0 ? lane + gap : 0;
}

/* Few rows have one distance, many have no room to spare. */
static double even_lane(struct table *t)
{
    double most = 0;
    for (size_t i = 0; i < t->figure->n_rows; i++)
        most = fmax(most, lane_height(t, &t->figure->rows[i]));
    return t->figure->n_rows <= MANY_ROWS ? most : 0;
}

static double draw_row(struct table *t, const struct answer_row *row, double y,
                       double lane)
{
    double top = y + height_above(t, row);
    double middle = top + t->stack.bar / 2;
    draw_label(t, row, middle);
    draw_base(t, row, middle);
    fig_stack_bar(&t->stack, row, top);
    fig_stack_callouts(&t->stack, row, top);
    if (has_sums(t))
        draw_sum(t, row, middle);
    double callouts = fmax(lane, lane_height(t, row));
    double beside = height_below(t, row) + (is_dense(t->figure) ? 1 : ROW_GAP);
    return top + t->stack.bar + fmax(fmax(callouts, beside), ROW_GAP);
}

static bool is_group_start(const struct figure_crosstab *figure, size_t i)
{
    const struct answer_row *row = &figure->rows[i];
    return i == 0 || row->is_whole != row[-1].is_whole ||
           strcmp(row->group, row[-1].group) != 0;
}

/* A rule above every group, stronger under the whole sample, and its name. */
static double draw_group(struct table *t, size_t i, double y)
{
    struct scene *scene = t->stack.scene;
    const struct answer_row *row = &t->figure->rows[i];
    bool is_after_whole = i > 0 && row[-1].is_whole && !row->is_whole;
    struct paint rule = {.stroke = is_after_whole ? COLOUR_INK2 : COLOUR_RULE,
                         .width = is_after_whole ? STROKE_AXIS : STROKE_ROW};
    if (!is_group_start(t->figure, i))
        return y;
    if (i > 0) {
        scene_line(scene, rule, 0, y, scene->width, y);
        y += GROUP_GAP;
    }
    if (!*row->group)
        return y;
    struct lines lines = wrap_text(scene->arena, scene->setter, whole_style,
                                   WRAP_BALANCED, scene->width, row->group);
    if (lines.n > 2)
        t->stack.unfit = row->group;
    y = kit_lines(scene, whole_style, COLOUR_INK, ALIGN_LEFT, 0,
                  y + 0.7 * GROUP_LINE, GROUP_LINE, &lines, "group");
    return y - 0.3 * GROUP_LINE;
}

static double draw_rows(struct table *t, double y)
{
    double lane = even_lane(t);
    for (size_t i = 0; i < t->figure->n_rows; i++) {
        y = draw_group(t, i, y);
        y = draw_row(t, &t->figure->rows[i], y, lane);
    }
    return y;
}

/* ----------------------------------------------------------------- figure */

/* Key and head of the sums stand side by side, on the same last line. */
static double draw_heads(struct table *t, double y)
{
    if (!has_sums(t))
        return fig_answers_key(&t->stack, t->stack.right, y + 6) + 5;
    struct lines head = sum_head(t);
    double height = LABEL_LINE * (double)head.n;
    double right = t->sum_x - t->sum_w - HEAD_GAP;
    double key = fig_answers_key_height(&t->stack, right);
    double foot = y + 6 + fmax(key, height);
    fig_answers_key(&t->stack, right, foot - key);
    kit_lines(t->stack.scene, label_style, COLOUR_AI, ALIGN_RIGHT, t->sum_x,
              foot - height + 0.8 * LABEL_LINE, LABEL_LINE, &head, "head");
    return foot + 5;
}

static double draw_table(struct table *t, double y)
{
    place_columns(t);
    if (!fig_stack_begin(&t->stack) || t->stack.unfit)
        return y;
    y = draw_rows(t, draw_heads(t, y));
    return fig_stack_axis(&t->stack, t->figure->frame.style, y);
}

struct scene *figure_crosstab(struct arena *arena, struct typesetter *setter,
                              struct diag *diag, enum tone tone,
                              const struct figure_crosstab *figure)
{
    if (!fig_stack_glyphs(setter, diag, &figure->frame, figure->sum_label,
                          figure->answers, figure->n_answers, figure->rows,
                          figure->n_rows))
        return NULL;
    struct scene *scene =
        scene_new(arena, setter, tone, THEME_FULL_MM * THEME_PT_PER_MM);
    struct table t = {.stack = {.scene = scene,
                                .lang = figure->frame.style.lang,
                                .answers = figure->answers,
                                .n_answers = figure->n_answers},
                      .figure = figure};
    double y = kit_opening(scene, &figure->frame);
    if (figure->n_rows && figure->n_answers)
        y = draw_table(&t, y);
    if (t.stack.unfit)
        return fig_mark_unfit(diag, t.stack.unfit);
    y = kit_closing(scene, &figure->frame, y + 2);
    scene_set_height(scene, y + 2);
    return scene;
}
