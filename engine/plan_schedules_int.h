/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan_schedules_int.h - what the plan_schedules*.c files share.
 */
#ifndef SHIHYO_ENGINE_PLAN_SCHEDULES_INT_H
#define SHIHYO_ENGINE_PLAN_SCHEDULES_INT_H

#include "engine/plan_int.h"
#include "engine/plan_schedules.h"

/* plan_schedules_costs.c: the file of the attribute costs, or NULL. */
const struct cost_table *plan_schedules_costs(struct plan_reader *r,
                                              const struct xml_node *node,
                                              const struct schedule *table);
/* plan_schedules_check.c: judges rows and costs, says what it finds. */
void plan_schedules_check(struct plan_reader *r, struct plan_schedule *s);
/* plan_schedules_check.c: names that look like one of the plan before. */
void plan_schedules_names(struct plan_reader *r, const struct plan_schedule *s);

#endif
