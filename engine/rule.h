/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rule.h - identities that the data of a plan must obey.
 *
 *     <rule id="r1" test="sum(t:*.count) = t2:all.count">the parts make the
 *     whole</rule>
 *
 * A rule holds, does not hold, or cannot be decided because a value is
 * missing.  One that could never be decided (it uses no value of the data) is
 * an error; one that does not hold is a warning with the cells involved, for
 * a published document may contradict itself.
 */
#ifndef SHIHYO_ENGINE_RULE_H
#define SHIHYO_ENGINE_RULE_H

#include "engine/claim.h"

struct rule {
    const char *id, *text, *test;
    const struct expression *expression;
    struct place place, test_place;
};

/* false when an error was said. */
bool rule_check(struct evaluator *e, const struct rule *rule,
                struct claim_verdict *out);

#endif
