/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tally.h"

#include "data/decimal.h"

#include <string.h>

enum {
    SPARSE_STRIDE = 16,     /* leaves with fewer codes stay as they are */
    SPARSE_BYTES = 4 << 20, /* and so do all in a bundle that takes less */
    SPARSE_LEAF = 1 << 18
};

static uint64_t *packed_of(const struct tally_bundle *b,
                           const struct tally_leaf *leaf, uint32_t number,
                           uint32_t code)
{
    return b->packed + number * b->packed_block + leaf->packed + code;
}

static bool has_wide(const struct tally_bundle *b,
                     const struct tally_leaf *leaf)
{
    return !leaf->narrow || b->emptied;
}

/* Blocks that are in use. */
static uint32_t count_blocks(const struct tally *t,
                             const struct tally_bundle *b)
{
    uint32_t n = t->levels[b->level].n;
    return n < b->cap ? n : b->cap;
}

bool tally_cell(const struct tally *t, const struct tally_leaf *leaf,
                uint32_t number, uint32_t code, struct tally_cell *out)
{
    const struct tally_bundle *b = &t->bundles[leaf->bundle];
    *out = (struct tally_cell){0};
    if (number >= b->cap)
        return false;
    if (has_wide(b, leaf)) {
        const uint128 *cell = tally_wide(b, leaf, number, code);
        out->n = (uint64_t)cell[0];
        out->missing = (uint64_t)(cell[0] >> 64);
        out->sums = (const int128 *)(cell + 1);
    }
    if (leaf->narrow) {
        uint64_t packed = *packed_of(b, leaf, number, code);
        bool has_sum = out->sums && leaf->n_products > 0;
        out->sum =
            (has_sum ? out->sums[0] : 0) + (int128)(packed >> TALLY_COUNT_BITS);
        out->n += packed & TALLY_COUNT_MAX;
        out->sums = NULL;
    }
    return out->n > 0 || out->missing > 0;
}

const uint64_t *tally_packed(const struct tally *t,
                             const struct tally_leaf *leaf, uint32_t number)
{
    const struct tally_bundle *b = &t->bundles[leaf->bundle];
    bool all = leaf->narrow && !b->emptied && number < b->cap;
    return all ? packed_of(b, leaf, number, 0) : NULL;
}

/* ------------------------------------------------------------------ layout */

/* The places of the leaves of a bundle in its blocks. */
static void place_leaves(struct tally *t, unsigned bundle)
{
    struct tally_bundle *b = &t->bundles[bundle];
    size_t n = 0;
    b->packed_block = 1;
    b->block = b->n_runs = b->n_wide = 0;
    for (unsigned w = 0; w <= t->spec->n_columns; w++) {
        for (size_t q = 0; q < t->spec->n_queries; q++) {
            struct tally_leaf *leaf = &t->leaves[q];
            if (leaf->bundle != bundle || !leaf->narrow || leaf->weight != w)
                continue;
            leaf->packed = (uint32_t)b->packed_block;
            b->packed_block += leaf->stride;
            b->narrow[n++] = (struct tally_narrow){leaf->column, leaf->packed};
        }
        if (n > 0 && (b->n_runs == 0 || b->runs[b->n_runs - 1].end < n))
            b->runs[b->n_runs++] = (struct tally_run){w, n};
    }
    if (n == 0)
        b->packed_block = 0;
    for (size_t q = 0; q < t->spec->n_queries; q++) {
        struct tally_leaf *leaf = &t->leaves[q];
        if (leaf->bundle != bundle || !has_wide(b, leaf))
            continue;
        leaf->offset = (uint32_t)b->block;
        b->block += (size_t)leaf->stride * leaf->size;
        if (!leaf->narrow)
            b->wide[b->n_wide++] = leaf;
    }
}

/* Lays the leaves of a bundle out anew as their strides now say; `old` are
 * the leaves as they were. */
