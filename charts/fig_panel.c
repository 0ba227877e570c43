/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fig_panel.h"

#include "charts/fig_course.h"
#include "charts/fig_mark.h"
#include "charts/kit.h"
#include "charts/labels.h"
#include <math.h>

#define SMALLEST     0.7  /* factor on the sizes of numbers */
#define NARROW_BELOW 0.85 /* the same, before the face changes */
#define SCALE_LOW    (-1.0)
#define SCALE_HIGH   1.3
#define BAR_HEIGHT   8.0
#define LINE         11.0
#define COLUMN_GAP   FIG_PANEL_GAP
#define ARROW        "→"

static const struct text_style small_style = {FACE_REGULAR, 9.0};
static const struct text_style key_style = {FACE_BOLD, TYPE_KEY_NUMBER};
static const struct text_style plan_style = {FACE_BOLD, 11.0};
static const struct text_style target_style = {FACE_BOLD, 11.0};
static const struct text_style line_style = {FACE_REGULAR, TYPE_AXIS};
static const struct text_style strong_style = {FACE_BOLD, 10.5};
static const struct text_style under_style = {FACE_REGULAR, TYPE_NOTE};

void fig_panel_scale(struct fig_panel *panel)
{
    panel->low = 0;
    panel->high = 1;
    for (size_t i = 0; i < panel->figure->n_rows; i++) {
        const struct progress_row *row = &panel->figure->rows[i];
        if (!row->has_progress)
            continue;
        panel->low = fmin(panel->low, fmax(row->progress, SCALE_LOW));
        panel->high = fmax(panel->high, fmin(row->progress, SCALE_HIGH));
    }
}

static double share_x(const struct fig_panel *panel, double share)
{
    double inside = fmin(fmax(share, panel->low), panel->high);
    /* The ticks at both ends are centred on their places. */
    return panel->x + 1.2 +
           (panel->w - 2.4) * (inside - panel->low) /
               (panel->high - panel->low);
}

/* ---------------------------------------------------- baseline to target */

struct numbers { /* 65.4 → 67.4   75.0 */
    struct text_style from_style, now_style, to_style;
    const char *from, *now, *to; /* "" where there is none */
};

static struct numbers row_numbers(const struct progress_row *row)
{
    bool has_now = kit_given(row->current_text);
    const char *from = kit_given(row->baseline.text) ? row->baseline.text : "";
    const char *to =
        row->has_target && kit_given(row->target.text) ? row->target.text : "";
    /* Without a current value the baseline takes its place. */
    return (struct numbers){.from_style = small_style,
                            .now_style = has_now ? key_style : plan_style,
                            .to_style = has_now ? target_style : plan_style,
                            .from = has_now ? from : "",
                            .now = has_now ? row->current_text : from,
                            .to = to};
}

static double numbers_width(struct scene *scene, const struct numbers *n)
{
    struct typesetter *setter = scene->setter;
    double arrow = text_width(setter, n->from_style, ARROW);
    double width = text_width(setter, n->now_style, n->now);
    if (*n->from)
        width += text_width(setter, n->from_style, n->from) + arrow + 6;
    if (*n->to)
        width += text_width(setter, n->to_style, n->to) + COLUMN_GAP;
    return width;
}

/* Long numbers are set in the narrower equal-width face. */
static void narrow_numbers(struct numbers *n)
{
    n->now_style.face = FACE_FIXED_BOLD;
    n->to_style.face = FACE_FIXED_BOLD;
}

static void scale_numbers(struct numbers *n, double factor)
{
    n->from_style.size = fmax(n->from_style.size * factor, TYPE_FLOOR);
    n->now_style.size = fmax(n->now_style.size * factor, TYPE_FLOOR);
    n->to_style.size = fmax(n->to_style.size * factor, TYPE_FLOOR);
}

double fig_panel_least_width(struct scene *scene, const struct fig_panel *panel,
                             const struct progress_row *row)
{
    struct numbers numbers = row_numbers(row);
    narrow_numbers(&numbers);
    scale_numbers(&numbers, SMALLEST);
    double width = numbers_width(scene, &numbers);
    if (!row->has_progress || !kit_given(row->progress_text))
        return width;
    const char *name = word(panel->figure->frame.style.lang, WORD_PROGRESS);
    return fmax(
        width, 6 + text_width(scene->setter, line_style, name) +
                   text_width(scene->setter, strong_style, row->progress_text));
}

