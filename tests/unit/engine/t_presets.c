/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The shipped presets against the formula tables of their sources: every
 * verdict of the two published series of 札幌市 (次期子ども計画概要 資料2),
 * scores and limits of the growth method [open-sdg docs/progress.md].
 */
#include "presets_fixture.h"

/* ------------------------------------------------------------------ 札幌市 */

static const struct given_series sapporo[2] = {
    {UP,
     2013,
     65400,
     2019,
     75000,
     2014,
     {63100, 63100, 64600, 67600, 67400},
     5},
    {UP,
     2013,
     60700,
     2019,
     75000,
     2014,
     {59810, 55900, 56100, 54400, 50900},
     5},
};

static void sapporo_verdicts(void)
{
    static const struct {
        const char *method, *verdict[2];
        double ratio[2];
    } rows[] = {
        {"achievement", {"not_met", "not_met"}, {674.0 / 750, 509.0 / 750}},
        {"progress",
         {"towards_target", "away_from_target"},
         {5.0 / 24, -98.0 / 143}},
        {"schedule",
         {"behind_line", "away_from_target"},
         {0.25, -98.0 / 143 * 1.2}},
        {"cagr-statcan",
         {"limited_progress", "deterioration"},
         {0.26170147420, -0.9642472962}},
        {"cagr-eurostat",
         {"insufficient_progress", "movement_away"},
         {0.26170147420, -0.9642472962}},
        {"un2023", {"2", "1"}, {0.25075837568397946, -0.8084830090823794}},
        {"dns", {"cloud", "storm"}, {18.0 / 19, 2606.0 / 2410}},
        {"sdsn", {"stagnating", "decreasing"}, {0.25, -98.0 / 143 * 1.2}},
        {"hp2030", {"improving", "getting_worse"}, {5.0 / 24, -98.0 / 607}},
        {"kenko21", {"C", "D"}, {20.0 / 654, -98.0 / 607}},
        {"nagareyama", {"-", "C"}, {674.0 / 750, 509.0 / 750}},
        {"nagayo", {"A", "C"}, {20.0 / 654, -98.0 / 607}},
        {"sano", {"5点", "3点"}, {674.0 / 750, 509.0 / 750}},
        {"osaka-library", {"80％以上", "50％以上"}, {674.0 / 750, 509.0 / 750}},
        {"tama", {"60％未満", "60％未満"}, {5.0 / 24, -98.0 / 143}},
        {"trend", {"not_established", "worsening"}, {NAN, NAN}},
    };
    for (size_t i = 0; i < LEN(rows); i++)
        for (size_t k = 0; k < 2; k++) {
            struct made m;
            struct verdict v = judge(rows[i].method, &sapporo[k], &m);
            is_word(&v, rows[i].verdict[k], rows[i].method);
            if (v.preset->family == FAMILY_CAGR)
                is_near(component_double(v.ratio), rows[i].ratio[k], 1e-9,
                        "  growth ratio");
            else
                is_component(v.ratio, rows[i].ratio[k], "  its ratio");
        }
    struct made m;
    struct verdict v = judge("nagareyama", &sapporo[0], &m);
    ok(v.reason == METHOD_GAP && !strcmp(v.below->verdict, "B") &&
           !strcmp(v.above->verdict, "A"),
       "流山市: 89.9 lies between B and A");
    v = judge("nagayo", &sapporo[0], &m);
    ok(v.also && !strcmp(v.also->verdict, "B"), "長与町: B applies too");
    v = judge("trend", &sapporo[1], &m);
    is_near(component_double(v.p), 0.0167, 0.01, "p = .017");
    is_component(v.s, -13, "S = -13");
    v = judge("difficulty", &sapporo[0], &m);
    ok(v.year == 2030 && method_has_note(&v, NOTE_YEAR), "reached in FY2030");
    is_component(v.required, 7.6, "7.6 a year are needed");
    is_component(v.actual, 5.0 / 7, "0.71 a year so far");
    v = judge("difficulty", &sapporo[1], &m);
    ok(method_has_note(&v, NOTE_NEVER) && v.ratio.kind == COMPONENT_NONE,
       "never at the present trend");
}

/* ---------------------------------------------------------- growth method */

/* A base and a latest value whose growth ratio to the target is v: one year
 * each, so that the ratio is (X-B)/B over (T-B)/B. */
