/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * svg.h - a scene as SVG, in the subset that every importer takes.
 *
 * Only rect, path, circle, text, g, defs, use, title, desc, metadata and
 * presentation attributes.  Glyphs are visible outlines, each once in defs at
 * 1000 units per em; over them lies real text at opacity 0.004 in the same
 * colour, so the figure looks the same without the font and can be searched,
 * selected and copied.  Numbers have at most two decimals (the scale of a text
 * six: it is multiplied by 1000 units) and come from our own formatter.  Ids
 * carry the figure's id.  The paper has the scene's width; the viewBox is 1 pt
 * larger on each side.
 *
 * Standalone: svg_figure().  Inside one HTML page figures share their glyphs:
 * svg_plate() for each, then svg_glyphs() once.
 */
#ifndef SHIHYO_CHARTS_SVG_H
#define SHIHYO_CHARTS_SVG_H

#include "charts/meta.h"
#include "charts/scene.h"

/* The whole file. */
const char *svg_figure(struct arena *arena, const struct scene *scene,
                       const struct figure_meta *meta);

/* Glyphs used by several plates. */
struct glyph_set;
struct glyph_set *svg_glyph_set(struct arena *arena);
/* An svg element without metadata and glyph definitions, with title, desc,
 * role="img"; the glyphs it uses are added to the set. */
const char *svg_plate(struct arena *arena, const struct scene *scene,
                      const struct figure_meta *meta, struct glyph_set *set);
/* A hidden svg element that defines all glyphs of the set.  The set must not
 * grow in an arena that is reset before this call. */
const char *svg_glyphs(struct arena *arena, struct typesetter *setter,
                       const struct glyph_set *set);

#endif
