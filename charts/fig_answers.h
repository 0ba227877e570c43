/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fig_answers.h - the names of the answers above bars of 100 %.
 *
 * As heads they stand over the segments of the first bar, with leaders; where
 * that moves them too far they are a key: in the order of the bar, beginning
 * at its 0, wrapped to two lines where one is too narrow, else flowing from
 * the left edge of the figure on.
 */
#ifndef SHIHYO_CHARTS_FIG_ANSWERS_H
#define SHIHYO_CHARTS_FIG_ANSWERS_H

#include "charts/fig_stack.h"

/* Heads over a row whose bar will begin right below them.  Adds their height
 * to *y and draws them; false, and nothing drawn, when they do not fit. */
bool fig_answers_heads(struct fig_stack *stack, const struct answer_row *row,
                       double *y);
/* Draws the key between 0 and right; returns the y below. */
double fig_answers_key(struct fig_stack *stack, double right, double y);
double fig_answers_key_height(struct fig_stack *stack, double right);

/* Labels left of bars: the narrowest width up to most at which all of them
 * take two lines, three where most is too narrow for two.  A label that takes
 * more is the stack's unfit text. */
double fig_answers_label_width(struct fig_stack *stack, struct text_style style,
                               double most, const struct answer_row *rows,
                               size_t n_rows);

#endif
