/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Simple random samples: tests/golden/srs/README.md.
 */
#include "data/decimal.h"
#include "data/str.h"
#include "golden.h"
#include "indicators/stat_srs.h"

static struct golden read_srs(struct arena *arena, const char *name,
                              size_t rows)
{
    char path[100];
    snprintf(path, sizeof path, "tests/golden/srs/%s", name);
    struct golden g = golden_read(arena, path);
    is_int((long long)g.n, (long long)rows, path);
    return g;
}

static const char *const names[] = {
    [SRS_WILSON] = "wilson",
    [SRS_WILSON_CC] = "wilson_cc",
    [SRS_CLOPPER_PEARSON] = "clopper_pearson",
    [SRS_AGRESTI_COULL] = "agresti_coull_raw",
    [SRS_AGRESTI_COULL_CLIPPED] = "agresti_coull_clipped",
    [SRS_WALD] = "wald_raw",
    [SRS_JEFFREYS] = "jeffreys",
    [SRS_JEFFREYS_EDGE] = "jeffreys_edge_adjusted",
    [SRS_MIDP] = "midp",
};

static void one_proportion(struct arena *arena)
{
    struct golden g = read_srs(arena, "proportion_ci.csv", 540);
    for (size_t m = 0; m < LEN(names); m++) {
        bool good = true;
        size_t compared = 0;
        for (size_t i = 0; i < g.n; i++) {
            struct interval ci;
            if (!golden_is(&g, i, "method", names[m]))
                continue;
            good &= stat_srs_ci((enum srs_method)m, golden_number(&g, i, "x"),
                                golden_number(&g, i, "n"),
                                golden_number(&g, i, "level"), &ci) == STAT_OK;
            good &=
                golden_near(ci.low, golden_number(&g, i, "lo"), 1e-9, names[m]);
            good &= golden_near(ci.high, golden_number(&g, i, "hi"), 1e-9,
                                names[m]);
            compared++;
        }
        ok(good && compared == 60, names[m]);
    }
}

static void without_replacement(struct arena *arena)
{
    struct golden g = read_srs(arena, "proportion_fpc.csv", 54);
    bool good = true;
    for (size_t i = 0; i < g.n; i++) {
        struct srs_error e;
        good &=
            stat_srs_error(golden_number(&g, i, "x"), golden_number(&g, i, "n"),
                           golden_number(&g, i, "N"), 0.95, &e) == STAT_OK;
        const struct {
            const char *name;
            double found;
        } stats[] = {{"estimate", e.p},
                     {"se_fpc", e.se},
                     {"se_no_fpc_n_minus_1", e.se_without_fpc},
                     {"moe95_z_fpc", e.moe_z},
                     {"moe95_t_fpc", e.moe_t},
                     {"ci95_lo_t", e.ci_t.low},
                     {"ci95_hi_t", e.ci_t.high}};
        for (size_t k = 0; k < LEN(stats); k++)
            good &=
                golden_near(stats[k].found, golden_number(&g, i, stats[k].name),
                            1e-9, stats[k].name);
    }
    ok(good, "standard errors without replacement");
}

static void japanese(struct arena *arena)
{
    struct golden g = read_srs(arena, "jp_sampling_error.csv", 102);
    bool near = true, printed = true;
    for (size_t i = 0; i < g.n; i++) {
        struct sampling_error_spec spec = {
            .p = decimal_of(atoll(golden_cell(&g, i, "p_percent")), 2),
            .n = atoll(golden_cell(&g, i, "n")),
            .population = atoll(golden_cell(&g, i, "N")),
            .k = decimal_of(196, 2)};
        double moe;
        struct decimal d;
        near &= stat_sampling_error(&spec, &moe) == STAT_OK;
        near &= golden_near(
            100 * moe, golden_number(&g, i, "moe_percent_points"), 1e-9, "moe");
        stat_sampling_error_points(&spec, atoi(golden_cell(&g, i, "digits")),
                                   &d);
        const char *text = decimal_text(arena, d);
        bool same = strcmp(text, golden_cell(&g, i, "printed")) == 0;
        if (!same)
            printf("# %s, not %s\n", text, golden_cell(&g, i, "printed"));
        printed &= same;
    }
    ok(near, "sampling error of municipal reports");
    ok(printed, "and its printed digits");
}

