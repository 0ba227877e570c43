/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small random tables against brute force that knows sums and nothing of
 * networks: every completion that the reader can think of, every pattern that
 * could be chosen.  All from one fixed sequence of numbers.
 */
#include "indicators/disclose.h"
#include "tests/tap.h"

#include <stdlib.h>

enum { MOST = 20, REACH = 4, FREE_MOST = 6, TABLES = 1500, PATTERNS = 250 };

static struct arena *arena;

static unsigned draw(uint64_t *state, unsigned n)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*state >> 33) % n;
}

/* -- random tables -------------------------------------------------------- */

struct sample {
    struct disclose_table table;
    struct disclose_spec spec;
    int64_t count[MOST];
    enum disclose_mark mark[MOST];
    bool subtotal[MOST];
};

static int64_t *at(struct sample *s, size_t row, size_t column)
{
    return &s->count[row * s->table.columns + column];
}

/* Rows 2 of a table with subtotals sums rows 0 and 1. */
static void add_up(struct sample *s)
{
    size_t rows = s->table.rows, columns = s->table.columns;
    size_t inner = columns - s->table.total_column;
    for (size_t i = 0; i < rows && s->table.total_column; i++) {
        *at(s, i, inner) = 0;
        for (size_t j = 0; j < inner; j++)
            *at(s, i, inner) += *at(s, i, j);
    }
    for (size_t j = 0; j < columns; j++) {
        if (s->table.subtotal)
            *at(s, 2, j) = *at(s, 0, j) + *at(s, 1, j);
        if (!s->table.total_row)
            continue;
        *at(s, rows - 1, j) = 0;
        for (size_t i = 0; i + 1 < rows; i++)
            if (!s->subtotal[i])
                *at(s, rows - 1, j) += *at(s, i, j);
    }
}

static struct sample *make(uint64_t *state)
{
    struct sample *s = arena_make(arena, struct sample, 1);
    size_t rows = 1 + draw(state, 3), columns = 1 + draw(state, 3);
    bool nested = rows == 3 && draw(state, 2);
    s->table = (struct disclose_table){.rows = rows,
                                       .columns = columns,
                                       .total_row = draw(state, 4) > 0,
                                       .total_column = draw(state, 4) > 0,
                                       .count = s->count,
                                       .mark = s->mark,
                                       .subtotal = nested ? s->subtotal : NULL};
    s->subtotal[2] = nested;
    s->table.rows += s->table.total_row;
    s->table.columns += s->table.total_column;
    s->spec = (struct disclose_spec){.threshold = 2 + draw(state, 3),
                                     .zeros_secret = draw(state, 2)};
    for (size_t k = 0; k < s->table.rows * s->table.columns; k++) {
        s->count[k] = draw(state, 5) ? draw(state, 6) : 0;
        if (draw(state, 12) == 0)
            s->mark[k] = DISCLOSE_MARK_SENSITIVE;
    }
    add_up(s);
    return s;
}

/* With bases: the sums of the rows, or, where several answers are allowed, no
 * sums but at least as large as each cell.  A zero is not sensitive here, so
 * that no base of 0 has to go. */
static struct sample *make_shares(uint64_t *state, bool several)
{
    struct sample *s = make(state);
    while (s->table.total_column == several || s->table.columns < 2 ||
           (several && s->table.subtotal))
        s = make(state);
    s->spec.bases = true;
    size_t last = s->table.columns - 1;
    for (size_t i = 0; i < s->table.rows && several; i++)
        for (size_t j = 0; j < last; j++)
            if (*at(s, i, j) > *at(s, i, last))
                *at(s, i, last) = *at(s, i, j);
    add_up(s);
    for (size_t k = 0; k < s->table.rows * s->table.columns; k++)
        if (s->count[k] == 0)
            s->mark[k] = DISCLOSE_MARK_NONE;
    return s;
}

static struct sample *make_any(uint64_t *state, size_t i)
{
    return i % 3 ? make_shares(state, i % 3 == 1) : make(state);
}

/* -- every completion ----------------------------------------------------- */

struct brute {
    struct sample *s;
    const bool *withheld;
    size_t free[MOST], n;
    int64_t value[MOST], least[MOST], most[MOST];
    int64_t pair_least[MOST][MOST];
};

