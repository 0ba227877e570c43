/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What only the whole plan can tell: references, directions and targets, the
 * chain to the predecessor plan, gaps in a series, the evaluation year.
 */
#include "data/fold.h"
#include "engine/plan_int.h"
#include "indicators/assess.h"
#include <string.h>

/* -- the predecessor plan ------------------------------------------------ */

/* "id" or "id/segment" in the predecessor plan. */
static const struct segment *resolve(struct plan_reader *r,
                                     const struct draft_segment *d)
{
    const char *slash = strchr(d->predecessor, '/');
    const char *label = slash ? slash + 1 : "";
    struct str id = str_of(d->predecessor);
    if (slash)
        id = str_head(id, (size_t)(slash - d->predecessor));
    const struct indicator *old =
        plan_indicator(r->plan->predecessor, str_z(r->arena, id));
    for (size_t i = 0; old && i < old->n_segments; i++)
        if (fold_equal(r->arena, old->segments[i].label, label))
            return &old->segments[i];
    diag_add(r->diag, MSG_REFERENCE, d->predecessor_place, "predecessor",
             d->predecessor, "", NULL);
    return NULL;
}

static const struct observation *last_number(const struct segment *segment)
{
    for (size_t i = segment->n_actuals; i-- > 0;)
        if (value_is_present(&segment->actuals[i].value))
            return &segment->actuals[i];
    return NULL;
}

static bool same_value(const struct value *a, const struct value *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == VALUE_NUMBER)
        return decimal_compare(a->number, b->number) == 0;
    bool same = a->kind == VALUE_TUPLE && a->n_parts == b->n_parts;
    for (size_t i = 0; same && i < a->n_parts; i++)
        same = decimal_compare(a->parts[i].number, b->parts[i].number) == 0;
    return same;
}

static const char *shown(struct plan_reader *r, const struct observation *o)
{
    return str_join(
        r->arena, o->value.published, " (",
        publish_period(r->arena, r->plan->style, o->period, PERIOD_SHORT), ")",
        NULL);
}

/* The predecessor's history, up to the year before our baseline, comes in
 * front of our own actuals. */
static void prepend_history(struct plan_reader *r, struct draft_segment *d,
                            const struct segment *old)
{
    size_t n = 0, most = old->n_actuals + 1;
    struct observation *all =
        arena_make(r->arena, struct observation, most + d->n);
    int until = period_fiscal_year(d->segment.baseline.period);
    if (value_is_present(&old->baseline.value) &&
        period_fiscal_year(old->baseline.period) < until)
        all[n++] = old->baseline;
    for (size_t i = 0; i < old->n_actuals; i++)
        if (period_fiscal_year(old->actuals[i].period) < until)
            all[n++] = old->actuals[i];
    for (size_t i = 0; i < n; i++)
        all[i].from_predecessor = true;
    for (size_t i = 0; i < d->n; i++)
        all[n + i] = d->actuals[i];
    d->actuals = all;
    d->n += n;
    d->cap = most + d->n;
}

static void chain_segment(struct plan_reader *r, struct draft_segment *d)
{
    const struct segment *old = resolve(r, d);
    const struct observation *last = old ? last_number(old) : NULL;
    const struct observation *baseline = &d->segment.baseline;
    if (!last)
        return;
    bool same_year = period_compare(last->period, baseline->period) == 0;
    if (!same_year || !same_value(&last->value, &baseline->value)) {
        diag_add(r->diag, MSG_CHAIN, baseline->value.place, shown(r, last),
                 shown(r, baseline), NULL);
        diag_field(r->diag, "baseline");
        diag_note(r->diag, MSG_FIRST_HERE, last->value.place,
                  last->value.published, NULL);
        return;
    }
    prepend_history(r, d, old);
}

void plan_chain(struct plan_reader *r)
{
    for (size_t i = 0; i < r->n; i++)
        for (size_t k = 0; k < r->drafts[i].n; k++) {
            struct draft_segment *d = &r->drafts[i].segments[k];
            if (!*d->predecessor)
                continue;
            if (r->plan->predecessor)
                chain_segment(r, d);
            else if (!xmltree_child(r->root, "predecessor"))
                diag_add(r->diag, MSG_REFERENCE, d->predecessor_place,
                         "predecessor", d->predecessor, "", NULL);
        }
}

/* -- one segment --------------------------------------------------------- */

static const char *direction_name(const struct plan_reader *r,
                                  enum direction direction)
{
    static const enum word words[] = {[DIRECTION_NONE] = WORD_DIRECTION_NONE,
                                      [DIRECTION_UP] = WORD_DIRECTION_UP,
                                      [DIRECTION_DOWN] = WORD_DIRECTION_DOWN,
                                      [DIRECTION_MAINTAIN] =
                                          WORD_DIRECTION_MAINTAIN};
    return word(diag_lang(r->diag), words[direction]);
}

