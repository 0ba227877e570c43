/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All segments at a glance: a table with the way from baseline to target on a
 * common axis and the status of every year as a glyph.
 */
#include "charts/fig_status.h"

#include "charts/fig_mark.h"
#include "charts/kit.h"
#include <math.h>
#include <string.h>

#define GOAL_WIDTH   56.0
#define GOAL_LINE    10.0
#define LABEL_LEAST  50.0
#define LABEL_WISH   136.0
#define LABEL_LINE   10.2
#define NOTE_LINE    9.2
#define SEGMENT_MOST 56.0
#define SEGMENT_LINE 9.4
#define COLUMN_GAP   6.0
#define PLOT_MOST    108
#define PLOT_LEAST   44
#define PLOT_WIDE    76.0 /* from here on every second tick has a label */
#define NUMBER_GAP   5.0  /* from a mark to its number */
#define PITCH_MOST   20.0
#define PITCH_LEAST  12.0
#define ROW_LEAST    13.0
#define BLOCK_PAD    7.0
#define HEAD_TOP     5.0
#define HEAD_HEIGHT  27.0
#define ARROW        " → "

static const struct text_style head_style = {FACE_REGULAR, TYPE_AXIS};
static const struct text_style goal_style = {FACE_BOLD, TYPE_AXIS};
static const struct text_style label_style = {FACE_REGULAR, TYPE_LABEL};
static const struct text_style small_style = {FACE_REGULAR, TYPE_NOTE};
static const struct text_style value_style = {FACE_BOLD, TYPE_LABEL};

struct block { /* the segments of one indicator */
    size_t first, n;
    struct lines label;
    const char *note; /* under the label; "" for none */
    double height;
};

struct matrix { /* a figure being laid out */
    struct scene *scene;
    const struct figure_status *figure;
    struct block *blocks;
    size_t n_blocks;
    struct text_style year_style;
    double label_x, label_w;
    double segment_x;   /* right edge of the segments */
    double x0, x1;      /* of the axis */
    double left, right; /* room for numbers beside it */
    double years_x, pitch;
};

static const char *say(const struct matrix *m, enum word id)
{
    return word(m->figure->frame.style.lang, id);
}

/* R2 or 2020: the narrowest form; a column has no room for both eras. */
static const char *year_text(const struct matrix *m, size_t i)
{
    struct scene *scene = m->scene;
    struct publish_style style = m->figure->frame.style;
    struct period year = period_fiscal(m->figure->from + (int)i);
    if (style.era == ERA_BOTH)
        style.era = ERA_WAREKI;
    const char *brief = publish_period(scene->arena, style, year, PERIOD_SHORT);
    const char *axis = publish_period(scene->arena, style, year, PERIOD_AXIS);
    bool is_brief = text_width(scene->setter, head_style, brief) <=
                    text_width(scene->setter, head_style, axis);
    return is_brief ? brief : axis;
}

/* ----------------------------------------------------------------- blocks */

static bool same_goal(const struct status_row *a, const struct status_row *b)
{
    return strcmp(a->goal, b->goal) == 0;
}

static bool same_indicator(const struct status_row *a,
                           const struct status_row *b)
{
    return same_goal(a, b) && strcmp(a->label, b->label) == 0 &&
           kit_given(a->segment) && kit_given(b->segment);
}

static const char *row_note(const struct matrix *m,
                            const struct status_row *row)
{
    if (row->reference)
        return say(m, WORD_REFERENCE);
    return row->better_down ? say(m, WORD_LOWER_IS_BETTER) : "";
}

static struct lines segment_lines(const struct matrix *m,
                                  const struct status_row *row)
{
    return wrap_text(m->scene->arena, m->scene->setter, small_style,
                     WRAP_BALANCED, SEGMENT_MOST, row->segment);
}

static double row_height(const struct matrix *m, const struct status_row *row)
{
    struct lines lines = segment_lines(m, row);
    return fmax(ROW_LEAST, SEGMENT_LINE * (double)lines.n + 2);
}

