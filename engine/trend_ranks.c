/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Models that lean on order rather than on distance, curves, breaks, growth
 * between two points, and the middle of a series.
 */
#include "engine/trend_models.h"

#include "indicators/stat_model_break.h"
#include "indicators/stat_model_robust.h"
#include "indicators/stat_moments.h"
#include <math.h>

static const struct str none = {"", 0};

static bool good(struct trend_work *w, enum stat_status status)
{
    if (status != STAT_OK)
        trend_why(w, none, "refused", trend_why_status(status));
    return status == STAT_OK;
}

/* Names as ci95_lo_interp. */
static void put_sen_ci(struct trend_work *w, const struct theil_sen *t)
{
    const char *p = w->ask->percent;
    const char *low = str_join(w->scratch, "ci", p, "_lo_interp", NULL);
    const char *high = str_join(w->scratch, "ci", p, "_hi_interp", NULL);
    if (!trend_may(w, LADDER_THEIL_SEN)) {
        trend_few(w, LADDER_THEIL_SEN, none, low);
        trend_few(w, LADDER_THEIL_SEN, none, high);
    } else if (t->has_ci) {
        trend_value(w, none, low, t->ci.low);
        trend_value(w, none, high, t->ci.high);
    } else {
        trend_why(w, none, low, WHY_UNDEFINED);
        trend_why(w, none, high, WHY_UNDEFINED);
    }
}

void trend_theil_sen(struct trend_work *w)
{
    struct theil_sen t;
    if (!good(w,
              stat_theil_sen_ci(w->x, w->y, w->n, w->ask->level, w->spare, &t)))
        return;
    trend_value(w, none, "slope", t.slope);
    trend_value(w, none, "intercept_median_resid", t.intercept_residual);
    trend_value(w, none, "intercept_conover", t.intercept_conover);
    trend_value(w, none, "n_pairs", (double)t.pairs);
    trend_value(w, none, str_join(w->scratch, "C_alpha", w->ask->percent, NULL),
                t.c);
    trend_value(w, none, "rank_lo_M1", t.rank_low);
    trend_value(w, none, "rank_hi_M2plus1", t.rank_high);
    put_sen_ci(w, &t);
}

void trend_siegel(struct trend_work *w)
{
    struct siegel s;
    if (!good(w, stat_siegel(w->x, w->y, w->n, w->spare, &s)))
        return;
    trend_value(w, none, "slope", s.slope);
    trend_value(w, none, "intercept", s.intercept);
}

void trend_mann_kendall(struct trend_work *w)
{
    struct kendall k;
    if (!good(w, stat_kendall(w->y, w->n, &k)))
        return;
    trend_value(w, none, "S", k.s);
    trend_value(w, none, "varS", k.var_s);
    trend_value(w, none, "varS_no_ties", k.var_s_plain);
    trend_value(w, none, "Z", k.z);
    trend_value(w, none, "p_normal_cc", k.p_normal);
    if (k.exact)
        trend_value(w, none, "p_exact_permutation", k.p);
    trend_value(w, none, "tau_a", k.tau_a);
    if (k.untied)
        trend_value(w, none, "tau_b", k.tau_b);
    else
        trend_why(w, none, "tau_b", WHY_NO_SPREAD);
    trend_established(w, k.s, k.p);
}

/* Weights of the bisquare: which points stand off the others. */
void trend_robust(struct trend_work *w)
{
    struct robust r;
    double *weight = w->spare;
    if (!good(w, stat_robust(ROBUST_BISQUARE, w->x, w->y, w->n, weight, &r)))
        return;
    size_t outliers = 0;
    for (size_t i = 0; i < w->n; i++)
        outliers += weight[i] < ROBUST_FLAG;
    trend_value(w, none, "intercept", r.at_centre - r.slope * r.centre);
    trend_value(w, none, "slope", r.slope);
    if (w->n >= 10)
        trend_value(w, none, "se_slope", r.se_slope);
    else
        trend_why(w, none, "se_slope", WHY_ROBUST_SE);
    trend_value(w, none, "outliers", (double)outliers);
    for (size_t i = 0; i < w->n; i++)
        trend_noted(
            w, trend_label(&w->points[i]), "weight", weight[i],
            weight[i] < ROBUST_FLAG ? word(w->ask->lang, WORD_TR_OUTLIER) : "");
}

