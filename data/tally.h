/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tally.h - the sums of one thread while it scans.
 *
 * The keys of a query form a path (stratum, psu, district, answer).  All but
 * the last are its prefix; queries that begin alike share the levels of a
 * trie, so a row's prefix becomes a number once for forty questions.  Level 0
 * is the root; each other level numbers the pairs (number at its parent, code
 * of its column) in the order of arrival.
 *
 * A leaf is a query.  All leaves of one level lie side by side in a bundle:
 * one block for each number of the level, in it for each leaf one cell for
 * each code of the last key.  A row finds its forty cells in two kilobytes.
 * A leaf whose cells stay mostly empty becomes a level of its own with one
 * cell for each pair.
 *
 * A cell is wide: unit 0 holds n (bits 0-63) and missing (64-127), then comes
 * an int128 for each product; every addition and multiplication is checked.
 *
 * A leaf of one weight (or no product) and no need is narrow besides: its
 * rows go to a packed cell of 64 bits first, n in bits 0-15 and Σw in bits
 * 16-63, so that one addition takes a row.  The first word of a packed block
 * counts the rows of the block and the largest weight of each row in the same
 * way; before it would overflow the block is emptied into the wide cells, so
 * no packed cell ever overflows.  600 units x 40 questions x 5 codes take
 * 1 MB; the wide cells of narrow leaves exist once a block has been emptied.
 *
 * Numbers stand at the scale of their column.  When one with more decimals
 * comes, tally_rescale() multiplies what is there.
 *
 * tally.c numbers rows and adds them; tallycells.c keeps the cells.
 */
#ifndef SHIHYO_DATA_TALLY_H
#define SHIHYO_DATA_TALLY_H

#include "data/sums.h"

struct tally_level {
    unsigned parent, column;
    uint64_t *pairs; /* number -> parent's number << 32 | code */
    uint32_t n, cap;
    struct tally_slot *slots;
    size_t mask;
    struct tally_memo { /* of the pair seen last with a code, or a parent */
        uint32_t other, number; /* 1 + number; 0: none */
    } * memos;
    uint32_t n_memos, most_code;
    uint64_t misses;
    bool is_crossed; /* not nested: memos are of no use */
    bool by_parent;
};

struct tally_leaf {
    unsigned level, column; /* column: of codes[] */
    unsigned bundle;
    bool narrow;
    unsigned weight; /* of weights[], for a narrow leaf */
    const unsigned *needs;
    size_t n_needs;
    const unsigned *products; /* of tally->products */
    size_t n_products;
    uint32_t stride;       /* codes there is room for */
    uint32_t packed;       /* offset in the packed block */
    uint32_t offset, size; /* of the wide cells: in the block, of one */
};

struct tally_narrow { /* what a row needs of a narrow leaf */
    uint32_t column, packed;
};

struct tally_run { /* narrow leaves of one weight */
    unsigned weight;
    size_t end;
};

struct tally_bundle {
    unsigned level;
    struct arena *memory;
    uint32_t cap; /* blocks */
    uint64_t *packed;
    size_t packed_block;
    uint128 *cells;
    size_t block;
    bool emptied; /* narrow leaves have wide cells too */
    struct tally_narrow *narrow;
    struct tally_run *runs;
    size_t n_runs;
    const struct tally_leaf **wide;
    size_t n_wide;
};

enum { TALLY_ROWS = 128 }; /* at a time */

struct tally_product {
    const struct sums_product *factors;
    const int128 *values; /* of the rows */
    int128 *own;          /* NULL for one factor: its units will do */
    bool overflow[TALLY_ROWS];
};

/* Where a sum has left 128 bits. */
struct tally_failure {
    size_t query, product;
    uint32_t row; /* of those being added */
};

struct tally {
    struct arena *arena;
    const struct sums_spec *spec;
    int *scales; /* of the columns */
    /* Of the rows being added: codes of the key columns, one more that is
     * always 0; numbers of the others, and those of weights once more in 64
     * bits, UINT64_MAX where they are more, one more that is always 0. */
    uint32_t **codes;
    int128 **units;
    bool **missing;
    uint64_t **weights;
    bool any_missing;
    bool *in_prefix; /* columns that tally_prepare() needs */
    bool *in_rest;   /* columns that tally_number_rest() and tally_add() do */

