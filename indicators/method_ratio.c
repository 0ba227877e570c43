/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The families that are quotients of published numbers: all exact.
 */
#include "indicators/method_int.h"

static void set_paces(struct verdict *v, struct component required,
                      struct component actual)
{
    v->required = required;
    v->actual = actual;
    v->ratio = component_div(actual, required);
}

/* 達成率.  For a falling indicator T/X and (2T-X)/T are both in use, so one
 * of them has to be declared. */
void method_achievement(const struct frame *f, struct verdict *v)
{
    v->required = f->t;
    v->actual = f->x;
    enum method_form form = f->preset->form;
    bool inverse = f->sense < 0 && form == FORM_INVERSE;
    if (f->sense < 0 && form == FORM_REFUSE)
        v->reason = METHOD_DIRECTION;
    else if (component_sign(f->t) < 0)
        v->reason = METHOD_NEGATIVE_TARGET;
    else if (component_sign(inverse ? f->x : f->t) == 0)
        v->reason = METHOD_ZERO_TARGET;
    if (v->reason)
        return;
    struct component twice = component_mul(f->t, method_years(2));
    if (inverse)
        v->ratio = component_div(f->t, f->x);
    else if (f->sense < 0)
        v->ratio = component_div(component_sub(twice, f->x), f->t);
    else
        v->ratio = component_div(f->x, f->t);
    method_set_range(f, v, false);
}

void method_progress(const struct frame *f, struct verdict *v)
{
    set_paces(v, component_sub(f->t, f->b), component_sub(f->x, f->b));
    method_set_range(f, v, false);
}

/* Q against the share that the elapsed years should have brought. */
void method_schedule(const struct frame *f, struct verdict *v)
{
    struct component gone = method_years(f->year_x - f->year_b);
    struct component all = method_years(f->year_t - f->year_b);
    struct component expected =
        f->preset->has[PARAM_PER_YEAR]
            ? component_mul(gone, component_of_decimal(
                                      f->preset->parameter[PARAM_PER_YEAR]))
            : component_div(gone, all);
    set_paces(v, expected, v->progress);
    method_set_range(f, v, false);
}

void method_linear(const struct frame *f, struct verdict *v)
{
    struct component required = component_div(
        component_sub(f->t, f->b), method_years(f->year_t - f->year_b));
    struct component actual = component_div(
        component_sub(f->x, f->b), method_years(f->year_x - f->year_b));
    set_paces(v, required, actual);
    method_set_range(f, v, false);
}

void method_relative(const struct frame *f, struct verdict *v)
{
    v->actual = component_sub(f->x, f->b);
    if (component_sign(f->b) == 0)
        v->reason = METHOD_ZERO_BASE;
    else if (f->preset->by_direction && f->sense == 0)
        v->reason = METHOD_DIRECTION;
    if (v->reason)
        return;
    v->ratio = method_relative_change(f);
    if (f->preset->by_direction)
        v->ratio = method_towards(f, v->ratio);
    method_set_range(f, v, false);
}

/* ------------------------------------------------------------- difficulty */

/* The slope of the points, or of the ends where there are fewer than three;
 * *passes and *at: a point of that line. */
static struct component slope_of(const struct frame *f, struct component *at,
                                 struct component *passes)
{
    struct method_line line;
    if (f->preset->all_points && method_fit_line(f, f->year_b, false, &line) &&
        line.n >= 3) {
        *at = line.centre;
        *passes = line.mean;
        return line.slope;
    }
    *at = method_years(f->year_x);
    *passes = f->x;
    return component_div(component_sub(f->x, f->b),
                         method_years(f->year_x - f->year_b));
}

/* The first year after t in which the line is at the target or past it. */
static void find_year(const struct frame *f, struct verdict *v,
                      struct component at, struct component passes)
{
    enum { FAR = 100 };
    struct component way =
        component_div(component_sub(f->t, passes), v->actual);
    struct component when = component_add(at, way);
    struct decimal year;
    if (method_towards(f, v->actual).kind == COMPONENT_NONE ||
        component_sign(method_towards(f, v->actual)) <= 0 ||
        when.kind != COMPONENT_EXACT ||
        component_compare(when, method_years(f->year_x + FAR)) > 0 ||
        !rational_round(when.exact, 0, ROUND_UP, &year)) {
        method_note_add(v, NOTE_NEVER);
        return;
    }
    int first = (int)year.units;
    v->year = first > f->year_x ? first : f->year_x + 1;
    method_note_add(v, NOTE_YEAR);
}

/* Required pace from now on against the pace so far; a trend that stands
 * still or goes the wrong way has no ratio that means anything. */
void method_pace(const struct frame *f, struct verdict *v)
{
    struct component at, passes;
    v->actual = slope_of(f, &at, &passes);
    if (f->reached)
        return;
    find_year(f, v, at, passes);
    if (f->year_t <= f->year_x) {
        v->reason = METHOD_YEAR_PAST;
        return;
    }
    v->required = component_div(component_sub(f->t, f->x),
                                method_years(f->year_t - f->year_x));
    if (v->actual.kind == COMPONENT_NONE) {
        v->reason = METHOD_OVERFLOW;
    } else if (component_sign(method_towards(f, v->actual)) <= 0) {
        method_set_rule(v, CLASS_WORSE);
    } else {
        v->ratio = component_div(v->required, v->actual);
        method_set_range(f, v, false);
    }
}

/* ------------------------------------------------------------------- line */

struct sums {
    struct component w, wt, wy, wtt, wty;
};

static void add_point(struct sums *s, int weight, int t, struct component y)
{
    struct component w = method_years(weight), x = method_years(t);
    struct component wx = component_mul(w, x);
    s->w = component_add(s->w, w);
    s->wt = component_add(s->wt, wx);
    s->wy = component_add(s->wy, component_mul(w, y));
    s->wtt = component_add(s->wtt, component_mul(wx, x));
    s->wty = component_add(s->wty, component_mul(wx, y));
}

/* slope = (W Swty - Swt Swy) / (W Swtt - Swt^2); the years count from the
 * first one, so that the sums stay small. */
bool method_fit_line(const struct frame *f, int from, bool rising_weights,
                     struct method_line *out)
{
    struct component zero = method_years(0);
    struct sums s = {zero, zero, zero, zero, zero};
    int weight = 0;
    size_t n = 0;
    for (size_t i = 0; i < f->series->n; i++) {
        const struct series_point *p = &f->series->points[i];
        if (p->year < from || p->year > f->year_x)
            continue;
        weight = rising_weights ? weight + 1 : 1;
        add_point(&s, weight, p->year - from, component_of_decimal(p->value));
        n++;
    }
    struct component above =
        component_sub(component_mul(s.w, s.wty), component_mul(s.wt, s.wy));
    struct component below =
        component_sub(component_mul(s.w, s.wtt), component_mul(s.wt, s.wt));
    out->n = n;
    out->slope = component_div(above, below);
    out->mean = component_div(s.wy, s.w);
    out->centre = component_add(method_years(from), component_div(s.wt, s.w));
    return out->slope.kind != COMPONENT_NONE &&
           out->mean.kind != COMPONENT_NONE;
}
