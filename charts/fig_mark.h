/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fig_mark.h - the small marks that figure kinds share: the status pill and
 * its glyphs, markers of points, the zigzag of a broken axis, and labels on
 * boxes that fig_spot found.
 */
#ifndef SHIHYO_CHARTS_FIG_MARK_H
#define SHIHYO_CHARTS_FIG_MARK_H

#include "charts/fig_spot.h"
#include "charts/figure.h"

#define FIG_PILL_HEIGHT 16.0

/* The colour of a status, as line and as text. */
enum colour fig_mark_colour(enum status_mark mark);
enum colour fig_mark_text_colour(enum status_mark mark);
/* The glyph in a square of the given size around (x, y). */
void fig_mark_status(struct scene *scene, enum status_mark mark, double x,
                     double y, double size);
double fig_mark_pill_width(struct scene *scene, const char *status);
/* The glyph and the word in a rounded frame with its left top at (x, y). */
void fig_mark_pill(struct scene *scene, enum status_mark mark,
                   const char *status, double x, double y);

/* A ring on paper, or a disc with a thin edge of paper. */
void fig_mark_ring(struct scene *scene, enum colour colour, double x, double y,
                   double radius);
void fig_mark_disc(struct scene *scene, enum colour colour, double x, double y,
                   double radius);
/* The mark of an axis that does not start at 0, centred on (x, y). */
void fig_mark_zigzag(struct scene *scene, double x, double y);
/* A small solid triangle with its tip at (x, y): the mark goes on upwards
 * (or downwards), beyond what is drawn. */
void fig_mark_beyond(struct scene *scene, enum colour colour, double x,
                     double y, bool upwards);
/* Two slanted strokes of paper with dark edges through a horizontal bar. */
void fig_mark_cut(struct scene *scene, double x, double y, double h);

/* Size of a text as a label box, and the text in such a box. */
struct fig_box fig_mark_label_box(struct scene *scene, struct text_style style,
                                  const char *text);
void fig_mark_label(struct scene *scene, struct text_style style,
                    enum colour colour, struct fig_box box, bool ground,
                    const char *text, const char *role);
/* y of the baseline that centres a text on y. */
double fig_mark_middle(struct text_style style, double y);
/* The largest of style's size, then smaller ones down to the floor, at which
 * the text is at most so wide; false: at none. */
bool fig_mark_shrink(struct scene *scene, struct text_style *style,
                     const char *text, double width);
/* NULL for figures whose text fits nowhere: says MSG_FIT. */
struct scene *fig_mark_unfit(struct diag *diag, const char *text);
/* False and messages when a text of a frame that is drawn has no glyph. */
bool fig_mark_frame_glyphs(struct typesetter *setter, struct diag *diag,
                           const struct figure_frame *frame);

#endif
