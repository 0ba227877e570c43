/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * component.h - one number that an assessment method goes through: exact
 * where the method is rational, a double where it needs powers, logarithms or
 * a standard error.
 *
 * A double is never compared with a threshold as it is: it is first cut to
 * ten significant digits (half away from zero, decimal_of_double()), which
 * are the same on every processor, and the decimal is compared.  An exact
 * number is compared exactly.  What does not exist is COMPONENT_NONE; so is
 * every result that is not finite or leaves 128 bits, never NaN, never a
 * silent 0.
 */
#ifndef SHIHYO_INDICATORS_COMPONENT_H
#define SHIHYO_INDICATORS_COMPONENT_H

#include "data/rational.h"

struct component {
    enum component_kind {
        COMPONENT_NONE,
        COMPONENT_EXACT,
        COMPONENT_REAL
    } kind;
    struct rational exact; /* COMPONENT_EXACT */
    double real;           /* COMPONENT_REAL; finite */
};

struct component component_none(void);
struct component component_exact(struct rational a);
struct component component_real(double x); /* not finite: none */
struct component component_of_decimal(struct decimal a);

/* Exact of two exact ones, else a double; none of none, of x / 0 and of what
 * leaves the range. */
struct component component_add(struct component a, struct component b);
struct component component_sub(struct component a, struct component b);
struct component component_mul(struct component a, struct component b);
struct component component_div(struct component a, struct component b);
struct component component_negate(struct component a);
struct component component_size(struct component a); /* |a| */

/* -1, 0, 1; neither is COMPONENT_NONE. */
int component_compare(struct component a, struct component b);
int component_compare_decimal(struct component a, struct decimal b);
int component_sign(struct component a);
double component_double(struct component a); /* 0 for COMPONENT_NONE */

/* At most ten significant digits, zeros at the end of the fraction dropped;
 * false for none. */
enum { COMPONENT_DIGITS = 10 };
bool component_decimal(struct component a, struct decimal *out);
/* 100 a at the given number of decimals, 四捨五入; a double is first cut to
 * ten digits. */
bool component_percent(struct component a, int decimals, struct decimal *out);

#endif