static void scores_with_target(void)
{
    static const struct {
        long long latest; /* base 100, target 200 the year after next */
        const char *verdict;
    } rows[] = {{100000, "limited_progress"}, {99000, "deterioration"}};
    for (size_t i = 0; i < LEN(rows); i++) {
        struct given_series g = {UP,     2015, 100000,           2017,
                                 200000, 2016, {rows[i].latest}, 1};
        struct made m;
        struct verdict v = judge("cagr-statcan", &g, &m);
        double ratio = (double)rows[i].latest / 100000 - 1;
        ratio /= sqrt(2) - 1;
        is_word(&v, rows[i].verdict, "growth with target");
        is_component(v.ratio, ratio, "  v");
        double score = ratio >= 0.6 ? fmin(7.1429 * ratio - 4.2857, 5)
                                    : fmax(4.1667 * ratio - 2.5, -5);
        is_component(v.score, score, "  score");
    }
    /* thresholds hit exactly: X = T^(v/1) with base 1 is rational for one
     * year each way */
    static const struct {
        long long latest;
        const char *verdict;
        double v;
    } exact[] = {{195000, "substantial_progress", 0.95},
                 {194999, "moderate_progress", 0.94999},
                 {160000, "moderate_progress", 0.6},
                 {159999, "limited_progress", 0.59999},
                 {100000, "limited_progress", 0},
                 {40000, "deterioration", -0.6}};
    for (size_t i = 0; i < LEN(exact); i++) {
        struct given_series g = {
            UP, 2015, 100000, 2016, 200000, 2016, {exact[i].latest}, 1};
        struct made m;
        struct verdict v = judge("cagr-statcan", &g, &m);
        is_word(&v, exact[i].verdict, "threshold");
        is_component(v.ratio, exact[i].v, "  v");
        double score = exact[i].v >= 0.6 ? 7.1429 * exact[i].v - 4.2857
                                         : 4.1667 * exact[i].v - 2.5;
        is_component(v.score, fmin(fmax(score, -5), 5), "  score");
    }
}

/* C of the natural limit, by the three branches of the source. */
static double closeness(double base, double limit)
{
    double size = fabs(limit);
    if (fabs(base) >= 2 * size)
        return 1;
    if (fabs(base) <= size)
        return 1 - pow(base / limit, 4.44);
    return 1 - pow((2 * limit - base) / limit, 4.44);
}

static void scores_without_target(void)
{
    static const double bases[] = {10, 50, 90, 99, 150, 200, 250};
    static const double rates[] = {-0.05, -0.001, 0, 0.001, 0.004, 0.01, 0.03};
    for (size_t i = 0; i < LEN(bases); i++)
        for (size_t k = 0; k < LEN(rates); k++) {
            long long base = (long long)(bases[i] * 1000);
            long long latest =
                (long long)llround(bases[i] * 1000 * (1 + rates[k]));
            struct given_series g = {UP, 2015, base, 0, NO, 2016, {latest}, 1};
            struct made m;
            make_series(&g, &m);
            m.series.has_limit = true;
            m.series.limit = decimal_of(100, 0);
            struct verdict v = method_judge(preset("cagr-statcan"), &m.series);
            double c = closeness(bases[i], 100);
            double r = (double)latest / (double)base - 1;
            double score = r < 0            ? fmax(125 * r - 2.5, -5)
                           : r >= 0.015 * c ? fmin(500 * r / c - 5, 5)
                           : r >= 0.005 * c ? 250 * r / c - 1.25
                                            : 500 * r / c - 2.5;
            is_component(v.score, score, "score without target");
            is_word(&v,
                    r < 0            ? "deterioration"
                    : r >= 0.015 * c ? "substantial_progress"
                    : r >= 0.005 * c ? "moderate_progress"
                                     : "limited_progress",
                    "  and its class");
        }
    struct given_series g = {UP, 2015, 100000, 0, NO, 2016, {100000}, 1};
    struct made m;
    make_series(&g, &m);
    m.series.has_limit = true;
    m.series.limit = decimal_of(100, 0);
    struct verdict v = method_judge(preset("cagr-statcan"), &m.series);
    is_word(&v, "substantial_progress", "at the limit, kept");
    is_component(v.score, 5, "  score 5");
}

static void selection(void)
{
    struct presets some;
    ok(presets_select(arena, diag, &all, "dns, un2023", &some) && some.n == 2 &&
           !strcmp(some.items[0].name, "dns"),
       "methods in the order asked for");
    ok(presets_select(arena, diag, &all, "dns,all", &some) && some.n == all.n,
       "each once");
    ok(!presets_select(arena, diag, &all, "unn2023", &some) &&
           diag_id(diag, diag_size(diag) - 1) == MSG_METHOD_UNKNOWN,
       "an unknown one is said");
}

int main(void)
{
    open_presets();
    sapporo_verdicts();
    scores_with_target();
    scores_without_target();
    selection();
    arena_close(arena);
    return tap_done();
}
