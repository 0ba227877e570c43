/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What all families share: which numbers are judged, whether they can be,
 * and into which class a ratio falls.
 */
#include "indicators/method_int.h"

#include <math.h>
#include <string.h>

/* --------------------------------------------------------------- families */

/* What a family cannot do without; checked in this order. */
enum need {
    NEED_SENSE = 1,    /* up or down */
    NEED_BASE = 2,     /* a baseline, and an actual after it */
    NEED_TARGET = 4,   /* unless the preset has classes without target */
    NEED_YEARS = 8,    /* of the baseline, and of a target where there is one */
    NEED_DISTANCE = 16 /* T on the right side of B */
};

static const struct family {
    unsigned needs;
    method_family_fn *run;
} families[FAMILY_COUNT] = {
    [FAMILY_ACHIEVEMENT] = {NEED_SENSE | NEED_TARGET, method_achievement},
    [FAMILY_PROGRESS] = {NEED_SENSE | NEED_BASE | NEED_TARGET | NEED_DISTANCE,
                         method_progress},
    [FAMILY_SCHEDULE] = {NEED_SENSE | NEED_BASE | NEED_TARGET | NEED_YEARS |
                             NEED_DISTANCE,
                         method_schedule},
    [FAMILY_LINEAR] = {NEED_SENSE | NEED_BASE | NEED_TARGET | NEED_YEARS |
                           NEED_DISTANCE,
                       method_linear},
    [FAMILY_CAGR] = {NEED_SENSE | NEED_BASE | NEED_TARGET | NEED_YEARS,
                     method_cagr},
    [FAMILY_PROJECTION] = {NEED_SENSE | NEED_BASE | NEED_TARGET | NEED_YEARS |
                               NEED_DISTANCE,
                           method_projection},
    [FAMILY_WEATHER] = {0, method_weather},
    [FAMILY_AARR] = {NEED_SENSE | NEED_BASE | NEED_TARGET | NEED_YEARS,
                     method_aarr},
    [FAMILY_TARGETED_CHANGE] = {NEED_SENSE | NEED_BASE | NEED_TARGET |
                                    NEED_DISTANCE,
                                method_targeted_change},
    [FAMILY_TESTED_CHANGE] = {NEED_SENSE | NEED_BASE | NEED_TARGET | NEED_YEARS,
                              method_tested_change},
    [FAMILY_RELATIVE] = {NEED_BASE, method_relative},
    [FAMILY_OVERLAP] = {NEED_SENSE | NEED_TARGET, method_overlap},
    [FAMILY_PACE] = {NEED_SENSE | NEED_BASE | NEED_TARGET | NEED_YEARS,
                     method_pace},
    [FAMILY_TREND] = {NEED_SENSE, method_trend},
    [FAMILY_CHANCE] = {NEED_SENSE | NEED_TARGET, method_chance},
};

/* ---------------------------------------------------------------- helpers */

struct component method_years(int years)
{
    return component_exact((struct rational){years, 1});
}

struct component method_towards(const struct frame *f, struct component value)
{
    return f->sense < 0 ? component_negate(value) : value;
}

void method_note_add(struct verdict *v, enum method_note note)
{
    v->notes |= 1u << note;
}

bool method_has_note(const struct verdict *v, enum method_note note)
{
    return v->notes & 1u << note;
}

bool method_is_reached(const struct frame *f, struct component level)
{
    if (f->x.kind == COMPONENT_NONE || level.kind == COMPONENT_NONE)
        return false;
    return f->sense * component_compare(f->x, level) >= 0;
}

const struct series_point *method_last(const struct series *series, int year)
{
    const struct series_point *last = NULL;
    for (size_t i = 0; i < series->n && series->points[i].year <= year; i++)
        last = &series->points[i];
    return last;
}

struct component method_relative_change(const struct frame *f)
{
    return component_div(component_sub(f->x, f->b), component_size(f->b));
}

/* ---------------------------------------------------------------- classes */

const struct method_class *method_find_class(const struct preset *preset,
                                             const char *verdict)
{
    for (size_t i = 0; i < preset->n_classes; i++)
        if (strcmp(preset->classes[i].verdict, verdict) == 0)
            return &preset->classes[i];
    return NULL;
}

const struct method_class *method_find_rule(const struct preset *preset,
                                            enum class_rule rule)
{
    for (size_t i = 0; i < preset->n_classes; i++)
        if (preset->classes[i].rule == rule)
            return &preset->classes[i];
    return NULL;
}

