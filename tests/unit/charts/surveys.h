/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * surveys.h - survey tables to be tested.
 *
 * The shares of the first are those published by Sapporo city on mothers at
 * work (就学前児童のいる世帯を対象としたニーズ調査, 平成25年度 and 平成30年度);
 * its labels are the standard wording of the national form.  Everything else
 * is invented.
 */
#ifndef SHIHYO_TESTS_CHARTS_SURVEYS_H
#define SHIHYO_TESTS_CHARTS_SURVEYS_H

#include "charts/svg.h"
#include "tests/unit/charts/bench.h"

#include <stdlib.h>

#define S(value, printed)                                                      \
    {                                                                          \
        .share = (value), .text = printed                                      \
    }
#define NO_SUM                                                                 \
    {                                                                          \
        .cell = {.text = ""}, .interval = "", .mark = ""                       \
    }

static const char *const invented_remarks[] = {
    "無作為に作った架空の数値である。四捨五入の関係で内訳の合計は100％にならな"
    "いことがある。",
    "参考値は回答者が30人未満のもの（破線枠）。",
};
#define INVENTED(k, t, m)                                                      \
    .kind = (k), .meta = {.id = "fig", .title = "図2", .desc = "試験の図"},    \
    .number = "図2", .title = (t), .message = (m),                             \
    .remarks = invented_remarks, .n_remarks = 2, .source = "架空の調査",       \
    .provenance = "shihyo 0.1.0 ｜ 計算記録 例"

/* ------------------------------------------------------ mothers at work */

static const struct answer_choice work_answers[] = {
    {"フルタイム（就労中）", ROLE_NOMINAL, false},
    {"フルタイム（産休・育休・介護休業中）", ROLE_NOMINAL, true},
    {"パート・アルバイト等（就労中）", ROLE_NOMINAL, false},
    {"パート・アルバイト等（休業中）", ROLE_NOMINAL, true},
    {"以前は就労していたが、現在は就労していない", ROLE_OTHER, false},
    {"これまで就労したことがない", ROLE_OTHER, false},
    {"無回答", ROLE_NONE, false},
};
static const struct answer_cell work_h30[] = {
    S(21.9, "21.9"), S(12.6, "12.6"), S(19.7, "19.7"), S(2.7, "2.7"),
    S(38.4, "38.4"), S(3.0, "3.0"),   S(1.6, "1.6")};
static const struct answer_cell work_h25[] = {
    S(17.0, "17.0"), S(8.0, "8.0"), S(15.7, "15.7"), S(1.0, "1.0"),
    S(49.5, "49.5"), S(6.2, "6.2"), S(2.6, "2.6")};
static const struct answer_row work_rows[] = {
    {"",
     "平成30年度",
     "N＝6,087",
     false,
     false,
     work_h30,
     {S(56.9, "56.9"), false, 0, 0, "", ""}},
    {"",
     "平成25年度",
     "N＝6,141",
     false,
     false,
     work_h25,
     {S(41.7, "41.7"), false, 0, 0, "", ""}},
};
static const char *const work_remarks[] = {
    "就学前児童のいる世帯の母親。四捨五入の関係で内訳の合計は100％にならないこ"
    "とがある。",
    "「就労している」は左の4区分の公表値の和（休業中を含む）。"};
static const struct figure_stack100 work = {
    .frame = {.kind = FIGURE_STACK100,
              .meta = {.id = "fig", .title = "図1", .desc = "試験の図"},
              .number = "図1",
              .title = "母親の就労状況",
              .message = "就労している母親（休業中を含む）は41.7％から56.9％"
                         "へ、15.2ポイント上昇した。",
              .remarks = work_remarks,
              .n_remarks = 2,
              .source = "札幌市「就学前児童のいる世帯を対象としたニーズ調査」"
                        "（平成25年度、平成30年度）",
              .provenance = "shihyo 0.1.0 ｜ 計算記録 例",
              .style = {.lang = LANG_JA}},
    .answers = work_answers,
    .n_answers = LEN(work_answers),
    .rows = work_rows,
    .n_rows = LEN(work_rows),
    .is_connected = true,
    .sum_label = "就労している",
    .sum_from = 0,
    .sum_to = 3};

/* ------------------------------------------------------- joy and trouble */

