/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Variance from replicates: jackknife of R survey 4.1.1 where its reference
 * values are at hand; the textbook identity; hostile input.
 */
#include "indicators/stat_replicate.h"
#include "sample.h"

enum { MOST = 256 };

struct jackknife_case {
    const char *design, *dataset;
    bool strata, mse; /* JKn over strata, else JK1 */
};
static const struct jackknife_case cases[] = {
    {"jk1_clus1", "apiclus1", false, false},
    {"jk1_clus1_nofpc", "apiclus1", false, false},
    {"jk1_clus1_mse", "apiclus1", false, true},
    {"jkn_strat", "apistrat", true, false},
    {"jkn_strat_nofpc", "apistrat", true, false},
};

/* Number of different units (or rows, without a column) of a stratum. */
static size_t units_of(const struct sample *s, size_t at, size_t *first)
{
    const char *stratum = golden_cell(&s->data, s->row[at], s->strata);
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        bool seen = false;
        for (size_t j = 0; *s->psu && j < i; j++)
            seen |= golden_is(&s->data, s->row[j], s->psu,
                              golden_cell(&s->data, s->row[i], s->psu));
        first[i] = !seen;
        n += !seen && golden_is(&s->data, s->row[i], s->strata, stratum);
    }
    return n;
}

/* Is row i in the unit (or is it the row) that the replicate of row r leaves
 * out? */
static bool left_out(const struct sample *s, size_t i, size_t r)
{
    return *s->psu ? golden_is(&s->data, s->row[i], s->psu,
                               golden_cell(&s->data, s->row[r], s->psu))
                   : i == r;
}

/* Mean of `name` (or its total) with the weights of the replicate that leaves
 * the unit of row r out; r = s->n: of all. */
static double estimate(const struct sample *s, const char *name, bool total,
                       size_t r, double factor)
{
    double sum = 0, weights = 0;
    for (size_t i = 0; i < s->n; i++) {
        double w = (double)s->weight[i] / 1e13;
        if (r < s->n && left_out(s, i, r))
            w = 0;
        else if (r < s->n &&
                 golden_is(&s->data, s->row[i], s->strata,
                           golden_cell(&s->data, s->row[r], s->strata)))
            w *= factor;
        sum += w * golden_number(&s->data, s->row[i], name);
        weights += w;
    }
    return total ? sum : sum / weights;
}

static double standard_error(const struct sample *s,
                             const struct jackknife_case *c, const char *name,
                             bool total)
{
    double theta[MOST], rscale[MOST], variance = 0;
    size_t first[MOST];
    struct replicate_spec spec = {.scale = 1, .rscale = rscale, .mse = c->mse};
    for (size_t r = 0; r < s->n; r++) {
        struct jackknife j = {0};
        size_t units = units_of(s, r, first);
        double population = golden_number(&s->data, s->row[r], s->fpc);
        if (!first[r])
            continue;
        ok((c->strata ? stat_jkn : stat_jk1)(units, population, &j) == STAT_OK,
           "a jackknife");
        spec.scale = j.scale;
        rscale[spec.n] = j.rscale;
        theta[spec.n++] = estimate(s, name, total, r, j.factor);
    }
    stat_replicate_variance(&spec, theta, estimate(s, name, total, s->n, 1),
                            &variance);
    return sqrt(variance);
}

static void peers(struct arena *arena)
{
    struct golden g = golden_read(arena, SAMPLE_FOLDER "expected_survey.csv");
    size_t compared = 0;
    if (g.n == 0) {
        tap_skip("R's replicate variances are not there: ../shared/golden");
        return;
    }
    for (size_t i = 0; i < g.n; i++)
        for (size_t k = 0; k < LEN(cases); k++) {
            bool mean = golden_is(&g, i, "estimator", "mean") &&
                        golden_is(&g, i, "variable", "api00");
            bool total = golden_is(&g, i, "estimator", "total") &&
                         golden_is(&g, i, "variable", "enroll");
            if (!golden_is(&g, i, "design", cases[k].design) ||
                !golden_is(&g, i, "domain", "all") ||
                !golden_is(&g, i, "stat", "se") || !(mean || total))
                continue;
            struct sample s =
                sample_read(arena, cases[k].dataset, cases[k].design, "all");
            is_near(standard_error(&s, &cases[k],
                                   golden_cell(&g, i, "variable"), total),
                    golden_number(&g, i, "value"), 1e-9, cases[k].design);
            compared++;
        }
    is_int((long long)compared, 10, "jackknife standard errors compared");
}

