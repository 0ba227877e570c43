/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/cost.h"

#include <string.h>

struct amount cost_amount(const struct value *value)
{
    if (value_is_number(value))
        return (struct amount){AMOUNT_EXACT, value->number};
    return (struct amount){.kind = AMOUNT_OPEN};
}

/* ― says that there is no cost; every other mark leaves it open. */
static bool is_none(const struct value *value)
{
    return value->kind == VALUE_MISSING && value->missing == MISSING_NIL;
}

static bool add_amount(struct amount *sum, struct amount part)
{
    enum amount_kind kind =
        sum->kind == AMOUNT_EXACT && part.kind == AMOUNT_EXACT ? AMOUNT_EXACT
                                                               : AMOUNT_LEAST;
    if (part.kind == AMOUNT_OPEN) {
        sum->kind = sum->kind == AMOUNT_OPEN ? AMOUNT_OPEN : AMOUNT_LEAST;
        return true;
    }
    if (sum->kind == AMOUNT_OPEN)
        sum->number = decimal_of(0, 0);
    sum->kind = kind;
    return decimal_add(sum->number, part.number, &sum->number);
}

bool cost_add(struct amount *sum, const struct value *value)
{
    return is_none(value) || add_amount(sum, cost_amount(value));
}

static enum cost_verdict judge(const struct cost_row *row, struct amount sum)
{
    if (!row->has_total || !value_is_number(&row->total))
        return COST_NO_TOTAL;
    if (sum.kind == AMOUNT_EXACT)
        return decimal_compare(row->total.number, sum.number) == 0
                   ? COST_ADDS
                   : COST_DIFFERS;
    struct decimal known =
        sum.kind == AMOUNT_OPEN ? decimal_of(0, 0) : sum.number;
    int order = decimal_compare(row->total.number, known);
    return order == 0 ? COST_PARTIAL : order > 0 ? COST_OPEN : COST_DIFFERS;
}

struct cost_sum cost_sum(struct arena *arena, const struct cost_row *row,
                         size_t n_years)
{
    struct cost_sum out = {.computed = {AMOUNT_EXACT, decimal_of(0, 0)}};
    struct buf formula = buf_new(arena);
    size_t known = 0;
    for (size_t i = 0; i < n_years; i++) {
        const struct value *v = &row->years[i];
        out.n_open += !is_none(v) && !value_is_number(v);
        known += value_is_number(v);
        if (formula.len)
            buf_z(&formula, "＋");
        buf_z(&formula, *v->published ? v->published : "？");
        if (!cost_add(&out.computed, v)) { /* too large to be judged */
            out.computed = (struct amount){.kind = AMOUNT_OPEN};
            out.formula = buf_text(&formula);
            return out;
        }
    }
    if (known == 0 && out.n_open)
        out.computed.kind = AMOUNT_OPEN;
    out.formula = buf_text(&formula);
    out.verdict = judge(row, out.computed);
    return out;
}

/* 計 of a row: exact only where it is the sum of all its years. */
static struct amount total_of(struct arena *arena, const struct cost_row *row,
                              size_t n_years)
{
    struct cost_sum sum = cost_sum(arena, row, n_years);
    if (sum.verdict == COST_PARTIAL || sum.verdict == COST_OPEN)
        return (struct amount){AMOUNT_LEAST, row->total.number};
    return sum.computed;
}

struct amount cost_whole(struct arena *arena, const struct cost_table *table,
                         size_t year)
{
    struct amount sum = {AMOUNT_EXACT, decimal_of(0, 0)};
    bool known = false;
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct cost_row *row = &table->rows[i];
        if (*row->repeat_of ||
            (year < table->n_years && is_none(&row->years[year])))
            continue;
        struct amount part = year < table->n_years
                                 ? cost_amount(&row->years[year])
                                 : total_of(arena, row, table->n_years);
        known = known || part.kind != AMOUNT_OPEN;
        if (!add_amount(&sum, part))
            return (struct amount){.kind = AMOUNT_OPEN};
    }
    if (sum.kind == AMOUNT_LEAST && !known)
        sum.kind = AMOUNT_OPEN;
    return sum;
}

const struct cost_row *cost_row(const struct cost_table *table,
                                const char *number)
{
    for (size_t i = 0; table && i < table->n_rows; i++)
        if (strcmp(table->rows[i].number, number) == 0)
            return &table->rows[i];
    return NULL;
}
