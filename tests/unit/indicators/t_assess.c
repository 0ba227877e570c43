/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The assessment: two published series of 札幌市 (次期子ども計画概要 資料2)
 * with every number, then a table of edge cases, tuples and properties.
 */
#include "build.h"
#include "indicators/assess.h"

#include <stdint.h>

static struct arena *arena;

static struct assessment assess(enum direction direction,
                                const struct segment *segment, int as_of)
{
    struct indicator indicator = build_indicator(direction, segment, 1);
    return assess_segment(arena, &indicator, segment, as_of);
}

static void number(struct quantity q, long long units, int scale,
                   const char *what)
{
    is_int(q.reason, REASON_NONE, what);
    is_decimal(q.published, units, scale, what);
}

/* --------------------------------------------------------------- 札幌市 */

static const struct point sapporo_target = {2019, 750, 1};

static void sapporo_self(void)
{
    const struct point points[] = {{2014, 631, 1},
                                   {2015, 631, 1},
                                   {2016, 646, 1},
                                   {2017, 676, 1},
                                   {2018, 674, 1}};
    struct observation room[5];
    struct segment s = build_segment((struct point){2013, 654, 1},
                                     &sapporo_target, points, 5, room);
    struct assessment a = assess(DIRECTION_UP, &s, 2018);
    number(a.progress, 208, 1, "自分のことが好き: progress 20.8");
    ok(a.progress.exact.num == 5 && a.progress.exact.den == 24, "5/24");
    number(a.achievement, 899, 1, "achievement 89.9");
    number(a.elapsed, 833, 1, "elapsed 83.3");
    number(a.gap, 76, 1, "gap 7.6");
    number(a.change, 20, 1, "change +2.0");
    number(a.pace_needed, 76, 1, "7.6 in the one year left");
    number(a.pace_so_far, 4, 1, "0.4 a year so far");
    ok(a.status == STATUS_BEHIND && a.improved && !a.on_schedule &&
           !a.judged_on_rounding && a.counted && !a.newer_missing,
       "behind, improved");
    ok(a.latest == &room[4], "H30 is judged");
    ok(a.years_total == 6 && a.years_elapsed == 5 && a.years_left == 1,
       "6 years, 5 gone, 1 left");

    a = assess(DIRECTION_UP, &s, 2017);
    ok(a.latest == &room[3] && a.years_left == 2, "as of H29");
    number(a.progress, 229, 1, "as of H29: progress 22.9");
}

static void sapporo_raise(void)
{
    const struct point points[] = {{2014, 5981, 2},
                                   {2015, 559, 1},
                                   {2016, 561, 1},
                                   {2017, 544, 1},
                                   {2018, 509, 1}};
    struct observation room[5];
    struct segment s = build_segment((struct point){2013, 607, 1},
                                     &sapporo_target, points, 5, room);
    struct assessment a = assess(DIRECTION_UP, &s, 2018);
    number(a.progress, -685, 1, "生み育てやすい: progress -68.5");
    number(a.achievement, 679, 1, "achievement 67.9");
    number(a.gap, 241, 1, "gap 24.1");
    number(a.change, -98, 1, "change -9.8");
    number(a.pace_so_far, -196, 2, "-1.96 a year");
    ok(a.status == STATUS_WORSE && !a.improved, "worse");

    a = assess(DIRECTION_UP, &s, 2014);
    number(a.gap, 1519, 2, "two decimals of 59.81 are kept: 15.19");
    number(a.change, -89, 2, "-0.89");
    number(a.pace_needed, 3038, 3, "3.038 a year");
    number(a.progress, -62, 1, "-6.2");
}

/* ------------------------------------------------------------ edge cases */

enum { UP = DIRECTION_UP, DOWN = DIRECTION_DOWN, KEEP = DIRECTION_MAINTAIN };
#define NUMBER REASON_NONE
#define NO_TARGET_ROW                                                          \
    {                                                                          \
        0, 0, -9                                                               \
    }

