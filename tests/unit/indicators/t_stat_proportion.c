/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Intervals of proportions: tests/golden/survey/README.md; R survey 4.1.1
 * where its reference values are at hand.
 */
#include "data/str.h"
#include "golden.h"
#include "indicators/stat_proportion.h"
#include "indicators/stat_test.h"

static void edges(struct arena *arena)
{
    struct golden g =
        golden_read(arena, "tests/golden/survey/expected_kg_edge.csv");
    bool good = is_int((long long)g.n, 32, "all rows are there");
    for (size_t i = 0; i < g.n; i++) {
        struct proportion_input in = {
            .p = golden_number(&g, i, "p"),
            .se = sqrt(golden_number(&g, i, "var")),
            .n = golden_number(&g, i, "n"),
            .df = golden_number(&g, i, "df"),
            .level = golden_number(&g, i, "level"),
            .cap = golden_is(&g, i, "method", "korn_graubard_nchs_truncated"),
        };
        struct proportion_interval r;
        good &= stat_proportion_ci(PROPORTION_BETA, &in, &r) == STAT_OK;
        good &= golden_near(r.n_eff, golden_number(&g, i, "n_eff"), 1e-9, "ne");
        good &= golden_near(r.n_eff_df, golden_number(&g, i, "n_eff_df"), 1e-9,
                            "n*");
        good &= golden_near(r.ci.low, golden_number(&g, i, "lo"), 1e-9, "lo");
        good &= golden_near(r.ci.high, golden_number(&g, i, "hi"), 1e-9, "hi");
    }
    ok(good, "Korn-Graubard, plain and capped, with its edges");
}

/* One case of R's file: estimate, limits, level, df; the se comes from the
 * "mean" limits of the same question. */
struct peer {
    double estimate, low, high, level, df;
    bool known;
};

static struct peer peer_of(const struct golden *g, size_t at)
{
    struct peer p = {.known = true};
    const char *id = g->row[at].cell[0];
    for (size_t i = at; i < g->n && strcmp(g->row[i].cell[0], id) == 0; i++) {
        const char *stat = golden_cell(g, i, "stat");
        double value = golden_number(g, i, "value");
        p.known &= strcmp(golden_cell(g, i, "value"), "NA") != 0;
        if (strcmp(stat, "estimate") == 0)
            p.estimate = value;
        else if (strcmp(stat, "ci_lo") == 0)
            p.low = value;
        else if (strcmp(stat, "ci_hi") == 0)
            p.high = value;
        else if (strcmp(stat, "level") == 0)
            p.level = value;
        else if (strcmp(stat, "df") == 0)
            p.df = value;
        else
            p.known = false;
    }
    return p;
}

static bool same_question(const struct golden *g, size_t a, size_t b)
{
    static const char *const keys[] = {"dataset", "design", "domain",
                                       "variable"};
    bool same = true;
    for (size_t k = 0; k < LEN(keys); k++)
        same &= golden_is(g, a, keys[k], golden_cell(g, b, keys[k]));
    return same;
}

/* The standard error behind the "mean" interval of the same question. */
static bool se_of(const struct golden *g, size_t at, double *se)
{
    for (size_t i = 0; i < g->n; i++) {
        if (!golden_is(g, i, "method", "svyciprop mean") ||
            !golden_is(g, i, "stat", "estimate") || !same_question(g, at, i))
            continue;
        struct peer mean = peer_of(g, i);
        double t;
        if (!mean.known ||
            stat_t_quantile(0.5 + mean.level / 2, mean.df, &t) != STAT_OK)
            continue;
        *se = (mean.high - mean.low) / 2 / t;
        return true;
    }
    return false;
}

static const struct {
    const char *name;
    enum proportion_method method;
    double tolerance;
} methods[] = {
    {"svyciprop mean", PROPORTION_MEAN, 1e-9},
    {"svyciprop xlogit", PROPORTION_XLOGIT, 1e-9},
    {"svyciprop asin", PROPORTION_ASIN, 1e-9},
    {"svyciprop beta", PROPORTION_BETA, 1e-9},
    {"svyciprop logit", PROPORTION_LOGIT, 1e-6},
};

/* Rows of the data set that are in the domain ("all", "column=value") and, of
 * the two waves of shimin, in the wave that the design names. */
static double answers(struct arena *arena, const struct golden *g, size_t at)
{
    char path[120], column[60];
    const char *domain = golden_cell(g, at, "domain");
    const char *value = strchr(domain, '=');
    const char *wave = strstr(golden_cell(g, at, "design"), "20");
    snprintf(path, sizeof path, "../shared/golden/survey/%s.csv",
             golden_cell(g, at, "dataset"));
    snprintf(column, sizeof column, "%.*s", (int)strcspn(domain, "="), domain);
    struct golden data = golden_read(arena, path);
    size_t n = 0;
    for (size_t i = 0; i < data.n; i++)
        n += (!value || golden_is(&data, i, column, value + 1)) &&
             (!wave || golden_is(&data, i, "年度", wave));
    return (double)n;
}

