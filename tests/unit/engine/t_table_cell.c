/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cells of tables.  The texts are from Tokyo's 資料５ (2022), Nishitokyo's
 * 資料５ (2024) and Sapporo's 資料２, where not marked as hostile.
 */
#include "engine/plan_int.h"
#include "engine/plan_tables.h"
#include "tests/tap.h"

static struct arena *arena;
static struct diag *diag;

static struct table_cell read_as(enum table_column_kind kind, const char *unit,
                                 const char *text)
{
    static struct plan plan;
    struct plan_reader r = {.arena = arena, .diag = diag, .plan = &plan};
    struct table_column column = {
        .name = "c", .id = "c", .label = "c", .unit = unit, .kind = kind};
    return table_cell_read(&r, &column, unit, text, (struct place){0});
}

static bool number_is(const struct table_cell *cell, long long units, int scale)
{
    return cell->kind == CELL_VALUE && value_is_number(&cell->value) &&
           cell->value.number.scale == scale &&
           cell->value.number.units == units;
}

static void test_numbers(void)
{
    struct table_cell c = read_as(COLUMN_MONEY, "百万円", "1,610百万円");
    ok(number_is(&c, 1610, 0), "1,610百万円 is not scaled");
    c = read_as(COLUMN_NUMBER, "割", "約７割");
    ok(number_is(&c, 7, 0) && c.qualifier == QUALIFIER_ABOUT, "約７割");
    is_text(c.published, "約７割", "the text is kept");
    c = read_as(COLUMN_NUMBER, "％", "45.0％");
    ok(number_is(&c, 450, 1), "45.0 keeps its zero");
    c = read_as(COLUMN_COUNT, "回", "3回程度");
    ok(number_is(&c, 3, 0) && c.qualifier == QUALIFIER_ROUGHLY, "3回程度");
    c = read_as(COLUMN_COUNT, "回", "第2回");
    ok(number_is(&c, 2, 0) && c.qualifier == QUALIFIER_ORDINAL, "第2回");
    c = read_as(COLUMN_NUMBER, "歳", "３歳以下");
    ok(number_is(&c, 3, 0) && c.qualifier == QUALIFIER_AT_MOST, "３歳以下");
    c = read_as(COLUMN_NUMBER, "％", "20％以上");
    ok(c.qualifier == QUALIFIER_AT_LEAST, "20％以上");
    c = read_as(COLUMN_NUMBER, "件", "5件未満");
    ok(c.qualifier == QUALIFIER_BELOW, "5件未満");
    c = read_as(COLUMN_NUMBER, "歳", "２～12歳");
    ok(c.kind == CELL_RANGE && c.value.number.units == 2 && c.high.units == 12,
       "２～12歳 is a range");
    c = read_as(COLUMN_RANK, "", "③");
    ok(number_is(&c, 3, 0), "③ is rank 3");
}

static void test_tuples_and_marks(void)
{
    struct table_cell c = read_as(COLUMN_NUMBER, "台+人", "87台180人");
    ok(c.kind == CELL_VALUE && c.value.n_parts == 2, "87台180人 has two parts");
    is_int((long long)c.value.parts[1].number.units, 180, "180人");
    c = read_as(COLUMN_MONEY, "百万円", "***");
    ok(c.kind == CELL_VALUE && c.value.kind == VALUE_MISSING &&
           c.value.missing == MISSING_UNAVAILABLE,
       "*** is never a number");
    c = read_as(COLUMN_MONEY, "百万円", "");
    ok(c.kind == CELL_EMPTY, "an empty cell states nothing");
    c = read_as(COLUMN_TEXT, "", "12～2歳");
    ok(c.kind == CELL_TEXT, "a text is never interpreted");
}

