/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trend.h - a line through a declared window, and how much it may say.
 *
 * The window (from, to) and the year to predict are declared in the plan
 * before anything is fitted, and are printed with the result.
 *
 * Points are the actuals with a number whose fiscal year is in the window,
 * one per year (the last of a year), those of a predecessor plan included,
 * and the baseline in a year for which there is no actual.  Marks, tuples and
 * the target are no points.
 *
 * The ladder of honest output, by the number of points n:
 *   n = 1  the value · 2  the change · 3  a line for reference, no forecast,
 *   no p · 4  slope and interval, forecast of one step · 5-6  slope,
 *   intervals, exact Mann-Kendall, forecast up to half the observed span ·
 *   >= 7 adds Theil-Sen.  No sentence claims a trend when p of the slope is
 *   above 0.05, nor with n < 6.  From n = 3 on there is no fit when all
 *   values are equal or more than a third of the window's years is missing.
 *   A forecast of a share outside 0-100 is withheld; its interval is printed
 *   as the model gives it, never cut at 0 or 100, since that would hide that
 *   a straight line does not suit the series.
 *
 * The line is fitted twice: in exact arithmetic for slope and prediction, by
 * GSL for what is a double by nature (error, p, intervals).
 */
#ifndef SHIHYO_INDICATORS_TREND_H
#define SHIHYO_INDICATORS_TREND_H

#include "indicators/indicator.h"
#include "indicators/stat.h"

struct trend_spec {
    int from, to; /* fiscal years of the window, inclusive */
    int predict;  /* fiscal year to predict; 0: none */
    double level; /* 0.95 */
    struct place place;
};

enum trend_grade {                  /* what may be printed, from less to more */
                   GRADE_NONE,      /* no fit: see refusal */
                   GRADE_CHANGE,    /* n = 2 */
                   GRADE_REFERENCE, /* n = 3: a line, 参考 */
                   GRADE_SLOPE,     /* n = 4 */
                   GRADE_INTERVAL,  /* n = 5, 6 */
                   GRADE_FULL       /* n >= 7 */
};

enum trend_refusal {
    REFUSAL_NONE,
    REFUSAL_TOO_FEW,
    REFUSAL_ALL_EQUAL,
    REFUSAL_GAPS,
    REFUSAL_HORIZON,      /* forecast only: too far from the points */
    REFUSAL_OUT_OF_RANGE, /* forecast only: a share outside 0-100 */
    REFUSAL_NUMERIC
};

struct trend {
    struct trend_spec spec;
    size_t n;
    const struct observation *const *used; /* the n points, ascending */
    int decimals; /* of the data: the most of any point */
    enum trend_grade grade;
    enum trend_refusal refusal, forecast_refusal;
    struct linear_fit fit;  /* grade >= REFERENCE */
    struct exact_line line; /* grade >= CHANGE */
    struct kendall kendall; /* grade >= INTERVAL */
    double theil_sen;       /* grade >= FULL */
    bool has_forecast;
    struct prediction forecast;
    /* What is printed, by grade; zero below it. */
    struct decimal slope;                          /* >= CHANGE: per year */
    struct decimal slope_low, slope_high, p_slope; /* >= SLOPE */
    struct decimal p_kendall;                      /* >= INTERVAL */
    struct decimal theil_sen_slope;                /* >= FULL */
    struct decimal predicted, predicted_low, predicted_high; /* forecast */
    bool established; /* n >= 6 and p_slope (exact) <= 0.05 */
};

/* Published digits: slopes one decimal more than the data; p two decimals,
 * three where p < 0.05 (the caller prints a p of 0.000 as "<0.001"); the
 * prediction and its interval the decimals of the data.  What is exact is
 * rounded once; doubles go through their first ten digits.
 * is_share: the values are per cent. */
struct trend trend_fit(struct arena *arena, const struct segment *segment,
                       bool is_share, const struct trend_spec *spec);

#endif
