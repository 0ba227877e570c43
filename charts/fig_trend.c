/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/figure.h"

#include "charts/fig_axis.h"
#include "charts/fig_mark.h"
#include "charts/fig_spot.h"
#include "charts/fig_value.h"
#include "charts/kit.h"
#include "charts/labels.h"
#include <math.h>

#define PLOT_HEIGHT  148.0
#define HEAD         18.0 /* unit and zone label above the plot */
#define HEADROOM     12.0 /* plot above the highest tick */
#define TICKS        6
#define SIDE_WIDTH   112.0 /* column of the forecast and the caution */
#define SIDE_GAP     10.0
#define SMALLEST     6.5 /* size of values */
#define BAR_SHARE    0.6 /* of a year's slot */
#define BAR_MOST     44.0
#define SIDE_LINE    11.0
#define CAUTION_LINE 11.0

static const struct text_style axis_style = {FACE_REGULAR, TYPE_AXIS};
static const struct text_style value_style = {FACE_REGULAR, TYPE_VALUE};
static const struct text_style key_style = {FACE_BOLD, TYPE_VALUE};
static const struct text_style side_style = {FACE_REGULAR, TYPE_AXIS};
static const struct text_style side_key_style = {FACE_BOLD, TYPE_LABEL};

struct trend {
    struct scene *scene;
    const struct figure_trend *figure;
    struct scale scale;
    struct fig_years years;
    struct fig_spots spots;
    double x0, x1, top, foot; /* the plot; top includes the headroom */
    double side;              /* left edge of the right column */
    double slot, bar;         /* widths */
    double value_size;        /* of the type of values: one for all */
    const struct figure_point *latest;
};

static bool has_side(const struct figure_trend *figure)
{
    return figure->has_forecast || kit_given(figure->caution);
}

static const struct figure_point *
latest_point(const struct figure_trend *figure)
{
    for (size_t i = figure->n_points; i-- > 0;)
        if (!figure->points[i].missing)
            return &figure->points[i];
    return NULL;
}

/* ------------------------------------------------------------------ frame */

/* The axis shows the interval up to twice the way from 0 to what was
 * observed or forecast; beyond it the box is left open. */
static struct scale value_scale(const struct figure_trend *figure)
{
    double least = 0;
    double most = 0;
    for (size_t i = 0; i < figure->n_points; i++) {
        if (figure->points[i].missing)
            continue;
        least = fmin(least, figure->points[i].at);
        most = fmax(most, figure->points[i].at);
    }
    bool above_zero = least >= 0;
    if (figure->has_line) {
        least = fmin(least, fmin(figure->line_at_from, figure->line_at_to));
        most = fmax(most, fmax(figure->line_at_from, figure->line_at_to));
    }
    if (figure->has_forecast) {
        double low = fmin(least, figure->forecast.at);
        double high = fmax(most, figure->forecast.at);
        least = fmin(low, fmax(figure->forecast_low, 2 * low - high));
        most = fmax(high, fmin(figure->forecast_high, 2 * high - low));
    }
    if (above_zero)
        least = 0;
    if (most <= least)
        most = least + 1;
    return scale_make(least, most, TICKS, true, above_zero ? 0 : NAN, NAN);
}

static void find_years(const struct figure_trend *figure,
                       struct fig_years *years)
{
    years->from = figure->points[0].year;
    years->to = figure->points[figure->n_points - 1].year;
    if (figure->has_forecast && figure->forecast.year > years->to)
        years->to = figure->forecast.year;
}

