/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/gslcall.h"
#include "indicators/stat.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

enum {
    EXACT_DEFAULT = 12, /* stat_kendall() is exact so far */
    EXACT_MOST = 20,    /* 20! is the last that fits 63 bits */
    DEGREE_MOST = EXACT_MOST * (EXACT_MOST - 1) / 2,
    POINTS_MOST = 65536 /* S of so many points still fits an int */
};

/* A polynomial in q: count[k] orders of the sample with k inversions. */
struct orders {
    long count[DEGREE_MOST + 1];
    int degree;
};

/* Times 1 + q + ... + q^(m-1). */
static void times(struct orders *o, int m)
{
    struct orders r = {{0}, o->degree + m - 1};
    for (int k = 0; k <= o->degree; k++)
        for (int j = 0; j < m; j++)
            r.count[k + j] += o->count[k];
    *o = r;
}

/* Divided by the same; the caller knows that nothing remains. */
static void divided(struct orders *o, int m)
{
    o->degree -= m - 1;
    for (int k = 0; k <= o->degree; k++)
        for (int j = 1; j < m && j <= k; j++)
            o->count[k] -= o->count[k - j];
}

/* How often y[i] occurs, at its first occurrence; 0 at the later ones. */
static size_t tie_at(const double *y, size_t n, size_t i)
{
    size_t equal = 0;
    for (size_t j = 0; j < n; j++) {
        if (j < i && y[j] == y[i])
            return 0;
        equal += y[j] == y[i];
    }
    return equal;
}

/* Inversions over all distinct orders of a multiset follow the q-multinomial
 * [n]! / ([m1]! [m2]! ...), [m]! = product of 1 + q + ... + q^(i-1) for i to m
 * (MacMahon 1915; Stanley, Enumerative Combinatorics 1, 1.7).  With P untied
 * pairs and k inversions S = P - 2k; p is the share of the orders whose |S|
 * is at least the one observed. */
static struct kendall_exact count_orders(const double *y, int n, int s)
{
    struct orders o = {{1}, 0};
    for (int m = 2; m <= n; m++)
        times(&o, m);
    for (int i = 0; i < n; i++)
        for (int m = 2; m <= (int)tie_at(y, (size_t)n, (size_t)i); m++)
            divided(&o, m);
    struct kendall_exact e = {0};
    for (int k = 0; k <= o.degree; k++) {
        int s_k = o.degree - 2 * k;
        e.all += o.count[k];
        if (abs(s_k) >= abs(s))
            e.extreme += o.count[k];
        if (s_k >= s)
            e.upper += o.count[k];
    }
    e.p_two_sided = (double)e.extreme / (double)e.all;
    e.p_upper = (double)e.upper / (double)e.all;
    return e;
}

/* Normal approximation, |S| made smaller by 1 [Kendall 1975, 4.6]. */
static enum stat_status p_normal(struct kendall *k)
{
    k->p_normal = 1;
    if (k->s == 0)
        return STAT_OK;
    double z = (abs(k->s) - 1) / sqrt(k->var_s);
    gslcall_begin();
    k->p_normal = fmin(1, 2 * gsl_cdf_ugaussian_Q(z));
    k->z = copysign(z, k->s);
    return gslcall_good(&k->p_normal, 1) ? STAT_OK : STAT_NOT_FINITE;
}

static int count_s(const double *y, size_t n)
{
    int s = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            s += (y[j] > y[i]) - (y[j] < y[i]);
    return s;
}

/* Var S = (n(n-1)(2n+5) - sum m(m-1)(2m+5)) / 18 over the ties m, and
 * tau-a = S / pairs, tau-b = S / sqrt(pairs * untied pairs), years being
 * never tied. */
static void variance(const double *y, struct kendall *k)
{
    double n = (double)k->n;
    double pairs = n * (n - 1) / 2, tied = 0;
    double sum = n * (n - 1) * (2 * n + 5);
    for (size_t i = 0; i < k->n; i++) {
        double m = (double)tie_at(y, k->n, i);
        sum -= m * (m - 1) * (2 * m + 5);
        tied += m * (m - 1) / 2;
    }
    k->var_s = sum / 18;
    k->var_s_plain = n * (n - 1) * (2 * n + 5) / 18;
    k->untied = (long)(pairs - tied);
    k->tau_a = k->s / pairs;
    if (pairs > tied)
        k->tau_b = k->s / sqrt(pairs * (pairs - tied));
}

static enum stat_status check(const double *y, size_t n, size_t most)
{
    if (n < 3)
        return STAT_TOO_FEW;
    if (n > most)
        return STAT_DOMAIN;
    for (size_t i = 0; i < n; i++)
        if (!isfinite(y[i]))
            return STAT_NOT_FINITE;
    return STAT_OK;
}

enum stat_status stat_kendall_exact(const double *y, size_t n,
                                    struct kendall_exact *out)
{
    *out = (struct kendall_exact){0};
    enum stat_status stat = check(y, n, EXACT_MOST);
    if (stat == STAT_OK)
        *out = count_orders(y, (int)n, count_s(y, n));
    return stat;
}

enum stat_status stat_kendall(const double *y, size_t n, struct kendall *out)
{
    struct kendall k = {.n = n};
    *out = (struct kendall){0};
    enum stat_status stat = check(y, n, POINTS_MOST);
    if (stat != STAT_OK)
        return stat;
    k.s = count_s(y, n);
    variance(y, &k);
    k.exact = n <= EXACT_DEFAULT;
    if (p_normal(&k) != STAT_OK)
        return STAT_NOT_FINITE;
    k.p = k.exact ? count_orders(y, (int)n, k.s).p_two_sided : k.p_normal;
    *out = k;
    return STAT_OK;
}
