/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * words.h - the language of labels, and templates with numbered braces.
 *
 * Every word that a report, a figure or the program itself says stands once
 * in words.def, in Japanese and English.  Templates carry {0}, {1}, ... since
 * the two languages order their arguments differently.
 */
#ifndef SHIHYO_DATA_WORDS_H
#define SHIHYO_DATA_WORDS_H

#include "data/arena.h"

enum lang { LANG_JA, LANG_EN };

enum word {
#define W(id, ja, en) WORD_##id,
#include "data/words.def"
#undef W
    WORD_COUNT
};

/* The word itself; a template is returned with its braces. */
const char *word(enum lang lang, enum word id);

/* A template of words.def with its braces filled. */
const char *word_fill(struct arena *arena, enum lang lang, enum word id,
                      size_t n, const char *const *args);

/* Any template with its braces filled; {9} without an argument stays. */
const char *words_fill(struct arena *arena, const char *template, size_t n,
                       const char *const *args);

#endif
