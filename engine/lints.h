/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lints.h - what is readable, and still looks wrong.
 *
 * A plan that was read without an error may hold slips that only its meaning
 * shows: a count of 件 in 人, one value with more decimals than its series, a
 * cumulative number that falls, a note mark without a note, a text with lost
 * kana.  What is probably a slip is a warning; what is a matter of the plan's
 * design (a target too small for a sample survey) is a note.  Nothing is
 * changed.  The predecessor plan is not judged: its own run does that.
 */
#ifndef SHIHYO_ENGINE_LINTS_H
#define SHIHYO_ENGINE_LINTS_H

#include "engine/run.h"

void lints_check(const struct run *run);

/* lints_text.c: marks, document numbers, damaged texts. */
void lints_text_check(const struct run *run);

#endif
