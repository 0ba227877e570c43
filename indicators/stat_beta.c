/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/gslcall.h"
#include "indicators/stat_test.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

/* Terms of the continued fraction: about sqrt(max(a, b)) are needed, so this
 * serves samples of 10^11; GSL stops at 512, which 10^6 answers exceed. */
enum { TERMS = 1000000 };

/* A divisor that is not 0. */
static double apart(double x)
{
    return fabs(x) < 1e-300 ? 1e-300 : x;
}

/* Continued fraction of the incomplete beta integral by Lentz's method
 * [Abramowitz & Stegun 26.5.8; Lentz 1976]. */
static double fraction(double x, double a, double b)
{
    double c = 1, d = 1 / apart(1 - (a + b) * x / (a + 1)), h = d;
    for (int i = 1; i < TERMS; i++) {
        double m = i;
        double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / apart(1 + even * d);
        c = apart(1 + even / c);
        h *= c * d;
        double odd =
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / apart(1 + odd * d);
        c = apart(1 + odd / c);
        h *= c * d;
        if (fabs(c * d - 1) < 1e-15)
            break;
    }
    return h;
}

/* P(X <= x) by the fraction, which converges below the mean: above it the
 * other tail is taken. */
static double lower_tail(double x, double a, double b)
{
    double front = exp(a * log(x) + b * log1p(-x) - gsl_sf_lnbeta(a, b));
    if (x < (a + 1) / (a + b + 2))
        return front * fraction(x, a, b) / a;
    return 1 - front * fraction(1 - x, b, a) / b;
}

/* P(X <= x) - p; the difference of upper tails where p is large, since they
 * have the digits. */
static double beyond(double x, double p, double a, double b)
{
    gslcall_begin();
    double off = p <= 0.5 ? gsl_cdf_beta_P(x, a, b) - p
                          : (1 - p) - gsl_cdf_beta_Q(x, a, b);
    if (gslcall_good(&off, 1))
        return off;
    gslcall_begin();
    return lower_tail(x, a, b) - p;
}

/* gsl_cdf_beta_Pinv stops early for some a and b; halving does not.  It ends
 * when no double lies between the bounds. */
static double halving(double p, double a, double b)
{
    double low = 0, high = 1;
    for (;;) {
        double middle = low + (high - low) / 2;
        if (!(middle > low && middle < high))
            return middle;
        if (beyond(middle, p, a, b) < 0)
            low = middle;
        else
            high = middle;
    }
}

/* Three digits of the quantile, a and b above 1 [Abramowitz & Stegun 26.2.23
 * and 26.5.22]. */
static double rough(double p, double a, double b)
{
    double t = sqrt(-2 * log(p < 0.5 ? p : 1 - p));
    double z = t - (2.30753 + 0.27061 * t) / (1 + t * (0.99229 + 0.04481 * t));
    double y = p < 0.5 ? z : -z; /* upper normal quantile */
    double l = (y * y - 3) / 6, u = 1 / (2 * a - 1), v = 1 / (2 * b - 1);
    double h = 2 / (u + v);
    double w = y * sqrt(h + l) / h - (v - u) * (l + 5.0 / 6 - 2 / (3 * h));
    return a / (a + b * exp(2 * w));
}

/* Halley's steps from there: each trebles the digits.  GSL's search takes
 * fifteen evaluations of the integral, a report thousands of quantiles.
 * NAN: no start, or no end within ten steps. */
static double climbing(double p, double a, double b)
{
    if (!(a > 1 && b > 1) || a > 1e6 || b > 1e6)
        return NAN;
    double x = rough(p, a, b), log_beta = gsl_sf_lnbeta(a, b);
    for (int i = 0; i < 10; i++) {
        if (!(x > 0 && x < 1))
            return NAN;
        double off = lower_tail(x, a, b) - p;
        double density = exp((a - 1) * log(x) + (b - 1) * log1p(-x) - log_beta);
        double step = off / density;
        double bend = step * ((a - 1) / x - (b - 1) / (1 - x)) / 2;
        step /= 1 - fmin(0.5, bend);
        x -= step;
        if (fabs(step) <= 1e-9 * x)
            return x;
    }
    return NAN;
}

enum stat_status stat_beta_quantile(double p, double a, double b, double *out)
{
    *out = 0;
    if (isnan(p) || isnan(a) || isnan(b))
        return STAT_NOT_FINITE;
    if (!(p > 0 && p < 1) || !(a > 0) || !(b > 0) || a > 1e11 || b > 1e11)
        return STAT_DOMAIN;
    const double tail = p <= 0.5 ? p : 1 - p;
    double q = climbing(p, a, b);
    if (isfinite(q) && fabs(beyond(q, p, a, b)) <= 1e-12 * tail) {
        *out = q;
        return STAT_OK;
    }
    gslcall_begin();
    q = gsl_cdf_beta_Pinv(p, a, b);
    bool sound = gslcall_good(&q, 1) && q >= 0 && q <= 1;
    if (!sound || !(fabs(beyond(q, p, a, b)) <= 1e-12 * tail))
        q = halving(p, a, b);
    *out = q;
    return STAT_OK;
}
