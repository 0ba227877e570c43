/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of two year-by-year plans of 練馬区 (平成30～31年度 and 令和元～３年度)
 * with what was found in them by hand, then rows that are wrong on purpose.
 */
#include "indicators/schedule.h"

#include "tests/tap.h"

enum { MOST = 8 };

static const char *const heads_2018[] = {
    "平成26年度末の現況（ビジョン策定時点）",
    "平成29年度末の現況（前期計画終了時）",
    "平成30年度",
    "平成31年度",
    "計",
    "平成31年度目標",
    NULL};
static const char *const heads_2019[] = {
    "平成30年度末の現況", "令和元年度", "令和２年度", "令和３年度", "計",
    "令和３年度目標",     NULL};

static void make_heads(struct arena *arena, struct schedule *s,
                       const char *const *names)
{
    struct schedule_head *heads = arena_make(arena, struct schedule_head, MOST);
    struct finding f;
    while (names[s->n_columns]) {
        bool is_head = schedule_header(arena, names[s->n_columns],
                                       &heads[s->n_columns], &f);
        ok(is_head && f.id == MSG_NONE, names[s->n_columns]);
        s->n_columns++;
    }
    s->columns = heads;
}

static struct schedule make(struct arena *arena, const struct states *states,
                            const char *const *names, const char *const *cells)
{
    struct schedule s = {.states = states, .n_rows = 1};
    make_heads(arena, &s, names);
    struct schedule_entry *entries =
        arena_make(arena, struct schedule_entry, MOST);
    struct phrase_spec spec = {.states = states};
    for (size_t i = 0; i < s.n_columns; i++) {
        entries[i].phrase = phrase_read(arena, cells[i], &spec);
        entries[i].stage = schedule_stage_of(states, &entries[i].phrase);
    }
    struct schedule_line *line = arena_make(arena, struct schedule_line, 1);
    *line = (struct schedule_line){.id = "r", .cells = entries};
    s.rows = line;
    return s;
}

/* sum:7＋1=8 agrees; ... without the words that agree */
static const char *describe(struct arena *arena,
                            const struct schedule_findings *all)
{
    static const char *const rules[] = {
        "sum",   "open",     "stock", "word", "change",   "added",  "lost",
        "wider", "narrower", "slip",  "not",  "conflict", "against"};
    struct buf b = buf_new(arena);
    for (size_t i = 0; i < all->n; i++) {
        const struct schedule_finding *f = &all->items[i];
        if (f->rule == SCHEDULE_WORD && f->agrees)
            continue;
        buf_z(&b, b.len ? "; " : "");
        buf_z(&b, rules[f->rule]);
        const struct phrase_item *item = f->new ? f->new : f->old;
        if (item)
            buf_z(&b, str_join(arena, " ", item->name, item->frequency, NULL));
        if (f->formula || f->rule == SCHEDULE_CHANGE)
            buf_z(&b, str_join(arena, " ", f->formula ? f->formula : "", "=",
                               decimal_text(arena, f->computed), NULL));
        if (f->rule == SCHEDULE_SLIP)
            buf_z(&b,
                  str_join(arena, " ", f->before->phrase.state->word,
                           decimal_text(arena, decimal_of(f->years, 0)), NULL));
        if (f->like)
            buf_z(&b, str_join(arena, " like ", f->like->name, NULL));
        bool judged = f->rule == SCHEDULE_SUM || f->rule == SCHEDULE_STOCK ||
                      f->rule == SCHEDULE_AGAINST;
        if (judged && !f->agrees)
            buf_z(&b, " WRONG");
    }
    return buf_text(&b);
}

static struct states declared(struct arena *arena)
{
    struct states states;
    states_read(arena,
                "検討 協議 協議開始 < 開始 一部運用開始 < "
                "実施 配置 運用開始 派遣 参画 開設 開室 構築",
                "拡大 充実 増員", &states);
    return states;
}

