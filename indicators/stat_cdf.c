/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/gslcall.h"
#include "indicators/stat.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

enum stat_status stat_t_upper(double t, double df, double *out)
{
    *out = 0;
    if (isnan(t) || isnan(df))
        return STAT_NOT_FINITE;
    if (!(df > 0) || isinf(t) || isinf(df))
        return STAT_DOMAIN;
    gslcall_begin();
    double upper = gsl_cdf_tdist_Q(t, df);
    if (!gslcall_good(&upper, 1))
        return STAT_NOT_FINITE;
    *out = upper;
    return STAT_OK;
}

/* How far the quantile q is from giving p back, relative to its tail. */
static double miss(double q, double p, double df)
{
    if (p < 0.5)
        return fabs(gsl_cdf_tdist_P(q, df) - p) / p;
    return fabs(gsl_cdf_tdist_Q(q, df) - (1 - p)) / (1 - p);
}

/* GSL 2.7 returns a finite but wrong quantile without an error far out in the
 * tails (p = 1e-300, df = 1), so the probability is computed back. */
enum stat_status stat_t_quantile(double p, double df, double *out)
{
    *out = 0;
    if (isnan(p) || isnan(df))
        return STAT_NOT_FINITE;
    if (!(p > 0 && p < 1) || !(df > 0) || isinf(df))
        return STAT_DOMAIN;
    gslcall_begin();
    double q = gsl_cdf_tdist_Pinv(p, df);
    if (!gslcall_good(&q, 1))
        return STAT_NOT_FINITE;
    double off = miss(q, p, df);
    if (!gslcall_good(&off, 1) || off > 1e-6)
        return STAT_NOT_FINITE;
    *out = q;
    return STAT_OK;
}
