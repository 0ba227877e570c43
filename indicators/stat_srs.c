/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_srs.h"
#include "indicators/gslcall.h"
#include "indicators/stat_test.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* x of n, z and the tail of one side. */
struct share {
    double x, n, p;
    double z, tail; /* tail = a/2 */
};

bool stat_is_count(double x)
{
    return x >= 0 && x <= 9007199254740992.0 && floor(x) == x;
}

static enum stat_status wilson(const struct share *s, struct interval *ci)
{
    double z2 = s->z * s->z, p = s->p, n = s->n;
    double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
    double half =
        s->z * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n);
    ci->low = s->x == 0 ? 0 : middle - half;
    ci->high = s->x == n ? 1 : middle + half;
    return STAT_OK;
}

/* Wilson's limit for a share moved by the correction. */
static double moved(const struct share *s, double p, double z)
{
    double z2 = z * z, n = s->n;
    double inside = p * (1 - p) / n + z2 / (4 * n * n);
    return (p + z2 / (2 * n) + z * sqrt(inside)) / (1 + z2 / n);
}

static enum stat_status wilson_cc(const struct share *s, struct interval *ci)
{
    double step = fmin(0.5, fabs(s->x - s->n / 2)) / s->n;
    ci->low = s->x == 0 ? 0 : fmax(0, moved(s, s->p - step, -s->z));
    ci->high = s->x == s->n ? 1 : fmin(1, moved(s, s->p + step, s->z));
    return STAT_OK;
}

static enum stat_status clopper_pearson(const struct share *s,
                                        struct interval *ci)
{
    enum stat_status stat = STAT_OK;
    *ci = (struct interval){0, 1};
    if (s->x > 0)
        stat = stat_beta_quantile(s->tail, s->x, s->n - s->x + 1, &ci->low);
    if (stat == STAT_OK && s->x < s->n)
        stat =
            stat_beta_quantile(1 - s->tail, s->x + 1, s->n - s->x, &ci->high);
    return stat;
}

static enum stat_status agresti_coull(const struct share *s,
                                      struct interval *ci)
{
    double z2 = s->z * s->z, n = s->n + z2;
    double p = (s->x + z2 / 2) / n;
    double half = s->z * sqrt(p * (1 - p) / n);
    *ci = (struct interval){p - half, p + half};
    return STAT_OK;
}

static enum stat_status agresti_coull_clipped(const struct share *s,
                                              struct interval *ci)
{
    agresti_coull(s, ci);
    ci->low = fmax(ci->low, 0);
    ci->high = fmin(ci->high, 1);
    return STAT_OK;
}

static enum stat_status wald(const struct share *s, struct interval *ci)
{
    double half = s->z * sqrt(s->p * (1 - s->p) / s->n);
    *ci = (struct interval){s->p - half, s->p + half};
    return STAT_OK;
}

static enum stat_status jeffreys(const struct share *s, struct interval *ci)
{
    double a = s->x + 0.5, b = s->n - s->x + 0.5;
    enum stat_status stat = stat_beta_quantile(s->tail, a, b, &ci->low);
    if (stat == STAT_OK)
        stat = stat_beta_quantile(1 - s->tail, a, b, &ci->high);
    return stat;
}

static enum stat_status jeffreys_edge(const struct share *s,
                                      struct interval *ci)
{
    enum stat_status stat = jeffreys(s, ci);
    if (s->x == 0)
        ci->low = 0;
    if (s->x == s->n)
        ci->high = 1;
    return stat;
}

/* P(X > x) + P(X = x)/2 of a binomial with share p, 0 < x; it rises with p.
 * P(X >= k) is the beta integral I_p(k, n-k+1) [Pearson 1924]. */
static double mid_upper(double x, double n, double p)
{
    double from = gsl_cdf_beta_P(p, x, n - x + 1);
    double beyond = x < n ? gsl_cdf_beta_P(p, x + 1, n - x) : 0;
    return (from + beyond) / 2;
}

/* The lower limit of x > 0, halving until no double lies between. */
static double mid_low(double x, double n, double tail)
{
    double low = 0, high = 1;
    for (;;) {
        double middle = low + (high - low) / 2;
        if (!(middle > low && middle < high))
            return middle;
        if (mid_upper(x, n, middle) < tail)
            low = middle;
        else
            high = middle;
    }
}

/* The upper limit of x is one minus the lower limit of n - x. */
static enum stat_status midp(const struct share *s, struct interval *ci)
{
    gslcall_begin();
    double low = s->x > 0 ? mid_low(s->x, s->n, s->tail) : 0;
    double high = s->x < s->n ? 1 - mid_low(s->n - s->x, s->n, s->tail) : 1;
    const double both[] = {low, high};
    if (!gslcall_good(both, 2))
        return STAT_NOT_FINITE;
    *ci = (struct interval){low, high};
    return STAT_OK;
}

typedef enum stat_status method_fn(const struct share *, struct interval *);
static method_fn *const methods[] = {
    [SRS_WILSON] = wilson,
    [SRS_WILSON_CC] = wilson_cc,
    [SRS_CLOPPER_PEARSON] = clopper_pearson,
    [SRS_AGRESTI_COULL] = agresti_coull,
    [SRS_AGRESTI_COULL_CLIPPED] = agresti_coull_clipped,
    [SRS_WALD] = wald,
    [SRS_JEFFREYS] = jeffreys,
    [SRS_JEFFREYS_EDGE] = jeffreys_edge,
    [SRS_MIDP] = midp,
};

enum stat_status stat_srs_ci(enum srs_method method, double x, double n,
                             double level, struct interval *out)
{
    struct interval ci = {0, 0};
    *out = ci;
    if (isnan(x) || isnan(n) || isnan(level))
        return STAT_NOT_FINITE;
    if (!stat_is_count(x) || !stat_is_count(n) || n < 1 || x > n ||
        !(level > 0 && level < 1))
        return STAT_DOMAIN;
    struct share s = {.x = x, .n = n, .p = x / n, .tail = (1 - level) / 2};
    enum stat_status stat = stat_normal_quantile(1 - s.tail, &s.z);
    if (stat == STAT_OK)
        stat = methods[method](&s, &ci);
    if (stat == STAT_OK)
        *out = ci;
    return stat;
}

enum stat_status stat_srs_error(double x, double n, double population,
                                double level, struct srs_error *out)
{
    struct srs_error e = {0};
    *out = e;
    if (!isfinite(x) || !isfinite(n) || !isfinite(population))
        return STAT_NOT_FINITE;
    if (!stat_is_count(x) || !stat_is_count(n) || !stat_is_count(population) ||
        x > n || (population > 0 && population < n) ||
        !(level > 0 && level < 1))
        return STAT_DOMAIN;
    if (n < 2)
        return STAT_TOO_FEW;
    double left = population > 0 ? 1 - n / population : 1;
    double z;
    e.p = x / n;
    e.se_without_fpc = sqrt(e.p * (1 - e.p) / (n - 1));
    e.se = sqrt(left * e.p * (1 - e.p) / (n - 1));
    enum stat_status stat = stat_normal_quantile(0.5 + level / 2, &z);
    if (stat == STAT_OK)
        stat = stat_t_interval(e.p, e.se, n - 1, level, &e.ci_t);
    if (stat != STAT_OK)
        return stat;
    e.moe_z = z * e.se;
    e.moe_t = (e.ci_t.high - e.ci_t.low) / 2;
    *out = e;
    return STAT_OK;
}
