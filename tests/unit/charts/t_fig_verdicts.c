/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Methods side by side: the two series of Sapporo city's plan 平成27～令和元
 * 年度 under nine methods, and invented grids of every shape.
 */
#include "charts/fig_verdicts.h"
#include "tests/unit/charts/bench.h"

static const struct verdict_head heads[] = {
    {"自分のことが好きだと思う子どもの割合", "65.4％ → 67.4％（目標 75.0％）"},
    {"子どもが生み育てやすい環境だと思う人の割合",
     "60.7％ → 50.9％（目標 75.0％）"}};

static const struct verdict_cell cells[][2] = {
    {{VERDICT_BEHIND, "未達成", "89.9％", ""},
     {VERDICT_BEHIND, "未達成", "67.9％", ""}},
    {{VERDICT_BEHIND, "目標に向かう", "20.8％", ""},
     {VERDICT_WORSE, "目標から遠ざかる", "▲68.5％", ""}},
    {{VERDICT_ON_TRACK, "改善", "20.8％", ""},
     {VERDICT_WORSE, "悪化", "▲16.1％", ""}},
    {{VERDICT_SAME, "C 変わらない", "3.1％", ""},
     {VERDICT_NONE, "E 評価困難", "▲16.1％", "計算ではD 悪化"}},
    {{VERDICT_REACHED, "達成", "", ""}, {VERDICT_PLAIN, "減", "", ""}},
    {{VERDICT_PLAIN, "分かれる", "未達・遅れ2、変化なし1", ""},
     {VERDICT_PLAIN, "一致", "", ""}}};

static const struct verdict_line lines[] = {
    {"", {"達成率", ""}, cells[0]},
    {"", {"進捗率", ""}, cells[1]},
    {"", {"ヘルシーピープル2030", ""}, cells[2]},
    {"", {"健康日本21（第二次）", "第二次 最終評価"}, cells[3]},
    {"", {"国連の進捗図 2023（目標年度までの延長）", ""}, cells[4]},
    {"", {"方法の間", ""}, cells[5]}};

static const char *const remarks[] = {
    "印は判定の意味を方法の間でそろえたもの。"};

static const struct figure_verdicts sapporo = {
    .frame = {.kind = FIGURE_VERDICTS,
              .meta = {.id = "fig", .title = "図3", .desc = "試験の図"},
              .number = "図3",
              .title = "評価方法の比較",
              .message = "2区分を5の方法で判定した。",
              .remarks = remarks,
              .n_remarks = 1,
              .source = "札幌市「資料２」",
              .provenance = "shihyo 0.1.0"},
    .corner = "方法",
    .columns = heads,
    .n_columns = 2,
    .lines = lines,
    .n_lines = LEN(lines),
    .sum_line = true,
    .senses = {"達成", "順調・改善", "未達・遅れ", "変化なし", "後退",
               "判定なし"},
    .hand = "手で変更"};

static struct scene *draw(struct bench *b, enum tone tone,
                          const struct figure_verdicts *figure)
{
    return figure_draw(b->arena, b->setter, b->diag, tone, &figure->frame);
}

/* Every word, number and head is drawn whole, block by block. */
static bool is_whole(struct bench *b, const struct scene *scene,
                     const struct figure_frame *frame)
{
    const struct figure_verdicts *f = (const void *)frame; /* first member */
    size_t words = 0, details = 0, hands = 0;
    size_t found[3] = {strlen(texts_of(b, scene, "verdict")),
                       strlen(texts_of(b, scene, "value")),
                       strlen(texts_of(b, scene, "hand"))};
    for (size_t i = 0; i < f->n_lines; i++)
        for (size_t k = 0; k < f->n_columns; k++) {
            struct buf w = buf_new(b->arena), d = buf_new(b->arena),
                       h = buf_new(b->arena);
            add_dense(&w, f->lines[i].cells[k].word);
            add_dense(&d, f->lines[i].cells[k].detail);
            add_dense(&h, f->lines[i].cells[k].hand);
            words += w.len;
            details += d.len;
            hands += h.len;
        }
    return words == found[0] && details == found[1] && hands == found[2];
}

/* Shapes, not colours: what is drawn of every glyph in black differs. */
static void test_shapes(struct bench *b)
{
    const char *drawn[VERDICT_GLYPHS];
    for (int i = 0; i < VERDICT_GLYPHS; i++) {
        struct scene *scene = scene_new(b->arena, b->setter, TONE_MONO, 100);
        fig_verdicts_glyph(scene, (enum verdict_glyph)i, 50, 50);
        struct buf out = buf_new(b->arena);
        for (size_t k = 0; k < scene->n; k++) {
            const struct mark *m = &scene->marks[k];
            buf_count(&out, m->kind);
            buf_count(&out, m->n_steps);
            buf_z(&out, m->paint.fill ? "full" : "hollow");
            buf_z(&out, m->n_steps > 2 && m->steps[2].y > 50 ? "down" : "up");
        }
        drawn[i] = buf_text(&out);
        for (int k = 0; k < i; k++)
            ok(strcmp(drawn[i], drawn[k]) != 0, "another shape");
    }
    struct scene *scene = scene_new(b->arena, b->setter, TONE_MONO, 100);
    fig_verdicts_glyph(scene, VERDICT_PLAIN, 50, 50);
    is_int((long long)scene->n, 0, "a word alone has none");
}

