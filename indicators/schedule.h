/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * schedule.h - 年度別の取組計画: what is planned in which year, and whether
 * the table agrees with itself and with the plan before.
 *
 * A schedule is a grid.  Columns are the status at the end of a year (with a
 * label, 前期計画終了時), what is planned in a year, the total 計, the target.
 * Every cell is a phrase.  A row is judged by findings: each names a rule, the
 * cells it is about and what was computed; the words for it are the report's.
 *
 * Two readings of a count are kept apart: a status is a stock, a planned cell
 * adds to it.  A dash and a word add nothing; an undecided entry leaves a sum
 * open, which then is a lower bound and never compared as if it were whole.
 * Repeatable states (拡大) have no place in the order and no completion.
 *
 * Figures take `stage` of each cell and the texts as published.
 */
#ifndef SHIHYO_INDICATORS_SCHEDULE_H
#define SHIHYO_INDICATORS_SCHEDULE_H

#include "data/period.h"
#include "data/phrase.h"
#include "indicators/cost.h"
#include "indicators/quantity.h"

enum schedule_part {
    PART_STATUS, /* 平成30年度末の現況 */
    PART_PLAN,   /* 令和元年度 */
    PART_TOTAL,  /* 計 */
    PART_TARGET  /* 令和３年度目標 */
};

/* How a cell is drawn. */
enum entry_stage {
    STAGE_NONE,     /* ― or blank */
    STAGE_CONSIDER, /* the first step of the path */
    STAGE_START,    /* a step between */
    STAGE_RUN       /* the last step, repeatable states, counts alone */
};

struct schedule_head {
    enum schedule_part part;
    struct period period; /* of a year; none: 計 */
    const char *label;    /* 前期計画終了時; "" */
    const char *name;     /* as the file has it */
};

struct schedule_entry {
    struct phrase phrase;
    enum entry_stage stage;
    struct place place;
};

struct schedule_line {
    const char *id, *number, *heading; /* N19-2-1-1, 2-1, its title or "" */
    const char *group;                 /* parent / child; "" */
    const char *item;
    const char *const *marks; /* ★ 再掲 ※1 */
    size_t n_marks;
    const char *department, *predecessor, *repeat_of, *footnote, *note;
    const struct schedule_entry *cells; /* one for each column */
    struct place place, predecessor_place;
};

struct schedule {
    const char *id, *title;
    const char *const *remarks;
    size_t n_remarks;
    const struct states *states;
    const struct schedule_head *columns;
    size_t n_columns;
    const struct schedule_line *rows;
    size_t n_rows;
    const struct cost_table *costs; /* NULL: none */
};

/* Reads a header such as 平成26年度末の現況（ビジョン策定時点）, 令和元年度,
 * 計, 令和３年度目標, status FY2018, total, target FY2021.  false: it is none
 * of these; *finding tells a year that cannot be read. */
bool schedule_header(struct arena *arena, const char *text,
                     struct schedule_head *out, struct finding *finding);

enum entry_stage schedule_stage_of(const struct states *states,
                                   const struct phrase *phrase);
/* The column of a part (of the last year, where there are several), or -1. */
int schedule_find(const struct schedule *schedule, enum schedule_part part);
const struct schedule_line *schedule_line(const struct schedule *schedule,
                                          const char *id);

enum schedule_rule {
    SCHEDULE_SUM,         /* years = 計; agrees or not */
    SCHEDULE_SUM_OPEN,    /* an undecided year: computed is a lower bound */
    SCHEDULE_STOCK,       /* status + years = target */
    SCHEDULE_WORD,        /* the last planned entry = 計 */
    SCHEDULE_CHANGE,      /* a number of one status against a later one */
    SCHEDULE_ADDED,       /* a part that an earlier cell lacks */
    SCHEDULE_LOST,        /* a part that a later cell lacks */
    SCHEDULE_WIDER,       /* an interval that holds the earlier one */
    SCHEDULE_NARROWER,    /* an interval that does not */
    SCHEDULE_SLIP,        /* predecessor's highest state: years later here */
    SCHEDULE_NOT_REACHED, /* predecessor's state is not planned here */
    SCHEDULE_CONFLICT,    /* one year, two plans, two states */
    SCHEDULE_AGAINST      /* predecessor's plan against the status here */
};

struct schedule_finding {
    enum schedule_rule rule;
    bool agrees;  /* SUM, STOCK, WORD, AGAINST */
    bool chained; /* `before` is a cell of the predecessor plan */
    const struct schedule_entry *before,
        *after; /* in time, or left and right */
    const struct schedule_head *before_column, *after_column;
    const struct phrase_item *old, *new; /* the parts compared, or NULL */
    struct decimal computed;             /* the sum, or the change */
    const char *formula;                 /* 25＋1＋1 */
    int years;                           /* SLIP: later +, earlier - */
    const struct schedule_head *like;    /* WORD: the year that 計 repeats */
};

struct schedule_findings {
    const struct schedule_finding *items;
    size_t n;
};

/* Judges a row by itself, and against the row of the predecessor plan that it
 * names (NULL: none). */
struct schedule_findings schedule_judge(struct arena *arena,
                                        const struct schedule *schedule,
                                        const struct schedule_line *row,
                                        const struct schedule *before,
                                        const struct schedule_line *old);

/* The step that a row has reached by each column of a status or a plan: the
 * highest ordered state so far, or -1; all other columns -1. */
void schedule_reached(const struct schedule *schedule,
                      const struct schedule_line *row, int *steps);
/* (step + 1) / steps as a share; -1 is 0. */
struct quantity schedule_completion(const struct states *states, int step);

#endif
