/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sentence_schedule.h - what was found out about a row of a year-by-year
 * plan or about its costs, in words.
 */
#ifndef SHIHYO_ENGINE_SENTENCE_SCHEDULE_H
#define SHIHYO_ENGINE_SENTENCE_SCHEDULE_H

#include "engine/plan_schedules.h"
#include "engine/sentence.h"

/* "" where there is nothing to say (計 = the last entry). */
const char *sentence_schedule(const struct speaker *s,
                              const struct schedule_finding *finding);
const char *sentence_cost(const struct speaker *s, const struct cost_row *row,
                          const struct cost_sum *sum);
/* 62, 117以上, 未定 */
const char *sentence_amount(const struct speaker *s, struct amount amount);

#endif
