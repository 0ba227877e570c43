/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fixtures.h - figures to be tested, with published numbers.
 *
 * Sources: Sapporo city, 新・さっぽろ子ども未来プラン, results of 平成30年度,
 * and the plan that follows it (plan level, goal 1); Nishitokyo city, 第4回子ど
 * も子育て審議会 資料5 (令和6年2月6日).  Forecasts were computed with least
 * squares over the years that the texts name.
 */
#ifndef SHIHYO_TESTS_CHARTS_FIXTURES_H
#define SHIHYO_TESTS_CHARTS_FIXTURES_H

#include "charts/kit.h"
#include "charts/svg.h"
#include "tests/unit/charts/bench.h"

static const char *const fixture_remarks[] = {
    "進捗率＝（現状値－当初値）÷（目標値－当初値）。数値の▲は負。棒の点線は計"
    "画期間の経過割合（5年／6年）で、進捗率がこれを下回ると「遅れ」、0未満は「"
    "後退」。",
    "見込みは平成25～30年度の実績（6時点）に直線を当てはめた参考値。時点数が少"
    "なく、予測区間は広い。",
};

#define FIXTURE_NOTES                                                          \
    .meta = {.id = "fig", .title = "図1", .desc = "試験の図"},                 \
    .number = "図1", .remarks = fixture_remarks, .n_remarks = 2,               \
    .source = "札幌市「次期子ども・子育て支援事業計画（案）概要」資料2",       \
    .provenance = "shihyo 0.1.0 ｜ 計算記録 例"

/* ------------------------------------------- the plan of 2015, both rows */

static const struct figure_point loves_self[] = {
    {.year = 2014, .at = 63.1, .text = "63.1"},
    {.year = 2015, .at = 63.1, .text = "63.1"},
    {.year = 2016, .at = 64.6, .text = "64.6"},
    {.year = 2017, .at = 67.6, .text = "67.6"},
    {.year = 2018, .at = 67.4, .text = "67.4"},
};
static const struct figure_point easy_to_raise[] = {
    {.year = 2014, .at = 59.81, .text = "59.81"},
    {.year = 2015, .at = 55.9, .text = "55.9"},
    {.year = 2016, .at = 56.1, .text = "56.1"},
    {.year = 2017, .at = 54.4, .text = "54.4"},
    {.year = 2018, .at = 50.9, .text = "50.9"},
};
static const struct progress_row rows_2015[] = {
    {.label = "自分のことが好きだと思う子どもの割合",
     .segment = "",
     .mark = STATUS_MARK_BEHIND,
     .status = "遅れ（改善）",
     .has_baseline = true,
     .baseline = {.year = 2013, .at = 65.4, .text = "65.4"},
     .has_target = true,
     .target = {.year = 2019, .at = 75.0, .text = "75.0"},
     .actuals = loves_self,
     .n_actuals = 5,
     .has_forecast = true,
     .forecast = {.year = 2019, .at = 67.7, .text = "67.7"},
     .forecast_low = 61.4,
     .forecast_high = 74.0,
     .band_from = 67.0,
     .band_low = 61.9,
     .band_high = 72.1,
     .current_text = "67.4",
     .baseline_word = "当初値",
     .has_progress = true,
     .progress = 0.208,
     .elapsed = 5 / 6.0,
     .progress_text = "20.8％",
     .elapsed_text = "経過 83.3",
     .remaining_text = "7.6ポイント",
     .pace_text = "年＋7.6ポイント",
     .better_up = true},
    {.label = "子どもが生み育てやすい環境だと思う人の割合",
     .segment = "",
     .mark = STATUS_MARK_WORSE,
     .status = "後退",
     .has_baseline = true,
     .baseline = {.year = 2013, .at = 60.7, .text = "60.7"},
     .has_target = true,
     .target = {.year = 2019, .at = 75.0, .text = "75.0"},
     .actuals = easy_to_raise,
     .n_actuals = 5,
     .has_forecast = true,
     .forecast = {.year = 2019, .at = 49.8, .text = "49.8"},
     .forecast_low = 45.9,
     .forecast_high = 53.7,
     .band_from = 51.6,
     .current_text = "50.9",
     .baseline_word = "当初値",
     .has_progress = true,
     .progress = -0.685,
     .elapsed = 5 / 6.0,
     .progress_text = "▲68.5％",
     .elapsed_text = "経過 83.3",
     .remaining_text = "24.1ポイント",
     .pace_text = "年＋24.1ポイント",
     .better_up = true},
};
static const struct figure_progress plan_2015 = {
    .frame = {.kind = FIGURE_PROGRESS,
              FIXTURE_NOTES,
              .title = "計画全体の成果指標の達成状況",
              .message = "2指標とも、令和元年度の目標値75."
                         "0％に届いていない。1つは改善、1つは"
                         "当初値より低下。"},
    .unit = "％",
    .rows = rows_2015,
    .n_rows = 2,
    .is_share = true};

