/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/figure.h"

#include "charts/fig_course.h"
#include "charts/fig_key.h"
#include "charts/fig_mark.h"
#include "charts/fig_panel.h"
#include "charts/kit.h"
#include <math.h>
#include <string.h>

#define LABEL_WIDTH  108.0
#define LABEL_LINE   12.0
#define SEGMENT_LINE 11.0
#define INLINE_PILL  42.0 /* where pills begin that stand beside segments */
#define PANEL_LEAST  112.0
#define PLOT_LEAST   96.0
#define PLOT_INSET   11.0 /* from the plot's edge to the first year */
#define LANE_GAP     3.0
#define COLUMN_GAP   12.0
#define HEAD_TOP     6.0 /* between a message and the head */
#define HEAD_HEIGHT  16.0
#define HEADING_TOP  8.0 /* of a group of segments */

static const struct text_style head_style = {FACE_REGULAR, TYPE_AXIS};
static const struct text_style label_style = {FACE_BOLD, TYPE_VALUE};
static const struct text_style segment_style = {FACE_REGULAR, TYPE_LABEL};
static const struct text_style note_style = {FACE_REGULAR, TYPE_NOTE};

struct progress { /* a figure being laid out */
    struct scene *scene;
    const struct figure_progress *figure;
    struct fig_course_cell cell; /* the columns; row and y change */
    struct fig_panel panel;
    unsigned key;
};

/* ---------------------------------------------------------------- columns */

static void widen_years(struct fig_years *years, int year)
{
    years->from = year < years->from ? year : years->from;
    years->to = year > years->to ? year : years->to;
}

/* All rows share one year axis, so that years stand above each other. */
static void find_years(const struct figure_progress *figure,
                       struct fig_years *years)
{
    years->from = figure->rows[0].baseline.year;
    years->to = years->from;
    for (size_t i = 0; i < figure->n_rows; i++) {
        const struct progress_row *row = &figure->rows[i];
        widen_years(years, row->baseline.year);
        if (row->has_target)
            widen_years(years, row->target.year);
        if (row->has_forecast)
            widen_years(years, row->forecast.year);
        for (size_t k = 0; k < row->n_actuals; k++)
            widen_years(years, row->actuals[k].year);
    }
}

/* Room left of the plot: for the numbers of the value axis, or the baseline
 * of a compact row, which stands left of its point. */
static double left_width(const struct progress *p)
{
    double widest = 0;
    for (size_t i = 0; i < p->figure->n_rows; i++) {
        const struct progress_row *row = &p->figure->rows[i];
        double width = 0;
        if (!fig_course_is_compact(row)) {
            struct scale scale = fig_course_scale(p->figure, row, 0);
            width = 6 + fig_axis_values_width(p->scene, p->figure->frame.style,
                                              &scale);
        } else if (row->has_baseline) {
            struct text_style style = {FACE_BOLD, TYPE_LABEL};
            width = 6 - PLOT_INSET +
                    text_width(p->scene->setter, style, row->baseline.text);
        }
        widest = fmax(widest, width);
    }
    return widest;
}

static double unit_length(const struct figure_progress *figure)
{
    double most = 0;
    for (size_t i = 0; i < figure->n_rows; i++) {
        const struct progress_row *row = &figure->rows[i];
        if (fig_course_is_compact(row) && row->has_baseline && row->has_target)
            most = fmax(most, fabs(row->target.at - row->baseline.at));
    }
    return most > 0 ? 2 * FIG_COMPACT_HALF / most : 1;
}

/* Widths of the panel at the right and of its column of targets. */
static void find_panel(struct progress *p)
{
    const struct figure_progress *figure = p->figure;
    struct scene *scene = p->scene;
    double width = PANEL_LEAST;
    double targets = text_width(scene->setter, head_style,
                                word(figure->frame.style.lang, WORD_TARGET));
    p->panel.figure = figure;
    for (size_t i = 0; i < figure->n_rows; i++) {
        const struct progress_row *row = &figure->rows[i];
        width = fmax(width, fig_panel_least_width(scene, &p->panel, row));
        targets = fmax(targets, fig_panel_target_width(scene, row));
    }
    p->panel.x = scene->width - width;
    p->panel.w = width;
    p->panel.target_w = targets;
    fig_panel_scale(&p->panel);
}

/* Places the lane and the plot between the left cell and the panel; false:
 * the plot would be too narrow. */
