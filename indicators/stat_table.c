/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_table.h"
#include "indicators/gslcall.h"
#include "indicators/stat_test.h"

#include <gsl/gsl_linalg.h>
#include <math.h>

/* A pivot below this, of a matrix with unit diagonal, counts as 0. */
static const double singular = 1e-12;

/* Views into the caller's scratch: m = r c cells, k = (r-1)(c-1) contrasts. */
struct work {
    size_t r, c, m, k;
    double *a, *b;        /* m x k */
    double *left, *right; /* k x k */
    double *y, *scale;    /* k */
    double *row, *column; /* r, c: sums */
};

size_t stat_table_scratch(size_t r, size_t c)
{
    size_t k = r > 0 && c > 0 ? (r - 1) * (c - 1) : 0;
    return 2 * r * c * k + 2 * k * k + 2 * k + r + c;
}

static struct work cut(double *scratch, size_t r, size_t c)
{
    struct work w = {.r = r, .c = c, .m = r * c, .k = (r - 1) * (c - 1)};
    w.a = scratch;
    w.b = w.a + w.m * w.k;
    w.left = w.b + w.m * w.k;
    w.right = w.left + w.k * w.k;
    w.y = w.right + w.k * w.k;
    w.scale = w.y + w.k;
    w.row = w.scale + w.k;
    w.column = w.row + r;
    return w;
}

static enum stat_status sums(const double *cell, const double *cov,
                             struct work *w, enum table_reason *reason)
{
    for (size_t i = 0; i < w->r; i++)
        w->row[i] = 0;
    for (size_t j = 0; j < w->c; j++)
        w->column[j] = 0;
    for (size_t k = 0; k < w->m; k++) {
        if (!isfinite(cell[k]))
            return STAT_NOT_FINITE;
        if (cell[k] < 0)
            return STAT_DOMAIN;
        w->row[k / w->c] += cell[k];
        w->column[k % w->c] += cell[k];
    }
    for (size_t k = 0; k < w->m * w->m; k++)
        if (!isfinite(cov[k]))
            return STAT_NOT_FINITE;
    *reason = TABLE_EMPTY_MARGIN;
    for (size_t i = 0; i < w->r; i++)
        if (w->row[i] <= 0)
            return STAT_NO_SPREAD;
    for (size_t j = 0; j < w->c; j++)
        if (w->column[j] <= 0)
            return STAT_NO_SPREAD;
    *reason = TABLE_GOOD;
    return STAT_OK;
}

/* out = x' y, x and y m x k */
static void cross(const double *x, const double *y, size_t m, size_t k,
                  double *out)
{
    for (size_t s = 0; s < k; s++)
        for (size_t t = 0; t < k; t++) {
            double sum = 0;
            for (size_t i = 0; i < m; i++)
                sum += x[i * k + s] * y[i * k + t];
            out[s * k + t] = sum;
        }
}

/* out = v x, v m x m symmetric, x m x k */
static void spread(const double *v, const double *x, size_t m, size_t k,
                   double *out)
{
    for (size_t i = 0; i < m; i++)
        for (size_t t = 0; t < k; t++) {
            double sum = 0;
            for (size_t j = 0; j < m; j++)
                sum += v[i * m + j] * x[j * k + t];
            out[i * k + t] = sum;
        }
}

/* Scales the k x k matrix to unit diagonal (kept in `scale`) and takes its
 * Cholesky factor in place; false when it has no full rank. */
static bool factorise(double *matrix, size_t k, double *scale)
{
    for (size_t s = 0; s < k; s++) {
        if (!(matrix[s * k + s] > 0))
            return false;
        scale[s] = 1 / sqrt(matrix[s * k + s]);
    }
    for (size_t s = 0; s < k; s++)
        for (size_t t = 0; t < k; t++)
            matrix[s * k + t] *= scale[s] * scale[t];
    gsl_matrix_view view = gsl_matrix_view_array(matrix, k, k);
    gslcall_begin();
    gsl_linalg_cholesky_decomp1(&view.matrix);
    if (!gslcall_good(matrix, k * k))
        return false;
    for (size_t s = 0; s < k; s++)
        if (matrix[s * k + s] * matrix[s * k + s] < singular)
            return false;
    return true;
}

