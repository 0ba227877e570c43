/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values of expressions: operators, comparisons and what is kept of them.
 */
#include "data/fold.h"
#include "engine/expression.h"

#include <assert.h>

struct operand operand_number(struct rational number)
{
    return (struct operand){.kind = OPERAND_NUMBER, .number = number};
}

struct operand operand_missing(enum missing missing)
{
    return (struct operand){.kind = OPERAND_MISSING, .missing = missing};
}

bool expression_fault(struct evaluator *e, struct place place, enum message id,
                      const char *what, const char *why)
{
    diag_add(e->diag, id, place, what, why, NULL);
    return false;
}

static void keep(struct evaluator *e, struct cells cells)
{
    for (size_t i = 0; i < cells.n; i++) {
        if (!cells.items[i].place.source)
            continue; /* a year or a constant is no cell */
        if (e->n_used == e->cap_used) {
            size_t cap = e->cap_used ? 2 * e->cap_used : 8;
            e->used =
                arena_grow(e->arena, e->used, e->n_used, cap, sizeof *e->used);
            e->cap_used = cap;
        }
        e->used[e->n_used++] = cells.items[i];
    }
}

/* Both sides are numbers, or the result inherits what is missing; a word is
 * no number. */
static bool both_numbers(struct evaluator *e, const struct expression *x,
                         const struct operand *a, const struct operand *b,
                         struct operand *out, bool *done)
{
    const struct operand *sides[] = {a, b};
    *done = true;
    for (size_t i = 0; i < 2; i++)
        if (sides[i]->kind == OPERAND_TEXT || sides[i]->kind == OPERAND_TRUTH)
            return expression_fault(e, x->args[i < x->n ? i : 0]->place,
                                    MSG_NOT_NUMBER,
                                    sides[i]->text ? sides[i]->text : "", "");
    for (size_t i = 0; i < 2; i++)
        if (sides[i]->kind == OPERAND_MISSING) {
            *out = operand_missing(sides[i]->missing);
            return true;
        }
    *done = false;
    return true;
}

static bool arithmetic(struct evaluator *e, const struct expression *x,
                       const struct operand *a, const struct operand *b,
                       struct operand *out)
{
    bool done;
    if (!both_numbers(e, x, a, b, out, &done))
        return false;
    if (done)
        return true;
    struct rational r;
    bool fits = false;
    switch (x->ops[0][0]) {
    case '+':
        fits = rational_add(a->number, b->number, &r);
        break;
    case '-':
        fits = rational_sub(a->number, b->number, &r);
        break;
    case '*':
        fits = rational_mul(a->number, b->number, &r);
        break;
    default:
        if (b->number.num == 0)
            return expression_fault(
                e, x->args[1]->place, MSG_ZERO_DIVISION,
                x->args[1]->kind == EXPRESSION_NAME ? x->args[1]->text : "0",
                "");
        fits = rational_div(a->number, b->number, &r);
    }
    if (!fits)
        return expression_fault(e, x->place, MSG_OVERFLOW, x->ops[0], "");
    *out = operand_number(r);
    out->lower_bound = a->lower_bound || b->lower_bound;
    return true;
}

static bool holds(const char *op, int order)
{
    bool equal = order == 0;
    if (op[0] == '=')
        return equal;
    if (op[0] == '!')
        return !equal;
    return (op[1] == '=' && equal) || (op[0] == '<' ? order < 0 : order > 0);
}

bool expression_compare(struct evaluator *e, struct place place, const char *op,
                        const struct operand *a, const struct operand *b,
                        bool *out)
{
    if (a->kind == OPERAND_NUMBER && b->kind == OPERAND_NUMBER) {
        *out = holds(op, rational_compare(a->number, b->number));
        return true;
    }
    bool by_text = a->kind == OPERAND_TEXT || b->kind == OPERAND_TEXT;
    if (!by_text || !a->text || !b->text || (op[0] != '=' && op[0] != '!'))
        return expression_fault(e, place, MSG_NOT_NUMBER,
                                a->kind == OPERAND_NUMBER ? b->text : a->text,
                                "");
    *out = holds(op, fold_equal(e->arena, a->text, b->text) ? 0 : 1);
    return true;
}

