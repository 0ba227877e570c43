/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trend_models.h - the models of shihyo trend, one row of a table each.
 *
 * A model takes one series (trend_work) and prints its rows; what a series
 * of that length may say is decided by the ladder, not by the model.
 */
#ifndef SHIHYO_ENGINE_TREND_MODELS_H
#define SHIHYO_ENGINE_TREND_MODELS_H

#include "engine/trend_out.h"

struct trend_model {
    const char *name;
    bool fits;             /* is refused for equal values, gaps, a small base */
    bool for_counts;       /* values are whole numbers from 0 on */
    enum ladder_item item; /* the rung on which it begins */
    void (*run)(struct trend_work *w);
};

const struct trend_model *trend_model_find(struct str name); /* NULL: none */
size_t trend_model_count(void);
const struct trend_model *trend_model_at(size_t i);

/* All models that were asked for, on one series. */
void trend_series_run(struct trend_work *w, const struct trend_series *s);

/* trend_lines.c */
void trend_ols(struct trend_work *w);
void trend_wls(struct trend_work *w);
void trend_log(struct trend_work *w);
void trend_logit(struct trend_work *w);
void trend_hc3(struct trend_work *w);
void trend_newey_west(struct trend_work *w);
/* trend_counts.c */
void trend_poisson(struct trend_work *w);
void trend_quasipoisson(struct trend_work *w);
void trend_binomial(struct trend_work *w);
void trend_cochran_armitage(struct trend_work *w);
void trend_garwood(struct trend_work *w);
/* trend_ranks.c */
void trend_theil_sen(struct trend_work *w);
void trend_siegel(struct trend_work *w);
void trend_mann_kendall(struct trend_work *w);
void trend_robust(struct trend_work *w);
void trend_quadratic(struct trend_work *w);
void trend_breakpoint(struct trend_work *w);
void trend_cagr(struct trend_work *w);
void trend_mean(struct trend_work *w);

/* What the models share. */
/* WHY_NOTHING: the ladder lets a forecast to t through. */
enum trend_why trend_forecast_why(const struct trend_work *w, double t);
/* p_ge_target or p_le_target: as a class, or in full with --ladder off. */
void trend_chance(struct trend_work *w, struct str period, double p);
/* Is more wanted?  --direction, else from the first value to the target. */
bool trend_upward(const struct trend_work *w);
/* The sentence: is the rise or fall established? */
void trend_established(struct trend_work *w, double slope, double p);

#endif
