/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * survey_block.h - the totals of one domain, ready for any estimate.
 *
 * Internal to survey*.c.  A block holds, for every place (and cell of the
 * calibration) where the domain has answered rows, the weighted sums of its
 * terms, which are either
 *
 *     numbers     TERM_Y, TERM_1, TERM_YY as in survey_plan.h
 *     categories  one for each category (1 where a row has it), and last the
 *                 base (1 for each answered row)
 *
 * Exact integers are summed first.  Before they become doubles, y is centred
 * exactly on a number near its mean (y - c for y, which changes no standard
 * error): large numbers of little spread lose nothing.
 */
#ifndef SHIHYO_INDICATORS_SURVEY_BLOCK_H
#define SHIHYO_INDICATORS_SURVEY_BLOCK_H

#include "indicators/survey_variance.h"
#include "indicators/survey_weights.h"

struct survey_context {
    struct arena *arena;
    struct survey_reader *reader;
    const struct survey_design *spec;
    const struct design *design;
    const struct survey_weights *weights;
    const struct survey_generated *replicates;
    const struct sums *sums;
    struct survey_notes *notes;
};

struct survey_block {
    size_t k;            /* terms */
    bool categories;     /* else numbers */
    bool rows_base;      /* numbers: the term 1 is 1, not the x of a ratio */
    uint64_t n, missing; /* rows with an answer, without one */
    size_t n_entries;
    unsigned *place, *cell;
    double *rows;
    uint64_t *count;       /* rows of each category, and of the base */
    double *t;             /* [(entry * width + j) * k + term]: w, w x_j */
    double *square;        /* [entry * k + term]: categories: sum w² of each;
                              numbers: SQUARE_*; NULL where units are named */
    double *plain;         /* [cell * k + term], raking; else NULL */
    double *columns;       /* [((replicate-1) * cells + cell) * width + j) * k +
                              term]: given replicates */
    int128 *exact;         /* of each term, not centred, not calibrated */
    int scale, base_scale; /* of exact: Y (or a category), 1 */
    bool sure;       /* quotients of exact hold: no overflow, weights that are
                        decimals or have one factor in common */
    bool total_sure; /* exact itself holds */
    int128 centre_units;           /* c in the units of y */
    double centre;                 /* c: to be added to a mean or ratio */
    struct linear_stratum *strata; /* runs of entries, by stratum */
    size_t n_strata;
    bool single; /* every entry is a unit of its own */
    /* After calibration: */
    double *total;  /* of each term */
    double *spread; /* [(replicate-1) * k + term] */
};

/* Numbers that groups multiply their sums by; NULL: 1. */
struct survey_factors {
    const int128 *of_group;
    const bool *known; /* of each group; false: missing.  NULL: all */
    int scale;
};

/* Where the rows of a query belong.  Several groups that differ in the last
 * keys alone share a prefix. */
struct survey_frame {
    const unsigned *of;           /* prefix of each group; NULL: itself */
    const unsigned *place, *cell; /* of each prefix */
    struct survey_places places;  /* targets of each prefix */
    const size_t *size;           /* prefixes of each target */
    size_t n_targets;
};

struct survey_loading {
    const struct survey_ask *ask;
    struct survey_frame frame;
    const bool *skip; /* groups left out, each; NULL: none */
    bool centred;     /* y of means and ratios */
    bool ratio;       /* of numbers: the term 1 is x */
};

/* Are weights the decimals of the file, or all rows' factor the same? */
bool survey_common_factor(const struct survey_context *ctx);

/* Blocks of all targets. */
struct survey_block *survey_block_numbers(const struct survey_context *ctx,
                                          const struct survey_loading *load,
                                          const struct survey_factors *y,
                                          const struct survey_factors *x);
/* code: category of each group, SURVEY_OUT: missing. */
struct survey_block *survey_block_categories(const struct survey_context *ctx,
                                             const struct survey_loading *load,
                                             const unsigned *code,
                                             size_t n_categories);
/* Totals of the block and of every replicate, its strata: once, when all
 * entries are there. */
void survey_block_finish(const struct survey_context *ctx,
                         struct survey_block *block);
/* A block of numbers: y is category `at` of the first, 1 the base of the
 * second; the rows of the first are among those of the second. */
struct survey_block survey_block_join(const struct survey_context *ctx,
                                      const struct survey_block *marks,
                                      size_t at,
                                      const struct survey_block *base);
/* The same of one block of categories: y is one of them, 1 are those of
 * `base` (n_base of them, y among them). */
struct survey_block survey_block_pick(const struct survey_context *ctx,
                                      const struct survey_block *block,
                                      size_t at, const size_t *base,
                                      size_t n_base);
/* Adds category `at` of the marks to y of a joined block; squares are lost. */
void survey_block_more(const struct survey_context *ctx,
                       struct survey_block *joined,
                       const struct survey_block *marks, size_t at);

#endif
