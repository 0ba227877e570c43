/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/component.h"

#include <assert.h>
#include <math.h>

struct component component_none(void)
{
    return (struct component){COMPONENT_NONE, {0, 1}, 0};
}

struct component component_exact(struct rational a)
{
    return (struct component){COMPONENT_EXACT, a, 0};
}

struct component component_real(double x)
{
    if (!isfinite(x))
        return component_none();
    return (struct component){COMPONENT_REAL, {0, 1}, x};
}

struct component component_of_decimal(struct decimal a)
{
    struct rational exact;
    return rational_of_decimal(a, &exact) ? component_exact(exact)
                                          : component_none();
}

double component_double(struct component a)
{
    return a.kind == COMPONENT_EXACT ? rational_double(a.exact) : a.real;
}

/* ------------------------------------------------------------ arithmetic */

typedef bool exact_operation(struct rational, struct rational,
                             struct rational *);

/* Both exact: the exact result, or none where it does not fit. */
static bool both_exact(struct component a, struct component b,
                       exact_operation *operation, struct component *out)
{
    struct rational r;
    if (a.kind != COMPONENT_EXACT || b.kind != COMPONENT_EXACT)
        return false;
    *out =
        operation(a.exact, b.exact, &r) ? component_exact(r) : component_none();
    return true;
}

static bool either_none(struct component a, struct component b)
{
    return a.kind == COMPONENT_NONE || b.kind == COMPONENT_NONE;
}

struct component component_add(struct component a, struct component b)
{
    struct component out = component_none();
    if (either_none(a, b) || both_exact(a, b, rational_add, &out))
        return out;
    return component_real(component_double(a) + component_double(b));
}

struct component component_sub(struct component a, struct component b)
{
    struct component out = component_none();
    if (either_none(a, b) || both_exact(a, b, rational_sub, &out))
        return out;
    return component_real(component_double(a) - component_double(b));
}

struct component component_mul(struct component a, struct component b)
{
    struct component out = component_none();
    if (either_none(a, b) || both_exact(a, b, rational_mul, &out))
        return out;
    return component_real(component_double(a) * component_double(b));
}

struct component component_div(struct component a, struct component b)
{
    struct component out = component_none();
    if (either_none(a, b) || component_double(b) == 0 ||
        both_exact(a, b, rational_div, &out))
        return out;
    return component_real(component_double(a) / component_double(b));
}

struct component component_negate(struct component a)
{
    return component_sub(component_exact((struct rational){0, 1}), a);
}

struct component component_size(struct component a)
{
    return component_sign(a) < 0 ? component_negate(a) : a;
}

/* ------------------------------------------------------------- comparison */

int component_sign(struct component a)
{
    if (a.kind == COMPONENT_EXACT)
        return (a.exact.num > 0) - (a.exact.num < 0);
    return (a.real > 0) - (a.real < 0);
}

/* The exact number that stands for a component in a comparison. */
static struct rational judged(struct component a)
{
    struct decimal cut;
    struct rational exact = {0, 1};
    if (a.kind == COMPONENT_EXACT)
        return a.exact;
    if (decimal_of_double(a.real, COMPONENT_DIGITS, &cut) &&
        rational_of_decimal(cut, &exact))
        return exact;
    /* beyond 128 bits on either side: huge, or as good as 0 */
    if (fabs(a.real) > 1)
        exact.num = a.real < 0 ? -((int128)1 << 126) : (int128)1 << 126;
    return exact;
}

int component_compare(struct component a, struct component b)
{
    assert(!either_none(a, b));
    return rational_compare(judged(a), judged(b));
}

int component_compare_decimal(struct component a, struct decimal b)
{
    return component_compare(a, component_of_decimal(b));
}

/* ---------------------------------------------------------------- digits */

/* Decimals that leave ten significant digits of an exact number. */
static int decimals_of(struct rational a)
{
    double size = fabs(rational_double(a));
    if (size == 0)
        return 0;
    int before = (int)floor(log10(size)) + 1;
    int decimals = COMPONENT_DIGITS - before;
    return decimals < 0 ? 0 : decimals;
}

static struct decimal without_zeros(struct decimal a)
{
    while (a.scale > 0 && a.units % 10 == 0) {
        a.units /= 10;
        a.scale--;
    }
    return a;
}

bool component_decimal(struct component a, struct decimal *out)
{
    struct decimal d;
    if (a.kind == COMPONENT_NONE)
        return false;
    if (a.kind == COMPONENT_EXACT &&
        rational_round(a.exact, decimals_of(a.exact), ROUND_HALF_UP, &d))
        *out = without_zeros(d);
    else
        return decimal_of_double(component_double(a), COMPONENT_DIGITS, out);
    return true;
}

bool component_percent(struct component a, int decimals, struct decimal *out)
{
    struct rational percent;
    return a.kind != COMPONENT_NONE &&
           rational_mul(judged(a), (struct rational){100, 1}, &percent) &&
           rational_round(percent, decimals, ROUND_HALF_UP, out);
}
