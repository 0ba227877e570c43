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
 * How much may be said follows from the number of points: ladder.h, with the
 * window's years as its periods; nothing above its grade FULL is computed
 * here.  No sentence claims a trend when p of the slope is above 0.05, nor
 * with n < 6.  The interval of a forecast is printed as the model gives it,
 * never cut at 0 or 100, since that would hide that a straight line does not
 * suit the series.
 *
 * A declared break (comparable) leaves out the points before it; they are
 * counted in n_before.  Where every point is measured by a survey and has a
 * standard error, the line is weighted by 1 / se^2 with these errors taken as
 * known (stat_weighted(), normal quantiles); a forecast then assumes a survey
 * as precise as the last one.
 *
 * A target that is a number is compared with the line: the chance of meeting
 * it, as a class, where the predicted year is the target's; the first year in
 * which the line reaches it, as far as the ladder lets a forecast go.
 *
 * The line is fitted twice: in exact arithmetic for slope and prediction, by
 * GSL for what is a double by nature (error, p, intervals).
 */
#ifndef SHIHYO_INDICATORS_TREND_H
#define SHIHYO_INDICATORS_TREND_H

#include "indicators/indicator.h"
#include "indicators/ladder.h"
#include "indicators/stat.h"
#include "indicators/stat_model.h"

struct trend_spec {
    int from, to;   /* fiscal years of the window, inclusive */
    int predict;    /* fiscal year to predict; 0: none */
    int comparable; /* first fiscal year of a new way of measuring: what lies
                       before it is no point; 0: no break is declared */
    bool free;      /* the ladder is lifted (ladder.h) from three points on */
    enum direction direction; /* of the target; NONE, MAINTAIN: no chance */
    double level;             /* 0.95 */
    struct place place;
};

enum trend_reach {
    REACH_NONE,   /* no target to reach, or no line */
    REACH_MET,    /* the last value has reached it */
    REACH_YEAR,   /* in reach_year */
    REACH_BEYOND, /* not before reach_year, the last that may be forecast */
    REACH_AWAY    /* the line does not lead there */
};

struct trend {
    struct trend_spec spec;
    size_t n, n_before; /* points; those before the break, left out */
    const struct observation *const *used; /* the n points, ascending */
    int decimals; /* of the data: the most of any point */
    enum trend_grade grade;
    enum trend_refusal refusal, forecast_refusal;
    struct linear_fit fit; /* grade >= REFERENCE; weighted: of the known
                              errors, s and ssr are 0 */
    bool weighted;
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
    bool has_chance;  /* of meeting the target in the predicted year */
    enum stat_chance chance;
    enum trend_reach reach;
    int reach_year;
};

/* Published digits: slopes one decimal more than the data; p two decimals,
 * three where p < 0.05 (the caller prints a p of 0.000 as "<0.001"); the
 * prediction and its interval the decimals of the data.  What is exact is
 * rounded once; doubles go through their first ten digits.
 * is_share: the values are per cent. */
struct trend trend_fit(struct arena *arena, const struct segment *segment,
                       bool is_share, const struct trend_spec *spec);

#endif
