/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers of which several may be chosen, as bars with their numbers in
 * columns at the right; the period before is a tick across the bar.
 */
#include "charts/fig_multi.h"

#include "charts/fig_mark.h"
#include "charts/kit.h"
#include "charts/scale.h"
#include <math.h>
#include <string.h>

#define LABEL_MOST    150.0
#define LABEL_LINE    9.8
#define LABEL_GAP     8.0
#define COLUMN_GAP    10.0
#define TABLE_GAP     12.0
#define COLUMN_MOST   86.0
#define NUMBER_SIZE   9.8 /* digits of this face are narrow */
#define INTERVAL_SIZE 8.4
#define SLIVER        1.6 /* of a bar beyond a tick: hidden */
#define HEAD_LINE     9.6
#define PITCH         24.0
#define PITCH_MANY    18.0
#define BAR_SHARE     0.56
#define TICK_REACH    3.2 /* above and below the bar */
#define CASING        4.2
#define FOOT          9.0
#define PLOT_LEAST    60.0
#define MANY_ITEMS    12

static const struct text_style label_style = {FACE_REGULAR, TYPE_AXIS};
static const struct text_style number_style = {FACE_FIXED, NUMBER_SIZE};
static const struct text_style strong_style = {FACE_FIXED_BOLD, NUMBER_SIZE};
static const struct text_style interval_style = {FACE_FIXED, INTERVAL_SIZE};
static const struct text_style note_style = {FACE_REGULAR, TYPE_NOTE};

enum column { NOW, PREVIOUS, DIFFERENCE, INTERVAL, COLUMNS };

struct sheet {
    struct scene *scene;
    const struct figure_multi *figure;
    const struct multi_item **items; /* in the order of drawing */
    double label_w;
    double right[COLUMNS]; /* edges of the columns; 0: there is none */
    double mark_w;         /* room of the marks behind the differences */
    double table_x;
    struct scale scale;
    double top; /* of the first row */
    const char *unfit;
};

static enum lang lang_of(const struct sheet *s)
{
    return s->figure->frame.style.lang;
}

static double width_of(const struct sheet *s, struct text_style style,
                       const char *text)
{
    return text_width(s->scene->setter, style, text);
}

static bool is_placed(const struct answer_cell *cell)
{
    return cell->state == CELL_SHOWN || cell->state == CELL_REFERENCE;
}

/* x of a share; the axis ends at 100 at the latest. */
static double place(const struct sheet *s, double share)
{
    return scale_at(&s->scale, fmin(fmax(share, 0), s->scale.high));
}

static bool has_previous(const struct figure_multi *figure)
{
    return *figure->previous_name;
}

/* ------------------------------------------------------------------ order */

/* Items with a value before those without, その他 after them, 無回答 last. */
static int place_of(const struct multi_item *item)
{
    if (item->role == ROLE_NONE)
        return 3;
    if (item->role == ROLE_OTHER)
        return 2;
    return is_placed(&item->now) ? 0 : 1;
}

static bool is_before(const struct multi_item *a, const struct multi_item *b)
{
    if (place_of(a) != place_of(b))
        return place_of(a) < place_of(b);
    bool both = is_placed(&a->now) && is_placed(&b->now);
    return both && a->now.share > b->now.share;
}

static void order_items(struct sheet *s)
{
    size_t n = s->figure->n_items;
    s->items = arena_make(s->scene->arena, const struct multi_item *, n);
    for (size_t i = 0; i < n; i++) {
        const struct multi_item *item = &s->figure->items[i];
        size_t at = i;
        for (; s->figure->is_ranked && at > 0 &&
               is_before(item, s->items[at - 1]);
             at--)
            s->items[at] = s->items[at - 1];
        s->items[at] = item;
    }
}

/* ---------------------------------------------------------------- columns */

static const char *cell_text(const struct multi_item *item, enum column column)
{
    const char *const texts[COLUMNS] = {item->now.text, item->previous.text,
                                        item->difference, item->interval};
    return texts[column];
}

static const char *head_text(const struct sheet *s, enum column column)
{
    const struct figure_multi *figure = s->figure;
    const char *const texts[COLUMNS] = {figure->now_head, figure->previous_head,
                                        word(lang_of(s), WORD_SF_DIFFERENCE),
                                        figure->interval_head};
    return texts[column];
}

