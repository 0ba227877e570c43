/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/survey_result.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* ------------------------------------------------------------ linearisation */

static void weighted_terms(const struct survey_weights *w,
                           const struct survey_block *b, size_t e,
                           const double *a, size_t m, double *z)
{
    const double *c = survey_weights_factors(w, 0, b->cell[e]);
    for (size_t j = 0; j < w->width; j++) {
        const double *t = &b->t[(e * w->width + j) * b->k];
        for (size_t s = 0; s < m; s++) {
            double sum = 0;
            for (size_t i = 0; i < b->k; i++)
                sum += a[s * b->k + i] * t[i];
            z[s] += c[j] * sum;
        }
    }
}

/* Products of two statistics over the rows of an entry, each row less `less`:
 * a row of category c has the coefficient of c and that of the base. */
static double row_products(const struct survey_block *b, size_t e,
                           const double *p, const double *q, double less_p,
                           double less_q)
{
    const double *s = &b->square[e * b->k];
    size_t base = b->k - 1;
    double sum = 0;
    if (!b->categories) {
        double p1 = p[TERM_1] - less_p, q1 = q[TERM_1] - less_q;
        return p[TERM_Y] * q[TERM_Y] * s[SQUARE_YY] +
               (p[TERM_Y] * q1 + q[TERM_Y] * p1) * s[SQUARE_Y1] +
               p1 * q1 * s[SQUARE_11];
    }
    for (size_t c = 0; c < base; c++)
        sum += s[c] * (p[c] + p[base] - less_p) * (q[c] + q[base] - less_q);
    return sum;
}

/* The same of one statistic of two terms, without cells: most of a report. */
static void weighted_pair(const struct survey_block *b, const double *a,
                          double *z)
{
    size_t used[2] = {0, 0}, n = 0, k = b->k;
    for (size_t i = 0; i < k && n < 2; i++)
        if (a[i] < 0 || a[i] > 0)
            used[n++] = i;
    double first = a[used[0]], second = n > 1 ? a[used[1]] : 0;
    const double *t = b->t + used[0], *u = b->t + used[n > 1];
    for (size_t e = 0; e < b->n_entries; e++) {
        double x = first * t[e * k], y = second * u[e * k];
        z[e] = x + y;
        if (fabs(z[e]) <= 4 * DBL_EPSILON * (fabs(x) + fabs(y)))
            z[e] = 0; /* a domain within one unit has no spread at all */
    }
}

static size_t terms_used(const double *a, size_t k)
{
    size_t n = 0;
    for (size_t i = 0; i < k; i++)
        n += a[i] < 0 || a[i] > 0;
    return n;
}

static void linearise_plain(const struct survey_context *ctx,
                            const struct survey_block *b, const double *a,
                            size_t m, struct linearised *out)
{
    size_t n = b->n_entries;
    double *z = arena_make(ctx->arena, double, n *m + 1);
    double *zz = b->square ? arena_make(ctx->arena, double, n *m *m + 1) : NULL;
    bool pair = m == 1 && terms_used(a, b->k) <= 2;
    if (pair)
        weighted_pair(b, a, z);
    for (size_t e = 0; e < n && (!pair || zz); e++) {
        if (!pair)
            weighted_terms(ctx->weights, b, e, a, m, &z[e * m]);
        for (size_t s = 0; zz && s < m * m; s++)
            zz[e * m * m + s] =
                row_products(b, e, &a[s / m * b->k], &a[s % m * b->k], 0, 0);
    }
    *out = (struct linearised){
        n,          m, b->place, b->rows, z, zz, b->single ? b->strata : NULL,
        b->n_strata};
}

