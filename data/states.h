/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * states.h - the words in which a plan says how far a measure has come.
 *
 * A plan declares its words as steps of a path, 検討 協議 < 開始 < 実施 配置,
 * where words of one step stand level; and words that may come again and
 * again once a measure runs (拡大 充実 増員), which have no place in the
 * order.  Japanese puts the head last, so the state of 拡大に向けた検討 is
 * 検討: the longest declared word at the end of a text decides.
 */
#ifndef SHIHYO_DATA_STATES_H
#define SHIHYO_DATA_STATES_H

#include "data/diag.h"

enum { STATE_REPEATABLE = -1 };

struct state {
    const char *word, *key; /* as declared; folded for comparison */
    int step;               /* from 0, or STATE_REPEATABLE */
};

struct states {
    const struct state *words;
    size_t n;
    int steps; /* number of steps in the order */
};

/* Reads the two attributes of a plan's <states>; NULL for both: the default
 * path.  MSG_STATES: a step without a word, or a word given twice (arg); the
 * finding lies in `order` or, for repeatable words, has no length. */
struct finding states_read(struct arena *arena, const char *order,
                           const char *repeatable, struct states *out);
/* The longest declared word that the text ends with, or NULL. */
const struct state *states_find(struct arena *arena,
                                const struct states *states, const char *text);
/* Of the declared words the one nearest to a text, or NULL. */
const char *states_nearest(struct arena *arena, const struct states *states,
                           const char *text);

#endif