static struct text_style cell_style(const struct multi_item *item,
                                    enum column column)
{
    if (column == INTERVAL)
        return interval_style;
    if (column == DIFFERENCE && !strpbrk(item->difference, "0123456789"))
        return label_style; /* a word */
    bool is_strong = column == NOW
                         ? item->now.state == CELL_SHOWN
                         : column == DIFFERENCE && item->is_significant;
    return is_strong ? strong_style : number_style;
}

static bool has_column(const struct sheet *s, enum column column)
{
    if (column == NOW)
        return true;
    if (column == PREVIOUS)
        return has_previous(s->figure);
    for (size_t i = 0; i < s->figure->n_items; i++)
        if (*cell_text(&s->figure->items[i], column))
            return true;
    return false;
}

static double column_width(struct sheet *s, enum column column)
{
    double marks = column == DIFFERENCE ? s->mark_w : 0;
    double widest = width_of(s, label_style, head_text(s, column)) + marks;
    if (widest > COLUMN_MOST)
        s->unfit = head_text(s, column);
    for (size_t i = 0; i < s->figure->n_items; i++) {
        const struct multi_item *item = &s->figure->items[i];
        const char *text = cell_text(item, column);
        double width = width_of(s, cell_style(item, column), text) + marks;
        if (width > COLUMN_MOST)
            s->unfit = text;
        widest = fmax(widest, width);
    }
    return fmin(widest, COLUMN_MOST);
}

/* From the right: the last column ends at the edge. */
static void place_columns(struct sheet *s)
{
    double x = s->scene->width;
    for (size_t i = 0; i < s->figure->n_items; i++)
        s->mark_w =
            fmax(s->mark_w, width_of(s, label_style, s->figure->items[i].mark));
    for (size_t c = COLUMNS; c-- > 0;) {
        if (!has_column(s, (enum column)c))
            continue;
        s->right[c] = x;
        x -= column_width(s, (enum column)c);
        s->table_x = x;
        x -= COLUMN_GAP;
    }
}

static void draw_cell(const struct sheet *s, const struct multi_item *item,
                      enum column column, double middle)
{
    static const enum colour colours[COLUMNS] = {COLOUR_INK, COLOUR_DAIDAI_TEXT,
                                                 COLOUR_INK3, COLOUR_INK2};
    static const char *const roles[COLUMNS] = {"value", "previous",
                                               "difference", "interval"};
    struct text_style style = cell_style(item, column);
    enum colour colour = colours[column];
    if (column == DIFFERENCE && item->is_significant)
        colour = COLOUR_INK;
    if (column == NOW && item->now.state != CELL_SHOWN)
        colour = COLOUR_INK2;
    double right = s->right[column];
    double baseline = fig_mark_middle(style, middle);
    if (column == DIFFERENCE) {
        right -= s->mark_w;
        scene_text(s->scene, label_style, colour, ALIGN_LEFT, right,
                   fig_mark_middle(label_style, middle), item->mark, "mark");
    }
    scene_text(s->scene, style, colour, ALIGN_RIGHT, right, baseline,
               cell_text(item, column), roles[column]);
}

/* ------------------------------------------------------------------- bars */

static struct paint bar_paint(const struct multi_item *item)
{
    if (item->now.state == CELL_REFERENCE)
        return (struct paint){.fill = COLOUR_PAPER,
                              .stroke = COLOUR_AI,
                              .width = 0.8,
                              .dash = {2.4, 1.6}};
    if (item->role == ROLE_NONE)
        return (struct paint){
            .fill = COLOUR_PAPER, .stroke = COLOUR_NEZU, .width = 0.6};
    return (struct paint){.fill = item->role == ROLE_OTHER ? COLOUR_NEZU
                                                           : COLOUR_AI};
}

static void draw_bar(const struct sheet *s, const struct multi_item *item,
                     double middle, double height)
{
    struct paint paint = bar_paint(item);
    double half = paint.width / 2;
    double end = place(s, item->now.share);
    double width = end - s->scale.from - 2 * half;
    if (!is_placed(&item->now) || width <= 0)
        return;
    scene_rect(s->scene, paint, s->scale.from + half,
               middle - height / 2 + half, width, height - 2 * half, 0);
}

