/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text damage, on lines of five published papers:
 *   [0] Nerima ward, 年度別の取組計画 (text of a PDF)
 *   [1] Nerima ward, the same plan one year earlier (tables with tabs)
 *   [2] Tokyo metropolis, 区市町村支援事業 (kana lost, radicals)
 *   [3] Nishitokyo city, 資料5, 令和6年2月6日
 *   [4] Sapporo city, 資料２
 * Where the papers themselves lie beside the repository, all their lines are
 * counted too.
 */
#include "data/damage.h"
#include "tests/tap.h"

#include <stdlib.h>

static const struct {
    const char *text;
    enum damage_kind kind;
    const char *part;
} lines[] = {
    /* [0] */
    {"事 業 実 施 課 ： 健康部 健康推進課、保健相談所", DAMAGE_SPACED,
     "事 業 実 施 課"},
    {"実施 実施 実施 実施 実施", DAMAGE_NONE, ""},
    {"検討 検討 一部運用開始", DAMAGE_NONE, ""},
    {"令和元年度 令和２年度 令和３年度 計", DAMAGE_NONE, ""},
    /* [1] */
    {"支援体制の強化\t—\t心理 1名 保健師 2名 福祉等 15名 非常勤相談員 10名",
     DAMAGE_NONE, ""},
    {"要支援家庭を対象 としたショートステ イ事業 受入対象年齢 の拡大",
     DAMAGE_NONE, ""},
    /* [2] */
    {"【 概 要 】 医療的  児   家族 個々 医療的  児 ⼼⾝ 状況等 応  "
     "適切な支援を"
     "受けられるよう",
     DAMAGE_LOST_KANA, "的  児"},
    {"開始し、４つのモデル自治体の子供家庭支援センター 妊娠期   支援 ⾏ 専任   "
     "を",
     DAMAGE_LOST_KANA, "期   支"},
    {"共  安定 継続  医療的  児  支援体制 構築   ", DAMAGE_LOST_KANA, "共  安"},
    {"② 医療的  児専⽤通学⾞両 運⾏", DAMAGE_LOST_KANA, "的  児"},
    {"ことが重要", DAMAGE_NONE, ""},
    /* [3] */
    {"令 和 ６ 年 ２ 月 ６ 日 ", DAMAGE_SPACED, "令 和 ６ 年 ２ 月 ６ 日"},
    {"年 度 H30 R1 R2 R3 R4 ", DAMAGE_NONE, ""},
    {" 通告 調査 現認 支援方針 支援", DAMAGE_NONE, ""},
    /* [4] */
    {" ・少年健全育成推進事業  等 ", DAMAGE_NONE, ""},
    {"位置付けたもの  ・・・● ", DAMAGE_NONE, ""},
    {"楽しさが多い どちらかといえば楽しさが多い", DAMAGE_NONE, ""},
    {"子どもからの相談 1,497 件 大人からの相談 1,156 件  ", DAMAGE_NONE, ""},
    /* made up: edges of the rules */
    {"備考ああああああああ", DAMAGE_REPEATED, "ああああああああ"},
    {"ああああ", DAMAGE_NONE, ""},
    {"ーーーーーーーー", DAMAGE_NONE, ""},
    {"〇〇〇〇〇〇", DAMAGE_NONE, ""},
    {"1111111", DAMAGE_NONE, ""},
    {"目　次　一　覧", DAMAGE_SPACED, "目　次　一　覧"},
    {"A1,,令 和 ４ 年 度,71.0％", DAMAGE_SPACED, "令 和 ４ 年 度"},
    {"事 業 実 施 課の資料", DAMAGE_SPACED, "事 業 実 施"},
    {"大 中 小", DAMAGE_NONE, ""},
    {"健康部　　健康推進課", DAMAGE_NONE, ""},
    {"A  B", DAMAGE_NONE, ""},
    {"", DAMAGE_NONE, ""},
    {" ", DAMAGE_NONE, ""},
};

static void test_lines(struct arena *arena)
{
    for (size_t i = 0; i < LEN(lines); i++) {
        struct str text = str_of(lines[i].text);
        struct damage found = damage_find(text);
        is_int(found.kind, lines[i].kind, lines[i].text);
        struct str part = str_head(str_from(text, found.offset), found.length);
        is_text(str_z(arena, part), lines[i].part, "and where");
    }
}

/* Any bytes: the part lies inside the text. */
static void test_bytes(void)
{
    static const char *const parts[] = {"あ",   "児", " ", "　", "６", "\xE3",
                                        "\x81", "⼼", "a", "\t", "等"};
    unsigned state = 7;
    bool inside = true;
    for (int round = 0; round < 20000; round++) {
        char text[64] = "";
        size_t len = 0;
        for (int n = 0; n < 14; n++) {
            state = state * 1103515245u + 12345u;
            const char *part = parts[(state >> 16) % LEN(parts)];
            memcpy(text + len, part, strlen(part) + 1);
            len += strlen(part);
        }
        struct damage found = damage_find(str_of(text));
        inside = inside && found.offset + found.length <= strlen(text) &&
                 (found.kind == DAMAGE_NONE) == (found.length == 0);
    }
    ok(inside, "the damaged part lies inside the text");
}

static const struct {
    const char *path;
    size_t spaced, lost, repeated;
} papers[] = {
    {"../shared/seeds/000_60c167ee9ddfad86.txt", 4, 0, 0},
    {"../shared/seeds/001_716772253d99d6ff.txt", 0, 0, 0},
    {"../shared/seeds/002_ff4589f4352f27b7.txt", 0, 59, 0},
    {"../shared/seeds/003_4426ae6a895d1de4.txt", 1, 0, 0},
    {"../shared/seeds/004_983345c94bfc1480.txt", 0, 0, 1},
};

static void test_papers(void)
{
    for (size_t i = 0; i < LEN(papers); i++) {
        FILE *file = fopen(papers[i].path, "r");
        if (!file) {
            tap_skip(papers[i].path);
            continue;
        }
        char *line = NULL;
        size_t cap = 0, counts[4] = {0};
        for (ssize_t n; (n = getline(&line, &cap, file)) > 0;) {
            struct str text = {line, (size_t)n};
            counts[damage_find(text).kind]++;
        }
        free(line);
        fclose(file);
        is_int((long long)counts[DAMAGE_SPACED], (long long)papers[i].spaced,
               papers[i].path);
        is_int((long long)counts[DAMAGE_LOST_KANA], (long long)papers[i].lost,
               "lines that lost kana");
        is_int((long long)counts[DAMAGE_REPEATED],
               (long long)papers[i].repeated, "lines of one kana");
    }
}

int main(void)
{
    struct arena *arena = arena_open();
    test_lines(arena);
    test_bytes();
    test_papers();
    arena_close(arena);
    return tap_done();
}
