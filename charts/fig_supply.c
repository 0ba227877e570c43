/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Up to three districts stand side by side with their numbers under them;
 * more are strips one under the other, plot on the left, numbers on the
 * right.
 */
#include "charts/fig_supply.h"

#include "charts/fig_axis.h"
#include "charts/fig_mark.h"
#include "charts/kit.h"
#include <math.h>

enum { MAX_COLUMNS = 3 };

#define KEY_LINE    13.0
#define KEY_GAP     12.0
#define SWATCH      11.0
#define GUTTER      24.0 /* numbers of the axis, names of the rows */
#define NAME_LINE   12.5
#define PLOT_HEIGHT 104.0
#define ROW_HEIGHT  11.6
#define STRIP_PLOT  38.0
#define STRIP_GAP   9.0
#define STRIP_NAME  76.0 /* column of the districts' names */
#define STRIP_MARKS 26.0 /* column of ① ② ②－① */
#define STRIP_SHARE 0.48 /* of what is left: the plot */
#define BAR_SHARE   0.62
#define BAR_MOST    26.0
#define RING        2.5
#define NUMBER_GAP  2.4 /* between two numbers at least */

static const struct text_style head_style = {FACE_BOLD, TYPE_LABEL};
static const struct text_style axis_style = {FACE_REGULAR, TYPE_AXIS};
static const struct text_style number_style = {FACE_REGULAR, TYPE_AXIS};
static const struct text_style gap_style = {FACE_BOLD, TYPE_AXIS};
static const struct text_style key_style = {FACE_REGULAR, TYPE_AXIS};

struct layout {
    struct scene *scene;
    const struct figure_supply *figure;
    const char *unfit; /* a text that fits nowhere; NULL: none */
};

/* ------------------------------------------------------------------- plot */

double fig_supply_x(const struct fig_supply_plot *plot, size_t year)
{
    double slot = (plot->x1 - plot->x0) / (double)plot->figure->n_years;
    return plot->x0 + slot * ((double)year + 0.5);
}

struct scale fig_supply_scale(const struct figure_supply *figure,
                              const struct supply_panel *panel, size_t ticks,
                              double foot, double top)
{
    double most = 0;
    for (size_t i = 0; i < figure->n_years; i++) {
        const struct supply_bar *bar = &panel->bars[i];
        most = fmax(most, bar->has_need ? bar->need : 0);
        most = fmax(most, bar->has_supply ? bar->supply : 0);
    }
    struct scale scale =
        scale_make(0, most > 0 ? most : 1, ticks, true, 0, NAN);
    scale.from = foot;
    scale.to = top;
    return scale;
}

/* Empty and dashed, so that it differs without colour. */
static const struct paint other_basis = {.fill = COLOUR_PAPER,
                                         .stroke = COLOUR_INK3,
                                         .width = 0.7,
                                         .dash = {2, 1.4}};

static void draw_bar(struct scene *scene, const struct fig_supply_plot *plot,
                     size_t i, double width)
{
    const struct supply_bar *bar = &plot->panel->bars[i];
    if (!bar->has_supply)
        return;
    struct paint one = {
        .fill = COLOUR_AI_PALE, .stroke = COLOUR_AI, .width = 0.6};
    struct paint paint = bar->bracketed ? other_basis : one;
    double x = fig_supply_x(plot, i) - width / 2;
    double y = scale_at(&plot->scale, bar->supply);
    scene_rect(scene, paint, x, y, width, plot->scale.from - y, 0);
    if (!bar->shortage || !bar->has_need)
        return;
    double top = scale_at(&plot->scale, bar->need);
    struct paint edge = {
        .fill = COLOUR_PAPER, .stroke = COLOUR_ENJI, .width = 0.9};
    scene_rect(scene, edge, x, top, width, y - top, 0);
    scene_hatch(scene, HATCH_CROSS, COLOUR_ENJI, x, top, width, y - top);
}

