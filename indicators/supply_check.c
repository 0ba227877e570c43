/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/supply_check.h"

#include <string.h>

struct checking {
    struct arena *arena;
    const struct supply_plan *plan;
    struct supply_fault *fault;
    size_t n, cap;
};

/* A sum under way with the cells that went into it. */
struct sum {
    struct decimal total;
    const struct value **terms;
    size_t n, cap;
    bool unknown, overflow;
};

static void add_term(struct checking *c, struct sum *sum,
                     const struct value *value, bool minus)
{
    if (!value_is_number(value)) {
        sum->unknown = true;
        return;
    }
    if (sum->n == sum->cap) {
        size_t cap = sum->cap ? 2 * sum->cap : 8;
        sum->terms =
            arena_grow(c->arena, sum->terms, sum->n, cap, sizeof *sum->terms);
        sum->cap = cap;
    }
    sum->terms[sum->n++] = value;
    bool good = minus ? decimal_sub(sum->total, value->number, &sum->total)
                      : decimal_add(sum->total, value->number, &sum->total);
    sum->overflow = sum->overflow || !good;
}

static void compare(struct checking *c, const struct supply_row *row,
                    enum supply_item item, enum supply_identity identity,
                    const struct sum *sum)
{
    const struct value *stated = &row->items[item];
    if (!value_is_number(stated) || sum->unknown || sum->n == 0)
        return;
    if (!sum->overflow && decimal_compare(stated->number, sum->total) == 0)
        return;
    if (c->n == c->cap) {
        size_t cap = c->cap ? 2 * c->cap : 8;
        c->fault = arena_grow(c->arena, c->fault, c->n, cap, sizeof *c->fault);
        c->cap = cap;
    }
    c->fault[c->n++] = (struct supply_fault){
        .identity = sum->overflow ? SUPPLY_OF_OVERFLOW : identity,
        .row = row,
        .item = item,
        .expected = sum->total,
        .terms = sum->terms,
        .n_terms = sum->n};
}

static bool same_category(const struct supply_row *a,
                          const struct supply_row *b)
{
    return a->category_total == b->category_total &&
           strcmp(a->category, b->category) == 0;
}

static bool same_district(const struct supply_row *a,
                          const struct supply_row *b)
{
    return a->district_total == b->district_total &&
           strcmp(a->district, b->district) == 0;
}

/* Is this row a part of that total? */
static bool is_part(const struct supply_row *total,
                    const struct supply_row *row, bool of_categories)
{
    if (row->year != total->year)
        return false;
    return of_categories ? !row->category_total && same_district(row, total)
                         : !row->district_total && same_category(row, total);
}

static void check_total(struct checking *c, const struct supply_row *total,
                        bool of_categories)
{
    static const enum supply_item added_up[] = {SUPPLY_NEED, SUPPLY_CAPACITY,
                                                SUPPLY_ADDED, SUPPLY_PROVISION,
                                                SUPPLY_ACTUAL};
    for (size_t k = 0; k < LEN(added_up); k++) {
        enum supply_item item = added_up[k];
        struct sum sum = {0};
        for (size_t i = 0; i < c->plan->n_rows; i++)
            if (is_part(total, &c->plan->rows[i], of_categories))
                add_term(c, &sum, &c->plan->rows[i].items[item], false);
        compare(c, total, item,
                of_categories ? SUPPLY_OF_CATEGORIES : SUPPLY_OF_DISTRICTS,
                &sum);
    }
}

/* A facility that a category does not have is left blank or ―. */
static void check_facilities(struct checking *c, const struct supply_row *row)
{
    struct sum sum = {0};
    for (size_t i = 0; i < c->plan->n_facilities; i++) {
        const struct value *v = &row->facilities[i];
        bool none = v->kind == VALUE_MISSING &&
                    (v->missing == MISSING_BLANK || v->missing == MISSING_NIL);
        if (!none)
            add_term(c, &sum, v, false);
    }
    compare(c, row, SUPPLY_PROVISION, SUPPLY_OF_FACILITIES, &sum);
}

static void check_row(struct checking *c, const struct supply_row *row)
{
    struct sum added = {0};
    add_term(c, &added, &row->items[SUPPLY_CAPACITY], false);
    add_term(c, &added, &row->items[SUPPLY_ADDED], false);
    compare(c, row, SUPPLY_PROVISION, SUPPLY_OF_ADDED, &added);
    struct sum gap = {0};
    bool need_first = c->plan->need_first;
    add_term(c, &gap, &row->items[SUPPLY_NEED], !need_first);
    add_term(c, &gap, &row->items[SUPPLY_PROVISION], need_first);
    compare(c, row, SUPPLY_GAP, SUPPLY_OF_DIFFERENCE, &gap);
}

static void check_carry(struct checking *c, const struct supply_row *row)
{
    for (size_t i = 0; i < c->plan->n_rows; i++) {
        const struct supply_row *before = &c->plan->rows[i];
        if (before->year != row->year - 1 || !same_district(before, row) ||
            !same_category(before, row))
            continue;
        struct sum sum = {0};
        add_term(c, &sum, &before->items[SUPPLY_PROVISION], false);
        compare(c, row, SUPPLY_CAPACITY, SUPPLY_OF_CARRY, &sum);
    }
}

struct supply_faults supply_check(struct arena *arena,
                                  const struct supply_plan *plan)
{
    struct checking c = {.arena = arena, .plan = plan};
    for (size_t i = 0; i < plan->n_rows; i++) {
        const struct supply_row *row = &plan->rows[i];
        check_facilities(&c, row);
        check_row(&c, row);
        if (plan->has[SUPPLY_CAPACITY])
            check_carry(&c, row);
        if (row->category_total)
            check_total(&c, row, true);
        if (row->district_total)
            check_total(&c, row, false);
    }
    return (struct supply_faults){c.fault, c.n};
}
