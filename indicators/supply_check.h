/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * supply_check.h - do the cells of a table of needs and supply agree?
 *
 * Published tables obey: a total is the sum of its parts, 確保方策 the sum
 * over facilities, ④ = ② + ③, ②(t) = ④(t-1), and the difference has the
 * declared sign.  Each fault names the cell, what it says, what it should
 * say, and the cells that were added.  Cells without a number check nothing.
 */
#ifndef SHIHYO_INDICATORS_SUPPLY_CHECK_H
#define SHIHYO_INDICATORS_SUPPLY_CHECK_H

#include "indicators/supply.h"

enum supply_identity {
    SUPPLY_OF_CATEGORIES, /* 計 = sum over categories */
    SUPPLY_OF_DISTRICTS,  /* 市全体 = sum over districts */
    SUPPLY_OF_FACILITIES, /* 確保方策 = sum over facilities */
    SUPPLY_OF_ADDED,      /* ④ = ② + ③ */
    SUPPLY_OF_DIFFERENCE, /* 差 */
    SUPPLY_OF_CARRY,      /* ②(t) = ④(t-1) */
    SUPPLY_OF_OVERFLOW    /* a sum that 128 bits do not hold */
};

struct supply_fault {
    enum supply_identity identity;
    const struct supply_row *row;
    enum supply_item item;
    struct decimal expected;
    const struct value *const *terms; /* the cells it was computed from */
    size_t n_terms;
};

struct supply_faults {
    const struct supply_fault *fault;
    size_t n;
};

struct supply_faults supply_check(struct arena *arena,
                                  const struct supply_plan *plan);

#endif
