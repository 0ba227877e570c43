/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/report_supplies.h"

#include "engine/report_parts.h"
#include "engine/sentence_supply.h"

struct context {
    struct xmlout *out;
    const struct run *run;
    const struct speaker *s;
    const struct plan_supply *supply;
    struct supply_result result;
};

static const char *say(const struct context *c, enum word id)
{
    return word(c->s->style.lang, id);
}

static const char *say_1(const struct context *c, enum word id, const char *arg)
{
    return word_fill(c->s->arena, c->s->style.lang, id, 1, &arg);
}

/* -- cells ----------------------------------------------------------------- */

static void put_quantity(const struct context *c, const struct quantity *q)
{
    if (q->reason == REASON_NONE)
        xmlout_attribute(c->out, "value",
                         decimal_text(c->s->arena, q->published));
    else
        xmlout_attribute(c->out, "reason-text",
                         sentence_reason(c->s->style.lang, q->reason));
}

static void begin_cell(const struct context *c, int year)
{
    xmlout_begin(c->out, "cell");
    xmlout_attribute(c->out, "period",
                     publish_period_code(c->s->arena, period_fiscal(year)));
}

/* A cell that was read; without one, the number that was added up. */
static void put_cell(const struct context *c, int year,
                     const struct value *value, const struct quantity *sum)
{
    begin_cell(c, year);
    if (value && value_is_number(value))
        xmlout_attribute(c->out, "value",
                         decimal_text(c->s->arena, value->number));
    else if (!value)
        put_quantity(c, sum);
    xmlout_attribute(c->out, "published",
                     value ? sentence_value(c->s, value, "")
                           : sentence_supply_number(c->s, sum));
    if (value && value->kind == VALUE_MISSING)
        xmlout_attribute(c->out, "reason-text",
                         sentence_missing(c->s->style.lang, value->missing));
    if (value)
        report_parts_place(c->out, c->run, value->place);
    xmlout_end(c->out);
}

static const char *state_code(const struct supply_point *p)
{
    static const char *const codes[] = {[SUPPLY_UNKNOWN] = "unknown",
                                        [SUPPLY_SHORT] = "short",
                                        [SUPPLY_EXACT] = "exact",
                                        [SUPPLY_ENOUGH] = "enough"};
    return p->two_bases ? "two-bases" : codes[p->state];
}

/* The difference, with the word for a shortage beside its sign. */
static void put_gap(const struct context *c, const struct supply_point *p)
{
    static const enum word words[] = {[SUPPLY_SHORT] = WORD_SUPPLY_SHORT,
                                      [SUPPLY_EXACT] = WORD_SUPPLY_EXACT,
                                      [SUPPLY_ENOUGH] = WORD_SUPPLY_ENOUGH};
    const char *number = sentence_supply_number(c->s, &p->gap);
    bool bracketed = p->two_bases && p->gap.reason == REASON_NONE;
    begin_cell(c, p->year);
    put_quantity(c, &p->gap);
    xmlout_attribute(c->out, "published",
                     bracketed ? str_join(c->s->arena, "（", number, "）", NULL)
                               : number);
    xmlout_attribute(c->out, "state", state_code(p));
    if (p->state != SUPPLY_UNKNOWN)
        xmlout_attribute(c->out, "state-text", say(c, words[p->state]));
    if (p->gap.reason == REASON_NONE) {
        const char *need = sentence_supply_number(c->s, &p->need);
        const char *supply = sentence_supply_number(c->s, &p->supply);
        bool need_first = c->supply->table.need_first;
        xmlout_attribute(c->out, "formula",
                         str_join(c->s->arena, need_first ? need : supply, "－",
                                  need_first ? supply : need, NULL));
    }
    xmlout_end(c->out);
}

