/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/gslcall.h"
#include "indicators/stat_model.h"

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

/* P(|T| < t) for whole df as a finite sum in x = cos^2 = df / (df + t^2)
 * [Abramowitz & Stegun 26.7.3, 26.7.4]. */
static double within(double t, int df, double x)
{
    double sine = t / sqrt(df + t * t), term = 1, sum = 0;
    bool odd = df % 2;
    for (int k = 0; k < (odd ? (df - 1) / 2 : df / 2); k++) {
        sum += term;
        term *= x * (2 * k + 1 + odd) / (2 * k + 2 + odd);
    }
    if (!odd)
        return sine * sum;
    const double two_over_pi = 0.63661977236758134308;
    return two_over_pi * (atan(t / sqrt(df)) + sine * sqrt(x) * sum);
}

/* P(|T| >= t) as a series of positive terms, for tails where 1 - within()
 * would lose digits: the incomplete beta function
 * x^a (1 - x)^(1/2) / (a B(a, 1/2)) sum (a + 1/2)_n / (a + 1)_n x^n, a = df/2
 * [Abramowitz & Stegun 26.5.4]; B by its recursion in a. */
static double beyond(int df, double x)
{
    const double pi = 3.14159265358979323846;
    bool odd = df % 2;
    double beta = odd ? pi : 2, power = odd ? sqrt(x) : x, sum = 0, term = 1;
    for (double a = odd ? 0.5 : 1; 2 * a < df; a++) {
        beta *= a / (a + 0.5);
        power *= x;
    }
    double a = df / 2.0;
    for (int n = 0; term > 1e-17 * sum; n++) {
        sum += term;
        term *= x * (a + 0.5 + n) / (a + 1 + n);
    }
    return power * sqrt(1 - x) / (a * beta) * sum;
}

enum stat_status stat_t_tails(double t, double df, double *p)
{
    enum { QUICK_MOST = 30 };
    double upper, size = fabs(t);
    *p = 0;
    if (df >= 1 && df <= QUICK_MOST && df == floor(df) && size < 1e100) {
        double x = df / (df + t * t);
        double in = within(size, (int)df, x);
        *p = in < 0.999 ? 1 - in : beyond((int)df, x);
        return STAT_OK;
    }
    enum stat_status stat = stat_t_upper(size, df, &upper);
    *p = upper > 0.5 ? 1 : 2 * upper;
    return stat;
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
