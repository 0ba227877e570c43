/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Quantiles of weighted data: exact rational arithmetic and R survey 4.1.1
 * where their reference values are at hand; by hand; properties.
 */
#include "indicators/stat_proportion.h"
#include "indicators/stat_quantile.h"
#include "sample.h"

/* Entries of one variable, sorted by value and, of equal values, by weight. */
struct entries {
    double *value, *real; /* real: weights as doubles */
    int128 *weight;
    size_t n;
};

static void sink(struct entries *e, size_t i)
{
    for (; i > 0; i--) {
        bool behind =
            e->value[i] < e->value[i - 1] ||
            (e->value[i] == e->value[i - 1] && e->weight[i] < e->weight[i - 1]);
        if (!behind)
            return;
        double v = e->value[i], r = e->real[i];
        int128 w = e->weight[i];
        e->value[i] = e->value[i - 1], e->value[i - 1] = v;
        e->real[i] = e->real[i - 1], e->real[i - 1] = r;
        e->weight[i] = e->weight[i - 1], e->weight[i - 1] = w;
    }
}

static struct entries entries_of(struct arena *arena, const struct sample *s,
                                 const char *variable)
{
    struct entries e = {arena_make(arena, double, s->n + 1),
                        arena_make(arena, double, s->n + 1),
                        arena_make(arena, int128, s->n + 1), 0};
    for (size_t i = 0; i < s->n; i++) {
        const char *text = golden_cell(&s->data, s->row[i], variable);
        if (!*text || strcmp(text, "NA") == 0)
            continue;
        e.value[e.n] = strtod(text, NULL);
        e.weight[e.n] = s->weight[i];
        e.real[e.n] = (double)s->weight[i] / 1e13;
        sink(&e, e.n++);
    }
    return e;
}

/* "0.25" */
static struct decimal decimal_read(const char *text)
{
    const char *dot = strchr(text, '.');
    int scale = dot ? (int)strlen(dot + 1) : 0;
    long long whole = dot ? atoll(dot + 1) : atoll(text);
    return decimal_of(whole, scale);
}

static bool exact_row(struct arena *arena, const struct golden *g, size_t i)
{
    struct sample s = sample_read(arena, golden_cell(g, i, "dataset"),
                                  golden_cell(g, i, "design"), "all");
    struct entries e = entries_of(arena, &s, golden_cell(g, i, "variable"));
    enum quantile_rule rule =
        golden_is(g, i, "qrule", "school") ? QUANTILE_SCHOOL : QUANTILE_MATH;
    double found, real;
    bool good = stat_quantile(e.value, e.weight, e.n,
                              decimal_read(golden_cell(g, i, "p")), rule,
                              &found) == STAT_OK;
    good &= stat_quantile_double(e.value, e.real, e.n, golden_number(g, i, "p"),
                                 rule, &real) == STAT_OK;
    return good && found == golden_number(g, i, "exact") && real == found;
}

static void exact(struct arena *arena)
{
    struct golden g =
        golden_read(arena, SAMPLE_FOLDER "expected_quantile_exact.csv");
    bool good = true;
    if (g.n == 0) {
        tap_skip("exact quantiles are not there: ../shared/golden");
        return;
    }
    for (size_t i = 0; i < g.n; i++) {
        struct arena_mark mark = arena_mark(arena);
        bool row = exact_row(arena, &g, i);
        if (!row)
            printf("# line %zu\n", i + 2);
        good &= row;
        arena_reset(arena, mark);
    }
    is_int((long long)g.n, 181, "all exact quantiles are there");
    ok(good, "integer and double weights hit them exactly");
}

static const struct {
    const char *text;
    enum quantile_rule rule;
} rules[] = {{"math", QUANTILE_MATH},
             {"school", QUANTILE_SCHOOL},
             {"shahvaish", QUANTILE_SHAHVAISH},
             {"hf7", QUANTILE_HF7}};

