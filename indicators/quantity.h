/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * quantity.h - a derived number, exact and as it is printed, or the reason
 * why there is none.
 *
 * Differences keep the decimals of the data (the larger count of the two),
 * shares are printed as per cent with one decimal, a pace has the
 * decimals of its difference where they are exact (2.1 a year), else one
 * more (4.85).  Each is rounded once, half away from zero
 * (四捨五入), from the exact value.  What is derived from a quantity without
 * a number inherits its reason; 128 bits that do not suffice are a reason
 * too.
 */
#ifndef SHIHYO_INDICATORS_QUANTITY_H
#define SHIHYO_INDICATORS_QUANTITY_H

#include "data/rational.h"

enum reason {
    REASON_NONE,
    REASON_NO_TARGET,
    REASON_NO_BASELINE,       /* the baseline is ― or another mark */
    REASON_NO_ACTUAL,         /* nothing observed after the baseline yet */
    REASON_MISSING,           /* the value needed is a mark for missing */
    REASON_TARGET_ZERO,       /* X / 0 */
    REASON_NO_CHANGE_PLANNED, /* T = B */
    REASON_TARGET_YEAR_PAST,  /* no year is left for a pace */
    REASON_DIRECTION,         /* not defined for this direction, or for a
                                 negative target */
    REASON_PARTS,             /* a tuple: see its parts */
    REASON_OVERFLOW
};

struct quantity {
    enum reason reason;       /* REASON_NONE: there is a number */
    struct rational exact;    /* of shares the share itself: 5/24 */
    struct decimal published; /* per cent for shares: 20.8 */
};

struct quantity quantity_none(enum reason reason);
/* a - b at the decimals of the data. */
struct quantity quantity_difference(struct decimal a, struct decimal b);
/* num / den in per cent; den is not 0. */
struct quantity quantity_ratio(struct decimal num, struct decimal den);
struct quantity quantity_share(struct rational num, struct rational den);
/* A difference per year; years is not 0. */
struct quantity quantity_per_year(struct quantity difference, int years);

#endif
