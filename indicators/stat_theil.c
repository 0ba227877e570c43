/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat.h"

#include <math.h>

struct points {
    const double *x, *y;
    size_t n;
};

/* Slope of the pair (i, j); false where x is equal. */
static bool slope_of(const struct points *p, size_t i, size_t j, double *out)
{
    if (p->x[i] == p->x[j])
        return false;
    *out = (p->y[j] - p->y[i]) / (p->x[j] - p->x[i]);
    return true;
}

/* Number of slopes in the open interval, and in *pick the nth of them in the
 * order of the pairs. */
static size_t count_between(const struct points *p, struct interval open,
                            size_t nth, double *pick)
{
    size_t found = 0;
    for (size_t i = 0; i < p->n; i++)
        for (size_t j = i + 1; j < p->n; j++) {
            double b;
            if (!slope_of(p, i, j, &b) || !(b > open.low && b < open.high))
                continue;
            if (found++ == nth)
                *pick = b;
        }
    return found;
}

static void count_around(const struct points *p, double pivot, size_t *less,
                         size_t *equal)
{
    *less = *equal = 0;
    for (size_t i = 0; i < p->n; i++)
        for (size_t j = i + 1; j < p->n; j++) {
            double b;
            if (!slope_of(p, i, j, &b))
                continue;
            *less += b < pivot;
            *equal += b == pivot;
        }
}

/* The k-th smallest slope, from 0.  Quickselect that stores nothing: each
 * round halves (about) the interval in which the slope must lie, so n points
 * need some log(n) passes over the pairs and no memory. */
static double kth(const struct points *p, size_t k)
{
    struct interval open = {-HUGE_VAL, HUGE_VAL};
    for (;;) {
        double pivot = 0;
        size_t left = count_between(p, open, 0, &pivot), less, equal;
        count_between(p, open, left / 2, &pivot);
        count_around(p, pivot, &less, &equal);
        if (left == 0 || (k >= less && k < less + equal))
            return pivot;
        if (k < less)
            open.high = pivot;
        else
            open.low = pivot;
    }
}

double stat_pair_slope(const double *x, const double *y, size_t n, size_t k)
{
    const struct points p = {x, y, n};
    return kth(&p, k);
}

enum stat_status stat_theil_sen(const double *x, const double *y, size_t n,
                                double *slope)
{
    const struct points p = {x, y, n};
    *slope = 0;
    if (n < 2)
        return STAT_TOO_FEW;
    size_t slopes = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i]) || !isfinite(y[i]))
            return STAT_NOT_FINITE;
        for (size_t j = 0; j < i; j++) {
            double b;
            if (!slope_of(&p, j, i, &b))
                continue;
            if (!isfinite(b))
                return STAT_NOT_FINITE;
            slopes++;
        }
    }
    if (slopes == 0)
        return STAT_NO_SPREAD;
    double low = kth(&p, (slopes - 1) / 2), high = kth(&p, slopes / 2);
    *slope = low == high ? low : 0.5 * low + 0.5 * high;
    return STAT_OK;
}
