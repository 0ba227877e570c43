/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/define.h"

#include "data/define_token.h"
#include "data/fold.h"
#include "data/variable_int.h"
#include <string.h>

/* A reader stands before the token `now`; the first finding ends it. */
struct reader {
    struct arena *arena;
    const char *text;
    const struct define_scope *scope;
    struct str rest;
    struct token now;
    struct finding finding;
    struct draft_variable draft;
    int nesting;
};

static void step(struct reader *r)
{
    r->now = token_next(r->arena, &r->rest);
}

static bool take(struct reader *r, enum token_kind kind)
{
    bool is = r->now.kind == kind;
    if (is)
        step(r);
    return is;
}

/* The finding of a part of the text. */
static void stop_at(struct reader *r, enum message id, struct str part,
                    const char *arg)
{
    if (r->finding.id)
        return;
    r->finding.id = id;
    r->finding.offset = (size_t)(part.at - r->text);
    r->finding.length = part.len;
    r->finding.arg = arg ? arg : str_z(r->arena, part);
}

/* A token that may not stand here; always false. */
static bool stop(struct reader *r, enum message id)
{
    bool unclosed = r->now.kind == TOKEN_UNCLOSED;
    stop_at(r, unclosed ? MSG_DEFINE_OPEN : id, r->now.raw, NULL);
    return false;
}

static struct reader reader_at(struct arena *arena, const char *text,
                               const struct define_scope *scope)
{
    struct reader r = {.arena = arena, .text = text, .scope = scope};
    r.draft.arena = arena;
    r.rest = str_of(text);
    if (r.rest.len > DEFINE_BYTES)
        stop_at(&r, MSG_DEFINE_LIMIT, str_head(r.rest, 0), "");
    else
        step(&r);
    return r;
}

/* ------------------------------------------------------------------- names */

static const char *nearest_name(struct arena *arena, const char *name,
                                const struct define_scope *scope)
{
    size_t n = scope->n_variables + scope->n_columns;
    const char **all = arena_make(arena, const char *, n + 1);
    for (size_t i = 0; i < scope->n_variables; i++)
        all[i] = variable_name(scope->variables[i]);
    for (size_t i = 0; i < scope->n_columns; i++)
        all[scope->n_variables + i] = scope->columns[i];
    return fold_nearest(arena, name, all, n);
}

const struct variable *define_find(struct arena *arena, const char *name,
                                   const struct define_scope *scope,
                                   const char **nearest)
{
    if (nearest)
        *nearest = NULL;
    for (size_t i = 0; i < scope->n_variables; i++)
        if (fold_equal(arena, variable_name(scope->variables[i]), name))
            return scope->variables[i];
    if (!scope->columns)
        return variable_plain(arena, name);
    for (size_t i = 0; i < scope->n_columns; i++)
        if (fold_equal(arena, scope->columns[i], name))
            return variable_plain(arena, scope->columns[i]);
    if (nearest)
        *nearest = nearest_name(arena, name, scope);
    return NULL;
}

static const char *with_hint(struct arena *arena, const char *what,
                             const char *hint)
{
    return hint ? str_join(arena, what, " → ", hint, NULL) : what;
}

static bool is_name(const struct token *t)
{
    return (t->kind == TOKEN_WORD || t->kind == TOKEN_QUOTED ||
            t->kind == TOKEN_BRACKETED) &&
           *t->text;
}

static bool read_name(struct reader *r, struct condition *leaf)
{
    struct token name = r->now;
    const char *nearest;
    if (!is_name(&name))
        return stop(r, MSG_DEFINE_TERM);
    const struct variable *v =
        define_find(r->arena, name.text, r->scope, &nearest);
    if (!v) {
        stop_at(r, MSG_DEFINE_VARIABLE, name.raw,
                with_hint(r->arena, name.text, nearest));
        return false;
    }
    step(r);
    if (!variable_bind(&r->draft, leaf, v))
        stop_at(r, MSG_DEFINE_LIMIT, name.raw, NULL);
    return !r->finding.id;
}

/* ------------------------------------------------------------------ values */

/* The code that a text is, or whose label it is; NULL: neither. */
static const struct variable_code *
code_of(struct reader *r, const struct variable *v, const char *text)
{
    const struct variable_code *code = variable_code(v, text);
    for (size_t i = 0; i < v->n_codes && !code; i++)
        if (fold_equal(r->arena, v->codes[i].code, text))
            code = &v->codes[i];
    for (size_t i = 0; i < v->n_codes && !code; i++)
        if (*text && fold_equal(r->arena, v->codes[i].label, text))
            code = &v->codes[i];
    return code;
}

