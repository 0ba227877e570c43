/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/kit.h"
#include "tests/tap.h"

#include "charts/lint.h"

static const char *const remarks[] = {
    "進捗率＝（現状値－当初値）÷（目標値－当初値）。数値の▲は負。縦軸は40％から"
    "表示。棒の点線は計画期間の経過割合（5年／6年）で、進捗率がこれを下回ると"
    "「遅れ」、0未満は「後退」。",
    "見込みは平成26～30年度の実績（5時点）に直線を当てはめた参考値。",
};

static struct figure_frame full(void)
{
    return (struct figure_frame){
        .number = "図５",
        .title = "計画全体の成果指標の達成状況",
        .message = "2指標とも、令和元年度の目標値75.0％に届かない見込み。",
        .remarks = remarks,
        .n_remarks = 2,
        .source = "札幌市「次期子ども・子育て支援事業計画（案）概要」資料2",
        .provenance = "shihyo 0.1.0｜sha256 a41d90b7…",
    };
}

static const struct mark *find(const struct scene *s, const char *text)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->marks[i].text && strcmp(s->marks[i].text, text) == 0)
            return &s->marks[i];
    return NULL;
}

static size_t count_role(const struct scene *s, const char *role)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        n += strcmp(s->marks[i].role, role) == 0;
    return n;
}

static void test_blocks(struct arena *arena, struct typesetter *t)
{
    struct figure_frame frame = full();
    struct scene *s = scene_new(arena, t, TONE_COLOUR, 481.89);
    double top = kit_opening(s, &frame);
    double bottom = kit_closing(s, &frame, top + 100);
    scene_set_height(s, bottom);
    is_text(lint_scene(arena, s), "", "opening and closing are sound");
    ok(top > 30 && top < 40, "the opening is about 34 pt high");

    const struct mark *number = find(s, "図５");
    const struct mark *title = find(s, frame.title);
    ok(number && title && number->paint.fill == COLOUR_AI &&
           fabs(title->x - number->x - number->w - 8) < 1e-6,
       "title 8 pt after the number");
    ok(s->marks[0].kind == MARK_RECT && s->marks[0].w == 2.4 &&
           s->marks[0].h == 11.6 && s->marks[0].x == 0,
       "the bar");
    const struct mark *first = find(s, "1."), *second = find(s, "2.");
    ok(first && second &&
           fabs(first->x + first->w - second->x - second->w) < 1e-6,
       "numbers end at one place");
    is_int((long long)count_role(s, "remark"), 6,
           "label, two numbers, three lines");
    const struct mark *last = find(s, frame.provenance);
    ok(last && fabs(last->x + last->w - 481.89) < 1e-6,
       "provenance ends at the right edge");
    ok(last && last->y < bottom && bottom - last->y < 6,
       "the block ends below it");
}

static void test_variants(struct arena *arena, struct typesetter *t)
{
    struct figure_frame frame = full();
    frame.n_remarks = 1;
    frame.message = "";
    struct scene *s = scene_new(arena, t, TONE_COLOUR, 481.89);
    ok(kit_opening(s, &frame) < 30, "no message, a lower opening");
    kit_closing(s, &frame, 50);
    ok(!find(s, "1."), "a single remark has no number");

    frame.plate = true;
    s = scene_new(arena, t, TONE_COLOUR, 481.89);
    ok(kit_opening(s, &frame) < 10 && kit_closing(s, &frame, 50) == 50 &&
           s->n == 0,
       "a plate has neither");

    struct figure_frame bare = {.number = "",
                                .title = "題",
                                .message = "",
                                .source = "",
                                .provenance = ""};
    s = scene_new(arena, t, TONE_COLOUR, 82 * THEME_PT_PER_MM);
    kit_opening(s, &bare);
    size_t n = s->n;
    ok(kit_closing(s, &bare, 50) == 50 && s->n == n,
       "nothing to say, nothing drawn");
    bare.title = "とても長い題名がひとつの行に収まらないときにも題名は切れずに"
                 "次の行に続く";
    s = scene_new(arena, t, TONE_COLOUR, 82 * THEME_PT_PER_MM);
    double top = kit_opening(s, &bare);
    scene_set_height(s, top + 10);
    ok(count_role(s, "title") >= 2 && top > 30, "a long title wraps");
    is_text(lint_scene(arena, s), "", "inside a half-width figure");
}

static void test_glyphs(struct arena *arena, struct typesetter *t)
{
    struct diag *diag = diag_new(arena, LANG_EN);
    ok(kit_glyphs_present(t, diag, "希望に応じた保育") && diag_size(diag) == 0,
       "glyphs for all");
    ok(!kit_glyphs_present(t, diag, "𠮷野家"), "no glyph");
    is_int(diag_id(diag, 0), MSG_GLYPH, "as MSG_GLYPH");
    const char *text = diag_render(diag);
    ok(strstr(text, "𠮷") && strstr(text, "U+20BB7"),
       "with the character and its code point");
}

int main(void)
{
    struct arena *arena = arena_open();
    struct diag *diag = diag_new(arena, LANG_JA);
    struct typesetter *t = typesetter_open(arena, diag);
    if (!ok(t, "the fonts are there"))
        return tap_done();
    test_blocks(arena, t);
    test_variants(arena, t);
    test_glyphs(arena, t);
    typesetter_close(t);
    arena_close(arena);
    return tap_done();
}
