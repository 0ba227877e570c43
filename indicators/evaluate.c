/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/evaluate.h"

#include <string.h>

/* A reference value that is also repeated counts as a reference value. */
static void count(struct status_counts *counts,
                  const struct evaluation *evaluation)
{
    const struct indicator *indicator = evaluation->indicator;
    for (size_t i = 0; i < indicator->n_segments; i++) {
        if (indicator->is_reference) {
            counts->reference++;
        } else if (indicator->is_repeated) {
            counts->repeated++;
        } else {
            counts->by_status[evaluation->segments[i].status]++;
            counts->total++;
        }
    }
}

static struct evaluation evaluate(struct arena *arena,
                                  const struct indicator *indicator, int as_of)
{
    struct assessment *segments =
        arena_make(arena, struct assessment, indicator->n_segments);
    for (size_t i = 0; i < indicator->n_segments; i++)
        segments[i] =
            assess_segment(arena, indicator, &indicator->segments[i], as_of);
    return (struct evaluation){indicator, segments};
}

struct evaluations evaluate_all(struct arena *arena,
                                const struct indicator *indicators, size_t n,
                                int as_of)
{
    struct evaluation *items = arena_make(arena, struct evaluation, n);
    struct evaluations all = {.items = items, .n = n, .as_of = as_of};
    for (size_t i = 0; i < n; i++) {
        items[i] = evaluate(arena, &indicators[i], as_of);
        count(&all.all, &items[i]);
        count(indicators[i].level == INDICATOR_OUTCOME ? &all.outcome
                                                       : &all.activity,
              &items[i]);
    }
    return all;
}

struct status_counts evaluate_count(const struct evaluations *all,
                                    const char *goal,
                                    enum indicator_level level)
{
    struct status_counts counts = {{0}, 0, 0, 0};
    for (size_t i = 0; i < all->n; i++) {
        const struct indicator *indicator = all->items[i].indicator;
        if (indicator->level == level &&
            (!goal || strcmp(indicator->goal, goal) == 0))
            count(&counts, &all->items[i]);
    }
    return counts;
}
