/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Encodings: what is decided, what is decoded, where it stands in the bytes.
 */
#include "data/encode.h"
#include "tests/tap.h"

#include <stdlib.h>

struct bytes {
    const char *at;
    size_t n;
};

/* In the texts below an asterisk stands for a NUL byte. */
static struct bytes bytes_of(struct arena *arena, const char *z)
{
    size_t n = strlen(z);
    char *at = arena_make(arena, char, n + 1);
    for (size_t i = 0; i < n; i++)
        at[i] = z[i] == '*' ? '\0' : z[i];
    return (struct bytes){at, n};
}

struct trial {
    struct arena *arena;
    struct diag *diag;
    struct source *source;
    bool good;
};

static struct trial try_bytes(struct arena *arena, struct bytes bytes,
                              const char *declared)
{
    struct trial t = {.arena = arena};
    t.diag = diag_new(t.arena, LANG_EN);
    t.source = arena_make(t.arena, struct source, 1);
    t.source->name = "x.csv";
    t.source->raw =
        (struct str){str_z(t.arena, (struct str){bytes.at, bytes.n}), bytes.n};
    struct source_request request = {
        .path = "x.csv", .declared = declared, .is_csv = true};
    t.good = encode_decode(t.arena, t.diag, t.source, &request);
    return t;
}

static struct trial try_text(const char *text, const char *declared)
{
    struct arena *arena = arena_open();
    return try_bytes(arena, bytes_of(arena, text), declared);
}

static const char *rule_of(const struct trial *t)
{
    for (size_t i = 0; i < diag_size(t->diag); i++)
        if (message_number(diag_id(t->diag, i))[0] != 'N')
            return message_rule(diag_id(t->diag, i));
    return "";
}

static void is_rule(const char *text, const char *declared,
                    const char *expected, const char *what)
{
    struct trial t = try_text(text, declared);
    is_text(rule_of(&t), expected, what);
    if (t.good != !diag_has_errors(t.diag))
        ok(false, "an error is said exactly when there is no text");
    diag_render(t.diag);
    arena_close(t.arena);
}

static void is_decoded(const char *text, const char *declared,
                       const char *expected, const char *what)
{
    struct trial t = try_text(text, declared);
    is_text(t.good ? str_z(t.arena, t.source->text) : "(refused)", expected,
            what);
    arena_close(t.arena);
}

/* Codes of Microsoft's table (cp932.txt of the Unicode Consortium), chosen
 * where other tables of Shift_JIS differ. */
static void test_cp932(void)
{
    is_decoded("\x81\x60,\x81\x7C,\x81\x61,\x81\x5C\n", NULL,
               "\uFF5E,\uFF0D,\u2225,\u2015\n", "8160 817C 8161 815C");
    is_decoded("\x87\x40\x87\x8A\xEE\xE0\xED\x95\n", NULL, "①㈱髙﨑\n",
               "NEC and IBM characters");
    is_decoded("\\~\xB1\x83\x5C\n", NULL, "\\~\uFF71ソ\n",
               "5C and 7E are ASCII, 5C is a trail byte too");
    is_rule("a\n\xF0\x40\n", NULL, "GAIJI", "F040 is private");
    is_rule("a\n\x82\xA0\x80\n", NULL, "ENCODING", "80 is no CP932");
    is_rule("a\n\x82\xA0\xA0\n", "cp932", "ENCODING", "nor is A0");
    is_rule("a\n\x82\xA0\xFF\n", "cp932", "ENCODING", "nor is FF");
    is_rule("a\n\x81\xAD\n", "cp932", "ENCODING", "81AD has no code");
    is_rule("a\n\x82", "cp932", "ENCODING", "cut in a character");
}

