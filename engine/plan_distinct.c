/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A gross count (延べ) and its distinct counterpart (実): who comes twice is
 * counted twice in the first, so it is never below the second.
 */
#include "data/fold.h"
#include "engine/plan_int.h"

static void compare(struct plan_reader *r, const struct observation *gross,
                    const struct observation *distinct)
{
    if (!value_is_number(&gross->value) || !value_is_number(&distinct->value) ||
        period_compare(gross->period, distinct->period) != 0 ||
        decimal_compare(gross->value.number, distinct->value.number) >= 0)
        return;
    diag_add(r->diag, MSG_GROSS_BELOW, gross->value.place,
             gross->value.published, distinct->value.published, NULL);
    diag_field(r->diag, "distinct");
    diag_note(r->diag, MSG_USED_HERE, distinct->value.place,
              distinct->value.published, NULL);
}

static void compare_segments(struct plan_reader *r,
                             const struct draft_segment *gross,
                             const struct draft_segment *distinct)
{
    compare(r, &gross->segment.baseline, &distinct->segment.baseline);
    if (gross->segment.has_target && distinct->segment.has_target)
        compare(r, &gross->segment.target, &distinct->segment.target);
    for (size_t i = 0; i < gross->n; i++)
        for (size_t k = 0; k < distinct->n; k++)
            compare(r, &gross->actuals[i], &distinct->actuals[k]);
}

static struct draft_indicator *counterpart(struct plan_reader *r,
                                           const struct draft_indicator *gross)
{
    const char *id = gross->indicator.distinct;
    struct draft_indicator *found = plan_draft(r, id);
    if (found && found != gross)
        return found;
    const char **names = arena_make(r->arena, const char *, r->n);
    for (size_t i = 0; i < r->n; i++)
        names[i] = r->drafts[i].indicator.id;
    const char *nearest =
        found ? NULL : fold_nearest(r->arena, id, names, r->n);
    diag_add(r->diag, MSG_INDICATOR_UNKNOWN, gross->distinct_place, id,
             plan_hint(r->arena, nearest), NULL);
    diag_field(r->diag, "distinct");
    return NULL;
}

void plan_distinct(struct plan_reader *r)
{
    for (size_t i = 0; i < r->n; i++) {
        struct draft_indicator *gross = &r->drafts[i];
        if (!*gross->indicator.distinct)
            continue;
        struct draft_indicator *distinct = counterpart(r, gross);
        for (size_t k = 0; distinct && k < gross->n; k++) {
            struct draft_segment *other = plan_draft_segment(
                r, distinct, gross->segments[k].segment.label);
            if (other)
                compare_segments(r, &gross->segments[k], other);
        }
    }
}