/* The casing parts a tick from the bar on both sides, but hides no end of a
 * bar: where little of it is left beyond the tick, that touches it. */
static void draw_casing(const struct sheet *s, const struct multi_item *item,
                        double x, double middle, double height)
{
    struct paint paper = {.fill = COLOUR_PAPER};
    double end = is_placed(&item->now) ? place(s, item->now.share) : x;
    double right = end > x + CASING / 2 + SLIVER ? x + CASING / 2 : x;
    double left = fmax(x - CASING / 2, s->scale.from);
    if (end > x && right > left)
        scene_rect(s->scene, paper, left, middle - height / 2 - 0.4,
                   right - left, height + 0.8, 0);
}

static void draw_tick(const struct sheet *s, const struct multi_item *item,
                      double middle, double height)
{
    struct paint tick = {.stroke = COLOUR_DAIDAI, .width = STROKE_TARGET};
    if (!has_previous(s->figure) || !is_placed(&item->previous))
        return;
    double x = place(s, item->previous.share);
    double reach = height / 2 + TICK_REACH;
    if (item->previous.state == CELL_REFERENCE) {
        tick.dash[0] = 2.4;
        tick.dash[1] = 1.4;
    }
    draw_casing(s, item, x, middle, height);
    scene_line(s->scene, tick, x, middle - reach, x, middle + reach);
}

/* ------------------------------------------------------------------- rows */

static struct lines label_lines(const struct sheet *s, const char *label)
{
    double width = s->figure->is_half ? s->scene->width - 6 : s->label_w + 0.01;
    return wrap_text(s->scene->arena, s->scene->setter, label_style,
                     WRAP_BALANCED, width, label);
}

static double pitch_of(const struct figure_multi *figure)
{
    return figure->n_items > MANY_ITEMS ? PITCH_MANY : PITCH;
}

static double bar_height(const struct figure_multi *figure)
{
    return figure->is_half ? 10 : pitch_of(figure) * BAR_SHARE;
}

/* On half a page the label stands over its bar. */
static double row_height(struct sheet *s, const struct multi_item *item)
{
    struct lines lines = label_lines(s, item->label);
    double label = LABEL_LINE * (double)lines.n;
    if (lines.n > 3)
        s->unfit = item->label;
    if (s->figure->is_half)
        return label + bar_height(s->figure) + 10;
    return fmax(pitch_of(s->figure), label + 4);
}

static void draw_label(const struct sheet *s, const char *label, double y,
                       double middle)
{
    struct lines lines = label_lines(s, label);
    double first = middle - LABEL_LINE * ((double)lines.n - 1) / 2;
    if (s->figure->is_half)
        first = y + 3 + LABEL_LINE / 2;
    double baseline = fig_mark_middle(label_style, first);
    if (!s->figure->is_half) {
        kit_lines(s->scene, label_style, COLOUR_INK, ALIGN_RIGHT, s->label_w,
                  baseline, LABEL_LINE, &lines, "label");
        return;
    }
    for (size_t i = 0; i < lines.n; i++)
        scene_text_knocked(s->scene, label_style, COLOUR_INK, ALIGN_LEFT,
                           s->scale.from + 2, baseline + LABEL_LINE * (double)i,
                           lines.line[i], "label");
}

static void draw_row(struct sheet *s, const struct multi_item *item, double y,
                     double height)
{
    double bar = bar_height(s->figure);
    double middle =
        s->figure->is_half ? y + height - 4 - bar / 2 : y + height / 2;
    draw_label(s, item->label, y, middle);
    draw_bar(s, item, middle, bar);
    draw_tick(s, item, middle, bar);
    if (item->has_interval && is_placed(&item->now))
        fig_multi_whisker(s->scene, place(s, item->low), place(s, item->high),
                          middle);
    for (size_t c = 0; c < COLUMNS; c++)
        if (has_column(s, (enum column)c))
            draw_cell(s, item, (enum column)c, middle);
}

static double rows_height(struct sheet *s)
{
    double height = 0;
    for (size_t i = 0; i < s->figure->n_items; i++)
        height += row_height(s, s->items[i]);
    return height;
}

