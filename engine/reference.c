/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/reference.h"

#include "data/columns.h"
#include "data/fold.h"

#include <string.h>

struct lookup {
    struct evaluator *e;
    const struct plan *plan; /* the one that is named */
    const char *name;        /* the whole reference */
    struct place place;
    struct cells *out;
};

static bool unknown(const struct lookup *l, const char *near)
{
    return expression_fault(l->e, l->place, MSG_CELL_UNKNOWN, l->name,
                            near ? str_join(l->e->arena, " → ", near, NULL)
                                 : "");
}

static const char *part_of_text(struct arena *arena, const char *begin,
                                const char *end)
{
    return str_z(arena, (struct str){begin, (size_t)(end - begin)});
}

/* -- cells of datasets ----------------------------------------------------- */

static const struct plan_dataset *find_dataset(const struct plan *plan,
                                               const char *id)
{
    for (size_t i = 0; i < plan->n_datasets; i++)
        if (strcmp(plan->datasets[i].id, id) == 0)
            return &plan->datasets[i];
    return NULL;
}

struct grid { /* a part of a dataset */
    const struct plan_dataset *dataset;
    const char *key, *column, *part; /* * for all; part "" for none */
    struct cell *cells;
    size_t n, rows;
};

static bool add_cells(const struct lookup *l, struct grid *g,
                      const struct csv_row *row, int column)
{
    struct arena *arena = l->e->arena;
    const struct csv *csv = g->dataset->csv;
    struct cell head = {0}, *some;
    const char *text = columns_cell(arena, csv, row, column, &head.place);
    const char *key = columns_cell(arena, csv, row, g->dataset->key, NULL);
    bool all_years = strcmp(g->column, "*") == 0;
    head.value.year = reference_column_year(arena, csv->header.cells[column]);
    head.name = str_join(arena, g->dataset->id, ":", key, ".",
                         all_years ? csv->header.cells[column] : g->column,
                         *g->part ? "#" : "", g->part, NULL);
    size_t n = reference_cell_read(arena, l->plan, &head, text, g->part, &some);
    if (n == 0)
        return false;
    g->cells = arena_grow(arena, g->cells, g->n, g->n + n, sizeof *g->cells);
    memcpy(&g->cells[g->n], some, n * sizeof *some);
    g->n += n;
    return true;
}

static bool add_row(const struct lookup *l, struct grid *g,
                    const struct csv_row *row, int column)
{
    const struct csv *csv = g->dataset->csv;
    g->rows++;
    if (column >= 0)
        return add_cells(l, g, row, column);
    for (size_t i = 0; i < csv->columns; i++)
        if (reference_column_year(l->e->arena, csv->header.cells[i]) &&
            !add_cells(l, g, row, (int)i))
            return false;
    return true;
}

static const char *nearest_key(const struct lookup *l, const struct grid *g)
{
    const struct csv *csv = g->dataset->csv;
    const char **keys = arena_make(l->e->arena, const char *, csv->rows + 1);
    for (size_t i = 0; i < csv->rows; i++)
        keys[i] =
            columns_cell(l->e->arena, csv, &csv->row[i], g->dataset->key, NULL);
    return fold_nearest(l->e->arena, g->key, keys, csv->rows);
}

static bool read_grid(const struct lookup *l, struct grid *g)
{
    struct arena *arena = l->e->arena;
    const struct csv *csv = g->dataset->csv;
    bool all_rows = strcmp(g->key, "*") == 0;
    bool all_years = strcmp(g->column, "*") == 0;
    int column = all_years
                     ? -1
                     : reference_column(arena, l->plan, g->dataset, g->column);
    if (!all_years && column < 0)
        return unknown(
            l, fold_nearest(arena, g->column, csv->header.cells, csv->columns));
    for (size_t i = 0; i < csv->rows; i++) {
        const char *key =
            columns_cell(arena, csv, &csv->row[i], g->dataset->key, NULL);
        if ((all_rows || fold_equal(arena, key, g->key)) &&
            !add_row(l, g, &csv->row[i], column))
            return unknown(l, NULL);
    }
    if (!all_rows && g->rows == 0)
        return unknown(l, nearest_key(l, g));
    *l->out = (struct cells){g->cells, g->n};
    return true;
}

static const char *nearest_name(const struct lookup *l, const char *id)
{
    const struct plan *plan = l->plan;
    size_t most = plan->n_datasets + plan->n_indicators, n = 0;
    const char **names = arena_make(l->e->arena, const char *, most + 1);
    for (size_t i = 0; i < plan->n_datasets; i++)
        names[n++] = plan->datasets[i].id;
    for (size_t i = 0; i < plan->n_indicators; i++)
        names[n++] = plan->indicators[i].id;
    return fold_nearest(l->e->arena, id, names, n);
}

