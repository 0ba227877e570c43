/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/figures.h"

#include "charts/lint.h"
#include "data/unit.h"
#include <string.h>

enum { MAX_REMARKS = 8 };

/* What is being filled: the data table and remarks grow with the rows. */
struct filling {
    const struct run *run;
    const struct speaker *s;
    const struct plan_figure *declared;
    struct figure_datum *data;
    size_t n_data, cap_data;
    const char *remarks[MAX_REMARKS];
    size_t n_remarks;
    int history_until; /* year before which the predecessor's actuals stand */
};

static const char *number_of(const struct filling *f, struct decimal a)
{
    return publish_number(f->s->arena, f->s->style, a);
}

static void add_datum(struct filling *f, const char *series, const char *role,
                      struct period period, const char *value,
                      const char *published)
{
    if (f->n_data == f->cap_data) {
        size_t cap = f->cap_data ? 2 * f->cap_data : 32;
        f->data =
            arena_grow(f->s->arena, f->data, f->n_data, cap, sizeof *f->data);
        f->cap_data = cap;
    }
    f->data[f->n_data++] = (struct figure_datum){
        series, role, publish_period_code(f->s->arena, period), value,
        published};
}

static void add_remark(struct filling *f, const char *text)
{
    for (size_t i = 0; i < f->n_remarks; i++)
        if (strcmp(f->remarks[i], text) == 0)
            return;
    if (f->n_remarks < MAX_REMARKS)
        f->remarks[f->n_remarks++] = text;
}

static const char *series_name(struct arena *arena,
                               const struct indicator *indicator,
                               const struct assessment *a)
{
    const char *label = a->segment->label;
    return str_join(arena, indicator->id, *label ? "/" : "", label,
                    *a->part ? "/" : "", a->part, NULL);
}

/* The number of a value, or of one part of a tuple. */
static bool number_in(const struct value *value, const char *part,
                      struct decimal *out)
{
    if (value->kind == VALUE_NUMBER && !*part) {
        *out = value->number;
        return true;
    }
    for (size_t i = 0; value->kind == VALUE_TUPLE && i < value->n_parts; i++)
        if (strcmp(value->parts[i].unit, part) == 0) {
            *out = value->parts[i].number;
            return true;
        }
    return false;
}

static struct figure_point point_of(struct filling *f, const char *series,
                                    const char *role, const char *part,
                                    const struct observation *o)
{
    struct decimal number;
    struct figure_point p = {.year = period_fiscal_year(o->period)};
    if (!number_in(&o->value, part, &number)) {
        p.missing = true;
        p.text = sentence_value(f->s, &o->value, "");
        return p;
    }
    p.at = decimal_double(number);
    p.text = number_of(f, number);
    add_datum(f, series, role, o->period, decimal_text(f->s->arena, number),
              p.text);
    return p;
}

static void fill_actuals(struct filling *f, struct progress_row *row,
                         const char *series, const struct assessment *a)
{
    const struct segment *s = a->segment;
    struct figure_point *points =
        arena_make(f->s->arena, struct figure_point, s->n_actuals);
    for (size_t i = 0; i < s->n_actuals; i++) {
        const struct observation *o = &s->actuals[i];
        int year = period_fiscal_year(o->period);
        bool is_baseline = row->has_baseline && year == row->baseline.year &&
                           !o->from_predecessor;
        if (year > f->run->evaluations.as_of || is_baseline)
            continue;
        points[row->n_actuals++] = point_of(
            f, series, o->from_predecessor ? "history" : "actual", a->part, o);
        if (o->from_predecessor)
            f->history_until = period_fiscal_year(s->baseline.period);
    }
    row->actuals = points;
}

static double fitted(const struct trend *t, int year)
{
    return t->fit.mean + t->fit.slope * (year - t->fit.centre);
}