/* Squares that end on the half exactly round up; one less rounds down. */
static void exact_halves(void)
{
    struct decimal d;
    double two;
    /* p = 1/2, n = 1, k = 0.00125: 100 * 0.00125 / 2 = 0.0625 points */
    struct sampling_error_spec spec = {.p = {5, 1}, .n = 1, .k = {125, 5}};
    ok(stat_sampling_error_points(&spec, 3, &d) == STAT_OK && d.units == 63 &&
           d.scale == 3,
       "0.0625 prints 0.063");
    spec.k = (struct decimal){124999, 8};
    ok(stat_sampling_error_points(&spec, 3, &d) == STAT_OK && d.units == 62,
       "a little less prints 0.062");
    spec = (struct sampling_error_spec){
        .p = {5, 1}, .n = 200, .k = {2, 0}, .two_stage = true};
    ok(stat_sampling_error(&spec, &two) == STAT_OK, "two stages");
    is_near(two, 0.1, 1e-15, "2 sqrt(2 / 4 / 200) is 0.1");
    ok(stat_sampling_error_points(&spec, 1, &d) == STAT_OK && d.units == 100,
       "printed 10.0");
    spec.population = 200;
    ok(stat_sampling_error_points(&spec, 1, &d) == STAT_OK && d.units == 0,
       "a full count has no error");
    spec.population = 199;
    ok(stat_sampling_error(&spec, &two) == STAT_DOMAIN, "n above N");
    spec.population = 0, spec.p = (struct decimal){2, 0};
    ok(stat_sampling_error(&spec, &two) == STAT_DOMAIN, "p above 1");
    spec = (struct sampling_error_spec){
        .p = {5, 1}, .n = 1, .population = 1, .k = {196, 2}};
    ok(stat_sampling_error(&spec, &two) == STAT_OK && two == 0,
       "a population of one");
    spec.k = (struct decimal){(int128)1 << 100, 0};
    ok(stat_sampling_error(&spec, &two) == STAT_OVERFLOW, "k beyond all sense");
    ok(stat_sampling_error_points(&spec, 2, &d) == STAT_OVERFLOW, "printed");
    ok(stat_sampling_error_points(&spec, 7, &d) == STAT_DOMAIN, "seven digits");
    spec.k = (struct decimal){1000000, 0}, spec.population = 0;
    ok(stat_sampling_error_points(&spec, 6, &d) == STAT_OK && d.scale == 6 &&
           d.units == (int128)50000000000000,
       "a large one is exact");
}

static bool maybe_near(struct maybe found, const char *text)
{
    if (strcmp(text, "NA") == 0)
        return !found.defined && found.value == 0;
    return found.defined &&
           golden_near(found.value, strtod(text, NULL), 1e-9, text);
}

static struct maybe given(double value)
{
    return (struct maybe){true, value};
}

static bool two_stat(const struct two_proportions *r, const char *name,
                     struct maybe *out)
{
    const struct {
        const char *name;
        struct maybe value;
    } stats[] = {
        {"diff_p2_minus_p1", given(r->diff)},
        {"z_pooled", r->z_pooled},
        {"p_pooled_two_sided", r->p_pooled},
        {"z_unpooled", r->z_unpooled},
        {"p_unpooled", r->p_unpooled},
        {"chisq_no_cc", r->chisq},
        {"p_chisq_no_cc", r->p_chisq},
        {"chisq_yates", r->yates},
        {"p_chisq_yates", r->p_yates},
        {"p_fisher", given(r->p_fisher)},
        {"cohen_h", given(r->cohen_h)},
        {"wald_ci95_lo", given(r->wald.low)},
        {"wald_ci95_hi", given(r->wald.high)},
        {"wald_cc_ci95_lo", given(r->wald_cc.low)},
        {"wald_cc_ci95_hi", given(r->wald_cc.high)},
        {"newcombe10_ci95_lo", given(r->newcombe.low)},
        {"newcombe10_ci95_hi", given(r->newcombe.high)},
        {"agresti_caffo_ci95_lo", given(r->agresti_caffo.low)},
        {"agresti_caffo_ci95_hi", given(r->agresti_caffo.high)},
    };
    for (size_t i = 0; i < LEN(stats); i++)
        if (strcmp(stats[i].name, name) == 0)
            return *out = stats[i].value, true;
    return false;
}

