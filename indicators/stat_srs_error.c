/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_srs.h"

#include <math.h>

static bool times(struct rational *a, int128 num, int128 den)
{
    struct rational b;
    return rational_make(num, den, &b) && rational_mul(*a, b, a);
}

/* The square of the error as a share:
 * k^2 [2] (N-n)/(N-1) p (1-p) / n; of a population of one person it is 0. */
static bool square(const struct sampling_error_spec *s, struct rational *out)
{
    struct rational p, k, one = {1, 1}, rest;
    if (!rational_of_decimal(s->p, &p) || !rational_of_decimal(s->k, &k) ||
        !rational_sub(one, p, &rest) || !rational_mul(p, rest, out) ||
        !rational_mul(*out, k, out) || !rational_mul(*out, k, out) ||
        !times(out, s->two_stage ? 2 : 1, s->n))
        return false;
    if (s->population == 0)
        return true;
    if (s->population == 1)
        return rational_make(0, 1, out);
    return times(out, (int128)s->population - s->n, s->population - 1);
}

static enum stat_status check(const struct sampling_error_spec *s)
{
    struct decimal one = {1, 0};
    if (s->n < 1 || s->population < 0 ||
        (s->population > 0 && s->population < s->n) || s->k.units < 0 ||
        s->p.units < 0 || decimal_compare(s->p, one) > 0)
        return STAT_DOMAIN;
    return STAT_OK;
}

enum stat_status stat_sampling_error(const struct sampling_error_spec *spec,
                                     double *out)
{
    struct rational moe2;
    *out = 0;
    enum stat_status stat = check(spec);
    if (stat != STAT_OK)
        return stat;
    if (!square(spec, &moe2))
        return STAT_OVERFLOW;
    *out = sqrt(rational_double(moe2));
    return STAT_OK;
}

/* Is (q - 1/2)^2 <= v, for q >= 1?  That is: does sqrt(v) round to q or more,
 * half upwards? */
static bool reaches(long long q, struct rational four_v)
{
    int128 odd = 2 * (int128)q - 1;
    struct rational square_of_odd = {odd * odd, 1};
    return rational_compare(square_of_odd, four_v) <= 0;
}

enum stat_status
stat_sampling_error_points(const struct sampling_error_spec *spec, int digits,
                           struct decimal *out)
{
    struct rational v;
    int128 unit;
    *out = (struct decimal){0, 0};
    enum stat_status stat = check(spec);
    if (stat != STAT_OK)
        return stat;
    if (digits < 0 || digits > 6)
        return STAT_DOMAIN;
    /* In units of the last digit printed: v = (100 * 10^digits * share)^2. */
    if (!decimal_power(2 + digits, &unit) || !square(spec, &v) ||
        !times(&v, unit, 1) || !times(&v, unit, 1) || !times(&v, 4, 1))
        return STAT_OVERFLOW;
    double near = sqrt(rational_double(v)) / 2;
    if (!(near < 1e15))
        return STAT_OVERFLOW;
    /* The double is a first guess; the integers decide. */
    long long q = (long long)near;
    while (reaches(q + 1, v))
        q++;
    while (q > 0 && !reaches(q, v))
        q--;
    *out = (struct decimal){q, digits};
    return STAT_OK;
}
