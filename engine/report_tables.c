/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/report_tables.h"

#include "data/unit.h"
#include "engine/plan_tables.h"
#include "engine/report_parts.h"

struct context {
    struct xmlout *out;
    const struct run *run;
    const struct speaker *s;
    struct arena *arena;
};

static const char *say(const struct context *c, enum word id)
{
    return word(c->s->style.lang, id);
}

/* -- columns --------------------------------------------------------------- */

static const char *column_code(enum table_column_kind kind)
{
    static const char *const codes[] = {
        "text",     "group", "role",  "marks", "unit", "number", "count",
        "capacity", "money", "share", "rate",  "rank", "period", "list"};
    return codes[kind];
}

/* Is the column one that says nothing to a reader beside the others? */
static bool is_hidden(const struct plan_table *t, size_t i)
{
    return t->columns[i].kind == COLUMN_UNIT || (int)i == t->key;
}

static void put_columns(const struct context *c, const struct plan_table *t)
{
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct table_column *k = &t->columns[i];
        xmlout_begin(c->out, "col");
        xmlout_attribute(c->out, "id", k->id);
        xmlout_attribute(c->out, "kind", column_code(k->kind));
        xmlout_attribute(c->out, "unit", k->unit);
        xmlout_attribute(c->out, "of", k->of < 0 ? NULL : t->columns[k->of].id);
        xmlout_attribute(c->out, "hidden", is_hidden(t, i) ? "true" : NULL);
        xmlout_text(c->out, k->label);
        xmlout_end(c->out);
    }
}

/* -- cells ----------------------------------------------------------------- */

static void put_number(const struct context *c, const struct table_cell *cell)
{
    static const char *const qualifiers[] = {
        [QUALIFIER_NONE] = NULL,           [QUALIFIER_ABOUT] = "about",
        [QUALIFIER_AT_LEAST] = "at-least", [QUALIFIER_AT_MOST] = "at-most",
        [QUALIFIER_BELOW] = "below",       [QUALIFIER_ROUGHLY] = "roughly",
        [QUALIFIER_ORDINAL] = "ordinal"};
    static const char *const reasons[] = {[MISSING_BLANK] = "blank",
                                          [MISSING_NIL] = "nil",
                                          [MISSING_UNKNOWN] = "unknown",
                                          [MISSING_SECRET] = "secret",
                                          [MISSING_UNAVAILABLE] =
                                              "unavailable"};
    const struct value *v = &cell->value;
    if (v->kind == VALUE_NUMBER)
        xmlout_attribute(c->out, "value", decimal_text(c->arena, v->number));
    if (cell->kind == CELL_RANGE)
        xmlout_attribute(c->out, "high", decimal_text(c->arena, cell->high));
    xmlout_attribute(c->out, "qualifier", qualifiers[cell->qualifier]);
    xmlout_attribute(c->out, "unit", v->kind == VALUE_NUMBER ? cell->unit : "");
    if (v->kind == VALUE_MISSING)
        xmlout_attribute(c->out, "reason", reasons[v->missing]);
}

static void put_period(const struct context *c, const struct table_cell *cell)
{
    xmlout_attribute(c->out, "from", publish_period_code(c->arena, cell->from));
    if (cell->to.year)
        xmlout_attribute(c->out, "to", publish_period_code(c->arena, cell->to));
    xmlout_attribute(c->out, "open", cell->open ? "true" : NULL);
}

static void put_rates(const struct context *c, const struct table_cell *cell)
{
    for (size_t i = 0; i < cell->n_rates; i++) {
        const struct table_rate *r = &cell->rates[i];
        xmlout_begin(c->out, "rate");
        xmlout_attribute(c->out, "num",
                         str_count(c->arena, (uint64_t)r->fraction.num));
        xmlout_attribute(c->out, "den",
                         str_count(c->arena, (uint64_t)r->fraction.den));
        xmlout_attribute(c->out, "published", r->published);
        xmlout_attribute(c->out, "condition", r->condition);
        xmlout_end(c->out);
    }
}

static void put_parts(const struct context *c, const struct value *value)
{
    for (size_t i = 0; i < value->n_parts; i++) {
        const struct value_part *p = &value->parts[i];
        xmlout_begin(c->out, "part-value");
        xmlout_attribute(c->out, "unit", p->unit);
        xmlout_attribute(c->out, "value", decimal_text(c->arena, p->number));
        xmlout_attribute(
            c->out, "published",
            publish_quantity(c->arena, c->s->style, p->number, p->unit));
        xmlout_end(c->out);
    }
}

