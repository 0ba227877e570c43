/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_model.h"

#include <float.h>
#include <math.h>

static enum stat_status check(const double *x, const double *y, size_t n)
{
    if (n < 2)
        return STAT_TOO_FEW;
    bool spread = false;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i]) || !isfinite(y[i]))
            return STAT_NOT_FINITE;
        spread = spread || x[i] != x[0];
    }
    return spread ? STAT_OK : STAT_NO_SPREAD;
}

/* Means of the differences from the first point, so years cost no digits. */
static void find_means(const double *x, const double *y, struct linear_fit *f)
{
    double sx = 0, sy = 0;
    for (size_t i = 0; i < f->n; i++) {
        sx += x[i] - x[0];
        sy += y[i] - y[0];
    }
    f->centre = x[0] + sx / (double)f->n;
    f->mean = y[0] + sy / (double)f->n;
}

static double largest(const double *v, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++)
        most = fabs(v[i]) > most ? fabs(v[i]) : most;
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
    return stat_t_tails(f->t, f->df, &f->p);
}

static enum stat_status infer(struct linear_fit *f, double t)
{
    f->df = (double)f->n - 2;
    f->s = sqrt(f->ssr / f->df);
    f->se_slope = f->s / sqrt(f->sxx);
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
    double sxy = 0, total = 0, ssr = 0;
    f->n = n;
    find_means(x, y, f);
    for (size_t i = 0; i < n; i++) {
        double dx = x[i] - f->centre, dy = y[i] - f->mean;
        f->sxx += dx * dx;
        sxy += dx * dy;
        total += dy * dy;
    }
    if (f->sxx == 0)
        return STAT_NO_SPREAD; /* the squares vanish below DBL_MIN */
    f->slope = sxy / f->sxx;
    for (size_t i = 0; i < n; i++) {
        double e = y[i] - f->mean - f->slope * (x[i] - f->centre);
        ssr += e * e;
    }
    if (!isfinite(f->slope) || !isfinite(ssr))
        return STAT_NOT_FINITE;
    f->ssr = n == 2 || ssr <= noise(x, y, n, f->slope) ? 0 : ssr;
    /* Of equal y there is nothing to explain: 0. */
    if (f->slope != 0 && total > f->ssr)
        f->r2 = 1 - f->ssr / total;
    return STAT_OK;
}

enum stat_status stat_linear_at(const double *x, const double *y, size_t n,
                                double t, struct linear_fit *out)
{
    struct linear_fit f = {0};
    *out = f;
    enum stat_status stat = check(x, y, n);
    if (stat == STAT_OK)
        stat = fit_points(x, y, n, &f);
    if (stat == STAT_OK && n > 2)
        stat = infer(&f, t);
    if (stat == STAT_OK && !finite_fit(&f))
        stat = STAT_NOT_FINITE;
    if (stat == STAT_OK)
        *out = f;
    return stat;
}

enum stat_status stat_linear(const double *x, const double *y, size_t n,
                             double level, struct linear_fit *out)
{
    double t = 0;
    *out = (struct linear_fit){0};
    if (n < 2)
        return STAT_TOO_FEW;
    if (!(level > 0 && level < 1))
        return STAT_DOMAIN;
    enum stat_status stat = check(x, y, n);
    if (stat == STAT_OK && n > 2)
        stat = stat_t_quantile(0.5 + level / 2, (double)n - 2, &t);
    return stat == STAT_OK ? stat_linear_at(x, y, n, t, out) : stat;
}

enum stat_status stat_predict_at(const struct linear_fit *fit, double x,
                                 double t, struct prediction *out)
{
    struct prediction p = {0};
    *out = p;
    if (fit->n < 3)
        return STAT_TOO_FEW;
    if (!isfinite(x))
        return STAT_NOT_FINITE;

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

enum stat_status stat_predict(const struct linear_fit *fit, double x,
                              double level, struct prediction *out)
{
    double t;
    *out = (struct prediction){0};
    if (fit->n < 3)
        return STAT_TOO_FEW;
    if (!isfinite(x))
        return STAT_NOT_FINITE;
    if (!(level > 0 && level < 1))
        return STAT_DOMAIN;
    enum stat_status stat = stat_t_quantile(0.5 + level / 2, fit->df, &t);
    return stat == STAT_OK ? stat_predict_at(fit, x, t, out) : stat;
}
