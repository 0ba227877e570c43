/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/report_indicator.h"

#include "data/unit.h"
#include "engine/report_parts.h"
#include "engine/report_verdicts.h"

struct context {
    struct xmlout *out;
    const struct run *run;
    const struct speaker *s;
    const struct indicator *indicator;
};

static const char *status_code(enum status status)
{
    static const char *const codes[STATUS_COUNT] = {
        [STATUS_ACHIEVED] = "achieved",
        [STATUS_ON_TRACK] = "on-track",
        [STATUS_BEHIND] = "behind",
        [STATUS_WORSE] = "worse",
        [STATUS_NOT_ASSESSED] = "not-assessed"};
    return codes[status];
}

static const char *reason_code(enum reason reason)
{
    static const char *const codes[] = {
        [REASON_NONE] = "",
        [REASON_NO_TARGET] = "no-target",
        [REASON_NO_BASELINE] = "no-baseline",
        [REASON_NO_ACTUAL] = "no-actual",
        [REASON_MISSING] = "missing",
        [REASON_TARGET_ZERO] = "target-zero",
        [REASON_NO_CHANGE_PLANNED] = "no-change-planned",
        [REASON_TARGET_YEAR_PAST] = "target-year-past",
        [REASON_DIRECTION] = "direction",
        [REASON_PARTS] = "parts",
        [REASON_OVERFLOW] = "overflow"};
    return codes[reason];
}

/* -- values as they were read --------------------------------------------- */

static void put_parts(const struct context *c, const struct value *value)
{
    for (size_t i = 0; i < value->n_parts; i++) {
        const struct value_part *p = &value->parts[i];
        xmlout_begin(c->out, "part-value");
        xmlout_attribute(c->out, "unit", p->unit);
        xmlout_attribute(c->out, "value",
                         decimal_text(c->run->arena, p->number));
        xmlout_attribute(
            c->out, "published",
            publish_quantity(c->run->arena, c->s->style, p->number, p->unit));
        xmlout_end(c->out);
    }
}

static void put_double(const struct context *c, const char *name, double x)
{
    struct decimal d;
    if (decimal_of_double(x, 10, &d))
        xmlout_attribute(c->out, name, decimal_text(c->run->arena, d));
}

/* What the survey behind a value says of it. */
static void put_measured(const struct context *c, const struct measured *m)
{
    if (!m)
        return;
    xmlout_attribute(c->out, "data", m->survey);
    xmlout_attribute(c->out, "n", str_count(c->run->arena, m->n));
    if (m->n_eff > 0)
        put_double(c, "n-eff", m->n_eff);
    if (m->has_se)
        put_double(c, "se", m->se);
    if (m->has_interval) {
        put_double(c, "low", m->low);
        put_double(c, "high", m->high);
    }
}

static void put_value(const struct context *c, const char *element,
                      const struct observation *o)
{
    const struct value *v = &o->value;
    struct arena *arena = c->run->arena;
    xmlout_begin(c->out, element);
    if (o->period.year) {
        xmlout_attribute(c->out, "period",
                         publish_period_code(arena, o->period));
        xmlout_attribute(
            c->out, "era",
            publish_period(arena, c->s->style, o->period, PERIOD_SHORT));
    }
    if (v->kind == VALUE_NUMBER)
        xmlout_attribute(c->out, "value", decimal_text(arena, v->number));
    xmlout_attribute(c->out, "published",
                     sentence_value(c->s, v, c->indicator->unit));
    if (v->kind == VALUE_MISSING) {
        xmlout_attribute(c->out, "reason", report_parts_missing(v->missing));
        xmlout_attribute(c->out, "reason-text",
                         sentence_missing(c->s->style.lang, v->missing));
    }
    xmlout_attribute(c->out, "cell", v->published);
    if (o->from_predecessor)
        xmlout_attribute(c->out, "history", "true");
    put_measured(c, o->measured);
    report_parts_place(c->out, c->run, v->place);
    put_parts(c, v);
    xmlout_end(c->out);
}

/* -- what was computed ---------------------------------------------------- */

