/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tally.h"

#include "data/decimal.h"
#include "data/str.h"

#include <string.h>

enum {
    FIRST_BLOCKS = 64,
    FEW_BLOCKS = 4096,
    MOST_MEMOS = 1 << 16,
    MANY_MISSES = 4096
};

struct tally_slot {
    uint64_t pair;
    uint32_t number; /* 1 + number; 0: free */
};

/* ------------------------------------------------------------------ levels */

static size_t place_of(const struct tally_level *l, uint64_t pair)
{
    uint64_t h = pair * 0x9E3779B97F4A7C15u;
    return (size_t)(h >> 32) & l->mask;
}

static void place(struct tally_level *l, uint32_t number)
{
    size_t at = place_of(l, l->pairs[number]);
    while (l->slots[at].number)
        at = (at + 1) & l->mask;
    l->slots[at] = (struct tally_slot){l->pairs[number], number + 1};
}

static void widen_level(struct arena *arena, struct tally_level *l)
{
    uint32_t cap = l->cap ? 2 * l->cap : FIRST_BLOCKS;
    l->pairs = arena_grow(arena, l->pairs, l->n, cap, sizeof *l->pairs);
    l->cap = cap;
    l->mask = 2 * (size_t)cap - 1;
    l->slots = arena_make(arena, struct tally_slot, 2 * (size_t)cap);
    for (uint32_t i = 0; i < l->n; i++)
        place(l, i);
}

static bool same_level(const struct tally_level *l, unsigned parent,
                       unsigned column)
{
    return l->parent == parent && l->column == column;
}

unsigned tally_find_level(const struct tally *t, unsigned parent,
                          unsigned column)
{
    unsigned i = 1;
    while (i < t->n_levels && !same_level(&t->levels[i], parent, column))
        i++;
    return i;
}

unsigned tally_add_level(struct tally *t, unsigned parent, unsigned column)
{
    unsigned i = tally_find_level(t, parent, column);
    if (i < t->n_levels)
        return i;
    if (t->n_levels == t->cap_levels) {
        size_t cap = 2 * t->cap_levels;
        t->levels = arena_grow(t->arena, t->levels, t->n_levels, cap,
                               sizeof *t->levels);
        t->numbers = arena_grow(t->arena, t->numbers, t->n_levels, cap,
                                sizeof *t->numbers);
        t->cap_levels = cap;
    }
    t->levels[t->n_levels] =
        (struct tally_level){.parent = parent, .column = column};
    widen_level(t->arena, &t->levels[t->n_levels]);
    t->numbers[t->n_levels] = arena_make(t->arena, uint32_t, TALLY_ROWS);
    return (unsigned)t->n_levels++;
}

static uint32_t add_pair(struct tally *t, struct tally_level *l, uint64_t pair)
{
    if (l->n == l->cap)
        widen_level(t->arena, l);
    t->has_new = true;
    l->pairs[l->n] = pair;
    place(l, l->n);
    return l->n++;
}

uint32_t tally_number(struct tally *t, size_t level, uint32_t parent,
                      uint32_t code)
{
    struct tally_level *l = &t->levels[level];
    uint64_t pair = (uint64_t)parent << 32 | code;
    for (size_t at = place_of(l, pair); l->slots[at].number;
         at = (at + 1) & l->mask)
        if (l->slots[at].pair == pair)
            return l->slots[at].number - 1;
    return add_pair(t, l, pair);
}

/* Remembers the pair seen last with a code or, where the parent has more
 * numbers than there are codes, with a number of the parent.  Sampling units
 * are nested, so this is mostly the pair that is asked for. */
static void memorize(struct tally *t, struct tally_level *l, uint32_t parent,
                     uint32_t code, uint32_t number)
{
    bool by_parent = t->levels[l->parent].n > l->most_code;
    l->misses++;
    uint32_t i = by_parent ? parent : code;
    if (code > l->most_code)
        l->most_code = code;
    if (by_parent != l->by_parent)
        l->n_memos = 0;
    l->by_parent = by_parent;
    if (i >= MOST_MEMOS)
        return;
    if (i >= l->n_memos) {
        uint32_t n = 2 * i + FIRST_BLOCKS;
        l->memos = arena_make(t->arena, struct tally_memo, n);
        l->n_memos = n;
    }
    l->memos[i] = (struct tally_memo){by_parent ? code : parent, number + 1};
}

