/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys: which spellings are one, which stay apart (rule K1).
 */
#include "data/fold.h"
#include "tests/tap.h"

#include <stdlib.h>

static void test_radicals(void)
{
    /* Rows of EquivalentUnifiedIdeograph-15.0.0.txt: first, last, a range, one
     * outside the BMP, and two that NFKC does not map. */
    is_int(fold_radical(0x2E81), 0x5382, "U+2E81, the first row");
    is_int(fold_radical(0x31E1), 0x2010E, "U+31E1, the last row");
    is_int(fold_radical(0x2E87), 0x20628, "U+2E87 goes outside the BMP");
    is_int(fold_radical(0x2E8C), 0x5C0F, "U+2E8C, begin of a range");
    is_int(fold_radical(0x2E8D), 0x5C0F, "U+2E8D, end of a range");
    is_int(fold_radical(0x2ED1), 0x9577, "U+2ED1 is 長");
    is_int(fold_radical(0x2EA0), 0x6C11, "U+2EA0 is 民");
    is_int(fold_radical(0x2F00), 0x4E00, "U+2F00 is 一");
    is_int(fold_radical(0x2E80), 0x2E80, "U+2E80 has none");
    is_int(fold_radical('a'), 'a', "a letter");
    is_int(fold_radical(0x4E00), 0x4E00, "an ideograph");
    size_t folded = 0;
    for (uint32_t c = 0; c < 0x40000; c++)
        folded += fold_radical(c) != c;
    is_int((long long)folded, 348, "rows of the table");
}

static void test_keys(struct arena *arena)
{
    static const struct {
        const char *a, *b;
        bool same;
    } pairs[] = {
        {"年度", "年度", true},
        {"年度", "年 度", false},
        {"ｺｰﾄﾞ", "コード", true},
        {"ＩＤ", "ID", true},
        {"id", "ID", false},
        {"か\u3099", "が", true},
        {"か\u3099", "か", false},
        {"\u301C", "\uFF5E", true},
        {"3〜5", "３～５", true},
        {"⻑野", "長野", true},
        {"⼦ども", "子ども", true},
        {"⺟⼦", "母子", true},
        {"髙", "高", false},
        {"﨑", "崎", false},
        {"辻\U000E0101", "辻", true},
        {"葛\uFE00", "葛", true},
        {"\u3000区 \t", "区", true},
        {"\u00A0区", "区", true},
        {"①", "1", true},
        {"㈱", "(株)", true},
        {"㍻", "平成", true},
        {"", "", true},
        {"a", "", false},
        {"\uFF0D", "\u2212", true},
        {"\u2225", "\u2016", true},
        {"\u2015", "\u2014", true},
        {"\U0002F804", "\u4F60", true}, /* U+2F804 composes to U+4F60 */
    };
    for (size_t i = 0; i < LEN(pairs); i++)
        if (!ok(fold_equal(arena, pairs[i].a, pairs[i].b) == pairs[i].same,
                pairs[i].a))
            printf("# %s against %s\n", pairs[i].a, pairs[i].b);
    is_text(fold_key(arena, "　⺟⼦ｶﾃｲ "), "母子カテイ", "a whole key");
}

/* Folding a key again changes nothing, and hostile bytes do no harm. */
static void test_properties(struct arena *arena)
{
    srand(2);
    bool stable = true, harmless = true;
    for (int i = 0; i < 3000; i++) {
        struct arena_mark mark = arena_mark(arena);
        struct buf b = buf_new(arena);
        for (int k = rand() % 6; k >= 0; k--) {
            uint32_t c = (uint32_t)rand() % 0x31000;
            bool surrogate = (c & 0xFFFFF800u) == 0xD800;
            buf_utf8(&b, c == 0 || surrogate ? 'x' : c);
        }
        const char *key = fold_key(arena, buf_text(&b));
        stable = stable && strcmp(fold_key(arena, key), key) == 0;
        char bytes[8] = {0};
        for (size_t k = 0; k < sizeof bytes - 1; k++)
            bytes[k] = (char)rand();
        const char *odd = fold_key(arena, bytes);
        harmless = harmless && utf8_valid(odd, strlen(odd)) == strlen(odd);
        arena_reset(arena, mark);
    }
    ok(stable, "a key is its own key");
    ok(harmless, "bytes that are no UTF-8 still make a key of UTF-8");
}

static void test_nearest(struct arena *arena)
{
    static const char *const names[] = {"measure",  "baseline", "現状値",
                                        "現状年度", "区分",     "id"};
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"measrue", "measure"}, {"Measure", "measure"}, {"baselin", "baseline"},
        {"base", "(none)"},     {"現状", "現状値"},     {"現状の値", "現状値"},
        {"年度", "現状年度"},   {"区別", "区分"},       {"値", "(none)"},
        {"x", "(none)"},        {"", "(none)"},         {"ids", "id"},
        {"ﾒｼﾞｬｰ", "(none)"}};
    for (size_t i = 0; i < LEN(cases); i++) {
        const char *found =
            fold_nearest(arena, cases[i].text, names, LEN(names));
        is_text(found ? found : "(none)", cases[i].expected, cases[i].text);
    }
    char lengthy[400];
    memset(lengthy, 'm', sizeof lengthy);
    lengthy[399] = '\0';
    ok(!fold_nearest(arena, lengthy, names, LEN(names)), "a long text");
}

int main(void)
{
    struct arena *arena = arena_open();
    test_radicals();
    test_keys(arena);
    test_properties(arena);
    test_nearest(arena);
    arena_close(arena);
    return tap_done();
}
