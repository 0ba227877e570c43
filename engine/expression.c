/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Recursive descent over a text whose length and depth are bounded.
 */
#include "engine/expression.h"

#include <string.h>

enum { MOST_DEPTH = 32, MOST_ARGS = 64, MOST_BYTES = 4096 };

enum token_kind { T_END, T_NUMBER, T_TEXT, T_NAME, T_SIGN, T_BAD };

struct token {
    enum token_kind kind;
    struct str text;
};

struct parser {
    struct arena *arena;
    struct diag *diag;
    const char *begin;
    struct place place;
    struct str rest;
    struct token token;
    int depth;
    bool failed;
};

/* Where a part of the text stands; the whole text where the file spells it
 * otherwise (an entity in XML, a doubled quote in CSV). */
static struct place place_of(const struct parser *p, struct str part)
{
    struct place place = p->place;
    size_t len = strlen(p->begin);
    if (!place.source || place.offset + len > place.source->text.len ||
        memcmp(place.source->text.at + place.offset, p->begin, len) != 0)
        return place;
    place.offset += (uint64_t)(part.at - p->begin);
    place.length = (uint32_t)part.len;
    return place;
}

static const struct expression *fail(struct parser *p, struct str part)
{
    if (!p->failed)
        diag_add(p->diag, MSG_EXPRESSION, place_of(p, part), p->begin,
                 part.len ? str_z(p->arena, part) : "…", NULL);
    p->failed = true;
    return NULL;
}

/* -- tokens ---------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool begins_name(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
           (unsigned char)c >= 0x80;
}

/* Bytes of a number; 12.5 */
static size_t number_length(struct str s)
{
    size_t n = 0;
    while (n < s.len && is_digit(s.at[n]))
        n++;
    if (n + 1 < s.len && s.at[n] == '.' && is_digit(s.at[n + 1]))
        for (n++; n < s.len && is_digit(s.at[n]);)
            n++;
    return n;
}

static size_t quoted_length(struct str s)
{
    size_t n = 1;
    while (n < s.len && s.at[n] != '"')
        n++;
    return n < s.len ? n + 1 : 0; /* 0: the quote does not end */
}

/* * belongs to a name only where a key, a column or a year may stand. */
static bool ends_name(struct str s, size_t n)
{
    char c = s.at[n];
    if (c == '*')
        return !strchr(":.@", s.at[n - 1]);
    if (c == '!')
        return n + 1 < s.len && s.at[n + 1] == '=';
    return strchr(" \t\r\n(),;=<>+\"", c) != NULL;
}

static size_t name_length(struct str s)
{
    size_t n = 1;
    while (n < s.len) {
        if (s.at[n] == '"' && s.at[n - 1] == ':') {
            size_t more = quoted_length(str_from(s, n));
            if (!more)
                return 0;
            n += more;
        } else if (ends_name(s, n)) {
            break;
        } else {
            n++;
        }
    }
    return n;
}

static size_t sign_length(struct str s)
{
    static const char *const signs[] = {"!=", "<=", ">=", "=", "<", ">", "+",
                                        "-",  "*",  "/",  "(", ")", ",", ";"};
    for (size_t i = 0; i < LEN(signs); i++)
        if (str_starts(s, signs[i]))
            return strlen(signs[i]);
    return 0;
}

static void advance(struct parser *p)
{
    while (p->rest.len && strchr(" \t\r\n", p->rest.at[0]))
        p->rest = str_from(p->rest, 1);
    struct str s = p->rest;
    size_t n = 0;
    enum token_kind kind = T_END;
    if (s.len && is_digit(s.at[0])) {
        kind = T_NUMBER;
        n = number_length(s);
    } else if (s.len && s.at[0] == '"') {
        kind = T_TEXT;
        n = quoted_length(s);
    } else if (s.len && begins_name(s.at[0])) {
        kind = T_NAME;
        n = name_length(s);
    } else if (s.len) {
        kind = T_SIGN;
        n = sign_length(s);
    }
    if (s.len && !n) {
        kind = T_BAD;
        n = s.len;
    }
    p->token = (struct token){kind, str_head(s, n)};
    p->rest = str_from(s, n);
}

static bool at_sign(const struct parser *p, const char *sign)
{
    return p->token.kind == T_SIGN && str_is(p->token.text, sign);
}

static bool take(struct parser *p, const char *sign)
{
    bool found = at_sign(p, sign);
    if (found)
        advance(p);
    return found;
}

/* -- grammar --------------------------------------------------------------- */

static const struct expression *read_and(struct parser *p);

static struct expression *make(struct parser *p, enum expression_kind kind,
                               struct str part)
{
    struct expression *e = arena_make(p->arena, struct expression, 1);
    e->kind = kind;
    e->place = place_of(p, part);
    return e;
}

static const struct expression *with_args(struct parser *p,
                                          struct expression *e,
                                          const struct expression *const *args,
                                          size_t n, const char *const *ops)
{
    const struct expression **kept =
        arena_make(p->arena, const struct expression *, n + 1);
    const char **kept_ops = arena_make(p->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        kept[i] = args[i];
    for (size_t i = 0; ops && i + 1 < n; i++)
        kept_ops[i] = ops[i];
    e->args = kept;
    e->n = n;
    e->ops = kept_ops;
    return e;
}

static const struct expression *read_number(struct parser *p)
{
    struct str text = p->token.text;
    struct decimal d = {0, 0};
    bool fraction = false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '.') {
            fraction = true;
            continue;
        }
        if (!int128_mul(d.units, 10, &d.units) ||
            !int128_add(d.units, text.at[i] - '0', &d.units) || d.scale > 30)
            return fail(p, text);
        d.scale += fraction;
    }
    struct expression *e = make(p, EXPRESSION_NUMBER, text);
    e->number = d;
    advance(p);
    return e;
}

