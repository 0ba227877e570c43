/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sentence_survey.h - what a table of a survey says, in words.
 *
 * The figure's message, its alt text, the table's remarks and the report's
 * paragraph are made here from the printed numbers of one struct survey_table.
 */
#ifndef SHIHYO_ENGINE_SENTENCE_SURVEY_H
#define SHIHYO_ENGINE_SENTENCE_SURVEY_H

#include "engine/plan_surveys.h"
#include "engine/sentence.h"

/* The top group, or the most frequent answers, and the change since the
 * earlier survey with what may be said of it. */
const char *sentence_survey_head(const struct speaker *s,
                                 const struct survey_table *table);
/* A share as it is printed: 65.1, X, ―. */
const char *sentence_survey_share(const struct speaker *s,
                                  const struct tabled_share *share);
/* 63.0～67.2; "" where there is no interval or it may not be printed. */
const char *sentence_survey_interval(const struct speaker *s,
                                     const struct tabled_share *share);
/* ＋4.9; "" where there is none. */
const char *sentence_survey_change(const struct speaker *s,
                                   const struct tabled_change *change);
/* 1,497, or X where it is withheld; with n＝ before it. */
const char *sentence_survey_count(const struct speaker *s, uint64_t n,
                                  bool withheld);
const char *sentence_survey_n(const struct speaker *s, uint64_t n,
                              bool withheld);
/* 全体, or the group's label. */
const char *sentence_survey_label(const struct speaker *s,
                                  const struct tabled_line *line);
/* そう思う 計 */
const char *sentence_survey_positive(const struct speaker *s,
                                     const struct survey_table *table);
/* 令和元年度 */
const char *sentence_survey_period(const struct speaker *s,
                                   const struct plan_survey *survey);
/* What a reader must know: base, M.T., X, 参考値, rounding, change; then the
 * plan's own remarks.  At most SENTENCE_SURVEY_NOTES and those.  A figure
 * says itself what its kind shows. */
enum { SENTENCE_SURVEY_NOTES = 8 };
enum sentence_survey_place {
    NOTES_OF_TABLE,
    NOTES_OF_BARS, /* no changes are drawn */
    NOTES_OF_MULTI /* base and M.T. are said under the axis */
};
size_t sentence_survey_notes(const struct speaker *s,
                             const struct survey_table *table,
                             enum sentence_survey_place place,
                             const char **out);

#endif