double fig_panel_target_width(struct scene *scene,
                              const struct progress_row *row)
{
    struct numbers numbers = row_numbers(row);
    return text_width(scene->setter, numbers.to_style, numbers.to);
}

static void draw_numbers(struct scene *scene, const struct fig_panel *panel,
                         const struct progress_row *row, double y)
{
    struct numbers n = row_numbers(row);
    double width = numbers_width(scene, &n);
    if (panel->w < width * NARROW_BELOW) {
        narrow_numbers(&n);
        width = numbers_width(scene, &n);
    }
    if (width > panel->w)
        scale_numbers(&n, fmax(panel->w / width * 0.99, SMALLEST));
    double right = panel->x + panel->w;
    double to = scene_text(scene, n.to_style, COLOUR_DAIDAI_TEXT, ALIGN_RIGHT,
                           right, y, n.to, "target");
    /* Current values end in a column of their own where there is room. */
    double column = fmax(to, panel->target_w) + COLUMN_GAP;
    double narrow = to > 0 ? to + COLUMN_GAP : 0;
    right -= width - to + column <= panel->w ? column : narrow;
    right -= scene_text(scene, n.now_style, COLOUR_INK, ALIGN_RIGHT, right, y,
                        n.now, *n.from ? "current" : "baseline");
    if (!*n.from)
        return;
    right -= 3;
    right -= scene_text(scene, n.from_style, COLOUR_INK2, ALIGN_RIGHT, right, y,
                        ARROW, "");
    scene_text(scene, n.from_style, COLOUR_INK2, ALIGN_RIGHT, right - 3, y,
               n.from, "baseline");
}

/* -------------------------------------------------------------------- bar */

static void draw_fill(struct scene *scene, const struct fig_panel *panel,
                      const struct progress_row *row, double y)
{
    double zero = share_x(panel, 0);
    double end = share_x(panel, row->progress);
    bool backward = row->progress < 0;
    struct paint fill = {.fill = backward ? COLOUR_ENJI : COLOUR_AI};
    double x = fmin(zero, end);
    double w = fabs(end - zero);
    if (w > 0)
        scene_rect(scene, fill, x, y, w, BAR_HEIGHT, 0);
    if (backward && w > 0)
        scene_hatch(scene, HATCH_SLASH, COLOUR_PAPER, x, y, w, BAR_HEIGHT);
    if (row->progress < panel->low)
        fig_mark_cut(scene, end + 7, y, BAR_HEIGHT);
    if (row->progress > panel->high)
        fig_mark_cut(scene, end - 7, y, BAR_HEIGHT);
}

/* 0 and the elapsed share under the bar, side by side. */
static void draw_under(struct scene *scene, const struct fig_panel *panel,
                       const struct progress_row *row, double y)
{
    const char *texts[2] = {"0", row->elapsed_text};
    const double places[2] = {share_x(panel, 0), share_x(panel, row->elapsed)};
    size_t n = kit_given(row->elapsed_text) ? 2 : 1;
    bool swap = n == 2 && places[1] < places[0];
    struct label labels[2] = {0};
    for (size_t i = 0; i < n; i++) {
        size_t k = swap ? n - 1 - i : i;
        labels[i] = (struct label){
            .wish = places[k],
            .width = text_width(scene->setter, under_style, texts[k])};
    }
    if (!labels_spread(labels, n, 5, panel->x, panel->x + panel->w))
        return;
    for (size_t i = 0; i < n; i++)
        scene_text(scene, under_style, COLOUR_INK2, ALIGN_CENTRE, labels[i].at,
                   y, texts[swap ? n - 1 - i : i], "bar");
}

static void draw_tick(struct scene *scene, struct paint paint, double x,
                      double y, double over)
{
    scene_line(scene, paint, x, y - over, x, y + BAR_HEIGHT + over);
}

