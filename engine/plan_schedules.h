/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan_schedules.h - the year-by-year plans (年度別の取組計画) of a plan, with
 * their costs (事業費).
 *
 * Each <schedule> names a CSV file, wide as analysts keep it: one row for a
 * measure, one column for a status, a year, 計 and the target, told by their
 * headers.  A column 前計画取組 names the row of the predecessor plan that a
 * measure continues.  Rows and costs are judged here once; what contradicts
 * itself is an error, what is only worth knowing is a note.
 */
#ifndef SHIHYO_ENGINE_PLAN_SCHEDULES_H
#define SHIHYO_ENGINE_PLAN_SCHEDULES_H

#include "engine/plan.h"
#include "indicators/schedule.h"

struct plan_schedule {
    struct schedule table;
    const struct schedule_findings *findings; /* one for each row */
    const struct schedule_line *const *old;   /* of the predecessor, or NULL */
    const struct schedule **before;           /* and where that row stands */
    const struct cost_sum *sums;              /* one for each cost row */
};

struct plan_schedules {
    const struct plan_schedule *items;
    size_t n;
    struct states states;
};

struct plan_reader;
/* Reads them all into the plan, judges them, makes their cells nameable: ID
 * for the measures, ID-costs for the costs. */
void plan_schedules(struct plan_reader *r);

const struct plan_schedule *plan_schedule(const struct plan *plan,
                                          const char *id);
/* The note behind a mark of a row: its own, else the plan's; "" for none. */
const char *plan_schedule_note(const struct plan *plan,
                               const struct schedule_line *line,
                               const char *mark);

#endif