static void fill_forecast(struct filling *f, struct progress_row *row,
                          const char *series, const struct assessment *a)
{
    const struct plan_trend *declared;
    const struct trend *t = run_trend(f->run, a->segment, &declared);
    if (!t || !t->has_forecast || *a->part)
        return;
    struct period period = period_fiscal(t->spec.predict);
    row->has_forecast = true;
    row->forecast = (struct figure_point){.year = t->spec.predict,
                                          .at = t->forecast.fit,
                                          .text = number_of(f, t->predicted)};
    row->forecast_low = t->forecast.prediction.low;
    row->forecast_high = t->forecast.prediction.high;
    struct prediction end;
    row->band_from = fitted(t, t->spec.to);
    if (stat_predict(&t->fit, t->spec.to, t->spec.level, &end) == STAT_OK) {
        row->band_low = end.prediction.low;
        row->band_high = end.prediction.high;
    }
    add_datum(f, series, "forecast", period,
              decimal_text(f->s->arena, t->predicted), row->forecast.text);
    add_datum(f, series, "forecast-low", period,
              decimal_text(f->s->arena, t->predicted_low),
              number_of(f, t->predicted_low));
    add_datum(f, series, "forecast-high", period,
              decimal_text(f->s->arena, t->predicted_high),
              number_of(f, t->predicted_high));
    const char *args[] = {sentence_window(f->s, t->spec.from, t->spec.to),
                          str_count(f->s->arena, t->n)};
    add_remark(f, word_fill(f->s->arena, f->s->style.lang, WORD_NOTE_WINDOW,
                            LEN(args), args));
}

static enum status_mark mark_of(enum status status)
{
    static const enum status_mark marks[STATUS_COUNT] = {
        [STATUS_ACHIEVED] = STATUS_MARK_ACHIEVED,
        [STATUS_ON_TRACK] = STATUS_MARK_ON_TRACK,
        [STATUS_BEHIND] = STATUS_MARK_BEHIND,
        [STATUS_WORSE] = STATUS_MARK_WORSE,
        [STATUS_NOT_ASSESSED] = STATUS_MARK_NONE};
    return marks[status];
}

static const char *fill_one(const struct filling *f, enum word id,
                            const char *arg)
{
    return word_fill(f->s->arena, f->s->style.lang, id, 1, &arg);
}

/* Numbers at the right of a row: how far, how much is left, how fast. */
static void fill_panel(struct filling *f, struct progress_row *row,
                       const char *unit, const struct assessment *a)
{
    const char *difference = unit_of_difference(unit);
    row->has_progress =
        a->progress.reason == REASON_NONE && a->elapsed.reason == REASON_NONE;
    if (row->has_progress) {
        row->progress = rational_double(a->progress.exact);
        row->elapsed = rational_double(a->elapsed.exact);
        row->elapsed_text = fill_one(
            f, WORD_ELAPSED_SHARE, sentence_quantity(f->s, &a->elapsed, "％"));
    }
    bool untouched = a->progress.reason == REASON_NO_ACTUAL;
    row->progress_text =
        untouched ? "" : sentence_quantity(f->s, &a->progress, "％");
    row->remaining_text = "";
    row->pace_text = "";
    if (a->gap.reason == REASON_NONE && a->status != STATUS_ACHIEVED) {
        struct quantity size = a->gap;
        if (decimal_sign(size.published) < 0)
            size.published.units = -size.published.units;
        row->remaining_text = sentence_quantity(f->s, &size, difference);
    }
    if (a->pace_needed.reason == REASON_NONE && a->status != STATUS_ACHIEVED)
        row->pace_text =
            fill_one(f, WORD_PER_YEAR,
                     sentence_change(f->s, &a->pace_needed, difference));
}

static struct progress_row row_of(struct filling *f,
                                  const struct indicator *indicator,
                                  const struct assessment *a)
{
    const char *series = series_name(f->s->arena, indicator, a);
    const char *unit = *a->part ? a->part : indicator->unit;
    const char *label = a->segment->label;
    struct progress_row row = {
        .label = indicator->measure,
        .segment =
            *a->part ? str_join(f->s->arena, label, a->part, NULL) : label,
        .mark = mark_of(a->status),
        .status = sentence_status(f->s->style.lang, a),
        .reference = indicator->is_reference,
        .has_baseline = a->has_baseline,
        .has_target = a->has_target,
        .baseline_word = sentence_baseline_word(f->s),
        .elapsed_text = "",
        .better_up = indicator->direction != DIRECTION_DOWN,
    };
    row.baseline =
        point_of(f, series, "baseline", a->part, &a->segment->baseline);
    if (a->has_target)
        row.target =
            point_of(f, series, "target", a->part, &a->segment->target);
    fill_actuals(f, &row, series, a);
    fill_forecast(f, &row, series, a);
    row.current_text = a->has_actual ? number_of(f, a->actual) : "";
    fill_panel(f, &row, unit, a);
    return row;
}

