/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/gslcall.h"
#include "indicators/stat_model_robust.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double stat_median(double *v, size_t n)
{
    qsort(v, n, sizeof v[0], by_size);
    double low = v[(n - 1) / 2], high = v[n / 2];
    return low == high ? low : 0.5 * low + 0.5 * high;
}

static double median_of(const double *v, size_t n, double *work)
{
    for (size_t i = 0; i < n; i++)
        work[i] = v[i];
    return stat_median(work, n);
}

/* Medians of years far from 0 are taken of differences from the first x. */
static double median_residual(const double *x, const double *y, size_t n,
                              double slope, double *work)
{
    for (size_t i = 0; i < n; i++)
        work[i] = y[i] - slope * (x[i] - x[0]);
    return stat_median(work, n) - slope * x[0];
}

/* Finite slopes, and how many pairs have one. */
static enum stat_status check(const double *x, const double *y, size_t n,
                              size_t *pairs)
{
    *pairs = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            if (!isfinite(x[i]) || !isfinite(y[i]))
                return STAT_NOT_FINITE;
            if (x[i] == x[j])
                continue;
            if (!isfinite((y[i] - y[j]) / (x[i] - x[j])))
                return STAT_NOT_FINITE;
            ++*pairs;
        }
    return n < 2 ? STAT_TOO_FEW : *pairs ? STAT_OK : STAT_NO_SPREAD;
}

/* The slopes of all pairs in order: kept where they are few, as of annual
 * series, else selected one by one from the points. */
enum { KEPT_POINTS = 32, KEPT = KEPT_POINTS * (KEPT_POINTS - 1) / 2 };
struct slopes {
    const double *x, *y;
    size_t n;
    double sorted[KEPT]; /* where n <= KEPT_POINTS */
};

static void sort_slopes(struct slopes *s)
{
    size_t pairs = 0;
    if (s->n > KEPT_POINTS)
        return;
    for (size_t i = 0; i < s->n; i++)
        for (size_t j = i + 1; j < s->n; j++)
            if (s->x[i] != s->x[j])
                s->sorted[pairs++] = (s->y[j] - s->y[i]) / (s->x[j] - s->x[i]);
    qsort(s->sorted, pairs, sizeof s->sorted[0], by_size);
}

static double slope_at(const struct slopes *s, size_t k)
{
    return s->n <= KEPT_POINTS ? s->sorted[k]
                               : stat_pair_slope(s->x, s->y, s->n, k);
}

/* The slope of a rank from 1 that need not be whole. */
static double at_rank(const struct slopes *s, double rank)
{
    double below = floor(rank);
    double low = slope_at(s, (size_t)below - 1);
    if (rank == below)
        return low;
    double high = slope_at(s, (size_t)below);
    return low + (rank - below) * (high - low);
}

/* Half to even, as other programs round these ranks; kept inside 0..most. */
static size_t whole_rank(double rank, size_t most)
{
    double whole = nearbyint(rank);
    return whole < 0 ? 0 : whole > (double)most ? most : (size_t)whole;
}

static void interval(const struct slopes *s, struct theil_sen *t)
{
    double n = (double)t->pairs;
    t->rank_low = (n - t->c) / 2;
    t->rank_high = (n + t->c) / 2 + 1;
    t->has_ci = t->rank_low >= 1 && t->rank_high <= n;
    if (t->has_ci) {
        t->ci.low = at_rank(s, t->rank_low);
        t->ci.high = at_rank(s, t->rank_high);
    }
    size_t high = whole_rank((n + t->c) / 2, t->pairs - 1);
    size_t low = whole_rank(nearbyint((n - t->c) / 2) - 1, t->pairs - 1);
    t->rounded.low = slope_at(s, low);
    t->rounded.high = slope_at(s, high);
    double middle[] = {slope_at(s, (t->pairs - 1) / 2),
                       slope_at(s, t->pairs / 2)};
    t->slope = stat_median(middle, 2);
}

enum stat_status stat_theil_sen_ci(const double *x, const double *y, size_t n,
                                   double level, double *work,
                                   struct theil_sen *out)
{
    struct theil_sen t = {.n = n};
    struct slopes slopes = {.x = x, .y = y, .n = n};
    struct kendall k;
    *out = (struct theil_sen){0};
    if (!(level > 0 && level < 1))
        return STAT_DOMAIN;
    enum stat_status stat = check(x, y, n, &t.pairs);
    if (stat == STAT_OK)
        stat = stat_kendall(y, n, &k);
    if (stat != STAT_OK)
        return stat;
    sort_slopes(&slopes);
    gslcall_begin();
    double z = gsl_cdf_ugaussian_Pinv(0.5 + level / 2);
    if (!gslcall_good(&z, 1))
        return STAT_NOT_FINITE;
    t.c = z * sqrt(k.var_s);
    interval(&slopes, &t);
    t.intercept_residual = median_residual(x, y, n, t.slope, work);
    double x_mid = median_of(x, n, work), y_mid = median_of(y, n, work);
    t.intercept_conover = y_mid - t.slope * x_mid;
    if (!isfinite(t.intercept_residual) || !isfinite(t.intercept_conover) ||
        !isfinite(t.ci.low) || !isfinite(t.ci.high))
        return STAT_NOT_FINITE;
    *out = t;
    return STAT_OK;
}

/* The median of the slopes from point i to the others. */
static bool median_from(const double *x, const double *y, size_t n, size_t i,
                        double *work, double *out)
{
    size_t m = 0;
    for (size_t j = 0; j < n; j++)
        if (x[j] != x[i])
            work[m++] = (y[j] - y[i]) / (x[j] - x[i]);
    *out = m ? stat_median(work, m) : 0;
    return m > 0;
}

enum stat_status stat_siegel(const double *x, const double *y, size_t n,
                             double *work, struct siegel *out)
{
    size_t pairs, m = 0;
    *out = (struct siegel){0, 0};
    enum stat_status stat = check(x, y, n, &pairs);
    if (stat != STAT_OK)
        return stat;
    for (size_t i = 0; i < n; i++)
        m += median_from(x, y, n, i, work + n, &work[m]);
    double slope = stat_median(work, m);
    double intercept = median_residual(x, y, n, slope, work);
    if (!isfinite(slope) || !isfinite(intercept))
        return STAT_NOT_FINITE;
    *out = (struct siegel){slope, intercept};
    return STAT_OK;
}