/* ID:KEY.COLUMN#part, the colon at `colon`. */
static bool look_in_dataset(const struct lookup *l, const char *text,
                            const char *colon)
{
    struct arena *arena = l->e->arena;
    const char *id = part_of_text(arena, text, colon);
    const char *rest = colon + 1, *dot, *key_end;
    struct grid g = {.dataset = find_dataset(l->plan, id), .part = ""};
    if (!g.dataset)
        return unknown(l, nearest_name(l, id));
    if (*rest == '"') {
        rest++;
        key_end = strchr(rest, '"');
        dot = key_end && key_end[1] == '.' ? key_end + 1 : NULL;
    } else {
        key_end = dot = strrchr(rest, '.');
    }
    if (!dot)
        return unknown(l, NULL);
    g.key = part_of_text(arena, rest, key_end);
    const char *hash = strrchr(dot, '#');
    g.column = part_of_text(arena, dot + 1, hash ? hash : dot + strlen(dot));
    if (hash)
        g.part = hash + 1;
    return read_grid(l, &g);
}

/* -- values of indicators -------------------------------------------------- */

static const struct segment *find_segment(const struct lookup *l,
                                          const struct indicator *indicator,
                                          const char *label)
{
    for (size_t i = 0; indicator && i < indicator->n_segments; i++)
        if (fold_equal(l->e->arena, indicator->segments[i].label, label))
            return &indicator->segments[i];
    return NULL;
}

static bool give_one(const struct lookup *l, const struct segment *segment,
                     const struct observation *o, const char *part, int year)
{
    struct cell *cell = arena_make(l->e->arena, struct cell, 1);
    struct value absent = value_absent();
    cell->name = l->name;
    cell->place = segment->place;
    cell->value.year = year;
    if (!reference_value_read(o ? &o->value : &absent, part, cell))
        return unknown(l, NULL);
    *l->out = (struct cells){cell, 1};
    return true;
}

/* The actual of a fiscal year: the last that was stated for it; else the
 * baseline of that year. */
static const struct observation *of_year(const struct segment *segment,
                                         int year)
{
    for (size_t i = segment->n_actuals; i-- > 0;)
        if (indicator_year(&segment->actuals[i]) == year)
            return &segment->actuals[i];
    return indicator_year(&segment->baseline) == year ? &segment->baseline
                                                      : NULL;
}

static bool read_year(const char *text, int *year)
{
    struct period p;
    if (message_is_error(period_read(text, AXIS_FISCAL_YEAR, &p).id))
        return false;
    *year = period_fiscal_year(p);
    return true;
}

/* every: a year that nothing speaks of is a missing value, not left out. */
static bool give_series(const struct lookup *l, const struct segment *segment,
                        const char *part, const char *head, int from, int to,
                        bool every)
{
    const struct value absent = value_absent();
    struct arena *arena = l->e->arena;
    size_t most = to < from ? 0 : (size_t)(to - from) + 1, n = 0;
    struct cell *cells = arena_make(arena, struct cell, most + 1);
    struct publish_style style = {.lang = LANG_JA};
    for (int year = from; year <= to; year++) {
        const struct observation *o = of_year(segment, year);
        if (!o && !every)
            continue;
        struct cell *cell = &cells[n];
        cell->name = str_join(
            arena, head, "@",
            publish_period(arena, style, period_fiscal(year), PERIOD_SHORT),
            NULL);
        cell->place = segment->place;
        cell->value.year = year;
        if (!reference_value_read(o ? &o->value : &absent, part, cell))
            return unknown(l, NULL);
        n++;
    }
    *l->out = (struct cells){cells, n};
    return true;
}

/* First and last year that a segment speaks of. */
static void whole_span(const struct segment *segment, int *from, int *to)
{
    int base = indicator_year(&segment->baseline);
    *from = *to = base;
    for (size_t i = 0; i < segment->n_actuals; i++) {
        int year = indicator_year(&segment->actuals[i]);
        *from = !*from || year < *from ? year : *from;
        *to = year > *to ? year : *to;
    }
}