static void stop_category(struct reader *r, const struct variable *v)
{
    const char **names = arena_make(r->arena, const char *, 2 * v->n_codes + 1);
    for (size_t i = 0; i < v->n_codes; i++) {
        names[2 * i] = v->codes[i].code;
        names[2 * i + 1] = v->codes[i].label;
    }
    const char *text = r->now.text;
    const char *nearest = fold_nearest(r->arena, text, names, 2 * v->n_codes);
    stop_at(r, MSG_DEFINE_CATEGORY, r->now.raw,
            with_hint(r->arena, text, nearest));
}

/* A value, and whether it stands for a declared code. */
static bool read_literal(struct reader *r, const struct variable *v,
                         struct literal *out, bool *coded)
{
    *coded = false;
    if (r->now.kind != TOKEN_WORD && r->now.kind != TOKEN_QUOTED)
        return stop(r, MSG_DEFINE_VALUE);
    const struct variable_code *code = code_of(r, v, r->now.text);
    *out = literal_of(code ? code->code : r->now.text);
    *coded = code;
    return true;
}

/* ".." has been read. */
static bool read_high(struct reader *r, struct literal_range *range)
{
    if (r->now.kind != TOKEN_WORD)
        return stop(r, MSG_DEFINE_RANGE);
    range->high = literal_of(r->now.text);
    range->is_range = true;
    if (!range->low.is_number || !range->high.is_number ||
        decimal_compare(range->low.number, range->high.number) > 0)
        return stop(r, MSG_DEFINE_RANGE);
    step(r);
    return true;
}

static bool read_value(struct reader *r, const struct variable *v,
                       struct literal_range *range)
{
    bool coded;
    struct reader before = *r;
    *range = (struct literal_range){.is_range = false};
    if (!read_literal(r, v, &range->low, &coded))
        return false;
    step(r);
    if (take(r, TOKEN_RANGE)) {
        range->low = literal_of(before.now.text);
        return read_high(r, range);
    }
    if (coded || !v->closed || !*range->low.text)
        return true;
    *r = before;
    stop_category(r, v);
    return false;
}

struct values {
    struct literal_range *ranges;
    size_t n, cap;
};

static bool add_value(struct reader *r, const struct variable *v,
                      struct values *values)
{
    if (values->n == values->cap) {
        size_t cap = values->cap ? 2 * values->cap : 4;
        values->ranges = arena_grow(r->arena, values->ranges, values->n, cap,
                                    sizeof *values->ranges);
        values->cap = cap;
    }
    return read_value(r, v, &values->ranges[values->n++]);
}

/* value, or "(" value { "," value } ")" where a list may stand. */
static bool read_among(struct reader *r, struct condition *leaf, bool list)
{
    struct values values = {0};
    bool open = list && take(r, TOKEN_OPEN);
    do {
        if (!add_value(r, leaf->variable, &values))
            return false;
    } while (open && take(r, TOKEN_COMMA));
    if (open && !take(r, TOKEN_CLOSE))
        return stop(r, MSG_DEFINE_OPEN);
    leaf->kind = CONDITION_AMONG;
    leaf->ranges = values.ranges;
    leaf->n = values.n;
    return true;
}

/* What < and > compare with. */
static bool read_bound(struct reader *r, struct condition *leaf)
{
    struct literal_range *range = arena_make(r->arena, struct literal_range, 1);
    bool coded;
    if (!read_literal(r, leaf->variable, &range->low, &coded))
        return false;
    if (!range->low.is_number && !coded && r->now.kind != TOKEN_QUOTED)
        return stop(r, MSG_DEFINE_NUMBER);
    leaf->ranges = range;
    leaf->n = 1;
    step(r);
    return true;
}

/* -------------------------------------------------------------- conditions */

static const struct condition *read_condition(struct reader *r);

/* The right side of a comparison whose sign has been read. */
static const struct condition *
read_side(struct reader *r, struct condition *leaf, enum token_kind sign)
{
    bool negated = sign == TOKEN_NOT_EQUAL || sign == TOKEN_LESS_EQUAL ||
                   sign == TOKEN_MORE_EQUAL;
    bool by_size = sign >= TOKEN_LESS && sign <= TOKEN_MORE_EQUAL;
    bool below = sign == TOKEN_LESS || sign == TOKEN_MORE_EQUAL;
    if (by_size)
        leaf->kind = below ? CONDITION_BELOW : CONDITION_ABOVE;
    if (by_size ? !read_bound(r, leaf) : !read_among(r, leaf, sign == TOKEN_IN))
        return NULL;
    return negated ? condition_join(r->arena, CONDITION_NOT, leaf, NULL) : leaf;
}

static const struct condition *read_comparison(struct reader *r)
{
    struct condition *leaf = arena_make(r->arena, struct condition, 1);
    if (!read_name(r, leaf))
        return NULL;
    enum token_kind sign = r->now.kind;
    if (sign < TOKEN_EQUAL || sign > TOKEN_IN) {
        stop(r, MSG_DEFINE_COMPARE);
        return NULL;
    }
    step(r);
    return read_side(r, leaf, sign);
}

