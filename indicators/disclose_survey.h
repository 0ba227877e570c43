/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * disclose_survey.h - which percentages of a survey table are withheld.
 *
 * Rows are domains (districts, age groups), columns are answers, a cell is
 * the number of respondents, unweighted; what is printed are percentages of
 * the row's base, and the base.  Over disclose.h this knows that
 *   - a percentage with its base is a count (disclose_rule_counts), and one
 *     that is left out of a row is 100 less the others; so bases are always
 *     taken as known, printed beside the table or not;
 *   - a row whose base is below the threshold goes as a whole, base included
 *     (a base of 0 hides nobody), one below the reference base is printed as
 *     参考値;
 *   - where several answers are allowed a row does not add up, but a cell is
 *     no more than its base;
 *   - the whole sample is known when it is printed anywhere, and the row of
 *     those who belong to no domain follows from it.  This `rest` is judged
 *     like a row that is not printed.
 *
 * Weighted percentages: the rules and intervals are about respondents.  That
 * no withheld cell follows from sums holds for the weighted figures as well;
 * how wide their intervals are is not proven.
 *
 * Domains must not overlap.  Where they do, the whole sample is no sum of
 * them: pass whole_known = false and linked = true, which is not proven.
 */
#ifndef SHIHYO_INDICATORS_DISCLOSE_SURVEY_H
#define SHIHYO_INDICATORS_DISCLOSE_SURVEY_H

#include "indicators/disclose.h"

enum { DISCLOSE_REFERENCE = 30 };

struct disclose_survey {
    size_t domains, answers;
    const int64_t *counts; /* domains * answers, domain after domain */
    const int64_t *bases;  /* by domain; NULL: sums of the answers (not where
                              several are allowed) */
    bool multiple;         /* several answers are allowed */
    bool whole_known;      /* the whole sample is printed here or elsewhere */
    const int64_t *whole;  /* by answer; NULL: sums over the domains */
    int64_t whole_base;    /* with `whole` */
    const bool *harmless; /* by answer: never primary (無回答); NULL: none */
    bool zeros_sensitive; /* 要配慮: that nobody said so is withheld too */
    const bool *unprinted;     /* by domain; NULL: all are printed */
    bool rest_harmless;        /* nobody asks for the rest to be protected */
    int64_t threshold;         /* 0: DISCLOSE_PERSONS */
    int64_t reference;         /* 0: DISCLOSE_REFERENCE */
    bool zeros_secret, linked; /* as in disclose_spec */
};

enum disclose_row {
    DISCLOSE_ROW_PUBLISH,
    DISCLOSE_ROW_REFERENCE, /* 参考値: base below the reference base */
    DISCLOSE_ROW_WITHHELD,  /* base and all cells */
    DISCLOSE_ROW_EMPTY      /* base 0: nothing to print, nothing to hide */
};

struct disclose_survey_result {
    struct disclose_result table; /* rows * columns cells; where: a cell */
    size_t rows, columns;         /* domains, rest, whole; answers, base */
    size_t rest, whole;           /* their rows, or DISCLOSE_NO_CELL */
    const enum disclose_row *row; /* by row; NULL when refused */
};

struct disclose_survey_result
disclose_survey_protect(struct arena *arena,
                        const struct disclose_survey *survey);

#endif
