/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Withheld cells against linear and integer programs (sources in
 * tests/golden/sdc/README.md): the interval of every cell of 31 patterns a
 * table, own patterns against the cheapest ones, refusals.
 */
#include "golden.h"
#include "indicators/disclose.h"

enum { MOST = 64, NAMES_MOST = 40 };

static struct arena *arena;

struct set {
    struct golden tables, intervals, costs;
};

struct printed {
    size_t rows, columns;
    bool total_row, total_column;
    int64_t count[MOST];
    enum disclose_mark mark[MOST];
    int64_t threshold;
};

static size_t number(const char *text)
{
    return (size_t)strtoull(text, NULL, 10);
}

static struct printed table_of(const struct golden *g, const char *name)
{
    struct printed t = {0};
    for (size_t i = 0; i < g->n; i++) {
        const char *const *c = g->row[i].cell;
        if (strcmp(c[0], name) != 0)
            continue;
        t.rows = number(c[1]);
        t.columns = number(c[2]) > t.columns ? number(c[2]) : t.columns;
        t.total_row |= number(c[4]) == 1;
        t.total_column |= number(c[5]) == 1;
        t.threshold = (int64_t)number(c[6]);
    }
    for (size_t i = 0; i < g->n; i++) {
        const char *const *c = g->row[i].cell;
        if (strcmp(c[0], name) != 0)
            continue;
        size_t k = (number(c[1]) - 1) * t.columns + number(c[2]) - 1;
        t.count[k] = (int64_t)number(c[3]);
        if (number(c[7]) == 1)
            t.mark[k] = DISCLOSE_MARK_SENSITIVE;
    }
    return t;
}

static struct disclose_table view(const struct printed *t)
{
    return (struct disclose_table){.rows = t->rows,
                                   .columns = t->columns,
                                   .total_row = t->total_row,
                                   .total_column = t->total_column,
                                   .count = t->count,
                                   .mark = t->mark};
}

/* -- intervals ------------------------------------------------------------ */

static bool same_pattern(const struct golden_row *a, const struct golden_row *b)
{
    return strcmp(a->cell[0], b->cell[0]) == 0 &&
           strcmp(a->cell[1], b->cell[1]) == 0 &&
           strcmp(a->cell[6], b->cell[6]) == 0;
}

static size_t cell_at(const struct printed *t, const struct golden_row *r)
{
    return (number(r->cell[2]) - 1) * t->columns + number(r->cell[3]) - 1;
}

/* One pattern of one table: the rows from..to. */
static size_t compare_pattern(const struct golden *tables,
                              const struct golden_row *rows, size_t n)
{
    struct printed t = table_of(tables, rows[0].cell[1]);
    struct disclose_table table = view(&t);
    struct disclose_spec spec = {.threshold = t.threshold,
                                 .zeros_secret = rows[0].cell[6][0] == '0'};
    bool withheld[MOST] = {false};
    for (size_t i = 0; i < n; i++)
        withheld[cell_at(&t, &rows[i])] = true;
    struct disclose_result r = disclose_audit(arena, &table, &spec, withheld);
    size_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        const struct disclose_cell *c = &r.cells[cell_at(&t, &rows[i])];
        bool good = c->lower == (int64_t)number(rows[i].cell[7]) &&
                    c->upper == (int64_t)number(rows[i].cell[8]) &&
                    c->disclosed == (rows[i].cell[9][0] == '1');
        if (!good)
            printf("# %s %s (%s,%s) lb %s: %lld..%lld\n", rows[i].cell[0],
                   rows[i].cell[1], rows[i].cell[2], rows[i].cell[3],
                   rows[i].cell[6], (long long)c->lower, (long long)c->upper);
        wrong += !good;
    }
    return wrong;
}

/* The rows of a pattern may stand apart: gathered first. */
static size_t compare_intervals(const struct set *g)
{
    size_t wrong = 0;
    bool *seen = arena_make(arena, bool, g->intervals.n + 1);
    for (size_t i = 0; i < g->intervals.n; i++) {
        struct golden_row rows[MOST];
        size_t n = 0;
        for (size_t j = i; j < g->intervals.n && !seen[i]; j++)
            if (same_pattern(&g->intervals.row[i], &g->intervals.row[j])) {
                rows[n++] = g->intervals.row[j];
                seen[j] = j != i;
            }
        wrong += n ? compare_pattern(&g->tables, rows, n) : 0;
    }
    return wrong;
}