static bool find_plot(struct progress *p, bool lane_named)
{
    struct fig_course_cell *cell = &p->cell;
    enum lang lang = p->figure->frame.style.lang;
    double lane = 0;
    for (size_t i = 0; i < p->figure->n_rows; i++)
        lane = fmax(lane, fig_course_lane_width(p->scene, lang, lane_named,
                                                &p->figure->rows[i]));
    cell->lane_named = lane_named;
    cell->lane = p->panel.x - COLUMN_GAP - lane;
    cell->x0 = ceil((LABEL_WIDTH + 4 + left_width(p)) / 4) * 4;
    cell->x1 = cell->lane - LANE_GAP;
    cell->years.x0 = cell->x0 + PLOT_INSET;
    cell->years.x1 = cell->x1 - PLOT_INSET;
    return cell->x1 - cell->x0 >= PLOT_LEAST;
}

static bool find_columns(struct progress *p)
{
    p->cell.figure = p->figure;
    p->cell.pt_per_unit = unit_length(p->figure);
    find_panel(p);
    find_years(p->figure, &p->cell.years);
    return find_plot(p, true) || find_plot(p, false);
}

/* ------------------------------------------------------------------- head */

/* 当初値 → 現状値, by the words of the rows. */
static const char *numbers_head(const struct progress *p)
{
    enum lang lang = p->figure->frame.style.lang;
    const char *from = word(lang, WORD_INITIAL);
    bool any_current = false;
    for (size_t i = p->figure->n_rows; i-- > 0;) {
        if (kit_given(p->figure->rows[i].baseline_word))
            from = p->figure->rows[i].baseline_word;
        any_current |= kit_given(p->figure->rows[i].current_text);
    }
    if (!any_current)
        return from;
    const char *now = word(lang, WORD_LATEST);
    if (strcmp(from, now) == 0)
        now = word(lang, WORD_LATEST_AFTER_BASELINE);
    return str_join(p->scene->arena, from, " → ", now, NULL);
}

static double draw_head(const struct progress *p, double y)
{
    struct scene *scene = p->scene;
    enum lang lang = p->figure->frame.style.lang;
    const struct figure_frame *frame = &p->figure->frame;
    y += !frame->plate && *frame->message ? HEAD_TOP : 0;
    double base = y + 8;
    const char *course = word(lang, WORD_COURSE);
    if (kit_given(p->figure->unit))
        course =
            str_join(scene->arena, course, "（", p->figure->unit, "）", NULL);
    scene_text(scene, head_style, COLOUR_INK2, ALIGN_LEFT, 0, base,
               word(lang, WORD_INDICATOR), "head");
    double right = scene->width;
    scene_text(scene, head_style, COLOUR_INK2, ALIGN_RIGHT, right, base,
               word(lang, WORD_TARGET), "head");
    right -= p->panel.target_w + FIG_PANEL_GAP;
    right -= scene_text(scene, head_style, COLOUR_INK2, ALIGN_RIGHT, right,
                        base, numbers_head(p), "head");
    struct text_style style = head_style;
    if (fig_mark_shrink(scene, &style, course, right - 10 - p->cell.x0))
        scene_text(scene, style, COLOUR_INK2, ALIGN_LEFT, p->cell.x0, base,
                   course, "head");
    struct paint rule = {.stroke = COLOUR_INK, .width = STROKE_HEAD};
    scene_line(scene, rule, 0, y + HEAD_HEIGHT - 2, scene->width,
               y + HEAD_HEIGHT - 2);
    return y + HEAD_HEIGHT;
}

/* -------------------------------------------------------------- left cell */

static bool is_first_of_group(const struct progress *p, size_t i)
{
    const struct progress_row *rows = p->figure->rows;
    return i == 0 || strcmp(rows[i].label, rows[i - 1].label) != 0;
}

/* A measure with segments has its name above them, over the whole width; one
 * without has it in the left cell. */
static bool has_heading(const struct progress *p, size_t i)
{
    const struct progress_row *rows = p->figure->rows;
    return kit_given(rows[i].segment) || !is_first_of_group(p, i) ||
           (i + 1 < p->figure->n_rows && !is_first_of_group(p, i + 1));
}

