/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/figure_parts.h"

static void fill_bars(struct figure_parts *f, struct figure_trend *figure,
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
            points[figure->n_points++] = figure_parts_point(
                f, series, "baseline", "", &segment->baseline);
            placed = true;
        }
        if (year != baseline_year && year <= f->run->evaluations.as_of)
            points[figure->n_points++] =
                figure_parts_point(f, series, "actual", "", o);
    }
    if (!placed)
        points[figure->n_points++] =
            figure_parts_point(f, series, "baseline", "", &segment->baseline);
    figure->points = points;
}

static void fill_line(struct figure_parts *f, struct figure_trend *figure,
                      const char *series, const struct trend *t)
{
    struct arena *arena = f->s->arena;
    figure->has_line = t->grade >= GRADE_REFERENCE;
    if (!figure->has_line)
        return;
    figure->line_from = period_fiscal_year(t->used[0]->period);
    figure->line_to = period_fiscal_year(t->used[t->n - 1]->period);
    figure->line_at_from = figure_parts_fitted(t, figure->line_from);
    figure->line_at_to = figure_parts_fitted(t, figure->line_to);
    figure->has_forecast = t->has_forecast;
    if (!t->has_forecast)
        return;
    const char *low = figure_parts_number(f, t->predicted_low);
    const char *high = figure_parts_number(f, t->predicted_high);
    struct period period = period_fiscal(t->spec.predict);
    figure->forecast =
        (struct figure_point){.year = t->spec.predict,
                              .at = t->forecast.fit,
                              .text = figure_parts_number(f, t->predicted)};
    figure->forecast_low = t->forecast.prediction.low;
    figure->forecast_high = t->forecast.prediction.high;
    const char *range[] = {low, high};
    figure->interval_text =
        word_fill(arena, f->s->style.lang, WORD_RANGE, 2, range);
    figure_parts_forecast(f, series, t);
    const char *args[] = {
        sentence_window(f->s, t->spec.from, t->spec.to), str_count(arena, t->n),
        publish_period(arena, f->s->style, period, PERIOD_LONG)};
    figure_parts_remark(f, word_fill(arena, f->s->style.lang,
                                     WORD_NOTE_TREND_LINE, LEN(args), args));
}

void figures_trend(struct figure_parts *f)
{
    struct arena *arena = f->s->arena;
    struct figure_trend *figure = arena_make(arena, struct figure_trend, 1);
    const struct indicator *indicator = f->declared->indicators[0];
    const struct segment *segment = &indicator->segments[0];
    const struct plan_trend *declared;
    const struct trend *t = run_trend(f->run, segment, &declared);
    f->message = f->desc = "";
    figure->unit = indicator->unit;
    figure->interval_text = "";
    figure->caution = "";
    fill_bars(f, figure, indicator->id, segment);
    figure->break_year = figure_parts_break(f, t, indicator->measure);
    if (t) {
        fill_line(f, figure, indicator->id, t);
        figure->caution = sentence_trend_caution(f->s, t);
        f->message = sentence_trend_head(f->s, declared, t);
        f->desc = sentence_trend(f->s, declared, t);
    }
    f->kind = FIGURE_TREND;
    f->frame = &figure->frame;
    f->size = sizeof *figure;
    f->source = figure_parts_source(f, indicator);
}
