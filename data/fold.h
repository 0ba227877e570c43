/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fold.h - when two spellings are one key.
 *
 * Keys (indicator ids, segments, header names) compare after NFC, radical
 * folding (Unicode's EquivalentUnifiedIdeograph, 348 rows), NFKC, dropping of
 * variation selectors, 〜 = ～, trimming (rule K1).  髙 and 高 stay apart.
 * The text that is shown is never rewritten: folded text is for comparison.
 *
 * The only file that calls ICU for normalisation.
 */
#ifndef SHIHYO_DATA_FOLD_H
#define SHIHYO_DATA_FOLD_H

#include "data/str.h"

const char *fold_key(struct arena *arena, const char *text);
bool fold_equal(struct arena *arena, const char *a, const char *b);
/* The unified ideograph of a Kangxi or CJK radical, or the code itself. */
uint32_t fold_radical(uint32_t c);
/* Of n names the one nearest to text by edit distance <= 2, or NULL. */
const char *fold_nearest(struct arena *arena, const char *text,
                         const char *const *names, size_t n);

#endif
