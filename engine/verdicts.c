/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/verdicts.h"

#include "engine/assess_judge.h"
#include <string.h>

struct making {
    const struct run *run;
    struct arena *arena;
    const struct plan *plan;
    const struct plan_assessment *declared;
    struct verdicts *out;
    struct assess_case *cases;
    struct verdict_row *rows;
};

/* -- series ---------------------------------------------------------------- */

/* What a survey says of a value, to ten digits. */
static void add_measured(struct series_point *p, const struct measured *m)
{
    if (!m)
        return;
    p->has_se = m->has_se && m->se > 0 && decimal_of_double(m->se, 10, &p->se);
    p->has_interval = m->has_interval &&
                      decimal_of_double(m->low, 10, &p->lower) &&
                      decimal_of_double(m->high, 10, &p->upper);
}

static struct series_point point_of(const struct observation *o)
{
    struct series_point p = {.year = indicator_year(o),
                             .value = o->value.number};
    add_measured(&p, o->measured);
    return p;
}

/* Of one year the later call wins, as in trends. */
static void insert(struct series_point *points, size_t *n,
                   struct series_point p)
{
    size_t at = *n;
    while (at > 0 && points[at - 1].year > p.year)
        at--;
    if (at > 0 && points[at - 1].year == p.year) {
        points[at - 1] = p;
        return;
    }
    for (size_t i = *n; i > at; i--)
        points[i] = points[i - 1];
    points[at] = p;
    (*n)++;
}

/* The test of the card stands in the verdicts too. */
static struct series_test test_of(const struct assessment *a)
{
    struct series_test t = {0};
    if (a->test.known)
        t = (struct series_test){.from = indicator_year(&a->segment->baseline),
                                 .to = indicator_year(a->latest),
                                 .p = a->test.p};
    return t;
}

static struct series series_of(const struct making *m,
                               const struct indicator *indicator,
                               const struct assessment *a)
{
    const struct segment *segment = a->segment;
    struct series_point *points =
        arena_make(m->arena, struct series_point, segment->n_actuals + 1);
    struct series_target *target =
        arena_make(m->arena, struct series_target, 1);
    struct series s = {.direction = indicator->direction,
                       .points = points,
                       .test = test_of(a)};
    s.has_baseline = value_is_number(&segment->baseline.value) &&
                     segment->baseline.period.year != 0;
    if (s.has_baseline) {
        s.baseline = point_of(&segment->baseline);
        insert(points, &s.n, s.baseline);
    }
    for (size_t i = 0; i < segment->n_actuals; i++) {
        const struct observation *o = &segment->actuals[i];
        if (value_is_number(&o->value) &&
            indicator_year(o) <= m->run->evaluations.as_of)
            insert(points, &s.n, point_of(o));
    }
    *target = (struct series_target){.kind = TARGET_VALUE,
                                     .has_value = true,
                                     .value = segment->target.value.number,
                                     .year = indicator_year(&segment->target)};
    s.targets = target;
    s.n_targets = 1;
    return s;
}

/* -- rows ------------------------------------------------------------------ */

static void add_case(struct making *m, const struct indicator *indicator,
                     const struct assessment *a)
{
    const struct segment *segment = a->segment;
    size_t at = m->out->n_rows++;
    m->cases[at] = (struct assess_case){.id = indicator->id,
                                        .segment = segment->label,
                                        .unit = indicator->unit,
                                        .series = series_of(m, indicator, a),
                                        .override = "",
                                        .override_reason = "",
                                        .place = segment->place,
                                        .newer_missing = a->newer_missing,
                                        .repeated = !a->counted};
    const struct plan_trend *trend = plan_trend(m->plan, segment);
    int break_at = trend ? trend->spec.comparable : 0;
    m->rows[at] = (struct verdict_row){
        .indicator = indicator,
        .assessment = a,
        .of = &m->cases[at],
        .over_break = break_at && a->latest &&
                      indicator_year(&segment->baseline) < break_at &&
                      indicator_year(a->latest) >= break_at};
}

static void add_cases(struct making *m)
{
    const struct evaluations *all = &m->run->evaluations;
    size_t most = 0;
    for (size_t i = 0; i < all->n; i++)
        most += all->items[i].indicator->n_segments;
    m->cases = arena_make(m->arena, struct assess_case, most);
    m->rows = arena_make(m->arena, struct verdict_row, most);
    for (size_t i = 0; i < all->n; i++)
        for (size_t k = 0; k < all->items[i].indicator->n_segments; k++) {
            const struct assessment *a = &all->items[i].segments[k];
            if (!a->segment->has_target)
                continue;
            if (value_is_number(&a->segment->target.value))
                add_case(m, all->items[i].indicator, a);
            else
                m->out->not_number++;
        }
}