/* The line is broken where a need is missing or stands on another basis. */
static void draw_line(struct scene *scene, const struct fig_supply_plot *plot)
{
    struct paint casing = {.stroke = COLOUR_PAPER, .width = 3.6};
    struct paint line = {.stroke = COLOUR_DAIDAI, .width = STROKE_SERIES};
    const struct supply_bar *bars = plot->panel->bars;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 1; i < plot->figure->n_years; i++) {
            bool joined = bars[i - 1].has_need && bars[i].has_need &&
                          bars[i - 1].bracketed == bars[i].bracketed;
            if (joined)
                scene_line(scene, pass ? line : casing,
                           fig_supply_x(plot, i - 1),
                           scale_at(&plot->scale, bars[i - 1].need),
                           fig_supply_x(plot, i),
                           scale_at(&plot->scale, bars[i].need));
        }
    for (size_t i = 0; i < plot->figure->n_years; i++)
        if (bars[i].has_need)
            fig_mark_ring(scene, COLOUR_DAIDAI, fig_supply_x(plot, i),
                          scale_at(&plot->scale, bars[i].need), RING);
}

void fig_supply_plot_draw(struct scene *scene,
                          const struct fig_supply_plot *plot)
{
    struct paint axis = {.stroke = COLOUR_INK2, .width = STROKE_AXIS};
    fig_axis_values(scene, plot->figure->frame.style, &plot->scale, plot->x0,
                    plot->x1);
    double slot = (plot->x1 - plot->x0) / (double)plot->figure->n_years;
    double width = fmin(slot * BAR_SHARE, BAR_MOST);
    for (size_t i = 0; i < plot->figure->n_years; i++)
        draw_bar(scene, plot, i, width);
    draw_line(scene, plot);
    scene_line(scene, axis, plot->x0, plot->scale.from, plot->x1,
               plot->scale.from);
}

/* -------------------------------------------------------------------- key */

static bool any_bar(const struct figure_supply *figure, bool bracketed)
{
    for (size_t p = 0; p < figure->n_panels; p++)
        for (size_t i = 0; i < figure->n_years; i++) {
            const struct supply_bar *bar = &figure->panels[p].bars[i];
            if (bracketed ? bar->bracketed : bar->shortage)
                return true;
        }
    return false;
}

enum sign { SIGN_SUPPLY, SIGN_NEED, SIGN_SHORT, SIGN_BRACKETED, SIGNS };

static void draw_sign(struct scene *scene, enum sign sign, double x, double y)
{
    static const struct paint swatches[SIGNS] = {
        [SIGN_SUPPLY] = {COLOUR_AI_PALE, COLOUR_AI, 0.6, {0, 0}, false},
        [SIGN_SHORT] = {COLOUR_PAPER, COLOUR_ENJI, 0.9, {0, 0}, false},
    };
    struct paint line = {.stroke = COLOUR_DAIDAI, .width = STROKE_SERIES};
    if (sign == SIGN_NEED) {
        scene_line(scene, line, x - 1.5, y, x + SWATCH + 1.5, y);
        fig_mark_ring(scene, COLOUR_DAIDAI, x + SWATCH / 2, y, RING);
        return;
    }
    scene_rect(scene, sign == SIGN_BRACKETED ? other_basis : swatches[sign], x,
               y - 3.6, SWATCH, 7.2, 0);
    if (sign == SIGN_SHORT)
        scene_hatch(scene, HATCH_CROSS, COLOUR_ENJI, x, y - 3.6, SWATCH, 7.2);
}

/* The unit at the right end of the first line; returns the y below. */
static double draw_key(struct layout *l, double y)
{
    struct scene *scene = l->scene;
    const struct figure_supply *figure = l->figure;
    const char *const names[SIGNS] = {
        [SIGN_SUPPLY] = figure->supply_name,
        [SIGN_NEED] = figure->need_name,
        [SIGN_SHORT] = any_bar(figure, false) ? figure->short_name : "",
        [SIGN_BRACKETED] =
            any_bar(figure, true)
                ? word(figure->frame.style.lang, WORD_SUPPLY_OTHER_BASES)
                : ""};
    const char *unit =
        *figure->unit ? str_join(scene->arena, "（", figure->unit, "）", NULL)
                      : "";
    double right = scene->width - text_width(scene->setter, axis_style, unit);
    scene_text(scene, axis_style, COLOUR_INK2, ALIGN_RIGHT, scene->width,
               fig_mark_middle(axis_style, y + KEY_LINE / 2), unit, "unit");
    double x = 1.5;
    for (size_t i = 0; i < SIGNS; i++) {
        if (!*names[i])
            continue;
        double width =
            SWATCH + 5 + text_width(scene->setter, key_style, names[i]);
        if (x > 2 && x + width > right - 4) {
            x = 1.5;
            y += KEY_LINE;
        }
        draw_sign(scene, (enum sign)i, x, y + KEY_LINE / 2);
        scene_text(scene, key_style, COLOUR_INK, ALIGN_LEFT, x + SWATCH + 5,
                   fig_mark_middle(key_style, y + KEY_LINE / 2), names[i],
                   "key");
        x += width + KEY_GAP;
    }
    return y + KEY_LINE;
}

