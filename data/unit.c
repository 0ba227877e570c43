/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/unit.h"

#include "data/fold.h"

/* One row per unit; the aliases are separated by blanks and folded like the
 * text that is looked up (widths, radicals). */
static const struct row {
    struct unit unit;
    const char *aliases;
} rows[] = {
    {{"％", UNIT_PERCENT, "％", 0}, "パーセント percent"},
    {{"ポイント", UNIT_POINT, "ポイント", 0}, "pt pts point points %ポイント"},
    {{"倍", UNIT_RATIO, "倍", 0}, ""},
    {{"‰", UNIT_RATIO, "‰", 0}, "パーミル"},

    {{"件", UNIT_COUNT, "件", 0}, "cases case"},
    {{"人", UNIT_COUNT, "人", 0}, "名 persons person people"},
    {{"組", UNIT_COUNT, "組", 0}, "pairs"},
    {{"団体", UNIT_COUNT, "団体", 0}, "organizations groups"},
    {{"施設", UNIT_COUNT, "施設", 0}, "facilities"},
    {{"館", UNIT_COUNT, "館", 0}, "halls"},
    {{"か所", UNIT_COUNT, "か所", 0},
     "カ所 ヶ所 ケ所 ヵ所 ｶ所 ｹ所 箇所 個所 places sites"},
    {{"校", UNIT_COUNT, "校", 0}, "schools"},
    {{"台", UNIT_COUNT, "台", 0}, ""},
    {{"社", UNIT_COUNT, "社", 0}, "companies"},
    {{"区", UNIT_COUNT, "区", 0}, "wards"},
    {{"地区", UNIT_COUNT, "地区", 0}, "districts"},
    {{"区域", UNIT_COUNT, "区域", 0}, "areas"},
    {{"市町村", UNIT_COUNT, "市町村", 0}, "municipalities"},
    {{"市", UNIT_COUNT, "市", 0}, "cities"},
    {{"回", UNIT_COUNT, "回", 0}, "events"},
    {{"世帯", UNIT_COUNT, "世帯", 0}, "households"},
    {{"家庭", UNIT_COUNT, "家庭", 0}, "families"},
    {{"学級", UNIT_COUNT, "学級", 0}, "クラス classes"},
    {{"クラブ", UNIT_COUNT, "クラブ", 0}, "clubs"},
    {{"園", UNIT_COUNT, "園", 0}, "kindergartens"},
    {{"室", UNIT_COUNT, "室", 0}, "rooms"},
    {{"棟", UNIT_COUNT, "棟", 0}, "buildings"},
    {{"戸", UNIT_COUNT, "戸", 0}, "dwellings"},
    {{"床", UNIT_COUNT, "床", 0}, "beds"},
    {{"席", UNIT_COUNT, "席", 0}, "seats"},
    {{"店", UNIT_COUNT, "店", 0}, "店舗 shops"},
    {{"事業", UNIT_COUNT, "事業", 0}, "projects"},
    {{"事業所", UNIT_COUNT, "事業所", 0}, "establishments"},
    {{"項目", UNIT_COUNT, "項目", 0}, "items"},
    {{"種類", UNIT_COUNT, "種類", 0}, "種 kinds"},
    {{"講座", UNIT_COUNT, "講座", 0}, "courses"},
    {{"グループ", UNIT_COUNT, "グループ", 0}, ""},
    {{"サークル", UNIT_COUNT, "サークル", 0}, ""},
    {{"チーム", UNIT_COUNT, "チーム", 0}, "teams"},
    {{"コース", UNIT_COUNT, "コース", 0}, ""},
    {{"冊", UNIT_COUNT, "冊", 0}, "volumes books"},
    {{"本", UNIT_COUNT, "本", 0}, ""},
    {{"枚", UNIT_COUNT, "枚", 0}, "sheets"},
    {{"部", UNIT_COUNT, "部", 0}, "copies"},
    {{"点", UNIT_COUNT, "点", 0}, ""},
    {{"個", UNIT_COUNT, "個", 0}, "コ ヶ"},
    {{"つ", UNIT_COUNT, "つ", 0}, ""},
    {{"位", UNIT_COUNT, "位", 0}, "rank"},
    {{"基", UNIT_COUNT, "基", 0}, ""},
    {{"便", UNIT_COUNT, "便", 0}, ""},
    {{"通", UNIT_COUNT, "通", 0}, ""},
    {{"票", UNIT_COUNT, "票", 0}, ""},
    {{"アクセス", UNIT_COUNT, "アクセス", 0}, "PV"},
    {{"人日", UNIT_COUNT, "人日", 0}, "person-days"},
    {{"人回", UNIT_COUNT, "人回", 0}, "person-times"},
    {{"千人", UNIT_COUNT, "人", 3}, ""},
    {{"万人", UNIT_COUNT, "人", 4}, ""},
    {{"百万人", UNIT_COUNT, "人", 6}, ""},
    {{"千件", UNIT_COUNT, "件", 3}, ""},
    {{"万件", UNIT_COUNT, "件", 4}, ""},
    {{"千世帯", UNIT_COUNT, "世帯", 3}, ""},
    {{"万世帯", UNIT_COUNT, "世帯", 4}, ""},
    {{"千回", UNIT_COUNT, "回", 3}, ""},
    {{"万回", UNIT_COUNT, "回", 4}, ""},
    {{"千冊", UNIT_COUNT, "冊", 3}, ""},
    {{"万冊", UNIT_COUNT, "冊", 4}, ""},
    {{"千部", UNIT_COUNT, "部", 3}, ""},
    {{"万部", UNIT_COUNT, "部", 4}, ""},

    {{"円", UNIT_MONEY, "円", 0}, "yen"},
    {{"千円", UNIT_MONEY, "円", 3}, ""},
    {{"万円", UNIT_MONEY, "円", 4}, ""},
    {{"十万円", UNIT_MONEY, "円", 5}, ""},
    {{"百万円", UNIT_MONEY, "円", 6}, ""},
    {{"千万円", UNIT_MONEY, "円", 7}, ""},
    {{"億円", UNIT_MONEY, "円", 8}, ""},
    {{"十億円", UNIT_MONEY, "円", 9}, ""},
    {{"百億円", UNIT_MONEY, "円", 10}, ""},
    {{"千億円", UNIT_MONEY, "円", 11}, ""},
    {{"兆円", UNIT_MONEY, "円", 12}, ""},

    {{"年", UNIT_TIME, "年", 0}, "年間 years"},
    {{"歳", UNIT_TIME, "歳", 0}, "才"},
    {{"か月", UNIT_TIME, "か月", 0},
     "カ月 ヶ月 ケ月 ヵ月 箇月 月 か月間 months"},
    {{"週", UNIT_TIME, "週", 0}, "週間 weeks"},
    {{"日", UNIT_TIME, "日", 0}, "日間 days"},
    {{"時間", UNIT_TIME, "時間", 0}, "hours"},
    {{"分", UNIT_TIME, "分", 0}, "分間 minutes"},
    {{"秒", UNIT_TIME, "秒", 0}, "seconds"},
};

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == 0x3000 || c == 0xA0;
}