/* -- bad input ------------------------------------------------------------- */

static bool counts_something(const struct indicator *indicator)
{
    enum measure_kind kind = indicator->kind;
    return kind == KIND_STOCK || kind == KIND_ANNUAL ||
           kind == KIND_CUMULATIVE || kind == KIND_CAPACITY;
}

/* Shares outside 0-100 are said of every plan (lints.c). */
static void check_values(const struct making *m, const struct verdict_row *row)
{
    static const struct decimal zero = {0, 0};
    const struct segment *s = row->assessment->segment;
    const struct observation *latest = row->assessment->latest;
    if (latest && indicator_year(latest) > indicator_year(&s->target))
        diag_add(m->run->diag, MSG_ASSESS_PAST, s->place, row->indicator->id,
                 publish_period(m->arena, m->run->speaker.style,
                                s->target.period, PERIOD_LONG),
                 NULL);
    for (size_t i = 0; i < s->n_actuals; i++) {
        const struct value *v = &s->actuals[i].value;
        if (value_is_number(v) && decimal_compare(v->number, zero) < 0 &&
            counts_something(row->indicator))
            diag_add(m->run->diag, MSG_ASSESS_NEGATIVE, v->place, v->published,
                     NULL);
    }
}

/* -- judging --------------------------------------------------------------- */

static void apply_overrides(const struct making *m, struct assess_result *items)
{
    size_t n = m->declared->chosen.n;
    for (size_t i = 0; i < m->declared->n_overrides; i++) {
        const struct plan_override *o = &m->declared->overrides[i];
        const struct segment *segment =
            &m->plan->indicators[o->indicator].segments[o->segment];
        for (size_t k = 0; k < m->out->n_rows; k++) {
            const struct verdict_row *row = &m->rows[k];
            struct assess_result *cell = &items[k * n + o->method];
            if (row->assessment->segment != segment)
                continue;
            if (cell->computed == o->class)
                diag_add(m->run->diag, MSG_OVERRIDE_SAME, o->place,
                         row->indicator->id, cell->verdict.preset->name,
                         o->class->verdict, NULL);
            assess_override(cell, o->class, o->reason);
            m->out->n_overridden++;
        }
    }
}

bool verdicts_by_method(size_t n_segments, size_t n_methods)
{
    return n_segments <= VERDICTS_SIDE && n_methods > n_segments;
}

enum verdict_sense verdicts_sense(const struct assess_result *cell)
{
    return cell->verdict.class ? cell->verdict.class->sense : SENSE_NONE;
}

bool verdicts_compare(const struct assess_result *cells, size_t n,
                      size_t by_sense[SENSE_COUNT])
{
    for (size_t i = 0; i < SENSE_COUNT; i++)
        by_sense[i] = 0;
    for (size_t k = 0; k < n; k++)
        by_sense[verdicts_sense(&cells[k])]++;
    const bool said[] = {by_sense[SENSE_REACHED] + by_sense[SENSE_ON_TRACK] > 0,
                         by_sense[SENSE_BEHIND] > 0, by_sense[SENSE_SAME] > 0,
                         by_sense[SENSE_WORSE] > 0};
    size_t kinds = 0;
    for (size_t i = 0; i < LEN(said); i++)
        kinds += said[i];
    return kinds > 1;
}

static void judge(struct making *m)
{
    struct verdicts *out = m->out;
    size_t n = m->declared->chosen.n;
    struct assess_cases *cases = arena_make(m->arena, struct assess_cases, 1);
    *cases = (struct assess_cases){m->cases, out->n_rows};
    const struct assess_result *items = assess_judge(
        m->arena, m->run->diag, cases, &m->declared->all, &m->declared->chosen);
    struct assess_result *own =
        arena_make(m->arena, struct assess_result, out->n_rows * n);
    for (size_t i = 0; i < out->n_rows * n; i++)
        own[i] = items[i];
    apply_overrides(m, own);
    out->results = (struct assess_results){.arena = m->arena,
                                           .lang = m->run->speaker.style.lang,
                                           .cases = cases,
                                           .presets = &m->declared->chosen,
                                           .items = own,
                                           .style = &m->run->speaker.style};
    const struct preset *pace = presets_find(&m->declared->all, "difficulty");
    for (size_t i = 0; i < out->n_rows; i++) {
        m->rows[i].cells = own + i * n;
        m->rows[i].difficulty = method_judge(pace, &m->cases[i].series);
        check_values(m, &m->rows[i]);
        m->rows[i].differs =
            verdicts_compare(m->rows[i].cells, n, m->rows[i].by_sense);
        out->n_differ += m->rows[i].differs;
    }
    out->rows = m->rows;
}