static void test_order(void)
{
    is_rule("PK\3\4...", NULL, "NOT_CSV", "xlsx");
    is_rule("\x1F\x8B..", NULL, "NOT_CSV", "gzip");
    is_rule("%PDF-1.7", NULL, "NOT_CSV", "PDF");
    is_rule("\n<!DocType HTML>", NULL, "NOT_CSV", "HTML");
    is_rule("", NULL, "EMPTY", "no bytes");
    is_rule("\xEF\xBB\xBF", NULL, "EMPTY", "only a mark");
    is_rule("\xFF\xFE\r*\n*", NULL, "EMPTY", "only a line end");
    is_rule("\xFF\xFE**a***", NULL, "ENCODING", "UTF-32LE");
    is_rule("**\xFE\xFF***a", NULL, "ENCODING", "UTF-32BE");
    is_rule("a*,*b*\n*", NULL, "ENCODING", "UTF-16LE without mark");
    is_rule("*a*,*b*\n", NULL, "ENCODING", "UTF-16BE without mark");
    is_rule("a,b,c,d,e,f,g\n1,*,3\n", NULL, "NUL", "one NUL");
    is_rule("a\n\x1B$B$\"\x1B(B\n", NULL, "ENCODING", "ISO-2022-JP");
    is_decoded("\xEF\xBB\xBFx\n", NULL, "x\n", "UTF-8 with mark");
    is_decoded("\xC2\xB1,\xC3\x97\n", NULL, "±,×\n",
               "valid UTF-8 is UTF-8, though CP932 would read it");
    is_decoded("\x8B\xE6\x95\xAA\n", NULL, "区分\n",
               "CP932 that holds a UTF-8 sequence");
    is_rule("年度\n\xE5\xB9\n", NULL, "ENCODING", "damaged UTF-8");
    is_rule("\xC7\xAF\xC5\xD9,\xC3\xCD\n", NULL, "ENCODING",
            "EUC-JP, undeclared");
    is_rule("\xE9\n", NULL, "ENCODING", "Latin-1");
}

static void test_utf8_form(void)
{
    is_rule("a\n\xC0\xAF\n", "utf-8", "ENCODING", "overlong");
    is_rule("a\n\xED\xA0\x80\n", "utf-8", "ENCODING", "surrogate");
    is_rule("a\n\xF4\x90\x80\x80\n", "utf-8", "ENCODING", "above U+10FFFF");
    is_decoded("\xF4\x8F\xBF\xBD\n", "utf-8", "\xF4\x8F\xBF\xBD\n", "U+10FFFD");
}

static void test_declared(void)
{
    is_decoded("\xC7\xAF\xC5\xD9\n", "EUC-JP", "年度\n", "EUC-JP, declared");
    is_decoded("a*\n*", "utf-16le", "a\n", "UTF-16LE, declared");
    is_decoded("\x94\x4E\n", "Shift_JIS", "年\n", "Shift_JIS is CP932");
    is_rule("\x94\x4E\n", "utf-8", "ENCODING", "declared, but CP932");
    is_rule("\xEF\xBB\xBFx\n", "cp932", "ENCODING", "wrong mark");
    is_rule("\xFE\xFF*x", "utf-16le", "ENCODING", "wrong order");
    is_rule("x\n", "ISO-2022-CN-EXT", "ENCODING",
            "no other converter is ever asked");
}

static void test_utf16(void)
{
    is_decoded("\xFF\xFE\x40\xD8\x0B\xDC\n*", NULL, "𠀋\n", "a pair");
    is_decoded("\xFE\xFF\xD8\x40\xDC\x0B*\n", NULL, "𠀋\n", "in BE");
    is_rule("\xFF\xFE"
            "a",
            NULL, "ENCODING", "odd length");
    is_rule("\xFF\xFE\x40\xD8", NULL, "ENCODING", "cut pair");
    is_rule("\xFF\xFE\x40\xD8\n*", NULL, "ENCODING", "lone high");
    is_rule("\xFF\xFE\x0B\xDC\n*", NULL, "ENCODING", "lone low");
}