static void two_proportions(struct arena *arena)
{
    struct golden g = read_srs(arena, "two_proportions.csv", 190);
    bool good = true;
    for (size_t i = 0; i < g.n; i++) {
        struct two_counts t = {
            golden_number(&g, i, "x1"), golden_number(&g, i, "n1"),
            golden_number(&g, i, "x2"), golden_number(&g, i, "n2")};
        struct two_proportions r;
        struct maybe found;
        bool row = stat_two_proportions(&t, 0.95, &r) == STAT_OK &&
                   two_stat(&r, golden_cell(&g, i, "stat"), &found) &&
                   maybe_near(found, golden_cell(&g, i, "value"));
        if (!row)
            printf("# line %zu %s\n", i + 2, golden_cell(&g, i, "stat"));
        good &= row;
    }
    ok(good, "two proportions: tests and intervals");
}

enum { MOST = 64 };

static struct table_counts table_of(const struct golden *g, const char *name,
                                    double *count)
{
    struct table_counts t = {.count = count};
    size_t n = 0;
    for (size_t i = 0; i < g->n && n < MOST; i++) {
        if (!golden_is(g, i, "table", name))
            continue;
        count[n++] = golden_number(g, i, "count");
        t.rows = (size_t)atoi(golden_cell(g, i, "row"));
        t.columns = (size_t)atoi(golden_cell(g, i, "col"));
    }
    return t;
}

static struct maybe table_stat(const struct table_counts *t,
                               const struct table_test *r, const char *name)
{
    const struct {
        const char *name;
        struct maybe value;
    } stats[] = {{"chisq", given(r->chisq)},
                 {"df", given(r->df)},
                 {"p", given(r->p_chisq)},
                 {"min_expected", given(r->min_expected)},
                 {"cells_expected_lt5", given((double)r->expected_below_5)},
                 {"cramers_v", given(r->cramers_v)},
                 {"G", given(r->g)},
                 {"p_G", given(r->p_g)},
                 {"chisq_yates", r->yates},
                 {"p_yates", r->p_yates},
                 {"p_fisher", r->p_fisher}};
    size_t row, column;
    for (size_t i = 0; i < LEN(stats); i++)
        if (strcmp(stats[i].name, name) == 0)
            return stats[i].value;
    if (sscanf(name, "adj_resid_%zu_%zu", &row, &column) == 2)
        return given(t->residual[(row - 1) * t->columns + column - 1]);
    return (struct maybe){false, 0};
}

static void tables(struct arena *arena, const char *folder, size_t rows)
{
    char path[100];
    snprintf(path, sizeof path, "%s/tables.csv", folder);
    struct golden counts = golden_read(arena, path);
    snprintf(path, sizeof path, "%s/tables_expected.csv", folder);
    struct golden g = golden_read(arena, path);
    if (g.n == 0) {
        tap_skip("more tables of counts are not there: ../shared/golden");
        return;
    }
    bool good = is_int((long long)g.n, (long long)rows, path);
    for (size_t i = 0; i < g.n; i++) {
        double count[MOST], expected[MOST], residual[MOST];
        struct table_counts t =
            table_of(&counts, golden_cell(&g, i, "table"), count);
        struct table_test r;
        t.expected = expected, t.residual = residual;
        good &= stat_srs_table(&t, &r) == STAT_OK;
        const char *name = golden_cell(&g, i, "stat");
        struct maybe m = table_stat(&t, &r, name);
        double tolerance = strcmp(name, "p_fisher") == 0 ? 1e-6 : 1e-9;
        good &= m.defined && golden_near(m.value, golden_number(&g, i, "value"),
                                         tolerance, name);
    }
    ok(good, "tables of counts");
}

static size_t set_of(const struct golden *g, const char *name, double *v)
{
    size_t n = 0;
    for (size_t i = 0; i < g->n && n < MOST; i++)
        if (golden_is(g, i, "set", name))
            v[n++] = golden_number(g, i, "value");
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j > 0 && v[j] < v[j - 1]; j--) {
            double swap = v[j];
            v[j] = v[j - 1], v[j - 1] = swap;
        }
    return n;
}

static double set_stat(const double *v, size_t n, const char *name)
{
    struct set_summary s;
    double found = NAN;
    int type, decimals = 0;
    char share[20];
    if (sscanf(name, "quantile_type%d_%19s", &type, share) == 2) {
        decimals = (int)strlen(share) - 2;
        struct decimal p = decimal_of(atoll(share + 2), decimals);
        stat_set_quantile(v, n, p, type, &found);
        return found;
    }
    if (stat_set_summary(v, n, 0.95, &s) != STAT_OK)
        return NAN;
    if (strcmp(name, "mean") == 0)
        return s.mean;
    if (strcmp(name, "sd") == 0)
        return s.sd.defined ? s.sd.value : NAN;
    if (strcmp(name, "t_ci95_lo") == 0)
        return s.has_ci ? s.mean_ci.low : NAN;
    return s.has_ci ? s.mean_ci.high : NAN;
}