static const struct evaluation *evaluation_of(const struct run *run,
                                              const struct indicator *indicator)
{
    return &run->evaluations.items[indicator - run->plan->indicators];
}

static size_t count_rows(const struct filling *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->declared->n_indicators; i++) {
        const struct indicator *indicator = f->declared->indicators[i];
        const struct evaluation *e = evaluation_of(f->run, indicator);
        for (size_t k = 0; k < indicator->n_segments; k++)
            n += e->segments[k].n_parts ? e->segments[k].n_parts : 1;
    }
    return n;
}

/* The unit all rows share; "" when they differ. */
static const char *common_unit(const struct plan_figure *declared)
{
    for (size_t i = 1; i < declared->n_indicators; i++)
        if (!unit_same(str_of(declared->indicators[0]->unit),
                       str_of(declared->indicators[i]->unit), NULL))
            return "";
    return declared->n_indicators ? declared->indicators[0]->unit : "";
}

static const char *source_text(const struct run *run,
                               const struct plan_figure *declared)
{
    if (declared->n_indicators == 0)
        return "";
    size_t i = (size_t)(declared->indicators[0] - run->plan->indicators);
    for (size_t k = 0; k < run->plan->n_sources; k++)
        if (!strcmp(run->plan->sources[k].id, run->plan->indicator_sources[i]))
            return run->plan->sources[k].text;
    return "";
}

/* fig ID | sha256 0123456789ab | shihyo 0.1.0 */
static const char *provenance_of(const struct filling *f)
{
    return str_join(f->s->arena, "fig ", f->declared->id, " | sha256 ",
                    str_z(f->s->arena, (struct str){f->run->digest, 12}),
                    " | shihyo " SHIHYO_VERSION, NULL);
}

static struct figure_frame frame_of(struct filling *f, enum figure_kind kind,
                                    size_t number, const char *message,
                                    const char *desc)
{
    struct arena *arena = f->s->arena;
    for (size_t i = 0; i < f->declared->n_remarks; i++)
        add_remark(f, f->declared->remarks[i]);
    const char **remarks = arena_make(arena, const char *, MAX_REMARKS);
    memcpy(remarks, f->remarks, f->n_remarks * sizeof *remarks);
    const char *numbered =
        fill_one(f, WORD_REPORT_FIGURE, str_count(arena, number));
    return (struct figure_frame){
        .kind = kind,
        .meta = {.id = f->declared->id,
                 .lang = f->s->style.lang,
                 .title =
                     str_join(arena, numbered, " ", f->declared->title, NULL),
                 .desc = desc,
                 .data = f->data,
                 .n_data = f->n_data,
                 .provenance = provenance_of(f),
                 .source = source_text(f->run, f->declared)},
        .number = numbered,
        .title = f->declared->title,
        .message = message,
        .remarks = remarks,
        .n_remarks = f->n_remarks,
        .source = source_text(f->run, f->declared),
        .provenance = provenance_of(f),
        .style = f->s->style,
    };
}

/* One sentence with the key numbers, for readers who cannot see it. */
static const char *describe_progress(const struct filling *f,
                                     const char *message)
{
    struct buf b = buf_new(f->s->arena);
    bool en = f->s->style.lang == LANG_EN;
    buf_z(&b, message);
    for (size_t i = 0; i < f->declared->n_indicators; i++) {
        const struct indicator *indicator = f->declared->indicators[i];
        const struct evaluation *e = evaluation_of(f->run, indicator);
        for (size_t k = 0; k < indicator->n_segments; k++) {
            buf_z(&b, en ? " " : "");
            buf_z(&b, indicator->measure);
            if (*e->segments[k].segment->label) {
                buf_z(&b, en ? " (" : "（");
                buf_z(&b, e->segments[k].segment->label);
                buf_z(&b, en ? ")" : "）");
            }
            buf_z(&b, en ? ": " : "：");
            buf_z(&b, sentence_segment(f->s, indicator, &e->segments[k]));
        }
    }
    return buf_text(&b);
}

