/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plans_schedule.h - year tables of two published plans: Nerima city, グランド
 * デザイン構想 戦略計画 計画2 (令和元～3年度, with 事業費), and
 * みどりの風吹くまち ビジョン アクションプラン (平成30・31年度, two columns of
 * 現況, no 事業費).  The meaning of ★ is made up: the texts do not print it.
 */
#ifndef SHIHYO_TESTS_CHARTS_PLANS_SCHEDULE_H
#define SHIHYO_TESTS_CHARTS_PLANS_SCHEDULE_H

#include "charts/figure.h"

static const struct grid_cell n19_c0[] = {{"検討", "", CHIP_NONE},
                                          {"検討", "", CHIP_CONSIDER},
                                          {"一部運用開始", "※1", CHIP_START},
                                          {"運用開始", "", CHIP_RUN},
                                          {"運用開始", "", CHIP_NONE},
                                          {"運用開始", "", CHIP_NONE}};
static const struct grid_row n19_rows_2_1[] = {
    {.section = "",
     .mark = "★",
     .label = "（仮称）母子健康電子システムの構築",
     .cells = n19_c0},
};
static const char *const n19_money_2_1[] = {"", "9", "***", "***", "9", ""};
static const struct grid_cost n19_costs_2_1[] = {
    {.label = "事業費（百万円）", .texts = n19_money_2_1, .partial = true}};
static const struct grid_cell n19_c1[] = {
    {"―", "", CHIP_NONE},          {"７か所配置", "", CHIP_RUN},
    {"―", "", CHIP_NONE},          {"１か所配置", "", CHIP_RUN},
    {"８か所配置", "", CHIP_NONE}, {"８か所配置", "", CHIP_NONE}};
static const struct grid_cell n19_c2[] = {
    {"―", "", CHIP_NONE},          {"検討", "", CHIP_CONSIDER},
    {"２か所配置", "", CHIP_RUN},  {"２か所配置", "", CHIP_RUN},
    {"４か所配置", "", CHIP_NONE}, {"４か所配置", "", CHIP_NONE}};
static const struct grid_cell n19_c3[] = {
    {"月１回実施(５か所)", "", CHIP_NONE},
    {"月２回実施(４か所）月１回または２回実施 (１か所)", "", CHIP_RUN},
    {"実施", "", CHIP_RUN},
    {"実施", "", CHIP_RUN},
    {"月２回実施(４か所)月１回または２回実施 (１か所)", "", CHIP_NONE},
    {"月２回実施(４か所)月１回または２回実施 (１か所)", "", CHIP_NONE}};
static const struct grid_row n19_rows_2_2[] = {
    {.section = "",
     .mark = "",
     .label = "①外遊びの事業(おひさまぴよぴよ)(８か所) 相談員の配置 ８か所",
     .cells = n19_c1},
    {.section = "",
     .mark = "",
     .label = "②児童館学童クラブ室を活用した子育てひろば(にこにこ)(17か所) "
              "相談員の配置 ４か所",
     .cells = n19_c2},
    {.section = "",
     .mark = "",
     .label =
         "③発達に不安のある親子のひろば事業（のびのびひろば)"
         "（5か所）【再掲】※１ 月２回実施(４か所) 月１回または２回実施(１か所)",
     .cells = n19_c3},
};
static const char *const n19_money_2_2[] = {"", "4", "4", "9", "17", ""};
static const struct grid_cost n19_costs_2_2[] = {
    {.label = "事業費（百万円）", .texts = n19_money_2_2, .partial = false}};
static const struct grid_cell n19_c4[] = {
    {"実施", "", CHIP_NONE}, {"実施", "", CHIP_RUN},  {"実施", "", CHIP_RUN},
    {"実施", "", CHIP_RUN},  {"実施", "", CHIP_NONE}, {"実施", "", CHIP_NONE}};
static const struct grid_cell n19_c5[] = {
    {"―", "", CHIP_NONE},   {"―", "", CHIP_NONE},    {"配置", "", CHIP_RUN},
    {"配置", "", CHIP_RUN}, {"配置", "", CHIP_NONE}, {"配置", "", CHIP_NONE}};