/* What calibration explains of statistic s: [cell * width + j]. */
static bool explained(const struct survey_context *ctx,
                      const struct survey_block *b, const double *a,
                      double *out)
{
    const struct survey_weights *w = ctx->weights;
    double *zsum = arena_make(ctx->arena, double, w->cells * w->width);
    double *plain = arena_make(ctx->arena, double, w->cells);
    for (size_t e = 0; e < b->n_entries; e++)
        for (size_t j = 0; j < w->width; j++)
            for (size_t i = 0; i < b->k; i++)
                zsum[b->cell[e] * w->width + j] +=
                    a[i] * b->t[(e * w->width + j) * b->k + i];
    for (size_t c = 0; b->plain && c < w->cells; c++)
        for (size_t i = 0; i < b->k; i++)
            plain[c] += a[i] * b->plain[c * b->k + i];
    return survey_weights_explain(ctx->arena, w, zsum, plain, out);
}

/* Sum of w' times what is explained, over the rows of a cell at a place. */
static double explained_sum(const struct survey_weights *w,
                            const struct weights_entry *x, const double *r)
{
    const double *c = survey_weights_factors(w, 0, x->cell);
    size_t aux = w->width - 1;
    r += x->cell * w->width;
    double sum = 0;
    for (size_t j = 0; j < w->width; j++) /* 1 and x_j, w' = w sum c_i x_i */
        for (size_t i = 0; i < w->width; i++) {
            double t = i && j ? x->cross[(i - 1) * aux + j - 1] : x->t[i + j];
            sum += r[j] * c[i] * t;
        }
    return sum;
}

struct residuals {
    const struct survey_context *ctx;
    const struct survey_block *b;
    const double *a; /* m x k */
    double *r;       /* m x cells x width */
    size_t m;
};

/* One cell of one place: rows of the domain (entry e) and others. */
static void residual(const struct residuals *g, const struct weights_entry *x,
                     size_t e, bool mine, double *z, double *zz)
{
    const struct survey_weights *w = g->ctx->weights;
    size_t m = g->m, step = w->cells * w->width;
    if (mine)
        weighted_terms(w, g->b, e, g->a, m, z);
    for (size_t s = 0; s < m; s++)
        z[s] -= explained_sum(w, x, g->r + s * step);
    if (!zz)
        return;
    double c = survey_weights_factors(w, 0, x->cell)[0];
    for (size_t s = 0; s < m * m; s++) {
        double p = g->r[s / m * step + x->cell],
               q = g->r[s % m * step + x->cell];
        double others = x->square, in = 0;
        if (mine) {
            others -= g->b->categories ? g->b->square[e * g->b->k + g->b->k - 1]
                                       : g->b->square[e * g->b->k + SQUARE_11];
            in = row_products(g->b, e, &g->a[s / m * g->b->k],
                              &g->a[s % m * g->b->k], p, q);
        }
        zz[s] += c * c * (in + others * p * q);
    }
}

static void linearise_residuals(const struct residuals *g,
                                struct linearised *out)
{
    const struct survey_weights *w = g->ctx->weights;
    size_t n = w->n_entries, m = g->m, e = 0;
    struct arena *arena = g->ctx->arena;
    unsigned *place = arena_make(arena, unsigned, n + 1);
    double *rows = arena_make(arena, double, n + 1);
    double *z = arena_make(arena, double, n *m + 1);
    double *zz = g->b->square ? arena_make(arena, double, n *m *m + 1) : NULL;
    for (size_t i = 0; i < n; i++) {
        const struct weights_entry *x = &w->entries[i];
        bool mine = e < g->b->n_entries && g->b->place[e] == x->place &&
                    g->b->cell[e] == x->cell;
        place[i] = x->place;
        rows[i] = x->rows;
        residual(g, x, e, mine, &z[i * m], zz ? &zz[i * m * m] : NULL);
        e += mine;
    }
    *out = (struct linearised){
        .n = n, .m = m, .place = place, .rows = rows, .z = z, .zz = zz};
}

