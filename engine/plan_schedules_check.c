/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a schedule says against itself, and against the plan before.
 */
#include "data/fold.h"
#include "engine/plan_schedules_int.h"

static bool is_main_plan(const struct plan_reader *r)
{
    return r->n_chain == 1; /* notes on a predecessor are its own affair */
}

/* -- findings as messages -------------------------------------------------- */

static void point_at(struct plan_reader *r, const struct schedule_entry *entry)
{
    diag_note(r->diag, MSG_SUPPLY_TERM, entry->place, entry->phrase.published,
              NULL);
}

/* The cells that a sum was made of. */
static void point_at_years(struct plan_reader *r, const struct schedule *table,
                           const struct schedule_line *line)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (table->columns[i].part == PART_PLAN &&
            line->cells[i].phrase.n_items)
            point_at(r, &line->cells[i]);
}

static void say_sum(struct plan_reader *r, const struct schedule *table,
                    const struct schedule_line *line,
                    const struct schedule_finding *f, enum message id)
{
    const char *sum = str_join(r->arena, f->formula, "＝",
                               decimal_text(r->arena, f->computed), NULL);
    diag_add(r->diag, id, f->after->place, sum, f->after->phrase.published,
             NULL);
    diag_field(r->diag, f->after_column->name);
    if (f->old)
        point_at(r, f->before);
    point_at_years(r, table, line);
}

static void say_two(struct plan_reader *r, const struct schedule_finding *f,
                    enum message id, const char *first, const char *second,
                    const char *third)
{
    diag_add(r->diag, id, f->after->place, first, second, third, NULL);
    diag_field(r->diag, f->after_column->name);
    point_at(r, f->before);
}

static void say_finding(struct plan_reader *r, const struct schedule *table,
                        const struct schedule_line *line,
                        const struct schedule_finding *f)
{
    bool main_plan = is_main_plan(r);
    if (f->rule == SCHEDULE_SUM && !f->agrees)
        say_sum(r, table, line, f, MSG_TOTAL_DIFFERS);
    if (f->rule == SCHEDULE_STOCK && !f->agrees)
        say_sum(r, table, line, f, MSG_STOCK_DIFFERS);
    if (f->rule == SCHEDULE_LOST)
        say_two(r, f, MSG_PART_MISSING, f->old->name,
                f->after->phrase.published, NULL);
    if (f->rule == SCHEDULE_WORD && !f->agrees && main_plan)
        say_two(r, f, MSG_TOTAL_WORD, f->after->phrase.published,
                f->before->phrase.published, NULL);
    if (f->rule == SCHEDULE_CONFLICT && main_plan)
        say_two(r, f, MSG_STATE_CONFLICT,
                publish_period(r->arena, r->plan->style,
                               f->after_column->period, PERIOD_LONG),
                f->before->phrase.published, f->after->phrase.published);
}

/* -- rows ------------------------------------------------------------------ */

/* The row of the predecessor plan that a row continues. */
static const struct schedule_line *find_old(struct plan_reader *r,
                                            const struct schedule_line *line,
                                            const struct schedule **before)
{
    const struct plan *plan = r->plan->predecessor;
    const struct plan_schedules *all = plan ? plan->schedules : NULL;
    if (!*line->predecessor || (!plan && xmltree_child(r->root, "predecessor")))
        return NULL; /* that plan could not be read, and it was said */
    for (size_t i = 0; all && i < all->n; i++) {
        *before = &all->items[i].table;
        const struct schedule_line *old =
            schedule_line(*before, line->predecessor);
        if (old)
            return old;
    }
    diag_add(r->diag, MSG_REFERENCE, line->predecessor_place, "predecessor",
             line->predecessor, "", NULL);
    diag_field(r->diag, "predecessor");
    return NULL;
}

static void say_cost(struct plan_reader *r, const struct cost_row *row,
                     const struct cost_sum *sum)
{
    const char *computed =
        sum->computed.kind == AMOUNT_EXACT
            ? str_join(r->arena, sum->formula, "＝",
                       decimal_text(r->arena, sum->computed.number), NULL)
            : sum->formula;
    diag_add(r->diag, MSG_COST_DIFFERS, row->total.place, computed,
             row->total.published, NULL);
}

