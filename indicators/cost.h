/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cost.h - 事業費 by year, where some years are undecided.
 *
 * An amount is exact, a lower bound, or open; only the first two have a
 * number, and a sum with an open part is a lower bound.  So `***` cannot
 * become a number, and a printed 計 that leaves undecided years out cannot
 * become a complete one.
 */
#ifndef SHIHYO_INDICATORS_COST_H
#define SHIHYO_INDICATORS_COST_H

#include "data/period.h"
#include "data/value.h"

enum amount_kind {
    AMOUNT_OPEN,  /* nothing known */
    AMOUNT_LEAST, /* at least `number`: a part is open */
    AMOUNT_EXACT
};

struct amount {
    enum amount_kind kind;
    struct decimal number;
};

struct cost_row {
    const char *number; /* project, 2-1 */
    const char *repeat_of, *note;
    const struct value *years; /* one for each year of the table */
    struct value total;
    bool has_total; /* a column 計 with something in it */
    struct place place;
};

struct cost_table {
    const char *unit; /* 百万円 */
    const struct period *years;
    size_t n_years;
    const struct cost_row *rows;
    size_t n_rows;
};

enum cost_verdict {
    COST_NO_TOTAL, /* nothing printed */
    COST_ADDS,     /* printed = sum of all years */
    COST_PARTIAL,  /* printed = sum of the known years: a lower bound */
    COST_OPEN,     /* years are open and printed is more than the known ones */
    COST_DIFFERS   /* printed is another number */
};

struct cost_sum {
    struct amount computed;
    size_t n_open; /* undecided years */
    enum cost_verdict verdict;
    const char *formula; /* 4＋4＋9 */
};

struct amount cost_amount(const struct value *value);
/* ― adds nothing; *** and blank leave the sum open.  false: overflow. */
bool cost_add(struct amount *sum, const struct value *value);
struct cost_sum cost_sum(struct arena *arena, const struct cost_row *row,
                         size_t n_years);
/* A year of the whole table, or all years (n_years): 再掲 rows are left out.
 * Of the totals the computed one counts where nothing is printed. */
struct amount cost_whole(struct arena *arena, const struct cost_table *table,
                         size_t year);
const struct cost_row *cost_row(const struct cost_table *table,
                                const char *number);

#endif
