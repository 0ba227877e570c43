/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/figures_schedule.h"

#include "engine/plan_schedules.h"
#include <string.h>

enum { MOST_SIGNS = 8 };

struct table { /* the figure while it is filled */
    struct figure_parts *f;
    const struct plan_schedule *plan;
    struct figure_schedule *figure;
    struct grid_sign signs[MOST_SIGNS];
    size_t n_signs;
};

/* -------------------------------------------------------------------- marks */

/* ★ ☆: one character that is no note mark. */
static bool is_sign(const char *mark)
{
    return utf8_count(str_of(mark)) == 1;
}

static bool is_note(const char *mark)
{
    return strncmp(mark, "※", strlen("※")) == 0;
}

static void add_sign(struct table *t, const struct schedule_line *line,
                     const char *mark)
{
    const char *note = plan_schedule_note(t->f->run->plan, line, mark);
    for (size_t i = 0; i < t->n_signs; i++)
        if (strcmp(t->signs[i].sign, mark) == 0)
            return;
    if (*note && t->n_signs < MOST_SIGNS)
        t->signs[t->n_signs++] = (struct grid_sign){mark, note};
}

/* ※1 and its text, under the table. */
static void add_note(struct table *t, const struct schedule_line *line,
                     const char *mark)
{
    const char *note = plan_schedule_note(t->f->run->plan, line, mark);
    if (*note)
        figure_parts_remark(t->f,
                            str_join(t->f->s->arena, mark, " ", note, NULL));
}

/* The signs of a row stand before its label. */
static const char *signs_of(struct table *t, const struct schedule_line *line)
{
    struct buf b = buf_new(t->f->s->arena);
    for (size_t i = 0; i < line->n_marks; i++) {
        if (!is_sign(line->marks[i]))
            continue;
        buf_z(&b, line->marks[i]);
        add_sign(t, line, line->marks[i]);
    }
    return buf_text(&b);
}

/* Words (再掲) and note marks follow the label where it has them not. */
static const char *label_of(struct table *t, const struct schedule_line *line)
{
    struct buf b = buf_new(t->f->s->arena);
    buf_z(&b, line->item);
    for (size_t i = 0; i < line->n_marks; i++) {
        const char *mark = line->marks[i];
        if (is_note(mark))
            add_note(t, line, mark);
        if (is_sign(mark) || strstr(line->item, mark))
            continue;
        buf_z(&b, is_note(mark) ? " " : "【");
        buf_z(&b, mark);
        buf_z(&b, is_note(mark) ? "" : "】");
    }
    return buf_text(&b);
}

/* -------------------------------------------------------------------- cells */

static enum grid_role role_of(enum schedule_part part)
{
    static const enum grid_role roles[] = {[PART_STATUS] = GRID_STATUS,
                                           [PART_PLAN] = GRID_YEAR,
                                           [PART_TOTAL] = GRID_TOTAL,
                                           [PART_TARGET] = GRID_TARGET};
    return roles[part];
}

static enum chip_stage chip_of(const struct schedule_head *head,
                               const struct schedule_entry *entry)
{
    static const enum chip_stage chips[] = {[STAGE_NONE] = CHIP_NONE,
                                            [STAGE_CONSIDER] = CHIP_CONSIDER,
                                            [STAGE_START] = CHIP_START,
                                            [STAGE_RUN] = CHIP_RUN};
    return head->part == PART_PLAN ? chips[entry->stage] : CHIP_NONE;
}

static void add_cell_datum(struct table *t, const struct schedule_line *line,
                           const struct schedule_head *head, const char *text)
{
    static const char *const names[] = {[PART_STATUS] = "status",
                                        [PART_PLAN] = "plan",
                                        [PART_TOTAL] = "total",
                                        [PART_TARGET] = "target"};
    if (head->part != PART_TOTAL && *text)
        figure_parts_datum(t->f, line->id, names[head->part], head->period,
                           text, text);
}

static const struct grid_cell *cells_of(struct table *t,
                                        const struct schedule_line *line)
{
    const struct schedule *table = &t->plan->table;
    struct grid_cell *cells =
        arena_make(t->f->s->arena, struct grid_cell, table->n_columns);
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct schedule_entry *entry = &line->cells[i];
        const struct phrase *phrase = &entry->phrase;
        cells[i] = (struct grid_cell){phrase->published, "",
                                      chip_of(&table->columns[i], entry)};
        add_cell_datum(t, line, &table->columns[i], phrase->published);
        for (size_t k = 0; k < phrase->n_notes; k++)
            add_note(t, line, phrase->notes[k]);
    }
    return cells;
}

/* -------------------------------------------------------------------- costs */