static void lay_out(struct tally *t, unsigned bundle, uint32_t cap,
                    const struct tally_leaf *old, bool was_emptied)
{
    struct tally_bundle *b = &t->bundles[bundle], before = *b;
    uint32_t n_blocks = count_blocks(t, b);
    place_leaves(t, bundle);
    before.emptied = was_emptied;
    b->cap = cap;
    b->memory = arena_open();
    b->packed = arena_make(b->memory, uint64_t, cap * b->packed_block);
    b->cells = arena_make(b->memory, uint128, cap * b->block);
    for (uint32_t i = 0; i < n_blocks; i++) {
        if (b->packed_block > 0 && before.packed_block > 0)
            b->packed[i * b->packed_block] =
                before.packed[i * before.packed_block];
        for (size_t q = 0; q < t->spec->n_queries; q++) {
            const struct tally_leaf *from = &old[q], *to = &t->leaves[q];
            if (to->bundle != bundle || from->bundle != bundle)
                continue;
            if (to->narrow)
                memcpy(packed_of(b, to, i, 0), packed_of(&before, from, i, 0),
                       from->stride * sizeof(uint64_t));
            if (has_wide(&before, from))
                memcpy(tally_wide(b, to, i, 0), tally_wide(&before, from, i, 0),
                       (size_t)from->stride * from->size * sizeof(uint128));
        }
    }
    arena_close(before.memory);
    t->layouts++;
}

/* Remembers the leaves before some of them change. */
static const struct tally_leaf *leaves_as_they_are(const struct tally *t)
{
    memcpy(t->old_leaves, t->leaves,
           t->spec->n_queries * sizeof *t->old_leaves);
    return t->old_leaves;
}

/* --------------------------------------------------------- sparse leaves */

/* Bytes that a leaf takes in the blocks in use. */
static size_t leaf_bytes(const struct tally *t, const struct tally_leaf *leaf)
{
    const struct tally_bundle *b = &t->bundles[leaf->bundle];
    size_t unit = (leaf->narrow ? sizeof(uint64_t) : 0) +
                  (has_wide(b, leaf) ? leaf->size * sizeof(uint128) : 0);
    return (size_t)count_blocks(t, b) * leaf->stride * unit;
}

static size_t bundle_bytes(const struct tally *t, unsigned bundle)
{
    size_t n = 0;
    for (size_t q = 0; q < t->spec->n_queries; q++)
        if (t->leaves[q].bundle == bundle)
            n += leaf_bytes(t, &t->leaves[q]);
    return n;
}

static bool is_sparse(const struct tally *t, const struct tally_leaf *leaf)
{
    size_t n = count_blocks(t, &t->bundles[leaf->bundle]), used = 0;
    struct tally_cell cell;
    if (leaf->stride <= SPARSE_STRIDE || leaf_bytes(t, leaf) < SPARSE_LEAF)
        return false;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t c = 0; c < leaf->stride; c++)
            used += tally_cell(t, leaf, i, c, &cell);
    return 4 * used < n * leaf->stride;
}

/* The first word of a block is to be no less than a cell, in both halves. */
static void raise_head(uint64_t *head, uint64_t cell)
{
    uint64_t n = *head & TALLY_COUNT_MAX, sum = *head - n;
    uint64_t cell_n = cell & TALLY_COUNT_MAX, cell_sum = cell - cell_n;
    *head = (cell_n > n ? cell_n : n) | (cell_sum > sum ? cell_sum : sum);
}

/* Moves the cells of a leaf, as it was, to the level of its pairs. */
static void move_cells(struct tally *t, const struct tally_leaf *from,
                       const struct tally_leaf *to)
{
    const struct tally_bundle *a = &t->bundles[from->bundle];
    const struct tally_bundle *z = &t->bundles[to->bundle];
    const struct tally_level *l = &t->levels[to->level];
    for (uint32_t i = 0; i < l->n; i++) {
        uint32_t parent = (uint32_t)(l->pairs[i] >> 32);
        uint32_t code = (uint32_t)l->pairs[i];
        if (parent >= a->cap || code >= from->stride)
            continue;
        if (to->narrow) {
            uint64_t packed = *packed_of(a, from, parent, code);
            *packed_of(z, to, i, 0) = packed;
            raise_head(&z->packed[i * z->packed_block], packed);
        }
        if (has_wide(a, from))
            memcpy(tally_wide(z, to, i, 0), tally_wide(a, from, parent, code),
                   to->size * sizeof(uint128));
    }
}