static bool sums_agree(const struct brute *b)
{
    const struct disclose_table *t = &b->s->table;
    size_t columns = t->columns, last = columns - 1;
    for (size_t i = 0; i < t->rows; i++) {
        const int64_t *row = b->value + i * columns;
        int64_t sum = 0;
        for (size_t j = 0; j < last; j++)
            sum += row[j];
        if (t->total_column && sum != row[last])
            return false;
        for (size_t j = 0; j < last && b->s->spec.bases; j++)
            if (row[j] > row[last])
                return false;
    }
    for (size_t j = 0; j < columns; j++) {
        const int64_t *v = b->value + j;
        int64_t sum = 0;
        if (t->subtotal && v[0] + v[columns] != v[2 * columns])
            return false;
        for (size_t i = 0; i + 1 < t->rows; i++)
            sum += b->s->subtotal[i] ? 0 : v[i * columns];
        if (t->total_row && sum != v[(t->rows - 1) * columns])
            return false;
    }
    return true;
}

static void note(struct brute *b)
{
    for (size_t i = 0; i < b->n; i++) {
        size_t k = b->free[i];
        if (b->value[k] < b->least[k])
            b->least[k] = b->value[k];
        if (b->value[k] > b->most[k])
            b->most[k] = b->value[k];
        for (size_t j = 0; j < i; j++) {
            size_t m = b->free[j];
            if (b->value[k] + b->value[m] < b->pair_least[m][k])
                b->pair_least[m][k] = b->value[k] + b->value[m];
        }
    }
}

static int64_t floor_of(const struct sample *s, size_t k)
{
    int64_t known = !s->spec.zeros_secret;
    return s->count[k] < known ? s->count[k] : known;
}

/* A change of one cell by d needs no change of another by more than d, so
 * that looking REACH up and down suffices to compare up to there. */
static void complete(struct brute *b, size_t i)
{
    if (i == b->n) {
        if (sums_agree(b))
            note(b);
        return;
    }
    size_t k = b->free[i];
    int64_t count = b->s->count[k], from = count - REACH;
    if (from < floor_of(b->s, k))
        from = floor_of(b->s, k);
    for (b->value[k] = from; b->value[k] <= count + REACH; b->value[k]++)
        complete(b, i + 1);
    b->value[k] = count;
}

static struct brute *enumerate(struct sample *s, const bool *withheld)
{
    struct brute *b = arena_make(arena, struct brute, 1);
    b->s = s;
    b->withheld = withheld;
    for (size_t k = 0; k < s->table.rows * s->table.columns; k++) {
        b->value[k] = b->least[k] = b->most[k] = s->count[k];
        if (withheld[k])
            b->free[b->n++] = k;
        for (size_t m = 0; m < MOST; m++)
            b->pair_least[k][m] = s->count[k] + s->count[m];
    }
    complete(b, 0);
    return b;
}

/* -- intervals and verdicts ----------------------------------------------- */

static bool is_primary(const struct sample *s, size_t k)
{
    return s->mark[k] == DISCLOSE_MARK_SENSITIVE ||
           (s->count[k] > 0 && s->count[k] < s->spec.threshold);
}

static bool cell_is_safe(const struct brute *b, size_t k)
{
    const struct sample *s = b->s;
    int64_t a = s->count[k];
    int64_t upper = a + 1 > s->spec.threshold ? a + 1 : s->spec.threshold;
    return !is_primary(s, k) || (b->withheld[k] && b->most[k] >= upper &&
                                 (a - 1 < floor_of(s, k) || b->least[k] < a));
}

/* Parts of one row or one column, both parts or both totals there. */
static bool in_line(const struct sample *s, size_t a, size_t b)
{
    size_t columns = s->table.columns, last = s->table.rows - 1;
    size_t ra = a / columns, rb = b / columns, ca = a % columns,
           cb = b % columns;
    if (ra == rb)
        return s->table.total_column && !s->subtotal[ra] && ca + 1 < columns &&
               cb + 1 < columns;
    if (ca != cb)
        return false;
    if (s->table.subtotal && ra < 2 && rb < 2)
        return true;
    bool parts = !s->table.subtotal || (ra >= 2 && rb >= 2);
    return s->table.total_row && parts && ra != last && rb != last;
}