/* ID/segment#part@when, the at sign at `at`. */
static bool look_in_indicator(const struct lookup *l, const char *text,
                              const char *at)
{
    struct arena *arena = l->e->arena;
    const char *head = part_of_text(arena, text, at), *when = at + 1;
    const char *hash = strchr(head, '#'), *slash = strchr(head, '/');
    const char *part = hash ? hash + 1 : "";
    const char *end = hash ? hash : head + strlen(head);
    const char *label = slash ? part_of_text(arena, slash + 1, end) : "";
    const char *id = part_of_text(arena, head, slash ? slash : end);
    const struct indicator *indicator = plan_indicator(l->plan, id);
    const struct segment *segment = find_segment(l, indicator, label);
    if (!segment)
        return unknown(l, indicator ? NULL : nearest_name(l, id));
    int from, to;
    if (strcmp(when, "baseline") == 0)
        return give_one(l, segment, &segment->baseline, part,
                        indicator_year(&segment->baseline));
    if (strcmp(when, "target") == 0)
        return give_one(
            l, segment, segment->has_target ? &segment->target : NULL, part,
            segment->has_target ? indicator_year(&segment->target) : 0);
    if (strcmp(when, "*") == 0) {
        whole_span(segment, &from, &to);
        return give_series(l, segment, part, head, from, to, false);
    }
    const char *dots = strstr(when, "..");
    if (dots && read_year(part_of_text(arena, when, dots), &from) &&
        read_year(dots + 2, &to))
        return give_series(l, segment, part, head, from, to, true);
    if (!dots && read_year(when, &from))
        return give_one(l, segment, of_year(segment, from), part, from);
    return unknown(l, NULL);
}

/* -- other names ----------------------------------------------------------- */

static bool look_for_year(const struct lookup *l, const char *text)
{
    int year;
    if (!read_year(text, &year))
        return unknown(l, nearest_name(l, text));
    struct cell *cell = arena_make(l->e->arena, struct cell, 1);
    cell->name = text;
    cell->value = operand_number((struct rational){year, 1});
    cell->value.year = year;
    *l->out = (struct cells){cell, 1};
    return true;
}

/* indicators, or indicators.mark: one text for each indicator of the plan. */
static bool look_at_indicators(const struct lookup *l, bool marks)
{
    const struct plan *plan = l->plan;
    struct cell *cells =
        arena_make(l->e->arena, struct cell, plan->n_indicators + 1);
    for (size_t i = 0; i < plan->n_indicators; i++) {
        const struct indicator *indicator = &plan->indicators[i];
        const char *mark = indicator->is_new        ? "新規"
                           : indicator->is_expanded ? "拡充"
                                                    : "";
        cells[i].name = indicator->id;
        cells[i].place = indicator->place;
        cells[i].value.kind = OPERAND_TEXT;
        cells[i].value.text = marks ? mark : indicator->id;
    }
    *l->out = (struct cells){cells, plan->n_indicators};
    return true;
}

static bool resolve(struct evaluator *e, const char *name, struct place place,
                    struct cells *out)
{
    struct lookup l = {e, e->scope, name, place, out};
    const char *bang = strchr(name, '!'), *text = bang ? bang + 1 : name;
    const char *plan_id = bang ? part_of_text(e->arena, name, bang) : NULL;
    while (plan_id && l.plan && strcmp(l.plan->id, plan_id) != 0)
        l.plan = l.plan->predecessor;
    if (!l.plan) {
        l.plan = e->scope;
        return unknown(&l, NULL);
    }
    const char *colon = strchr(text, ':'), *at = strrchr(text, '@');
    if (colon)
        return look_in_dataset(&l, text, colon);
    if (at)
        return look_in_indicator(&l, text, at);
    struct grid g = {
        .dataset = find_dataset(l.plan, text), .key = "*", .part = ""};
    const char *dot = strrchr(text, '.');
    if (g.dataset)
        g.column = g.dataset->csv->header.cells[g.dataset->key];
    else if (dot)
        g.dataset = find_dataset(l.plan, part_of_text(e->arena, text, dot));
    if (!g.dataset && strcmp(text, "indicators") == 0)
        return look_at_indicators(&l, false);
    if (!g.dataset && strcmp(text, "indicators.mark") == 0)
        return look_at_indicators(&l, true);
    if (!g.dataset)
        return look_for_year(&l, text);
    g.column = g.column ? g.column : dot + 1;
    return read_grid(&l, &g);
}

/* The state that a cell names; where it names none, its words. */
static const char *stage(struct evaluator *e, const char *text)
{
    struct phrase_spec spec = reference_phrase_spec(e->arena, e->scope);
    struct phrase phrase = phrase_read(e->arena, text, &spec);
    return phrase.state ? phrase.state->key : fold_key(e->arena, phrase.words);
}

struct evaluator reference_evaluator(struct arena *arena, struct diag *diag,
                                     const struct plan *plan)
{
    return (struct evaluator){.arena = arena,
                              .diag = diag,
                              .resolve = resolve,
                              .stage = stage,
                              .scope = plan};
}
