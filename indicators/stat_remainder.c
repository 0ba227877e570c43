/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_srs.h"

/* What is shared out: `units` of the last digit among `total` answers. */
struct share_out {
    const int128 *count;
    size_t n;
    int128 units, total;
};

static int128 whole(const struct share_out *s, size_t i)
{
    return s->units * s->count[i] / s->total;
}

static int128 remainder_of(const struct share_out *s, size_t i)
{
    return s->units * s->count[i] % s->total;
}

/* Does category i come before k when a unit is given? */
static bool before(const struct share_out *s, size_t i, size_t k)
{
    int128 a = remainder_of(s, i), b = remainder_of(s, k);
    if (a != b)
        return a > b;
    return s->count[i] > s->count[k]; /* else the earlier one */
}

/* The first in line that has not been given a unit yet. */
static size_t next_of(const struct share_out *s, const struct decimal *percent)
{
    size_t best = s->n;
    for (size_t i = 0; i < s->n; i++)
        if (percent[i].units == whole(s, i) &&
            (best == s->n || before(s, i, best)))
            best = i;
    return best;
}

static enum stat_status prepare(struct share_out *s, int digits)
{
    if (digits < 0 || digits > 6 || !decimal_power(2 + digits, &s->units))
        return STAT_DOMAIN;
    for (size_t i = 0; i < s->n; i++) {
        int128 product;
        if (s->count[i] < 0)
            return STAT_DOMAIN;
        if (!int128_add(s->total, s->count[i], &s->total) ||
            !int128_mul(s->units, s->count[i], &product))
            return STAT_OVERFLOW;
    }
    return s->total > 0 ? STAT_OK : STAT_TOO_FEW;
}

enum stat_status stat_largest_remainder(const int128 *count, size_t n,
                                        int digits, struct decimal *percent)
{
    struct share_out s = {.count = count, .n = n};
    for (size_t i = 0; i < n; i++)
        percent[i] = (struct decimal){0, 0};
    enum stat_status stat = prepare(&s, digits);
    if (stat != STAT_OK)
        return stat;
    int128 left = s.units;
    for (size_t i = 0; i < n; i++) {
        percent[i] = (struct decimal){whole(&s, i), digits};
        left -= percent[i].units;
    }
    for (; left > 0; left--)
        percent[next_of(&s, percent)].units++;
    return STAT_OK;
}
