/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a table itself allows to recompute: shares of their block, shares that
 * make up 100, ranks, sums, 延べ against 実, ratios, lengths of lists.  What
 * is printed too is compared at its own decimals; a difference is a warning
 * with the cells, since the table is published and cannot be mended here.
 */
#include "engine/plan_int.h"
#include "engine/plan_tables.h"
#include <string.h>

struct check {
    struct plan_reader *r;
    struct plan_table *table;
    const char *group; /* the block looked at; NULL: the whole table */
};

enum { RATIO_DECIMALS = 2 };

/* -- helpers --------------------------------------------------------------- */

static const struct table_cell *cell_of(const struct check *c, size_t row,
                                        int column)
{
    return &c->table->rows[row].cells[column];
}

/* A plain number: no range, no 約. */
static bool is_exact(const struct table_cell *cell)
{
    return cell->kind == CELL_VALUE && value_is_number(&cell->value) &&
           cell->qualifier == QUALIFIER_NONE;
}

static bool in_block(const struct check *c, size_t row)
{
    return !c->group || strcmp(c->table->rows[row].group, c->group) == 0;
}

/* The row of a role in the block, or the number of rows. */
static size_t row_of(const struct check *c, enum table_role role)
{
    size_t i = 0;
    while (i < c->table->n_rows &&
           !(in_block(c, i) && c->table->rows[i].role == role))
        i++;
    return i;
}

/* What a row is called: its first text, else its key. */
static const char *subject(const struct check *c, size_t row)
{
    for (size_t i = 0; i < c->table->n_columns; i++)
        if (c->table->columns[i].kind == COLUMN_TEXT &&
            (int)i != c->table->key && *cell_of(c, row, (int)i)->published)
            return cell_of(c, row, (int)i)->published;
    return c->table->rows[row].key;
}

/* The block as messages name it: without one, the table. */
static const char *block_name(const struct check *c)
{
    return c->group && *c->group ? c->group : c->table->title;
}

static const char *digits(const struct check *c, struct decimal number)
{
    return publish_number(c->r->arena, c->r->plan->style, number);
}

static const char *exact_text(struct arena *arena, struct rational exact)
{
    return str_join(arena, decimal_text(arena, (struct decimal){exact.num, 0}),
                    "/", decimal_text(arena, (struct decimal){exact.den, 0}),
                    NULL);
}

static struct table_result *add(const struct check *c,
                                struct table_result result,
                                const struct table_cell *const *inputs,
                                size_t n)
{
    struct plan_table *t = c->table;
    struct table_result *all = arena_grow(c->r->arena, t->results, t->n_results,
                                          t->n_results + 1, sizeof *all);
    const struct table_cell **kept =
        arena_make(c->r->arena, const struct table_cell *, n + 1);
    for (size_t i = 0; i < n; i++)
        kept[i] = inputs[i];
    result.inputs = kept;
    result.n_inputs = n;
    all[t->n_results] = result;
    t->results = all;
    return &all[t->n_results++];
}

/* Says a message of the cell that is wrong, with the cells it rests on. */
static void warn(const struct check *c, enum message id,
                 const struct table_cell *cell, int column, const char *one,
                 const char *two, const struct table_result *result)
{
    diag_add(c->r->diag, id, cell->place, cell->published, one, two, NULL);
    diag_field(c->r->diag, c->table->columns[column].name);
    for (size_t i = 0; i < result->n_inputs; i++)
        if (result->inputs[i] != cell)
            diag_note(c->r->diag, MSG_USED_HERE, result->inputs[i]->place,
                      result->inputs[i]->published, NULL);
}

static const char *quotient(const struct check *c, struct decimal a,
                            struct decimal b)
{
    return str_join(c->r->arena, digits(c, a), "÷", digits(c, b), NULL);
}

/* -- shares ---------------------------------------------------------------- */