static const struct {
    const char *const *heads;
    const char *cells[MOST];
    const char *expected;
} lines[] = {
    {heads_2018, /* 産後ケア事業実施場所 */
     {"—", "実施 (1か所)", "拡大 (1か所)", "—", "拡大 (1か所)", "計2か所"},
     "sum  1=1; stock  1＋1=2"},
    {heads_2018, /* 子育てのひろば */
     {"計22か所", "計25か所", "1か所開設", "1か所開設", "2か所開設",
      "計27か所"},
     "sum  1＋1=2; stock  25＋1＋1=27; change  =3"},
    {heads_2018, /* 発達に不安を抱える親子のひろば事業 */
     {"—", "—", "開始(5か所)", "—", "実施(5か所)", "実施(5か所)"},
     "sum  5=5; word; stock  5=5"},
    {heads_2018, /* 乳幼児一時預かり事業 */
     {"受入枠 年間2.5万人", "受入枠 年間3.5万人", "検討", "充実", "充実", ""},
     "change 受入枠年間 =1.0"},
    {heads_2018, /* 支援体制の強化: nothing can be added up */
     {"—", "心理 1名 保健師 2名", "増員 (人数調整中)", "—", "増員", ""},
     ""},
    {heads_2019, /* 外遊びの事業 */
     {"―", "７か所配置", "―", "１か所配置", "８か所配置",
      "相談員の配置 ８か所"},
     "sum  7＋1=8; stock  7＋1=8"},
    {heads_2019, /* 子育てひろば: a word adds nothing */
     {"―", "検討", "２か所配置", "２か所配置", "４か所配置",
      "相談員の配置 ４か所"},
     "sum  2＋2=4; stock  2＋2=4"},
    {heads_2019, /* のびのびひろば: 計 repeats 令和元年度 */
     {"月１回実施(５か所)", "月２回実施(４か所）月１回または２回実施 (１か所)",
      "実施", "実施", "月２回実施(４か所)月１回または２回実施 (１か所)", ""},
     "sum 月２回 4=4; sum 月１回または２回 1=1; word like 令和元年度"},
    {heads_2019, /* 受入対象年齢: the order of the years is declared */
     {"拡大の検討(対象年齢２‐12歳)", "拡大(対象年齢０‐12歳)", "検討", "検討",
      "対象年齢拡大", ""},
     "word like 令和元年度; wider 対象年齢"},
    {heads_2019, /* 区職員派遣 */
     {"課長級（月２回１人）一般職員（通年１人）",
      "課長級（通年１人）（月２回１人）一般職員（通年１人）", "―", "―",
      "課長級（通年１人）（月２回１人）一般職員（通年１人）", ""},
     "sum 課長級通年 1=1; sum 課長級月２回 1=1; sum 一般職員通年 1=1; "
     "added 課長級通年"},
    /* made up: wrong, open, or not to be judged */
    {heads_2019,
     {"―", "7か所配置", "―", "1か所配置", "9か所配置", ""},
     "sum  7＋1=8 WRONG"},
    {heads_2019,
     {"計25か所", "1か所開設", "―", "1か所開設", "2か所開設", "計28か所"},
     "sum  1＋1=2; stock  25＋1＋1=27 WRONG"},
    {heads_2019,
     {"5か所", "5か所実施", "6か所実施", "7か所実施", "", "7か所"},
     ""}, /* levels, not additions */
    {heads_2019,
     {"―", "7か所配置", "***", "***", "7か所配置", ""},
     "open  7=7"},
    {heads_2019,
     {"―", "7か所配置", "***", "―", "6か所配置", ""},
     "sum  7=7 WRONG"},
    {heads_2019, {"―", "―", "―", "―", "8か所配置", "8か所"}, ""},
    {heads_2019,
     {"***", "7か所配置", "―", "―", "7か所配置", "9か所"},
     "sum  7=7"},
    {heads_2019,
     {"心理5人 保健師4人 福祉等15人", "心理6人 保健師4人", "―", "―", "", ""},
     "lost 福祉等"},
    {heads_2019,
     {"実施(対象年齢0-12歳)", "拡大(対象年齢2-15歳)", "―", "―", "", ""},
     "narrower 対象年齢"},
};

static void alone(struct arena *arena)
{
    struct states states = declared(arena);
    for (size_t i = 0; i < LEN(lines); i++) {
        struct schedule s =
            make(arena, &states, lines[i].heads, lines[i].cells);
        struct schedule_findings f =
            schedule_judge(arena, &s, s.rows, NULL, NULL);
        is_text(describe(arena, &f), lines[i].expected, lines[i].cells[4]);
    }
}

