/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fig_course.h"
#include "charts/kit.h"

#include "charts/fig_lane.h"
#include "charts/fig_mark.h"
#include "charts/fig_value.h"
#include <math.h>

/* The plot inside a row: value labels may stand above and below it. */
#define PLOT_TOP    16.0
#define PLOT_BOTTOM 74.0
#define BREAK_ROOM  8.0
#define YEARS_BELOW 10.5 /* from the axis to the baseline of the years */
#define AXIS_TICKS  4
#define RING_RADIUS 2.7
#define DISC_RADIUS 2.3
#define OLD_RADIUS  1.7 /* of the plan before */
#define TICK_HALF   8.0 /* of the target's tick */

#define COMPACT_MIDDLE 16.0
#define COMPACT_HALF   FIG_COMPACT_HALF
#define COMPACT_AXIS   31.0

/* What a label pays for each point of a stroke that it covers. */
#define COST_SERIES 3.0
#define COST_PATH   1.0
#define COST_BAND   0.6

static const struct text_style old_style = {FACE_REGULAR, TYPE_AXIS};
static const struct text_style value_style = {FACE_REGULAR, TYPE_LABEL};
static const struct text_style key_style = {FACE_BOLD, TYPE_LABEL};

/* A point of the course, in the order of years. */
struct node {
    const struct figure_point *point;
    double x, y;
    bool is_baseline, is_old, is_latest;
};

struct course {
    struct scene *scene;
    const struct fig_course_cell *cell;
    const struct progress_row *row;
    struct scale scale;
    struct node *nodes;
    size_t n;
    struct fig_spots spots;
    unsigned key;
};

bool fig_course_is_compact(const struct progress_row *row)
{
    if (row->has_forecast)
        return false;
    for (size_t i = 0; i < row->n_actuals; i++)
        if (!row->has_baseline || row->actuals[i].year != row->baseline.year)
            return false;
    return true;
}

/* ------------------------------------------------------------ value axis */

struct range {
    double least, most;
};

static void widen(struct range *range, double value)
{
    range->least = fmin(range->least, value);
    range->most = fmax(range->most, value);
}

static struct range row_range(const struct progress_row *row)
{
    struct range range = {INFINITY, -INFINITY};
    if (row->has_baseline)
        widen(&range, row->baseline.at);
    if (row->has_target)
        widen(&range, row->target.at);
    for (size_t i = 0; i < row->n_actuals; i++)
        if (!row->actuals[i].missing)
            widen(&range, row->actuals[i].at);
    if (row->has_forecast)
        widen(&range, row->forecast.at);
    if (range.least > range.most)
        range = (struct range){0, 1};
    return range;
}

/* The axis follows an interval at most half the span of the points further:
 * an interval of three points must not flatten what was observed. */
static struct range axis_range(const struct progress_row *row)
{
    struct range range = row_range(row);
    double room = (range.most - range.least) / 2;
    if (row->has_forecast && room > 0) {
        widen(&range, fmax(row->forecast_low, range.least - room));
        widen(&range, fmin(row->forecast_high, range.most + room));
    }
    return range;
}

struct scale fig_course_scale(const struct figure_progress *figure,
                              const struct progress_row *row, double y)
{
    struct range points = row_range(row);
    struct range range = axis_range(row);
    bool above_zero = points.least >= 0;
    bool within_hundred = figure->is_share && points.most <= 100;
    if (above_zero)
        range.least = fmax(range.least, 0);
    if (within_hundred)
        range.most = fmin(range.most, 100);
    struct scale scale =
        scale_make(range.least, range.most, AXIS_TICKS, false,
                   above_zero ? 0 : NAN, within_hundred ? 100 : NAN);
    /* A broken axis leaves room for its zigzag between the lowest tick and
     * the axis of the years. */
    scale.from = y + PLOT_BOTTOM - (scale.broken ? BREAK_ROOM : 0);
    scale.to = y + PLOT_TOP;
    return scale;
}

static double plot_y(const struct course *course, double value)
{
    double y = scale_at(&course->scale, value);
    return fmin(fmax(y, course->scale.to), course->scale.from);
}

/* ----------------------------------------------------------------- points */