static uint32_t find_number(struct tally *t, size_t level, uint32_t parent,
                            uint32_t code)
{
    struct tally_level *l = &t->levels[level];
    uint32_t i = l->by_parent ? parent : code;
    uint32_t other = l->by_parent ? code : parent;
    if (i < l->n_memos && l->memos[i].other == other && l->memos[i].number)
        return l->memos[i].number - 1;
    uint32_t number = tally_number(t, level, parent, code);
    if (l->is_crossed)
        return number;
    memorize(t, l, parent, code, number);
    if (l->misses > MANY_MISSES && 4 * l->misses > t->rows) {
        l->is_crossed = true;
        l->n_memos = 0;
    }
    return number;
}

/* ----------------------------------------------------------------- opening */

unsigned tally_bundle_of(struct tally *t, unsigned level)
{
    size_t n_queries = t->spec->n_queries;
    for (unsigned i = 0; i < t->n_bundles; i++)
        if (t->bundles[i].level == level)
            return i;
    struct tally_bundle *b = &t->bundles[t->n_bundles];
    b->level = level;
    b->narrow = arena_make(t->arena, struct tally_narrow, n_queries);
    b->runs = arena_make(t->arena, struct tally_run, n_queries);
    b->wide = arena_make(t->arena, const struct tally_leaf *, n_queries);
    b->memory = arena_open();
    return (unsigned)t->n_bundles++;
}

static bool same_factors(const struct sums_product *a,
                         const struct sums_product *b)
{
    return a->n == b->n &&
           memcmp(a->factor, b->factor, a->n * sizeof *a->factor) == 0;
}

static unsigned product_of(struct tally *t, const struct sums_product *factors)
{
    unsigned i = 0;
    while (i < t->n_products && !same_factors(t->products[i].factors, factors))
        i++;
    if (i < t->n_products)
        return i;
    struct tally_product *p = &t->products[t->n_products++];
    p->factors = factors;
    p->values = t->units[factors->factor[0]];
    if (factors->n > 1)
        p->values = p->own = arena_make(t->arena, int128, TALLY_ROWS);
    return i;
}

/* A column without whose number a row is missing: the query says so, or it is
 * a factor. */
static bool is_needed(const struct sums_spec *spec, const struct sums_query *q,
                      unsigned column)
{
    if (spec->columns[column].kind != SUMS_NUMBER)
        return false;
    for (size_t i = 0; i < q->n_needs; i++)
        if (q->needs[i] == column)
            return true;
    for (size_t i = 0; i < q->n_products; i++)
        for (unsigned k = 0; k < q->products[i].n; k++)
            if (q->products[i].factor[k] == column)
                return true;
    return false;
}

static void find_needs(struct tally *t, struct tally_leaf *leaf,
                       const struct sums_query *q)
{
    unsigned *needs = arena_make(t->arena, unsigned, t->spec->n_columns);
    for (unsigned c = 0; c < t->spec->n_columns; c++)
        if (is_needed(t->spec, q, c))
            needs[leaf->n_needs++] = c;
    leaf->needs = needs;
}

static bool can_be_narrow(const struct tally_leaf *leaf,
                          const struct sums_query *q)
{
    return leaf->n_needs == 0 &&
           (q->n_products == 0 ||
            (q->n_products == 1 && q->products[0].n == 1));
}

static void open_leaf(struct tally *t, size_t query)
{
    const struct sums_query *q = &t->spec->queries[query];
    struct tally_leaf *leaf = &t->leaves[query];
    unsigned zero = (unsigned)t->spec->n_columns;
    leaf->column = q->n_keys > 0 ? q->keys[q->n_keys - 1] : zero;
    leaf->n_products = q->n_products;
    find_needs(t, leaf, q);
    leaf->narrow = can_be_narrow(leaf, q);
    leaf->weight =
        leaf->narrow && q->n_products > 0 ? q->products[0].factor[0] : zero;
    unsigned own = tally_find_level(t, leaf->level, leaf->column);
    if (own < t->n_levels) {
        leaf->level = own;
        leaf->column = zero;
    }
    leaf->stride = 1;
    leaf->size = 1 + (uint32_t)q->n_products;
    unsigned *products = arena_make(t->arena, unsigned, q->n_products);
    for (size_t i = 0; i < q->n_products; i++)
        products[i] = product_of(t, &q->products[i]);
    leaf->products = products;
    leaf->bundle = tally_bundle_of(t, leaf->level);
    t->in_rest[leaf->column] |= !leaf->narrow;
    t->has_wide |= !leaf->narrow;
}