/* -1 below the class, 0 inside, 1 above. */
static int side_of(const struct method_class *c, struct component value)
{
    int low = c->low.has ? component_compare_decimal(value, c->low.at) : 1;
    int high = c->high.has ? component_compare_decimal(value, c->high.at) : -1;
    if (low < 0 || (low == 0 && c->low.open))
        return -1;
    return high > 0 || (high == 0 && c->high.open);
}

/* Of two classes below (above) a gap the nearer one. */
static void neighbours(struct method_fit *fit, const struct method_class *c,
                       int side)
{
    if (side > 0 &&
        (!fit->below || decimal_compare(c->high.at, fit->below->high.at) > 0))
        fit->below = c;
    if (side < 0 &&
        (!fit->above || decimal_compare(c->low.at, fit->above->low.at) < 0))
        fit->above = c;
}

static struct method_fit fit_value(const struct preset *preset,
                                   struct component value, bool without_target)
{
    struct method_fit fit = {0};
    for (size_t i = 0; i < preset->n_classes; i++) {
        const struct method_class *c = &preset->classes[i];
        if (c->rule != CLASS_RANGE || c->without_target != without_target)
            continue;
        int side = side_of(c, value);
        if (side == 0 && !fit.class)
            fit.class = c;
        else if (side == 0 && !fit.also)
            fit.also = c;
        else
            neighbours(&fit, c, side);
    }
    return fit;
}

struct method_fit method_classify(const struct preset *preset,
                                  struct component ratio, bool without_target)
{
    struct component raw =
        component_mul(ratio, method_years(preset->scale ? preset->scale : 1));
    struct decimal digits;
    struct component hundredth = component_div(raw, method_years(100));
    if (raw.kind == COMPONENT_NONE)
        return (struct method_fit){0};
    /* of a number too large for 128 bits no digits matter */
    struct component printed =
        component_percent(hundredth, preset->decimals, &digits)
            ? component_of_decimal(digits)
            : raw;
    struct method_fit by_raw = fit_value(preset, raw, without_target);
    struct method_fit by_print = fit_value(preset, printed, without_target);
    struct method_fit fit = preset->judged_published ? by_print : by_raw;
    fit.rounding = by_raw.class != by_print.class;
    return fit;
}

void method_set_rule(struct verdict *v, enum class_rule rule)
{
    v->class = method_find_rule(v->preset, rule);
    if (!v->class)
        v->reason = METHOD_GAP;
}

/* Closeness C of the base to the natural limit L: |B| >= 2|L| -> 1;
 * |B| <= |L| -> 1 - (B/L)^a; else 1 - ((2L-B)/L)^a.  1 without a limit. */
static double closeness(const struct frame *f)
{
    if (!f->series->has_limit || decimal_sign(f->series->limit) == 0 ||
        !f->preset->has[PARAM_EXPONENT])
        return 1;
    double limit = decimal_double(f->series->limit);
    double share = component_double(f->b) / limit;
    double power = decimal_double(f->preset->parameter[PARAM_EXPONENT]);
    if (share >= 2 || share <= -2)
        return 1;
    if (share > 1)
        share = 2 - share;
    return share < 0 ? 1 : 1 - pow(share, power);
}

static struct component score_of(const struct frame *f, struct component ratio,
                                 double c, bool without_target)
{
    const struct preset *p = f->preset;
    double limit = p->has[PARAM_SCORE_LIMIT]
                       ? decimal_double(p->parameter[PARAM_SCORE_LIMIT])
                       : 0;
    for (size_t i = 0; i < p->n_scores; i++) {
        const struct score_line *s = &p->scores[i];
        if (s->without_target != without_target)
            continue;
        struct component u = s->per_closeness && c > 0
                                 ? component_div(ratio, component_real(c))
                                 : ratio;
        if (s->low.has && component_compare_decimal(u, s->low.at) < 0)
            continue;
        double score = s->per_closeness && c <= 0
                           ? limit
                           : s->slope * component_double(u) + s->offset;
        if (limit > 0 && score > limit)
            score = limit;
        if (limit > 0 && score < -limit)
            score = -limit;
        return component_real(score);
    }
    return component_none();
}

/* Near the limit the classes without target are those of ratio / C; at the
 * limit itself every ratio that is not negative is of the first class. */
static struct component scaled_ratio(const struct verdict *v, double c)
{
    if (c > 0 || component_sign(v->ratio) < 0)
        return component_div(v->ratio, component_real(c > 0 ? c : 1));
    return component_real(1);
}

