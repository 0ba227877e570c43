/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tree of Sapporo city's plan 令和2～6年度: 基本理念, four 基本目標, 17
 * 基本施策 (資料2, 第4章).  The counts of indicators are those of the plan.
 */
#include "charts/fig_vertical.h"
#include "tests/unit/charts/bench.h"

#define NEW "新規・変更"

static const struct tree_policy rights[] = {
    {"1", "子どもの権利を大切にする意識の向上", ""},
    {"2", "子どもの参加・意見表明の促進", ""},
    {"3", "子どもを受け止め、育む環境づくり", ""},
    {"4", "子どもの権利侵害からの救済", ""}};
static const struct tree_policy safety[] = {
    {"1", "高まる保育ニーズへの対応", NEW},
    {"2", "社会全体での子育て支援の充実", ""},
    {"3", "妊娠期からの切れ目のない支援の充実", NEW},
    {"4", "経済的支援の充実", NEW}};
static const struct tree_policy growth[] = {
    {"1", "充実した学校教育等の推進", ""},
    {"2", "放課後の子どもの遊び場・生活の場の提供", NEW},
    {"3", "地域における子どもの成長を支える環境づくり", NEW},
    {"4", "次代を担う若者への支援体制の充実", ""}};
static const struct tree_policy care[] = {
    {"1", "児童相談体制の強化", NEW},
    {"2", "障がい児、医療的ケアを必要とする子どもへの支援の充実", NEW},
    {"3", "子どもの貧困対策の推進", NEW},
    {"4", "ひとり親家庭への支援の充実", ""},
    {"5", "子どもを受け入れる多様性のある社会の推進", NEW}};
static const struct tree_goal goals[] = {
    {"基本目標１", "子どもの権利を大切にする環境の充実", "成果 3・活動 4",
     rights, 4},
    {"基本目標２", "安心して子どもを生み育てられる環境の充実", "成果 3・活動 8",
     safety, 4},
    {"基本目標３", "子どもと若者の成長と自立を支える環境の充実",
     "成果 3・活動 5", growth, 4},
    {"基本目標４", "配慮を要する子どもと家庭を支える環境の充実",
     "成果 2・活動 5", care, 5}};
static const char *const remarks[] = {"「新規・変更」は、新たに基本施策に位置付"
                                      "けたもの、又は前計画から基本施策の内"
                                      "容・表現を変更したもの（元資料の●印。二"
                                      "つの意味の色の別は失われている）。"};
static const struct figure_tree sapporo = {
    .frame = {.kind = FIGURE_TREE,
              .meta = {.id = "fig", .title = "図9", .desc = "試験の図"},
              .number = "図9",
              .title = "計画の体系（令和2～6年度）",
              .message = "",
              .remarks = remarks,
              .n_remarks = 1,
              .source = "札幌市「次期子ども・子育て支援事業計画（案）概要」資"
                        "料2",
              .provenance = "shihyo 0.1.0 ｜ 計算記録 例"},
    .vision_head = "基本理念",
    .goal_head = "基本目標（成果指標・活動指標の数）",
    .policy_head = "基本施策（17）",
    .vision = "子どもの権利を尊重し、子どもの輝きがすべての市民を笑顔で結ぶま"
              "ち",
    .goals = goals,
    .n_goals = 4};

static struct scene *draw(struct bench *b, enum tone tone,
                          const struct figure_tree *figure)
{
    return figure_draw(b->arena, b->setter, b->diag, tone, &figure->frame);
}

/* Every text of the figure is drawn, whole and in order. */
static bool is_whole(struct bench *b, const struct scene *scene,
                     const struct figure_frame *frame)
{
    /* the frame is its first member */
    const struct figure_tree *figure = (const void *)frame;
    struct buf g = buf_new(b->arena), p = buf_new(b->arena);
    struct buf tags = buf_new(b->arena), counts = buf_new(b->arena);
    for (size_t i = 0; i < figure->n_goals; i++) {
        const struct tree_goal *goal = &figure->goals[i];
        add_dense(&g, goal->text);
        add_dense(&counts, goal->counts);
        for (size_t k = 0; k < goal->n_policies; k++) {
            add_dense(&p, goal->policies[k].text);
            add_dense(&tags, goal->policies[k].tag);
        }
    }
    return !strcmp(texts_of(b, scene, "goal"), buf_text(&g)) &&
           !strcmp(texts_of(b, scene, "policy"), buf_text(&p)) &&
           !strcmp(texts_of(b, scene, "tag"), buf_text(&tags)) &&
           !strcmp(texts_of(b, scene, "counts"), buf_text(&counts));
}

static void test_vision(struct bench *b)
{
    struct scene *scene = draw(b, TONE_COLOUR, &sapporo);
    is_text(texts_of(b, scene, "vision"), sapporo.vision,
            "the vision is there, character by character");
    const struct mark *last = NULL;
    size_t down = 0, n = 0;
    for (size_t i = 0; i < scene->n; i++) {
        const struct mark *m = &scene->marks[i];
        if (m->kind != MARK_TEXT || strcmp(m->role, "vision") != 0)
            continue;
        if (last) {
            n++;
            down += m->y > last->y || m->x < last->x;
        }
        last = m;
    }
    is_int((long long)down, (long long)n, "from top to bottom, then leftwards");
}

