/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What trend models promise beside their numbers: refusals of degenerate and
 * hostile data, a zeroed result then, invariances, classes of chance.
 */
#include "indicators/stat_model.h"
#include "indicators/stat_model_break.h"
#include "indicators/stat_model_glm.h"
#include "indicators/stat_model_robust.h"
#include "indicators/stat_moments.h"
#include "tests/tap.h"

#include <float.h>
#include <stdint.h>

enum { MOST = 20 };

static double chance(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (double)(*state >> 8) / 16777216.0;
}

static const double year[] = {2014, 2015, 2016, 2017, 2018, 2019,
                              2020, 2021, 2022, 2023, 2024, 2025};
static const double flat[] = {12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12};
static const double up[] = {1, 3, 2, 5, 4, 6, 8, 7, 9, 12, 10, 11};
static const double broken[] = {1, 3, 2, NAN, 4, 6, 8, 7, 9, 12, 10, 11};
static const double huge[] = {1e308, -1e308, 1e308, -1e308, 1e308, -1e308,
                              1e308, -1e308, 1e308, -1e308, 1e308, -1e308};
static const double zero[12];

static void lines(void)
{
    struct linear_fit a, b;
    struct line_check c;
    struct stat_t_table table = {.level = 0.95}, none = {.level = 0};
    double t, again;
    ok(stat_t_at(&table, 10, &t) == STAT_OK &&
           stat_t_at(&table, 10, &again) == STAT_OK && t == again,
       "a quantile is kept");
    is_near(t, 2.2281388519862735, 1e-14, "t of 10 degrees of freedom");
    ok(stat_t_at(&table, 500, &t) == STAT_OK && t > 1.96 && t < 1.97,
       "beyond the table");
    ok(stat_t_at(&table, 0, &t) == STAT_DOMAIN && t == 0, "df = 0");
    ok(stat_t_at(&none, 3, &t) == STAT_DOMAIN, "level 0");
    stat_linear(year, up, 12, 0.95, &a);
    stat_t_at(&table, 10, &t);
    stat_linear_at(year, up, 12, t, &b);
    ok(a.slope == b.slope && a.p == b.p && a.slope_ci.low == b.slope_ci.low,
       "with the quantile given: the same fit");
    ok(stat_linear_check(year, up, &a, &c) == STAT_OK && c.has_deleted,
       "check of a line");
    stat_linear(year, flat, 12, 0.95, &a);
    ok(stat_linear_check(year, flat, &a, &c) == STAT_NO_SPREAD &&
           c.durbin_watson == 0,
       "no residuals, no check");
    const double x[] = {0, 0, 0, 1}, y[] = {1, 2, 4, 5};
    stat_linear(x, y, 4, 0.95, &a);
    ok(stat_linear_check(x, y, &a, &c) == STAT_OK && !c.has_deleted &&
           c.loocv_rmse == 0,
       "a point that alone fixes the slope cannot be left out");
}

/* The sums against GSL's incomplete beta function, from the middle far into
 * the tail. */
static void tails(void)
{
    double worst = 0, p, upper;
    for (int df = 1; df <= 40; df++)
        for (int step = 0; step < 340; step++) {
            double t = 1e-6 * pow(1.07, step);
            stat_t_tails(t, df, &p);
            stat_t_upper(t, df, &upper);
            worst = fmax(worst, fabs(p - 2 * upper) / (2 * upper));
        }
    ok(worst < 2e-12, "both tails of t: 12 digits");
    ok(stat_t_tails(0, 7, &p) == STAT_OK && p == 1, "t = 0: p = 1");
    ok(stat_t_tails(-2, 7, &p) == STAT_OK && p > 0.08 && p < 0.09, "t = -2");
    ok(stat_t_tails(1e200, 3, &p) == STAT_OK && p < 1e-300, "t = 1e200");
    ok(stat_t_tails(NAN, 3, &p) == STAT_NOT_FINITE && p == 0, "t = NaN");
    ok(stat_t_tails(1, 0, &p) == STAT_DOMAIN && p == 0, "df = 0");
}