static void put_quantity(const struct context *c, const char *element,
                         const struct quantity *q, const char *published,
                         const char *formula)
{
    xmlout_begin(c->out, element);
    if (q->reason == REASON_NONE) {
        xmlout_attribute(c->out, "value",
                         decimal_text(c->run->arena, q->published));
        xmlout_attribute(c->out, "published", published);
        xmlout_attribute(c->out, "formula", formula);
    } else {
        xmlout_attribute(c->out, "reason", reason_code(q->reason));
        xmlout_attribute(c->out, "published",
                         sentence_reason(c->s->style.lang, q->reason));
    }
    xmlout_end(c->out);
}

/* The letters of a formula: X, B, T and years, as printed. */
struct terms {
    const char *x, *b, *t, *years_total, *years_elapsed, *years_left;
};

static const char *plain(const struct context *c, bool there,
                         struct decimal number)
{
    return there ? publish_number(c->run->arena, c->s->style, number) : "―";
}

static struct terms terms_of(const struct context *c,
                             const struct assessment *a)
{
    struct arena *arena = c->run->arena;
    bool use_baseline = !a->has_actual;
    return (struct terms){
        .x = plain(c, a->has_actual || a->has_baseline,
                   use_baseline ? a->baseline : a->actual),
        .b = plain(c, a->has_baseline, a->baseline),
        .t = plain(c, a->has_target, a->target),
        .years_total = str_count(arena, (uint64_t)(a->years_total)),
        .years_elapsed = str_count(arena, (uint64_t)(a->years_elapsed)),
        .years_left = str_count(arena, (uint64_t)(a->years_left)),
    };
}

static void put_quantities(const struct context *c, const struct assessment *a)
{
    struct arena *arena = c->run->arena;
    const char *unit = *a->part ? a->part : c->indicator->unit;
    const char *difference = unit_of_difference(unit);
    struct terms t = terms_of(c, a);
    put_quantity(c, "achievement", &a->achievement,
                 sentence_quantity(c->s, &a->achievement, "％"),
                 str_join(arena, t.x, "÷", t.t, NULL));
    put_quantity(c, "progress", &a->progress,
                 sentence_quantity(c->s, &a->progress, "％"),
                 str_join(arena, "（", t.x, "－", t.b, "）÷（", t.t, "－", t.b,
                          "）", NULL));
    put_quantity(c, "elapsed", &a->elapsed,
                 sentence_quantity(c->s, &a->elapsed, "％"),
                 str_join(arena, t.years_elapsed, "÷", t.years_total, NULL));
    put_quantity(c, "gap", &a->gap, sentence_change(c->s, &a->gap, difference),
                 str_join(arena, t.t, "－", t.x, NULL));
    put_quantity(c, "change", &a->change,
                 sentence_change(c->s, &a->change, difference),
                 str_join(arena, t.x, "－", t.b, NULL));
    put_quantity(
        c, "pace-needed", &a->pace_needed,
        sentence_change(c->s, &a->pace_needed, difference),
        str_join(arena, "（", t.t, "－", t.x, "）÷", t.years_left, NULL));
    put_quantity(
        c, "pace-so-far", &a->pace_so_far,
        sentence_change(c->s, &a->pace_so_far, difference),
        str_join(arena, "（", t.x, "－", t.b, "）÷", t.years_elapsed, NULL));
}

static void put_test(const struct context *c, const struct assessment *a)
{
    if (!a->test.known)
        return;
    xmlout_begin(c->out, "test");
    put_double(c, "se", a->test.se);
    xmlout_attribute(c->out, "p", report_parts_p(c->run->arena, a->test.p));
    xmlout_attribute(c->out, "significant",
                     a->test.significant ? "true" : "false");
    xmlout_end(c->out);
}

static void put_status(const struct context *c, const struct assessment *a)
{
    xmlout_attribute(c->out, "status", status_code(a->status));
    xmlout_attribute(c->out, "status-text",
                     sentence_status(c->s->style.lang, a));
    if (a->status == STATUS_NOT_ASSESSED)
        xmlout_attribute(c->out, "reason", reason_code(a->status_reason));
    if (a->judged_on_rounding)
        xmlout_attribute(c->out, "judged-on-rounding", "true");
}

/* -- trend ----------------------------------------------------------------- */

static void put_number(const struct context *c, const char *element,
                       struct decimal number, const char *published)
{
    xmlout_begin(c->out, element);
    xmlout_attribute(c->out, "value", decimal_text(c->run->arena, number));
    xmlout_attribute(c->out, "published", published);
    xmlout_end(c->out);
}

