/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Least squares on several columns.  Rows are rotated one by one into an
 * upper triangle R and Q'y (Givens), so the memory does not depend on n;
 * the arithmetic is long double (64 bits of mantissa), the columns are
 * centred and scaled first and the coefficients carried back at the end
 * [Golub & Van Loan, Matrix Computations, 5.1.8, 12.5].
 */
#include "indicators/stat_model.h"

#include <float.h>
#include <math.h>

typedef long double real;
enum { MOST = STAT_COLUMNS_MOST };

/* The columns of a regression, as they are rotated: column j is
 * (x_j - middle_j) / size_j, or power j of (x - middle_0) / size_0. */
struct design {
    const double *x, *y;
    size_t n, inputs, columns; /* values per row of x; coefficients */
    bool constant, powers;
    double origin;                 /* of the powers, as the caller wants them */
    real middle[MOST], size[MOST]; /* per input */
};

struct triangle {
    real r[MOST][MOST], qty[MOST];
    real norm[MOST]; /* squared length of each column */
    real ssr;
};

static void scale_input(struct design *d, size_t j)
{
    real sum = 0, most = 0;
    const double *x = d->x;
    if (d->constant)
        for (size_t i = 0; i < d->n; i++)
            sum += (real)x[i * d->inputs + j] - (real)x[j];
    d->middle[j] = d->constant ? (real)x[j] + sum / (real)d->n : 0;
    for (size_t i = 0; i < d->n; i++) {
        real away = fabsl((real)x[i * d->inputs + j] - d->middle[j]);
        most = fmaxl(most, away);
    }
    d->size[j] = most > 0 ? most : 1;
}

static void row_of(const struct design *d, size_t i, real row[MOST])
{
    size_t first = d->constant;
    row[0] = 1;
    for (size_t j = first; j < d->columns; j++) {
        size_t in = d->powers ? 0 : j - first;
        real x = (real)d->x[i * d->inputs + in];
        real z = (x - d->middle[in]) / d->size[in];
        row[j] = j == first || !d->powers ? z : row[j - 1] * z;
    }
}

/* One row rotated into the triangle; what is left of y is its residual. */
static void rotate(struct triangle *t, size_t columns, real row[MOST], real y)
{
    for (size_t j = 0; j < columns; j++) {
        if (row[j] == 0)
            continue;
        real length = hypotl(t->r[j][j], row[j]);
        real c = t->r[j][j] / length, s = row[j] / length;
        for (size_t k = j; k < columns; k++) {
            real above = t->r[j][k];
            t->r[j][k] = c * above + s * row[k];
            row[k] = c * row[k] - s * above;
        }
        real above = t->qty[j];
        t->qty[j] = c * above + s * y;
        y = c * y - s * above;
    }
    t->ssr += y * y;
}

static struct triangle triangulate(const struct design *d)
{
    struct triangle t = {0};
    for (size_t i = 0; i < d->n; i++) {
        real row[MOST] = {0};
        row_of(d, i, row);
        for (size_t j = 0; j < d->columns; j++)
            t.norm[j] += row[j] * row[j];
        rotate(&t, d->columns, row, (real)d->y[i]);
    }
    return t;
}

/* Columns whose own part is more than the rounding of the data. */
static size_t rank_of(const struct triangle *t, size_t columns)
{
    size_t rank = 0;
    for (size_t j = 0; j < columns; j++)
        rank += fabsl(t->r[j][j]) > 1e-13L * sqrtl(t->norm[j]);
    return rank;
}

/* inverse: R^-1, upper triangular. */
static void invert(const struct triangle *t, size_t columns,
                   real inverse[MOST][MOST])
{
    for (size_t k = 0; k < columns; k++)
        for (size_t j = k + 1; j-- > 0;) {
            real sum = j == k ? 1 : 0;
            for (size_t l = j + 1; l <= k; l++)
                sum -= t->r[j][l] * inverse[l][k];
            inverse[j][k] = sum / t->r[j][j];
        }
}

static real power(real x, size_t n)
{
    real p = 1;
    for (size_t i = 0; i < n; i++)
        p *= x;
    return p;
}

static real binomial(size_t n, size_t k)
{
    real b = 1;
    for (size_t i = 0; i < k; i++)
        b = b * (real)(n - i) / (real)(i + 1);
    return b;
}

/* How much of the scaled coefficient j goes into the caller's coefficient k:
 * ((x - m) / s)^j by the binomial theorem, or (x_j - m_j) / s_j. */
static real share(const struct design *d, size_t k, size_t j)
{
    size_t first = d->constant;
    if (d->powers) {
        size_t power_j = j + 1 - first, power_k = k + 1 - first;
        if (power_k > power_j)
            return 0;
        real middle = d->middle[0] - (real)d->origin;
        return binomial(power_j, power_k) * power(-middle, power_j - power_k) /
               power(d->size[0], power_j);
    }
    if (j < first)
        return k == j;
    if (k == j)
        return 1 / d->size[j - first];
    return k < first ? -d->middle[j - first] / d->size[j - first] : 0;
}

/* b = T R^-1 Q'y, se = s |row of T R^-1|. */
static void coefficients(const struct design *d, const struct triangle *t,
                         struct regression *f)
{
    real inverse[MOST][MOST] = {{0}};
    invert(t, d->columns, inverse);
    for (size_t k = 0; k < d->columns; k++) {
        real b = 0, square = 0;
        for (size_t l = 0; l < d->columns; l++) {
            real part = 0;
            for (size_t j = 0; j <= l; j++)
                part += share(d, k, j) * inverse[j][l];
            b += part * t->qty[l];
            square += part * part;
        }
        f->b[k] = (double)b;
        f->se[k] = (double)((real)f->resid_sd * sqrtl(square));
    }
}

