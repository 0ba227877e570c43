/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/report_schedules.h"

#include "engine/report_parts.h"
#include "engine/sentence_schedule.h"
#include <string.h>

struct context {
    struct xmlout *out;
    const struct run *run;
    const struct speaker *s;
    struct arena *arena;
    const struct plan_schedule *plan;
    const struct schedule *table;
};

static const char *say(const struct context *c, enum word id)
{
    return word(c->s->style.lang, id);
}

static const char *say_1(const struct context *c, enum word id, const char *arg)
{
    return word_fill(c->arena, c->s->style.lang, id, 1, &arg);
}

/* -- columns --------------------------------------------------------------- */

static void put_period(const struct context *c, struct period period)
{
    if (period.year)
        xmlout_attribute(c->out, "period",
                         publish_period_code(c->arena, period));
}

static void put_columns(const struct context *c)
{
    static const char *const parts[] = {"status", "plan", "total", "target"};
    for (size_t i = 0; i < c->table->n_columns; i++) {
        const struct schedule_head *head = &c->table->columns[i];
        xmlout_begin(c->out, "head-of");
        xmlout_attribute(c->out, "part", parts[head->part]);
        put_period(c, head->period);
        xmlout_text(c->out, head->name);
        xmlout_end(c->out);
    }
}

/* -- a measure ------------------------------------------------------------- */

static void put_item(const struct context *c, const struct phrase_item *item)
{
    static const char *const shapes[] = {"none", "number", "range", "interval"};
    static const char *const qualifiers[] = {NULL,       "total",   "about",
                                             "at-least", "at-most", "below"};
    xmlout_begin(c->out, "amount");
    xmlout_attribute(c->out, "name", item->name);
    xmlout_attribute(c->out, "frequency", item->frequency);
    xmlout_attribute(c->out, "shape", shapes[item->shape]);
    xmlout_attribute(c->out, "qualifier", qualifiers[item->qualifier]);
    if (item->shape != PHRASE_NO_NUMBER) {
        xmlout_attribute(c->out, "value", decimal_text(c->arena, item->low));
        xmlout_attribute(
            c->out, "published",
            publish_quantity(c->arena, c->s->style, item->low, item->unit));
        xmlout_attribute(c->out, "unit", item->unit);
    }
    if (item->shape > PHRASE_NUMBER)
        xmlout_attribute(c->out, "high", decimal_text(c->arena, item->high));
    xmlout_end(c->out);
}

static void put_entry(const struct context *c,
                      const struct schedule_entry *entry,
                      const struct schedule_head *head, int reached)
{
    static const char *const stages[] = {"none", "consider", "start", "run"};
    const struct phrase *p = &entry->phrase;
    bool timed = head->part == PART_STATUS || head->part == PART_PLAN;
    xmlout_begin(c->out, "entry");
    put_period(c, head->period);
    xmlout_attribute(c->out, "stage", stages[entry->stage]);
    xmlout_attribute(c->out, "state", p->state ? p->state->word : NULL);
    if (timed && reached >= 0) {
        struct quantity q = schedule_completion(c->table->states, reached);
        xmlout_attribute(c->out, "reached",
                         decimal_text(c->arena, q.published));
    }
    xmlout_attribute(c->out, "undecided", p->undecided ? "true" : NULL);
    xmlout_attribute(c->out, "universal", p->universal ? "true" : NULL);
    xmlout_attribute(c->out, "reason", report_parts_missing(p->missing));
    xmlout_attribute(c->out, "cell", p->published);
    report_parts_place(c->out, c->run, entry->place);
    for (size_t i = 0; i < p->n_items; i++)
        put_item(c, &p->items[i]);
    xmlout_end(c->out);
}

static const char *rule_code(enum schedule_rule rule)
{
    static const char *const codes[] = {
        "sum",         "sum-open", "stock",  "last-word", "change",
        "added",       "lost",     "wider",  "narrower",  "slippage",
        "not-reached", "conflict", "against"};
    return codes[rule];
}

