/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ladder.h - what may be said of a short series, by its number of points.
 *
 *     n      grade        what is added
 *     1      NONE         the value
 *     2      CHANGE       the change, also per year; no model
 *     3      REFERENCE    a line for reference (参考): no forecast, no p
 *     4      SLOPE        slope with interval and p, forecast of one step
 *     5-6    INTERVAL     intervals of a forecast, exact Mann-Kendall,
 *                         forecast up to half the observed span, chance of
 *                         meeting the target as a class
 *     7-9    FULL         Theil-Sen interval, outlier flag
 *     10-14  CURVE        quadratic with AICc, one breakpoint
 *     15-    LONG         what depends on neighbours in time
 *
 * From n = 3 on there is no fit when all values are equal, when more than a
 * third of the periods between the first and the last is missing, or when a
 * per cent stands on a base below 30.  A forecast of a per cent outside 0-100
 * is withheld: a straight line does not suit that series.
 *
 * This is the one table.  Plans follow it always; `shihyo trend --ladder off`
 * overrides it and says so.
 */
#ifndef SHIHYO_INDICATORS_LADDER_H
#define SHIHYO_INDICATORS_LADDER_H

#include <stdbool.h>
#include <stddef.h>

enum trend_grade {                  /* what may be printed, from less to more */
                   GRADE_NONE,      /* no fit: see refusal */
                   GRADE_CHANGE,    /* n = 2 */
                   GRADE_REFERENCE, /* n = 3: a line, 参考 */
                   GRADE_SLOPE,     /* n = 4 */
                   GRADE_INTERVAL,  /* n = 5, 6 */
                   GRADE_FULL,      /* n = 7 to 9 */
                   GRADE_CURVE,     /* n = 10 to 14 */
                   GRADE_LONG       /* n >= 15 */
};

enum trend_refusal {
    REFUSAL_NONE,
    REFUSAL_TOO_FEW,
    REFUSAL_ALL_EQUAL,
    REFUSAL_GAPS,
    REFUSAL_HORIZON,      /* forecast only: too far from the points */
    REFUSAL_OUT_OF_RANGE, /* forecast only: a share outside 0-100 */
    REFUSAL_NUMERIC,
    REFUSAL_BASE /* per cent on a base below 30 */
};

/* What is asked for, each with the grade that it needs. */
enum ladder_item {
    LADDER_VALUE,
    LADDER_CHANGE,
    LADDER_LINE,
    LADDER_SLOPE, /* with interval and p */
    LADDER_FORECAST,
    LADDER_INTERVAL, /* prediction interval */
    LADDER_KENDALL,
    LADDER_CHANCE, /* of meeting the target */
    LADDER_THEIL_SEN,
    LADDER_OUTLIER,
    LADDER_QUADRATIC,
    LADDER_BREAK,
    LADDER_NEIGHBOURS /* Durbin-Watson, Newey-West */
};

enum { LADDER_BASE_LEAST = 30 };

struct ladder_facts {
    size_t n;
    size_t periods; /* from the first to the last, those missing included */
    bool all_equal;
    bool small_base; /* a per cent with a base below LADDER_BASE_LEAST */
};

enum trend_grade ladder_grade(size_t n);
/* Why nothing may be fitted, or REFUSAL_NONE. */
enum trend_refusal ladder_refusal(const struct ladder_facts *facts);
bool ladder_allows(enum trend_grade grade, enum ladder_item item);
/* The fewest points that reach an item. */
size_t ladder_least(enum ladder_item item);
/* May a forecast go `steps` periods beyond the points that span `span`? */
bool ladder_reaches(enum trend_grade grade, double steps, double span);

#endif