/* A sum of squares that the rounding of the data alone can leave is 0. */
static real without_noise(const struct design *d, real ssr)
{
    double most = 0;
    for (size_t i = 0; i < d->n; i++)
        most = fmax(most, fabs(d->y[i]));
    real each = 4 * DBL_EPSILON * most;
    return ssr <= (real)d->n * each * each ? 0 : ssr;
}

static void analyse(const struct design *d, const struct triangle *t,
                    struct regression *f)
{
    real reg = 0, ssr = without_noise(d, t->ssr);
    for (size_t j = d->constant; j < d->columns; j++)
        reg += t->qty[j] * t->qty[j];
    reg = without_noise(d, reg);
    f->df_reg = (double)(d->columns - d->constant);
    f->df_res = (double)(d->n - d->columns);
    f->ss_reg = (double)reg;
    f->ss_res = (double)ssr;
    f->resid_sd = (double)sqrtl(ssr / (real)f->df_res);
    f->r2 = reg > 0 ? (double)(reg / (reg + ssr)) : 0;
    real ms = ssr / (real)f->df_res;
    f->f = ssr > 0   ? (double)(reg / (real)f->df_reg / ms)
           : reg > 0 ? DBL_MAX
                     : 0;
}

static enum stat_status check(const struct design *d)
{
    if (d->columns < 1 || d->columns > MOST || d->inputs < 1)
        return STAT_DOMAIN;
    if (d->n <= d->columns)
        return STAT_TOO_FEW;
    for (size_t i = 0; i < d->n * d->inputs; i++)
        if (!isfinite(d->x[i]))
            return STAT_NOT_FINITE;
    for (size_t i = 0; i < d->n; i++)
        if (!isfinite(d->y[i]))
            return STAT_NOT_FINITE;
    return STAT_OK;
}

static enum stat_status fit(struct design *d, struct regression *out)
{
    struct regression f = {
        .n = d->n, .columns = d->columns, .constant = d->constant};
    *out = (struct regression){0};
    enum stat_status stat = check(d);
    if (stat != STAT_OK)
        return stat;
    for (size_t j = 0; j < d->inputs; j++)
        scale_input(d, j);
    struct triangle t = triangulate(d);
    f.rank = rank_of(&t, d->columns);
    if (f.rank < f.columns) {
        out->columns = f.columns;
        out->rank = f.rank;
        return STAT_RANK;
    }
    analyse(d, &t, &f);
    coefficients(d, &t, &f);
    for (size_t k = 0; k < f.columns; k++)
        if (!isfinite(f.b[k]) || !isfinite(f.se[k]))
            return STAT_NOT_FINITE;
    if (!isfinite(f.ss_reg) || !isfinite(f.ss_res) || !isfinite(f.f))
        return STAT_NOT_FINITE;
    *out = f;
    return STAT_OK;
}

enum stat_status stat_regress(const double *x, const double *y, size_t n,
                              size_t columns, bool constant,
                              struct regression *out)
{
    struct design d = {.x = x,
                       .y = y,
                       .n = n,
                       .inputs = columns,
                       .columns = columns + constant,
                       .constant = constant};
    return fit(&d, out);
}

enum stat_status stat_polynomial(const double *x, const double *y, size_t n,
                                 size_t degree, double origin, bool constant,
                                 struct regression *out)
{
    struct design d = {.x = x,
                       .y = y,
                       .n = n,
                       .inputs = 1,
                       .columns = degree + constant,
                       .constant = constant,
                       .powers = true,
                       .origin = origin};
    return fit(&d, out);
}

static double aicc(double n, double ssr, double k)
{
    const double two_pi = 6.283185307179586;
    return n * log(two_pi * ssr / n) + n + 2 * k +
           2 * k * (k + 1) / (n - k - 1);
}

enum stat_status stat_quadratic(const double *x, const double *y, size_t n,
                                struct quadratic *out)
{
    struct regression straight, bent;
    struct quadratic q = {.n = n};
    *out = (struct quadratic){0};
    if (n < 6)
        return STAT_TOO_FEW;
    double sum = 0, upper = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i] - x[0];
    q.centre = x[0] + sum / (double)n;
    enum stat_status stat =
        stat_polynomial(x, y, n, 1, q.centre, true, &straight);
    if (stat == STAT_OK)
        stat = stat_polynomial(x, y, n, 2, q.centre, true, &bent);
    if (stat != STAT_OK)
        return stat;
    if (bent.ss_res == 0)
        return STAT_NO_SPREAD; /* on the curve: no likelihood to compare */
    for (size_t k = 0; k < 3; k++)
        q.b[k] = bent.b[k];
    q.se_b2 = bent.se[2];
    double t = q.b[2] / q.se_b2;
    q.f_vs_linear = t * t;
    stat = stat_t_upper(fabs(t), (double)n - 3, &upper);
    q.p_b2 = fmin(1, 2 * upper);
    q.aicc_linear = aicc((double)n, straight.ss_res, 3);
    q.aicc_quadratic = aicc((double)n, bent.ss_res, 4);
    if (stat == STAT_OK)
        *out = q;
    return stat;
}
