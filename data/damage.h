/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * damage.h - Japanese text that came out of a PDF broken.
 *
 * Three kinds of damage that no encoding check can see:
 *   spaced    事 業 実 施 課: a heading set wide, every character a word
 *   lost kana 医療的  児: kana of a font that was not embedded became blanks
 *   repeated  ああああああああ: what a form was filled with
 * The text is never rewritten: whoever shows it shows it as it is.
 *
 * Pure, and conservative: a single blank between words is layout, and so is
 * a gap of tabs or ideographic spaces.  What was measured on published
 * papers stands in tests/unit/data/t_damage.c.  Radicals in place of
 * ideographs, a fourth kind, are said when a file is read (chars.h).
 */
#ifndef SHIHYO_DATA_DAMAGE_H
#define SHIHYO_DATA_DAMAGE_H

#include "data/str.h"

enum damage_kind {
    DAMAGE_NONE,
    DAMAGE_SPACED,
    DAMAGE_LOST_KANA,
    DAMAGE_REPEATED
};

struct damage {
    enum damage_kind kind;
    size_t offset, length; /* of the damaged part, in bytes */
};

/* The first damage of a text (one line); kind DAMAGE_NONE: there is none. */
struct damage damage_find(struct str text);

#endif
