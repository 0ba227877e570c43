/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/lints.h"

#include "data/unit.h"
#include <math.h>
#include <string.h>

/* A target is too small to detect when simple random samples of more than
 * this size would be needed in both waves. */
#define SAMPLE_MOST 10000.0
/* The 97.5 % point of the normal distribution. */
#define Z_TWO_SIDED 1.959963984540054

struct subject { /* what is being judged */
    const struct run *run;
    const struct indicator *indicator;
    const struct segment *segment;
};

/* -- measure and unit -------------------------------------------------------
 */

static const struct {
    const char *label, *unit;
} counters[] = {
    {"件数", "件"},     {"人数", "人"}, {"者数", "人"}, {"回数", "回"},
    {"世帯数", "世帯"}, {"組数", "組"}, {"校数", "校"}, {"団体数", "団体"},
};

/* A measure may name several counters (相談件数（実人数）): one must agree. */
static void check_unit(const struct run *run, const struct indicator *indicator)
{
    const struct unit *unit = unit_find(str_of(indicator->unit));
    bool any = false;
    if (!unit || unit->dimension != UNIT_COUNT)
        return;
    for (size_t i = 0; i < LEN(counters); i++) {
        if (!strstr(indicator->measure, counters[i].label))
            continue;
        any = true;
        if (unit_same(str_of(indicator->unit), str_of(counters[i].unit), NULL))
            return;
    }
    if (any)
        diag_add(run->diag, MSG_LINT_UNIT, indicator->place, indicator->measure,
                 indicator->unit, NULL);
}

/* -- decimals ---------------------------------------------------------------
 */

enum { SCALES = 40 }; /* decimals have at most 38 */

static bool is_own_number(const struct observation *o)
{
    return !o->from_predecessor && value_is_number(&o->value);
}

/* The decimals of more than half of at least three numbers, or -1. */
static int usual_scale(const struct segment *segment)
{
    size_t counts[SCALES] = {0}, n = 0;
    for (size_t i = 0; i < segment->n_actuals; i++)
        if (is_own_number(&segment->actuals[i])) {
            counts[segment->actuals[i].value.number.scale]++;
            n++;
        }
    for (int scale = 0; n >= 3 && scale < SCALES; scale++)
        if (2 * counts[scale] > n)
            return scale;
    return -1;
}

static void check_decimals(const struct subject *s)
{
    const struct segment *segment = s->segment;
    int usual = usual_scale(segment);
    for (size_t i = 0; usual >= 0 && i < segment->n_actuals; i++) {
        const struct observation *o = &segment->actuals[i];
        if (is_own_number(o) && o->value.number.scale != usual)
            diag_add(s->run->diag, MSG_LINT_DECIMALS, o->value.place,
                     o->value.published,
                     str_count(s->run->arena, (uint64_t)usual), NULL);
    }
    const struct value *from = &segment->baseline.value;
    const struct value *to = &segment->target.value;
    if (segment->has_target && value_is_number(from) && value_is_number(to) &&
        from->number.scale != to->number.scale)
        diag_add(s->run->diag, MSG_LINT_TARGET_DECIMALS, to->place,
                 from->published, to->published, NULL);
}

/* -- the target -------------------------------------------------------------
 */

/* The size of each of two simple random samples at which a difference of
 * shares p and q is just significant: n = (z / (q - p))^2 (p (1 - p) +
 * q (1 - q)), the interval of a difference of proportions solved for n
 * [Agresti, Categorical Data Analysis, 3.1; 5 %, two-sided]. */
static double sample_needed(double p, double q)
{
    double z = Z_TWO_SIDED / (q - p);
    return ceil(z * z * (p * (1 - p) + q * (1 - q)));
}

static bool is_share_value(const struct value *value)
{
    return value_is_number(value) && decimal_sign(value->number) >= 0 &&
           decimal_compare(value->number, decimal_of(100, 0)) <= 0;
}

