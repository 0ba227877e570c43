/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * variable_int.h - how variables are made; for variable.c, condition.c,
 * define.c and codebook*.c alone.
 *
 * A variable takes the text of its one column, or runs a recode over the
 * texts of several: the first branch whose condition is not false decides.
 * Where that condition is neither true nor false, a missing value decides,
 * and the variable is missing.  Then the codes tell what the text means.
 */
#ifndef SHIHYO_DATA_VARIABLE_INT_H
#define SHIHYO_DATA_VARIABLE_INT_H

#include "data/condition.h"
#include "data/variable.h"

/* Variables can be made of variables; so deep, that no input can exhaust the
 * stack.  Of a plain column it is 0. */
enum { VARIABLE_DEPTH = 16, VARIABLE_COLUMNS = 128 };

struct branch {
    const struct condition *when; /* NULL: in every other case */
    const char *category;         /* NULL: missing */
};

struct recode {
    const struct branch *branches;
    size_t n;
};

struct variable {
    const char *name;
    const char *const *columns;
    size_t n_columns; /* at most VARIABLE_COLUMNS */
    const struct recode *recode;
    int depth;
    const struct variable_code *codes;
    size_t n_codes;
    bool closed; /* the codes are all that there are */
};

/* Its text, "" where it has none, and what the text says. */
const char *variable_text(const struct variable *variable,
                          const char *const *texts, enum answer *answer);
const struct variable_code *variable_code(const struct variable *variable,
                                          const char *code);

/* A variable in the making: the columns that its leaves have named so far. */
struct draft_variable {
    struct arena *arena;
    const char *columns[VARIABLE_COLUMNS];
    size_t n_columns;
    int depth;
};

/* Gives a leaf its variable.  false: no room for its columns, or too deep. */
bool variable_bind(struct draft_variable *draft, struct condition *leaf,
                   const struct variable *variable);
/* NULL under the same conditions. */
struct condition *variable_leaf(struct draft_variable *draft,
                                enum condition_kind kind,
                                const struct variable *variable);
/* NOT a; a AND b; a OR b.  NULL where a side that is needed is NULL. */
struct condition *condition_join(struct arena *arena, enum condition_kind kind,
                                 const struct condition *a,
                                 const struct condition *b);
/* Its codes are the categories of the branches, each once, in that order;
 * but 0 before 1 where there are no others. */
struct variable *variable_make(const struct draft_variable *draft,
                               const char *name, const struct branch *branches,
                               size_t n);

#endif
