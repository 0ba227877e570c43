/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * diag.h - what is wrong with the input, said with its place.
 *
 * Diagnostics are collected, not printed: all errors of a run are reported
 * together, and a run with errors stops before it writes anything.  Every
 * message is a row of messages.def (id, level, Japanese, English, remedy);
 * diag_add() is the one choke point.
 *
 * Printed form (text):
 *     file:line:column: エラー[E0214]: ...
 *        12 | the source line
 *           |      ^^^^
 *     file:line:column: 注[N0001]: ...        (notes of the message)
 *        = 対処: ...                           (the remedy, where there is one)
 * The column counts code points; the caret is placed by display width.
 * Control, bidi and invalid characters of the input are shown as \x...
 * At most DIAG_SHOWN messages of one id and file are printed, then a count.
 */
#ifndef SHIHYO_DATA_DIAG_H
#define SHIHYO_DATA_DIAG_H

#include "data/source.h"
#include "data/words.h"
#include <stdbool.h>

enum diag_level { LEVEL_NOTE, LEVEL_WARNING, LEVEL_ERROR };
enum { DIAG_SHOWN = 50 };

enum message {
    MSG_NONE,
#define M(number, id, level, ja, en, fix_ja, fix_en) MSG_##id,
#include "data/messages.def"
#undef M
    MSG_COUNT
};

/* What a pure reader (number, period, code) found in a text: MSG_NONE when
 * all is well.  A warning comes with a usable value, an error does not.
 * offset and length lie inside the text that was read; arg fills {1} of the
 * message, {0} is always the text itself. */
struct finding {
    enum message id;
    size_t offset, length;
    const char *arg;
};

struct diag;

struct diag *diag_new(struct arena *arena, enum lang lang);
enum lang diag_lang(const struct diag *diag);

/* The remaining arguments, up to NULL, fill {0}, {1}, ... of the message. */
void diag_add(struct diag *diag, enum message id, struct place place, ...)
    __attribute__((sentinel));
/* A note of its own place that belongs to the message added last. */
void diag_note(struct diag *diag, enum message id, struct place place, ...)
    __attribute__((sentinel));
/* Until the next call, a message without a place of its own is said of this
 * one: figures name the plan's element they are drawn for. */
void diag_about(struct diag *diag, struct place place);
/* The field (column name, attribute) that the message added last is about. */
void diag_field(struct diag *diag, const char *field);
/* Adds a finding about a text at a place (of the whole text). */
void diag_finding(struct diag *diag, struct finding finding, const char *text,
                  struct place place);

/* How many more messages of a file may be said. */
struct diag_budget {
    size_t errors, warnings;
};
/* Adds the messages of another diag in the order of their places, their
 * excerpts copied and moved down by some lines; warnings past the budget are
 * left out.  false: the errors are spent, what comes later in the file is not
 * to be said. */
bool diag_take(struct diag *to, struct diag *from, uint64_t lines,
               struct diag_budget *left);

bool message_is_error(enum message id);
const char *message_number(enum message id); /* "E0214" */
const char *message_rule(enum message id);   /* "KANJI" */

bool diag_has_errors(const struct diag *diag);
size_t diag_count(const struct diag *diag, enum diag_level level);
/* Makes warnings count as errors (-W error). */
void diag_strict(struct diag *diag);

/* All messages in the order of file, offset and arrival, as text or as CSV
 * rows level,id,file,line,column,field,found,message,byte (--diag=csv). */
const char *diag_render(struct diag *diag);
const char *diag_render_csv(struct diag *diag);
/* Every message as added, in order, for the tests: the id, or MSG_NONE. */
enum message diag_id(const struct diag *diag, size_t i);
size_t diag_size(const struct diag *diag);

#endif