static void put_forecast(const struct context *c, const struct trend *t)
{
    struct arena *arena = c->run->arena;
    const struct publish_style style = c->s->style;
    if (!t->has_forecast)
        return;
    struct period period = period_fiscal(t->spec.predict);
    xmlout_begin(c->out, "forecast");
    xmlout_attribute(c->out, "period", publish_period_code(arena, period));
    xmlout_attribute(c->out, "era",
                     publish_period(arena, style, period, PERIOD_SHORT));
    xmlout_attribute(c->out, "value", decimal_text(arena, t->predicted));
    xmlout_attribute(
        c->out, "published",
        publish_quantity(arena, style, t->predicted, c->indicator->unit));
    xmlout_attribute(c->out, "low", decimal_text(arena, t->predicted_low));
    xmlout_attribute(c->out, "high", decimal_text(arena, t->predicted_high));
    xmlout_end(c->out);
}

static void put_break(const struct context *c, const struct trend *t)
{
    struct arena *arena = c->run->arena;
    if (t->spec.comparable) {
        struct period at = period_fiscal(t->spec.comparable);
        xmlout_attribute(c->out, "break", publish_period_code(arena, at));
        xmlout_attribute(c->out, "before", str_count(arena, t->n_before));
    }
    xmlout_attribute(c->out, "ladder", t->spec.free ? "off" : NULL);
}

static void put_reach(const struct context *c, const struct trend *t)
{
    static const char *const codes[] = {[REACH_NONE] = "",
                                        [REACH_MET] = "met",
                                        [REACH_YEAR] = "year",
                                        [REACH_BEYOND] = "beyond",
                                        [REACH_AWAY] = "away"};
    struct period at = period_fiscal(t->reach_year);
    if (t->has_chance) {
        xmlout_begin(c->out, "chance");
        xmlout_attribute(c->out, "class", stat_chance_text(t->chance));
        xmlout_end(c->out);
    }
    if (t->reach == REACH_NONE)
        return;
    xmlout_begin(c->out, "reach");
    xmlout_attribute(c->out, "state", codes[t->reach]);
    if (t->reach_year)
        xmlout_attribute(c->out, "period",
                         publish_period_code(c->run->arena, at));
    xmlout_end(c->out);
}

static const char *grade_code(enum trend_grade grade)
{
    static const char *const codes[] = {
        [GRADE_NONE] = "none",           [GRADE_CHANGE] = "change",
        [GRADE_REFERENCE] = "reference", [GRADE_SLOPE] = "slope",
        [GRADE_INTERVAL] = "interval",   [GRADE_FULL] = "full"};
    return codes[grade];
}

static void put_trend(const struct context *c, const struct segment *segment)
{
    const struct plan_trend *declared;
    const struct trend *t = run_trend(c->run, segment, &declared);
    struct arena *arena = c->run->arena;
    if (!t)
        return;
    const char *unit = unit_of_difference(c->indicator->unit);
    xmlout_begin(c->out, "trend");
    xmlout_attribute(c->out, "model", t->weighted ? "wls" : "ols");
    xmlout_attribute(c->out, "n", str_count(arena, t->n));
    xmlout_attribute(c->out, "from",
                     publish_period_code(arena, period_fiscal(t->spec.from)));
    xmlout_attribute(c->out, "to",
                     publish_period_code(arena, period_fiscal(t->spec.to)));
    xmlout_attribute(c->out, "level",
                     t->spec.level > 0.98   ? "0.99"
                     : t->spec.level > 0.93 ? "0.95"
                                            : "0.90");
    xmlout_attribute(c->out, "grade", grade_code(t->grade));
    xmlout_attribute(c->out, "established", t->established ? "true" : "false");
    put_break(c, t);
    if (t->grade >= GRADE_REFERENCE)
        put_number(c, "slope", t->slope,
                   sentence_change(
                       c->s, &(struct quantity){.published = t->slope}, unit));
    if (t->grade >= GRADE_SLOPE) {
        put_number(c, "slope-low", t->slope_low,
                   publish_number(arena, c->s->style, t->slope_low));
        put_number(c, "slope-high", t->slope_high,
                   publish_number(arena, c->s->style, t->slope_high));
        put_number(c, "p", t->p_slope, sentence_p(c->s, t->p_slope));
    }
    if (t->grade >= GRADE_INTERVAL)
        put_number(c, "p-mann-kendall", t->p_kendall,
                   sentence_p(c->s, t->p_kendall));
    put_forecast(c, t);
    put_reach(c, t);
    xmlout_element(c->out, "statement", sentence_trend(c->s, declared, t));
    xmlout_end(c->out);
}

