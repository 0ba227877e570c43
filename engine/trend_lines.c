/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Straight lines: of the values, of their logarithm, of their logit, and with
 * known standard errors.
 */
#include "engine/trend_models.h"

#include <math.h>

static const struct str none = {"", 0};

/* Student t of the level for n - 2 degrees of freedom; 0 for n = 2. */
static enum stat_status quantile(struct stat_t_table *table, size_t n,
                                 double *t)
{
    *t = 0;
    return n > 2 ? stat_t_at(table, n - 2, t) : STAT_OK;
}

/* The line through v; false: the reason was said. */
static bool fit_line(struct trend_work *w, const double *v,
                     struct linear_fit *f)
{
    double t;
    enum stat_status stat = quantile(w->t_level, w->n, &t);
    if (stat == STAT_OK)
        stat = stat_linear_at(w->x, v, w->n, t, f);
    if (stat != STAT_OK)
        trend_why(w, none, "refused", trend_why_status(stat));
    else if (w->ask->ladder && w->n <= 3 && f->ssr == 0)
        trend_why(w, none, "refused", WHY_PERFECT);
    else
        return true;
    return false;
}

/* A test of a line without error has no t. */
static void put_test(struct trend_work *w, const struct linear_fit *f)
{
    if (w->n < 3) {
        trend_why(w, none, "p_slope", WHY_UNDEFINED);
        return;
    }
    trend_stat(w, LADDER_SLOPE, "se_slope", f->se_slope);
    if (f->se_slope > 0)
        trend_stat(w, LADDER_SLOPE, "t_slope", f->t);
    else
        trend_why(w, none, "t_slope", WHY_NO_SPREAD);
    trend_stat(w, LADDER_SLOPE, "p_slope", f->p);
}

static double at_zero(const struct linear_fit *f)
{
    return f->mean - f->slope * f->centre;
}

/* What the residuals say besides; the ladder lets most of it through late. */
static void put_check(struct trend_work *w, const struct linear_fit *f)
{
    struct line_check c;
    enum stat_status stat = stat_linear_check(w->x, w->y, f, &c);
    if (stat != STAT_OK)
        return; /* a perfect line, or two points: nothing is left to check */
    trend_stat(w, LADDER_SLOPE, "adj_r2", c.adj_r2);
    trend_stat(w, LADDER_SLOPE, "aic", c.aic);
    trend_stat(w, LADDER_NEIGHBOURS, "durbin_watson", c.durbin_watson);
    if (c.has_deleted) {
        trend_stat(w, LADDER_OUTLIER, "loocv_rmse", c.loocv_rmse);
        trend_stat(w, LADDER_OUTLIER, "max_cooks", c.max_cooks);
    }
    if (c.has_rstudent)
        trend_stat(w, LADDER_OUTLIER, "max_abs_rstudent", c.max_rstudent);
    else
        trend_why(w, none, "max_abs_rstudent", WHY_UNDEFINED);
}

/* ---------------------------------------------------------------- forecasts */

/* What lies between the line and the printed scale. */
enum scale { SCALE_PLAIN, SCALE_LOG, SCALE_LOGIT };

static double back(enum scale scale, double v)
{
    return scale == SCALE_LOG     ? exp(v)
           : scale == SCALE_LOGIT ? stat_per_cent_of(v)
                                  : v;
}

static struct interval both(enum scale scale, struct interval ci)
{
    return (struct interval){back(scale, ci.low), back(scale, ci.high)};
}

static bool target_on(const struct trend_work *w, enum scale scale, double *out)
{
    double y = w->ask->target;
    *out = y;
    if (scale == SCALE_LOG)
        return stat_log_of(&y, 1, out) == STAT_OK;
    return scale != SCALE_LOGIT || stat_logit_of(&y, 1, out) == STAT_OK;
}

static void put_chance(struct trend_work *w, enum scale scale, struct str label,
                       const struct linear_fit *f, const struct prediction *p)
{
    double target = 0, chance = 0;
    const char *stat = trend_upward(w) ? "p_ge_target" : "p_le_target";
    if (!w->ask->has_target)
        return;
    trend_value(w, label, "target_y", w->ask->target);
    if (!trend_wants(w, stat))
        return;
    if (!target_on(w, scale, &target)) {
        trend_why(w, label, stat, WHY_DOMAIN);
        return;
    }
    if (!trend_may(w, LADDER_CHANCE)) {
        trend_few(w, LADDER_CHANCE, label, stat);
        return;
    }
    enum stat_status status =
        stat_target_met(p, f->df, target, trend_upward(w), &chance);
    if (status == STAT_OK)
        trend_chance(w, label, chance);
    else
        trend_why(w, label, stat, trend_why_status(status));
}

