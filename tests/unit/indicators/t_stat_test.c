/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tails, quantiles and the difference of two estimates: NIST tables, R survey
 * 4.1.1 where its reference values are at hand, hostile input.
 */
#include "data/str.h"
#include "golden.h"
#include "indicators/stat_test.h"

/* Upper 5 % points, NIST/SEMATECH e-Handbook of Statistical Methods,
 * 1.3.6.7.3 and 1.3.6.7.4 (three decimals). */
static void tables(void)
{
    static const struct {
        double df, x;
    } chisq[] = {{1, 3.841}, {4, 9.488}, {10, 18.307}, {100, 124.342}};
    static const struct {
        double ndf, ddf, x;
    } f[] = {{1, 1, 161.448}, {2, 10, 4.103}, {5, 20, 2.711}, {10, 5, 4.735}};
    for (size_t i = 0; i < LEN(chisq); i++) {
        double p;
        ok(stat_chisq_upper(chisq[i].x, chisq[i].df, &p) == STAT_OK &&
               fabs(p - 0.05) < 2e-5,
           "chi-squared of the NIST table");
    }
    for (size_t i = 0; i < LEN(f); i++) {
        double p;
        ok(stat_f_upper(f[i].x, f[i].ndf, f[i].ddf, &p) == STAT_OK &&
               fabs(p - 0.05) < 2e-5,
           "F of the NIST table");
    }
    double z, p;
    ok(stat_normal_quantile(0.975, &z) == STAT_OK, "normal");
    is_near(z, 1.959963984540054, 1e-15, "1.96");
    ok(stat_z_two_sided(-z, &p) == STAT_OK && fabs(p - 0.05) < 1e-15,
       "and back");
}

/* Quantiles of beta(a, 1), beta(1, b) are powers; of a large sample they come
 * close to the normal law. */
static void beta(void)
{
    static const double shape[] = {1e-3, 0.5, 1, 7, 1e3, 1e6, 1e9};
    static const double probability[] = {1e-9, 0.025, 0.5, 0.975, 1 - 1e-9};
    bool powers = true;
    for (size_t i = 0; i < LEN(shape); i++)
        for (size_t k = 0; k < LEN(probability); k++) {
            double q, p = probability[k], a = shape[i];
            stat_beta_quantile(p, a, 1, &q);
            powers &= golden_near(q, exp(log(p) / a), 1e-8, "a, 1") ||
                      exp(log(p) / a) < 1e-300;
            stat_beta_quantile(p, 1, a, &q);
            powers &=
                golden_near(q, -expm1(log1p(-p) / a), 1e-8, "1, b") || q == 1;
        }
    ok(powers, "powers");
    for (int power = 6; power <= 10; power += 2) {
        double low, n = pow(10, power);
        ok(stat_beta_quantile(0.025, n * 0.3, n * 0.7 + 1, &low) == STAT_OK,
           "a large sample");
        is_near((0.3 - low) / sqrt(0.21 / n), 1.959963984540054, 2e-3,
                "is nearly normal");
    }
}

static double value_of(const struct golden *g, size_t at, const char *stat)
{
    const char *id = g->row[at].cell[0];
    for (size_t i = at; i < g->n && strcmp(g->row[i].cell[0], id) == 0; i++)
        if (golden_is(g, i, "stat", stat))
            return golden_number(g, i, "value");
    return NAN;
}

static bool wave(const struct golden *g, size_t i)
{
    const char *id = g->row[i].cell[0];
    /* Only the sum of the two df matters. */
    double df = value_of(g, i, "df_full") / 2;
    struct estimate_df first = {value_of(g, i, "est1"), value_of(g, i, "se1"),
                                df};
    struct estimate_df second = {value_of(g, i, "est2"), value_of(g, i, "se2"),
                                 df};
    struct difference d;
    return stat_difference(first, second, 0.95, &d) == STAT_OK &&
           golden_near(d.diff, value_of(g, i, "diff"), 1e-9, id) &&
           golden_near(d.se, value_of(g, i, "se_diff"), 1e-9, id) &&
           golden_near(d.t, value_of(g, i, "t"), 1e-9, id) &&
           golden_near(d.p, value_of(g, i, "p_value_df_full"), 1e-9, id) &&
           golden_near(d.p_z, value_of(g, i, "p_value_z"), 1e-9, id) &&
           golden_near(d.ci.low, value_of(g, i, "ci95_lo"), 1e-9, id) &&
           golden_near(d.ci.high, value_of(g, i, "ci95_hi"), 1e-9, id);
}

