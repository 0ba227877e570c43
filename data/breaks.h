/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * breaks.h - where a Japanese text may be broken into lines.
 *
 * ICU's line breaker with lb=strict and lw=phrase, corrected by a list of
 * words that must not be split (障がい, 取り組...).  The caller, who knows
 * widths, chooses among the opportunities.
 */
#ifndef SHIHYO_DATA_BREAKS_H
#define SHIHYO_DATA_BREAKS_H

#include "data/str.h"

enum break_quality {
    BREAK_NEVER,  /* kinsoku: not here */
    BREAK_SPLIT,  /* allowed, but inside a phrase: a last resort */
    BREAK_PHRASE, /* between phrases */
    BREAK_GOOD    /* after 、。 or a space */
};

/* quality[i] for a break before byte i of text (i = 0 .. len, NEVER inside a
 * code point and at 0); len + 1 entries in the arena.  keep: further words
 * that must stay whole, separated by |, or NULL. */
const unsigned char *breaks_find(struct arena *arena, const char *text,
                                 const char *keep);

#endif