void trend_quadratic(struct trend_work *w)
{
    struct quadratic q;
    if (!good(w, stat_quadratic(w->x, w->y, w->n, &q)))
        return;
    trend_value(w, none, "t_center", q.centre);
    trend_value(w, none, "b0", q.b[0]);
    trend_value(w, none, "b1", q.b[1]);
    trend_value(w, none, "b2", q.b[2]);
    trend_value(w, none, "se_b2", q.se_b2);
    trend_value(w, none, "p_b2", q.p_b2);
    trend_value(w, none, "F_vs_linear", q.f_vs_linear);
    trend_value(w, none, "aicc_linear", q.aicc_linear);
    trend_value(w, none, "aicc_quad", q.aicc_quadratic);
}

/* Two lines of at least four points each against one. */
void trend_breakpoint(struct trend_work *w)
{
    struct breakpoint b;
    if (!good(w, stat_breakpoint(BREAK_LINE, w->x, w->y, w->n, 4, &b)))
        return;
    trend_value(w, none, "rss0", b.rss0);
    trend_value(w, none, "rss1", b.rss1);
    trend_value(w, none, "bic0", b.bic0);
    trend_value(w, none, "bic1", b.bic1);
    trend_value(w, trend_label(&w->points[b.index - 1]), "break1_index",
                (double)b.index);
    trend_value(w, none, "found", b.found);
}

/* Growth that the target still asks for, from the first and the last value. */
static void required(struct trend_work *w, const struct period_any *at,
                     double actual)
{
    double from_base, from_last;
    size_t last = w->n - 1;
    double target = w->ask->target, left = at->t - w->x[last];
    double all = at->t - w->x[0];
    trend_value(w, at->label, "target_y", target);
    if (left <= 0) {
        trend_why(w, at->label, "linear_required_per_year", WHY_DOMAIN);
        return;
    }
    trend_value(w, at->label, "linear_required_per_year",
                (target - w->y[last]) / left);
    if (target != w->y[0])
        trend_value(w, at->label, "achievement_rate_pct",
                    100 * (w->y[last] - w->y[0]) / (target - w->y[0]));
    if (stat_cagr(w->y[0], target, all, &from_base) != STAT_OK ||
        stat_cagr(w->y[last], target, left, &from_last) != STAT_OK) {
        trend_why(w, at->label, "cagr_required_from_base", WHY_DOMAIN);
        return;
    }
    trend_value(w, at->label, "cagr_required_from_base", from_base);
    trend_value(w, at->label, "cagr_required_from_latest", from_last);
    if (isfinite(actual) && from_base != 0)
        trend_value(w, at->label, "ratio",
                    (target > w->y[0] ? 1 : -1) * actual / fabs(from_base));
}

void trend_cagr(struct trend_work *w)
{
    size_t last = w->n - 1;
    double years = w->x[last] - w->x[0], growth, actual = HUGE_VAL;
    trend_value(w, none, "change", w->y[last] - w->y[0]);
    if (years <= 0) {
        trend_why(w, none, "cagr_actual", WHY_UNDEFINED);
        return;
    }
    trend_value(w, none, "linear_actual_per_year",
                (w->y[last] - w->y[0]) / years);
    enum stat_status status = stat_cagr(w->y[0], w->y[last], years, &growth);
    if (status == STAT_OK) {
        actual = growth;
        trend_value(w, none, "cagr_actual", growth);
    } else {
        trend_why(w, none, "cagr_actual", trend_why_status(status));
    }
    for (size_t i = 0; w->ask->has_target && i < w->ask->n_predict; i++)
        required(w, &w->ask->predict[i], actual);
}

/* Of doubles, from the first value. */
void trend_mean(struct trend_work *w)
{
    struct spread s;
    double sum = 0, squares = 0, n = (double)w->n;
    if (!good(w, stat_spread(w->y, w->n, w->spare, &s)))
        return;
    for (size_t i = 0; i < w->n; i++)
        sum += w->y[i] - w->y[0];
    double mean = w->y[0] + sum / n;
    for (size_t i = 0; i < w->n; i++)
        squares += (w->y[i] - mean) * (w->y[i] - mean);
    trend_value(w, none, "mean", mean);
    if (w->n > 1)
        trend_value(w, none, "sd", sqrt(squares / (n - 1)));
    trend_value(w, none, "min", s.min);
    trend_value(w, none, "max", s.max);
    trend_value(w, none, "median", s.median);
    trend_value(w, none, "mad_raw", s.mad_raw);
}