/* The next code point without its width and radical form; blanks count for
 * nothing. */
static uint32_t next_folded(struct str *rest)
{
    uint32_t c = utf8_next(rest);
    while (is_blank(c))
        c = utf8_next(rest);
    if (c >= 0xFF01 && c <= 0xFF5E)
        return c - 0xFEE0;
    if (c == 0xFF76) /* ｶ */
        return U'カ';
    if (c == 0xFF79) /* ｹ */
        return U'ケ';
    return fold_radical(c);
}

static bool same_folded(struct str a, struct str b)
{
    uint32_t x, y;
    do {
        x = next_folded(&a);
        y = next_folded(&b);
    } while (x == y && x != 0);
    return x == y;
}

static bool among(struct str text, const char *names)
{
    struct str rest = str_of(names);
    while (rest.len) {
        size_t n = 0;
        while (n < rest.len && rest.at[n] != ' ')
            n++;
        if (n > 0 && same_folded(text, str_head(rest, n)))
            return true;
        rest = str_from(rest, n + 1);
    }
    return false;
}

const struct unit *unit_find(struct str text)
{
    for (size_t i = 0; i < LEN(rows); i++)
        if (same_folded(text, str_of(rows[i].unit.symbol)) ||
            among(text, rows[i].aliases))
            return &rows[i].unit;
    return NULL;
}

bool unit_same(struct str a, struct str b, const char *aliases)
{
    if (same_folded(a, b) || among(a, aliases))
        return true;
    const struct unit *row = unit_find(a);
    return row && row == unit_find(b);
}

const char *unit_of_difference(const char *unit)
{
    const struct unit *row = unit ? unit_find(str_of(unit)) : NULL;
    return row && row->dimension == UNIT_PERCENT ? "ポイント" : unit;
}