/* -- segments -------------------------------------------------------------- */

static void put_segment(const struct context *c, const struct assessment *a)
{
    const struct segment *s = a->segment;
    xmlout_begin(c->out, "segment");
    xmlout_attribute(c->out, "label", s->label);
    put_status(c, a);
    xmlout_attribute(c->out, "counted", a->counted ? "true" : "false");
    if (a->latest)
        xmlout_attribute(c->out, "latest",
                         publish_period_code(c->run->arena, a->latest->period));
    put_value(c, "baseline", &s->baseline);
    for (size_t i = 0; i < s->n_actuals; i++)
        if (period_fiscal_year(s->actuals[i].period) <=
            c->run->evaluations.as_of)
            put_value(c, "actual", &s->actuals[i]);
    if (s->has_target)
        put_value(c, "target", &s->target);
    put_quantities(c, a);
    put_test(c, a);
    for (size_t i = 0; i < a->n_parts; i++) {
        xmlout_begin(c->out, "part");
        xmlout_attribute(c->out, "unit", a->parts[i].part);
        put_status(c, &a->parts[i]);
        put_quantities(c, &a->parts[i]);
        xmlout_end(c->out);
    }
    put_trend(c, s);
    report_verdicts_segment(c->out, c->run, s);
    xmlout_element(c->out, "statement",
                   sentence_segment(c->s, c->indicator, a));
    xmlout_end(c->out);
}

static void put_flags(const struct context *c)
{
    const struct indicator *i = c->indicator;
    xmlout_attribute(c->out, "new", i->is_new ? "true" : NULL);
    xmlout_attribute(c->out, "expanded", i->is_expanded ? "true" : NULL);
    xmlout_attribute(c->out, "reference-only", i->is_reference ? "true" : NULL);
    xmlout_attribute(c->out, "repeated", i->is_repeated ? "true" : NULL);
    xmlout_attribute(c->out, "gross", i->gross ? "true" : NULL);
    xmlout_attribute(c->out, "distinct", i->distinct);
}

void report_indicator(struct xmlout *out, const struct run *run,
                      const struct evaluation *evaluation)
{
    static const char *const directions[] = {"none", "up", "down", "maintain"};
    static const char *const kinds[] = {
        [KIND_STOCK] = "stock",       [KIND_FLOW] = "flow",
        [KIND_ANNUAL] = "annual",     [KIND_CUMULATIVE] = "cumulative",
        [KIND_RATE] = "rate",         [KIND_SHARE] = "share",
        [KIND_CAPACITY] = "capacity", [KIND_MONEY] = "money",
        [KIND_UNSTATED] = "unstated"};
    const struct indicator *indicator = evaluation->indicator;
    struct context c = {out, run, &run->speaker, indicator};
    size_t index = (size_t)(indicator - run->plan->indicators);
    xmlout_begin(out, "indicator");
    xmlout_attribute(out, "id", indicator->id);
    xmlout_attribute(out, "level",
                     indicator->level == INDICATOR_OUTCOME ? "outcome"
                                                           : "activity");
    xmlout_attribute(out, "direction", directions[indicator->direction]);
    xmlout_attribute(out, "unit", *indicator->unit ? indicator->unit : "―");
    xmlout_attribute(out, "kind", kinds[indicator->kind]);
    xmlout_attribute(out, "goal", indicator->goal);
    xmlout_attribute(out, "source", run->plan->indicator_sources[index]);
    put_flags(&c);
    xmlout_element(out, "measure", indicator->measure);
    xmlout_element(out, "definition", indicator->definition);
    for (size_t i = 0; i < indicator->n_note_marks; i++)
        xmlout_element(out, "mark", indicator->note_marks[i]);
    for (size_t i = 0; i < indicator->n_segments; i++)
        put_segment(&c, &evaluation->segments[i]);
    xmlout_end(out);
}
