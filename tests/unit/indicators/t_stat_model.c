/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Trend models against R (sources in tests/golden/trend/README.md): every row
 * of expected_trend.csv is checked, or stands in a list of rows that are
 * informative only, with the reason; any other name fails.
 */
#include "indicators/stat_model.h"
#include "indicators/stat_model_break.h"
#include "indicators/stat_model_glm.h"
#include "indicators/stat_model_robust.h"
#include "indicators/stat_moments.h"
#include "series.h"

#define FIND(list) named_find(list, sizeof list / sizeof list[0], stat, out)

static double origin(const struct linear_fit *f)
{
    return f->mean - f->slope * f->centre;
}

static bool ols(const struct series *s, const char *stat, double *out)
{
    struct linear_fit f;
    struct prediction zero;
    struct line_check c;
    stat_linear(s->x, s->y, s->n, 0.95, &f);
    stat_predict(&f, 0, 0.95, &zero);
    stat_linear_check(s->x, s->y, &f, &c);
    const struct named list[] = {
        {"n", (double)f.n},
        {"df", f.df},
        {"intercept", origin(&f)},
        {"slope", f.slope},
        {"se_intercept", zero.se_fit},
        {"se_slope", f.se_slope},
        {"t_slope", f.t},
        {"p_slope", f.p},
        {"slope_ci95_lo", f.slope_ci.low},
        {"slope_ci95_hi", f.slope_ci.high},
        {"sigma", f.s},
        {"r2", f.r2},
        {"rss", f.ssr},
        {"adj_r2", c.adj_r2},
        {"aic", c.aic},
        {"durbin_watson", c.durbin_watson},
        {"loocv_rmse", c.loocv_rmse},
        {"max_cooks", c.max_cooks},
        {"max_abs_rstudent", c.has_rstudent ? c.max_rstudent : NAN},
    };
    return FIND(list);
}

static bool sandwich(const struct series *s, const char *stat, bool hc3,
                     double *out)
{
    struct linear_fit f;
    struct line_check c;
    stat_linear(s->x, s->y, s->n, 0.95, &f);
    stat_linear_check(s->x, s->y, &f, &c);
    const struct named list[] = {
        {"se_slope", hc3 ? c.hc3_slope : c.nw_slope},
        {"se_intercept", hc3 ? c.hc3_intercept : c.nw_intercept},
    };
    return FIND(list);
}

static bool forecast(const struct series *s, double x, const char *stat,
                     double *out)
{
    struct linear_fit f;
    struct prediction p95, p80;
    double met = 0;
    stat_linear(s->x, s->y, s->n, 0.95, &f);
    stat_predict(&f, x, 0.95, &p95);
    stat_predict(&f, x, 0.80, &p80);
    stat_target_met(&p95, f.df, s->target_y, true, &met);
    const struct named list[] = {
        {"target_y", s->target_y},
        {"fit", p95.fit},
        {"se_fit", p95.se_fit},
        {"se_pred", p95.se_prediction},
        {"ci95_lo", p95.confidence.low},
        {"ci95_hi", p95.confidence.high},
        {"pi95_lo", p95.prediction.low},
        {"pi95_hi", p95.prediction.high},
        {"pi80_lo", p80.prediction.low},
        {"pi80_hi", p80.prediction.high},
        {"p_ge_target", met},
    };
    return FIND(list);
}