static void check_share(const struct check *c, size_t row, int column)
{
    int of = c->table->columns[column].of;
    const struct table_cell *stated = cell_of(c, row, column);
    const struct table_cell *part = cell_of(c, row, of);
    size_t total = row_of(c, ROW_TOTAL);
    if (!is_exact(stated) || !is_exact(part))
        return;
    if (total == c->table->n_rows || !is_exact(cell_of(c, total, of))) {
        diag_add(c->r->diag, MSG_TABLE_TOTAL, stated->place, stated->published,
                 block_name(c), NULL);
        diag_field(c->r->diag, c->table->columns[column].name);
        return;
    }
    const struct table_cell *inputs[] = {part, cell_of(c, total, of)};
    struct decimal whole = inputs[1]->value.number;
    struct decimal printed = stated->value.number;
    struct quantity q =
        tabulate_share(part->value.number, whole, printed.scale);
    if (q.reason != REASON_NONE)
        return;
    struct table_result *result =
        add(c,
            (struct table_result){
                .kind = RESULT_SHARE,
                .subject = subject(c, row),
                .column = c->table->columns[column].label,
                .formula = quotient(c, part->value.number, whole),
                .unit = c->table->columns[column].unit,
                .value = q.published,
                .exact = exact_text(c->r->arena, q.exact),
                .stated = stated,
                .agrees = decimal_compare(q.published, printed) == 0},
            inputs, LEN(inputs));
    if (!result->agrees)
        warn(c, MSG_TABLE_SHARE, stated, column, result->formula,
             digits(c, q.published), result);
}

/* Are the items of the block all there is?  Without `of` they are; else
 * their counts must make up the total. */
static bool is_whole(const struct check *c, int column)
{
    int of = c->table->columns[column].of;
    struct decimal sum = decimal_of(0, 0);
    if (of < 0)
        return true;
    size_t total = row_of(c, ROW_TOTAL);
    for (size_t i = 0; i < c->table->n_rows; i++)
        if (in_block(c, i) && c->table->rows[i].role == ROW_ITEM &&
            (!is_exact(cell_of(c, i, of)) ||
             !decimal_add(sum, cell_of(c, i, of)->value.number, &sum)))
            return false;
    return total < c->table->n_rows && is_exact(cell_of(c, total, of)) &&
           decimal_compare(sum, cell_of(c, total, of)->value.number) == 0;
}

/* The exact cells of the block's items; 0 when one of them is no number. */
static size_t collect(const struct check *c, int column,
                      const struct table_cell **cells, struct decimal *numbers)
{
    size_t n = 0;
    for (size_t i = 0; i < c->table->n_rows; i++) {
        const struct table_cell *cell = cell_of(c, i, column);
        if (!in_block(c, i) || c->table->rows[i].role != ROW_ITEM)
            continue;
        if (!is_exact(cell))
            return 0;
        cells[n] = cell;
        numbers[n++] = cell->value.number;
    }
    return n;
}

static const char *joined(const struct check *c, const struct decimal *numbers,
                          size_t n)
{
    struct buf b = buf_new(c->r->arena);
    for (size_t i = 0; i < n; i++) {
        buf_z(&b, i ? "＋" : "");
        buf_z(&b, digits(c, numbers[i]));
    }
    return buf_text(&b);
}

static void check_closure(const struct check *c, int column)
{
    struct arena *arena = c->r->arena;
    size_t rows = c->table->n_rows;
    const struct table_cell **cells =
        arena_make(arena, const struct table_cell *, rows + 1);
    struct decimal *shares = arena_make(arena, struct decimal, rows + 1);
    size_t n = is_whole(c, column) ? collect(c, column, cells, shares) : 0;
    if (n < 2)
        return;
    struct table_result result = {.kind = RESULT_CLOSURE,
                                  .subject = c->group,
                                  .column = c->table->columns[column].label,
                                  .formula = joined(c, shares, n),
                                  .unit = c->table->columns[column].unit,
                                  .exact = ""};
    enum tabulate_closure closure = tabulate_closure(shares, n, &result.value);
    result.agrees = closure != CLOSURE_OUTSIDE;
    struct table_result *kept = add(c, result, cells, n);
    c->table->rounded = c->table->rounded || closure == CLOSURE_ROUNDED;
    if (!result.agrees)
        warn(c, MSG_TABLE_CLOSURE, cells[0], column, digits(c, kept->value),
             block_name(c), kept);
}

/* -- ranks ----------------------------------------------------------------- */