static const struct answer_choice joy_answers[] = {
    {"楽しさが多い", ROLE_POSITIVE, false},
    {"どちらかといえば楽しさが多い", ROLE_POSITIVE, false},
    {"楽しさと大変さが同じ", ROLE_NEUTRAL, false},
    {"どちらかといえば大変さが多い", ROLE_NEGATIVE, false},
    {"大変さが多い", ROLE_NEGATIVE, false},
    {"無回答", ROLE_NONE, false},
};
static const struct answer_cell joy_all[] = {S(31.2, "31.2"), S(27.4, "27.4"),
                                             S(28.3, "28.3"), S(7.6, "7.6"),
                                             S(3.3, "3.3"),   S(2.2, "2.2")};
static const struct answer_cell joy_daily[] = {S(37.8, "37.8"), S(28.9, "28.9"),
                                               S(24.5, "24.5"), S(5.0, "5.0"),
                                               S(2.1, "2.1"),   S(1.7, "1.7")};
static const struct answer_cell joy_urgent[] = {
    S(31.3, "31.3"), S(26.8, "26.8"), S(29.1, "29.1"),
    S(7.9, "7.9"),   S(2.8, "2.8"),   S(2.1, "2.1")};
static const struct answer_cell joy_nobody[] = {
    S(23.9, "23.9"), S(23.5, "23.5"), S(33.2, "33.2"),
    S(11.7, "11.7"), S(5.1, "5.1"),   S(2.6, "2.6")};
static const struct answer_cell joy_unknown[] = {
    S(26.9, "26.9"), S(26.9, "26.9"), S(23.1, "23.1"),
    S(7.7, "7.7"),   S(11.5, "11.5"), S(3.8, "3.8")};
static const struct answer_cell joy_withheld[] = {
    S(41.2, "41.2"),           S(35.3, "35.3"),           S(17.6, "17.6"),
    {0, "X", CELL_SUPPRESSED}, {0, "X", CELL_SUPPRESSED}, S(0.0, "0.0")};
static const struct answer_row joy_rows[] = {
    {"",
     "全体",
     "N＝2,348",
     true,
     false,
     joy_all,
     {S(58.6, "58.6"), true, 56.6, 60.6, "56.6～60.6", ""}},
    {"子どもをみてもらえる親族",
     "日常的にみてもらえる親族がいる",
     "n＝712",
     false,
     false,
     joy_daily,
     {S(66.7, "66.7"), true, 63.2, 70.1, "63.2～70.1", "▲"}},
    {"子どもをみてもらえる親族",
     "緊急時等にみてもらえる親族がいる",
     "n＝1,279",
     false,
     false,
     joy_urgent,
     {S(58.1, "58.1"), true, 55.4, 60.8, "55.4～60.8", ""}},
    {"子どもをみてもらえる親族",
     "いない",
     "n＝331",
     false,
     false,
     joy_nobody,
     {S(47.4, "47.4"), true, 42.1, 52.8, "42.1～52.8", "▼"}},
    {"子どもをみてもらえる親族",
     "無回答",
     "n＝26",
     false,
     true,
     joy_unknown,
     {S(53.8, "53.8"), true, 35.5, 71.2, "35.5～71.2", ""}},
    {"居住区",
     "北区",
     "n＝17",
     false,
     true,
     joy_withheld,
     {S(76.5, "76.5"), false, 0, 0, "", ""}},
};
static const struct figure_crosstab joy = {
    .frame = {INVENTED(FIGURE_CROSSTAB,
                       "子育ての楽しさと大変さ（子どもをみてもらえる親族の有無"
                       "別）",
                       "みてもらえる親族がいない世帯は「楽しさが多い」計が47.4"
                       "％で、日常的にいる世帯を19.3ポイント下回る。"),
              .style = {.lang = LANG_JA}},
    .answers = joy_answers,
    .n_answers = LEN(joy_answers),
    .rows = joy_rows,
    .n_rows = LEN(joy_rows),
    .sum_label = "「楽しさ」計（95％区間）"};

/* ---------------------------------------------------------------- worries */

#define ITEM(label_, now_, now_text, before_, before_text, diff, bold)         \
    {                                                                          \
        .label = label_, .now = S(now_, now_text),                             \
        .previous = S(before_, before_text), .interval = "",                   \
        .difference = diff, .mark = (bold) ? "＊" : "", .is_significant = bold \
    }
