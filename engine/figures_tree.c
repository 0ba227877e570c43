/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/figures_tree.h"

#include "data/fold.h"
#include "engine/plan_trees.h"
#include <string.h>

/* The first node above (or the node itself) that is of a level, or NULL. */
static const struct tree_node *above(const struct tree_node *node,
                                     enum tree_level level)
{
    while (node && node->level > level)
        node = node->parent;
    return node && node->level == level ? node : NULL;
}

static size_t count_level(const struct plan_tree *tree, enum tree_level level)
{
    size_t n = 0;
    for (size_t i = 0; i < tree->n; i++)
        n += tree->nodes[i].level == level;
    return n;
}

/* --------------------------------------------------------------- indicators */

static const struct plan_goal *goal_of(const struct figure_parts *f,
                                       const struct tree_node *node)
{
    const struct plan *plan = f->run->plan;
    struct arena *arena = f->s->arena;
    for (size_t i = 0; i < plan->n_goals; i++) {
        const struct plan_goal *goal = &plan->goals[i];
        bool numbered =
            *node->number && (fold_equal(arena, goal->id, node->number) ||
                              fold_equal(arena, goal->label, node->number));
        if (numbered || fold_equal(arena, goal->text, node->text))
            return goal;
    }
    return NULL;
}

static size_t count_indicators(const struct figure_parts *f,
                               const struct plan_goal *goal,
                               enum indicator_level level)
{
    const struct plan *plan = f->run->plan;
    size_t n = 0;
    for (size_t i = 0; i < plan->n_indicators; i++)
        n += plan->indicators[i].level == level &&
             strcmp(plan->indicators[i].goal, goal->id) == 0;
    return n;
}

/* 成果3・活動4; "" where the plan maps no indicator to the goal. */
static const char *counts_of(const struct figure_parts *f,
                             const struct tree_node *node)
{
    const struct plan_goal *goal = goal_of(f, node);
    if (!goal)
        return "";
    size_t outcomes = count_indicators(f, goal, INDICATOR_OUTCOME);
    size_t activities = count_indicators(f, goal, INDICATOR_ACTIVITY);
    if (outcomes + activities == 0)
        return "";
    const char *args[] = {str_count(f->s->arena, outcomes),
                          str_count(f->s->arena, activities)};
    return word_fill(f->s->arena, f->s->style.lang, WORD_TREE_COUNTS, LEN(args),
                     args);
}

/* -------------------------------------------------------------------- goals */

/* 基本施策１ stands in a column headed 基本施策: its number alone. */
static const char *short_number(const char *number)
{
    static const char *const heads[] = {"基本施策", "施策"};
    struct str all = str_of(number);
    for (size_t i = 0; i < LEN(heads); i++)
        if (str_starts(all, heads[i]) && all.len > strlen(heads[i]))
            return number + strlen(heads[i]);
    return number;
}

/* A mark that has a name is drawn by its name, and a remark tells which. */
static const char *tag_of(struct figure_parts *f, const struct tree_node *node)
{
    if (!*node->mark || !*node->label)
        return *node->label ? node->label : node->mark;
    const char *args[] = {node->label, node->mark};
    figure_parts_remark(f, word_fill(f->s->arena, f->s->style.lang,
                                     WORD_TREE_MARK, LEN(args), args));
    return node->label;
}

static void fill_policies(struct figure_parts *f, const struct plan_tree *tree,
                          const struct tree_node *node, struct tree_goal *goal)
{
    struct tree_policy *policies =
        arena_make(f->s->arena, struct tree_policy, tree->n);
    for (size_t i = 0; i < tree->n; i++) {
        const struct tree_node *n = &tree->nodes[i];
        if (n->level == TREE_POLICY && above(n, TREE_GOAL) == node)
            policies[goal->n_policies++] = (struct tree_policy){
                short_number(n->number), n->text, tag_of(f, n)};
    }
    goal->policies = policies;
}

static void fill_goals(struct figure_parts *f, const struct plan_tree *tree,
                       struct figure_tree *figure)
{
    struct tree_goal *goals =
        arena_make(f->s->arena, struct tree_goal, tree->n);
    bool counted = false;
    for (size_t i = 0; i < tree->n; i++) {
        const struct tree_node *node = &tree->nodes[i];
        if (node->level != TREE_GOAL)
            continue;
        struct tree_goal *goal = &goals[figure->n_goals++];
        goal->number = node->number;
        goal->text = node->text;
        goal->counts = counts_of(f, node);
        counted = counted || *goal->counts;
        fill_policies(f, tree, node, goal);
    }
    figure->goals = goals;
    figure->goal_head = word(f->s->style.lang, counted ? WORD_TREE_GOALS_COUNTED
                                                       : WORD_TREE_GOALS);
}

void figures_tree(struct figure_parts *f)
{
    struct arena *arena = f->s->arena;
    const struct plan_tree *tree =
        plan_trees_find(f->run->plan, f->declared->of);
    struct figure_tree *figure = arena_make(arena, struct figure_tree, 1);
    const struct tree_node *root = plan_trees_root(tree);
    bool vision = root && root->level == TREE_VISION;
    figure->vision_head = word(f->s->style.lang, WORD_TREE_VISION);
    figure->vision = vision ? root->text : "";
    fill_goals(f, tree, figure);
    const char *policies = str_count(arena, count_level(tree, TREE_POLICY));
    figure->policy_head = figure_parts_word(f, WORD_TREE_POLICIES, policies);
    for (size_t i = 0; i < tree->n_remarks; i++)
        figure_parts_remark(f, tree->remarks[i]);
    const char *args[] = {figure->vision, str_count(arena, figure->n_goals),
                          policies};
    f->desc =
        word_fill(arena, f->s->style.lang, WORD_TREE_DESC, LEN(args), args);
    f->message = "";
    f->source = tree->source;
    f->kind = FIGURE_TREE;
    f->frame = &figure->frame;
    f->size = sizeof *figure;
}