static void sets(struct arena *arena)
{
    struct golden values = read_srs(arena, "numeric_sets.csv", 18);
    struct golden g = read_srs(arena, "numeric_expected.csv", 84);
    bool good = true;
    for (size_t i = 0; i < g.n; i++) {
        double v[MOST];
        size_t n = set_of(&values, golden_cell(&g, i, "set"), v);
        const char *name = golden_cell(&g, i, "stat");
        good &= golden_near(set_stat(v, n, name), golden_number(&g, i, "value"),
                            1e-9, name);
    }
    ok(good, "mean, sd, interval and quantiles of sets");
}

static void remainders(struct arena *arena)
{
    struct golden g =
        golden_read(arena, "tests/golden/rounding/percent_distributions.csv");
    int128 count[MOST], sum = 0;
    struct decimal percent[MOST];
    bool good = is_int((long long)g.n, 147, "all shares are there");
    for (size_t from = 0, to; from < g.n; from = to) {
        size_t n = 0;
        for (to = from; to < g.n && golden_is(&g, to, "dist",
                                              golden_cell(&g, from, "dist"));
             to++)
            count[n++] = atoll(golden_cell(&g, to, "count"));
        int digits = atoi(golden_cell(&g, from, "digits"));
        good &= stat_largest_remainder(count, n, digits, percent) == STAT_OK;
        for (size_t i = 0; i < n; i++) {
            good &= golden_is(&g, from + i, "largest_remainder",
                              decimal_text(arena, percent[i]));
            sum += percent[i].units * (digits == 0 ? 10 : 1);
        }
        good &= digits <= 1 && sum == 1000;
        sum = 0;
    }
    ok(good, "largest remainders, which add to 100");
    const int128 nobody[] = {0, 0}, minus[] = {-1, 2};
    const int128 huge[] = {(int128)1 << 120, 1};
    ok(stat_largest_remainder(nobody, 2, 1, percent) == STAT_TOO_FEW, "nobody");
    ok(stat_largest_remainder(minus, 2, 1, percent) == STAT_DOMAIN, "minus");
    ok(stat_largest_remainder(huge, 2, 6, percent) == STAT_OVERFLOW &&
           percent[0].units == 0,
       "beyond 128 bits");
}

/* Fisher's p against the sum over all tables, by whole numbers: binomials of
 * small margins are exact in doubles. */
static double choose(int n, int k)
{
    double c = 1;
    for (int i = 1; i <= k; i++)
        c = c * (n - k + i) / i;
    return c;
}

static void fisher(void)
{
    bool good = true;
    for (int a = 0; a <= 7; a++)
        for (int b = 0; b <= 5; b++)
            for (int c = 0; c <= 6; c++)
                for (int d = 0; d <= 4; d++) {
                    double sum = 0, found;
                    double here = choose(a + b, a) * choose(c + d, c);
                    for (int k = 0; k <= a + c; k++) {
                        double w =
                            k <= a + b && a + c - k <= c + d
                                ? choose(a + b, k) * choose(c + d, a + c - k)
                                : 0;
                        sum += w <= here * (1 + 1e-7) ? w : 0;
                    }
                    double p = sum / choose(a + b + c + d, a + c);
                    stat_fisher(a, b, c, d, &found);
                    good &= fabs(found - p) < 1e-12;
                }
    ok(good, "Fisher's test of all small tables");
    double p;
    ok(stat_fisher(5e8, 5e8, 5e8, 5e8, &p) == STAT_OK && fabs(p - 1) < 1e-9,
       "and of two thousand million people");
    ok(stat_fisher(4e8, 6e8, 5e8, 5e8, &p) == STAT_OK && p >= 0 && p < 1e-200,
       "far from equal");
    ok(stat_fisher(1e12, 1, 0, 0, &p) == STAT_DOMAIN, "more than ever lived");
    ok(stat_fisher(-1, 0, 0, 0, &p) == STAT_DOMAIN, "a negative count");
    ok(stat_fisher(0.5, 0, 0, 0, &p) == STAT_DOMAIN, "half a person");
}

