/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/trend.h"

#include "indicators/component.h"
#include "indicators/stat_test.h"
#include <math.h>

/* Student t with so many degrees of freedom is the normal distribution. */
#define NORMAL_DF 1e9

struct points {
    const struct observation **used;
    int *year;
    double *x, *y, *se;
    struct decimal *value;
    size_t n, n_before;
    bool measured; /* every point has a standard error */
};

static bool usable(const struct observation *o, const struct trend_spec *spec)
{
    int year = indicator_year(o);
    return o->value.kind == VALUE_NUMBER && year >= spec->from &&
           year <= spec->to;
}

static int first_year(const struct trend_spec *spec)
{
    return spec->comparable > spec->from ? spec->comparable : spec->from;
}

/* Puts a point where its year belongs; of one year the later call wins. */
static void insert(struct points *p, const struct observation *o)
{
    size_t at = p->n;
    while (at > 0 && indicator_year(p->used[at - 1]) > indicator_year(o))
        at--;
    if (at > 0 && indicator_year(p->used[at - 1]) == indicator_year(o)) {
        p->used[at - 1] = o;
        return;
    }
    for (size_t i = p->n; i > at; i--)
        p->used[i] = p->used[i - 1];
    p->used[at] = o;
    p->n++;
}

/* What was measured in another way is no point of the line. */
static void drop_before(struct points *p, int year)
{
    while (p->n_before < p->n && indicator_year(p->used[p->n_before]) < year)
        p->n_before++;
    p->n -= p->n_before;
    p->used += p->n_before;
}

static struct points collect(struct arena *arena, const struct segment *segment,
                             const struct trend_spec *spec)
{
    size_t most = segment->n_actuals + 1;
    struct points p = {
        .used = arena_make(arena, const struct observation *, most),
        .year = arena_make(arena, int, most),
        .x = arena_make(arena, double, most),
        .y = arena_make(arena, double, most),
        .se = arena_make(arena, double, most),
        .value = arena_make(arena, struct decimal, most),
    };
    if (usable(&segment->baseline, spec))
        insert(&p, &segment->baseline);
    for (size_t i = 0; i < segment->n_actuals; i++)
        if (usable(&segment->actuals[i], spec))
            insert(&p, &segment->actuals[i]);
    drop_before(&p, first_year(spec));
    p.measured = p.n > 0;
    for (size_t i = 0; i < p.n; i++) {
        const struct measured *m = p.used[i]->measured;
        p.measured = p.measured && m && m->has_se && m->se > 0;
        p.se[i] = m ? m->se : 0;
        p.year[i] = indicator_year(p.used[i]);
        p.value[i] = p.used[i]->value.number;
        p.x[i] = (double)p.year[i];
        p.y[i] = decimal_double(p.value[i]);
    }
    return p;
}

/* ----------------------------------------------------------- the ladder */

static bool all_equal(const struct points *p)
{
    for (size_t i = 1; i < p->n; i++)
        if (decimal_compare(p->value[i], p->value[0]) != 0)
            return false;
    return true;
}

static enum trend_refusal refusal_of(const struct points *p,
                                     const struct trend_spec *spec)
{
    const struct ladder_facts facts = {
        .n = p->n,
        .periods = (size_t)((long long)spec->to - first_year(spec) + 1),
        .all_equal = all_equal(p)};
    enum trend_refusal refusal = ladder_refusal(&facts);
    return spec->free && refusal == REFUSAL_GAPS ? REFUSAL_NONE : refusal;
}

/* Curves and neighbours in time are not asked for in plans. */
static enum trend_grade grade_of(size_t n, bool free)
{
    enum trend_grade grade = ladder_grade(n);
    if (free && n >= 3)
        return GRADE_FULL;
    return grade < GRADE_FULL ? grade : GRADE_FULL;
}

/* Years between the first and the last point are no step at all. */
static bool within_horizon(const struct points *p, const struct trend *t,
                           int year)
{
    if (t->spec.free)
        return true;
    long long first = p->year[0], last = p->year[p->n - 1];
    long long steps = year > last    ? year - last
                      : year < first ? first - year
                                     : 0;
    return ladder_reaches(t->grade, (double)steps, (double)(last - first));
}

/* ------------------------------------------------------ published digits */

static bool publish_exact(struct rational a, int decimals, struct decimal *out)
{
    return rational_round(a, decimals, ROUND_HALF_UP, out);
}

static bool publish_double(double x, int decimals, struct decimal *out)
{
    struct decimal digits;
    return decimal_of_double(x, 10, &digits) &&
           decimal_round(digits, decimals, ROUND_HALF_UP, out);
}

static bool publish_p(double p, struct decimal *out)
{
    return publish_double(p, p < 0.05 ? 3 : 2, out);
}

