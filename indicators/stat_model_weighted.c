/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/gslcall.h"
#include "indicators/stat_model.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static enum stat_status check(const double *x, const double *y,
                              const double *se, size_t n)
{
    bool spread = false;
    if (n < 3)
        return STAT_TOO_FEW;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i]) || !isfinite(y[i]) || !isfinite(se[i]))
            return STAT_NOT_FINITE;
        if (se[i] <= 0)
            return STAT_DOMAIN;
        spread = spread || x[i] != x[0];
    }
    return spread ? STAT_OK : STAT_NO_SPREAD;
}

static double weight(double se)
{
    return 1 / (se * se);
}

/* Weighted means, as differences from the first value. */
static void means(const double *x, const double *y, const double *se,
                  struct weighted_fit *f)
{
    double sx = 0, sy = 0;
    for (size_t i = 0; i < f->n; i++) {
        double w = weight(se[i]);
        f->sum_w += w;
        sx += w * (x[i] - x[0]);
        sy += w * (y[i] - y[0]);
    }
    f->centre = x[0] + sx / f->sum_w;
    f->mean = y[0] + sy / f->sum_w;
}

static void line(const double *x, const double *y, const double *se,
                 struct weighted_fit *f)
{
    double sxy = 0;
    for (size_t i = 0; i < f->n; i++) {
        double w = weight(se[i]), away = x[i] - f->centre;
        f->sxx += w * away * away;
        sxy += w * away * (y[i] - f->mean);
    }
    f->slope = sxy / f->sxx;
    for (size_t i = 0; i < f->n; i++) {
        double e = y[i] - f->mean - f->slope * (x[i] - f->centre);
        f->chi2 += weight(se[i]) * e * e;
    }
}

static void errors(struct weighted_fit *f)
{
    double c = f->centre;
    f->df = (double)f->n - 2;
    f->se_slope_known = 1 / sqrt(f->sxx);
    f->se_intercept_known = sqrt(1 / f->sum_w + c * c / f->sxx);
    f->cov01_known = -c / f->sxx;
    f->sigma_scaled = sqrt(f->chi2 / f->df);
    f->se_slope_scaled = f->sigma_scaled * f->se_slope_known;
}

static enum stat_status tests(struct weighted_fit *f)
{
    double upper = 0;
    gslcall_begin();
    f->p_slope_known =
        fmin(1, 2 * gsl_cdf_ugaussian_Q(fabs(f->slope) / f->se_slope_known));
    f->p_fit = gsl_cdf_chisq_Q(f->chi2, f->df);
    const double all[] = {f->slope, f->se_intercept_known, f->chi2,
                          f->p_slope_known, f->p_fit};
    if (!gslcall_good(all, sizeof all / sizeof all[0]))
        return STAT_NOT_FINITE;
    f->p_slope_scaled = f->slope == 0;
    if (f->slope == 0 || f->se_slope_scaled == 0)
        return STAT_OK;
    enum stat_status stat =
        stat_t_upper(fabs(f->slope) / f->se_slope_scaled, f->df, &upper);
    f->p_slope_scaled = fmin(1, 2 * upper);
    return stat;
}

enum stat_status stat_weighted(const double *x, const double *y,
                               const double *se, size_t n,
                               struct weighted_fit *out)
{
    struct weighted_fit f = {.n = n};
    *out = (struct weighted_fit){0};
    enum stat_status stat = check(x, y, se, n);
    if (stat != STAT_OK)
        return stat;
    means(x, y, se, &f);
    line(x, y, se, &f);
    if (!(f.sxx > 0) || !isfinite(f.sxx))
        return STAT_NO_SPREAD;
    errors(&f);
    stat = tests(&f);
    if (stat == STAT_OK)
        *out = f;
    return stat;
}

enum stat_status stat_weighted_at(const struct weighted_fit *fit, double x,
                                  double level, struct prediction *out)
{
    struct prediction p = {0};
    *out = p;
    if (fit->n < 3)
        return STAT_TOO_FEW;
    if (!(level > 0 && level < 1))
        return STAT_DOMAIN;
    double away = x - fit->centre;
    gslcall_begin();
    double z = gsl_cdf_ugaussian_Pinv(0.5 + level / 2);
    p.fit = fit->mean + fit->slope * away;
    p.se_fit = sqrt(1 / fit->sum_w + away * away / fit->sxx);
    p.confidence.low = p.fit - z * p.se_fit;
    p.confidence.high = p.fit + z * p.se_fit;
    const double all[] = {z, p.confidence.low, p.confidence.high};
    if (!gslcall_good(all, 3))
        return STAT_NOT_FINITE;
    *out =
        p; /* no prediction interval: the error of a new survey is not known */
    return STAT_OK;
}
