/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The weather symbols of the German sustainable development indicators
 * [dns-indikatoren.de, status], for every kind of target.
 *
 * The four classes of the preset stand in this order: sun, sun with cloud,
 * cloud, storm.  The first three are ranges of the share of the remaining way
 * that the projection misses; storm has the rule worse.
 *
 * Trend a: mean of the yearly changes of the last five years, that is
 * (X - y)/(t - ty) from the first point y of these years on; at least four
 * points.  All numbers are exact.
 */
#include "indicators/method_int.h"

enum { SUN, SUN_CLOUD, CLOUD, STORM, SYMBOLS };
enum { YEARS = 5, MIN_POINTS = 4 };

struct trend_of {
    struct component mean, last; /* per year */
    size_t points;
};

/* false: fewer than four points. */
static bool find_trend(const struct frame *f, struct trend_of *out)
{
    const struct series *s = f->series;
    const struct series_point *first = NULL, *before = NULL, *last = NULL;
    *out = (struct trend_of){component_none(), component_none(), 0};
    for (size_t i = 0; i < s->n; i++) {
        const struct series_point *p = &s->points[i];
        if (p->year < f->year_x - YEARS || p->year > f->year_x)
            continue;
        first = first ? first : p;
        before = last;
        last = p;
        out->points++;
    }
    if (out->points < MIN_POINTS)
        return false;
    struct component now = component_of_decimal(last->value);
    out->mean =
        component_div(component_sub(now, component_of_decimal(first->value)),
                      method_years(last->year - first->year));
    out->last =
        component_div(component_sub(now, component_of_decimal(before->value)),
                      method_years(last->year - before->year));
    return out->mean.kind && out->last.kind;
}

/* +1 the right way, 0 flat, -1 the wrong way, for a sense. */
static int way(struct component change, int sense)
{
    return component_sign(change) * sense;
}

static int symbol_of_direction(const struct trend_of *trend, int sense)
{
    bool mean = way(trend->mean, sense) > 0;
    bool last = way(trend->last, sense) > 0;
    return mean ? (last ? SUN : SUN_CLOUD) : last ? CLOUD : STORM;
}

/* To be met every year, or met already. */
static int symbol_of_level(const struct trend_of *trend, int sense,
                           bool reached)
{
    int a = way(trend->mean, sense);
    if (reached)
        return a >= 0 ? SUN : SUN_CLOUD;
    return a > 0 ? CLOUD : STORM;
}

/* The index of a class in the preset: the symbol. */
static int symbol_of_range(const struct frame *f, struct component miss)
{
    struct method_fit fit = method_classify(f->preset, miss, false);
    return fit.class ? (int)(fit.class - f->preset->classes) : CLOUD;
}

/* Where a target is judged: the value, the weakest end of an interval.
 * Without a declared direction the value should move towards it. */
struct goal {
    struct component level;
    int sense;
    bool reached;
};

static struct goal goal_of(const struct frame *f, const struct series_target *t)
{
    struct goal g = {component_of_decimal(t->value), f->sense, false};
    struct component low = component_of_decimal(t->lower);
    struct component high = component_of_decimal(t->upper);
    bool interval = t->kind == TARGET_INTERVAL;
    if (interval)
        g.level = f->sense > 0                       ? low
                  : f->sense < 0                     ? high
                  : component_compare(f->x, low) < 0 ? low
                                                     : high;
    int side = component_compare(g.level, f->x);
    if (f->sense == 0 && interval) {
        g.reached = component_compare(f->x, low) >= 0 &&
                    component_compare(f->x, high) <= 0;
        g.sense = side;
    } else if (f->sense == 0) {
        g.reached = side == 0;
        g.sense = side;
    } else {
        g.reached = side * f->sense <= 0;
    }
    return g;
}

static int symbol_of_target(const struct frame *f, struct verdict *v,
                            const struct trend_of *trend,
                            const struct series_target *t)
{
    if (t->kind == TARGET_DIRECTION)
        return symbol_of_direction(trend, f->sense);
    struct goal g = goal_of(f, t);
    bool past = t->year != 0 && t->year <= f->year_x;
    v->level = g.level;
    v->required = v->projected = v->ratio = component_none();
    if (t->kind == TARGET_CONSTANT || t->kind == TARGET_BINARY || g.reached ||
        past || t->year == 0) {
        if (g.reached)
            method_note_add(v, NOTE_REACHED);
        return symbol_of_level(trend, g.sense, g.reached);
    }
    struct component left = method_years(t->year - f->year_x);
    struct component way_left = component_sub(g.level, f->x);
    v->required = component_div(way_left, left);
    v->projected = component_add(f->x, component_mul(trend->mean, left));
    struct component miss = component_div(component_sub(g.level, v->projected),
                                          component_size(way_left));
    v->ratio = g.sense < 0 ? component_negate(miss) : miss;
    if (v->ratio.kind == COMPONENT_NONE)
        v->reason = METHOD_OVERFLOW;
    else if (way(trend->mean, g.sense) > 0)
        return symbol_of_range(f, v->ratio);
    return STORM;
}

static enum method_reason check_weather(const struct frame *f,
                                        const struct verdict *v)
{
    if (!v->target)
        return f->sense ? METHOD_OK : METHOD_NO_TARGET;
    if (v->target->kind == TARGET_DIRECTION)
        return f->sense ? METHOD_OK : METHOD_DIRECTION;
    return v->target->has_value ? METHOD_OK : METHOD_NO_TARGET;
}

/* The targets that count at once: those of the year that comes next. */
static int worst_symbol(const struct frame *f, struct verdict *v,
                        const struct trend_of *trend)
{
    static const struct series_target direction = {.kind = TARGET_DIRECTION};
    const struct series_target *next = v->target ? v->target : &direction;
    struct verdict worst = *v;
    int symbol = symbol_of_target(f, &worst, trend, next);
    for (size_t i = 0; i < f->series->n_targets; i++) {
        const struct series_target *t = &f->series->targets[i];
        bool always = t->kind == TARGET_CONSTANT || t->kind == TARGET_DIRECTION;
        if (t == next || (t->year != next->year && !(always && !t->year)) ||
            (!t->has_value && t->kind != TARGET_DIRECTION) ||
            (t->kind == TARGET_DIRECTION && !f->sense))
            continue;
        struct verdict other = *v;
        other.target = t;
        int found = symbol_of_target(f, &other, trend, t);
        if (found > symbol) {
            symbol = found;
            worst = other;
        }
    }
    *v = worst;
    return symbol;
}

void method_weather(const struct frame *f, struct verdict *v)
{
    struct trend_of trend;
    v->reason = check_weather(f, v);
    if (v->reason)
        return;
    if (!find_trend(f, &trend)) {
        v->reason = METHOD_FEW_POINTS;
        return;
    }
    if (trend.points <= YEARS)
        method_note_add(v, NOTE_FEW_CHANGES);
    if (!v->target || v->target->kind == TARGET_DIRECTION)
        method_note_add(v, NOTE_NO_TARGET);
    v->actual = trend.mean;
    int symbol = worst_symbol(f, v, &trend);
    if (!v->reason && f->preset->n_classes >= SYMBOLS)
        v->class = &f->preset->classes[symbol];
    else if (!v->reason)
        v->reason = METHOD_GAP;
}
