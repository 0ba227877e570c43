/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/ladder.h"

/* The grade of every rung and the fewest points that reach it. */
static const struct {
    enum trend_grade grade;
    size_t least;
} rungs[] = {
    {GRADE_LONG, 15},    {GRADE_CURVE, 10}, {GRADE_FULL, 7},
    {GRADE_INTERVAL, 5}, {GRADE_SLOPE, 4},  {GRADE_REFERENCE, 3},
    {GRADE_CHANGE, 2},   {GRADE_NONE, 1},
};
enum { RUNGS = sizeof rungs / sizeof rungs[0] };

static const enum trend_grade needed[] = {
    [LADDER_VALUE] = GRADE_NONE,       [LADDER_CHANGE] = GRADE_CHANGE,
    [LADDER_LINE] = GRADE_REFERENCE,   [LADDER_SLOPE] = GRADE_SLOPE,
    [LADDER_FORECAST] = GRADE_SLOPE,   [LADDER_INTERVAL] = GRADE_INTERVAL,
    [LADDER_KENDALL] = GRADE_INTERVAL, [LADDER_CHANCE] = GRADE_INTERVAL,
    [LADDER_THEIL_SEN] = GRADE_FULL,   [LADDER_OUTLIER] = GRADE_FULL,
    [LADDER_QUADRATIC] = GRADE_CURVE,  [LADDER_BREAK] = GRADE_CURVE,
    [LADDER_NEIGHBOURS] = GRADE_LONG,
};

enum trend_grade ladder_grade(size_t n)
{
    size_t i = 0;
    while (i + 1 < RUNGS && n < rungs[i].least)
        i++;
    return rungs[i].grade;
}

enum trend_refusal ladder_refusal(const struct ladder_facts *facts)
{
    if (facts->n < 2)
        return REFUSAL_TOO_FEW;
    if (facts->n < 3)
        return REFUSAL_NONE;
    if (facts->all_equal)
        return REFUSAL_ALL_EQUAL;
    if (3 * (facts->periods - facts->n) > facts->periods)
        return REFUSAL_GAPS;
    return facts->small_base ? REFUSAL_BASE : REFUSAL_NONE;
}

bool ladder_allows(enum trend_grade grade, enum ladder_item item)
{
    return grade >= needed[item];
}

size_t ladder_least(enum ladder_item item)
{
    size_t i = 0;
    while (i + 1 < RUNGS && rungs[i].grade > needed[item])
        i++;
    return rungs[i].least;
}

/* One step at n = 4, half the observed span from n = 5; periods between the
 * first and the last point are no step at all. */
bool ladder_reaches(enum trend_grade grade, double steps, double span)
{
    if (grade < GRADE_SLOPE)
        return false;
    return grade == GRADE_SLOPE ? steps <= 1 : 2 * steps <= span;
}