static struct node node_at(const struct course *course,
                           const struct figure_point *point)
{
    double x = fig_axis_x(&course->cell->years, point->year);
    double y = point->missing ? course->scale.from : plot_y(course, point->at);
    return (struct node){.point = point, .x = x, .y = y};
}

/* Actuals by year, with the baseline in its place and instead of the actual
 * of its own year. */
static void collect_nodes(struct course *course)
{
    const struct progress_row *row = course->row;
    course->nodes =
        arena_make(course->scene->arena, struct node, row->n_actuals + 1);
    bool waiting = row->has_baseline;
    for (size_t i = 0; i <= row->n_actuals; i++) {
        const struct figure_point *point =
            i < row->n_actuals ? &row->actuals[i] : NULL;
        if (waiting && (!point || point->year >= row->baseline.year)) {
            struct node *node = &course->nodes[course->n++];
            *node = node_at(course, &row->baseline);
            node->is_baseline = true;
            waiting = false;
        }
        if (!point || (row->has_baseline && point->year == row->baseline.year))
            continue;
        struct node *node = &course->nodes[course->n++];
        *node = node_at(course, point);
        node->is_old = row->has_baseline && point->year < row->baseline.year;
    }
    for (size_t i = course->n; i-- > 0;) {
        if (course->nodes[i].point->missing)
            continue;
        course->nodes[i].is_latest = true;
        break;
    }
}

static const struct node *latest_node(const struct course *course)
{
    for (size_t i = course->n; i-- > 0;)
        if (course->nodes[i].is_latest)
            return &course->nodes[i];
    return NULL;
}

/* A forecast needs something that it goes on from. */
static bool has_forecast(const struct course *course)
{
    return course->row->has_forecast && latest_node(course);
}

static double node_radius(const struct node *node)
{
    return node->is_baseline ? RING_RADIUS
           : node->is_old    ? OLD_RADIUS
                             : DISC_RADIUS;
}

/* ------------------------------------------------------------------ lines */

/* A line of the chart: drawn, and known to the placing of labels. */
static void draw_stroke(struct course *course, struct paint paint, double x1,
                        double y1, double x2, double y2, double cost)
{
    scene_line(course->scene, paint, x1, y1, x2, y2);
    fig_spot_stroke(&course->spots,
                    (struct fig_stroke){x1, y1, x2, y2, cost, false});
}

static void draw_axes(struct course *course)
{
    const struct fig_course_cell *cell = course->cell;
    struct scene *scene = course->scene;
    struct paint axis = {.stroke = COLOUR_INK2, .width = STROKE_AXIS};
    double foot = cell->y + PLOT_BOTTOM;
    fig_axis_values(scene, cell->figure->frame.style, &course->scale, cell->x0,
                    cell->x1);
    for (size_t i = 0; i < course->scale.n_ticks; i++) {
        double y =
            scale_at(&course->scale, decimal_double(course->scale.tick[i]));
        fig_spot_stroke(
            &course->spots,
            (struct fig_stroke){cell->x0, y, cell->x1, y, 0, false});
    }
    scene_line(scene, axis, cell->x0, foot, cell->x1, foot);
    if (course->scale.broken) {
        fig_mark_zigzag(scene, cell->x0, foot - BREAK_ROOM / 2);
        course->key |= FIG_KEY_BROKEN;
    }
}

/* No label stands on the line where the series breaks. */
static void draw_break(struct course *course)
{
    const struct fig_course_cell *cell = course->cell;
    double top = cell->y + 6, foot = cell->y + PLOT_BOTTOM;
    double x = fig_axis_break(course->scene, &cell->years,
                              course->row->break_year, top, foot);
    if (x >= 0)
        fig_spot_stroke(&course->spots,
                        (struct fig_stroke){x, top, x, foot, 0, false});
}

