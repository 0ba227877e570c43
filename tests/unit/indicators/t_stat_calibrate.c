/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Calibration: weights of R survey 4.1.1 for the apiclus1 sample where they
 * are at hand; properties; impossible targets.
 */
#include "indicators/stat_calibrate.h"
#include "sample.h"

#include <float.h>

enum { MOST = 200 };

static const char *const levels[] = {"E", "H", "M"};
static const double population[] = {4421, 755, 1018};
static const char *const wide[] = {"No", "Yes"};
static const double population_wide[] = {1072, 5122};

static size_t level_of(const struct sample *s, size_t i, const char *column,
                       const char *const *text, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (golden_is(&s->data, s->row[i], column, text[k]))
            return k;
    return n;
}

static double weight_of(const struct sample *s, size_t i)
{
    return (double)s->weight[i] / 1e13;
}

/* The calibrated weights of the n rows against R's, in the order of rows. */
static void same_weights(struct arena *arena, const struct sample *s,
                         const double *weight, const char *name)
{
    char path[100];
    snprintf(path, sizeof path, SAMPLE_FOLDER "weights_%s.csv", name);
    struct golden g = golden_read(arena, path);
    bool good = is_int((long long)g.n, (long long)s->n, "all rows are there");
    for (size_t i = 0; i < g.n && i < s->n; i++)
        good &= golden_near(weight[i], golden_number(&g, i, "w"), 1e-9, name);
    ok(good, name);
}

static void post_stratified(struct arena *arena, const struct sample *s)
{
    double sum[3] = {0}, factor[3], weight[MOST];
    struct calibration c;
    for (size_t i = 0; i < s->n; i++)
        sum[level_of(s, i, "stype", levels, 3)] += weight_of(s, i);
    ok(stat_post_stratify(sum, population, 3, factor, &c) == STAT_OK &&
           c.reason == CALIBRATION_GOOD,
       "post-stratified");
    for (size_t i = 0; i < s->n; i++)
        weight[i] =
            weight_of(s, i) * factor[level_of(s, i, "stype", levels, 3)];
    same_weights(arena, s, weight, "ps_clus1");
}

/* Cells of stype x sch.wide; then their weights trimmed to 5..60. */
static void raked(struct arena *arena, const struct sample *s)
{
    static const size_t type[] = {0, 0, 1, 1, 2, 2};
    static const size_t award[] = {0, 1, 0, 1, 0, 1};
    const struct margin margin[] = {{type, 3, population},
                                    {award, 2, population_wide}};
    double sum[6] = {0}, size[6] = {0}, factor[6], scratch[3], weight[MOST];
    struct calibration c;
    size_t cell[MOST] = {0};
    for (size_t i = 0; i < s->n; i++) {
        cell[i] = level_of(s, i, "stype", levels, 3) * 2 +
                  level_of(s, i, "sch.wide", wide, 2);
        sum[cell[i]] += weight_of(s, i);
        size[cell[i]]++;
    }
    struct raking_spec spec = {.weight = sum,
                               .cells = 6,
                               .margin = margin,
                               .margins = 2,
                               .epsilon = 1e-12,
                               .maxit = 200};
    ok(stat_rake_scratch(&spec) == 3, "scratch for the widest margin");
    ok(stat_rake(&spec, factor, scratch, &c) == STAT_OK && c.rounds > 2,
       "raked");
    for (size_t i = 0; i < s->n; i++)
        weight[i] = weight_of(s, i) * factor[cell[i]];
    same_weights(arena, s, weight, "rake_clus1");

    double each[6];
    for (size_t k = 0; k < 6; k++)
        each[k] = size[k] > 0 ? sum[k] / size[k] * factor[k] : 5;
    struct trim_spec trim = {5, 60, true, size};
    ok(stat_trim(&trim, each, 6, &c) == STAT_OK, "trimmed");
    for (size_t i = 0; i < s->n; i++)
        weight[i] = each[cell[i]];
    same_weights(arena, s, weight, "rake_clus1_trim5_60");
}

/* ~stype + api99: intercept, H, M, api99. */
static void greg(struct arena *arena, const struct sample *s)
{
    const double total[] = {6194, 755, 1018, 3914069};
    double xwx[16] = {0}, xw[4] = {0}, lambda[4], scratch[28], weight[MOST];
    size_t order[4];
    struct calibration c;
    double x[MOST][4];
    for (size_t i = 0; i < s->n; i++) {
        size_t type = level_of(s, i, "stype", levels, 3);
        x[i][0] = 1, x[i][1] = type == 1, x[i][2] = type == 2;
        x[i][3] = golden_number(&s->data, s->row[i], "api99");
        for (size_t k = 0; k < 4; k++) {
            xw[k] += weight_of(s, i) * x[i][k];
            for (size_t l = 0; l < 4; l++)
                xwx[k * 4 + l] += weight_of(s, i) * x[i][k] * x[i][l];
        }
    }
    struct greg_spec spec = {xwx, xw, total, 4};
    ok(stat_greg(&spec, lambda, scratch, order, &c) == STAT_OK && c.rank == 4,
       "GREG");
    for (size_t i = 0; i < s->n; i++) {
        double g = 1;
        for (size_t k = 0; k < 4; k++)
            g += x[i][k] * lambda[k];
        weight[i] = weight_of(s, i) * g;
    }
    same_weights(arena, s, weight, "greg_clus1");
}

