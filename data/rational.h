/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rational.h - exact quotients: achievement, progress, pace, slopes, ratios.
 *
 * num / den in lowest terms, den > 0.  Every function returns false on
 * overflow of 128 bits or division by zero and leaves *out alone.
 */
#ifndef SHIHYO_DATA_RATIONAL_H
#define SHIHYO_DATA_RATIONAL_H

#include "data/decimal.h"

struct rational {
    int128 num, den;
};

bool rational_make(int128 num, int128 den, struct rational *out);
bool rational_of_decimal(struct decimal a, struct rational *out);
bool rational_add(struct rational a, struct rational b, struct rational *out);
bool rational_sub(struct rational a, struct rational b, struct rational *out);
bool rational_mul(struct rational a, struct rational b, struct rational *out);
bool rational_div(struct rational a, struct rational b, struct rational *out);
/* -1, 0, 1; never overflows (continued fractions). */
int rational_compare(struct rational a, struct rational b);
double rational_double(struct rational a);

/* 四捨五入 at the given number of decimals, half away from zero (JIS Z 8401
 * rule B; Excel ROUND).  q = floor((2*10^d*|num| + den) / (2*den)), the sign
 * outside; decided on integers, so ties are exact. */
enum rounding { ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN, ROUND_UP };
bool rational_round(struct rational a, int decimals, enum rounding rounding,
                    struct decimal *out);
/* The same for a decimal. */
bool decimal_round(struct decimal a, int decimals, enum rounding rounding,
                   struct decimal *out);

#endif