static void add_rank(const struct check *c, size_t row, int column, size_t rank)
{
    const struct table_cell *stated = cell_of(c, row, column);
    const struct table_cell *counted =
        cell_of(c, row, c->table->columns[column].of);
    struct decimal right = decimal_of((long long)rank, 0);
    bool printed = is_exact(stated);
    struct table_result *result =
        add(c,
            (struct table_result){
                .kind = RESULT_RANK,
                .subject = subject(c, row),
                .column = c->table->columns[column].label,
                .formula = digits(c, counted->value.number),
                .unit = "位",
                .value = right,
                .exact = "",
                .stated = printed ? stated : NULL,
                .agrees = !printed ||
                          decimal_compare(stated->value.number, right) == 0},
            &counted, 1);
    if (!result->agrees)
        warn(c, MSG_TABLE_RANK, stated, column, digits(c, right), block_name(c),
             result);
}

static void check_ranks(const struct check *c, int column)
{
    struct arena *arena = c->r->arena;
    size_t rows = c->table->n_rows;
    int of = c->table->columns[column].of;
    struct decimal *counts = arena_make(arena, struct decimal, rows + 1);
    size_t *ranks = arena_make(arena, size_t, rows + 1);
    const struct table_cell **cells =
        arena_make(arena, const struct table_cell *, rows + 1);
    size_t n = collect(c, of, cells, counts), at = 0;
    tabulate_ranks(counts, n, ranks);
    for (size_t i = 0; i < rows && at < n; i++)
        if (cell_of(c, i, of) == cells[at])
            add_rank(c, i, column, ranks[at++]);
}

/* -- sums ------------------------------------------------------------------ */

/* The cells that a sum takes; 再掲 rows are left out, they stand elsewhere. */
static size_t summands(const struct check *c, int column, enum table_role role,
                       const struct table_cell **cells,
                       struct tabulate_part *parts)
{
    size_t n = 0;
    for (size_t i = 0; i < c->table->n_rows; i++) {
        const struct table_row *row = &c->table->rows[i];
        const struct table_cell *cell = cell_of(c, i, column);
        if (!in_block(c, i) || row->role != role || row->is_repeated)
            continue;
        cells[n] = cell;
        parts[n] = (struct tabulate_part){MISSING_NOT, {0, 0}};
        if (is_exact(cell))
            parts[n].number = cell->value.number;
        else if (cell->kind == CELL_EMPTY)
            parts[n].missing = MISSING_BLANK;
        else if (cell->kind == CELL_VALUE && cell->value.kind == VALUE_MISSING)
            parts[n].missing = cell->value.missing;
        else
            parts[n].missing = MISSING_UNKNOWN; /* 約, a range */
        n++;
    }
    return n;
}

/* Numbers of one unit only are added. */
static bool same_units(const struct check *c, int column,
                       const struct table_cell *const *cells, size_t n)
{
    const struct table_cell *first = NULL;
    for (size_t i = 0; i < n; i++) {
        if (!is_exact(cells[i]))
            continue;
        if (!first)
            first = cells[i];
        if (strcmp(first->unit, cells[i]->unit) == 0)
            continue;
        diag_add(c->r->diag, MSG_TABLE_UNITS, cells[i]->place, first->unit,
                 cells[i]->unit, NULL);
        diag_field(c->r->diag, c->table->columns[column].name);
        diag_note(c->r->diag, MSG_FIRST_HERE, first->place, first->published,
                  NULL);
        return false;
    }
    return first != NULL;
}

static const char *sum_formula(const struct check *c,
                               const struct tabulate_part *parts, size_t n)
{
    struct buf b = buf_new(c->r->arena);
    for (size_t i = 0; i < n; i++)
        if (parts[i].missing == MISSING_NOT) {
            buf_z(&b, b.len ? "＋" : "");
            buf_z(&b, digits(c, parts[i].number));
        }
    return buf_text(&b);
}

/* The cells that have a number to add. */
static const struct table_cell *const *
added(const struct check *c, const struct table_cell *const *cells,
      const struct tabulate_part *parts, size_t n)
{
    const struct table_cell **used =
        arena_make(c->r->arena, const struct table_cell *, n + 1);
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (parts[i].missing == MISSING_NOT)
            used[count++] = cells[i];
    return used;
}

/* A printed sum may be more than its parts where some are undecided. */
static bool fits(const struct tabulate_sum *s, struct decimal stated)
{
    int order = decimal_compare(stated, s->sum);
    return order == 0 || (order > 0 && s->undecided > 0);
}