static void hostile(void)
{
    struct interval ci;
    struct two_proportions two;
    struct srs_error e;
    struct table_test test;
    struct set_summary s;
    double q, bad[] = {NAN, 1}, falling[] = {2, 1};
    const double empty[] = {1, 2, 0, 0}, half[] = {1, 2, 3, 0.5};
    ok(stat_srs_ci(SRS_WILSON, 1, 0, .95, &ci) == STAT_DOMAIN, "n = 0");
    ok(stat_srs_ci(SRS_WILSON, 3, 2, .95, &ci) == STAT_DOMAIN, "x above n");
    ok(stat_srs_ci(SRS_WILSON, 1, 2, 1, &ci) == STAT_DOMAIN, "level 1");
    ok(stat_srs_ci(SRS_WILSON, NAN, 2, .9, &ci) == STAT_NOT_FINITE, "NaN");
    ok(stat_srs_error(1, 1, 0, .95, &e) == STAT_TOO_FEW, "one answer");
    ok(stat_srs_error(1, 9, 8, .95, &e) == STAT_DOMAIN, "n above N");
    ok(stat_two_proportions(&(struct two_counts){0, 9, 0, 7}, .95, &two) ==
               STAT_OK &&
           !two.z_pooled.defined && !two.z_unpooled.defined &&
           !two.chisq.defined && two.p_fisher == 1,
       "nobody in either sample: no z, Fisher's p is 1");
    ok(stat_two_proportions(&(struct two_counts){9, 9, 0, 7}, .95, &two) ==
               STAT_OK &&
           two.z_pooled.defined && !two.z_unpooled.defined,
       "all against none: no unpooled z");
    ok(stat_srs_table(&(struct table_counts){empty, 2, 2, NULL, NULL}, &test) ==
           STAT_NO_SPREAD,
       "an empty row");
    ok(stat_srs_table(&(struct table_counts){half, 2, 2, NULL, NULL}, &test) ==
           STAT_DOMAIN,
       "half a person in a table");
    ok(stat_srs_table(&(struct table_counts){half, 1, 4, NULL, NULL}, &test) ==
           STAT_DOMAIN,
       "one row");
    ok(stat_set_summary(bad, 2, .95, &s) == STAT_NOT_FINITE, "NaN in a set");
    ok(stat_set_summary(bad, 0, .95, &s) == STAT_TOO_FEW, "an empty set");
    ok(stat_set_quantile(falling, 2, decimal_of(5, 1), 7, &q) == STAT_DOMAIN,
       "not sorted");
    ok(stat_set_quantile(falling, 1, decimal_of(5, 1), 3, &q) == STAT_DOMAIN,
       "type 3 is not offered");
}

/* Limits hold p, the mirror image has mirrored limits, and Clopper-Pearson
 * gives back its tails at the edge of a large sample. */
static void properties(void)
{
    static const double sizes[] = {1, 2, 7, 30, 5000, 1e7};
    bool good = true;
    for (size_t m = 0; m < LEN(names); m++)
        for (size_t i = 0; i < LEN(sizes); i++)
            for (int k = 0; k <= 4; k++) {
                double n = sizes[i], x = floor(n * k / 4);
                struct interval a, b;
                enum srs_method method = (enum srs_method)m;
                bool both = stat_srs_ci(method, x, n, .99, &a) == STAT_OK &&
                            stat_srs_ci(method, n - x, n, .99, &b) == STAT_OK;
                bool row = both && a.low < a.high + 1e-15 &&
                           fabs(1 - b.high - a.low) < 1e-9 &&
                           fabs(1 - b.low - a.high) < 1e-9;
                /* Raw Jeffreys limits leave x = 0 and x = n outside. */
                if (m != SRS_JEFFREYS)
                    row &= a.low <= x / n + 1e-15 && a.high >= x / n - 1e-15;
                if (!row)
                    printf("# %s %g of %g: %g %g\n", names[m], x, n, a.low,
                           a.high);
                good &= row;
            }
    ok(good, "limits of one proportion");
}

int main(void)
{
    struct arena *arena = arena_open();
    one_proportion(arena);
    without_replacement(arena);
    japanese(arena);
    exact_halves();
    two_proportions(arena);
    tables(arena, "tests/golden/srs", 15);
    tables(arena, "../shared/golden/srs", 86);
    sets(arena);
    remainders(arena);
    fisher();
    hostile();
    properties();
    arena_close(arena);
    return tap_done();
}
