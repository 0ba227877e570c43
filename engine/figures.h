/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figures.h - from evaluations to drawn figures.
 *
 * A figure declared in the plan is filled with the numbers of its indicators,
 * with a message and a description from the same sentences as the report, and
 * laid out twice: standalone and as a plate for the page.
 */
#ifndef SHIHYO_ENGINE_FIGURES_H
#define SHIHYO_ENGINE_FIGURES_H

#include "charts/figure.h"
#include "engine/run.h"

struct drawn_figure {
    const struct plan_figure *declared;
    const struct figure_frame *frame; /* number, title, message, remarks */
    const struct scene *scene;        /* standalone */
    const struct scene *plate;        /* for the page */
};

struct drawn_figures {
    const struct drawn_figure *items;
    size_t n;
};

/* Errors (a character without a glyph, a label that does not fit) go to
 * run->diag; a scene that fails the lint is a fault of ours and is said as
 * MSG_INTERNAL. */
struct drawn_figures figures_make(const struct run *run,
                                  struct typesetter *setter);

/* The section a figure belongs to: that of its first indicator; NULL: one of
 * its own kind. */
const struct indicator *figures_first(const struct drawn_figure *figure);

#endif
