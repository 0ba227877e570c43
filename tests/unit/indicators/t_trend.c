/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ladder of honest output, and the printed digits of 西東京市
 * (第4回子ども子育て審議会 資料5, 2024-02-06) and 札幌市 (次期子ども計画概要
 * 資料2).
 */
#include "build.h"
#include "indicators/trend.h"

enum { MOST = 16 };

static struct arena *arena;

static struct trend fit(const struct point *points, size_t n, int from, int to,
                        int predict, bool is_share)
{
    static const struct point none = {0, 0, -2};
    struct observation *room = arena_make(arena, struct observation, MOST);
    struct segment *s = arena_make(arena, struct segment, 1);
    *s = build_segment(none, NULL, points, n, room);
    struct trend_spec spec = {
        .from = from, .to = to, .predict = predict, .level = 0.95};
    return trend_fit(arena, s, is_share, &spec);
}

static void nishitokyo(void)
{
    const struct point points[] = {{2018, 363, 0},
                                   {2019, 284, 0},
                                   {2020, 474, 0},
                                   {2021, 501, 0},
                                   {2022, 501, 0}};
    struct trend t = fit(points, 5, 2018, 2022, 2023, false);
    ok(t.grade == GRADE_INTERVAL && t.refusal == REFUSAL_NONE, "n = 5");
    is_decimal(t.slope, 493, 1, "slope 49.3");
    is_decimal(t.slope_low, -179, 1, "from -17.9");
    is_decimal(t.slope_high, 1165, 1, "to 116.5");
    is_decimal(t.p_slope, 10, 2, "p 0.10");
    is_decimal(t.p_kendall, 13, 2, "Mann-Kendall p 0.13");
    is_int(t.kendall.s, 7, "S = 7");
    ok(!t.established, "no increase is established");
    ok(t.has_forecast && t.forecast_refusal == REFUSAL_NONE, "a forecast");
    is_decimal(t.predicted, 573, 0, "572.5 is printed 573");
    is_decimal(t.predicted_low, 265, 0, "from 265");
    is_decimal(t.predicted_high, 880, 0, "to 880");
    is_decimal(t.theil_sen_slope, 0, 0, "no Theil-Sen below n = 7");

    t = fit(points, 5, 2018, 2022, 2025, false);
    ok(!t.has_forecast && t.forecast_refusal == REFUSAL_HORIZON &&
           t.predicted.units == 0 && t.grade == GRADE_INTERVAL,
       "three years beyond a span of four: withheld, the line stays");
    t = fit(points, 5, 2018, 2022, 2024, false);
    ok(t.has_forecast, "two years: allowed");
    t = fit(points, 5, 2018, 2022, 2016, false);
    ok(t.has_forecast, "two years back: allowed");
    t = fit(points, 5, 2018, 2022, 2015, false);
    is_int(t.forecast_refusal, REFUSAL_HORIZON, "three years back: not");
    t = fit(points, 5, 2018, 2022, 2020, false);
    is_decimal(t.predicted, 425, 0, "the line inside the window: 424.6");
    t = fit(points, 5, 2018, 2022, 0, false);
    ok(!t.has_forecast && t.forecast_refusal == REFUSAL_NONE, "none asked");
}