static void kish(struct arena *arena)
{
    struct golden g = golden_read(arena, SAMPLE_FOLDER "expected_survey.csv");
    size_t compared = 0;
    bool good = true;
    for (size_t i = 0; i + 4 < g.n; i++) {
        struct kish k;
        if (!golden_is(&g, i, "method", "Kish") ||
            !golden_is(&g, i, "stat", "n"))
            continue;
        good &= stat_kish(golden_number(&g, i, "value"),
                          golden_number(&g, i + 1, "value"),
                          golden_number(&g, i + 2, "value"), &k) == STAT_OK;
        good &= golden_near(k.n_eff, golden_number(&g, i + 3, "value"), 1e-9,
                            "n_eff");
        good &= golden_near(k.deff, golden_number(&g, i + 4, "value"), 1e-9,
                            "deff");
        compared++;
    }
    ok(good && compared == 8, "Kish's design effect");
}

static void peers(struct arena *arena)
{
    struct sample s = sample_read(arena, "apiclus1", "clus1_fpc", "all");
    if (s.n == 0) {
        tap_skip("R's calibrated weights are not there: ../shared/golden");
        return;
    }
    post_stratified(arena, &s);
    raked(arena, &s);
    greg(arena, &s);
    kish(arena);
}

/* Raked weights meet all margins and keep the odds ratios of the cells; the
 * order of margins does not matter in the end. */
static void raking_properties(void)
{
    static const size_t row[] = {0, 0, 0, 1, 1, 1};
    static const size_t column[] = {0, 1, 2, 0, 1, 2};
    const double rows[] = {30, 70}, columns[] = {20, 30, 50};
    const double w[] = {1, 2, 3, 4, 5, 7};
    struct margin margin[] = {{row, 2, rows}, {column, 3, columns}};
    struct margin turned[] = {{column, 3, columns}, {row, 2, rows}};
    double f[6], g[6], scratch[3], first = 0, last = 0;
    struct calibration c;
    struct raking_spec spec = {.weight = w,
                               .cells = 6,
                               .margin = margin,
                               .margins = 2,
                               .epsilon = 1e-13,
                               .maxit = 100};
    ok(stat_rake(&spec, f, scratch, &c) == STAT_OK && c.change < 1e-13,
       "raked");
    for (size_t i = 0; i < 3; i++)
        first += f[i] * w[i];
    for (size_t i = 2; i < 6; i += 3)
        last += f[i] * w[i];
    is_near(first, 30, 1e-12, "first row");
    is_near(last, 50, 1e-12, "last column");
    is_near(f[0] * f[4] / f[1] / f[3], 1, 1e-12, "odds ratios are kept");
    spec.margin = turned;
    stat_rake(&spec, g, scratch, &c);
    is_near(g[5], f[5], 1e-11, "the order of margins does not matter");
}

static void raking_refused(void)
{
    static const size_t row[] = {0, 0, 1, 1}, column[] = {0, 1, 0, 1};
    const double half[] = {50, 50}, more[] = {50, 60}, minus[] = {-1, 101};
    const double w[] = {1, 2, 3, 4}, empty[] = {0, 0, 3, 4};
    const double diagonal[] = {1, 0, 0, 1}, skew[] = {20, 80};
    struct margin margin[] = {{row, 2, half}, {column, 2, half}};
    double f[4], scratch[2];
    struct calibration c;
    struct raking_spec spec = {.weight = empty,
                               .cells = 4,
                               .margin = margin,
                               .margins = 2,
                               .epsilon = 1e-10,
                               .maxit = 50};
    ok(stat_rake(&spec, f, scratch, &c) == STAT_DOMAIN &&
           c.reason == CALIBRATION_EMPTY_GROUP && c.margin == 0 &&
           c.where == 0 && f[3] == 0,
       "a target, but nobody in the group");
    spec.weight = w;
    margin[1].target = more;
    ok(stat_rake(&spec, f, scratch, &c) == STAT_DOMAIN &&
           c.reason == CALIBRATION_UNEQUAL_SUMS && c.margin == 1,
       "margins of two populations");
    margin[1].target = minus;
    ok(stat_rake(&spec, f, scratch, &c) == STAT_DOMAIN &&
           c.reason == CALIBRATION_BAD_TARGET,
       "a negative target");
    margin[1].target = skew;
    spec.weight = diagonal;
    ok(stat_rake(&spec, f, scratch, &c) == STAT_NOT_FINITE &&
           c.reason == CALIBRATION_NOT_REACHED && c.rounds == 50 && f[0] == 0,
       "margins that the cells cannot meet");
    spec.weight = w, spec.epsilon = 0;
    ok(stat_rake(&spec, f, scratch, &c) == STAT_DOMAIN, "no epsilon");
    spec.epsilon = 1e-10, margin[0].groups = 1;
    ok(stat_rake(&spec, f, scratch, &c) == STAT_DOMAIN &&
           c.reason == CALIBRATION_BAD_WEIGHT,
       "a cell of a group that is not there");
}

