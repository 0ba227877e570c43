/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A trend and its target: breaks, a lifted ladder, known errors, the chance
 * of meeting the target and the year in which the line reaches it.  Sapporo:
 * 次期子ども計画概要 資料2.
 */
#include "build.h"
#include "indicators/trend.h"
#include <math.h>

static struct arena *arena;

static struct segment series(struct point baseline, const struct point *target,
                             const struct point *points, size_t n)
{
    struct observation *room = arena_make(arena, struct observation, n);
    return build_segment(baseline, target, points, n, room);
}

static struct trend_spec window(int from, int to, int predict)
{
    return (struct trend_spec){.from = from,
                               .to = to,
                               .predict = predict,
                               .level = 0.95,
                               .direction = DIRECTION_UP};
}

static void targets(void)
{
    const struct point likes[] = {{2014, 631, 1},
                                  {2015, 631, 1},
                                  {2016, 646, 1},
                                  {2017, 676, 1},
                                  {2018, 674, 1}};
    struct point target = {2019, 750, 1};
    struct segment s = series((struct point){2013, 654, 1}, &target, likes, 5);
    struct trend_spec spec = window(2013, 2018, 2019);
    struct trend t = trend_fit(arena, &s, true, &spec);
    ok(t.has_chance && t.chance == CHANCE_BELOW_5, "75.0 in R1: below 5 %");
    ok(t.reach == REACH_BEYOND && t.reach_year == 2020,
       "not up to half the span ahead");
    spec.free = true;
    t = trend_fit(arena, &s, true, &spec);
    ok(t.reach == REACH_YEAR && t.reach_year == 2030,
       "without the ladder: FY2030, as the method difficulty says");
    spec = window(2013, 2018, 2020);
    t = trend_fit(arena, &s, true, &spec);
    ok(!t.has_chance && t.has_forecast, "no chance in another year");
    spec = window(2013, 2018, 2019);
    spec.direction = DIRECTION_DOWN;
    t = trend_fit(arena, &s, true, &spec);
    ok(t.reach == REACH_MET && t.chance == CHANCE_ABOVE_95,
       "a target to fall below is met");
    spec.direction = DIRECTION_MAINTAIN;
    t = trend_fit(arena, &s, true, &spec);
    ok(t.reach == REACH_NONE && !t.has_chance, "nothing is said of 維持");
    const struct point falling[] = {{2014, 598, 1},
                                    {2015, 559, 1},
                                    {2016, 561, 1},
                                    {2017, 544, 1},
                                    {2018, 509, 1}};
    s = series((struct point){2013, 607, 1}, &target, falling, 5);
    spec = window(2013, 2018, 2019);
    t = trend_fit(arena, &s, true, &spec);
    ok(t.reach == REACH_AWAY && t.reach_year == 0, "the line leads away");
    target = (struct point){2019, 530, 1};
    s = series(
        (struct point){2013, 490, 1}, &target,
        (const struct point[]){
            {2014, 500, 1}, {2015, 508, 1}, {2016, 515, 1}, {2017, 522, 1}},
        4);
    spec = window(2013, 2017, 2019);
    t = trend_fit(arena, &s, true, &spec);
    ok(t.reach == REACH_YEAR && t.reach_year == 2018, "53.07 in 2018");
    ok(t.has_chance && t.chance >= CHANCE_50_80, "and likely so");
}

static void breaks(void)
{
    const struct point points[] = {
        {2014, 100, 0}, {2015, 90, 0},  {2016, 80, 0},  {2017, 200, 0},
        {2018, 210, 0}, {2019, 220, 0}, {2020, 230, 0}, {2021, 240, 0}};
    struct segment s = series((struct point){2013, 110, 0}, NULL, points, 8);
    struct trend_spec spec = window(2013, 2021, 0);
    spec.comparable = 2017;
    struct trend t = trend_fit(arena, &s, false, &spec);
    ok(t.n == 5 && t.n_before == 4, "four points before the break");
    ok(indicator_year(t.used[0]) == 2017, "the first that counts");
    is_near(t.fit.slope, 10, 1e-9, "the slope of the others alone");
    ok(t.grade == GRADE_INTERVAL, "five points are five points");
    spec.comparable = 2030;
    t = trend_fit(arena, &s, false, &spec);
    ok(t.n == 0 && t.n_before == 9 && t.refusal == REFUSAL_TOO_FEW,
       "nothing left: too few");
}

static void lifted(void)
{
    const struct point points[] = {{2019, 12, 0}, {2020, 15, 0}};
    struct segment s = series((struct point){2018, 10, 0}, NULL, points, 2);
    struct trend_spec spec = window(2018, 2020, 2030);
    struct trend t = trend_fit(arena, &s, false, &spec);
    ok(t.grade == GRADE_REFERENCE && !t.has_forecast, "three points: 参考");
    spec.free = true;
    t = trend_fit(arena, &s, false, &spec);
    ok(t.grade == GRADE_FULL && t.has_forecast, "lifted: everything");
    ok(!t.established, "but nothing is established by three points");
    spec.to = 2019;
    t = trend_fit(arena, &s, false, &spec);
    ok(t.grade == GRADE_CHANGE, "two points have no line even so");
}

/* w = 4, 1, 4, 1, 4 on y = 1..5 with one value off: by hand from the normal
 * equations; slope = sum w (x-xm) y / sum w (x-xm)^2, se = 1 / sqrt(Sxx). */
static void weighted(void)
{
    const struct point points[] = {
        {2015, 20, 1}, {2016, 36, 1}, {2017, 40, 1}, {2018, 50, 1}};
    const double se[] = {1, 0.5, 1, 0.5};
    struct observation room[4];
    struct measured m[5];
    struct segment s =
        build_segment((struct point){2014, 10, 1}, NULL, points, 4, room);
    for (size_t i = 0; i < 5; i++)
        m[i] = (struct measured){
            .survey = "s", .has_se = true, .se = i ? se[i - 1] : 0.5};
    s.baseline.measured = &m[0];
    for (size_t i = 0; i < 4; i++)
        room[i].measured = &m[i + 1];
    struct trend_spec spec = window(2014, 2018, 2020);
    struct trend t = trend_fit(arena, &s, false, &spec);
    ok(t.weighted, "known errors weigh the points");
    is_near(t.fit.slope, 1, 1e-12, "slope: 34 / 34");
    is_near(t.fit.se_slope, 1 / sqrt(34), 1e-12, "1 / sqrt(Sxx)");
    is_near(t.fit.slope_ci.high, 1 + 1.959964 / sqrt(34), 1e-6, "normal");
    is_near(t.forecast.se_prediction, sqrt(1 / 14.0 + 16 / 34.0 + 0.25), 1e-12,
            "and a survey as precise as the last");
    ok(t.has_forecast && t.grade == GRADE_INTERVAL, "a forecast");
    room[1].measured = NULL;
    t = trend_fit(arena, &s, false, &spec);
    ok(!t.weighted, "one point without an error: a plain line");
}

int main(void)
{
    arena = arena_open();
    targets();
    breaks();
    lifted();
    weighted();
    arena_close(arena);
    return tap_done();
}