static void draw_band(struct course *course)
{
    const struct progress_row *row = course->row;
    const struct node *latest = latest_node(course);
    if (!has_forecast(course))
        return;
    struct paint fill = {.fill = COLOUR_AI_PALE};
    double x1 = latest->x;
    double x2 = fig_axis_x(&course->cell->years, row->forecast.year);
    bool has_width = row->band_low < row->band_high;
    double near_low = has_width ? row->band_low : row->band_from;
    double near_high = has_width ? row->band_high : row->band_from;
    struct path_step steps[] = {
        {PATH_MOVE, x1, plot_y(course, near_high)},
        {PATH_LINE, x2, plot_y(course, row->forecast_high)},
        {PATH_LINE, x2, plot_y(course, row->forecast_low)},
        {PATH_LINE, x1, plot_y(course, near_low)},
        {PATH_CLOSE, 0, 0}};
    scene_path(course->scene, fill, steps, LEN(steps));
    for (size_t i = 0; i < 3; i++)
        fig_spot_stroke(&course->spots,
                        (struct fig_stroke){steps[i].x, steps[i].y,
                                            steps[i + 1].x, steps[i + 1].y,
                                            COST_BAND, true});
}

static void draw_path(struct course *course)
{
    const struct progress_row *row = course->row;
    if (!row->has_baseline || !row->has_target)
        return;
    struct paint dots = {
        .stroke = COLOUR_INK2, .width = 0.9, .dash = {1.4, 2.2}};
    draw_stroke(course, dots,
                fig_axis_x(&course->cell->years, row->baseline.year),
                plot_y(course, row->baseline.at),
                fig_axis_x(&course->cell->years, row->target.year),
                plot_y(course, row->target.at), COST_PATH);
    course->key |= FIG_KEY_PATH;
}

static void draw_series(struct course *course)
{
    struct paint now = {
        .stroke = COLOUR_AI, .width = STROKE_SERIES, .round_caps = true};
    struct paint old = {
        .stroke = COLOUR_AI_MID, .width = 1.1, .round_caps = true};
    for (size_t i = 1; i < course->n; i++) {
        const struct node *a = &course->nodes[i - 1];
        const struct node *b = &course->nodes[i];
        if (a->point->missing || b->point->missing)
            continue;
        draw_stroke(course, a->is_old ? old : now, a->x, a->y, b->x, b->y,
                    COST_SERIES);
    }
}

/* An end of the interval that lies outside the axis goes on as an arrow. */
static void draw_interval_end(struct course *course, double x, double value,
                              bool upwards)
{
    double low = fmin(course->scale.low, course->scale.high);
    double high = fmax(course->scale.low, course->scale.high);
    double slack = (high - low) * 1e-9;
    if (value > high + slack || value < low - slack)
        fig_mark_beyond(course->scene, COLOUR_AI, x, plot_y(course, value),
                        upwards);
}

static void draw_forecast(struct course *course)
{
    const struct progress_row *row = course->row;
    const struct node *latest = latest_node(course);
    if (!has_forecast(course))
        return;
    struct paint dash = {.stroke = COLOUR_AI, .width = 1.2, .dash = {4, 2.4}};
    struct paint bar = {.stroke = COLOUR_AI, .width = 1.0};
    double x = fig_axis_x(&course->cell->years, row->forecast.year);
    double y = plot_y(course, row->forecast.at);
    double low = plot_y(course, row->forecast_low);
    double high = plot_y(course, row->forecast_high);
    draw_stroke(course, dash, latest->x, plot_y(course, row->band_from), x, y,
                COST_SERIES);
    draw_stroke(course, bar, x, low, x, high, COST_PATH);
    draw_interval_end(course, x, row->forecast_low, false);
    draw_interval_end(course, x, row->forecast_high, true);
    course->key |= FIG_KEY_FORECAST;
}

/* ------------------------------------------------------------------ marks */

static void draw_nodes(struct course *course)
{
    for (size_t i = 0; i < course->n; i++) {
        const struct node *node = &course->nodes[i];
        if (node->point->missing)
            continue;
        double r = node_radius(node);
        if (node->is_baseline) {
            fig_mark_ring(course->scene, COLOUR_AI, node->x, node->y, r);
            course->key |= FIG_KEY_BASELINE;
        } else {
            fig_mark_disc(course->scene,
                          node->is_old ? COLOUR_AI_MID : COLOUR_AI, node->x,
                          node->y, r);
            course->key |= node->is_old ? FIG_KEY_HISTORY : FIG_KEY_ACTUAL;
        }
    }
}

