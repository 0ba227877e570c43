/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/quantity.h"

#include <assert.h>

struct quantity quantity_none(enum reason reason)
{
    return (struct quantity){reason, {0, 1}, {0, 0}};
}

struct quantity quantity_difference(struct decimal a, struct decimal b)
{
    struct quantity q = quantity_none(REASON_NONE);
    struct rational left, right;
    int decimals = a.scale > b.scale ? a.scale : b.scale;
    if (!rational_of_decimal(a, &left) || !rational_of_decimal(b, &right) ||
        !rational_sub(left, right, &q.exact) ||
        !rational_round(q.exact, decimals, ROUND_HALF_UP, &q.published))
        return quantity_none(REASON_OVERFLOW);
    return q;
}

struct quantity quantity_share(struct rational num, struct rational den)
{
    assert(den.num != 0);
    struct quantity q = quantity_none(REASON_NONE);
    struct rational percent;
    if (!rational_div(num, den, &q.exact) ||
        !rational_mul(q.exact, (struct rational){100, 1}, &percent) ||
        !rational_round(percent, 1, ROUND_HALF_UP, &q.published))
        return quantity_none(REASON_OVERFLOW);
    return q;
}

struct quantity quantity_ratio(struct decimal num, struct decimal den)
{
    struct rational above, below;
    if (!rational_of_decimal(num, &above) || !rational_of_decimal(den, &below))
        return quantity_none(REASON_OVERFLOW);
    return quantity_share(above, below);
}

struct quantity quantity_per_year(struct quantity difference, int years)
{
    assert(years != 0);
    if (difference.reason != REASON_NONE)
        return difference;
    struct quantity q = quantity_none(REASON_NONE);
    struct rational short_form;
    int decimals = difference.published.scale;
    if (!rational_div(difference.exact, (struct rational){years, 1},
                      &q.exact) ||
        !rational_round(q.exact, decimals, ROUND_HALF_UP, &q.published) ||
        !rational_of_decimal(q.published, &short_form))
        return quantity_none(REASON_OVERFLOW);
    if (rational_compare(short_form, q.exact) != 0 &&
        !rational_round(q.exact, decimals + 1, ROUND_HALF_UP, &q.published))
        return quantity_none(REASON_OVERFLOW);
    return q;
}
