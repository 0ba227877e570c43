/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * decimal.h - a number exactly as it was published.
 *
 * value = units * 10^-scale.  The scale is the number of decimals written and
 * is kept: 75.0 is {750, 1}, 59.81 is {5981, 2}.  Two decimals of one value
 * with other scales compare equal but print differently.
 *
 * This file and rational.h are the only arithmetic that published digits go
 * through; no double is ever rounded for print.  Functions that can overflow
 * 128 bits return false and leave *out alone.
 */
#ifndef SHIHYO_DATA_DECIMAL_H
#define SHIHYO_DATA_DECIMAL_H

#include "data/arena.h"
#include "data/int128.h"
#include <stdbool.h>

struct decimal {
    int128 units;
    int scale; /* >= 0 */
};

struct decimal decimal_of(long long units, int scale);
bool decimal_power(int n, int128 *out); /* 10^n; false: n outside 0..38 */
int decimal_compare(struct decimal a, struct decimal b); /* -1, 0, 1 */
int decimal_sign(struct decimal a);
bool decimal_add(struct decimal a, struct decimal b, struct decimal *out);
bool decimal_sub(struct decimal a, struct decimal b, struct decimal *out);
/* The nearest double; for models and geometry, never for print. */
double decimal_double(struct decimal a);
/* Machine form: ASCII digits, `-`, `.`; all decimals kept; never "-0". */
const char *decimal_text(struct arena *arena, struct decimal a);
/* A double as a decimal of at most `digits` (1-17) significant digits, rounded
 * half away from zero on its exact expansion; zeros at the end of the fraction
 * are dropped.  For results that are doubles by nature (standard errors,
 * intervals, p): ten digits are the same on every processor, the last bits are
 * not.  false: not finite, or 1e38 and more. */
bool decimal_of_double(double x, int digits, struct decimal *out);

#endif
