/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdicts.h - the segments of a plan judged by the methods it declares.
 *
 * A row is a segment whose target is a number.  Its series is what the
 * assessment of assess.h sees: the baseline, the actuals with a number up to
 * the evaluation year, those of a predecessor plan included, and the target.
 * Where a survey stands behind a value its standard error and interval go
 * with it, so that methods which test do so; without them their guide holds.
 *
 * Rows differ where their methods do: two methods that say something of good
 * or bad (a sense but SENSE_NONE) say different things.  Reached and on track
 * are one thing here: a target is met sooner by one method than by another.
 *
 * Groups: of every method in `group` one verdict for each indicator with
 * several segments, for each goal and for the plan as a whole, and how many
 * segments got which verdict.  Goals, plan and counts leave out repeated rows
 * (再掲) and reference values (参考値).
 */
#ifndef SHIHYO_ENGINE_VERDICTS_H
#define SHIHYO_ENGINE_VERDICTS_H

#include "engine/assess_out.h"
#include "engine/plan_assessment.h"
#include "engine/run.h"
#include "indicators/group.h"

/* With so few segments a table has the methods as its rows. */
enum { VERDICTS_SIDE = 4 };

struct verdict_row {
    const struct indicator *indicator;
    const struct assessment *assessment;
    const struct assess_case *of;
    const struct assess_result *cells; /* one of each chosen method */
    struct verdict difficulty;         /* of the preset of that name */
    size_t by_sense[SENSE_COUNT];
    bool differs;    /* methods contradict each other */
    bool over_break; /* a declared break lies between baseline and actual */
};

enum verdict_group_of { VERDICTS_INDICATOR, VERDICTS_GOAL, VERDICTS_PLAN };

struct verdict_group {
    enum verdict_group_of of;
    const char *ref; /* id of the indicator or goal; "" for the plan */
    size_t method;   /* among the chosen */
    struct group_verdict result;
};

struct verdict_counts {
    size_t method;
    struct group_count *rows;
    struct group_counts counts;
};

struct verdicts {
    const struct plan_assessment *declared;
    struct assess_results results;
    const struct verdict_row *rows;
    size_t n_rows;
    const struct verdict_group *groups; /* by method */
    size_t n_groups;
    const struct verdict_counts *counts; /* one for each grouped method */
    size_t n_counts;
    size_t n_differ; /* rows that differ */
    size_t n_overridden;
    size_t not_number; /* segments whose target is no single number */
};

/* NULL where the plan declares no assessment. */
const struct verdicts *verdicts_make(const struct run *run);
/* The row of a segment, or NULL. */
const struct verdict_row *verdicts_row(const struct verdicts *verdicts,
                                       const struct segment *segment);
bool verdicts_by_method(size_t n_segments, size_t n_methods);
/* Counts the senses of a row's cells; true where they contradict each other. */
bool verdicts_compare(const struct assess_result *cells, size_t n,
                      size_t by_sense[SENSE_COUNT]);
enum verdict_sense verdicts_sense(const struct assess_result *cell);

#endif
