/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * define_token.h - the words and signs of a definition; for define.c alone.
 *
 * A word runs up to a blank, a sign or a quote, or to `..`, かつ, または; so
 * 18-29 and 2024-04 are words, and 問1<=2かつ問3>=4 needs no blanks.  Signs
 * may be full width.  Names and texts that hold signs stand in "quotes"
 * (doubled inside) or 「brackets」; names also in [brackets].
 */
#ifndef SHIHYO_DATA_DEFINE_TOKEN_H
#define SHIHYO_DATA_DEFINE_TOKEN_H

#include "data/str.h"

enum token_kind {
    TOKEN_END,
    TOKEN_WORD,
    TOKEN_QUOTED,
    TOKEN_BRACKETED,
    TOKEN_UNCLOSED, /* a quote or bracket that does not end */
    TOKEN_EQUAL,    /* = == ＝ */
    TOKEN_NOT_EQUAL,
    TOKEN_LESS,
    TOKEN_LESS_EQUAL,
    TOKEN_MORE,
    TOKEN_MORE_EQUAL,
    TOKEN_IN,
    TOKEN_RANGE, /* .. */
    TOKEN_AND,
    TOKEN_OR,
    TOKEN_NOT,
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_COMMA,
    TOKEN_SEMICOLON,
    TOKEN_COLON,
    TOKEN_ELSE
};

struct token {
    enum token_kind kind;
    const char *text; /* of words and quotes, without the quotes */
    struct str raw;   /* as it stands in the definition */
};

/* The next token off the front of *rest. */
struct token token_next(struct arena *arena, struct str *rest);

#endif