/* ------------------------------ the plan of 2020 as it begins: no actuals */

static const struct figure_point loves_self_before[] = {
    {.year = 2013, .at = 65.4, .text = "65.4"},
    {.year = 2014, .at = 63.1, .text = "63.1"},
    {.year = 2015, .at = 63.1, .text = "63.1"},
    {.year = 2016, .at = 64.6, .text = "64.6"},
    {.year = 2017, .at = 67.6, .text = "67.6"},
    {.year = 2018, .at = 67.4, .text = "67.4"},
};
static const struct figure_point easy_to_raise_before[] = {
    {.year = 2013, .at = 60.7, .text = "60.7"},
    {.year = 2014, .at = 59.81, .text = "59.81"},
    {.year = 2015, .at = 55.9, .text = "55.9"},
    {.year = 2016, .at = 56.1, .text = "56.1"},
    {.year = 2017, .at = 54.4, .text = "54.4"},
    {.year = 2018, .at = 50.9, .text = "50.9"},
};
static const struct progress_row rows_2020[] = {
    {.label = "自分のことが好きだと思う子どもの割合",
     .segment = "",
     .mark = STATUS_MARK_NONE,
     .status = "評価前",
     .has_baseline = true,
     .baseline = {.year = 2018, .at = 67.4, .text = "67.4"},
     .has_target = true,
     .target = {.year = 2024, .at = 80.0, .text = "80.0"},
     .actuals = loves_self_before,
     .n_actuals = 6,
     .current_text = "",
     .baseline_word = "現状値",
     .progress_text = "実績なし",
     .elapsed_text = "",
     .remaining_text = "12.6ポイント",
     .pace_text = "年＋2.1ポイント",
     .better_up = true},
    {.label = "子どもが生み育てやすい環境だと思う人の割合",
     .segment = "",
     .mark = STATUS_MARK_NONE,
     .status = "評価前",
     .has_baseline = true,
     .baseline = {.year = 2018, .at = 50.9, .text = "50.9"},
     .has_target = true,
     .target = {.year = 2024, .at = 80.0, .text = "80.0"},
     .actuals = easy_to_raise_before,
     .n_actuals = 6,
     .current_text = "",
     .baseline_word = "現状値",
     .progress_text = "",
     .elapsed_text = "",
     .remaining_text = "29.1ポイント",
     .pace_text = "年＋4.85ポイント",
     .better_up = true},
};
static const struct figure_progress plan_2020 = {
    .frame = {.kind = FIGURE_PROGRESS,
              FIXTURE_NOTES,
              .title = "計画全体の成果指標",
              .message = "令和6年度の目標値はどちらも80.0％。"},
    .unit = "％",
    .rows = rows_2020,
    .n_rows = 2,
    .is_share = true};

/* ------------------------------------- goal 1: seven segments, no actuals */

#define RIGHTS    "子どもの権利についての認知度"
#define TREASURED "子どもの権利が大切にされていると思う人の割合"
#define CONSULT   "いじめなどの不安や悩みを身近な人などに相談する子どもの割合"
#define SEGMENT(l, s, y, b, bt, t, tt, left, pace)                             \
    {                                                                          \
        .label = (l), .segment = (s), .mark = STATUS_MARK_NONE,                \
        .status = "評価前", .has_baseline = true,                              \
        .baseline = {.year = 2018, .at = (b), .text = (bt)},                   \
        .has_target = true, .target = {.year = (y), .at = (t), .text = (tt)},  \
        .current_text = "", .baseline_word = "現状値", .progress_text = "",    \
        .elapsed_text = "", .remaining_text = (left), .pace_text = (pace),     \
        .better_up = true                                                      \
    }
