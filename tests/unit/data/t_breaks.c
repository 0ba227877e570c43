/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Line breaks: phrases, kinsoku, words and quantities that stay whole.
 */
#include "data/breaks.h"
#include "tests/tap.h"

#include <stdlib.h>

/* The text with a mark at every opportunity of at least a quality. */
static const char *shown(struct arena *arena, const char *text,
                         const char *keep, enum break_quality least)
{
    const unsigned char *q = breaks_find(arena, text, keep);
    struct buf b = buf_new(arena);
    for (size_t i = 0; text[i]; i++) {
        if (q[i] >= least)
            buf_char(&b, '|');
        buf_char(&b, text[i]);
    }
    return buf_text(&b);
}

/* Names of the Sapporo plan and phrases like them.  Where no word is kept,
 * the phrases are those of ICU 72. */
static void test_phrases(struct arena *arena)
{
    static const char *const lines[][2] = {
        {"希望に応じた保育サービスが利用できた保護者の割合",
         "希望に|応じた|保育|サービスが|利用|できた|保護者の|割合"},
        {"障がいのある子どもの支援に取り組んだ団体数（累計）",
         "障がいの|ある|子どもの|支援に|取り組んだ|団体数|（累計）"},
        {"生み育てやすい環境だと思う人の割合75.0％",
         "生み育て|やすい|環境だと|思う|人の|割合|75.0％"},
        {"社会的自立に取り組む若者への支援及び当てはめ",
         "社会的|自立に|取り組む|若者への|支援|及び|当てはめ"},
        {"令和元年度の待機児童数", "令和元年度の|待機児童数"}};
    for (size_t i = 0; i < LEN(lines); i++)
        is_text(shown(arena, lines[i][0], NULL, BREAK_PHRASE), lines[i][1],
                lines[i][0]);
}

static void test_good(struct arena *arena)
{
    is_text(
        shown(arena, "前年度より、▲68.5ポイント。続く　次 x", NULL, BREAK_GOOD),
        "前年度より、|▲68.5ポイント。|続く　|次 |x", "after 、。 and blanks");
    is_text(shown(arena, "２，３４５件", NULL, BREAK_SPLIT), "２，３４５件",
            "a group separator is no 読点");
}

static void test_whole(struct arena *arena)
{
    static const char *const whole[] = {
        "75.0％",     "令和元年度", "平成30年度末", "５時点", "1,497件",
        "３０地区",   "▲68.5",      "3か所",        "（累",   "「子",
        "100百万円",  "第2次",      "FY2018",       "キャッ", "ティー",
        "５ポイント", "子ども",     "取り組んだ",   "障がい"};
    for (size_t i = 0; i < LEN(whole); i++) {
        const char *text = whole[i];
        is_text(shown(arena, text, NULL, BREAK_SPLIT), text, text);
    }
    is_text(shown(arena, "児童会館", "児童会館|学校", BREAK_SPLIT), "児童会館",
            "a word of the plan");
    is_text(shown(arena, "６区30地区", NULL, BREAK_SPLIT), "６区|30地区",
            "two quantities");
    ok(strstr(shown(arena, "団体数", NULL, BREAK_SPLIT), "体|数") != NULL,
       "a suffix may be split as a last resort");
}

/* No line may begin or end with these; checked on random text of them. */
static void test_kinsoku(struct arena *arena)
{
    static const char *const never_first[] = {
        "、", "。", "）", "」", "ー", "ッ", "ゃ", "％", "々", "・", "～", "!"};
    static const char *const never_last[] = {"（", "「", "『", "￥"};
    static const char *const any[] = {"子", "か", "ア", "1",  "５",
                                      "x",  "、", "）", "（", "ー",
                                      "ッ", "％", "𠀋", "・", " "};
    srand(3);
    bool good = true;
    for (int n = 0; n < 1500 && good; n++) {
        struct arena_mark mark = arena_mark(arena);
        struct buf b = buf_new(arena);
        for (int k = rand() % 12; k >= 0; k--)
            buf_z(&b, any[(size_t)rand() % LEN(any)]);
        const char *text = buf_text(&b);
        const unsigned char *q = breaks_find(arena, text, "子か|ア1");
        struct str all = str_of(text);
        good = q[0] == BREAK_NEVER && q[all.len] == BREAK_GOOD;
        for (size_t i = 1; i < all.len; i++) {
            if (q[i] == BREAK_NEVER)
                continue;
            good = good && (text[i] & 0xC0) != 0x80;
            for (size_t k = 0; k < LEN(never_first); k++)
                good = good && !str_starts(str_from(all, i), never_first[k]);
            for (size_t k = 0; k < LEN(never_last); k++)
                good = good && !str_ends(str_head(all, i), never_last[k]);
        }
        arena_reset(arena, mark);
    }
    ok(good, "kinsoku holds in random text");
}

static void test_odd(struct arena *arena)
{
    is_int(breaks_find(arena, "", NULL)[0], BREAK_NEVER, "an empty text");
    is_text(shown(arena, "a", "", BREAK_SPLIT), "a", "one letter");
    is_text(shown(arena, "the long road", NULL, BREAK_SPLIT), "the |long |road",
            "English");
    const char *odd = "\xFF\xE3\x81xx";
    ok(breaks_find(arena, odd, "|||")[strlen(odd)] == BREAK_GOOD,
       "bytes that are no UTF-8");
}

int main(void)
{
    struct arena *arena = arena_open();
    test_phrases(arena);
    test_good(arena);
    test_whole(arena);
    test_kinsoku(arena);
    test_odd(arena);
    arena_close(arena);
    return tap_done();
}
