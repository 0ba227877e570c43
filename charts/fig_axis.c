/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fig_axis.h"

#include "charts/fig_mark.h"
#include "charts/labels.h"
#include <math.h>

#define YEAR_GAP 4.0 /* between two labels of years */

static const struct text_style number_style = {FACE_REGULAR, TYPE_AXIS};

double fig_axis_x(const struct fig_years *years, int year)
{
    if (years->from == years->to)
        return (years->x0 + years->x1) / 2;
    return years->x0 + (years->x1 - years->x0) * (year - years->from) /
                           (years->to - years->from);
}

double fig_axis_break(struct scene *scene, const struct fig_years *years,
                      int year, double top, double foot)
{
    struct paint dashed = {.stroke = COLOUR_INK2, .width = 0.8, .dash = {3, 2}};
    struct paint stroke = {.stroke = COLOUR_INK2, .width = 0.9};
    if (year <= years->from || year > years->to)
        return -1;
    double x = (fig_axis_x(years, year - 1) + fig_axis_x(years, year)) / 2;
    scene_line(scene, dashed, x, top, x, foot);
    scene_line(scene, stroke, x - 3.2, foot + 2.4, x - 0.2, foot - 2.4);
    scene_line(scene, stroke, x + 0.2, foot + 2.4, x + 3.2, foot - 2.4);
    return x;
}

static const char *year_text(struct scene *scene,
                             const struct fig_year_row *row, int year)
{
    return publish_period(scene->arena, row->style, period_fiscal(year),
                          row->form);
}

/* Places the needed labels side by side as near as can be to their years.
 * Where they do not fit side by side the last ones win. */
static size_t place_needed(struct scene *scene, const struct fig_year_row *row,
                           struct label *labels)
{
    for (size_t skipped = 0; skipped < row->n_needed; skipped++) {
        size_t n = row->n_needed - skipped;
        for (size_t i = 0; i < n; i++) {
            const struct fig_year_label *needed = &row->needed[skipped + i];
            struct text_style style = {needed->face, TYPE_AXIS};
            const char *text = year_text(scene, row, needed->year);
            labels[i] =
                (struct label){.wish = fig_axis_x(row->years, needed->year),
                               .width = text_width(scene->setter, style, text)};
        }
        if (labels_spread(labels, n, YEAR_GAP, row->low, row->high))
            return n;
    }
    return 0;
}

static void draw_year(struct scene *scene, const struct fig_year_row *row,
                      enum face face, enum colour colour, double x, int year)
{
    struct text_style style = {face, TYPE_AXIS};
    scene_text(scene, style, colour, ALIGN_CENTRE, x, row->y,
               year_text(scene, row, year), "year");
}

static double widest_year(struct scene *scene, const struct fig_year_row *row)
{
    struct text_style style = {FACE_REGULAR, TYPE_AXIS};
    double widest = 0;
    for (int year = row->years->from; year <= row->years->to; year++)
        widest = fmax(widest, text_width(scene->setter, style,
                                         year_text(scene, row, year)));
    return widest;
}

static bool is_clear(const struct label *labels, size_t n, double x,
                     double width)
{
    for (size_t i = 0; i < n; i++)
        if (fabs(x - labels[i].at) < (width + labels[i].width) / 2 + YEAR_GAP)
            return false;
    return true;
}

/* Where not every year has its label, every year has a tick. */
static void draw_ticks(struct scene *scene, const struct fig_year_row *row)
{
    struct paint tick = {.stroke = COLOUR_INK2, .width = STROKE_AXIS};
    double top = row->axis;
    for (int year = row->years->from; year <= row->years->to; year++) {
        double x = fig_axis_x(row->years, year);
        scene_line(scene, tick, x, top, x, top + 2);
    }
}

/* The years between, every k-th counted from the first needed one. */
static void draw_others(struct scene *scene, const struct fig_year_row *row,
                        const struct label *labels, size_t n)
{
    const struct fig_years *years = row->years;
    if (years->from == years->to)
        return;
    double width = widest_year(scene, row);
    double pitch = (years->x1 - years->x0) / (years->to - years->from);
    int every = (int)fmax(1, ceil((width + YEAR_GAP) / pitch));
    if (every > 1)
        draw_ticks(scene, row);
    int anchor = row->n_needed ? row->needed[0].year : years->from;
    for (int year = years->from; year <= years->to; year++) {
        double x = fig_axis_x(years, year);
        if ((year - anchor) % every != 0 || x - width / 2 < row->low ||
            x + width / 2 > row->high || !is_clear(labels, n, x, width))
            continue;
        draw_year(scene, row, FACE_REGULAR, COLOUR_INK2, x, year);
    }
}

void fig_axis_years(struct scene *scene, const struct fig_year_row *row)
{
    struct label *labels =
        arena_make(scene->arena, struct label, row->n_needed + 1);
    size_t n = place_needed(scene, row, labels);
    for (size_t i = 0; i < n; i++) {
        const struct fig_year_label *needed =
            &row->needed[row->n_needed - n + i];
        draw_year(scene, row, needed->face, needed->colour, labels[i].at,
                  needed->year);
    }
    if (row->others)
        draw_others(scene, row, labels, n);
}

void fig_axis_values(struct scene *scene, struct publish_style style,
                     const struct scale *scale, double x0, double x1)
{
    struct paint grid = {.stroke = COLOUR_GRID, .width = STROKE_GRID};
    for (size_t i = 0; i < scale->n_ticks; i++) {
        double y = scale_at(scale, decimal_double(scale->tick[i]));
        scene_line(scene, grid, x0, y, x1, y);
        scene_text(scene, number_style, COLOUR_INK2, ALIGN_RIGHT, x0 - 6,
                   fig_mark_middle(number_style, y),
                   publish_number(scene->arena, style, scale->tick[i]), "tick");
    }
}

double fig_axis_values_width(struct scene *scene, struct publish_style style,
                             const struct scale *scale)
{
    double widest = 0;
    for (size_t i = 0; i < scale->n_ticks; i++) {
        const char *text = publish_number(scene->arena, style, scale->tick[i]);
        widest = fmax(widest, text_width(scene->setter, number_style, text));
    }
    return widest;
}