/* ---------------------------------------------------------------- numbers */

enum row { ROW_NEED, ROW_SUPPLY, ROW_GAP, ROWS };

static const char *row_text(const struct supply_bar *bar, enum row row)
{
    const char *const texts[ROWS] = {bar->need_text, bar->supply_text,
                                     bar->gap_text};
    return texts[row];
}

static const char *row_mark(const struct figure_supply *figure, enum row row)
{
    const char *const marks[ROWS] = {figure->need_mark, figure->supply_mark,
                                     figure->gap_mark};
    return marks[row];
}

/* A difference for reference is not set in bold. */
static void fit_number(struct layout *l, const struct supply_bar *bar,
                       enum row row, double width, struct text_style *fitted)
{
    struct text_style style = *fitted;
    const char *text = row_text(bar, row);
    if (row == ROW_GAP && bar->bracketed)
        style.face = FACE_REGULAR;
    if (!fig_mark_shrink(l->scene, &style, text, width))
        l->unfit = text;
    fitted->size = style.size;
}

/* One size for a whole row of numbers over all districts. */
static void fit_rows(struct layout *l, double slot, struct text_style *styles)
{
    styles[ROW_NEED] = number_style;
    styles[ROW_SUPPLY] = number_style;
    styles[ROW_GAP] = gap_style;
    for (int row = 0; row < ROWS; row++)
        for (size_t p = 0; p < l->figure->n_panels; p++)
            for (size_t i = 0; i < l->figure->n_years; i++)
                fit_number(l, &l->figure->panels[p].bars[i], (enum row)row,
                           slot - (row == ROW_GAP ? 0 : NUMBER_GAP),
                           &styles[row]);
    styles[ROW_NEED].size = styles[ROW_SUPPLY].size =
        fmin(styles[ROW_NEED].size, styles[ROW_SUPPLY].size);
}

static void draw_number(const struct layout *l, const struct text_style *styles,
                        const struct supply_bar *bar, enum row row, double x,
                        double y)
{
    enum colour colour = COLOUR_INK2;
    if (row == ROW_GAP)
        colour = bar->bracketed  ? COLOUR_INK2
                 : bar->shortage ? COLOUR_ENJI
                                 : COLOUR_INK;
    struct text_style style = styles[row];
    if (row == ROW_GAP && bar->bracketed)
        style.face = FACE_REGULAR;
    scene_text(l->scene, style, colour, ALIGN_CENTRE, x,
               fig_mark_middle(style, y), row_text(bar, row),
               row == ROW_GAP ? "gap" : "value");
}

/* The rows ① ② ②－① of a district; its slots are those of the plot. */
static void draw_numbers(const struct layout *l,
                         const struct text_style *styles,
                         const struct fig_supply_plot *plot, double y,
                         double pitch)
{
    struct paint band = {.fill = COLOUR_BAND};
    scene_rect(l->scene, band, plot->x0, y + 2 * pitch, plot->x1 - plot->x0,
               pitch, 0);
    for (int row = 0; row < ROWS; row++)
        for (size_t i = 0; i < l->figure->n_years; i++)
            draw_number(l, styles, &plot->panel->bars[i], (enum row)row,
                        fig_supply_x(plot, i), y + pitch * (row + 0.5));
}

static void draw_marks(const struct layout *l, double right, double y,
                       double pitch)
{
    for (int row = 0; row < ROWS; row++)
        scene_text(l->scene, axis_style, COLOUR_INK2, ALIGN_RIGHT, right,
                   fig_mark_middle(axis_style, y + pitch * (row + 0.5)),
                   row_mark(l->figure, (enum row)row), "mark");
}