static void find_frame(struct trend *t, double y)
{
    const struct figure_trend *figure = t->figure;
    struct scene *scene = t->scene;
    t->scale = value_scale(figure);
    t->top = y + HEAD;
    t->foot = t->top + HEADROOM + PLOT_HEIGHT;
    /* Values of negative bars stand below them. */
    t->scale.from = t->foot - (t->scale.low < 0 ? HEADROOM : 0);
    t->scale.to = t->top + HEADROOM;
    double numbers =
        fig_axis_values_width(scene, figure->frame.style, &t->scale);
    double axis_word =
        text_width(scene->setter, axis_style,
                   word(figure->frame.style.lang, WORD_FISCAL_YEAR_AXIS));
    t->x0 = ceil((numbers + 6) / 4) * 4;
    t->x1 = scene->width - axis_word - 4;
    if (has_side(figure))
        t->x1 = fmin(t->x1, scene->width - SIDE_WIDTH - SIDE_GAP);
    t->side = t->x1 + SIDE_GAP;
    find_years(figure, &t->years);
    t->slot = (t->x1 - t->x0) / (t->years.to - t->years.from + 1);
    t->bar = fmin(t->slot * BAR_SHARE, BAR_MOST);
    t->years.x0 = t->x0 + t->slot / 2;
    t->years.x1 = t->x1 - t->slot / 2;
    t->latest = latest_point(figure);
    struct fig_box area = {t->x0 + 1, t->top - 2, t->x1 - t->x0 - 2,
                           t->foot - t->top};
    t->spots = fig_spot_new(scene->arena, area);
}

/* The size at which the widest value is no wider than a slot. */
static double find_value_size(const struct trend *t)
{
    double widest = 0;
    for (size_t i = 0; i < t->figure->n_points; i++)
        if (kit_given(t->figure->points[i].text))
            widest = fmax(widest, text_width(t->scene->setter, key_style,
                                             t->figure->points[i].text));
    double size = key_style.size * (t->slot - 3) / widest;
    return fmax(fmin(floor(size * 10) / 10, key_style.size), SMALLEST);
}

static double plot_y(const struct trend *t, double value)
{
    double y = scale_at(&t->scale, value);
    return fmin(fmax(y, t->scale.to), t->scale.from);
}

static double zone_left(const struct trend *t)
{
    return fig_axis_x(&t->years, t->figure->forecast.year) - t->slot / 2;
}

static void draw_zone(struct trend *t)
{
    if (!t->figure->has_forecast)
        return;
    struct scene *scene = t->scene;
    struct paint band = {.fill = COLOUR_BAND};
    double x = zone_left(t);
    scene_rect(scene, band, x, t->top + 2, t->slot, t->foot - t->top - 2, 0);
    const char *name = word(t->figure->frame.style.lang, WORD_FORECAST_ZONE);
    double half = text_width(scene->setter, axis_style, name) / 2;
    double centre = fmin(x + t->slot / 2, scene->width - half);
    scene_text(scene, axis_style, COLOUR_INK2, ALIGN_CENTRE, centre, t->top - 4,
               name, "zone");
}

static void draw_axes(struct trend *t)
{
    struct scene *scene = t->scene;
    const struct figure_trend *figure = t->figure;
    struct paint axis = {.stroke = COLOUR_INK2, .width = STROKE_AXIS};
    fig_axis_values(scene, figure->frame.style, &t->scale, t->x0, t->x1);
    for (size_t i = 0; i < t->scale.n_ticks; i++) {
        double y = scale_at(&t->scale, decimal_double(t->scale.tick[i]));
        fig_spot_stroke(&t->spots,
                        (struct fig_stroke){t->x0, y, t->x1, y, 0, false});
    }
    double zero = plot_y(t, 0);
    scene_line(scene, axis, t->x0, zero, t->x1, zero);
    if (!kit_given(figure->unit))
        return;
    const char *unit = str_join(scene->arena, "（", figure->unit, "）", NULL);
    double width = text_width(scene->setter, axis_style, unit);
    scene_text(scene, axis_style, COLOUR_INK2, ALIGN_RIGHT,
               fmax(t->x0 - 2, width), t->top - 4, unit, "unit");
}

static void draw_years(struct trend *t)
{
    const struct figure_trend *figure = t->figure;
    struct fig_year_label needed[2] = {0};
    size_t n = 0;
    if (t->latest)
        needed[n++] =
            (struct fig_year_label){t->latest->year, FACE_BOLD, COLOUR_INK};
    if (figure->has_forecast &&
        (!t->latest || figure->forecast.year > t->latest->year))
        needed[n++] = (struct fig_year_label){figure->forecast.year,
                                              FACE_REGULAR, COLOUR_INK2};
    struct fig_year_row row = {.years = &t->years,
                               .style = figure->frame.style,
                               .form = PERIOD_AXIS,
                               .needed = needed,
                               .n_needed = n,
                               .others = true,
                               .axis = t->foot,
                               .y = t->foot + 12,
                               .low = t->x0 - 10,
                               .high = t->x1};
    fig_axis_years(t->scene, &row);
    scene_text(t->scene, axis_style, COLOUR_INK2, ALIGN_LEFT, t->x1 + 4,
               t->foot + 12,
               word(figure->frame.style.lang, WORD_FISCAL_YEAR_AXIS), "axis");
}

