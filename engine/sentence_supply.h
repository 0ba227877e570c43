/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sentence_supply.h - what a table of needs and supply says, in words.
 *
 * The figure's message, its remarks and the report's paragraphs all come from
 * here.  Years on two bases are in no sentence but the remark on themselves.
 */
#ifndef SHIHYO_ENGINE_SENTENCE_SUPPLY_H
#define SHIHYO_ENGINE_SENTENCE_SUPPLY_H

#include "engine/plan_supplies.h"
#include "engine/sentence.h"

/* ② where the table has no capacities, else ④; ②－① by the plan's sign. */
const char *sentence_supply_mark(const struct plan_supply *supply);
const char *sentence_supply_difference(const struct speaker *s,
                                       const struct plan_supply *supply);
/* 架空北区（3号） */
const char *sentence_supply_name(const struct speaker *s,
                                 const struct supply_line *line);
/* The number, or ― where there is none. */
const char *sentence_supply_number(const struct speaker *s,
                                   const struct quantity *quantity);

/* Where supply falls below need in the districts' lines of a category ("":
 * the whole); "" when nothing can be said. */
const char *sentence_supply_head(const struct speaker *s,
                                 const struct supply_result *result,
                                 const struct plan_supply *supply,
                                 const char *category);
/* Shortages of categories that their district's total hides; "" for none. */
const char *sentence_supply_hidden(const struct speaker *s,
                                   const struct supply_result *result,
                                   const struct plan_supply *supply);
/* The remark on years of two bases; "" when there are none. */
const char *sentence_supply_bases(const struct speaker *s,
                                  const struct plan_supply *supply);
const char *sentence_supply_sign(const struct speaker *s,
                                 const struct plan_supply *supply);
const char *sentence_supply_verdict(const struct speaker *s,
                                    const struct plan_supply *supply,
                                    const struct supply_deadline *deadline,
                                    const struct supply_verdict *verdict);
/* What the review rule says; "" without rule or actuals. */
const char *sentence_supply_review(const struct speaker *s,
                                   const struct supply_result *result,
                                   const struct plan_supply *supply);

#endif