static bool all_equal(const struct entries *e)
{
    for (size_t i = 1; i < e->n; i++)
        if (e->weight[i] != e->weight[0])
            return false;
    return true;
}

/* R leaves the w of the half unscaled: with equal weights w that moves G by
 * (w - 1) / 2 / (n + 1), so the same answer is found beside p.  0: this row
 * cannot be compared. */
static double beside(const struct entries *e, double p)
{
    if (!all_equal(e))
        return 0;
    double w = e->real[0];
    return p + (w - 1) / 2 / ((double)e->n + 1);
}

static bool peer_row(struct arena *arena, const struct golden *g, size_t i,
                     enum quantile_rule rule, size_t *compared)
{
    struct sample s =
        sample_read(arena, golden_cell(g, i, "dataset"),
                    golden_cell(g, i, "design"), golden_cell(g, i, "domain"));
    struct entries e = entries_of(arena, &s, golden_cell(g, i, "variable"));
    double found, real = NAN, p = golden_number(g, i, "level");
    double expected = golden_number(g, i, "value");
    const char *id = golden_cell(g, i, "case");
    if (strcmp(golden_cell(g, i, "value"), "NA") == 0)
        return true;
    if (rule == QUANTILE_SHAHVAISH) {
        if ((p = beside(&e, p)) == 0)
            return true;
        ++*compared;
        return stat_quantile_double(e.value, e.real, e.n, p, rule, &found) ==
                   STAT_OK &&
               golden_near(found, expected, 1e-9, id);
    }
    ++*compared;
    struct decimal exact_p = decimal_read(golden_cell(g, i, "level"));
    bool good =
        stat_quantile(e.value, e.weight, e.n, exact_p, rule, &found) ==
            STAT_OK &&
        stat_quantile_double(e.value, e.real, e.n, p, rule, &real) == STAT_OK;
    return good & golden_near(found, expected, 1e-9, id) &
           golden_near(real, found, 1e-9, id);
}

static void peers(struct arena *arena, const char *path)
{
    struct golden g = golden_read(arena, path);
    if (g.n == 0) {
        tap_skip("R's quantiles are not there: ../shared/golden");
        return;
    }
    for (size_t r = 0; r < LEN(rules); r++) {
        char name[40];
        bool good = true;
        size_t compared = 0;
        snprintf(name, sizeof name, "qrule=%s ", rules[r].text);
        for (size_t i = 0; i < g.n; i++) {
            struct arena_mark mark = arena_mark(arena);
            if (golden_is(&g, i, "estimator", "quantile") &&
                golden_is(&g, i, "stat", "estimate") &&
                strstr(golden_cell(&g, i, "method"), name))
                good &= peer_row(arena, &g, i, rules[r].rule, &compared);
            arena_reset(arena, mark);
        }
        printf("# %s: %zu quantiles\n", rules[r].text, compared);
        ok(good, rules[r].text);
    }
}

/* Woodruff's interval of a simple random sample, whose F(q) has the variance
 * (1 - f) F (1 - F) / (n - 1). */
static const struct {
    const char *text;
    enum proportion_method method;
} types[] = {{"interval.type=mean", PROPORTION_MEAN},
             {"interval.type=xlogit", PROPORTION_XLOGIT},
             {"interval.type=asin", PROPORTION_ASIN},
             {"interval.type=beta", PROPORTION_BETA}};