static void check_costs(struct plan_reader *r, struct plan_schedule *s)
{
    const struct cost_table *costs = s->table.costs;
    struct cost_sum *sums =
        arena_make(r->arena, struct cost_sum, costs->n_rows);
    for (size_t i = 0; i < costs->n_rows; i++) {
        const struct cost_row *row = &costs->rows[i];
        sums[i] = cost_sum(r->arena, row, costs->n_years);
        enum cost_verdict verdict = sums[i].verdict;
        const char *printed = row->total.published;
        if (verdict == COST_DIFFERS) {
            say_cost(r, row, &sums[i]);
            for (size_t k = 0; k < costs->n_years; k++)
                if (*row->years[k].published)
                    diag_note(r->diag, MSG_SUPPLY_TERM, row->years[k].place,
                              row->years[k].published, NULL);
        } else if (verdict == COST_PARTIAL && is_main_plan(r)) {
            diag_add(r->diag, MSG_COST_PARTIAL, row->total.place, printed,
                     sums[i].formula, NULL);
        }
    }
    s->sums = sums;
}

void plan_schedules_check(struct plan_reader *r, struct plan_schedule *s)
{
    const struct schedule *table = &s->table;
    struct schedule_findings *findings =
        arena_make(r->arena, struct schedule_findings, table->n_rows);
    const struct schedule_line **old =
        arena_make(r->arena, const struct schedule_line *, table->n_rows);
    s->before = arena_make(r->arena, const struct schedule *, table->n_rows);
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct schedule_line *line = &table->rows[i];
        old[i] = find_old(r, line, &s->before[i]);
        findings[i] =
            schedule_judge(r->arena, table, line, s->before[i], old[i]);
        for (size_t k = 0; k < findings[i].n; k++)
            say_finding(r, table, line, &findings[i].items[k]);
    }
    s->findings = findings;
    s->old = old;
    if (table->costs)
        check_costs(r, s);
}

/* -- names that look alike ------------------------------------------------- */

struct names {
    struct arena *arena;
    const char **all;
    size_t n, cap;
};

enum { SHORTEST_NAME = 5 }; /* shorter names are near to anything */

static void add_name(struct names *names, struct str name)
{
    name = number_trim(name);
    if (utf8_count(name) < SHORTEST_NAME)
        return;
    if (names->n == names->cap) {
        size_t cap = names->cap ? 2 * names->cap : 32;
        names->all = arena_grow(names->arena, names->all, names->n, cap,
                                sizeof *names->all);
        names->cap = cap;
    }
    names->all[names->n++] = str_z(names->arena, name);
}

/* The name of a measure, and each name in brackets within it. */
static void add_item_names(struct names *names, const char *item)
{
    struct str rest = str_of(item), piece = {item, 0};
    while (rest.len) {
        const char *at = rest.at;
        uint32_t c = utf8_next(&rest);
        bool cut = c == '(' || c == ')' || c == U'（' || c == U'）' ||
                   c == U'「' || c == U'」' || number_is_space(c);
        if (!cut)
            continue;
        piece.len = (size_t)(at - piece.at);
        add_name(names, piece);
        piece = (struct str){rest.at, 0};
    }
    piece.len = (size_t)(rest.at - piece.at);
    add_name(names, piece);
}

static void add_table_names(struct names *names, const struct schedule *table)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        add_item_names(names, table->rows[i].item);
        for (size_t k = 0; k < table->n_columns; k++) {
            const struct phrase *p = &table->rows[i].cells[k].phrase;
            for (size_t m = 0; m < p->n_items; m++)
                add_name(names, str_of(p->items[m].name));
        }
    }
}

static bool is_same(struct arena *arena, const struct names *names,
                    const char *text)
{
    for (size_t i = 0; i < names->n; i++)
        if (fold_equal(arena, names->all[i], text))
            return true;
    return false;
}

void plan_schedules_names(struct plan_reader *r, const struct plan_schedule *s)
{
    const struct plan *before = r->plan->predecessor;
    struct names old = {.arena = r->arena};
    if (!before || !before->schedules || !is_main_plan(r))
        return;
    for (size_t i = 0; i < before->schedules->n; i++)
        add_table_names(&old, &before->schedules->items[i].table);
    for (size_t i = 0; i < s->table.n_rows; i++) {
        const struct schedule_line *line = &s->table.rows[i];
        struct names own = {.arena = r->arena};
        add_item_names(&own, line->item);
        for (size_t k = 0; k < own.n && !*line->predecessor; k++) {
            const char *near =
                is_same(r->arena, &old, own.all[k])
                    ? NULL
                    : fold_nearest(r->arena, own.all[k], old.all, old.n);
            if (near)
                diag_add(r->diag, MSG_NAME_SIMILAR, line->place, own.all[k],
                         near, NULL);
        }
    }
}