static double draw_heading(const struct progress *p, size_t i, double y)
{
    if (!has_heading(p, i) || !is_first_of_group(p, i))
        return y;
    struct scene *scene = p->scene;
    struct lines lines =
        wrap_text(scene->arena, scene->setter, label_style, WRAP_BALANCED,
                  scene->width, p->figure->rows[i].label);
    double next = kit_lines(scene, label_style, COLOUR_INK, ALIGN_LEFT, 0,
                            y + HEADING_TOP + 8, LABEL_LINE, &lines, "label");
    return next - LABEL_LINE + 4;
}

/* The pill, beside its segment where both fit on a line; returns the y
 * below. */
static double draw_status(const struct progress *p,
                          const struct progress_row *row, double y)
{
    struct scene *scene = p->scene;
    double x = 0;
    if (kit_given(row->segment)) {
        double width = text_width(scene->setter, segment_style, row->segment);
        double pill = fig_mark_pill_width(scene, row->status);
        bool beside = fig_course_is_compact(row) && width + 6 <= INLINE_PILL &&
                      INLINE_PILL + pill <= LABEL_WIDTH;
        struct lines lines =
            wrap_text(scene->arena, scene->setter, segment_style, WRAP_BALANCED,
                      LABEL_WIDTH, row->segment);
        double base =
            beside ? fig_mark_middle(segment_style, y + FIG_PILL_HEIGHT / 2)
                   : y + 8;
        double next = kit_lines(scene, segment_style, COLOUR_INK, ALIGN_LEFT, 0,
                                base, SEGMENT_LINE, &lines, "segment");
        x = beside ? INLINE_PILL : 0;
        y = beside ? y : next - 8 + 3;
    }
    fig_mark_pill(scene, row->mark, row->status, x, y);
    y += FIG_PILL_HEIGHT;
    if (row->reference) {
        enum lang lang = p->figure->frame.style.lang;
        scene_text(scene, note_style, COLOUR_INK3, ALIGN_LEFT, x, y + 9,
                   word(lang, WORD_REFERENCE), "reference");
        y += 11;
    }
    return y;
}

static double draw_left(const struct progress *p, size_t i, double y)
{
    const struct progress_row *row = &p->figure->rows[i];
    struct scene *scene = p->scene;
    bool compact = fig_course_is_compact(row);
    double top = y + (compact ? 8 : 12);
    if (!has_heading(p, i)) {
        struct lines lines = wrap_text(scene->arena, scene->setter, label_style,
                                       WRAP_BALANCED, LABEL_WIDTH, row->label);
        top = kit_lines(scene, label_style, COLOUR_INK, ALIGN_LEFT, 0, top + 8,
                        LABEL_LINE, &lines, "label");
        top += compact ? -4 : -2;
    }
    return draw_status(p, row, top) + 6;
}

/* ------------------------------------------------------------------- rows */

static double draw_row(struct progress *p, size_t i, double y)
{
    const struct progress_row *row = &p->figure->rows[i];
    double least =
        fig_course_is_compact(row) ? FIG_COMPACT_HEIGHT : FIG_COURSE_HEIGHT;
    y = draw_heading(p, i, y);
    p->cell.row = row;
    p->cell.y = y;
    p->key |= fig_course_draw(p->scene, &p->cell);
    double panel = fig_panel_draw(p->scene, &p->panel, row, y);
    double left = draw_left(p, i, y) - y;
    double height = fmax(least, fmax(panel, left));
    return y + ceil(height / 4) * 4;
}

static void draw_rule(const struct progress *p, size_t next, double y)
{
    bool last = next == p->figure->n_rows;
    bool within = !last && !is_first_of_group(p, next);
    struct paint rule = {.stroke = within ? COLOUR_GRID : COLOUR_RULE,
                         .width = STROKE_ROW};
    scene_line(p->scene, rule, 0, y, p->scene->width, y);
}

/* -------------------------------------------------------------------- key */

