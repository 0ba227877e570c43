/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * method_lint.h - holes and overlaps in the classes of a rating scheme.
 *
 * "A 90-100, B 80-89, C below 80" has no class for 89.9 and none for 101
 * unless it is judged on whole per cents.  A preset that is judged on
 * published digits is looked at on the grid of these digits, one judged on
 * raw values on the whole line.  Of every pair that overlaps and of every
 * hole one finding.
 */
#ifndef SHIHYO_INDICATORS_METHOD_LINT_H
#define SHIHYO_INDICATORS_METHOD_LINT_H

#include "indicators/method.h"

enum method_fault {
    FAULT_OVERLAP, /* a value lies in both a and b */
    FAULT_GAP,     /* between a (below) and b (above) */
    FAULT_ABOVE,   /* above a, the highest; b is NULL */
    FAULT_BELOW,   /* below a, the lowest; b is NULL */
    FAULT_EMPTY    /* no value at all lies in a */
};

struct method_finding {
    enum method_fault fault;
    const struct method_class *a, *b;
};

/* At most `room` findings in a fixed order; returns how many there are. */
size_t method_lint(const struct preset *preset, bool without_target,
                   struct method_finding *out, size_t room);

#endif
