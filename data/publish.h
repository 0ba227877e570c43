/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * publish.h - the one formatter of printed numbers.
 *
 * Tables, figures and sentences all call publish_*; so the same value looks
 * the same wherever it stands.  Digits come from a decimal, whose scale says
 * how many decimals are printed.  A comma groups 4+ digits.  The sign of a
 * negative number is that of the style (▲ by default); zero has no sign.
 */
#ifndef SHIHYO_DATA_PUBLISH_H
#define SHIHYO_DATA_PUBLISH_H

#include "data/decimal.h"
#include "data/period.h"
#include "data/words.h"

enum era_style { ERA_WAREKI, ERA_SEIREKI, ERA_BOTH };

struct publish_style {
    enum lang lang;
    enum era_style era;
    const char *negative; /* "▲", "△", "−"; NULL: ▲ (ja), − (en) */
};

/* 1,497  ▲68.5 */
const char *publish_number(struct arena *arena, struct publish_style style,
                           struct decimal a);
/* The same with ＋ before a positive number, for differences. */
const char *publish_change(struct arena *arena, struct publish_style style,
                           struct decimal a);
/* Number and unit: 1,497件  67.4％ (en: 1,497 件, 67.4%). */
const char *publish_quantity(struct arena *arena, struct publish_style style,
                             struct decimal a, const char *unit);
/* Periods: long 平成30年度 / FY2018 / 平成30（2018）年度,
 * short H30 / 2018, axis 平成30 / 2018. */
enum period_form { PERIOD_LONG, PERIOD_SHORT, PERIOD_AXIS };
const char *publish_period(struct arena *arena, struct publish_style style,
                           struct period period, enum period_form form);
/* The machine form: FY2018, 2018, 2018-04, 2018-04-01. */
const char *publish_period_code(struct arena *arena, struct period period);

#endif