/* clang-format off */
static const struct edge {
    const char *what;
    int direction;
    struct point baseline, target, actual[2]; /* year 0: none */
    enum status status;
    enum reason reason, progress, achievement, gap, pace_needed;
    bool rounding;
} edges[] = {
    {"no actual yet", UP, {2018, 50, 0}, {2024, 80, 0}, {{0, 0, 0}},
     STATUS_NOT_ASSESSED, REASON_NO_ACTUAL, REASON_NO_ACTUAL, NUMBER, NUMBER,
     NUMBER, false},
    {"an actual of the baseline year is none", UP, {2018, 50, 0},
     {2024, 80, 0}, {{2018, 60, 0}}, STATUS_NOT_ASSESSED, REASON_NO_ACTUAL,
     REASON_NO_ACTUAL, NUMBER, NUMBER, NUMBER, false},
    {"an actual after as-of is none", UP, {2018, 50, 0}, {2024, 80, 0},
     {{2023, 60, 0}}, STATUS_NOT_ASSESSED, REASON_NO_ACTUAL, REASON_NO_ACTUAL,
     NUMBER, NUMBER, NUMBER, false},
    {"only a mark", UP, {2018, 50, 0}, {2024, 80, 0}, {{2020, 0, -1}},
     STATUS_NOT_ASSESSED, REASON_MISSING, REASON_MISSING, NUMBER, NUMBER,
     NUMBER, false},
    {"only a period without record", UP, {2018, 50, 0}, {2024, 80, 0},
     {{2020, 0, -2}}, STATUS_NOT_ASSESSED, REASON_NO_ACTUAL, REASON_NO_ACTUAL,
     NUMBER, NUMBER, NUMBER, false},
    {"no baseline, target reached", UP, {2018, 0, -1}, {2024, 80, 0},
     {{2020, 80, 0}}, STATUS_ACHIEVED, REASON_NONE, REASON_NO_BASELINE, NUMBER,
     NUMBER, NUMBER, false},
    {"no baseline, target not reached", UP, {2018, 0, -1}, {2024, 80, 0},
     {{2020, 79, 0}}, STATUS_NOT_ASSESSED, REASON_NO_BASELINE,
     REASON_NO_BASELINE, NUMBER, NUMBER, NUMBER, false},
    {"no baseline, down, reached", DOWN, {2018, 0, -1}, {2024, 80, 0},
     {{2020, 79, 0}}, STATUS_ACHIEVED, REASON_NONE, REASON_NO_BASELINE,
     REASON_DIRECTION, NUMBER, NUMBER, false},
    {"no baseline and no actual", UP, {2018, 0, -1}, {2024, 80, 0},
     {{0, 0, 0}}, STATUS_NOT_ASSESSED, REASON_NO_ACTUAL, REASON_NO_BASELINE,
     REASON_NO_ACTUAL, REASON_NO_ACTUAL, REASON_NO_ACTUAL, false},
    {"no target", UP, {2018, 50, 0}, NO_TARGET_ROW, {{2020, 60, 0}},
     STATUS_NOT_ASSESSED, REASON_NO_TARGET, REASON_NO_TARGET, REASON_NO_TARGET,
     REASON_NO_TARGET, REASON_NO_TARGET, false},
    {"the target is a mark", UP, {2018, 50, 0}, {2024, 0, -1},
     {{2020, 60, 0}}, STATUS_NOT_ASSESSED, REASON_MISSING, REASON_MISSING,
     REASON_MISSING, REASON_MISSING, REASON_MISSING, false},
    {"no direction", DIRECTION_NONE, {2018, 50, 0}, {2024, 80, 0},
     {{2020, 60, 0}}, STATUS_NOT_ASSESSED, REASON_DIRECTION, REASON_DIRECTION,
     REASON_DIRECTION, NUMBER, NUMBER, false},
    {"target 0, reached", DOWN, {2018, 50, 0}, {2024, 0, 0}, {{2020, 0, 0}},
     STATUS_ACHIEVED, REASON_NONE, NUMBER, REASON_DIRECTION, NUMBER, NUMBER,
     false},
    {"target 0 upwards", UP, {2018, -50, 0}, {2024, 0, 0}, {{2020, -40, 0}},
     STATUS_BEHIND, REASON_NONE, NUMBER, REASON_TARGET_ZERO, NUMBER, NUMBER,
     false},
    {"negative target", UP, {2018, -50, 0}, {2024, -20, 0}, {{2020, -30, 0}},
     STATUS_ON_TRACK, REASON_NONE, NUMBER, REASON_DIRECTION, NUMBER, NUMBER,
     false},
    {"T = B, reached", UP, {2018, 50, 0}, {2024, 500, 1}, {{2020, 50, 0}},
     STATUS_ACHIEVED, REASON_NONE, REASON_NO_CHANGE_PLANNED, NUMBER, NUMBER,
     NUMBER, false},
    {"T = B, lost", UP, {2018, 50, 0}, {2024, 50, 0}, {{2020, 499, 1}},
     STATUS_WORSE, REASON_NONE, REASON_NO_CHANGE_PLANNED, NUMBER, NUMBER,
     NUMBER, false},
    {"target against the direction", UP, {2018, 50, 0}, {2024, 40, 0},
     {{2020, 45, 0}}, STATUS_NOT_ASSESSED, REASON_DIRECTION, REASON_DIRECTION,
     NUMBER, NUMBER, NUMBER, false},
    {"exactly on the line", UP, {2018, 50, 0}, {2024, 80, 0}, {{2020, 60, 0}},
     STATUS_ON_TRACK, REASON_NONE, NUMBER, NUMBER, NUMBER, NUMBER, false},
    {"down, exactly on the line", DOWN, {2018, 80, 0}, {2024, 50, 0},
     {{2020, 70, 0}}, STATUS_ON_TRACK, REASON_NONE, NUMBER, REASON_DIRECTION,
     NUMBER, NUMBER, false},
    {"no change since the baseline", UP, {2018, 50, 0}, {2024, 80, 0},
     {{2020, 50, 0}}, STATUS_BEHIND, REASON_NONE, NUMBER, NUMBER, NUMBER,
     NUMBER, false},
    {"down, worse", DOWN, {2018, 80, 0}, {2024, 50, 0}, {{2020, 81, 0}},
     STATUS_WORSE, REASON_NONE, NUMBER, REASON_DIRECTION, NUMBER, NUMBER,
     false},
    {"beyond the target", UP, {2018, 50, 0}, {2024, 80, 0}, {{2020, 95, 0}},
     STATUS_ACHIEVED, REASON_NONE, NUMBER, NUMBER, NUMBER, NUMBER, false},
    {"99.97 per cent is printed as 100.0", UP, {2018, 0, 0}, {2024, 3000, 0},
     {{2020, 2999, 0}}, STATUS_ACHIEVED, REASON_NONE, NUMBER, NUMBER, NUMBER,
     NUMBER, true},
    {"99.94 per cent is not", UP, {2018, 0, 0}, {2024, 5000, 0},
     {{2020, 4997, 0}}, STATUS_ON_TRACK, REASON_NONE, NUMBER, NUMBER, NUMBER,
     NUMBER, false},
    {"-0.03 per cent is printed as 0.0", UP, {2018, 1, 0}, {2024, 3001, 0},
     {{2020, 0, 0}}, STATUS_BEHIND, REASON_NONE, NUMBER, NUMBER, NUMBER,
     NUMBER, true},
    {"33.32 against 33.33 elapsed", UP, {2018, 0, 0}, {2024, 2500, 0},
     {{2020, 833, 0}}, STATUS_ON_TRACK, REASON_NONE, NUMBER, NUMBER, NUMBER,
     NUMBER, true},
    {"target year past, not reached", UP, {2015, 50, 0}, {2019, 80, 0},
     {{2020, 70, 0}}, STATUS_BEHIND, REASON_NONE, NUMBER, NUMBER, NUMBER,
     REASON_TARGET_YEAR_PAST, false},
    {"target year before the baseline's", UP, {2019, 50, 0}, {2018, 80, 0},
     {{2020, 70, 0}}, STATUS_NOT_ASSESSED, REASON_TARGET_YEAR_PAST, NUMBER,
     NUMBER, NUMBER, REASON_TARGET_YEAR_PAST, false},
    {"keep: kept", KEEP, {2018, 50, 0}, {2024, 50, 0}, {{2020, 50, 0}},
     STATUS_ACHIEVED, REASON_NONE, REASON_DIRECTION, REASON_DIRECTION, NUMBER,
     NUMBER, false},
    {"keep: kept at the target's decimals", KEEP, {2018, 50, 0},
     {2024, 50, 0}, {{2020, 504, 1}}, STATUS_ACHIEVED, REASON_NONE,
     REASON_DIRECTION, REASON_DIRECTION, NUMBER, NUMBER, true},
    {"keep: lost", KEEP, {2018, 50, 0}, {2024, 50, 0}, {{2020, 505, 1}},
     STATUS_WORSE, REASON_NONE, REASON_DIRECTION, REASON_DIRECTION, NUMBER,
     NUMBER, false},
    {"keep without a target: the baseline", KEEP, {2018, 50, 0},
     NO_TARGET_ROW, {{2020, 50, 0}}, STATUS_ACHIEVED, REASON_NONE,
     REASON_NO_TARGET, REASON_NO_TARGET, NUMBER, REASON_NO_TARGET, false},
    {"keep without a target and a baseline", KEEP, {2018, 0, -1},
     NO_TARGET_ROW, {{2020, 50, 0}}, STATUS_NOT_ASSESSED, REASON_NO_BASELINE,
     REASON_NO_TARGET, REASON_NO_TARGET, REASON_NO_BASELINE,
     REASON_NO_BASELINE, false},
    {"keep, no actual", KEEP, {2018, 50, 0}, {2024, 50, 0}, {{0, 0, 0}},
     STATUS_NOT_ASSESSED, REASON_NO_ACTUAL, REASON_DIRECTION,
     REASON_DIRECTION, NUMBER, NUMBER, false},
    {"a newer mark does not hide the number", UP, {2018, 50, 0},
     {2024, 80, 0}, {{2020, 60, 0}, {2021, 0, -1}}, STATUS_ON_TRACK,
     REASON_NONE, NUMBER, NUMBER, NUMBER, NUMBER, false},
};
/* clang-format on */