static void waves(struct arena *arena, const char *path)
{
    struct golden g = golden_read(arena, path);
    bool good = true;
    size_t compared = 0;
    if (g.n == 0) {
        tap_skip("R's differences of waves are not there: ../shared/golden");
        return;
    }
    for (size_t i = 0; i < g.n; i++)
        if (golden_is(&g, i, "estimator", "wave_diff") &&
            golden_is(&g, i, "stat", "est1")) {
            good &= wave(&g, i);
            compared++;
        }
    printf("# %zu differences\n", compared);
    ok(good && compared > 0, path);
}

static void refused(void)
{
    struct difference d;
    struct interval ci;
    double v;
    struct estimate_df a = {1, 0.5, 10}, b = {2, 0.25, INFINITY}, c = {3, 0, 5};
    ok(stat_difference(a, b, 0.95, &d) == STAT_OK && d.p == d.p_z,
       "df infinite: the normal law");
    ok(stat_difference(c, c, 0.95, &d) == STAT_NO_SPREAD && d.t == 0,
       "no error to compare with");
    a.df = 0;
    ok(stat_difference(a, b, 0.95, &d) == STAT_DOMAIN, "df = 0");
    ok(stat_t_interval(1, -1, 5, 0.95, &ci) == STAT_DOMAIN, "se < 0");
    ok(stat_t_interval(1, 1, 5, 0, &ci) == STAT_DOMAIN, "level 0");
    ok(stat_t_interval(NAN, 1, 5, 0.9, &ci) == STAT_NOT_FINITE, "NaN");
    ok(stat_t_interval(1e308, 1e308, 1, 0.999, &ci) == STAT_NOT_FINITE &&
           ci.low == 0,
       "limits beyond the doubles");
    ok(stat_chisq_upper(-1, 5, &v) == STAT_DOMAIN, "chi-squared < 0");
    ok(stat_chisq_upper(NAN, 5, &v) == STAT_NOT_FINITE, "NaN");
    ok(stat_f_upper(1, 0, 5, &v) == STAT_DOMAIN, "ndf = 0");
    ok(stat_f_upper(1, 5, INFINITY, &v) == STAT_DOMAIN, "ddf infinite");
    ok(stat_f_upper(NAN, 5, 5, &v) == STAT_NOT_FINITE, "NaN");
    ok(stat_normal_quantile(1, &v) == STAT_DOMAIN, "p = 1");
    ok(stat_normal_quantile(NAN, &v) == STAT_NOT_FINITE, "NaN");
    ok(stat_beta_quantile(0.5, 0, 1, &v) == STAT_DOMAIN, "a = 0");
    ok(stat_beta_quantile(0.5, 1, 1e12, &v) == STAT_DOMAIN, "b too large");
    ok(stat_beta_quantile(0.5, NAN, 1, &v) == STAT_NOT_FINITE, "NaN");
    ok(stat_z_two_sided(INFINITY, &v) == STAT_NOT_FINITE, "z infinite");
    ok(stat_t_two_sided(2, INFINITY, &v) == STAT_OK && v < 0.0456 && v > 0.0455,
       "t with df infinite");
}

int main(void)
{
    struct arena *arena = arena_open();
    tables();
    beta();
    waves(arena, "../shared/golden/survey/expected_survey.csv");
    waves(arena, "../shared/golden/survey/expected_shimin.csv");
    refused();
    arena_close(arena);
    return tap_done();
}