static void draw_ends(struct course *course)
{
    const struct progress_row *row = course->row;
    if (has_forecast(course))
        fig_mark_ring(course->scene, COLOUR_AI,
                      fig_axis_x(&course->cell->years, row->forecast.year),
                      plot_y(course, row->forecast.at), DISC_RADIUS);
    if (!row->has_target)
        return;
    struct paint tick = {.stroke = COLOUR_DAIDAI, .width = STROKE_TARGET};
    double x = fig_axis_x(&course->cell->years, row->target.year);
    double y = plot_y(course, row->target.at);
    scene_line(course->scene, tick, x - TICK_HALF, y, x + TICK_HALF, y);
    course->key |= FIG_KEY_TARGET;
}

static void take_marks(struct course *course)
{
    const struct progress_row *row = course->row;
    for (size_t i = 0; i < course->n; i++) {
        const struct node *node = &course->nodes[i];
        double r = node_radius(node) + 0.2;
        if (!node->point->missing)
            fig_spot_take(
                &course->spots,
                (struct fig_box){node->x - r, node->y - r, 2 * r, 2 * r});
    }
    if (row->has_target) {
        double x = fig_axis_x(&course->cell->years, row->target.year);
        double y = plot_y(course, row->target.at);
        fig_spot_take(&course->spots, (struct fig_box){x - TICK_HALF, y - 1.4,
                                                       2 * TICK_HALF, 2.8});
    }
    if (has_forecast(course)) {
        double x = fig_axis_x(&course->cell->years, row->forecast.year);
        double y = plot_y(course, row->forecast.at);
        fig_spot_take(&course->spots, (struct fig_box){x - 2.5, y - 2.5, 5, 5});
    }
}

/* ----------------------------------------------------------------- values */

/* Above where the line comes up to the point, below where it falls to it;
 * the first point looks at the next. */
static enum fig_side value_side(const struct course *course, size_t i)
{
    const struct node *nodes = course->nodes;
    if (i > 0 && !nodes[i - 1].point->missing)
        return nodes[i].y <= nodes[i - 1].y ? FIG_ABOVE : FIG_BELOW;
    if (i + 1 < course->n && !nodes[i + 1].point->missing)
        return nodes[i + 1].y >= nodes[i].y ? FIG_ABOVE : FIG_BELOW;
    return FIG_ABOVE;
}

static struct fig_value value_of(const struct course *course, size_t i)
{
    const struct node *node = &course->nodes[i];
    bool strong = node->is_latest || node->is_baseline;
    struct fig_value value = {.text = node->point->text,
                              .role = "value",
                              .style = strong         ? key_style
                                       : node->is_old ? old_style
                                                      : value_style,
                              .colour = node->is_old ? COLOUR_INK3 : COLOUR_INK,
                              .x = node->x,
                              .y = node->y,
                              .radius = node_radius(node),
                              .side = value_side(course, i),
                              .must = strong,
                              .tinted_from = has_forecast(course)
                                                 ? latest_node(course)->x
                                                 : INFINITY};
    if (node->point->missing) { /* its mark at the foot of its year */
        value.role = "missing";
        value.style = old_style;
        value.colour = COLOUR_INK;
        value.radius = 0;
        value.side = FIG_ABOVE_ONLY;
        value.is_foot = true;
        value.tinted_from = INFINITY;
    }
    return value;
}

/* The latest, the baseline, the highest and the lowest, the others. */
static int value_weight(const struct course *course, const struct node *node)
{
    if (node->is_latest || node->is_baseline)
        return node->is_latest ? 3 : 2;
    double least = INFINITY;
    double most = -INFINITY;
    for (size_t i = 0; i < course->n; i++) {
        if (course->nodes[i].point->missing)
            continue;
        least = fmin(least, course->nodes[i].point->at);
        most = fmax(most, course->nodes[i].point->at);
    }
    double at = node->point->at;
    return !node->point->missing && (at <= least || at >= most);
}

/* Places the values, those that carry most first; returns how many found no
 * room.  A box without width: none. */
static size_t place_values(struct course *course, bool sideways,
                           struct fig_box *boxes)
{
    size_t omitted = 0;
    for (int weight = 3; weight >= 0; weight--)
        for (size_t i = course->n; i-- > 0;) {
            const struct node *node = &course->nodes[i];
            if (value_weight(course, node) != weight ||
                !kit_given(node->point->text))
                continue;
            struct fig_value value = value_of(course, i);
            value.sideways = sideways;
            if (fig_value_find(course->scene, &course->spots, &value,
                               &boxes[i]))
                continue;
            boxes[i] = (struct fig_box){0};
            omitted++;
        }
    return omitted;
}

