/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of a plan: the columns as plan.xml declares them, then every row.
 */
#include "engine/plan_tables.h"

#include "engine/plan_int.h"
#include <string.h>

/* -- columns --------------------------------------------------------------- */

static enum table_column_kind column_kind(struct plan_reader *r,
                                          const struct xml_node *node)
{
    static const char *const words[] = {
        "text",     "group", "role",  "marks", "unit", "number", "count",
        "capacity", "money", "share", "rate",  "rank", "period", "list"};
    const struct xml_attribute *a = xmltree_attribute(node, "kind");
    if (!a)
        return COLUMN_TEXT;
    if (strcmp(a->value, "date") == 0)
        return COLUMN_PERIOD;
    return (enum table_column_kind)plan_choice(r, a->value, a->place, words,
                                               LEN(words), COLUMN_TEXT);
}

static void read_column(struct plan_reader *r, const struct xml_node *node,
                        struct table_column *out)
{
    *out = (struct table_column){.name = xmltree_value(node, "name", ""),
                                 .id = xmltree_value(node, "id", ""),
                                 .label = xmltree_value(node, "label", ""),
                                 .unit = xmltree_value(node, "unit", ""),
                                 .kind = column_kind(r, node),
                                 .of = -1,
                                 .place = node->place};
    if (!*out->label)
        out->label = out->name;
    if (!*out->unit && out->kind == COLUMN_SHARE)
        out->unit = "％";
}

static int find_column(const struct plan_table *t, const char *id)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (strcmp(t->columns[i].id, id) == 0)
            return (int)i;
    return -1;
}

static bool is_amount(enum table_column_kind kind)
{
    return kind == COLUMN_NUMBER || kind == COLUMN_COUNT ||
           kind == COLUMN_CAPACITY || kind == COLUMN_MONEY;
}

/* May a column of one kind be told `of` one of the other? */
static bool of_fits(enum table_column_kind kind, enum table_column_kind of)
{
    switch (kind) {
    case COLUMN_SHARE:
    case COLUMN_RANK:
    case COLUMN_NUMBER:
        return is_amount(of);
    case COLUMN_COUNT:
        return of == COLUMN_LIST;
    default:
        return false;
    }
}

static void bind_of(struct plan_reader *r, struct plan_table *t,
                    struct table_column *columns, const struct xml_node *node)
{
    size_t i = 0;
    for (const struct xml_node *c = xmltree_child(node, "column"); c;
         c = xmltree_next(c), i++) {
        const struct xml_attribute *of = xmltree_attribute(c, "of");
        if (!of)
            continue;
        columns[i].of = find_column(t, of->value);
        if (columns[i].of >= 0 &&
            of_fits(columns[i].kind, columns[columns[i].of].kind))
            continue;
        columns[i].of = -1;
        diag_add(r->diag, MSG_REFERENCE, of->place, "column", of->value, "",
                 NULL);
    }
}

static void read_columns(struct plan_reader *r, struct plan_table *t,
                         const struct xml_node *node)
{
    size_t n = xmltree_count(node, "column");
    struct table_column *all = arena_make(r->arena, struct table_column, n + 1);
    t->columns = all;
    for (const struct xml_node *c = xmltree_child(node, "column"); c;
         c = xmltree_next(c)) {
        struct table_column *new = &all[t->n_columns];
        read_column(r, c, new);
        if (find_column(t, new->id) >= 0)
            diag_add(r->diag, MSG_ID_DUP, xmltree_attribute(c, "id")->place,
                     new->id, NULL);
        t->n_columns++;
    }
    bind_of(r, t, all, node);
    const struct xml_attribute *key = xmltree_attribute(node, "key");
    t->key = find_column(t, key->value);
    if (t->key < 0)
        diag_add(r->diag, MSG_REFERENCE, key->place, "column", key->value, "",
                 NULL);
}

/* -- rows ------------------------------------------------------------------ */

struct walk {
    struct plan_reader *r;
    const struct plan_table *table;
    const struct csv *csv;
    const int *at;
};

static int first_of(const struct plan_table *t, enum table_column_kind kind)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].kind == kind)
            return (int)i;
    return -1;
}

static const char *cell(const struct walk *w, const struct csv_row *row,
                        int column, struct place *place)
{
    if (column < 0)
        return "";
    return columns_cell(w->r->arena, w->csv, row, w->at[column], place);
}

static enum table_role role_of(const struct walk *w, const struct csv_row *row)
{
    static const char *const words[] = {"内訳", "計", "延べ", "実", "母数"};
    struct place place = {0};
    int column = first_of(w->table, COLUMN_ROLE);
    const char *text = cell(w, row, column, &place);
    if (!*text)
        return ROW_ITEM;
    size_t at = plan_choice(w->r, text, place, words, LEN(words), LEN(words));
    if (at < LEN(words))
        return (enum table_role)at;
    diag_field(w->r->diag, w->table->columns[column].name);
    return ROW_ITEM;
}

static void read_mark(const struct walk *w, struct str mark, struct place place,
                      struct table_row *out)
{
    if (str_is(mark, "新") || str_is(mark, "新規"))
        out->is_new = true;
    else if (str_is(mark, "拡充"))
        out->is_expanded = true;
    else if (str_is(mark, "再掲"))
        out->is_repeated = true;
    else
        diag_add(w->r->diag, MSG_MARK_UNKNOWN, place, str_z(w->r->arena, mark),
                 NULL);
}