static double draw_key(const struct progress *p, double y)
{
    static const struct {
        unsigned flag;
        enum fig_key_sign sign;
        enum word name;
    } items[] = {
        {FIG_KEY_BASELINE, FIG_SIGN_RING, WORD_INITIAL},
        {FIG_KEY_HISTORY, FIG_SIGN_OLD, WORD_KEY_HISTORY},
        {FIG_KEY_ACTUAL, FIG_SIGN_SERIES, WORD_ACTUAL},
        {FIG_KEY_TARGET, FIG_SIGN_TARGET, WORD_TARGET},
        {FIG_KEY_PATH, FIG_SIGN_PATH, WORD_PATH},
        {FIG_KEY_FORECAST, FIG_SIGN_FORECAST, WORD_FORECAST_INTERVAL},
        {FIG_KEY_BROKEN, FIG_SIGN_ZIGZAG, WORD_KEY_BROKEN_AXIS},
        {FIG_KEY_OMITTED, FIG_SIGN_NONE, WORD_KEY_OMITTED_VALUES},
    };
    struct fig_key_item shown[LEN(items)];
    size_t n = 0;
    for (size_t i = 0; i < LEN(items); i++) {
        if (!(p->key & items[i].flag))
            continue;
        const char *name = word(p->figure->frame.style.lang, items[i].name);
        if (items[i].flag == FIG_KEY_BROKEN && p->figure->n_rows > 1)
            name = word(p->figure->frame.style.lang, WORD_KEY_BROKEN_AXES);
        if (items[i].flag == FIG_KEY_BASELINE &&
            kit_given(p->figure->rows[0].baseline_word))
            name = p->figure->rows[0].baseline_word;
        shown[n++] = (struct fig_key_item){items[i].sign, name};
    }
    return fig_key_draw(p->scene, shown, n, y);
}

/* ----------------------------------------------------------------- checks */

static bool row_has_glyphs(struct typesetter *setter, struct diag *diag,
                           const struct progress_row *row)
{
    const char *const texts[] = {
        row->label,          row->segment,       row->status,
        row->baseline.text,  row->target.text,   row->forecast.text,
        row->current_text,   row->baseline_word, row->progress_text,
        row->remaining_text, row->pace_text,     row->elapsed_text};
    bool all = true;
    for (size_t i = 0; i < LEN(texts); i++)
        all &= kit_glyphs_present(setter, diag, texts[i]);
    for (size_t i = 0; i < row->n_actuals; i++)
        all &= kit_glyphs_present(setter, diag, row->actuals[i].text);
    return all;
}

static bool has_glyphs(struct typesetter *setter, struct diag *diag,
                       const struct figure_progress *figure)
{
    bool all = fig_mark_frame_glyphs(setter, diag, &figure->frame);
    all &= kit_glyphs_present(setter, diag, figure->unit);
    for (size_t i = 0; i < figure->n_rows; i++)
        all &= row_has_glyphs(setter, diag, &figure->rows[i]);
    return all;
}

/* The text to name when the columns leave no room for a plot. */
static const char *longest_number(const struct progress *p)
{
    const char *longest = p->figure->rows[0].label;
    double most = 0;
    for (size_t i = 0; i < p->figure->n_rows; i++) {
        const struct progress_row *row = &p->figure->rows[i];
        const char *const texts[] = {row->baseline.text, row->target.text,
                                     row->current_text, row->progress_text};
        for (size_t k = 0; k < LEN(texts); k++) {
            if (!kit_given(texts[k]))
                continue;
            double width = text_width(p->scene->setter, head_style, texts[k]);
            longest = width > most ? texts[k] : longest;
            most = fmax(width, most);
        }
    }
    return longest;
}

/* The word in a pill cannot be wrapped. */
static const char *unfit_text(const struct progress *p)
{
    for (size_t i = 0; i < p->figure->n_rows; i++) {
        const struct progress_row *row = &p->figure->rows[i];
        if (fig_mark_pill_width(p->scene, row->status) > LABEL_WIDTH)
            return row->status;
    }
    return NULL;
}

struct scene *figure_progress(struct arena *arena, struct typesetter *setter,
                              struct diag *diag, enum tone tone,
                              const struct figure_progress *figure)
{
    if (!has_glyphs(setter, diag, figure))
        return NULL;
    struct scene *scene =
        scene_new(arena, setter, tone, THEME_FULL_MM * THEME_PT_PER_MM);
    struct progress p = {.scene = scene, .figure = figure};
    double y = kit_opening(scene, &figure->frame);
    if (figure->n_rows) {
        if (!find_columns(&p))
            return fig_mark_unfit(diag, longest_number(&p));
        const char *unfit = unfit_text(&p);
        if (unfit)
            return fig_mark_unfit(diag, unfit);
        y = draw_head(&p, y);
        for (size_t i = 0; i < figure->n_rows; i++) {
            y = draw_row(&p, i, y);
            draw_rule(&p, i + 1, y);
        }
        y = draw_key(&p, y);
    }
    y = kit_closing(scene, &figure->frame, y);
    scene_set_height(scene, y);
    return scene;
}
