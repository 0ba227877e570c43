/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/plain_number.h"

#include <string.h>

enum { PLAIN_DIGITS = 18 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Eight bytes of which all are digits, the first one in the lowest byte. */
static inline bool eight_digits(uint64_t w, uint64_t *value)
{
    const uint64_t tops = 0xF0F0F0F0F0F0F0F0u;
    w ^= 0x3030303030303030u;
    if (((w + 0x0606060606060606u) | w) & tops)
        return false;
    w = (w * 10 + (w >> 8)) & 0x00FF00FF00FF00FFu;
    w = (w * 100 + (w >> 16)) & 0x0000FFFF0000FFFFu;
    *value = (w * 10000 + (w >> 32)) & 0xFFFFFFFFu;
    return true;
}

/* The index of the first byte equal to a point, 8 without one. */
static unsigned find_point(uint64_t w)
{
    uint64_t x = w ^ 0x2E2E2E2E2E2E2E2Eu;
    uint64_t zero = (x - 0x0101010101010101u) & ~x & 0x8080808080808080u;
    return zero ? (unsigned)__builtin_ctzll(zero) / 8 : 8;
}

/* Eight bytes of which the last n are a text, the first in the lowest byte;
 * the others become zeros. */
static uint64_t filled(uint64_t w, unsigned n)
{
    return n < 8 ? w | 0x3030303030303030u >> 8 * n : w;
}

/* A number of up to eight bytes, digits and at most one point between them:
 * the digits are brought together, filled up with zeros, and read at once. */
static bool short_number(struct str text, int64_t *units, int *decimals)
{
    uint64_t w = 0, value;
    unsigned n = (unsigned)text.len;
    if (n - 1 > 7 || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__)
        return false;
    memcpy(&w, text.at, sizeof w); /* the window may be read so far */
    w <<= 8 * (8 - n);
    *decimals = 0;
    if (eight_digits(filled(w, n), &value)) {
        *units = (int64_t)value;
        return n == 1 || text.at[0] != '0';
    }
    unsigned point = find_point(w);
    if (point > 6 || point == 8 - n) /* none, 5. and .5 */
        return false;
    uint64_t whole = w & (((uint64_t)1 << 8 * point) - 1);
    uint64_t fraction = w >> 8 * (point + 1) << 8 * (point + 1);
    *decimals = 7 - (int)point;
    if (!eight_digits(filled(whole << 8 | fraction, n - 1), &value))
        return false;
    *units = (int64_t)value;
    return text.at[0] != '0' || text.at[1] == '.';
}

/* Digits, and decimals behind a point; anything else is for number_read(). */
static bool long_number(struct str text, int64_t *units, int *decimals)
{
    const char *at = text.at, *end = at + text.len;
    bool negative = at < end && *at == '-';
    const char *first = at += negative;
    uint64_t n = 0;
    while (at < end && is_digit(*at))
        n = 10 * n + (uint64_t)(*at++ - '0');
    size_t whole = (size_t)(at - first), fraction = 0;
    if (at < end && *at == '.') {
        const char *point = at++;
        while (at < end && is_digit(*at))
            n = 10 * n + (uint64_t)(*at++ - '0');
        fraction = (size_t)(at - point) - 1;
        if (fraction == 0)
            return false;
    }
    *units = negative ? -(int64_t)n : (int64_t)n;
    *decimals = (int)fraction;
    return at == end && whole > 0 && (whole == 1 || *first != '0') &&
           whole + fraction <= PLAIN_DIGITS;
}

bool plain_number(struct str text, int64_t *units, int *decimals)
{
    return short_number(text, units, decimals) ||
           long_number(text, units, decimals);
}
