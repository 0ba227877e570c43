/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kit.h - what every figure kind shares: the opening with number, title and
 * message, and the closing block of remarks, source and provenance.
 */
#ifndef SHIHYO_CHARTS_KIT_H
#define SHIHYO_CHARTS_KIT_H

#include "charts/figure.h"
#include "charts/wrap.h"

/* Draws bar, number, title and message; returns the y below them.  A plate
 * has none of it and starts at its top margin. */
double kit_opening(struct scene *scene, const struct figure_frame *frame);
/* Draws rule, （備考） numbered, 資料, provenance from y on; returns the y
 * below.  A plate draws nothing. */
double kit_closing(struct scene *scene, const struct figure_frame *frame,
                   double y);
/* Is there a text to draw?  Neither NULL nor empty. */
bool kit_given(const char *text);
/* False and MSG_GLYPH with the first character that a face has no glyph of;
 * true when no text is given. */
bool kit_glyphs_present(struct typesetter *setter, struct diag *diag,
                        const char *text);
/* Lines of text from baseline y downwards; returns the y of the next line. */
double kit_lines(struct scene *scene, struct text_style style,
                 enum colour colour, enum align align, double x, double y,
                 double line_height, const struct lines *lines,
                 const char *role);

#endif
