/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * group.h - one verdict for several series, and how many got which.
 *
 * The rule is the preset's:
 *   points  mean of the classes' points, classes without points left out (E),
 *           rounded by 五捨六入: the first decimal 0-5 goes down, 6-9 up.  Of
 *           several classes with the same points (B, B*) it is the best one
 *           that no counted member is behind, else the last of them:
 *           A+B -> B, A+B* -> B*.  [健康日本21（第二次）最終評価報告書]
 *   mean    mean of the scores, by the classes' mean bounds; the class of
 *           rule REACHED only when all members have it.  [Open SDG 2.4]
 *   worst   the class that stands last in the preset
 * Members without a class are left out; a group of none has no verdict.
 */
#ifndef SHIHYO_INDICATORS_GROUP_H
#define SHIHYO_INDICATORS_GROUP_H

#include "indicators/method.h"

struct group_verdict {
    const struct method_class *class; /* NULL: none */
    struct component mean;            /* of points or scores */
    size_t n, left_out;
};

struct group_verdict group_judge(const struct preset *preset,
                                 const struct verdict *members, size_t n);

/* 五捨六入 to a whole number, half away from zero in its own way: the first
 * decimal decides.  false: does not fit. */
bool group_round(struct rational a, int *out);

/* How many got a class.  A class whose word or points an earlier one shares
 * has its own row; rows of one total add up to n. */
struct group_count {
    const struct method_class *class; /* NULL: no verdict */
    size_t n;
    struct decimal percent; /* of all that count, 四捨五入 */
};

struct group_counts {
    size_t n_rows, n, repeated; /* repeated: left out, 再掲除く */
    struct decimal sum;         /* of the printed percentages */
    bool adds_up;               /* to 100; else rounding is why not */
};

/* rows: room for preset->n_classes + 1.  counted[i] false: 再掲, left out.
 * decimals: of the percentages. */
struct group_counts group_count(const struct preset *preset,
                                const struct verdict *const *members,
                                const bool *counted, size_t n, int decimals,
                                struct group_count *rows);

/* Percentages by the largest remainder, so that they add up to 100: only on
 * request, since a share then is no longer its own rounding.  Ties: the
 * earlier row. */
void group_largest_remainder(struct group_counts *counts,
                             struct group_count *rows, int decimals);

/* The share of several rows together, rounded from the exact sum: B and B*
 * are 20 of 53, 37.7, though 15.1 and 22.6 happen to give it too. */
bool group_share(size_t part, size_t whole, int decimals, struct decimal *out);

#endif