/* The jackknife of a mean is s^2 / n exactly, and of two means their
 * covariance [Wolter 2007, 4.2]. */
static void textbook(void)
{
    static const double x[] = {2.5, 7, 1.25, 9, 4, 4.5};
    static const double y[] = {1, 0, 3, 3, 8, 2};
    enum { N = 6 };
    double theta[2 * N], cov[4], centre[2], mx = 0, my = 0, xx = 0, xy = 0;
    struct jackknife j;
    ok(stat_jk1(N, 0, &j) == STAT_OK && j.factor == 1.2 && j.rscale == 1,
       "JK1 of six units");
    for (size_t i = 0; i < N; i++)
        mx += x[i] / N, my += y[i] / N;
    for (size_t i = 0; i < N; i++) {
        xx += (x[i] - mx) * (x[i] - mx), xy += (x[i] - mx) * (y[i] - my);
        theta[2 * i] = (N * mx - x[i]) / (N - 1);
        theta[2 * i + 1] = (N * my - y[i]) / (N - 1);
    }
    struct replicate_spec spec = {.n = N, .scale = j.scale};
    ok(stat_replicate_cov(&spec, theta, 2, NULL, cov, centre) == STAT_OK,
       "two means");
    is_near(cov[0], xx / (N - 1) / N, 1e-14, "variance s^2 / n");
    is_near(cov[1], xy / (N - 1) / N, 1e-14, "covariance");
    is_near(cov[2], cov[1], 0, "is symmetric");
    is_near(centre[1], my, 1e-15, "the centre is the mean");
}

/* Replicates of rscale 0 do not move the centre. */
static void silent(void)
{
    const double theta[] = {1, 3, 100}, rscale[] = {1, 1, 0};
    struct replicate_spec spec = {.n = 3, .scale = 0.5, .rscale = rscale};
    double v;
    ok(stat_replicate_variance(&spec, theta, 7, &v) == STAT_OK && v == 1,
       "centred at 2");
    spec.mse = true;
    ok(stat_replicate_variance(&spec, theta, 7, &v) == STAT_OK && v == 26,
       "centred at the estimate 7");
}

static void refused(void)
{
    const double theta[] = {1, 3}, nan[] = {1, NAN};
    const double none[] = {0, 0}, minus[] = {1, -1};
    struct replicate_spec spec = {.n = 2, .scale = 1};
    struct jackknife j;
    double v;
    ok(stat_replicate_variance(&spec, nan, 0, &v) == STAT_NOT_FINITE && v == 0,
       "a replicate without an estimate");
    spec.rscale = none;
    ok(stat_replicate_variance(&spec, theta, 0, &v) == STAT_TOO_FEW,
       "no replicate counts");
    spec.rscale = minus;
    ok(stat_replicate_variance(&spec, theta, 0, &v) == STAT_DOMAIN,
       "a negative rscale");
    spec = (struct replicate_spec){.n = 1, .scale = 1};
    ok(stat_replicate_variance(&spec, theta, 0, &v) == STAT_TOO_FEW,
       "one replicate");
    spec = (struct replicate_spec){.n = 2, .scale = -1};
    ok(stat_replicate_variance(&spec, theta, 0, &v) == STAT_DOMAIN,
       "a negative scale");
    spec = (struct replicate_spec){.n = 2, .scale = 1, .mse = true};
    ok(stat_replicate_variance(&spec, theta, NAN, &v) == STAT_NOT_FINITE,
       "no estimate to centre at");
    ok(stat_jk1(1, 0, &j) == STAT_TOO_FEW && j.factor == 0, "one unit");
    ok(stat_jkn(5, 4, &j) == STAT_DOMAIN, "more units than there are");
    ok(stat_jkn(5, NAN, &j) == STAT_NOT_FINITE, "NaN units in all");
    ok(stat_jkn(5, 5, &j) == STAT_OK && j.rscale == 0,
       "all units drawn: no variance");
}

int main(void)
{
    struct arena *arena = arena_open();
    peers(arena);
    textbook();
    silent();
    refused();
    arena_close(arena);
    return tap_done();
}
