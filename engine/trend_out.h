/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trend_out.h - the rows that shihyo trend prints, and what it was asked.
 *
 *     series,model,period,stat,value,grade,note,reason
 *
 * One row per number.  A number that cannot be told is an empty value with a
 * sentence in `note` and its code in `reason`; a row never holds NaN.  grade
 * is the series' rung of the ladder (ladder.h).  Rows go to standard output
 * in large pieces while series are worked on one after another.
 */
#ifndef SHIHYO_ENGINE_TREND_OUT_H
#define SHIHYO_ENGINE_TREND_OUT_H

#include "data/words.h"
#include "engine/trend_csv.h"
#include "indicators/ladder.h"
#include "indicators/stat_model.h"

/* What the command line asks for. */
struct trend_ask {
    enum lang lang;
    struct trend_columns columns;
    const struct trend_model *const *models; /* in the order asked */
    size_t n_models;
    const struct period_any *predict; /* periods to predict */
    size_t n_predict;
    const double *breaks; /* t: earlier points are not comparable */
    size_t n_breaks;
    bool has_target, has_direction, upward;
    double target;
    double level;
    const char *percent;      /* of the level, in names of stats: "95" */
    bool ladder;              /* false: --ladder off */
    int digits;               /* significant ones */
    const char *const *stats; /* names to print; NULL: all */
    size_t n_stats;
};

/* Why a value is not told. */
enum trend_why {
    WHY_NOTHING,
    WHY_TOO_FEW, /* two arguments: n, and what is needed */
    WHY_ALL_EQUAL,
    WHY_GAPS,
    WHY_BASE,
    WHY_HORIZON,
    WHY_OUT_OF_RANGE,
    WHY_PERFECT,
    WHY_NO_SPREAD,
    WHY_DOMAIN,
    WHY_NUMERIC,
    WHY_DIVERGED,
    WHY_RANK,
    WHY_NO_SE,
    WHY_NO_COUNTS,
    WHY_DISPERSED, /* one argument: the dispersion */
    WHY_ROBUST_SE,
    WHY_UNDEFINED
};

/* One series under one model. */
struct trend_work {
    const struct trend_ask *ask;
    struct trend_out *out;
    struct arena *scratch; /* emptied between series */
    const char *series, *model;
    const struct trend_point *points; /* those that are fitted */
    const double *x, *y, *se, *k, *m; /* se, k, m: NULL where not given */
    double *spare;                    /* 3 n doubles */
    size_t n, excluded;               /* excluded: before a break */
    bool per_cent;
    double step;
    enum trend_grade grade;
    enum trend_refusal refusal;
    struct stat_t_table *t_level, *t_80;
};

struct trend_out;
struct trend_out *trend_out_open(struct arena *arena,
                                 const struct trend_ask *ask);
/* Writes what is left; false: standard output failed. */
bool trend_out_close(struct trend_out *out);

/* A row's prefix changes with the series and the model. */
void trend_out_begin(struct trend_work *w, const char *model);
/* Is a stat asked for at all? */
bool trend_wants(const struct trend_work *w, const char *stat);
/* period: the label, or an empty view. */
void trend_value(struct trend_work *w, struct str period, const char *stat,
                 double value);
void trend_text(struct trend_work *w, struct str period, const char *stat,
                const char *value, const char *note);
void trend_why(struct trend_work *w, struct str period, const char *stat,
               enum trend_why why);
void trend_noted(struct trend_work *w, struct str period, const char *stat,
                 double value, const char *note);

/* Does the ladder let an item through? */
bool trend_may(const struct trend_work *w, enum ladder_item item);
/* A value of the fit, or that n is too few for it. */
void trend_stat(struct trend_work *w, enum ladder_item item, const char *stat,
                double value);
void trend_stat_at(struct trend_work *w, enum ladder_item item,
                   struct str period, const char *stat, double value);
/* That a value, or the whole model, needs more points. */
void trend_few(struct trend_work *w, enum ladder_item item, struct str period,
               const char *stat);
void trend_dispersed(struct trend_work *w, const char *stat, double dispersion);

void trend_refused_few(struct trend_work *w, enum ladder_item item);
void trend_pair(struct trend_work *w, enum ladder_item item, struct str period,
                const char *stem, struct interval ci);
enum trend_why trend_why_status(enum stat_status status);
/* A number in the words of a note: at most so many decimals. */
const char *trend_digits(const struct trend_work *w, double x, int decimals);

#endif
