/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan_trees.h - the trees (体系) of a plan: 理念, 基本目標, 基本施策, 施策群,
 * 取組.
 *
 * Each <tree> of plan.xml names a CSV file with a row for every node; its
 * column 親 names the node above.  There is one root, every other node has a
 * parent of a higher level, and no way up leads back.
 */
#ifndef SHIHYO_ENGINE_PLAN_TREES_H
#define SHIHYO_ENGINE_PLAN_TREES_H

#include "engine/plan.h"

enum tree_level {
    TREE_VISION, /* 理念 */
    TREE_GOAL,   /* 基本目標 */
    TREE_POLICY, /* 基本施策 */
    TREE_GROUP,  /* 施策群 */
    TREE_ITEM,   /* 取組 */
    TREE_LEVELS
};

struct tree_node {
    const char *id;
    enum tree_level level;
    const struct tree_node *parent; /* NULL: the root */
    const char *number, *text;      /* 基本目標１, its name */
    const char *mark;               /* as published, ●; "" for none */
    const char *label; /* what the mark is called here; "" for none */
    struct place place;
};

struct plan_tree {
    const char *id, *title;
    const char *source; /* text of the source; "" where none is named */
    const char *const *remarks;
    size_t n_remarks;
    const struct tree_node *nodes; /* in the order of the file */
    size_t n;
};

struct plan_trees {
    const struct plan_tree *items;
    size_t n;
};

struct plan_reader;
/* Reads them all into the plan, says what is wrong, makes the cells nameable,
 * and checks that figures of the kind tree name one of them. */
void plan_trees(struct plan_reader *r);

/* NULL: there is no such tree. */
const struct plan_tree *plan_trees_find(const struct plan *plan,
                                        const char *id);
const struct tree_node *plan_trees_root(const struct plan_tree *tree);

#endif
