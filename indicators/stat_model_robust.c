/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_model_robust.h"

#include "indicators/gslcall.h"
#include <float.h>
#include <gsl/gsl_multifit.h>
#include <math.h>

static enum stat_status check(const double *x, const double *y, size_t n)
{
    bool x_moves = false, y_moves = false;
    if (n < 4) /* as many points as leave the scale something to stand on */
        return STAT_TOO_FEW;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i]) || !isfinite(y[i]))
            return STAT_NOT_FINITE;
        x_moves = x_moves || x[i] != x[0];
        y_moves = y_moves || y[i] != y[0];
    }
    return x_moves && y_moves ? STAT_OK : STAT_NO_SPREAD;
}

static double centre_of(const double *x, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i] - x[0];
    return x[0] + sum / (double)n;
}

/* ------------------------------------------------------------------- GSL */

static const gsl_multifit_robust_type *type_of(enum robust_kind kind)
{
    const gsl_multifit_robust_type *const types[] = {
        gsl_multifit_robust_ols,    gsl_multifit_robust_bisquare,
        gsl_multifit_robust_cauchy, gsl_multifit_robust_fair,
        gsl_multifit_robust_huber,  gsl_multifit_robust_welsch};
    return types[kind];
}

/* What GSL needs for one fit; it allocates by itself. */
struct workspace {
    gsl_multifit_robust_workspace *w;
    gsl_matrix *x, *cov;
    gsl_vector *y, *c;
};

static bool workspace_open(struct workspace *ws, enum robust_kind kind,
                           size_t n)
{
    ws->w = gsl_multifit_robust_alloc(type_of(kind), n, 2);
    ws->x = gsl_matrix_alloc(n, 2);
    ws->cov = gsl_matrix_alloc(2, 2);
    ws->y = gsl_vector_alloc(n);
    ws->c = gsl_vector_alloc(2);
    return ws->w && ws->x && ws->cov && ws->y && ws->c;
}

static void workspace_close(struct workspace *ws)
{
    if (ws->w)
        gsl_multifit_robust_free(ws->w);
    gsl_matrix_free(ws->x); /* each takes NULL */
    gsl_matrix_free(ws->cov);
    gsl_vector_free(ws->y);
    gsl_vector_free(ws->c);
}

static void take(const struct workspace *ws, struct robust *r, double *weights)
{
    gsl_multifit_robust_stats s = gsl_multifit_robust_statistics(ws->w);
    r->at_centre = gsl_vector_get(ws->c, 0);
    r->slope = gsl_vector_get(ws->c, 1);
    r->se_slope = sqrt(gsl_matrix_get(ws->cov, 1, 1));
    r->sigma = s.sigma;
    r->sigma_ols = s.sigma_ols;
    r->sigma_mad = s.sigma_mad;
    r->sigma_rob = s.sigma_rob;
    r->r2 = s.Rsq;
    r->adj_r2 = s.adj_Rsq;
    r->rounds = s.numit;
    for (size_t i = 0; i < r->n; i++)
        weights[i] = gsl_vector_get(s.weights, i);
}

enum stat_status stat_robust(enum robust_kind kind, const double *x,
                             const double *y, size_t n, double *weights,
                             struct robust *out)
{
    struct robust r = {.n = n};
    struct workspace ws = {0};
    *out = (struct robust){0};
    enum stat_status stat = check(x, y, n);
    if (stat != STAT_OK)
        return stat;
    r.centre = centre_of(x, n);
    gslcall_begin();
    bool good = workspace_open(&ws, kind, n);
    for (size_t i = 0; good && i < n; i++) {
        gsl_matrix_set(ws.x, i, 0, 1);
        gsl_matrix_set(ws.x, i, 1, x[i] - r.centre);
        gsl_vector_set(ws.y, i, y[i]);
    }
    if (good) {
        gsl_multifit_robust(ws.x, ws.y, ws.c, ws.cov, ws.w);
        take(&ws, &r, weights);
        const double all[] = {r.at_centre, r.slope,  r.se_slope,  r.sigma,
                              r.r2,        r.adj_r2, r.sigma_mad, r.sigma_ols};
        good = gslcall_good(all, sizeof all / sizeof all[0]) &&
               gslcall_good(weights, n);
    }
    workspace_close(&ws);
    if (!good)
        return STAT_NO_CONVERGENCE;
    *out = r;
    return STAT_OK;
}

/* -------------------------------------------------------------- MASS::rlm */

enum { ROUNDS_MOST = 200 };
static const double huber_k = 1.345, bisquare_c = 4.685;

static double weight_of(enum robust_kind kind, double u)
{
    if (kind == ROBUST_HUBER)
        return fabs(u) <= huber_k ? 1 : huber_k / fabs(u);
    double part = fmin(1, fabs(u / bisquare_c));
    return (1 - part * part) * (1 - part * part);
}