static void one_edge(const struct edge *e)
{
    struct observation room[2];
    size_t n = (e->actual[0].year != 0) + (size_t)(e->actual[1].year != 0);
    struct segment s =
        build_segment(e->baseline, e->target.scale == -9 ? NULL : &e->target,
                      e->actual, n, room);
    struct assessment a = assess((enum direction)e->direction, &s, 2021);
    bool good = a.status == e->status && a.status_reason == e->reason &&
                a.progress.reason == e->progress &&
                a.achievement.reason == e->achievement &&
                a.gap.reason == e->gap &&
                a.pace_needed.reason == e->pace_needed &&
                a.judged_on_rounding == e->rounding;
    if (!ok(good, e->what))
        printf("# found: status %d reason %d progress %d achievement %d "
               "gap %d pace %d rounding %d\n",
               a.status, a.status_reason, a.progress.reason,
               a.achievement.reason, a.gap.reason, a.pace_needed.reason,
               a.judged_on_rounding);
}

/* X = B stands in where nothing was observed after the baseline. */
static void stand_in(void)
{
    const struct point target = {2024, 80, 0};
    struct segment s =
        build_segment((struct point){2018, 50, 0}, &target, NULL, 0, NULL);
    struct assessment a = assess(DIRECTION_UP, &s, 2021);
    ok(!a.latest && !a.has_actual && a.has_baseline, "no actual");
    number(a.achievement, 625, 1, "achievement of the baseline: 62.5");
    number(a.gap, 30, 0, "gap from the baseline: 30");
    number(a.pace_needed, 5, 0, "5 a year from the baseline's year");
    is_int(a.years_left, 6, "six years left from the baseline");
    is_int(a.change.reason, REASON_NO_ACTUAL, "no change");
    is_int(a.elapsed.reason, REASON_NO_ACTUAL, "no elapsed share");
}