static void draw_years(struct layout *l, const struct fig_supply_plot *plot,
                       double y)
{
    const struct figure_supply *figure = l->figure;
    double slot = (plot->x1 - plot->x0) / (double)figure->n_years;
    for (size_t i = 0; i < figure->n_years; i++) {
        struct text_style style = axis_style;
        const char *text = publish_period(
            l->scene->arena, figure->frame.style,
            period_fiscal(plot->panel->bars[i].year), PERIOD_SHORT);
        if (!fig_mark_shrink(l->scene, &style, text, slot - 1.5))
            l->unfit = text;
        scene_text(l->scene, style, COLOUR_INK, ALIGN_CENTRE,
                   fig_supply_x(plot, i), y, text, "year");
    }
}

/* ----------------------------------------------------- districts as columns */

static double marks_width(const struct layout *l)
{
    double widest = 0;
    for (int row = 0; row < ROWS; row++)
        widest = fmax(widest, text_width(l->scene->setter, axis_style,
                                         row_mark(l->figure, (enum row)row)));
    return widest;
}

/* Room for the numbers of the widest axis and for the marks of the rows. */
static double gutter_width(const struct layout *l)
{
    double widest = fmax(GUTTER, marks_width(l) + 4);
    for (size_t p = 0; p < l->figure->n_panels; p++) {
        struct scale scale =
            fig_supply_scale(l->figure, &l->figure->panels[p], 5, 100, 0);
        widest = fmax(widest, fig_axis_values_width(
                                  l->scene, l->figure->frame.style, &scale) +
                                  6.2);
    }
    return widest;
}

static double column_pitch(const struct layout *l)
{
    return l->scene->width / (double)l->figure->n_panels;
}

static double column_width(const struct layout *l)
{
    return column_pitch(l) - gutter_width(l);
}

/* Numbers too wide for a column have more room in strips. */
static bool fit_columns(const struct layout *l)
{
    struct layout trial = *l;
    struct text_style styles[ROWS];
    if (l->figure->n_panels > MAX_COLUMNS)
        return false;
    fit_rows(&trial, column_width(l) / (double)l->figure->n_years, styles);
    return !trial.unfit;
}

static double draw_columns(struct layout *l, double y)
{
    const struct figure_supply *figure = l->figure;
    struct scene *scene = l->scene;
    struct paint rule = {.stroke = COLOUR_INK, .width = STROKE_HEAD};
    double gutter = gutter_width(l);
    double pitch = column_pitch(l);
    double width = column_width(l);
    size_t most = 1;
    struct lines *names =
        arena_make(scene->arena, struct lines, figure->n_panels);
    for (size_t p = 0; p < figure->n_panels; p++) {
        names[p] = wrap_text(scene->arena, scene->setter, head_style,
                             WRAP_BALANCED, width, figure->panels[p].name);
        most = names[p].n > most ? names[p].n : most;
    }
    struct text_style styles[ROWS] = {0};
    fit_rows(l, width / (double)figure->n_years, styles);
    double rule_y = y + NAME_LINE * (double)most + 4;
    double top = rule_y + 11;
    double foot = top + PLOT_HEIGHT;
    double table = foot + 16;
    for (size_t p = 0; p < figure->n_panels; p++) {
        struct fig_supply_plot plot = {
            .figure = figure,
            .panel = &figure->panels[p],
            .x0 = pitch * (double)p + gutter,
            .x1 = pitch * (double)(p + 1),
            .scale =
                fig_supply_scale(figure, &figure->panels[p], 5, foot, top)};
        double first = rule_y - 4 - NAME_LINE * (double)(names[p].n - 1);
        kit_lines(scene, head_style, COLOUR_INK, ALIGN_LEFT, plot.x0, first,
                  NAME_LINE, &names[p], "district");
        scene_line(scene, rule, plot.x0, rule_y, plot.x1, rule_y);
        fig_supply_plot_draw(scene, &plot);
        draw_years(l, &plot, foot + 11);
        draw_numbers(l, styles, &plot, table, ROW_HEIGHT);
    }
    draw_marks(l, gutter - 3, table, ROW_HEIGHT);
    return table + ROWS * ROW_HEIGHT;
}

/* ------------------------------------------------------ districts as strips */

