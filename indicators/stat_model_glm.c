/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_model_glm.h"

#include "indicators/gslcall.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

enum { ROUNDS_MOST = 100 };

/* The data of either family: k of m, or counts (m NULL). */
struct counts {
    const double *x, *k, *m;
    size_t n;
};

static enum stat_status check(const struct counts *c)
{
    double all = 0, none = 0;
    bool spread = false;
    if (c->n < 3)
        return STAT_TOO_FEW;
    for (size_t i = 0; i < c->n; i++) {
        double m = c->m ? c->m[i] : 1e15;
        if (!isfinite(c->x[i]) || !isfinite(c->k[i]) || !isfinite(m))
            return STAT_NOT_FINITE;
        if (c->k[i] < 0 || c->k[i] > m || m <= 0 || c->k[i] != floor(c->k[i]) ||
            m != floor(m))
            return STAT_DOMAIN;
        all += c->k[i];
        none += m - c->k[i];
        spread = spread || c->x[i] != c->x[0];
    }
    return spread && all > 0 && none > 0 ? STAT_OK : STAT_NO_SPREAD;
}

/* Mean of point i on the scale of the data, its variance (which is also
 * d mean / d link for these two families), and its share of the deviance. */
static double mean_of(const struct counts *c, size_t i, double link)
{
    return c->m ? c->m[i] / (1 + exp(-link)) : exp(link);
}

static double variance_of(const struct counts *c, size_t i, double mean)
{
    return c->m ? mean * (1 - mean / c->m[i]) : mean;
}

static double term(double seen, double mean)
{
    return seen > 0 ? seen * log(seen / mean) : 0;
}

static double deviance_of(const struct counts *c, size_t i, double mean)
{
    double k = c->k[i];
    if (c->m)
        return 2 * (term(k, mean) + term(c->m[i] - k, c->m[i] - mean));
    return 2 * (term(k, mean) - (k - mean));
}

/* Where the iteration starts, as R does: the data, moved off their ends. */
static double first_link(const struct counts *c, size_t i)
{
    if (c->m)
        return log((c->k[i] + 0.5) / (c->m[i] - c->k[i] + 0.5));
    return log(c->k[i] + 0.1);
}

/* Weighted sums of one round. */
struct sums {
    double w, wx, wxx, wz, wxz;
};

static bool step(const struct counts *c, bool first, struct glm_fit *f)
{
    struct sums s = {0};
    for (size_t i = 0; i < c->n; i++) {
        double away = c->x[i] - f->centre;
        double link = first ? first_link(c, i) : f->at_centre + f->slope * away;
        double mean = mean_of(c, i, link), w = variance_of(c, i, mean);
        if (!(w > 0) || !isfinite(w))
            return false;
        double z = link + (c->k[i] - mean) / w;
        s.w += w;
        s.wx += w * away;
        s.wxx += w * away * away;
        s.wz += w * z;
        s.wxz += w * away * z;
    }
    double det = s.w * s.wxx - s.wx * s.wx;
    if (!(det > 0) || !isfinite(det))
        return false;
    f->slope = (s.w * s.wxz - s.wx * s.wz) / det;
    f->at_centre = (s.wxx * s.wz - s.wx * s.wxz) / det;
    f->var_at_centre = s.wxx / det;
    f->var_slope = s.w / det;
    f->cov = -s.wx / det;
    return true;
}

static double total_deviance(const struct counts *c, const struct glm_fit *f)
{
    double sum = 0;
    for (size_t i = 0; i < c->n; i++) {
        double link = f->at_centre + f->slope * (c->x[i] - f->centre);
        sum += deviance_of(c, i, mean_of(c, i, link));
    }
    return sum;
}

/* Until neither coefficient moves by more than rounding. */
static bool iterate(const struct counts *c, struct glm_fit *f)
{
    for (int round = 0; round < ROUNDS_MOST; round++) {
        double a = f->at_centre, b = f->slope;
        if (!step(c, round == 0, f))
            return false;
        double moved = fabs(f->at_centre - a) / (1 + fabs(a)) +
                       fabs(f->slope - b) / sqrt(f->var_slope);
        if (round > 0 && moved < 1e-12)
            return step(c, false, f); /* the errors at the final place */
    }
    return false;
}

