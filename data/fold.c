/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/fold.h"

#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

/* A text as ICU takes it. */
struct wide {
    UChar *at;
    int32_t len;
};

/* Keeps every length below within 31 bits: NFKC makes up to 18 of one. */
enum { MAX_TEXT = 16 << 20 };

struct radical {
    uint32_t radical, ideograph;
};

uint32_t fold_radical(uint32_t c)
{
    static const struct radical table[] = {
#define R(radical, ideograph) {radical, ideograph},
#include "data/radicals.def"
#undef R
    };
    if (c < table[0].radical || c > table[LEN(table) - 1].radical)
        return c;
    size_t low = 0, high = LEN(table);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (table[middle].radical == c)
            return table[middle].ideograph;
        if (table[middle].radical < c)
            low = middle + 1;
        else
            high = middle;
    }
    return c;
}

/* A text has at most one UTF-16 unit for each of its bytes; bytes that are no
 * UTF-8 become U+FFFD. */
static struct wide widen(struct arena *arena, struct str text)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t cap = (int32_t)text.len + 1;
    struct wide w = {arena_make(arena, UChar, (size_t)cap), 0};
    u_strFromUTF8WithSub(w.at, cap, &w.len, text.at, (int32_t)text.len, 0xFFFD,
                         NULL, &status);
    return w;
}

static struct str narrow(struct arena *arena, struct wide w)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t cap = 3 * w.len + 1, len = 0;
    char *at = arena_make(arena, char, (size_t)cap);
    u_strToUTF8(at, cap, &len, w.at, w.len, &status);
    return (struct str){at, (size_t)len};
}

static struct str normalise(struct arena *arena, const UNormalizer2 *form,
                            struct str text)
{
    UErrorCode status = U_ZERO_ERROR;
    struct wide w = widen(arena, text);
    if (unorm2_isNormalized(form, w.at, w.len, &status))
        return text;
    status = U_ZERO_ERROR;
    int32_t n = unorm2_normalize(form, w.at, w.len, NULL, 0, &status);
    struct wide out = {arena_make(arena, UChar, (size_t)n + 1), n};
    status = U_ZERO_ERROR;
    unorm2_normalize(form, w.at, w.len, out.at, n + 1, &status);
    return narrow(arena, out);
}

static struct str fold_radicals(struct arena *arena, struct str text)
{
    struct buf b = buf_new(arena);
    while (text.len) {
        uint32_t c = utf8_next(&text);
        buf_utf8(&b, c == UTF8_BAD ? 0xFFFD : fold_radical(c));
    }
    return (struct str){buf_text(&b), b.len};
}

static bool is_variation_selector(uint32_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) ||
           (c >= 0x180B && c <= 0x180D);
}

/* One CP932 code each, which other tables of Shift_JIS decode to another
 * character; NFKC has made ～ and － ASCII already. */
static uint32_t one_of_twins(uint32_t c)
{
    switch (c) {
    case 0x301C: /* 〜 of 0x8160 */
        return '~';
    case 0x2212: /* − of 0x817C */
        return '-';
    case 0x2016: /* ‖ of 0x8161 */
        return 0x2225;
    case 0x2014: /* — of 0x815C */
        return 0x2015;
    default:
        return c;
    }
}

static struct str trim(struct str s)
{
    while (s.len && (s.at[0] == ' ' || s.at[0] == '\t'))
        s = str_from(s, 1);
    while (s.len && (s.at[s.len - 1] == ' ' || s.at[s.len - 1] == '\t'))
        s.len--;
    return s;
}

/* What is left to do after NFKC. */
static struct str clean(struct arena *arena, struct str text)
{
    struct buf b = buf_new(arena);
    while (text.len) {
        uint32_t c = utf8_next(&text);
        if (!is_variation_selector(c))
            buf_utf8(&b, one_of_twins(c));
    }
    return trim((struct str){buf_text(&b), b.len});
}

static bool is_ascii(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] >= 0x80)
            return false;
    return true;
}

const char *fold_key(struct arena *arena, const char *text)
{
    struct str s = str_of(text);
    if (is_ascii(s) || s.len > MAX_TEXT)
        return str_z(arena, trim(s));
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&status);
    if (U_FAILURE(status)) /* ICU without its data: compare what is written */
        return str_z(arena, trim(s));
    s = fold_radicals(arena, normalise(arena, nfc, s));
    return str_z(arena, clean(arena, normalise(arena, nfkc, s)));
}

bool fold_equal(struct arena *arena, const char *a, const char *b)
{
    if (strcmp(a, b) == 0)
        return true;
    struct arena_mark mark = arena_mark(arena);
    bool equal = strcmp(fold_key(arena, a), fold_key(arena, b)) == 0;
    arena_reset(arena, mark);
    return equal;
}

/* -------------------------------------------------------- nearest names */

enum { MAX_NAME = 64, FAR = 3 };

/* The folded name as code points, ASCII in lower case. 0: too long. */
static size_t letters(struct arena *arena, const char *text,
                      uint32_t out[MAX_NAME])
{
    struct str rest = str_of(fold_key(arena, text));
    size_t n = 0;
    while (rest.len) {
        if (n == MAX_NAME)
            return 0;
        uint32_t c = utf8_next(&rest);
        out[n++] = c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
    }
    return n;
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Levenshtein distance: insertions, deletions, substitutions. */
static size_t distance(const uint32_t *a, size_t n_a, const uint32_t *b,
                       size_t n_b)
{
    size_t row[MAX_NAME + 1];
    for (size_t k = 0; k <= n_b; k++)
        row[k] = k;
    for (size_t i = 0; i < n_a; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t k = 0; k < n_b; k++) {
            size_t substitute = diagonal + (a[i] != b[k]);
            diagonal = row[k + 1];
            row[k + 1] = least(substitute, row[k] + 1, row[k + 1] + 1);
        }
    }
    return row[n_b];
}

const char *fold_nearest(struct arena *arena, const char *text,
                         const char *const *names, size_t n)
{
    struct arena_mark mark = arena_mark(arena);
    uint32_t a[MAX_NAME], b[MAX_NAME];
    size_t n_a = letters(arena, text, a), best = FAR;
    const char *nearest = NULL;
    for (size_t i = 0; i < n && n_a; i++) {
        size_t n_b = letters(arena, names[i], b);
        size_t longer = n_a > n_b ? n_a : n_b;
        size_t d = n_b ? distance(a, n_a, b, n_b) : FAR;
        if (d < best && 2 * d <= longer) { /* half of it must be right */
            best = d;
            nearest = names[i];
        }
    }
    arena_reset(arena, mark);
    return nearest;
}
