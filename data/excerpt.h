/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * excerpt.h - one line of a file that is never in memory as a whole, as a
 * source for messages.
 *
 * The line is copied, at most 4096 bytes on either side of the place, and
 * decoded as UTF-8, else as CP932; where it is neither its bytes are shown.
 */
#ifndef SHIHYO_DATA_EXCERPT_H
#define SHIHYO_DATA_EXCERPT_H

#include "data/source.h"

struct excerpt_spec {
    const char *name; /* of the file */
    struct str text;  /* what is in memory; a line begins at its start */
    uint64_t base;    /* offset of text in the file */
    uint64_t lines;   /* of the file before the line of the place */
};

struct place excerpt_make(struct arena *arena, const struct excerpt_spec *spec,
                          size_t offset, size_t length);

#endif
