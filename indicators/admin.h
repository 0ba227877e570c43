/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * admin.h - indicator values of administrative records.
 *
 * Records are rows of facility, month and programme with numbers: visits,
 * members, costs.  As with surveys (survey.h) two pure stages stand around
 * the scan, and nothing is known of rows but exact group sums:
 *
 *     spec    = admin_need(arena, file)
 *     sums    = one pass over the file, or parts of it merged
 *     answers = admin_estimate(arena, file, sums)
 *
 * The value of fiscal year y, over the rows of April y to March y + 1 whose
 * condition holds (x: the column; where there is none, x = 1 for every row):
 *
 *     sum    Σ x            mean   Σ x / 12: of the months
 *     stock  Σ x in March   rate   Σ x / population of y
 *
 * each times a factor: 1000 for a rate per thousand, 0.001 for 千円.  Values
 * are exact rationals.  A year that lacks a month in the file has no
 * sum, mean or rate, and one that lacks March no stock: a part of a year is
 * not the year.  Rows without a number are counted and do not add; where no
 * row has one, or no row fulfils the condition, there is no value either,
 * never 0.  A count of rows that nothing fulfils is 0.
 *
 * The population of a rate is a table of years and, if it has them, columns
 * of the records.  A line belongs to it when the condition can hold for its
 * cells, whatever stands in the columns that it lacks: for 区=東区 and
 * 事業=P03 a table of districts gives the people of 東区.
 */
#ifndef SHIHYO_INDICATORS_ADMIN_H
#define SHIHYO_INDICATORS_ADMIN_H

#include "data/period.h"
#include "data/rational.h"
#include "data/sums.h"
#include "data/variable.h"

enum admin_estimator { ADMIN_SUM, ADMIN_MEAN, ADMIN_RATE, ADMIN_STOCK };

struct admin_people {
    int year;
    const char *const *texts; /* one for each column of the population */
    struct decimal people;
};

struct admin_population {
    const char *const *columns; /* of the records */
    size_t n_columns;
    const struct admin_people *rows;
    size_t n;
};

struct admin_request {
    enum admin_estimator estimator;
    const char *column;           /* of numbers; NULL: rows are counted */
    const struct variable *where; /* 1: the row counts; NULL: all do */
    struct rational times;        /* the factor: 1, 1000 ... */
    const struct admin_population *population; /* rate */
};

/* Two columns of which the pairs of texts are wanted, for checks of keys. */
struct admin_pair {
    const char *first, *second;
};

struct admin_file {
    const char *period; /* the column of months */
    const struct admin_pair *pairs;
    size_t n_pairs;
    const struct admin_request *requests;
    size_t n_requests;
};

/* The query of a pair in the spec. */
size_t admin_query_of_pair(size_t pair);
const struct sums_spec *admin_need(struct arena *arena,
                                   const struct admin_file *file);

/* ------------------------------------------------------------- answers */

enum { ADMIN_MONTHS = 12, ADMIN_MARCH = 11 }; /* April is 0 */

enum admin_reason {
    ADMIN_GOOD,
    ADMIN_INCOMPLETE,    /* the file lacks months that are needed */
    ADMIN_NO_ROW,        /* no row fulfils the condition */
    ADMIN_NO_NUMBER,     /* no such row has a number */
    ADMIN_NO_POPULATION, /* the table has none for the year, or 0 */
    ADMIN_OVERFLOW       /* the value leaves 128 bits */
};

struct admin_value {
    enum admin_reason reason;
    struct rational value;
    struct decimal sum;  /* Σ x, before it is divided */
    uint64_t n, missing; /* rows with a number, and without */
    unsigned months;     /* bits of the months that have a row */
};

struct admin_year {
    int year;
    unsigned months; /* bits of the months that the file has */
};

struct admin_answers {
    const struct admin_year *years; /* from the first to the last */
    size_t n_years;
    /* values[request * n_years + year] */
    const struct admin_value *values;
};

/* The month that a text of the period column names; a day lies in one. */
struct finding admin_month(const char *text, struct period *out);
/* Months that cannot be read take no part; the caller has said them. */
struct admin_answers admin_estimate(struct arena *arena,
                                    const struct admin_file *file,
                                    const struct sums *sums);

#endif