static void put_prediction(struct trend_work *w, enum scale scale,
                           struct str label, const struct linear_fit *f,
                           const struct prediction *p,
                           const struct prediction *p80)
{
    const char *fit = scale == SCALE_LOG ? "fit_median" : "fit";
    trend_value(w, label, fit, back(scale, p->fit));
    if (scale == SCALE_PLAIN) {
        trend_value(w, label, "se_fit", p->se_fit);
        trend_value(w, label, "se_pred", p->se_prediction);
    }
    trend_pair(w, LADDER_SLOPE, label, "ci", both(scale, p->confidence));
    trend_pair(w, LADDER_INTERVAL, label, "pi", both(scale, p->prediction));
    if (scale == SCALE_PLAIN && trend_may(w, LADDER_INTERVAL)) {
        trend_value(w, label, "pi80_lo", p80->prediction.low);
        trend_value(w, label, "pi80_hi", p80->prediction.high);
    }
    put_chance(w, scale, label, f, p);
}

static void forecast(struct trend_work *w, enum scale scale,
                     const struct linear_fit *f, const struct period_any *at)
{
    const char *stat = scale == SCALE_LOG ? "fit_median" : "fit";
    struct prediction p = {0}, p80 = {0};
    double t, t_80;
    enum trend_why why = trend_forecast_why(w, at->t);
    if (why == WHY_TOO_FEW) {
        trend_few(w, LADDER_FORECAST, at->label, stat);
        return;
    }
    enum stat_status status = quantile(w->t_level, w->n, &t);
    if (status == STAT_OK)
        status = quantile(w->t_80, w->n, &t_80);
    if (status == STAT_OK)
        status = stat_predict_at(f, at->t, t, &p);
    if (status == STAT_OK)
        status = stat_predict_at(f, at->t, t_80, &p80);
    if (status != STAT_OK)
        why = trend_why_status(status);
    else if (why == WHY_NOTHING && w->ask->ladder && w->per_cent &&
             scale != SCALE_LOGIT &&
             (back(scale, p.fit) < 0 || back(scale, p.fit) > 100))
        why = WHY_OUT_OF_RANGE;
    if (why == WHY_NOTHING)
        put_prediction(w, scale, at->label, f, &p, &p80);
    else
        trend_why(w, at->label, stat, why);
}

static void forecasts(struct trend_work *w, enum scale scale,
                      const struct linear_fit *f)
{
    for (size_t i = 0; i < w->ask->n_predict; i++)
        forecast(w, scale, f, &w->ask->predict[i]);
}

/* ----------------------------------------------------------- ols, log, logit
 */

void trend_ols(struct trend_work *w)
{
    struct linear_fit f;
    struct prediction zero;
    if (!fit_line(w, w->y, &f))
        return;
    trend_value(w, none, "df", f.df);
    trend_value(w, none, "intercept", at_zero(&f));
    trend_value(w, none, "slope", f.slope);
    if (stat_predict_at(&f, 0, 0, &zero) == STAT_OK)
        trend_stat(w, LADDER_SLOPE, "se_intercept", zero.se_fit);
    put_test(w, &f);
    if (w->n >= 3) {
        trend_pair(w, LADDER_SLOPE, none, "slope_ci", f.slope_ci);
        trend_stat(w, LADDER_SLOPE, "sigma", f.s);
        trend_stat(w, LADDER_SLOPE, "r2", f.r2);
        trend_stat(w, LADDER_SLOPE, "rss", f.ssr);
        put_check(w, &f);
        trend_established(w, f.slope, f.p);
    }
    forecasts(w, SCALE_PLAIN, &f);
}

void trend_log(struct trend_work *w)
{
    struct linear_fit f;
    enum stat_status status = stat_log_of(w->y, w->n, w->spare);
    if (status != STAT_OK) {
        trend_why(w, none, "refused", trend_why_status(status));
        return;
    }
    if (!fit_line(w, w->spare, &f))
        return;
    struct interval growth = {expm1(f.slope_ci.low), expm1(f.slope_ci.high)};
    trend_value(w, none, "intercept", at_zero(&f));
    trend_value(w, none, "slope", f.slope);
    put_test(w, &f);
    trend_value(w, none, "growth_rate", expm1(f.slope));
    if (w->n >= 3) {
        trend_pair(w, LADDER_SLOPE, none, "growth_ci", growth);
        trend_stat(w, LADDER_SLOPE, "sigma", f.s);
        trend_stat(w, LADDER_SLOPE, "r2", f.r2);
        trend_established(w, f.slope, f.p);
    }
    forecasts(w, SCALE_LOG, &f);
}

/* 0 and 100 have no logit: where there are counts behind them, all points
 * take (x + 1/2) / (n + 1). */
static enum stat_status logits(struct trend_work *w, const char **note)
{
    *note = "";
    enum stat_status status = stat_logit_of(w->y, w->n, w->spare);
    if (status != STAT_DOMAIN || !w->k)
        return status;
    *note = word(w->ask->lang, WORD_TR_CONTINUITY);
    return stat_logit_of_counts(w->k, w->m, w->n, w->spare);
}

