/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * phrase.h - a cell of a year-by-year plan, read into its parts.
 *
 * Such a cell holds a state (検討), a count with a state (７か所配置), a list
 * of named counts (心理　５人 保健師　４人), a count by frequency
 * (月２回実施(４か所)), a range (週3～4日開室), an interval of ages
 * (対象年齢２‐12歳), or a mark (― ***).  The text as published is kept
 * beside the parts.  Nothing is guessed: what is not understood stays text,
 * and `left` says which.
 *
 * Pure: text in, parts out; no messages.
 */
#ifndef SHIHYO_DATA_PHRASE_H
#define SHIHYO_DATA_PHRASE_H

#include "data/number.h"
#include "data/states.h"

enum phrase_shape {
    PHRASE_NO_NUMBER, /* a frequency alone */
    PHRASE_NUMBER,
    PHRASE_RANGE,   /* 3～4日: some number between */
    PHRASE_INTERVAL /* ２‐12歳: all ages from the lower to the upper */
};

enum phrase_qualifier {
    PHRASE_EXACT,
    PHRASE_TOTAL, /* 計: a stock, not an addition */
    PHRASE_ABOUT, /* 約 程度 */
    PHRASE_AT_LEAST,
    PHRASE_AT_MOST,
    PHRASE_BELOW
};

struct phrase_item {
    const char *name;      /* 心理, 対象年齢; "" */
    const char *frequency; /* 月２回, 通年, 週; "" */
    enum phrase_shape shape;
    enum phrase_qualifier qualifier;
    struct decimal low, high; /* equal but for ranges and intervals */
    const char *unit;         /* as written: 名, 万人 */
};

struct phrase {
    const char *published;     /* the cell, trimmed */
    enum missing missing;      /* a mark fills the cell: nothing below is set */
    const struct state *state; /* NULL: the cell names no declared state */
    const char *words;         /* what is no item: 拡大に向けた検討 */
    const struct phrase_item *items;
    size_t n_items;
    const char *const *notes; /* ※1 */
    size_t n_notes;
    bool undecided;   /* 人数調整中 */
    bool universal;   /* 全ての */
    const char *left; /* the first part that was not understood; "" */
};

struct phrase_spec {
    const struct states *states;
    const struct marker *markers; /* as in number_spec */
    size_t n_markers;
};

struct phrase phrase_read(struct arena *arena, const char *text,
                          const struct phrase_spec *spec);

/* Same name and frequency, and units of one kind (人 = 名). */
bool phrase_same_item(struct arena *arena, const struct phrase_item *a,
                      const struct phrase_item *b);
/* A number in its base unit: 2.5 万人 -> 25000 人.  false: overflow. */
bool phrase_base(const struct phrase_item *item, struct decimal number,
                 struct decimal *out, const char **unit);

#endif
