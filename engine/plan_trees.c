/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/plan_trees.h"

#include "data/fold.h"
#include "engine/plan_int.h"
#include <string.h>

enum {
    C_ID,
    C_LEVEL,
    C_PARENT,
    C_NUMBER,
    C_TEXT,
    C_MARK,
    C_LABEL,
    C_NOTE,
    C_COUNT
};

static const struct column_spec columns[C_COUNT] = {
    [C_ID] = {"id", "体系ID", true},
    [C_LEVEL] = {"level", "階層", true},
    [C_PARENT] = {"parent", "親|上位", true},
    [C_NUMBER] = {"no", "番号", false},
    [C_TEXT] = {"text", "名称", true},
    [C_MARK] = {"mark", "印", false},
    [C_LABEL] = {"mark-label", "印の名称", false},
    [C_NOTE] = {"note", "備考", false},
};

static const struct {
    const char *ja, *en, *other;
} levels[TREE_LEVELS] = {
    [TREE_VISION] = {"理念", "vision", "基本理念"},
    [TREE_GOAL] = {"基本目標", "goal", "目標"},
    [TREE_POLICY] = {"基本施策", "policy", "施策"},
    [TREE_GROUP] = {"施策群", "group", "施策の柱"},
    [TREE_ITEM] = {"取組", "item", "事業"},
};

/* A tree while it is being read; the rows' parents are bound at the end. */
struct draft {
    struct plan_reader *r;
    const struct csv *csv;
    int at[C_COUNT];
    struct tree_node *nodes;
    const struct csv_row **rows; /* of the nodes */
    size_t n;
};

static struct plan_row row_of(const struct draft *d, const struct csv_row *row)
{
    return (struct plan_row){d->r, d->csv, row, columns, d->at};
}

static const char *cell(const struct draft *d, const struct csv_row *row,
                        int column, struct place *place)
{
    struct plan_row w = row_of(d, row);
    return plan_cell(&w, column, place);
}

static const char *name_of(const struct draft *d, int column)
{
    struct plan_row w = row_of(d, NULL);
    return plan_cell_name(&w, column);
}

static struct tree_node *node_of(const struct draft *d, const char *id)
{
    for (size_t i = 0; i < d->n; i++)
        if (strcmp(d->nodes[i].id, id) == 0)
            return &d->nodes[i];
    return NULL;
}

/* ------------------------------------------------------------------- rows */

static bool read_level(struct draft *d, const struct csv_row *row,
                       enum tree_level *level)
{
    struct arena *arena = d->r->arena;
    struct place place;
    const char *text = cell(d, row, C_LEVEL, &place);
    struct buf list = buf_new(arena);
    for (size_t i = 0; i < TREE_LEVELS; i++) {
        *level = (enum tree_level)i;
        if (fold_equal(arena, text, levels[i].ja) ||
            fold_equal(arena, text, levels[i].en) ||
            fold_equal(arena, text, levels[i].other))
            return true;
        buf_z(&list, i ? " | " : "");
        buf_z(&list, levels[i].ja);
    }
    diag_add(d->r->diag, MSG_CHOICE, place, text, buf_text(&list), NULL);
    diag_field(d->r->diag, name_of(d, C_LEVEL));
    return false;
}

/* A cell that must not be empty. */
static const char *filled(struct draft *d, const struct csv_row *row,
                          int column, struct place *place)
{
    const char *text = cell(d, row, column, place);
    if (!*text) {
        diag_add(d->r->diag, MSG_KEY_BLANK, *place, name_of(d, column), NULL);
        diag_field(d->r->diag, name_of(d, column));
    }
    return text;
}

static void read_row(struct draft *d, const struct csv_row *row)
{
    struct place place, text_place;
    struct tree_node node = {.id = filled(d, row, C_ID, &place),
                             .number = cell(d, row, C_NUMBER, NULL),
                             .text = filled(d, row, C_TEXT, &text_place),
                             .mark = cell(d, row, C_MARK, NULL),
                             .label = cell(d, row, C_LABEL, NULL)};
    const struct tree_node *old = *node.id ? node_of(d, node.id) : NULL;
    node.place = place;
    if (old) {
        diag_add(d->r->diag, MSG_ID_DUP, place, node.id, NULL);
        diag_field(d->r->diag, name_of(d, C_ID));
        diag_note(d->r->diag, MSG_FIRST_HERE, old->place, old->id, NULL);
    }
    bool good = read_level(d, row, &node.level);
    if (!good || old || !*node.id)
        return;
    d->rows[d->n] = row;
    d->nodes[d->n++] = node;
}

/* ---------------------------------------------------------------- parents */

static void bind_parent(struct draft *d, size_t i)
{
    struct place place;
    const char *parent = cell(d, d->rows[i], C_PARENT, &place);
    if (!*parent)
        return;
    d->nodes[i].parent = node_of(d, parent);
    if (d->nodes[i].parent)
        return;
    const char **names = arena_make(d->r->arena, const char *, d->n);
    for (size_t k = 0; k < d->n; k++)
        names[k] = d->nodes[k].id;
    diag_add(
        d->r->diag, MSG_TREE_PARENT, place, d->nodes[i].id, parent,
        plan_hint(d->r->arena, fold_nearest(d->r->arena, parent, names, d->n)),
        NULL);
    diag_field(d->r->diag, name_of(d, C_PARENT));
}

