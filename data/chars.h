/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * chars.h - characters that may not stand in an input, or that are doubtful.
 *
 * Rules B10 and B11 of the project's input rules: controls, invisible and
 * bidirectional characters, byte order marks inside, lost characters are
 * errors; private use, variation selectors, radicals and kana with separate
 * voicing marks are warnings, said once for each character.
 */
#ifndef SHIHYO_DATA_CHARS_H
#define SHIHYO_DATA_CHARS_H

#include "data/diag.h"

/* false when an error was said.  Cuts a Ctrl-Z off the end of the text. */
bool chars_check(struct arena *arena, struct diag *diag, struct source *source);

/* The first character of a text that is an error, or MSG_NONE. */
enum message chars_find(struct str text, uint32_t *c, size_t *offset);
/* "U+200B" */
const char *chars_name(struct arena *arena, uint32_t c);

#endif
