/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/figures_status.h"

#include "data/fold.h"
#include "data/unit.h"
#include <string.h>

struct gathering { /* rows, table and counts of a figure being filled */
    const struct run *run;
    const struct speaker *s;
    const struct indicator *const *indicators;
    size_t n_indicators;
    struct status_row *rows;
    size_t n_rows, n_segments;
    struct figure_parts *parts;
    struct status_counts outcome, activity;
    int from, to;
};

/* -- which indicators ------------------------------------------------------ */

static void add_goal(struct gathering *g, const struct indicator **list,
                     const char *goal)
{
    const struct plan *plan = g->run->plan;
    for (size_t i = 0; i < plan->n_indicators; i++) {
        const struct indicator *indicator = &plan->indicators[i];
        if (indicator->level == INDICATOR_OUTCOME &&
            strcmp(indicator->goal, goal) == 0)
            list[g->n_indicators++] = indicator;
    }
}

static void choose(struct gathering *g, const struct plan_figure *declared)
{
    const struct plan *plan = g->run->plan;
    if (declared->n_indicators) {
        g->indicators = declared->indicators;
        g->n_indicators = declared->n_indicators;
    } else {
        const struct indicator **list = arena_make(
            g->s->arena, const struct indicator *, plan->n_indicators);
        add_goal(g, list, "");
        for (size_t i = 0; i < plan->n_goals; i++)
            add_goal(g, list, plan->goals[i].id);
        g->indicators = list;
    }
    for (size_t i = 0; i < g->n_indicators; i++)
        g->n_segments += g->indicators[i]->n_segments;
}

static bool is_own_actual(const struct segment *segment,
                          const struct observation *o, int as_of)
{
    int year = indicator_year(o);
    return !o->from_predecessor && value_is_present(&o->value) &&
           year > indicator_year(&segment->baseline) && year <= as_of;
}

static void find_years(struct gathering *g)
{
    g->from = g->run->plan->from;
    g->to = g->run->plan->to;
    for (size_t i = 0; i < g->n_indicators; i++)
        for (size_t k = 0; k < g->indicators[i]->n_segments; k++) {
            const struct segment *s = &g->indicators[i]->segments[k];
            for (size_t j = 0; j < s->n_actuals; j++) {
                int year = indicator_year(&s->actuals[j]);
                if (is_own_actual(s, &s->actuals[j],
                                  g->run->evaluations.as_of) &&
                    year < g->from)
                    g->from = year;
            }
        }
}

/* -- cells ----------------------------------------------------------------- */

static const char *machine_value(const struct gathering *g,
                                 const struct value *value)
{
    if (value_is_number(value))
        return decimal_text(g->s->arena, value->number);
    return value->kind == VALUE_MISSING ? "" : value->published;
}

static struct figure_point point_of(struct gathering *g, const char *series,
                                    const char *role, bool on_axis,
                                    const struct observation *o,
                                    const char *unit)
{
    const struct value *value = &o->value;
    struct figure_point p = {.year = indicator_year(o),
                             .missing = !value_is_present(value)};
    if (on_axis && value_is_number(value)) {
        p.at = decimal_double(value->number);
        p.text = publish_number(g->s->arena, g->s->style, value->number);
    } else {
        p.text = sentence_value(g->s, value, unit);
    }
    if (!p.missing)
        figure_parts_datum(g->parts, series, role, o->period,
                           machine_value(g, value), p.text);
    return p;
}

/* The status as it was at the end of a year.  An older actual does not speak
 * for a year without one. */
static enum status_mark mark_of_year(struct gathering *g, const char *series,
                                     const struct indicator *indicator,
                                     const struct segment *segment, int year)
{
    if (year > g->run->evaluations.as_of)
        return STATUS_MARK_NONE;
    struct assessment a = assess_segment(g->s->arena, indicator, segment, year);
    bool counts = a.latest && indicator_year(a.latest) == year && a.counted;
    if (!counts || a.status == STATUS_NOT_ASSESSED)
        return STATUS_MARK_NONE;
    const struct value *value = &a.latest->value;
    figure_parts_datum(g->parts, series, "status", a.latest->period,
                       machine_value(g, value),
                       sentence_status(g->s->style.lang, &a));
    return figure_parts_mark(a.status);
}

static const enum status_mark *marks_of(struct gathering *g, const char *series,
                                        const struct indicator *indicator,
                                        const struct segment *segment)
{
    int years = g->to - g->from + 1;
    size_t n = (size_t)years;
    enum status_mark *marks = arena_make(g->s->arena, enum status_mark, n);
    for (size_t i = 0; i < n; i++)
        marks[i] =
            mark_of_year(g, series, indicator, segment, g->from + (int)i);
    return marks;
}

static bool is_share(const struct value *value)
{
    static const struct decimal low = {0}, high = {.units = 100};
    return value_is_number(value) && decimal_compare(value->number, low) >= 0 &&
           decimal_compare(value->number, high) <= 0;
}

static bool has_axis(const struct indicator *indicator,
                     const struct segment *segment)
{
    const struct unit *unit = unit_find(str_of(indicator->unit));
    const struct value *baseline = &segment->baseline.value;
    const struct value *target = &segment->target.value;
    bool any = is_share(baseline) || (segment->has_target && is_share(target));
    return unit && unit->dimension == UNIT_PERCENT && any &&
           (is_share(baseline) || baseline->kind == VALUE_MISSING) &&
           (!segment->has_target || is_share(target));
}