static bool comparison(struct evaluator *e, const struct expression *x,
                       struct operand *out)
{
    struct operand sides[EXPRESSION_MOST];
    assert(x->n >= 2);
    *out = (struct operand){.kind = OPERAND_TRUTH, .truth = true};
    for (size_t i = 0; i < x->n; i++)
        if (!expression_value(e, x->args[i], &sides[i]))
            return false;
    for (size_t i = 0; i < x->n; i++) {
        out->lower_bound = out->lower_bound || sides[i].lower_bound;
        const struct operand *other = &sides[i ? i - 1 : i + 1];
        if (sides[i].kind == OPERAND_MISSING && other->kind != OPERAND_TEXT) {
            *out = operand_missing(sides[i].missing);
            return true;
        }
    }
    for (size_t i = 0; i + 1 < x->n; i++) {
        bool good;
        if (!expression_compare(e, x->place, x->ops[i], &sides[i],
                                &sides[i + 1], &good))
            return false;
        out->truth = out->truth && good;
    }
    out->has_difference =
        sides[0].kind == OPERAND_NUMBER && sides[1].kind == OPERAND_NUMBER &&
        rational_sub(sides[0].number, sides[1].number, &out->number);
    return true;
}

static bool conjunction(struct evaluator *e, const struct expression *x,
                        struct operand *out)
{
    *out = (struct operand){.kind = OPERAND_TRUTH, .truth = true};
    for (size_t i = 0; i < x->n; i++) {
        struct operand one;
        if (!expression_value(e, x->args[i], &one))
            return false;
        if (one.kind == OPERAND_MISSING) {
            *out = one;
            return true;
        }
        if (one.kind != OPERAND_TRUTH)
            return expression_fault(e, x->args[i]->place, MSG_NO_COMPARISON,
                                    "and", "");
        out->truth = out->truth && one.truth;
    }
    return true;
}

static bool named(struct evaluator *e, const struct expression *x,
                  struct operand *out)
{
    struct cells cells;
    if (!expression_cells(e, x, &cells))
        return false;
    if (cells.n != 1)
        return expression_fault(e, x->place, MSG_SEVERAL_CELLS, x->text,
                                str_count(e->arena, cells.n));
    *out = cells.items[0].value;
    return true;
}

static bool negated(struct evaluator *e, const struct expression *x,
                    struct operand *out)
{
    struct operand zero = operand_number((struct rational){0, 1});
    struct operand one;
    static const char *const minus = "-";
    struct expression as_binary = *x;
    as_binary.ops = &minus;
    return expression_value(e, x->args[0], &one) &&
           arithmetic(e, &as_binary, &zero, &one, out);
}

bool expression_value(struct evaluator *e, const struct expression *x,
                      struct operand *out)
{
    struct operand a, b;
    struct rational r;
    switch (x->kind) {
    case EXPRESSION_NUMBER:
        if (!rational_of_decimal(x->number, &r))
            return expression_fault(e, x->place, MSG_OVERFLOW, "", "");
        *out = operand_number(r);
        out->decimals = x->number.scale;
        return true;
    case EXPRESSION_TEXT:
        *out = (struct operand){.kind = OPERAND_TEXT, .text = x->text};
        return true;
    case EXPRESSION_NAME:
        return named(e, x, out);
    case EXPRESSION_CALL:
        return expression_call(e, x, out);
    case EXPRESSION_NEGATE:
        return negated(e, x, out);
    case EXPRESSION_BINARY:
        return expression_value(e, x->args[0], &a) &&
               expression_value(e, x->args[1], &b) &&
               arithmetic(e, x, &a, &b, out);
    case EXPRESSION_COMPARE:
        return comparison(e, x, out);
    case EXPRESSION_AND:
        return conjunction(e, x, out);
    }
    return false;
}

bool expression_cells(struct evaluator *e, const struct expression *x,
                      struct cells *out)
{
    if (x->kind == EXPRESSION_NAME) {
        if (!e->resolve(e, x->text, x->place, out))
            return false;
        keep(e, *out);
        return true;
    }
    struct cell *one = arena_make(e->arena, struct cell, 1);
    if (!expression_value(e, x, &one->value))
        return false;
    *out = (struct cells){one, 1};
    return true;
}
