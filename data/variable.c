/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/variable_int.h"

#include "data/fold.h"
#include "data/number.h"
#include <string.h>

const char *variable_name(const struct variable *variable)
{
    return variable->name;
}

size_t variable_columns(const struct variable *variable,
                        const char *const **names)
{
    *names = variable->columns;
    return variable->n_columns;
}

size_t variable_codes(const struct variable *variable,
                      const struct variable_code **codes)
{
    *codes = variable->codes;
    return variable->n_codes;
}

const struct variable_code *variable_code(const struct variable *variable,
                                          const char *code)
{
    for (size_t i = 0; i < variable->n_codes; i++)
        if (strcmp(variable->codes[i].code, code) == 0)
            return &variable->codes[i];
    return NULL;
}

/* ------------------------------------------------------------- categories */

/* The category of the first branch that is not false.  "" where that is
 * missing, and *answer says of what kind. */
static const char *recode_text(const struct recode *recode,
                               const char *const *texts, enum answer *answer)
{
    for (size_t i = 0; i < recode->n; i++) {
        const struct branch *b = &recode->branches[i];
        enum answer why = ANSWER_NONE;
        enum truth truth =
            b->when ? condition_truth(b->when, texts, &why) : TRUTH_YES;
        if (truth == TRUTH_NO)
            continue;
        bool given = truth == TRUTH_YES && b->category;
        *answer = given ? ANSWER_GIVEN : why;
        return given ? b->category : "";
    }
    *answer = ANSWER_NONE;
    return "";
}

const char *variable_text(const struct variable *variable,
                          const char *const *texts, enum answer *answer)
{
    const char *text = texts[0];
    *answer = ANSWER_GIVEN;
    if (variable->recode)
        text = recode_text(variable->recode, texts, answer);
    if (*answer != ANSWER_GIVEN)
        return "";
    const struct variable_code *code = variable_code(variable, text);
    if (code)
        *answer = code->answer;
    else if (!*text)
        *answer = ANSWER_NONE;
    return text;
}

const char *variable_category(const struct variable *variable,
                              const char *const *texts)
{
    enum answer answer;
    const char *text = variable_text(variable, texts, &answer);
    if (answer == ANSWER_GIVEN)
        return text;
    const struct variable_code *code = variable_code(variable, text);
    return code && code->in_base && code->answer == answer ? text : NULL;
}

enum answer variable_answer(const struct variable *variable,
                            const char *const *texts)
{
    enum answer answer;
    variable_text(variable, texts, &answer);
    return answer;
}

bool variable_knows(const struct variable *variable, const char *category)
{
    return !variable->closed || !*category || variable_code(variable, category);
}

const char *variable_label(const struct variable *variable,
                           const char *category)
{
    const struct variable_code *code = variable_code(variable, category);
    return code && *code->label ? code->label : category;
}

/* ------------------------------------------------------------------ order */

static bool is_number(const char *text, struct decimal *out)
{
    struct number number;
    struct finding f = number_read(text, &(struct number_spec){0}, &number);
    *out = number.value;
    return f.id == MSG_NONE && number.missing == MISSING_NOT;
}

static int compare_plain(const char *a, const char *b)
{
    struct decimal x, y;
    bool number_a = is_number(a, &x), number_b = is_number(b, &y);
    if (number_a != number_b)
        return number_a ? -1 : 1;
    int order = number_a ? decimal_compare(x, y) : 0;
    return order ? order : strcmp(a, b);
}

int variable_compare(const struct variable *variable, const char *a,
                     const char *b)
{
    const struct variable_code *x = variable_code(variable, a);
    const struct variable_code *y = variable_code(variable, b);
    if (x && y)
        return (x > y) - (x < y);
    if (x || y)
        return x ? -1 : 1;
    return compare_plain(a, b);
}

const struct variable *variable_plain(struct arena *arena, const char *column)
{
    struct variable *v = arena_make(arena, struct variable, 1);
    const char **names = arena_make(arena, const char *, 1);
    names[0] = v->name = str_z(arena, str_of(column));
    v->columns = names;
    v->n_columns = 1;
    return v;
}

const char *variable_find(struct arena *arena, const struct variable *variable,
                          const char *text, const char **nearest)
{
    const struct variable_code *codes;
    size_t n = variable_codes(variable, &codes), k = 0;
    const char **names = arena_make(arena, const char *, 2 * n);
    if (nearest)
        *nearest = NULL;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(codes[i].code, text) == 0)
            return codes[i].code;
        names[k++] = codes[i].code;
        names[k++] = codes[i].label;
    }
    for (size_t i = 0; i < n; i++)
        if (fold_equal(arena, codes[i].label, text))
            return codes[i].code;
    if (n && nearest)
        *nearest = fold_nearest(arena, text, names, k);
    return n ? NULL : text;
}