static void which_actual(void)
{
    const struct point target = {2024, 80, 0};
    const struct point points[] = {
        {2016, 90, 0}, {2019, 55, 0}, {2020, 60, 0}, {2021, 0, -1}};
    struct observation room[4];
    struct segment s =
        build_segment((struct point){2018, 50, 0}, &target, points, 4, room);
    struct assessment a = assess(DIRECTION_UP, &s, 2021);
    ok(a.latest == &room[2] && a.newer_missing, "the number before the mark");
    a = assess(DIRECTION_UP, &s, 2020);
    ok(a.latest == &room[2] && !a.newer_missing, "no mark up to 2020");
    room[1].value = build_value((struct point){0, 0, -1});
    a = assess(DIRECTION_UP, &s, 2020);
    ok(a.latest == &room[2] && !a.newer_missing, "an older mark is no matter");
    room[1].value = build_value((struct point){0, 55, 0});
    room[2].from_predecessor = true;
    a = assess(DIRECTION_UP, &s, 2020);
    ok(a.latest == &room[1], "the predecessor plan's actual is history");
    room[2].from_predecessor = false;
    room[2].period =
        (struct period){.kind = PERIOD_SPAN, .year = 2019, .last = 2021};
    a = assess(DIRECTION_UP, &s, 2020);
    ok(a.latest == &room[1], "a span that ends after as-of is not yet there");
    a = assess(DIRECTION_UP, &s, 2021);
    ok(a.latest == &room[2] && a.years_elapsed == 3,
       "a span counts at its last year");
    s.target.period = (struct period){
        .kind = PERIOD_DAY, .year = 2025, .month = 3, .day = 31};
    a = assess(DIRECTION_UP, &s, 2021);
    is_int(a.years_total, 6, "2025-03-31 is the end of fiscal 2024");
}

