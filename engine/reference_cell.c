/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a cell to the numbers in it, and from a column's name to the column.
 */
#include "data/fold.h"
#include "data/period.h"
#include "data/unit.h"
#include "engine/plan_schedules.h"
#include "engine/plan_tables.h"
#include "engine/reference.h"

#include <string.h>

/* -- cells ----------------------------------------------------------------- */

static bool give_number(struct cell *cell, struct decimal number)
{
    struct rational r;
    if (!rational_of_decimal(number, &r))
        return false;
    cell->value.kind = OPERAND_NUMBER;
    cell->value.number = r;
    cell->value.decimals = number.scale;
    return true;
}

static void give_missing(struct cell *cell, enum missing missing)
{
    cell->value.kind = OPERAND_MISSING;
    cell->value.missing = missing;
}

/* Counts, shares and money are numbers; a date or an age is none. */
static bool is_amount(const struct unit *unit)
{
    return unit &&
           (unit->dimension == UNIT_COUNT || unit->dimension == UNIT_PERCENT ||
            unit->dimension == UNIT_MONEY);
}

/* A number alone, or with its unit: 万人 are made 人, but money stays as it
 * is printed, since 百万円 is the unit of whole tables. */
static bool plain_number(const struct plan *plan, const char *text,
                         struct cell *cell)
{
    struct number_spec spec = {.markers = plan->markers,
                               .n_markers = plan->n_markers};
    struct number number = {0};
    struct finding f = number_read(text, &spec, &number);
    if (f.id == MSG_UNIT) {
        struct str suffix = {text + number.unit_offset, number.unit_length};
        const struct unit *unit = unit_find(suffix);
        bool as_printed =
            unit && (unit->power == 0 || unit->dimension == UNIT_MONEY);
        return is_amount(unit) && as_printed && give_number(cell, number.value);
    }
    if (message_is_error(f.id))
        return false;
    if (number.missing == MISSING_NOT)
        return give_number(cell, number.value);
    give_missing(cell, number.missing);
    return true;
}

static bool item_number(const struct phrase_item *item, struct cell *cell)
{
    struct decimal number;
    const char *unit;
    return item->shape == PHRASE_NUMBER &&
           phrase_base(item, item->low, &number, &unit) &&
           give_number(cell, number);
}

static bool item_named(struct arena *arena, const struct phrase_item *item,
                       const char *part)
{
    return fold_equal(arena, item->name, part) ||
           (*item->unit && unit_same(str_of(item->unit), str_of(part), NULL));
}

struct phrase_spec reference_phrase_spec(struct arena *arena,
                                         const struct plan *plan)
{
    struct phrase_spec spec = {.markers = plan->markers,
                               .n_markers = plan->n_markers};
    if (plan->schedules) {
        spec.states = &plan->schedules->states;
        return spec;
    }
    struct states *states = arena_make(arena, struct states, 1);
    (void)states_read(arena, NULL, NULL, states);
    spec.states = states;
    return spec;
}

size_t reference_cell_read(struct arena *arena, const struct plan *plan,
                           const struct cell *head, const char *text,
                           const char *part, struct cell **out)
{
    struct cell one = *head;
    one.value.kind = OPERAND_TEXT;
    one.value.text = text;
    if (!*part) {
        *out = arena_make(arena, struct cell, 1);
        if (!plain_number(plan, text, &one)) {
            struct phrase_spec spec = reference_phrase_spec(arena, plan);
            struct phrase phrase = phrase_read(arena, text, &spec);
            if (phrase.missing)
                give_missing(&one, phrase.missing);
            else if (phrase.n_items == 1 && !phrase.undecided &&
                     is_amount(unit_find(str_of(phrase.items[0].unit))))
                item_number(&phrase.items[0], &one);
        }
        **out = one;
        return 1;
    }
    struct phrase_spec spec = reference_phrase_spec(arena, plan);
    struct phrase phrase = phrase_read(arena, text, &spec);
    *out = arena_make(arena, struct cell, phrase.n_items + 1);
    size_t n = 0;
    for (size_t i = 0; i < phrase.n_items; i++)
        if (item_named(arena, &phrase.items[i], part) &&
            item_number(&phrase.items[i], &one))
            (*out)[n++] = one;
    if (n == 0 && phrase.missing) {
        give_missing(&one, phrase.missing);
        (*out)[n++] = one;
    }
    return n;
}

