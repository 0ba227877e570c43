/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/encode.h"

#include "data/chars.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

/* What was decided about the bytes.  problem NULL: read them as `encoding`. */
struct verdict {
    enum encoding encoding;
    const char *problem;
    size_t offset, length; /* of the problem, in the raw bytes */
    bool in_request;       /* the declaration is at fault, not the bytes */
};

static unsigned char byte_at(struct str s, size_t i)
{
    return (unsigned char)s.at[i];
}

static bool has_bytes(struct str s, const char *bytes, size_t n)
{
    return s.len >= n && memcmp(s.at, bytes, n) == 0;
}

/* ---------------------------------------------------------- magic numbers */

static bool starts_word(struct str s, const char *lower)
{
    size_t n = strlen(lower);
    return s.len >= n && strncasecmp(s.at, lower, n) == 0;
}

/* Rule B1: files that are often saved under the name of a CSV file. */
const char *encode_magic(struct str raw)
{
    static const struct {
        const char *bytes;
        size_t n;
        const char *what;
    } magic[] = {{"PK\3\4", 4, "Excel xlsx (ZIP)"},
                 {"\xD0\xCF\x11\xE0", 4, "Excel xls (OLE2)"},
                 {"%PDF", 4, "PDF"},
                 {"\x1F\x8B", 2, "gzip"}};
    for (size_t i = 0; i < LEN(magic); i++)
        if (has_bytes(raw, magic[i].bytes, magic[i].n))
            return magic[i].what;
    if (has_bytes(raw, "\xEF\xBB\xBF", 3))
        raw = str_from(raw, 3);
    while (raw.len && strchr(" \t\r\n", raw.at[0]) && raw.at[0])
        raw = str_from(raw, 1);
    if (starts_word(raw, "<html") || starts_word(raw, "<!doctype html"))
        return "HTML";
    return NULL;
}

/* --------------------------------------------------------- byte patterns */

/* A run of well-formed UTF-8 in which every character has three bytes. */
static bool is_three_byte_run(struct str run)
{
    while (run.len) {
        size_t before = run.len;
        if (utf8_next(&run) == UTF8_BAD || before - run.len != 3)
            return false;
    }
    return true;
}

/* Rule B6: bytes >= 0x80 in all, and those of them that stand in maximal
 * runs of three-byte UTF-8.  A share of bytes alone would accuse CP932:
 * 区分 is 8B E6 95 AA, which holds a well-formed sequence. */
struct measure {
    size_t high, covered;
};

static void measure_add(struct measure *m, struct str s)
{
    for (size_t i = 0, end; i < s.len; i = end + 1) {
        end = i;
        while (end < s.len && byte_at(s, end) >= 0x80)
            end++;
        m->high += end - i;
        if (end > i && is_three_byte_run((struct str){s.at + i, end - i}))
            m->covered += end - i;
    }
}

static bool measure_is_utf8(struct measure m)
{
    return m.high > 0 && 2 * m.covered >= m.high;
}

bool encode_is_surely_utf8(struct str text)
{
    struct measure m = {0, 0};
    measure_add(&m, text);
    return m.high > 0 && m.covered == m.high;
}

/* Rule B3: the byte order that NULs at every other byte betray. */
static const char *looks_like_utf16(struct str raw)
{
    size_t zeros[2] = {0, 0};
    for (size_t i = 0; i < raw.len; i++)
        zeros[i & 1] += raw.at[i] == '\0';
    if (zeros[1] > raw.len / 2 / 8 && zeros[1] >= zeros[0])
        return "UTF-16LE, BOMなし / no BOM";
    if (zeros[0] > (raw.len + 1) / 2 / 8)
        return "UTF-16BE, BOMなし / no BOM";
    return NULL;
}

