/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sentence_verdicts.h - what the verdicts of several methods say, in words.
 *
 * Table, figure, alt text, card and summary take their words from here, so
 * that they cannot contradict each other.  Templates: VD_ of data/words.def.
 */
#ifndef SHIHYO_ENGINE_SENTENCE_VERDICTS_H
#define SHIHYO_ENGINE_SENTENCE_VERDICTS_H

#include "engine/verdicts.h"
#include "indicators/detect.h"
#include "indicators/stat_model.h"

const char *sentence_sense(enum lang lang, enum verdict_sense sense);
/* The verdict of a cell for people: C 変わらない; 判定なし. */
const char *sentence_verdict(enum lang lang, const struct assess_result *cell);
const char *sentence_class(enum lang lang, const struct method_class *class);
/* The number that goes with it: 20.8％; of a trend test S and p; "". */
const char *sentence_verdict_number(struct arena *arena,
                                    struct publish_style style,
                                    const struct verdict *verdict);
/* The class of a chance to meet the target: 5～20％. */
const char *sentence_chance(enum lang lang, enum stat_chance chance);
/* What becomes of the target, and how the methods stand to each other. */
const char *sentence_verdict_row(const struct run *run,
                                 const struct verdict_row *row);
/* 分かれる, 一致; how many of which sense. */
const char *sentence_agreement(enum lang lang, const size_t *by_sense,
                               bool differs);
const char *sentence_senses(struct arena *arena, enum lang lang,
                            const size_t *by_sense);
/* Of the whole table: message of the figure, summary. */
const char *sentence_verdicts(const struct speaker *s,
                              const struct verdicts *verdicts);
/* Over some rows only: n of them, of which n_differ differ. */
const char *sentence_verdicts_of(const struct speaker *s, size_t n,
                                 size_t methods, size_t n_differ);
/* Name of a group, and how its verdict came about. */
const char *sentence_group_name(const struct speaker *s,
                                const struct verdict_group *group);
const char *sentence_group(const struct speaker *s,
                           const struct verdicts *verdicts,
                           const struct verdict_group *group);
/* Required pace against past pace; "" where there is none. */
const char *sentence_difficulty(const struct speaker *s,
                                const struct verdict_row *row);
/* How many answers it takes to see that the target was reached; "" where no
 * survey stands behind both baseline and latest value. */
const char *sentence_detect(const struct speaker *s,
                            const struct verdict_row *row);
bool sentence_detection(const struct verdict_row *row, struct detection *out);

#endif