void method_set_range(const struct frame *f, struct verdict *v,
                      bool without_target)
{
    if (v->ratio.kind == COMPONENT_NONE) {
        v->reason = METHOD_OVERFLOW;
        return;
    }
    double c = without_target ? closeness(f) : 1;
    struct component judged = c < 1 ? scaled_ratio(v, c) : v->ratio;
    struct method_fit fit = method_classify(f->preset, judged, without_target);
    v->class = fit.class;
    v->also = fit.also;
    v->score = score_of(f, v->ratio, c, without_target);
    if (fit.rounding)
        method_note_add(v, NOTE_ROUNDING);
    if (fit.also)
        method_note_add(v, NOTE_OVERLAP);
    if (fit.class)
        return;
    v->reason = METHOD_GAP;
    v->below = fit.below;
    v->above = fit.above;
}

/* ---------------------------------------------------- which numbers count */

/* The next target year from `year` on, else the last one; a target without a
 * year only where there is no other. */
static const struct series_target *find_target(const struct series *s, int year)
{
    const struct series_target *next = NULL, *last = NULL, *any = NULL;
    for (size_t i = 0; i < s->n_targets; i++) {
        const struct series_target *t = &s->targets[i];
        if (t->year == 0) {
            any = any ? any : t;
        } else {
            if (t->year >= year && (!next || t->year < next->year))
                next = t;
            if (!last || t->year > last->year)
                last = t;
        }
    }
    return next ? next : last ? last : any;
}

/* The end of an interval that is reached first. */
static struct component weakest_end(const struct series_target *t, int sense,
                                    struct component x)
{
    struct component low = component_of_decimal(t->lower);
    struct component high = component_of_decimal(t->upper);
    if (sense > 0)
        return low;
    if (sense < 0 || x.kind == COMPONENT_NONE)
        return high;
    return component_compare(x, low) < 0 ? low : high;
}

static struct component level_of(const struct series_target *t, int sense,
                                 struct component x)
{
    if (!t || !t->has_value || t->kind == TARGET_DIRECTION)
        return component_none();
    if (t->kind != TARGET_INTERVAL)
        return component_of_decimal(t->value);
    return weakest_end(t, sense, x);
}

static void note_interval(struct verdict *v)
{
    enum method_family family = v->preset->family;
    bool uses =
        (families[family].needs & NEED_TARGET) || family == FAMILY_WEATHER;
    if (uses && v->class && v->target && v->target->kind == TARGET_INTERVAL)
        method_note_add(v, NOTE_WEAKEST_END);
}

static void find_base(struct frame *f, struct verdict *v)
{
    const struct series *s = f->series;
    if (s->has_baseline) {
        v->base = &s->baseline;
    } else if (f->preset->base_first && s->n > 0) {
        v->base = &s->points[0];
        method_note_add(v, NOTE_FIRST_BASE);
    }
    if (!v->base)
        return;
    f->b = component_of_decimal(v->base->value);
    f->year_b = v->base->year;
}

static void find_latest(struct frame *f, struct verdict *v)
{
    const struct series *s = f->series;
    v->latest = s->n ? &s->points[s->n - 1] : NULL;
    v->target = find_target(s, v->latest ? v->latest->year : 0);
    f->year_t = v->target ? v->target->year : 0;
    if (f->preset->past && f->year_t > f->year_b && v->latest &&
        v->latest->year > f->year_t) {
        v->latest = method_last(s, f->year_t);
        method_note_add(v, NOTE_PAST);
    }
    if (!v->latest)
        return;
    f->x = component_of_decimal(v->latest->value);
    f->year_x = v->latest->year;
}

/* The last point that is at least so many years older than the latest one. */
static const struct series_point *aged(const struct frame *f, int years)
{
    return method_last(f->series, f->year_x - years);
}

/* The base of a preset with a window, in place of the baseline. */
static void find_window_base(struct frame *f, struct verdict *v)
{
    const struct preset *p = f->preset;
    const struct series *s = f->series;
    if (!v->latest)
        return;
    v->base = aged(f, (int)p->parameter[PARAM_WINDOW].units);
    if (!v->base && p->has[PARAM_LEAST] &&
        aged(f, (int)p->parameter[PARAM_LEAST].units))
        v->base = &s->points[0];
    if (!v->base)
        return;
    f->b = component_of_decimal(v->base->value);
    f->year_b = v->base->year;
    method_note_add(v, NOTE_WINDOW);
}

