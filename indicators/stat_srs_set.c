/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_srs.h"
#include "indicators/stat_test.h"

#include <math.h>

/* Position of the quantile among 1..n as a quotient of integers, p = u / s:
 *   1, 2  n p
 *   6     (n + 1) p
 *   7     1 + (n - 1) p
 *   8     (n + 1/3) p + 1/3 */
static bool position(int128 n, struct rational p, int type,
                     struct rational *out)
{
    struct rational one = {1, 1}, third = {1, 3}, size = {n, 1};
    struct rational add = {0, 1};
    if (type == 6) {
        size.num = n + 1;
    } else if (type == 7) {
        size.num = n - 1;
        add = one;
    } else if (type == 8) {
        size = (struct rational){3 * n + 1, 3};
        add = third;
    }
    return rational_mul(size, p, out) && rational_add(*out, add, out);
}

static double between(const double *sorted, size_t n, int type,
                      struct rational at)
{
    int128 whole = at.num / at.den, rest = at.num % at.den;
    size_t j = whole < 1 ? 0 : (size_t)whole - 1; /* index of x_(j) */
    if (whole < 1)
        return sorted[0]; /* x_(0) is x_(1) */
    if (j + 1 >= n)
        return sorted[n - 1];
    double here = sorted[j], next = sorted[j + 1];
    if (type == 1)
        return rest ? next : here;
    if (type == 2)
        return rest ? next : here + (next - here) / 2;
    struct rational share = {rest, at.den};
    return here + rational_double(share) * (next - here);
}

enum stat_status stat_set_quantile(const double *sorted, size_t n,
                                   struct decimal p, int type, double *out)
{
    struct decimal one = {1, 0};
    struct rational share, at;
    *out = 0;
    if (n < 1)
        return STAT_TOO_FEW;
    if (decimal_sign(p) < 0 || decimal_compare(p, one) > 0 ||
        !(type == 1 || type == 2 || (type >= 6 && type <= 8)))
        return STAT_DOMAIN;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(sorted[i]))
            return STAT_NOT_FINITE;
        if (i > 0 && sorted[i] < sorted[i - 1])
            return STAT_DOMAIN;
    }
    if (!rational_of_decimal(p, &share) ||
        !position((int128)n, share, type, &at))
        return STAT_OVERFLOW;
    *out = between(sorted, n, type, at);
    return STAT_OK;
}

/* Two passes, from the first value: large offsets cost no digits. */
static double mean_of(const double *v, size_t n)
{
    double sum = 0, rest = 0;
    for (size_t i = 0; i < n; i++)
        sum += v[i] - v[0];
    double mean = v[0] + sum / (double)n;
    for (size_t i = 0; i < n; i++)
        rest += v[i] - mean;
    return mean + rest / (double)n;
}

enum stat_status stat_set_summary(const double *value, size_t n, double level,
                                  struct set_summary *out)
{
    struct set_summary s = {.n = n};
    double squares = 0;
    *out = (struct set_summary){0};
    if (n < 1)
        return STAT_TOO_FEW;
    if (!(level > 0 && level < 1))
        return STAT_DOMAIN;
    s.mean = mean_of(value, n);
    for (size_t i = 0; i < n; i++)
        squares += (value[i] - s.mean) * (value[i] - s.mean);
    if (!isfinite(s.mean) || !isfinite(squares))
        return STAT_NOT_FINITE;
    if (n >= 2) {
        s.sd = (struct maybe){true, sqrt(squares / (double)(n - 1))};
        s.has_ci = true;
        enum stat_status stat =
            stat_t_interval(s.mean, s.sd.value / sqrt((double)n),
                            (double)(n - 1), level, &s.mean_ci);
        if (stat != STAT_OK)
            return stat;
    }
    *out = s;
    return STAT_OK;
}