static void draw_strip(struct layout *l, const struct text_style *styles,
                       struct fig_supply_plot plot, double table_x, double y)
{
    struct scene *scene = l->scene;
    struct lines name =
        wrap_text(scene->arena, scene->setter, head_style, WRAP_BALANCED,
                  STRIP_NAME - 4, plot.panel->name);
    double height = NAME_LINE * (double)name.n;
    kit_lines(scene, head_style, COLOUR_INK, ALIGN_LEFT, 0,
              y + (STRIP_PLOT - height) / 2 + 0.8 * NAME_LINE, NAME_LINE, &name,
              "district");
    fig_supply_plot_draw(scene, &plot);
    plot.x0 = table_x;
    plot.x1 = scene->width;
    draw_numbers(l, styles, &plot, y, STRIP_PLOT / ROWS);
    draw_marks(l, table_x - 4, y, STRIP_PLOT / ROWS);
}

static double strip_height(const struct layout *l, size_t p)
{
    struct lines name =
        wrap_text(l->scene->arena, l->scene->setter, head_style, WRAP_BALANCED,
                  STRIP_NAME - 4, l->figure->panels[p].name);
    return fmax(STRIP_PLOT, NAME_LINE * (double)name.n) + STRIP_GAP;
}

static double draw_strips(struct layout *l, double y)
{
    const struct figure_supply *figure = l->figure;
    struct scene *scene = l->scene;
    struct paint rule = {.stroke = COLOUR_RULE, .width = STROKE_ROW};
    double left = STRIP_NAME + gutter_width(l);
    double room = scene->width - left - fmax(STRIP_MARKS, marks_width(l) + 8);
    double plot_end = left + room * STRIP_SHARE;
    double table_x = scene->width - room * (1 - STRIP_SHARE);
    struct text_style styles[ROWS] = {0};
    fit_rows(l, (scene->width - table_x) / (double)figure->n_years, styles);
    struct fig_supply_plot head = {.figure = figure,
                                   .panel = &figure->panels[0],
                                   .x0 = left,
                                   .x1 = plot_end};
    draw_years(l, &head, y + 9);
    head.x0 = table_x;
    head.x1 = scene->width;
    draw_years(l, &head, y + 9);
    y += 14;
    for (size_t p = 0; p < figure->n_panels; p++) {
        scene_line(scene, rule, 0, y, scene->width, y);
        double top = y + STRIP_GAP / 2;
        struct fig_supply_plot plot = {
            .figure = figure,
            .panel = &figure->panels[p],
            .x0 = left,
            .x1 = plot_end,
            .scale = fig_supply_scale(figure, &figure->panels[p], 3,
                                      top + STRIP_PLOT - 1, top + 3)};
        draw_strip(l, styles, plot, table_x, top);
        y += strip_height(l, p);
    }
    return y;
}

/* ----------------------------------------------------------------- figure */

static bool has_glyphs(struct typesetter *setter, struct diag *diag,
                       const struct figure_supply *figure)
{
    const char *const texts[] = {figure->unit,        figure->need_mark,
                                 figure->supply_mark, figure->gap_mark,
                                 figure->need_name,   figure->supply_name,
                                 figure->short_name};
    bool all = fig_mark_frame_glyphs(setter, diag, &figure->frame);
    for (size_t i = 0; i < LEN(texts); i++)
        all &= kit_glyphs_present(setter, diag, texts[i]);
    for (size_t p = 0; p < figure->n_panels; p++) {
        all &= kit_glyphs_present(setter, diag, figure->panels[p].name);
        for (size_t i = 0; i < figure->n_years; i++)
            for (int row = 0; row < ROWS; row++)
                all &= kit_glyphs_present(
                    setter, diag,
                    row_text(&figure->panels[p].bars[i], (enum row)row));
    }
    return all;
}

struct scene *figure_supply(struct arena *arena, struct typesetter *setter,
                            struct diag *diag, enum tone tone,
                            const struct figure_supply *figure)
{
    if (!has_glyphs(setter, diag, figure))
        return NULL;
    struct scene *scene =
        scene_new(arena, setter, tone, THEME_FULL_MM * THEME_PT_PER_MM);
    struct layout l = {.scene = scene, .figure = figure};
    double y = kit_opening(scene, &figure->frame);
    if (figure->n_panels && figure->n_years) {
        y = draw_key(&l, y + 2) + 4;
        y = fit_columns(&l) ? draw_columns(&l, y) : draw_strips(&l, y);
    }
    if (l.unfit)
        return fig_mark_unfit(diag, l.unfit);
    y = kit_closing(scene, &figure->frame, y + 2);
    scene_set_height(scene, y + 2);
    return scene;
}