static void put_finding(const struct context *c,
                        const struct schedule_finding *f)
{
    const char *text = sentence_schedule(c->s, f);
    bool judged = f->rule == SCHEDULE_SUM || f->rule == SCHEDULE_STOCK ||
                  f->rule == SCHEDULE_WORD || f->rule == SCHEDULE_AGAINST;
    if (!*text)
        return;
    xmlout_begin(c->out, "finding");
    xmlout_attribute(c->out, "rule", rule_code(f->rule));
    if (judged)
        xmlout_attribute(c->out, "agrees", f->agrees ? "true" : "false");
    if (f->formula || f->rule == SCHEDULE_CHANGE) {
        xmlout_attribute(c->out, "value", decimal_text(c->arena, f->computed));
        xmlout_attribute(c->out, "published",
                         publish_number(c->arena, c->s->style, f->computed));
        xmlout_attribute(c->out, "formula", f->formula);
    }
    if (f->rule == SCHEDULE_SLIP)
        xmlout_attribute(c->out, "years",
                         decimal_text(c->arena, decimal_of(f->years, 0)));
    xmlout_text(c->out, text);
    xmlout_end(c->out);
}

static void put_measure(const struct context *c, size_t i)
{
    const struct schedule_line *line = &c->table->rows[i];
    int *reached = arena_make(c->arena, int, c->table->n_columns);
    schedule_reached(c->table, line, reached);
    xmlout_begin(c->out, "measure-row");
    xmlout_attribute(c->out, "id", line->id);
    xmlout_attribute(c->out, "group", line->group);
    xmlout_attribute(c->out, "predecessor",
                     c->plan->old[i] ? line->predecessor : NULL);
    xmlout_attribute(c->out, "repeat-of", line->repeat_of);
    xmlout_element(c->out, "item", line->item);
    for (size_t k = 0; k < line->n_marks; k++)
        xmlout_element(c->out, "mark", line->marks[k]);
    for (size_t k = 0; k < c->table->n_columns; k++)
        put_entry(c, &line->cells[k], &c->table->columns[k], reached[k]);
    const struct schedule_findings *findings = &c->plan->findings[i];
    for (size_t k = 0; k < findings->n; k++)
        put_finding(c, &findings->items[k]);
    xmlout_element(c->out, "footnote", line->footnote);
    xmlout_element(c->out, "note", line->note);
    xmlout_end(c->out);
}

/* -- costs ----------------------------------------------------------------- */

static void put_cost_value(const struct context *c, const struct value *value,
                           struct period period, const char *bound)
{
    xmlout_begin(c->out, "cost");
    put_period(c, period);
    if (value_is_number(value))
        xmlout_attribute(c->out, "value",
                         decimal_text(c->arena, value->number));
    xmlout_attribute(c->out, "published",
                     *value->published ? value->published : "―");
    if (!value_is_number(value))
        xmlout_attribute(c->out, "reason",
                         report_parts_missing(value->missing));
    xmlout_attribute(c->out, "bound", bound);
    if (bound && value_is_number(value))
        xmlout_attribute(c->out, "bound-text",
                         sentence_amount(c->s, (struct amount){AMOUNT_LEAST,
                                                               value->number}));
    report_parts_place(c->out, c->run, value->place);
    xmlout_end(c->out);
}

