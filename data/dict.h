/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dict.h - the distinct texts of one column, numbered as they come.
 *
 * A scan asks for the number of a text once per row and key column, so the
 * common cases are short: a code of one byte, or a blank cell, is looked up
 * by its first byte (direct[]: a blank unquoted cell is followed by the
 * delimiter or the line end, which no code of one byte can be); two to four
 * digits are an index (digits[]); up to 16 bytes are hashed and compared at
 * once, longer ones byte by byte.
 *
 * Texts are bytes as libcsv gives them, in whatever encoding; they are copied
 * into the arena.  A finder never adds: the caller judges a new text first.
 */
#ifndef SHIHYO_DATA_DICT_H
#define SHIHYO_DATA_DICT_H

#include "data/str.h"

#include <string.h>

enum {
    DICT_NONE = 0xFFFF, /* in direct[]: not known by its first byte */
    DICT_DIGITS = 11100 /* texts of two to four digits */
};

struct dict_slot {
    uint64_t low, high; /* 16 bytes, or hash and length of a longer text */
    uint32_t length;    /* 17: longer */
    uint32_t number;    /* 1 + number; 0: free */
};

struct dict {
    unsigned shift; /* 64 - bits of a place in slots */
    uint16_t direct[256];
    uint16_t *digits; /* 1 + number; 0: none.  NULL: no such text so far */
    struct dict_slot *slots;
    size_t mask; /* slots - 1 */
    struct str *texts;
    uint32_t n, cap;
};

/* The index of a text of two to four digits in digits[]; DICT_DIGITS for any
 * other.  Four bytes from text.at on may be read. */
static inline uint32_t dict_digits(struct str text)
{
    static const uint32_t first[] = {0, 0, 0, 100, 1100}; /* by length */
    static const uint32_t zeros[] = {0, 0, 0x3030, 0x30, 0};
    const unsigned char *at = (const unsigned char *)text.at;
    if (text.len - 2 > 2)
        return DICT_DIGITS;
    uint32_t w = (uint32_t)at[0] | (uint32_t)at[1] << 8 |
                 (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
    w = (w << 8 * (4 - text.len) | zeros[text.len]) ^ 0x30303030;
    if (((w + 0x06060606) | w) & 0xF0F0F0F0)
        return DICT_DIGITS;
    w = (w * 10 + (w >> 8)) & 0x00FF00FF;
    return first[text.len] + ((w * 100 + (w >> 16)) & 0xFFFF);
}

/* A text of at most 16 bytes as two words, the bytes behind it 0; without a
 * branch, as lengths come in any order.  16 bytes from text.at on may be read.
 */
static inline void dict_words(struct str text, uint64_t *low, uint64_t *high)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    static const uint64_t keep[] = {
        0,           0xFF,       0xFFFF, 0xFFFFFF, 0xFFFFFFFF, ~0ull >> 24,
        ~0ull >> 16, ~0ull >> 8, ~0ull,  ~0ull,    ~0ull,      ~0ull,
        ~0ull,       ~0ull,      ~0ull,  ~0ull,    ~0ull};
    static const uint64_t keep_high[] = {
        0,          0,           0,           0,          0,      0,
        0,          0,           0,           0xFF,       0xFFFF, 0xFFFFFF,
        0xFFFFFFFF, ~0ull >> 24, ~0ull >> 16, ~0ull >> 8, ~0ull};
    memcpy(low, text.at, 8);
    memcpy(high, text.at + 8, 8);
    *low &= keep[text.len];
    *high &= keep_high[text.len];
#else
    char bytes[16] = {0};
    memcpy(bytes, text.at, text.len);
    memcpy(low, bytes, 8);
    memcpy(high, bytes + 8, 8);
#endif
}

static inline size_t dict_place(const struct dict *dict, uint64_t low,
                                uint64_t high, uint32_t length)
{
    uint64_t h = (low ^ length) * 0x9E3779B97F4A7C15u;
    h = (h ^ high) * 0xD6E8FEB86659FD93u;
    return (size_t)(h >> dict->shift);
}

/* dict_find() for a text of at most 16 bytes; false: it may be there all the
 * same. */
static inline bool dict_find_short(const struct dict *dict, struct str text,
                                   uint32_t *number)
{
    uint64_t low, high;
    uint32_t length = (uint32_t)text.len;
    dict_words(text, &low, &high);
    size_t at = dict_place(dict, low, high, length);
    for (; dict->slots[at].number; at = (at + 1) & dict->mask) {
        const struct dict_slot *slot = &dict->slots[at];
        if (slot->low == low && slot->high == high && slot->length == length) {
            *number = slot->number - 1;
            return true;
        }
    }
    return false;
}

void dict_open(struct dict *dict, struct arena *arena);
/* false: not there.  The 16 bytes from text.at on may be read. */
bool dict_find(const struct dict *dict, struct str text, uint32_t *number);
/* Adds a text that is not there.  `delimiter`: of the file, for direct[]. */
uint32_t dict_add(struct dict *dict, struct arena *arena, struct str text,
                  char delimiter);

#endif