static void weighted(void)
{
    double se[12];
    struct weighted_fit w;
    struct linear_fit f;
    struct prediction p;
    for (size_t i = 0; i < 12; i++)
        se[i] = 0.7;
    stat_linear(year, up, 12, 0.95, &f);
    ok(stat_weighted(year, up, se, 12, &w) == STAT_OK, "equal errors");
    is_near(w.slope, f.slope, 1e-13, "equal errors: the ordinary slope");
    is_near(w.se_slope_scaled, f.se_slope, 1e-13, "and its scaled error");
    ok(stat_weighted_at(&w, 2026, 0.95, &p) == STAT_OK &&
           p.confidence.low < p.fit,
       "forecast");
    ok(stat_weighted(year, up, zero, 12, &w) == STAT_DOMAIN && w.n == 0,
       "se = 0");
    ok(stat_weighted(flat, up, se, 12, &w) == STAT_NO_SPREAD, "equal x");
    ok(stat_weighted(year, broken, se, 12, &w) == STAT_NOT_FINITE, "NaN");
    ok(stat_weighted(year, up, se, 2, &w) == STAT_TOO_FEW, "n = 2");
    ok(stat_weighted(year, huge, se, 12, &w) != STAT_OK && w.slope == 0,
       "overflow is no result");
}

static void regressions(void)
{
    struct regression r;
    struct quadratic q;
    double x[24];
    for (size_t i = 0; i < 12; i++) {
        x[2 * i] = year[i];
        x[2 * i + 1] = 3 * year[i] + 7; /* made of the first */
    }
    ok(stat_regress(x, up, 12, 2, true, &r) == STAT_RANK && r.rank == 2 &&
           r.columns == 3 && r.b[0] == 0,
       "a column made of others is said, not dropped");
    ok(stat_polynomial(flat, up, 12, 1, 0, true, &r) == STAT_RANK &&
           r.rank == 1,
       "equal x");
    ok(stat_polynomial(year, up, 12, 12, 0, true, &r) == STAT_DOMAIN,
       "more coefficients than there is room for");
    ok(stat_polynomial(year, up, 2, 1, 0, true, &r) == STAT_TOO_FEW, "n = 2");
    ok(stat_polynomial(year, broken, 12, 1, 0, true, &r) == STAT_NOT_FINITE,
       "NaN");
    ok(stat_quadratic(year, up, 5, &q) == STAT_TOO_FEW && q.n == 0, "n = 5");
    ok(stat_quadratic(year, flat, 12, &q) == STAT_NO_SPREAD, "equal values");
    ok(stat_polynomial(year, flat, 12, 2, 0, true, &r) == STAT_OK &&
           fabs(r.b[1]) < 1e-9 && r.ss_res == 0 && r.ss_reg == 0 && r.r2 == 0 &&
           r.f == 0,
       "a constant is fitted without noise");
}

static void counts(void)
{
    struct glm_fit f;
    struct glm_prediction p;
    struct interval ci;
    struct armitage a;
    const double negative[] = {1, -1, 2, 3}, half[] = {1, 1.5, 2, 3};
    const double m[] = {10, 10, 10, 10}, none[] = {0, 0, 0, 0};
    const double parted[] = {0, 0, 10, 10}, more[] = {1, 2, 3, 11};
    ok(stat_poisson(year, negative, 4, &f) == STAT_DOMAIN && f.n == 0,
       "negative count");
    ok(stat_poisson(year, half, 4, &f) == STAT_DOMAIN, "half a count");
    ok(stat_poisson(year, none, 4, &f) == STAT_NO_SPREAD, "no event at all");
    ok(stat_poisson(flat, up, 12, &f) == STAT_NO_SPREAD, "equal x");
    ok(stat_poisson(year, broken, 12, &f) == STAT_NOT_FINITE, "NaN");
    ok(stat_poisson(year, up, 2, &f) == STAT_TOO_FEW, "n = 2");
    const double late[] = {0, 0, 0, 5};
    ok(stat_poisson(year, late, 4, &f) != STAT_OK && f.slope == 0,
       "a slope that runs away is no result");
    ok(stat_binomial(year, parted, m, 4, &f) != STAT_OK && f.slope == 0,
       "perfect separation is no result");
    ok(stat_binomial(year, more, m, 4, &f) == STAT_DOMAIN, "count above base");
    ok(stat_binomial(year, m, m, 4, &f) == STAT_NO_SPREAD, "all of all");
    stat_poisson(year, up, 12, &f);
    ok(stat_poisson_at(&f, 2026, 1.0, &p) == STAT_DOMAIN && p.mu == 0,
       "level 1");
    ok(stat_poisson_at(&f, 1e9, 0.95, &p) != STAT_OK && p.mu == 0,
       "a forecast beyond all numbers");
    ok(stat_garwood(0, 0.95, &ci) == STAT_OK && ci.low == 0, "no event");
    is_near(ci.high, 3.6888794541139363, 1e-12, "of none at most -log 0.025");
    ok(stat_garwood(-1, 0.95, &ci) == STAT_DOMAIN && ci.high == 0, "count -1");
    ok(stat_garwood(1.5, 0.95, &ci) == STAT_DOMAIN, "count 1.5");
    ok(stat_armitage(year, none, m, 4, &a) == STAT_NO_SPREAD && a.p == 0,
       "none of any");
    ok(stat_armitage(flat, parted, m, 4, &a) == STAT_NO_SPREAD, "equal scores");
    ok(stat_armitage(year, more, m, 4, &a) == STAT_DOMAIN, "count above base");
}