static bool pair_is_safe(const struct brute *b, size_t k, size_t m)
{
    const struct sample *s = b->s;
    int64_t sum = s->count[k] + s->count[m];
    return !is_primary(s, k) || !is_primary(s, m) || !in_line(s, k, m) ||
           sum >= s->spec.threshold ||
           sum - 1 < floor_of(s, k) + floor_of(s, m) ||
           b->pair_least[k][m] < sum;
}

static bool is_safe(const struct brute *b)
{
    size_t cells = b->s->table.rows * b->s->table.columns;
    for (size_t k = 0; k < cells; k++) {
        if (!cell_is_safe(b, k))
            return false;
        for (size_t m = k + 1; m < cells; m++)
            if (!pair_is_safe(b, k, m))
                return false;
    }
    return true;
}

/* Where several answers are allowed and a base is withheld, limits may err on
 * the safe side, and with them what is safe. */
static bool is_strict(const struct brute *b)
{
    size_t columns = b->s->table.columns;
    for (size_t k = columns - 1; k < b->s->table.rows * columns; k += columns)
        if (b->s->spec.bases && !b->s->table.total_column && b->withheld[k])
            return true;
    return false;
}

static bool agrees(const struct brute *b, const struct disclose_cell *cells)
{
    bool strict = is_strict(b);
    for (size_t i = 0; i < b->n; i++) {
        size_t k = b->free[i];
        int64_t count = b->s->count[k];
        int64_t upper =
            cells[k].upper - count < REACH ? cells[k].upper : count + REACH;
        int64_t lower =
            count - cells[k].lower < REACH ? cells[k].lower : count - REACH;
        if (strict ? upper > b->most[k] || lower < b->least[k]
                   : upper != b->most[k] || lower != b->least[k])
            return false;
    }
    return true;
}

static size_t base_of(const struct sample *s, size_t k)
{
    return k - k % s->table.columns + s->table.columns - 1;
}

/* Primaries and some others, or anything at all; rows with their bases. */
static size_t draw_pattern(uint64_t *state, const struct sample *s, bool *p)
{
    size_t n = 0;
    bool anything = draw(state, 4) == 0;
    size_t cells = s->table.rows * s->table.columns;
    for (size_t k = 0; k < cells; k++)
        p[k] = (!anything && is_primary(s, k)) || draw(state, 4) == 0;
    for (size_t k = 0; k < cells; k++) {
        p[k] |= s->spec.bases && p[base_of(s, k)];
        n += p[k];
    }
    return n;
}

static void intervals(void)
{
    size_t compared = 0, wrong = 0, verdicts = 0, safe = 0;
    uint64_t state = 2024;
    for (size_t i = 0; i < TABLES; i++) {
        struct arena_mark mark = arena_mark(arena);
        struct sample *s = make_any(&state, i);
        bool p[MOST] = {false};
        if (draw_pattern(&state, s, p) <= FREE_MOST) {
            struct disclose_result r =
                disclose_audit(arena, &s->table, &s->spec, p);
            struct brute *b = enumerate(s, p);
            compared++;
            wrong += !r.cells || !agrees(b, r.cells);
            bool good = is_safe(b);
            safe += good && r.n_primary > 0;
            bool said = r.status == DISCLOSE_SAFE;
            verdicts += is_strict(b) ? said && !good : said != good;
        }
        arena_reset(arena, mark);
    }
    printf("# %zu tables, %zu of them with primaries and safe\n", compared,
           safe);
    ok(compared > TABLES / 2 && safe > TABLES / 50, "enough tables");
    is_int((long long)wrong, 0, "intervals are those of all completions");
    is_int((long long)verdicts, 0, "so is what is safe");
}

/* -- every pattern -------------------------------------------------------- */

static bool is_total(const struct sample *s, size_t k)
{
    size_t columns = s->table.columns, row = k / columns;
    return (s->table.total_row && row == s->table.rows - 1) ||
           s->subtotal[row] ||
           ((s->table.total_column || s->spec.bases) &&
            k % columns == columns - 1);
}

