/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tabulate.h - what can be recomputed of a published table, exactly.
 *
 * Shares of a whole at published decimals, ranks, sums that say when they are
 * only partial, the closing of shares at 100 %, ratios, and rates printed as
 * fractions (10/10, 1/2), which are kept as printed: 10/10 is equal to 1 and
 * is never shown as 1.  Pure: numbers in, numbers out.
 */
#ifndef SHIHYO_INDICATORS_TABULATE_H
#define SHIHYO_INDICATORS_TABULATE_H

#include "data/number.h"
#include "indicators/quantity.h"

/* A rate as it is printed; never reduced. */
struct fraction {
    int num, den; /* 10, 10; den is above 0 */
};

/* "１０／１０", "1/2": digits of either width, / or ／, nothing else, at most
 * five digits each, a denominator above 0, not above 1. */
bool tabulate_fraction(struct str text, struct fraction *out);
struct rational tabulate_rate(struct fraction fraction);

/* 100 part / whole at the given decimals, half up; whole may be 0. */
struct quantity tabulate_share(struct decimal part, struct decimal whole,
                               int decimals);
/* a / b at the given decimals; b may be 0.  Not a share: 3.18, 2.3. */
struct quantity tabulate_ratio(struct decimal a, struct decimal b,
                               int decimals);

/* One part of a sum; a part without a number has its kind of missing. */
struct tabulate_part {
    enum missing missing;
    struct decimal number;
};

struct tabulate_sum {
    enum reason reason; /* REASON_NONE, _MISSING (no part at all), _OVERFLOW */
    struct decimal sum;
    size_t n, blank;  /* parts added; parts of which nothing is stated */
    size_t undecided; /* ***, … and X: the sum is a lower bound */
};

struct tabulate_sum tabulate_sum(const struct tabulate_part *parts, size_t n);

/* Competition ranks, the largest first: 252 252 168 -> 1 1 3. */
void tabulate_ranks(const struct decimal *counts, size_t n, size_t *ranks);

/* Do shares that are parts of one whole add to 100?  Every part may be off by
 * half a unit of its last decimal, so n parts of one decimal may miss 100 by
 * n * 0.05. */
enum tabulate_closure { CLOSURE_EXACT, CLOSURE_ROUNDED, CLOSURE_OUTSIDE };

enum tabulate_closure tabulate_closure(const struct decimal *shares, size_t n,
                                       struct decimal *sum);

/* 0 Sunday ... 6 Saturday, in the Gregorian calendar. */
int tabulate_weekday(int year, int month, int day);

#endif