/* ------------------------------------------------------------------- bars */

static void draw_bars(struct trend *t)
{
    double zero = plot_y(t, 0);
    for (size_t i = 0; i < t->figure->n_points; i++) {
        const struct figure_point *point = &t->figure->points[i];
        if (point->missing)
            continue;
        struct paint fill = {.fill = point == t->latest ? COLOUR_AI
                                                        : COLOUR_AI_MID};
        double x = fig_axis_x(&t->years, point->year) - t->bar / 2;
        double y = plot_y(t, point->at);
        struct fig_box box = {x, fmin(y, zero), t->bar, fabs(zero - y)};
        if (box.h > 0)
            scene_rect(t->scene, fill, box.x, box.y, box.w, box.h, 0);
        fig_spot_take(&t->spots, box);
    }
}

/* ------------------------------------------------------------------ trend */

static void draw_trend_line(struct trend *t)
{
    const struct figure_trend *figure = t->figure;
    if (!figure->has_line)
        return;
    struct paint casing = {.stroke = COLOUR_PAPER, .width = 4.0};
    struct paint line = {.stroke = COLOUR_DAIDAI, .width = STROKE_SERIES};
    double x1 = fig_axis_x(&t->years, figure->line_from);
    double x2 = fig_axis_x(&t->years, figure->line_to);
    double y1 = plot_y(t, figure->line_at_from);
    double y2 = plot_y(t, figure->line_at_to);
    scene_line(t->scene, casing, x1, y1, x2, y2);
    scene_line(t->scene, line, x1, y1, x2, y2);
    fig_spot_stroke(&t->spots, (struct fig_stroke){x1, y1, x2, y2, 8, false});
    if (!figure->has_forecast)
        return;
    line.dash[0] = 4.5;
    line.dash[1] = 2.5;
    double x3 = fig_axis_x(&t->years, figure->forecast.year);
    double y3 = plot_y(t, figure->forecast.at);
    scene_line(t->scene, line, x2, y2, x3, y3);
    fig_spot_stroke(&t->spots, (struct fig_stroke){x2, y2, x3, y3, 8, false});
}

static bool is_beyond(const struct trend *t, double value)
{
    double slack = fabs(t->scale.high - t->scale.low) * 1e-9;
    return value > t->scale.high + slack || value < t->scale.low - slack;
}

/* The frame of the interval; an end beyond the axis stays open and gets an
 * arrow. */
static void draw_interval(struct trend *t)
{
    const struct figure_trend *figure = t->figure;
    if (!figure->has_forecast)
        return;
    struct scene *scene = t->scene;
    struct paint fill = {.fill = COLOUR_PAPER};
    struct paint edge = {
        .stroke = COLOUR_DAIDAI, .width = 0.9, .dash = {2.4, 1.8}};
    double x = fig_axis_x(&t->years, figure->forecast.year);
    double left = x - t->bar / 2;
    double right = x + t->bar / 2;
    double low = plot_y(t, figure->forecast_low);
    double high = plot_y(t, figure->forecast_high);
    scene_rect(scene, fill, left, high, t->bar, low - high, 0);
    scene_hatch(scene, HATCH_SLASH, COLOUR_DAIDAI_PALE, left, high, t->bar,
                low - high);
    scene_line(scene, edge, left, low, left, high);
    scene_line(scene, edge, right, low, right, high);
    if (is_beyond(t, figure->forecast_high))
        fig_mark_beyond(scene, COLOUR_DAIDAI, x, high - 5, true);
    else
        scene_line(scene, edge, left, high, right, high);
    if (!is_beyond(t, figure->forecast_low))
        scene_line(scene, edge, left, low, right, low);
    fig_spot_take(&t->spots, (struct fig_box){left, high, t->bar, low - high});
}

