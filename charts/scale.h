/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scale.h - a linear value axis with decimal ticks, and places on it.
 *
 * Ticks are multiples of 1, 2, 2.5 or 5 times a power of ten (15 for counts
 * where it reads better), as decimals: their labels are published numbers.
 */
#ifndef SHIHYO_CHARTS_SCALE_H
#define SHIHYO_CHARTS_SCALE_H

#include "data/decimal.h"
#include <stddef.h>

enum { SCALE_TICKS = 12 };

struct scale {
    double low, high; /* ends of the axis, in data units */
    double from, to;  /* their places, pt (from > to on a y axis) */
    struct decimal tick[SCALE_TICKS];
    size_t n_ticks;
    bool broken; /* does not start at 0 */
};

/* An axis that covers [least, most] with about `ticks` ticks.  zero: starts
 * at 0 (bars).  floor and ceiling: hard ends (0 and 100 for shares), or NaN. */
struct scale scale_make(double least, double most, size_t ticks, bool zero,
                        double floor, double ceiling);
double scale_at(const struct scale *scale, double value);

#endif
