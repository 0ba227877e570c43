/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/condition.h"

#include "data/number.h"
#include "data/variable_int.h"
#include <string.h>

struct literal literal_of(const char *text)
{
    struct number number;
    struct finding f = number_read(text, &(struct number_spec){0}, &number);
    bool good = f.id == MSG_NONE && number.missing == MISSING_NOT;
    return (struct literal){text, good, number.value};
}

static bool names(const struct literal_range *range, const struct literal *is)
{
    if (range->is_range)
        return false;
    if (strcmp(range->low.text, is->text) == 0)
        return true;
    return range->low.is_number && is->is_number &&
           decimal_compare(range->low.number, is->number) == 0;
}

static bool spans(const struct literal_range *range, const struct literal *is)
{
    return range->is_range && is->is_number &&
           decimal_compare(range->low.number, is->number) <= 0 &&
           decimal_compare(is->number, range->high.number) <= 0;
}

static enum truth among(const struct condition *c, const struct literal *is,
                        enum answer answer)
{
    for (size_t i = 0; i < c->n; i++)
        if (names(&c->ranges[i], is))
            return TRUTH_YES;
    if (answer != ANSWER_GIVEN)
        return TRUTH_UNKNOWN;
    for (size_t i = 0; i < c->n; i++)
        if (spans(&c->ranges[i], is))
            return TRUTH_YES;
    return TRUTH_NO;
}

/* Is the value below (sign -1) or above (1) the bound? */
static enum truth beyond(const struct condition *c, const struct literal *is,
                         enum answer answer, int sign)
{
    const struct literal *bound = &c->ranges[0].low;
    if (answer != ANSWER_GIVEN || (bound->is_number && !is->is_number))
        return TRUTH_UNKNOWN;
    int order = bound->is_number
                    ? decimal_compare(is->number, bound->number)
                    : variable_compare(c->variable, is->text, bound->text);
    return order * sign > 0 ? TRUTH_YES : TRUTH_NO;
}

static enum truth truth_of(bool it_is)
{
    return it_is ? TRUTH_YES : TRUTH_NO;
}

/* A condition on the value of one variable. */
static enum truth leaf_truth(const struct condition *c,
                             const char *const *texts, enum answer *why)
{
    const char *own[VARIABLE_COLUMNS];
    enum answer answer;
    for (size_t i = 0; i < c->variable->n_columns; i++)
        own[i] = texts[c->columns[i]];
    const char *text = variable_text(c->variable, own, &answer);
    if (answer != ANSWER_GIVEN)
        *why = answer;
    struct literal is = literal_of(text);
    switch (c->kind) {
    case CONDITION_ANSWERED:
        return truth_of(answer == ANSWER_GIVEN);
    case CONDITION_ASKED:
        return truth_of(answer != ANSWER_NOT_ASKED);
    case CONDITION_COUNTED:
        return truth_of(variable_category(c->variable, own) != NULL);
    case CONDITION_AMONG:
        return among(c, &is, answer);
    default:
        return beyond(c, &is, answer, c->kind == CONDITION_BELOW ? -1 : 1);
    }
}

enum truth condition_truth(const struct condition *c, const char *const *texts,
                           enum answer *why)
{
    if (c->kind == CONDITION_NOT)
        return (enum truth)(TRUTH_YES - condition_truth(c->a, texts, why));
    if (c->kind != CONDITION_AND && c->kind != CONDITION_OR)
        return leaf_truth(c, texts, why);
    enum truth a = condition_truth(c->a, texts, why);
    enum truth decided = c->kind == CONDITION_AND ? TRUTH_NO : TRUTH_YES;
    if (a == decided)
        return a;
    enum truth b = condition_truth(c->b, texts, why);
    if (b == decided)
        return b;
    return a == TRUTH_UNKNOWN ? a : b;
}