/* Values straight above or below their points; where not all find room, also
 * sideways, if that brings all of them in; else some are left out, which the
 * key then says. */
static void draw_values(struct course *course)
{
    struct fig_box *boxes =
        arena_make(course->scene->arena, struct fig_box, course->n + 1);
    size_t taken = course->spots.n_taken;
    bool omits = place_values(course, false, boxes) > 0;
    for (int sideways = 1; omits && sideways >= 0; sideways--) {
        course->spots.n_taken = taken;
        if (place_values(course, sideways, boxes) == 0)
            omits = false;
    }
    for (size_t i = 0; i < course->n; i++) {
        struct fig_value value = value_of(course, i);
        if (boxes[i].w > 0)
            fig_value_draw_at(course->scene, &course->spots, &value, boxes[i]);
    }
    course->key |= omits ? FIG_KEY_OMITTED : 0;
}

/* --------------------------------------------------------- lane of labels */

static const char *end_text(struct scene *scene, enum lang lang, bool named,
                            enum word name, const struct figure_point *point)
{
    if (!named)
        return point->text ? point->text : "";
    return str_join(scene->arena, word(lang, name), " ",
                    point->text ? point->text : "", NULL);
}

double fig_course_lane_width(struct scene *scene, enum lang lang, bool named,
                             const struct progress_row *row)
{
    double width = 0;
    if (row->has_target)
        width = text_width(
            scene->setter, key_style,
            end_text(scene, lang, named, WORD_TARGET_SHORT, &row->target));
    if (row->has_forecast)
        width =
            fmax(width, text_width(scene->setter, value_style,
                                   end_text(scene, lang, named, WORD_FORECAST,
                                            &row->forecast)));
    return width;
}

static void draw_lane(const struct course *course, double low, double high)
{
    const struct progress_row *row = course->row;
    const struct fig_course_cell *cell = course->cell;
    enum lang lang = cell->figure->frame.style.lang;
    struct fig_lane_label ends[2];
    size_t n = 0;
    if (row->has_target)
        ends[n++] = (struct fig_lane_label){
            key_style,
            COLOUR_DAIDAI_TEXT,
            end_text(course->scene, lang, cell->lane_named, WORD_TARGET_SHORT,
                     &row->target),
            "target",
            fig_axis_x(&cell->years, row->target.year) + TICK_HALF + 1,
            plot_y(course, row->target.at)};
    if (has_forecast(course))
        ends[n++] = (struct fig_lane_label){
            value_style,
            COLOUR_AI,
            end_text(course->scene, lang, cell->lane_named, WORD_FORECAST,
                     &row->forecast),
            "forecast",
            fig_axis_x(&cell->years, row->forecast.year) + 4,
            plot_y(course, row->forecast.at)};
    fig_lane_draw(course->scene, ends, n, cell->lane, low, high);
}

/* ------------------------------------------------------------------ years */

static void add_year(struct fig_year_label *needed, size_t *n, int year,
                     enum face face, enum colour colour)
{
    for (size_t i = 0; i < *n; i++)
        if (needed[i].year == year)
            return;
    size_t at = (*n)++;
    for (; at > 0 && needed[at - 1].year > year; at--)
        needed[at] = needed[at - 1];
    needed[at] = (struct fig_year_label){year, face, colour};
}

static void draw_years(const struct course *course, double axis, bool others)
{
    const struct fig_course_cell *cell = course->cell;
    const struct progress_row *row = course->row;
    const struct node *latest = latest_node(course);
    struct fig_year_label needed[3] = {0};
    size_t n = 0;
    if (row->has_target)
        add_year(needed, &n, row->target.year, FACE_BOLD, COLOUR_DAIDAI_TEXT);
    if (latest && !latest->is_baseline)
        add_year(needed, &n, latest->point->year, FACE_BOLD, COLOUR_INK);
    if (row->has_baseline || kit_given(row->baseline.text))
        add_year(needed, &n, row->baseline.year,
                 latest && latest->is_baseline ? FACE_BOLD : FACE_REGULAR,
                 COLOUR_INK2);
    struct fig_year_row years = {.years = &cell->years,
                                 .style = cell->figure->frame.style,
                                 .form = PERIOD_SHORT,
                                 .needed = needed,
                                 .n_needed = n,
                                 .others = others,
                                 .axis = axis,
                                 .y = axis + YEARS_BELOW,
                                 .low = cell->x0 - 10,
                                 .high = cell->x1 + 10};
    fig_axis_years(course->scene, &years);
}