/* Gives a leaf a level of its own, with one cell for each pair. */
static void make_level(struct tally *t, size_t query)
{
    struct tally_leaf *leaf = &t->leaves[query], from = *leaf;
    uint32_t n = count_blocks(t, &t->bundles[from.bundle]);
    struct tally_cell cell;
    leaf->level = tally_add_level(t, from.level, from.column);
    t->in_rest[from.column] = true;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t c = 0; c < from.stride; c++)
            if (tally_cell(t, &from, i, c, &cell))
                tally_number(t, leaf->level, i, c);
    leaf->column = (unsigned)t->spec->n_columns;
    leaf->stride = 1;
    leaf->bundle = UINT32_MAX; /* of none meanwhile */
    unsigned bundle = tally_bundle_of(t, leaf->level);
    const struct tally_leaf *old = leaves_as_they_are(t);
    struct tally_bundle *b = &t->bundles[bundle];
    bool was_emptied = b->emptied;
    leaf->bundle = bundle;
    b->emptied = b->emptied || t->bundles[from.bundle].emptied;
    lay_out(t, bundle, t->levels[leaf->level].cap, old, was_emptied);
    move_cells(t, &from, leaf);
}

/* ------------------------------------------------------------------- growth */

/* Leaves that are mostly empty leave the bundle; false: none did. */
static bool thin_out(struct tally *t, unsigned bundle)
{
    bool any = false;
    if (bundle_bytes(t, bundle) < SPARSE_BYTES)
        return false;
    for (size_t q = 0; q < t->spec->n_queries; q++)
        if (t->leaves[q].bundle == bundle && is_sparse(t, &t->leaves[q])) {
            make_level(t, q);
            any = true;
        }
    return any;
}

void tally_grow(struct tally *t, unsigned bundle, uint32_t cap)
{
    thin_out(t, bundle);
    lay_out(t, bundle, cap, leaves_as_they_are(t), t->bundles[bundle].emptied);
}

/* Half as much again, but the first time exactly: the reader then knows the
 * codes of some hundred rows. */
static uint32_t wider(uint32_t stride, uint32_t n)
{
    uint32_t more = stride > 1 ? stride + (stride + 1) / 2 : n;
    return more < n ? n : more;
}

/* Makes the leaves of a bundle as wide as their columns have codes; false:
 * they are. */
static bool widen_leaves(struct tally *t, unsigned bundle,
                         const uint32_t *n_codes)
{
    bool any = false;
    for (size_t q = 0; q < t->spec->n_queries; q++) {
        struct tally_leaf *leaf = &t->leaves[q];
        uint32_t n = n_codes[leaf->column];
        if (leaf->bundle == bundle && leaf->stride < n) {
            leaf->stride = wider(leaf->stride, n);
            any = true;
        }
    }
    return any;
}

void tally_codes(struct tally *t, const uint32_t *n_codes)
{
    for (unsigned i = 0; i < t->n_bundles; i++) {
        const struct tally_leaf *old = leaves_as_they_are(t);
        if (!widen_leaves(t, i, n_codes))
            continue;
        lay_out(t, i, t->bundles[i].cap, old, t->bundles[i].emptied);
        if (thin_out(t, i))
            tally_grow(t, i, t->bundles[i].cap);
    }
}

/* ----------------------------------------------------------------- emptying */

static void make_wide(struct tally *t, unsigned bundle)
{
    struct tally_bundle *b = &t->bundles[bundle];
    if (b->emptied)
        return;
    b->emptied = true;
    lay_out(t, bundle, b->cap, leaves_as_they_are(t), false);
}

static bool add_to_wide(uint128 *cell, const struct tally_leaf *leaf,
                        uint64_t n, int128 sum)
{
    cell[0] += n;
    if (leaf->n_products == 0)
        return true;
    int128 whole;
    if (!int128_add((int128)cell[1], sum, &whole))
        return false;
    cell[1] = (uint128)whole;
    return true;
}

/* Empties a packed block into the wide cells. */
static bool empty_block(struct tally *t, unsigned bundle, uint32_t number,
                        struct tally_failure *failure)
{
    struct tally_bundle *b = &t->bundles[bundle];
    for (size_t q = 0; q < t->spec->n_queries; q++) {
        const struct tally_leaf *leaf = &t->leaves[q];
        if (leaf->bundle != bundle || !leaf->narrow)
            continue;
        *failure = (struct tally_failure){q, 0, 0};
        for (uint32_t c = 0; c < leaf->stride; c++) {
            uint64_t *packed = packed_of(b, leaf, number, c);
            if (*packed && !add_to_wide(tally_wide(b, leaf, number, c), leaf,
                                        *packed & TALLY_COUNT_MAX,
                                        (int128)(*packed >> TALLY_COUNT_BITS)))
                return false;
            *packed = 0;
        }
    }
    b->packed[number * b->packed_block] = 0;
    return true;
}

