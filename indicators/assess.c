/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/assess.h"

#include "indicators/stat_test.h"

/* What the rules need to know beside the assessment itself. */
struct frame {
    enum direction direction;
    enum reason no_target, no_actual, no_level;  /* why, when there is none */
    int year_baseline, year_target, year_latest; /* 0: unknown */
    struct decimal level; /* the target; maintain: or else the baseline */
    bool has_level;
    struct decimal now; /* the actual, or else the baseline */
    bool has_now;
    int year_now;
};

/* The newest actual with a number; *mark is the newest year, up to as_of,
 * that has a mark for missing instead (0: none). */
static const struct observation *find_latest(const struct segment *segment,
                                             int as_of, int *mark)
{
    const struct observation *latest = NULL;
    int after = indicator_year(&segment->baseline);
    *mark = 0;
    for (size_t i = 0; i < segment->n_actuals; i++) {
        const struct observation *o = &segment->actuals[i];
        int year = indicator_year(o);
        if (o->from_predecessor || year <= after || year > as_of)
            continue;
        if (o->value.kind != VALUE_MISSING) {
            if (!latest || year >= indicator_year(latest))
                latest = o;
        } else if (o->value.missing != MISSING_ABSENT && year > *mark) {
            *mark = year;
        }
    }
    return latest;
}

/* ------------------------------------------------------------ quantities */

static bool wrong_side(const struct assessment *a, enum direction direction)
{
    if (!a->has_baseline || !a->has_target)
        return false;
    int side = decimal_compare(a->target, a->baseline);
    return (direction == DIRECTION_UP && side < 0) ||
           (direction == DIRECTION_DOWN && side > 0);
}

static struct quantity achievement(const struct assessment *a,
                                   const struct frame *f)
{
    if (!a->has_target)
        return quantity_none(f->no_target);
    if (f->direction != DIRECTION_UP || decimal_sign(a->target) < 0)
        return quantity_none(REASON_DIRECTION);
    if (decimal_sign(a->target) == 0)
        return quantity_none(REASON_TARGET_ZERO);
    if (!f->has_now)
        return quantity_none(f->no_actual);
    return quantity_ratio(f->now, a->target);
}

static struct quantity progress(const struct assessment *a,
                                const struct frame *f)
{
    if (!a->has_target)
        return quantity_none(f->no_target);
    if (f->direction == DIRECTION_NONE || f->direction == DIRECTION_MAINTAIN ||
        wrong_side(a, f->direction))
        return quantity_none(REASON_DIRECTION);
    if (!a->has_baseline)
        return quantity_none(REASON_NO_BASELINE);
    if (!a->has_actual)
        return quantity_none(f->no_actual);
    struct quantity planned = quantity_difference(a->target, a->baseline);
    if (planned.reason != REASON_NONE)
        return planned;
    if (planned.exact.num == 0)
        return quantity_none(REASON_NO_CHANGE_PLANNED);
    if (a->change.reason != REASON_NONE)
        return a->change;
    return quantity_share(a->change.exact, planned.exact);
}

static struct quantity elapsed(const struct assessment *a,
                               const struct frame *f)
{
    if (f->year_target == 0)
        return quantity_none(REASON_NO_TARGET);
    if (f->year_baseline == 0)
        return quantity_none(REASON_NO_BASELINE);
    if (a->years_total <= 0)
        return quantity_none(REASON_TARGET_YEAR_PAST);
    if (f->year_latest == 0)
        return quantity_none(f->no_actual);
    return quantity_share((struct rational){a->years_elapsed, 1},
                          (struct rational){a->years_total, 1});
}

static struct quantity gap(const struct frame *f)
{
    if (!f->has_level)
        return quantity_none(f->no_level);
    if (!f->has_now)
        return quantity_none(f->no_actual);
    return quantity_difference(f->level, f->now);
}

static struct quantity change(const struct assessment *a, const struct frame *f)
{
    if (!a->has_baseline)
        return quantity_none(REASON_NO_BASELINE);
    if (!a->has_actual)
        return quantity_none(f->no_actual);
    return quantity_difference(a->actual, a->baseline);
}

