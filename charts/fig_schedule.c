/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The year table of a plan: measures by year, with a chip for each year in
 * which something is planned, 計 and 目標 at the right, 事業費 under a group.
 */
#include "charts/figure.h"

#include "charts/fig_cell.h"
#include "charts/fig_chip.h"
#include "charts/fig_mark.h"
#include "charts/kit.h"
#include <math.h>
#include <string.h>

#define LABEL_SHARE  0.245 /* of the width, for the measures */
#define PAD          5.0   /* left and right of the table's texts */
#define CELL_PAD     2.0
#define ROW_PAD      4.0 /* above and below a row's tallest text */
#define CHIP_PAD     4.0 /* in a chip, above and below its text */
#define CHIP_GAP     0.8
#define CHIP_LEAST   19.0
#define CELL_LINE    10.0
#define CELL_LEAST   6.5 /* size of a text that would be broken in a word */
#define LABEL_LINE   11.0
#define HEAD_LINE    10.4
#define GROUP_HEIGHT 17.0
#define SECTION_LINE 10.6
#define COST_HEIGHT  15.5
#define MARK_WIDTH   12.0
#define KEY_HEIGHT   12.0
#define KEY_GAP      10.0

static const struct text_style head_style = {FACE_BOLD, TYPE_AXIS};
static const struct text_style title_style = {FACE_BOLD, TYPE_VALUE};
static const struct text_style small_style = {FACE_REGULAR, TYPE_NOTE};
static const struct text_style section_style = {FACE_BOLD, TYPE_NOTE};
static const struct text_style label_style = {FACE_BOLD, TYPE_AXIS};
static const struct text_style mark_style = {FACE_BOLD, 9.0};
static const struct text_style cell_style = {FACE_REGULAR, 7.2};
static const struct text_style strong_style = {FACE_BOLD, 7.2};
static const struct text_style cost_style = {FACE_FIXED, TYPE_LABEL};
static const struct text_style sum_style = {FACE_FIXED_BOLD, TYPE_LABEL};

struct schedule {
    struct scene *scene;
    const struct figure_schedule *figure;
    enum lang lang;
    double label_w; /* of the column of measures */
    double *x, *w;  /* of the other columns */
    double mark_w;  /* room for marks before the labels; 0: no marks */
    bool seen[CHIP_RUN + 1];
    bool nil, undecided, partial;
};

static struct lines wrapped(const struct schedule *s, struct text_style style,
                            double width, const char *text)
{
    return wrap_text(s->scene->arena, s->scene->setter, style, WRAP_BALANCED,
                     width, text);
}

static void rule(const struct schedule *s, enum colour colour, double width,
                 double y)
{
    struct paint paint = {.stroke = colour, .width = width};
    scene_line(s->scene, paint, 0, y, s->scene->width, y);
}

/* Lines centred on (x, middle). */
static void put_middle(const struct schedule *s, struct text_style style,
                       enum colour colour, enum align align, double x,
                       double middle, double line_height,
                       const struct lines *lines, const char *role)
{
    if (!lines->n)
        return;
    double y = middle - line_height * ((double)lines->n - 1) / 2;
    kit_lines(s->scene, style, colour, align, x, fig_mark_middle(style, y),
              line_height, lines, role);
}

/* ---------------------------------------------------------------- columns */

static bool any_mark(const struct figure_schedule *figure)
{
    for (size_t i = 0; i < figure->n_groups; i++)
        for (size_t k = 0; k < figure->groups[i].n_rows; k++)
            if (kit_given(figure->groups[i].rows[k].mark))
                return true;
    return false;
}