static const struct grid_row n19_rows_2_3[] = {
    {.section = "",
     .mark = "",
     .label = "妊娠・子育て相談員による全ての妊婦との面談・支援の実施",
     .cells = n19_c4},
    {.section = "",
     .mark = "★",
     .label = "保健相談所への心理相談員の配置",
     .cells = n19_c5},
};
static const char *const n19_money_2_3[] = {"", "28", "***", "***", "28", ""};
static const struct grid_cost n19_costs_2_3[] = {
    {.label = "事業費（百万円）", .texts = n19_money_2_3, .partial = true}};
static const struct grid_cell n19_c6[] = {
    {"心理 ５人 保健師 ４人 福祉等 15人 非常勤相談員 10人", "", CHIP_NONE},
    {"増員", "", CHIP_RUN},
    {"―", "", CHIP_NONE},
    {"―", "", CHIP_NONE},
    {"増員", "", CHIP_NONE},
    {"増員", "", CHIP_NONE}};
static const struct grid_cell n19_c7[] = {
    {"―", "", CHIP_NONE}, {"配置", "", CHIP_RUN},  {"―", "", CHIP_NONE},
    {"―", "", CHIP_NONE}, {"配置", "", CHIP_NONE}, {"配置", "", CHIP_NONE}};
static const struct grid_cell n19_c8[] = {
    {"拡大の検討(対象年齢２‐12歳)", "", CHIP_NONE},
    {"拡大(対象年齢０‐12歳)", "", CHIP_RUN},
    {"検討", "", CHIP_CONSIDER},
    {"検討", "", CHIP_CONSIDER},
    {"対象年齢拡大", "", CHIP_NONE},
    {"対象年齢拡大", "", CHIP_NONE}};
static const struct grid_cell n19_c9[] = {
    {"―", "", CHIP_NONE},     {"検討", "", CHIP_CONSIDER},
    {"開始", "", CHIP_START}, {"実施", "", CHIP_RUN},
    {"実施", "", CHIP_NONE},  {"実施", "", CHIP_NONE}};
static const struct grid_cell n19_c10[] = {
    {"課長級（月２回１人）一般職員（通年１人）", "", CHIP_NONE},
    {"課長級（通年１人）（月２回１人）一般職員（通年１人）", "", CHIP_RUN},
    {"―", "", CHIP_NONE},
    {"―", "", CHIP_NONE},
    {"課長級（通年１人）（月２回１人）一般職員（通年１人）", "", CHIP_NONE},
    {"課長級（通年１人）（月２回１人）一般職員（通年１人）", "", CHIP_NONE}};
static const struct grid_cell n19_c11[] = {
    {"協議", "", CHIP_NONE}, {"開始", "", CHIP_START}, {"実施", "", CHIP_RUN},
    {"実施", "", CHIP_RUN},  {"実施", "", CHIP_NONE},  {"実施", "", CHIP_NONE}};
static const struct grid_cell n19_c12[] = {
    {"協議開始", "", CHIP_NONE},
    {"協議", "", CHIP_CONSIDER},
    {"協議", "", CHIP_CONSIDER},
    {"都と共同で取り組む仕組みの構築", "", CHIP_RUN},
    {"都と共同で取り組む仕組みの構築", "", CHIP_NONE},
    {"都と共同で取り組む仕組みの構築", "", CHIP_NONE}};
static const struct grid_row n19_rows_2_4[] = {
    {.section = "① 子ども家庭支援センターによる支援体制の充実",
     .mark = "",
     .label = "支援体制の強化",
     .cells = n19_c6},
    {.section = "① 子ども家庭支援センターによる支援体制の充実",
     .mark = "",
     .label = "スーパーバイザーの配置(弁護士・児童相談所ＯＢ等)",
     .cells = n19_c7},
    {.section = "① 子ども家庭支援センターによる支援体制の充実",
     .mark = "",
     .label = "要支援家庭を対象としたショートステイ事業 受入対象年齢 の拡大",
     .cells = n19_c8},
    {.section = "① 子ども家庭支援センターによる支援体制の充実",
     .mark = "",
     .label = "協力家庭によるショートステイ事業の実施",
     .cells = n19_c9},
    {.section = "都児童相談センターとの連携の強化",
     .mark = "",
     .label = "都児童相談センターへの区職員派遣 拡大",
     .cells = n19_c10},
    {.section = "都児童相談センターとの連携の強化",
     .mark = "",
     .label = "都児童相談センターからの事案送致・指導措置委託",
     .cells = n19_c11},
    {.section = "都児童相談センターとの連携の強化",
     .mark = "",
     .label = "都との協議 都と共同で取り組む仕組みの構築",
     .cells = n19_c12},
};
static const char *const n19_money_2_4[] = {"", "21", "21", "21", "63", ""};
static const struct grid_cost n19_costs_2_4[] = {
    {.label = "事業費（百万円）", .texts = n19_money_2_4, .partial = false}};