static void chained(struct arena *arena)
{
    static const struct {
        const char *old[MOST], *now[MOST], *expected, *what;
    } rows[] = {
        {{"—", "協議", "協議", "実施", "実施", ""},
         {"協議", "開始", "実施", "実施", "実施", ""},
         "against; conflict; slip 実施1",
         "事案送致: 実施 becomes 開始 for one year, 1 year later"},
        {{"—", "実施", "実施", "実施", "実施", ""},
         {"実施", "実施", "実施", "実施", "実施", ""},
         "against",
         "面談: was running before that plan"},
        {{"—", "心理 1名 保健師 2名 福祉等 15名 非常勤相談員 10名",
          "増員 (人数調整中)", "—", "増員", ""},
         {"心理　５人 保健師　４人 福祉等　15人 非常勤相談員　10人", "増員",
          "―", "―", "増員", ""},
         "change 心理 =4; change 保健師 =2; change 福祉等 =0; "
         "change 非常勤相談員 =0",
         "支援体制: +4, +2, 0, 0; 増員 was done, and comes again"},
        {{"—", "開始 (対象年齢:2-12歳)", "拡大に向けた検討", "拡大", "拡大",
          ""},
         {"検討", "検討", "検討", "拡大", "拡大", ""},
         "against; conflict; slip 拡大2",
         "受入対象年齢 in the other order of cells: 2 years later"},
        {{"—", "—", "開始(5か所)", "—", "実施(5か所)", ""},
         {"月１回実施(５か所)", "実施", "実施", "実施", "実施", ""},
         "against; slip 開始0",
         "ひろば: begun in time, whatever the frequency"},
        {{"—", "協議", "協議", "実施", "実施", ""},
         {"協議", "検討", "検討", "開始", "開始", ""},
         "against; conflict; not",
         "a state that is not reached any more"},
        {{"—", "協議", "実施", "実施", "実施", ""},
         {"協議", "実施", "実施", "実施", "実施", ""},
         "against WRONG; slip 実施1",
         "planned for the year of the status, and not there"},
    };
    struct states states = declared(arena);
    for (size_t i = 0; i < LEN(rows); i++) {
        struct schedule a = make(arena, &states, heads_2018, rows[i].old);
        struct schedule b = make(arena, &states, heads_2019, rows[i].now);
        struct schedule_findings f =
            schedule_judge(arena, &b, b.rows, &a, a.rows);
        is_text(describe(arena, &f), rows[i].expected, rows[i].what);
    }
}

static void headers(struct arena *arena)
{
    struct schedule_head head;
    struct finding f;
    ok(schedule_header(arena, "平成26年度末の現況（ビジョン策定時点）", &head,
                       &f) &&
           head.part == PART_STATUS && head.period.year == 2014,
       "a labelled status");
    is_text(head.label, "ビジョン策定時点", "its label");
    struct schedule_head other;
    schedule_header(arena, "平成31年度", &head, &f);
    schedule_header(arena, "令和元年度", &other, &f);
    ok(period_compare(head.period, other.period) == 0,
       "平成31年度 is 令和元年度");
    ok(schedule_header(arena, "status FY2018", &head, &f) &&
           head.part == PART_STATUS && head.period.year == 2018,
       "in English");
    ok(schedule_header(arena, "target FY2021", &head, &f) &&
           head.part == PART_TARGET,
       "a target in English");
    ok(schedule_header(arena, "30年度", &head, &f) && message_is_error(f.id),
       "a year without era is a column, and wrong");
    ok(!schedule_header(arena, "備考", &head, &f), "a remark is none");
    ok(!schedule_header(arena, "目標", &head, &f), "a target without year");
    ok(!schedule_header(arena, "", &head, &f), "an empty head");
}

static void stages(struct arena *arena)
{
    static const struct {
        const char *text;
        enum entry_stage stage;
    } rows[] = {{"―", STAGE_NONE},
                {"検討", STAGE_CONSIDER},
                {"拡大に向けた検討", STAGE_CONSIDER},
                {"一部運用開始 ※1", STAGE_START},
                {"運用開始", STAGE_RUN},
                {"拡大", STAGE_RUN},
                {"計25か所", STAGE_RUN},
                {"***", STAGE_NONE}};
    struct states states = declared(arena);
    for (size_t i = 0; i < LEN(rows); i++) {
        struct phrase p = phrase_read(arena, rows[i].text,
                                      &(struct phrase_spec){.states = &states});
        is_int(schedule_stage_of(&states, &p), rows[i].stage, rows[i].text);
    }
    /* （仮称）母子健康電子システム: 検討 検討 一部運用開始 運用開始 */
    static const char *const cells[] = {
        "検討", "検討", "一部運用開始 ※1", "運用開始", "運用開始", ""};
    static const int expected[] = {0, 0, 1, 2, -1, -1};
    struct schedule s = make(arena, &states, heads_2019, cells);
    int steps[MOST];
    schedule_reached(&s, s.rows, steps);
    for (size_t i = 0; i < s.n_columns; i++)
        is_int(steps[i], expected[i], "the step reached");
    struct quantity q = schedule_completion(&states, 1);
    is_text(decimal_text(arena, q.published), "66.7", "2 of 3 steps");
    q = schedule_completion(&states, -1);
    is_text(decimal_text(arena, q.published), "0.0", "nothing yet");
}

int main(void)
{
    struct arena *arena = arena_open();
    headers(arena);
    alone(arena);
    chained(arena);
    stages(arena);
    arena_close(arena);
    return tap_done();
}
