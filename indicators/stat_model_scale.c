/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_model.h"

#include <math.h>

enum stat_status stat_log_of(const double *y, size_t n, double *out)
{
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(y[i]))
            return STAT_NOT_FINITE;
        if (y[i] <= 0)
            return STAT_DOMAIN;
        out[i] = log(y[i]);
    }
    return STAT_OK;
}

enum stat_status stat_logit_of(const double *per_cent, size_t n, double *out)
{
    for (size_t i = 0; i < n; i++) {
        double y = per_cent[i];
        if (!isfinite(y))
            return STAT_NOT_FINITE;
        if (y <= 0 || y >= 100)
            return STAT_DOMAIN;
        out[i] = log(y / (100 - y));
    }
    return STAT_OK;
}

enum stat_status stat_logit_of_counts(const double *k, const double *m,
                                      size_t n, double *out)
{
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(k[i]) || !isfinite(m[i]))
            return STAT_NOT_FINITE;
        if (k[i] < 0 || k[i] > m[i] || m[i] <= 0)
            return STAT_DOMAIN;
        out[i] = log((k[i] + 0.5) / (m[i] - k[i] + 0.5));
    }
    return STAT_OK;
}

double stat_per_cent_of(double logit)
{
    return 100 / (1 + exp(-logit));
}

enum stat_status stat_cagr(double first, double last, double years, double *out)
{
    *out = 0;
    if (!isfinite(first) || !isfinite(last) || !isfinite(years))
        return STAT_NOT_FINITE;
    if (first <= 0 || last <= 0 || years <= 0)
        return STAT_DOMAIN;
    double growth = expm1(log(last / first) / years);
    if (!isfinite(growth))
        return STAT_NOT_FINITE;
    *out = growth;
    return STAT_OK;
}

enum stat_status stat_target_met(const struct prediction *at, double df,
                                 double target, bool upward, double *p)
{
    *p = 0;
    if (!isfinite(target))
        return STAT_NOT_FINITE;
    if (at->se_prediction <= 0) /* a perfect line leaves no chance to reckon */
        return STAT_NO_SPREAD;
    double t = (target - at->fit) / at->se_prediction;
    return stat_t_upper(upward ? t : -t, df, p);
}

enum stat_chance stat_chance_of(double p)
{
    static const double limit[] = {0.05, 0.20, 0.50, 0.80, 0.95};
    int class = CHANCE_BELOW_5;
    while (class < CHANCE_ABOVE_95 && p >= limit[class])
        class ++;
    return p > 0.95 || class < CHANCE_ABOVE_95 ? (enum stat_chance) class
                                               : CHANCE_80_95;
}

const char *stat_chance_text(enum stat_chance chance)
{
    static const char *const text[] = {"<5%",    "5-20%",  "20-50%",
                                       "50-80%", "80-95%", ">95%"};
    return text[chance];
}
