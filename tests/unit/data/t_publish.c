/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/publish.h"

#include "tests/tap.h"

static const struct publish_style ja = {LANG_JA, ERA_WAREKI, NULL};
static const struct publish_style en = {LANG_EN, ERA_SEIREKI, NULL};

static void numbers(struct arena *arena)
{
    static const struct {
        long long units;
        int scale;
        const char *ja, *en, *change_ja, *change_en;
    } rows[] = {
        {1497, 0, "1,497", "1,497", "＋1,497", "+1,497"},
        {999, 0, "999", "999", "＋999", "+999"},
        {-685, 1, "▲68.5", "−68.5", "▲68.5", "−68.5"},
        {0, 1, "0.0", "0.0", "0.0", "0.0"},
        {750, 1, "75.0", "75.0", "＋75.0", "+75.0"},
        {-5, 3, "▲0.005", "−0.005", "▲0.005", "−0.005"},
        {123456789, 2, "1,234,567.89", "1,234,567.89", "＋1,234,567.89",
         "+1,234,567.89"},
        {-100000, 0, "▲100,000", "−100,000", "▲100,000", "−100,000"},
        {12345678, 4, "1,234.5678", "1,234.5678", "＋1,234.5678",
         "+1,234.5678"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct decimal a = decimal_of(rows[i].units, rows[i].scale);
        is_text(publish_number(arena, ja, a), rows[i].ja, rows[i].ja);
        is_text(publish_number(arena, en, a), rows[i].en, rows[i].en);
        is_text(publish_change(arena, ja, a), rows[i].change_ja,
                rows[i].change_ja);
        is_text(publish_change(arena, en, a), rows[i].change_en,
                rows[i].change_en);
    }
    struct publish_style white = {LANG_JA, ERA_WAREKI, "△"};
    is_text(publish_number(arena, white, decimal_of(-12, 0)), "△12",
            "the sign of the style");
}

static void quantities(struct arena *arena)
{
    static const struct {
        const char *unit, *ja, *en;
    } rows[] = {
        {"件", "1,497件", "1,497 件"},
        {"%", "1,497％", "1,497%"},
        {"％", "1,497％", "1,497%"},
        {"ポイント", "1,497ポイント", "1,497 points"},
        {"百万円", "1,497百万円", "1,497 百万円"},
        {"ミリシーベルト", "1,497ミリシーベルト", "1,497 ミリシーベルト"},
        {"", "1,497", "1,497"},
        {NULL, "1,497", "1,497"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct decimal a = decimal_of(1497, 0);
        is_text(publish_quantity(arena, ja, a, rows[i].unit), rows[i].ja,
                rows[i].ja);
        is_text(publish_quantity(arena, en, a, rows[i].unit), rows[i].en,
                rows[i].en);
    }
}

struct expected {
    struct period period;
    const char *text[3]; /* LONG, SHORT, AXIS */
};

static void is_printed(struct arena *arena, struct publish_style style,
                       const struct expected *e)
{
    static const enum period_form forms[] = {PERIOD_LONG, PERIOD_SHORT,
                                             PERIOD_AXIS};
    for (size_t i = 0; i < 3; i++)
        is_text(publish_period(arena, style, e->period, forms[i]), e->text[i],
                e->text[i]);
}

static const struct period fy30 = {PERIOD_FISCAL_YEAR, 2018, 0, 0, 0};
static const struct period fy1 = {PERIOD_FISCAL_YEAR, 2019, 0, 0, 0};
static const struct period fy64 = {PERIOD_FISCAL_YEAR, 1989, 0, 0, 0};
static const struct period year = {PERIOD_YEAR, 2019, 0, 0, 0};
static const struct period month = {PERIOD_MONTH, 2022, 10, 0, 0};
static const struct period day = {PERIOD_DAY, 2019, 11, 1, 0};
static const struct period heisei = {PERIOD_DAY, 2019, 4, 30, 0};
static const struct period span = {PERIOD_SPAN, 2015, 0, 0, 2019};

static void wareki(struct arena *arena)
{
    const struct expected rows[] = {
        {fy30, {"平成30年度", "H30", "平成30"}},
        {fy1, {"令和元年度", "R1", "令和元"}},
        {fy64, {"平成元年度", "H1", "平成元"}},
        {year, {"令和元年", "R1", "令和元"}},
        {month, {"令和4年10月", "R4.10", "令和4.10"}},
        {day, {"令和元年11月1日", "R1.11.1", "令和元.11.1"}},
        {heisei, {"平成31年4月30日", "H31.4.30", "平成31.4.30"}},
        {span, {"平成27年度～令和元年度", "H27～R1", "平成27～令和元"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        is_printed(arena, ja, &rows[i]);
}

static void others(struct arena *arena)
{
    const struct publish_style seireki = {LANG_JA, ERA_SEIREKI, NULL};
    const struct publish_style both = {LANG_JA, ERA_BOTH, NULL};
    const struct publish_style en_wareki = {LANG_EN, ERA_WAREKI, NULL};
    const struct expected ja_seireki[] = {
        {fy30, {"2018年度", "2018", "2018"}},
        {day, {"2019年11月1日", "2019.11.1", "2019.11.1"}},
        {span, {"2015年度～2019年度", "2015～2019", "2015～2019"}},
    };
    const struct expected ja_both[] = {
        {fy30, {"平成30（2018）年度", "H30(2018)", "平成30(2018)"}},
        {day,
         {"令和元（2019）年11月1日", "R1(2019).11.1", "令和元(2019).11.1"}},
    };
    const struct expected english[] = {
        {fy30, {"FY2018", "FY2018", "2018"}},
        {year, {"2019", "2019", "2019"}},
        {month, {"2022-10", "2022-10", "2022-10"}},
        {day, {"2019-11-01", "2019-11-01", "2019-11-01"}},
        {span, {"FY2015–FY2019", "FY2015–FY2019", "2015–2019"}},
    };
    const struct expected letters = {fy30, {"H30", "H30", "H30"}};
    for (size_t i = 0; i < 3; i++)
        is_printed(arena, seireki, &ja_seireki[i]);
    for (size_t i = 0; i < 2; i++)
        is_printed(arena, both, &ja_both[i]);
    for (size_t i = 0; i < 5; i++)
        is_printed(arena, en, &english[i]);
    is_printed(arena, en_wareki, &letters);
}

static void codes(struct arena *arena)
{
    is_text(publish_period_code(arena, fy30), "FY2018", "FY2018");
    is_text(publish_period_code(arena, year), "2019", "2019");
    is_text(publish_period_code(arena, month), "2022-10", "2022-10");
    is_text(publish_period_code(arena, day), "2019-11-01", "2019-11-01");
    is_text(publish_period_code(arena, span), "FY2015-FY2019", "a span");
}

int main(void)
{
    struct arena *arena = arena_open();
    numbers(arena);
    quantities(arena);
    wareki(arena);
    others(arena);
    codes(arena);
    arena_close(arena);
    return tap_done();
}