/* Length of the loop that leads from a node back to itself; 0: none.  *first
 * tells whether no node of the loop stands earlier in the file. */
static size_t loop_of(const struct draft *d, size_t i, bool *first)
{
    const struct tree_node *start = &d->nodes[i], *at = start->parent;
    *first = true;
    for (size_t n = 1; at && n <= d->n; n++) {
        if (at == start)
            return n;
        if (at < start)
            *first = false;
        at = at->parent;
    }
    return 0;
}

/* 甲 → 乙 → 甲 */
static const char *loop_text(const struct draft *d, size_t i, size_t length)
{
    struct buf b = buf_new(d->r->arena);
    const struct tree_node *at = &d->nodes[i];
    for (size_t n = 0; n <= length; n++, at = at->parent) {
        buf_z(&b, n ? " → " : "");
        buf_z(&b, at->id);
    }
    return buf_text(&b);
}

static void check_level(struct draft *d, size_t i)
{
    const struct tree_node *node = &d->nodes[i];
    struct place place;
    if (!node->parent || node->parent->level < node->level)
        return;
    cell(d, d->rows[i], C_PARENT, &place);
    diag_add(d->r->diag, MSG_TREE_LEVEL, place, node->id,
             levels[node->level].ja, node->parent->id,
             levels[node->parent->level].ja, NULL);
    diag_field(d->r->diag, name_of(d, C_PARENT));
}

/* A loop breaks the order of levels as well: it is said as a loop, once. */
static void check_way_up(struct draft *d, size_t i)
{
    struct place place;
    bool first;
    size_t length = loop_of(d, i, &first);
    if (!length) {
        check_level(d, i);
        return;
    }
    if (!first)
        return;
    cell(d, d->rows[i], C_PARENT, &place);
    diag_add(d->r->diag, MSG_TREE_LOOP, place, loop_text(d, i, length), NULL);
    diag_field(d->r->diag, name_of(d, C_PARENT));
}

static void check_roots(struct draft *d)
{
    const struct tree_node *root = NULL;
    for (size_t i = 0; i < d->n; i++) {
        if (*cell(d, d->rows[i], C_PARENT, NULL))
            continue;
        if (root) {
            diag_add(d->r->diag, MSG_TREE_ROOTS, d->nodes[i].place,
                     d->nodes[i].id, NULL);
            diag_field(d->r->diag, name_of(d, C_PARENT));
            diag_note(d->r->diag, MSG_FIRST_HERE, root->place, root->id, NULL);
            return;
        }
        root = &d->nodes[i];
    }
}

/* ------------------------------------------------------------------ a tree */

static void read_nodes(struct plan_reader *r, const struct xml_node *node,
                       struct plan_tree *out)
{
    struct draft d = {.r = r};
    d.csv = plan_csv(r, node, xmltree_attribute(node, "file")->value);
    if (!d.csv ||
        !columns_bind(r->arena, r->diag, d.csv, columns, C_COUNT, d.at))
        return;
    d.nodes = arena_make(r->arena, struct tree_node, d.csv->rows);
    d.rows = arena_make(r->arena, const struct csv_row *, d.csv->rows);
    for (size_t i = 0; i < d.csv->rows; i++)
        read_row(&d, &d.csv->row[i]);
    for (size_t i = 0; i < d.n; i++)
        bind_parent(&d, i);
    for (size_t i = 0; i < d.n; i++)
        check_way_up(&d, i);
    check_roots(&d);
    out->nodes = d.nodes;
    out->n = d.n;
    plan_add_dataset(r, out->id, d.csv, d.at[C_ID]);
}

static struct plan_tree read_tree(struct plan_reader *r,
                                  const struct xml_node *node)
{
    struct plan_tree out = {.id = xmltree_attribute(node, "id")->value,
                            .title = xmltree_child(node, "title")->text,
                            .source = plan_source_of(r, node)};
    out.remarks = plan_remarks(r, node, &out.n_remarks);
    read_nodes(r, node, &out);
    return out;
}

static bool is_known(const struct plan *plan, const char *of)
{
    return plan_trees_find(plan, of) != NULL;
}

void plan_trees(struct plan_reader *r)
{
    const struct xml_node *trees = xmltree_child(r->root, "trees");
    struct plan_trees *all = arena_make(r->arena, struct plan_trees, 1);
    struct plan_tree *items = arena_make(
        r->arena, struct plan_tree, trees ? xmltree_count(trees, "tree") : 0);
    for (const struct xml_node *node = trees ? xmltree_child(trees, "tree")
                                             : NULL;
         node; node = xmltree_next(node)) {
        plan_check_id(r, node);
        items[all->n++] = read_tree(r, node);
    }
    all->items = items;
    if (all->n)
        r->plan->trees = all;
    plan_figures_of(r, "tree", is_known);
}

const struct plan_tree *plan_trees_find(const struct plan *plan, const char *id)
{
    for (size_t i = 0; plan->trees && i < plan->trees->n; i++)
        if (strcmp(plan->trees->items[i].id, id) == 0)
            return &plan->trees->items[i];
    return NULL;
}

const struct tree_node *plan_trees_root(const struct plan_tree *tree)
{
    for (size_t i = 0; i < tree->n; i++)
        if (!tree->nodes[i].parent)
            return &tree->nodes[i];
    return NULL;
}
