/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan_supplies.h - the needs and supplies (需給計画) of a plan.
 *
 * Each <supply> of plan.xml names a CSV file in long form: one row for a
 * district, a category and a year, with ①, ②, ③, ④ and any number of columns
 * of facilities.  Whatever column has no known name is a facility, and the
 * facilities of a row must add up to its supply.  Cells that contradict each
 * other are errors, each with the cells that were compared; only ②(t) = ④(t-1)
 * is a warning, since places are also lost between two years.
 */
#ifndef SHIHYO_ENGINE_PLAN_SUPPLIES_H
#define SHIHYO_ENGINE_PLAN_SUPPLIES_H

#include "engine/plan.h"
#include "indicators/supply.h"

struct plan_supply {
    const char *id, *title;
    const char *source; /* text of the source; "" where none is named */
    struct supply_plan table;
    const struct supply_deadline *deadlines;
    size_t n_deadlines;
    const char *const *remarks;
    size_t n_remarks;
};

struct plan_supplies {
    const struct plan_supply *items;
    size_t n;
};

struct plan_reader;
/* Reads them all into the plan, says what is wrong, makes the cells nameable,
 * and checks that figures of the kind supply name one of them. */
void plan_supplies(struct plan_reader *r);

/* "ID" or "ID/category" of a figure; *category is "" for the whole.  NULL:
 * there is no such table (or category). */
const struct plan_supply *plan_supplies_find(const struct plan *plan,
                                             const char *of,
                                             const char **category);

#endif
