/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The status matrix.  Numbers: Sapporo city, 資料２ (the plan of 2020, outcome
 * indicators of goals 1, 3 and 4; the plan of 2015 with its actuals).
 */
#include "tests/unit/charts/bench.h"

#define N STATUS_MARK_NONE
#define A STATUS_MARK_ACHIEVED
#define O STATUS_MARK_ON_TRACK
#define B STATUS_MARK_BEHIND
#define W STATUS_MARK_WORSE

static const enum status_mark no_marks[12] = {N, N, N, N, N, N,
                                              N, N, N, N, N, N};
static const enum status_mark marks_1[] = {W, W, W, B, B, N};
static const enum status_mark marks_2[] = {W, W, W, W, W, N};

#define NOTES                                                                  \
    .meta = {.id = "fig", .title = "図1", .desc = "試験の図"},                 \
    .number = "図1", .remarks = remarks, .n_remarks = 2,                       \
    .source = "札幌市「資料２」", .provenance = "shihyo 0.1.0"

static const char *const remarks[] = {
    "年度別の状況は、その年度の実績を、現状値から目標値までの直線経路と比べた"
    "判定。実績のない年度は「―」とし、推定しない。",
    "※3　母数が少ないため、参考値として掲載している。",
};

#define SHARE(from, to)                                                        \
    .on_axis = true, .has_target = true,                                       \
    .baseline = {.year = 2018, .at = from, .text = #from},                     \
    .target = {.year = 2024, .at = to, .text = #to}

static const struct status_row rows_2020[] = {
    {.goal = "基本目標１",
     .goal_text = "子どもの権利を大切にする環境の充実",
     .label = "子どもの権利についての認知度【新規】",
     .segment = "大人",
     SHARE(61.0, 75.0),
     .marks = no_marks},
    {.goal = "基本目標１",
     .goal_text = "子どもの権利を大切にする環境の充実",
     .label = "子どもの権利についての認知度【新規】",
     .segment = "子ども",
     SHARE(61.4, 75.0),
     .marks = no_marks},
    {.goal = "基本目標３",
     .goal_text = "子どもと若者の成長と自立を支える環境の充実",
     .label = "難しいことでも、失敗を恐れないで挑戦している子どもの割合",
     .segment = "小５",
     SHARE(77.3, 78.0),
     .marks = no_marks},
    {.goal = "基本目標４",
     .goal_text = "配慮を要する子どもと家庭を支える環境の充実",
     .label = "障がいのある子どもにとって地域で暮らしやすいまちであると思う保護"
              "者の割合※3",
     .segment = "",
     .reference = true,
     SHARE(20.0, 60.0),
     .marks = no_marks},
    {.goal = "基本目標４",
     .goal_text = "配慮を要する子どもと家庭を支える環境の充実",
     .label = "子育てに楽しさよりも大変さの方が多いと感じるひとり親の割合",
     .segment = "",
     .better_down = true,
     SHARE(18.5, 15.0),
     .marks = no_marks},
    {.goal = "基本目標４",
     .goal_text = "配慮を要する子どもと家庭を支える環境の充実",
     .label = "子どもコーディネーターの巡回対象地区",
     .segment = "",
     .has_target = true,
     .marks = no_marks,
     .baseline = {.year = 2018, .text = "６区30地区"},
     .target = {.year = 2024, .text = "10区87地区"}},
    {.goal = "基本目標４",
     .goal_text = "配慮を要する子どもと家庭を支える環境の充実",
     .label = "公立保育所数（累計）",
     .segment = "",
     .has_target = true,
     .marks = no_marks,
     .baseline = {.year = 2018, .text = "―", .missing = true},
     .target = {.year = 2022, .text = "５施設"}},
};

static const struct figure_status plan_2020_status = {
    .frame = {.kind = FIGURE_STATUS,
              .title = "成果指標の達成状況一覧",
              .message = "いずれも実績がまだない。",
              NOTES},
    .unit = "％",
    .baseline_word = "現状値",
    .rows = rows_2020,
    .n_rows = LEN(rows_2020),
    .from = 2020,
    .to = 2024,
    .as_of = 2018};

static const struct status_row rows_of_2015[] = {
    {.goal = "",
     .goal_text = "",
     .label = "自分のことが好きだと思う子どもの割合",
     .segment = "",
     SHARE(65.4, 75.0),
     .marks = marks_1},
    {.goal = "",
     .goal_text = "",
     .label = "子どもが生み育てやすい環境だと思う人の割合",
     .segment = "",
     SHARE(60.7, 75.0),
     .marks = marks_2},
};

static const struct figure_status plan_2015_status = {
    .frame = {.kind = FIGURE_STATUS, .title = "達成状況", .message = "", NOTES},
    .unit = "％",
    .baseline_word = "当初値",
    .rows = rows_of_2015,
    .n_rows = 2,
    .from = 2014,
    .to = 2019,
    .as_of = 2018};

static struct scene *draw(struct bench *b, const struct figure_status *figure)
{
    return figure_draw(b->arena, b->setter, b->diag, TONE_COLOUR,
                       &figure->frame);
}

static size_t count_role(const struct scene *scene, const char *role)
{
    size_t n = 0;
    for (size_t i = 0; i < scene->n; i++)
        n += scene->marks[i].kind == MARK_TEXT &&
             strcmp(scene->marks[i].role, role) == 0;
    return n;
}

static bool is_clean(struct bench *b, const struct figure_status *figure)
{
    bool clean = true;
    for (int variant = 0; variant < 8; variant++) {
        struct figure_status copy = *figure;
        copy.frame.plate = variant & 1;
        copy.frame.style.lang = variant & 2 ? LANG_EN : LANG_JA;
        struct scene *scene =
            figure_draw(b->arena, b->setter, b->diag,
                        variant & 4 ? TONE_MONO : TONE_COLOUR, &copy.frame);
        const char *faults = scene ? lint_scene(b->arena, scene) : "no scene\n";
        if (*faults)
            printf("# variant %d: %s", variant, faults);
        clean = clean && !*faults;
    }
    return clean;
}

static void test_places(struct bench *b)
{
    struct scene *scene = draw(b, &plan_2020_status);
    const struct mark *low = find_text(scene, "tick", "0");
    const struct mark *high = find_text(scene, "tick", "100");
    const struct mark *baseline = find_text(scene, "baseline", "61.0");
    const struct mark *target = find_text(scene, "target", "75.0");
    if (!ok(low && high && baseline && target, "axis and numbers are there"))
        return;
    double zero = low->x + low->w / 2;
    double unit = (high->x + high->w / 2 - zero) / 100;
    ok(baseline->x + baseline->w < zero + 61.0 * unit,
       "a rising baseline has its number on the left");
    is_near(target->x, zero + 75.0 * unit + 5, 1e-6,
            "the target's number stands 5 pt right of its place");
    const struct mark *down = find_text(scene, "target", "15.0");
    ok(down && down->x + down->w < zero + 15.0 * unit,
       "a falling target has its number on the left");
    ok(find_text(scene, "baseline", "６区30地区") != NULL &&
           find_text(scene, "target", "10区87地区") != NULL,
       "other units are texts");
    ok(find_text(scene, "baseline", "―") != NULL, "a missing baseline");
}

static void test_words(struct bench *b)
{
    struct scene *scene = draw(b, &plan_2020_status);
    ok(find_text(scene, "note", "低いほど良い") != NULL, "lower is better");
    ok(find_text(scene, "note", "参考値") != NULL, "reference");
    ok(find_text(scene, "goal", "基本目標３") != NULL, "goal");
    is_int((long long)count_role(scene, "year"), 5, "a column for each year");
    is_int((long long)count_role(scene, "segment"), 3, "segments");
    ok(!find_text(scene, "key", "達成"), "the key has what occurs only");
    ok(find_text(scene, "key", "判定なし・実績なし") != NULL, "no status");
    scene = draw(b, &plan_2015_status);
    ok(!find_text(scene, "head", "基本目標"), "no goals, no column of them");
    ok(find_text(scene, "key", "後退") != NULL, "worse occurs");
    const struct mark *year = find_text(scene, "year", "H30");
    ok(year && year->style.face == FACE_BOLD, "the evaluation year is bold");
    year = find_text(scene, "year", "H29");
    ok(year && year->style.face != FACE_BOLD, "others are not");
}

/* Solid triangles in enji: ▼ of 2014-2016 twice, of 2017 and 2018, and one in
 * the key. */
static void test_glyphs(struct bench *b)
{
    struct scene *scene = draw(b, &plan_2015_status);
    size_t worse = 0, behind = 0;
    for (size_t i = 0; i < scene->n; i++) {
        const struct mark *m = &scene->marks[i];
        worse += m->kind == MARK_PATH && m->paint.fill == COLOUR_ENJI;
        behind += m->kind == MARK_PATH && m->n_steps == 4 &&
                  m->paint.stroke == COLOUR_DAIDAI_TEXT;
    }
    is_int((long long)worse, 9, "eight cells and the key are worse");
    is_int((long long)behind, 3, "two cells and the key are behind");
}

static void test_full_page(struct bench *b)
{
    static struct status_row rows[19];
    static const char *const goals[] = {"計画全体", "基本目標１", "基本目標２",
                                        "基本目標３", "基本目標４"};
    for (size_t i = 0; i < LEN(rows); i++) {
        rows[i] = rows_2020[i % 5];
        rows[i].goal = goals[i * 5 / LEN(rows)];
        rows[i].goal_text = "配慮を要する子どもと家庭を支える環境の充実";
    }
    struct figure_status figure = plan_2020_status;
    figure.rows = rows;
    figure.n_rows = LEN(rows);
    struct scene *scene = draw(b, &figure);
    ok(scene && scene->height <= 235 * THEME_PT_PER_MM,
       "19 segments fit on a page of A4");
    figure.n_rows = 0;
    ok(is_clean(b, &figure), "no rows at all");
}

/* ------------------------------------------------------------ random data */

static unsigned next(unsigned *state, unsigned n)
{
    *state = *state * 1103515245u + 12345u;
    return (*state >> 16) % n;
}

static const char *some_text(struct bench *b, unsigned *state, unsigned most)
{
    static const char *const parts[] = {
        "子ども",   "の", "権利を", "大切に",   "する", "割合（",
        "ひとり親", "）", "LINE",   "サービス", "、",   "「相談」"};
    struct buf text = buf_new(b->arena);
    for (unsigned n = 1 + next(state, most); n > 0; n--)
        buf_z(&text, parts[next(state, LEN(parts))]);
    return buf_text(&text);
}

static struct figure_point some_share(struct bench *b, unsigned *state)
{
    struct decimal number = {.units = next(state, 1001), .scale = 1};
    struct publish_style style = {.lang = LANG_JA};
    if (next(state, 9) == 0)
        return (struct figure_point){.text = "…", .missing = true};
    return (struct figure_point){.at = decimal_double(number),
                                 .text =
                                     publish_number(b->arena, style, number)};
}

static void some_row(struct bench *b, unsigned *state, struct status_row *row)
{
    enum status_mark *marks = arena_make(b->arena, enum status_mark, 12);
    for (size_t i = 0; i < 12; i++)
        marks[i] = (enum status_mark)next(state, 5);
    row->marks = marks;
    row->on_axis = next(state, 4) > 0;
    row->has_target = next(state, 6) > 0;
    row->reference = next(state, 5) == 0;
    row->better_down = next(state, 4) == 0;
    row->baseline = some_share(b, state);
    row->target = some_share(b, state);
    if (!row->on_axis)
        row->baseline.text = "16,346人";
}

static void some_rows(struct bench *b, unsigned *state,
                      struct figure_status *figure)
{
    struct status_row *rows =
        arena_make(b->arena, struct status_row, figure->n_rows);
    for (size_t i = 0; i < figure->n_rows; i++) {
        bool first = i == 0 || next(state, 3) == 0;
        rows[i].goal = first ? some_text(b, state, 3) : rows[i - 1].goal;
        rows[i].goal_text = next(state, 2) ? some_text(b, state, 8) : "";
        rows[i].label = first || next(state, 2) ? some_text(b, state, 14)
                                                : rows[i - 1].label;
        rows[i].segment = next(state, 2) ? some_text(b, state, 5) : "";
        some_row(b, state, &rows[i]);
    }
    figure->rows = rows;
}

static void test_random(struct bench *b)
{
    size_t faulty = 0;
    unsigned state = 20150401;
    for (int round = 0; round < 60; round++) {
        struct figure_status figure = plan_2020_status;
        figure.n_rows = 1 + next(&state, 14);
        figure.to = figure.from + (int)next(&state, 8);
        figure.as_of = 2018 + (int)next(&state, 12);
        figure.frame.style.era = (enum era_style)next(&state, 3);
        some_rows(b, &state, &figure);
        if (is_clean(b, &figure))
            continue;
        printf("# round %d\n", round);
        faulty++;
    }
    is_int((long long)faulty, 0, "random figures are clean");
}

static void test_unfit(struct bench *b)
{
    struct status_row row = rows_2020[5];
    struct figure_status figure = plan_2020_status;
    row.baseline.text = "123,456,789,012,345,678,901,234,567,890団体";
    figure.rows = &row;
    figure.n_rows = 1;
    ok(!draw(b, &figure), "a number without end fits nowhere");
    is_int(diag_id(b->diag, diag_size(b->diag) - 1), MSG_FIT, "and is said");
    figure = plan_2020_status;
    figure.to = figure.from + 59;
    static enum status_mark many[60];
    struct status_row rows[LEN(rows_2020)];
    for (size_t i = 0; i < LEN(rows); i++) {
        rows[i] = rows_2020[i];
        rows[i].marks = many;
    }
    figure.rows = rows;
    ok(!draw(b, &figure), "sixty years fit nowhere");
    row = rows_2020[0];
    row.label = "指標\xF0\x9F\x98\x80"; /* U+1F600 is not in the font */
    figure = plan_2020_status;
    figure.rows = &row;
    figure.n_rows = 1;
    ok(!draw(b, &figure), "a character without a glyph");
    is_int(diag_id(b->diag, diag_size(b->diag) - 1), MSG_GLYPH, "and is said");
}

int main(void)
{
    struct bench b = {.arena = arena_open()};
    b.diag = diag_new(b.arena, LANG_EN);
    b.setter = typesetter_open(b.arena, b.diag);
    test_places(&b);
    test_words(&b);
    test_glyphs(&b);
    ok(is_clean(&b, &plan_2020_status), "the plan of 2020 is clean");
    ok(is_clean(&b, &plan_2015_status), "the plan of 2015 is clean");
    test_full_page(&b);
    test_random(&b);
    test_unfit(&b);
    typesetter_close(b.setter);
    arena_close(b.arena);
    return tap_done();
}
