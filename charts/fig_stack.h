/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fig_stack.h - bars of 100 % in segments, one for each answer.
 *
 * A value stands inside its segment where it fits; else in a lane below the
 * bar with a leader, two lanes where one is too narrow.  None is left out.
 * Published shares that add up to 95 or more fill the bar to its end: what
 * lacks or exceeds is rounding.  Answers that are withheld or missing have no
 * place of their own: what the others leave of the bar is one dashed box that
 * says how many they are.  Its width is their sum, so whoever withholds must
 * have withheld two answers of a row at least.  Adjacent answers of 0 share
 * one callout with their number.
 *
 * Whoever draws fills the struct but for fills and unfit, calls
 * fig_stack_begin() and looks at unfit in the end: a text that fits nowhere.
 */
#ifndef SHIHYO_CHARTS_FIG_STACK_H
#define SHIHYO_CHARTS_FIG_STACK_H

#include "charts/fig_fill.h"

struct fig_stack {
    struct scene *scene;
    enum lang lang;
    const struct answer_choice *answers;
    size_t n_answers;
    struct fig_fill fills[FIG_FILL_MOST];
    double x0, x1;      /* places of 0 and 100 % */
    double left, right; /* callouts stay between, the key ends right */
    double bar;         /* height */
    const char *unfit;  /* NULL: none */
};

/* False: more answers than there are fills; unfit names the first. */
bool fig_stack_begin(struct fig_stack *stack);

/* The places where segments begin and, after the last, where they end. */
struct fig_edges {
    double x[FIG_FILL_MOST + 1];
    bool is_whole; /* every answer has its place */
};
struct fig_edges fig_stack_edges(const struct fig_stack *stack,
                                 const struct answer_row *row);

/* Height below the bar that the callouts of a row need; 0: there are none. */
double fig_stack_lane(struct fig_stack *stack, const struct answer_row *row);
void fig_stack_bar(struct fig_stack *stack, const struct answer_row *row,
                   double y);
void fig_stack_callouts(struct fig_stack *stack, const struct answer_row *row,
                        double y);
/* The axis below all bars; returns the y below its numbers. */
double fig_stack_axis(const struct fig_stack *stack, struct publish_style style,
                      double y);

/* False and messages when a text of a table, its frame or the label of its
 * sums has no glyph. */
bool fig_stack_glyphs(struct typesetter *setter, struct diag *diag,
                      const struct figure_frame *frame, const char *sum_label,
                      const struct answer_choice *answers, size_t n_answers,
                      const struct answer_row *rows, size_t n_rows);

#endif
