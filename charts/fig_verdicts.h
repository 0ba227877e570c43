/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fig_verdicts.h - the glyphs of the comparison of methods, and their key.
 */
#ifndef SHIHYO_CHARTS_FIG_VERDICTS_H
#define SHIHYO_CHARTS_FIG_VERDICTS_H

#include "charts/figure.h"

#define FIG_VERDICTS_GLYPH 9.0

/* Centred on (x, y); nothing for VERDICT_PLAIN. */
void fig_verdicts_glyph(struct scene *scene, enum verdict_glyph glyph, double x,
                        double y);
/* What occurs in the figure and its name, on as many lines as it needs;
 * returns the y below. */
double fig_verdicts_key(struct scene *scene,
                        const struct figure_verdicts *figure, double y);

#endif
