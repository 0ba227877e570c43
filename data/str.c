/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/str.h"

#include <stdarg.h>
#include <string.h>

struct str str_of(const char *z)
{
    return (struct str){z, z ? strlen(z) : 0};
}

bool str_equal(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool str_is(struct str a, const char *z)
{
    return str_equal(a, str_of(z));
}

bool str_starts(struct str a, const char *prefix)
{
    size_t n = strlen(prefix);
    return a.len >= n && memcmp(a.at, prefix, n) == 0;
}

bool str_ends(struct str a, const char *suffix)
{
    size_t n = strlen(suffix);
    return a.len >= n && memcmp(a.at + a.len - n, suffix, n) == 0;
}

struct str str_from(struct str a, size_t begin)
{
    if (begin > a.len)
        begin = a.len;
    return (struct str){a.at + begin, a.len - begin};
}

struct str str_head(struct str a, size_t len)
{
    return (struct str){a.at, len < a.len ? len : a.len};
}

const char *str_z(struct arena *arena, struct str a)
{
    char *z = arena_make(arena, char, a.len + 1);
    if (a.len)
        memcpy(z, a.at, a.len);
    return z;
}

const char *str_join(struct arena *arena, const char *first, ...)
{
    struct buf b = buf_new(arena);
    va_list list;
    va_start(list, first);
    for (const char *z = first; z; z = va_arg(list, const char *))
        buf_z(&b, z);
    va_end(list);
    return buf_text(&b);
}

const char *str_count(struct arena *arena, uint64_t n)
{
    struct buf b = buf_new(arena);
    buf_count(&b, n);
    return buf_text(&b);
}

/* Well-formed sequences of the Unicode Standard, table 3-7. */
uint32_t utf8_next(struct str *rest)
{
    if (rest->len == 0)
        return 0;
    const unsigned char *p = (const unsigned char *)rest->at;
    size_t n = 1;
    uint32_t c = p[0], least = 0;
    if (c >= 0xC2 && c <= 0xDF)
        n = 2, c &= 0x1F, least = 0x80;
    else if ((c & 0xF0) == 0xE0)
        n = 3, c &= 0x0F, least = 0x800;
    else if (c >= 0xF0 && c <= 0xF4)
        n = 4, c &= 0x07, least = 0x10000;
    else if (c >= 0x80)
        least = UTF8_BAD;
    bool good = least != UTF8_BAD && rest->len >= n;
    for (size_t i = 1; good && i < n; i++) {
        good = (p[i] & 0xC0) == 0x80;
        c = c << 6 | (p[i] & 0x3F);
    }
    good = good && c >= least && c <= 0x10FFFF && (c & 0xFFFFF800u) != 0xD800;
    *rest = str_from(*rest, good ? n : 1);
    return good ? c : UTF8_BAD;
}

size_t utf8_put(char out[4], uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n; i-- > 1; c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)((0xF00 >> n & 0xFF) | c);
    return n;
}

size_t utf8_valid(const char *at, size_t len)
{
    struct str rest = {at, len};
    while (rest.len) {
        if ((unsigned char)rest.at[0] < 0x80) {
            rest = str_from(rest, 1);
            continue;
        }
        size_t offset = len - rest.len;
        if (utf8_next(&rest) == UTF8_BAD)
            return offset;
    }
    return len;
}

static size_t columns_of(uint32_t c)
{
    static const struct {
        uint32_t first, last;
    } wide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E}, {0x3041, 0xA4CF},
                {0xAC00, 0xD7A3},   {0xF900, 0xFAFF}, {0xFE30, 0xFE6F},
                {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6}, {0x1F300, 0x1FAFF},
                {0x20000, 0x3FFFD}, {0x2460, 0x24FF}, {0x25A0, 0x25FF},
                {0x2010, 0x2026},   {0x203B, 0x203B}, {0x2190, 0x21FF}};
    if ((c >= 0x300 && c <= 0x36F) || c == 0x3099 || c == 0x309A ||
        (c >= 0xFE00 && c <= 0xFE0F))
        return 0;
    for (size_t i = 0; i < LEN(wide); i++)
        if (c >= wide[i].first && c <= wide[i].last)
            return 2;
    return 1;
}

size_t utf8_columns(struct str a)
{
    size_t n = 0;
    while (a.len)
        n += columns_of(utf8_next(&a));
    return n;
}

size_t utf8_count(struct str a)
{
    size_t n = 0;
    for (; a.len; n++)
        utf8_next(&a);
    return n;
}

struct buf buf_new(struct arena *arena)
{
    return (struct buf){.arena = arena};
}

void buf_bytes(struct buf *b, const char *at, size_t len)
{
    if (b->cap - b->len < len + 1) {
        size_t cap = b->cap ? b->cap : 64;
        while (cap - b->len < len + 1)
            cap *= 2;
        b->at = arena_grow(b->arena, b->at, b->len, cap, 1);
        b->cap = cap;
    }
    if (len)
        memcpy(b->at + b->len, at, len);
    b->len += len;
    b->at[b->len] = '\0';
}

void buf_z(struct buf *b, const char *z)
{
    buf_bytes(b, z, strlen(z));
}

void buf_str(struct buf *b, struct str s)
{
    buf_bytes(b, s.at, s.len);
}

void buf_char(struct buf *b, char c)
{
    buf_bytes(b, &c, 1);
}

void buf_utf8(struct buf *b, uint32_t c)
{
    char out[4];
    size_t len = utf8_put(out, c);
    buf_bytes(b, out, len);
}

void buf_count(struct buf *b, uint64_t n)
{
    char digits[20];
    size_t i = sizeof digits;
    do
        digits[--i] = (char)('0' + n % 10);
    while (n /= 10);
    buf_bytes(b, digits + i, sizeof digits - i);
}

void buf_csv(struct buf *b, struct str field)
{
    bool plain = true;
    for (size_t i = 0; plain && i < field.len; i++) {
        char c = field.at[i];
        plain = c != ',' && c != '"' && c != '\r' && c != '\n';
    }
    if (plain) {
        buf_str(b, field);
        return;
    }
    buf_char(b, '"');
    for (size_t i = 0; i < field.len; i++) {
        if (field.at[i] == '"')
            buf_char(b, '"');
        buf_char(b, field.at[i]);
    }
    buf_char(b, '"');
}

const char *buf_text(struct buf *b)
{
    return b->at ? b->at : "";
}