static void measure_block(const struct matrix *m, struct block *block)
{
    const struct status_row *row = &m->figure->rows[block->first];
    block->label = wrap_text(m->scene->arena, m->scene->setter, label_style,
                             WRAP_BALANCED, m->label_w, row->label);
    block->note = row_note(m, row);
    double label = LABEL_LINE * (double)block->label.n +
                   (kit_given(block->note) ? NOTE_LINE : 0) + BLOCK_PAD;
    double rows = 4;
    for (size_t i = 0; i < block->n; i++)
        rows += row_height(m, row + i);
    block->height = fmax(label, rows);
}

static void find_blocks(struct matrix *m)
{
    const struct status_row *rows = m->figure->rows;
    m->blocks = arena_make(m->scene->arena, struct block, m->figure->n_rows);
    for (size_t i = 0; i < m->figure->n_rows; i++) {
        struct block *last = &m->blocks[m->n_blocks];
        if (i > 0 && same_indicator(&rows[i - 1], &rows[i])) {
            last[-1].n++;
            continue;
        }
        *last = (struct block){.first = i, .n = 1};
        m->n_blocks++;
    }
}

static const struct status_row *block_row(const struct matrix *m, size_t block)
{
    return &m->figure->rows[m->blocks[block].first];
}

/* The block after the last one of the goal that begins at a block. */
static size_t goal_end(const struct matrix *m, size_t from)
{
    size_t end = from + 1;
    while (end < m->n_blocks &&
           same_goal(block_row(m, from), block_row(m, end)))
        end++;
    return end;
}

static struct lines goal_lines(const struct matrix *m, const char *text)
{
    return wrap_text(m->scene->arena, m->scene->setter, goal_style,
                     WRAP_BALANCED, GOAL_WIDTH, text);
}

static double goal_height(const struct matrix *m, const struct status_row *row)
{
    size_t n = kit_given(row->goal) ? goal_lines(m, row->goal).n : 0;
    n += kit_given(row->goal_text) ? goal_lines(m, row->goal_text).n : 0;
    return GOAL_LINE * (double)n + BLOCK_PAD;
}

/* Blocks are at least as high together as the name of their goal. */
static void measure_blocks(struct matrix *m)
{
    for (size_t i = 0; i < m->n_blocks; i++)
        measure_block(m, &m->blocks[i]);
    for (size_t from = 0, end; from < m->n_blocks; from = end) {
        double sum = 0;
        end = goal_end(m, from);
        for (size_t i = from; i < end; i++)
            sum += m->blocks[i].height;
        double lack = goal_height(m, block_row(m, from)) - sum;
        for (size_t i = from; lack > 0 && i < end; i++)
            m->blocks[i].height += lack / (double)(end - from);
    }
}

/* ---------------------------------------------------------------- columns */

static bool any_goal(const struct figure_status *figure)
{
    for (size_t i = 0; i < figure->n_rows; i++)
        if (kit_given(figure->rows[i].goal))
            return true;
    return false;
}

static bool any_axis(const struct figure_status *figure)
{
    for (size_t i = 0; i < figure->n_rows; i++)
        if (figure->rows[i].on_axis)
            return true;
    return false;
}

static double number_width(const struct matrix *m, const char *text)
{
    return text_width(m->scene->setter, value_style, text) + NUMBER_GAP + 2;
}

/* Whether the baseline stands left of the target, and its number left. */
static bool is_rising(const struct status_row *row)
{
    return row->baseline.missing || !row->has_target || row->target.missing ||
           row->baseline.at <= row->target.at;
}

/* Where a baseline that is a mark has its text. */
static double baseline_at(const struct status_row *row)
{
    if (!row->baseline.missing)
        return row->baseline.at;
    return row->has_target && !row->target.missing ? row->target.at : 100;
}

/* How far the numbers of a row reach beyond an axis of the given length. */
static void reach_out(struct matrix *m, const struct status_row *row,
                      double plot)
{
    bool rising = is_rising(row);
    double baseline = number_width(m, row->baseline.text);
    double from = baseline_at(row) / 100 * plot;
    m->left = fmax(m->left, rising ? baseline - from : 0);
    m->right = fmax(m->right, rising ? 0 : from + baseline - plot);
    if (!row->has_target || row->target.missing)
        return;
    double target = number_width(m, row->target.text);
    double to = row->target.at / 100 * plot;
    m->left = fmax(m->left, rising ? 0 : target - to);
    m->right = fmax(m->right, rising ? to + target - plot : 0);
}