static bool is_taken_along(const struct sample *s, size_t k)
{
    return s->spec.bases && is_primary(s, base_of(s, k));
}

/* What the bits of `chosen` say for the cells that may be chosen; false:
 * it is no pattern. */
static bool pattern_of(const struct sample *s, unsigned chosen, bool totals,
                       bool *p, int64_t *cost)
{
    size_t cells = s->table.rows * s->table.columns;
    *cost = 0;
    for (size_t k = 0; k < cells; k++) {
        bool take = chosen >> k & 1;
        p[k] = is_primary(s, k) || take;
        if (take && (is_primary(s, k) ||
                     (is_total(s, k) && !totals && !is_taken_along(s, k))))
            return false;
    }
    for (size_t k = 0; k < cells; k++) {
        bool taken = s->spec.bases && p[base_of(s, k)];
        if ((taken && !p[k]) || (chosen >> k & 1 && s->count[k] == 0 &&
                                 (!taken || k == base_of(s, k))))
            return false;
        *cost += p[k] && !is_primary(s, k) ? s->count[k] : 0;
    }
    return true;
}

static int64_t cheapest(struct sample *s, bool totals)
{
    int64_t best = -1;
    for (unsigned chosen = 0; chosen < 1u << (s->table.rows * s->table.columns);
         chosen++) {
        bool p[MOST];
        int64_t cost;
        struct arena_mark mark = arena_mark(arena);
        if (pattern_of(s, chosen, totals, p, &cost) &&
            (best < 0 || cost < best) &&
            disclose_audit(arena, &s->table, &s->spec, p).status ==
                DISCLOSE_SAFE)
            best = cost;
        arena_reset(arena, mark);
    }
    return best;
}

static void patterns(void)
{
    size_t wrong = 0, unproven = 0, impossible = 0, dear = 0, rough_dear = 0;
    uint64_t state = 7;
    for (size_t i = 0; i < PATTERNS; i++) {
        struct sample *s = make_any(&state, i);
        if (s->table.rows * s->table.columns > 12)
            continue;
        struct disclose_result r = disclose_protect(arena, &s->table, &s->spec);
        bool totals = false;
        if (r.status == DISCLOSE_IMPOSSIBLE) {
            impossible++;
            wrong += cheapest(s, false) >= 0;
            s->spec.totals = totals = true;
            r = disclose_protect(arena, &s->table, &s->spec);
        }
        int64_t best = cheapest(s, totals);
        bool found = r.status == DISCLOSE_SAFE;
        wrong += found != (best >= 0);
        if (!found)
            continue;
        unproven += !r.cheapest;
        dear += r.cost != best;
        s->spec.effort = 1;
        r = disclose_protect(arena, &s->table, &s->spec);
        rough_dear += r.cost > best;
        wrong += r.status != DISCLOSE_SAFE;
    }
    printf("# %zu need totals; without the search %zu are not the cheapest\n",
           impossible, rough_dear);
    is_int((long long)wrong, 0, "found where there is one, else impossible");
    is_int((long long)unproven, 0, "the search came to its end");
    is_int((long long)dear, 0, "and is right: no pattern costs less");
}

/* -- the same every time -------------------------------------------------- */

static void same(void)
{
    size_t differ = 0;
    uint64_t state = 99;
    for (size_t i = 0; i < 100; i++) {
        struct sample *s = make_any(&state, i);
        s->spec.totals = true;
        struct disclose_result a = disclose_protect(arena, &s->table, &s->spec);
        struct arena *other = arena_open();
        arena_alloc(other, 1 + draw(&state, 999), 1);
        struct disclose_result b = disclose_protect(other, &s->table, &s->spec);
        differ += a.status != b.status || a.cost != b.cost || !a.cells;
        for (size_t k = 0;
             a.cells && b.cells && k < s->table.rows * s->table.columns; k++)
            differ += a.cells[k].verdict != b.cells[k].verdict ||
                      a.cells[k].lower != b.cells[k].lower ||
                      a.cells[k].upper != b.cells[k].upper;
        arena_close(other);
    }
    is_int((long long)differ, 0, "two runs give one result");
}

int main(void)
{
    arena = arena_open();
    intervals();
    patterns();
    same();
    arena_close(arena);
    return tap_done();
}