static const struct grid_group n19_groups[] = {
    {.number = "1",
     .title = "（仮称）母子健康電子システムの構築",
     .department = "健康部 健康推進課、保健相談所",
     .rows = n19_rows_2_1,
     .n_rows = LEN(n19_rows_2_1),
     .costs = n19_costs_2_1,
     .n_costs = 1},
    {.number = "2",
     .title = "乳幼児親子の身近な相談場所の拡充",
     .department = "こども家庭部 子育て支援課、練馬子ども家庭支援センター",
     .rows = n19_rows_2_2,
     .n_rows = LEN(n19_rows_2_2),
     .costs = n19_costs_2_2,
     .n_costs = 1},
    {.number = "3",
     .title = "成長発達に関わる相談サポート体制の充実",
     .department = "健康部 健康推進課、保健相談所",
     .rows = n19_rows_2_3,
     .n_rows = LEN(n19_rows_2_3),
     .costs = n19_costs_2_3,
     .n_costs = 1},
    {.number = "4",
     .title = "新しい児童相談体制の構築",
     .department = "こども家庭部 練馬子ども家庭支援センター",
     .rows = n19_rows_2_4,
     .n_rows = LEN(n19_rows_2_4),
     .costs = n19_costs_2_4,
     .n_costs = 1},
};

static const struct grid_cell n18_c0[] = {
    {"—", "", CHIP_NONE},   {"実施", "", CHIP_NONE}, {"実施", "", CHIP_RUN},
    {"実施", "", CHIP_RUN}, {"実施", "", CHIP_NONE}, {"実施", "", CHIP_NONE}};
static const struct grid_cell n18_c1[] = {{"—", "", CHIP_NONE},
                                          {"実施 (1か所)", "", CHIP_NONE},
                                          {"拡大 (1か所)", "", CHIP_RUN},
                                          {"—", "", CHIP_NONE},
                                          {"拡大 (1か所)", "", CHIP_NONE},
                                          {"拡大 (1か所)", "", CHIP_NONE}};
static const struct grid_row n18_rows_1_1[] = {
    {.section = "",
     .mark = "★",
     .label = "妊娠・子育て相談員による全ての妊婦との面談・支援の実施",
     .cells = n18_c0},
    {.section = "",
     .mark = "",
     .label = "産後ケア事業実施場所の拡大 (計2か所)",
     .cells = n18_c1},
};
static const struct grid_cell n18_c2[] = {
    {"—", "", CHIP_NONE},
    {"心理 1名 保健師 2名 福祉等 15名 非常勤相談員 10名", "", CHIP_NONE},
    {"増員 (人数調整中)", "", CHIP_RUN},
    {"—", "", CHIP_NONE},
    {"増員", "", CHIP_NONE},
    {"増員", "", CHIP_NONE}};
static const struct grid_cell n18_c3[] = {
    {"—", "", CHIP_NONE},   {"開始", "", CHIP_NONE}, {"実施", "", CHIP_RUN},
    {"実施", "", CHIP_RUN}, {"実施", "", CHIP_NONE}, {"実施", "", CHIP_NONE}};
static const struct grid_cell n18_c4[] = {{"—", "", CHIP_NONE},
                                          {"開始", "", CHIP_NONE},
                                          {"訪問施設の拡大", "", CHIP_RUN},
                                          {"拡大", "", CHIP_RUN},
                                          {"拡大", "", CHIP_NONE},
                                          {"拡大", "", CHIP_NONE}};