static void progress_remarks(struct filling *f, bool any_actual)
{
    const char *word_baseline = sentence_baseline_word(f->s);
    const char *sign = f->s->style.negative ? f->s->style.negative : "▲";
    const char *args[] = {word_baseline, sign};
    add_remark(f, word_fill(f->s->arena, f->s->style.lang,
                            any_actual ? WORD_NOTE_PROGRESS : WORD_NOTE_PACE,
                            LEN(args), args));
    if (f->history_until)
        add_remark(f, fill_one(f, WORD_NOTE_HISTORY,
                               publish_period(f->s->arena, f->s->style,
                                              period_fiscal(f->history_until),
                                              PERIOD_LONG)));
}

static const struct figure_frame *fill_progress(struct filling *f,
                                                size_t number)
{
    struct arena *arena = f->s->arena;
    struct figure_progress *figure =
        arena_make(arena, struct figure_progress, 1);
    struct progress_row *rows =
        arena_make(arena, struct progress_row, count_rows(f));
    size_t n = f->declared->n_indicators;
    const struct evaluation **items =
        arena_make(arena, const struct evaluation *, n);
    const char *unit = common_unit(f->declared);
    bool share = true, any_actual = false;
    for (size_t i = 0; i < n; i++) {
        const struct indicator *indicator = f->declared->indicators[i];
        items[i] = evaluation_of(f->run, indicator);
        share = share && indicator->kind == KIND_SHARE;
        for (size_t k = 0; k < indicator->n_segments; k++) {
            const struct assessment *a = &items[i]->segments[k];
            any_actual = any_actual || a->latest;
            for (size_t p = 0; p < a->n_parts; p++)
                rows[figure->n_rows++] = row_of(f, indicator, &a->parts[p]);
            if (a->n_parts == 0)
                rows[figure->n_rows++] = row_of(f, indicator, a);
        }
    }
    progress_remarks(f, any_actual);
    figure->unit = unit;
    figure->rows = rows;
    figure->is_share = share;
    const char *message = sentence_head(f->s, items, n);
    figure->frame = frame_of(f, FIGURE_PROGRESS, number, message,
                             describe_progress(f, message));
    return &figure->frame;
}

/* -- the trend figure ----------------------------------------------------- */

static void fill_bars(struct filling *f, struct figure_trend *figure,
                      const char *series, const struct segment *segment)
{
    struct figure_point *points =
        arena_make(f->s->arena, struct figure_point, segment->n_actuals + 1);
    int baseline_year = 0;
    if (value_is_number(&segment->baseline.value)) {
        baseline_year = period_fiscal_year(segment->baseline.period);
    }
    bool placed = baseline_year == 0;
    for (size_t i = 0; i < segment->n_actuals; i++) {
        const struct observation *o = &segment->actuals[i];
        int year = period_fiscal_year(o->period);
        if (!placed && year >= baseline_year) {
            points[figure->n_points++] =
                point_of(f, series, "baseline", "", &segment->baseline);
            placed = true;
        }
        if (year != baseline_year && year <= f->run->evaluations.as_of)
            points[figure->n_points++] = point_of(f, series, "actual", "", o);
    }
    if (!placed)
        points[figure->n_points++] =
            point_of(f, series, "baseline", "", &segment->baseline);
    figure->points = points;
}