void trend_logit(struct trend_work *w)
{
    struct linear_fit f;
    const char *note;
    enum stat_status status = logits(w, &note);
    if (status != STAT_OK) {
        trend_why(w, none, "refused", trend_why_status(status));
        return;
    }
    if (!fit_line(w, w->spare, &f))
        return;
    trend_value(w, none, "intercept", at_zero(&f));
    trend_noted(w, none, "slope", f.slope, note);
    put_test(w, &f);
    if (w->n >= 3) {
        trend_pair(w, LADDER_SLOPE, none, "slope_ci", f.slope_ci);
        trend_stat(w, LADDER_SLOPE, "sigma", f.s);
        trend_established(w, f.slope, f.p);
    }
    forecasts(w, SCALE_LOGIT, &f);
}

/* ------------------------------------------------- errors that forgive more */

static void sandwich(struct trend_work *w, bool hc3)
{
    struct linear_fit f;
    struct line_check c;
    if (!fit_line(w, w->y, &f))
        return;
    enum stat_status status = stat_linear_check(w->x, w->y, &f, &c);
    if (status == STAT_OK && hc3 && !c.has_deleted)
        status = STAT_TOO_FEW;
    if (status != STAT_OK) {
        trend_why(w, none, "se_slope", trend_why_status(status));
        return;
    }
    const char *note = w->n < 15 ? word(w->ask->lang, WORD_TR_INFORMATIVE) : "";
    trend_value(w, none, "slope", f.slope);
    trend_noted(w, none, "se_slope", hc3 ? c.hc3_slope : c.nw_slope, note);
    trend_noted(w, none, "se_intercept", hc3 ? c.hc3_intercept : c.nw_intercept,
                note);
}

void trend_hc3(struct trend_work *w)
{
    sandwich(w, true);
}

void trend_newey_west(struct trend_work *w)
{
    sandwich(w, false);
}

/* -------------------------------------------------- known standard errors */

static void wls_forecast(struct trend_work *w, const struct weighted_fit *f,
                         const struct period_any *at)
{
    struct prediction p;
    enum trend_why why = trend_forecast_why(w, at->t);
    if (why == WHY_TOO_FEW) {
        trend_few(w, LADDER_FORECAST, at->label, "fit");
        return;
    }
    enum stat_status status = stat_weighted_at(f, at->t, w->ask->level, &p);
    if (status != STAT_OK)
        why = trend_why_status(status);
    else if (why == WHY_NOTHING && w->ask->ladder && w->per_cent &&
             (p.fit < 0 || p.fit > 100))
        why = WHY_OUT_OF_RANGE;
    if (why != WHY_NOTHING) {
        trend_why(w, at->label, "fit", why);
        return;
    }
    trend_value(w, at->label, "fit", p.fit);
    trend_value(w, at->label, "se_fit", p.se_fit);
    trend_pair(w, LADDER_SLOPE, at->label, "ci", p.confidence);
}

void trend_wls(struct trend_work *w)
{
    struct weighted_fit f;
    enum stat_status status =
        w->se ? stat_weighted(w->x, w->y, w->se, w->n, &f) : STAT_DOMAIN;
    if (status != STAT_OK) {
        trend_why(w, none, "refused",
                  w->se ? trend_why_status(status) : WHY_NO_SE);
        return;
    }
    trend_value(w, none, "df", f.df);
    trend_value(w, none, "intercept", f.mean - f.slope * f.centre);
    trend_value(w, none, "slope", f.slope);
    trend_stat(w, LADDER_SLOPE, "se_intercept_known", f.se_intercept_known);
    trend_stat(w, LADDER_SLOPE, "se_slope_known", f.se_slope_known);
    trend_stat(w, LADDER_SLOPE, "cov01_known", f.cov01_known);
    trend_stat(w, LADDER_SLOPE, "p_slope_known", f.p_slope_known);
    trend_stat(w, LADDER_SLOPE, "chisq", f.chi2);
    trend_stat(w, LADDER_SLOPE, "chisq_per_df", f.chi2 / f.df);
    trend_stat(w, LADDER_SLOPE, "p_fit", f.p_fit);
    trend_stat(w, LADDER_SLOPE, "sigma_scaled", f.sigma_scaled);
    trend_stat(w, LADDER_SLOPE, "se_slope_scaled", f.se_slope_scaled);
    trend_stat(w, LADDER_SLOPE, "p_slope_scaled", f.p_slope_scaled);
    /* where the points scatter more than their errors allow, that counts */
    trend_established(
        w, f.slope,
        fmax(f.p_slope_known, f.chi2 > f.df ? f.p_slope_scaled : 0));
    for (size_t i = 0; i < w->ask->n_predict; i++)
        wls_forecast(w, &f, &w->ask->predict[i]);
}
