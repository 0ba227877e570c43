/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * indicator.h - an indicator as a plan declares it, with its data.
 *
 * An indicator has one or more segments (大人/子ども), each with a baseline
 * (現状値, 当初値), a target and observations by year.  The engine fills these
 * structs from the plan's catalogue and observation files; nobody edits them
 * afterwards.  Everything carries the place where it was read.
 *
 * Direction is always declared.  DIRECTION_NONE is for indicators that are
 * reported without judgement (no target).
 */
#ifndef SHIHYO_INDICATORS_INDICATOR_H
#define SHIHYO_INDICATORS_INDICATOR_H

#include "data/period.h"
#include "data/value.h"

enum direction {
    DIRECTION_NONE,
    DIRECTION_UP,      /* 増加 */
    DIRECTION_DOWN,    /* 減少 */
    DIRECTION_MAINTAIN /* 維持 */
};

enum indicator_level {
    INDICATOR_OUTCOME, /* 成果指標 */
    INDICATOR_ACTIVITY /* 活動指標 */
};

/* 種別 */
enum measure_kind {
    KIND_STOCK,      /* 年度末の数 */
    KIND_FLOW,       /* 期間中の増減、フロー */
    KIND_ANNUAL,     /* 年間 */
    KIND_CUMULATIVE, /* 累計 */
    KIND_RATE,       /* 率 */
    KIND_SHARE,      /* 割合 */
    KIND_CAPACITY,   /* 定員 */
    KIND_MONEY,      /* 金額 */
    KIND_UNSTATED
};

/* What a survey says of an estimate besides its value, in the unit of the
 * indicator. */
struct measured {
    const char *survey, *what; /* its id; what was estimated, in words */
    uint64_t n;                /* answers */
    double n_eff, df;          /* 0: unknown */
    double estimate, se, low, high;
    bool has_se, has_interval;
    bool is_reference; /* too few answers: 参考値 */
};

struct observation {
    struct period period;
    struct place period_place;
    const char *period_published;
    struct value value;
    const char *note;                /* "" or the analyst's remark */
    const struct measured *measured; /* from microdata; NULL: as published */
    bool from_predecessor;           /* an actual of the predecessor plan */
};

struct segment {
    const char *label; /* "" when the indicator has only one */
    bool has_target;
    struct observation baseline; /* 現状値; value may be missing (―) */
    struct observation target;   /* when has_target */
    const struct observation *actuals; /* by period, ascending; those
                                          of the predecessor plan first */
    size_t n_actuals;
    struct place place;
};

struct indicator {
    const char *id, *measure, *unit, *definition;
    enum indicator_level level;
    enum direction direction;
    enum measure_kind kind;
    const char *goal;         /* id of the goal; "" for the plan as a whole */
    bool is_new, is_expanded; /* 新規 拡充 */
    bool is_reference, is_repeated; /* 参考値 再掲 */
    bool gross;                     /* 延べ */
    const char *distinct;           /* id of its 実 counterpart, or "" */
    const char *const *note_marks;  /* "※1" ... */
    size_t n_note_marks;
    const struct segment *segments;
    size_t n_segments;
    struct place place;
};

/* The fiscal year that an observation counts for: of a span its last. */
int indicator_year(const struct observation *observation);

#endif