static bool is_linearized(struct arena *arena, const char *design)
{
    struct golden g = golden_read(arena, "../shared/golden/survey/designs.csv");
    for (size_t i = 0; i < g.n; i++)
        if (golden_is(&g, i, "design", design))
            return golden_is(&g, i, "type", "linearized");
    return false;
}

static bool compare(struct arena *arena, const struct golden *g, size_t at,
                    size_t m, size_t *compared)
{
    struct peer p = peer_of(g, at);
    struct proportion_interval r;
    struct proportion_input in = {
        .p = p.estimate, .df = p.df, .level = p.level};
    const char *design = golden_cell(g, at, "design");
    if (!p.known || !se_of(g, at, &in.se))
        return true;
    /* R's fitted logit gives 1e-12 for 0 and for 1. */
    if (in.se == 0 && methods[m].method == PROPORTION_LOGIT)
        return true;
    /* R's "logit" of replicates takes the logit of every replicate. */
    if (methods[m].method == PROPORTION_LOGIT && !is_linearized(arena, design))
        return true;
    in.n = answers(arena, g, at);
    bool good = stat_proportion_ci(methods[m].method, &in, &r) == STAT_OK;
    good &= golden_near(r.ci.low, p.low, methods[m].tolerance,
                        golden_cell(g, at, "case"));
    good &= golden_near(r.ci.high, p.high, methods[m].tolerance,
                        golden_cell(g, at, "case"));
    ++*compared;
    return good;
}

static void peers(struct arena *arena, const char *path)
{
    struct golden g = golden_read(arena, path);
    if (g.n == 0) {
        tap_skip("R's intervals of proportions are not there: ../shared");
        return;
    }
    for (size_t m = 0; m < LEN(methods); m++) {
        bool good = true;
        size_t compared = 0;
        for (size_t i = 0; i < g.n; i++) {
            struct arena_mark mark = arena_mark(arena);
            if (golden_is(&g, i, "stat", "estimate") &&
                golden_is(&g, i, "method", methods[m].name))
                good &= compare(arena, &g, i, m, &compared);
            arena_reset(arena, mark);
        }
        printf("# %s: %zu intervals\n", methods[m].name, compared);
        ok(good && compared > 0, methods[m].name);
    }
}

/* What other packages leave undefined. */
static void defined(void)
{
    struct proportion_interval r, s;
    struct proportion_input in = {
        .p = 0, .se = 0, .n = 40, .df = 12, .level = 0.95};
    for (int m = PROPORTION_LOGIT; m <= PROPORTION_WILSON; m++) {
        enum proportion_method method = (enum proportion_method)m;
        in.p = 0;
        ok(stat_proportion_ci(method, &in, &r) == STAT_OK && r.ci.low == 0 &&
               r.rule == PROPORTION_RULE_ZERO && r.n_eff == 40,
           "p = 0: one-sided, n_e = n");
        is_near(r.ci.high, 0.101481298907567, 1e-9, "and exact");
        in.p = 1;
        ok(stat_proportion_ci(method, &in, &s) == STAT_OK && s.ci.high == 1 &&
               s.rule == PROPORTION_RULE_ONE,
           "p = 1: the mirror image");
        is_near(1 - s.ci.low, r.ci.high, 1e-12, "of p = 0");
        in.p = 0.3;
        ok(stat_proportion_ci(method, &in, &s) == STAT_OK &&
               s.rule == PROPORTION_RULE_ZERO_SE && s.ci.low > 0.1 &&
               s.ci.low < 0.3 && s.ci.high > 0.3 && s.ci.high < 0.6,
           "se = 0 does not make a perfect estimate");
    }
    in.p = 0;
    ok(stat_proportion_ci(PROPORTION_MEAN, &in, &r) == STAT_OK &&
           r.ci.low == 0 && r.ci.high == 0 && r.rule == PROPORTION_RULE_ZERO,
       "mean at p = 0 keeps its width of 0, and says so");
}