static void draw_bar(struct scene *scene, const struct fig_panel *panel,
                     const struct progress_row *row, double y)
{
    struct paint track = {.fill = COLOUR_NEZU_PALE};
    struct paint zero = {.stroke = COLOUR_INK, .width = 1.0};
    struct paint target = {.stroke = COLOUR_DAIDAI, .width = STROKE_TARGET};
    struct paint casing = {.stroke = COLOUR_PAPER, .width = 2.0};
    struct paint elapsed = {
        .stroke = COLOUR_INK2, .width = 1.0, .dash = {2, 1.4}};
    double x0 = share_x(panel, 0);
    double x1 = share_x(panel, 1);
    scene_rect(scene, track, x0, y, x1 - x0, BAR_HEIGHT, 0);
    draw_fill(scene, panel, row, y);
    draw_tick(scene, zero, x0, y, 3);
    draw_tick(scene, target, x1, y, 3);
    if (kit_given(row->elapsed_text)) {
        double x = share_x(panel, row->elapsed);
        if (row->progress > row->elapsed)
            draw_tick(scene, casing, x, y, 0);
        draw_tick(scene, elapsed, x, y, 2);
    }
    draw_under(scene, panel, row, y + BAR_HEIGHT + 9.5);
}

/* ------------------------------------------------------------------ lines */

struct entry { /* a name at the left, what it is at the right */
    const char *name, *text;
    struct text_style style;
    enum colour colour;
    const char *role;
};

/* On one line if both fit, else the text wrapped below the name; returns the
 * baseline of the next line. */
static double draw_entry(struct scene *scene, const struct fig_panel *panel,
                         const struct entry *entry, double y)
{
    double right = panel->x + panel->w;
    double name = text_width(scene->setter, line_style, entry->name);
    double text = text_width(scene->setter, entry->style, entry->text);
    scene_text(scene, line_style, COLOUR_INK2, ALIGN_LEFT, panel->x, y,
               entry->name, "");
    if (name + (*entry->name ? 6 : 0) + text <= panel->w) {
        scene_text(scene, entry->style, entry->colour, ALIGN_RIGHT, right, y,
                   entry->text, entry->role);
        return y + LINE;
    }
    struct lines lines = wrap_text(scene->arena, scene->setter, entry->style,
                                   WRAP_FILL, panel->w, entry->text);
    return kit_lines(scene, entry->style, entry->colour, ALIGN_RIGHT, right,
                     *entry->name ? y + LINE : y, LINE, &lines, entry->role);
}

static double draw_lines(struct scene *scene, const struct fig_panel *panel,
                         const struct progress_row *row, double y)
{
    enum lang lang = panel->figure->frame.style.lang;
    struct entry progress = {word(lang, WORD_PROGRESS), row->progress_text,
                             row->has_progress ? strong_style : line_style,
                             row->has_progress ? fig_mark_text_colour(row->mark)
                                               : COLOUR_INK2,
                             "progress"};
    struct entry remaining = {word(lang, WORD_REMAINING), row->remaining_text,
                              line_style, COLOUR_INK, "remaining"};
    struct entry pace = {word(lang, WORD_COL_PACE_NEEDED), row->pace_text,
                         line_style, COLOUR_INK, "pace"};
    if (kit_given(row->progress_text))
        y = draw_entry(scene, panel, &progress, y);
    if (kit_given(row->remaining_text))
        y = draw_entry(scene, panel, &remaining, y);
    if (kit_given(row->pace_text))
        y = draw_entry(scene, panel, &pace, y);
    return y;
}

double fig_panel_draw(struct scene *scene, const struct fig_panel *panel,
                      const struct progress_row *row, double y)
{
    if (fig_course_is_compact(row)) {
        draw_numbers(scene, panel, row, y + 16);
        double next = draw_lines(scene, panel, row, y + 29);
        return next - LINE + 8 - y;
    }
    draw_numbers(scene, panel, row, y + 20);
    double lines_at = y + 36;
    if (row->has_progress) {
        draw_bar(scene, panel, row, y + 29);
        lines_at = y + 62;
    }
    double next = draw_lines(scene, panel, row, lines_at);
    return next - LINE + 10 - y;
}