/* -- groups ---------------------------------------------------------------- */

static bool belongs(const struct verdict_group *g,
                    const struct verdict_row *row)
{
    switch (g->of) {
    case VERDICTS_INDICATOR:
        return strcmp(row->indicator->id, g->ref) == 0;
    case VERDICTS_GOAL:
        return row->assessment->counted &&
               strcmp(row->indicator->goal, g->ref) == 0;
    case VERDICTS_PLAN:
        return row->assessment->counted;
    }
    return false;
}

/* A group of fewer than two has nothing to put together. */
static void add_group(const struct making *m, struct verdict_group *groups,
                      struct verdict_group g)
{
    struct verdict *members =
        arena_make(m->arena, struct verdict, m->out->n_rows);
    size_t n = 0;
    for (size_t i = 0; i < m->out->n_rows; i++)
        if (belongs(&g, &m->rows[i]))
            members[n++] = m->rows[i].cells[g.method].verdict;
    if (n < 2)
        return;
    g.result = group_judge(&m->declared->chosen.items[g.method], members, n);
    groups[m->out->n_groups++] = g;
}

static void add_groups(const struct making *m, struct verdict_group *groups,
                       size_t method)
{
    const struct plan *plan = m->plan;
    for (size_t i = 0; i < plan->n_indicators; i++)
        add_group(m, groups,
                  (struct verdict_group){.of = VERDICTS_INDICATOR,
                                         .ref = plan->indicators[i].id,
                                         .method = method});
    for (size_t i = 0; i < plan->n_goals; i++)
        add_group(m, groups,
                  (struct verdict_group){.of = VERDICTS_GOAL,
                                         .ref = plan->goals[i].id,
                                         .method = method});
    add_group(m, groups,
              (struct verdict_group){
                  .of = VERDICTS_PLAN, .ref = "", .method = method});
}

static struct verdict_counts count(const struct making *m, size_t method)
{
    const struct preset *p = &m->declared->chosen.items[method];
    size_t n = m->out->n_rows;
    struct verdict_counts out = {
        .method = method,
        .rows = arena_make(m->arena, struct group_count, p->n_classes + 1)};
    const struct verdict **members =
        arena_make(m->arena, const struct verdict *, n);
    bool *counted = arena_make(m->arena, bool, n);
    for (size_t i = 0; i < n; i++) {
        members[i] = &m->rows[i].cells[method].verdict;
        counted[i] = m->rows[i].assessment->counted;
    }
    out.counts = group_count(p, members, counted, n, 1, out.rows);
    return out;
}

static void put_together(const struct making *m)
{
    struct verdicts *out = m->out;
    size_t n = m->declared->chosen.n;
    size_t most = n * (m->plan->n_indicators + m->plan->n_goals + 1);
    struct verdict_group *groups =
        arena_make(m->arena, struct verdict_group, most);
    struct verdict_counts *counts =
        arena_make(m->arena, struct verdict_counts, n);
    for (size_t k = 0; k < n; k++) {
        if (!m->declared->grouped[k] || out->n_rows == 0)
            continue;
        add_groups(m, groups, k);
        counts[out->n_counts++] = count(m, k);
    }
    out->groups = groups;
    out->counts = counts;
}

const struct verdicts *verdicts_make(const struct run *run)
{
    const struct plan_assessment *declared = run->plan->assessment;
    if (!declared)
        return NULL;
    struct making m = {.run = run,
                       .arena = run->arena,
                       .plan = run->plan,
                       .declared = declared,
                       .out = arena_make(run->arena, struct verdicts, 1)};
    m.out->declared = declared;
    add_cases(&m);
    if (m.out->n_rows == 0)
        diag_add(run->diag, MSG_ASSESSMENT_EMPTY, declared->place, NULL);
    judge(&m);
    put_together(&m);
    return m.out;
}

const struct verdict_row *verdicts_row(const struct verdicts *verdicts,
                                       const struct segment *segment)
{
    for (size_t i = 0; verdicts && i < verdicts->n_rows; i++)
        if (verdicts->rows[i].assessment->segment == segment)
            return &verdicts->rows[i];
    return NULL;
}