static void put_costs(const struct context *c, const struct cost_row *row)
{
    const struct cost_table *costs = c->table->costs;
    const struct cost_sum *sum = &c->plan->sums[row - costs->rows];
    bool partial = sum->verdict == COST_PARTIAL || sum->verdict == COST_OPEN;
    xmlout_begin(c->out, "costs");
    xmlout_attribute(c->out, "label", say_1(c, WORD_YEARLY_COST, costs->unit));
    xmlout_attribute(c->out, "repeat-of", row->repeat_of);
    for (size_t i = 0; i < costs->n_years; i++)
        put_cost_value(c, &row->years[i], costs->years[i], NULL);
    if (row->has_total)
        put_cost_value(c, &row->total, (struct period){0},
                       partial ? "lower" : NULL);
    const char *text = sentence_cost(c->s, row, sum);
    if (*text) {
        xmlout_begin(c->out, "finding");
        xmlout_attribute(c->out, "rule", partial ? "sum-open" : "sum");
        if (sum->computed.kind != AMOUNT_OPEN) {
            xmlout_attribute(c->out, "value",
                             decimal_text(c->arena, sum->computed.number));
            xmlout_attribute(c->out, "published",
                             sentence_amount(c->s, sum->computed));
        }
        xmlout_attribute(c->out, "formula", sum->formula);
        xmlout_text(c->out, text);
        xmlout_end(c->out);
    }
    xmlout_element(c->out, "note", row->note);
    xmlout_end(c->out);
}

static void put_amount(const struct context *c, struct amount amount,
                       struct period period)
{
    xmlout_begin(c->out, "cost");
    put_period(c, period);
    if (amount.kind != AMOUNT_OPEN)
        xmlout_attribute(c->out, "value",
                         decimal_text(c->arena, amount.number));
    xmlout_attribute(c->out, "published", sentence_amount(c->s, amount));
    if (amount.kind == AMOUNT_OPEN)
        xmlout_attribute(c->out, "reason", "unavailable");
    xmlout_attribute(c->out, "bound",
                     amount.kind == AMOUNT_LEAST ? "lower" : NULL);
    xmlout_end(c->out);
}

static void put_whole(const struct context *c)
{
    const struct cost_table *costs = c->table->costs;
    if (!costs || costs->n_rows == 0)
        return;
    xmlout_begin(c->out, "whole-cost");
    xmlout_attribute(c->out, "label", say_1(c, WORD_YEARLY_WHOLE, costs->unit));
    for (size_t i = 0; i <= costs->n_years; i++)
        put_amount(c, cost_whole(c->arena, costs, i),
                   i < costs->n_years ? costs->years[i] : (struct period){0});
    xmlout_end(c->out);
}

/* -- how far the whole is -------------------------------------------------- */

struct reach {
    size_t counted, repeated;
    int64_t *steps; /* by column, over all measures counted */
};

static struct reach reach_of(const struct context *c)
{
    size_t n = c->table->n_columns;
    struct reach r = {.steps = arena_make(c->arena, int64_t, n)};
    int *steps = arena_make(c->arena, int, n);
    for (size_t i = 0; i < c->table->n_rows; i++) {
        schedule_reached(c->table, &c->table->rows[i], steps);
        bool any = false;
        for (size_t k = 0; k < n; k++)
            any = any || steps[k] >= 0;
        bool repeated = *c->table->rows[i].repeat_of;
        r.counted += any && !repeated;
        r.repeated += repeated;
        for (size_t k = 0; k < n && !repeated && any; k++)
            r.steps[k] += steps[k] + 1;
    }
    return r;
}

static void put_reach(const struct context *c, const struct reach *r)
{
    if (r->counted == 0)
        return;
    xmlout_begin(c->out, "reach");
    xmlout_attribute(c->out, "label", say(c, WORD_YEARLY_REACHED));
    xmlout_attribute(c->out, "counted", str_count(c->arena, r->counted));
    for (size_t i = 0; i < c->table->n_columns; i++) {
        const struct schedule_head *head = &c->table->columns[i];
        if (head->part != PART_STATUS && head->part != PART_PLAN)
            continue;
        int64_t all = (int64_t)r->counted * c->table->states->steps;
        struct quantity q =
            quantity_ratio(decimal_of(r->steps[i], 0), decimal_of(all, 0));
        xmlout_begin(c->out, "share");
        put_period(c, head->period);
        xmlout_attribute(c->out, "value", decimal_text(c->arena, q.published));
        xmlout_attribute(
            c->out, "published",
            publish_quantity(c->arena, c->s->style, q.published, "％"));
        xmlout_attribute(
            c->out, "formula",
            str_join(c->arena, str_count(c->arena, (uint64_t)r->steps[i]), "÷",
                     str_count(c->arena, (uint64_t)all), NULL));
        xmlout_end(c->out);
    }
    xmlout_end(c->out);
}

