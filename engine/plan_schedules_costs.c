/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The costs (事業費) of a schedule: one row for a project, a column for each
 * year, and 計.
 */
#include "data/fold.h"
#include "engine/plan_schedules_int.h"
#include <string.h>

#define COST_UNIT "百万円"

enum { C_ID, C_REPEAT, C_NOTE, C_COUNT };

static const struct column_spec columns[C_COUNT] = {
    [C_ID] = {"id", "計画番号", true},
    [C_REPEAT] = {"repeat_of", "再掲元", false},
    [C_NOTE] = {"note", "備考", false},
};

struct sheet {
    struct plan_reader *r;
    const struct csv *csv;
    struct plan_row row;
    struct column_spec *specs; /* the fixed ones, the years, 計 */
    int *at;
    int total; /* its place among specs, or -1 */
    struct cost_table *out;
    struct cost_row *rows;
};

static bool find_years(struct sheet *s)
{
    struct arena *arena = s->r->arena;
    size_t n = 0;
    struct period *years = arena_make(arena, struct period, s->csv->columns);
    const char *total = NULL;
    s->specs = arena_make(arena, struct column_spec, C_COUNT + s->csv->columns);
    memcpy(s->specs, columns, sizeof columns);
    for (size_t i = 0; i < s->csv->columns; i++) {
        const char *name = s->csv->header.cells[i];
        struct schedule_head head;
        struct finding f;
        if (!schedule_header(arena, name, &head, &f))
            continue;
        if (head.part == PART_TOTAL) {
            total = name;
            continue;
        }
        diag_finding(s->r->diag, f, name,
                     csv_place(s->csv, &s->csv->header, i));
        years[n] = head.period;
        s->specs[C_COUNT + n++] = (struct column_spec){name, "", false};
    }
    s->out->years = years;
    s->out->n_years = n;
    s->total = total ? (int)(C_COUNT + n) : COLUMN_NONE;
    if (total)
        s->specs[C_COUNT + n] = (struct column_spec){total, "", false};
    size_t all = C_COUNT + n + (total != NULL);
    s->at = arena_make(arena, int, all);
    return columns_bind(arena, s->r->diag, s->csv, s->specs, all, s->at);
}

static void read_amount(struct sheet *s, int column, struct value *out)
{
    struct plan_reader *r = s->r;
    struct place place;
    const char *text = plan_cell(&s->row, column, &place);
    plan_value(r, text, place, COST_UNIT, plan_cell_name(&s->row, column), out);
}

/* The project as the table of the measures spells it, or NULL. */
static const char *project_of(struct arena *arena, const struct schedule *table,
                              const char *number)
{
    for (size_t i = 0; *number && i < table->n_rows; i++)
        if (fold_equal(arena, table->rows[i].number, number))
            return table->rows[i].number;
    return NULL;
}

static bool is_known(struct sheet *s, const struct schedule *table,
                     struct cost_row *row)
{
    struct plan_reader *r = s->r;
    const char *name = plan_cell_name(&s->row, C_ID);
    const char *project = project_of(r->arena, table, row->number);
    enum message why = !*row->number               ? MSG_KEY_BLANK
                       : !project                  ? MSG_REFERENCE
                       : cost_row(s->out, project) ? MSG_ID_DUP
                                                   : MSG_NONE;
    if (why == MSG_NONE) {
        row->number = project;
        return true;
    }
    if (why == MSG_REFERENCE)
        diag_add(r->diag, why, row->place, name, row->number, "", NULL);
    else
        diag_add(r->diag, why, row->place, *row->number ? row->number : name,
                 NULL);
    diag_field(r->diag, name);
    return false;
}

static void read_row(struct sheet *s, const struct schedule *table)
{
    struct cost_row row = {0};
    row.number = plan_cell(&s->row, C_ID, &row.place);
    row.repeat_of = plan_cell(&s->row, C_REPEAT, NULL);
    row.note = plan_cell(&s->row, C_NOTE, NULL);
    struct value *years =
        arena_make(s->r->arena, struct value, s->out->n_years);
    for (size_t i = 0; i < s->out->n_years; i++)
        read_amount(s, (int)(C_COUNT + i), &years[i]);
    row.years = years;
    row.total = value_absent();
    if (s->total != COLUMN_NONE)
        read_amount(s, s->total, &row.total);
    row.has_total = value_is_number(&row.total);
    if (is_known(s, table, &row))
        s->rows[s->out->n_rows++] = row;
}

const struct cost_table *plan_schedules_costs(struct plan_reader *r,
                                              const struct xml_node *node,
                                              const struct schedule *table)
{
    const struct xml_attribute *file = xmltree_attribute(node, "costs");
    const struct csv *csv = file ? plan_csv(r, node, file->value) : NULL;
    struct sheet s = {.r = r, .csv = csv};
    if (!csv)
        return NULL;
    s.out = arena_make(r->arena, struct cost_table, 1);
    s.out->unit = COST_UNIT;
    if (!find_years(&s))
        return NULL;
    s.rows = arena_make(r->arena, struct cost_row, csv->rows);
    s.out->rows = s.rows;
    for (size_t i = 0; i < csv->rows; i++) {
        s.row = (struct plan_row){r, csv, &csv->row[i], s.specs, s.at};
        read_row(&s, table);
    }
    plan_add_dataset(r, str_join(r->arena, table->id, "-costs", NULL), csv,
                     s.at[C_ID]);
    return s.out;
}