/* ------------------------------------------------------------------ fits */

static bool fit_line(struct trend *t, const struct points *p)
{
    return stat_linear_exact(p->year, p->value, p->n, &t->line) == STAT_OK &&
           publish_exact(t->line.slope, t->decimals + 1, &t->slope);
}

/* The line of known errors, in the terms of the other one. */
static bool fit_weighted(struct trend *t, const struct points *p)
{
    struct weighted_fit w;
    double z;
    if (stat_weighted(p->x, p->y, p->se, p->n, &w) != STAT_OK ||
        stat_normal_quantile(0.5 + t->spec.level / 2, &z) != STAT_OK)
        return false;
    double se = w.se_slope_known;
    t->weighted = true;
    t->fit =
        (struct linear_fit){.n = w.n,
                            .df = NORMAL_DF,
                            .centre = w.centre,
                            .mean = w.mean,
                            .slope = w.slope,
                            .se_slope = se,
                            .sxx = w.sxx,
                            .t = w.slope / se,
                            .p = w.p_slope_known,
                            .slope_ci = {w.slope - z * se, w.slope + z * se}};
    return publish_double(w.slope, t->decimals + 1, &t->slope);
}

static bool fit_plain(struct trend *t, const struct points *p)
{
    return stat_linear(p->x, p->y, p->n, t->spec.level, &t->fit) == STAT_OK;
}

static bool fit_slope(struct trend *t)
{
    int decimals = t->decimals + 1;
    t->established = t->n >= 6 && t->fit.p <= 0.05;
    return publish_double(t->fit.slope_ci.low, decimals, &t->slope_low) &&
           publish_double(t->fit.slope_ci.high, decimals, &t->slope_high) &&
           publish_p(t->fit.p, &t->p_slope);
}

static bool fit_kendall(struct trend *t, const struct points *p)
{
    return stat_kendall(p->y, p->n, &t->kendall) == STAT_OK &&
           publish_p(t->kendall.p, &t->p_kendall);
}

static bool fit_theil_sen(struct trend *t, const struct points *p)
{
    return stat_theil_sen(p->x, p->y, p->n, &t->theil_sen) == STAT_OK &&
           publish_double(t->theil_sen, t->decimals + 1, &t->theil_sen_slope);
}

static bool fit_all(struct trend *t, const struct points *p)
{
    if (!fit_line(t, p))
        return false;
    if (t->grade >= GRADE_REFERENCE &&
        !(p->measured ? fit_weighted(t, p) : fit_plain(t, p)))
        return false;
    if (t->grade >= GRADE_SLOPE && !fit_slope(t))
        return false;
    if (t->grade >= GRADE_INTERVAL && !fit_kendall(t, p))
        return false;
    return t->grade < GRADE_FULL || fit_theil_sen(t, p);
}

/* The line at a year: exact, but for a weighted one. */
static struct component line_at(const struct trend *t, int year)
{
    struct rational at;
    if (t->weighted)
        return component_real(t->fit.mean +
                              t->fit.slope * (year - t->fit.centre));
    return stat_exact_at(&t->line, year, &at) ? component_exact(at)
                                              : component_none();
}

static bool publish_at(const struct trend *t, int year, struct decimal *out)
{
    struct component at = line_at(t, year);
    if (at.kind == COMPONENT_EXACT)
        return publish_exact(at.exact, t->decimals, out);
    return at.kind == COMPONENT_REAL &&
           publish_double(at.real, t->decimals, out);
}

static bool is_share_at(const struct trend *t, int year)
{
    const struct decimal none = {0, 0}, all = {100, 0};
    struct component at = line_at(t, year);
    return at.kind != COMPONENT_NONE &&
           component_compare_decimal(at, none) >= 0 &&
           component_compare_decimal(at, all) <= 0;
}

/* Known errors say nothing of a survey to come: it is taken to be as precise
 * as the last one. */
static bool predict_weighted(const struct trend *t, const struct points *p,
                             int year, struct prediction *out)
{
    struct weighted_fit w;
    double z, last = p->se[p->n - 1];
    if (stat_weighted(p->x, p->y, p->se, p->n, &w) != STAT_OK ||
        stat_weighted_at(&w, year, t->spec.level, out) != STAT_OK ||
        stat_normal_quantile(0.5 + t->spec.level / 2, &z) != STAT_OK)
        return false;
    out->se_prediction = sqrt(out->se_fit * out->se_fit + last * last);
    out->prediction.low = out->fit - z * out->se_prediction;
    out->prediction.high = out->fit + z * out->se_prediction;
    return true;
}