static void test_characters(void)
{
    is_rule("a\n\x0B\n", NULL, "CONTROL", "VT");
    is_rule("a\n\x7F\n", NULL, "CONTROL", "DEL");
    is_rule("a\n\xC2\x85\n", NULL, "CONTROL", "C1");
    is_rule("a\n\xEF\xBF\xBE\n", NULL, "CONTROL", "U+FFFE");
    is_rule("a\n1\n\x1A", NULL, "CTRL_Z", "Ctrl-Z at the end");
    is_rule("a\n1\x1A\n", NULL, "CONTROL", "Ctrl-Z inside");
    is_rule("a\n\uFEFF1\n", NULL, "BOM_INSIDE", "U+FEFF");
    is_rule("a\n\uFFFD\n", NULL, "REPLACEMENT", "U+FFFD");
    is_rule("a\n\u061C\n", NULL, "BIDI", "U+061C");
    is_rule("a\n\u202E\n", NULL, "BIDI", "U+202E");
    is_rule("a\n\u2066\n", NULL, "BIDI", "U+2066");
    is_rule("a\n\u200B\n", NULL, "INVISIBLE", "U+200B");
    is_rule("a\n\u00AD\n", NULL, "INVISIBLE", "U+00AD");
    is_rule("a\n\u180E\n", NULL, "INVISIBLE", "U+180E");
    is_rule("a\n辻\U000E0101\n", NULL, "IVS", "U+E0101");
    is_rule("a\n⺟子\n", NULL, "KANGXI", "U+2E9F");
    is_rule("a\nか\u3099\n", NULL, "NFD", "kana and mark");
    is_rule("a\nか漢\u3099\n", NULL, "", "mark after a kanji");
    is_rule("a\n\u200C\uFE0E\n", NULL, "IVS", "ZWNJ is allowed");
    is_rule("\xE8\x9F\xB7\xEF\xBD\xB4\xE8\xA0\x8E\xEF\xBD\xA6\n", NULL,
            "MOJIBAKE", "年度 read as CP932 and saved");
    is_rule("ｱｲｳｴｵ,蟷度\n", NULL, "", "half-width kana alone");
}

/* Offsets found by hand in the bytes of each file. */
static void is_byte(const char *bytes, const char *declared, const char *of,
                    size_t expected, const char *what)
{
    struct trial t = try_text(bytes, declared);
    const char *text = t.good ? str_z(t.arena, t.source->text) : "";
    const char *at = strstr(text, of);
    if (ok(at != NULL, what))
        is_int((long long)encode_raw_offset(t.source, (size_t)(at - text)),
               (long long)expected, what);
    arena_close(t.arena);
}

static void test_bytes(void)
{
    is_byte("\xEF\xBB\xBF年x", NULL, "x", 6, "UTF-8 with mark");
    is_byte("\x94\x4E\xB1\xC1,x", "cp932", "x", 5, "CP932");
    is_byte("\x8E\xB1\x8F\xB0\xA1\xC7\xAF,x", "euc-jp", "x", 8,
            "EUC-JP with all its lengths");
    is_byte("\xFF\xFE\x40\xD8\x0B\xDC\x74\x5Ex*", NULL, "x", 8, "UTF-16");
}

/* Every prefix and random bytes: a verdict, never a crash; a text that was
 * taken is valid UTF-8. */
static void test_hostile(void)
{
    static const char seed[] = "\xEF\xBB\xBF年度,\x94\x4E\xFF\xFE\x1B$\0\x1A";
    srand(1);
    bool good = true;
    for (int i = 0; i < 4000 && good; i++) {
        char bytes[64];
        size_t n = (size_t)rand() % sizeof bytes;
        for (size_t k = 0; k < n; k++)
            bytes[k] = rand() % 2 ? (char)rand()
                                  : seed[(size_t)rand() % (sizeof seed - 1)];
        static const char *const names[] = {NULL,       "utf-8",    "cp932",
                                            "utf-16le", "utf-16be", "euc-jp"};
        struct trial t = try_bytes(arena_open(), (struct bytes){bytes, n},
                                   names[(size_t)rand() % LEN(names)]);
        struct str text = t.source->text;
        good = t.good == !diag_has_errors(t.diag) &&
               (!t.good || utf8_valid(text.at, text.len) == text.len);
        for (size_t k = 0, last = 0; t.good && k <= text.len; k++) {
            size_t at = encode_raw_offset(t.source, k);
            bool inside = k < text.len && (text.at[k] & 0xC0) == 0x80;
            good = good && (inside || (at >= last && at <= n));
            last = inside ? last : at;
        }
        good = good && diag_render(t.diag);
        arena_close(t.arena);
    }
    ok(good, "random bytes");
}

int main(void)
{
    test_cp932();
    test_order();
    test_utf8_form();
    test_declared();
    test_utf16();
    test_characters();
    test_bytes();
    test_hostile();
    return tap_done();
}
