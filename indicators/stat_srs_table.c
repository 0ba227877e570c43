/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_srs.h"
#include "indicators/stat_test.h"

#include <math.h>

static double row_sum(const struct table_counts *t, size_t i)
{
    double sum = 0;
    for (size_t j = 0; j < t->columns; j++)
        sum += t->count[i * t->columns + j];
    return sum;
}

static double column_sum(const struct table_counts *t, size_t j)
{
    double sum = 0;
    for (size_t i = 0; i < t->rows; i++)
        sum += t->count[i * t->columns + j];
    return sum;
}

static enum stat_status check(const struct table_counts *t, double *n)
{
    *n = 0;
    if (t->rows < 2 || t->columns < 2)
        return STAT_DOMAIN;
    for (size_t k = 0; k < t->rows * t->columns; k++) {
        double x = t->count[k];
        if (!stat_is_count(x))
            return STAT_DOMAIN;
        *n += x;
    }
    for (size_t i = 0; i < t->rows; i++)
        if (row_sum(t, i) == 0)
            return STAT_NO_SPREAD;
    for (size_t j = 0; j < t->columns; j++)
        if (column_sum(t, j) == 0)
            return STAT_NO_SPREAD;
    return STAT_OK;
}

/* One cell's parts of the sums; row and column are its margins. */
static void add_cell(const struct table_counts *t, size_t k, double row,
                     double column, struct table_test *r)
{
    double n = r->n, observed = t->count[k];
    double expected = row * (column / n);
    double away = observed - expected;
    r->chisq += away * away / expected;
    if (observed > 0)
        r->g += 2 * observed * log(observed / expected);
    r->expected_below_5 += expected < 5;
    if (k == 0 || expected < r->min_expected)
        r->min_expected = expected;
    if (t->expected)
        t->expected[k] = expected;
    double spread = expected * (1 - row / n) * (1 - column / n);
    if (t->residual)
        t->residual[k] = spread > 0 ? away / sqrt(spread) : 0;
}

/* |O - E| is the same in all four cells. */
static void two_by_two(const double *count, struct table_test *r)
{
    double a = count[0], b = count[1], c = count[2], d = count[3];
    double row = a + b, column = a + c;
    double away = fabs(a - row * (column / r->n));
    double less = away - fmin(0.5, away);
    double ratio = away > 0 ? less / away : 0;
    r->yates = (struct maybe){true, r->chisq * ratio * ratio};
    r->p_yates.defined =
        stat_chisq_upper(r->yates.value, 1, &r->p_yates.value) == STAT_OK;
    r->p_fisher.defined =
        stat_fisher(a, b, c, d, &r->p_fisher.value) == STAT_OK;
}

enum stat_status stat_srs_table(const struct table_counts *t,
                                struct table_test *out)
{
    struct table_test r = {0};
    *out = r;
    enum stat_status stat = check(t, &r.n);
    if (stat != STAT_OK)
        return stat;
    for (size_t i = 0; i < t->rows; i++)
        for (size_t j = 0; j < t->columns; j++)
            add_cell(t, i * t->columns + j, row_sum(t, i), column_sum(t, j),
                     &r);
    size_t less = t->rows < t->columns ? t->rows : t->columns;
    r.df = (double)(t->rows - 1) * (double)(t->columns - 1);
    r.g = fmax(0, r.g);
    r.cramers_v = sqrt(r.chisq / (r.n * (double)(less - 1)));
    stat = stat_chisq_upper(r.chisq, r.df, &r.p_chisq);
    if (stat == STAT_OK)
        stat = stat_chisq_upper(r.g, r.df, &r.p_g);
    if (stat == STAT_OK && t->rows == 2 && t->columns == 2)
        two_by_two(t->count, &r);
    if (stat == STAT_OK)
        *out = r;
    return stat;
}