/* The baseline year H25 is the first point of the window. */
static void sapporo(void)
{
    const struct point points[] = {{2014, 5981, 2},
                                   {2015, 559, 1},
                                   {2016, 561, 1},
                                   {2017, 544, 1},
                                   {2018, 509, 1}};
    const struct point target = {2019, 750, 1};
    struct observation room[5];
    struct segment s =
        build_segment((struct point){2013, 607, 1}, &target, points, 5, room);
    struct trend_spec spec = {
        .from = 2013, .to = 2018, .predict = 2019, .level = 0.95};
    struct trend t = trend_fit(arena, &s, true, &spec);
    ok(t.n == 6 && t.used[0] == &s.baseline && t.used[5] == &room[4],
       "the baseline and five actuals");
    is_int(t.decimals, 1, "the usual decimals, not those of 59.81");
    ok(t.established, "the fall is established");
    is_decimal(t.p_kendall, 17, 3, "Mann-Kendall p 0.017");
    is_near(t.fit.slope, -1.86, 0.003, "slope -1.86");
    is_near(t.fit.se_slope, 0.25, 0.02, "standard error .25");
    is_int(t.slope.scale, 2, "one decimal more than the data");
    ok(t.has_forecast && t.predicted.scale == 1, "and a forecast at theirs");

    room[0] = build_observation((struct point){2013, 600, 1});
    t = trend_fit(arena, &s, true, &spec);
    ok(t.n == 5 && t.used[0] == &room[0], "an actual hides the baseline");
    room[0].from_predecessor = true;
    t = trend_fit(arena, &s, true, &spec);
    ok(t.used[0] == &room[0], "of a predecessor plan too");
    room[1].value = room[2].value = build_value((struct point){0, 0, -1});
    t = trend_fit(arena, &s, true, &spec);
    ok(t.n == 3 && t.grade == GRADE_NONE && t.refusal == REFUSAL_GAPS,
       "three of six years missing: no fit");
}

static void ladder(void)
{
    const struct point p[] = {{2016, 502, 1}, {2017, 511, 1}, {2018, 519, 1},
                              {2019, 532, 1}, {2020, 314, 1}, {2021, 551, 1},
                              {2022, 560, 1}}; /* outlier7, made by hand */
    struct trend t;
    t = fit(p, 0, 2016, 2022, 2023, true);
    ok(t.n == 0 && t.refusal == REFUSAL_TOO_FEW &&
           t.forecast_refusal == REFUSAL_TOO_FEW,
       "n = 0");
    t = fit(p, 1, 2016, 2016, 2017, true);
    ok(t.n == 1 && t.grade == GRADE_NONE && t.refusal == REFUSAL_TOO_FEW,
       "n = 1");
    t = fit(p, 2, 2016, 2017, 2018, true);
    ok(t.grade == GRADE_CHANGE && t.refusal == REFUSAL_NONE &&
           t.forecast_refusal == REFUSAL_TOO_FEW,
       "n = 2: the change");
    is_decimal(t.slope, 90, 2, "0.90 a year");
    t = fit(p, 3, 2016, 2018, 2019, true);
    ok(t.grade == GRADE_REFERENCE && !t.has_forecast &&
           t.forecast_refusal == REFUSAL_TOO_FEW && t.p_slope.units == 0,
       "n = 3: a line, no p, no forecast");
    t = fit(p, 4, 2016, 2019, 2020, true);
    ok(t.grade == GRADE_SLOPE && t.has_forecast && t.kendall.n == 0 &&
           !t.established && t.fit.p < 0.05,
       "n = 4: slope and one step; nothing established");
    is_int(t.p_slope.scale, 3, "p below .05 has three decimals");
    t = fit(p, 4, 2016, 2019, 2021, true);
    is_int(t.forecast_refusal, REFUSAL_HORIZON, "n = 4: not two steps");
    t = fit(p, 6, 2016, 2021, 2022, true);
    ok(t.grade == GRADE_INTERVAL && t.kendall.exact, "n = 6: Mann-Kendall");
    t = fit(p, 7, 2016, 2022, 2025, true);
    ok(t.grade == GRADE_FULL && t.has_forecast, "n = 7: all");
    is_decimal(t.theil_sen_slope, 97, 2, "Theil-Sen 0.97 past the outlier");
    is_decimal(t.slope, 18, 2, "least squares 0.175: 0.18");
}