static const struct expression *read_call(struct parser *p, struct str name)
{
    const struct expression *args[MOST_ARGS] = {NULL};
    size_t n = 0;
    struct expression *e = make(p, EXPRESSION_CALL, name);
    e->text = str_z(p->arena, name);
    if (take(p, ")"))
        return with_args(p, e, args, 0, NULL);
    do {
        if (n == MOST_ARGS)
            return fail(p, p->token.text);
        args[n] = read_and(p);
        if (!args[n++])
            return NULL;
    } while (take(p, ","));
    if (!take(p, ")"))
        return fail(p, p->token.text);
    return with_args(p, e, args, n, NULL);
}

static const struct expression *read_primary(struct parser *p)
{
    struct str text = p->token.text;
    if (p->token.kind == T_NUMBER)
        return read_number(p);
    if (p->token.kind == T_TEXT || p->token.kind == T_NAME) {
        bool quoted = p->token.kind == T_TEXT;
        advance(p);
        if (!quoted && take(p, "("))
            return read_call(p, text);
        struct expression *e =
            make(p, quoted ? EXPRESSION_TEXT : EXPRESSION_NAME, text);
        if (quoted)
            text = str_head(str_from(text, 1), text.len - 2);
        e->text = str_z(p->arena, text);
        return e;
    }
    if (!take(p, "("))
        return fail(p, text);
    const struct expression *inner = read_and(p);
    if (inner && !take(p, ")"))
        return fail(p, p->token.text);
    return inner;
}

static const struct expression *read_unary(struct parser *p)
{
    struct str sign = p->token.text;
    if (!take(p, "-"))
        return read_primary(p);
    const struct expression *arg = read_primary(p);
    return arg ? with_args(p, make(p, EXPRESSION_NEGATE, sign), &arg, 1, NULL)
               : NULL;
}

/* Left-associative: rank 0 is + -, rank 1 is * /. */
static const struct expression *read_binary(struct parser *p, int rank)
{
    static const char *const ops[2][2] = {{"+", "-"}, {"*", "/"}};
    const struct expression *left =
        rank == 0 ? read_binary(p, 1) : read_unary(p);
    while (left && (at_sign(p, ops[rank][0]) || at_sign(p, ops[rank][1]))) {
        struct str sign = p->token.text;
        const char *op = str_z(p->arena, sign);
        advance(p);
        const struct expression *right =
            rank == 0 ? read_binary(p, 1) : read_unary(p);
        if (!right)
            return NULL;
        const struct expression *both[] = {left, right};
        left = with_args(p, make(p, EXPRESSION_BINARY, sign), both, 2, &op);
    }
    return left;
}

static bool at_comparison(const struct parser *p)
{
    static const char *const ops[] = {"=", "!=", "<", "<=", ">", ">="};
    for (size_t i = 0; i < LEN(ops); i++)
        if (at_sign(p, ops[i]))
            return true;
    return false;
}

static const struct expression *read_comparison(struct parser *p)
{
    const struct expression *args[EXPRESSION_MOST];
    const char *ops[EXPRESSION_MOST];
    size_t n = 1;
    struct str begin = p->token.text;
    args[0] = read_binary(p, 0);
    while (args[n - 1] && at_comparison(p)) {
        if (n == EXPRESSION_MOST)
            return fail(p, p->token.text);
        ops[n - 1] = str_z(p->arena, p->token.text);
        advance(p);
        args[n++] = read_binary(p, 0);
    }
    if (!args[n - 1] || n == 1)
        return args[n - 1];
    return with_args(p, make(p, EXPRESSION_COMPARE, begin), args, n, ops);
}

static const struct expression *read_and(struct parser *p)
{
    const struct expression *args[EXPRESSION_MOST];
    size_t n = 0;
    struct str begin = p->token.text;
    if (p->depth == MOST_DEPTH)
        return fail(p, begin);
    p->depth++;
    for (;;) {
        const struct expression *one = read_comparison(p);
        if (!one)
            return NULL;
        args[n++] = one;
        if (p->token.kind != T_NAME || !str_is(p->token.text, "and"))
            break;
        if (n == EXPRESSION_MOST)
            return fail(p, p->token.text);
        advance(p);
    }
    p->depth--;
    return n == 1 ? args[0]
                  : with_args(p, make(p, EXPRESSION_AND, begin), args, n, NULL);
}

size_t expression_read(struct arena *arena, struct diag *diag, const char *text,
                       struct place place,
                       const struct expression *out[EXPRESSION_MOST])
{
    struct parser p = {.arena = arena,
                       .diag = diag,
                       .begin = text,
                       .place = place,
                       .rest = str_of(text)};
    size_t n = 0;
    if (p.rest.len > MOST_BYTES) {
        fail(&p, str_head(p.rest, 0));
        return 0;
    }
    advance(&p);
    do {
        if (n == EXPRESSION_MOST) {
            fail(&p, p.token.text);
            return 0;
        }
        out[n] = read_and(&p);
        if (!out[n++])
            return 0;
    } while (take(&p, ";"));
    if (p.token.kind == T_END)
        return n;
    fail(&p, p.token.text);
    return 0;
}

bool expression_has_name(const struct expression *e)
{
    if (e->kind == EXPRESSION_NAME)
        return true;
    for (size_t i = 0; i < e->n; i++)
        if (expression_has_name(e->args[i]))
            return true;
    return false;
}