static void robust(void)
{
    double work[3 * MOST];
    struct robust r;
    struct m_estimate e;
    struct theil_sen t;
    struct siegel s;
    ok(stat_robust(ROBUST_BISQUARE, year, flat, 12, work, &r) ==
               STAT_NO_SPREAD &&
           r.n == 0,
       "equal values");
    ok(stat_robust(ROBUST_BISQUARE, year, up, 3, work, &r) == STAT_TOO_FEW,
       "n = 3");
    ok(stat_robust(ROBUST_BISQUARE, year, broken, 12, work, &r) ==
           STAT_NOT_FINITE,
       "NaN");
    ok(stat_robust(ROBUST_BISQUARE, year, huge, 12, work, &r) != STAT_OK &&
           r.slope == 0,
       "overflow is no result");
    ok(stat_m_estimate(ROBUST_FAIR, year, up, 12, work, &e) == STAT_DOMAIN,
       "only Huber and Tukey");
    ok(stat_m_estimate(ROBUST_HUBER, year, flat, 12, work, &e) ==
           STAT_NO_SPREAD,
       "equal values");
    ok(stat_theil_sen_ci(year, up, 12, 0, work, &t) == STAT_DOMAIN && t.n == 0,
       "level 0");
    ok(stat_theil_sen_ci(flat, up, 12, 0.95, work, &t) == STAT_NO_SPREAD,
       "equal x");
    ok(stat_theil_sen_ci(year, up, 4, 0.95, work, &t) == STAT_OK && !t.has_ci &&
           t.ci.low == 0,
       "four points: no interval");
    ok(stat_siegel(year, broken, 12, work, &s) == STAT_NOT_FINITE &&
           s.slope == 0,
       "NaN");
}

static void breaks(void)
{
    struct breakpoint b;
    struct chow c;
    const double step[] = {1, 1.1, 0.9, 1, 1.2, 0.8, 9, 9.1, 8.9, 9, 9.2, 8.8};
    ok(stat_breakpoint(BREAK_LEVEL, year, step, 12, 3, &b) == STAT_OK &&
           b.index == 6 && b.found,
       "a step is found where it is");
    ok(stat_breakpoint(BREAK_LINE, year, up, 7, 4, &b) == STAT_TOO_FEW &&
           b.n == 0,
       "n = 7");
    ok(stat_breakpoint(BREAK_LINE, year, up, 12, 1, &b) == STAT_DOMAIN,
       "one point makes no line");
    ok(stat_breakpoint(BREAK_LINE, year, flat, 12, 4, &b) == STAT_NO_SPREAD,
       "equal values");
    ok(stat_breakpoint(BREAK_LINE, flat, up, 12, 4, &b) == STAT_DOMAIN,
       "years do not ascend");
    ok(stat_breakpoint(BREAK_LINE, year, broken, 12, 4, &b) == STAT_NOT_FINITE,
       "NaN");
    ok(stat_chow(year, up, 12, 1, &c) == STAT_TOO_FEW && c.f == 0, "at = 1");
    ok(stat_chow(year, flat, 12, 6, &c) == STAT_NO_SPREAD, "equal values");
}