static void kept_level(void)
{
    const struct point target = {2024, 50, 0};
    const struct point points[] = {{2019, 48, 0}, {2020, 53, 0}};
    struct observation room[2];
    struct segment s =
        build_segment((struct point){2018, 47, 0}, &target, points, 2, room);
    struct assessment a = assess(DIRECTION_MAINTAIN, &s, 2019);
    ok(a.status == STATUS_WORSE && a.improved, "47 to 48: nearer to 50");
    a = assess(DIRECTION_MAINTAIN, &s, 2020);
    ok(a.status == STATUS_WORSE && !a.improved, "53 is as far as 47");
    s.target.value = build_value((struct point){2024, 51, 0});
    ok(assess(DIRECTION_MAINTAIN, &s, 2020).improved, "but nearer to 51");
    is_int(a.elapsed.reason, REASON_NONE, "the time runs all the same");
}

static void left_out(void)
{
    const struct point target = {2024, 80, 0}, actual = {2020, 60, 0};
    struct observation room[1];
    struct segment s =
        build_segment((struct point){2018, 50, 0}, &target, &actual, 1, room);
    struct indicator i = build_indicator(DIRECTION_UP, &s, 1);
    i.is_reference = true;
    ok(!assess_segment(arena, &i, &s, 2021).counted, "参考値: not counted");
    i.is_reference = false;
    i.is_repeated = true;
    ok(!assess_segment(arena, &i, &s, 2021).counted, "再掲: not counted");
}

static void overflow(void)
{
    int128 most = ((int128)1 << 126) + (((int128)1 << 126) - 1);
    const struct point target = {2024, 80, 0}, actual = {2020, 60, 0};
    struct observation room[1];
    struct segment s =
        build_segment((struct point){2018, 50, 0}, &target, &actual, 1, room);
    s.baseline.value.number.units = -most;
    s.target.value.number.units = most;
    struct assessment a = assess(DIRECTION_UP, &s, 2021);
    ok(a.progress.reason == REASON_OVERFLOW &&
           a.status == STATUS_NOT_ASSESSED &&
           a.status_reason == REASON_OVERFLOW,
       "128 bits do not suffice: a reason, not a number");
    s.baseline.value.number = decimal_of(1, 60);
    a = assess(DIRECTION_MAINTAIN, &s, 2021);
    is_int(a.change.reason, REASON_OVERFLOW, "60 decimals are a reason too");
}

/* ---------------------------------------------------------------- tuples */