static const struct grid_cell n18_c5[] = {
    {"—", "", CHIP_NONE},
    {"開始 (対象年齢:2-12歳)", "", CHIP_NONE},
    {"拡大に向けた検討", "", CHIP_CONSIDER},
    {"拡大", "", CHIP_RUN},
    {"拡大", "", CHIP_NONE},
    {"拡大", "", CHIP_NONE}};
static const struct grid_cell n18_c6[] = {
    {"—", "", CHIP_NONE},
    {"課長級および 一般職員(福祉職) の派遣", "", CHIP_NONE},
    {"実施", "", CHIP_RUN},
    {"拡大", "", CHIP_RUN},
    {"拡大", "", CHIP_NONE},
    {"拡大", "", CHIP_NONE}};
static const struct grid_cell n18_c7[] = {
    {"—", "", CHIP_NONE},   {"参画", "", CHIP_NONE}, {"参画", "", CHIP_RUN},
    {"参画", "", CHIP_RUN}, {"参画", "", CHIP_NONE}, {"参画", "", CHIP_NONE}};
static const struct grid_cell n18_c8[] = {
    {"—", "", CHIP_NONE},        {"協議", "", CHIP_NONE},
    {"協議", "", CHIP_CONSIDER}, {"実施", "", CHIP_RUN},
    {"実施", "", CHIP_NONE},     {"実施", "", CHIP_NONE}};
static const struct grid_row n18_rows_1_2[] = {
    {.section = "① 子ども家庭支援センターによる支援体制の充実",
     .mark = "",
     .label = "支援体制の強化",
     .cells = n18_c2},
    {.section = "① 子ども家庭支援センターによる支援体制の充実 / "
                "専門相談員による巡回訪問支援",
     .mark = "",
     .label = "1)要支援家庭への 見守り訪問",
     .cells = n18_c3},
    {.section = "① 子ども家庭支援センターによる支援体制の充実 / "
                "専門相談員による巡回訪問支援",
     .mark = "",
     .label = "2)保育園など関係 施設への 巡回訪問",
     .cells = n18_c4},
    {.section = "① 子ども家庭支援センターによる支援体制の充実",
     .mark = "",
     .label = "要支援家庭を対象 としたショートステ イ事業 受入対象年齢 の拡大",
     .cells = n18_c5},
    {.section = "② 都児童相談センターとの連携の強化",
     .mark = "",
     .label = "都児童相談セン ターへの区職員派 遣の拡大",
     .cells = n18_c6},
    {.section = "② 都児童相談センターとの連携の強化",
     .mark = "",
     .label =
         "都児童相談セン ター職員の 区子ども家庭支援 センター会議への 参画",
     .cells = n18_c7},
    {.section = "② 都児童相談センターとの連携の強化",
     .mark = "",
     .label = "都児童相談セン ターとの事案送 致・指導措置委託 の連携の実施",
     .cells = n18_c8},
};
static const struct grid_cell n18_c9[] = {
    {"計22か所", "", CHIP_NONE},  {"計25か所", "", CHIP_NONE},
    {"1か所開設", "", CHIP_RUN},  {"1か所開設", "", CHIP_RUN},
    {"2か所開設", "", CHIP_NONE}, {"2か所開設", "", CHIP_NONE}};
static const struct grid_cell n18_c10[] = {
    {"週3～4日開室", "", CHIP_NONE}, {"週3～4日開室", "", CHIP_NONE},
    {"拡大", "", CHIP_RUN},          {"拡大", "", CHIP_RUN},
    {"拡大", "", CHIP_NONE},         {"拡大", "", CHIP_NONE}};
static const struct grid_cell n18_c11[] = {{"—", "", CHIP_NONE},
                                           {"—", "", CHIP_NONE},
                                           {"開始(5か所)", "", CHIP_START},
                                           {"—", "", CHIP_NONE},
                                           {"実施(5か所)", "", CHIP_NONE},
                                           {"実施(5か所)", "", CHIP_NONE}};
static const struct grid_cell n18_c12[] = {
    {"—", "", CHIP_NONE},
    {"おひさまびよびよ 6か所で実施", "", CHIP_NONE},
    {"検討", "", CHIP_CONSIDER},
    {"充実", "", CHIP_RUN},
    {"充実", "", CHIP_NONE},
    {"充実", "", CHIP_NONE}};