static void scatter(const struct counts *c, struct glm_fit *f)
{
    double k = 0, m = 0;
    for (size_t i = 0; i < c->n; i++) {
        k += c->k[i];
        m += c->m ? c->m[i] : 1;
    }
    for (size_t i = 0; i < c->n; i++) {
        double link = f->at_centre + f->slope * (c->x[i] - f->centre);
        double mean = mean_of(c, i, link), e = c->k[i] - mean;
        f->pearson += e * e / variance_of(c, i, mean);
        f->null_deviance += deviance_of(c, i, k / m * (c->m ? c->m[i] : 1));
        if (!c->m)
            f->aic += 2 * (mean - c->k[i] * link + gsl_sf_lngamma(c->k[i] + 1));
    }
    f->deviance = total_deviance(c, f);
    f->aic += c->m ? 0 : 4;
    f->df = (double)c->n - 2;
    f->dispersion = f->pearson / f->df;
    if (f->dispersion < 1e-20)
        f->pearson = f->dispersion = 0; /* rounding of a perfect fit */
}

static enum stat_status tests(struct glm_fit *f)
{
    double c = f->centre, upper = 0;
    f->intercept = f->at_centre - c * f->slope;
    f->se_intercept =
        sqrt(f->var_at_centre - 2 * c * f->cov + c * c * f->var_slope);
    f->se_slope = sqrt(f->var_slope);
    f->z_slope = f->slope / f->se_slope;
    f->p_slope = fmin(1, 2 * gsl_cdf_ugaussian_Q(fabs(f->z_slope)));
    const double all[] = {f->intercept, f->se_intercept,  f->z_slope,
                          f->p_slope,   f->deviance,      f->aic,
                          f->pearson,   f->null_deviance, f->dispersion};
    if (!gslcall_good(all, sizeof all / sizeof all[0]))
        return STAT_NOT_FINITE;
    f->p_slope_quasi = f->slope == 0;
    if (f->dispersion == 0)
        return STAT_OK;
    f->se_slope_quasi = f->se_slope * sqrt(f->dispersion);
    f->t_slope_quasi = f->slope / f->se_slope_quasi;
    enum stat_status stat = stat_t_upper(fabs(f->t_slope_quasi), f->df, &upper);
    f->p_slope_quasi = fmin(1, 2 * upper);
    return stat;
}

static enum stat_status fit(const struct counts *c, struct glm_fit *out)
{
    struct glm_fit f = {.n = c->n};
    *out = (struct glm_fit){0};
    enum stat_status stat = check(c);
    if (stat != STAT_OK)
        return stat;
    double sum = 0;
    for (size_t i = 0; i < c->n; i++)
        sum += c->x[i] - c->x[0];
    f.centre = c->x[0] + sum / (double)c->n;
    if (!iterate(c, &f))
        return STAT_NO_CONVERGENCE;
    gslcall_begin();
    scatter(c, &f);
    stat = tests(&f);
    if (stat == STAT_OK)
        *out = f;
    return stat;
}

enum stat_status stat_poisson(const double *x, const double *y, size_t n,
                              struct glm_fit *out)
{
    const struct counts c = {x, y, NULL, n};
    return fit(&c, out);
}

enum stat_status stat_binomial(const double *x, const double *k,
                               const double *m, size_t n, struct glm_fit *out)
{
    const struct counts c = {x, k, m, n};
    return fit(&c, out);
}

/* ---------------------------------------------------------- predictions */

static enum stat_status link_at(const struct glm_fit *f, double x, double level,
                                struct glm_prediction *p,
                                struct interval *normal, struct interval *quasi)
{
    if (f->n < 3)
        return STAT_TOO_FEW;
    if (!(level > 0 && level < 1))
        return STAT_DOMAIN;
    double away = x - f->centre, t = 0;
    gslcall_begin();
    double z = gsl_cdf_ugaussian_Pinv(0.5 + level / 2);
    if (!gslcall_good(&z, 1))
        return STAT_NOT_FINITE;
    enum stat_status stat = stat_t_quantile(0.5 + level / 2, f->df, &t);
    p->link = f->at_centre + f->slope * away;
    p->se_link =
        sqrt(f->var_at_centre + 2 * away * f->cov + away * away * f->var_slope);
    p->se_link_quasi = p->se_link * sqrt(f->dispersion);
    *normal =
        (struct interval){p->link - z * p->se_link, p->link + z * p->se_link};
    *quasi = (struct interval){p->link - t * p->se_link_quasi,
                               p->link + t * p->se_link_quasi};
    return stat;
}

