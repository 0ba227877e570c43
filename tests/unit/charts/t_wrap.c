/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/wrap.h"
#include "tests/tap.h"

#include "charts/text_run.h"

static const struct text_style label = {FACE_BOLD, 9};

struct bench {
    struct arena *arena;
    struct typesetter *setter;
};

static const char *joined(struct arena *arena, const struct lines *lines,
                          const char *between)
{
    struct buf b = buf_new(arena);
    for (size_t i = 0; i < lines->n; i++) {
        if (i > 0)
            buf_z(&b, between);
        buf_z(&b, lines->line[i]);
    }
    return buf_text(&b);
}

static void wraps(const struct bench *b, enum wrap_mode mode, double ems,
                  const char *text, const char *expected)
{
    struct lines lines =
        wrap_text(b->arena, b->setter, label, mode, ems * label.size, text);
    is_text(joined(b->arena, &lines, "｜"), expected, text);
}

/* Breaks that a Japanese reader expects, between phrases. */
static void test_known(const struct bench *b)
{
    wraps(b, WRAP_BALANCED, 14,
          "希望に応じた保育サービスが利用できた保護者の割合",
          "希望に応じた保育サービスが｜利用できた保護者の割合");
    wraps(b, WRAP_BALANCED, 13, "自分のことが好きだと思う子どもの割合",
          "自分のことが好きだと｜思う子どもの割合");
    wraps(b, WRAP_BALANCED, 13, "子どもを生み育てやすい環境だと思う人の割合",
          "子どもを生み育てやすい｜環境だと思う人の割合");
    wraps(b, WRAP_BALANCED, 40, "割合", "割合");
    wraps(b, WRAP_FILL, 1000, "備考。", "備考。");
    wraps(b, WRAP_BALANCED, 8, "on track behind worse",
          "on track｜behind worse");
    wraps(b, WRAP_BALANCED, 10, "", "");
}

static const char long_note[] =
    "進捗率＝（現状値－当初値）÷（目標値－当初値）。数値の▲は負。縦軸は40％から"
    "表示。棒の点線は計画期間の経過割合（5年／6年）で、進捗率がこれを下回ると"
    "「遅れ」、0未満は「後退」。";

static const char *const samples[] = {
    "希望に応じた保育サービスが利用できた保護者の割合",
    "子どもを生み育てやすい環境だと思う人の割合",
    "障がいのある子どもを支える取り組みを行う団体数（累計）",
    "放課後児童クラブ・ミニ児童会館における、1,497人の登録児童（2018年度）",
    long_note,
    "コミュニケーションステーションインフラストラクチャー",
    "12345678901234567890123456789012345678901234567890",
    "、、、。。。（（（「「「」」」））)",
    "The share of parents who could use the childcare that they wanted",
    "a",
};

static bool starts_forbidden(const char *line)
{
    static const char *const no[] = {"、", "。", "）", "」", "ー",
                                     "っ", "ゃ", "ょ", "％", "・"};
    for (size_t i = 0; i < LEN(no); i++)
        if (strncmp(line, no[i], strlen(no[i])) == 0)
            return true;
    return false;
}

static bool ends_forbidden(const char *line)
{
    struct str s = str_of(line);
    return str_ends(s, "（") || str_ends(s, "「");
}

static const char *without_blanks(struct arena *arena, const char *text)
{
    struct buf b = buf_new(arena);
    for (const char *p = text; *p; p++)
        if (*p != ' ')
            buf_char(&b, *p);
    return buf_text(&b);
}

/* For widths from one character to the whole text, in both modes. */
static void test_property(const struct bench *b)
{
    bool fits = true, whole = true, kinsoku = true, width = true;
    for (size_t i = 0; i < LEN(samples); i++) {
        const char *text = samples[i];
        bool strange = i == 6 || i == 7; /* cannot keep kinsoku when narrow */
        for (int step = 0; step < 80; step++) {
            double limit = label.size * (1 + 0.37 * step);
            enum wrap_mode mode = step % 2 ? WRAP_FILL : WRAP_BALANCED;
            struct lines lines =
                wrap_text(b->arena, b->setter, label, mode, limit, text);
            double most = 0;
            for (size_t k = 0; k < lines.n; k++) {
                const char *line = lines.line[k];
                double w = text_width(b->setter, label, line);
                most = fmax(most, w);
                size_t n = text_run(b->setter, label.face, line)->n_clusters;
                fits = fits && (w <= limit + 1e-6 || n == 1);
                bool edge = (k > 0 && starts_forbidden(line)) ||
                            (k + 1 < lines.n && ends_forbidden(line));
                if (edge && !strange && step >= 14) {
                    kinsoku = false;
                    printf("# %s at %g\n", line, limit);
                }
            }
            width = width && fabs(most - lines.width) < 1e-9;
            const char *all =
                without_blanks(b->arena, joined(b->arena, &lines, ""));
            whole = whole && strcmp(all, without_blanks(b->arena, text)) == 0;
        }
    }
    ok(fits, "no line is wider than the limit");
    ok(whole, "the lines together are the text");
    ok(kinsoku, "no line begins or ends with a forbidden character");
    ok(width, "the width is that of the widest line");
}

static void test_fill(const struct bench *b)
{
    double limit = 30 * label.size;
    struct lines full =
        wrap_text(b->arena, b->setter, label, WRAP_FILL, limit, samples[4]);
    bool filled = full.n > 2;
    for (size_t i = 0; i + 1 < full.n; i++)
        filled =
            filled && text_width(b->setter, label, full.line[i]) > 0.6 * limit;
    ok(filled, "all lines but the last are filled");
    struct lines even = wrap_text(b->arena, b->setter, label, WRAP_BALANCED,
                                  16 * label.size, samples[0]);
    double a = text_width(b->setter, label, even.line[0]);
    double c = text_width(b->setter, label, even.line[even.n - 1]);
    ok(even.n == 2 && fabs(a - c) < 4 * label.size, "two lines of even length");
}

int main(void)
{
    struct arena *arena = arena_open();
    struct diag *diag = diag_new(arena, LANG_JA);
    struct bench b = {arena, typesetter_open(arena, diag)};
    if (!ok(b.setter, "the fonts are there"))
        return tap_done();
    test_known(&b);
    test_property(&b);
    test_fill(&b);
    typesetter_close(b.setter);
    arena_close(arena);
    return tap_done();
}
