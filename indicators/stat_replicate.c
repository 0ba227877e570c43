/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_replicate.h"

#include <math.h>

static double rscale(const struct replicate_spec *s, size_t r)
{
    return s->rscale ? s->rscale[r] : 1;
}

static enum stat_status check(const struct replicate_spec *s,
                              const double *theta, size_t k)
{
    size_t used = 0;
    if (s->n < 2)
        return STAT_TOO_FEW;
    if (!isfinite(s->scale))
        return STAT_NOT_FINITE;
    if (s->scale < 0 || k < 1)
        return STAT_DOMAIN;
    for (size_t r = 0; r < s->n; r++) {
        if (!isfinite(rscale(s, r)))
            return STAT_NOT_FINITE;
        if (rscale(s, r) < 0)
            return STAT_DOMAIN;
        used += rscale(s, r) > 0;
    }
    for (size_t i = 0; i < s->n * k; i++)
        if (!isfinite(theta[i]))
            return STAT_NOT_FINITE;
    return used > 0 ? STAT_OK : STAT_TOO_FEW;
}

/* Mean of one column over the replicates that count, from the first of them:
 * a large offset costs no digits. */
static double mean_of(const struct replicate_spec *s, const double *theta,
                      size_t k, size_t column)
{
    double sum = 0, count = 0, first = 0;
    for (size_t r = 0; r < s->n; r++) {
        if (rscale(s, r) <= 0)
            continue;
        double x = theta[r * k + column];
        if (count == 0)
            first = x;
        sum += x - first;
        count++;
    }
    return first + sum / count;
}

static double product(const struct replicate_spec *s, const double *theta,
                      size_t k, size_t i, size_t j, const double *centre)
{
    double sum = 0;
    for (size_t r = 0; r < s->n; r++) {
        double a = theta[r * k + i] - centre[i];
        double b = theta[r * k + j] - centre[j];
        sum += rscale(s, r) * a * b;
    }
    return s->scale * sum;
}

static void clear(double *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        v[i] = 0;
}

enum stat_status stat_replicate_cov(const struct replicate_spec *spec,
                                    const double *theta, size_t k,
                                    const double *estimate, double *cov,
                                    double *centre)
{
    clear(cov, k * k);
    clear(centre, k);
    enum stat_status stat = check(spec, theta, k);
    if (stat != STAT_OK)
        return stat;
    bool finite = true;
    for (size_t i = 0; i < k; i++) {
        centre[i] = spec->mse ? estimate[i] : mean_of(spec, theta, k, i);
        finite = finite && isfinite(centre[i]);
    }
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j <= i; j++) {
            double v = product(spec, theta, k, i, j, centre);
            cov[i * k + j] = cov[j * k + i] = v;
            finite = finite && isfinite(v);
        }
    if (finite)
        return STAT_OK;
    clear(cov, k * k);
    clear(centre, k);
    return STAT_NOT_FINITE;
}

enum stat_status stat_replicate_variance(const struct replicate_spec *spec,
                                         const double *theta, double estimate,
                                         double *variance)
{
    double centre;
    return stat_replicate_cov(spec, theta, 1, &estimate, variance, &centre);
}

static enum stat_status leave_out(size_t units, double population,
                                  double *factor, double *part)
{
    if (!isfinite(population))
        return STAT_NOT_FINITE;
    if (units < 2)
        return STAT_TOO_FEW;
    double n = (double)units;
    if (population < 0 || (population > 0 && population < n))
        return STAT_DOMAIN;
    *factor = n / (n - 1);
    *part = (n - 1) / n * (population > 0 ? 1 - n / population : 1);
    return STAT_OK;
}

enum stat_status stat_jk1(size_t units, double population,
                          struct jackknife *out)
{
    struct jackknife j = {.rscale = 1};
    enum stat_status stat = leave_out(units, population, &j.factor, &j.scale);
    *out = stat == STAT_OK ? j : (struct jackknife){0};
    return stat;
}

enum stat_status stat_jkn(size_t units, double population,
                          struct jackknife *out)
{
    struct jackknife j = {.scale = 1};
    enum stat_status stat = leave_out(units, population, &j.factor, &j.rscale);
    *out = stat == STAT_OK ? j : (struct jackknife){0};
    return stat;
}
