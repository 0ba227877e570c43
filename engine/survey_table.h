/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * survey_table.h - one table of a survey as it is printed: the whole sample
 * and its groups, the share of every answer, and what may not be printed.
 *
 * Figures, the report's table and the sentences all take their numbers from
 * here, so none can contradict another.  Shares are rounded once from exact
 * sums (四捨五入, one decimal), so printed shares need not add to 100.0; the
 * table says so where they do not.
 *
 * What is withheld (秘匿) is decided on unweighted counts by disclose.h, with
 * a proof: a count from 1 below the threshold, and whatever would give it
 * away.  A line whose base is below the threshold is withheld whole, and so
 * is the share of the top group where one of its answers is.  Bases below
 * `reference` answers are 参考値.
 */
#ifndef SHIHYO_ENGINE_SURVEY_TABLE_H
#define SHIHYO_ENGINE_SURVEY_TABLE_H

#include "data/codebook.h"
#include "data/decimal.h"
#include "indicators/survey.h"

enum tabled_state {
    TABLED_PRINTED,
    TABLED_MISSING, /* no estimate: see reason */
    TABLED_WITHHELD /* 秘匿 */
};

struct tabled_share {
    enum tabled_state state;
    enum survey_reason reason;
    uint64_t count; /* answers: not to be printed where withheld */
    bool has_se, has_interval;
    double share, se, df; /* of 1 */
    struct survey_exact exact;
    struct decimal percent, low, high; /* as printed */
};

/* Later minus earlier, of independent samples. */
struct tabled_change {
    bool known;
    struct decimal points; /* of the printed shares */
    double se, p;
    bool significant; /* p <= 0.05 */
};

struct tabled_line {
    const char *group; /* what divides, as a heading; "" for the whole */
    const char *label; /* 全体, 女性 */
    uint64_t n, n_before;
    bool reference, has_before;
    bool withheld, withheld_before;    /* n and all shares */
    struct tabled_share *shares;       /* one for each answer */
    const struct tabled_share *before; /* the same; where has_before */
    const struct tabled_change *changes;
    struct tabled_share positive, positive_before; /* has_positive */
    struct tabled_change positive_change;
};

struct tabled_answer { /* a column of the table, or an item */
    const char *code, *label;
    bool no_answer; /* 無回答 in the base */
    bool positive;  /* one of the top group */
};

struct survey_table {
    const char *id, *title, *question;           /* 設問文 */
    const struct plan_survey *survey, *previous; /* previous: NULL for none */
    bool multi;     /* shares of the base that chose each; above 100 */
    bool ordered;   /* the answers are a scale */
    bool sensitive; /* 要配慮: zeros are withheld as well */
    bool has_positive, has_no_answer, base_asked;
    const char *positive_label; /* of the top group; "" without a name */
    const struct tabled_answer *answers;
    size_t n_answers;
    const struct tabled_line *lines; /* the whole sample first */
    size_t n_lines;
    bool has_mentions;
    struct decimal mentions; /* M.T. in per cent, of the whole sample */
    bool shows_withheld;     /* a share on the page is */
    bool proven;             /* no withheld count can be worked out */
    bool adds;               /* printed shares of every line add to 100.0 */
    const char *const *remarks;
    size_t n_remarks;
    struct place place;
};

#endif