bool reference_value_read(const struct value *value, const char *part,
                          struct cell *out)
{
    out->place = value->place.source ? value->place : out->place;
    out->value.text = value->published ? value->published : "";
    if (value->kind == VALUE_MISSING) {
        give_missing(out, value->missing);
        return true;
    }
    if (value->kind == VALUE_NUMBER && !*part)
        return give_number(out, value->number);
    for (size_t i = 0; value->kind == VALUE_TUPLE && i < value->n_parts; i++)
        if (*part &&
            unit_same(str_of(value->parts[i].unit), str_of(part), NULL))
            return give_number(out, value->parts[i].number);
    out->value.kind = OPERAND_TEXT;
    return !*part;
}

/* -- columns --------------------------------------------------------------- */

/* 平成30年度末の現況 -> 2018 and what follows the year. */
static int leading_year(struct arena *arena, const char *header,
                        const char **rest)
{
    const char *end = strstr(header, "年度");
    *rest = header;
    if (!end)
        return 0;
    end += strlen("年度");
    struct period p;
    struct str year = {header, (size_t)(end - header)};
    if (message_is_error(
            period_read(str_z(arena, year), AXIS_FISCAL_YEAR, &p).id))
        return 0;
    *rest = end;
    return period_fiscal_year(p);
}

enum header_role { HEADER_STATUS, HEADER_PLAN, HEADER_TARGET, HEADER_OTHER };

static enum header_role role_of(struct arena *arena, const char *header,
                                int *year)
{
    const char *rest;
    *year = leading_year(arena, header, &rest);
    if (!*year)
        return strstr(header, "目標") ? HEADER_TARGET : HEADER_OTHER;
    if (!*rest)
        return HEADER_PLAN;
    if (strstr(rest, "目標"))
        return HEADER_TARGET;
    return strstr(rest, "現況") || str_starts(str_of(rest), "末")
               ? HEADER_STATUS
               : HEADER_OTHER;
}

int reference_column_year(struct arena *arena, const char *header)
{
    int year;
    return role_of(arena, header, &year) == HEADER_PLAN ? year : 0;
}

/* status@H30, plan@R1, R1, total, target */
static bool is_role(struct arena *arena, const char *header, const char *name)
{
    static const struct {
        const char *prefix;
        enum header_role role;
    } prefixes[] = {{"status@", HEADER_STATUS},
                    {"plan@", HEADER_PLAN},
                    {"target@", HEADER_TARGET},
                    {"", HEADER_PLAN}};
    int year;
    enum header_role role = role_of(arena, header, &year);
    if (strcmp(name, "total") == 0)
        return strcmp(header, "計") == 0;
    if (strcmp(name, "target") == 0)
        return role == HEADER_TARGET;
    for (size_t i = 0; i < LEN(prefixes); i++) {
        struct period p;
        if (role != prefixes[i].role ||
            !str_starts(str_of(name), prefixes[i].prefix))
            continue;
        const char *text = name + strlen(prefixes[i].prefix);
        if (!message_is_error(period_read(text, AXIS_FISCAL_YEAR, &p).id) &&
            period_fiscal_year(p) == year)
            return true;
    }
    return false;
}

static const char *declared_header(const struct plan *plan, const char *dataset,
                                   const char *id)
{
    for (size_t i = 0; plan->tables && i < plan->tables->n; i++) {
        const struct plan_table *t = &plan->tables->items[i];
        for (size_t k = 0; strcmp(t->id, dataset) == 0 && k < t->n_columns; k++)
            if (strcmp(t->columns[k].id, id) == 0)
                return t->columns[k].name;
    }
    return NULL;
}

int reference_column(struct arena *arena, const struct plan *plan,
                     const struct plan_dataset *dataset, const char *name)
{
    const struct csv *csv = dataset->csv;
    const char *declared = declared_header(plan, dataset->id, name);
    for (size_t i = 0; i < csv->columns; i++)
        if (fold_equal(arena, csv->header.cells[i], declared ? declared : name))
            return (int)i;
    for (size_t i = 0; i < csv->columns; i++)
        if (is_role(arena, csv->header.cells[i], name))
            return (int)i;
    return -1;
}