static void check_target_size(const struct subject *s)
{
    const struct value *from = &s->segment->baseline.value;
    const struct value *to = &s->segment->target.value;
    if (s->indicator->kind != KIND_SHARE || s->indicator->is_reference ||
        !s->segment->has_target || !is_share_value(from) ||
        !is_share_value(to) || decimal_compare(from->number, to->number) == 0)
        return;
    double n = sample_needed(decimal_double(from->number) / 100,
                             decimal_double(to->number) / 100);
    struct quantity change = quantity_difference(to->number, from->number);
    struct decimal size;
    if (n <= SAMPLE_MOST || change.reason != REASON_NONE ||
        !decimal_of_double(n, 15, &size))
        return;
    const struct speaker *speaker = &s->run->speaker;
    diag_add(s->run->diag, MSG_LINT_SMALL_TARGET, to->place,
             publish_change(s->run->arena, speaker->style, change.published),
             publish_number(s->run->arena, speaker->style, size), NULL);
}

static const char *year_text(const struct subject *s, int year)
{
    return publish_period(s->run->arena, s->run->speaker.style,
                          period_fiscal(year), PERIOD_LONG);
}

static void check_years(const struct subject *s)
{
    const struct plan *plan = s->run->plan;
    const struct observation *from = &s->segment->baseline;
    const struct observation *to = &s->segment->target;
    if (value_is_present(&from->value) && indicator_year(from) >= plan->from)
        diag_add(s->run->diag, MSG_LINT_BASELINE_YEAR, from->period_place,
                 from->period_published, year_text(s, plan->from), NULL);
    if (s->segment->has_target && indicator_year(to) > plan->to)
        diag_add(s->run->diag, MSG_LINT_TARGET_YEAR, to->period_place,
                 to->period_published, year_text(s, plan->to), NULL);
}

/* -- kinds of numbers -------------------------------------------------------
 */

static void check_share(const struct subject *s, const struct value *value)
{
    if (value_is_number(value) && !is_share_value(value))
        diag_add(s->run->diag, MSG_LINT_SHARE, value->place, value->published,
                 NULL);
}

static void check_shares(const struct subject *s)
{
    const struct segment *segment = s->segment;
    const struct unit *unit = unit_find(str_of(s->indicator->unit));
    bool is_percent = unit && unit->dimension == UNIT_PERCENT;
    if (s->indicator->kind != KIND_SHARE || !is_percent)
        return;
    check_share(s, &segment->baseline.value);
    if (segment->has_target)
        check_share(s, &segment->target.value);
    for (size_t i = 0; i < segment->n_actuals; i++)
        if (!segment->actuals[i].from_predecessor)
            check_share(s, &segment->actuals[i].value);
}

static void check_cumulative(const struct subject *s)
{
    const struct value *before = &s->segment->baseline.value;
    if (s->indicator->kind != KIND_CUMULATIVE)
        return;
    for (size_t i = 0; i < s->segment->n_actuals; i++) {
        const struct observation *o = &s->segment->actuals[i];
        bool later = indicator_year(o) > indicator_year(&s->segment->baseline);
        if (!is_own_number(o) || !later)
            continue;
        if (value_is_number(before) &&
            decimal_compare(o->value.number, before->number) < 0)
            diag_add(s->run->diag, MSG_LINT_CUMULATIVE, o->value.place,
                     o->value.published, before->published, NULL);
        before = &o->value;
    }
}

/* -- all --------------------------------------------------------------------
 */

static void check_direction(const struct run *run,
                            const struct indicator *indicator)
{
    for (size_t i = 0; i < indicator->n_segments; i++)
        if (indicator->segments[i].has_target)
            return;
    if (indicator->direction == DIRECTION_NONE)
        diag_add(run->diag, MSG_LINT_NO_DIRECTION, indicator->place,
                 indicator->measure, NULL);
}

void lints_check(const struct run *run)
{
    for (size_t i = 0; i < run->plan->n_indicators; i++) {
        const struct indicator *indicator = &run->plan->indicators[i];
        check_unit(run, indicator);
        check_direction(run, indicator);
        for (size_t k = 0; k < indicator->n_segments; k++) {
            struct subject s = {run, indicator, &indicator->segments[k]};
            check_decimals(&s);
            check_target_size(&s);
            check_years(&s);
            check_shares(&s);
            check_cumulative(&s);
        }
    }
    lints_text_check(run);
}
