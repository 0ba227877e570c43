/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * raster.h - a scene as PDF or PNG, by cairo.
 *
 * The same marks as the SVG writer draws, in the same order.  Bytes are the
 * same in every run: no dates but those that are passed in, no surface ids.
 */
#ifndef SHIHYO_CHARTS_RASTER_H
#define SHIHYO_CHARTS_RASTER_H

#include "charts/meta.h"
#include "charts/scene.h"

/* The bytes of the file in the arena; {NULL, 0} when cairo failed. */
struct str raster_png(struct arena *arena, const struct scene *scene,
                      double dpi);
struct str raster_pdf(struct arena *arena, const struct scene *scene,
                      const struct figure_meta *meta);

#endif
