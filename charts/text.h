/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * text.h - measured text, and the outlines of its glyphs.
 *
 * Four faces of BIZ UDGothic / UDPGothic are loaded from files named by the
 * build or by SHIHYO_FONT_DIR, through a private font configuration: what is
 * installed on the machine, and FONTCONFIG_*, PANGO_*, FREETYPE_PROPERTIES in
 * the environment, cannot reach a figure.  Hinting is off, so widths scale
 * exactly with size.  Every character must have a glyph.
 *
 * A typesetter holds the faces and a cache of measured runs; it belongs to
 * one thread and is closed by the one who opened it.
 */
#ifndef SHIHYO_CHARTS_TEXT_H
#define SHIHYO_CHARTS_TEXT_H

#include "data/diag.h"
#include <stdbool.h>
#include <stdint.h>

enum face {
    FACE_REGULAR, /* BIZ UDPGothic Regular, proportional: running text */
    FACE_BOLD,    /* BIZ UDPGothic Bold */
    FACE_FIXED,   /* BIZ UDGothic Regular, equal-width digits: columns */
    FACE_FIXED_BOLD,
    FACE_COUNT
};

struct text_style {
    enum face face;
    double size; /* pt */
};

struct typesetter;

/* NULL and a message (MSG_FONT) when a font file cannot be loaded. */
struct typesetter *typesetter_open(struct arena *arena, struct diag *diag);
void typesetter_close(struct typesetter *setter);
/* Whether any text has been measured or set in a face. */
bool typesetter_used(const struct typesetter *setter, enum face face);
/* SHA-256 and name of a face's file, for the calculation record. */
const char *typesetter_font(const struct typesetter *setter, enum face face,
                            const char **sha256);

/* Advance width in points. */
double text_width(struct typesetter *setter, struct text_style style,
                  const char *text);
/* The first code point that has no glyph in the face; 0: all have. */
uint32_t text_missing(struct typesetter *setter, enum face face,
                      const char *text);

/* A run of glyphs at 1000 units per em. */
struct glyph {
    uint32_t index; /* of the face */
    double x;       /* from the start of the run, in 1/1000 em */
    double y;       /* from the baseline, downwards: 0 but for marks */
};
size_t text_glyphs(struct typesetter *setter, struct arena *arena,
                   enum face face, const char *text,
                   const struct glyph **glyphs);
/* The outline as SVG path data in integer units of 1/1000 em, y downwards,
 * cached; "" for a blank. */
const char *text_outline(struct typesetter *setter, enum face face,
                         uint32_t index);

#endif
