/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/csvindex.h"

#include <string.h>

#if defined(__SSE2__) && !defined(SHIHYO_PLAIN_C)
#include <emmintrin.h>
#endif

/* The bitmaps of a block: bit i is byte i. */
struct bitmaps {
    uint64_t ends; /* delimiters and LFs */
    uint64_t lf;
    bool odd; /* it holds a quote or a CR */
};

#if defined(__SSE2__) && !defined(SHIHYO_PLAIN_C)

static inline uint64_t gather(__m128i a, __m128i b, __m128i c, __m128i d)
{
    uint64_t low = (uint64_t)(unsigned)_mm_movemask_epi8(a) |
                   (uint64_t)(unsigned)_mm_movemask_epi8(b) << 16;
    uint64_t high = (uint64_t)(unsigned)_mm_movemask_epi8(c) |
                    (uint64_t)(unsigned)_mm_movemask_epi8(d) << 16;
    return low | high << 32;
}

static inline __m128i load(const char *at)
{
    return _mm_loadu_si128((const __m128i *)(const void *)at);
}

static inline uint64_t bytes_equal(const char *at, char c)
{
    __m128i v = _mm_set1_epi8(c);
    return gather(_mm_cmpeq_epi8(load(at), v), _mm_cmpeq_epi8(load(at + 16), v),
                  _mm_cmpeq_epi8(load(at + 32), v),
                  _mm_cmpeq_epi8(load(at + 48), v));
}

static inline struct bitmaps bitmaps_of(const char *at, char delimiter)
{
    const __m128i sep = _mm_set1_epi8(delimiter), lf = _mm_set1_epi8('\n');
    const __m128i quote = _mm_set1_epi8('"'), cr = _mm_set1_epi8('\r');
    __m128i a = load(at), b = load(at + 16);
    __m128i c = load(at + 32), d = load(at + 48);
    __m128i lf_a = _mm_cmpeq_epi8(a, lf), lf_b = _mm_cmpeq_epi8(b, lf);
    __m128i lf_c = _mm_cmpeq_epi8(c, lf), lf_d = _mm_cmpeq_epi8(d, lf);
    __m128i quotes = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(a, quote), _mm_cmpeq_epi8(b, quote)),
        _mm_or_si128(_mm_cmpeq_epi8(c, quote), _mm_cmpeq_epi8(d, quote)));
    __m128i crs = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(a, cr), _mm_cmpeq_epi8(b, cr)),
        _mm_or_si128(_mm_cmpeq_epi8(c, cr), _mm_cmpeq_epi8(d, cr)));
    return (struct bitmaps){gather(_mm_or_si128(_mm_cmpeq_epi8(a, sep), lf_a),
                                   _mm_or_si128(_mm_cmpeq_epi8(b, sep), lf_b),
                                   _mm_or_si128(_mm_cmpeq_epi8(c, sep), lf_c),
                                   _mm_or_si128(_mm_cmpeq_epi8(d, sep), lf_d)),
                            gather(lf_a, lf_b, lf_c, lf_d),
                            _mm_movemask_epi8(_mm_or_si128(quotes, crs)) != 0};
}

#else

/* The top bit of every byte that is 0, exactly, gathered into eight bits. */
static inline uint64_t zero_bytes(uint64_t x)
{
    const uint64_t low = 0x7F7F7F7F7F7F7F7Fu;
    uint64_t tops = ~(((x & low) + low) | x | low);
    return (tops >> 7) * 0x0102040810204080u >> 56;
}