static bool predict(const struct trend *t, const struct points *p, int year,
                    struct prediction *out)
{
    if (t->weighted)
        return predict_weighted(t, p, year, out);
    return stat_predict(&t->fit, year, t->spec.level, out) == STAT_OK;
}

static enum trend_refusal forecast(struct trend *t, const struct points *p,
                                   bool is_share)
{
    int year = t->spec.predict;
    struct prediction f;
    struct decimal mid, low, high;
    if (t->refusal != REFUSAL_NONE)
        return t->refusal;
    if (t->grade < GRADE_SLOPE)
        return REFUSAL_TOO_FEW;
    if (!within_horizon(p, t, year))
        return REFUSAL_HORIZON;
    if (!predict(t, p, year, &f) || !publish_at(t, year, &mid))
        return REFUSAL_NUMERIC;
    if (is_share && !is_share_at(t, year))
        return REFUSAL_OUT_OF_RANGE;
    if (!publish_double(f.prediction.low, t->decimals, &low) ||
        !publish_double(f.prediction.high, t->decimals, &high))
        return REFUSAL_NUMERIC;
    t->has_forecast = true;
    t->forecast = f;
    t->predicted = mid;
    t->predicted_low = low;
    t->predicted_high = high;
    return REFUSAL_NONE;
}

/* -- the target ------------------------------------------------------------ */

static bool good_side(struct component at, struct decimal target, bool upward)
{
    int side =
        at.kind == COMPONENT_NONE ? 0 : component_compare_decimal(at, target);
    return at.kind != COMPONENT_NONE && (upward ? side >= 0 : side <= 0);
}

static void find_reach(struct trend *t, const struct points *p,
                       struct decimal target, bool upward)
{
    int year = p->year[p->n - 1], sign = decimal_sign(t->slope);
    if (good_side(component_of_decimal(p->value[p->n - 1]), target, upward)) {
        t->reach = REACH_MET;
    } else if (upward ? sign <= 0 : sign >= 0) {
        t->reach = REACH_AWAY;
    } else {
        t->reach = REACH_BEYOND;
        t->reach_year = year;
        for (int i = year + 1; t->reach == REACH_BEYOND && i <= year + 100 &&
                               within_horizon(p, t, i);
             i++) {
            t->reach_year = i;
            if (good_side(line_at(t, i), target, upward))
                t->reach = REACH_YEAR;
        }
    }
}

static void compare_target(struct trend *t, const struct points *p,
                           const struct segment *segment)
{
    const struct observation *target = &segment->target;
    enum direction direction = t->spec.direction;
    double chance;
    bool upward = direction == DIRECTION_UP;
    if (!segment->has_target || target->value.kind != VALUE_NUMBER ||
        (!upward && direction != DIRECTION_DOWN) || t->grade < GRADE_SLOPE)
        return;
    find_reach(t, p, target->value.number, upward);
    if (t->has_forecast &&
        (t->spec.free || ladder_allows(t->grade, LADDER_CHANCE)) &&
        indicator_year(target) == t->spec.predict &&
        stat_target_met(&t->forecast, t->fit.df,
                        decimal_double(target->value.number), upward,
                        &chance) == STAT_OK) {
        t->has_chance = true;
        t->chance = stat_chance_of(chance);
    }
}

/* The decimals that most of the points have, so that one 59.81 among values
 * of one decimal does not promise a second one; of a tie the larger. */
static int usual_decimals(const struct points *p)
{
    size_t most = 0;
    int usual = 0;
    for (size_t i = 0; i < p->n; i++) {
        size_t same = 0;
        for (size_t k = 0; k < p->n; k++)
            same += p->value[k].scale == p->value[i].scale;
        if (same > most || (same == most && p->value[i].scale > usual)) {
            most = same;
            usual = p->value[i].scale;
        }
    }
    return usual;
}

struct trend trend_fit(struct arena *arena, const struct segment *segment,
                       bool is_share, const struct trend_spec *spec)
{
    struct points p = collect(arena, segment, spec);
    struct trend t = {
        .spec = *spec, .n = p.n, .n_before = p.n_before, .used = p.used};
    t.decimals = usual_decimals(&p);

    t.refusal = refusal_of(&p, spec);
    t.grade =
        t.refusal == REFUSAL_NONE ? grade_of(p.n, spec->free) : GRADE_NONE;
    struct trend fitted = t;
    if (t.grade != GRADE_NONE && !fit_all(&fitted, &p)) {
        t.grade = GRADE_NONE;
        t.refusal = REFUSAL_NUMERIC;
        fitted = t; /* no half-made result */
    }
    if (spec->predict != 0)
        fitted.forecast_refusal = forecast(&fitted, &p, is_share);
    compare_target(&fitted, &p, segment);
    return fitted;
}