static bool transformed(const struct series *s, double x, bool logit,
                        const char *stat, double *out)
{
    double v[SERIES_MOST], met = 0;
    struct linear_fit f;
    struct prediction p;
    enum stat_status good =
        logit ? stat_logit_of(s->y, s->n, v) : stat_log_of(s->y, s->n, v);
    if (good != STAT_OK || stat_linear(s->x, v, s->n, 0.95, &f) != STAT_OK)
        return false;
    stat_predict(&f, x, 0.95, &p);
    double target = s->target_y;
    target = logit ? log(target / (100 - target)) : log(target);
    stat_target_met(&p, f.df, target, true, &met);
    const struct named list[] = {
        {"intercept", origin(&f)},
        {"slope", f.slope},
        {"se_slope", f.se_slope},
        {"p_slope", f.p},
        {"sigma", f.s},
        {"r2", f.r2},
        {"slope_ci95_lo", f.slope_ci.low},
        {"slope_ci95_hi", f.slope_ci.high},
        {"growth_rate", expm1(f.slope)},
        {"growth_ci95_lo", expm1(f.slope_ci.low)},
        {"growth_ci95_hi", expm1(f.slope_ci.high)},
        {"fit_median", exp(p.fit)},
        {"fit", stat_per_cent_of(p.fit)},
        {"ci95_lo", stat_per_cent_of(p.confidence.low)},
        {"ci95_hi", stat_per_cent_of(p.confidence.high)},
        {"pi95_lo",
         logit ? stat_per_cent_of(p.prediction.low) : exp(p.prediction.low)},
        {"pi95_hi",
         logit ? stat_per_cent_of(p.prediction.high) : exp(p.prediction.high)},
        {"p_ge_target", met},
    };
    return FIND(list);
}

static bool growth(const struct series *s, const char *stat, double *out)
{
    double y0 = s->y[0], y = s->y[s->n - 1], x0 = s->x[0], x = s->x[s->n - 1];
    double actual = 0, required = 0, from_now = 0;
    stat_cagr(y0, y, x - x0, &actual);
    stat_cagr(y0, s->target_y, s->target_x - x0, &required);
    stat_cagr(y, s->target_y, s->target_x - x, &from_now);
    double wanted = s->target_y > y0 ? 1 : -1;
    const struct named list[] = {
        {"target_y", s->target_y},
        {"cagr_actual", actual},
        {"cagr_required_from_base", required},
        {"cagr_required_from_latest", from_now},
        {"ratio", wanted * actual / fabs(required)},
        {"linear_required_per_year", (s->target_y - y) / (s->target_x - x)},
        {"linear_actual_per_year", (y - y0) / (x - x0)},
        {"achievement_rate_pct", 100 * (y - y0) / (s->target_y - y0)},
    };
    return FIND(list);
}

static bool middle(const struct series *s, const char *stat, double *out)
{
    double work[SERIES_MOST];
    struct spread p;
    struct moments m;
    stat_spread(s->y, s->n, work, &p);
    stat_moments(s->value, s->n, &m);
    const struct named list[] = {
        {"mean", m.mean}, {"sd", m.sd},         {"min", p.min},
        {"max", p.max},   {"median", p.median}, {"mad_raw", p.mad_raw},
    };
    return FIND(list);
}

static bool poisson(const struct series *s, double x, const char *stat,
                    double *out)
{
    struct glm_fit f;
    struct glm_prediction p;
    if (stat_poisson(s->x, s->y, s->n, &f) != STAT_OK)
        return false;
    stat_poisson_at(&f, x, 0.95, &p);
    const struct named list[] = {
        {"intercept", f.intercept},
        {"slope", f.slope},
        {"se_intercept", f.se_intercept},
        {"se_slope", f.se_slope},
        {"z_slope", f.z_slope},
        {"p_slope", f.p_slope},
        {"deviance", f.deviance},
        {"null_deviance", f.null_deviance},
        {"df", f.df},
        {"aic", f.aic},
        {"pearson_dispersion", f.dispersion},
        {"mu", p.mu},
        {"se_link", p.se_link},
        {"se_link_quasi", p.se_link_quasi},
        {"mu_ci95_lo", p.mu_ci.low},
        {"mu_ci95_hi", p.mu_ci.high},
    };
    return FIND(list);
}