static void scales(void)
{
    double out[12], growth;
    ok(stat_log_of(zero, 12, out) == STAT_DOMAIN, "log 0");
    ok(stat_logit_of(zero, 12, out) == STAT_DOMAIN, "logit of 0 %");
    ok(stat_logit_of_counts(zero, flat, 12, out) == STAT_OK &&
           fabs(out[0] + log(25)) < 1e-14,
       "0 of 12 has a logit with 1/2 added");
    ok(stat_logit_of_counts(flat, up, 12, out) == STAT_DOMAIN, "12 of 1");
    is_near(stat_per_cent_of(0), 50, 1e-15, "logit 0 is 50 %");
    is_near(stat_per_cent_of(1e9), 100, 1e-15, "and never above 100");
    ok(stat_per_cent_of(-1e9) == 0, "nor below 0");
    ok(stat_cagr(0, 5, 3, &growth) == STAT_DOMAIN && growth == 0, "from 0");
    ok(stat_cagr(5, -5, 3, &growth) == STAT_DOMAIN, "to below 0");
    ok(stat_cagr(5, 6, 0, &growth) == STAT_DOMAIN, "in no time");
    ok(stat_cagr(1e-300, 1e300, 1e-300, &growth) == STAT_NOT_FINITE,
       "beyond all numbers");
    ok(stat_cagr(100, 121, 2, &growth) == STAT_OK && fabs(growth - 0.1) < 1e-15,
       "10 % a year");
}

