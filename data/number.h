/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * number.h - a number cell as Japanese statistics print it.
 *
 * The rules are N1-N8 of the project's input rules: full-width digits, comma
 * groups, one leading sign of + - － − ▲ △, a suffix that must be the
 * declared unit, and whole-cell marks for six kinds of missing value.  The
 * decimals written are kept.  Nothing is scaled, nothing is guessed, and a
 * mark is never 0 unless the plan says nil=zero.
 *
 * Pure: text in, decimal or kind of missing value and finding out.
 */
#ifndef SHIHYO_DATA_NUMBER_H
#define SHIHYO_DATA_NUMBER_H

#include "data/decimal.h"
#include "data/diag.h"

/* Why there is no number.  The first five are marks of a cell; ABSENT means
 * that no row of the data speaks of the period at all. */
enum missing {
    MISSING_NOT,         /* there is a number */
    MISSING_BLANK,       /* empty cell */
    MISSING_NIL,         /* ― 該当数値なし */
    MISSING_UNKNOWN,     /* … 不詳 */
    MISSING_SECRET,      /* X 秘匿 */
    MISSING_UNAVAILABLE, /* *** 未定・非公表 */
    MISSING_ABSENT       /* no record */
};

struct marker {
    const char *text;
    enum missing kind;
};

struct number_spec {
    const char *unit;             /* NULL: none declared */
    const char *unit_aliases;     /* separated by blanks; NULL: none */
    const struct marker *markers; /* the plan's legend; NULL: the default */
    size_t n_markers;
    bool nil_is_zero, exponent_allowed;
};

struct number {
    enum missing missing;
    struct decimal value; /* scale: the decimals written */
    size_t unit_offset;   /* where the suffix begins in the text */
    size_t unit_length;   /* 0: no suffix was written */
};

/* SP TAB U+3000 U+00A0 U+2009 U+202F, and a text without them around it. */
bool number_is_space(uint32_t c);
struct str number_trim(struct str text);
bool number_is_digit(uint32_t c); /* ASCII */
/* Is c one of a set that ends with 0? */
bool number_is_one_of(uint32_t c, const uint32_t *set);

/* With MSG_UNIT *out still has the number and the place of its suffix, for a
 * reader that weighs units (value.h). */
struct finding number_read(const char *text, const struct number_spec *spec,
                           struct number *out);

#endif
