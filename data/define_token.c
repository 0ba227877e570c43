/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/define_token.h"

#include "data/number.h"
#include <string.h>
#include <strings.h>

/* Full-width signs are read as their ASCII twins. */
static uint32_t fold(uint32_t c)
{
    if (number_is_one_of(c, U"＝＜＞！＆｜（），；：［］"))
        return c - 0xFEE0;
    return c == U'、' ? ',' : c;
}

static uint32_t peek(struct str rest)
{
    return fold(utf8_next(&rest));
}

static bool is_blank(uint32_t c)
{
    return number_is_space(c) || c == '\n' || c == '\r';
}

/* A character that ends a word wherever it stands. */
static bool is_sign(uint32_t c)
{
    return number_is_one_of(c, U"=<>!&|(),;:[]≦≧≤≥≠\"「");
}

static bool take(struct str *rest, uint32_t c)
{
    struct str after = *rest;
    if (rest->len == 0 || fold(utf8_next(&after)) != c)
        return false;
    *rest = after;
    return true;
}

/* ------------------------------------------------------------------- signs */

/* Signs of one character that may be followed by another. */
static enum token_kind compared(uint32_t c, struct str *rest)
{
    switch (c) {
    case '=':
        take(rest, '=');
        return TOKEN_EQUAL;
    case '<':
        if (take(rest, '>'))
            return TOKEN_NOT_EQUAL;
        return take(rest, '=') ? TOKEN_LESS_EQUAL : TOKEN_LESS;
    case '>':
        return take(rest, '=') ? TOKEN_MORE_EQUAL : TOKEN_MORE;
    case '!':
        return take(rest, '=') ? TOKEN_NOT_EQUAL : TOKEN_NOT;
    case '&':
        take(rest, '&');
        return TOKEN_AND;
    default:
        take(rest, '|');
        return TOKEN_OR;
    }
}

static enum token_kind sign_of(uint32_t c, struct str *rest)
{
    static const struct {
        uint32_t sign;
        enum token_kind kind;
    } signs[] = {{U'≦', TOKEN_LESS_EQUAL}, {U'≤', TOKEN_LESS_EQUAL},
                 {U'≧', TOKEN_MORE_EQUAL}, {U'≥', TOKEN_MORE_EQUAL},
                 {U'≠', TOKEN_NOT_EQUAL},  {'(', TOKEN_OPEN},
                 {')', TOKEN_CLOSE},       {',', TOKEN_COMMA},
                 {';', TOKEN_SEMICOLON},   {':', TOKEN_COLON},
                 {']', TOKEN_UNCLOSED}};
    for (size_t i = 0; i < LEN(signs); i++)
        if (signs[i].sign == c)
            return signs[i].kind;
    return compared(c, rest);
}

/* ------------------------------------------------------------------ quotes */

/* The rest after an opening quote; a doubled closing one is a character. */
static enum token_kind quoted(struct arena *arena, struct str *rest,
                              uint32_t close, const char **text)
{
    struct buf b = buf_new(arena);
    while (rest->len) {
        struct str before = *rest;
        if (!take(rest, close)) {
            utf8_next(rest);
            buf_bytes(&b, before.at, before.len - rest->len);
        } else if (take(rest, close)) {
            buf_utf8(&b, close);
        } else {
            *text = buf_text(&b);
            return close == ']' ? TOKEN_BRACKETED : TOKEN_QUOTED;
        }
    }
    return TOKEN_UNCLOSED;
}

/* ------------------------------------------------------------------- words */

static bool begins_joint(struct str rest)
{
    return str_starts(rest, "..") || str_starts(rest, "かつ") ||
           str_starts(rest, "または");
}

static enum token_kind joint(struct str *rest)
{
    bool range = str_starts(*rest, ".."), both = str_starts(*rest, "かつ");
    *rest = str_from(*rest, strlen(range ? ".." : both ? "かつ" : "または"));
    return range ? TOKEN_RANGE : both ? TOKEN_AND : TOKEN_OR;
}

static enum token_kind word_kind(const char *text)
{
    static const struct {
        const char *word;
        enum token_kind kind;
    } words[] = {{"and", TOKEN_AND},   {"or", TOKEN_OR},
                 {"not", TOKEN_NOT},   {"in", TOKEN_IN},
                 {"else", TOKEN_ELSE}, {"それ以外", TOKEN_ELSE}};
    for (size_t i = 0; i < LEN(words); i++)
        if (strcasecmp(words[i].word, text) == 0)
            return words[i].kind;
    return TOKEN_WORD;
}

static enum token_kind read_word(struct arena *arena, struct str *rest,
                                 const char **text)
{
    struct str begin = *rest;
    while (rest->len && !begins_joint(*rest)) {
        uint32_t c = peek(*rest);
        if (is_blank(c) || is_sign(c))
            break;
        utf8_next(rest);
    }
    *text = str_z(arena, str_head(begin, begin.len - rest->len));
    return word_kind(*text);
}

struct token token_next(struct arena *arena, struct str *rest)
{
    while (rest->len && is_blank(peek(*rest)))
        utf8_next(rest);
    struct token t = {.kind = TOKEN_END, .text = "", .raw = *rest};
    uint32_t c = peek(*rest);
    if (rest->len == 0)
        return t;
    if (begins_joint(*rest)) {
        t.kind = joint(rest);
    } else if (!is_sign(c)) {
        t.kind = read_word(arena, rest, &t.text);
    } else {
        utf8_next(rest);
        bool quote = number_is_one_of(c, U"\"「[");
        uint32_t close = c == '[' ? ']' : c == '"' ? '"' : U'」';
        t.kind = quote ? quoted(arena, rest, close, &t.text) : sign_of(c, rest);
    }
    t.raw.len -= rest->len;
    return t;
}