/* -- own patterns --------------------------------------------------------- */

static struct disclose_result own(const struct printed *t,
                                  const struct disclose_spec *spec)
{
    struct disclose_table table = view(t);
    return disclose_protect(arena, &table, spec);
}

/* Every primary by itself, from the printed intervals. */
static bool is_proven(const struct printed *t, const struct disclose_result *r,
                      bool zeros_printed)
{
    for (size_t k = 0; k < t->rows * t->columns; k++) {
        int64_t a = t->count[k], known = zeros_printed;
        bool small = a > 0 && a < t->threshold;
        const struct disclose_cell *c = &r->cells[k];
        if (!small && t->mark[k] != DISCLOSE_MARK_SENSITIVE)
            continue;
        int64_t upper = small ? t->threshold : a + 1;
        if (c->verdict != DISCLOSE_PRIMARY || c->upper < upper ||
            (a - 1 >= known && c->lower > a - 1))
            return false;
    }
    return true;
}

/* The reference patterns heed single cells only. */
static void compare_cost(const struct set *g, const struct golden_row *row)
{
    struct printed t = table_of(&g->tables, row->cell[0]);
    bool zeros = row->cell[1][0] == '1', totals = row->cell[4][0] == '1';
    struct disclose_spec spec = {.threshold = t.threshold,
                                 .zeros_secret = !zeros,
                                 .totals = totals,
                                 .singles = true};
    char what[96], name[32];
    struct disclose_result r = own(&t, &spec);
    spec.singles = false;
    struct disclose_result pairs = own(&t, &spec);
    spec.effort = 1;
    struct disclose_result rough = own(&t, &spec);
    snprintf(name, sizeof name, "%s lb %s%s", row->cell[0], row->cell[1],
             totals ? " with totals" : "");
    if (strcmp(row->cell[5], "infeasible") == 0) {
        snprintf(what, sizeof what, "%s: impossible", name);
        ok(r.status == DISCLOSE_IMPOSSIBLE && r.where != DISCLOSE_NO_CELL,
           what);
        return;
    }
    int64_t best = (int64_t)number(row->cell[2]);
    printf("# %s: cost %lld, with pairs %lld, without the search %lld\n", name,
           (long long)r.cost, (long long)pairs.cost, (long long)rough.cost);
    snprintf(what, sizeof what, "%s: safe, the cheapest", name);
    ok(r.status == DISCLOSE_SAFE && r.cost == best && r.cheapest &&
           is_proven(&t, &r, zeros) && is_proven(&t, &pairs, zeros) &&
           pairs.cost >= best && 2 * pairs.cost <= 3 * best &&
           is_proven(&t, &rough, zeros),
       what);
}

static struct set read_set(const char *folder)
{
    char path[128];
    struct set g;
    snprintf(path, sizeof path, "%s/tables.csv", folder);
    g.tables = golden_read(arena, path);
    snprintf(path, sizeof path, "%s/attacker_intervals.csv", folder);
    g.intervals = golden_read(arena, path);
    snprintf(path, sizeof path, "%s/optimal_secondary.csv", folder);
    g.costs = golden_read(arena, path);
    return g;
}

static void shipped(void)
{
    struct set g = read_set("tests/golden/sdc");
    is_int((long long)g.intervals.n, 930, "930 intervals");
    is_int((long long)compare_intervals(&g), 0, "all of them equal");
    is_int((long long)g.costs.n, 54, "54 cheapest patterns");
    for (size_t i = 0; i < g.costs.n; i++)
        compare_cost(&g, &g.costs.row[i]);
}

static void further(void)
{
    struct set all = read_set("../shared/golden/sdc"), g = all;
    if (all.tables.n == 0) {
        tap_skip("the table of Fischetti & Salazar is not there: "
                 "../shared/golden/sdc");
        return;
    }
    g.intervals.row = arena_make(arena, struct golden_row, all.intervals.n);
    g.intervals.n = 0;
    for (size_t i = 0; i < all.intervals.n; i++)
        if (strcmp(all.intervals.row[i].cell[1], "FS") == 0)
            g.intervals.row[g.intervals.n++] = all.intervals.row[i];
    is_int((long long)g.intervals.n, 34, "34 intervals of FS");
    is_int((long long)compare_intervals(&g), 0, "all of them equal");
    for (size_t i = 0; i < g.costs.n; i++)
        if (strcmp(g.costs.row[i].cell[0], "FS") == 0)
            compare_cost(&g, &g.costs.row[i]);
}