static struct quantity pace_needed(const struct assessment *a,
                                   const struct frame *f)
{
    if (a->gap.reason != REASON_NONE)
        return a->gap;
    if (f->year_target == 0)
        return quantity_none(REASON_NO_TARGET);
    if (f->year_now == 0)
        return quantity_none(REASON_NO_BASELINE);
    if (a->years_left <= 0)
        return quantity_none(REASON_TARGET_YEAR_PAST);
    return quantity_per_year(a->gap, a->years_left);
}

static struct quantity pace_so_far(const struct assessment *a,
                                   const struct frame *f)
{
    if (a->change.reason == REASON_NONE && f->year_baseline == 0)
        return quantity_none(REASON_NO_BASELINE);
    if (a->change.reason != REASON_NONE)
        return a->change;
    return quantity_per_year(a->change, a->years_elapsed);
}

/* ---------------------------------------------------------------- status */

static void not_assessed(struct assessment *a, enum reason reason)
{
    a->status = STATUS_NOT_ASSESSED;
    a->status_reason = reason;
}

static bool reached(const struct assessment *a, enum direction direction)
{
    int side = decimal_compare(a->actual, a->target);
    return direction == DIRECTION_UP ? side >= 0 : side <= 0;
}

static enum status status_of(bool met, bool on_line, bool not_behind_start)
{
    return met                ? STATUS_ACHIEVED
           : on_line          ? STATUS_ON_TRACK
           : not_behind_start ? STATUS_BEHIND
                              : STATUS_WORSE;
}

/* By the printed numbers, and again by the exact ones. */
static void judge_progress(struct assessment *a)
{
    const struct quantity *p = &a->progress, *e = &a->elapsed;
    const struct rational one = {1, 1}, zero = {0, 1};
    bool has_line = e->reason == REASON_NONE;
    bool met = decimal_compare(p->published, decimal_of(100, 0)) >= 0;
    bool kept = decimal_sign(p->published) >= 0;
    if (!has_line && !met && kept) {
        not_assessed(a, e->reason);
        return;
    }
    bool line = has_line && decimal_compare(p->published, e->published) >= 0;
    a->on_schedule = has_line && rational_compare(p->exact, e->exact) >= 0;
    a->status = status_of(met, line, kept);
    a->judged_on_rounding =
        a->status != status_of(rational_compare(p->exact, one) >= 0,
                               a->on_schedule,
                               rational_compare(p->exact, zero) >= 0);
}

static void judge_maintained(struct assessment *a, const struct frame *f)
{
    struct decimal rounded;
    if (!decimal_round(a->actual, f->level.scale, ROUND_HALF_UP, &rounded)) {
        not_assessed(a, REASON_OVERFLOW);
        return;
    }
    bool kept = decimal_compare(rounded, f->level) == 0;
    bool exactly = decimal_compare(a->actual, f->level) == 0;
    a->status = kept ? STATUS_ACHIEVED : STATUS_WORSE;
    a->judged_on_rounding = kept != exactly;
}

static void judge_without_progress(struct assessment *a,
                                   enum direction direction)
{
    enum reason reason = a->progress.reason;
    bool may_hold =
        reason == REASON_NO_BASELINE || reason == REASON_NO_CHANGE_PLANNED;
    if (may_hold && reached(a, direction))
        a->status = STATUS_ACHIEVED;
    else if (reason == REASON_NO_CHANGE_PLANNED)
        a->status = STATUS_WORSE;
    else
        not_assessed(a, reason);
}

static void judge(struct assessment *a, const struct frame *f)
{
    if (!f->has_level)
        not_assessed(a, f->no_level);
    else if (f->direction == DIRECTION_NONE)
        not_assessed(a, REASON_DIRECTION);
    else if (!a->has_actual)
        not_assessed(a, f->no_actual);
    else if (f->direction == DIRECTION_MAINTAIN)
        judge_maintained(a, f);
    else if (a->progress.reason == REASON_NONE)
        judge_progress(a);
    else
        judge_without_progress(a, f->direction);
}

