/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan_assessment.h - the assessment methods that a plan declares.
 *
 * <assessment methods="progress kenko21" scheme="own.xml" group="kenko21">
 * names presets (presets.h) in the order in which they are shown.  `group`
 * says whose verdicts are put together by indicator, by goal and in a table
 * of counts; without it all of those that have a rule for groups are.
 *
 * <overrides file="overrides.csv"/> sets verdicts by hand, one row each:
 * indicator, segment, method, verdict, reason (指標ID, 区分, 方法, 判定,
 * 理由).  There is no override without a reason, and none of a method that is
 * not among `methods`.
 */
#ifndef SHIHYO_ENGINE_PLAN_ASSESSMENT_H
#define SHIHYO_ENGINE_PLAN_ASSESSMENT_H

#include "engine/plan.h"
#include "engine/presets.h"

struct plan_override {
    size_t indicator, segment; /* indices in the plan */
    size_t method;             /* among the chosen */
    const struct method_class *class;
    const char *reason;
    struct place place; /* of the verdict's cell */
};

struct plan_assessment {
    struct presets all, chosen;
    const bool *grouped; /* one for each chosen method */
    const struct plan_override *overrides;
    size_t n_overrides;
    const char *const *remarks;
    size_t n_remarks;
    struct place place;
};

struct plan_reader;
/* Reads it into the plan, while the indicators are still drafts: the files it
 * names are inputs like all others. */
void plan_assessment(struct plan_reader *r);

#endif