static void fill_line(struct filling *f, struct figure_trend *figure,
                      const char *series, const struct trend *t)
{
    struct arena *arena = f->s->arena;
    figure->has_line = t->grade >= GRADE_REFERENCE;
    if (!figure->has_line)
        return;
    figure->line_from = period_fiscal_year(t->used[0]->period);
    figure->line_to = period_fiscal_year(t->used[t->n - 1]->period);
    figure->line_at_from = fitted(t, figure->line_from);
    figure->line_at_to = fitted(t, figure->line_to);
    figure->has_forecast = t->has_forecast;
    if (!t->has_forecast)
        return;
    const char *low = number_of(f, t->predicted_low);
    const char *high = number_of(f, t->predicted_high);
    struct period period = period_fiscal(t->spec.predict);
    figure->forecast =
        (struct figure_point){.year = t->spec.predict,
                              .at = t->forecast.fit,
                              .text = number_of(f, t->predicted)};
    figure->forecast_low = t->forecast.prediction.low;
    figure->forecast_high = t->forecast.prediction.high;
    const char *range[] = {low, high};
    figure->interval_text =
        word_fill(arena, f->s->style.lang, WORD_RANGE, 2, range);
    add_datum(f, series, "forecast", period, decimal_text(arena, t->predicted),
              figure->forecast.text);
    add_datum(f, series, "forecast-low", period,
              decimal_text(arena, t->predicted_low), low);
    add_datum(f, series, "forecast-high", period,
              decimal_text(arena, t->predicted_high), high);
    const char *args[] = {
        sentence_window(f->s, t->spec.from, t->spec.to), str_count(arena, t->n),
        publish_period(arena, f->s->style, period, PERIOD_LONG)};
    add_remark(f, word_fill(arena, f->s->style.lang, WORD_NOTE_TREND_LINE,
                            LEN(args), args));
}

static const struct figure_frame *fill_trend(struct filling *f, size_t number)
{
    struct arena *arena = f->s->arena;
    struct figure_trend *figure = arena_make(arena, struct figure_trend, 1);
    const struct indicator *indicator = f->declared->indicators[0];
    const struct segment *segment = &indicator->segments[0];
    const struct plan_trend *declared;
    const struct trend *t = run_trend(f->run, segment, &declared);
    const char *message = "", *desc = "";
    figure->unit = indicator->unit;
    figure->interval_text = "";
    figure->caution = "";
    fill_bars(f, figure, indicator->id, segment);
    if (t) {
        fill_line(f, figure, indicator->id, t);
        figure->caution = sentence_trend_caution(f->s, t);
        message = sentence_trend_head(f->s, declared, t);
        desc = sentence_trend(f->s, declared, t);
    }
    figure->frame = frame_of(f, FIGURE_TREND, number, message, desc);
    return &figure->frame;
}

/* -- drawing -------------------------------------------------------------- */

/* Both frames have the struct's first member in common. */
static const struct figure_frame *as_plate(struct arena *arena,
                                           const struct figure_frame *frame)
{
    size_t size = frame->kind == FIGURE_PROGRESS
                      ? sizeof(struct figure_progress)
                      : sizeof(struct figure_trend);
    struct figure_frame *plate = arena_grow(arena, frame, 1, 1, size);
    plate->plate = true;
    return plate;
}

static const struct scene *draw(const struct run *run,
                                struct typesetter *setter,
                                const struct figure_frame *frame)
{
    struct scene *scene =
        figure_draw(run->arena, setter, run->diag, run->options->tone, frame);
    const char *faults = scene ? lint_scene(run->arena, scene) : "";
    if (*faults)
        diag_add(run->diag, MSG_INTERNAL, (struct place){0},
                 str_join(run->arena, frame->meta.id, ": ", faults, NULL),
                 NULL);
    return scene;
}

struct drawn_figures figures_make(const struct run *run,
                                  struct typesetter *setter)
{
    const struct plan *plan = run->plan;
    struct drawn_figures all = {0};
    struct drawn_figure *items =
        arena_make(run->arena, struct drawn_figure, plan->n_figures);
    for (size_t i = 0; i < plan->n_figures; i++) {
        const struct plan_figure *declared = &plan->figures[i];
        struct filling f = {
            .run = run, .s = &run->speaker, .declared = declared};
        struct drawn_figure *d = &items[all.n++];
        d->declared = declared;
        d->frame = declared->kind == PLAN_FIGURE_TREND
                       ? fill_trend(&f, i + 1)
                       : fill_progress(&f, i + 1);
        diag_about(run->diag, declared->place);
        d->scene = draw(run, setter, d->frame);
        if (d->scene)
            d->plate = draw(run, setter, as_plate(run->arena, d->frame));
    }
    diag_about(run->diag, (struct place){0});
    all.items = items;
    return all;
}

const struct indicator *figures_first(const struct drawn_figure *figure)
{
    return figure->declared->n_indicators ? figure->declared->indicators[0]
                                          : NULL;
}