static void open_levels(struct tally *t)
{
    t->cap_levels = 8;
    t->levels = arena_make(t->arena, struct tally_level, t->cap_levels);
    t->numbers = arena_make(t->arena, uint32_t *, t->cap_levels);
    t->numbers[0] = arena_make(t->arena, uint32_t, TALLY_ROWS);
    t->n_levels = 1;
    t->levels[0].n = 1; /* the root has one number */
    for (size_t i = 0; i < t->spec->n_queries; i++) {
        const struct sums_query *q = &t->spec->queries[i];
        unsigned level = 0;
        for (size_t k = 0; k + 1 < q->n_keys; k++) {
            level = tally_add_level(t, level, q->keys[k]);
            t->in_prefix[q->keys[k]] = true;
        }
        t->leaves[i].level = level;
    }
    t->n_common = t->n_levels;
}

/* Room for the rows being added. */
static void open_rows(struct tally *t)
{
    size_t n = t->spec->n_columns + 1;
    t->codes = arena_make(t->arena, uint32_t *, n);
    t->units = arena_make(t->arena, int128 *, n);
    t->missing = arena_make(t->arena, bool *, n);
    t->weights = arena_make(t->arena, uint64_t *, n);
    for (size_t i = 0; i < n; i++) {
        bool is_key = i + 1 < n && t->spec->columns[i].kind == SUMS_KEY;
        if (is_key || i + 1 == n)
            t->codes[i] = arena_make(t->arena, uint32_t, TALLY_ROWS);
        if (is_key)
            continue;
        t->units[i] = arena_make(t->arena, int128, TALLY_ROWS);
        t->missing[i] = arena_make(t->arena, bool, TALLY_ROWS);
        t->weights[i] = arena_make(t->arena, uint64_t, TALLY_ROWS);
    }
}

struct tally *tally_open(struct arena *arena, const struct sums_spec *spec)
{
    struct tally *t = arena_make(arena, struct tally, 1);
    size_t n_columns = spec->n_columns + 1, n_products = 0;
    t->arena = arena;
    t->spec = spec;
    t->scales = arena_make(arena, int, n_columns);
    open_rows(t);
    t->in_prefix = arena_make(arena, bool, n_columns);
    t->in_rest = arena_make(arena, bool, n_columns);
    for (size_t i = 0; i < spec->n_columns; i++)
        if (spec->columns[i].kind != SUMS_KEY && spec->columns[i].scale > 0)
            t->scales[i] = spec->columns[i].scale;
    for (size_t i = 0; i < spec->n_queries; i++)
        n_products += spec->queries[i].n_products;
    t->products = arena_make(arena, struct tally_product, n_products + 1);
    t->leaves = arena_make(arena, struct tally_leaf, spec->n_queries);
    t->old_leaves = arena_make(arena, struct tally_leaf, spec->n_queries);
    t->bundles = arena_make(arena, struct tally_bundle, 2 * spec->n_queries);
    open_levels(t);
    for (size_t i = 0; i < spec->n_queries; i++)
        open_leaf(t, i);
    for (unsigned i = 0; i < t->n_bundles; i++)
        tally_grow(t, i, t->bundles[i].level ? FIRST_BLOCKS : 1);
    return t;
}

void tally_close(struct tally *t)
{
    for (size_t i = 0; i < t->n_bundles; i++)
        arena_close(t->bundles[i].memory);
}

/* ------------------------------------------------------------------ numbering
 */

/* Room for the new numbers of levels. */
static void grow_bundles(struct tally *t)
{
    for (unsigned i = 0; t->has_new && i < t->n_bundles; i++) {
        uint32_t n = t->levels[t->bundles[i].level].n;
        uint32_t cap = t->bundles[i].cap;
        while (cap < n) /* what is not used is never touched */
            cap *= cap < FEW_BLOCKS ? 4 : 2;
        if (cap > t->bundles[i].cap)
            tally_grow(t, i, cap);
    }
    t->has_new = false;
}

static void number_rows(struct tally *t, size_t first, size_t end, uint32_t n)
{
    for (size_t i = first; i < end; i++) {
        const uint32_t *parents = t->numbers[t->levels[i].parent];
        const uint32_t *codes = t->codes[t->levels[i].column];
        uint32_t *numbers = t->numbers[i];
        for (uint32_t row = 0; row < n; row++)
            numbers[row] = find_number(t, i, parents[row], codes[row]);
    }
    grow_bundles(t);
}

void tally_prepare(struct tally *t, uint32_t n)
{
    t->any_missing = false;
    number_rows(t, 1, t->n_common, n);
}

void tally_number_rest(struct tally *t, uint32_t n)
{
    size_t first = t->n_common;
    while (first < t->n_levels) { /* sparse leaves may become levels here */
        size_t end = t->n_levels;
        number_rows(t, first, end, n);
        first = end;
    }
}

