/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * period.h - fiscal years, calendar years, months, days, in 和暦 and 西暦.
 *
 * 年度 runs from 1 April to 31 March and has the number of the year in which
 * it begins; 平成31年度, 令和元年度 and FY2019 are one period.  The rules are
 * Y1-Y10 of the project's input rules: eras may run up to 20 years past their
 * end in a year (W_ERA_EXTENDED), two spellings in one cell must agree, no
 * era is guessed, spaces inside are dropped with a warning.
 *
 * Pure: text in, period and finding out; no allocation, no messages.
 */
#ifndef SHIHYO_DATA_PERIOD_H
#define SHIHYO_DATA_PERIOD_H

#include "data/diag.h"

enum period_kind {
    PERIOD_FISCAL_YEAR,
    PERIOD_YEAR,
    PERIOD_MONTH,
    PERIOD_DAY,
    PERIOD_SPAN /* fiscal years year..last */
};

struct period {
    enum period_kind kind;
    int year;       /* western number of the (fiscal) year */
    int month, day; /* 0 where they do not apply */
    int last;       /* last fiscal year of a span */
};

/* What a cell must hold: the axis of its column. */
enum period_axis {
    AXIS_FISCAL_YEAR, /* 令和4年度 R4 2022 FY2022 */
    AXIS_YEAR,        /* 令和元年 2019年 */
    AXIS_DATE,        /* R4.7.26 令和6年2月6日 R5.3 20220401 */
    AXIS_END,         /* 令和6年度末 -> the day 2025-03-31 */
    AXIS_SPAN         /* 平成27年度～令和元年度 */
};

struct finding period_read(const char *text, enum period_axis axis,
                           struct period *out);

/* The fiscal year in which a period lies (a span: its first). */
int period_fiscal_year(struct period period);
/* -1, 0, 1 by time. */
int period_compare(struct period a, struct period b);
struct period period_fiscal(int year); /* FY of the given number */

/* Era letter and name of a fiscal year, and the year within it: FY2019 is
 * 令和 1 (printed 元), FY2018 is 平成 30. */
struct era {
    char letter;      /* H */
    const char *name; /* 平成 */
    int number;       /* 30 */
};
struct era period_era(struct period period);

#endif
