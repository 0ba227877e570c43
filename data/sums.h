/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sums.h - exact group sums: all that is ever kept of microdata.
 *
 * A spec asks one file for several tables in one pass.  A query groups the
 * rows by the texts of its key columns; for every group it keeps the number
 * of rows and the sums of its products (Σw, Σw·y, Σw·y² ...) as integers of
 * 128 bits, scaled by the decimals of their columns.  So a sum does not
 * depend on the order of rows, on threads, on files or on who added it up,
 * and merging is addition.  Doubles appear only above this file.
 *
 * A row takes part in a group's n and sums when every column that the query
 * needs holds a number; else it is counted as missing, and the group exists
 * all the same: a sampling unit emptied by missing answers is still a unit.
 * Weights are never missing and never negative; a scan refuses such rows.
 *
 * The scale of a column is the most decimals that any of its numbers is
 * written with, or what the spec declares; a product has the sum of the
 * scales of its factors.  The empty product is 1 and never needed: n is kept.
 *
 * Texts of keys are trimmed UTF-8; "" is a blank cell.  A finished struct
 * sums is immutable: values of a column ascend by their bytes, groups by
 * their keys.
 */
#ifndef SHIHYO_DATA_SUMS_H
#define SHIHYO_DATA_SUMS_H

#include "data/arena.h"
#include "data/int128.h"
#include <stdint.h>

enum { SUMS_FACTORS = 4, SUMS_SCALE_FOUND = -1, SUMS_SAMPLE = 32 };

enum sums_kind {
    SUMS_KEY,    /* a text */
    SUMS_NUMBER, /* a decimal; may be missing */
    SUMS_WEIGHT  /* a decimal >= 0 in every row */
};

struct sums_column {
    const char *name; /* as in the header of the file */
    enum sums_kind kind;
    int scale; /* decimals declared, or SUMS_SCALE_FOUND */
};

struct sums_product {
    unsigned n;                    /* 1..SUMS_FACTORS */
    unsigned factor[SUMS_FACTORS]; /* indices of columns; may repeat */
};

struct sums_query {
    const unsigned *keys; /* indices of columns */
    size_t n_keys;
    const unsigned *needs; /* number columns without which a row is missing */
    size_t n_needs;
    const struct sums_product *products;
    size_t n_products;
};

struct sums_spec {
    const struct sums_column *columns;
    size_t n_columns;
    const struct sums_query *queries;
    size_t n_queries;
};

struct sums_group {
    const unsigned *keys; /* for each key of the query an index of values */
    uint64_t n, missing;
    const int128 *sums; /* one for each product */
};

struct sums_table {
    const struct sums_group *groups;
    size_t n;
};

/* The smallest digests of rows, ascending: which rows some sums are of,
 * whatever their order.  Two parts that share rows share digests. */
struct sums_sample {
    uint64_t at[SUMS_SAMPLE];
    size_t n;
};

struct sums_values {
    const char *const *texts; /* ascending by bytes */
    size_t n;
};

struct sums {
    const struct sums_spec *spec;
    const int *scales;                /* of the columns; 0 for keys */
    const struct sums_values *values; /* of the columns; none for numbers */
    const struct sums_table *tables;  /* of the queries */
    uint64_t rows;                    /* records read */
    struct sums_sample sample;        /* empty where nobody asked for it */
};

/* Offers the digest of a row. */
void sums_sample_add(struct sums_sample *sample, uint64_t digest);

/* ------------------------------------------------------------- building */
struct sums_builder;

/* scales: one for each column. */
struct sums_builder *sums_begin(struct arena *arena,
                                const struct sums_spec *spec,
                                const int *scales);
/* Adds rows to a group: keys are the texts, sums the scaled sums of the
 * products.  false: a sum left 128 bits, or a count 64; the builder is spent
 * then, and *product (may be NULL) says which. */
bool sums_add(struct sums_builder *builder, size_t query,
              const char *const *keys, uint64_t n, uint64_t missing,
              const int128 *sums, size_t *product);
void sums_add_rows(struct sums_builder *builder, uint64_t rows);
/* Offers the digest of a row to the sample. */
void sums_add_digest(struct sums_builder *builder, uint64_t digest);
const struct sums *sums_finish(struct sums_builder *builder);

/* -------------------------------------------------------------- merging */
enum sums_trouble {
    SUMS_GOOD,
    SUMS_OVERFLOW,  /* a sum left 128 bits */
    SUMS_SAME_ROWS, /* part `second` holds rows that `first` has too */
    SUMS_OTHER_SPEC /* part `second` was asked for other sums */
};
struct sums_merge_result {
    enum sums_trouble trouble;
    size_t first, second, query, product;
    const struct sums *sums; /* SUMS_GOOD */
};
/* The sum of parts of one spec, at the larger scale of each column. */
struct sums_merge_result sums_merge(struct arena *arena,
                                    const struct sums *const *parts, size_t n);
/* The same of parts that are known to be of one spec and of other rows. */
struct sums_merge_result sums_join(struct arena *arena,
                                   const struct sums *const *parts, size_t n);
/* Do two parts have rows in common, as far as their samples tell: are all
 * digests of the one that the other's sample would hold in it? */
bool sums_same_rows(const struct sums *a, const struct sums *b);
bool sums_same_spec(const struct sums_spec *a, const struct sums_spec *b);

/* ------------------------------------------------------------- reading */
/* The text of a group's i-th key. */
const char *sums_text(const struct sums *sums, size_t query,
                      const struct sums_group *group, size_t key);
/* "weight × amount" */
const char *sums_product_name(struct arena *arena, const struct sums_spec *spec,
                              size_t query, size_t product);
/* Decimals of a product of a query. */
int sums_scale(const struct sums *sums, size_t query, size_t product);
/* The nearest double of units * 10^-scale; not for print. */
double sums_double(int128 units, int scale);

#endif
