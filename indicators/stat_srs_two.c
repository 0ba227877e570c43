/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_srs.h"
#include "indicators/stat_test.h"

#include <math.h>

static struct maybe two_sided(double z)
{
    struct maybe p = {true, 0};
    p.defined = stat_z_two_sided(z, &p.value) == STAT_OK;
    return p;
}

static struct maybe chisq_tail(double x)
{
    struct maybe p = {true, 0};
    p.defined = stat_chisq_upper(x, 1, &p.value) == STAT_OK;
    return p;
}

/* Pearson chi-squared of the 2 x 2 table is z_pooled^2; Yates takes 1/2, or
 * |O - E| where that is less, from every |O - E|. */
static void pooled_tests(const struct two_counts *t, struct two_proportions *r)
{
    double pooled = (t->x1 + t->x2) / (t->n1 + t->n2);
    double inverse = 1 / t->n1 + 1 / t->n2;
    double v = pooled * (1 - pooled) * inverse;
    if (!(v > 0))
        return;
    double away = fabs(r->diff) / inverse; /* |O - E| of every cell */
    double yates = (away - fmin(0.5, away)) * inverse;
    r->z_pooled = (struct maybe){true, r->diff / sqrt(v)};
    r->p_pooled = two_sided(r->z_pooled.value);
    r->chisq = (struct maybe){true, r->diff * r->diff / v};
    r->p_chisq = chisq_tail(r->chisq.value);
    r->yates = (struct maybe){true, yates * yates / v};
    r->p_yates = chisq_tail(r->yates.value);
}

static void unpooled(const struct two_counts *t, double z,
                     struct two_proportions *r)
{
    double p1 = t->x1 / t->n1, p2 = t->x2 / t->n2;
    double se = sqrt(p1 * (1 - p1) / t->n1 + p2 * (1 - p2) / t->n2);
    double inverse = 1 / t->n1 + 1 / t->n2;
    double step = fmin(0.5, fabs(r->diff) / inverse) * inverse;
    r->wald = (struct interval){r->diff - z * se, r->diff + z * se};
    r->wald_cc.low = fmax(-1, r->wald.low - step);
    r->wald_cc.high = fmin(1, r->wald.high + step);
    if (!(se > 0))
        return;
    r->z_unpooled = (struct maybe){true, r->diff / se};
    r->p_unpooled = two_sided(r->z_unpooled.value);
}

static enum stat_status newcombe(const struct two_counts *t, double level,
                                 struct two_proportions *r)
{
    double p1 = t->x1 / t->n1, p2 = t->x2 / t->n2;
    struct interval one, two;
    enum stat_status stat = stat_srs_ci(SRS_WILSON, t->x1, t->n1, level, &one);
    if (stat == STAT_OK)
        stat = stat_srs_ci(SRS_WILSON, t->x2, t->n2, level, &two);
    if (stat != STAT_OK)
        return stat;
    r->newcombe.low = r->diff - hypot(p2 - two.low, one.high - p1);
    r->newcombe.high = r->diff + hypot(two.high - p2, p1 - one.low);
    return STAT_OK;
}

/* One success and one failure are added to either sample. */
static void agresti_caffo(const struct two_counts *t, double z,
                          struct two_proportions *r)
{
    double n1 = t->n1 + 2, n2 = t->n2 + 2;
    double p1 = (t->x1 + 1) / n1, p2 = (t->x2 + 1) / n2;
    double half = z * sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2);
    r->agresti_caffo = (struct interval){p2 - p1 - half, p2 - p1 + half};
}

enum stat_status stat_two_proportions(const struct two_counts *t, double level,
                                      struct two_proportions *out)
{
    struct two_proportions r = {0};
    double z;
    *out = r;
    if (!stat_is_count(t->x1) || !stat_is_count(t->x2) ||
        !stat_is_count(t->n1) || !stat_is_count(t->n2) || t->n1 < 1 ||
        t->n2 < 1 || t->x1 > t->n1 || t->x2 > t->n2 ||
        !(level > 0 && level < 1))
        return STAT_DOMAIN;
    double p1 = t->x1 / t->n1, p2 = t->x2 / t->n2;
    enum stat_status stat = stat_normal_quantile(0.5 + level / 2, &z);
    if (stat != STAT_OK)
        return stat;
    r.diff = p2 - p1;
    r.cohen_h = 2 * asin(sqrt(p2)) - 2 * asin(sqrt(p1));
    pooled_tests(t, &r);
    unpooled(t, z, &r);
    agresti_caffo(t, z, &r);
    stat = newcombe(t, level, &r);
    if (stat == STAT_OK)
        stat = stat_fisher(t->x1, t->n1 - t->x1, t->x2, t->n2 - t->x2,
                           &r.p_fisher);
    if (stat == STAT_OK)
        *out = r;
    return stat;
}

/* Answers that Fisher's test takes: it walks 37 standard deviations, which of
 * 10^12 people are 2 10^7 steps, a tenth of a second. */
static const double most = 1e12;

/* 2 x 2 tables with the margins of the one given, by their first cell k. */
struct hypergeometric {
    long long row, column, n, low, high, mode;
};

/* P(k + 1) / P(k) */
static double step_up(const struct hypergeometric *h, long long k)
{
    double ways = (double)(h->row - k) * (double)(h->column - k);
    return ways / (double)(k + 1) / (double)(h->n - h->row - h->column + k + 1);
}

/* P(k) / P(mode); 0 where it is below 1e-300. */
static double relative(const struct hypergeometric *h, long long k)
{
    double w = 1;
    for (long long i = h->mode; i < k && w > 1e-300; i++)
        w *= step_up(h, i);
    for (long long i = h->mode; i > k && w > 1e-300; i--)
        w /= step_up(h, i - 1);
    return w > 1e-300 ? w : 0;
}

/* Walks from the mode to either side until the terms vanish, about 37
 * standard deviations away. */
static double share_up_to(const struct hypergeometric *h, double limit)
{
    double all = 0, unlikely = 0, w = 1;
    for (long long k = h->mode; k <= h->high && w > 1e-300; k++) {
        all += w;
        unlikely += w <= limit ? w : 0;
        w *= step_up(h, k);
    }
    w = 1;
    for (long long k = h->mode; k > h->low && w > 1e-300; k--) {
        w /= step_up(h, k - 1);
        all += w;
        unlikely += w <= limit ? w : 0;
    }
    return unlikely / all;
}

static struct hypergeometric margins(long long a, long long b, long long c,
                                     long long d)
{
    struct hypergeometric h = {
        .row = a + b, .column = a + c, .n = a + b + c + d};
    h.low = h.row + h.column > h.n ? h.row + h.column - h.n : 0;
    h.high = h.row < h.column ? h.row : h.column;
    h.mode = (long long)((int128)(h.row + 1) * (h.column + 1) / (h.n + 2));
    return h;
}

enum stat_status stat_fisher(double a, double b, double c, double d, double *p)
{
    *p = 0;
    if (!stat_is_count(a) || !stat_is_count(b) || !stat_is_count(c) ||
        !stat_is_count(d) || !(a + b + c + d <= most))
        return STAT_DOMAIN;
    struct hypergeometric h =
        margins((long long)a, (long long)b, (long long)c, (long long)d);
    *p = share_up_to(&h, relative(&h, (long long)a) * (1 + 1e-7));
    return STAT_OK;
}
