/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * str.h - text: views, a builder, UTF-8 steps, display width.
 *
 * Above the reading layer text is NUL-terminated UTF-8 in the run's arena
 * (const char *); the reading layer has proven that it is valid UTF-8 without
 * NUL.  Parsers work on views (struct str), which own nothing.
 *
 * A struct buf grows in an arena and is always NUL-terminated.  There is no
 * printf here on purpose: numbers become text in publish.h alone, so no
 * locale can reach an output.
 */
#ifndef SHIHYO_DATA_STR_H
#define SHIHYO_DATA_STR_H

#include "data/arena.h"
#include <stdbool.h>
#include <stdint.h>

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

struct str {
    const char *at;
    size_t len;
};

struct str str_of(const char *z);
bool str_equal(struct str a, struct str b);
bool str_is(struct str a, const char *z);
bool str_starts(struct str a, const char *prefix);
bool str_ends(struct str a, const char *suffix);
struct str str_from(struct str a, size_t begin); /* the rest from a byte on */
struct str str_head(struct str a, size_t len);   /* the first len bytes */
/* NUL-terminated copy. */
const char *str_z(struct arena *arena, struct str a);
/* Concatenation of the arguments up to the first NULL. */
const char *str_join(struct arena *arena, const char *first, ...)
    __attribute__((sentinel));
/* A count in decimal digits. */
const char *str_count(struct arena *arena, uint64_t n);

/* One code point off the front of *rest; UTF8_BAD (and one byte consumed)
 * where the bytes are no valid UTF-8.  0 at the end of the text. */
#define UTF8_BAD 0xFFFFFFFFu
uint32_t utf8_next(struct str *rest);
/* Bytes written to out (at most 4). */
size_t utf8_put(char out[4], uint32_t c);
/* Offset of the first byte that is not well-formed UTF-8 (no overlong form,
 * no surrogate, at most U+10FFFF); len when all is well. */
size_t utf8_valid(const char *at, size_t len);
/* Columns on a terminal: East Asian wide and full-width characters count 2,
 * combining marks 0. */
size_t utf8_columns(struct str a);
size_t utf8_count(struct str a); /* code points */

struct buf {
    struct arena *arena;
    char *at;
    size_t len, cap;
};

struct buf buf_new(struct arena *arena);
void buf_bytes(struct buf *b, const char *at, size_t len);
void buf_z(struct buf *b, const char *z);
void buf_str(struct buf *b, struct str s);
void buf_char(struct buf *b, char c);
void buf_utf8(struct buf *b, uint32_t c);
void buf_count(struct buf *b, uint64_t n);
/* A field of CSV, in quotes where it needs them [RFC 4180]. */
void buf_csv(struct buf *b, struct str field);
const char *buf_text(struct buf *b); /* "" when nothing was added */

#endif