static void draw_forecast_tick(struct trend *t)
{
    if (!t->figure->has_forecast)
        return;
    struct paint casing = {.stroke = COLOUR_PAPER,
                           .width = STROKE_TARGET + 1.6};
    struct paint tick = {.stroke = COLOUR_DAIDAI, .width = STROKE_TARGET};
    double x = fig_axis_x(&t->years, t->figure->forecast.year);
    double y = plot_y(t, t->figure->forecast.at);
    double half = t->bar / 2 + 3;
    scene_line(t->scene, casing, x - half, y, x + half, y);
    scene_line(t->scene, tick, x - half, y, x + half, y);
}

/* ----------------------------------------------------------------- values */

/* The value of a bar beyond its end, the mark of a missing one at the foot.
 * Where bars stand close, values are set smaller, then they may also go far
 * from their bars and have leaders. */
static bool draw_value(struct trend *t, const struct figure_point *point)
{
    bool strong = point == t->latest;
    bool negative = !point->missing && point->at < 0;
    struct fig_value value = {.text = point->text,
                              .role = point->missing ? "missing" : "value",
                              .style = strong           ? key_style
                                       : point->missing ? axis_style
                                                        : value_style,
                              .colour = COLOUR_INK,
                              .x = fig_axis_x(&t->years, point->year),
                              .y = plot_y(t, point->missing ? 0 : point->at),
                              .radius = 1,
                              .side =
                                  negative ? FIG_BELOW_ONLY : FIG_ABOVE_ONLY,
                              .is_foot = true,
                              .tinted_from = INFINITY};
    if (!point->missing)
        value.style.size = t->value_size;
    for (; value.style.size >= SMALLEST; value.style.size -= 0.6)
        if (fig_value_draw(t->scene, &t->spots, &value))
            return true;
    value.style.size = SMALLEST;
    value.side = negative ? FIG_BELOW : FIG_ABOVE;
    value.is_foot = false;
    value.must = true;
    return fig_value_draw(t->scene, &t->spots, &value);
}

/* The latest first; NULL, or the text that fits nowhere. */
static const char *draw_values(struct trend *t)
{
    if (t->latest && !draw_value(t, t->latest))
        return t->latest->text;
    for (size_t i = t->figure->n_points; i-- > 0;) {
        const struct figure_point *point = &t->figure->points[i];
        if (point == t->latest || !kit_given(point->text))
            continue;
        if (!draw_value(t, point))
            return point->text;
    }
    return NULL;
}

/* ----------------------------------------------------------- right column */

struct side { /* the blocks of the right column, wrapped */
    struct lines name, kind, interval, caution;
    double forecast_height, caution_height;
};

static struct lines side_lines(const struct trend *t, struct text_style style,
                               const char *text)
{
    struct lines none = {0};
    if (!kit_given(text))
        return none;
    return wrap_text(t->scene->arena, t->scene->setter, style, WRAP_FILL,
                     t->scene->width - t->side, text);
}

static struct side side_blocks(const struct trend *t)
{
    const struct figure_trend *figure = t->figure;
    enum lang lang = figure->frame.style.lang;
    struct side side = {0};
    if (figure->has_forecast) {
        const char *name =
            str_join(t->scene->arena, word(lang, WORD_TREND_LINE), " ",
                     figure->forecast.text ? figure->forecast.text : "", NULL);
        side.name = side_lines(t, side_key_style, name);
        side.interval = side_lines(t, side_style, figure->interval_text);
        if (side.interval.n)
            side.kind =
                side_lines(t, side_style, word(lang, WORD_PREDICTION_INTERVAL));
        side.forecast_height =
            SIDE_LINE * (double)(side.name.n + side.kind.n + side.interval.n);
    }
    side.caution = side_lines(t, side_style, figure->caution);
    if (side.caution.n)
        side.caution_height = 16 + CAUTION_LINE * (double)(side.caution.n + 1);
    return side;
}

static void draw_forecast_block(struct trend *t, const struct side *side,
                                double middle)
{
    double y = middle - side->forecast_height / 2 + 8;
    y = kit_lines(t->scene, side_key_style, COLOUR_DAIDAI_TEXT, ALIGN_LEFT,
                  t->side, y, SIDE_LINE, &side->name, "forecast");
    y = kit_lines(t->scene, side_style, COLOUR_DAIDAI_TEXT, ALIGN_LEFT, t->side,
                  y, SIDE_LINE, &side->kind, "interval");
    kit_lines(t->scene, side_style, COLOUR_DAIDAI_TEXT, ALIGN_LEFT, t->side, y,
              SIDE_LINE, &side->interval, "interval");
}

