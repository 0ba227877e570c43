/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The families that need powers: compound growth, projection, average annual
 * rate.  The growth rate is a double; what follows from it too.
 */
#include "indicators/method_int.h"

#include <math.h>

/* g(a,b,n) = (a/b)^(1/n) - 1, for a/b >= 0. */
static struct component growth(struct component a, struct component b,
                               int years)
{
    double quotient = component_double(component_div(a, b));
    return component_real(expm1(log(quotient) / years));
}

/* 0 is replaced where the preset has a number for it. */
static struct component replaced(const struct frame *f, struct verdict *v,
                                 struct component a)
{
    if (a.kind == COMPONENT_NONE || component_sign(a) != 0 ||
        !f->preset->has[PARAM_ZERO])
        return a;
    method_note_add(v, NOTE_ZERO);
    return component_of_decimal(f->preset->parameter[PARAM_ZERO]);
}

/* Can x / base be raised to a power? */
static enum method_reason check_signs(const struct frame *f,
                                      struct component base, struct component x)
{
    int b = component_sign(base);
    if (b == 0)
        return METHOD_ZERO_BASE;
    if (b < 0 && !f->preset->negative_sign)
        return METHOD_NEGATIVE_BASE;
    return b * component_sign(x) < 0 ? METHOD_SIGNS : METHOD_OK;
}

/* The ratio x direction, its sense reversed for a negative base. */
static struct component signed_ratio(const struct frame *f,
                                     struct component base,
                                     struct component rate)
{
    struct component towards = method_towards(f, rate);
    return component_sign(base) < 0 ? component_negate(towards) : towards;
}

static void cagr_to_target(const struct frame *f, struct verdict *v,
                           struct component base)
{
    struct component level = replaced(f, v, f->t);
    if (component_sign(level) == 0)
        v->reason = METHOD_ZERO_TARGET;
    else
        v->reason = check_signs(f, base, level);
    if (v->reason)
        return;
    v->required = growth(level, base, f->year_t - f->year_b);
    if (component_sign(v->required) == 0) {
        v->reason = METHOD_EQUAL;
        return;
    }
    v->ratio = component_div(signed_ratio(f, base, v->actual),
                             component_size(v->required));
    method_set_range(f, v, false);
}

void method_cagr(const struct frame *f, struct verdict *v)
{
    struct component base = replaced(f, v, f->b);
    v->reason = check_signs(f, base, f->x);
    if (v->reason)
        return;
    v->actual = growth(f->x, base, f->year_x - f->year_b);
    if (f->t.kind) {
        cagr_to_target(f, v, base);
        return;
    }
    method_note_add(v, NOTE_NO_TARGET);
    v->ratio = signed_ratio(f, base, v->actual);
    method_set_range(f, v, true);
}

/* ------------------------------------------------------------- projection */

static void project_growth(const struct frame *f, struct verdict *v)
{
    v->reason = check_signs(f, f->b, f->x);
    if (v->reason)
        return;
    v->actual = growth(f->x, f->b, f->year_x - f->year_b);
    int left = f->t.kind ? f->year_t - f->year_x : 0;
    double factor = pow(1 + component_double(v->actual), left > 0 ? left : 0);
    if (f->t.kind)
        v->projected =
            left > 0 ? component_mul(f->x, component_real(factor)) : f->x;
}

static void project_line(const struct frame *f, struct verdict *v)
{
    struct method_line line;
    if (!method_fit_line(f, f->year_b, true, &line)) {
        v->reason = METHOD_OVERFLOW;
        return;
    }
    v->actual = line.slope;
    struct component ahead =
        component_sub(method_years(f->year_t), line.centre);
    v->projected = component_add(line.mean, component_mul(line.slope, ahead));
}

/* A target of 0 or 100 counts as met from a short distance on. */
static bool near_end(const struct frame *f)
{
    if (!f->preset->has[PARAM_NEAR] || f->t.kind == COMPONENT_NONE)
        return false;
    if (component_sign(f->t) != 0 &&
        component_compare(f->t, method_years(100)) != 0)
        return false;
    struct component distance = component_size(component_sub(f->t, f->x));
    return component_compare_decimal(distance,
                                     f->preset->parameter[PARAM_NEAR]) <= 0;
}

/* Done or not: there is no way between. */
static void judge_binary(const struct frame *f, struct verdict *v)
{
    v->ratio = method_years(f->reached);
    method_set_range(f, v, false);
}

void method_projection(const struct frame *f, struct verdict *v)
{
    if (v->target && v->target->kind == TARGET_BINARY) {
        judge_binary(f, v);
        return;
    }
    if (f->preset->line)
        project_line(f, v);
    else
        project_growth(f, v);
    if (v->reason)
        return;
    if (f->t.kind == COMPONENT_NONE) {
        method_note_add(v, NOTE_NO_TARGET);
        v->ratio = method_towards(f, v->actual);
        method_set_range(f, v, true);
        return;
    }
    v->required = component_sub(f->t, f->b);
    v->ratio = component_div(component_sub(v->projected, f->b), v->required);
    method_set_range(f, v, false);
    if (near_end(f) && method_find_rule(f->preset, CLASS_REACHED)) {
        method_note_add(v, NOTE_NEAR_END);
        method_set_rule(v, CLASS_REACHED);
    }
}

/* ---------------------------------------------------- average annual rate */

/* exp(slope) - 1 of the least squares line of ln y on the year. */
static struct component log_slope(const struct frame *f)
{
    double mean_t = 0, mean_y = 0, above = 0, below = 0;
    double n = 0;
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < f->series->n; i++) {
            const struct series_point *p = &f->series->points[i];
            double y = decimal_double(p->value), t = p->year - f->year_b;
            if (p->year < f->year_b)
                continue;
            if (!(y > 0))
                return component_none();
            if (pass == 0) {
                n++;
                mean_t += t;
                mean_y += log(y);
                continue;
            }
            above += (t - mean_t / n) * (log(y) - mean_y / n);
            below += (t - mean_t / n) * (t - mean_t / n);
        }
    }
    return component_real(expm1(above / below));
}

static enum method_reason check_aarr(const struct frame *f)
{
    if (component_sign(f->b) == 0)
        return METHOD_ZERO_BASE;
    if (component_sign(f->b) < 0)
        return METHOD_NEGATIVE_BASE;
    if (component_sign(f->x) <= 0)
        return METHOD_SIGNS;
    if (component_sign(f->t) == 0)
        return METHOD_ZERO_TARGET;
    if (component_sign(f->t) < 0)
        return METHOD_NEGATIVE_TARGET;
    return METHOD_OK;
}

void method_aarr(const struct frame *f, struct verdict *v)
{
    v->reason = check_aarr(f);
    if (v->reason)
        return;
    struct component rate = f->preset->all_points
                                ? log_slope(f)
                                : growth(f->x, f->b, f->year_x - f->year_b);
    v->actual = method_towards(f, rate);
    if (f->reached)
        return;
    if (f->year_t <= f->year_x) {
        v->reason = METHOD_YEAR_PAST;
        return;
    }
    v->required = method_towards(f, growth(f->t, f->x, f->year_t - f->year_x));
    v->ratio = component_div(v->actual, v->required);
    method_set_range(f, v, false);
}
