/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counts: events of a year, and k of m.
 */
#include "engine/trend_models.h"

#include "indicators/stat_model_glm.h"
#include <math.h>

static const struct str none = {"", 0};

static bool good(struct trend_work *w, enum stat_status status)
{
    if (status != STAT_OK)
        trend_why(w, none, "refused", trend_why_status(status));
    return status == STAT_OK;
}

static bool has_counts(struct trend_work *w)
{
    if (!w->k)
        trend_why(w, none, "refused", WHY_NO_COUNTS);
    return w->k != NULL;
}

/* The forecast's link and mean, each with the interval of its family. */
static void forecast(struct trend_work *w, const struct glm_fit *f,
                     const struct period_any *at, bool poisson, bool quasi)
{
    struct glm_prediction p;
    const char *mean = poisson ? "mu" : "fit";
    enum trend_why why = trend_forecast_why(w, at->t);
    if (why == WHY_TOO_FEW) {
        trend_few(w, LADDER_FORECAST, at->label, mean);
        return;
    }
    enum stat_status status =
        poisson ? stat_poisson_at(f, at->t, w->ask->level, &p)
                : stat_binomial_at(f, at->t, w->ask->level, &p);
    if (status != STAT_OK)
        why = trend_why_status(status);
    if (why != WHY_NOTHING) {
        trend_why(w, at->label, mean, why);
        return;
    }
    trend_value(w, at->label, mean, p.mu);
    trend_stat_at(w, LADDER_SLOPE, at->label, "se_link", p.se_link);
    trend_stat_at(w, LADDER_SLOPE, at->label, "se_link_quasi", p.se_link_quasi);
    trend_pair(w, LADDER_SLOPE, at->label, poisson ? "mu_ci" : "ci",
               quasi ? p.mu_ci_quasi : p.mu_ci);
}

static void put_plain(struct trend_work *w, const struct glm_fit *f)
{
    trend_stat(w, LADDER_SLOPE, "deviance", f->deviance);
    trend_stat(w, LADDER_SLOPE, "null_deviance", f->null_deviance);
    trend_stat(w, LADDER_SLOPE, "pearson_dispersion", f->dispersion);
}

/* p of the plain model means little where the counts scatter more than it
 * allows: it is left empty, and quasipoisson has the p that holds. */
static void put_p(struct trend_work *w, const struct glm_fit *f)
{
    if (f->dispersion > 1 && w->ask->ladder && trend_may(w, LADDER_SLOPE)) {
        trend_dispersed(w, "p_slope", f->dispersion);
        return;
    }
    trend_stat(w, LADDER_SLOPE, "p_slope", f->p_slope);
}

void trend_poisson(struct trend_work *w)
{
    struct glm_fit f;
    if (!good(w, stat_poisson(w->x, w->y, w->n, &f)))
        return;
    trend_value(w, none, "df", f.df);
    trend_value(w, none, "intercept", f.intercept);
    trend_value(w, none, "slope", f.slope);
    trend_value(w, none, "growth_rate", expm1(f.slope));
    trend_stat(w, LADDER_SLOPE, "se_intercept", f.se_intercept);
    trend_stat(w, LADDER_SLOPE, "se_slope", f.se_slope);
    trend_stat(w, LADDER_SLOPE, "z_slope", f.z_slope);
    put_p(w, &f);
    put_plain(w, &f);
    trend_stat(w, LADDER_SLOPE, "aic", f.aic);
    trend_established(w, f.slope,
                      f.dispersion > 1 ? f.p_slope_quasi : f.p_slope);
    for (size_t i = 0; i < w->ask->n_predict; i++)
        forecast(w, &f, &w->ask->predict[i], true,
                 w->ask->ladder && f.dispersion > 1);
}

void trend_quasipoisson(struct trend_work *w)
{
    struct glm_fit f;
    if (!good(w, stat_poisson(w->x, w->y, w->n, &f)))
        return;
    trend_value(w, none, "df", f.df);
    trend_value(w, none, "slope", f.slope);
    trend_value(w, none, "growth_rate", expm1(f.slope));
    trend_stat(w, LADDER_SLOPE, "dispersion", f.dispersion);
    if (f.dispersion == 0) {
        trend_why(w, none, "p_slope", WHY_NO_SPREAD);
        return;
    }
    trend_stat(w, LADDER_SLOPE, "se_slope", f.se_slope_quasi);
    trend_stat(w, LADDER_SLOPE, "t_slope", f.t_slope_quasi);
    trend_stat(w, LADDER_SLOPE, "p_slope", f.p_slope_quasi);
    trend_established(w, f.slope, f.p_slope_quasi);
    for (size_t i = 0; i < w->ask->n_predict; i++)
        forecast(w, &f, &w->ask->predict[i], true, true);
}

void trend_binomial(struct trend_work *w)
{
    struct glm_fit f;
    if (!has_counts(w) || !good(w, stat_binomial(w->x, w->k, w->m, w->n, &f)))
        return;
    trend_value(w, none, "df", f.df);
    trend_value(w, none, "intercept", f.intercept);
    trend_value(w, none, "slope", f.slope);
    trend_stat(w, LADDER_SLOPE, "se_slope", f.se_slope);
    trend_stat(w, LADDER_SLOPE, "z_slope", f.z_slope);
    trend_stat(w, LADDER_SLOPE, "p_slope", f.p_slope);
    put_plain(w, &f);
    trend_established(w, f.slope,
                      f.dispersion > 1 ? f.p_slope_quasi : f.p_slope);
    for (size_t i = 0; i < w->ask->n_predict; i++)
        forecast(w, &f, &w->ask->predict[i], false, f.dispersion > 1);
}

void trend_cochran_armitage(struct trend_work *w)
{
    struct armitage a;
    if (!has_counts(w) || !good(w, stat_armitage(w->x, w->k, w->m, w->n, &a)))
        return;
    trend_stat(w, LADDER_SLOPE, "chisq", a.chi2);
    trend_value(w, none, "df", 1);
    trend_stat(w, LADDER_SLOPE, "p", a.p);
}

/* Each count alone: how far its mean may lie from it. */
void trend_garwood(struct trend_work *w)
{
    for (size_t i = 0; i < w->n; i++) {
        struct interval ci;
        struct str label = trend_label(&w->points[i]);
        enum stat_status status = stat_garwood(w->y[i], w->ask->level, &ci);
        trend_value(w, label, "y", w->y[i]);
        if (status != STAT_OK) {
            trend_why(w, label, "garwood_lo", trend_why_status(status));
            continue;
        }
        trend_value(w, label, "garwood_lo", ci.low);
        trend_value(w, label, "garwood_hi", ci.high);
    }
}
