/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * assess_int.h - what the assess_*.c files share while rows are being read.
 * Nobody else includes it.
 */
#ifndef SHIHYO_ENGINE_ASSESS_INT_H
#define SHIHYO_ENGINE_ASSESS_INT_H

#include "engine/assess_csv.h"

enum assess_column {
    A_ID,
    A_SEGMENT,
    A_DIRECTION,
    A_UNIT,
    A_BASELINE,
    A_BASELINE_PERIOD,
    A_TARGET,
    A_TARGET_PERIOD,
    A_PERIOD,
    A_VALUE,
    A_SE,
    A_LIMIT,
    A_LOWER,
    A_UPPER,
    A_TARGET_KIND,
    A_OVERRIDE,
    A_OVERRIDE_REASON,
    A_MARK,
    A_NOTE,
    A_COUNT
};

struct assess_cell {
    const char *text; /* NULL: not yet */
    struct place place;
};

struct assess_point {
    struct series_point point;
    const struct csv_row *row; /* where it was read */
};

/* A series while rows are still being added. */
struct assess_draft {
    struct assess_case item;
    struct assess_cell seen[A_COUNT];
    struct assess_point *points; /* by year, ascending */
    size_t n, cap;
    struct series_target *targets;
    enum target_kind kind; /* last one given; rows that say none have it */
    int year_of_mark;      /* newest year with a mark instead of a number */
};

struct assess_reader {
    struct arena *arena;
    struct diag *diag;
    int as_of;
    struct assess_draft **drafts;
    size_t n, cap;
    size_t *slots; /* hash of id and segment -> index + 1 */
    size_t n_slots;
};

struct assess_row {
    struct assess_reader *r;
    const struct csv *csv;
    const struct csv_row *row;
    const int *at;
};

/* assess_series.c: the series of an id and segment, a new one if need be. */
struct assess_draft *assess_draft(struct assess_reader *r, const char *id,
                                  const char *segment,
                                  const struct assess_row *first);
/* assess_series.c: the drafts become the cases, checked as a whole. */
struct assess_cases assess_finish(struct assess_reader *r);

#endif
