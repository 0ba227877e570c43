/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_moments.h"

#include "indicators/stat_model_robust.h"
#include <math.h>

/* Values as differences from the first, in units of the finest scale. */
struct exact {
    const struct decimal *y;
    size_t n;
    int scale;
    int128 first;
};

static bool units_of(struct decimal a, int scale, int128 *out)
{
    int128 power;
    return decimal_power(scale - a.scale, &power) &&
           int128_mul(a.units, power, out);
}

static bool open_exact(const struct decimal *y, size_t n, struct exact *e)
{
    *e = (struct exact){.y = y, .n = n};
    for (size_t i = 0; i < n; i++)
        e->scale = y[i].scale > e->scale ? y[i].scale : e->scale;
    return units_of(y[0], e->scale, &e->first);
}

static bool difference(const struct exact *e, size_t i, int128 *out)
{
    int128 units;
    return units_of(e->y[i], e->scale, &units) &&
           int128_sub(units, e->first, out);
}

/* sum d and sum d^2 of the values from..to-1. */
static bool add_up(const struct exact *e, size_t from, size_t to, int128 *sum,
                   int128 *squares)
{
    *sum = *squares = 0;
    for (size_t i = from; i < to; i++) {
        int128 d, square;
        if (!difference(e, i, &d) || !int128_mul(d, d, &square) ||
            !int128_add(*sum, d, sum) || !int128_add(*squares, square, squares))
            return false;
    }
    return true;
}

/* n squares - sum^2, which is n times the sum of squares about the mean. */
static bool about_mean(size_t n, int128 sum, int128 squares, int128 *out)
{
    int128 a, b;
    return int128_mul((int128)n, squares, &a) && int128_mul(sum, sum, &b) &&
           int128_sub(a, b, out);
}

/* n^2 times sum (y_i - m)(y_(i+1) - m). */
static bool neighbours(const struct exact *e, int128 sum, int128 *out)
{
    int128 before = 0;
    *out = 0;
    for (size_t i = 0; i < e->n; i++) {
        int128 d, away, product;
        if (!difference(e, i, &d) || !int128_mul((int128)e->n, d, &d) ||
            !int128_sub(d, sum, &away))
            return false;
        if (i > 0 && (!int128_mul(before, away, &product) ||
                      !int128_add(*out, product, out)))
            return false;
        before = away;
    }
    return true;
}

static double unit(const struct exact *e)
{
    return pow(10, e->scale);
}

enum stat_status stat_moments(const struct decimal *y, size_t n,
                              struct moments *out)
{
    struct exact e;
    int128 sum, squares, about, pairs, whole;
    *out = (struct moments){0};
    if (n < 2)
        return STAT_TOO_FEW;
    if (!open_exact(y, n, &e) || !add_up(&e, 0, n, &sum, &squares) ||
        !about_mean(n, sum, squares, &about) || !neighbours(&e, sum, &pairs) ||
        !int128_mul(e.first, (int128)n, &whole) ||
        !int128_add(whole, sum, &whole))
        return STAT_OVERFLOW;
    double count = (double)n;
    out->n = n;
    out->mean = (double)whole / count / unit(&e);
    out->sd = sqrt((double)about / count / (count - 1)) / unit(&e);
    out->lag1 = about == 0 ? 0 : (double)pairs / ((double)about * count);
    return STAT_OK;
}

/* The mean of group g is off the grand mean by (N T_g - n_g T) / (N n_g). */
static bool between(size_t all, int128 total, size_t n, int128 sum, double *ss)
{
    int128 a, b, away;
    if (!int128_mul((int128)all, sum, &a) ||
        !int128_mul((int128)n, total, &b) || !int128_sub(a, b, &away))
        return false;
    double off = (double)away / (double)all;
    *ss += off * off / (double)n;
    return true;
}

static bool sums_of_squares(const struct exact *e, const size_t *size,
                            size_t groups, struct anova *a)
{
    int128 total, squares;
    if (!add_up(e, 0, e->n, &total, &squares))
        return false;
    size_t from = 0;
    for (size_t g = 0; g < groups; g++) {
        int128 sum, about;
        if (!add_up(e, from, from + size[g], &sum, &squares) ||
            !about_mean(size[g], sum, squares, &about) ||
            !between(e->n, total, size[g], sum, &a->ss_between))
            return false;
        a->ss_within += (double)about / (double)size[g];
        from += size[g];
    }
    return true;
}

enum stat_status stat_anova(const struct decimal *y, const size_t *size,
                            size_t groups, struct anova *out)
{
    struct anova a = {0};
    struct exact e;
    size_t n = 0;
    *out = a;
    for (size_t g = 0; g < groups; g++) {
        if (size[g] == 0)
            return STAT_TOO_FEW;
        n += size[g];
    }
    if (groups < 2 || n <= groups)
        return STAT_TOO_FEW;
    if (!open_exact(y, n, &e) || !sums_of_squares(&e, size, groups, &a))
        return STAT_OVERFLOW;
    if (a.ss_within == 0)
        return STAT_NO_SPREAD; /* F has no denominator */
    a.df_between = (double)(groups - 1);
    a.df_within = (double)(n - groups);
    a.r2 = a.ss_between / (a.ss_between + a.ss_within);
    double square = unit(&e) * unit(&e);
    a.f = a.ss_between / a.df_between / (a.ss_within / a.df_within);
    a.ss_between /= square;
    a.ss_within /= square;
    a.ms_between = a.ss_between / a.df_between;
    a.ms_within = a.ss_within / a.df_within;
    a.resid_sd = sqrt(a.ms_within);
    *out = a;
    return STAT_OK;
}

enum stat_status stat_spread(const double *y, size_t n, double *work,
                             struct spread *out)
{
    struct spread s = {0};
    *out = s;
    if (n < 1)
        return STAT_TOO_FEW;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(y[i]))
            return STAT_NOT_FINITE;
        work[i] = y[i];
    }
    s.median = stat_median(work, n);
    s.min = work[0];
    s.max = work[n - 1];
    for (size_t i = 0; i < n; i++)
        work[i] = fabs(y[i] - s.median);
    s.mad_raw = stat_median(work, n);
    *out = s;
    return STAT_OK;
}