static inline uint64_t bytes_equal(const char *at, char c)
{
    uint64_t bits = 0, pattern = (unsigned char)c * 0x0101010101010101u;
    for (size_t i = 0; i < 8; i++) {
        uint64_t word;
        memcpy(&word, at + 8 * i, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        word = __builtin_bswap64(word);
#endif
        bits |= zero_bytes(word ^ pattern) << 8 * i;
    }
    return bits;
}

static inline struct bitmaps bitmaps_of(const char *at, char delimiter)
{
    uint64_t lf = bytes_equal(at, '\n');
    return (struct bitmaps){bytes_equal(at, delimiter) | lf, lf,
                            (bytes_equal(at, '"') | bytes_equal(at, '\r')) !=
                                0};
}

#endif

/* Bit i: the exclusive or of the bits 0..i. */
static inline uint64_t running_xor(uint64_t x)
{
    for (unsigned shift = 1; shift < 64; shift *= 2)
        x ^= x << shift;
    return x;
}

/* The processor's own count is not in every x86-64. */
static inline size_t count_bits(uint64_t x)
{
    x -= x >> 1 & 0x5555555555555555u;
    x = (x & 0x3333333333333333u) + (x >> 2 & 0x3333333333333333u);
    x = (x + (x >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    return (size_t)(x * 0x0101010101010101u >> 56);
}

#if defined(__SSE2__) && !defined(SHIHYO_PLAIN_C)

/* The places of the bits of one byte: eight are written, of which the
 * superfluous ones are overwritten by the next byte. */
static inline uint32_t *put_byte(const struct csv_index *ix, uint32_t *to,
                                 __m128i base, unsigned bits)
{
    const __m128i zero = _mm_setzero_si128();
    const void *row = ix->places[bits];
    __m128i v = _mm_unpacklo_epi8(_mm_loadl_epi64(row), zero);
    __m128i low = _mm_add_epi32(_mm_unpacklo_epi16(v, zero), base);
    __m128i high = _mm_add_epi32(_mm_unpackhi_epi16(v, zero), base);
    _mm_storeu_si128((__m128i *)(void *)to, low);
    _mm_storeu_si128((__m128i *)(void *)(to + 4), high);
    return to + ix->counts[bits];
}

static inline uint32_t *put_bits(const struct csv_index *ix, uint32_t *to,
                                 uint32_t base, uint64_t ends)
{
    const __m128i eight = _mm_set1_epi32(8);
    __m128i first = _mm_set1_epi32((int)base);
    for (int i = 0; i < 8; i++) {
        to = put_byte(ix, to, first, ends & 0xFF);
        first = _mm_add_epi32(first, eight);
        ends >>= 8;
    }
    return to;
}

#else

static inline uint32_t *put_bits(const struct csv_index *ix, uint32_t *to,
                                 uint32_t base, uint64_t ends)
{
    for (; ends; ends >>= 8, base += 8) {
        for (size_t i = 0; i < 8; i++)
            to[i] = base + ix->places[ends & 0xFF][i];
        to += ix->counts[ends & 0xFF];
    }
    return to;
}

#endif

/* Notes the places of the bits, by a table: finding them one by one takes
 * three times as long. */
static inline void put_ends(struct csv_index *ix, uint32_t base, uint64_t ends,
                            uint64_t lf)
{
    uint32_t *to = ix->ends + ix->n_ends;
    for (; lf; lf &= lf - 1) {
        uint64_t below = (lf & -lf) - 1;
        ix->rows[ix->n_rows++] =
            (uint32_t)(ix->n_ends + count_bits(ends & below));
    }
    to = put_bits(ix, to, base, ends);
    ix->n_ends = (size_t)(to - ix->ends);
}

static void note_line_ends(struct csv_index *ix, uint32_t base, uint64_t lf,
                           uint64_t after_cr)
{
    uint64_t crlf = lf & after_cr, alone = lf & ~after_cr;
    if (crlf && ix->first_crlf == UINT32_MAX)
        ix->first_crlf = base + (uint32_t)__builtin_ctzll(crlf);
    if (alone && ix->first_lf == UINT32_MAX)
        ix->first_lf = base + (uint32_t)__builtin_ctzll(alone);
}

/* A block with a quote or a CR, or after one, or the last one.  `valid` masks
 * the bytes that are there. */
static bool odd_block(struct csv_index *ix, const char *at, uint32_t base,
                      struct bitmaps b, uint64_t valid)
{
    uint64_t quote = bytes_equal(at, '"') & valid;
    uint64_t inside = running_xor(quote) ^ ix->inside;
    uint64_t open = quote & inside, close = quote & ~inside;
    uint64_t ends = b.ends & valid & ~inside, lf = b.lf & valid & ~inside;
    uint64_t cr = bytes_equal(at, '\r') & valid & ~inside;
    uint64_t after_start = ends << 1 | ix->after_start;
    uint64_t after_close = close << 1 | ix->after_close;
    uint64_t after_cr = cr << 1 | ix->after_cr;
    uint64_t last = valid == ~(uint64_t)0 ? 0 : valid ^ valid >> 1;
    uint64_t bad = (open & ~(after_start | after_close)) |
                   (after_close & valid & ~(ends | open | cr)) |
                   (after_cr & valid & ~lf) | (cr & last);
    if (bad)
        return false;
    ix->inner_lines += count_bits(b.lf & valid & inside);
    note_line_ends(ix, base, lf, after_cr);
    put_ends(ix, base, ends, lf);
    ix->inside = inside >> 63 ? ~(uint64_t)0 : 0;
    ix->after_start = ends >> 63;
    ix->after_close = close >> 63;
    ix->after_cr = cr >> 63;
    return true;
}

void csv_index_open(struct csv_index *ix, char delimiter)
{
    *ix = (struct csv_index){.delimiter = delimiter,
                             .first_crlf = UINT32_MAX,
                             .first_lf = UINT32_MAX};
    for (unsigned bits = 0; bits < 256; bits++)
        for (uint8_t i = 0; i < 8; i++)
            if (bits >> i & 1)
                ix->places[bits][ix->counts[bits]++] = i;
    csv_index_restart(ix);
}

void csv_index_restart(struct csv_index *ix)
{
    ix->inside = ix->after_close = ix->after_cr = 0;
    ix->after_start = 1;
}

size_t csv_index_run(struct csv_index *ix, const char *text, size_t from,
                     size_t to, bool is_last)
{
    char delimiter = ix->delimiter;
    size_t at = from;
    for (; at + CSV_BLOCK <= to; at += CSV_BLOCK) {
        struct bitmaps b = bitmaps_of(text + at, delimiter);
        uint64_t carried = ix->inside | ix->after_close | ix->after_cr;
        if (b.odd || carried) {
            if (!odd_block(ix, text + at, (uint32_t)at, b, ~(uint64_t)0))
                return at;
            continue;
        }
        if (ix->first_lf == UINT32_MAX)
            note_line_ends(ix, (uint32_t)at, b.lf, 0);
        put_ends(ix, (uint32_t)at, b.ends, b.lf);
        ix->after_start = b.ends >> 63;
    }
    if (at == to)
        return is_last && ix->after_cr ? at - 1 : to;
    uint64_t valid = ((uint64_t)1 << (to - at)) - 1;
    struct bitmaps b = bitmaps_of(text + at, delimiter);
    return odd_block(ix, text + at, (uint32_t)at, b, valid) ? to : at;
}