/* -- rows ------------------------------------------------------------------ */

/* 【新規】 and note marks follow the measure, as plans print them. */
static const char *label_of(const struct gathering *g,
                            const struct indicator *indicator)
{
    struct buf b = buf_new(g->s->arena);
    buf_z(&b, indicator->measure);
    for (size_t i = 0; i < indicator->n_note_marks; i++)
        buf_z(&b, indicator->note_marks[i]);
    if (indicator->is_new) {
        buf_z(&b, "【");
        buf_z(&b, word(g->s->style.lang, WORD_NEW));
        buf_z(&b, "】");
    }
    return buf_text(&b);
}

static void name_goal(const struct gathering *g, struct status_row *row,
                      const struct indicator *indicator)
{
    const struct plan *plan = g->run->plan;
    const struct plan_goal *goal = plan_goal(plan, indicator->goal);
    row->goal_text = goal ? goal->text : "";
    row->goal = goal            ? goal->label
                : plan->n_goals ? word(g->s->style.lang, WORD_STATUS_PLAN_LEVEL)
                                : "";
}

static void add_row(struct gathering *g, const struct indicator *indicator,
                    const struct assessment *a)
{
    const struct segment *segment = a->segment;
    struct status_row *row = &g->rows[g->n_rows++];
    const char *series = figure_parts_series(g->parts, indicator, a);
    const char *unit = indicator->unit;
    row->on_axis = has_axis(indicator, segment);
    name_goal(g, row, indicator);
    row->label = label_of(g, indicator);
    row->segment = segment->label;
    row->reference = indicator->is_reference;
    row->better_down = indicator->direction == DIRECTION_DOWN;
    row->has_target = segment->has_target;
    row->baseline =
        point_of(g, series, "baseline", row->on_axis, &segment->baseline, unit);
    row->target.text = "";
    if (segment->has_target)
        row->target =
            point_of(g, series, "target", row->on_axis, &segment->target, unit);
    row->marks = marks_of(g, series, indicator, segment);
}

static void count(struct status_counts *counts,
                  const struct indicator *indicator, const struct assessment *a)
{
    if (indicator->is_reference)
        counts->reference++;
    else if (indicator->is_repeated)
        counts->repeated++;
    else {
        counts->by_status[a->status]++;
        counts->total++;
    }
}

static void add_rows(struct gathering *g)
{
    g->rows = arena_make(g->s->arena, struct status_row, g->n_segments);
    for (size_t i = 0; i < g->n_indicators; i++) {
        const struct indicator *indicator = g->indicators[i];
        const struct evaluation *e =
            figure_parts_evaluation(g->parts, indicator);
        for (size_t k = 0; k < indicator->n_segments; k++) {
            add_row(g, indicator, &e->segments[k]);
            count(indicator->level == INDICATOR_OUTCOME ? &g->outcome
                                                        : &g->activity,
                  indicator, &e->segments[k]);
        }
    }
}

/* -- words ----------------------------------------------------------------- */

static const char *message_of(const struct gathering *g)
{
    const char *texts[2] = {"", ""};
    const struct status_counts *counts[2] = {&g->outcome, &g->activity};
    static const enum indicator_level levels[2] = {INDICATOR_OUTCOME,
                                                   INDICATOR_ACTIVITY};
    for (size_t i = 0; i < 2; i++)
        if (counts[i]->total + counts[i]->reference + counts[i]->repeated)
            texts[i] = sentence_counts(g->s, counts[i], levels[i],
                                       g->run->evaluations.as_of);
    bool both = *texts[0] && *texts[1];
    bool en = g->s->style.lang == LANG_EN;
    return str_join(g->s->arena, texts[0], both && en ? " " : "", texts[1],
                    NULL);
}

static bool refers_to(const struct gathering *g, const char *mark)
{
    for (size_t i = 0; i < g->n_indicators; i++)
        for (size_t k = 0; k < g->indicators[i]->n_note_marks; k++)
            if (fold_equal(g->s->arena, g->indicators[i]->note_marks[k], mark))
                return true;
    return false;
}

static void add_remarks(const struct gathering *g)
{
    const struct plan *plan = g->run->plan;
    figure_parts_remark(g->parts,
                        figure_parts_word(g->parts, WORD_NOTE_STATUS_YEARS,
                                          sentence_baseline_word(g->s)));
    for (size_t i = 0; i < plan->n_notes; i++)
        if (refers_to(g, plan->notes[i].mark))
            figure_parts_remark(g->parts,
                                str_join(g->s->arena, plan->notes[i].mark, "　",
                                         plan->notes[i].text, NULL));
}

void figures_status(struct figure_parts *parts)
{
    const struct run *run = parts->run;
    struct gathering g = {.run = run, .s = parts->s, .parts = parts};
    struct figure_status *figure =
        arena_make(run->arena, struct figure_status, 1);
    choose(&g, parts->declared);
    find_years(&g);
    add_rows(&g);
    *figure = (struct figure_status){
        .unit = "％",
        .baseline_word = sentence_baseline_word(g.s),
        .rows = g.rows,
        .n_rows = g.n_rows,
        .from = g.from,
        .to = g.to,
        .as_of = run->evaluations.as_of,
    };
    add_remarks(&g);
    parts->kind = FIGURE_STATUS;
    parts->frame = &figure->frame;
    parts->size = sizeof *figure;
    parts->message = parts->desc = message_of(&g);
    parts->source =
        g.n_indicators ? figure_parts_source(parts, g.indicators[0]) : "";
}