/* Years are widest, since their texts stand in chips. */
static void find_columns(struct schedule *s)
{
    static const double weights[] = {[GRID_STATUS] = 0.92,
                                     [GRID_YEAR] = 1.10,
                                     [GRID_TOTAL] = 0.86,
                                     [GRID_TARGET] = 0.92};
    const struct figure_schedule *figure = s->figure;
    double sum = 0;
    s->x = arena_make(s->scene->arena, double, figure->n_columns + 1);
    s->w = arena_make(s->scene->arena, double, figure->n_columns + 1);
    for (size_t i = 0; i < figure->n_columns; i++)
        sum += weights[figure->columns[i].role];
    double x = s->label_w = floor(s->scene->width * LABEL_SHARE);
    double unit = sum > 0 ? (s->scene->width - s->label_w) / sum : 0;
    for (size_t i = 0; i < figure->n_columns; i++) {
        s->x[i] = x;
        s->w[i] = unit * weights[figure->columns[i].role];
        x += s->w[i];
    }
    s->mark_w = any_mark(figure) ? MARK_WIDTH : 0;
}

static bool is_year(const struct schedule *s, size_t column)
{
    return s->figure->columns[column].role == GRID_YEAR;
}

static double text_room(const struct schedule *s, size_t column)
{
    if (is_year(s, column))
        return fig_chip_inner(s->w[column] - 2 * CHIP_GAP);
    return s->w[column] - 2 * CELL_PAD;
}

/* Every text can be wrapped to two characters and is never cut; a table of
 * more columns than that does not fit. */
static const char *unfit_column(const struct schedule *s)
{
    for (size_t i = 0; i < s->figure->n_columns; i++)
        if (text_room(s, i) < 2 * head_style.size)
            return s->figure->columns[i].head;
    return NULL;
}

/* ------------------------------------------------------------------- head */

static double draw_head(const struct schedule *s, double y)
{
    const struct figure_schedule *figure = s->figure;
    struct scene *scene = s->scene;
    struct lines *heads =
        arena_make(scene->arena, struct lines, figure->n_columns + 1);
    size_t most = 1;
    for (size_t i = 0; i < figure->n_columns; i++) {
        heads[i] = wrapped(s, head_style, s->w[i] - 2 * CELL_PAD,
                           figure->columns[i].head);
        most = heads[i].n > most ? heads[i].n : most;
    }
    double height = ceil(HEAD_LINE * (double)most + 7);
    struct paint band = {.fill = COLOUR_AI};
    scene_rect(scene, band, 0, y, scene->width, height, 0);
    double middle = y + height / 2;
    scene_text(scene, head_style, COLOUR_PAPER, ALIGN_LEFT, PAD,
               fig_mark_middle(head_style, middle),
               word(s->lang, WORD_SCHEDULE_MEASURE), "head");
    for (size_t i = 0; i < figure->n_columns; i++)
        put_middle(s, head_style, COLOUR_PAPER, ALIGN_CENTRE,
                   s->x[i] + s->w[i] / 2, middle, HEAD_LINE, &heads[i], "head");
    return y + height;
}

/* ----------------------------------------------------------------- groups */

/* Number and title, the department at the right or, where there is no room
 * beside the title, under it. */
static double draw_group_head(const struct schedule *s,
                              const struct grid_group *group, double y)
{
    struct scene *scene = s->scene;
    double x = PAD, right = scene->width - PAD;
    double number = text_width(scene->setter, title_style, group->number);
    double indent = number > 0 ? number + 7 : 0;
    double department =
        text_width(scene->setter, small_style, group->department);
    struct lines title =
        wrapped(s, title_style, right - x - indent, group->title);
    bool beside =
        title.n <= 1 && x + indent + title.width + 12 + department <= right;
    struct lines who = wrapped(s, small_style, right - x, group->department);
    double first = y + GROUP_HEIGHT / 2;
    double height = GROUP_HEIGHT;
    if (title.n > 1)
        height += LABEL_LINE * ((double)title.n - 1);
    double below = y + height + 1;
    if (!beside && kit_given(group->department))
        height += CELL_LINE * (double)who.n;
    struct paint band = {.fill = COLOUR_BAND};
    scene_rect(scene, band, 0, y, scene->width, height, 0);
    double base = fig_mark_middle(title_style, first);
    scene_text(scene, title_style, COLOUR_INK, ALIGN_LEFT, x, base,
               group->number, "number");
    kit_lines(scene, title_style, COLOUR_INK, ALIGN_LEFT, x + indent, base,
              LABEL_LINE, &title, "group");
    kit_lines(scene, small_style, COLOUR_INK2, ALIGN_RIGHT, right,
              beside ? fig_mark_middle(small_style, first)
                     : fig_mark_middle(small_style, below),
              CELL_LINE, &who, "department");
    return y + height;
}