/* Rule B4: the offset of an escape sequence of ISO-2022-JP. */
static bool find_iso2022(struct str raw, size_t *offset)
{
    for (size_t i = 0; i + 1 < raw.len; i++) {
        const char *esc = memchr(raw.at + i, 0x1B, raw.len - 1 - i);
        if (!esc)
            return false;
        i = (size_t)(esc - raw.at);
        if (esc[1] == '$' || esc[1] == '(') {
            *offset = i;
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------- converters */

/* Only the two names below ever reach iconv_open, and no module of the
 * user's environment may answer to them. */
static iconv_t converter_open(const char *to, const char *from)
{
    if (getenv("GCONV_PATH"))
        unsetenv("GCONV_PATH");
    return iconv_open(to, from);
}

static const char *converter_name(enum encoding encoding)
{
    return encoding == ENCODING_EUCJP ? "EUC-JP" : "CP932";
}

/* Whole-file strict decoding of CP932 or EUC-JP.  *bad: bytes that were good;
 * raw.len when all are.  false: the converter is not installed. */
static bool decode_iconv(struct arena *arena, enum encoding encoding,
                         struct str raw, struct str *text, size_t *bad)
{
    iconv_t cd = converter_open("UTF-8", converter_name(encoding));
    if (cd == (iconv_t)-1)
        return false;
    size_t cap = 1; /* both make at most three bytes of one >= 0x80 */
    for (size_t i = 0; i < raw.len; i++)
        cap += byte_at(raw, i) >= 0x80 ? 3 : 1;
    char *out = arena_make(arena, char, cap);
    /* iconv takes char ** but writes nothing through it */
    union {
        const char *in;
        char *at;
    } from = {raw.at};
    char *to = out;
    size_t n_in = raw.len, n_out = cap - 1;
    iconv(cd, &from.at, &n_in, &to, &n_out);
    iconv_close(cd);
    *bad = raw.len - n_in;
    *text = (struct str){out, (size_t)(to - out)};
    return true;
}

/* The unit at an even offset; 0 past the end. */
static uint32_t unit_at(struct str raw, size_t i, bool big)
{
    if (i + 1 >= raw.len)
        return 0;
    uint32_t first = byte_at(raw, i), second = byte_at(raw, i + 1);
    return big ? first << 8 | second : second << 8 | first;
}

/* UTF-16 after its byte order mark; strict: even length, no lone surrogate.
 * *bad: bytes that were good; raw.len when all are. */
static struct str decode_utf16(struct arena *arena, bool big, struct str raw,
                               size_t *bad)
{
    char *out = arena_make(arena, char, raw.len / 2 * 3 + 1);
    char *to = out;
    size_t i = 0;
    while (i + 1 < raw.len) {
        uint32_t c = unit_at(raw, i, big), low = unit_at(raw, i + 2, big);
        bool is_low = (c & 0xFC00) == 0xDC00, is_high = (c & 0xFC00) == 0xD800;
        if (is_low || (is_high && (low & 0xFC00) != 0xDC00))
            break;
        if (is_high)
            c = 0x10000 + ((c & 0x3FF) << 10 | (low & 0x3FF));
        to += utf8_put(to, c);
        i += is_high ? 4 : 2;
    }
    *bad = i;
    return (struct str){out, (size_t)(to - out)};
}

/* --------------------------------------------------------------- deciding */

static size_t bom_of(enum encoding encoding, struct str raw)
{
    if (encoding == ENCODING_UTF8_BOM)
        return 3;
    if (encoding == ENCODING_UTF16LE)
        return has_bytes(raw, "\xFF\xFE", 2) ? 2 : 0;
    if (encoding == ENCODING_UTF16BE)
        return has_bytes(raw, "\xFE\xFF", 2) ? 2 : 0;
    return 0;
}

static const char *const not_installed =
    "iconv: CP932 / EUC-JP の変換表がありません / converter not installed";

/* The bytes at a place in hexadecimal, for a message. */
static const char *with_hex(struct arena *arena, const char *what,
                            struct str raw, size_t offset)
{
    struct buf b = buf_new(arena);
    buf_z(&b, what);
    for (size_t i = offset; i < raw.len && i < offset + 4; i++) {
        buf_z(&b, i == offset ? ": 0x" : " 0x");
        buf_char(&b, "0123456789ABCDEF"[byte_at(raw, i) >> 4]);
        buf_char(&b, "0123456789ABCDEF"[byte_at(raw, i) & 15]);
    }
    return buf_text(&b);
}

static struct verdict problem_at(struct arena *arena, struct str raw,
                                 const char *what, size_t offset)
{
    size_t length = offset < raw.len ? 1 : 0;
    return (struct verdict){.problem = with_hex(arena, what, raw, offset),
                            .offset = offset,
                            .length = length};
}

static struct verdict problem_of_file(const char *what)
{
    return (struct verdict){.problem = what};
}

/* Rule B2.  false: no byte order mark. */
static bool decide_by_bom(struct str raw, struct verdict *v)
{
    *v = (struct verdict){.encoding = ENCODING_UTF8};
    if (has_bytes(raw, "\xFF\xFE\0\0", 4) || has_bytes(raw, "\0\0\xFE\xFF", 4))
        v->problem = "UTF-32";
    else if (has_bytes(raw, "\xFF\xFE", 2))
        v->encoding = ENCODING_UTF16LE;
    else if (has_bytes(raw, "\xFE\xFF", 2))
        v->encoding = ENCODING_UTF16BE;
    else if (has_bytes(raw, "\xEF\xBB\xBF", 3))
        v->encoding = ENCODING_UTF8_BOM;
    else
        return false;
    return true;
}

/* Half-width katakana are more than a third of the non-ASCII characters. */
static bool is_kana_soup(struct str text)
{
    size_t kana = 0, others = 0;
    while (text.len) {
        uint32_t c = utf8_next(&text);
        kana += c >= 0xFF61 && c <= 0xFF9F;
        others += c >= 0x80;
    }
    return 3 * kana > others;
}

/* Rules B7 and B8. */
static struct verdict decide_cp932(struct arena *arena, struct str raw)
{
    struct arena_mark mark = arena_mark(arena);
    struct str text, euc;
    size_t bad, bad_euc = 0;
    bool installed = decode_iconv(arena, ENCODING_CP932, raw, &text, &bad) &&
                     decode_iconv(arena, ENCODING_EUCJP, raw, &euc, &bad_euc);
    bool soup =
        installed && bad == raw.len && bad_euc == raw.len && is_kana_soup(text);
    arena_reset(arena, mark);
    if (!installed)
        return problem_of_file(not_installed);
    if (bad < raw.len) {
        size_t bad_utf8 = utf8_valid(raw.at, raw.len);
        bool later = bad_utf8 > bad;
        return problem_at(arena, raw,
                          "UTF-8でもCP932でもありません / "
                          "neither UTF-8 nor CP932",
                          later ? bad_utf8 : bad);
    }
    if (soup)
        return problem_of_file("CP932 / EUC-JP? encoding を宣言してください / "
                               "declare the encoding");
    return (struct verdict){.encoding = ENCODING_CP932};
}

static struct verdict decide(struct arena *arena, struct str raw)
{
    struct verdict v;
    if (decide_by_bom(raw, &v))
        return v;
    const char *utf16 = looks_like_utf16(raw);
    if (utf16)
        return problem_of_file(utf16);
    size_t offset;
    if (find_iso2022(raw, &offset))
        return problem_at(arena, raw, "ISO-2022-JP", offset);
    offset = utf8_valid(raw.at, raw.len);
    if (offset == raw.len)
        return (struct verdict){.encoding = ENCODING_UTF8};
    struct measure m = {0, 0};
    measure_add(&m, raw);
    if (measure_is_utf8(m))
        return problem_at(arena, raw,
                          "UTF-8, 壊れているか混ざっています / "
                          "damaged or mixed UTF-8",
                          offset);
    return decide_cp932(arena, raw);
}

/* Rule B9: the names a plan may declare.  Shift_JIS means what Japanese
 * programs write under that name. */
static bool declared_encoding(const char *name, enum encoding *out)
{
    static const struct {
        const char *name;
        enum encoding encoding;
    } names[] = {
        {"utf-8", ENCODING_UTF8},       {"utf8", ENCODING_UTF8},
        {"cp932", ENCODING_CP932},      {"windows-31j", ENCODING_CP932},
        {"ms932", ENCODING_CP932},      {"shift_jis", ENCODING_CP932},
        {"utf-16le", ENCODING_UTF16LE}, {"utf-16be", ENCODING_UTF16BE},
        {"euc-jp", ENCODING_EUCJP}};
    for (size_t i = 0; i < LEN(names); i++)
        if (strcasecmp(name, names[i].name) == 0) {
            *out = names[i].encoding;
            return true;
        }
    return false;
}

/* A declared encoding is used strictly; a byte order mark may confirm it but
 * not contradict it. */
static struct verdict decide_declared(struct arena *arena, const char *name,
                                      struct str raw)
{
    struct verdict v = {.encoding = ENCODING_UTF8}, bom;
    if (!declared_encoding(name, &v.encoding)) {
        v.problem = str_join(
            arena, name, " (UTF-8, CP932, UTF-16LE, UTF-16BE, EUC-JP)", NULL);
        v.in_request = true;
        return v;
    }
    if (!decide_by_bom(raw, &bom))
        return v;
    if (v.encoding == ENCODING_UTF8 && bom.encoding == ENCODING_UTF8_BOM)
        return bom;
    if (bom.problem || bom.encoding != v.encoding)
        return problem_of_file("BOMが宣言と違います / "
                               "byte order mark contradicts the declaration");
    return v;
}

/* --------------------------------------------------------------- decoding */

const char *encode_name(enum encoding encoding)
{
    static const char *const names[] = {
        [ENCODING_UTF8] = "UTF-8",       [ENCODING_UTF8_BOM] = "UTF-8 (BOM)",
        [ENCODING_CP932] = "CP932",      [ENCODING_UTF16LE] = "UTF-16LE",
        [ENCODING_UTF16BE] = "UTF-16BE", [ENCODING_EUCJP] = "EUC-JP"};
    return names[encoding];
}

/* What is wrong where the bytes do not keep to the declared encoding. */
static struct verdict broken(struct arena *arena, struct str raw,
                             enum encoding encoding, size_t bad)
{
    const char *what = encode_name(encoding);
    if (encoding == ENCODING_UTF8) {
        struct verdict v = decide_cp932(arena, raw);
        if (!v.problem)
            what = "UTF-8ではありません。CP932なら読めます / "
                   "not UTF-8; it would read as CP932";
    }
    return problem_at(arena, raw, what, bad);
}

/* The whole text, or what is wrong. */
static struct verdict decode(struct arena *arena, struct str raw,
                             enum encoding encoding, struct str *text)
{
    size_t bom = bom_of(encoding, raw), bad = 0;
    struct str rest = str_from(raw, bom);
    if (encoding == ENCODING_UTF8 || encoding == ENCODING_UTF8_BOM) {
        *text = rest;
        bad = utf8_valid(rest.at, rest.len);
    } else if (encoding == ENCODING_CP932 || encoding == ENCODING_EUCJP) {
        if (!decode_iconv(arena, encoding, rest, text, &bad))
            return problem_of_file(not_installed);
    } else {
        *text = decode_utf16(arena, encoding == ENCODING_UTF16BE, rest, &bad);
    }
    if (bad < rest.len)
        return broken(arena, raw, encoding, bom + bad);
    return (struct verdict){.encoding = encoding};
}

bool encode_piece(struct arena *arena, enum encoding encoding, struct str raw,
                  struct str *text)
{
    size_t bad = 0;
    *text = raw;
    if (encoding != ENCODING_CP932)
        return utf8_valid(raw.at, raw.len) == raw.len;
    return decode_iconv(arena, encoding, raw, text, &bad) && bad == raw.len;
}

static bool only_line_ends(struct str text)
{
    while (text.len && (text.at[0] == '\n' || text.at[0] == '\r'))
        text = str_from(text, 1);
    return text.len == 0;
}

/* Rule B1 before the decoding. */
static bool is_a_text(struct diag *diag, struct str raw,
                      const struct source_request *request)
{
    const char *magic = encode_magic(raw);
    if (magic)
        diag_add(diag, MSG_NOT_CSV, request->asked_by, request->path, magic,
                 NULL);
    return !magic;
}

/* The half of "Japanese / English" that the reader wants.  The bytes in
 * hexadecimal at the end belong to both. */
static const char *in_language(struct arena *arena, enum lang lang,
                               const char *text)
{
    const char *slash = strstr(text, " / ");
    const char *bytes = strstr(text, ": 0x");
    if (slash && strncmp(slash, " / EUC-JP", 9) == 0) /* CP932 / EUC-JP? */
        slash = strstr(slash + 3, " / ");
    if (!slash)
        return text;
    if (lang == LANG_EN)
        return slash + 3;
    struct str japanese = {text, (size_t)(slash - text)};
    return str_join(arena, str_z(arena, japanese), bytes ? bytes : "", NULL);
}

bool encode_decode(struct arena *arena, struct diag *diag,
                   struct source *source, const struct source_request *request)
{
    struct str raw = source->raw;
    source->text = raw;
    source->encoding = ENCODING_UTF8;
    if (request->is_csv && !is_a_text(diag, raw, request))
        return false;
    struct verdict v = request->declared
                           ? decide_declared(arena, request->declared, raw)
                           : decide(arena, raw);
    struct str text = raw;
    if (!v.problem)
        v = decode(arena, raw, v.encoding, &text);
    if (v.problem) {
        struct place place = v.in_request
                                 ? request->asked_by
                                 : place_at(source, v.offset, v.length);
        diag_add(diag, MSG_ENCODING, place,
                 in_language(arena, diag_lang(diag), v.problem), NULL);
        return false;
    }
    source->text = text;
    source->encoding = v.encoding;
    if (!request->declared && v.encoding == ENCODING_CP932)
        diag_add(diag, MSG_ENCODING_DECIDED, place_at(source, 0, 0), "CP932",
                 in_language(arena, diag_lang(diag),
                             "UTF-8ではないため / not valid UTF-8"),
                 NULL);
    if (!request->is_csv)
        return true;
    if (only_line_ends(text)) {
        diag_add(diag, MSG_EMPTY, request->asked_by, request->path, NULL);
        return false;
    }
    return chars_check(arena, diag, source);
}

/* ---------------------------------------------------- offsets of the bytes */

/* CP932: one byte for ASCII and half-width katakana, two for the rest. */
static size_t cp932_length(struct str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = byte_at(text, i);
        if (c < 0x80)
            n += 1;
        else if (c >= 0xC0)
            n += 2;
    }
    for (size_t i = 0; i + 2 < text.len; i++) { /* EF BD A1 .. EF BE 9F */
        const char *ef = memchr(text.at + i, 0xEF, text.len - 2 - i);
        if (!ef)
            break;
        i = (size_t)(ef - text.at);
        unsigned char second = byte_at(text, i + 1);
        n -= (second == 0xBD && byte_at(text, i + 2) >= 0xA1) ||
             (second == 0xBE && byte_at(text, i + 2) <= 0x9F);
    }
    return n;
}

/* EUC-JP: the lengths stand in the bytes themselves. */
static size_t eucjp_length(struct str raw, size_t code_points)
{
    size_t i = 0;
    for (; code_points > 0 && i < raw.len; code_points--)
        i += byte_at(raw, i) == 0x8F ? 3 : byte_at(raw, i) >= 0x80 ? 2 : 1;
    return i;
}

static size_t utf16_length(struct str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = byte_at(text, i);
        n += (c & 0xC0) == 0x80 ? 0 : c >= 0xF0 ? 4 : 2;
    }
    return n;
}

size_t encode_raw_offset(const struct source *source, size_t offset)
{
    struct str head = str_head(source->text, offset);
    size_t bom = bom_of(source->encoding, source->raw);
    switch (source->encoding) {
    case ENCODING_CP932:
        return cp932_length(head);
    case ENCODING_EUCJP:
        return eucjp_length(source->raw, utf8_count(head));
    case ENCODING_UTF16LE:
    case ENCODING_UTF16BE:
        return bom + utf16_length(head);
    case ENCODING_UTF8:
    case ENCODING_UTF8_BOM:
        break;
    }
    return bom + head.len;
}

/* -------------------------------------------------------- mojibake (B11) */

/* Writes text back as CP932, a `?` where it has no code, and measures. */
static void measure_as_cp932(iconv_t cd, struct str text, char *out,
                             struct measure *m)
{
    union {
        const char *in;
        char *at;
    } from = {text.at};
    char *to = out;
    size_t n_in = text.len, n_out = text.len;
    while (n_in > 0 && iconv(cd, &from.at, &n_in, &to, &n_out) == (size_t)-1) {
        if (errno != EILSEQ || n_in == 0 || n_out == 0)
            break;
        struct str rest = {from.in, n_in};
        utf8_next(&rest);
        from.in = rest.at;
        n_in = rest.len;
        *to++ = '?';
        n_out--;
    }
    measure_add(m, (struct str){out, (size_t)(to - out)});
}

bool encode_is_mojibake(struct arena *arena, struct str text)
{
    enum { CHUNK = 64 * 1024 };
    iconv_t cd = converter_open("CP932", "UTF-8");
    if (cd == (iconv_t)-1)
        return false;
    struct measure m = {0, 0};
    struct arena_mark mark = arena_mark(arena);
    while (text.len) { /* no run of bytes >= 0x80 crosses a line end */
        size_t len = text.len < CHUNK ? text.len : CHUNK;
        const char *end = memchr(text.at + len, '\n', text.len - len);
        len = end ? (size_t)(end - text.at) : text.len;
        char *out = arena_make(arena, char, len + 1);
        measure_as_cp932(cd, str_head(text, len), out, &m);
        arena_reset(arena, mark);
        text = str_from(text, len);
    }
    iconv_close(cd);
    return measure_is_utf8(m);
}
