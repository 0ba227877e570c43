/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_quantile.h"

#include <math.h>

/* Sum with the part that rounding lost [Neumaier 1974]. */
struct sum {
    double value, lost;
};

static void add(struct sum *s, double x)
{
    double next = s->value + x;
    if (fabs(s->value) >= fabs(x))
        s->lost += (s->value - next) + x;
    else
        s->lost += (x - next) + s->value;
    s->value = next;
}

struct real {
    const double *value, *weight;
    size_t n, first, last; /* entries with weight */
    double total, base;    /* all; all but the last */
    double p;
};

static enum stat_status read(struct real *e, size_t size)
{
    struct sum all = {0, 0}, before = {0, 0};
    for (size_t i = 0; i < size; i++) {
        if (!isfinite(e->weight[i]) || !isfinite(e->value[i]))
            return STAT_NOT_FINITE;
        if (e->weight[i] < 0 || (i > 0 && e->value[i] < e->value[i - 1]))
            return STAT_DOMAIN;
        if (e->weight[i] == 0)
            continue;
        before = all;
        add(&all, e->weight[i]);
        e->first = e->n++ ? e->first : i;
        e->last = i;
    }
    e->total = all.value + all.lost;
    e->base = before.value + before.lost;
    if (e->n == 0)
        return STAT_TOO_FEW;
    return isfinite(e->total) ? STAT_OK : STAT_NOT_FINITE;
}

static size_t next_entry(const struct real *e, size_t i)
{
    for (i++; i < e->last && e->weight[i] == 0;)
        i++;
    return i < e->last ? i : e->last;
}

static int against_p(const struct real *e, double f)
{
    if (fabs(f - e->p) <= QUANTILE_TOLERANCE)
        return 0;
    return f < e->p ? -1 : 1;
}

static double by_steps(const struct real *e, bool school)
{
    struct sum up_to = {0, 0};
    for (size_t i = e->first;; i = next_entry(e, i)) {
        add(&up_to, e->weight[i]);
        int side = against_p(e, (up_to.value + up_to.lost) / e->total);
        if (side < 0 && i != e->last)
            continue;
        size_t high = side == 0 && school ? next_entry(e, i) : i;
        double low = e->value[i];
        return low + (e->value[high] - low) / 2;
    }
}

static double by_shah_vaish(const struct real *e)
{
    struct sum up_to = {0, 0};
    double n = (double)e->n, found = e->value[e->first];
    for (size_t i = e->first;; i = next_entry(e, i)) {
        add(&up_to, e->weight[i]);
        double sum = up_to.value + up_to.lost - e->weight[i] / 2;
        double g = (n * sum / e->total + 0.5) / (n + 1);
        if (against_p(e, g) > 0)
            return found;
        found = e->value[i];
        if (i == e->last)
            return found;
    }
}

static double by_line(const struct real *e)
{
    struct sum up_to = {0, 0};
    for (size_t i = e->first; i != e->last; i = next_entry(e, i)) {
        double before = up_to.value + up_to.lost;
        add(&up_to, e->weight[i]);
        if (against_p(e, (up_to.value + up_to.lost) / e->base) <= 0)
            continue;
        double share = fmax(0, (e->p * e->base - before) / e->weight[i]);
        double low = e->value[i];
        return low + share * (e->value[next_entry(e, i)] - low);
    }
    return e->value[e->last];
}

enum stat_status stat_quantile_double(const double *value, const double *weight,
                                      size_t n, double p,
                                      enum quantile_rule rule, double *out)
{
    struct real e = {.value = value, .weight = weight, .p = p};
    double found = 0;
    *out = 0;
    if (isnan(p))
        return STAT_NOT_FINITE;
    if (!(p >= 0 && p <= 1))
        return STAT_DOMAIN;
    enum stat_status stat = read(&e, n);
    if (stat != STAT_OK)
        return stat;
    if (rule == QUANTILE_MATH || rule == QUANTILE_SCHOOL)
        found = by_steps(&e, rule == QUANTILE_SCHOOL);
    else if (rule == QUANTILE_SHAHVAISH)
        found = by_shah_vaish(&e);
    else
        found = by_line(&e);
    if (!isfinite(found))
        return STAT_NOT_FINITE;
    *out = found;
    return STAT_OK;
}

enum stat_status stat_woodruff_double(const double *value, const double *weight,
                                      size_t n, double p_low, double p_high,
                                      enum quantile_rule rule,
                                      struct interval *out)
{
    struct interval ci = {0, 0};
    *out = ci;
    if (p_low > p_high)
        return STAT_DOMAIN;
    enum stat_status stat =
        stat_quantile_double(value, weight, n, p_low, rule, &ci.low);
    if (stat == STAT_OK)
        stat = stat_quantile_double(value, weight, n, p_high, rule, &ci.high);
    if (stat == STAT_OK)
        *out = ci;
    return stat;
}