static const struct multi_item worry_items[] = {
    ITEM("食事や栄養に関すること", 39.1, "39.1", 41.4, "41.4", "△2.3", false),
    ITEM("子どもの教育に関すること", 43.3, "43.3", 39.2, "39.2", "＋4.1", true),
    ITEM("子育てにかかる出費がかさむこと", 37.2, "37.2", 30.7, "30.7", "＋6.5",
         true),
    ITEM("子どもを叱りすぎているような気がすること", 35.8, "35.8", 35.2, "35.2",
         "＋0.6", false),
    ITEM("仕事や自分のやりたいことなど、自分の時間が十分とれないこと", 33.0,
         "33.0", 27.9, "27.9", "＋5.1", true),
    ITEM("病気や発育・発達に関すること", 30.4, "30.4", 34.8, "34.8", "△4.4",
         true),
    ITEM("子どもとの接し方に自信が持てないこと", 24.6, "24.6", 23.9, "23.9",
         "＋0.7", false),
    {.label = "子育てによる身体の疲れが大きいこと",
     .now = S(22.1, "22.1"),
     .previous = {0, "…", CELL_MISSING},
     .interval = "",
     .difference = "新規",
     .mark = ""},
};
static const struct figure_multi worry = {
    .frame = {INVENTED(FIGURE_MULTI, "子育てをしていて感じる悩み",
                       "「子育てにかかる出費」と「自分の時間が十分とれない」が"
                       "前回から大きく増えた。"),
              .style = {.lang = LANG_JA}},
    .items = worry_items,
    .n_items = LEN(worry_items),
    .is_ranked = true,
    .now_name = "平成30年度（N＝2,348）",
    .previous_name = "平成25年度（N＝2,291）",
    .now_head = "30年度",
    .previous_head = "25年度",
    .interval_head = "",
    .has_cutoff = true,
    .cutoff = 20,
    .cutoff_text = "20％",
    .n_omitted = 9,
    .total = "312.4％",
    .is_none_in_base = true};

/* Without a period before, with intervals, every state of a cell. */
static const struct multi_item place_items[] = {
    {.label = "認可保育所",
     .now = S(48.2, "48.2"),
     .previous = S(0, ""),
     .has_interval = true,
     .low = 45.1,
     .high = 51.3,
     .interval = "45.1～51.3",
     .difference = "",
     .mark = ""},
    {.label = "幼稚園（通常の就園時間の利用）",
     .now = S(31.0, "31.0"),
     .previous = S(0, ""),
     .has_interval = true,
     .low = 28.2,
     .high = 33.9,
     .interval = "28.2～33.9",
     .difference = "",
     .mark = ""},
    {.label = "事業所内保育施設",
     .now = {4.2, "4.2", CELL_REFERENCE},
     .previous = S(0, ""),
     .has_interval = true,
     .low = 1.6,
     .high = 10.2,
     .interval = "1.6～10.2",
     .difference = "",
     .mark = ""},
    {.label = "居宅訪問型保育",
     .now = {0, "X", CELL_SUPPRESSED},
     .previous = S(0, ""),
     .interval = "",
     .difference = "",
     .mark = ""},
    {.label = "ベビーシッター",
     .now = {0, "…", CELL_MISSING},
     .previous = S(0, ""),
     .interval = "",
     .difference = "",
     .mark = ""},
    {.label = "その他",
     .role = ROLE_OTHER,
     .now = S(6.3, "6.3"),
     .previous = S(0, ""),
     .has_interval = true,
     .low = 4.9,
     .high = 8.0,
     .interval = "4.9～8.0",
     .difference = "",
     .mark = ""},
    {.label = "無回答",
     .role = ROLE_NONE,
     .now = S(2.5, "2.5"),
     .previous = S(0, ""),
     .interval = "",
     .difference = "",
     .mark = ""},
};
static const struct figure_multi places = {
    .frame = {INVENTED(FIGURE_MULTI, "平日に定期的に利用している教育・保育事業",
                       ""),
              .style = {.lang = LANG_JA}},
    .items = place_items,
    .n_items = LEN(place_items),
    .now_name = "利用している（n＝984）",
    .previous_name = "",
    .now_head = "％",
    .previous_head = "",
    .interval_head = "95％信頼区間",
    .cutoff_text = "",
    .total = "",
    .is_none_in_base = true};

