/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stat_table.h - independence of two questions under a sampling design.
 *
 * Rao & Scott 1984, as svychisq of R survey 4.1 computes it.  p are the
 * weighted cell proportions (sum 1), cov their design covariance, n the
 * number of answers, nu = sampling units - strata.  With C the interaction
 * contrasts, D = diag(p):
 *
 *   X2    = n sum (p_ij - p_i. p_.j)^2 / (p_i. p_.j)
 *   Delta = (C' D^-1 C / n)^-1  C' D^-1 cov D^-1 C
 *   F     = X2 / tr(Delta), d0 = tr(Delta)^2 / tr(Delta^2): F(d0, d0 nu)
 *   first order: X2 / mean eigenvalue of Delta on (r-1)(c-1) df
 *
 * F and its p do not depend on n.  The Wald test is of the cell totals, not
 * of proportions: away from independence the two differ, and R's is the one
 * of totals.  So it has its own function.
 *
 * Matrices are row by row, cell (i, j) has the number i * c + j.  Scratch is
 * the caller's; its contents afterwards mean nothing.
 */
#ifndef SHIHYO_INDICATORS_STAT_TABLE_H
#define SHIHYO_INDICATORS_STAT_TABLE_H

#include "indicators/stat.h"

enum table_reason {
    TABLE_GOOD,
    TABLE_ONE_CATEGORY, /* r or c < 2 */
    TABLE_EMPTY_MARGIN, /* a row or a column without weight */
    TABLE_SINGULAR,     /* contrasts not estimable: too many empty cells,
                           or the covariance has no full rank */
    TABLE_FEW_DF,       /* nu < 1; adjusted Wald: nu < (r-1)(c-1) */
    TABLE_NO_VARIANCE   /* tr(Delta) is 0 */
};

/* Doubles of scratch that either function needs. */
size_t stat_table_scratch(size_t r, size_t c);

struct rao_scott {
    double x2;                /* Pearson X2 of the table scaled to n */
    double trace, trace2;     /* tr(Delta), tr(Delta^2) */
    double f, ndf, ddf, p;    /* second order: the default */
    double chisq_df, chisq_p; /* first order: statistic is x2 itself, df
                                 (r-1)(c-1), p of x2 / (trace / df) */
    double mean_deff;         /* trace / df */
    enum table_reason reason; /* set on every status */
};
/* STAT_DOMAIN: r or c < 2.  STAT_NO_SPREAD: the reasons above but FEW_DF,
 * which is STAT_TOO_FEW. */
enum stat_status stat_rao_scott(const double *p, const double *cov, size_t r,
                                size_t c, double n, double nu, double *scratch,
                                struct rao_scott *out);

/* Wald test of N_ij - N_i. N_.j / N = 0 by linearisation [R svychisq "Wald",
 * "adjWald"]: f = W / k on (k, nu), adjusted f = W (nu-k+1) / (k nu) on
 * (k, nu-k+1), k = (r-1)(c-1).  total: the weighted cell totals, cov: their
 * design covariance.  has_adjusted is false where nu < k. */
struct wald_table {
    double w, k;
    double f, ddf, p;
    bool has_adjusted;
    double adj_f, adj_ddf, adj_p;
    enum table_reason reason;
};
enum stat_status stat_wald_table(const double *total, const double *cov,
                                 size_t r, size_t c, double nu, double *scratch,
                                 struct wald_table *out);

#endif
