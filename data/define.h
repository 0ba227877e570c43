/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * define.h - variables computed from others: `pos=問1<=2`.
 *
 *     definition = name "=" ( condition | branches )
 *     branches   = branch { ";" branch } [ ";" ]
 *     branch     = ( condition | "else" ) ":" category
 *     condition  = conjunct { ( "or" | "|" | "または" ) conjunct }
 *     conjunct   = term { ( "and" | "&" | "かつ" ) term }
 *     term       = ( "not" | "!" ) term | "(" condition ")"
 *                | name ( "=" | "!=" ) value | name "in" values
 *                | name ( "<" | "<=" | ">" | ">=" ) bound
 *     value      = text | number | number ".." number
 *     values     = value | "(" value { "," value } ")"
 *
 * Names stand on the left of a comparison, texts on its right; either may be
 * quoted (define_token.h).  == <> ≠ ≦ ≧ ≤ ≥ and full-width signs are read as
 * well, それ以外 for else.
 *
 * A condition makes 1 and 0.  Branches make categories in the order in which
 * they are first written (年齢<30:若年;年齢<65:中年;else:高年): the first true
 * one decides; without else, a row that none fits is missing.  A missing value
 * that decides makes the result missing (condition.h).  So does one in an
 * earlier branch: who did not say their age is not 高年.
 *
 * Where a variable has a codebook, a text is one of its codes or labels (対象=
 * 小学生 finds the code 2), and another one is an error.  < and > take a
 * number; a text only where it is quoted or a code, and then in the
 * variable's order.  The names of a definition are looked up in the scope.
 *
 * Pure: text in, variable and finding out; with an error *out is NULL.
 */
#ifndef SHIHYO_DATA_DEFINE_H
#define SHIHYO_DATA_DEFINE_H

#include "data/variable.h"

/* What names may mean: first a variable, then a column of the file. */
struct define_scope {
    const struct variable *const *variables;
    size_t n_variables;
    const char *const *columns; /* NULL: every other name is a column */
    size_t n_columns;
};

enum { DEFINE_BYTES = 4096, DEFINE_NESTING = 32 };

/* NAME=EXPRESSION, as --define takes it. */
struct finding define_read(struct arena *arena, const char *text,
                           const struct define_scope *scope,
                           const struct variable **out);
/* The expression of a name that stands elsewhere, as in a codebook. */
struct finding define_expression(struct arena *arena, const char *name,
                                 const char *text,
                                 const struct define_scope *scope,
                                 const struct variable **out);
/* A condition without a name, as --where takes it; 1 where it holds. */
struct finding define_condition(struct arena *arena, const char *text,
                                const struct define_scope *scope,
                                const struct variable **out);
/* What a name means in a scope.  NULL: nothing; *nearest (may be NULL) is a
 * name like it, or NULL. */
const struct variable *define_find(struct arena *arena, const char *name,
                                   const struct define_scope *scope,
                                   const char **nearest);

#endif