static bool quasi(const struct series *s, const char *stat, double *out)
{
    struct glm_fit f;
    if (stat_poisson(s->x, s->y, s->n, &f) != STAT_OK)
        return false;
    const struct named list[] = {
        {"se_slope", f.se_slope_quasi},
        {"t_slope", f.t_slope_quasi},
        {"p_slope", f.p_slope_quasi},
        {"dispersion", f.dispersion},
    };
    return FIND(list);
}

static bool binomial(const struct series *s, const char *stat, double *out)
{
    struct glm_fit f;
    if (stat_binomial(s->x, s->k, s->m, s->n_counts, &f) != STAT_OK)
        return false;
    const struct named list[] = {
        {"intercept", f.intercept},
        {"slope", f.slope},
        {"se_slope", f.se_slope},
        {"z_slope", f.z_slope},
        {"p_slope", f.p_slope},
        {"deviance", f.deviance},
        {"null_deviance", f.null_deviance},
        {"pearson_dispersion", f.dispersion},
    };
    return FIND(list);
}

static bool garwood(const struct series *s, const char *stat, double *out)
{
    struct interval ci;
    stat_garwood(s->y[s->n - 1], 0.95, &ci);
    const struct named list[] = {
        {"y", s->y[s->n - 1]},
        {"garwood_lo", ci.low},
        {"garwood_hi", ci.high},
    };
    return FIND(list);
}

static bool armitage(const struct series *s, const char *stat, double *out)
{
    struct armitage a;
    if (stat_armitage(s->x, s->k, s->m, s->n_counts, &a) != STAT_OK)
        return false;
    const struct named list[] = {{"chisq", a.chi2}, {"p", a.p}, {"df", 1}};
    return FIND(list);
}

/* Standard error of the published per cent, from the counts behind it. */
static bool weighted(const struct series *s, const char *stat, double *out)
{
    double se[SERIES_MOST];
    struct weighted_fit f;
    for (size_t i = 0; i < s->n; i++) {
        double p = s->k[i] / s->m[i];
        se[i] = 100 * sqrt(p * (1 - p) / s->m[i]);
    }
    if (stat_weighted(s->x, s->y, se, s->n_counts, &f) != STAT_OK)
        return false;
    const struct named list[] = {
        {"intercept", f.mean - f.slope * f.centre},
        {"slope", f.slope},
        {"se_intercept_known", f.se_intercept_known},
        {"se_slope_known", f.se_slope_known},
        {"cov01_known", f.cov01_known},
        {"chisq", f.chi2},
        {"se_slope_scaled", f.se_slope_scaled},
        {"sigma_scaled", f.sigma_scaled},
    };
    return FIND(list);
}

static bool sen(const struct series *s, const char *stat, double *out)
{
    double work[SERIES_MOST];
    struct theil_sen t;
    if (stat_theil_sen_ci(s->x, s->y, s->n, 0.95, work, &t) != STAT_OK)
        return false;
    const struct named list[] = {
        {"slope", t.slope},
        {"intercept_median_resid", t.intercept_residual},
        {"intercept_conover", t.intercept_conover},
        {"n_pairs", (double)t.pairs},
        {"C_alpha95", t.c},
        {"rank_lo_M1", t.rank_low},
        {"rank_hi_M2plus1", t.rank_high},
        {"ci95_lo_interp", t.has_ci ? t.ci.low : NAN},
        {"ci95_hi_interp", t.has_ci ? t.ci.high : NAN},
    };
    return FIND(list);
}

static bool kendall(const struct series *s, const char *stat, double *out)
{
    struct kendall k;
    struct kendall_exact e;
    if (stat_kendall(s->y, s->n, &k) != STAT_OK ||
        stat_kendall_exact(s->y, s->n, &e) != STAT_OK)
        return false;
    const struct named list[] = {
        {"S", k.s},
        {"varS", k.var_s},
        {"varS_no_ties", k.var_s_plain},
        {"Z", k.z},
        {"z", k.z},
        {"p", k.p_normal},
        {"p_normal_cc", k.p_normal},
        {"p_exact_permutation", e.p_two_sided},
        {"p_exact", e.p_two_sided},
        {"T", (double)(k.untied + k.s) / 2}, /* concordant pairs */
        {"tau", k.tau_b},
        {"tau_a", k.tau_a},
        {"tau_b", k.untied ? k.tau_b : NAN},
    };
    return FIND(list);
}