static double draw_rows(struct sheet *s, double y)
{
    struct paint rule = {.stroke = COLOUR_RULE, .width = STROKE_ROW};
    for (size_t i = 0; i < s->figure->n_items; i++) {
        double height = row_height(s, s->items[i]);
        if (i > 0 && !s->figure->is_half)
            scene_line(s->scene, rule, s->table_x, y, s->scene->width, y);
        draw_row(s, s->items[i], y, height);
        y += height;
    }
    return y;
}

/* ------------------------------------------------------------------- axis */

static double most_value(const struct figure_multi *figure)
{
    double most = figure->has_cutoff ? figure->cutoff : 0;
    for (size_t i = 0; i < figure->n_items; i++) {
        const struct multi_item *item = &figure->items[i];
        if (is_placed(&item->now))
            most = fmax(most, item->now.share);
        if (is_placed(&item->now) && item->has_interval)
            most = fmax(most, item->high);
        if (has_previous(figure) && is_placed(&item->previous))
            most = fmax(most, item->previous.share);
    }
    return most > 0 ? most : 1;
}

/* The grid under the bars, the numbers below it. */
static void draw_axis(const struct sheet *s, double foot)
{
    struct paint grid = {.stroke = COLOUR_GRID, .width = STROKE_GRID};
    struct paint axis = {.stroke = COLOUR_INK2, .width = STROKE_AXIS};
    double baseline = foot + 2 + 0.9 * TYPE_AXIS;
    double end = 0;
    for (size_t i = 0; i < s->scale.n_ticks; i++) {
        double x = scale_at(&s->scale, decimal_double(s->scale.tick[i]));
        const char *text = publish_number(
            s->scene->arena, s->figure->frame.style, s->scale.tick[i]);
        scene_line(s->scene, i ? grid : axis, x, s->top - 2, x, foot);
        end = x + scene_text(s->scene, label_style, COLOUR_INK2, ALIGN_CENTRE,
                             x, baseline, text, "tick") /
                      2;
    }
    scene_text(s->scene, label_style, COLOUR_INK2, ALIGN_LEFT, end, baseline,
               word(lang_of(s), WORD_SF_PERCENT_AXIS), "unit");
}

static void draw_cutoff(struct sheet *s, double foot)
{
    struct paint line = {.stroke = COLOUR_INK2, .width = 0.8, .dash = {3, 2}};
    if (!s->figure->has_cutoff)
        return;
    double x = place(s, s->figure->cutoff);
    scene_line(s->scene, line, x, s->top - 4, x, foot + 2);
    const char *text = word_fill(s->scene->arena, lang_of(s), WORD_SF_CUTOFF, 1,
                                 &s->figure->cutoff_text);
    double width = width_of(s, note_style, text);
    if (width > s->scene->width)
        s->unfit = text;
    double left = fmax(fmin(x - width / 2, s->scene->width - width), 0);
    scene_text(s->scene, note_style, COLOUR_INK2, ALIGN_LEFT, left,
               foot + 2 + 0.9 * TYPE_AXIS + FOOT, text, "cutoff");
}

/* ------------------------------------------------------------------- heads */

static double draw_heads(const struct sheet *s, double y)
{
    struct paint rule = {.stroke = COLOUR_RULE, .width = 0.8};
    for (size_t c = 0; c < COLUMNS; c++)
        if (has_column(s, (enum column)c))
            scene_text(
                s->scene, label_style,
                c == PREVIOUS ? COLOUR_DAIDAI_TEXT : COLOUR_INK, ALIGN_RIGHT,
                s->right[c] - (c == DIFFERENCE ? s->mark_w : 0),
                y + 0.8 * HEAD_LINE, head_text(s, (enum column)c), "head");
    y += HEAD_LINE + 2.5;
    scene_line(s->scene, rule, s->table_x, y, s->scene->width, y);
    return y;
}

/* ----------------------------------------------------------------- figure */

