/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * expression.h - the formulas of rules and claims, read and computed exactly.
 *
 *     sum0(plan:N19-2-2-1.R1, plan:N19-2-2-1.R2) = plan:N19-2-2-1.total
 *
 * Numbers are decimals, texts stand in "quotes", everything else is a name
 * (reference.h says what names mean).  A name runs up to a blank or one of
 * ( ) , ; = < > + " so that A-1/child@H30 is one name: minus and slash need
 * blanks around them.  "..." inside a name makes any character part of it.
 * Operators by rank: and | = != < <= > >= (chained: a >= b >= c) | + - | * / |
 * minus sign.  Functions are the rows of a table in expression_call.c.
 *
 * All arithmetic is in rationals.  A value that is missing makes what is
 * computed from it missing, with its kind; only sum0() and sumknown() treat
 * some of them otherwise.  Every cell that was looked up is kept with its
 * place, in the order of the formula.  What cannot be computed at all (an
 * unknown name, a word as a number, a division by zero, 128 bits exceeded) is
 * said to diag and gives false.
 */
#ifndef SHIHYO_ENGINE_EXPRESSION_H
#define SHIHYO_ENGINE_EXPRESSION_H

#include "data/diag.h"
#include "data/number.h"
#include "data/rational.h"

enum expression_kind {
    EXPRESSION_NUMBER,
    EXPRESSION_TEXT,
    EXPRESSION_NAME,
    EXPRESSION_CALL, /* text: the function's name */
    EXPRESSION_NEGATE,
    EXPRESSION_BINARY,  /* ops[0] of + - * / */
    EXPRESSION_COMPARE, /* args[i] ops[i] args[i + 1] */
    EXPRESSION_AND
};

struct expression {
    enum expression_kind kind;
    const char *text;       /* TEXT, NAME, CALL */
    struct decimal number;  /* NUMBER */
    const char *const *ops; /* "+", ">=" */
    const struct expression *const *args;
    size_t n; /* of args */
    struct place place;
};

/* Expressions separated by ; in one text.  place is that of the text.  0 and
 * a message when one cannot be read. */
enum { EXPRESSION_MOST = 8 };
size_t expression_read(struct arena *arena, struct diag *diag, const char *text,
                       struct place place,
                       const struct expression *out[EXPRESSION_MOST]);
/* Whether any name is looked up in it. */
bool expression_has_name(const struct expression *e);

enum operand_kind {
    OPERAND_NUMBER,
    OPERAND_TEXT,
    OPERAND_MISSING,
    OPERAND_TRUTH
};

struct operand {
    enum operand_kind kind;
    struct rational number; /* NUMBER; TRUTH: first side minus second */
    bool has_difference;    /* TRUTH: number is set */
    int decimals;           /* written: of a cell */
    int year;               /* fiscal year of a cell, 0: none */
    const char *text;       /* TEXT, and the cell as it stands */
    enum missing missing;
    bool truth;
    bool lower_bound; /* unknown values were left out */
};

/* A value that was looked up. */
struct cell {
    const char *name; /* as the formula has it, with year or key filled in */
    struct place place;
    struct operand value;
};

struct cells {
    const struct cell *items;
    size_t n;
};

struct evaluator {
    struct arena *arena;
    struct diag *diag;
    /* The cells that a name stands for; false when it has said why not. */
    bool (*resolve)(struct evaluator *e, const char *name, struct place place,
                    struct cells *out);
    /* The word in a text that says how far a measure has come. */
    const char *(*stage)(struct evaluator *e, const char *text);
    const void *scope; /* of both */
    struct cell *used;
    size_t n_used, cap_used;
};

/* One value; false: an error was said. */
bool expression_value(struct evaluator *e, const struct expression *x,
                      struct operand *out);
/* The values of a name or of several arguments. */
bool expression_cells(struct evaluator *e, const struct expression *x,
                      struct cells *out);
/* a op b for any two operands; op is one of = != < <= > >=. */
bool expression_compare(struct evaluator *e, struct place place, const char *op,
                        const struct operand *a, const struct operand *b,
                        bool *out);
/* A call, from its row of the table of functions. */
bool expression_call(struct evaluator *e, const struct expression *x,
                     struct operand *out);
/* The fiscal year that a value is or names. */
bool expression_year(const struct operand *value, struct rational *out);
struct operand operand_number(struct rational number);
struct operand operand_missing(enum missing missing);
/* Says id about x and returns false. */
bool expression_fault(struct evaluator *e, struct place place, enum message id,
                      const char *what, const char *why);

#endif