bool tally_add_full(struct tally *t, unsigned bundle, uint32_t row,
                    struct tally_failure *failure)
{
    uint32_t number = t->numbers[t->bundles[bundle].level][row];
    make_wide(t, bundle);
    if (!empty_block(t, bundle, number, failure))
        return false;
    for (size_t q = 0; q < t->spec->n_queries; q++) {
        const struct tally_leaf *leaf = &t->leaves[q];
        if (leaf->bundle != bundle || !leaf->narrow)
            continue;
        *failure = (struct tally_failure){q, 0, 0};
        uint32_t code = t->codes[leaf->column][row];
        int128 w = t->units[leaf->weight][row];
        if (!add_to_wide(tally_wide(&t->bundles[bundle], leaf, number, code),
                         leaf, 1, w))
            return false;
    }
    return true;
}

/* ---------------------------------------------------------------- rescaling */

static int times_in(const struct sums_product *p, unsigned column)
{
    int n = 0;
    for (unsigned i = 0; i < p->n; i++)
        n += p->factor[i] == column;
    return n;
}

static bool weighs(const struct tally_leaf *leaf, unsigned bundle,
                   unsigned column)
{
    return leaf->bundle == bundle && leaf->narrow && leaf->weight == column;
}

/* Multiplies the packed cells of one block, of which no sum is above that in
 * the first word; or empties it. */
static bool rescale_block(struct tally *t, unsigned bundle, uint32_t number,
                          unsigned column, uint128 power,
                          struct tally_failure *failure)
{
    struct tally_bundle *b = &t->bundles[bundle];
    uint64_t *head = b->packed + number * b->packed_block, rows;
    uint128 most = *head >> TALLY_COUNT_BITS;
    if (__builtin_mul_overflow(most, power, &most) ||
        most >> (64 - TALLY_COUNT_BITS)) {
        make_wide(t, bundle);
        return empty_block(t, bundle, number, failure);
    }
    rows = *head & TALLY_COUNT_MAX;
    *head = (uint64_t)most << TALLY_COUNT_BITS | rows;
    for (size_t q = 0; q < t->spec->n_queries; q++)
        for (uint32_t c = 0;
             weighs(&t->leaves[q], bundle, column) && c < t->leaves[q].stride;
             c++) {
            uint64_t *cell = packed_of(b, &t->leaves[q], number, c);
            uint64_t n = *cell & TALLY_COUNT_MAX;
            *cell = ((*cell >> TALLY_COUNT_BITS) * (uint64_t)power)
                        << TALLY_COUNT_BITS |
                    n;
        }
    return true;
}

static bool rescale_packed(struct tally *t, unsigned column, uint128 power,
                           struct tally_failure *failure)
{
    for (unsigned i = 0; i < t->n_bundles; i++) {
        bool any = false;
        for (size_t q = 0; q < t->spec->n_queries; q++)
            any = any || weighs(&t->leaves[q], i, column);
        uint32_t n = count_blocks(t, &t->bundles[i]);
        for (uint32_t k = 0; k < n && any; k++)
            if (!rescale_block(t, i, k, column, power, failure))
                return false;
    }
    return true;
}

static bool rescale_wide(struct tally *t, const struct tally_leaf *leaf,
                         size_t product, int128 power)
{
    const struct tally_bundle *b = &t->bundles[leaf->bundle];
    uint32_t n = has_wide(b, leaf) ? count_blocks(t, b) : 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t c = 0; c < leaf->stride; c++) {
            uint128 *cell = tally_wide(b, leaf, i, c) + 1 + product;
            int128 scaled;
            if (!int128_mul((int128)*cell, power, &scaled))
                return false;
            *cell = (uint128)scaled;
        }
    return true;
}

bool tally_rescale(struct tally *t, unsigned column, int scale,
                   struct tally_failure *failure)
{
    int more = scale - t->scales[column];
    int128 power;
    *failure = (struct tally_failure){0, 0, 0};
    if (!decimal_power(more, &power) ||
        !rescale_packed(t, column, (uint128)power, failure))
        return false;
    for (size_t q = 0; q < t->spec->n_queries; q++)
        for (size_t p = 0; p < t->leaves[q].n_products; p++) {
            int times = times_in(&t->spec->queries[q].products[p], column);
            *failure = (struct tally_failure){q, p, 0};
            if (times > 0 && (!decimal_power(times * more, &power) ||
                              !rescale_wide(t, &t->leaves[q], p, power)))
                return false;
        }
    t->scales[column] = scale;
    return true;
}
