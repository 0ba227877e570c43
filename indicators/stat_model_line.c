/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_model.h"

#include <math.h>

enum stat_status stat_t_at(struct stat_t_table *table, size_t df, double *t)
{
    *t = 0;
    if (!(table->level > 0 && table->level < 1))
        return STAT_DOMAIN;
    double p = 0.5 + table->level / 2;
    if (df >= STAT_T_KEPT)
        return stat_t_quantile(p, (double)df, t);
    if (table->t[df] == 0) {
        enum stat_status stat = stat_t_quantile(p, (double)df, &table->t[df]);
        if (stat != STAT_OK)
            return stat;
    }
    *t = table->t[df];
    return STAT_OK;
}

/* Residual and leverage of one point. */
struct residual {
    double e, away, h; /* away: from the centre */
};

static struct residual residual_of(const struct linear_fit *f, double x,
                                   double y)
{
    double away = x - f->centre;
    return (struct residual){y - f->mean - f->slope * away, away,
                             1 / (double)f->n + away * away / f->sxx};
}

/* A symmetric 2 x 2 matrix over (1, x - centre). */
struct meat {
    double m00, m01, m11;
};

/* The slope's and the intercept's error from (X'X)^-1 meat (X'X)^-1; X'X is
 * diagonal about the centre: n and Sxx. */
static void sandwich(const struct linear_fit *f, const struct meat *m,
                     double *slope, double *intercept)
{
    double n = (double)f->n, c = f->centre;
    double v00 = m->m00 / (n * n), v11 = m->m11 / (f->sxx * f->sxx);
    double v01 = m->m01 / (n * f->sxx);
    *slope = sqrt(fmax(0, v11));
    *intercept = sqrt(fmax(0, v00 - 2 * c * v01 + c * c * v11));
}

static void add(struct meat *m, double weight, double a, double b)
{
    m->m00 += weight;
    m->m01 += weight * (a + b) / 2;
    m->m11 += weight * a * b;
}

/* What leaving one point out at a time says. */
static void deleted(const double *x, const double *y,
                    const struct linear_fit *f, struct line_check *c)
{
    struct meat hc3 = {0};
    double sum = 0, s2 = f->ssr / f->df;
    c->has_deleted = true;
    for (size_t i = 0; i < f->n; i++) {
        struct residual r = residual_of(f, x[i], y[i]);
        if (r.h > 1 - 1e-12) {
            *c = (struct line_check){.adj_r2 = c->adj_r2, .aic = c->aic};
            return;
        }
        double out = r.e / (1 - r.h);
        sum += out * out;
        add(&hc3, out * out, r.away, r.away);
        c->max_cooks = fmax(c->max_cooks, out * out * r.h / (2 * s2));
        /* s^2 without the point: (ssr - e^2 / (1 - h)) / (n - 3) */
        double rest = (f->ssr - r.e * out) / (f->df - 1);
        if (f->n >= 4 && rest > 1e-12 * s2)
            c->max_rstudent =
                fmax(c->max_rstudent, fabs(r.e) / sqrt(rest * (1 - r.h)));
    }
    c->has_rstudent = c->max_rstudent > 0;
    c->loocv_rmse = sqrt(sum / (double)f->n);
    sandwich(f, &hc3, &c->hc3_slope, &c->hc3_intercept);
}

/* Neighbours in time: Durbin-Watson and Newey-West with lag 1. */
static void neighbours(const double *x, const double *y,
                       const struct linear_fit *f, struct line_check *c)
{
    struct meat nw = {0};
    struct residual before = {0};
    double steps = 0;
    for (size_t i = 0; i < f->n; i++) {
        struct residual r = residual_of(f, x[i], y[i]);
        add(&nw, r.e * r.e, r.away, r.away);
        if (i > 0) { /* weight 1/2, and both orders of the pair */
            add(&nw, r.e * before.e, r.away, before.away);
            steps += (r.e - before.e) * (r.e - before.e);
        }
        before = r;
    }
    c->durbin_watson = steps / f->ssr;
    sandwich(f, &nw, &c->nw_slope, &c->nw_intercept);
}

enum stat_status stat_linear_check(const double *x, const double *y,
                                   const struct linear_fit *fit,
                                   struct line_check *out)
{
    const double two_pi = 6.283185307179586;
    double n = (double)fit->n;
    struct line_check c = {0};
    *out = c;
    if (fit->n < 3)
        return STAT_TOO_FEW;
    if (fit->ssr == 0)
        return STAT_NO_SPREAD;
    c.adj_r2 = 1 - (1 - fit->r2) * (n - 1) / fit->df;
    c.aic = n * log(two_pi * fit->ssr / n) + n + 6;
    deleted(x, y, fit, &c);
    neighbours(x, y, fit, &c);
    const double all[] = {c.adj_r2,        c.aic,          c.durbin_watson,
                          c.loocv_rmse,    c.max_cooks,    c.hc3_slope,
                          c.hc3_intercept, c.max_rstudent, c.nw_slope,
                          c.nw_intercept};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (!isfinite(all[i]))
            return STAT_NOT_FINITE;
    *out = c;
    return STAT_OK;
}