static double widest_segment(const struct matrix *m)
{
    double widest = 0;
    for (size_t i = 0; i < m->figure->n_rows; i++)
        widest = fmax(widest, segment_lines(m, &m->figure->rows[i]).width);
    return widest;
}

/* Years take the room they need, at a smaller size where there are many. */
static void find_years(struct matrix *m)
{
    size_t n = fig_status_years(m->figure);
    double widest = 0;
    m->year_style = head_style;
    if (n > 7)
        m->year_style.size = TYPE_FLOOR;
    struct text_style bold = {FACE_BOLD, m->year_style.size};
    for (size_t i = 0; i < n; i++)
        widest =
            fmax(widest, text_width(m->scene->setter, bold, year_text(m, i)));
    double head =
        text_width(m->scene->setter, head_style, say(m, WORD_STATUS_BY_YEAR));
    double least = fmax(PITCH_LEAST, widest + 2.4);
    double wish = fmin(PITCH_MOST, 7 * PITCH_MOST / (double)n);
    m->pitch = fmax(fmax(least, wish), head / (double)n);
    m->years_x = m->scene->width - m->pitch * (double)n;
}

/* 現状値 → 目標値（％）. */
static const char *way_head(const struct matrix *m)
{
    const char *unit = any_axis(m->figure) ? m->figure->unit : "";
    return str_join(m->scene->arena, m->figure->baseline_word, " → ",
                    say(m, WORD_TARGET), kit_given(unit) ? "（" : "", unit,
                    kit_given(unit) ? "）" : "", NULL);
}

/* What a row without an axis needs at the smallest size. */
static double text_row_width(const struct matrix *m,
                             const struct status_row *row)
{
    struct text_style style = {FACE_BOLD, TYPE_FLOOR};
    struct typesetter *setter = m->scene->setter;
    double half =
        fmax(text_width(setter, style, row->baseline.text),
             row->has_target ? text_width(setter, style, row->target.text) : 0);
    return 2 * (half + 2) + text_width(setter, head_style, ARROW);
}

/* The column holds its head and the rows without an axis. */
static void widen(struct matrix *m, double plot)
{
    struct text_style style = {FACE_REGULAR, TYPE_FLOOR};
    double need = text_width(m->scene->setter, style, way_head(m)) + 1;
    for (size_t i = 0; i < m->figure->n_rows; i++)
        if (!m->figure->rows[i].on_axis)
            need = fmax(need, text_row_width(m, &m->figure->rows[i]));
    double lack = need - (m->left + plot + m->right);
    m->left += fmax(0, lack / 2);
    m->right += fmax(0, lack / 2);
}

static void place_columns(struct matrix *m, double plot, double segment)
{
    m->left = m->right = 8;
    for (size_t i = 0; i < m->figure->n_rows; i++)
        if (m->figure->rows[i].on_axis)
            reach_out(m, &m->figure->rows[i], plot);
    widen(m, plot);
    m->x1 = m->years_x - COLUMN_GAP - m->right;
    m->x0 = m->x1 - plot;
    m->segment_x = m->x0 - m->left - COLUMN_GAP;
    m->label_w = m->segment_x - segment - COLUMN_GAP - m->label_x;
}

/* The axis shrinks before the labels do; false: no room for both. */
static bool find_columns(struct matrix *m)
{
    find_years(m);
    m->label_x = any_goal(m->figure) ? GOAL_WIDTH + COLUMN_GAP : 0;
    double segment = widest_segment(m);
    for (int plot = PLOT_MOST; plot >= PLOT_LEAST; plot -= 4) {
        place_columns(m, plot, segment);
        if (m->label_w >= LABEL_WISH)
            break;
    }
    return m->label_w >= LABEL_LEAST;
}

/* ------------------------------------------------------------------- head */

static double place_of(const struct matrix *m, double share)
{
    return m->x0 + (m->x1 - m->x0) * share / 100;
}