enum survey_reason survey_linearise(const struct survey_context *ctx,
                                    const struct survey_block *b,
                                    const double *a, size_t m,
                                    struct linearised *out)
{
    const struct survey_weights *w = ctx->weights;
    if (ctx->spec->census)
        return GAP_CENSUS;
    if (w->kind == CALIBRATION_NONE) {
        linearise_plain(ctx, b, a, m, out);
        return GAP_NONE;
    }
    /* Products of three numbers of a row are not among the sums. */
    bool whole = b->categories || b->rows_base;
    if (b->square && (w->width > 1 || !whole))
        return GAP_NEEDS_PSU;
    size_t step = w->cells * w->width;
    double *r = arena_make(ctx->arena, double, m *step);
    for (size_t s = 0; s < m; s++)
        if (!explained(ctx, b, a + s * b->k, r + s * step))
            return GAP_CALIBRATION;
    struct residuals g = {ctx, b, a, r, m};
    linearise_residuals(&g, out);
    return GAP_NONE;
}

/* --------------------------------------------------------------- variances */

static enum survey_reason linear_cov(const struct survey_context *ctx,
                                     const struct survey_block *b,
                                     const double *a, size_t m, double *v)
{
    struct linearised l;
    enum survey_reason gap = survey_linearise(ctx, b, a, m, &l);
    if (gap != GAP_NONE)
        return gap;
    return survey_variance(ctx->arena, ctx->design, &l, v);
}

static enum survey_reason replicated_cov(const struct survey_context *ctx,
                                         const double *theta, size_t m,
                                         const double *estimate, double *v)
{
    const struct survey_generated *r = ctx->replicates;
    double *centre = arena_make(ctx->arena, double, m);
    for (size_t i = 0; i < r->n; i++)
        if (ctx->weights->bad[i + 1])
            return GAP_REPLICATES;
    for (size_t i = 0; i < r->n * m; i++)
        if (!isfinite(theta[i]))
            return GAP_REPLICATES;
    return stat_replicate_cov(&r->spec, theta, m, estimate, v, centre) ==
                   STAT_OK
               ? GAP_NONE
               : GAP_REPLICATES;
}

static double logit(double p)
{
    return log(p / (1 - p));
}

/* Of p and, where every replicate has one, of logit p. */
static void replicate_ratio(const struct survey_context *ctx,
                            const struct survey_block *b, size_t num,
                            size_t den, struct survey_result *out)
{
    size_t n = ctx->replicates->n;
    double *theta = arena_make(ctx->arena, double, n);
    double *logits = arena_make(ctx->arena, double, n);
    double here = logit(out->estimate);
    bool inside = isfinite(here);
    for (size_t r = 0; r < n; r++) {
        const double *t = &b->spread[r * b->k];
        theta[r] = b->centre + t[num] / t[den];
        logits[r] = logit(theta[r]);
        inside = inside && isfinite(logits[r]);
    }
    out->replicated = true;
    out->se_gap = replicated_cov(ctx, theta, 1, &out->estimate, &out->variance);
    if (inside && out->se_gap == GAP_NONE)
        replicated_cov(ctx, logits, 1, &here, &out->logit_variance);
}

/* --------------------------------------------------------------- estimates */

static bool has_errors(const struct survey_context *ctx,
                       struct survey_result *out)
{
    out->se_gap = ctx->replicates->stuck ? GAP_REPLICATES : GAP_NONE;
    return out->se_gap == GAP_NONE;
}