static double draw_section(const struct schedule *s, const char *text, double y)
{
    struct lines lines =
        wrapped(s, section_style, s->scene->width - 2 * PAD, text);
    double next =
        kit_lines(s->scene, section_style, COLOUR_INK2, ALIGN_LEFT, PAD,
                  y + 4 + section_style.size, SECTION_LINE, &lines, "section");
    return next - section_style.size + 1;
}

/* ------------------------------------------------------------------- rows */

struct row { /* a row's texts, wrapped */
    const struct grid_row *row;
    struct lines label;
    struct lines *cells;
    struct text_style *styles;
    double height;
};

static bool is_nil(const char *text)
{
    static const char *const dashes[] = {"―", "—", "－", "-", "‐", "–"};
    for (size_t i = 0; i < LEN(dashes); i++)
        if (strcmp(text, dashes[i]) == 0)
            return true;
    return false;
}

static bool is_undecided(const char *text)
{
    return strcmp(text, "***") == 0 || strcmp(text, "＊＊＊") == 0;
}

static struct text_style style_of(const struct schedule *s, size_t column,
                                  const struct grid_cell *cell)
{
    bool strong = s->figure->columns[column].role == GRID_TARGET ||
                  cell->stage == CHIP_RUN;
    return strong && !is_nil(cell->text) ? strong_style : cell_style;
}

/* The text with its note mark. */
static const char *cell_text(const struct schedule *s,
                             const struct grid_cell *cell)
{
    if (!kit_given(cell->note))
        return cell->text;
    return str_join(s->scene->arena, cell->text, " ", cell->note, NULL);
}

static double lines_height(const struct lines *lines, double line_height)
{
    return line_height * (double)lines->n;
}

static struct row measure_row(struct schedule *s, const struct grid_row *row)
{
    struct row r = {.row = row};
    size_t n = s->figure->n_columns;
    r.cells = arena_make(s->scene->arena, struct lines, n + 1);
    r.styles = arena_make(s->scene->arena, struct text_style, n + 1);
    r.label = fig_cell_lines(s->scene, label_style,
                             s->label_w - PAD - 3 - s->mark_w, row->label);
    double most = lines_height(&r.label, LABEL_LINE);
    for (size_t i = 0; i < n; i++) {
        const struct grid_cell *cell = &row->cells[i];
        const char *text = cell_text(s, cell);
        r.styles[i] = fig_cell_style(s->scene, style_of(s, i, cell),
                                     text_room(s, i), CELL_LEAST, text);
        r.cells[i] =
            fig_cell_lines(s->scene, r.styles[i], text_room(s, i), text);
        double height = lines_height(&r.cells[i], CELL_LINE);
        if (cell->stage != CHIP_NONE)
            height = fmax(height + 2 * CHIP_PAD - 2, CHIP_LEAST);
        most = fmax(most, height);
        s->seen[cell->stage] = true;
        s->nil |= is_nil(cell->text);
        s->undecided |= is_undecided(cell->text);
    }
    r.height = ceil(most + 2 * ROW_PAD);
    return r;
}

static void draw_cell(const struct schedule *s, const struct row *r,
                      size_t column, double y)
{
    const struct grid_cell *cell = &r->row->cells[column];
    struct text_style style = r->styles[column];
    double x = s->x[column], w = s->w[column];
    double middle = y + r->height / 2;
    if (is_year(s, column) && cell->stage != CHIP_NONE) {
        struct fig_box box = {x + CHIP_GAP, y + ROW_PAD, w - 2 * CHIP_GAP,
                              r->height - 2 * ROW_PAD};
        fig_chip_draw(s->scene, cell->stage, box, style, CELL_LINE,
                      &r->cells[column], "cell");
        return;
    }
    bool target = s->figure->columns[column].role == GRID_TARGET;
    enum colour colour = is_nil(cell->text) || is_undecided(cell->text)
                             ? COLOUR_INK3
                         : target ? COLOUR_AI
                                  : COLOUR_INK;
    put_middle(s, style, colour, ALIGN_CENTRE, x + w / 2, middle, CELL_LINE,
               &r->cells[column], "cell");
}