static void draw_ticks(const struct matrix *m, double y)
{
    unsigned step = m->x1 - m->x0 >= PLOT_WIDE ? 20 : 50;
    for (unsigned at = 0; at <= 100; at += step)
        scene_text(m->scene, small_style, COLOUR_INK2, ALIGN_CENTRE,
                   place_of(m, at), y, str_count(m->scene->arena, at), "tick");
}

static void draw_year_heads(const struct matrix *m, double y)
{
    for (size_t i = 0; i < fig_status_years(m->figure); i++) {
        int year = m->figure->from + (int)i;
        bool now = year == m->figure->as_of;
        struct text_style style = m->year_style;
        style.face = now ? FACE_BOLD : style.face;
        scene_text(m->scene, style,
                   year > m->figure->as_of ? COLOUR_INK3 : COLOUR_INK,
                   ALIGN_CENTRE, m->years_x + m->pitch * ((double)i + 0.5), y,
                   year_text(m, i), "year");
    }
}

/* The column from the leftmost number to the rightmost. */
static double way_width(const struct matrix *m)
{
    return m->left + m->x1 - m->x0 + m->right;
}

static double way_middle(const struct matrix *m)
{
    return (m->x0 - m->left + m->x1 + m->right) / 2;
}

static void draw_head(const struct matrix *m, double y)
{
    struct scene *scene = m->scene;
    double first = y + 10, second = y + 21.5;
    if (m->label_x > 0)
        scene_text(scene, head_style, COLOUR_INK2, ALIGN_LEFT, 0, second,
                   say(m, WORD_STATUS_GOAL), "head");
    scene_text(scene, head_style, COLOUR_INK2, ALIGN_LEFT, m->label_x, second,
               say(m, WORD_INDICATOR), "head");
    struct text_style style = head_style;
    (void)fig_mark_shrink(scene, &style, way_head(m), way_width(m));
    scene_text(scene, style, COLOUR_INK2, ALIGN_CENTRE, way_middle(m), first,
               way_head(m), "head");
    if (any_axis(m->figure))
        draw_ticks(m, second);
    scene_text(scene, head_style, COLOUR_INK2, ALIGN_CENTRE,
               (m->years_x + scene->width) / 2, first,
               say(m, WORD_STATUS_BY_YEAR), "head");
    draw_year_heads(m, second);
    struct paint rule = {.stroke = COLOUR_INK, .width = STROKE_HEAD};
    scene_line(scene, rule, 0, y, scene->width, y);
    rule.width = 0.8;
    scene_line(scene, rule, 0, y + HEAD_HEIGHT, scene->width, y + HEAD_HEIGHT);
}

/* ------------------------------------------------------------ the way there */

static void draw_number(const struct matrix *m, bool left, double x, double y,
                        enum colour colour, const char *text, const char *role)
{
    struct text_style style = value_style;
    if (colour == COLOUR_DAIDAI_TEXT)
        style.face = FACE_REGULAR;
    scene_text_knocked(m->scene, style, colour, left ? ALIGN_RIGHT : ALIGN_LEFT,
                       left ? x - NUMBER_GAP : x + NUMBER_GAP,
                       fig_mark_middle(style, y), text, role);
}

static void draw_axis_row(const struct matrix *m, const struct status_row *row,
                          double y)
{
    struct scene *scene = m->scene;
    struct paint grid = {.stroke = COLOUR_GRID, .width = STROKE_GRID};
    scene_line(scene, grid, m->x0, y, m->x1, y);
    bool has_baseline = !row->baseline.missing;
    bool has_target = row->has_target && !row->target.missing;
    double to = place_of(m, has_target ? row->target.at : 100);
    double from = place_of(m, baseline_at(row));
    bool rising = is_rising(row);
    /* Grounds of paper first: both numbers may stand close to both marks. */
    draw_number(m, rising, from, y, has_baseline ? COLOUR_INK : COLOUR_INK2,
                row->baseline.text, "baseline");
    if (has_target)
        draw_number(m, !rising, to, y, COLOUR_DAIDAI_TEXT, row->target.text,
                    "target");
    struct paint way = {.stroke = COLOUR_AI, .width = STROKE_SERIES};
    if (row->reference)
        way =
            (struct paint){.stroke = COLOUR_INK3, .width = 1.2, .dash = {2, 2}};
    if (has_baseline && has_target)
        scene_line(scene, way, from, y, to, y);
    if (has_baseline)
        fig_status_point(scene, row->reference, from, y);
    if (has_target)
        fig_status_target(scene, to, y);
}

