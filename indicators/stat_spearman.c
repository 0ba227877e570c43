/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat.h"
#include "indicators/stat_model.h"

#include <math.h>
#include <stdint.h>

enum {
    EXACT_MOST = 9,     /* 9! orders are gone through */
    POINTS_MOST = 65536 /* sums of n^3 still fit 63 bits */
};

static enum stat_status check(const double *y, size_t n)
{
    bool spread = false;
    if (n < 3)
        return STAT_TOO_FEW;
    if (n > POINTS_MOST)
        return STAT_DOMAIN;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(y[i]))
            return STAT_NOT_FINITE;
        spread = spread || y[i] != y[0];
    }
    return spread ? STAT_OK : STAT_NO_SPREAD;
}

/* Twice the distance of the mid-rank of y[i] from the mean rank: as many
 * values below as above give 0.  Whole also for ties. */
static int64_t centred_rank(const double *y, size_t n, size_t i)
{
    int64_t side = 0;
    for (size_t j = 0; j < n; j++)
        side += (y[j] < y[i]) - (y[j] > y[i]);
    return side;
}

/* The same of the i-th of n orders, which have no ties. */
static int64_t centred_order(size_t n, size_t i)
{
    return 2 * (int64_t)i - (int64_t)n + 1;
}

/* Goes through all orders of the ranks (Heap 1963) and counts those whose
 * sum of products is at least as far from 0 as the one observed. */
static long count_extreme(int64_t *rank, size_t n, int64_t observed, long *all)
{
    size_t turn[EXACT_MOST] = {0};
    int64_t sum = observed, far = observed < 0 ? -observed : observed;
    long extreme = 1;
    *all = 1;
    for (size_t i = 1; i < n;) {
        if (turn[i] >= i) {
            turn[i++] = 0;
            continue;
        }
        size_t k = i % 2 ? turn[i] : 0;
        int64_t gain = rank[k] - rank[i], moved = rank[k];
        sum += gain * (centred_order(n, i) - centred_order(n, k));
        rank[k] = rank[i];
        rank[i] = moved;
        extreme += sum >= far || -sum >= far;
        (*all)++;
        turn[i]++;
        i = 1;
    }
    return extreme;
}

/* Student t of rho with n - 2 degrees of freedom; at rho = +-1 it has no end
 * and p is 0. */
static enum stat_status p_student(struct spearman *s)
{
    double df = (double)s->n - 2, rest = (1 - s->rho) * (1 + s->rho);
    if (rest <= 0)
        return STAT_OK;
    return stat_t_tails(s->rho * sqrt(df / rest), df, &s->p_student);
}

enum stat_status stat_spearman(const double *y, size_t n, struct spearman *out)
{
    struct spearman s = {.n = n, .exact = n <= EXACT_MOST};
    int64_t rank[EXACT_MOST], sum = 0, years = 0, values = 0;
    *out = (struct spearman){0};
    enum stat_status stat = check(y, n);
    if (stat != STAT_OK)
        return stat;
    for (size_t i = 0; i < n; i++) {
        int64_t at = centred_order(n, i), r = centred_rank(y, n, i);
        sum += at * r;
        years += at * at;
        values += r * r;
        if (s.exact)
            rank[i] = r;
    }
    s.rho = (double)sum / (sqrt((double)years) * sqrt((double)values));
    if (years == values && (sum == years || sum == -years))
        s.rho = sum > 0 ? 1 : -1;
    stat = p_student(&s);
    if (stat != STAT_OK)
        return stat;
    long all = 1;
    long extreme = s.exact ? count_extreme(rank, n, sum, &all) : 0;
    s.p = s.exact ? (double)extreme / (double)all : s.p_student;
    *out = s;
    return STAT_OK;
}
