/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * build.h - indicators written down by hand, for these tests only.
 */
#ifndef SHIHYO_TESTS_BUILD_H
#define SHIHYO_TESTS_BUILD_H

#include "indicators/indicator.h"
#include "tests/tap.h"

/* year, units, scale; scale -1: the mark ―, -2: no record at all. */
struct point {
    int year;
    long long units;
    int scale;
};

static inline struct value build_value(struct point p)
{
    struct value v = {.kind = VALUE_NUMBER, .published = ""};
    if (p.scale >= 0) {
        v.number = decimal_of(p.units, p.scale);
    } else {
        v.kind = VALUE_MISSING;
        v.missing = p.scale == -1 ? MISSING_NIL : MISSING_ABSENT;
    }
    return v;
}

static inline struct observation build_observation(struct point p)
{
    return (struct observation){
        .period = {.kind = PERIOD_FISCAL_YEAR, .year = p.year, .last = p.year},
        .value = build_value(p),
        .note = "",
    };
}

/* actuals: room for n observations, filled here. */
static inline struct segment build_segment(struct point baseline,
                                           const struct point *target,
                                           const struct point *points, size_t n,
                                           struct observation *actuals)
{
    struct segment s = {.label = "",
                        .baseline = build_observation(baseline),
                        .has_target = target != NULL,
                        .actuals = actuals,
                        .n_actuals = n};
    if (target)
        s.target = build_observation(*target);
    for (size_t i = 0; i < n; i++)
        actuals[i] = build_observation(points[i]);
    return s;
}

static inline struct indicator build_indicator(enum direction direction,
                                               const struct segment *segments,
                                               size_t n)
{
    return (struct indicator){.id = "1",
                              .measure = "",
                              .unit = "％",
                              .direction = direction,
                              .goal = "",
                              .segments = segments,
                              .n_segments = n};
}

/* Units and scale both. */
static inline bool is_decimal(struct decimal found, long long units, int scale,
                              const char *what)
{
    bool good = found.units == units && found.scale == scale;
    if (!ok(good, what))
        printf("#    found: %lld e-%d\n# expected: %lld e-%d\n",
               (long long)found.units, found.scale, units, scale);
    return good;
}

#endif
