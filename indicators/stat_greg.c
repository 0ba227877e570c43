/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/gslcall.h"
#include "indicators/stat_calibrate.h"

#include <gsl/gsl_linalg.h>
#include <math.h>

/* A pivot below this, of X'WX scaled to unit diagonal, is rank loss: the
 * column repeats what the others say to eleven digits. */
static const double lost = 1e-11;

struct work {
    double *matrix;            /* k x k, factor P L D L' P' */
    double *scale, *x, *right; /* k each */
    gsl_permutation order;
};

static struct work cut(double *scratch, size_t *order, size_t k)
{
    struct work w = {.matrix = scratch};
    w.order.size = k;
    w.order.data = order;
    w.scale = scratch + k * k;
    w.x = w.scale + k;
    w.right = w.x + k;
    return w;
}

static enum stat_status rank_loss(struct calibration *out, size_t rank,
                                  size_t column)
{
    out->reason = CALIBRATION_RANK_LOSS;
    out->rank = rank;
    out->where = column;
    return STAT_NO_SPREAD;
}

static enum stat_status scale(const struct greg_spec *s, struct work *w,
                              struct calibration *out)
{
    size_t k = s->k, some = 0, none = k;
    for (size_t i = 0; i < k; i++) {
        double square = s->xwx[i * k + i];
        w->scale[i] = square > 0 ? 1 / sqrt(square) : 0;
        if (square > 0)
            some++;
        else if (none == k)
            none = i;
    }
    if (none < k)
        return rank_loss(out, some, none);
    for (size_t i = 0; i < k * k; i++) {
        w->matrix[i] = s->xwx[i] * w->scale[i / k] * w->scale[i % k];
        if (!isfinite(w->matrix[i]))
            return STAT_NOT_FINITE;
    }
    return STAT_OK;
}

/* Pivoted Cholesky: pivots come largest first, so the first small one says
 * the rank and its column. */
static enum stat_status factorise(const struct greg_spec *s, struct work *w,
                                  struct calibration *out)
{
    size_t k = s->k;
    gsl_matrix_view a = gsl_matrix_view_array(w->matrix, k, k);
    gslcall_begin();
    gsl_linalg_pcholesky_decomp(&a.matrix, &w->order);
    for (size_t i = 0; i < k; i++)
        if (!(w->matrix[i * k + i] > lost))
            return rank_loss(out, i, w->order.data[i]);
    out->rank = k;
    return gslcall_good(w->matrix, k * k) ? STAT_OK : STAT_NOT_FINITE;
}

/* x = matrix^-1 right, in the units of the columns. */
static enum stat_status solve(const struct greg_spec *s, struct work *w,
                              double *x)
{
    size_t k = s->k;
    gsl_matrix_view a = gsl_matrix_view_array(w->matrix, k, k);
    gsl_vector_view b = gsl_vector_view_array(w->right, k);
    gsl_vector_view y = gsl_vector_view_array(w->x, k);
    for (size_t i = 0; i < k; i++)
        w->right[i] *= w->scale[i];
    gslcall_begin();
    gsl_linalg_pcholesky_solve(&a.matrix, &w->order, &b.vector, &y.vector);
    for (size_t i = 0; i < k; i++)
        w->x[i] *= w->scale[i];
    if (!gslcall_good(w->x, k))
        return STAT_NOT_FINITE;
    for (size_t i = 0; i < k; i++)
        x[i] = w->x[i];
    return STAT_OK;
}

/* x = (X'WX)^-1 (of - less); less may be NULL. */
static enum stat_status regress(const struct greg_spec *s, const double *of,
                                const double *less, double *x, double *scratch,
                                size_t *order, struct calibration *out)
{
    *out = (struct calibration){0};
    for (size_t i = 0; i < s->k; i++)
        x[i] = 0;
    if (s->k < 1)
        return STAT_TOO_FEW;
    struct work w = cut(scratch, order, s->k);
    for (size_t i = 0; i < s->k; i++) {
        w.right[i] = less ? of[i] - less[i] : of[i];
        if (!isfinite(w.right[i])) {
            out->reason = CALIBRATION_BAD_TARGET;
            out->where = i;
            return STAT_NOT_FINITE;
        }
    }
    enum stat_status stat = scale(s, &w, out);
    if (stat == STAT_OK)
        stat = factorise(s, &w, out);
    return stat == STAT_OK ? solve(s, &w, x) : stat;
}

enum stat_status stat_greg(const struct greg_spec *spec, double *lambda,
                           double *scratch, size_t *order,
                           struct calibration *out)
{
    return regress(spec, spec->total, spec->xw, lambda, scratch, order, out);
}

enum stat_status stat_greg_beta(const struct greg_spec *spec, const double *xwy,
                                double *beta, double *scratch, size_t *order,
                                struct calibration *out)
{
    return regress(spec, xwy, NULL, beta, scratch, order, out);
}