/* -- the table ------------------------------------------------------------- */

static void put_foot(const struct context *c, const struct reach *r)
{
    xmlout_begin(c->out, "foot");
    for (size_t i = 0; i < c->table->n_remarks; i++)
        xmlout_element(c->out, "remark", c->table->remarks[i]);
    if (r->counted) {
        const char *args[] = {
            str_count(c->arena, r->counted),
            str_count(c->arena, (uint64_t)c->table->states->steps),
            str_count(c->arena, r->repeated)};
        xmlout_element(c->out, "remark",
                       word_fill(c->arena, c->s->style.lang,
                                 WORD_YEARLY_NOTE_REACHED, LEN(args), args));
    }
    if (c->table->costs)
        xmlout_element(c->out, "remark", say(c, WORD_YEARLY_NOTE_WHOLE));
    for (size_t i = 0; i < c->run->plan->n_sources; i++)
        xmlout_element(c->out, "source", c->run->plan->sources[i].text);
    xmlout_end(c->out);
}

/* The measures of a project, which stand together in the file. */
static size_t put_project(const struct context *c, size_t i)
{
    const struct schedule_line *first = &c->table->rows[i];
    const struct cost_row *costs = cost_row(c->table->costs, first->number);
    xmlout_begin(c->out, "project");
    xmlout_attribute(c->out, "number", first->number);
    xmlout_attribute(c->out, "heading", first->heading);
    xmlout_attribute(c->out, "department", first->department);
    while (i < c->table->n_rows &&
           strcmp(c->table->rows[i].number, first->number) == 0)
        put_measure(c, i++);
    if (costs)
        put_costs(c, costs);
    xmlout_end(c->out);
    return i;
}

static void put_table(const struct context *c, size_t number)
{
    struct reach reach = reach_of(c);
    xmlout_begin(c->out, "schedule-table");
    xmlout_attribute(
        c->out, "id",
        str_join(c->arena, "t", str_count(c->arena, number), NULL));
    xmlout_attribute(c->out, "schedule", c->table->id);
    xmlout_attribute(c->out, "number",
                     say_1(c, WORD_REPORT_TABLE, str_count(c->arena, number)));
    xmlout_attribute(c->out, "title", c->table->title);
    xmlout_attribute(c->out, "item", say(c, WORD_YEARLY_ITEM));
    xmlout_attribute(c->out, "findings", say(c, WORD_YEARLY_FINDINGS));
    put_columns(c);
    for (size_t i = 0; i < c->table->n_rows;)
        i = put_project(c, i);
    put_whole(c);
    put_reach(c, &reach);
    put_foot(c, &reach);
    xmlout_end(c->out);
}

size_t report_schedules(struct xmlout *out, const struct run *run,
                        const struct drawn_figures *figures, size_t numbered)
{
    const struct plan_schedules *all = run->plan->schedules;
    struct context c = {
        .out = out, .run = run, .s = &run->speaker, .arena = run->arena};
    for (size_t i = 0; all && i < all->n; i++) {
        c.plan = &all->items[i];
        c.table = &c.plan->table;
        xmlout_begin(out, "section");
        xmlout_attribute(out, "id",
                         str_join(c.arena, "schedule-", c.table->id, NULL));
        xmlout_element(out, "heading", say(&c, WORD_YEARLY_SECTION));
        put_table(&c, ++numbered);
        for (size_t k = 0; k < figures->n; k++) {
            const struct plan_figure *f = figures->items[k].declared;
            if (f->kind == PLAN_FIGURE_SCHEDULE &&
                strcmp(f->of, c.table->id) == 0)
                report_parts_figure(out, run, &figures->items[k]);
        }
        xmlout_end(out);
    }
    return numbered;
}