/* Adds a column over rows of a role and compares with the row that states
 * the sum, where there is one. */
static void check_sum(const struct check *c, int column, enum table_role parts,
                      enum table_role whole)
{
    struct arena *arena = c->r->arena;
    size_t rows = c->table->n_rows;
    const struct table_cell **cells =
        arena_make(arena, const struct table_cell *, rows + 1);
    struct tabulate_part *all =
        arena_make(arena, struct tabulate_part, rows + 1);
    size_t n = summands(c, column, parts, cells, all);
    if (!same_units(c, column, cells, n))
        return;
    struct tabulate_sum s = tabulate_sum(all, n);
    const struct table_cell *const *used = added(c, cells, all, n);
    size_t at = row_of(c, whole);
    const struct table_cell *stated =
        at < rows && is_exact(cell_of(c, at, column)) ? cell_of(c, at, column)
                                                      : NULL;
    if (s.reason != REASON_NONE || (s.n < 2 && !stated))
        return;
    struct table_result *result =
        add(c,
            (struct table_result){
                .kind = parts == ROW_TOTAL ? RESULT_TOTAL : RESULT_SUM,
                .subject = c->group ? c->group : "",
                .column = c->table->columns[column].label,
                .formula = sum_formula(c, all, n),
                .unit = used[0]->unit,
                .value = s.sum,
                .exact = "",
                .stated = stated,
                .agrees = !stated || fits(&s, stated->value.number),
                .lower_bound = s.undecided > 0,
                .left_out = s.blank},
            used, s.n);
    if (stated && !result->agrees)
        warn(c, MSG_TABLE_SUM, stated, column, result->formula,
             digits(c, s.sum), result);
}

/* -- 延べ and 実 ------------------------------------------------------------
 */

static void check_distinct(const struct check *c, int column)
{
    size_t gross = row_of(c, ROW_GROSS), distinct = row_of(c, ROW_DISTINCT);
    size_t rows = c->table->n_rows;
    if (gross == rows || distinct == rows)
        return;
    const struct table_cell *inputs[] = {cell_of(c, gross, column),
                                         cell_of(c, distinct, column)};
    if (!is_exact(inputs[0]) || !is_exact(inputs[1]))
        return;
    struct decimal a = inputs[0]->value.number, b = inputs[1]->value.number;
    if (decimal_compare(a, b) < 0) {
        diag_add(c->r->diag, MSG_GROSS_BELOW, inputs[0]->place,
                 inputs[0]->published, inputs[1]->published, NULL);
        diag_field(c->r->diag, c->table->columns[column].name);
        diag_note(c->r->diag, MSG_USED_HERE, inputs[1]->place,
                  inputs[1]->published, NULL);
        return;
    }
    struct quantity q = tabulate_ratio(a, b, RATIO_DECIMALS);
    if (q.reason != REASON_NONE)
        return;
    add(c,
        (struct table_result){.kind = RESULT_PER_CASE,
                              .subject = "",
                              .column = c->table->columns[column].label,
                              .formula = quotient(c, a, b),
                              .unit = inputs[0]->unit,
                              .value = q.published,
                              .exact = exact_text(c->r->arena, q.exact),
                              .agrees = true},
        inputs, LEN(inputs));
}

/* -- before and after ------------------------------------------------------ */

static void add_ratio(const struct check *c, const char *name,
                      struct decimal before, struct decimal after,
                      const struct table_cell *const inputs[2])
{
    struct quantity q = tabulate_ratio(after, before, RATIO_DECIMALS);
    if (q.reason != REASON_NONE)
        return;
    add(c,
        (struct table_result){.kind = RESULT_RATIO,
                              .subject = name,
                              .column = "",
                              .formula = quotient(c, after, before),
                              .unit = "倍",
                              .value = q.published,
                              .exact = exact_text(c->r->arena, q.exact),
                              .agrees = true},
        inputs, 2);
}