static enum stat_status finished(const struct glm_prediction *p,
                                 struct glm_prediction *out)
{
    const double all[] = {
        p->mu,           p->mu_ci.low,       p->mu_ci.high,
        p->link,         p->mu_ci_quasi.low, p->mu_ci_quasi.high,
        p->se_link_quasi};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (!isfinite(all[i]))
            return STAT_NOT_FINITE;
    *out = *p;
    return STAT_OK;
}

/* What a link stands for: a count, a per cent. */
typedef double mean_fn(double link);

static double per_cent(double link)
{
    return 100 / (1 + exp(-link));
}

static enum stat_status mean_at(const struct glm_fit *fit, double x,
                                double level, mean_fn *mean,
                                struct glm_prediction *out)
{
    struct glm_prediction p = {0};
    struct interval a, b;
    *out = p;
    enum stat_status stat = link_at(fit, x, level, &p, &a, &b);
    if (stat != STAT_OK)
        return stat;
    p.mu = mean(p.link);
    p.mu_ci = (struct interval){mean(a.low), mean(a.high)};
    p.mu_ci_quasi = (struct interval){mean(b.low), mean(b.high)};
    return finished(&p, out);
}

enum stat_status stat_poisson_at(const struct glm_fit *fit, double x,
                                 double level, struct glm_prediction *out)
{
    return mean_at(fit, x, level, exp, out);
}

enum stat_status stat_binomial_at(const struct glm_fit *fit, double x,
                                  double level, struct glm_prediction *out)
{
    return mean_at(fit, x, level, per_cent, out);
}

/* ------------------------------------------------------ single counts, 2 x n
 */

enum stat_status stat_garwood(double count, double level, struct interval *out)
{
    double tail = (1 - level) / 2;
    *out = (struct interval){0, 0};
    if (!isfinite(count))
        return STAT_NOT_FINITE;
    if (count < 0 || count != floor(count) || !(level > 0 && level < 1))
        return STAT_DOMAIN;
    gslcall_begin();
    struct interval ci = {count > 0 ? gsl_cdf_gamma_Pinv(tail, count, 1) : 0,
                          gsl_cdf_gamma_Qinv(tail, count + 1, 1)};
    const double both[] = {ci.low, ci.high};
    if (!gslcall_good(both, 2))
        return STAT_NOT_FINITE;
    *out = ci;
    return STAT_OK;
}

/* Sum of squares of the weighted line k / m on the score, weights
 * m / (p (1 - p)) with the common p. */
enum stat_status stat_armitage(const double *score, const double *k,
                               const double *m, size_t n, struct armitage *out)
{
    double all = 0, base = 0, ws = 0, sxx = 0, sxy = 0;
    *out = (struct armitage){0, 0};
    if (n < 2)
        return STAT_TOO_FEW;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(score[i]) || !isfinite(k[i]) || !isfinite(m[i]))
            return STAT_NOT_FINITE;
        if (k[i] < 0 || k[i] > m[i] || m[i] <= 0)
            return STAT_DOMAIN;
        all += k[i];
        base += m[i];
        ws += m[i] * (score[i] - score[0]);
    }
    double p = all / base, centre = score[0] + ws / base;
    for (size_t i = 0; i < n; i++) {
        double away = score[i] - centre;
        sxx += m[i] * away * away;
        sxy += away * (k[i] - m[i] * p);
    }
    if (!(p > 0 && p < 1) || !(sxx > 0))
        return STAT_NO_SPREAD;
    gslcall_begin();
    struct armitage a = {sxy * sxy / sxx / (p * (1 - p)), 0};
    a.p = gsl_cdf_chisq_Q(a.chi2, 1);
    const double both[] = {a.chi2, a.p};
    if (!gslcall_good(both, 2))
        return STAT_NOT_FINITE;
    *out = a;
    return STAT_OK;
}
