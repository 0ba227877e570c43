/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * wrap.h - a text cut into lines of at most a width.
 *
 * Opportunities come from data/breaks.h; a dynamic programme picks the breaks
 * with the least cost: last-resort breaks are dear, lines of even length are
 * cheap, the fewest lines that fit come first.  Never an ellipsis, never a
 * line that is too wide: a text that fits nowhere is broken at any character
 * that kinsoku allows, and where kinsoku allows none, at any character.  Blanks
 * at a break are dropped; apart from them the lines together are the text.
 */
#ifndef SHIHYO_CHARTS_WRAP_H
#define SHIHYO_CHARTS_WRAP_H

#include "charts/text.h"

struct lines {
    const char *const *line;
    size_t n;
    double width; /* of the widest line */
};

enum wrap_mode {
    WRAP_BALANCED, /* headings, labels: lines of even length */
    WRAP_FILL      /* notes, messages: full lines, short last one */
};

struct lines wrap_text(struct arena *arena, struct typesetter *setter,
                       struct text_style style, enum wrap_mode mode,
                       double width, const char *text);

#endif