static const struct condition *read_group(struct reader *r)
{
    const struct condition *c = read_condition(r);
    if (c && !take(r, TOKEN_CLOSE))
        stop(r, MSG_DEFINE_OPEN);
    return r->finding.id ? NULL : c;
}

static const struct condition *read_term(struct reader *r)
{
    const struct condition *c;
    if (r->nesting == DEFINE_NESTING) {
        stop(r, MSG_DEFINE_LIMIT);
        return NULL;
    }
    r->nesting++;
    if (take(r, TOKEN_NOT))
        c = condition_join(r->arena, CONDITION_NOT, read_term(r), NULL);
    else if (take(r, TOKEN_OPEN))
        c = read_group(r);
    else
        c = read_comparison(r);
    r->nesting--;
    return c;
}

static const struct condition *read_conjuncts(struct reader *r)
{
    const struct condition *c = read_term(r);
    while (c && take(r, TOKEN_AND))
        c = condition_join(r->arena, CONDITION_AND, c, read_term(r));
    return c;
}

static const struct condition *read_condition(struct reader *r)
{
    const struct condition *c = read_conjuncts(r);
    while (c && take(r, TOKEN_OR))
        c = condition_join(r->arena, CONDITION_OR, c, read_conjuncts(r));
    return c;
}

/* ---------------------------------------------------------------- branches */

struct branches {
    struct branch *at;
    size_t n, cap;
};

static void add_branch(struct reader *r, struct branches *list,
                       const struct condition *when, const char *category)
{
    if (list->n == list->cap) {
        size_t cap = list->cap ? 2 * list->cap : 4;
        list->at =
            arena_grow(r->arena, list->at, list->n, cap, sizeof *list->at);
        list->cap = cap;
    }
    list->at[list->n++] = (struct branch){when, category};
}

/* ":" has been read. */
static bool read_category(struct reader *r, struct branches *list,
                          const struct condition *when)
{
    bool word = r->now.kind == TOKEN_WORD || r->now.kind == TOKEN_QUOTED;
    if (!word || !*r->now.text)
        return stop(r, MSG_DEFINE_BRANCH);
    add_branch(r, list, when, r->now.text);
    step(r);
    return true;
}

/* The branches after the first condition, which a ":" follows. */
static void read_branches(struct reader *r, struct branches *list,
                          const struct condition *when)
{
    while (take(r, TOKEN_COLON) && read_category(r, list, when)) {
        if (!take(r, TOKEN_SEMICOLON) || r->now.kind == TOKEN_END)
            return;
        if (!when)
            break;
        when = take(r, TOKEN_ELSE) ? NULL : read_condition(r);
        if (r->finding.id)
            return;
    }
    stop(r, MSG_DEFINE_BRANCH);
}

static void read_rule(struct reader *r, struct branches *list, bool may_branch)
{
    const struct condition *c = read_condition(r);
    if (!c)
        return;
    if (may_branch && r->now.kind == TOKEN_COLON) {
        read_branches(r, list, c);
    } else {
        add_branch(r, list, c, "1");
        add_branch(r, list, NULL, "0");
    }
}

/* ------------------------------------------------------------ definitions */

/* The rule up to the end of the text. */
static struct finding finish(struct reader *r, const char *name,
                             bool may_branch, const struct variable **out)
{
    struct branches list = {0};
    *out = NULL;
    if (!r->finding.id)
        read_rule(r, &list, may_branch);
    if (!r->finding.id && r->now.kind != TOKEN_END)
        stop(r, MSG_DEFINE_REST);
    if (!r->finding.id)
        *out = variable_make(&r->draft, name, list.at, list.n);
    return r->finding;
}

struct finding define_expression(struct arena *arena, const char *name,
                                 const char *text,
                                 const struct define_scope *scope,
                                 const struct variable **out)
{
    struct reader r = reader_at(arena, text, scope);
    return finish(&r, name, true, out);
}

struct finding define_condition(struct arena *arena, const char *text,
                                const struct define_scope *scope,
                                const struct variable **out)
{
    struct reader r = reader_at(arena, text, scope);
    return finish(&r, text, false, out);
}

struct finding define_read(struct arena *arena, const char *text,
                           const struct define_scope *scope,
                           const struct variable **out)
{
    struct reader r = reader_at(arena, text, scope);
    const char *name = r.now.text;
    bool named = !r.finding.id && is_name(&r.now);
    if (named)
        step(&r);
    if (!r.finding.id && (!named || !take(&r, TOKEN_EQUAL)))
        stop(&r, MSG_DEFINE_NAME);
    return finish(&r, name, true, out);
}
