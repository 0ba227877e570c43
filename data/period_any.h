/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * period_any.h - the period of an observation as statistics print it, turned
 * into a place on the time axis.
 *
 * Besides what period.h reads (H30, 平成30年度, 2018年, R4.7.26) these are
 * read, in any width, with - – ― ~ for a dash:
 *
 *     2014                 year                             t = 2014
 *     2014/15  2014-15  2014 15  2014/2015   years that overlap two   2014
 *     2014-2017  2014 to 2016  2014/17  2014/15 to 2016/17   span, middle
 *     2015 Q1  Q1 2015  2015-Q1              quarter        t = 2015.0
 *     2015-04  2015/4  April 2015            month          t = 2015.25
 *     2015-04-01  01.04.2015                 day
 *     01.04.2015 - 31.03.2016  25 May to 25 June 2020      span of days
 *     1  2 ... 999         a count of steps, no calendar    t = 1
 *
 * A text in brackets at the end, (baseline) or [Note 9], is kept apart.
 * 2011/12 is a pair of years or December 2011: only the other cells of the
 * column can tell (PERIOD_AS_*); alone it is ambiguous and an error.
 *
 * Pure: text in, period and finding out; no allocation, no messages.
 */
#ifndef SHIHYO_DATA_PERIOD_ANY_H
#define SHIHYO_DATA_PERIOD_ANY_H

#include "data/period.h"

enum period_step {
    STEP_YEAR, /* one year, or two that overlap it (2014/15) */
    STEP_SPAN, /* several years */
    STEP_QUARTER,
    STEP_MONTH,
    STEP_DAY,  /* and spans of days */
    STEP_INDEX /* 1, 2, 3: steps without a calendar */
};

enum period_calendar {
    CALENDAR_OPEN,   /* a bare 2014: of either kind */
    CALENDAR_FISCAL, /* 平成30年度, FY2018, 2014/15 */
    CALENDAR_CIVIL   /* 平成30年 */
};

struct period_any {
    enum period_step step;
    enum period_calendar calendar;
    double t;         /* years; months are twelfths, days parts of a year */
    int years;        /* STEP_SPAN: how many it covers */
    struct str label; /* the text without its note; a view into it */
    struct str note;  /* baseline, Note 9; empty: none */
};

/* How a text such as 2011/12 is to be understood. */
enum period_reading { PERIOD_AS_WRITTEN, PERIOD_AS_YEARS, PERIOD_AS_MONTHS };

/* MSG_PERIOD_AMBIGUOUS, MSG_PERIOD_ANY, MSG_KEY_BLANK are errors; a warning
 * of period.h comes with a usable period. */
struct finding period_any_read(const char *text, enum period_reading reading,
                               struct period_any *out);

/* What a text says of its column: PERIOD_AS_YEARS for 2014/15, which is no
 * month; PERIOD_AS_MONTHS for 2014-05; else PERIOD_AS_WRITTEN. */
enum period_reading period_any_hint(const char *text);

#endif