static void put_deviation(const struct context *c, const struct supply_point *p)
{
    begin_cell(c, p->year);
    put_quantity(c, &p->deviation);
    xmlout_attribute(c->out, "published",
                     p->deviation.reason == REASON_NONE
                         ? sentence_quantity(c->s, &p->deviation, "％")
                         : "―");
    if (p->review) {
        xmlout_attribute(c->out, "state", "review");
        xmlout_attribute(c->out, "state-text", say(c, WORD_SUPPLY_REVIEW));
    }
    xmlout_end(c->out);
}

/* -- items and lines --------------------------------------------------------
 */

static void begin_item(const struct context *c, const char *kind,
                       const char *mark, const char *label)
{
    xmlout_begin(c->out, "item");
    xmlout_attribute(c->out, "kind", kind);
    xmlout_attribute(c->out, "label",
                     str_join(c->s->arena, mark,
                              *mark && c->s->style.lang == LANG_EN ? " " : "",
                              label, NULL));
}

static const struct quantity *quantity_of(const struct supply_point *p,
                                          enum supply_item item)
{
    switch (item) {
    case SUPPLY_NEED:
        return &p->need;
    case SUPPLY_CAPACITY:
        return &p->capacity;
    case SUPPLY_ACTUAL:
        return &p->actual;
    default:
        return &p->supply;
    }
}

static void put_item(const struct context *c, const struct supply_line *line,
                     enum supply_item item)
{
    static const struct {
        const char *kind, *mark;
        enum word label;
    } items[] = {
        [SUPPLY_NEED] = {"need", "①", WORD_SUPPLY_NEED},
        [SUPPLY_CAPACITY] = {"capacity", "②", WORD_SUPPLY_CAPACITY},
        [SUPPLY_ADDED] = {"added", "③", WORD_SUPPLY_ADDED},
        [SUPPLY_PROVISION] = {"supply", "④", WORD_SUPPLY_PROVISION},
        [SUPPLY_ACTUAL] = {"actual", "", WORD_SUPPLY_ACTUAL},
    };
    const struct supply_plan *table = &c->supply->table;
    if (!table->has[item] || (item == SUPPLY_ADDED && !line->given))
        return;
    begin_item(c, items[item].kind,
               item == SUPPLY_PROVISION ? sentence_supply_mark(c->supply)
                                        : items[item].mark,
               say(c, items[item].label));
    struct quantity none = quantity_none(REASON_MISSING);
    for (size_t k = 0; k < c->result.n_years; k++) {
        const struct supply_point *p = &line->points[k];
        put_cell(c, p->year, p->row ? &p->row->items[item] : NULL,
                 item == SUPPLY_ADDED ? &none : quantity_of(p, item));
    }
    xmlout_end(c->out);
}

static void put_facility(const struct context *c,
                         const struct supply_line *line, size_t i)
{
    begin_item(c, "facility", "", c->supply->table.facilities[i]);
    for (size_t k = 0; k < c->result.n_years; k++)
        if (line->points[k].row)
            put_cell(c, line->points[k].year,
                     &line->points[k].row->facilities[i], NULL);
    xmlout_end(c->out);
}

static void put_line(const struct context *c, const struct supply_line *line)
{
    const struct supply_plan *table = &c->supply->table;
    bool sum = line->all_categories || line->all_districts;
    xmlout_begin(c->out, "line");
    xmlout_attribute(c->out, "district",
                     line->all_districts ? say(c, WORD_SUPPLY_CITY)
                                         : line->district);
    xmlout_attribute(c->out, "category",
                     line->all_categories ? say(c, WORD_SUPPLY_WHOLE)
                                          : line->category);
    if (sum)
        xmlout_attribute(c->out, "sum", line->given ? "given" : "computed");
    put_item(c, line, SUPPLY_NEED);
    put_item(c, line, SUPPLY_CAPACITY);
    put_item(c, line, SUPPLY_ADDED);
    put_item(c, line, SUPPLY_PROVISION);
    for (size_t i = 0; line->given && i < table->n_facilities; i++)
        put_facility(c, line, i);
    begin_item(c, "gap", "", sentence_supply_difference(c->s, c->supply));
    for (size_t k = 0; k < c->result.n_years; k++)
        put_gap(c, &line->points[k]);
    xmlout_end(c->out);
    put_item(c, line, SUPPLY_ACTUAL);
    if (table->has[SUPPLY_ACTUAL]) {
        begin_item(c, "deviation", "", say(c, WORD_SUPPLY_DEVIATION));
        for (size_t k = 0; k < c->result.n_years; k++)
            put_deviation(c, &line->points[k]);
        xmlout_end(c->out);
    }
    xmlout_end(c->out);
}