static void refused(void)
{
    struct proportion_interval r;
    struct proportion_input good = {
        .p = 0.3, .se = 0.05, .n = 40, .df = 12, .level = 0.95};
    struct proportion_input in = good;
    in.df = 1;
    ok(stat_proportion_ci(PROPORTION_BETA, &in, &r) == STAT_TOO_FEW &&
           r.rule == PROPORTION_RULE_FEW_DF && r.ci.high == 0,
       "df = 1 is not estimable");
    in.p = 0;
    ok(stat_proportion_ci(PROPORTION_BETA, &in, &r) == STAT_TOO_FEW &&
           r.rule == PROPORTION_RULE_FEW_DF,
       "nor is p = 0 with it");
    in = good, in.n = 1;
    ok(stat_proportion_ci(PROPORTION_BETA, &in, &r) == STAT_TOO_FEW &&
           r.rule == PROPORTION_RULE_FEW_N,
       "one answer");
    in = good, in.p = -0.1;
    ok(stat_proportion_ci(PROPORTION_BETA, &in, &r) == STAT_DOMAIN, "p < 0");
    in = good, in.p = 1.1;
    ok(stat_proportion_ci(PROPORTION_BETA, &in, &r) == STAT_DOMAIN, "p > 1");
    in = good, in.se = -1;
    ok(stat_proportion_ci(PROPORTION_BETA, &in, &r) == STAT_DOMAIN, "se < 0");
    in = good, in.level = 1;
    ok(stat_proportion_ci(PROPORTION_BETA, &in, &r) == STAT_DOMAIN, "level 1");
    in = good, in.p = NAN;
    ok(stat_proportion_ci(PROPORTION_BETA, &in, &r) == STAT_NOT_FINITE,
       "p NaN");
    in = good, in.se = INFINITY;
    ok(stat_proportion_ci(PROPORTION_MEAN, &in, &r) == STAT_NOT_FINITE,
       "se infinite");
}

/* For any input, limits hold p and, but for mean, stay in [0, 1]; q <-> 1 - q
 * mirrors them. */
static void properties(void)
{
    static const double shares[] = {1e-6, 0.003, 0.12, 0.5, 0.77, 0.999};
    static const double errors[] = {1e-9, 0.001, 0.02, 0.2, 0.49};
    bool inside = true, mirrored = true;
    for (int m = PROPORTION_MEAN; m <= PROPORTION_WILSON; m++)
        for (size_t i = 0; i < LEN(shares) * LEN(errors); i++) {
            struct proportion_interval r, s;
            struct proportion_input in = {.p = shares[i / LEN(errors)],
                                          .se = errors[i % LEN(errors)],
                                          .n = 123,
                                          .df = 9,
                                          .level = 0.9,
                                          .cap = i % 2};
            enum proportion_method method = (enum proportion_method)m;
            double p = in.p;
            inside &= stat_proportion_ci(method, &in, &r) == STAT_OK;
            inside &= r.ci.low <= p && r.ci.high >= p;
            inside &= m == PROPORTION_MEAN ||
                      (r.ci.low >= -1e-15 && r.ci.high <= 1 + 1e-15);
            in.p = 1 - p;
            stat_proportion_ci(method, &in, &s);
            mirrored &= fabs(1 - s.ci.low - r.ci.high) < 1e-7;
            inside &= !in.cap || (r.n_eff <= 123 && r.n_eff_df <= 123);
        }
    ok(inside, "limits hold the estimate within [0, 1]");
    ok(mirrored, "the other answer has the mirrored limits");
}

static void presentation(void)
{
    static const struct {
        double p, n, n_eff, df, low, high;
        enum nchs_presentation presentation;
        enum nchs_reason reason;
    } rows[] = {
        {.2, 29, 40, 20, .1, .3, NCHS_SUPPRESS, NCHS_SMALL_N},
        {.2, 40, 29, 20, .1, .3, NCHS_SUPPRESS, NCHS_SMALL_N_EFF},
        {.5, 40, 40, 20, .25, .75, NCHS_SUPPRESS, NCHS_WIDE},
        {.05, 90, 90, 20, .02, .12, NCHS_SUPPRESS, NCHS_RELATIVELY_WIDE},
        {.01, 900, 900, 20, .0, .03, NCHS_SHOW, NCHS_NO_REASON},
        {.4, 90, 90, 7, .3, .5, NCHS_FLAG, NCHS_FEW_DF},
        {.4, 90, 90, 8, .3, .5, NCHS_SHOW, NCHS_NO_REASON},
        {0, 90, 90, 20, 0, .1, NCHS_FLAG, NCHS_NONE_OR_ALL},
        {1, 90, 90, 20, .9, 1, NCHS_FLAG, NCHS_NONE_OR_ALL},
    };
    for (size_t i = 0; i < LEN(rows); i++) {
        struct proportion_input in = {
            .p = rows[i].p, .n = rows[i].n, .df = rows[i].df};
        struct proportion_interval ci = {{rows[i].low, rows[i].high},
                                         rows[i].n_eff,
                                         rows[i].n_eff,
                                         PROPORTION_RULE_NONE};
        struct nchs_judgement j = stat_nchs_presentation(&in, &ci);
        ok(j.presentation == rows[i].presentation && j.reason == rows[i].reason,
           "NCHS presentation standard");
    }
}

int main(void)
{
    struct arena *arena = arena_open();
    edges(arena);
    peers(arena, "../shared/golden/survey/expected_survey.csv");
    defined();
    refused();
    properties();
    presentation();
    arena_close(arena);
    return tap_done();
}