/* The cell as it is shown: with its unit, where the column head has none and
 * the cell wrote none. */
static const char *shown(const struct context *c,
                         const struct table_column *column,
                         const struct table_cell *cell)
{
    bool bare = cell->kind == CELL_VALUE && cell->value.kind == VALUE_NUMBER &&
                !cell->value.unit_written;
    if (bare && column->kind != COLUMN_RANK)
        return str_join(c->arena, cell->published, cell->unit, NULL);
    return cell->published;
}

static void put_cell(const struct context *c, const struct table_column *column,
                     const struct table_cell *cell)
{
    xmlout_begin(c->out, "cell");
    xmlout_attribute(c->out, "col", column->id);
    if (cell->kind == CELL_VALUE || cell->kind == CELL_RANGE)
        put_number(c, cell);
    if (cell->kind == CELL_PERIOD)
        put_period(c, cell);
    xmlout_attribute(c->out, "note", cell->note);
    xmlout_attribute(c->out, "cell", cell->published);
    report_parts_place(c->out, c->run, cell->place);
    xmlout_element(c->out, "shown", shown(c, column, cell));
    put_rates(c, cell);
    put_parts(c, &cell->value);
    for (size_t i = 0; i < cell->n_names; i++)
        xmlout_element(c->out, "name", cell->names[i]);
    xmlout_end(c->out);
}

static void put_row(const struct context *c, const struct plan_table *t,
                    const struct table_row *row)
{
    static const char *const roles[] = {[ROW_ITEM] = NULL,
                                        [ROW_TOTAL] = "total",
                                        [ROW_GROSS] = "gross",
                                        [ROW_DISTINCT] = "distinct",
                                        [ROW_BASE] = "base"};
    xmlout_begin(c->out, "data-row");
    xmlout_attribute(c->out, "key", row->key);
    xmlout_attribute(c->out, "role", roles[row->role]);
    xmlout_attribute(c->out, "new", row->is_new ? "true" : NULL);
    xmlout_attribute(c->out, "expanded", row->is_expanded ? "true" : NULL);
    xmlout_attribute(c->out, "repeated", row->is_repeated ? "true" : NULL);
    for (size_t i = 0; i < t->n_columns; i++)
        if (row->cells[i].kind != CELL_EMPTY)
            put_cell(c, &t->columns[i], &row->cells[i]);
    xmlout_end(c->out);
}

/* -- what was computed ----------------------------------------------------- */

static const char *result_name(const struct context *c,
                               const struct table_result *r)
{
    static const enum word names[] = {[RESULT_SHARE] = WORD_TABLES_SHARE,
                                      [RESULT_CLOSURE] = WORD_TABLES_CLOSURE,
                                      [RESULT_RANK] = WORD_TABLES_RANK,
                                      [RESULT_SUM] = WORD_TABLES_SUM,
                                      [RESULT_TOTAL] = WORD_TABLES_TOTAL,
                                      [RESULT_PER_CASE] = WORD_TABLES_PER_CASE,
                                      [RESULT_RATIO] = WORD_TABLES_RATIO,
                                      [RESULT_LENGTH] = WORD_TABLES_LENGTH};
    const char *args[] = {r->subject, r->column, r->unit};
    enum word id = names[r->kind];
    if (r->kind == RESULT_SUM && !*r->subject)
        id = WORD_TABLES_SUM_ALL;
    return word_fill(c->arena, c->s->style.lang, id, LEN(args), args);
}

static const char *result_text(const struct context *c,
                               const struct table_result *r)
{
    enum lang lang = c->s->style.lang;
    const char *text =
        publish_quantity(c->arena, c->s->style, r->value, r->unit);
    if (r->lower_bound)
        text = word_fill(c->arena, lang, WORD_TABLES_AT_LEAST, 1, &text);
    if (r->left_out) {
        const char *args[] = {text, str_count(c->arena, r->left_out)};
        text = word_fill(c->arena, lang, WORD_TABLES_LEFT_OUT, LEN(args), args);
    }
    return text;
}