/* The amount of a column's year, as published. */
static const char *cost_text(const struct cost_table *costs,
                             const struct cost_row *row,
                             const struct schedule_head *head)
{
    const char *none = "";
    if (head->part == PART_TOTAL)
        return row->has_total ? row->total.published : none;
    if (head->part != PART_PLAN)
        return none;
    for (size_t i = 0; i < costs->n_years; i++)
        if (period_compare(costs->years[i], head->period) == 0)
            return row->years[i].published ? row->years[i].published : none;
    return none;
}

static void fill_cost(struct table *t, const struct cost_row *row,
                      const struct cost_sum *sum, struct grid_group *group)
{
    const struct schedule *table = &t->plan->table;
    struct arena *arena = t->f->s->arena;
    const char **texts = arena_make(arena, const char *, table->n_columns);
    struct grid_cost *cost = arena_make(arena, struct grid_cost, 1);
    for (size_t i = 0; i < table->n_columns; i++)
        texts[i] = cost_text(table->costs, row, &table->columns[i]);
    cost->label =
        figure_parts_word(t->f, WORD_SCHEDULE_COST, table->costs->unit);
    cost->texts = texts;
    cost->partial = sum->verdict == COST_PARTIAL || sum->verdict == COST_OPEN;
    group->costs = cost;
    group->n_costs = 1;
}

static void fill_costs(struct table *t, struct grid_group *group)
{
    const struct cost_table *costs = t->plan->table.costs;
    for (size_t i = 0; costs && i < costs->n_rows; i++)
        if (strcmp(costs->rows[i].number, group->number) == 0) {
            fill_cost(t, &costs->rows[i], &t->plan->sums[i], group);
            return;
        }
}

/* ------------------------------------------------------------------- groups */

/* Rows from `from` on that have one number; returns the first after them. */
static size_t fill_group(struct table *t, size_t from, struct grid_group *group)
{
    const struct schedule *table = &t->plan->table;
    const struct schedule_line *first = &table->rows[from];
    struct grid_row *rows =
        arena_make(t->f->s->arena, struct grid_row, table->n_rows - from);
    size_t i = from;
    for (; i < table->n_rows; i++) {
        const struct schedule_line *line = &table->rows[i];
        if (strcmp(line->number, first->number) != 0)
            break;
        rows[group->n_rows++] =
            (struct grid_row){line->group, signs_of(t, line), label_of(t, line),
                              cells_of(t, line)};
        if (!*group->title)
            group->title = line->heading;
        if (!*group->department)
            group->department = line->department;
    }
    group->rows = rows;
    return i;
}

static void fill_groups(struct table *t)
{
    const struct schedule *table = &t->plan->table;
    struct grid_group *groups =
        arena_make(t->f->s->arena, struct grid_group, table->n_rows);
    for (size_t i = 0; i < table->n_rows;) {
        struct grid_group *group = &groups[t->figure->n_groups++];
        *group = (struct grid_group){
            .number = table->rows[i].number, .title = "", .department = ""};
        i = fill_group(t, i, group);
        fill_costs(t, group);
    }
    t->figure->groups = groups;
}

static void fill_columns(struct table *t)
{
    const struct schedule *table = &t->plan->table;
    struct grid_column *columns =
        arena_make(t->f->s->arena, struct grid_column, table->n_columns);
    for (size_t i = 0; i < table->n_columns; i++)
        columns[i] = (struct grid_column){role_of(table->columns[i].part),
                                          table->columns[i].name};
    t->figure->columns = columns;
    t->figure->n_columns = table->n_columns;
}

static void fill_signs(struct table *t)
{
    struct grid_sign *signs =
        arena_make(t->f->s->arena, struct grid_sign, t->n_signs);
    for (size_t i = 0; i < t->n_signs; i++)
        signs[i] = t->signs[i];
    t->figure->signs = signs;
    t->figure->n_signs = t->n_signs;
}

static const char *describe(const struct table *t)
{
    const char *args[] = {t->plan->table.title,
                          str_count(t->f->s->arena, t->plan->table.n_rows)};
    return word_fill(t->f->s->arena, t->f->s->style.lang, WORD_SCHEDULE_DESC,
                     LEN(args), args);
}

void figures_schedule(struct figure_parts *f)
{
    const struct plan *plan = f->run->plan;
    struct table t = {.f = f, .plan = plan_schedule(plan, f->declared->of)};
    t.figure = arena_make(f->s->arena, struct figure_schedule, 1);
    f->message = f->desc = "";
    f->source = plan->n_sources == 1 ? plan->sources[0].text : "";
    f->kind = FIGURE_SCHEDULE;
    f->frame = &t.figure->frame;
    f->size = sizeof *t.figure;
    if (!t.plan) {
        diag_add(f->run->diag, MSG_REFERENCE, f->declared->of_place, "schedule",
                 f->declared->of, "", NULL);
        return;
    }
    for (size_t i = 0; i < t.plan->table.n_remarks; i++)
        figure_parts_remark(f, t.plan->table.remarks[i]);
    fill_columns(&t);
    fill_groups(&t);
    fill_signs(&t);
    f->desc = describe(&t);
}