static const struct progress_row rows_goal1[] = {
    SEGMENT(RIGHTS, "大人", 2024, 61.0, "61.0", 75.0, "75.0", "14.0ポイント",
            "年＋2.33ポイント"),
    SEGMENT(RIGHTS, "子ども", 2024, 61.4, "61.4", 75.0, "75.0", "13.6ポイント",
            "年＋2.27ポイント"),
    SEGMENT(TREASURED, "大人", 2024, 49.2, "49.2", 65.0, "65.0", "15.8ポイント",
            "年＋2.63ポイント"),
    SEGMENT(TREASURED, "子ども", 2024, 63.8, "63.8", 70.0, "70.0",
            "6.2ポイント", "年＋1.03ポイント"),
    SEGMENT(CONSULT, "小学生", 2023, 93.5, "93.5", 96.0, "96.0", "2.5ポイント",
            "年＋0.50ポイント"),
    SEGMENT(CONSULT, "中学生", 2023, 88.1, "88.1", 90.0, "90.0", "1.9ポイント",
            "年＋0.38ポイント"),
    SEGMENT(CONSULT, "高校生", 2023, 87.9, "87.9", 90.0, "90.0", "2.1ポイント",
            "年＋0.42ポイント"),
};
static const struct figure_progress goal1 = {
    .frame = {.kind = FIGURE_PROGRESS,
              FIXTURE_NOTES,
              .title = "基本目標1の成果指標",
              .message = ""},
    .unit = "％",
    .rows = rows_goal1,
    .n_rows = 7,
    .is_share = true};

/* ------------- made up: an activity without a baseline, lower is better, an
 * achiever far beyond its target, one far behind 0, a reference value, marks */

static const struct figure_point consultations[] = {
    {.year = 2020, .at = 120, .text = "120"},
    {.year = 2021, .missing = true, .text = "…"},
    {.year = 2022, .at = 204, .text = "204"},
};
static const struct figure_point waiting[] = {
    {.year = 2019, .at = 17.9, .text = "17.9"},
    {.year = 2020, .at = 16.2, .text = "16.2"},
};
static const struct figure_point surged[] = {
    {.year = 2019, .at = 22.0, .text = "22.0"},
    {.year = 2020, .at = 26.9, .text = "26.9"},
};
static const struct figure_point beaten[] = {
    {.year = 2019, .at = 16.0, .text = "16.0"},
    {.year = 2020, .at = 11.5, .text = "11.5"},
};
static const struct progress_row rows_mixed[] = {
    {.label = "相談支援につながった件数（累計）",
     .segment = "",
     .mark = STATUS_MARK_NONE,
     .status = "評価前",
     .baseline = {.year = 2018, .missing = true, .text = "―"},
     .has_target = true,
     .target = {.year = 2022, .at = 300, .text = "300"},
     .current_text = "",
     .baseline_word = "当初値",
     .progress_text = "",
     .elapsed_text = "",
     .remaining_text = "",
     .pace_text = ""},
    {.label = "相談支援につながった件数（累計）",
     .segment = "うち新規",
     .mark = STATUS_MARK_NONE,
     .status = "評価なし",
     .baseline = {.year = 2018, .missing = true, .text = "―"},
     .has_target = true,
     .target = {.year = 2024, .at = 300, .text = "300"},
     .actuals = consultations,
     .n_actuals = 3,
     .current_text = "204",
     .baseline_word = "当初値",
     .progress_text = "基準となる値なし",
     .elapsed_text = "",
     .remaining_text = "96件",
     .pace_text = "年＋48.0件"},
    {.label = "困っていることを相談できない人の割合",
     .segment = "",
     .mark = STATUS_MARK_ON_TRACK,
     .status = "順調",
     .reference = true,
     .has_baseline = true,
     .baseline = {.year = 2018, .at = 18.5, .text = "18.5"},
     .has_target = true,
     .target = {.year = 2024, .at = 15.0, .text = "15.0"},
     .actuals = waiting,
     .n_actuals = 2,
     .current_text = "16.2",
     .baseline_word = "当初値",
     .has_progress = true,
     .progress = 0.657,
     .elapsed = 1 / 3.0,
     .progress_text = "65.7％",
     .elapsed_text = "経過 33.3",
     .remaining_text = "▲1.2ポイント",
     .pace_text = "年▲0.30ポイント"},
    {.label = "困っていることを相談できない人の割合",
     .segment = "ひとり親世帯",
     .mark = STATUS_MARK_WORSE,
     .status = "後退",
     .has_baseline = true,
     .baseline = {.year = 2018, .at = 18.5, .text = "18.5"},
     .has_target = true,
     .target = {.year = 2024, .at = 15.0, .text = "15.0"},
     .actuals = surged,
     .n_actuals = 2,
     .current_text = "26.9",
     .baseline_word = "当初値",
     .has_progress = true,
     .progress = -2.4,
     .elapsed = 1 / 3.0,
     .progress_text = "▲240.0％",
     .elapsed_text = "経過 33.3",
     .remaining_text = "▲11.9ポイント",
     .pace_text = "年▲2.98ポイント"},
    {.label = "困っていることを相談できない人の割合",
     .segment = "ふたり親世帯",
     .mark = STATUS_MARK_ACHIEVED,
     .status = "達成",
     .has_baseline = true,
     .baseline = {.year = 2018, .at = 18.5, .text = "18.5"},
     .has_target = true,
     .target = {.year = 2024, .at = 15.0, .text = "15.0"},
     .actuals = beaten,
     .n_actuals = 2,
     .current_text = "11.5",
     .baseline_word = "当初値",
     .has_progress = true,
     .progress = 2.0,
     .elapsed = 1 / 3.0,
     .progress_text = "200.0％",
     .elapsed_text = "経過 33.3",
     .remaining_text = "",
     .pace_text = ""},
};
static const struct figure_progress mixed = {
    .frame = {.kind = FIGURE_PROGRESS,
              FIXTURE_NOTES,
              .title = "さまざまな行",
              .message = "基準のない行、下がると良い行、尺度を越える行。"},
    .unit = "％、件",
    .rows = rows_mixed,
    .n_rows = 5};

