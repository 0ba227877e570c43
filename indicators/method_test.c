/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The families that ask whether a change is more than noise: by standard
 * errors where they are known, else by the guide of the preset.
 *
 * z = (X-B) / sqrt(SE_X^2 + SE_B^2), p = erfc(|z| / sqrt 2), halved for one
 * side [normal approximation of two independent estimates].  A p that came
 * with the series is taken instead: it knows the digits before rounding and
 * the degrees of freedom.
 */
#include "indicators/method_int.h"

#include <math.h>

static bool has_test(const struct verdict *v)
{
    return v->base && v->base->has_se && v->latest->has_se;
}

/* p of two sides of the change X - B as published. */
static double p_of_change(const struct frame *f, const struct verdict *v)
{
    const struct series_test *test = &f->series->test;
    double change = component_double(component_sub(f->x, f->b));
    double se =
        hypot(decimal_double(v->base->se), decimal_double(v->latest->se));
    if (change == 0)
        return 1;
    if (test->to && test->from == f->year_b && test->to == f->year_x)
        return test->p;
    return se > 0 ? erfc(fabs(change) / se / sqrt(2)) : 0;
}

/* Is the change X - B significant?  Sets p. */
static bool significant(const struct frame *f, struct verdict *v)
{
    double p = p_of_change(f, v);
    v->p = component_real(f->preset->one_sided ? p / 2 : p);
    method_note_add(v, NOTE_TESTED);
    return component_compare_decimal(v->p, f->preset->parameter[PARAM_ALPHA]) <
           0;
}

/* Is |share| at least the guide? */
static bool at_guide(const struct frame *f, struct verdict *v,
                     struct component share)
{
    method_note_add(v, NOTE_GUIDE);
    return component_compare_decimal(component_size(share),
                                     f->preset->parameter[PARAM_GUIDE]) >= 0;
}

/* Healthy People: share of the targeted change when moving towards the
 * target, else change relative to the baseline. */
void method_targeted_change(const struct frame *f, struct verdict *v)
{
    struct component change = component_sub(f->x, f->b);
    int way = component_sign(method_towards(f, change));
    v->required = component_sub(f->t, f->b);
    v->actual = change;
    v->ratio = way >= 0 ? v->progress : method_relative_change(f);
    if (change.kind == COMPONENT_NONE ||
        (way >= 0 && v->ratio.kind == COMPONENT_NONE && !f->reached)) {
        v->reason = METHOD_OVERFLOW;
        return;
    }
    bool detectable;
    if (has_test(v)) {
        detectable = significant(f, v);
    } else if (v->ratio.kind == COMPONENT_NONE) {
        v->reason = METHOD_ZERO_BASE;
        return;
    } else {
        detectable = at_guide(f, v, v->ratio);
    }
    method_set_rule(v, !detectable || way == 0 ? CLASS_SAME
                       : way > 0               ? CLASS_BETTER
                                               : CLASS_WORSE);
}

/* Is X on the good side of the straight line from B to T at year t?  After
 * the target year the line stays at T. */
static bool on_line(const struct frame *f, struct verdict *v)
{
    struct component share = component_div(method_years(f->year_x - f->year_b),
                                           method_years(f->year_t - f->year_b));
    if (f->year_x >= f->year_t)
        share = method_years(1);
    v->required =
        component_add(f->b, component_mul(component_sub(f->t, f->b), share));
    return v->required.kind &&
           f->sense * component_compare(f->x, v->required) >= 0;
}

/* 健康日本21（第二次）: better, worse or no change; what is better is on the
 * line to the target or behind it. */
void method_tested_change(const struct frame *f, struct verdict *v)
{
    struct component change = component_sub(f->x, f->b);
    int way = component_sign(method_towards(f, change));
    bool line = on_line(f, v);
    v->actual = f->x;
    v->ratio = method_relative_change(f);
    bool detectable;
    if (has_test(v)) {
        detectable = significant(f, v);
    } else if (v->ratio.kind == COMPONENT_NONE) {
        v->reason =
            component_sign(f->b) == 0 ? METHOD_ZERO_BASE : METHOD_OVERFLOW;
        return;
    } else {
        detectable = at_guide(f, v, v->ratio);
    }
    method_set_rule(v, !detectable || way == 0 ? CLASS_SAME
                       : way < 0               ? CLASS_WORSE
                       : line                  ? CLASS_BETTER
                                               : CLASS_BETTER_BEHIND);
}

/* Does the interval of the latest value hold the target?  Without limits a
 * standard error gives X +- 1.96 SE. */
static bool overlaps(const struct frame *f, const struct series_point *p)
{
    struct component low = component_of_decimal(p->lower);
    struct component high = component_of_decimal(p->upper);
    if (!p->has_interval) {
        struct component half =
            component_mul(component_of_decimal(p->se),
                          component_of_decimal(decimal_of(196, 2)));
        low = component_sub(f->x, half);
        high = component_add(f->x, half);
    }
    return low.kind && high.kind && component_compare(low, f->t) <= 0 &&
           component_compare(high, f->t) >= 0;
}

/* Is the ratio within a parameter of the preset? */
static bool within(const struct verdict *v, enum method_parameter parameter)
{
    return v->ratio.kind != COMPONENT_NONE &&
           component_compare_decimal(v->ratio,
                                     v->preset->parameter[parameter]) <= 0;
}

void method_overlap(const struct frame *f, struct verdict *v)
{
    bool known = v->latest->has_interval || v->latest->has_se;
    v->required = f->t;
    v->actual = f->x;
    v->ratio = component_size(
        component_div(component_sub(f->t, f->x), component_size(f->t)));
    method_note_add(v, known ? NOTE_TESTED : NOTE_GUIDE);
    if (f->reached || (known ? overlaps(f, v->latest) : within(v, PARAM_NEAR)))
        method_set_rule(v, CLASS_REACHED);
    else if (component_sign(f->t) == 0)
        v->reason = METHOD_ZERO_TARGET;
    else if (v->ratio.kind == COMPONENT_NONE)
        v->reason = METHOD_OVERFLOW;
    else
        method_set_rule(v, within(v, PARAM_APPROACHING) ? CLASS_BETTER_BEHIND
                                                        : CLASS_WORSE);
}