static void test_key(struct bench *b)
{
    struct scene *scene = draw(b, TONE_COLOUR, &sapporo);
    is_text(texts_of(b, scene, "key"),
            "達成順調・改善未達・遅れ変化なし後退判定なし手で変更",
            "the key names what occurs");
    struct figure_verdicts figure = sapporo;
    figure.n_lines = 1;
    scene = draw(b, TONE_COLOUR, &figure);
    is_text(texts_of(b, scene, "key"), "未達・遅れ", "and nothing else");
}

static void test_refusals(struct bench *b)
{
    struct figure_verdicts figure = sapporo;
    struct verdict_line odd = lines[0];
    struct verdict_cell bad[2] = {cells[0][0], cells[0][1]};
    bad[1].word = "𠮷";
    odd.cells = bad;
    figure.lines = &odd;
    figure.n_lines = 1;
    b->diag = diag_new(b->arena, LANG_JA);
    ok(!draw(b, TONE_COLOUR, &figure), "a character without glyph: no scene");
    is_int(diag_id(b->diag, 0), MSG_GLYPH, "and the message");
    figure = sapporo;
    figure.n_lines = 0;
    struct scene *scene = draw(b, TONE_COLOUR, &figure);
    is_text(scene ? lint_scene(b->arena, scene) : "no scene", "", "no lines");
    figure.n_columns = 0;
    scene = draw(b, TONE_COLOUR, &figure);
    is_text(scene ? lint_scene(b->arena, scene) : "no scene", "", "no columns");
}

/* ---------------------------------------------------------- random figures */

static const char *random_text(struct bench *b, uint32_t *seed, size_t pieces)
{
    static const char *const parts[] = {
        "目標に",  "B*", "（達成は危うい）", "改善", "moderately improving",
        "▲68.5％", "・", "年平均成長率の比", "2023"};
    struct buf out = buf_new(b->arena);
    for (size_t n = rnd(seed) % (pieces + 1); n; n--)
        buf_z(&out, parts[rnd(seed) % LEN(parts)]);
    return buf_text(&out);
}

static struct figure_verdicts random_grid(struct bench *b, uint32_t *seed)
{
    struct figure_verdicts figure = sapporo;
    size_t n = 1 + rnd(seed) % 24, m = 1 + rnd(seed) % 8;
    struct verdict_head *columns = arena_make(b->arena, struct verdict_head, n);
    struct verdict_line *all = arena_make(b->arena, struct verdict_line, m);
    for (size_t k = 0; k < n; k++)
        columns[k] = (struct verdict_head){random_text(b, seed, 4),
                                           random_text(b, seed, 2)};
    for (size_t i = 0; i < m; i++) {
        struct verdict_cell *row = arena_make(b->arena, struct verdict_cell, n);
        for (size_t k = 0; k < n; k++)
            row[k] = (struct verdict_cell){
                (enum verdict_glyph)(rnd(seed) % (VERDICT_PLAIN + 1)),
                random_text(b, seed, 3), random_text(b, seed, 1),
                rnd(seed) % 6 ? "" : random_text(b, seed, 2)};
        all[i] = (struct verdict_line){
            rnd(seed) % 3 ? "" : "基本目標１",
            {random_text(b, seed, 5), random_text(b, seed, 2)},
            row};
    }
    figure.columns = columns;
    figure.n_columns = n;
    figure.lines = all;
    figure.n_lines = m;
    figure.sum_line = rnd(seed) % 2;
    figure.sum_column = rnd(seed) % 2;
    return figure;
}

static struct figure_frame *random_frame(struct bench *b, uint32_t *seed)
{
    struct figure_verdicts *figure =
        arena_make(b->arena, struct figure_verdicts, 1);
    *figure = random_grid(b, seed);
    return &figure->frame;
}

int main(void)
{
    struct bench b;
    if (!bench_open(&b))
        return bench_close(&b);
    check_clean(&b, &sapporo.frame, sizeof sapporo, is_whole,
                "lint of the comparison");
    test_shapes(&b);
    test_key(&b);
    check_random(&b, 150, 20270601, random_frame, is_whole);
    test_refusals(&b);
    return bench_close(&b);
}