/* ------------------------------------------------------------------ checks */

/* The scene as it was when somebody last looked at the picture: scenes/NAME.
 * SHIHYO_ACCEPT=1 writes it anew. */
static inline void check_golden(struct bench *b, const char *name,
                                const struct figure_frame *frame)
{
    const char *path =
        str_join(b->arena, "tests/unit/charts/scenes/", name, NULL);
    struct scene *scene =
        figure_draw(b->arena, b->setter, b->diag, TONE_COLOUR, frame);
    const char *found = scene ? scene_dump(b->arena, scene) : "";
    bool accepts = getenv("SHIHYO_ACCEPT");
    FILE *file = fopen(path, accepts ? "w" : "r");
    ok(file != NULL, path);
    if (!file)
        return;
    struct buf expected = buf_new(b->arena);
    if (accepts)
        fputs(found, file);
    else
        for (int c; (c = fgetc(file)) != EOF;)
            buf_char(&expected, (char)c);
    fclose(file);
    ok(accepts || strcmp(found, buf_text(&expected)) == 0,
       str_join(b->arena, name, " is as it was looked at", NULL));
}

static inline size_t count_role(const struct scene *scene, const char *role)
{
    size_t n = 0;
    for (size_t i = 0; i < scene->n; i++)
        n += strcmp(scene->marks[i].role, role) == 0;
    return n;
}

static inline bool is_unfit(struct bench *b, const struct figure_frame *frame)
{
    struct diag *before = b->diag;
    b->diag = diag_new(b->arena, LANG_JA);
    bool is_drawn =
        figure_draw(b->arena, b->setter, b->diag, TONE_COLOUR, frame);
    bool unfit =
        !is_drawn && diag_size(b->diag) == 1 && diag_id(b->diag, 0) == MSG_FIT;
    b->diag = before;
    return unfit;
}

/* Segments of a bar follow each other without a gap; with the last the bar
 * ends where all bars do.  ends: how many bars do so. */
static inline bool are_bars_sound(const struct scene *scene, size_t *ends)
{
    double x1 = 0, at = NAN, y = NAN;
    bool sound = true;
    for (size_t i = 0; i < scene->n; i++)
        if (strcmp(scene->marks[i].role, "segment") == 0)
            x1 = fmax(x1, scene->marks[i].x + scene->marks[i].w);
    *ends = 0;
    for (size_t i = 0; i < scene->n; i++) {
        const struct mark *m = &scene->marks[i];
        if (strcmp(m->role, "segment") != 0)
            continue;
        sound = sound && m->w > 0 && (m->y != y || fabs(m->x - at) < 1e-6);
        y = m->y;
        at = m->x + m->w;
        *ends += fabs(at - x1) < 0.01;
    }
    return sound;
}

/* Draws paper and plate in both languages and tones; says what is wrong. */
static inline size_t count_faults(struct bench *b,
                                  const struct figure_frame *frame, size_t size)
{
    size_t faults = 0;
    for (int variant = 0; variant < 8; variant++) {
        struct figure_frame *copy = arena_grow(b->arena, frame, 1, 1, size);
        copy->plate = variant & 1;
        copy->style.lang = variant & 2 ? LANG_EN : LANG_JA;
        enum tone tone = variant & 4 ? TONE_MONO : TONE_COLOUR;
        struct scene *scene =
            figure_draw(b->arena, b->setter, b->diag, tone, copy);
        const char *said = scene ? lint_scene(b->arena, scene) : "no scene\n";
        if (!*said)
            continue;
        printf("# variant %d: %s", variant, said);
        faults++;
    }
    return faults;
}

/* ------------------------------------------------------------- random data */

static inline const char *some_label(struct bench *b, uint32_t *seed,
                                     unsigned most)
{
    static const char *const parts[2][12] = {
        {"子ども", "の", "保育", "サービス（", "利用", "したい", "）", "、",
         "65歳以上", "ひとり親", "「相談」", "している"},
        {"child ", "care ", "of ", "working ", "parents ", "(full-time) ",
         "under ", "65 ", "satisfied ", "not ", "at ", "all "}};
    const char *const *words = parts[rnd(seed) % 3 == 0];
    struct buf text = buf_new(b->arena);
    for (unsigned n = 1 + rnd(seed) % most; n > 0; n--)
        buf_z(&text, words[rnd(seed) % 12]);
    return buf_text(&text);
}

