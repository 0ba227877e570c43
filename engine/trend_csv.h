/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trend_csv.h - a CSV file of observations as series of points in time.
 *
 * One row is one observation.  Without a series column all rows are one
 * series; rows may stand in any order.  Marks for missing values are no
 * points.  Periods are those of period_any.h: within a series they are of one
 * kind, and what 2011/12 means is learnt from the whole column.
 *
 * Everything lives in the arena; labels are views into the cells.
 */
#ifndef SHIHYO_ENGINE_TREND_CSV_H
#define SHIHYO_ENGINE_TREND_CSV_H

#include "data/csv.h"
#include "data/period_any.h"

struct trend_point {
    double t, y;
    double se;          /* 0: no column */
    double count, base; /* base 0: no columns */
    const char *label;  /* the period as written, without its note */
    uint32_t label_length;
    uint32_t row; /* of csv->row */
    enum period_step step : 8;
    enum period_calendar calendar : 8;
    unsigned years : 16; /* of a span */
};

struct trend_series {
    const char *name;
    struct trend_point *points; /* ascending in t, no two of one t */
    size_t n;
    bool per_cent;  /* the cells carry ％, or the caller said so */
    double step;    /* the period of the series in years: the largest of which
                       all distances between points are multiples */
    size_t periods; /* from the first to the last point by that step */
};

/* Names as the user gave them; NULL: the usual ones for series, period and
 * value, no such column for the others.  Without a value column the value is
 * 100 count / base. */
struct trend_columns {
    const char *series, *period, *value, *se, *count, *base;
    bool per_cent;   /* --percent */
    bool for_counts; /* a model of counts is asked for by name */
};

struct trend_data {
    const struct csv *csv;
    struct trend_series *series; /* in the order of first appearance */
    size_t n;
    enum period_reading reading; /* how 2011/12 is understood */
};

struct str trend_label(const struct trend_point *point);

/* false: errors were said. */
bool trend_csv_read(struct arena *arena, struct diag *diag, const char *path,
                    const struct trend_columns *columns,
                    struct trend_data *out);

#endif
