/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * convert.h - report.xml judged by its schema and turned into papers.
 *
 * Everything works on memory: libxml2 and libxslt never open a file or a
 * network connection here.
 */
#ifndef SHIHYO_ENGINE_CONVERT_H
#define SHIHYO_ENGINE_CONVERT_H

#include "data/str.h"

/* NULL when the text validates, else what libxml2 says of the first fault. */
const char *convert_validate(struct arena *arena, const char *xml);

/* An SVG drawing for the place of <figure id="...">. */
struct plate {
    const char *id, *svg;
};

/* One self-contained HTML file: the stylesheet's page with the plates in
 * their places and the shared glyphs at its head.  NULL: a fault of ours,
 * said in *fault. */
const char *convert_html(struct arena *arena, const char *xml,
                         const struct plate *plates, size_t n_plates,
                         const char *glyphs, const char **fault);

#endif
