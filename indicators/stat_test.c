/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_test.h"
#include "indicators/gslcall.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static enum stat_status finish(double value, double *out)
{
    if (!gslcall_good(&value, 1))
        return STAT_NOT_FINITE;
    *out = value;
    return STAT_OK;
}

enum stat_status stat_chisq_upper(double x, double df, double *out)
{
    *out = 0;
    if (isnan(x) || isnan(df))
        return STAT_NOT_FINITE;
    if (x < 0 || !(df > 0) || isinf(x) || isinf(df))
        return STAT_DOMAIN;
    gslcall_begin();
    return finish(gsl_cdf_chisq_Q(x, df), out);
}

enum stat_status stat_f_upper(double x, double ndf, double ddf, double *out)
{
    *out = 0;
    if (isnan(x) || isnan(ndf) || isnan(ddf))
        return STAT_NOT_FINITE;
    if (x < 0 || !(ndf > 0) || !(ddf > 0) || isinf(x) || isinf(ndf) ||
        isinf(ddf))
        return STAT_DOMAIN;
    gslcall_begin();
    return finish(gsl_cdf_fdist_Q(x, ndf, ddf), out);
}

enum stat_status stat_normal_quantile(double p, double *out)
{
    *out = 0;
    if (isnan(p))
        return STAT_NOT_FINITE;
    if (!(p > 0 && p < 1))
        return STAT_DOMAIN;
    gslcall_begin();
    return finish(gsl_cdf_ugaussian_Pinv(p), out);
}

enum stat_status stat_z_two_sided(double z, double *p)
{
    *p = 0;
    if (!isfinite(z))
        return STAT_NOT_FINITE;
    gslcall_begin();
    return finish(2 * gsl_cdf_ugaussian_Q(fabs(z)), p);
}

enum stat_status stat_t_two_sided(double t, double df, double *p)
{
    if (isinf(df) && df > 0)
        return stat_z_two_sided(t, p);
    double upper;
    enum stat_status stat = stat_t_upper(fabs(t), df, &upper);
    *p = 2 * upper;
    return stat;
}

static enum stat_status critical(double level, double df, double *out)
{
    *out = 0;
    if (!(level > 0 && level < 1))
        return STAT_DOMAIN;
    if (isinf(df) && df > 0)
        return stat_normal_quantile(0.5 + level / 2, out);
    return stat_t_quantile(0.5 + level / 2, df, out);
}

enum stat_status stat_t_interval(double estimate, double se, double df,
                                 double level, struct interval *out)
{
    *out = (struct interval){0, 0};
    if (!isfinite(estimate) || !isfinite(se))
        return STAT_NOT_FINITE;
    if (se < 0)
        return STAT_DOMAIN;
    double t;
    enum stat_status stat = critical(level, df, &t);
    if (stat != STAT_OK)
        return stat;
    struct interval ci = {estimate - t * se, estimate + t * se};
    if (!isfinite(ci.low) || !isfinite(ci.high))
        return STAT_NOT_FINITE;
    *out = ci;
    return STAT_OK;
}

enum stat_status stat_difference(struct estimate_df first,
                                 struct estimate_df second, double level,
                                 struct difference *out)
{
    *out = (struct difference){0};
    if (first.se < 0 || second.se < 0 || !(first.df > 0) || !(second.df > 0))
        return STAT_DOMAIN;
    struct difference d = {.diff = second.value - first.value,
                           .se = hypot(first.se, second.se),
                           .df = first.df + second.df};
    enum stat_status stat = stat_t_interval(d.diff, d.se, d.df, level, &d.ci);
    if (stat != STAT_OK)
        return stat;
    if (d.se == 0)
        return STAT_NO_SPREAD;
    d.t = d.diff / d.se;
    stat = stat_t_two_sided(d.t, d.df, &d.p);
    if (stat == STAT_OK)
        stat = stat_z_two_sided(d.t, &d.p_z);
    if (stat == STAT_OK)
        *out = d;
    return stat;
}
