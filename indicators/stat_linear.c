/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/gslcall.h"
#include "indicators/stat.h"

#include <float.h>
#include <gsl/gsl_fit.h>
#include <math.h>

/* GSL 2.7.1 answers GSL_SUCCESS with NaN for n < 2, for equal x and for a NaN
 * among the data: all of that is refused here. */
static enum stat_status check(const double *x, const double *y, size_t n,
                              double level)
{
    if (n < 2)
        return STAT_TOO_FEW;
    if (!(level > 0 && level < 1))
        return STAT_DOMAIN;
    bool spread = false;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i]) || !isfinite(y[i]))
            return STAT_NOT_FINITE;
        spread = spread || x[i] != x[0];
    }
    return spread ? STAT_OK : STAT_NO_SPREAD;
}

/* Mean of the differences from the first value, so years cost no digits. */
static double mean_of(const double *v, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += v[i] - v[0];
    return v[0] + sum / (double)n;
}

static double sum_of_squares(const double *v, size_t n, double mean)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (v[i] - mean) * (v[i] - mean);
    return sum;
}

static double largest(const double *v, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, fabs(v[i]));
    return most;
}

/* The residual sum of squares that rounding of the data alone can leave:
 * below it the points lie on the line and the residuals are 0. */
static double noise(const double *x, const double *y, size_t n, double slope)
{
    double unit = largest(y, n) + fabs(slope) * largest(x, n);
    double each = 4 * DBL_EPSILON * unit;
    return (double)n * each * each;
}

/* t and p of slope = 0.  A perfect line has no error to compare with: t is
 * the largest double with the sign of the slope, p is 0. */
static enum stat_status test_slope(struct linear_fit *f)
{
    if (f->slope == 0) {
        f->p = 1;
        return STAT_OK;
    }
    if (f->se_slope == 0) {
        f->t = copysign(DBL_MAX, f->slope);
        return STAT_OK;
    }
    f->t = f->slope / f->se_slope;
    if (!isfinite(f->t))
        return STAT_NOT_FINITE;
    double upper;
    enum stat_status stat = stat_t_upper(fabs(f->t), f->df, &upper);
    f->p = fmin(1, 2 * upper);
    return stat;
}

static enum stat_status infer(struct linear_fit *f, double level)
{
    f->df = (double)f->n - 2;
    f->s = sqrt(f->ssr / f->df);
    f->se_slope = f->s / sqrt(f->sxx);
    double t;
    enum stat_status stat = stat_t_quantile(0.5 + level / 2, f->df, &t);
    if (stat != STAT_OK)
        return stat;
    f->slope_ci.low = f->slope - t * f->se_slope;
    f->slope_ci.high = f->slope + t * f->se_slope;
    return test_slope(f);
}

static bool finite_fit(const struct linear_fit *f)
{
    const double all[] = {
        f->centre, f->mean, f->slope,        f->se_slope,
        f->s,      f->sxx,  f->ssr,          f->r2,
        f->t,      f->p,    f->slope_ci.low, f->slope_ci.high};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (!isfinite(all[i]))
            return false;
    return true;
}

static enum stat_status fit_points(const double *x, const double *y, size_t n,
                                   struct linear_fit *f)
{
    double at_zero, c00, c01, c11, ssr;
    f->n = n;
    f->centre = mean_of(x, n);
    f->mean = mean_of(y, n);
    f->sxx = sum_of_squares(x, n, f->centre);
    if (f->sxx == 0)
        return STAT_NO_SPREAD; /* the squares vanish below DBL_MIN */

    gslcall_begin();
    /* GSL subtracts the means itself; only its intercept and their
     * covariances suffer from far-away years, and they are not used. */
    gsl_fit_linear(x, 1, y, 1, n, &at_zero, &f->slope, &c00, &c01, &c11, &ssr);
    const double results[] = {f->slope, ssr};
    if (!gslcall_good(results, 2))
        return STAT_NOT_FINITE;
    double total = sum_of_squares(y, n, f->mean);
    f->ssr = n == 2 || ssr <= noise(x, y, n, f->slope) ? 0 : ssr;
    /* Of equal y there is nothing to explain: 0. */
    f->r2 = f->slope != 0 && total > 0 ? fmax(0, 1 - f->ssr / total) : 0;
    return STAT_OK;
}

enum stat_status stat_linear(const double *x, const double *y, size_t n,
                             double level, struct linear_fit *out)
{
    struct linear_fit f = {0};
    *out = f;
    enum stat_status stat = check(x, y, n, level);
    if (stat == STAT_OK)
        stat = fit_points(x, y, n, &f);
    if (stat == STAT_OK && n > 2)
        stat = infer(&f, level);
    if (stat == STAT_OK && !finite_fit(&f))
        stat = STAT_NOT_FINITE;
    if (stat == STAT_OK)
        *out = f;
    return stat;
}

enum stat_status stat_predict(const struct linear_fit *fit, double x,
                              double level, struct prediction *out)
{
    struct prediction p = {0};
    *out = p;
    if (fit->n < 3)
        return STAT_TOO_FEW;
    if (!isfinite(x))
        return STAT_NOT_FINITE;
    if (!(level > 0 && level < 1))
        return STAT_DOMAIN;
    double t;
    enum stat_status stat = stat_t_quantile(0.5 + level / 2, fit->df, &t);
    if (stat != STAT_OK)
        return stat;

    double away = x - fit->centre;
    double lever = 1 / (double)fit->n + away * away / fit->sxx;
    p.fit = fit->mean + fit->slope * away;
    p.se_fit = fit->s * sqrt(lever);
    p.se_prediction = fit->s * sqrt(1 + lever);
    p.confidence.low = p.fit - t * p.se_fit;
    p.confidence.high = p.fit + t * p.se_fit;
    p.prediction.low = p.fit - t * p.se_prediction;
    p.prediction.high = p.fit + t * p.se_prediction;
    const double all[] = {p.confidence.low, p.confidence.high, p.prediction.low,
                          p.prediction.high};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (!isfinite(all[i]))
            return STAT_NOT_FINITE;
    *out = p;
    return STAT_OK;
}