static void draw_caution_block(struct trend *t, const struct side *side,
                               double middle)
{
    struct paint rule = {.stroke = COLOUR_INK2, .width = 0.8};
    double top = middle - side->caution_height / 2;
    enum lang lang = t->figure->frame.style.lang;
    scene_line(t->scene, rule, t->side, top + 2, t->scene->width, top + 2);
    scene_text(t->scene, side_key_style, COLOUR_INK, ALIGN_LEFT, t->side,
               top + 14, word(lang, WORD_CAUTION), "caution");
    kit_lines(t->scene, side_style, COLOUR_INK2, ALIGN_LEFT, t->side,
              top + 14 + CAUTION_LINE + 1, CAUTION_LINE, &side->caution,
              "caution");
}

/* The forecast beside its tick, the caution at the foot unless the forecast
 * stands there; returns the y below. */
static double draw_side(struct trend *t)
{
    struct side side = side_blocks(t);
    double y = t->foot;
    if (t->figure->has_forecast)
        y = plot_y(t, t->figure->forecast.at);
    struct label labels[2] = {{.wish = y, .width = side.forecast_height},
                              {.wish = t->foot - side.caution_height / 2 - 8,
                               .width = side.caution_height}};
    bool has_forecast = side.forecast_height > 0;
    bool has_caution = side.caution_height > 0;
    double total = side.forecast_height + side.caution_height + 8;
    double foot = fmax(t->foot - 4, t->top + total);
    bool caution_first = labels[1].wish < labels[0].wish;
    if (caution_first && has_forecast && has_caution) {
        struct label upper = labels[1];
        labels[1] = labels[0];
        labels[0] = upper;
    }
    size_t skip = has_forecast ? 0 : 1;
    size_t n = (size_t)has_forecast + (size_t)has_caution;
    if (!labels_spread(labels + (n == 2 ? 0 : skip), n, 8, t->top, foot))
        return foot;
    bool swapped = caution_first && n == 2;
    if (has_forecast)
        draw_forecast_block(t, &side, labels[swapped ? 1 : 0].at);
    if (has_caution)
        draw_caution_block(t, &side, labels[swapped ? 0 : 1].at);
    return foot;
}

/* ----------------------------------------------------------------- figure */

static bool has_glyphs(struct typesetter *setter, struct diag *diag,
                       const struct figure_trend *figure)
{
    const char *const texts[] = {figure->unit, figure->forecast.text,
                                 figure->interval_text, figure->caution};
    bool all = fig_mark_frame_glyphs(setter, diag, &figure->frame);
    for (size_t i = 0; i < LEN(texts); i++)
        all &= kit_glyphs_present(setter, diag, texts[i]);
    for (size_t i = 0; i < figure->n_points; i++)
        all &= kit_glyphs_present(setter, diag, figure->points[i].text);
    return all;
}

static const char *draw_plot(struct trend *t)
{
    draw_zone(t);
    draw_axes(t);
    (void)fig_axis_break(t->scene, &t->years, t->figure->break_year, t->top + 4,
                         t->foot);
    draw_bars(t);
    draw_interval(t);
    draw_trend_line(t);
    draw_forecast_tick(t);
    t->value_size = find_value_size(t);
    const char *unfit = draw_values(t);
    draw_years(t);
    return unfit;
}

struct scene *figure_trend(struct arena *arena, struct typesetter *setter,
                           struct diag *diag, enum tone tone,
                           const struct figure_trend *figure)
{
    if (!has_glyphs(setter, diag, figure))
        return NULL;
    struct scene *scene =
        scene_new(arena, setter, tone, THEME_FULL_MM * THEME_PT_PER_MM);
    double y = kit_opening(scene, &figure->frame);
    if (figure->n_points) {
        struct trend t = {.scene = scene, .figure = figure};
        find_frame(&t, y);
        const char *unfit = draw_plot(&t);
        if (unfit)
            return fig_mark_unfit(diag, unfit);
        y = t.foot + 20;
        if (has_side(figure))
            y = fmax(y, draw_side(&t) + 8);
    }
    y = kit_closing(scene, &figure->frame, y);
    scene_set_height(scene, y);
    return scene;
}
