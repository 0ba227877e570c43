/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * condition.h - is it so, is it not, or does nobody know?
 *
 * Conditions over the texts of a row in three-valued logic (Kleene): a
 * comparison with a missing value is unknown; `and` takes the least of its
 * sides, `or` the greatest, `not` turns no and yes around.  So a missing
 * value matters only where it decides: 問1=1 and 問2=1 is false, not unknown,
 * where 問1 is 2 and 問2 is blank.
 *
 * Numbers compare as exact decimals, whatever decimals they are written with.
 * A text that is no number is neither below nor above one: unknown.  Texts
 * compare in the order of their variable.  A value that a condition names
 * is never unknown to it: 問1="" is true for a blank, 問1=9 for a 9 that the
 * codebook calls missing; a range names only its numbers between.
 */
#ifndef SHIHYO_DATA_CONDITION_H
#define SHIHYO_DATA_CONDITION_H

#include "data/decimal.h"
#include "data/variable.h"

enum truth { TRUTH_NO, TRUTH_UNKNOWN, TRUTH_YES };

enum condition_kind {
    CONDITION_NOT, /* a */
    CONDITION_AND, /* a, b */
    CONDITION_OR,
    CONDITION_AMONG, /* variable is one of the ranges */
    CONDITION_BELOW, /* variable < ranges[0].low */
    CONDITION_ABOVE,
    CONDITION_ANSWERED, /* variable has ANSWER_GIVEN; never unknown */
    CONDITION_ASKED,    /* it is not ANSWER_NOT_ASKED; never unknown */
    CONDITION_COUNTED   /* it has a category; never unknown */
};

struct literal {
    const char *text;
    bool is_number;
    struct decimal number;
};

struct literal_range {
    struct literal low, high; /* is_range: two numbers; else low alone */
    bool is_range;
};

struct condition {
    enum condition_kind kind;
    const struct condition *a, *b;
    const struct variable *variable;
    const unsigned *columns; /* where its columns stand among the texts */
    const struct literal_range *ranges;
    size_t n; /* of ranges */
};

/* A text as a literal: a number when it reads as one. */
struct literal literal_of(const char *text);

/* TRUTH_UNKNOWN: *why tells what the value was that decides. */
enum truth condition_truth(const struct condition *condition,
                           const char *const *texts, enum answer *why);

#endif