static double draw_row(struct schedule *s, const struct grid_row *row, double y)
{
    struct row r = measure_row(s, row);
    double middle = y + r.height / 2;
    struct text_style style = mark_style;
    if (kit_given(row->mark) &&
        fig_mark_shrink(s->scene, &style, row->mark, MARK_WIDTH - 1))
        scene_text(s->scene, style, COLOUR_DAIDAI_TEXT, ALIGN_LEFT, PAD,
                   fig_mark_middle(style, middle), row->mark, "mark");
    put_middle(s, label_style, COLOUR_INK, ALIGN_LEFT, PAD + s->mark_w, middle,
               LABEL_LINE, &r.label, "label");
    for (size_t i = 0; i < s->figure->n_columns; i++)
        draw_cell(s, &r, i, y);
    return y + r.height;
}

/* ------------------------------------------------------------------ costs */

/* The total of undecided years is a lower bound and says so. */
static void draw_sum(struct schedule *s, const struct grid_cost *cost,
                     size_t column, double middle)
{
    double x = s->x[column] + s->w[column] / 2;
    const char *text = cost->texts[column];
    if (!cost->partial || !kit_given(text)) {
        scene_text(s->scene, sum_style, COLOUR_INK, ALIGN_CENTRE, x,
                   fig_mark_middle(sum_style, middle), text, "cost");
        return;
    }
    const char *least = word(s->lang, WORD_SCHEDULE_PARTIAL);
    double small = text_width(s->scene->setter, small_style, least);
    double whole = text_width(s->scene->setter, sum_style, text) + 2 + small;
    s->partial = true;
    double left = x - whole / 2;
    scene_text(s->scene, small_style, COLOUR_INK2, ALIGN_LEFT, left,
               fig_mark_middle(small_style, middle), least, "partial");
    scene_text(s->scene, sum_style, COLOUR_INK, ALIGN_RIGHT, x + whole / 2,
               fig_mark_middle(sum_style, middle), text, "cost");
}

static double draw_cost(struct schedule *s, const struct grid_cost *cost,
                        double y)
{
    struct scene *scene = s->scene;
    double middle = y + COST_HEIGHT / 2;
    scene_text(scene, small_style, COLOUR_INK2, ALIGN_LEFT, PAD,
               fig_mark_middle(small_style, middle), cost->label, "cost-label");
    for (size_t i = 0; i < s->figure->n_columns; i++) {
        const char *text = cost->texts[i];
        if (!kit_given(text))
            continue;
        s->undecided |= is_undecided(text);
        if (s->figure->columns[i].role == GRID_TOTAL) {
            draw_sum(s, cost, i, middle);
            continue;
        }
        scene_text(scene, cost_style,
                   is_undecided(text) ? COLOUR_INK3 : COLOUR_INK, ALIGN_CENTRE,
                   s->x[i] + s->w[i] / 2, fig_mark_middle(cost_style, middle),
                   text, "cost");
    }
    return y + COST_HEIGHT;
}

static double draw_group(struct schedule *s, const struct grid_group *group,
                         double y)
{
    const char *section = "";
    y = draw_group_head(s, group, y);
    for (size_t i = 0; i < group->n_rows; i++) {
        const struct grid_row *row = &group->rows[i];
        if (i > 0)
            rule(s, COLOUR_RULE, STROKE_ROW, y);
        if (kit_given(row->section) && strcmp(row->section, section) != 0)
            y = draw_section(s, row->section, y);
        section = row->section ? row->section : "";
        y = draw_row(s, row, y);
    }
    for (size_t i = 0; i < group->n_costs; i++) {
        rule(s, COLOUR_RULE, STROKE_ROW, y);
        y = draw_cost(s, &group->costs[i], y);
    }
    rule(s, COLOUR_INK2, STROKE_AXIS, y);
    return y;
}

/* -------------------------------------------------------------------- key */

