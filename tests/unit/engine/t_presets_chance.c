/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preset oecd: a trend by ranks, and the chance of meeting the target.
 *
 * 2014-2018: 10 20 31 40 50.  Mean 30.2, slope (-2 x 10 - 20 + 40 + 2 x 50) /
 * 10 = 10, residuals -.2 -.2 .8 -.2 -.2, SSR .8, s^2 = .8 / 3.  In 2020, four
 * years from the centre: 30.2 + 40 = 70.2, se = sqrt(.8/3 (1 + 1/5 + 16/10))
 * = sqrt(2.24 / 3) = .8640987598.  With 3 degrees of freedom
 * P(t <= a) = 1/2 + (u / (1 + u^2) + atan u) / pi, u = a / sqrt 3.
 */
#include "presets_fixture.h"

static const double pi = 3.14159265358979323846;

static double student3(double a)
{
    double u = a / sqrt(3);
    return 0.5 + (u / (1 + u * u) + atan(u)) / pi;
}

#define RISE 2014, {10000, 20000, 31000, 40000, 50000}, 5
#define FALL 2014, {50000, 40000, 29000, 20000, 10000}, 5
#define EVEN 2014, {10000, 20000, 30000, 40000, 50000}, 5
#define FLAT 2014, {10000, 10000, 10000, 10000, 10000}, 5

static void numbers(void)
{
    struct given_series g = {UP, 0, NO, 2020, 65000, RISE};
    struct made m;
    double se = sqrt(2.24 / 3);
    struct verdict v = judge("oecd", &g, &m);
    is_word(&v, "likely", "65 in 2020");
    is_component(v.projected, 70.2, "  projected 70.2");
    is_component(v.ratio, student3((70.2 - 65) / se), "  P(met) .9954");
    /* R: 1 - pt((65 - 70.2) / sqrt(se.fit^2 + residual.scale^2), 3) */
    is_near(component_double(v.ratio), 0.995402210046498, 1e-10, "  as in R");
    is_component(v.p, 2.0 / 120, "  p of 5 values in order");
    is_component(v.score, 1, "  rho");
    is_component(v.actual, 10, "  slope");
    is_component(v.se, sqrt(0.8 / 3 / 10), "  its error");
    is_component(v.required, 7.5, "  (65 - 50) / 2 a year are needed");
    ok(method_has_note(&v, NOTE_CHANCE) && v.class->sense == SENSE_ON_TRACK,
       "  and it is said");
    g.target = 80000;
    v = judge("oecd", &g, &m);
    is_word(&v, "some_progress", "80 in 2020");
    is_component(v.ratio, student3((70.2 - 80) / se), "  P(met) .0007");
    g = (struct given_series){DOWN, 0, NO, 2020, -5000, FALL};
    v = judge("oecd", &g, &m);
    is_word(&v, "likely", "falling towards -5");
    is_component(v.ratio, student3((-5 + 10.2) / se), "  the mirrored chance");
    is_component(v.score, 1, "  the score is positive towards the target");
    g.direction = UP;
    g.target = 60000;
    v = judge("oecd", &g, &m);
    is_word(&v, "no_progress", "falling, but it should rise");
    ok(v.class->rule == CLASS_WORSE && v.class->sense == SENSE_WORSE,
       "  moving away");
    is_component(v.score, -1, "  rho");
}

/* 札幌市 資料2, R: fits of 2013-2018, P(met) 75 in 2019, and the p of ranks
 * (t_stat_spearman.c). */
static void sapporo(void)
{
    struct given_series g = {
        UP, 2013, 65400, 2019, 75000, 2014, {63100, 63100, 64600, 67600, 67400},
        5};
    struct made m;
    struct verdict v = judge("oecd", &g, &m);
    is_word(&v, "no_progress", "SP15-1: no trend");
    is_int(v.class->sense, SENSE_SAME, "  not away either");
    is_component(v.projected, 67.7, "  67.7");
    is_near(component_double(v.ratio), 0.0158669815147736, 1e-9, "  1.6%");
    is_component(v.p, 176.0 / 720, "  p = .24");
    g = (struct given_series){
        UP, 2013, 60700, 2019, 75000, 2014, {59810, 55900, 56100, 54400, 50900},
        5};
    v = judge("oecd", &g, &m);
    is_word(&v, "no_progress", "SP15-2: away");
    is_int(v.class->sense, SENSE_WORSE, "  and that is the worse one");
    is_near(component_double(v.ratio), 2.84865881714271e-05, 1e-9, "  0.0%");
}

/* ------------------------------------------------------------------- bounds */

static struct verdict with(enum method_parameter which, struct decimal value,
                           const struct given_series *g)
{
    static struct made m;
    static struct preset p;
    p = *preset("oecd");
    p.parameter[which] = value;
    make_series(g, &m);
    return method_judge(&p, &m.series);
}

