/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * assess_csv.h - the series of `shihyo assess`, read from one CSV file.
 *
 * One row per observation; rows of one id and segment are one series.  What
 * belongs to the series as a whole (direction, unit, baseline, limit ...) may
 * stand on each of its rows or on some; where it stands twice it must agree.
 * Other targets on other rows are further targets of the series.
 *
 *   id, segment         指標ID, 区分
 *   direction           方向: up 増加, down 減少, maintain 維持, none なし
 *   unit                単位
 *   baseline, baseline_period, target, target_period, period, value
 *   se                  標準誤差 of the value
 *   limit               natural limit of the indicator, for example 100
 *   lower, upper        confidence limits of the value; with target_kind
 *                       interval the ends of the target
 *   target_kind         value, constant, direction, interval, binary
 *   override            a verdict set by hand: B*, or kenko21=B*; several
 *                       are divided by ;
 *   override_reason     required with it
 *   mark                再掲 (repeated): left out of counts
 *
 * A baseline without a value is taken from the observation of its year.  The
 * baseline is an observation of its year where there is none.  A mark for a
 * missing value (―, ***, empty) makes no point.  Observations after the
 * evaluation year are left out.  All problems are reported, with places.
 */
#ifndef SHIHYO_ENGINE_ASSESS_CSV_H
#define SHIHYO_ENGINE_ASSESS_CSV_H

#include "data/csv.h"
#include "data/period_any.h"
#include "indicators/method.h"

struct assess_case {
    const char *id, *segment, *unit;
    struct series series;
    const char *override, *override_reason; /* "" for none */
    struct place place, override_place;
    bool newer_missing; /* the newest year has only a mark */
    bool repeated;
    bool calendar; /* periods are calendar years */
};

struct assess_cases {
    const struct assess_case *items; /* in the order of the file, the segments
                                        of an id together */
    size_t n;
};

/* as_of: the last year that counts; 0: all.  false: errors said. */
bool assess_csv_read(struct arena *arena, struct diag *diag, const char *path,
                     int as_of, struct assess_cases *out);
/* The year of a period cell or of --as-of, of a span (2014-2017) the last; 0
 * and the finding when it is none: quarters, months and days are not. */
int assess_csv_year(const char *text, struct period_any *at,
                    struct finding *finding);

#endif