    struct tally_level *levels;
    size_t n_levels, cap_levels;
    size_t n_common;    /* levels that every tally of the spec has */
    bool has_new;       /* a level has a new number: is there a block for it? */
    uint32_t **numbers; /* of the rows, at each level */
    struct tally_leaf *leaves;     /* of the queries */
    struct tally_leaf *old_leaves; /* while cells are laid out anew */
    struct tally_bundle *bundles;
    size_t n_bundles;
    bool has_wide; /* any wide leaf */
    struct tally_product *products;
    size_t n_products;
    uint64_t rows;
    unsigned layouts; /* counts when places of cells have changed */
    struct sums_sample sample;
};

struct tally *tally_open(struct arena *arena, const struct sums_spec *spec);
void tally_close(struct tally *tally);
/* How many codes the key columns have now; one more, which is 0. */
void tally_codes(struct tally *tally, const uint32_t *n_codes);

/* Up to TALLY_ROWS rows at a time, column by column:
 *   codes[] of the prefix columns, then tally_prepare(), which numbers the
 *     rows;
 *   codes[] of the columns of wide leaves and of those that have left their
 *     bundle (in_rest), then tally_number_rest();
 *   tally_set() or tally_set_missing() for their numbers;
 *   for each row and each bundle with narrow leaves tally_take_in(), and its
 *     weight added to the cells of tally_block() - or, when the block is full,
 *     the row's codes[] of its narrow leaves and tally_add_full();
 *   tally_add() for the wide leaves.
 * false: overflow; the tally is spent. */
void tally_prepare(struct tally *tally, uint32_t n);
static inline void tally_set(struct tally *t, size_t column, uint32_t row,
                             int128 units)
{
    t->units[column][row] = units;
    t->missing[column][row] = false;
    t->weights[column][row] = units > UINT64_MAX ? UINT64_MAX : (uint64_t)units;
}
static inline void tally_set_missing(struct tally *t, size_t column,
                                     uint32_t row)
{
    tally_set(t, column, row, 0);
    t->missing[column][row] = true;
    t->any_missing = true;
}
void tally_number_rest(struct tally *tally, uint32_t n);
bool tally_take_in(struct tally *tally, unsigned bundle, uint32_t row);
uint64_t *tally_block(const struct tally *tally, unsigned bundle, uint32_t row);
bool tally_add_full(struct tally *tally, unsigned bundle, uint32_t row,
                    struct tally_failure *failure);
/* The failure is that of the first row. */
bool tally_add(struct tally *tally, uint32_t n, struct tally_failure *failure);
/* More decimals for a column; false as above. */
bool tally_rescale(struct tally *tally, unsigned column, int scale,
                   struct tally_failure *failure);

/* The level under a parent that numbers a column, or n_levels. */
unsigned tally_find_level(const struct tally *tally, unsigned parent,
                          unsigned column);
struct tally_cell {
    uint64_t n, missing;
    int128 sum;         /* of the only product of a narrow leaf */
    const int128 *sums; /* of the products of another; else NULL */
};
/* false: it is empty. */
bool tally_cell(const struct tally *tally, const struct tally_leaf *leaf,
                uint32_t number, uint32_t code, struct tally_cell *out);

/* The packed cells of a block by code, where they hold all there is; else
 * NULL. */
const uint64_t *tally_packed(const struct tally *tally,
                             const struct tally_leaf *leaf, uint32_t number);

/* ------------------------------------------- between tally.c and tallycells.c
 */

/* Adds the level, or finds it. */
unsigned tally_add_level(struct tally *tally, unsigned parent, unsigned column);
/* The number of a pair at a level. */
uint32_t tally_number(struct tally *tally, size_t level, uint32_t parent,
                      uint32_t code);
unsigned tally_bundle_of(struct tally *tally, unsigned level);
/* Makes room for `cap` blocks. */
void tally_grow(struct tally *tally, unsigned bundle, uint32_t cap);
enum { TALLY_COUNT_BITS = 16, TALLY_COUNT_MAX = 0xFFFF };

static inline uint128 *tally_wide(const struct tally_bundle *b,
                                  const struct tally_leaf *leaf,
                                  uint32_t number, uint32_t code)
{
    return b->cells + number * b->block + leaf->offset +
           (size_t)code * leaf->size;
}

#endif
