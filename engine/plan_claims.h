/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan_claims.h - the rules and claims of a plan, with their verdicts.
 *
 * They are read with the plan, and judged when all its data are there.
 */
#ifndef SHIHYO_ENGINE_PLAN_CLAIMS_H
#define SHIHYO_ENGINE_PLAN_CLAIMS_H

#include "engine/rule.h"

struct plan_reader;

struct plan_rule {
    struct rule rule;
    struct claim_verdict verdict;
};

struct plan_claim {
    struct claim claim;
    struct claim_verdict verdict;
};

struct plan_claims {
    struct plan_rule *rules;
    size_t n_rules;
    struct plan_claim *claims;
    size_t n_claims;
};

/* Reads <rules> and <claims>; nothing is looked up yet. */
void plan_claims_read(struct plan_reader *r);
/* Judges them: the plan's indicators and datasets are complete. */
void plan_claims_judge(struct plan_reader *r);

#endif
