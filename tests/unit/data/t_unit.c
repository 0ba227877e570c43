/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/unit.h"

#include "tests/tap.h"

static void is_unit(const char *text, const char *symbol,
                    enum unit_dimension dimension, int power)
{
    const struct unit *u = unit_find(str_of(text));
    ok(u && strcmp(u->symbol, symbol) == 0 && u->dimension == dimension &&
           u->power == power,
       text);
}

static void finds(void)
{
    is_unit("件", "件", UNIT_COUNT, 0);
    is_unit("名", "人", UNIT_COUNT, 0);
    is_unit("persons", "人", UNIT_COUNT, 0);
    is_unit("⼈", "人", UNIT_COUNT, 0); /* U+2F08, as PDF files give it */
    is_unit("万人", "万人", UNIT_COUNT, 4);
    is_unit("カ所", "か所", UNIT_COUNT, 0);
    is_unit("ヶ所", "か所", UNIT_COUNT, 0);
    is_unit("ｶ所", "か所", UNIT_COUNT, 0);
    is_unit("箇所", "か所", UNIT_COUNT, 0);
    is_unit("地区", "地区", UNIT_COUNT, 0);
    is_unit("区", "区", UNIT_COUNT, 0);
    is_unit("%", "％", UNIT_PERCENT, 0);
    is_unit("％", "％", UNIT_PERCENT, 0);
    is_unit("ｐｔ", "ポイント", UNIT_POINT, 0);
    is_unit("百万円", "百万円", UNIT_MONEY, 6);
    is_unit("億円", "億円", UNIT_MONEY, 8);
    is_unit("才", "歳", UNIT_TIME, 0);
    is_unit("倍", "倍", UNIT_RATIO, 0);
    is_unit("‰", "‰", UNIT_RATIO, 0);
    ok(!unit_find(str_of("")), "nothing is no unit");
    ok(!unit_find(str_of("件人")), "two units are none");
    ok(!unit_find((struct str){"\xE4\xBB", 2}), "a torn character is none");
    is_text(unit_find(str_of("万人"))->base, "人", "万人 is a multiple of 人");
}

static void same(void)
{
    ok(unit_same(str_of("名"), str_of("人"), NULL), "名 = 人");
    ok(unit_same(str_of("％"), str_of("%"), NULL), "％ = %");
    ok(!unit_same(str_of("地区"), str_of("区"), NULL), "地区 is not 区");
    ok(!unit_same(str_of("万人"), str_of("人"), NULL), "万人 is not 人");
    ok(unit_same(str_of("ｋｇ"), str_of("kg"), NULL), "an unknown unit");
    ok(!unit_same(str_of("kg"), str_of("mg"), NULL), "kg is not mg");
    ok(unit_same(str_of("キロ"), str_of("kg"), "瓩 キロ"), "a declared alias");
    ok(!unit_same(str_of("キ"), str_of("kg"), "瓩 キロ"), "part of an alias");
    ok(!unit_same(str_of(""), str_of("kg"), "  "), "blanks are no alias");
}

static void differences(void)
{
    is_text(unit_of_difference("%"), "ポイント", "of ％");
    is_text(unit_of_difference("件"), "件", "of 件");
    is_text(unit_of_difference("kg"), "kg", "of an unknown unit");
    ok(!unit_of_difference(NULL), "of no unit");
}

/* Every unit that municipal plans print is known, and so is its base. */
static void table(void)
{
    static const char *const names[] = {
        "件",     "人",   "組",   "団体", "施設", "館",   "か所",
        "校",     "台",   "社",   "区",   "地区", "回",   "日",
        "歳",     "世帯", "学級", "園",   "冊",   "本",   "枚",
        "点",     "部",   "人日", "人回", "円",   "千円", "万円",
        "百万円", "億円", "万人", "千人", "万件", "倍",   "時間",
        "年",     "月",   "分",   "週",   "千部", "万冊"};
    bool good = true, bases = true;
    for (size_t i = 0; i < LEN(names); i++) {
        const struct unit *u = unit_find(str_of(names[i]));
        good = good && u;
        const struct unit *base = u ? unit_find(str_of(u->base)) : NULL;
        bases = bases && base && base->power == 0 &&
                base->dimension == u->dimension;
    }
    ok(good, "the units of municipal statistics are there");
    ok(bases, "each has a base of its dimension");
}

int main(void)
{
    finds();
    same();
    differences();
    table();
    return tap_done();
}
