/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * survey_plan.h - which group sums a survey needs, and where they stand.
 *
 * Internal to survey*.c.  survey_need() and survey_estimate() both lay out the
 * same plan, so the second finds what the first asked for.
 *
 * An estimate is made of the totals of a few quantities of a row, its terms:
 * for a mean of y they are y, 1 and y².  A term is summed with the weight,
 * with the weight of each replicate, with the weight times each number that
 * GREG calibrates to, without weight (raking), and with the squared weight in
 * pairs (where rows are sampling units).
 */
#ifndef SHIHYO_INDICATORS_SURVEY_PLAN_H
#define SHIHYO_INDICATORS_SURVEY_PLAN_H

#include "indicators/survey.h"

enum {
    TERM_Y,        /* y of a mean, total or ratio */
    TERM_1,        /* the base; x of a ratio */
    TERM_YY,       /* y squared, for the design effect */
    TERMS,         /* of a number */
    SQUARE_YY = 0, /* w² y², w² y x, w² x² */
    SQUARE_Y1,
    SQUARE_11,
    SQUARES
};

/* A product that is not asked for because it is the count of rows. */
#define PRODUCT_COUNT SIZE_MAX

struct survey_ask {
    size_t query; /* of the spec */
    size_t terms; /* 1: the rows of a group; TERMS: of a number */
    /* [(replicate * (1 + auxiliaries) + auxiliary) * terms + term];
     * replicate 0 is the weight itself, auxiliary 0 is 1. */
    const size_t *weighted;
    size_t square[SQUARES]; /* where rows are sampling units */
    size_t plain[TERMS];    /* without weight, for raking */
};

struct survey_part {          /* of one request */
    struct survey_ask domain; /* all its rows, answered or not */
    const struct survey_ask *asks;
    size_t n_asks; /* 1; of multiple response one for each item and one for
                      the base */
};

struct survey_plan {
    const struct sums_spec *spec;
    struct survey_ask design; /* query 0: the whole sample */
    /* Calibration: the cells and the products of the auxiliaries. */
    struct survey_ask cells;
    const size_t *cross; /* w x_i x_j: [i * n_totals + j] */
    const struct survey_part *parts;
    bool units;   /* sampling units are named; else rows are units */
    bool by_rows; /* squares of rows are needed: no units, or no second-stage
                     units under a second-stage fpc */
    bool given;   /* replicate weights are columns */
    size_t replicates; /* columns of replicates */
    size_t auxiliaries;
};

struct survey_plan survey_plan(struct arena *arena,
                               const struct survey_design *design,
                               const struct survey_request *requests, size_t n);

#endif