/* What a reader must know, also without the notes of a document. */
static double draw_note(struct sheet *s, double y)
{
    const struct figure_multi *figure = s->figure;
    struct arena *arena = s->scene->arena;
    const char *many =
        *figure->total ? word_fill(arena, lang_of(s), WORD_SF_MULTIPLE_TOTAL, 1,
                                   &figure->total)
                       : word(lang_of(s), WORD_SF_MULTIPLE);
    const char *base =
        word(lang_of(s), figure->is_none_in_base ? WORD_SF_NONE_IN_BASE
                                                 : WORD_SF_NONE_NOT_IN_BASE);
    const char *omitted = "";
    if (figure->n_omitted) {
        const char *const args[] = {figure->cutoff_text,
                                    str_count(arena, figure->n_omitted)};
        omitted = word_fill(arena, lang_of(s),
                            figure->has_cutoff ? WORD_SF_OMITTED_BELOW
                                               : WORD_SF_OMITTED,
                            2, args);
    }
    struct lines lines =
        wrap_text(arena, s->scene->setter, note_style, WRAP_FILL,
                  s->scene->width, str_join(arena, many, base, omitted, NULL));
    if (lines.n > 4)
        s->unfit = figure->total;
    return kit_lines(s->scene, note_style, COLOUR_INK2, ALIGN_LEFT, 0,
                     y + 0.9 * TYPE_NOTE, 1.45 * TYPE_NOTE, &lines, "base") -
           0.9 * TYPE_NOTE;
}

static double widest_label(struct sheet *s)
{
    double widest = 0;
    for (size_t i = 0; i < s->figure->n_items; i++)
        widest = fmax(widest, label_lines(s, s->figure->items[i].label).width);
    return widest;
}

static void place_axis(struct sheet *s)
{
    const struct figure_multi *figure = s->figure;
    bool is_half = figure->is_half;
    s->label_w = LABEL_MOST;
    s->label_w = widest_label(s);
    s->scale = scale_make(0, most_value(figure), is_half ? 5 : 6, true, 0, 100);
    s->scale.from = is_half ? 4 : s->label_w + LABEL_GAP;
    s->scale.to = s->table_x - TABLE_GAP;
    if (s->scale.to - s->scale.from >= PLOT_LEAST)
        return;
    s->unfit = figure->interval_head;
    s->scale.to = s->scale.from + PLOT_LEAST;
}

static double draw_sheet(struct sheet *s, double y)
{
    order_items(s);
    place_columns(s);
    place_axis(s);
    y = fig_multi_key(s->scene, s->figure, s->scale.from, y + 2, &s->unfit);
    s->top = draw_heads(s, y + 1);
    double foot = s->top + rows_height(s);
    draw_axis(s, foot);
    draw_cutoff(s, foot);
    draw_rows(s, s->top);
    y = foot + 2 + 1.3 * TYPE_AXIS + (s->figure->has_cutoff ? FOOT : 0);
    return draw_note(s, y + 4);
}

static bool item_glyphs(struct typesetter *setter, struct diag *diag,
                        const struct multi_item *item)
{
    const char *const texts[] = {item->label,         item->now.text,
                                 item->previous.text, item->interval,
                                 item->difference,    item->mark};
    bool all = true;
    for (size_t i = 0; i < LEN(texts); i++)
        all &= kit_glyphs_present(setter, diag, texts[i]);
    return all;
}

static bool has_glyphs(struct typesetter *setter, struct diag *diag,
                       const struct figure_multi *figure)
{
    const char *const texts[] = {figure->now_name,      figure->previous_name,
                                 figure->now_head,      figure->previous_head,
                                 figure->interval_head, figure->cutoff_text,
                                 figure->total};
    bool all = fig_mark_frame_glyphs(setter, diag, &figure->frame);
    for (size_t i = 0; i < LEN(texts); i++)
        all &= kit_glyphs_present(setter, diag, texts[i]);
    for (size_t i = 0; i < figure->n_items; i++)
        all &= item_glyphs(setter, diag, &figure->items[i]);
    return all;
}

struct scene *figure_multi(struct arena *arena, struct typesetter *setter,
                           struct diag *diag, enum tone tone,
                           const struct figure_multi *figure)
{
    if (!has_glyphs(setter, diag, figure))
        return NULL;
    double width_mm = figure->is_half ? THEME_HALF_MM : THEME_FULL_MM;
    struct sheet s = {
        .scene = scene_new(arena, setter, tone, width_mm * THEME_PT_PER_MM),
        .figure = figure};
    double y = kit_opening(s.scene, &figure->frame);
    if (figure->n_items)
        y = draw_sheet(&s, y);
    if (s.unfit)
        return fig_mark_unfit(diag, s.unfit);
    y = kit_closing(s.scene, &figure->frame, y + 2);
    scene_set_height(s.scene, y + 2);
    return s.scene;
}
