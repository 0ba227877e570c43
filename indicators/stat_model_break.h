/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stat_model_break.h - does the series change its course once?
 *
 * One breakpoint by least squares: of all cuts that leave at least h points
 * on either side the one with the smallest residual sum of squares
 * [Bai & Perron 2003], judged by BIC = n (log(rss / n) + log(2 pi) + 1) +
 * log(n) k, where k counts the coefficients, the error variance and the
 * break.  Worth asking from n = 10 on, h = 4 for lines; a break that nobody
 * declared is a question to the data, not a result.
 */
#ifndef SHIHYO_INDICATORS_STAT_MODEL_BREAK_H
#define SHIHYO_INDICATORS_STAT_MODEL_BREAK_H

#include "indicators/stat.h"

enum break_kind { BREAK_LEVEL, BREAK_LINE };

struct breakpoint {
    size_t n, index; /* the last point of the first part, from 1 */
    double rss0, rss1, bic0, bic1;
    bool found; /* bic1 < bic0 */
};
/* h >= 1 (level) or 2 (line); n >= 2 h. Perfect fits: STAT_NO_SPREAD. */
enum stat_status stat_breakpoint(enum break_kind kind, const double *x,
                                 const double *y, size_t n, size_t h,
                                 struct breakpoint *out);

/* Do the first `at` points and the rest lie on one line?  F with 2 and n - 4
 * degrees of freedom [Chow 1960]; at and n - at >= 2, n >= 5. */
struct chow {
    double f, p;
};
enum stat_status stat_chow(const double *x, const double *y, size_t n,
                           size_t at, struct chow *out);

#endif
