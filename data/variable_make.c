/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/variable_int.h"

#include <string.h>

/* The place of a column among those named; their count when it has none. */
static size_t column_at(struct draft_variable *draft, const char *column)
{
    size_t i = 0;
    while (i < draft->n_columns && strcmp(draft->columns[i], column) != 0)
        i++;
    if (i == draft->n_columns && i < VARIABLE_COLUMNS)
        draft->columns[draft->n_columns++] = column;
    return i;
}

bool variable_bind(struct draft_variable *draft, struct condition *leaf,
                   const struct variable *variable)
{
    unsigned *columns = arena_make(draft->arena, unsigned, variable->n_columns);
    for (size_t i = 0; i < variable->n_columns; i++) {
        size_t at = column_at(draft, variable->columns[i]);
        if (at == VARIABLE_COLUMNS)
            return false;
        columns[i] = (unsigned)at;
    }
    if (variable->depth >= draft->depth)
        draft->depth = variable->depth + 1;
    leaf->variable = variable;
    leaf->columns = columns;
    return draft->depth <= VARIABLE_DEPTH;
}

struct condition *variable_leaf(struct draft_variable *draft,
                                enum condition_kind kind,
                                const struct variable *variable)
{
    struct condition *leaf = arena_make(draft->arena, struct condition, 1);
    leaf->kind = kind;
    return variable_bind(draft, leaf, variable) ? leaf : NULL;
}

struct condition *condition_join(struct arena *arena, enum condition_kind kind,
                                 const struct condition *a,
                                 const struct condition *b)
{
    struct condition *c = arena_make(arena, struct condition, 1);
    *c = (struct condition){.kind = kind, .a = a, .b = b};
    return a && (b || kind == CONDITION_NOT) ? c : NULL;
}

static bool is_binary(const struct variable_code *codes, size_t n)
{
    return n == 2 && strcmp(codes[0].code, "1") == 0 &&
           strcmp(codes[1].code, "0") == 0;
}

static void list_codes(struct arena *arena, struct variable *v)
{
    size_t n = v->recode->n;
    struct variable_code *codes = arena_make(arena, struct variable_code, n);
    v->codes = codes;
    v->closed = true;
    for (size_t i = 0; i < n; i++) {
        const char *category = v->recode->branches[i].category;
        if (category && !variable_code(v, category))
            codes[v->n_codes++] =
                (struct variable_code){.code = category, .label = ""};
    }
    if (is_binary(codes, v->n_codes)) {
        codes[0].code = "0";
        codes[1].code = "1";
    }
}

struct variable *variable_make(const struct draft_variable *draft,
                               const char *name, const struct branch *branches,
                               size_t n)
{
    struct arena *arena = draft->arena;
    struct variable *v = arena_make(arena, struct variable, 1);
    struct recode *recode = arena_make(arena, struct recode, 1);
    const char **columns = arena_make(arena, const char *, draft->n_columns);
    struct branch *own = arena_make(arena, struct branch, n);
    for (size_t i = 0; i < draft->n_columns; i++)
        columns[i] = draft->columns[i];
    memcpy(own, branches, n * sizeof *own);
    *recode = (struct recode){own, n};
    *v = (struct variable){.name = str_z(arena, str_of(name)),
                           .columns = columns,
                           .n_columns = draft->n_columns,
                           .recode = recode,
                           .depth = draft->depth};
    list_codes(arena, v);
    return v;
}
