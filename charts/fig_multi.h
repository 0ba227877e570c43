/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fig_multi.h - what the files of the figure of multiple answers share.
 */
#ifndef SHIHYO_CHARTS_FIG_MULTI_H
#define SHIHYO_CHARTS_FIG_MULTI_H

#include "charts/figure.h"

/* An interval, dark with a casing of paper, so that it shows on a bar, too. */
void fig_multi_whisker(struct scene *scene, double low, double high, double y);
/* Names of bar, tick and whisker: from left on where they have room there,
 * else from the edge of the figure.  Returns the y below; *unfit is a name
 * that fits nowhere. */
double fig_multi_key(struct scene *scene, const struct figure_multi *figure,
                     double left, double y, const char **unfit);

#endif