/* -------------------------------------------------------------- the trend */

static const struct figure_point notices[] = {
    {.year = 2018, .at = 363, .text = "363"},
    {.year = 2019, .at = 284, .text = "284"},
    {.year = 2020, .at = 474, .text = "474"},
    {.year = 2021, .at = 501, .text = "501"},
    {.year = 2022, .at = 501, .text = "501"},
};
static const struct figure_trend nishitokyo = {
    .frame = {.kind = FIGURE_TREND,
              FIXTURE_NOTES,
              .title = "児童虐待の通告件数の推移",
              .message = "令和4年度は501件で、平成30年度の約1.4倍。直近2年は"
                         "横ばい。"},
    .unit = "件",
    .points = notices,
    .n_points = 5,
    .has_line = true,
    .line_from = 2018,
    .line_to = 2022,
    .line_at_from = 326,
    .line_at_to = 523.2,
    .has_forecast = true,
    .forecast = {.year = 2023, .at = 572.5, .text = "573"},
    .forecast_low = 265,
    .forecast_high = 880,
    .interval_text = "265～880",
    .caution = "5時点だけの傾向線であり、増加傾向は統計的に有意といえない（p＝"
               "0.10）。"};

/* Made up: missing marks, years without a record, a latest value of 0. */
static const struct figure_point gappy[] = {
    {.year = 2012, .at = 1204, .text = "1,204"},
    {.year = 2013, .missing = true, .text = "…"},
    {.year = 2014, .at = 990, .text = "990"},
    {.year = 2017, .at = 12, .text = "12"},
    {.year = 2018, .at = 0, .text = "0"},
    {.year = 2019, .missing = true, .text = "X"},
};
static const struct figure_trend gaps = {.frame = {.kind = FIGURE_TREND,
                                                   FIXTURE_NOTES,
                                                   .title = "欠測のある系列",
                                                   .message = ""},
                                         .unit = "人",
                                         .points = gappy,
                                         .n_points = 6,
                                         .interval_text = "",
                                         .caution = ""};

/* --------------------------------------------------------- random numbers */

enum shape {
    SHAPE_PLAIN,
    SHAPE_EQUAL,    /* all values are one */
    SHAPE_NEAR_0,   /* shares 0.0 to 1.9 */
    SHAPE_NEAR_100, /* shares 98.1 to 100.0 */
    SHAPE_HUGE,     /* up to 9,999,999 */
    SHAPE_NEGATIVE, /* changes: both signs */
    SHAPE_COUNT
};

/* Tenths of shares, whole numbers otherwise. */
static inline long long random_units(uint32_t *seed, enum shape shape,
                                     bool share, long long base)
{
    if (base && shape == SHAPE_EQUAL)
        return base;
    if (share && shape == SHAPE_NEAR_0)
        return rnd(seed) % 20;
    if (share && shape == SHAPE_NEAR_100)
        return 1000 - rnd(seed) % 20;
    if (share)
        return rnd(seed) % 1001;
    if (shape == SHAPE_HUGE)
        return ((long long)rnd(seed) * 7) % 10000000;
    if (shape == SHAPE_NEGATIVE)
        return (long long)(rnd(seed) % 4001) - 2000;
    return rnd(seed) % 1200;
}

static inline struct figure_point random_point(struct arena *arena,
                                               uint32_t *seed, enum shape shape,
                                               bool share, long long base,
                                               int year)
{
    struct decimal d =
        decimal_of(random_units(seed, shape, share, base), share ? 1 : 0);
    struct publish_style style = {.lang = LANG_JA};
    if (rnd(seed) % 12 == 0)
        return (struct figure_point){
            .year = year, .missing = true, .text = "…"};
    return (struct figure_point){.year = year,
                                 .at = decimal_double(d),
                                 .text = publish_number(arena, style, d)};
}

#endif
