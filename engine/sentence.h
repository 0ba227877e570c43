/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sentence.h - what the numbers say, in words.
 *
 * Every sentence is made from the components of an assessment or a trend and
 * from their published digits; the table, the figure's message, its alt text
 * and the summary all come from here, so none can contradict another.  The
 * templates stand in data/words.def.
 */
#ifndef SHIHYO_ENGINE_SENTENCE_H
#define SHIHYO_ENGINE_SENTENCE_H

#include "engine/plan.h"
#include "indicators/evaluate.h"

struct speaker {
    struct arena *arena;
    const struct plan *plan;
    struct publish_style style; /* of the run: lang, era */
};

/* A template of words.def, filled with the arguments up to NULL. */
const char *sentence_say(const struct speaker *s, enum word id, ...)
    __attribute__((sentinel));

const char *sentence_status(enum lang lang, const struct assessment *a);
const char *sentence_reason(enum lang lang, enum reason reason);
const char *sentence_missing(enum lang lang, enum missing missing);
const char *sentence_baseline_word(const struct speaker *s);

/* One value as it was published; with its unit where the cell had none. */
const char *sentence_value(const struct speaker *s, const struct value *value,
                           const char *unit);
/* A computed number with a unit; a reason where there is none. */
const char *sentence_quantity(const struct speaker *s,
                              const struct quantity *quantity,
                              const char *unit);
const char *sentence_change(const struct speaker *s,
                            const struct quantity *quantity, const char *unit);
/* （95％）-style p: two or three decimals, or 0.001未満. */
const char *sentence_p(const struct speaker *s, struct decimal p);
/* What follows the letter p in a sentence: "= 0.03", "< 0.001". */
const char *sentence_p_is(const struct speaker *s, struct decimal p);
/* The same of a double: three decimals below 0.05, else two. */
const char *sentence_p_of(const struct speaker *s, double p);
/* A standard error with two significant digits: 1.2, 0.35. */
const char *sentence_se(const struct speaker *s, double se);

/* How a segment stands (a tuple: part by part). */
const char *sentence_segment(const struct speaker *s,
                             const struct indicator *indicator,
                             const struct assessment *a);
/* What a trend says: ratio or difference first, then slope and tests, then
 * the forecast.  caution: only what tempers it, for a figure's margin. */
const char *sentence_trend(const struct speaker *s,
                           const struct plan_trend *declared,
                           const struct trend *trend);
const char *sentence_trend_head(const struct speaker *s,
                                const struct plan_trend *declared,
                                const struct trend *trend);
const char *sentence_trend_caution(const struct speaker *s,
                                   const struct trend *trend);
/* What the target, a break and a lifted ladder add to it; "" for nothing. */
const char *sentence_trend_more(const struct speaker *s,
                                const struct trend *trend);
/* 平成25～30年度 */
const char *sentence_window(const struct speaker *s, int from, int to);

/* Counts by status, with what was left out. */
const char *sentence_counts(const struct speaker *s,
                            const struct status_counts *counts,
                            enum indicator_level level, int as_of);
/* The message of a progress figure over some indicators. */
const char *sentence_head(const struct speaker *s,
                          const struct evaluation *const *items, size_t n);

#endif