static bool woodruff_row(struct arena *arena, const struct golden *g, size_t i,
                         enum proportion_method method)
{
    struct sample s = sample_read(arena, "apisrs", "srs_nofpc", "all");
    struct entries e = entries_of(arena, &s, golden_cell(g, i, "variable"));
    double q = golden_number(g, i, "value"), n = (double)e.n, below = 0;
    bool fpc = golden_is(g, i, "design", "srs_fpc");
    for (size_t k = 0; k < e.n; k++)
        below += e.value[k] <= q;
    struct proportion_input in = {
        .p = below / n, .n = n, .df = n - 1, .level = 0.95};
    in.se = sqrt((fpc ? 1 - n / 6194 : 1) * in.p * (1 - in.p) / (n - 1));
    struct proportion_interval f;
    struct interval ci;
    enum quantile_rule rule = QUANTILE_MATH;
    for (size_t r = 0; r < LEN(rules); r++)
        if (strstr(golden_cell(g, i, "method"), rules[r].text))
            rule = rules[r].rule;
    if (rule == QUANTILE_SHAHVAISH || golden_is(g, i + 1, "value", "NA") ||
        golden_is(g, i + 2, "value", "NA"))
        return true;
    return stat_proportion_ci(method, &in, &f) == STAT_OK &&
           stat_woodruff(e.value, e.weight, e.n, f.ci.low, f.ci.high, rule,
                         &ci) == STAT_OK &&
           golden_near(ci.low, golden_number(g, i + 1, "value"), 1e-9,
                       golden_cell(g, i, "case")) &&
           golden_near(ci.high, golden_number(g, i + 2, "value"), 1e-9,
                       golden_cell(g, i, "case"));
}

static void woodruff(struct arena *arena)
{
    struct golden g = golden_read(arena, SAMPLE_FOLDER "expected_survey.csv");
    for (size_t t = 0; t < LEN(types); t++) {
        bool good = true;
        for (size_t i = 0; i + 2 < g.n; i++) {
            struct arena_mark mark = arena_mark(arena);
            if (golden_is(&g, i, "estimator", "quantile") &&
                golden_is(&g, i, "stat", "estimate") &&
                golden_is(&g, i, "domain", "all") &&
                strstr(golden_cell(&g, i, "method"), types[t].text) &&
                golden_is(&g, i, "dataset", "apisrs"))
                good &= woodruff_row(arena, &g, i, types[t].method);
            arena_reset(arena, mark);
        }
        if (g.n > 0)
            ok(good, types[t].text);
    }
}

static double at(enum quantile_rule rule, long long units, int scale)
{
    static const double value[] = {1, 3, 10, 20};
    static const int128 weight[] = {10, 30, 0, 60}; /* 0: not there */
    double q = NAN;
    stat_quantile(value, weight, 4, decimal_of(units, scale), rule, &q);
    return q;
}

static void by_hand(void)
{
    is_near(at(QUANTILE_MATH, 0, 0), 1, 0, "math, p = 0");
    is_near(at(QUANTILE_MATH, 1, 1), 1, 0, "math at a hit");
    is_near(at(QUANTILE_MATH, 1001, 4), 3, 0, "math beyond it");
    is_near(at(QUANTILE_MATH, 1, 0), 20, 0, "math, p = 1");
    is_near(at(QUANTILE_SCHOOL, 4, 1), 11.5, 0, "school at a hit: the mean");
    is_near(at(QUANTILE_SCHOOL, 41, 2), 20, 0, "school beyond it");
    is_near(at(QUANTILE_SCHOOL, 1, 0), 20, 0, "school, p = 1");
    is_near(at(QUANTILE_HF7, 0, 0), 1, 0, "hf7, p = 0");
    is_near(at(QUANTILE_HF7, 125, 3), 2, 1e-15, "hf7 half way to 3");
    is_near(at(QUANTILE_HF7, 625, 3), 11.5, 1e-15, "hf7 half way to 20");
    /* weights 0.3, 0.9, 1.8: G = 0.1625, 0.3125, 0.65 (m = 3) */
    is_near(at(QUANTILE_SHAHVAISH, 16, 2), 1, 0, "shahvaish below G(1)");
    is_near(at(QUANTILE_SHAHVAISH, 3124, 4), 1, 0, "just below G(2)");
    is_near(at(QUANTILE_SHAHVAISH, 3125, 4), 3, 0, "at G(2)");
    is_near(at(QUANTILE_SHAHVAISH, 65, 2), 20, 0, "at G(3)");
}