static void refusals(void)
{
    const struct point flat[] = {
        {2017, 12, 0}, {2018, 120, 1}, {2019, 12, 0}, {2020, 12, 0}};
    const struct point three[] = {
        {2019, 412, 1}, {2021, 448, 1}, {2023, 451, 1}};
    const struct point steep[] = {
        {2018, 70, 0}, {2019, 79, 0}, {2020, 91, 0}, {2021, 99, 0}};
    const struct point falling[] = {
        {2018, 30, 0}, {2019, 21, 0}, {2020, 9, 0}, {2021, 1, 0}};
    const struct point perfect[] = {
        {2018, 70, 0}, {2019, 80, 0}, {2020, 90, 0}, {2021, 100, 0}};
    struct trend t = fit(flat, 4, 2017, 2020, 2021, false);
    ok(t.grade == GRADE_NONE && t.refusal == REFUSAL_ALL_EQUAL &&
           t.forecast_refusal == REFUSAL_ALL_EQUAL && t.fit.n == 0,
       "all equal: no fit");
    t = fit(flat, 2, 2017, 2018, 0, false);
    ok(t.grade == GRADE_CHANGE && t.slope.units == 0, "n = 2 equal: change 0");
    t = fit(three, 3, 2019, 2023, 0, true);
    is_int(t.refusal, REFUSAL_GAPS, "two of five years missing: no fit");
    t = fit(three, 3, 2020, 2023, 0, true);
    ok(t.n == 2 && t.grade == GRADE_CHANGE, "the window is the window");
    t = fit(steep, 4, 2018, 2021, 2022, true);
    ok(!t.has_forecast && t.forecast_refusal == REFUSAL_OUT_OF_RANGE,
       "a share above 100 is withheld");
    t = fit(steep, 4, 2018, 2021, 2022, false);
    ok(t.has_forecast, "a count is not");
    t = fit(falling, 4, 2018, 2021, 2022, true);
    is_int(t.forecast_refusal, REFUSAL_OUT_OF_RANGE, "a share below 0");
    t = fit(perfect, 4, 2018, 2021, 2021, true);
    ok(t.has_forecast && t.predicted_low.units == 100, "exactly 100 is not");
    t = fit(steep, 4, 2021, 2018, 2022, true);
    is_int(t.refusal, REFUSAL_TOO_FEW, "a window turned round is empty");
}

static void hostile(void)
{
    const struct point points[] = {{2018, 1, 0},  {2019, 3, 0}, {2019, 2, 0},
                                   {2021, 4, 0},  {2020, 3, 0}, {2022, 0, -1},
                                   {2023, 0, -2}, {2022, 6, 0}};
    struct observation room[8];
    struct segment s =
        build_segment((struct point){0, 0, -2}, NULL, points, 8, room);
    struct trend_spec spec = {.from = 2018, .to = 2022, .level = 0.95};
    struct trend t = trend_fit(arena, &s, false, &spec);
    ok(t.n == 5 && t.used[1] == &room[2] && t.used[2] == &room[4] &&
           t.used[4] == &room[7],
       "one point a year, ascending, marks left out");
    spec.level = 1;
    t = trend_fit(arena, &s, false, &spec);
    ok(t.grade == GRADE_NONE && t.refusal == REFUSAL_NUMERIC &&
           t.slope.units == 0 && t.line.slope.num == 0,
       "level 1: refused, nothing half-made");

    int128 most = ((int128)1 << 126) + (((int128)1 << 126) - 1);
    spec.level = 0.95;
    spec.predict = 2023;
    room[0].value.number.units = most;
    t = trend_fit(arena, &s, false, &spec);
    ok(t.refusal == REFUSAL_NUMERIC && !t.has_forecast &&
           t.forecast_refusal == REFUSAL_NUMERIC,
       "128 bits do not suffice: refused");

    const struct value_part parts[] = {{"区", {6, 0}}};
    for (size_t i = 0; i < 8; i++)
        room[i].value =
            (struct value){.kind = VALUE_TUPLE, .parts = parts, .n_parts = 1};
    t = trend_fit(arena, &s, false, &spec);
    ok(t.n == 0 && t.refusal == REFUSAL_TOO_FEW, "tuples are no points");
    spec.from = -2147483647 - 1;
    spec.to = 2147483647;
    t = trend_fit(arena, &s, false, &spec);
    is_int(t.refusal, REFUSAL_TOO_FEW, "the widest window");
}

int main(void)
{
    arena = arena_open();
    nishitokyo();
    sapporo();
    ladder();
    refusals();
    hostile();
    arena_close(arena);
    return tap_done();
}
