/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/publish.h"

#include "data/unit.h"
#include <string.h>

static const char *minus_of(struct publish_style style)
{
    if (style.negative)
        return style.negative;
    return style.lang == LANG_JA ? "▲" : "−";
}

/* The size of a number: digits in groups of three, and its decimals. */
static void put_size(struct buf *b, struct decimal a)
{
    const char *digits = decimal_text(b->arena, a);
    digits += *digits == '-';
    size_t whole = strcspn(digits, ".");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            buf_char(b, ',');
        buf_char(b, digits[i]);
    }
    buf_z(b, digits + whole);
}

const char *publish_number(struct arena *arena, struct publish_style style,
                           struct decimal a)
{
    struct buf b = buf_new(arena);
    if (decimal_sign(a) < 0)
        buf_z(&b, minus_of(style));
    put_size(&b, a);
    return buf_text(&b);
}

const char *publish_change(struct arena *arena, struct publish_style style,
                           struct decimal a)
{
    const char *number = publish_number(arena, style, a);
    if (decimal_sign(a) <= 0)
        return number;
    return str_join(arena, style.lang == LANG_JA ? "＋" : "+", number, NULL);
}

const char *publish_quantity(struct arena *arena, struct publish_style style,
                             struct decimal a, const char *unit)
{
    const char *number = publish_number(arena, style, a);
    if (!unit || !*unit)
        return number;
    const struct unit *known = unit_find(str_of(unit));
    enum unit_dimension dimension = known ? known->dimension : UNIT_OTHER;
    bool japanese = style.lang == LANG_JA;
    if (dimension == UNIT_PERCENT)
        return str_join(arena, number, japanese ? "％" : "%", NULL);
    if (dimension == UNIT_POINT && !japanese)
        return str_join(arena, number, " points", NULL);
    return str_join(arena, number, japanese ? "" : " ", unit, NULL);
}

/* ---- periods ------------------------------------------------------------- */

struct form {
    struct publish_style style;
    enum period_form form;
};

static void put_padded(struct buf *b, int n)
{
    if (n < 10)
        buf_char(b, '0');
    buf_count(b, (uint64_t)n);
}

/* 平成30, 令和元; H30, R1 where space is short or Japanese is not read. */
static void put_era(struct buf *b, struct period period, bool letter)
{
    struct era era = period_era(period);
    if (letter)
        buf_char(b, era.letter);
    else
        buf_z(b, era.name);
    if (era.number == 1 && !letter)
        buf_z(b, "元");
    else
        buf_count(b, (uint64_t)era.number);
}

/* The year alone: 平成30, 2018, 平成30（2018）. */
static void put_year(struct buf *b, struct form f, struct period period)
{
    bool letter = f.form == PERIOD_SHORT || f.style.lang == LANG_EN;
    bool wide = f.form == PERIOD_LONG && !letter;
    if (f.style.era == ERA_SEIREKI) {
        buf_count(b, (uint64_t)period.year);
        return;
    }
    put_era(b, period, letter);
    if (f.style.era == ERA_WAREKI)
        return;
    buf_z(b, wide ? "（" : "(");
    buf_count(b, (uint64_t)period.year);
    buf_z(b, wide ? "）" : ")");
}

/* Months and days follow the year: 令和元年11月1日, R1.11.1. */
static void put_date(struct buf *b, struct form f, struct period period)
{
    bool words = f.form == PERIOD_LONG && f.style.lang == LANG_JA;
    put_year(b, f, period);
    if (words)
        buf_z(b, "年");
    if (period.kind == PERIOD_YEAR)
        return;
    buf_z(b, words ? "" : ".");
    buf_count(b, (uint64_t)period.month);
    buf_z(b, words ? "月" : "");
    if (period.kind == PERIOD_MONTH)
        return;
    buf_z(b, words ? "" : ".");
    buf_count(b, (uint64_t)period.day);
    buf_z(b, words ? "日" : "");
}

static void put_fiscal(struct buf *b, struct form f, int year)
{
    struct period period = period_fiscal(year);
    if (f.style.lang == LANG_EN && f.style.era == ERA_SEIREKI &&
        f.form != PERIOD_AXIS)
        buf_z(b, "FY");
    put_year(b, f, period);
    if (f.style.lang == LANG_JA && f.form == PERIOD_LONG)
        buf_z(b, "年度");
}

const char *publish_period_code(struct arena *arena, struct period period)
{
    struct buf b = buf_new(arena);
    if (period.kind == PERIOD_FISCAL_YEAR || period.kind == PERIOD_SPAN)
        buf_z(&b, "FY");
    buf_count(&b, (uint64_t)period.year);
    if (period.kind == PERIOD_SPAN) {
        buf_z(&b, "-FY");
        buf_count(&b, (uint64_t)period.last);
    }
    if (period.kind == PERIOD_MONTH || period.kind == PERIOD_DAY) {
        buf_char(&b, '-');
        put_padded(&b, period.month);
    }
    if (period.kind == PERIOD_DAY) {
        buf_char(&b, '-');
        put_padded(&b, period.day);
    }
    return buf_text(&b);
}

const char *publish_period(struct arena *arena, struct publish_style style,
                           struct period period, enum period_form form)
{
    struct form f = {style, form};
    struct buf b = buf_new(arena);
    switch (period.kind) {
    case PERIOD_FISCAL_YEAR:
        put_fiscal(&b, f, period.year);
        break;
    case PERIOD_SPAN:
        put_fiscal(&b, f, period.year);
        buf_z(&b, style.lang == LANG_JA ? "～" : "–");
        put_fiscal(&b, f, period.last);
        break;
    case PERIOD_YEAR:
    case PERIOD_MONTH:
    case PERIOD_DAY:
        if (style.lang == LANG_EN && style.era == ERA_SEIREKI)
            return publish_period_code(arena, period);
        put_date(&b, f, period);
        break;
    }
    return buf_text(&b);
}