static const struct grid_cell n18_c13[] = {
    {"受入枠 年間2.5万人", "", CHIP_NONE},
    {"受入枠 年間3.5万人", "", CHIP_NONE},
    {"検討", "", CHIP_CONSIDER},
    {"充実", "", CHIP_RUN},
    {"充実", "", CHIP_NONE},
    {"充実", "", CHIP_NONE}};
static const struct grid_row n18_rows_1_3[] = {
    {.section = "",
     .mark = "",
     .label = "① 子育てのひろば 計27か所",
     .cells = n18_c9},
    {.section = "",
     .mark = "",
     .label = "② 民設子育ての ひろば 開室日拡大",
     .cells = n18_c10},
    {.section = "",
     .mark = "☆",
     .label = "☆ ③ 発達に不安を抱える 親子のひろば事業 実施(5か所)",
     .cells = n18_c11},
    {.section = "",
     .mark = "",
     .label = "④ 「外遊びの場提供 事業」の充実",
     .cells = n18_c12},
    {.section = "",
     .mark = "",
     .label = "⑤ 乳幼児一時預かり 事業の充実",
     .cells = n18_c13},
};
static const struct grid_group n18_groups[] = {
    {.number = "1-1",
     .title = "妊娠・出産から子育て期までの切れ目のない支援の充実",
     .department = "健康部 健康推進課、保健相談所",
     .rows = n18_rows_1_1,
     .n_rows = LEN(n18_rows_1_1)},
    {.number = "1-2",
     .title = "子ども家庭支援センターにおける児童相談体制の強化",
     .department = "こども家庭部 練馬子ども家庭支援センター",
     .rows = n18_rows_1_2,
     .n_rows = LEN(n18_rows_1_2)},
    {.number = "1-3",
     .title = "地域の子育て支援の充実",
     .department = "こども家庭部 練馬子ども家庭支援センター",
     .rows = n18_rows_1_3,
     .n_rows = LEN(n18_rows_1_3)},
};

static const struct grid_column columns_2019[] = {
    {GRID_STATUS, "平成30年度末の現況"},
    {GRID_YEAR, "令和元年度"},
    {GRID_YEAR, "令和２年度"},
    {GRID_YEAR, "令和３年度"},
    {GRID_TOTAL, "計"},
    {GRID_TARGET, "令和３年度目標"}};
static const struct grid_column columns_2018[] = {
    {GRID_STATUS, "平成26年度末の現況（ビジョン策定時点）"},
    {GRID_STATUS, "平成29年度末の現況"},
    {GRID_YEAR, "30年度"},
    {GRID_YEAR, "31年度"},
    {GRID_TOTAL, "計"},
    {GRID_TARGET, "31年度目標"}};
static const struct grid_sign signs[] = {{"★", "新規・充実"}};
static const char *const remarks[] = {
    "事業費の計は公表値。「***」は金額未定のため、計に含まれない。",
    "※1 国の情報連携の仕組みの検討動向を注視しながら構築を進める。"};

#define FRAME(t, m)                                                                                      \
    {                                                                                                    \
        .kind = FIGURE_SCHEDULE,                                                                         \
        .meta = {.id = "fig", .title = "表2", .desc = "試験の図"},                                       \
        .number = "表2", .title = (t), .message = (m), .remarks = remarks,                               \
        .n_remarks = 2,                                                                                  \
        .source = "練馬区「グランドデザイン構想 戦略計画2 子どもの成長に合わ" \
                  "せた切れ目のないサポートの充実」",                                                    \
        .provenance = "shihyo 0.1.0 ｜ 計算記録 例"                                                \
    }

static const struct figure_schedule nerima_2019 = {
    .frame = FRAME("年度別の取組計画（令和元～3年度）",
                   "電子システムは令和2年度に一部運用を始め、3年度に運用を開"
                   "始する。"),
    .columns = columns_2019,
    .n_columns = LEN(columns_2019),
    .groups = n19_groups,
    .n_groups = LEN(n19_groups),
    .signs = signs,
    .n_signs = 1};
static const struct figure_schedule nerima_2018 = {
    .frame = FRAME("年度別の取組計画（平成30・31年度）", ""),
    .columns = columns_2018,
    .n_columns = LEN(columns_2018),
    .groups = n18_groups,
    .n_groups = LEN(n18_groups)};

#endif