/* -- an own table, sizes, refusals ---------------------------------------- */

/* 3 x 3 with a sensitive count that is not small. */
static void sensitive(void)
{
    const int64_t n[] = {26, 44, 13, 83, 9,  21,  18, 48,
                         14, 37, 16, 67, 49, 102, 47, 198};
    enum disclose_mark mark[16] = {0};
    struct disclose_table t = {.rows = 4,
                               .columns = 4,
                               .total_row = true,
                               .total_column = true,
                               .count = n,
                               .mark = mark};
    struct disclose_spec spec = {.threshold = 5, .zeros_secret = true};
    mark[6] = DISCLOSE_MARK_SENSITIVE;
    struct disclose_result r = disclose_protect(arena, &t, &spec);
    ok(r.status == DISCLOSE_SAFE && r.cheapest && r.n_primary == 1 &&
           r.n_secondary == 3,
       "a sensitive 18");
    is_int(r.cost, 9 + 14 + 16, "the square of 9, 14 and 16");
    ok(r.cells[6].lower == 18 - 14 && r.cells[6].upper == 18 + 9,
       "4 to 27 is all that can be told");
    ok(r.cells[4].lower == 0 && r.cells[4].upper == 9 + 14, "0 to 23");

    mark[4] = DISCLOSE_MARK_PUBLISH;
    r = disclose_protect(arena, &t, &spec);
    ok(r.status == DISCLOSE_SAFE && r.cells[4].verdict == DISCLOSE_PUBLISH &&
           r.cost == 21 + 37 + 16,
       "9 has to be published: the next square");
    bool withheld[16] = {false};
    withheld[6] = true;
    r = disclose_audit(arena, &t, &spec, withheld);
    ok(r.status == DISCLOSE_IMPOSSIBLE && r.where == 6 &&
           r.cells[6].disclosed && !r.cells[6].safe,
       "alone it is no secret");
    withheld[6] = false;
    r = disclose_audit(arena, &t, &spec, withheld);
    ok(r.status == DISCLOSE_IMPOSSIBLE && r.where == 6 && r.n_primary == 0,
       "nor when it is printed");
    spec.linked = true;
    r = disclose_protect(arena, &t, &spec);
    is_int(r.status, DISCLOSE_LINKED, "linked: not proven");
}

/* Two blocks of two rows; a small count can be hidden inside its block. */
static void subtotals(void)
{
    const int64_t n[] = {3,  20, 23, 30, 25, 55, 33,  45, 78,  40, 50,
                         90, 11, 12, 23, 51, 62, 113, 84, 107, 191};
    const bool sub[] = {false, false, true, false, false, true, false};
    struct disclose_table t = {.rows = 7,
                               .columns = 3,
                               .total_row = true,
                               .total_column = true,
                               .count = n,
                               .subtotal = sub};
    struct disclose_spec spec = {.threshold = 5};
    struct disclose_result r = disclose_protect(arena, &t, &spec);
    ok(r.status == DISCLOSE_SAFE && r.cheapest && r.cost == 20 + 30 + 25,
       "not 11 and 12 of the other block");
    const bool alone[] = {true, false, true, false, false, true, false};
    t.subtotal = alone;
    is_int(disclose_protect(arena, &t, &spec).status, DISCLOSE_SHAPE,
           "a subtotal of nothing");
    t.subtotal = sub;
    t.total_row = false;
    t.rows = 6;
    r = disclose_protect(arena, &t, &spec);
    ok(r.status == DISCLOSE_SAFE && r.cost == 20 + 30 + 25, "no grand total");
}

static struct disclose_result line(const int64_t *count, size_t n, bool total)
{
    struct disclose_table t = {
        .rows = 1, .columns = n, .total_column = total, .count = count};
    struct disclose_spec spec = {.totals = true};
    return disclose_protect(arena, &t, &spec);
}

enum { LONG = 2000, WIDE = 40 };