/* -- the table ---------------------------------------------------------------
 */

static bool any_number(const struct supply_result *result)
{
    for (size_t i = 0; i < result->n_lines; i++)
        for (size_t k = 0; k < result->n_years; k++) {
            const struct supply_point *p = &result->lines[i].points[k];
            if (p->need.reason == REASON_NONE ||
                p->supply.reason == REASON_NONE)
                return true;
        }
    return false;
}

static void put_foot(const struct context *c)
{
    const struct plan_supply *supply = c->supply;
    xmlout_begin(c->out, "foot");
    xmlout_element(c->out, "remark", sentence_supply_sign(c->s, supply));
    xmlout_element(c->out, "remark", sentence_supply_bases(c->s, supply));
    for (size_t i = 0; i < supply->n_remarks; i++)
        xmlout_element(c->out, "remark", supply->remarks[i]);
    xmlout_element(c->out, "source", supply->source);
    xmlout_end(c->out);
}

static void put_table(const struct context *c, size_t number)
{
    const struct plan_supply *supply = c->supply;
    const char *digits = str_count(c->s->arena, number);
    xmlout_begin(c->out, "supply-table");
    xmlout_attribute(c->out, "id", str_join(c->s->arena, "t", digits, NULL));
    xmlout_attribute(c->out, "number", say_1(c, WORD_REPORT_TABLE, digits));
    const char *args[] = {supply->title, supply->table.unit};
    xmlout_attribute(c->out, "title",
                     word_fill(c->s->arena, c->s->style.lang,
                               WORD_SUPPLY_TABLE_TITLE, LEN(args), args));
    xmlout_attribute(c->out, "unit", supply->table.unit);
    xmlout_attribute(c->out, "sign",
                     supply->table.need_first ? "need-supply" : "supply-need");
    xmlout_attribute(c->out, "district-head", say(c, WORD_SUPPLY_DISTRICT));
    xmlout_attribute(c->out, "category-head", say(c, WORD_SUPPLY_CATEGORY));
    xmlout_attribute(c->out, "item-head", say(c, WORD_SUPPLY_ITEM));
    for (size_t k = 0; k < c->result.n_years; k++) {
        struct period year = period_fiscal(c->result.years[k]);
        xmlout_begin(c->out, "year");
        xmlout_attribute(c->out, "period",
                         publish_period_code(c->s->arena, year));
        xmlout_text(c->out, publish_period(c->s->arena, c->s->style, year,
                                           PERIOD_SHORT));
        xmlout_end(c->out);
    }
    for (size_t i = 0; i < c->result.n_lines; i++)
        put_line(c, &c->result.lines[i]);
    put_foot(c);
    xmlout_end(c->out);
}

/* -- deadlines ---------------------------------------------------------------
 */

static void put_failing(const struct context *c, const struct supply_failing *f)
{
    xmlout_begin(c->out, "failing");
    xmlout_attribute(c->out, "district", f->line->district);
    xmlout_attribute(c->out, "category", f->line->category);
    xmlout_attribute(
        c->out, "period",
        publish_period_code(c->s->arena, period_fiscal(f->point->year)));
    xmlout_attribute(c->out, "value",
                     decimal_text(c->s->arena, f->gap.published));
    xmlout_attribute(c->out, "published",
                     sentence_supply_number(c->s, &f->gap));
    if (f->enough_from)
        xmlout_attribute(
            c->out, "enough-from",
            publish_period_code(c->s->arena, period_fiscal(f->enough_from)));
    xmlout_end(c->out);
}