/* d psi(u) / du, psi(u) = u weight(u). */
static double bend_of(enum robust_kind kind, double u)
{
    if (kind == ROBUST_HUBER)
        return fabs(u) <= huber_k;
    double t = u / bisquare_c * (u / bisquare_c);
    return t < 1 ? (1 - t) * (1 - 5 * t) : 0;
}

struct m_state {
    const double *x, *y;
    size_t n;
    double *residual, *weight, *sorted;
};

/* Weighted line, and its residuals; false when the weights leave no spread. */
static bool weighted_line(const struct m_state *m, struct m_estimate *f)
{
    double w = 0, wx = 0, wy = 0, sxx = 0, sxy = 0;
    for (size_t i = 0; i < m->n; i++) {
        w += m->weight[i];
        wx += m->weight[i] * (m->x[i] - f->centre);
        wy += m->weight[i] * m->y[i];
    }
    if (!(w > 0))
        return false;
    double x_mean = wx / w, y_mean = wy / w;
    for (size_t i = 0; i < m->n; i++) {
        double away = m->x[i] - f->centre - x_mean;
        sxx += m->weight[i] * away * away;
        sxy += m->weight[i] * away * (m->y[i] - y_mean);
    }
    if (!(sxx > 0))
        return false;
    f->slope = sxy / sxx;
    f->at_centre = y_mean - f->slope * x_mean;
    return true;
}

/* Moves the residuals to the new line; how far they moved, relatively. */
static double renew_residuals(const struct m_state *m,
                              const struct m_estimate *f)
{
    double moved = 0, size = 0;
    for (size_t i = 0; i < m->n; i++) {
        double before = m->residual[i];
        double fitted = f->at_centre + f->slope * (m->x[i] - f->centre);
        m->residual[i] = m->y[i] - fitted;
        moved += (m->residual[i] - before) * (m->residual[i] - before);
        size += before * before;
    }
    return sqrt(moved / fmax(size, 1e-20));
}

static double scale_of(const struct m_state *m)
{
    for (size_t i = 0; i < m->n; i++)
        m->sorted[i] = fabs(m->residual[i]);
    return stat_median(m->sorted, m->n) / 0.6745;
}

/* Huber's correction of the error [Huber 1981, 7.6]: kappa^2 s^2 (X'X)^-1,
 * kappa = 1 + p var(psi') / (n mean(psi')^2). */
static void m_error(enum robust_kind kind, const struct m_state *m,
                    struct m_estimate *f)
{
    double n = (double)m->n, square = 0, sum = 0, sum2 = 0, sxx = 0;
    for (size_t i = 0; i < m->n; i++) {
        double u = m->residual[i] / f->scale, away = m->x[i] - f->centre;
        double psi = m->residual[i] * weight_of(kind, u);
        double bend = bend_of(kind, u);
        square += psi * psi;
        sum += bend;
        sum2 += bend * bend;
        sxx += away * away;
    }
    double mean = sum / n, var = (sum2 - sum * mean) / (n - 1);
    double kappa = 1 + 2 * var / (n * mean * mean);
    f->se_slope = sqrt(square / (n - 2)) * kappa / mean / sqrt(sxx);
}

static enum stat_status m_rounds(enum robust_kind kind, const struct m_state *m,
                                 struct m_estimate *f)
{
    for (int round = 0; round < ROUNDS_MOST && !f->converged; round++) {
        f->scale = scale_of(m);
        if (f->scale <= 4 * DBL_EPSILON * fabs(f->at_centre))
            return STAT_NO_SPREAD; /* more than half lie on the line */
        for (size_t i = 0; i < m->n; i++)
            m->weight[i] = weight_of(kind, m->residual[i] / f->scale);
        if (!weighted_line(m, f))
            return STAT_NO_CONVERGENCE;
        f->converged = renew_residuals(m, f) <= 1e-9;
    }
    return f->converged ? STAT_OK : STAT_NO_CONVERGENCE;
}

enum stat_status stat_m_estimate(enum robust_kind kind, const double *x,
                                 const double *y, size_t n, double *work,
                                 struct m_estimate *out)
{
    struct m_estimate f = {.n = n};
    struct m_state m = {.x = x, .y = y, .n = n};
    *out = (struct m_estimate){0};
    if (kind != ROBUST_HUBER && kind != ROBUST_BISQUARE)
        return STAT_DOMAIN;
    enum stat_status stat = check(x, y, n);
    if (stat != STAT_OK)
        return stat;
    m.residual = work;
    m.weight = work + n;
    m.sorted = work + 2 * n;
    f.centre = centre_of(x, n);
    for (size_t i = 0; i < n; i++) {
        m.weight[i] = 1;
        m.residual[i] = 0;
    }
    if (!weighted_line(&m, &f))
        return STAT_NO_SPREAD;
    renew_residuals(&m, &f);
    stat = m_rounds(kind, &m, &f);
    if (stat != STAT_OK)
        return stat;
    m_error(kind, &m, &f);
    if (!isfinite(f.se_slope) || !isfinite(f.slope) || !isfinite(f.at_centre))
        return STAT_NOT_FINITE;
    *out = f;
    return STAT_OK;
}
