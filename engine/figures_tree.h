/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figures_tree.h - from a plan's tree to its figure.
 *
 * Goals carry the counts of their indicators where the plan maps its
 * indicators to goals: a goal of the tree is the plan's goal whose id or
 * label is its number, or whose text is its text.
 */
#ifndef SHIHYO_ENGINE_FIGURES_TREE_H
#define SHIHYO_ENGINE_FIGURES_TREE_H

#include "engine/figure_parts.h"

void figures_tree(struct figure_parts *parts);

#endif