/* Numbers of other units: 1,473人 → 1,900人; false: they do not fit. */
static bool draw_text_row(const struct matrix *m, const struct status_row *row,
                          double y)
{
    struct scene *scene = m->scene;
    struct text_style style = value_style;
    double middle = way_middle(m), half = way_width(m) / 2;
    double gap = text_width(scene->setter, head_style, ARROW) / 2 + 1;
    const char *target = row->has_target ? row->target.text : "―";
    struct text_style other = style;
    bool fits =
        fig_mark_shrink(scene, &style, row->baseline.text, half - gap) &&
        fig_mark_shrink(scene, &other, target, half - gap);
    style.size = fmin(style.size, other.size);
    double base = fig_mark_middle(style, y);
    enum colour ink = row->reference ? COLOUR_INK2 : COLOUR_INK;
    scene_text(scene, style, ink, ALIGN_RIGHT, middle - gap, base,
               row->baseline.text, "baseline");
    scene_text(scene, head_style, COLOUR_INK3, ALIGN_CENTRE, middle, base,
               ARROW, "arrow");
    style.face = FACE_REGULAR;
    scene_text(scene, style, COLOUR_DAIDAI_TEXT, ALIGN_LEFT, middle + gap, base,
               target, "target");
    return fits;
}

/* ------------------------------------------------------------------- rows */

static void draw_lines_around(struct scene *scene, struct text_style style,
                              enum colour colour, enum align align, double x,
                              double y, double line, const struct lines *lines,
                              const char *role)
{
    double top = fig_mark_middle(style, y) - line * (double)(lines->n - 1) / 2;
    kit_lines(scene, style, colour, align, x, lines->n ? top : y, line, lines,
              role);
}

static bool draw_row(const struct matrix *m, const struct status_row *row,
                     double y)
{
    bool fits = true;
    struct lines lines = segment_lines(m, row);
    draw_lines_around(m->scene, small_style, COLOUR_INK2, ALIGN_RIGHT,
                      m->segment_x, y, SEGMENT_LINE, &lines, "segment");
    if (row->on_axis)
        draw_axis_row(m, row, y);
    else
        fits = draw_text_row(m, row, y);
    for (size_t i = 0; i < fig_status_years(m->figure); i++)
        fig_status_glyph(m->scene, row->marks[i],
                         m->years_x + m->pitch * ((double)i + 0.5), y);
    return fits;
}

static void draw_label(const struct matrix *m, const struct block *block,
                       double middle)
{
    double height = LABEL_LINE * (double)block->label.n +
                    (kit_given(block->note) ? NOTE_LINE : 0);
    double y = middle - height / 2 + LABEL_LINE / 2;
    y = kit_lines(m->scene, label_style, COLOUR_INK, ALIGN_LEFT, m->label_x,
                  fig_mark_middle(label_style, y), LABEL_LINE, &block->label,
                  "label");
    if (kit_given(block->note))
        scene_text(m->scene, small_style, COLOUR_INK2, ALIGN_LEFT, m->label_x,
                   y - 1, block->note, "note");
}

/* NULL, or the row whose numbers do not fit. */
static const struct status_row *draw_block(const struct matrix *m,
                                           const struct block *block, double y)
{
    const struct status_row *rows = &m->figure->rows[block->first];
    const struct status_row *unfit = NULL;
    double sum = 0;
    for (size_t i = 0; i < block->n; i++)
        sum += row_height(m, &rows[i]);
    double at = y + (block->height - sum) / 2;
    draw_label(m, block, y + block->height / 2);
    for (size_t i = 0; i < block->n; i++) {
        double height = row_height(m, &rows[i]);
        if (!draw_row(m, &rows[i], at + height / 2))
            unfit = &rows[i];
        at += height;
    }
    return unfit;
}