static void put_result(const struct context *c, const struct table_result *r)
{
    static const char *const kinds[] = {
        [RESULT_SHARE] = "share", [RESULT_CLOSURE] = "closure",
        [RESULT_RANK] = "rank",   [RESULT_SUM] = "sum",
        [RESULT_TOTAL] = "total", [RESULT_PER_CASE] = "per-case",
        [RESULT_RATIO] = "ratio", [RESULT_LENGTH] = "length"};
    xmlout_begin(c->out, "computed");
    xmlout_attribute(c->out, "kind", kinds[r->kind]);
    xmlout_attribute(c->out, "label", result_name(c, r));
    xmlout_attribute(c->out, "value", decimal_text(c->arena, r->value));
    xmlout_attribute(c->out, "published", result_text(c, r));
    xmlout_attribute(c->out, "formula", r->formula);
    xmlout_attribute(c->out, "exact", r->exact);
    xmlout_attribute(c->out, "lower-bound", r->lower_bound ? "true" : NULL);
    if (r->stated) {
        xmlout_attribute(c->out, "stated", r->stated->published);
        xmlout_attribute(c->out, "agrees", r->agrees ? "true" : "false");
        xmlout_attribute(
            c->out, "agrees-text",
            say(c, r->agrees ? WORD_TABLES_AGREES : WORD_TABLES_DIFFERS));
    }
    for (size_t i = 0; i < r->n_inputs; i++) {
        xmlout_begin(c->out, "used");
        report_parts_place(c->out, c->run, r->inputs[i]->place);
        xmlout_end(c->out);
    }
    xmlout_end(c->out);
}

/* -- tables ---------------------------------------------------------------- */

static bool has_kind(const struct plan_table *t, enum table_column_kind kind)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].kind == kind)
            return true;
    return false;
}

static bool has_rates(const struct plan_table *t)
{
    for (size_t i = 0; i < t->n_rows; i++)
        for (size_t k = 0; k < t->n_columns; k++)
            if (t->rows[i].cells[k].kind == CELL_RATES)
                return true;
    return false;
}

static void put_foot(const struct context *c, const struct plan_table *t)
{
    xmlout_begin(c->out, "foot");
    if (t->rounded)
        xmlout_element(c->out, "remark", say(c, WORD_TABLES_ROUNDED));
    if (has_kind(t, COLUMN_RANK))
        xmlout_element(c->out, "remark", say(c, WORD_TABLES_TIES));
    if (has_rates(t))
        xmlout_element(c->out, "remark", say(c, WORD_TABLES_RATES));
    for (size_t i = 0; i < t->n_remarks; i++)
        xmlout_element(c->out, "remark", t->remarks[i]);
    xmlout_end(c->out);
}

static void put_heads(const struct context *c)
{
    static const struct {
        const char *name;
        enum word id;
    } heads[] = {{"item", WORD_TABLES_ITEM},
                 {"stated", WORD_TABLES_STATED},
                 {"result", WORD_TABLES_RESULT},
                 {"computed-by", WORD_TABLES_COMPUTED}};
    for (size_t i = 0; i < LEN(heads); i++)
        xmlout_attribute(c->out, heads[i].name, say(c, heads[i].id));
}

static void put_table(const struct context *c, const struct plan_table *t,
                      size_t number)
{
    static const char *const kinds[] = {[TABLE_COUNTS] = "counts",
                                        [TABLE_PROGRAMMES] = "programmes",
                                        [TABLE_EVENTS] = "events",
                                        [TABLE_LIST] = "list"};
    const char *count = str_count(c->arena, number);
    xmlout_begin(c->out, "data-table");
    xmlout_attribute(c->out, "id", t->id);
    xmlout_attribute(c->out, "kind", kinds[t->kind]);
    xmlout_attribute(
        c->out, "number",
        word_fill(c->arena, c->s->style.lang, WORD_REPORT_TABLE, 1, &count));
    xmlout_attribute(c->out, "title", t->title);
    put_heads(c);
    put_columns(c, t);
    for (size_t i = 0; i < t->n_rows; i++)
        put_row(c, t, &t->rows[i]);
    for (size_t i = 0; i < t->n_results; i++)
        put_result(c, &t->results[i]);
    put_foot(c, t);
    xmlout_end(c->out);
}

size_t report_tables(struct xmlout *out, const struct run *run, size_t numbered)
{
    const struct plan_tables *tables = run->plan->tables;
    struct context c = {out, run, &run->speaker, run->arena};
    if (!tables || tables->n == 0)
        return numbered;
    xmlout_begin(out, "section");
    xmlout_attribute(out, "id", "tables");
    xmlout_element(out, "heading", say(&c, WORD_TABLES_HEADING));
    for (size_t i = 0; i < tables->n; i++)
        put_table(&c, &tables->items[i], ++numbered);
    xmlout_end(out);
    return numbered;
}