static void post_refused(void)
{
    const double sum[] = {10, 0, 0}, target[] = {20, 0, 5};
    const double nan[] = {NAN, 1, 1};
    double f[3];
    struct calibration c;
    ok(stat_post_stratify(sum, target, 2, f, &c) == STAT_OK && f[0] == 2 &&
           f[1] == 1,
       "a group with nobody and no target stays");
    ok(stat_post_stratify(sum, target, 3, f, &c) == STAT_DOMAIN &&
           c.reason == CALIBRATION_EMPTY_GROUP && c.where == 2 && f[0] == 0,
       "a target for an empty group");
    ok(stat_post_stratify(sum, nan, 3, f, &c) == STAT_DOMAIN &&
           c.reason == CALIBRATION_BAD_TARGET,
       "a target NaN");
}

/* Columns that repeat each other are reported, whatever their units. */
static void rank(void)
{
    const double x[][3] = {{1, 2, 3e6}, {1, 5, 6e6}, {1, 7, 8e6}, {1, 1, 2e6}};
    double xwx[9] = {0}, xw[3] = {0}, lambda[3], scratch[18];
    const double total[] = {8, 30, 38e6};
    size_t order[3];
    struct calibration c;
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < 3; k++) {
            xw[k] += x[i][k];
            for (size_t l = 0; l < 3; l++)
                xwx[3 * k + l] += x[i][k] * x[i][l];
        }
    struct greg_spec spec = {xwx, xw, total, 3};
    ok(stat_greg(&spec, lambda, scratch, order, &c) == STAT_NO_SPREAD &&
           c.reason == CALIBRATION_RANK_LOSS && c.rank == 2 && lambda[0] == 0,
       "the third column is the sum of the others");
    const double zero[9] = {4, 0, 2, 0, 0, 0, 2, 0, 4};
    spec.xwx = zero;
    ok(stat_greg(&spec, lambda, scratch, order, &c) == STAT_NO_SPREAD &&
           c.where == 1,
       "a column of zeros");
    const double bad[] = {NAN, 1, 1}, unit[] = {4, 0, 0, 0, 5, 0, 0, 0, 8};
    spec.xwx = unit, spec.total = bad;
    ok(stat_greg(&spec, lambda, scratch, order, &c) == STAT_NOT_FINITE &&
           c.reason == CALIBRATION_BAD_TARGET,
       "a total NaN");
    const double xwy[] = {8, 10, 4};
    ok(stat_greg_beta(&spec, xwy, lambda, scratch, order, &c) == STAT_OK &&
           fabs(lambda[0] - 2) < 1e-15 && fabs(lambda[2] - 0.5) < 1e-15,
       "coefficients of a diagonal matrix");
}

static void trimming(void)
{
    double w[] = {1, 10, 100, 10}, sum = 0;
    struct calibration c;
    struct trim_spec once = {5, 50, false, NULL}, strict = {5, 50, true, NULL};
    ok(stat_trim(&once, w, 4, &c) == STAT_OK && w[0] == 5 && w[2] == 50,
       "cut to the bounds");
    is_near(w[1], 33, 1e-15, "the rest is shared by those within");
    double v[] = {40, 48, 100, 10};
    ok(stat_trim(&strict, v, 4, &c) == STAT_OK && c.rounds > 1, "strict");
    for (size_t i = 0; i < 4; i++) {
        sum += v[i];
        ok(v[i] <= 50 && v[i] >= 5, "none is outside");
    }
    is_near(sum, 198, 1e-12, "the sum is kept");
    double much[] = {40, 60}, swap[] = {1, 2}, bad[] = {1, NAN};
    ok(stat_trim(&strict, bad, 2, &c) == STAT_DOMAIN &&
           c.reason == CALIBRATION_BAD_WEIGHT && c.where == 1,
       "NaN");
    strict.upper = 45;
    ok(stat_trim(&strict, much, 2, &c) == STAT_DOMAIN &&
           c.reason == CALIBRATION_IMPOSSIBLE && much[0] == 0,
       "the sum has no room below the bound");
    strict.upper = 1;
    ok(stat_trim(&strict, swap, 2, &c) == STAT_DOMAIN &&
           c.reason == CALIBRATION_BAD_BOUNDS,
       "bounds the wrong way round");
}

static void kish_refused(void)
{
    struct kish k;
    ok(stat_kish(0, 1, 1, &k) == STAT_DOMAIN, "nobody");
    ok(stat_kish(2, 0, 1, &k) == STAT_DOMAIN, "no weight");
    ok(stat_kish(2, NAN, 1, &k) == STAT_NOT_FINITE, "NaN");
    ok(stat_kish(10, 10, 10, &k) == STAT_OK && k.deff == 1 && k.n_eff == 10,
       "equal weights lose nothing");
}

int main(void)
{
    struct arena *arena = arena_open();
    peers(arena);
    raking_properties();
    raking_refused();
    post_refused();
    rank();
    trimming();
    kish_refused();
    arena_close(arena);
    return tap_done();
}
