/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * disclose_rule.h - rules that make a single cell sensitive, and what printed
 * percentages and rounded counts give away.  Pure, exact, integers.
 *
 * Contributions are the amounts of the units in a cell (sales of each
 * establishment); shares are per mille, so that 12.5 % is 125.  A cell without
 * contributors is a zero and not sensitive.
 */
#ifndef SHIHYO_INDICATORS_DISCLOSE_RULE_H
#define SHIHYO_INDICATORS_DISCLOSE_RULE_H

#include "data/decimal.h"
#include <stddef.h>
#include <stdint.h>

/* (n, k): the n largest contributions are more than k of the total. */
bool disclose_rule_dominance(const int64_t *contributions, size_t count,
                             size_t n, int k_permille);

/* p %: total - largest - second < p of the largest: the second could estimate
 * the largest to within p. */
bool disclose_rule_percent(const int64_t *contributions, size_t count,
                           int p_permille);

/* Fewer than `least` contributors, but not none. */
bool disclose_rule_few(size_t count, size_t least);

struct disclose_range {
    int64_t lower, upper; /* lower > upper: no count is possible */
};

/* Counts k of base n whose percentage 100 k / n is printed as `percent`
 * (rounded half up).  lower = upper: the percentage tells the count.
 * false: n < 1, a negative percentage, or 128 bits do not suffice. */
bool disclose_rule_counts(int64_t n, struct decimal percent,
                          struct disclose_range *out);

/* A count rounded half up to a multiple of base (3, 5, 10), and the counts
 * that are printed so.  Totals are rounded by themselves and then no longer
 * add up; a table that prints an exact total too is not protected by this.
 * count >= 0, base >= 1, count + base within 64 bits. */
int64_t disclose_rule_round(int64_t count, int64_t base,
                            struct disclose_range *out);

#endif