static void bounds(void)
{
    /* the target is what is projected: P = 1/2 */
    struct given_series g = {UP, 0, NO, 2020, 70200, RISE};
    struct verdict v = with(PARAM_CHANCE, decimal_of(5, 1), &g);
    is_component(v.ratio, 0.5, "the line hits the target: 1/2");
    is_word(&v, "likely", "  a chance at the bound is likely");
    v = with(PARAM_CHANCE, decimal_of(501, 3), &g);
    is_word(&v, "some_progress", "  below it is not");
    /* 2 1 3 4 5: p = 10/120, cut to ten digits .08333333333 */
    struct given_series swap = {
        UP, 0, NO, 2020, 60000, 2014, {20000, 10000, 30000, 40000, 50000}, 5};
    v = with(PARAM_ALPHA, decimal_of(8333333333, 11), &swap);
    is_word(&v, "no_progress", "p at alpha is no trend");
    v = with(PARAM_ALPHA, decimal_of(8333333334, 11), &swap);
    is_word(&v, "some_progress", "  below it is one");
}

static void straight_lines(void)
{
    /* 10 20 30 40 50 leads to 70 in 2020 exactly */
    struct given_series g = {UP, 0, NO, 2020, 70000, EVEN};
    struct made m;
    struct verdict v = judge("oecd", &g, &m);
    is_word(&v, "likely", "on a straight line to the target");
    is_component(v.ratio, 1, "  the chance is 1");
    g.target = 70001;
    v = judge("oecd", &g, &m);
    is_word(&v, "some_progress", "just short of it");
    is_component(v.ratio, 0, "  the chance is 0");
}

/* -------------------------------------------------------------------- edges */

static const struct {
    const char *what;
    struct given_series series;
    const char *verdict;
    enum method_reason reason;
} rows[] = {
    {"four values",
     {UP, 0, NO, 2020, 65000, 2015, {20000, 30000, 40000, 50000}, 4},
     "-",
     METHOD_FEW_POINTS},
    {"the baseline is the fifth",
     {UP, 2014, 10000, 2020, 65000, 2015, {20000, 30000, 40000, 50000}, 4},
     "likely",
     METHOD_OK},
    {"values before the baseline do not count",
     {UP, 2016, 31000, 2020, 65000, 2017, {40000, 50000}, 2},
     "-",
     METHOD_FEW_POINTS},
    {"all equal", {UP, 0, NO, 2020, 65000, FLAT}, "-", METHOD_ALL_EQUAL},
    {"all equal, reached",
     {UP, 0, NO, 2020, 10000, FLAT},
     "target_reached",
     METHOD_OK},
    {"no target", {UP, 0, NO, 0, NO, RISE}, "-", METHOD_NO_TARGET},
    {"no target year", {UP, 0, NO, 0, 65000, RISE}, "-", METHOD_NO_YEAR},
    {"the target year itself",
     {UP, 0, NO, 2018, 65000, RISE},
     "-",
     METHOD_YEAR_PAST},
    {"target year past", {UP, 0, NO, 2016, 65000, RISE}, "-", METHOD_YEAR_PAST},
    {"target year past, reached",
     {UP, 0, NO, 2016, 50000, RISE},
     "target_reached",
     METHOD_OK},
    {"no direction", {KEEP, 0, NO, 2020, 65000, RISE}, "-", METHOD_DIRECTION},
    {"nothing", {UP, 0, NO, 2020, 65000, 2014, {0}, 0}, "-", METHOD_NO_ACTUAL},
    {"one value, reached",
     {UP, 0, NO, 2020, 65000, 2018, {70000}, 1},
     "target_reached",
     METHOD_OK},
};

static void edges(void)
{
    for (size_t i = 0; i < LEN(rows); i++) {
        struct made m;
        struct verdict v = judge("oecd", &rows[i].series, &m);
        is_word(&v, rows[i].verdict, rows[i].what);
        is_int(v.reason, rows[i].reason, "  its reason");
        if (v.reason)
            ok(v.ratio.kind == COMPONENT_NONE, "  and no chance");
    }
}

/* Ten values: p by Student t; rho = 1 leaves p = 0, not NaN. */
static void many_values(void)
{
    struct given_series g = {
        UP,
        0,
        NO,
        2020,
        110000,
        2009,
        {10000, 21000, 30000, 40000, 50000, 60000, 70000, 80000, 90000, 99000},
        10};
    struct made m;
    struct verdict v = judge("oecd", &g, &m);
    is_word(&v, "likely", "ten values in order");
    is_component(v.p, 0, "  p = 0");
}

int main(void)
{
    open_presets();
    numbers();
    sapporo();
    bounds();
    straight_lines();
    edges();
    many_values();
    arena_close(arena);
    return tap_done();
}