/* 【新】, 新規;再掲: marks in brackets or divided by ; */
static void read_marks(const struct walk *w, const struct csv_row *row,
                       struct table_row *out)
{
    struct place place = {0};
    struct str rest =
        str_of(cell(w, row, first_of(w->table, COLUMN_MARKS), &place));
    struct str mark = {rest.at, 0};
    while (rest.len) {
        struct str here = rest;
        uint32_t c = utf8_next(&rest);
        if (c != U'【' && c != U'】' && c != ';' && c != ' ') {
            mark.len += here.len - rest.len;
            if (rest.len)
                continue;
        }
        if (mark.len)
            read_mark(w, mark, place, out);
        mark = (struct str){rest.at, 0};
    }
}

static const char *read_key(const struct walk *w, const struct csv_row *row,
                            size_t before, struct place *place)
{
    struct diag *diag = w->r->diag;
    const char *key = cell(w, row, w->table->key, place);
    const char *name = w->table->columns[w->table->key].name;
    if (!*key) {
        diag_add(diag, MSG_KEY_BLANK, *place, name, NULL);
        diag_field(diag, name);
        return key;
    }
    for (size_t i = 0; i < before; i++) {
        const struct table_row *old = &w->table->rows[i];
        if (strcmp(old->key, key) != 0)
            continue;
        diag_add(diag, MSG_ID_DUP, *place, key, NULL);
        diag_field(diag, name);
        diag_note(diag, MSG_FIRST_HERE, old->place, old->key, NULL);
        break;
    }
    return key;
}

static void read_row(const struct walk *w, const struct csv_row *row,
                     size_t before, struct table_row *out)
{
    const struct plan_table *t = w->table;
    int unit_column = first_of(t, COLUMN_UNIT);
    struct table_cell *cells =
        arena_make(w->r->arena, struct table_cell, t->n_columns);
    out->key = read_key(w, row, before, &out->place);
    out->role = role_of(w, row);
    out->group = cell(w, row, first_of(t, COLUMN_GROUP), NULL);
    out->cells = cells;
    read_marks(w, row, out);
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct table_column *c = &t->columns[i];
        struct place place;
        const char *text = cell(w, row, (int)i, &place);
        const char *unit = *c->unit ? c->unit : cell(w, row, unit_column, NULL);
        cells[i] = table_cell_read(w->r, c, unit, text, place);
    }
}

/* -- tables ---------------------------------------------------------------- */

static bool bind(struct plan_reader *r, const struct plan_table *t,
                 const struct csv *csv, int *at)
{
    struct column_spec *specs =
        arena_make(r->arena, struct column_spec, t->n_columns);
    for (size_t i = 0; i < t->n_columns; i++)
        specs[i] =
            (struct column_spec){t->columns[i].id, t->columns[i].name, true};
    return columns_bind(r->arena, r->diag, csv, specs, t->n_columns, at);
}

static void read_rows(struct plan_reader *r, struct plan_table *t,
                      const struct xml_node *node)
{
    const struct csv *csv = plan_csv(r, node, xmltree_value(node, "file", ""));
    int *at = arena_make(r->arena, int, t->n_columns + 1);
    if (!csv || t->key < 0 || !bind(r, t, csv, at))
        return;
    struct walk w = {r, t, csv, at};
    struct table_row *rows =
        arena_make(r->arena, struct table_row, csv->rows + 1);
    t->rows = rows;
    for (size_t i = 0; i < csv->rows; i++)
        read_row(&w, &csv->row[i], i, &rows[i]);
    t->n_rows = csv->rows;
    plan_add_dataset(r, t->id, csv, at[t->key]);
}

static void read_table(struct plan_reader *r, struct plan_table *t,
                       const struct xml_node *node)
{
    static const char *const kinds[] = {"counts", "programmes", "events",
                                        "list"};
    plan_check_id(r, node);
    t->id = xmltree_value(node, "id", "");
    t->title = xmltree_child(node, "title")->text;
    t->kind = (enum table_kind)plan_choice_of(r, node, "kind", kinds,
                                              LEN(kinds), TABLE_COUNTS);
    t->remarks = plan_remarks(r, node, &t->n_remarks);
    read_columns(r, t, node);
    size_t errors = diag_count(r->diag, LEVEL_ERROR);
    read_rows(r, t, node);
    if (diag_count(r->diag, LEVEL_ERROR) == errors)
        table_check(r, t);
}

void plan_tables(struct plan_reader *r)
{
    const struct xml_node *root = xmltree_child(r->root, "tables");
    if (!root)
        return;
    size_t n = xmltree_count(root, "table");
    struct plan_tables *tables = arena_make(r->arena, struct plan_tables, 1);
    struct plan_table *all = arena_make(r->arena, struct plan_table, n + 1);
    for (const struct xml_node *c = xmltree_child(root, "table"); c;
         c = xmltree_next(c))
        read_table(r, &all[tables->n++], c);
    tables->items = all;
    r->plan->tables = tables;
}