static void draw_goal(const struct matrix *m, const struct status_row *row,
                      double y, double height)
{
    if (!kit_given(row->goal))
        return;
    struct lines name = goal_lines(m, row->goal);
    struct lines text = goal_lines(m, row->goal_text);
    size_t n = name.n + (kit_given(row->goal_text) ? text.n : 0);
    double top = y + (height - GOAL_LINE * (double)n) / 2 + GOAL_LINE / 2;
    double next =
        kit_lines(m->scene, goal_style, COLOUR_AI, ALIGN_LEFT, 0,
                  fig_mark_middle(goal_style, top), GOAL_LINE, &name, "goal");
    struct text_style plain = {FACE_REGULAR, goal_style.size};
    if (kit_given(row->goal_text))
        kit_lines(m->scene, plain, COLOUR_INK, ALIGN_LEFT, 0, next, GOAL_LINE,
                  &text, "goal");
}

/* Draws all rows from y on; *y is the end.  The row that does not fit. */
static const struct status_row *draw_rows(const struct matrix *m, double *y)
{
    const struct status_row *unfit = NULL;
    struct paint rule = {.stroke = COLOUR_RULE, .width = STROKE_ROW};
    struct paint strong = {.stroke = COLOUR_INK2, .width = STROKE_AXIS};
    for (size_t from = 0, end; from < m->n_blocks; from = end) {
        double top = *y;
        end = goal_end(m, from);
        for (size_t i = from; i < end; i++) {
            if (i > from)
                scene_line(m->scene, rule, m->label_x, *y, m->scene->width, *y);
            const struct status_row *bad = draw_block(m, &m->blocks[i], *y);
            unfit = unfit ? unfit : bad;
            *y += m->blocks[i].height;
        }
        draw_goal(m, block_row(m, from), top, *y - top);
        scene_line(m->scene, strong, 0, *y, m->scene->width, *y);
    }
    return unfit;
}

/* The evaluation year stands on a band. */
static void draw_band(const struct matrix *m, double y)
{
    const struct figure_status *figure = m->figure;
    if (figure->as_of < figure->from || figure->as_of > figure->to)
        return;
    double height = 0;
    for (size_t i = 0; i < m->n_blocks; i++)
        height += m->blocks[i].height;
    struct paint band = {.fill = COLOUR_BAND};
    double x = m->years_x + m->pitch * (figure->as_of - figure->from);
    scene_rect(m->scene, band, x + 0.5, y, m->pitch - 1, height, 0);
}

/* ----------------------------------------------------------------- figure */

static bool has_glyphs(struct typesetter *setter, struct diag *diag,
                       const struct figure_status *figure)
{
    bool all = fig_mark_frame_glyphs(setter, diag, &figure->frame);
    all &= kit_glyphs_present(setter, diag, figure->unit);
    all &= kit_glyphs_present(setter, diag, figure->baseline_word);
    for (size_t i = 0; i < figure->n_rows; i++) {
        const struct status_row *row = &figure->rows[i];
        const char *const texts[] = {row->goal,          row->goal_text,
                                     row->label,         row->segment,
                                     row->baseline.text, row->target.text};
        for (size_t k = 0; k < LEN(texts); k++)
            all &= kit_glyphs_present(setter, diag, texts[k]);
    }
    return all;
}

struct scene *figure_status(struct arena *arena, struct typesetter *setter,
                            struct diag *diag, enum tone tone,
                            const struct figure_status *figure)
{
    if (!has_glyphs(setter, diag, figure))
        return NULL;
    struct scene *scene =
        scene_new(arena, setter, tone, THEME_FULL_MM * THEME_PT_PER_MM);
    struct matrix m = {.scene = scene, .figure = figure};
    double y = kit_opening(scene, &figure->frame);
    if (figure->n_rows) {
        if (!find_columns(&m))
            return fig_mark_unfit(diag, figure->rows[0].label);
        find_blocks(&m);
        measure_blocks(&m);
        y += figure->frame.plate ? 0 : HEAD_TOP;
        draw_band(&m, y + HEAD_HEIGHT);
        draw_head(&m, y);
        y += HEAD_HEIGHT;
        const struct status_row *row = draw_rows(&m, &y);
        if (row)
            return fig_mark_unfit(diag, row->baseline.text);
        y = fig_status_key(scene, figure, y);
    }
    y = kit_closing(scene, &figure->frame, y);
    scene_set_height(scene, y);
    return scene;
}
