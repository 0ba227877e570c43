/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/trend.h"

struct points {
    const struct observation **used;
    int *year;
    double *x, *y;
    struct decimal *value;
    size_t n;
};

static bool usable(const struct observation *o, const struct trend_spec *spec)
{
    int year = indicator_year(o);
    return o->value.kind == VALUE_NUMBER && year >= spec->from &&
           year <= spec->to;
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

static struct points collect(struct arena *arena, const struct segment *segment,
                             const struct trend_spec *spec)
{
    size_t most = segment->n_actuals + 1;
    struct points p = {
        .used = arena_make(arena, const struct observation *, most),
        .year = arena_make(arena, int, most),
        .x = arena_make(arena, double, most),
        .y = arena_make(arena, double, most),
        .value = arena_make(arena, struct decimal, most),
    };
    if (usable(&segment->baseline, spec))
        insert(&p, &segment->baseline);
    for (size_t i = 0; i < segment->n_actuals; i++)
        if (usable(&segment->actuals[i], spec))
            insert(&p, &segment->actuals[i]);
    for (size_t i = 0; i < p.n; i++) {
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

/* More than a third of the window's years without a point. */
static bool gappy(const struct points *p, const struct trend_spec *spec)
{
    size_t window = (size_t)((long long)spec->to - spec->from + 1);
    return 3 * (window - p->n) > window;
}

static enum trend_grade grade_of(size_t n)
{
    return n >= 7   ? GRADE_FULL
           : n >= 5 ? GRADE_INTERVAL
           : n == 4 ? GRADE_SLOPE
           : n == 3 ? GRADE_REFERENCE
           : n == 2 ? GRADE_CHANGE
                    : GRADE_NONE;
}

static enum trend_refusal refusal_of(const struct points *p,
                                     const struct trend_spec *spec)
{
    if (p->n < 2)
        return REFUSAL_TOO_FEW;
    if (p->n >= 3 && all_equal(p))
        return REFUSAL_ALL_EQUAL;
    if (p->n >= 3 && gappy(p, spec))
        return REFUSAL_GAPS;
    return REFUSAL_NONE;
}

/* One step at n = 4, half the observed span from n = 5; years between the
 * first and the last point are no step at all. */
static bool within_horizon(const struct points *p, int year)
{
    long long first = p->year[0], last = p->year[p->n - 1];
    long long steps = year > last    ? year - last
                      : year < first ? first - year
                                     : 0;
    return p->n == 4 ? steps <= 1 : 2 * steps <= last - first;
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
        stat_linear(p->x, p->y, p->n, t->spec.level, &t->fit) != STAT_OK)
        return false;
    if (t->grade >= GRADE_SLOPE && !fit_slope(t))
        return false;
    if (t->grade >= GRADE_INTERVAL && !fit_kendall(t, p))
        return false;
    return t->grade < GRADE_FULL || fit_theil_sen(t, p);
}

static bool is_per_cent(struct rational a)
{
    const struct rational none = {0, 1}, all = {100, 1};
    return rational_compare(a, none) >= 0 && rational_compare(a, all) <= 0;
}

static enum trend_refusal forecast(struct trend *t, const struct points *p,
                                   bool is_share)
{
    int year = t->spec.predict;
    struct rational at;
    struct prediction f;
    struct decimal mid, low, high;
    if (t->refusal != REFUSAL_NONE)
        return t->refusal;
    if (t->grade < GRADE_SLOPE)
        return REFUSAL_TOO_FEW;
    if (!within_horizon(p, year))
        return REFUSAL_HORIZON;
    if (!stat_exact_at(&t->line, year, &at))
        return REFUSAL_NUMERIC;
    if (is_share && !is_per_cent(at))
        return REFUSAL_OUT_OF_RANGE;
    if (stat_predict(&t->fit, year, t->spec.level, &f) != STAT_OK ||
        !publish_exact(at, t->decimals, &mid) ||
        !publish_double(f.prediction.low, t->decimals, &low) ||
        !publish_double(f.prediction.high, t->decimals, &high))
        return REFUSAL_NUMERIC;
    t->has_forecast = true;
    t->forecast = f;
    t->predicted = mid;
    t->predicted_low = low;
    t->predicted_high = high;
    return REFUSAL_NONE;
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
    struct trend t = {.spec = *spec, .n = p.n, .used = p.used};
    t.decimals = usual_decimals(&p);

    t.refusal = refusal_of(&p, spec);
    t.grade = t.refusal == REFUSAL_NONE ? grade_of(p.n) : GRADE_NONE;
    struct trend fitted = t;
    if (t.grade != GRADE_NONE && !fit_all(&fitted, &p)) {
        t.grade = GRADE_NONE;
        t.refusal = REFUSAL_NUMERIC;
        fitted = t; /* no half-made result */
    }
    if (spec->predict != 0)
        fitted.forecast_refusal = forecast(&fitted, &p, is_share);
    return fitted;
}