static void chances(void)
{
    const struct {
        double p;
        const char *text;
    } rows[] = {{0, "<5%"},       {0.049, "<5%"},   {0.05, "5-20%"},
                {0.199, "5-20%"}, {0.2, "20-50%"},  {0.5, "50-80%"},
                {0.8, "80-95%"},  {0.95, "80-95%"}, {0.951, ">95%"},
                {1, ">95%"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        is_text(stat_chance_text(stat_chance_of(rows[i].p)), rows[i].text,
                rows[i].text);
    struct prediction p = {.fit = 10, .se_prediction = 2};
    double a, b;
    stat_target_met(&p, 5, 13, true, &a);
    stat_target_met(&p, 5, 13, false, &b);
    is_near(a + b, 1, 1e-14, "at least or at most: one of them");
    p.se_prediction = 0;
    ok(stat_target_met(&p, 5, 13, true, &a) == STAT_NO_SPREAD && a == 0,
       "a perfect line leaves no chance to reckon");
}

static void moments(void)
{
    struct moments m;
    struct anova a;
    struct decimal one[] = {{15, 1}, {15, 1}, {150, 2}};
    struct decimal wide[] = {{(int128)1 << 126, 0}, {-((int128)1 << 126), 0}};
    const size_t sizes[] = {1, 2}, empty[] = {3, 0};
    ok(stat_moments(one, 3, &m) == STAT_OK && m.mean == 1.5 && m.sd == 0 &&
           m.lag1 == 0,
       "1.5 and 1.50 are one value");
    ok(stat_moments(one, 1, &m) == STAT_TOO_FEW && m.n == 0, "n = 1");
    ok(stat_moments(wide, 2, &m) == STAT_OVERFLOW && m.mean == 0,
       "beyond 128 bits");
    ok(stat_anova(one, sizes, 2, &a) == STAT_NO_SPREAD, "no spread within");
    ok(stat_anova(one, empty, 2, &a) == STAT_TOO_FEW, "an empty group");
}

/* Years moved by 10,000 and values multiplied by 3: slopes triple, tests and
 * weights stay. */
static void invariances(void)
{
    uint32_t state = 11;
    int bad = 0;
    for (int round = 0; round < 500; round++) {
        double x[12], y[12], x2[12], y2[12], w[12], w2[12], work[36];
        for (size_t i = 0; i < 12; i++) {
            x[i] = 2000 + (double)i;
            x2[i] = x[i] - 10000;
            y[i] = 50 + 3 * (double)i + floor(40 * chance(&state));
            y2[i] = 3 * y[i];
        }
        struct quadratic q, q2;
        struct robust r, r2;
        struct theil_sen t, t2;
        struct breakpoint b, b2;
        stat_quadratic(x, y, 12, &q);
        stat_quadratic(x2, y2, 12, &q2);
        stat_robust(ROBUST_BISQUARE, x, y, 12, w, &r);
        stat_robust(ROBUST_BISQUARE, x2, y2, 12, w2, &r2);
        stat_theil_sen_ci(x, y, 12, 0.95, work, &t);
        stat_theil_sen_ci(x2, y2, 12, 0.95, work, &t2);
        stat_breakpoint(BREAK_LINE, x, y, 12, 4, &b);
        stat_breakpoint(BREAK_LINE, x2, y2, 12, 4, &b2);
        bad += fabs(q2.p_b2 - q.p_b2) > 1e-9;
        bad += fabs(q2.b[2] - 3 * q.b[2]) > 1e-9 * (1 + fabs(q.b[2]));
        bad += fabs(r2.slope - 3 * r.slope) > 1e-6 * (1 + fabs(r.slope));
        for (size_t i = 0; i < 12; i++)
            bad += fabs(w[i] - w2[i]) > 1e-5;
        bad += fabs(t2.ci.low - 3 * t.ci.low) > 1e-9;
        bad += b.index != b2.index || b.found != b2.found;
    }
    is_int(bad, 0, "500 series moved and scaled");
}

static bool all_finite(double a, double b, double c)
{
    return isfinite(a) && isfinite(b) && isfinite(c);
}

/* Any numbers at all: a status, and finite results with STAT_OK. */
static void anything(void)
{
    static const double odd[] = {
        0,       1,       -1,  1e-308, 1e308, -1e308,   0.5,       2014,
        DBL_MAX, DBL_MIN, NAN, 1e16,   3,     HUGE_VAL, -HUGE_VAL, 4e-324};
    uint32_t state = 3;
    int bad = 0;
    for (int round = 0; round < 40000; round++) {
        double x[MOST], y[MOST], z[MOST], work[3 * MOST], v[MOST];
        size_t n = (size_t)round % MOST;
        for (size_t i = 0; i < n; i++) {
            x[i] =
                round % 3 ? 2000 + (double)i : odd[(int)(16 * chance(&state))];
            y[i] = odd[(int)(16 * chance(&state))];
            z[i] = odd[(int)(16 * chance(&state))];
        }
        struct weighted_fit wf;
        struct regression rg;
        struct quadratic qd;
        struct glm_fit gf;
        struct robust rb;
        struct m_estimate me;
        struct theil_sen ts;
        struct breakpoint bp;
        struct chow ch;
        if (stat_weighted(x, y, z, n, &wf) == STAT_OK)
            bad += !all_finite(wf.slope, wf.chi2, wf.p_slope_scaled);
        if (stat_polynomial(x, y, n, 2, 0, true, &rg) == STAT_OK)
            bad += !all_finite(rg.b[0], rg.se[2], 0);
        if (stat_quadratic(x, y, n, &qd) == STAT_OK)
            bad += !all_finite(qd.p_b2, qd.aicc_linear, 0);
        if (stat_poisson(x, y, n, &gf) == STAT_OK)
            bad += !all_finite(gf.slope, gf.p_slope_quasi, gf.aic);
        if (stat_binomial(x, y, z, n, &gf) == STAT_OK)
            bad += !all_finite(gf.slope, gf.p_slope_quasi, gf.deviance);
        if (stat_robust(ROBUST_HUBER, x, y, n, v, &rb) == STAT_OK)
            bad += !all_finite(rb.slope, rb.sigma, 0);
        if (stat_m_estimate(ROBUST_BISQUARE, x, y, n, work, &me) == STAT_OK)
            bad += !all_finite(me.slope, me.se_slope, 0);
        if (stat_theil_sen_ci(x, y, n, 0.9, work, &ts) == STAT_OK)
            bad += !all_finite(ts.slope, ts.ci.low, ts.rounded.high) ||
                   !all_finite(ts.intercept_conover, ts.intercept_residual, 0);
        if (stat_breakpoint(BREAK_LEVEL, x, y, n, 2, &bp) == STAT_OK)
            bad += !all_finite(bp.bic0, bp.bic1, 0);
        if (stat_chow(x, y, n, 3, &ch) == STAT_OK)
            bad += !all_finite(ch.f, ch.p, 0);
    }
    is_int(bad, 0, "40,000 hostile series: never NaN");
}

int main(void)
{
    lines();
    tails();
    weighted();
    regressions();
    counts();
    robust();
    breaks();
    scales();
    chances();
    moments();
    invariances();
    anything();
    return tap_done();
}