static bool bend(const struct series *s, const char *stat, double *out)
{
    struct quadratic q;
    if (stat_quadratic(s->x, s->y, s->n, &q) != STAT_OK)
        return false;
    const struct named list[] = {
        {"t_center", q.centre},
        {"b0", q.b[0]},
        {"b1", q.b[1]},
        {"b2", q.b[2]},
        {"se_b2", q.se_b2},
        {"p_b2", q.p_b2},
        {"F_vs_linear", q.f_vs_linear},
        {"aicc_linear", q.aicc_linear},
        {"aicc_quad", q.aicc_quadratic},
    };
    return FIND(list);
}

static bool broken(const struct series *s, const char *stat, bool line,
                   double *out)
{
    struct breakpoint b;
    if (stat_breakpoint(line ? BREAK_LINE : BREAK_LEVEL, s->x, s->y, s->n,
                        line ? 4 : 3, &b) != STAT_OK)
        return false;
    const struct named list[] = {
        {"bic0", b.bic0},
        {"bic1", b.bic1},
        {"rss0", b.rss0},
        {"rss1", b.rss1},
        {"break1_index", (double)b.index},
    };
    return FIND(list);
}

static bool chow(const struct series *s, const char *model, const char *stat,
                 double *out)
{
    struct chow c;
    size_t at = strtoul(strchr(model, '=') + 1, NULL, 10);
    if (stat_chow(s->x, s->y, s->n, at, &c) != STAT_OK)
        return false;
    const struct named list[] = {{"F", c.f}, {"p.F", c.p}};
    return FIND(list);
}

static bool m_estimate(const struct series *s, bool huber, const char *stat,
                       double *out)
{
    double work[3 * SERIES_MOST];
    struct m_estimate f;
    if (stat_m_estimate(huber ? ROBUST_HUBER : ROBUST_BISQUARE, s->x, s->y,
                        s->n, work, &f) != STAT_OK)
        return false;
    const struct named list[] = {
        {"intercept", f.at_centre - f.slope * f.centre},
        {"slope", f.slope},
        {"scale", f.scale},
        {"se_slope", f.se_slope},
        {"converged", f.converged},
    };
    return FIND(list);
}

/* ------------------------------------------------------------ the rows */

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Rows that no engine can be asked to reproduce, with the reason. */
static bool is_informative(const struct golden_row *r)
{
    const char *series = r->cell[1], *model = r->cell[2], *stat = r->cell[4];
    if (starts(model, "lmrob")) /* random resampling (README) */
        return true;
    /* t and p of 1e-16 / 1e-16: quotients of two rounding errors */
    if (strcmp(series, "flat6") == 0 && starts(model, "glm_quasi"))
        return strcmp(stat, "t_slope") == 0 || strcmp(stat, "p_slope") == 0;
    /* the peer did not enumerate so many orders */
    return strcmp(stat, "p_exact_permutation") == 0 &&
           strcmp(r->cell[5], "NA") == 0;
}