static bool nearer(const struct assessment *a, struct decimal level)
{
    struct quantity now = quantity_difference(a->actual, level);
    struct quantity then = quantity_difference(a->baseline, level);
    if (now.reason != REASON_NONE || then.reason != REASON_NONE)
        return false;
    if (now.exact.num < 0)
        now.exact.num = -now.exact.num;
    if (then.exact.num < 0)
        then.exact.num = -then.exact.num;
    return rational_compare(now.exact, then.exact) < 0;
}

static bool improved(const struct assessment *a, const struct frame *f)
{
    if (!a->has_baseline || !a->has_actual)
        return false;
    int side = decimal_compare(a->actual, a->baseline);
    switch (f->direction) {
    case DIRECTION_UP:
        return side > 0;
    case DIRECTION_DOWN:
        return side < 0;
    case DIRECTION_MAINTAIN:
        return f->has_level && nearer(a, f->level);
    case DIRECTION_NONE:
        break;
    }
    return false;
}

/* -------------------------------------------------------- plain and tuple */

/* The number that a value gives to a part; part 0 of a plain value. */
static bool number_of(const struct value *value, bool tuple, size_t part,
                      struct decimal *out)
{
    if (!tuple && value->kind == VALUE_NUMBER)
        *out = value->number;
    else if (tuple && value->kind == VALUE_TUPLE && part < value->n_parts)
        *out = value->parts[part].number;
    else
        return false;
    return true;
}

static void fill_numbers(struct assessment *a, struct frame *f, bool tuple,
                         size_t part)
{
    const struct segment *s = a->segment;
    a->has_baseline = number_of(&s->baseline.value, tuple, part, &a->baseline);
    a->has_target =
        s->has_target && number_of(&s->target.value, tuple, part, &a->target);
    a->has_actual =
        a->latest && number_of(&a->latest->value, tuple, part, &a->actual);
    if (a->latest && !a->has_actual)
        f->no_actual = REASON_MISSING;

    bool keeps = f->direction == DIRECTION_MAINTAIN && !s->has_target;
    f->no_level = keeps ? REASON_NO_BASELINE : f->no_target;
    f->has_level = keeps ? a->has_baseline : a->has_target;
    f->level = keeps ? a->baseline : a->target;
    f->has_now = a->has_actual || (!a->latest && a->has_baseline);
    f->now = a->has_actual ? a->actual : a->baseline;
}

/* frame by value: each part of a tuple has its own. */
static void assess_numbers(struct assessment *a, struct frame f, bool tuple,
                           size_t part)
{
    fill_numbers(a, &f, tuple, part);
    a->change = change(a, &f);
    a->gap = gap(&f);
    a->achievement = achievement(a, &f);
    a->progress = progress(a, &f);
    a->elapsed = elapsed(a, &f);
    a->pace_needed = pace_needed(a, &f);
    a->pace_so_far = pace_so_far(a, &f);
    a->improved = improved(a, &f);
    judge(a, &f);
}

static bool few_answers(const struct observation *latest)
{
    return latest && latest->measured && latest->measured->is_reference;
}

static struct change_test test_of(const struct assessment *a)
{
    const struct measured *then = a->segment->baseline.measured;
    const struct measured *now = a->latest ? a->latest->measured : NULL;
    struct change_test test = {.p = 1};
    struct difference d;
    if (!then || !now || !then->has_se || !now->has_se || then->df <= 0 ||
        now->df <= 0 ||
        stat_difference(
            (struct estimate_df){then->estimate, then->se, then->df},
            (struct estimate_df){now->estimate, now->se, now->df}, 0.95,
            &d) != STAT_OK)
        return test;
    return (struct change_test){true, d.se, d.p, d.p <= 0.05};
}

static const struct value *tuple_among(const struct assessment *a)
{
    const struct segment *s = a->segment;
    if (s->has_target && s->target.value.kind == VALUE_TUPLE)
        return &s->target.value;
    if (s->baseline.value.kind == VALUE_TUPLE)
        return &s->baseline.value;
    if (a->latest && a->latest->value.kind == VALUE_TUPLE)
        return &a->latest->value;
    return NULL;
}