static void test_periods(void)
{
    struct table_cell c = read_as(COLUMN_PERIOD, "", "平成30年（運行当初）");
    ok(c.kind == CELL_PERIOD && c.from.kind == PERIOD_YEAR &&
           c.from.year == 2018,
       "平成30年 is a calendar year");
    is_text(c.note, "運行当初", "what stood in brackets");
    c = read_as(COLUMN_PERIOD, "", "令和４年10月");
    ok(c.from.kind == PERIOD_MONTH && c.from.month == 10, "a month");
    c = read_as(COLUMN_PERIOD, "", "R4.7.26");
    ok(c.from.kind == PERIOD_DAY && c.from.day == 26, "a day");
    c = read_as(COLUMN_PERIOD, "", "令和３年度～令和５年度");
    ok(c.from.year == 2021 && c.to.year == 2023 && !c.open, "a span");
    c = read_as(COLUMN_PERIOD, "", "R２～");
    ok(c.from.year == 2020 && c.open, "a span without an end");
    c = read_as(COLUMN_PERIOD, "", "令和４年１０月２６日（水）");
    is_text(c.note, "水", "the weekday that is printed");
}

static void test_rates_and_lists(void)
{
    struct table_cell c = read_as(
        COLUMN_RATE, "", "１０／１０（３年）; １／２（３年間補助以降）");
    ok(c.kind == CELL_RATES && c.n_rates == 2, "two rates");
    is_int(c.rates[0].fraction.num, 10, "10/10 is not 1");
    is_text(c.rates[0].published, "１０／１０", "as printed");
    is_text(c.rates[1].condition, "３年間補助以降", "with its condition");
    c = read_as(COLUMN_LIST, "", "墨田区、大田区、渋谷区、調布市");
    is_int((long long)c.n_names, 4, "four municipalities");
    c = read_as(COLUMN_LIST, "",
                "群馬 山梨 三重 滋賀 京都 香川 高知 北海道 福島");
    is_int((long long)c.n_names, 9, "nine, divided by blanks");
}

static void test_all_is_said(void)
{
    is_int((long long)diag_size(diag), 0, "good cells give no message");
    static const struct {
        enum table_column_kind kind;
        const char *unit, *text;
    } bad[] = {{COLUMN_MONEY, "百万円", "325人"},
               {COLUMN_NUMBER, "歳", "～"},
               {COLUMN_NUMBER, "歳", "12～2歳"},
               {COLUMN_NUMBER, "歳", "***～5歳"},
               {COLUMN_NUMBER, "人", "約"},
               {COLUMN_NUMBER, "人", "（）"},
               {COLUMN_RANK, "", "㊿"},
               {COLUMN_PERIOD, "", "12月"},
               {COLUMN_PERIOD, "", "～"},
               {COLUMN_PERIOD, "", "令和５年度～令和３年度"},
               {COLUMN_PERIOD, "", "令和４年１０月２６日（木）"},
               {COLUMN_RATE, "", "１／０"},
               {COLUMN_RATE, "", "／;／"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        size_t before = diag_size(diag);
        read_as(bad[i].kind, bad[i].unit, bad[i].text);
        ok(diag_size(diag) > before, bad[i].text);
    }
}

/* Any cut of a cell, for every kind: no crash, whatever it says. */
static void test_hostile(void)
{
    static const char *const texts[] = {"約1,500～2,000人程度（（参考））",
                                        "第①回以上未満",
                                        "）（）（",
                                        "１０／１０（３年; ２／３）；；",
                                        "、、,;　",
                                        "R4.13.45～H99.99.99（土"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t n = 0; n <= strlen(texts[i]); n++)
            for (int kind = COLUMN_TEXT; kind <= COLUMN_LIST; kind++) {
                struct str head = {texts[i], n};
                if (utf8_valid(head.at, head.len) == head.len)
                    read_as((enum table_column_kind)kind, "人",
                            str_z(arena, head));
            }
    ok(true, "every cut of every text was read by every kind");
}

int main(void)
{
    arena = arena_open();
    diag = diag_new(arena, LANG_JA);
    test_numbers();
    test_tuples_and_marks();
    test_periods();
    test_rates_and_lists();
    test_all_is_said();
    test_hostile();
    arena_close(arena);
    return tap_done();
}