static void check_target(struct plan_reader *r,
                         const struct indicator *indicator,
                         const struct segment *s)
{
    const struct value *b = &s->baseline.value, *t = &s->target.value;
    if (value_is_present(t) && indicator->direction == DIRECTION_NONE) {
        diag_add(r->diag, MSG_DIRECTION_MISSING, t->place, t->published, NULL);
        diag_field(r->diag, "direction");
        return;
    }
    if (!s->has_target || !value_is_present(b))
        return;
    if (!assess_target_side(indicator->direction, b, t)) {
        diag_add(r->diag, MSG_TARGET_SIDE, t->place, b->published, t->published,
                 direction_name(r, indicator->direction), NULL);
        diag_field(r->diag, "target");
        diag_note(r->diag, MSG_DECLARED_HERE, b->place, b->published, NULL);
    }
    if (s->baseline.period.year &&
        period_compare(s->target.period, s->baseline.period) <= 0) {
        diag_add(r->diag, MSG_TARGET_YEAR, s->target.period_place,
                 s->baseline.period_published, s->target.period_published,
                 NULL);
        diag_field(r->diag, "target_year");
    }
}

/* An observation of the baseline year repeats the baseline. */
static void check_baseline(struct plan_reader *r, const struct draft_segment *d)
{
    const struct observation *b = &d->segment.baseline;
    for (size_t i = 0; i < d->n; i++) {
        const struct observation *o = &d->actuals[i];
        if (!value_is_present(&b->value) || !value_is_present(&o->value) ||
            period_compare(o->period, b->period) != 0 ||
            same_value(&o->value, &b->value))
            continue;
        diag_add(r->diag, MSG_BASELINE_DIFFERS, o->value.place,
                 o->value.published, b->value.published, NULL);
        diag_field(r->diag, "value");
        diag_note(r->diag, MSG_DECLARED_HERE, b->value.place,
                  b->value.published, NULL);
    }
}

static void check_gaps(struct plan_reader *r, const struct indicator *indicator,
                       const struct draft_segment *d)
{
    for (size_t i = 1; i < d->n; i++) {
        int before = period_fiscal_year(d->actuals[i - 1].period);
        int after = period_fiscal_year(d->actuals[i].period);
        if (d->actuals[i].from_predecessor || d->actuals[i].measured)
            continue; /* surveys are not taken every year */
        for (int year = before + 1; year < after; year++) {
            struct period p = period_fiscal(year);
            if (period_compare(p, d->segment.baseline.period) == 0)
                continue;
            diag_add(
                r->diag, MSG_GAP, d->actuals[i].period_place, indicator->id,
                publish_period(r->arena, r->plan->style, p, PERIOD_LONG), NULL);
        }
    }
}

/* -- the whole ----------------------------------------------------------- */

static void check_references(struct plan_reader *r,
                             const struct draft_indicator *d)
{
    const struct plan *plan = r->plan;
    if (*d->indicator.goal && !plan_goal(plan, d->indicator.goal))
        diag_add(r->diag, MSG_REFERENCE, d->goal_place, "goal",
                 d->indicator.goal, "", NULL);
    if (!*d->source_id)
        return;
    for (size_t i = 0; i < plan->n_sources; i++)
        if (strcmp(plan->sources[i].id, d->source_id) == 0)
            return;
    diag_add(r->diag, MSG_REFERENCE, d->source_place, "source", d->source_id,
             "", NULL);
}

/* Without a declared year the newest actual decides, else the baselines. */
static int newest_year(const struct plan_reader *r)
{
    int actual = 0, baseline = 0;
    for (size_t i = 0; i < r->n; i++)
        for (size_t k = 0; k < r->drafts[i].n; k++) {
            const struct draft_segment *d = &r->drafts[i].segments[k];
            int b = d->segment.baseline.period.year;
            baseline = b > baseline ? b : baseline;
            for (size_t j = 0; j < d->n; j++) {
                int year = period_fiscal_year(d->actuals[j].period);
                if (!d->actuals[j].from_predecessor && year > actual)
                    actual = year;
            }
        }
    return actual ? actual : baseline ? baseline : r->plan->from;
}

void plan_check(struct plan_reader *r)
{
    for (size_t i = 0; i < r->n; i++) {
        struct draft_indicator *d = &r->drafts[i];
        check_references(r, d);
        for (size_t k = 0; k < d->n; k++) {
            check_target(r, &d->indicator, &d->segments[k].segment);
            check_baseline(r, &d->segments[k]);
            check_gaps(r, &d->indicator, &d->segments[k]);
        }
    }
    if (!r->plan->as_of)
        r->plan->as_of = newest_year(r);
}
