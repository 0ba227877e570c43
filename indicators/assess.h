/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * assess.h - how far a segment has come on its way to the target.
 *
 * All quantities are exact (quantity.h) and carry the decimal that is
 * printed, rounded once by 四捨五入.  A quantity that cannot be computed is a
 * quantity with a reason.
 *
 *   B baseline at tB, X latest actual at t <= as-of, T target at tT
 *   achievement 達成率   X / T                 (T = 0: undefined; direction
 *                        down and maintain: undefined unless a plan declares
 *                        a form, since T/X and 2-X/T are both in use)
 *   progress 進捗率      (X - B) / (T - B)     sign-safe for both directions
 *   elapsed 経過割合     (t - tB) / (tT - tB)  of the latest actual's year
 *   gap 残り             T - X
 *   pace needed          (T - X) / (tT - t)    per year from now
 *   pace so far          (X - B) / (t - tB)
 *   on the schedule line: X on the good side of B + (T - B) * elapsed
 * [percent of targeted change achieved: Healthy People 2020]
 *
 * Which actual is judged: the newest one with a number, of this plan (not of
 * its predecessor), of a fiscal year after the baseline's and not after
 * as-of.  A newer one that is only a mark sets newer_missing.  Years are
 * fiscal years; a span counts at its last year.
 *
 * Status follows from the numbers that are printed: the published progress
 * (per cent, one decimal) against 100, the published elapsed share, and 0:
 *   progress >= 100 achieved, >= elapsed on track, >= 0 behind, < 0 worse.
 * Where the exact values would judge otherwise, judged_on_rounding is set.
 * T = B: achieved while X reaches T, else worse; progress is undefined.
 * No baseline number: achieved when T is reached, else not assessed, with the
 * reason.  No actual after the baseline: not assessed, but X = B at tB stands
 * in for achievement, gap and needed pace; has_actual stays false.
 * No direction, or a target on the wrong side of the baseline for it: not
 * assessed (REASON_DIRECTION).
 * Maintain: X, rounded to T's decimals, equals T: achieved, else worse.
 * Without a target the baseline is the level to keep, and gap is B - X.
 *
 * Where survey estimates stand behind both B and X, the change is tested: the
 * two samples are independent, Student t with the sum of their degrees of
 * freedom (stat_test.h).  A change that is not significant at 5 % stays what
 * it is in numbers, but no sentence calls it one.  An actual of too few
 * answers (参考値) is not counted.
 *
 * A tuple is judged part by part, matched by position.  Its own quantities
 * are REASON_PARTS but for elapsed; its status is the worst of the parts'.
 */
#ifndef SHIHYO_INDICATORS_ASSESS_H
#define SHIHYO_INDICATORS_ASSESS_H

#include "indicators/indicator.h"
#include "indicators/quantity.h"

enum status {
    STATUS_ACHIEVED,
    STATUS_ON_TRACK,
    STATUS_BEHIND,
    STATUS_WORSE,
    STATUS_NOT_ASSESSED
};
enum { STATUS_COUNT = STATUS_NOT_ASSESSED + 1 };

struct change_test { /* of X - B */
    bool known;
    double se, p;
    bool significant; /* p <= 0.05 */
};

struct assessment {
    const struct segment *segment;
    const char *part; /* unit of the tuple's part; "" for a plain value */
    const struct observation *latest;        /* the actual judged; NULL: none */
    struct decimal baseline, target, actual; /* of this part */
    bool has_baseline, has_target, has_actual; /* a number is there; false
                                                  for a tuple as a whole */
    bool newer_missing; /* newer than latest, up to as-of: a mark only */
    struct quantity achievement, progress, elapsed; /* per cent, 1 decimal */
    struct quantity gap, change; /* T - X, X - B; decimals of the data */
    struct quantity pace_needed, pace_so_far;   /* per year, decimals + 1 */
    int years_total, years_elapsed, years_left; /* tT-tB, t-tB, tT-t (tT-tB
                               without an actual); 0 where a year is unknown */
    bool on_schedule; /* exact; only where progress and elapsed are */
    enum status status;
    enum reason status_reason; /* why NOT_ASSESSED */
    bool improved;             /* X better than B: higher, lower, or (maintain)
                                  nearer to T; a tuple: a part, and none worse */
    bool judged_on_rounding;
    struct change_test test;
    bool counted; /* false: 参考値, 再掲, a part of a tuple */
    const struct assessment *parts; /* a tuple's parts; its own status is the
                                       worst of theirs, all must be reached */
    size_t n_parts;
};

/* as_of: the last fiscal year whose actuals are used. */
struct assessment assess_segment(struct arena *arena,
                                 const struct indicator *indicator,
                                 const struct segment *segment, int as_of);

/* The side on which the target lies: false when it contradicts the direction
 * (up with T < B, down with T > B).  Equal values and missing ones are fine. */
bool assess_target_side(enum direction direction, const struct value *baseline,
                        const struct value *target);

#endif