/* Solves in place for one column of `right`, `step` apart. */
static bool solve(double *factor, size_t k, double *right, size_t step)
{
    gsl_matrix_view view = gsl_matrix_view_array(factor, k, k);
    gsl_vector_view x = gsl_vector_view_array_with_stride(right, step, k);
    gslcall_begin();
    gsl_linalg_cholesky_svx(&view.matrix, &x.vector);
    return gslcall_good(NULL, 0);
}

/* a = D^-1 C; C of cell (i, j) and contrast (s, t) is
 * (1[i = s] - 1/r)(1[j = t] - 1/c), the interaction without main effects.
 * An empty cell has the inverse 0. */
static void contrasts(const double *p, struct work *w)
{
    double r = (double)w->r, c = (double)w->c;
    for (size_t cell = 0; cell < w->m; cell++)
        for (size_t k = 0; k < w->k; k++) {
            size_t s = 1 + k / (w->c - 1), t = 1 + k % (w->c - 1);
            double of_row = (cell / w->c == s) - 1 / r;
            double of_column = (cell % w->c == t) - 1 / c;
            w->a[cell * w->k + k] =
                p[cell] > 0 ? of_row * of_column / p[cell] : 0;
        }
}

/* right = Delta, up to a change of basis that keeps its traces. */
static enum stat_status delta(const double *p, const double *cov, double n,
                              struct work *w)
{
    contrasts(p, w);
    for (size_t i = 0; i < w->m; i++)
        for (size_t t = 0; t < w->k; t++)
            w->b[i * w->k + t] = w->a[i * w->k + t] * p[i] / n;
    cross(w->a, w->b, w->m, w->k, w->left); /* C' D^-1 C / n */
    spread(cov, w->a, w->m, w->k, w->b);
    cross(w->a, w->b, w->m, w->k, w->right);
    if (!factorise(w->left, w->k, w->scale))
        return STAT_NO_SPREAD;
    for (size_t s = 0; s < w->k; s++)
        for (size_t t = 0; t < w->k; t++)
            w->right[s * w->k + t] *= w->scale[s] * w->scale[t];
    for (size_t t = 0; t < w->k; t++)
        if (!solve(w->left, w->k, w->right + t, w->k))
            return STAT_NO_SPREAD;
    return STAT_OK;
}

static void traces(const struct work *w, struct rao_scott *out)
{
    for (size_t s = 0; s < w->k; s++) {
        out->trace += w->right[s * w->k + s];
        for (size_t t = 0; t < w->k; t++)
            out->trace2 += w->right[s * w->k + t] * w->right[t * w->k + s];
    }
}

static double pearson(const double *p, const struct work *w, double n)
{
    double sum = 0, total = 0;
    for (size_t i = 0; i < w->r; i++)
        total += w->row[i];
    for (size_t cell = 0; cell < w->m; cell++) {
        double expected = w->row[cell / w->c] * w->column[cell % w->c] / total;
        double away = p[cell] - expected;
        sum += away * away / expected;
    }
    return n * sum / total;
}

static enum stat_status judge(double nu, struct rao_scott *a)
{
    a->mean_deff = a->trace / a->chisq_df;
    a->f = a->x2 / a->trace;
    a->ndf = a->trace * a->trace / a->trace2;
    a->ddf = a->ndf * nu;
    enum stat_status stat =
        stat_chisq_upper(a->x2 / a->mean_deff, a->chisq_df, &a->chisq_p);
    if (stat == STAT_OK)
        stat = stat_f_upper(a->f, a->ndf, a->ddf, &a->p);
    return stat;
}

static enum stat_status rao_scott(const double *p, const double *cov, double n,
                                  double nu, struct work *w,
                                  struct rao_scott *a)
{
    enum stat_status stat = sums(p, cov, w, &a->reason);
    if (stat != STAT_OK)
        return stat;
    a->chisq_df = (double)w->k;
    a->x2 = pearson(p, w, n);
    a->reason = TABLE_SINGULAR;
    stat = delta(p, cov, n, w);
    if (stat != STAT_OK)
        return stat;
    traces(w, a);
    a->reason = TABLE_NO_VARIANCE;
    if (!(a->trace > singular * a->chisq_df))
        return STAT_NO_SPREAD;
    a->reason = TABLE_FEW_DF;
    if (nu < 1)
        return STAT_TOO_FEW;
    a->reason = TABLE_GOOD;
    return judge(nu, a);
}