static struct value tuple(const struct value_part *parts, size_t n)
{
    return (struct value){
        .kind = VALUE_TUPLE, .parts = parts, .n_parts = n, .published = ""};
}

static struct segment tuple_segment(const struct value_part *baseline,
                                    const struct value_part *target,
                                    const struct value_part *actual,
                                    struct observation *room)
{
    const struct point when = {2024, 0, 0}, then = {2020, 0, 0};
    struct segment s =
        build_segment((struct point){2018, 0, 0}, &when, &then, 1, room);
    s.baseline.value = tuple(baseline, 2);
    s.target.value = tuple(target, 2);
    room[0].value = tuple(actual, 2);
    return s;
}

static void tuples(void)
{
    const struct value_part was[] = {{"区", {6, 0}}, {"地区", {30, 0}}};
    const struct value_part goal[] = {{"区", {10, 0}}, {"地区", {50, 0}}};
    const struct value_part is[] = {{"区", {10, 0}}, {"地区", {35, 0}}};
    const struct value_part bad[] = {{"区", {5, 0}}, {"地区", {60, 0}}};
    struct observation room[1];
    struct segment s = tuple_segment(was, goal, is, room);
    struct assessment a = assess(DIRECTION_UP, &s, 2021);
    is_int((long long)a.n_parts, 2, "two parts");
    is_text(a.parts[0].part, "区", "the part has its unit");
    is_int(a.parts[0].status, STATUS_ACHIEVED, "区 achieved");
    is_int(a.parts[1].status, STATUS_BEHIND, "地区 behind");
    is_int(a.status, STATUS_BEHIND, "the whole is as bad as its worst part");
    is_int(a.progress.reason, REASON_PARTS, "no joint progress");
    is_int(a.gap.reason, REASON_PARTS, "no joint gap");
    number(a.elapsed, 333, 1, "but a joint elapsed share");
    number(a.parts[1].gap, 15, 0, "gap of 地区: 15");
    number(a.parts[1].progress, 250, 1, "progress of 地区: 25.0");
    ok(a.counted && !a.parts[0].counted, "the whole counts, its parts do not");
    ok(a.improved, "improved");

    s = tuple_segment(was, goal, bad, room);
    a = assess(DIRECTION_UP, &s, 2021);
    ok(a.status == STATUS_WORSE && !a.improved,
       "one part achieved, one worse: worse");
    s = tuple_segment(was, goal, goal, room);
    is_int(assess(DIRECTION_UP, &s, 2021).status, STATUS_ACHIEVED,
           "all parts reached");

    room[0].value = tuple(is, 1);
    a = assess(DIRECTION_UP, &s, 2021);
    ok(a.status == STATUS_NOT_ASSESSED && a.status_reason == REASON_MISSING,
       "a part that is not there is missing");
    room[0].value = build_value((struct point){2020, 5, 0});
    a = assess(DIRECTION_UP, &s, 2021);
    ok(a.status == STATUS_NOT_ASSESSED && a.status_reason == REASON_MISSING,
       "a plain number is no tuple");
    is_int(a.parts[1].gap.reason, REASON_MISSING,
           "and the baseline does not stand in for it");
    s.n_actuals = 0;
    a = assess(DIRECTION_UP, &s, 2021);
    ok(a.status_reason == REASON_NO_ACTUAL, "a tuple without actual");
    number(a.parts[1].gap, 20, 0, "and its gap from the baseline");
    s.baseline.value = s.target.value = tuple(NULL, 0);
    is_int(assess(DIRECTION_UP, &s, 2021).status, STATUS_NOT_ASSESSED,
           "an empty tuple");
}

/* Swapping the parts swaps their results and leaves the joint status. */
static void parts_order(void)
{
    uint32_t state = 5;
    int bad = 0;
    for (int round = 0; round < 300; round++) {
        struct value_part v[3][2], w[3][2];
        for (size_t i = 0; i < 3; i++)
            for (size_t j = 0; j < 2; j++) {
                state = state * 1664525u + 1013904223u;
                v[i][j] = (struct value_part){
                    "",
                    decimal_of((state >> 12) % 20 + (i == 1 ? 20u : 0u), 0)};
                w[i][1 - j] = v[i][j];
            }
        struct observation r[1], q[1];
        struct segment s = tuple_segment(v[0], v[1], v[2], r);
        struct segment t = tuple_segment(w[0], w[1], w[2], q);
        struct assessment a = assess(DIRECTION_UP, &s, 2021);
        struct assessment b = assess(DIRECTION_UP, &t, 2021);
        bad += a.status != b.status || a.improved != b.improved ||
               a.parts[0].status != b.parts[1].status ||
               a.parts[0].status > a.status || a.parts[1].status > a.status;
    }
    is_int(bad, 0, "the order of the parts does not matter");
}

