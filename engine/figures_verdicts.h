/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figures_verdicts.h - from verdicts to the comparison of methods as a figure.
 *
 * With few segments the methods are the lines, as in a comparison on paper;
 * else every segment is a line.  The last line (or column) says whether the
 * methods contradict each other.  A figure that names no indicators shows the
 * outcome indicators, or all where there is none with a target.
 */
#ifndef SHIHYO_ENGINE_FIGURES_VERDICTS_H
#define SHIHYO_ENGINE_FIGURES_VERDICTS_H

#include "engine/figure_parts.h"
#include "engine/verdicts.h"

/* The function of the kind: fills a struct figure_verdicts. */
void figures_verdicts(struct figure_parts *parts);

/* A segment as the figure needs it; cells: one for each method. */
struct verdicts_shown {
    const char *group; /* the goal; "" for none */
    struct verdict_head head;
    const struct assess_result *cells;
    bool differs;
    size_t by_sense[SENSE_COUNT];
};

/* All but the frame. */
struct figure_verdicts figures_verdicts_grid(struct arena *arena,
                                             struct publish_style style,
                                             const struct presets *presets,
                                             const struct verdicts_shown *shown,
                                             size_t n);
/* A segment and its verdicts in words, for the text alternative. */
const char *figures_verdicts_alt(struct arena *arena,
                                 struct publish_style style,
                                 const struct verdicts_shown *shown,
                                 const struct presets *presets);

#endif