/* A baseline that is no number stands as its mark at the foot of its year. */
static void draw_baseline_mark(struct course *course, double foot)
{
    const struct progress_row *row = course->row;
    if (row->has_baseline || !kit_given(row->baseline.text))
        return;
    struct fig_value value = {
        .text = row->baseline.text,
        .role = "baseline",
        .style = key_style,
        .colour = COLOUR_INK,
        .x = fig_axis_x(&course->cell->years, row->baseline.year),
        .y = foot,
        .side = FIG_ABOVE_ONLY,
        .is_foot = true,
        .must = true,
        .tinted_from = INFINITY};
    if (!fig_value_draw(course->scene, &course->spots, &value))
        course->key |= FIG_KEY_OMITTED;
}

/* ------------------------------------------------------------------ cells */

static void draw_full(struct course *course)
{
    const struct fig_course_cell *cell = course->cell;
    course->scale = fig_course_scale(cell->figure, course->row, cell->y);
    struct fig_box area = {cell->x0 - 4, cell->y + 4, cell->x1 - cell->x0 + 6,
                           PLOT_BOTTOM - 5};
    course->spots = fig_spot_new(course->scene->arena, area);
    collect_nodes(course);
    draw_axes(course);
    draw_break(course);
    draw_band(course);
    draw_path(course);
    draw_series(course);
    draw_forecast(course);
    take_marks(course);
    draw_baseline_mark(course, course->scale.from);
    draw_values(course);
    draw_nodes(course);
    draw_ends(course);
    draw_lane(course, cell->y + 4, course->scale.from + 4);
    draw_years(course, cell->y + PLOT_BOTTOM, true);
}

/* The scale of a compact cell: its range around the middle of the row, a
 * unit as long as in the other compact cells. */
static struct scale compact_scale(const struct fig_course_cell *cell)
{
    struct range range = row_range(cell->row);
    double middle = (range.least + range.most) / 2;
    double y = cell->y + COMPACT_MIDDLE;
    double half = COMPACT_HALF / cell->pt_per_unit;
    return (struct scale){.low = middle - half,
                          .high = middle + half,
                          .from = y + COMPACT_HALF,
                          .to = y - COMPACT_HALF};
}

static void draw_compact(struct course *course)
{
    const struct fig_course_cell *cell = course->cell;
    const struct progress_row *row = course->row;
    struct scene *scene = course->scene;
    struct paint axis = {.stroke = COLOUR_RULE, .width = STROKE_AXIS};
    double foot = cell->y + COMPACT_AXIS;
    course->scale = compact_scale(cell);
    course->spots =
        fig_spot_new(scene->arena, (struct fig_box){cell->x0 - 4, cell->y + 2,
                                                    cell->x1 - cell->x0 + 6,
                                                    COMPACT_AXIS - 2});
    collect_nodes(course);
    scene_line(scene, axis, cell->x0, foot, cell->x1, foot);
    draw_path(course);
    draw_nodes(course);
    draw_ends(course);
    draw_baseline_mark(course, foot);
    if (row->has_baseline)
        scene_text(scene, key_style, COLOUR_INK, ALIGN_RIGHT,
                   fig_axis_x(&cell->years, row->baseline.year) - 6,
                   fig_mark_middle(key_style, plot_y(course, row->baseline.at)),
                   row->baseline.text, "value");
    draw_lane(course, cell->y + 4, foot + 4);
    draw_years(course, foot, false);
}

unsigned fig_course_draw(struct scene *scene,
                         const struct fig_course_cell *cell)
{
    struct course course = {.scene = scene, .cell = cell, .row = cell->row};
    if (fig_course_is_compact(cell->row))
        draw_compact(&course);
    else
        draw_full(&course);
    return course.key;
}
