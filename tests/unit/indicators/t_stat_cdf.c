/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat.h"
#include "tests/tap.h"

/* Upper critical values of Student's t, NIST/SEMATECH e-Handbook of
 * Statistical Methods, 1.3.6.7.2 (three decimals). */
static const struct {
    double df, p, t;
} table[] = {
    {1, 0.95, 6.314},   {1, 0.975, 12.706}, {2, 0.975, 4.303},
    {3, 0.975, 3.182},  {4, 0.975, 2.776},  {5, 0.99, 3.365},
    {10, 0.975, 2.228}, {34, 0.995, 2.728}, {100, 0.9, 1.290},
};

static void quantiles(void)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        double t, upper;
        ok(stat_t_quantile(table[i].p, table[i].df, &t) == STAT_OK &&
               fabs(t - table[i].t) <= 0.0005 + 1e-9,
           "t quantile of the NIST table");
        ok(stat_t_upper(t, table[i].df, &upper) == STAT_OK &&
               fabs(upper - (1 - table[i].p)) < 1e-12,
           "and its upper tail");
    }
    double low, high;
    stat_t_quantile(0.025, 3, &low);
    stat_t_quantile(0.975, 3, &high);
    is_near(low, -high, 1e-12, "quantiles are symmetric");
}

/* df = 1 is Cauchy: P(T >= t) = 1/2 - atan(t) / pi. */
static void cauchy(void)
{
    const double pi = acos(-1);
    for (int k = -8; k <= 8; k++) {
        double t = 2.5 * k, upper;
        stat_t_upper(t, 1, &upper);
        is_near(upper, 0.5 - atan(t) / pi, 1e-12, "df = 1 is Cauchy");
    }
}

static void refused(enum stat_status found, double value,
                    enum stat_status expected, const char *what)
{
    ok(found == expected && value == 0, what);
}

static void hostile(void)
{
    double v = 1;
    enum stat_status s;
    s = stat_t_quantile(0, 3, &v), refused(s, v, STAT_DOMAIN, "p = 0");
    s = stat_t_quantile(1, 3, &v), refused(s, v, STAT_DOMAIN, "p = 1");
    s = stat_t_quantile(-1, 3, &v), refused(s, v, STAT_DOMAIN, "p < 0");
    s = stat_t_quantile(.5, 0, &v), refused(s, v, STAT_DOMAIN, "df = 0");
    s = stat_t_quantile(.5, -1, &v), refused(s, v, STAT_DOMAIN, "df < 0");
    s = stat_t_quantile(NAN, 3, &v);
    refused(s, v, STAT_NOT_FINITE, "p NaN");
    s = stat_t_quantile(.5, INFINITY, &v);
    refused(s, v, STAT_DOMAIN, "df infinite");
    s = stat_t_quantile(1e-300, 1, &v);
    refused(s, v, STAT_NOT_FINITE, "GSL's wrong quantile far out");
    s = stat_t_quantile(0.999999, 0.01, &v);
    refused(s, v, STAT_NOT_FINITE, "GSL does not converge: no abort");
    s = stat_t_upper(NAN, 3, &v), refused(s, v, STAT_NOT_FINITE, "t NaN");
    s = stat_t_upper(1, -1, &v), refused(s, v, STAT_DOMAIN, "tail, df < 0");
    s = stat_t_upper(INFINITY, 3, &v);
    refused(s, v, STAT_DOMAIN, "t infinite");
    ok(stat_t_upper(1.7e308, 1, &v) == STAT_OK && v >= 0 && v < 1e-300,
       "a huge t has an empty tail");
}

int main(void)
{
    quantiles();
    cauchy();
    hostile();
    return tap_done();
}
