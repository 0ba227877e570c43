/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "build.h"
#include "indicators/evaluate.h"

int main(void)
{
    struct arena *arena = arena_open();
    const struct point target = {2024, 80, 0};
    const struct point values[] = {
        {2020, 90, 0}, {2020, 60, 0}, {2020, 55, 0}, {2020, 45, 0}};
    struct observation room[5][1];
    struct segment segments[5];
    for (size_t i = 0; i < 4; i++)
        segments[i] = build_segment((struct point){2018, 50, 0}, &target,
                                    &values[i], 1, room[i]);
    segments[4] =
        build_segment((struct point){2018, 50, 0}, &target, NULL, 0, room[4]);

    struct indicator list[5] = {
        build_indicator(DIRECTION_UP, &segments[0], 2), /* two segments */
        build_indicator(DIRECTION_UP, &segments[2], 1),
        build_indicator(DIRECTION_UP, &segments[3], 2),
        build_indicator(DIRECTION_UP, &segments[3], 1),
        build_indicator(DIRECTION_UP, &segments[3], 1),
    };
    list[1].level = INDICATOR_ACTIVITY;
    list[1].goal = list[2].goal = "1";
    list[3].is_reference = list[3].is_repeated = true;
    list[4].is_repeated = true;

    struct evaluations all = evaluate_all(arena, list, 5, 2021);
    is_int((long long)all.n, 5, "five indicators");
    is_int(all.as_of, 2021, "as of 2021");
    ok(all.items[0].indicator == &list[0] &&
           all.items[0].segments[1].segment == &segments[1],
       "in order, with their segments");
    const size_t *by = all.all.by_status;
    ok(by[STATUS_ACHIEVED] == 1 && by[STATUS_ON_TRACK] == 1 &&
           by[STATUS_BEHIND] == 1 && by[STATUS_WORSE] == 1 &&
           by[STATUS_NOT_ASSESSED] == 1,
       "each status once");
    is_int((long long)all.all.total, 5, "five segments counted");
    is_int((long long)all.all.reference, 1, "one 参考値 (also 再掲)");
    is_int((long long)all.all.repeated, 1, "one 再掲");
    is_int((long long)all.activity.total, 1, "one activity indicator");
    is_int((long long)all.outcome.total, 4, "the others are outcome");

    struct status_counts c = evaluate_count(&all, "1", INDICATOR_OUTCOME);
    ok(c.total == 2 && c.by_status[STATUS_WORSE] == 1 &&
           c.by_status[STATUS_NOT_ASSESSED] == 1,
       "goal 1, outcome");
    c = evaluate_count(&all, "", INDICATOR_OUTCOME);
    ok(c.total == 2 && c.reference == 1 && c.repeated == 1, "plan level");
    c = evaluate_count(&all, "9", INDICATOR_OUTCOME);
    is_int((long long)c.total, 0, "a goal without indicators");
    all = evaluate_all(arena, NULL, 0, 2021);
    is_int((long long)all.all.total, 0, "no indicators at all");
    arena_close(arena);
    return tap_done();
}