/* The value of a row and how near it must come (README). */
static bool value_of(const struct series *s, const struct golden_row *r,
                     double *out, double *tolerance)
{
    const char *m = r->cell[2], *stat = r->cell[4];
    double x = strtod(r->cell[3], NULL);
    *tolerance = 1e-8;
    if (strcmp(m, "ols") == 0)
        return ols(s, stat, out);
    if (strcmp(m, "ols_forecast") == 0)
        return forecast(s, x, stat, out);
    if (strcmp(m, "ols_hc3") == 0 || strcmp(m, "ols_neweywest_lag1") == 0)
        return sandwich(s, stat, strcmp(m, "ols_hc3") == 0, out);
    if (strcmp(m, "mean_only") == 0)
        return middle(s, stat, out);
    if (strcmp(m, "cagr") == 0)
        return growth(s, stat, out);
    if (starts(m, "loglinear") || starts(m, "logit_ols"))
        return transformed(s, x, starts(m, "logit"), stat, out);
    if (starts(m, "theil_sen"))
        return sen(s, stat, out);
    if (starts(m, "mann_kendall"))
        return kendall(s, stat, out);
    if (starts(m, "quadratic"))
        return bend(s, stat, out);
    if (starts(m, "wls_known_se"))
        return weighted(s, stat, out);
    if (starts(m, "prop_trend_test"))
        return armitage(s, stat, out);
    if (starts(m, "poisson_exact"))
        return garwood(s, stat, out);
    if (starts(m, "chow"))
        return chow(s, m, stat, out);
    if (starts(m, "breakpoints")) {
        /* strucchange works on uncentred years and keeps seven digits */
        *tolerance = 1e-6;
        return broken(s, stat, starts(m, "breakpoints_trend"), out);
    }
    *tolerance = 1e-7;
    if (starts(m, "glm_poisson"))
        return poisson(s, x, stat, out);
    if (starts(m, "glm_quasipoisson"))
        return quasi(s, stat, out);
    if (starts(m, "glm_binomial"))
        return binomial(s, stat, out);
    *tolerance = 1e-6;
    if (starts(m, "rlm_"))
        return m_estimate(s, starts(m, "rlm_huber"), stat, out);
    return false;
}

/* Eurostat's words for the ratio of the growth rates. */
static const char *category(double ratio)
{
    return ratio >= 0.95   ? "on_track"
           : ratio >= 0.60 ? "moderate"
           : ratio >= 0    ? "insufficient"
                           : "moving_away";
}

static enum verdict check_row(const struct series *s,
                              const struct golden_row *r)
{
    double found = 0, tolerance = 0;
    if (is_informative(r))
        return INFORMATIVE;
    if (strcmp(r->cell[4], "category_eurostat") == 0) {
        growth(s, "ratio", &found);
        is_text(category(found), r->cell[5], s->name);
        return CHECKED;
    }
    if (!value_of(s, r, &found, &tolerance)) {
        printf("# no value for %s %s %s\n", s->name, r->cell[2], r->cell[4]);
        return UNKNOWN;
    }
    if (strcmp(r->cell[5], "NA") == 0) /* undefined there: undefined here */
        ok(isnan(found), r->cell[4]);
    else
        compare(found, r, tolerance);
    return CHECKED;
}

static void goldens(struct arena *arena, const char *folder, bool shipped)
{
    char path[160];
    snprintf(path, sizeof path, "%s/series.csv", folder);
    struct golden series = golden_read(arena, path);
    if (series.n == 0 && !shipped) {
        tap_skip("further trend goldens are not there: ../shared/golden");
        return;
    }
    snprintf(path, sizeof path, "%s/counts.csv", folder);
    struct golden counts = golden_read(arena, path);
    snprintf(path, sizeof path, "%s/expected_trend.csv", folder);
    struct golden expected = golden_read(arena, path);
    struct tally tally = {{0}};
    ok(expected.n > 0, path);
    for (size_t i = 0; i < expected.n; i++) {
        const struct golden_row *r = &expected.row[i];
        struct series s = series_of(&series, &counts, r->cell[1]);
        tally.rows[s.n ? check_row(&s, r) : UNKNOWN]++;
    }
    report(&tally, path);
}

int main(void)
{
    struct arena *arena = arena_open();
    goldens(arena, "tests/golden/trend", true);
    goldens(arena, "../shared/golden/trend", false);
    arena_close(arena);
    return tap_done();
}
