/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figure_parts.h - what the glue of every figure kind gives, and what it may
 * use to make it.
 *
 * A kind's function fills the struct of charts/figure.h but for its frame,
 * and says the frame's texts here; figures.c numbers the figure, completes
 * the frame and draws it.  Remarks and data grow while rows are filled.
 */
#ifndef SHIHYO_ENGINE_FIGURE_PARTS_H
#define SHIHYO_ENGINE_FIGURE_PARTS_H

#include "charts/figure.h"
#include "engine/run.h"

enum { FIGURE_PARTS_REMARKS = 12 };

struct figure_parts {
    const struct run *run;
    const struct speaker *s;
    const struct plan_figure *declared;
    enum figure_kind kind;
    struct figure_frame *frame; /* the first member of the kind's struct */
    size_t size;                /* of that struct: a plate is a copy of it */
    const char *message, *desc, *source;
    const char *remarks[FIGURE_PARTS_REMARKS];
    size_t n_remarks;
    struct figure_datum *data;
    size_t n_data, cap_data;
};

/* The functions of the kinds; parts come with run, s and declared set. */
void figures_progress(struct figure_parts *parts);
void figures_trend(struct figure_parts *parts);

void figure_parts_remark(struct figure_parts *parts, const char *text);
void figure_parts_datum(struct figure_parts *parts, const char *series,
                        const char *role, struct period period,
                        const char *value, const char *published);
/* A word of words.def with one argument. */
const char *figure_parts_word(const struct figure_parts *parts, enum word id,
                              const char *arg);
const char *figure_parts_number(const struct figure_parts *parts,
                                struct decimal a);
/* ID/segment/part, as the data table names it. */
const char *figure_parts_series(const struct figure_parts *parts,
                                const struct indicator *indicator,
                                const struct assessment *a);
/* An observation as a point; its number goes to the data table. part: the
 * unit of one part of a tuple, or "". */
struct figure_point figure_parts_point(struct figure_parts *parts,
                                       const char *series, const char *role,
                                       const char *part,
                                       const struct observation *o);
/* Adds forecast, forecast-low and forecast-high to the data table. */
void figure_parts_forecast(struct figure_parts *parts, const char *series,
                           const struct trend *trend);
/* The year of a declared break, 0 for none; says it in a remark. */
int figure_parts_break(struct figure_parts *parts, const struct trend *trend,
                       const char *name);
double figure_parts_fitted(const struct trend *trend, int year);
enum status_mark figure_parts_mark(enum status status);
const struct evaluation *
figure_parts_evaluation(const struct figure_parts *parts,
                        const struct indicator *indicator);
/* The source of an indicator, in words. */
const char *figure_parts_source(const struct figure_parts *parts,
                                const struct indicator *indicator);

#endif
