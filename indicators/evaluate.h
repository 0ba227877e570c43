/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * evaluate.h - all indicators of a plan, assessed and counted.
 *
 * A stage of the run: indicators and trend specs in, one immutable result
 * out.  Counts leave out reference values (参考値) and repeated rows (再掲)
 * and say how many those are; an indicator that is both counts as reference
 * value.  Segments that are not assessed are counted as such.  A tuple is one
 * segment with one status.
 */
#ifndef SHIHYO_INDICATORS_EVALUATE_H
#define SHIHYO_INDICATORS_EVALUATE_H

#include "indicators/assess.h"
#include "indicators/trend.h"

struct evaluation { /* of one indicator */
    const struct indicator *indicator;
    const struct assessment *segments; /* indicator->n_segments of them */
};

struct status_counts {
    size_t by_status[STATUS_COUNT]; /* counted segments */
    size_t reference, repeated;     /* left out */
    size_t total;                   /* sum of by_status */
};

struct evaluations {
    const struct evaluation *items;
    size_t n;
    int as_of;
    struct status_counts all, outcome, activity;
};

struct evaluations evaluate_all(struct arena *arena,
                                const struct indicator *indicators, size_t n,
                                int as_of);

/* Counts over the indicators of one level and goal ("" for the plan level,
 * NULL for any goal). */
struct status_counts evaluate_count(const struct evaluations *all,
                                    const char *goal,
                                    enum indicator_level level);

#endif
