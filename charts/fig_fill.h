/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fig_fill.h - colour and hatch of answers, chosen by what they mean.
 *
 * A two-sided scale runs from 藍 over grey to 橙, both ends dark.  A one-sided
 * order runs from dark to light 藍.  Answers without an order alternate dark
 * and light; sub-states have the hue of their answer, lighter and hatched.
 * その他 is grey, 無回答 is white with an outline.
 *
 * Neighbours differ by 12 L* at least (10.5 in colour), by their hatch or by
 * the outline, so a photocopy keeps them apart; in the mono tone any two
 * answers do, as far as there are hatches.
 */
#ifndef SHIHYO_CHARTS_FIG_FILL_H
#define SHIHYO_CHARTS_FIG_FILL_H

#include "charts/figure.h"

enum { FIG_FILL_MOST = 12 }; /* answers of a figure */

struct fig_fill {
    enum colour colour, ink; /* the ground, and text on it */
    enum hatch hatch;
    enum colour hatch_colour;
    bool is_outlined;
};

/* Fills of n answers; n is at most FIG_FILL_MOST. */
void fig_fill_choose(const struct answer_choice *answers, size_t n,
                     enum tone tone, struct fig_fill *fills);
/* A box of a fill. */
void fig_fill_draw(struct scene *scene, const struct fig_fill *fill, double x,
                   double y, double w, double h);

#endif
