/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * text_run.h - what the other files of charts/ see of a shaped text: whole
 * runs with their clusters and ink, and the cairo font of a face.
 *
 * Everything is in 1/1000 em, y downwards, and lives as long as the
 * typesetter.
 */
#ifndef SHIHYO_CHARTS_TEXT_RUN_H
#define SHIHYO_CHARTS_TEXT_RUN_H

#include "charts/text.h"
#include <cairo.h>

/* A piece of the text that cannot be parted, and the glyphs that show it. */
struct text_cluster {
    size_t byte, n_bytes;
    size_t n_glyphs; /* in the order of the run's glyphs */
    double x;        /* where it begins */
};

struct text_run {
    const struct glyph *glyphs;
    size_t n_glyphs;
    const struct text_cluster *clusters;
    size_t n_clusters;
    double width;                    /* advance */
    double left, top, right, bottom; /* ink; all 0 for a blank */
};

const struct text_run *text_run(struct typesetter *setter, enum face face,
                                const char *text);
/* breaks_find() of a text, found once and kept with its run. */
const unsigned char *text_breaks(struct typesetter *setter, enum face face,
                                 const char *text);
/* Borrowed. */
cairo_font_face_t *text_cairo_face(const struct typesetter *setter,
                                   enum face face);
/* For <text font-family>: the family's name, and whether it is bold. */
const char *text_family(enum face face, bool *bold);

#endif