static struct component progress_of(const struct frame *f)
{
    return component_div(component_sub(f->x, f->b), component_sub(f->t, f->b));
}

/* ------------------------------------------------------------ can it be? */

static bool judged_without_target(const struct preset *p)
{
    for (size_t i = 0; i < p->n_classes; i++)
        if (p->classes[i].without_target)
            return true;
    return false;
}

static enum method_reason check_base(const struct frame *f,
                                     const struct verdict *v)
{
    if (!v->base)
        return METHOD_NO_BASELINE;
    if (f->year_b && f->year_x <= f->year_b)
        return METHOD_ONE_POINT;
    return METHOD_OK;
}

static enum method_reason check_years(const struct frame *f)
{
    bool has_target = f->t.kind != COMPONENT_NONE;
    if (!f->year_b || (has_target && !f->year_t))
        return METHOD_NO_YEAR;
    return has_target && f->year_t <= f->year_b ? METHOD_YEAR_ORDER : METHOD_OK;
}

static enum method_reason check_distance(const struct frame *f)
{
    if (f->t.kind == COMPONENT_NONE || f->b.kind == COMPONENT_NONE)
        return METHOD_OK;
    int side = f->sense * component_compare(f->t, f->b);
    return side > 0 ? METHOD_OK : side == 0 ? METHOD_EQUAL : METHOD_TARGET_SIDE;
}

static enum method_reason check(const struct frame *f, const struct verdict *v,
                                unsigned needs)
{
    enum method_reason reason = METHOD_OK;
    if (!v->latest)
        return METHOD_NO_ACTUAL;
    if ((needs & NEED_SENSE) && f->sense == 0)
        return METHOD_DIRECTION;
    if (f->preset->has[PARAM_WINDOW] && !v->base)
        return METHOD_SHORT_SERIES;
    if (needs & NEED_BASE)
        reason = check_base(f, v);
    if (!reason && (needs & NEED_TARGET) && f->t.kind == COMPONENT_NONE &&
        !judged_without_target(f->preset))
        reason = METHOD_NO_TARGET;
    if (!reason && (needs & NEED_YEARS))
        reason = check_years(f);
    if (!reason && (needs & NEED_DISTANCE) &&
        !(f->reached && f->preset->reached))
        reason = check_distance(f);
    return reason;
}

/* Base = target by the policy of the preset, though the target is missed. */
static bool equal_by_policy(const struct frame *f)
{
    return f->preset->equal_achieved && f->b.kind != COMPONENT_NONE &&
           f->t.kind != COMPONENT_NONE && component_compare(f->b, f->t) == 0;
}

static void judge_reached(const struct frame *f, struct verdict *v)
{
    double limit = f->preset->has[PARAM_SCORE_LIMIT]
                       ? decimal_double(f->preset->parameter[PARAM_SCORE_LIMIT])
                       : 0;
    method_note_add(v, f->reached ? NOTE_REACHED : NOTE_EQUAL);
    v->notes &= ~(1u << NOTE_OVERLAP | 1u << NOTE_ROUNDING | 1u << NOTE_TESTED |
                  1u << NOTE_GUIDE);
    v->also = v->below = v->above = NULL;
    v->reason = METHOD_OK;
    method_set_rule(v, CLASS_REACHED);
    if (limit > 0)
        v->score = component_real(limit);
}

static void judge(const struct frame *f, struct verdict *v)
{
    const struct family *family = &families[f->preset->family];
    if (check_base(f, v) == METHOD_OK && check_distance(f) == METHOD_OK)
        v->progress = progress_of(f);
    v->reason = check(f, v, family->needs);
    if (!v->reason)
        family->run(f, v);
    if (f->preset->reached && (f->reached || equal_by_policy(f)))
        judge_reached(f, v);
}

struct verdict method_judge(const struct preset *preset,
                            const struct series *series)
{
    struct verdict v = {.preset = preset};
    struct frame f = {.preset = preset, .series = series};
    f.sense = (series->direction == DIRECTION_UP) -
              (series->direction == DIRECTION_DOWN);
    bool window = preset->has[PARAM_WINDOW];
    if (!window)
        find_base(&f, &v);
    find_latest(&f, &v);
    if (window)
        find_window_base(&f, &v);
    f.t = level_of(v.target, f.sense, f.x);
    v.level = f.t;
    f.reached = f.sense != 0 && method_is_reached(&f, f.t);
    judge(&f, &v);
    note_interval(&v);
    if (v.reason && !v.class)
        v.class = method_find_rule(preset, CLASS_NONE);
    return v;
}
