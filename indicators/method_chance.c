/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Is there a trend towards the target, and does it get there?  The OECD asks
 * so in Measuring Distance to the SDG Targets: a rank correlation of the
 * values with the years, and the share of simulated futures that meet the
 * target.  Nothing here is drawn by lot: the chance is that of one new
 * observation about the least squares line in the target year (Student t,
 * stat_target_met()).
 *
 * Points on a straight line have no scatter to reckon a chance from; the
 * chance is then 1 where the line reaches the target and 0 where it does not,
 * the limit of a scatter that vanishes.
 */
#include "indicators/method_int.h"
#include "indicators/stat_model.h"

enum { LEAST = 5 };

/* The trend: rho, its p, the exact line, and the line's fit in doubles. */
static enum method_reason find_trend(const struct frame *f, struct verdict *v,
                                     struct linear_fit *fit,
                                     struct method_line *line)
{
    struct method_sample y;
    struct spearman rank;
    method_take_sample(f, &y);
    if (y.n < LEAST)
        return METHOD_FEW_POINTS;
    enum stat_status stat = stat_spearman(y.value, y.n, &rank);
    if (stat == STAT_NO_SPREAD)
        return METHOD_ALL_EQUAL;
    if (stat != STAT_OK ||
        stat_linear(y.year, y.value, y.n, 0.95, fit) != STAT_OK ||
        !method_fit_line(f, (int)y.year[0], false, line))
        return METHOD_OVERFLOW;
    v->score = method_towards(f, component_real(rank.rho));
    v->p = component_real(rank.p);
    v->actual = line->slope;
    v->se = component_real(fit->se_slope);
    return METHOD_OK;
}

static enum method_reason find_chance(const struct frame *f, struct verdict *v,
                                      const struct linear_fit *fit,
                                      const struct method_line *line)
{
    struct prediction at;
    double p;
    struct component ahead =
        component_sub(method_years(f->year_t), line->centre);
    v->projected = component_add(line->mean, component_mul(line->slope, ahead));
    if (v->projected.kind == COMPONENT_NONE ||
        stat_predict(fit, f->year_t, 0.95, &at) != STAT_OK)
        return METHOD_OVERFLOW;
    enum stat_status stat =
        stat_target_met(&at, fit->df, component_double(f->t), f->sense > 0, &p);
    if (stat == STAT_NO_SPREAD)
        p = f->sense * component_compare(v->projected, f->t) >= 0;
    else if (stat != STAT_OK)
        return METHOD_OVERFLOW;
    v->ratio = component_real(p);
    return METHOD_OK;
}

static enum class_rule rule_of(const struct frame *f, const struct verdict *v)
{
    const struct decimal *of = f->preset->parameter;
    if (component_compare_decimal(v->p, of[PARAM_ALPHA]) >= 0)
        return CLASS_SAME;
    if (component_sign(v->score) < 0)
        return CLASS_WORSE;
    return component_compare_decimal(v->ratio, of[PARAM_CHANCE]) >= 0
               ? CLASS_BETTER
               : CLASS_BETTER_BEHIND;
}

void method_chance(const struct frame *f, struct verdict *v)
{
    struct linear_fit fit;
    struct method_line line;
    v->reason = !f->year_t               ? METHOD_NO_YEAR
                : f->year_t <= f->year_x ? METHOD_YEAR_PAST
                                         : find_trend(f, v, &fit, &line);
    if (!v->reason)
        v->reason = find_chance(f, v, &fit, &line);
    if (v->reason)
        return;
    v->required = component_div(component_sub(f->t, f->x),
                                method_years(f->year_t - f->year_x));
    method_note_add(v, NOTE_CHANCE);
    method_set_rule(v, rule_of(f, v));
}
