/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unit.h - units, their aliases, scales and dimensions, as one table.
 *
 * か所, ヶ所, カ所 and 箇所 are one unit; so are 人 and 名, ％ and %.  万人
 * is 人 with a scale of 10^4: a number is never scaled when it is read, but
 * two units of one dimension can be compared.
 */
#ifndef SHIHYO_DATA_UNIT_H
#define SHIHYO_DATA_UNIT_H

#include "data/str.h"

enum unit_dimension {
    UNIT_OTHER,   /* not in the table: compares by its text alone */
    UNIT_PERCENT, /* ％ */
    UNIT_POINT,   /* ポイント */
    UNIT_COUNT, /* 件 人 組 団体 施設 館 か所 校 台 社 区 地区 回 ... */
    UNIT_MONEY, /* 円 千円 百万円 億円 */
    UNIT_TIME,  /* 日 歳 年 時間 */
    UNIT_RATIO  /* 倍 ‰ */
};

struct unit {
    const char *symbol; /* as it is printed by default */
    enum unit_dimension dimension;
    const char *base; /* the unit it is a multiple of: 人 for 万人 */
    int power;        /* symbol = base * 10^power */
};

/* The unit that a text names (any width, any alias), or NULL. */
const struct unit *unit_find(struct str text);
/* Whether two texts name one unit: same row of the table, else same text
 * after width folding.  aliases: further names of b separated by blanks, or
 * NULL. */
bool unit_same(struct str a, struct str b, const char *aliases);
/* The unit of a difference of two values: ポイント for ％, else the unit. */
const char *unit_of_difference(const char *unit);

#endif