static void put_deadline(const struct context *c,
                         const struct supply_deadline *deadline)
{
    struct supply_verdict v =
        supply_judge(c->s->arena, &c->supply->table, &c->result, deadline);
    xmlout_begin(c->out, "deadline");
    xmlout_attribute(c->out, "by",
                     publish_period_code(c->s->arena, deadline->by));
    xmlout_attribute(c->out, "of", deadline->city ? "city" : "districts");
    xmlout_attribute(c->out, "state",
                     v.n_judged == 0 ? "no-data"
                     : v.n_failing   ? "failing"
                     : v.n_unknown   ? "unknown"
                                     : "met");
    report_parts_place(c->out, c->run, deadline->place);
    xmlout_element(c->out, "text", deadline->text);
    xmlout_element(c->out, "verdict",
                   sentence_supply_verdict(c->s, c->supply, deadline, &v));
    for (size_t i = 0; i < v.n_failing; i++)
        put_failing(c, &v.failing[i]);
    xmlout_end(c->out);
}

static void put_deadlines(const struct context *c)
{
    if (c->supply->n_deadlines == 0)
        return;
    xmlout_begin(c->out, "deadlines");
    xmlout_attribute(c->out, "title", say(c, WORD_SUPPLY_DEADLINES));
    for (size_t i = 0; i < c->supply->n_deadlines; i++)
        put_deadline(c, &c->supply->deadlines[i]);
    xmlout_end(c->out);
}

/* -- sections -----------------------------------------------------------------
 */

static void put_paragraphs(const struct context *c, bool numbers)
{
    const struct plan_supply *supply = c->supply;
    if (!numbers) {
        xmlout_element(c->out, "para", say(c, WORD_SUPPLY_NO_NUMBERS));
        for (size_t i = 0; i < supply->n_remarks; i++)
            xmlout_element(c->out, "para", supply->remarks[i]);
        return;
    }
    xmlout_element(c->out, "para",
                   sentence_supply_head(c->s, &c->result, supply, ""));
    xmlout_element(c->out, "para",
                   sentence_supply_hidden(c->s, &c->result, supply));
    xmlout_element(c->out, "para",
                   sentence_supply_review(c->s, &c->result, supply));
}

static bool is_drawn_of(const struct context *c, const struct drawn_figure *d)
{
    const char *category;
    return d->declared->kind == PLAN_FIGURE_SUPPLY &&
           plan_supplies_find(c->run->plan, d->declared->of, &category) ==
               c->supply;
}

static size_t put_section(const struct context *c,
                          const struct drawn_figures *figures, size_t numbered)
{
    bool numbers = any_number(&c->result);
    xmlout_begin(c->out, "section");
    xmlout_attribute(c->out, "id",
                     str_join(c->s->arena, "supply-", c->supply->id, NULL));
    xmlout_element(c->out, "heading",
                   say_1(c, WORD_SUPPLY_SECTION, c->supply->title));
    put_paragraphs(c, numbers);
    if (numbers)
        put_table(c, ++numbered);
    put_deadlines(c);
    for (size_t i = 0; i < figures->n; i++)
        if (is_drawn_of(c, &figures->items[i]))
            report_parts_figure(c->out, c->run, &figures->items[i]);
    xmlout_end(c->out);
    return numbered;
}

size_t report_supplies(struct xmlout *out, const struct run *run,
                       const struct drawn_figures *figures, size_t numbered)
{
    const struct plan_supplies *supplies = run->plan->supplies;
    for (size_t i = 0; supplies && i < supplies->n; i++) {
        const struct plan_supply *supply = &supplies->items[i];
        struct context c = {
            .out = out, .run = run, .s = &run->speaker, .supply = supply};
        c.result = supply_evaluate(run->arena, &supply->table);
        numbered = put_section(&c, figures, numbered);
    }
    return numbered;
}
