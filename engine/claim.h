/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * claim.h - published numbers and sentences, recomputed.
 *
 * A claim is a sentence of a published document with its type, the value it
 * states and the formula that recomputes it from the plan's data.  The type
 * says how the two are compared; the types are the rows of one table.
 *
 *   supported     the recomputed value agrees by the type's rule
 *   contradicted  it does not
 *   ambiguous     it depends on how the words are read, or the data do not
 *                 decide
 *   no data       a value is missing, or there is nothing to compute
 *
 * A verdict never turns a missing value into a number: what rests on unknown
 * values is a lower bound and is marked so.
 */
#ifndef SHIHYO_ENGINE_CLAIM_H
#define SHIHYO_ENGINE_CLAIM_H

#include "engine/expression.h"

enum claim_result {
    CLAIM_SUPPORTED,
    CLAIM_CONTRADICTED,
    CLAIM_AMBIGUOUS,
    CLAIM_NO_DATA,
    CLAIM_RESULTS
};

enum claim_rounding {
    CLAIM_EXACT,  /* equal */
    CLAIM_DIGITS, /* equal when rounded half up to the published decimals */
    CLAIM_APPROX  /* 約: equal at the last published digit that is not 0 */
};

/* What the words of a sentence may be misread for. */
enum claim_lint {
    LINT_TIMES_INCREASE = 1, /* 1.4倍増 */
    LINT_YEARS = 2,          /* ５年間 */
    LINT_POINTS = 4          /* 5％増加 of a percentage */
};

struct claim_verdict {
    enum claim_result result;
    const char *computed; /* exact decimal, at most six decimals; "" */
    const char *digits;   /* as it compares with what was published */
    enum word rule;       /* a sentence with braces for args */
    const char *args[3];
    enum missing missing; /* the reason of CLAIM_NO_DATA, where it has one */
    bool rounded_parts;   /* parts miss their sum by rounding only */
    bool lower_bound;
    unsigned lints;
    struct cells cells;
};

struct claim_type;

struct claim {
    const char *id, *text, *published, *formula, *condition, *lines, *note;
    const struct claim_type *type;
    const char *type_name;
    enum claim_rounding rounding;
    const struct expression *formulas[EXPRESSION_MOST];
    size_t n_formulas;
    struct place place, published_place, formula_place;
};

/* The type of a name in either language, or NULL. */
const struct claim_type *claim_type_find(struct arena *arena, const char *name);
const char *claim_type_name(const struct claim_type *type, enum lang lang);
const char *claim_type_nearest(struct arena *arena, const char *name);
bool claim_type_needs_formula(const struct claim_type *type);
enum claim_rounding claim_type_rounding(const struct claim_type *type);
/* The conditions that a type knows, separated by |. */
const char *claim_type_conditions(const struct claim_type *type);

/* Recomputes a claim; false when an error was said. */
bool claim_check(struct evaluator *e, const struct claim *claim,
                 struct claim_verdict *out);
unsigned claim_lints(struct arena *arena, const char *text);
/* A rational as a decimal: exact with up to six decimals, else rounded half
 * up to six.  NULL: it does not fit. */
const char *claim_number_text(struct arena *arena, struct rational r);

/* What the types share (claim_value.c). */
struct claim_work {
    struct evaluator *e;
    const struct claim *claim;
    struct claim_verdict *out;
    struct operand values[EXPRESSION_MOST]; /* of the formulas */
};
/* Published number i: 1.4 約1.4倍 7割. */
bool claim_published(const struct claim_work *w, size_t i, struct decimal *out);
bool claim_wrong_published(const struct claim_work *w);
void claim_missing(const struct claim_work *w, enum missing missing);
void claim_show(const struct claim_work *w, const char *computed,
                const char *digits);
/* Compares every value with its published number. */
bool claim_check_numbers(struct claim_work *w);
bool claim_same(struct rational r, struct decimal p,
                enum claim_rounding rounding, struct decimal *rounded);

#endif
