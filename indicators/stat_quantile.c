/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_quantile.h"

#include <math.h>

/* Weights and p = u/s as integers; n counts entries with weight. */
struct exact {
    const int128 *weight;
    size_t size; /* of the array */
    size_t n, first, last;
    int128 total;
    struct rational p;
};

static enum stat_status count(struct exact *e)
{
    for (size_t i = 0; i < e->size; i++) {
        if (e->weight[i] < 0)
            return STAT_DOMAIN;
        if (e->weight[i] == 0)
            continue;
        if (!int128_add(e->total, e->weight[i], &e->total))
            return STAT_OVERFLOW;
        e->first = e->n++ ? e->first : i;
        e->last = i;
    }
    return e->n > 0 ? STAT_OK : STAT_TOO_FEW;
}

static size_t next_entry(const struct exact *e, size_t i)
{
    for (i++; i < e->last && e->weight[i] == 0;)
        i++;
    return i < e->last ? i : e->last;
}

/* num/den compared with p: -1, 0, 1. */
static int against_p(const struct exact *e, int128 num, int128 den)
{
    struct rational f = {num, den};
    return rational_compare(f, e->p);
}

/* math, and school at an exact hit. */
static enum stat_status by_steps(const struct exact *e, bool school,
                                 struct quantile_place *out)
{
    int128 up_to = 0;
    for (size_t i = e->first;; i = next_entry(e, i)) {
        up_to += e->weight[i];
        int side = against_p(e, up_to, e->total);
        if (side < 0 && i != e->last)
            continue;
        size_t high = side == 0 && school ? next_entry(e, i) : i;
        *out = (struct quantile_place){i, high, high == i ? 0 : 0.5};
        return STAT_OK;
    }
}

/* G = (2 n S + W - n w) / (2 W (n + 1)) on the raw integers. */
static bool shah_vaish(const struct exact *e, int128 up_to, int128 w,
                       int128 *num, int128 *den)
{
    int128 n = (int128)e->n, twice, own;
    return int128_mul(2 * n, up_to, &twice) && int128_mul(n, w, &own) &&
           int128_add(twice, e->total, num) && int128_sub(*num, own, num) &&
           int128_mul(e->total, 2 * (n + 1), den);
}

static enum stat_status by_shah_vaish(const struct exact *e,
                                      struct quantile_place *out)
{
    int128 up_to = 0, num, den;
    size_t found = e->first;
    for (size_t i = e->first;; i = next_entry(e, i)) {
        up_to += e->weight[i];
        if (!shah_vaish(e, up_to, e->weight[i], &num, &den))
            return STAT_OVERFLOW;
        if (against_p(e, num, den) > 0)
            break;
        found = i;
        if (i == e->last)
            break;
    }
    *out = (struct quantile_place){found, found, 0};
    return STAT_OK;
}

/* share = (p B - A) / w: p = u/s lies w * share beyond the weight A. */
static bool share_of(const struct exact *e, int128 base, int128 before,
                     int128 w, double *share)
{
    int128 reached, start, width;
    struct rational part;
    if (!int128_mul(e->p.num, base, &reached) ||
        !int128_mul(e->p.den, before, &start) ||
        !int128_sub(reached, start, &reached) ||
        !int128_mul(e->p.den, w, &width) ||
        !rational_make(reached, width, &part))
        return false;
    *share = rational_double(part);
    return true;
}

static enum stat_status by_line(const struct exact *e,
                                struct quantile_place *out)
{
    int128 base = e->total - e->weight[e->last], before = 0;
    *out = (struct quantile_place){e->last, e->last, 0};
    for (size_t i = e->first; i != e->last; i = next_entry(e, i)) {
        if (against_p(e, before + e->weight[i], base) > 0) {
            double share;
            if (!share_of(e, base, before, e->weight[i], &share))
                return STAT_OVERFLOW;
            *out = (struct quantile_place){i, next_entry(e, i), share};
            return STAT_OK;
        }
        before += e->weight[i];
    }
    return STAT_OK;
}

static enum stat_status place(const int128 *weight, size_t n, struct rational p,
                              enum quantile_rule rule,
                              struct quantile_place *out)
{
    struct exact e = {.weight = weight, .size = n, .p = p};
    *out = (struct quantile_place){0, 0, 0};
    if (p.num < 0 || p.num > p.den)
        return STAT_DOMAIN;
    enum stat_status stat = count(&e);
    if (stat != STAT_OK)
        return stat;
    switch (rule) {
    case QUANTILE_MATH:
    case QUANTILE_SCHOOL:
        return by_steps(&e, rule == QUANTILE_SCHOOL, out);
    case QUANTILE_SHAHVAISH:
        return by_shah_vaish(&e, out);
    case QUANTILE_HF7:
        return by_line(&e, out);
    }
    return STAT_DOMAIN;
}

static enum stat_status value_at(const double *value, size_t n,
                                 struct quantile_place q, double *out)
{
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(value[i]))
            return STAT_NOT_FINITE;
        if (i > 0 && value[i] < value[i - 1])
            return STAT_DOMAIN;
    }
    double low = value[q.low], high = value[q.high];
    double found = low + q.share * (high - low);
    if (!isfinite(found))
        return STAT_NOT_FINITE;
    *out = found;
    return STAT_OK;
}

enum stat_status stat_quantile_place(const int128 *weight, size_t n,
                                     struct decimal p, enum quantile_rule rule,
                                     struct quantile_place *out)
{
    struct rational share;
    *out = (struct quantile_place){0, 0, 0};
    if (!rational_of_decimal(p, &share))
        return STAT_OVERFLOW;
    return place(weight, n, share, rule, out);
}

enum stat_status stat_quantile(const double *value, const int128 *weight,
                               size_t n, struct decimal p,
                               enum quantile_rule rule, double *out)
{
    struct quantile_place q;
    *out = 0;
    enum stat_status stat = stat_quantile_place(weight, n, p, rule, &q);
    return stat == STAT_OK ? value_at(value, n, q, out) : stat;
}

/* A double in [0, 1] is a quotient of integers already; below 2^-70 it is
 * taken for 2^-70, which no sum of weights can tell from it. */
static struct rational rational_of_double(double p)
{
    struct rational r = {0, 1};
    if (p == 0)
        return r;
    int exponent;
    double fraction = frexp(fmax(p, 0x1p-70), &exponent);
    rational_make((int128)ldexp(fraction, 53), (int128)1 << (53 - exponent),
                  &r);
    return r;
}

static enum stat_status invert(const double *value, const int128 *weight,
                               size_t n, double p, enum quantile_rule rule,
                               double *out)
{
    struct quantile_place q;
    if (isnan(p))
        return STAT_NOT_FINITE;
    if (!(p >= 0 && p <= 1))
        return STAT_DOMAIN;
    enum stat_status stat = place(weight, n, rational_of_double(p), rule, &q);
    return stat == STAT_OK ? value_at(value, n, q, out) : stat;
}

enum stat_status stat_woodruff(const double *value, const int128 *weight,
                               size_t n, double p_low, double p_high,
                               enum quantile_rule rule, struct interval *out)
{
    struct interval ci = {0, 0};
    *out = ci;
    if (p_low > p_high)
        return STAT_DOMAIN;
    enum stat_status stat = invert(value, weight, n, p_low, rule, &ci.low);
    if (stat == STAT_OK)
        stat = invert(value, weight, n, p_high, rule, &ci.high);
    if (stat == STAT_OK)
        *out = ci;
    return stat;
}