static void refused(void)
{
    static const double value[] = {1, 2, 3}, falling[] = {3, 2, 1};
    static const double nan[] = {1, NAN, 3};
    const int128 top = (int128)1 << 126;
    const int128 weight[] = {1, 1, 1}, none[] = {0, 0, 0};
    const int128 minus[] = {1, -1, 3}, huge[] = {top, top, top};
    double q;
    struct interval ci;
    struct decimal half = {5, 1}, more = {11, 1}, less = {-1, 1};
    ok(stat_quantile(value, none, 3, half, QUANTILE_MATH, &q) == STAT_TOO_FEW,
       "no weight");
    ok(stat_quantile(value, none, 0, half, QUANTILE_MATH, &q) == STAT_TOO_FEW,
       "nobody");
    ok(stat_quantile(value, minus, 3, half, QUANTILE_MATH, &q) == STAT_DOMAIN,
       "a negative weight");
    ok(stat_quantile(value, huge, 3, half, QUANTILE_MATH, &q) == STAT_OVERFLOW,
       "weights beyond 128 bits");
    ok(stat_quantile(falling, weight, 3, half, QUANTILE_MATH, &q) ==
           STAT_DOMAIN,
       "not sorted");
    ok(stat_quantile(nan, weight, 3, half, QUANTILE_MATH, &q) ==
               STAT_NOT_FINITE &&
           q == 0,
       "NaN");
    ok(stat_quantile(value, weight, 3, more, QUANTILE_MATH, &q) == STAT_DOMAIN,
       "p above 1");
    ok(stat_quantile(value, weight, 3, less, QUANTILE_MATH, &q) == STAT_DOMAIN,
       "p below 0");
    ok(stat_woodruff(value, weight, 3, -0.01, 0.5, QUANTILE_MATH, &ci) ==
               STAT_DOMAIN &&
           ci.high == 0,
       "Woodruff: a limit below 0 does not exist");
    ok(stat_woodruff(value, weight, 3, 0.5, 1.01, QUANTILE_MATH, &ci) ==
           STAT_DOMAIN,
       "nor one above 1");
    ok(stat_woodruff(value, weight, 3, NAN, 1, QUANTILE_MATH, &ci) ==
           STAT_NOT_FINITE,
       "NaN");
    ok(stat_woodruff(value, weight, 3, 1e-300, 1, QUANTILE_HF7, &ci) ==
               STAT_OK &&
           fabs(ci.low - 1) < 1e-12 && ci.high == 3,
       "a limit next to 0");
}

/* The unit of the weights does not matter; quantiles rise with p; one entry
 * or two halves of it are the same for math and school. */
static void properties(void)
{
    static const double value[] = {-4, 0, 0, 2.5, 9, 9, 11};
    static const double split[] = {-4, -4, 0, 0, 2.5, 9, 11};
    const int128 weight[] = {3, 1, 4, 1, 5, 9, 2};
    const int128 large[] = {3000, 1000, 4000, 1000, 5000, 9000, 2000};
    const int128 halves[] = {1, 2, 1, 4, 1, 14, 2};
    bool same = true, rising = true;
    for (size_t r = 0; r < LEN(rules); r++) {
        double before = -5, a, b;
        for (int p = 0; p <= 1000; p++) {
            struct decimal share = decimal_of(p, 3);
            enum quantile_rule rule = rules[r].rule;
            stat_quantile(value, weight, 7, share, rule, &a);
            stat_quantile(value, large, 7, share, rule, &b);
            same &= a == b;
            rising &= a >= before;
            before = a;
            stat_quantile(split, halves, 7, share, rule, &b);
            same &=
                a == b || rule == QUANTILE_SHAHVAISH || rule == QUANTILE_HF7;
        }
    }
    ok(same, "the unit of the weights does not matter, nor do sums over ties");
    ok(rising, "quantiles rise with p");
}