/* ------------------------------------------------------------- narrow leaves
 */

uint64_t *tally_block(const struct tally *t, unsigned bundle, uint32_t row)
{
    const struct tally_bundle *b = &t->bundles[bundle];
    return b->packed + t->numbers[b->level][row] * b->packed_block;
}

/* Counts a row in the first word of its packed block; false: it is full. */
bool tally_take_in(struct tally *t, unsigned bundle, uint32_t row)
{
    const struct tally_bundle *b = &t->bundles[bundle];
    uint64_t *head = tally_block(t, bundle, row), most = 0, whole;
    for (size_t i = 0; i < b->n_runs; i++) {
        uint64_t w = t->weights[b->runs[i].weight][row];
        most = w > most ? w : most;
    }
    if (most >> (64 - TALLY_COUNT_BITS) ||
        (*head & TALLY_COUNT_MAX) == TALLY_COUNT_MAX ||
        __builtin_add_overflow(*head, most << TALLY_COUNT_BITS | 1, &whole))
        return false;
    *head = whole;
    return true;
}

/* --------------------------------------------------------------- wide leaves
 */

static bool fits_64(int128 x)
{
    return x == (int64_t)x;
}

static bool product_of_two(int128 x, int128 y, int128 *out)
{
    if (fits_64(x) && fits_64(y)) {
        *out = (int128)(int64_t)x * (int64_t)y;
        return true;
    }
    return int128_mul(x, y, out);
}

static void multiply(const struct tally *t, struct tally_product *p, uint32_t n)
{
    const unsigned *factor = p->factors->factor;
    if (!p->own)
        return;
    for (uint32_t row = 0; row < n; row++) {
        int128 value = t->units[factor[0]][row];
        bool good = true;
        for (unsigned i = 1; i < p->factors->n && good; i++)
            good = product_of_two(value, t->units[factor[i]][row], &value);
        p->own[row] = value;
        p->overflow[row] = !good;
    }
}

static bool lacks(const struct tally *t, const struct tally_leaf *leaf,
                  uint32_t row)
{
    for (size_t i = 0; i < leaf->n_needs; i++)
        if (t->missing[leaf->needs[i]][row])
            return true;
    return false;
}

/* The product whose sum leaves 128 bits, or n_products. */
static size_t add_products(const struct tally *t, const struct tally_leaf *leaf,
                           uint128 *cell, uint32_t row)
{
    for (size_t i = 0; i < leaf->n_products; i++) {
        const struct tally_product *p = &t->products[leaf->products[i]];
        int128 sum;
        if (p->overflow[row] ||
            !int128_add((int128)cell[1 + i], p->values[row], &sum))
            return i;
        cell[1 + i] = (uint128)sum;
    }
    return leaf->n_products;
}

/* The row where a sum leaves 128 bits, or n. */
static uint32_t add_to_leaf(struct tally *t, const struct tally_bundle *b,
                            const struct tally_leaf *leaf, uint32_t n,
                            size_t *product)
{
    enum { AHEAD = 8 }; /* cells are asked for so many rows before */
    const uint32_t *numbers = t->numbers[b->level];
    const uint32_t *codes = t->codes[leaf->column];
    for (uint32_t row = 0; row < n; row++) {
        uint128 *cell = tally_wide(b, leaf, numbers[row], codes[row]);
        if (row + AHEAD < n)
            __builtin_prefetch(
                tally_wide(b, leaf, numbers[row + AHEAD], codes[row + AHEAD]),
                1);
        if (t->any_missing && lacks(t, leaf, row)) {
            cell[0] += (uint128)1 << 64;
            continue;
        }
        cell[0]++;
        *product = add_products(t, leaf, cell, row);
        if (*product < leaf->n_products)
            return row;
    }
    return n;
}

bool tally_add(struct tally *t, uint32_t n, struct tally_failure *failure)
{
    failure->row = n;
    t->rows += n;
    for (size_t i = 0; i < t->n_products && t->has_wide; i++)
        multiply(t, &t->products[i], n);
    for (unsigned i = 0; i < t->n_bundles; i++)
        for (size_t k = 0; k < t->bundles[i].n_wide; k++) {
            const struct tally_leaf *leaf = t->bundles[i].wide[k];
            size_t product = 0;
            uint32_t row = add_to_leaf(t, &t->bundles[i], leaf, n, &product);
            if (row < failure->row)
                *failure = (struct tally_failure){(size_t)(leaf - t->leaves),
                                                  product, row};
        }
    return failure->row == n;
}