static void check_ratio(const struct check *c, size_t row, int column)
{
    int of = c->table->columns[column].of;
    const struct table_cell *inputs[] = {cell_of(c, row, column),
                                         cell_of(c, row, of)};
    const struct value *after = &inputs[0]->value, *before = &inputs[1]->value;
    const char *name = subject(c, row);
    if (is_exact(inputs[0]) && is_exact(inputs[1]))
        add_ratio(c, name, before->number, after->number, inputs);
    if (after->kind != VALUE_TUPLE || before->kind != VALUE_TUPLE ||
        after->n_parts != before->n_parts)
        return;
    for (size_t i = 0; i < after->n_parts; i++)
        add_ratio(
            c,
            str_join(c->r->arena, name, "（", after->parts[i].unit, "）", NULL),
            before->parts[i].number, after->parts[i].number, inputs);
}

/* -- lists ----------------------------------------------------------------- */

static void check_length(const struct check *c, size_t row, int column)
{
    const struct table_cell *stated = cell_of(c, row, column);
    const struct table_cell *list =
        cell_of(c, row, c->table->columns[column].of);
    if (list->kind != CELL_LIST)
        return;
    struct decimal n = decimal_of((long long)list->n_names, 0);
    bool printed = is_exact(stated);
    struct table_result *result =
        add(c,
            (struct table_result){
                .kind = RESULT_LENGTH,
                .subject = subject(c, row),
                .column = c->table->columns[column].label,
                .formula = list->published,
                .unit = stated->unit,
                .value = n,
                .exact = "",
                .stated = printed ? stated : NULL,
                .agrees =
                    !printed || decimal_compare(stated->value.number, n) == 0},
            &list, 1);
    if (!result->agrees)
        warn(c, MSG_TABLE_LENGTH, stated, column, digits(c, n), "", result);
}

/* -- the whole ------------------------------------------------------------- */

static void check_block(const struct check *c, int column)
{
    const struct table_column *k = &c->table->columns[column];
    if (k->kind == COLUMN_SHARE)
        check_closure(c, column);
    if (k->kind == COLUMN_RANK && k->of >= 0)
        check_ranks(c, column);
    for (size_t i = 0; i < c->table->n_rows; i++)
        if (k->kind == COLUMN_SHARE && k->of >= 0 && in_block(c, i) &&
            c->table->rows[i].role == ROW_ITEM)
            check_share(c, i, column);
}

/* Is the table divided into blocks, or one block as a whole? */
static bool has_blocks(const struct check *c)
{
    const struct table_row *rows = c->table->rows;
    for (size_t i = 1; i < c->table->n_rows; i++)
        if (strcmp(rows[i].group, rows[0].group) != 0)
            return true;
    return false;
}

/* Every block once, in the order of the file. */
static void check_blocks(struct check *c, int column, bool money)
{
    const struct table_row *rows = c->table->rows;
    for (size_t i = 0; i < c->table->n_rows; i++) {
        size_t first = 0;
        while (strcmp(rows[first].group, rows[i].group) != 0)
            first++;
        if (first != i)
            continue;
        c->group = rows[i].group;
        if (!money)
            check_block(c, column);
        else if (*c->group)
            check_sum(c, column, ROW_ITEM, ROW_TOTAL);
    }
    c->group = NULL;
}

static void check_column(struct check *c, int column)
{
    const struct table_column *k = &c->table->columns[column];
    size_t n = c->table->n_rows;
    switch (k->kind) {
    case COLUMN_SHARE:
    case COLUMN_RANK:
        check_blocks(c, column, false);
        break;
    case COLUMN_MONEY:
        if (has_blocks(c))
            check_blocks(c, column, true);
        check_sum(c, column, ROW_ITEM, has_blocks(c) ? ROW_GROSS : ROW_TOTAL);
        break;
    case COLUMN_COUNT:
        for (size_t i = 0; k->of >= 0 && i < n; i++)
            check_length(c, i, column);
        if (row_of(c, ROW_GROSS) < n)
            check_sum(c, column, ROW_TOTAL, ROW_GROSS);
        check_distinct(c, column);
        break;
    case COLUMN_NUMBER:
        for (size_t i = 0; k->of >= 0 && i < n; i++)
            check_ratio(c, i, column);
        break;
    default:
        break;
    }
}

void table_check(struct plan_reader *r, struct plan_table *table)
{
    struct check c = {r, table, NULL};
    for (size_t i = 0; i < table->n_columns; i++)
        check_column(&c, (int)i);
}