struct key {
    struct schedule *s;
    double x, y;
};

/* Goes to the next line where an item has no room on this one. */
static void key_room(struct key *k, double width)
{
    if (k->x > 0 && k->x + width > k->s->scene->width) {
        k->x = 0;
        k->y += KEY_HEIGHT + 4;
    }
}

static void key_stage(struct key *k, enum chip_stage stage, enum word name)
{
    struct scene *scene = k->s->scene;
    const char *text = word(k->s->lang, name);
    struct text_style style = stage == CHIP_RUN ? section_style : small_style;
    double width = text_width(scene->setter, style, text);
    const struct lines one = {.line = &text, .n = 1, .width = width};
    if (!k->s->seen[stage])
        return;
    double w = width + FIG_CHIP_NOTCH + FIG_CHIP_TIP + 4 * FIG_CHIP_PAD;
    key_room(k, w);
    struct fig_box box = {k->x + 0.5, k->y, w, KEY_HEIGHT};
    fig_chip_draw(scene, stage, box, style, CELL_LINE, &one, "key");
    k->x += w + KEY_GAP;
}

static void key_sign(struct key *k, const char *sign, enum colour colour,
                     const char *meaning)
{
    struct scene *scene = k->s->scene;
    double w = text_width(scene->setter, section_style, sign);
    double all = w + 4 + text_width(scene->setter, small_style, meaning);
    key_room(k, all);
    double base = fig_mark_middle(small_style, k->y + KEY_HEIGHT / 2);
    scene_text(scene, section_style, colour, ALIGN_LEFT, k->x, base, sign,
               "key");
    struct lines lines =
        wrap_text(scene->arena, scene->setter, small_style, WRAP_FILL,
                  scene->width - k->x - w - 4, meaning);
    kit_lines(scene, small_style, COLOUR_INK2, ALIGN_LEFT, k->x + w + 4, base,
              CELL_LINE, &lines, "key");
    if (lines.n > 1)
        k->y += CELL_LINE * ((double)lines.n - 1);
    k->x += fmin(all, scene->width) + KEY_GAP;
}

static double draw_key(struct schedule *s, double y)
{
    struct key k = {.s = s, .y = y + 6};
    if (s->seen[CHIP_CONSIDER] || s->seen[CHIP_START] || s->seen[CHIP_RUN])
        k.x = 8 + scene_text(s->scene, small_style, COLOUR_INK2, ALIGN_LEFT, 0,
                             fig_mark_middle(small_style, k.y + KEY_HEIGHT / 2),
                             word(s->lang, WORD_SCHEDULE_STAGES), "key");
    key_stage(&k, CHIP_CONSIDER, WORD_SCHEDULE_CONSIDER);
    key_stage(&k, CHIP_START, WORD_SCHEDULE_START);
    key_stage(&k, CHIP_RUN, WORD_SCHEDULE_RUN);
    if (s->nil)
        key_sign(&k, "―", COLOUR_INK3, word(s->lang, WORD_SCHEDULE_NO_PLAN));
    if (s->undecided)
        key_sign(&k, "***", COLOUR_INK3,
                 word(s->lang, WORD_SCHEDULE_UNDECIDED));
    if (s->partial)
        key_sign(&k, word(s->lang, WORD_SCHEDULE_PARTIAL), COLOUR_INK2,
                 word(s->lang, WORD_SCHEDULE_PARTIAL_MEANS));
    for (size_t i = 0; i < s->figure->n_signs; i++)
        key_sign(&k, s->figure->signs[i].sign, COLOUR_DAIDAI_TEXT,
                 s->figure->signs[i].meaning);
    return k.x > 0 ? k.y + KEY_HEIGHT + 2 : y;
}

/* ----------------------------------------------------------------- checks */

static bool row_glyphs(struct typesetter *setter, struct diag *diag,
                       const struct figure_schedule *figure,
                       const struct grid_row *row)
{
    bool all = kit_glyphs_present(setter, diag, row->section);
    all &= kit_glyphs_present(setter, diag, row->mark);
    all &= kit_glyphs_present(setter, diag, row->label);
    for (size_t i = 0; i < figure->n_columns; i++) {
        all &= kit_glyphs_present(setter, diag, row->cells[i].text);
        all &= kit_glyphs_present(setter, diag, row->cells[i].note);
    }
    return all;
}

