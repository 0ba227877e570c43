/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ladder of honest output, rung by rung.
 */
#include "indicators/ladder.h"
#include "tests/tap.h"

static void grades(void)
{
    static const enum trend_grade expected[] = {
        GRADE_NONE,  GRADE_NONE,     GRADE_CHANGE,   GRADE_REFERENCE,
        GRADE_SLOPE, GRADE_INTERVAL, GRADE_INTERVAL, GRADE_FULL,
        GRADE_FULL,  GRADE_FULL,     GRADE_CURVE,    GRADE_CURVE,
        GRADE_CURVE, GRADE_CURVE,    GRADE_CURVE,    GRADE_LONG,
        GRADE_LONG};
    for (size_t n = 0; n < sizeof expected / sizeof expected[0]; n++)
        is_int(ladder_grade(n), expected[n], "grade by the number of points");
    is_int(ladder_grade(100000), GRADE_LONG, "and no end");
}

/* An item is let through from its least number on, and not before. */
static void items(void)
{
    static const size_t least[] = {
        [LADDER_VALUE] = 1,      [LADDER_CHANGE] = 2,
        [LADDER_LINE] = 3,       [LADDER_SLOPE] = 4,
        [LADDER_FORECAST] = 4,   [LADDER_INTERVAL] = 5,
        [LADDER_KENDALL] = 5,    [LADDER_CHANCE] = 5,
        [LADDER_THEIL_SEN] = 7,  [LADDER_OUTLIER] = 7,
        [LADDER_QUADRATIC] = 10, [LADDER_BREAK] = 10,
        [LADDER_NEIGHBOURS] = 15};
    for (size_t i = 0; i < sizeof least / sizeof least[0]; i++) {
        enum ladder_item item = (enum ladder_item)i;
        bool good = ladder_least(item) == least[i];
        for (size_t n = 1; n < 20; n++)
            good =
                good && ladder_allows(ladder_grade(n), item) == (n >= least[i]);
        ok(good, "an item begins on its rung");
    }
}

static enum trend_refusal refusal(size_t n, size_t periods, bool equal,
                                  bool base)
{
    const struct ladder_facts facts = {n, periods, equal, base};
    return ladder_refusal(&facts);
}

static void refusals(void)
{
    is_int(refusal(1, 1, false, false), REFUSAL_TOO_FEW, "one point");
    is_int(refusal(2, 9, true, true), REFUSAL_NONE, "two: only the change");
    is_int(refusal(3, 3, true, false), REFUSAL_ALL_EQUAL, "equal values");
    is_int(refusal(4, 6, false, false), REFUSAL_NONE, "a third is missing");
    is_int(refusal(4, 7, false, false), REFUSAL_GAPS, "more than a third");
    is_int(refusal(5, 5, false, true), REFUSAL_BASE, "base below 30");
}

static void horizons(void)
{
    ok(!ladder_reaches(GRADE_REFERENCE, 1, 2), "three points: no forecast");
    ok(ladder_reaches(GRADE_SLOPE, 1, 3) && !ladder_reaches(GRADE_SLOPE, 2, 9),
       "four: one step");
    ok(ladder_reaches(GRADE_INTERVAL, 2, 4) &&
           !ladder_reaches(GRADE_INTERVAL, 3, 5),
       "five: half the span");
    ok(ladder_reaches(GRADE_LONG, 0, 0), "inside the span is no step");
}

int main(void)
{
    grades();
    items();
    refusals();
    horizons();
    return tap_done();
}
