/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cells of Nerima city's year tables (戦略計画2, 令和元～3年度;
 * アクションプラン, 平成30・31年度) at the widths they are printed with.
 */
#include "charts/fig_cell.h"
#include "tests/tap.h"

struct bench {
    struct scene *scene;
};

static const struct text_style style = {FACE_REGULAR, 7.2};

/* Lines joined by |. */
static const char *cut(struct bench *b, double width, const char *text)
{
    struct buf out = buf_new(b->scene->arena);
    struct lines lines = fig_cell_lines(b->scene, style, width, text);
    for (size_t i = 0; i < lines.n; i++) {
        buf_z(&out, i ? "|" : "");
        buf_z(&out, lines.line[i]);
    }
    return buf_text(&out);
}

static void test_parts(struct bench *b)
{
    is_text(cut(b, 50, "課長級（通年１人）（月２回１人）一般職員（通年１人）"),
            "課長級|（通年１人）|（月２回１人）|一般職員|（通年１人）",
            "lines end at brackets");
    is_text(
        cut(b, 50, "心理　５人 保健師　４人 福祉等　15人 非常勤相談員　10人"),
        "心理　５人|保健師　４人|福祉等　15人|非常勤相談員|10人",
        "a number stays with its name while there is room");
    is_text(cut(b, 60, "実施 (1か所)"), "実施 (1か所)", "one line that fits");
    is_text(cut(b, 50, "一部運用開始 ※1"), "一部運用開始|※1", "a note mark");
    is_text(cut(b, 90, "③ 発達に不安を抱える親子のひろば事業"),
            "③ 発達に不安を抱える|親子のひろば事業",
            "a numbering does not stand alone");
    is_text(cut(b, 54, "課長級および 一般職員(福祉職) の派遣"),
            "課長級および|一般職員|(福祉職) の派遣",
            "blanks at a break are dropped, others kept");
    is_text(cut(b, 50, ""), "", "an empty cell has no line");
    is_text(cut(b, 50, "―"), "―", "a dash");
}

static void test_style(struct bench *b)
{
    const char *text = "おひさまびよびよ 6か所で実施";
    double whole = text_width(b->scene->setter, style, "おひさまびよびよ");
    struct text_style s =
        fig_cell_style(b->scene, style, whole * 0.95, 6.5, text);
    ok(s.size < style.size && s.size >= 6.5, "a little smaller, but whole");
    ok(text_width(b->scene->setter, s, "おひさまびよびよ") <= whole * 0.95,
       "and it fits");
    s = fig_cell_style(b->scene, style, whole * 0.5, 6.5, text);
    is_near(s.size, style.size, 1e-9, "not where even the least is too large");
    s = fig_cell_style(b->scene, style, whole, 6.5, "");
    is_near(s.size, style.size, 1e-9, "an empty text keeps its size");
}

/* No line is wider than the cell, and apart from blanks nothing is lost. */
static void test_width(struct bench *b)
{
    static const char *const texts[] = {
        "月２回実施(４か所）月１回または２回実施 (１か所)",
        "都と共同で取り組む仕組みの構築",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ (12)",
        "（（（）））",
        "   ",
        "(a)(b)",
        "１ ２ ３ ４ ５ ６ ７ ８ ９ １０ １１"};
    bool narrow = true, whole = true;
    for (size_t i = 0; i < LEN(texts); i++)
        for (int width = 16; width < 120; width += 7) {
            struct lines lines =
                fig_cell_lines(b->scene, style, width, texts[i]);
            struct buf got = buf_new(b->scene->arena),
                       want = buf_new(b->scene->arena);
            narrow = narrow && lines.width <= width + 1e-6;
            for (size_t k = 0; k < lines.n; k++)
                for (const char *c = lines.line[k]; *c; c++)
                    if (*c != ' ')
                        buf_char(&got, *c);
            for (const char *c = texts[i]; *c; c++)
                if (*c != ' ')
                    buf_char(&want, *c);
            whole = whole && !strcmp(buf_text(&got), buf_text(&want));
        }
    ok(narrow, "lines are never too wide");
    ok(whole, "nothing is lost");
}

int main(void)
{
    struct arena *arena = arena_open();
    struct diag *diag = diag_new(arena, LANG_JA);
    struct typesetter *setter = typesetter_open(arena, diag);
    if (!ok(setter != NULL, "the fonts are there"))
        return tap_done();
    struct bench b = {scene_new(arena, setter, TONE_COLOUR, 400)};
    test_parts(&b);
    test_style(&b);
    test_width(&b);
    typesetter_close(setter);
    arena_close(arena);
    return tap_done();
}
