/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sampling.h - 標本の概要 and 標本誤差早見表 as municipal reports print them.
 *
 *     one stage            ±1.96 √((N-n)/(N-1) · p(1-p)/n)
 *     stratified, 2 stages ±2 √(2 (N-n)/(N-1) · p(1-p)/n)   層化二段
 *
 * in percentage points; N unknown: no correction.  The second is a rule of
 * thumb that takes the design effect for 2; where strata and sampling units
 * are in the file, survey.h computes the error itself, and this is not it.
 * All digits are decided on integers (stat_srs.h).
 *
 * A cell without a number: n is not in 1..N, or p not in 0..1.
 */
#ifndef SHIHYO_INDICATORS_SAMPLING_H
#define SHIHYO_INDICATORS_SAMPLING_H

#include "data/arena.h"
#include "data/decimal.h"
#include <stddef.h>

enum sampling_form { SAMPLING_ONE_STAGE, SAMPLING_TWO_STAGES };

struct sampling_number {
    bool known;
    struct decimal value;
};

/* ------------------------------------------------------- 標本誤差早見表 */

struct sampling_table_spec {
    enum sampling_form form;
    long long population; /* 0: not known */
    const long long *n;   /* rows; NULL: 100, 200, ... 10000 up to N */
    size_t n_rows;
    const struct decimal *p; /* shares; NULL: 10%, 20%, ... 50% */
    size_t n_columns;
    int decimals; /* of the points, 0..6 */
};

struct sampling_table {
    enum sampling_form form;
    long long population;
    const long long *n;
    size_t n_rows;
    const struct decimal *p; /* stands for 1 - p as well */
    size_t n_columns;
    const struct sampling_number *points; /* [row * n_columns + column] */
};

struct sampling_table sampling_table(struct arena *arena,
                                     const struct sampling_table_spec *spec);

/* ----------------------------------------------------------- 標本の概要 */

struct sampling_counts {
    long long population;  /* 0: not known */
    long long distributed; /* 配布数; 0: not known */
    long long returned;    /* 有効回収数 */
    int rate_decimals, error_decimals;
};

struct sampling_overview {
    struct sampling_counts counts;
    struct sampling_number rate; /* 回収率, per cent, half up */
    /* At p = 50%, the greatest of the sample, n = returned. */
    struct sampling_number one_stage, two_stages;
};

struct sampling_overview sampling_overview(struct sampling_counts counts);

#endif
