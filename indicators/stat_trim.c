/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_calibrate.h"

#include <math.h>

/* Strict trimming that has not ended by then never will. */
enum { ROUNDS = 10000 };

static double size_of(const struct trim_spec *s, size_t i)
{
    return s->size ? s->size[i] : 1;
}

static bool outside(const struct trim_spec *s, double weight)
{
    return weight < s->lower || weight > s->upper;
}

static enum stat_status check(const struct trim_spec *s, const double *weight,
                              size_t n, struct calibration *out)
{
    double persons = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        double size = size_of(s, i);
        if (!isfinite(weight[i]) || !isfinite(size) || size < 0) {
            out->reason = CALIBRATION_BAD_WEIGHT;
            out->where = i;
            return STAT_DOMAIN;
        }
        persons += size;
        sum += size * weight[i];
    }
    out->reason = CALIBRATION_BAD_BOUNDS;
    if (!(s->lower <= s->upper))
        return STAT_DOMAIN;
    /* Even all weights at a bound could not keep the sum. */
    out->reason = CALIBRATION_IMPOSSIBLE;
    if (persons == 0 || sum > s->upper * persons * (1 + 1e-12) ||
        sum < s->lower * persons - 1e-12 * fabs(s->lower * persons))
        return STAT_DOMAIN;
    out->reason = CALIBRATION_GOOD;
    return STAT_OK;
}

/* Cuts once; *any says whether a weight was outside, false when no weight was
 * inside to take what was cut off. */
static bool cut_once(const struct trim_spec *s, double *weight, size_t n,
                     bool *any)
{
    double cut = 0, inside = 0;
    *any = false;
    for (size_t i = 0; i < n; i++) {
        if (outside(s, weight[i])) {
            double bound = fmax(s->lower, fmin(weight[i], s->upper));
            cut += size_of(s, i) * (weight[i] - bound);
            *any = true;
        } else {
            inside += size_of(s, i);
        }
    }
    if (!*any)
        return true;
    if (inside == 0)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (outside(s, weight[i]))
            weight[i] = fmax(s->lower, fmin(weight[i], s->upper));
        else
            weight[i] += cut / inside;
    }
    return true;
}

enum stat_status stat_trim(const struct trim_spec *s, double *weight, size_t n,
                           struct calibration *out)
{
    bool any = true;
    *out = (struct calibration){0};
    enum stat_status stat = check(s, weight, n, out);
    while (stat == STAT_OK && any) {
        if (!cut_once(s, weight, n, &any)) {
            out->reason = CALIBRATION_IMPOSSIBLE;
            stat = STAT_DOMAIN;
        } else if (any && ++out->rounds >= ROUNDS) {
            out->reason = CALIBRATION_NOT_REACHED;
            stat = STAT_NOT_FINITE;
        }
        any = any && s->strict;
    }
    for (size_t i = 0; stat != STAT_OK && i < n; i++)
        weight[i] = 0;
    return stat;
}
