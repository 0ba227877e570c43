/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_calibrate.h"

#include <math.h>

/* Relative difference of the margins' sums that still is one population. */
static const double same_sum = 1e-9;

static enum stat_status fail(struct calibration *out,
                             enum calibration_reason reason, size_t margin,
                             size_t where)
{
    out->reason = reason;
    out->margin = margin;
    out->where = where;
    return reason == CALIBRATION_NOT_REACHED ? STAT_NOT_FINITE : STAT_DOMAIN;
}

static bool sound(double x)
{
    return isfinite(x) && x >= 0;
}

static void clear(double *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        v[i] = 0;
}

enum stat_status stat_post_stratify(const double *estimate,
                                    const double *target, size_t groups,
                                    double *factor, struct calibration *out)
{
    *out = (struct calibration){0};
    clear(factor, groups);
    for (size_t g = 0; g < groups; g++) {
        if (!sound(estimate[g]))
            return fail(out, CALIBRATION_BAD_WEIGHT, 0, g);
        if (!sound(target[g]))
            return fail(out, CALIBRATION_BAD_TARGET, 0, g);
        if ((estimate[g] == 0 && target[g] > 0) ||
            (estimate[g] > 0 && !isfinite(target[g] / estimate[g])))
            return fail(out, CALIBRATION_EMPTY_GROUP, 0, g);
    }
    for (size_t g = 0; g < groups; g++)
        factor[g] = estimate[g] > 0 ? target[g] / estimate[g] : 1;
    return STAT_OK;
}

static size_t largest(const struct raking_spec *spec)
{
    size_t most = 0;
    for (size_t m = 0; m < spec->margins; m++)
        if (spec->margin[m].groups > most)
            most = spec->margin[m].groups;
    return most;
}

size_t stat_rake_scratch(const struct raking_spec *spec)
{
    return largest(spec);
}

static enum stat_status check_margin(const struct raking_spec *spec, size_t m,
                                     double *total, struct calibration *out)
{
    const struct margin *margin = &spec->margin[m];
    *total = 0;
    for (size_t c = 0; c < spec->cells; c++)
        if (margin->group[c] >= margin->groups)
            return fail(out, CALIBRATION_BAD_WEIGHT, m, c);
    for (size_t g = 0; g < margin->groups; g++) {
        if (!sound(margin->target[g]))
            return fail(out, CALIBRATION_BAD_TARGET, m, g);
        *total += margin->target[g];
    }
    return STAT_OK;
}

static enum stat_status check(const struct raking_spec *spec,
                              struct calibration *out)
{
    double first = 0, total;
    if (!(spec->epsilon > 0) || spec->margins < 1)
        return STAT_DOMAIN;
    for (size_t c = 0; c < spec->cells; c++)
        if (!sound(spec->weight[c]))
            return fail(out, CALIBRATION_BAD_WEIGHT, 0, c);
    for (size_t m = 0; m < spec->margins; m++) {
        enum stat_status stat = check_margin(spec, m, &total, out);
        if (stat != STAT_OK)
            return stat;
        if (m == 0)
            first = total;
        if (!(total > 0))
            return fail(out, CALIBRATION_BAD_TARGET, m, 0);
        if (!(fabs(total - first) <= same_sum * first))
            return fail(out, CALIBRATION_UNEQUAL_SUMS, m, 0);
    }
    return STAT_OK;
}

/* Brings one margin to its targets.  A group with neither weight nor target
 * stays as it is. */
static enum stat_status fit_margin(const struct raking_spec *spec, size_t m,
                                   double *factor, double *sum,
                                   struct calibration *out)
{
    const struct margin *margin = &spec->margin[m];
    clear(sum, margin->groups);
    for (size_t c = 0; c < spec->cells; c++)
        sum[margin->group[c]] += factor[c] * spec->weight[c];
    for (size_t g = 0; g < margin->groups; g++) {
        double target = margin->target[g];
        double ratio = 1;
        if (sum[g] > 0)
            ratio = target / sum[g];
        if ((sum[g] == 0 && target > 0) || !isfinite(ratio))
            return fail(out, CALIBRATION_EMPTY_GROUP, m, g);
        out->change = fmax(out->change, fabs(ratio - 1));
        sum[g] = ratio;
    }
    for (size_t c = 0; c < spec->cells; c++)
        factor[c] *= sum[margin->group[c]];
    return STAT_OK;
}

static enum stat_status rounds(const struct raking_spec *spec, double *factor,
                               double *sum, struct calibration *out)
{
    while (out->rounds < spec->maxit) {
        out->change = 0;
        out->rounds++;
        for (size_t m = 0; m < spec->margins; m++) {
            enum stat_status stat = fit_margin(spec, m, factor, sum, out);
            if (stat != STAT_OK)
                return stat;
        }
        if (out->change < spec->epsilon)
            return STAT_OK;
    }
    return fail(out, CALIBRATION_NOT_REACHED, 0, 0);
}

enum stat_status stat_rake(const struct raking_spec *spec, double *factor,
                           double *scratch, struct calibration *out)
{
    *out = (struct calibration){0};
    for (size_t c = 0; c < spec->cells; c++)
        factor[c] = 1;
    enum stat_status stat = check(spec, out);
    if (stat == STAT_OK)
        stat = rounds(spec, factor, scratch, out);
    if (stat != STAT_OK)
        clear(factor, spec->cells);
    return stat;
}

enum stat_status stat_kish(double n, double sum_w, double sum_w2,
                           struct kish *out)
{
    *out = (struct kish){0, 0};
    if (!isfinite(n) || !isfinite(sum_w) || !isfinite(sum_w2))
        return STAT_NOT_FINITE;
    if (!(n > 0) || !(sum_w > 0) || !(sum_w2 > 0))
        return STAT_DOMAIN;
    struct kish k = {n * (sum_w2 / sum_w) / sum_w, sum_w / sum_w2 * sum_w};
    if (!isfinite(k.deff) || !isfinite(k.n_eff))
        return STAT_NOT_FINITE;
    *out = k;
    return STAT_OK;
}