static void sizes(void)
{
    const int64_t one[] = {3, 3}, zero[] = {0, 0};
    struct disclose_result r = line(one, 1, false);
    ok(r.status == DISCLOSE_SAFE && r.n_primary == 1 &&
           r.cells[0].upper == DISCLOSE_UNBOUNDED && r.cells[0].lower == 1,
       "one cell without a total");
    r = line(one, 2, true);
    ok(r.status == DISCLOSE_SAFE && r.n_primary == 2, "and with one: both go");
    r = line(zero, 2, true);
    ok(r.status == DISCLOSE_SAFE && r.n_primary == 0 && r.cheapest,
       "a zero stays");

    int64_t *n = arena_make(arena, int64_t, LONG + 1);
    for (size_t i = 0; i < LONG; i++)
        n[LONG] += n[i] = i % 50 == 0 ? 7 : 100 + (int64_t)(i % 7);
    r = line(n, LONG + 1, true);
    ok(r.status == DISCLOSE_SAFE && r.n_primary == LONG / 50 &&
           r.n_secondary == 0 && r.cells[0].upper == 7 + 6 * (LONG / 50 - 1),
       "1 x 2000: forty of 7 hide each other");
    n[LONG] = 0;
    for (size_t i = 0; i < LONG; i++)
        n[LONG] += n[i] = i == 999 ? 7 : 100 + (int64_t)(i % 7);
    r = line(n, LONG + 1, true);
    ok(r.status == DISCLOSE_SAFE && r.cheapest && r.cost == 100,
       "a single 7 takes the smallest along");

    int64_t *all = arena_make(arena, int64_t, (size_t)WIDE * WIDE);
    for (size_t k = 0; k < (size_t)WIDE * WIDE; k++) {
        bool last_row = k / WIDE == WIDE - 1, last = k % WIDE == WIDE - 1;
        all[k] = 2 * (last_row ? WIDE - 1 : 1) * (last ? WIDE - 1 : 1);
    }
    struct disclose_table t = {.rows = WIDE,
                               .columns = WIDE,
                               .total_row = true,
                               .total_column = true,
                               .count = all};
    struct disclose_spec spec = {0};
    r = disclose_protect(arena, &t, &spec);
    ok(r.status == DISCLOSE_SAFE && r.n_secondary == 0 &&
           r.n_primary == (size_t)(WIDE - 1) * (WIDE - 1),
       "all inner cells are small: nothing more to withhold");
    is_int(r.cells[0].upper, 2 + WIDE - 2, "2 to 40");
}

static void refusals(void)
{
    int64_t n[] = {3, 20, 23};
    enum disclose_mark mark[] = {DISCLOSE_MARK_PUBLISH, 0, 0};
    struct disclose_table t = {
        .rows = 1, .columns = 3, .total_column = true, .count = n};
    struct disclose_spec spec = {0};
    t.mark = mark;
    struct disclose_result r = disclose_protect(arena, &t, &spec);
    ok(r.status == DISCLOSE_CONFLICT && r.where == 0 && !r.cells,
       "a primary that must be published");
    mark[0] = DISCLOSE_MARK_HARMLESS;
    r = disclose_protect(arena, &t, &spec);
    ok(r.status == DISCLOSE_SAFE && r.n_primary == 0, "a harmless 3");
    n[2] = 24;
    r = disclose_protect(arena, &t, &spec);
    ok(r.status == DISCLOSE_TOTAL && r.where == 0, "24 is not the sum");
    n[1] = -20;
    r = disclose_protect(arena, &t, &spec);
    ok(r.status == DISCLOSE_COUNT && r.where == 1, "a negative count");
    n[1] = INT64_MAX;
    is_int(disclose_protect(arena, &t, &spec).status, DISCLOSE_COUNT,
           "a count that sums could not hold");
    t.rows = 0;
    is_int(disclose_protect(arena, &t, &spec).status, DISCLOSE_SHAPE,
           "no rows");
    t.rows = SIZE_MAX;
    t.columns = SIZE_MAX;
    is_int(disclose_protect(arena, &t, &spec).status, DISCLOSE_SHAPE,
           "more cells than there are");
    int64_t *many = arena_make(arena, int64_t, LONG + 1);
    for (size_t i = 0; i < LONG; i++)
        many[LONG] += many[i] = 2;
    is_int(line(many, LONG + 1, true).status, DISCLOSE_TOO_LARGE,
           "two million pairs: not settled, not called safe");
}

int main(void)
{
    arena = arena_open();
    shipped();
    further();
    sensitive();
    subtotals();
    sizes();
    refusals();
    arena_close(arena);
    return tap_done();
}