/* Both kinds of weights give one answer, entries of weight 0 or not. */
static void both_kinds(void)
{
    static const double value[] = {-9, -4, 0, 0, 2.5, 9, 9, 11, 12};
    const int128 weight[] = {0, 3, 1, 4, 0, 5, 9, 2, 0};
    double real[9], a = 0, b = 1;
    bool same = true;
    struct interval one, two;
    for (size_t i = 0; i < 9; i++)
        real[i] = (double)weight[i] / 7;
    for (size_t r = 0; r < LEN(rules); r++)
        for (int p = 0; p <= 1200; p++) {
            stat_quantile(value, weight, 9, decimal_of(p, 3), rules[r].rule,
                          &a);
            enum stat_status stat = stat_quantile_double(
                value, real, 9, p / 1000.0, rules[r].rule, &b);
            same &= fabs(a - b) < 1e-9;
            same &= (stat == STAT_DOMAIN) == (p > 1000);
        }
    ok(same, "integers and doubles agree");
    ok(stat_woodruff(value, weight, 9, 0.2, 0.7, QUANTILE_MATH, &one) ==
               STAT_OK &&
           stat_woodruff_double(value, real, 9, 0.2, 0.7, QUANTILE_MATH,
                                &two) == STAT_OK &&
           one.low == two.low && one.high == two.high,
       "and so do their intervals");
    ok(stat_woodruff_double(value, real, 9, 0.2, 1.7, QUANTILE_MATH, &two) ==
               STAT_DOMAIN &&
           two.low == 0,
       "a limit above 1");
    ok(stat_woodruff_double(value, real, 9, 0.7, 0.2, QUANTILE_MATH, &two) ==
           STAT_DOMAIN,
       "limits the wrong way round");
    ok(stat_woodruff(value, weight, 9, 0.7, 0.2, QUANTILE_MATH, &two) ==
           STAT_DOMAIN,
       "of integers too");
}

static void refused_double(void)
{
    static const double value[] = {1, 2, 3}, falling[] = {3, 2, 1};
    static const double one[] = {1, 1, 1}, none[] = {0, 0, 0};
    static const double minus[] = {1, -1, 1}, nan[] = {1, NAN, 1};
    const int128 vast[] = {(int128)1 << 124, 1, 1};
    double q;
    ok(stat_quantile_double(value, none, 3, .5, QUANTILE_HF7, &q) ==
           STAT_TOO_FEW,
       "double: no weight");
    ok(stat_quantile_double(value, minus, 3, .5, QUANTILE_HF7, &q) ==
           STAT_DOMAIN,
       "double: a negative weight");
    ok(stat_quantile_double(value, nan, 3, .5, QUANTILE_HF7, &q) ==
           STAT_NOT_FINITE,
       "double: NaN");
    ok(stat_quantile_double(falling, one, 3, .5, QUANTILE_HF7, &q) ==
           STAT_DOMAIN,
       "double: not sorted");
    ok(stat_quantile_double(value, one, 3, NAN, QUANTILE_HF7, &q) ==
           STAT_NOT_FINITE,
       "double: p NaN");
    ok(stat_quantile(value, vast, 3, decimal_of(5, 1), QUANTILE_SHAHVAISH,
                     &q) == STAT_OVERFLOW,
       "shahvaish beyond 128 bits");
    ok(stat_quantile(value, vast, 2, decimal_of(12345678, 8), QUANTILE_HF7,
                     &q) == STAT_OVERFLOW,
       "hf7 beyond 128 bits");
}

int main(void)
{
    struct arena *arena = arena_open();
    exact(arena);
    peers(arena, SAMPLE_FOLDER "expected_survey.csv");
    peers(arena, SAMPLE_FOLDER "expected_shimin.csv");
    woodruff(arena);
    by_hand();
    refused();
    properties();
    both_kinds();
    refused_double();
    arena_close(arena);
    return tap_done();
}
