/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan_tables.h - the tables of a plan that are no indicators: counts with
 * their shares, programmes and budgets, dates, lists.
 *
 * plan.xml declares the columns of each table with a kind; table_cell.c reads
 * the cells, table_check.c recomputes what the table itself allows (shares of
 * their block, ranks, sums, ratios, 延べ against 実) and keeps the results
 * beside the rows.  A cell keeps its text, its place, and what was understood
 * of it; a text cell is never interpreted.
 */
#ifndef SHIHYO_ENGINE_PLAN_TABLES_H
#define SHIHYO_ENGINE_PLAN_TABLES_H

#include "data/period.h"
#include "data/value.h"
#include "indicators/tabulate.h"

struct plan_reader;

enum table_kind { TABLE_COUNTS, TABLE_PROGRAMMES, TABLE_EVENTS, TABLE_LIST };

enum table_column_kind {
    COLUMN_TEXT,
    COLUMN_GROUP,    /* rows of one text are one block */
    COLUMN_ROLE,     /* what the row is: enum table_role */
    COLUMN_MARKS,    /* 新 新規 拡充 再掲 */
    COLUMN_UNIT,     /* the unit of the row's numbers */
    COLUMN_NUMBER,   /* of="number": compared with that column */
    COLUMN_COUNT,    /* of="list": the length of that list */
    COLUMN_CAPACITY, /* 定員, 規模 */
    COLUMN_MONEY,    /* 百万円: summed */
    COLUMN_SHARE,    /* of="count": of the block's 計; without: parts of 100 */
    COLUMN_RATE,     /* fractions with conditions, or a number */
    COLUMN_RANK,     /* of="count" */
    COLUMN_PERIOD,   /* year, month or day, or a span of them */
    COLUMN_LIST      /* names divided by 、 */
};

struct table_column {
    const char *name, *id, *label, *unit;
    enum table_column_kind kind;
    int of; /* index of a column, or -1 */
    struct place place;
};

enum table_role {
    ROW_ITEM,
    ROW_TOTAL,    /* 計: of the block */
    ROW_GROSS,    /* 延べ: of the table */
    ROW_DISTINCT, /* 実: its counterpart */
    ROW_BASE      /* 母数: N of a survey */
};

enum table_qualifier {
    QUALIFIER_NONE,
    QUALIFIER_ABOUT,    /* 約 */
    QUALIFIER_AT_LEAST, /* 以上 */
    QUALIFIER_AT_MOST,  /* 以下, まで */
    QUALIFIER_BELOW,    /* 未満 */
    QUALIFIER_ROUGHLY,  /* 程度 */
    QUALIFIER_ORDINAL   /* 第1回: which one, not how many */
};

enum table_cell_kind {
    CELL_EMPTY,
    CELL_TEXT,
    CELL_VALUE, /* number, tuple or mark: value */
    CELL_RANGE, /* 2～12: value is the lower, high the upper end */
    CELL_RATES,
    CELL_PERIOD,
    CELL_LIST
};

struct table_rate {
    struct fraction fraction;
    const char *published, *condition; /* １／２, 普及啓発のみ; "" for none */
};

struct table_cell {
    enum table_cell_kind kind;
    enum table_qualifier qualifier;
    struct value value;
    struct decimal high;
    const struct table_rate *rates;
    size_t n_rates;
    struct period from, to; /* to.year 0: no end is stated */
    bool open;              /* ～ without an end */
    const char *const *names;
    size_t n_names;
    const char *note;      /* what stood in brackets: 運行当初, 水 */
    const char *published; /* the cell as it stands */
    const char *unit;      /* of the column or the row */
    struct place place;
};

struct table_row {
    const char *key;
    struct place place;
    enum table_role role;
    const char *group; /* "" without a group column */
    bool is_new, is_expanded, is_repeated;
    const struct table_cell *cells; /* one for each column */
};

enum table_result_kind {
    RESULT_SHARE,    /* a published share, recomputed */
    RESULT_CLOSURE,  /* shares of a block against 100 */
    RESULT_RANK,     /* of the items of a block */
    RESULT_SUM,      /* money of a block or of the table */
    RESULT_TOTAL,    /* a published 延べ against the sum of the 計 */
    RESULT_PER_CASE, /* 延べ / 実 */
    RESULT_RATIO,    /* after / before, part by part of a tuple */
    RESULT_LENGTH    /* names of a list */
};

/* Computed from the table, and compared where it is printed there too. */
struct table_result {
    enum table_result_kind kind;
    const char *subject; /* name of the row or block; "" the whole table */
    const char *column;  /* label of the column it is about */
    const char *formula; /* 252÷1,497 */
    const char *unit;
    struct decimal value;
    const char *exact; /* 84/499 where value is rounded, else "" */
    const struct table_cell *stated; /* NULL: not printed in the table */
    bool agrees;
    bool lower_bound; /* parts are undecided */
    size_t left_out;  /* parts of which nothing is stated */
    const struct table_cell *const *inputs;
    size_t n_inputs;
};

struct plan_table {
    const char *id, *title;
    enum table_kind kind;
    const struct table_column *columns;
    size_t n_columns;
    int key;
    const struct table_row *rows;
    size_t n_rows;
    const char *const *remarks;
    size_t n_remarks;
    const struct table_result *results;
    size_t n_results;
    bool rounded; /* shares miss 100 within rounding: say so below it */
};

struct plan_tables {
    const struct plan_table *items;
    size_t n;
};

/* table_cell.c: one cell of a declared column; messages are said. */
struct table_cell table_cell_read(struct plan_reader *r,
                                  const struct table_column *column,
                                  const char *unit, const char *text,
                                  struct place place);
/* table_check.c: recomputes, compares, warns; fills the results. */
void table_check(struct plan_reader *r, struct plan_table *table);

#endif
