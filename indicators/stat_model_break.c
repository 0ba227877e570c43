/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_model_break.h"

#include "indicators/gslcall.h"
#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

/* Residual sum of squares of a stretch about its mean or its line. */
static double rss_of(enum break_kind kind, const double *x, const double *y,
                     size_t n)
{
    double x_mean = 0, y_mean = 0, sxx = 0, sxy = 0, rss = 0;
    for (size_t i = 0; i < n; i++) {
        x_mean += (x[i] - x[0]) / (double)n;
        y_mean += (y[i] - y[0]) / (double)n;
    }
    x_mean += x[0];
    y_mean += y[0];
    for (size_t i = 0; kind == BREAK_LINE && i < n; i++) {
        sxx += (x[i] - x_mean) * (x[i] - x_mean);
        sxy += (x[i] - x_mean) * (y[i] - y_mean);
    }
    double slope = sxx > 0 ? sxy / sxx : 0;
    for (size_t i = 0; i < n; i++) {
        double e = y[i] - y_mean - slope * (x[i] - x_mean);
        rss += e * e;
    }
    return rss;
}

static enum stat_status check(const double *x, const double *y, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i]) || !isfinite(y[i]))
            return STAT_NOT_FINITE;
        if (i > 0 && x[i] <= x[i - 1])
            return STAT_DOMAIN;
        most = fmax(most, fabs(y[i]));
    }
    double noise = 4 * DBL_EPSILON * most;
    bool spread = rss_of(BREAK_LINE, x, y, n) > (double)n * noise * noise;
    return spread ? STAT_OK : STAT_NO_SPREAD;
}

static double bic(double n, double rss, double k)
{
    const double two_pi = 6.283185307179586;
    return n * (log(rss / n) + log(two_pi) + 1) + log(n) * k;
}

enum stat_status stat_breakpoint(enum break_kind kind, const double *x,
                                 const double *y, size_t n, size_t h,
                                 struct breakpoint *out)
{
    struct breakpoint b = {.n = n, .rss1 = HUGE_VAL};
    *out = (struct breakpoint){0};
    if (h < (kind == BREAK_LINE ? 2u : 1u))
        return STAT_DOMAIN;
    if (n < 2 * h)
        return STAT_TOO_FEW;
    enum stat_status stat = check(x, y, n);
    if (stat != STAT_OK)
        return stat;
    b.rss0 = rss_of(kind, x, y, n);
    for (size_t cut = h; cut + h <= n; cut++) {
        double rss =
            rss_of(kind, x, y, cut) + rss_of(kind, x + cut, y + cut, n - cut);
        if (rss < b.rss1) {
            b.rss1 = rss;
            b.index = cut;
        }
    }
    double k = kind == BREAK_LINE ? 2 : 1;
    b.bic0 = bic((double)n, b.rss0, k + 1);
    b.bic1 = bic((double)n, b.rss1, 2 * k + 2);
    b.found = b.bic1 < b.bic0;
    if (!isfinite(b.bic0) || !isfinite(b.bic1))
        return STAT_NO_SPREAD; /* two perfect parts: no likelihood */
    *out = b;
    return STAT_OK;
}

enum stat_status stat_chow(const double *x, const double *y, size_t n,
                           size_t at, struct chow *out)
{
    *out = (struct chow){0, 0};
    if (n < 5 || at < 2 || n - at < 2 || at > n)
        return STAT_TOO_FEW;
    enum stat_status stat = check(x, y, n);
    if (stat != STAT_OK)
        return stat;
    double whole = rss_of(BREAK_LINE, x, y, n), df = (double)n - 4;
    double parts = rss_of(BREAK_LINE, x, y, at) +
                   rss_of(BREAK_LINE, x + at, y + at, n - at);
    struct chow c = {(whole - parts) / 2 / (parts / df), 0};
    gslcall_begin();
    c.p = gsl_cdf_fdist_Q(c.f, 2, df);
    const double both[] = {c.f, c.p};
    if (!gslcall_good(both, 2))
        return STAT_NO_SPREAD;
    *out = c;
    return STAT_OK;
}