/* Whether a part with both numbers moved away from where it should go. */
static bool part_worse(const struct assessment *part)
{
    return part->change.reason == REASON_NONE && part->change.exact.num != 0 &&
           !part->improved;
}

static void join_parts(struct assessment *a, const struct assessment *parts,
                       size_t n)
{
    struct quantity see = quantity_none(REASON_PARTS);
    a->achievement = a->progress = a->gap = a->change = see;
    a->pace_needed = a->pace_so_far = see;
    a->elapsed = parts[0].elapsed;
    a->parts = parts;
    a->n_parts = n;
    a->on_schedule = true;
    bool worse = false;
    for (size_t i = 0; i < n; i++) {
        const struct assessment *part = &parts[i];
        if (i == 0 || part->status > a->status) {
            a->status = part->status;
            a->status_reason = part->status_reason;
        }
        a->on_schedule = a->on_schedule && part->on_schedule;
        a->judged_on_rounding |= part->judged_on_rounding;
        a->improved = a->improved || part->improved;
        worse = worse || part_worse(part);
    }
    a->improved = a->improved && !worse;
}

static struct frame frame_of(struct assessment *a, enum direction direction,
                             int as_of)
{
    const struct segment *s = a->segment;
    struct frame f = {.direction = direction};
    int mark;
    a->latest = find_latest(s, as_of, &mark);
    f.year_baseline = indicator_year(&s->baseline);
    f.year_target = s->has_target ? indicator_year(&s->target) : 0;
    f.year_latest = a->latest ? indicator_year(a->latest) : 0;
    f.year_now = a->latest ? f.year_latest : f.year_baseline;
    f.no_target = s->has_target ? REASON_MISSING : REASON_NO_TARGET;
    f.no_actual = mark ? REASON_MISSING : REASON_NO_ACTUAL;
    a->newer_missing = mark > f.year_latest;
    if (f.year_target && f.year_baseline)
        a->years_total = f.year_target - f.year_baseline;
    if (f.year_latest && f.year_baseline)
        a->years_elapsed = f.year_latest - f.year_baseline;
    if (f.year_target && f.year_now)
        a->years_left = f.year_target - f.year_now;
    return f;
}

struct assessment assess_segment(struct arena *arena,
                                 const struct indicator *indicator,
                                 const struct segment *segment, int as_of)
{
    struct assessment a = {.segment = segment, .part = ""};
    struct frame frame = frame_of(&a, indicator->direction, as_of);
    bool counts = !indicator->is_reference && !indicator->is_repeated;
    const struct value *tuple = tuple_among(&a);
    if (!tuple || tuple->n_parts == 0) {
        assess_numbers(&a, frame, false, 0);
        a.test = test_of(&a);
        a.counted = counts && !few_answers(a.latest);
        return a;
    }
    struct assessment *parts =
        arena_make(arena, struct assessment, tuple->n_parts);
    for (size_t i = 0; i < tuple->n_parts; i++) {
        parts[i] = a;
        parts[i].part = tuple->parts[i].unit;
        assess_numbers(&parts[i], frame, true, i);
    }
    join_parts(&a, parts, tuple->n_parts);
    a.counted = counts;
    return a;
}

static bool sides_agree(enum direction direction, struct decimal baseline,
                        struct decimal target)
{
    int side = decimal_compare(target, baseline);
    return !(direction == DIRECTION_UP && side < 0) &&
           !(direction == DIRECTION_DOWN && side > 0);
}

bool assess_target_side(enum direction direction, const struct value *baseline,
                        const struct value *target)
{
    if (baseline->kind == VALUE_NUMBER && target->kind == VALUE_NUMBER)
        return sides_agree(direction, baseline->number, target->number);
    if (baseline->kind != VALUE_TUPLE || target->kind != VALUE_TUPLE)
        return true;
    for (size_t i = 0; i < baseline->n_parts && i < target->n_parts; i++)
        if (!sides_agree(direction, baseline->parts[i].number,
                         target->parts[i].number))
            return false;
    return true;
}
