/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/figure_parts.h"

#include "data/unit.h"

static void fill_actuals(struct figure_parts *f, struct progress_row *row,
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
        points[row->n_actuals++] = figure_parts_point(
            f, series, o->from_predecessor ? "history" : "actual", a->part, o);
        if (o->from_predecessor)
            figure_parts_remark(
                f, figure_parts_word(f, WORD_NOTE_HISTORY,
                                     publish_period(f->s->arena, f->s->style,
                                                    s->baseline.period,
                                                    PERIOD_LONG)));
    }
    row->actuals = points;
}

static void fill_forecast(struct figure_parts *f, struct progress_row *row,
                          const char *series, const struct assessment *a)
{
    const struct plan_trend *declared;
    const struct trend *t = run_trend(f->run, a->segment, &declared);
    if (!t || !t->has_forecast || *a->part)
        return;
    row->has_forecast = true;
    row->forecast =
        (struct figure_point){.year = t->spec.predict,
                              .at = t->forecast.fit,
                              .text = figure_parts_number(f, t->predicted)};
    row->forecast_low = t->forecast.prediction.low;
    row->forecast_high = t->forecast.prediction.high;
    struct prediction end;
    row->band_from = figure_parts_fitted(t, t->spec.to);
    if (stat_predict(&t->fit, t->spec.to, t->spec.level, &end) == STAT_OK) {
        row->band_low = end.prediction.low;
        row->band_high = end.prediction.high;
    }
    figure_parts_forecast(f, series, t);
    const char *args[] = {sentence_window(f->s, t->spec.from, t->spec.to),
                          str_count(f->s->arena, t->n)};
    figure_parts_remark(f, word_fill(f->s->arena, f->s->style.lang,
                                     WORD_NOTE_WINDOW, LEN(args), args));
}

/* Numbers at the right of a row: how far, how much is left, how fast. */
static void fill_panel(struct figure_parts *f, struct progress_row *row,
                       const char *unit, const struct assessment *a)
{
    const char *difference = unit_of_difference(unit);
    row->has_progress =
        a->progress.reason == REASON_NONE && a->elapsed.reason == REASON_NONE;
    if (row->has_progress) {
        row->progress = rational_double(a->progress.exact);
        row->elapsed = rational_double(a->elapsed.exact);
        row->elapsed_text = figure_parts_word(
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
        row->pace_text = figure_parts_word(
            f, WORD_PER_YEAR,
            sentence_change(f->s, &a->pace_needed, difference));
}

static struct progress_row row_of(struct figure_parts *f,
                                  const struct indicator *indicator,
                                  const struct assessment *a)
{
    const char *series = figure_parts_series(f, indicator, a);
    const char *unit = *a->part ? a->part : indicator->unit;
    const char *label = a->segment->label;
    struct progress_row row = {
        .label = indicator->measure,
        .segment =
            *a->part ? str_join(f->s->arena, label, a->part, NULL) : label,
        .mark = figure_parts_mark(a->status),
        .status = sentence_status(f->s->style.lang, a),
        .reference = indicator->is_reference,
        .has_baseline = a->has_baseline,
        .has_target = a->has_target,
        .baseline_word = sentence_baseline_word(f->s),
        .elapsed_text = "",
        .better_up = indicator->direction != DIRECTION_DOWN,
    };
    row.baseline = figure_parts_point(f, series, "baseline", a->part,
                                      &a->segment->baseline);
    if (a->has_target)
        row.target = figure_parts_point(f, series, "target", a->part,
                                        &a->segment->target);
    fill_actuals(f, &row, series, a);
    fill_forecast(f, &row, series, a);
    const struct plan_trend *declared;
    row.break_year = figure_parts_break(
        f, run_trend(f->run, a->segment, &declared), indicator->measure);
    row.current_text = a->has_actual ? figure_parts_number(f, a->actual) : "";
    fill_panel(f, &row, unit, a);
    return row;
}

static size_t count_rows(const struct figure_parts *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->declared->n_indicators; i++) {
        const struct indicator *indicator = f->declared->indicators[i];
        const struct evaluation *e = figure_parts_evaluation(f, indicator);
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

/* One sentence with the key numbers, for readers who cannot see it. */
static const char *describe(const struct figure_parts *f)
{
    struct buf b = buf_new(f->s->arena);
    bool en = f->s->style.lang == LANG_EN;
    buf_z(&b, f->message);
    for (size_t i = 0; i < f->declared->n_indicators; i++) {
        const struct indicator *indicator = f->declared->indicators[i];
        const struct evaluation *e = figure_parts_evaluation(f, indicator);
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

static void progress_remarks(struct figure_parts *f, bool any_actual)
{
    const char *word_baseline = sentence_baseline_word(f->s);
    const char *sign = f->s->style.negative ? f->s->style.negative : "▲";
    const char *args[] = {word_baseline, sign};
    figure_parts_remark(
        f, word_fill(f->s->arena, f->s->style.lang,
                     any_actual ? WORD_NOTE_PROGRESS : WORD_NOTE_PACE,
                     LEN(args), args));
}

void figures_progress(struct figure_parts *f)
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
        items[i] = figure_parts_evaluation(f, indicator);
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
    f->kind = FIGURE_PROGRESS;
    f->frame = &figure->frame;
    f->size = sizeof *figure;
    f->message = sentence_head(f->s, items, n);
    f->desc = describe(f);
    f->source = n ? figure_parts_source(f, f->declared->indicators[0]) : "";
}