static bool group_glyphs(struct typesetter *setter, struct diag *diag,
                         const struct figure_schedule *figure,
                         const struct grid_group *group)
{
    bool all = kit_glyphs_present(setter, diag, group->number);
    all &= kit_glyphs_present(setter, diag, group->title);
    all &= kit_glyphs_present(setter, diag, group->department);
    for (size_t i = 0; i < group->n_rows; i++)
        all &= row_glyphs(setter, diag, figure, &group->rows[i]);
    for (size_t i = 0; i < group->n_costs; i++) {
        all &= kit_glyphs_present(setter, diag, group->costs[i].label);
        for (size_t k = 0; k < figure->n_columns; k++)
            all &= kit_glyphs_present(setter, diag, group->costs[i].texts[k]);
    }
    return all;
}

static bool has_glyphs(struct typesetter *setter, struct diag *diag,
                       const struct figure_schedule *figure)
{
    bool all = fig_mark_frame_glyphs(setter, diag, &figure->frame);
    for (size_t i = 0; i < figure->n_columns; i++)
        all &= kit_glyphs_present(setter, diag, figure->columns[i].head);
    for (size_t i = 0; i < figure->n_groups; i++)
        all &= group_glyphs(setter, diag, figure, &figure->groups[i]);
    for (size_t i = 0; i < figure->n_signs; i++) {
        all &= kit_glyphs_present(setter, diag, figure->signs[i].sign);
        all &= kit_glyphs_present(setter, diag, figure->signs[i].meaning);
    }
    return all;
}

/* Marks and amounts stand on one line; wider than its column, one of them
 * fits nowhere. */
static const char *unfit_text(const struct schedule *s)
{
    const struct figure_schedule *figure = s->figure;
    for (size_t g = 0; g < figure->n_groups; g++) {
        const struct grid_group *group = &figure->groups[g];
        if (text_width(s->scene->setter, title_style, group->number) >
            s->label_w)
            return group->number;
        for (size_t i = 0; i < group->n_rows; i++) {
            struct text_style style = mark_style;
            const char *mark = group->rows[i].mark;
            if (kit_given(mark) &&
                !fig_mark_shrink(s->scene, &style, mark, MARK_WIDTH - 1))
                return mark;
        }
        for (size_t i = 0; i < group->n_costs; i++) {
            struct text_style style = small_style;
            if (!fig_mark_shrink(s->scene, &style, group->costs[i].label,
                                 s->label_w - PAD))
                return group->costs[i].label;
            for (size_t k = 0; k < figure->n_columns; k++)
                if (kit_given(group->costs[i].texts[k]) &&
                    text_width(s->scene->setter, sum_style,
                               group->costs[i].texts[k]) > s->w[k])
                    return group->costs[i].texts[k];
        }
    }
    return NULL;
}

struct scene *figure_schedule(struct arena *arena, struct typesetter *setter,
                              struct diag *diag, enum tone tone,
                              const struct figure_schedule *figure)
{
    if (!has_glyphs(setter, diag, figure))
        return NULL;
    struct scene *scene =
        scene_new(arena, setter, tone, THEME_FULL_MM * THEME_PT_PER_MM);
    struct schedule s = {
        .scene = scene, .figure = figure, .lang = figure->frame.style.lang};
    find_columns(&s);
    const char *unfit = unfit_column(&s);
    if (!unfit)
        unfit = unfit_text(&s);
    if (unfit)
        return fig_mark_unfit(diag, unfit);
    double y = kit_opening(scene, &figure->frame);
    if (!figure->frame.plate)
        y += *figure->frame.message ? 2 : -5;
    y = draw_head(&s, y);
    for (size_t i = 0; i < figure->n_groups; i++)
        y = draw_group(&s, &figure->groups[i], y);
    y = draw_key(&s, y);
    y = kit_closing(scene, &figure->frame, y);
    scene_set_height(scene, y);
    return scene;
}