/* A share in tenths as the engine publishes it. */
static inline struct answer_cell some_cell(struct bench *b, unsigned tenths)
{
    struct publish_style style = {.lang = LANG_JA};
    struct decimal number = decimal_of(tenths, 1);
    return (struct answer_cell){.share = decimal_double(number),
                                .text =
                                    publish_number(b->arena, style, number)};
}

/* Shares of n answers that add up to about 100; some are 0, and in a row in
 * five some are withheld or missing. */
static inline const struct answer_cell *some_cells(struct bench *b,
                                                   uint32_t *seed, size_t n)
{
    struct answer_cell *cells = arena_make(b->arena, struct answer_cell, n);
    unsigned *weights = arena_make(b->arena, unsigned, n);
    unsigned sum = 1;
    for (size_t i = 0; i < n; i++) {
        unsigned w = rnd(seed) % 30;
        weights[i] = rnd(seed) % 4 ? w * w : 0;
        sum += weights[i];
    }
    weights[0]++;
    bool is_holed = rnd(seed) % 5 == 0;
    for (size_t i = 0; i < n; i++) {
        cells[i] = some_cell(b, (2000 * weights[i] / sum + 1) / 2);
        unsigned fate = is_holed ? rnd(seed) % 6 : 9;
        if (fate == 0)
            cells[i] = (struct answer_cell){0, "X", CELL_SUPPRESSED};
        else if (fate == 1)
            cells[i] = (struct answer_cell){0, "…", CELL_MISSING};
        else if (fate == 2)
            cells[i].state = CELL_REFERENCE;
    }
    return cells;
}

static inline const struct answer_row *
some_rows(struct bench *b, uint32_t *seed, size_t n_rows, size_t n_answers)
{
    struct answer_row *rows = arena_make(b->arena, struct answer_row, n_rows);
    const char *group = "";
    for (size_t i = 0; i < n_rows; i++) {
        unsigned sum = rnd(seed) % 1001;
        if (i == 1 || (i > 1 && rnd(seed) % 4 == 0))
            group = rnd(seed) % 4 ? some_label(b, seed, 4) : "";
        rows[i] = (struct answer_row){
            .group = group,
            .label = some_label(b, seed, 5),
            .base = rnd(seed) % 8 ? "n＝1,497" : "",
            .is_whole = i == 0,
            .is_reference = rnd(seed) % 6 == 0,
            .cells = some_cells(b, seed, n_answers),
            .sum = {.cell = some_cell(b, sum), .interval = "", .mark = ""}};
        if (rnd(seed) % 3 == 0)
            rows[i].sum.cell.text = "";
        if (rnd(seed) % 2 == 0 && *rows[i].sum.cell.text) {
            rows[i].sum.has_interval = true;
            rows[i].sum.low = sum / 10.0 - 6.2;
            rows[i].sum.high = sum / 10.0 + 6.2;
            rows[i].sum.interval = "48.3～51.0";
            rows[i].sum.mark = rnd(seed) % 2 ? "▲" : "";
        }
    }
    return rows;
}

/* n answers of a question: in an order, two-sided, or neither. */
static inline const struct answer_choice *some_answers(struct bench *b,
                                                       uint32_t *seed, size_t n)
{
    struct answer_choice *answers =
        arena_make(b->arena, struct answer_choice, n);
    unsigned kind = rnd(seed) % 3;
    for (size_t i = 0; i < n; i++) {
        enum answer_role role = ROLE_ORDINAL;
        if (kind == 1)
            role = ROLE_NOMINAL;
        if (kind == 2)
            role = 2 * i + 1 < n   ? ROLE_POSITIVE
                   : 2 * i + 1 > n ? ROLE_NEGATIVE
                                   : ROLE_NEUTRAL;
        answers[i] =
            (struct answer_choice){some_label(b, seed, 4), role,
                                   kind == 1 && i > 0 && rnd(seed) % 3 == 0};
    }
    if (n > 2)
        answers[n - 1] = (struct answer_choice){"無回答", ROLE_NONE, false};
    return answers;
}

/* 200 characters. */
static inline const char *long_text(struct bench *b)
{
    struct buf text = buf_new(b->arena);
    for (int i = 0; i < 50; i++)
        buf_z(&text, "長い名前");
    return buf_text(&text);
}

#endif