/* ------------------------------------------------------------ properties */

/* All numbers times -1 with the other direction, or plus a constant: the same
 * progress and status. */
static void invariances(void)
{
    uint32_t state = 11;
    int bad_mirror = 0, bad_shift = 0, bad_sign = 0;
    for (int round = 0; round < 1000; round++) {
        long long v[3];
        for (size_t i = 0; i < 3; i++) {
            state = state * 1664525u + 1013904223u;
            v[i] = (state >> 12) % 1000;
        }
        if (v[1] < v[0])
            continue;
        struct assessment a[3];
        for (int kind = 0; kind < 3; kind++) {
            long long sign = kind == 1 ? -1 : 1, add = kind == 2 ? 5000 : 0;
            struct observation room[1];
            const struct point target = {2024, sign * v[1] + add, 1};
            const struct point actual = {2021, sign * v[2] + add, 1};
            struct segment s =
                build_segment((struct point){2018, sign * v[0] + add, 1},
                              &target, &actual, 1, room);
            a[kind] =
                assess(sign < 0 ? DIRECTION_DOWN : DIRECTION_UP, &s, 2021);
        }
        bad_mirror +=
            a[0].status != a[1].status ||
            a[0].progress.published.units != a[1].progress.published.units;
        bad_shift +=
            a[0].status != a[2].status ||
            a[0].progress.published.units != a[2].progress.published.units;
        bad_sign +=
            (a[0].status == STATUS_ON_TRACK) !=
                (a[0].on_schedule && a[0].progress.published.units < 1000) &&
            !a[0].judged_on_rounding && a[0].progress.reason == REASON_NONE;
    }
    is_int(bad_mirror, 0, "up and down are mirror images");
    is_int(bad_shift, 0, "a constant changes no progress and no status");
    is_int(bad_sign, 0, "on track is on the schedule line");
}

static void target_side(void)
{
    struct value low = build_value((struct point){0, 1, 0});
    struct value high = build_value((struct point){0, 2, 0});
    struct value none = build_value((struct point){0, 0, -1});
    const struct value_part a[] = {{"区", {6, 0}}, {"地区", {30, 0}}};
    const struct value_part b[] = {{"区", {7, 0}}, {"地区", {29, 0}}};
    struct value va = tuple(a, 2), vb = tuple(b, 2);
    ok(assess_target_side(DIRECTION_UP, &low, &high), "up, higher");
    ok(!assess_target_side(DIRECTION_UP, &high, &low), "up, lower");
    ok(assess_target_side(DIRECTION_DOWN, &high, &low), "down, lower");
    ok(!assess_target_side(DIRECTION_DOWN, &low, &high), "down, higher");
    ok(assess_target_side(DIRECTION_DOWN, &low, &low), "equal is fine");
    ok(assess_target_side(DIRECTION_UP, &none, &low), "missing is fine");
    ok(assess_target_side(DIRECTION_MAINTAIN, &high, &low), "maintain: any");
    ok(!assess_target_side(DIRECTION_UP, &va, &vb), "one part contradicts");
    ok(assess_target_side(DIRECTION_UP, &va, &va), "equal parts are fine");
}

int main(void)
{
    arena = arena_open();
    sapporo_self();
    sapporo_raise();
    for (size_t i = 0; i < sizeof edges / sizeof edges[0]; i++)
        one_edge(&edges[i]);
    stand_in();
    which_actual();
    kept_level();
    left_out();
    overflow();
    tuples();
    parts_order();
    invariances();
    target_side();
    arena_close(arena);
    return tap_done();
}