/* A long vowel stands along the line, two digits side by side in one cell. */
static void test_vertical(struct bench *b)
{
    struct text_style style = {FACE_FIXED_BOLD, 10};
    struct scene *scene = scene_new(b->arena, b->setter, TONE_COLOUR, 100);
    is_int((long long)fig_vertical_cells("令和12年、ケーキ（小）"), 11,
           "cells");
    double y = fig_vertical_draw(scene, style, COLOUR_INK, 50, 10,
                                 "令和12年、ケーキ（小）", "v");
    is_near(y, 10 + 11 * 12.0, 1e-9, "a pitch of 1.2 em");
    is_text(texts_of(b, scene, "v"), "令和12年、ケキ小",
            "upright characters are texts");
    size_t turned = 0;
    for (size_t i = 0; i < scene->n; i++) {
        const struct mark *m = &scene->marks[i];
        if (m->kind != MARK_PATH)
            continue;
        turned++;
        double left = INFINITY, right = -INFINITY, top = INFINITY,
               foot = -INFINITY;
        for (size_t k = 0; k < m->n_steps; k++) {
            if (m->steps[k].verb == PATH_CLOSE)
                continue;
            left = fmin(left, m->steps[k].x);
            right = fmax(right, m->steps[k].x);
            top = fmin(top, m->steps[k].y);
            foot = fmax(foot, m->steps[k].y);
        }
        ok(turned > 1 ? right - left > foot - top : foot - top > right - left,
           turned > 1 ? "a bracket lies" : "a long vowel stands");
        ok(left > 44 && right < 56, "in its column");
    }
    is_int((long long)turned, 3, "one long vowel and two brackets are turned");
    scene_set_height(scene, y);
    is_text(lint_scene(b->arena, scene), "", "and nothing overlaps");
}

static void test_refusals(struct bench *b)
{
    struct figure_tree figure = sapporo;
    figure.vision = "𠮷";
    b->diag = diag_new(b->arena, LANG_JA);
    ok(!draw(b, TONE_COLOUR, &figure), "a character without glyph: no scene");
    is_int(diag_id(b->diag, 0), MSG_GLYPH, "and the message");
    struct tree_goal goal = goals[0];
    goal.counts =
        "成果指標が三つ、活動指標が四つ、そのほかの指標が八つある目標";
    figure = sapporo;
    figure.goals = &goal;
    figure.n_goals = 1;
    b->diag = diag_new(b->arena, LANG_JA);
    ok(!draw(b, TONE_COLOUR, &figure), "counts that are too long: no scene");
    is_int(diag_id(b->diag, 0), MSG_FIT, "and the message");
    figure.n_goals = 0;
    struct scene *scene = draw(b, TONE_COLOUR, &figure);
    is_text(scene ? lint_scene(b->arena, scene) : "no scene", "", "no goals");
}

/* ---------------------------------------------------------- random figures */

static const char *random_text(struct bench *b, uint32_t *seed, size_t pieces)
{
    static const char *const parts[] = {"子どもの権利を",
                                        "尊重し、",
                                        "ワーク・ライフ・バランス",
                                        "（令和12年度）",
                                        "環境の充実",
                                        "supercalifragilistic",
                                        "「困難」への",
                                        "支援",
                                        "１、２",
                                        "～",
                                        "ー",
                                        "切れ目のない"};
    struct buf out = buf_new(b->arena);
    buf_z(&out, "子");
    for (size_t n = rnd(seed) % (pieces + 1); n; n--)
        buf_z(&out, parts[rnd(seed) % LEN(parts)]);
    return buf_text(&out);
}

static struct figure_tree random_tree(struct bench *b, uint32_t *seed)
{
    struct figure_tree figure = sapporo;
    size_t n = 1 + rnd(seed) % 6;
    struct tree_goal *list = arena_make(b->arena, struct tree_goal, n);
    for (size_t i = 0; i < n; i++) {
        size_t m = rnd(seed) % 7;
        struct tree_policy *p = arena_make(b->arena, struct tree_policy, m + 1);
        for (size_t k = 0; k < m; k++) {
            p[k].number = rnd(seed) % 3 ? "12" : "";
            p[k].text = random_text(b, seed, 5);
            p[k].tag = rnd(seed) % 3 ? "" : "新規・変更";
        }
        list[i] = (struct tree_goal){
            rnd(seed) % 4 ? "基本目標１" : "", random_text(b, seed, 6),
            rnd(seed) % 2 ? "" : "成果 3・活動 12", p, m};
    }
    figure.vision = rnd(seed) % 8 ? random_text(b, seed, 9) : "";
    figure.goals = list;
    figure.n_goals = n;
    return figure;
}

static struct figure_frame *random_frame(struct bench *b, uint32_t *seed)
{
    struct figure_tree *figure = arena_make(b->arena, struct figure_tree, 1);
    *figure = random_tree(b, seed);
    return &figure->frame;
}

int main(void)
{
    struct bench b;
    if (!bench_open(&b))
        return bench_close(&b);
    check_clean(&b, &sapporo.frame, sizeof sapporo, is_whole,
                "lint of the tree");
    test_vision(&b);
    test_vertical(&b);
    check_random(&b, 200, 20200401, random_frame, is_whole);
    test_refusals(&b);
    return bench_close(&b);
}