enum stat_status stat_rao_scott(const double *p, const double *cov, size_t r,
                                size_t c, double n, double nu, double *scratch,
                                struct rao_scott *out)
{
    struct rao_scott a = {.reason = TABLE_ONE_CATEGORY};
    enum stat_status stat = STAT_DOMAIN;
    *out = (struct rao_scott){0};
    if (!isfinite(n) || !isfinite(nu))
        return STAT_NOT_FINITE;
    if (r >= 2 && c >= 2 && n > 0) {
        struct work w = cut(scratch, r, c);
        stat = rao_scott(p, cov, n, nu, &w, &a);
    }
    if (stat == STAT_OK)
        *out = a;
    out->reason = a.reason;
    return stat;
}

/* y_ij = N_ij - N_i. N_.j / N for i, j >= 1, and its derivative by the cell
 * totals in a (m x k). */
static void departures(const double *total, struct work *w)
{
    double n = 0;
    for (size_t i = 0; i < w->r; i++)
        n += w->row[i];
    for (size_t k = 0; k < w->k; k++) {
        size_t s = 1 + k / (w->c - 1), t = 1 + k % (w->c - 1);
        double row = w->row[s] / n, column = w->column[t] / n;
        w->y[k] = total[s * w->c + t] - row * w->column[t];
        for (size_t cell = 0; cell < w->m; cell++) {
            bool in_row = cell / w->c == s, in_column = cell % w->c == t;
            w->a[cell * w->k + k] = (in_row && in_column) - in_row * column -
                                    in_column * row + row * column;
        }
    }
}

/* W = y' V^-1 y, from the factor of the scaled V. */
static bool wald_statistic(const double *cov, struct work *w, double *out)
{
    double sum = 0, *z = w->right; /* k doubles of it */
    spread(cov, w->a, w->m, w->k, w->b);
    cross(w->a, w->b, w->m, w->k, w->left);
    if (!factorise(w->left, w->k, w->scale))
        return false;
    for (size_t k = 0; k < w->k; k++)
        w->y[k] *= w->scale[k];
    for (size_t k = 0; k < w->k; k++)
        z[k] = w->y[k];
    if (!solve(w->left, w->k, z, 1))
        return false;
    for (size_t k = 0; k < w->k; k++)
        sum += w->y[k] * z[k];
    *out = sum;
    return true;
}

static enum stat_status wald(const double *total, const double *cov, double nu,
                             struct work *w, struct wald_table *a)
{
    enum stat_status stat = sums(total, cov, w, &a->reason);
    if (stat != STAT_OK)
        return stat;
    departures(total, w);
    a->k = (double)w->k;
    a->reason = TABLE_SINGULAR;
    if (!wald_statistic(cov, w, &a->w))
        return STAT_NO_SPREAD;
    a->reason = TABLE_FEW_DF;
    if (nu < 1)
        return STAT_TOO_FEW;
    a->reason = TABLE_GOOD;
    a->f = a->w / a->k;
    a->ddf = nu;
    stat = stat_f_upper(a->f, a->k, a->ddf, &a->p);
    a->has_adjusted = nu >= a->k;
    if (stat != STAT_OK || !a->has_adjusted)
        return stat;
    a->adj_ddf = nu - a->k + 1;
    a->adj_f = a->w * a->adj_ddf / (a->k * nu);
    return stat_f_upper(a->adj_f, a->k, a->adj_ddf, &a->adj_p);
}

enum stat_status stat_wald_table(const double *total, const double *cov,
                                 size_t r, size_t c, double nu, double *scratch,
                                 struct wald_table *out)
{
    struct wald_table a = {.reason = TABLE_ONE_CATEGORY};
    enum stat_status stat = STAT_DOMAIN;
    *out = (struct wald_table){0};
    if (!isfinite(nu))
        return STAT_NOT_FINITE;
    if (r >= 2 && c >= 2) {
        struct work w = cut(scratch, r, c);
        stat = wald(total, cov, nu, &w, &a);
    }
    if (stat == STAT_OK)
        *out = a;
    out->reason = a.reason;
    return stat;
}