struct survey_result survey_ratio(const struct survey_context *ctx,
                                  const struct survey_block *b, size_t num,
                                  size_t den)
{
    struct survey_result out = {.gap = GAP_NONE};
    double base = b->total[den];
    if (ctx->weights->stuck)
        out.gap = GAP_CALIBRATION;
    else if (b->n == 0)
        out.gap = GAP_EMPTY;
    else if (base == 0)
        out.gap = GAP_ZERO_BASE;
    if (out.gap != GAP_NONE)
        return out;
    struct arena_mark mark = arena_mark(ctx->arena);
    double ratio = b->total[num] / base;
    out.estimate = b->centre + ratio;
    if (!has_errors(ctx, &out))
        return out;
    if (ctx->replicates->n > 0) {
        replicate_ratio(ctx, b, num, den, &out);
    } else {
        double *a = arena_make(ctx->arena, double, b->k);
        a[num] += 1 / base;
        a[den] -= ratio / base;
        out.se_gap = linear_cov(ctx, b, a, 1, &out.variance);
    }
    arena_reset(ctx->arena, mark);
    return out;
}

struct survey_result survey_total(const struct survey_context *ctx,
                                  const struct survey_block *b, size_t num)
{
    struct survey_result out = {.gap = GAP_NONE};
    if (ctx->weights->stuck)
        out.gap = GAP_CALIBRATION;
    else if (b->n == 0)
        out.gap = GAP_EMPTY;
    if (out.gap != GAP_NONE)
        return out;
    struct arena_mark mark = arena_mark(ctx->arena);
    size_t n = ctx->replicates->n;
    out.estimate = b->total[num];
    if (!has_errors(ctx, &out))
        return out;
    if (n > 0) {
        double *theta = arena_make(ctx->arena, double, n);
        for (size_t r = 0; r < n; r++)
            theta[r] = b->spread[r * b->k + num];
        out.replicated = true;
        out.se_gap =
            replicated_cov(ctx, theta, 1, &out.estimate, &out.variance);
    } else {
        double *a = arena_make(ctx->arena, double, b->k);
        a[num] = 1;
        out.se_gap = linear_cov(ctx, b, a, 1, &out.variance);
    }
    arena_reset(ctx->arena, mark);
    return out;
}

enum survey_reason survey_covariance(const struct survey_context *ctx,
                                     const struct survey_block *b, size_t m,
                                     size_t den, double *cov)
{
    struct arena *arena = ctx->arena;
    size_t n = ctx->replicates->n;
    bool totals = den == b->k;
    double base = totals ? 1 : b->total[den];
    if (ctx->replicates->stuck || ctx->weights->stuck || base == 0)
        return ctx->weights->stuck ? GAP_CALIBRATION : GAP_REPLICATES;
    if (n > 0) {
        double *theta = arena_make(arena, double, n *m);
        double *here = arena_make(arena, double, m);
        for (size_t i = 0; i < n * m; i++) {
            const double *t = &b->spread[i / m * b->k];
            theta[i] = t[i % m] / (totals ? 1 : t[den]);
            here[i % m] = b->total[i % m] / base;
        }
        return replicated_cov(ctx, theta, m, here, cov);
    }
    double *a = arena_make(arena, double, m * b->k);
    for (size_t i = 0; i < m; i++) {
        a[i * b->k + i] = 1 / base;
        if (!totals)
            a[i * b->k + den] -= b->total[i] / base / base;
    }
    return linear_cov(ctx, b, a, m, cov);
}

/* ------------------------------------------------------------------- exact */

struct survey_exact survey_exact_ratio(const struct survey_block *b, size_t num,
                                       size_t den)
{
    struct survey_exact out = {b->sure, b->exact[num], b->exact[den]};
    int128 power;
    int shift = b->categories ? 0 : b->scale - b->base_scale;
    int128 *grows = shift > 0 ? &out.den : &out.num;
    out.known = out.known && out.den != 0 &&
                decimal_power(shift < 0 ? -shift : shift, &power) &&
                int128_mul(*grows, power, grows);
    return out;
}

struct survey_exact survey_exact_total(const struct survey_block *b, size_t num)
{
    struct survey_exact out = {b->total_sure, b->exact[num], 1};
    int scale = !b->categories && num == TERM_1 ? b->base_scale : b->scale;
    out.known = out.known && decimal_power(scale, &out.den);
    return out;
}
