/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The windows of Eurostat: from which point the growth is reckoned.
 */
#include "presets_fixture.h"

static double growth(double to, double from, int years)
{
    return pow(to / from, 1.0 / years) - 1;
}

/* 100 x 1.1^5 = 161.051: the last five years have grown by a tenth each. */
static void short_term(void)
{
    struct given_series g = {
        UP,
        2012,
        400000,
        0,
        NO,
        2013,
        {300000, 200000, 100000, 110000, NO, NO, NO, 161051},
        8};
    struct made m;
    struct verdict v = judge("eurostat-short", &g, &m);
    is_int(v.base->year, 2015, "2020 against 2015");
    is_component(v.actual, 0.1, "  a tenth a year");
    is_word(&v, "significant_progress", "  without a target");
    ok(method_has_note(&v, NOTE_WINDOW), "  and the base is said");
    v = judge("cagr-eurostat", &g, &m);
    is_int(v.base->year, 2012, "the other preset keeps the baseline");
    is_word(&v, "significant_movement_away", "  and says the contrary");
    g.target_year = 2030;
    g.target = 200000;
    v = judge("eurostat-short", &g, &m);
    /* 1.6105^(1/5) - 1 = .1 over 2^(1/15) - 1 = .04729: 2.1 */
    is_component(v.required, growth(200, 100, 15), "required from 2015 on");
    is_component(v.ratio, 0.1 / growth(200, 100, 15), "  ratio");
    is_component(v.score, 5, "  score, cut at 5");
    g.target = 500000;
    v = judge("eurostat-short", &g, &m);
    /* .1 / (5^(1/15) - 1 = .11326) = .88 */
    is_component(v.ratio, 0.1 / growth(500, 100, 15), "target 500");
    is_word(&v, "moderate_progress", "  88%");
    g.direction = DOWN;
    g.target = 50000;
    v = judge("eurostat-short", &g, &m);
    is_word(&v, "movement_away", "falling wanted");
}

/* ---------------------------------------------------------------- the base */

static const struct {
    const char *what, *method;
    int first, n; /* values 10, 20, ... of so many years, the last of 2020 */
    int left_out; /* a year without a value */
    int base;     /* 0: none */
} bases[] = {
    {"six years", "eurostat-short", 2015, 6, 0, 2015},
    {"eleven years", "eurostat-short", 2010, 11, 0, 2015},
    {"2015 is missing: the one before", "eurostat-short", 2010, 11, 2015, 2014},
    {"five years reach back four", "eurostat-short", 2016, 5, 0, 0},
    {"one value", "eurostat-short", 2020, 1, 0, 0},
    {"sixteen years", "eurostat-long", 2005, 16, 0, 2005},
    {"thirteen: the first", "eurostat-long", 2008, 13, 0, 2008},
    {"eleven: ten years", "eurostat-long", 2010, 11, 0, 2010},
    {"ten: nine years", "eurostat-long", 2011, 10, 0, 0},
};

static void make_base(size_t i, struct made *m)
{
    struct given_series g = {.direction = UP,
                             .base = NO,
                             .target = NO,
                             .first_year = bases[i].first,
                             .n = bases[i].n};
    for (int k = 0; k < g.n; k++)
        g.values[k] =
            bases[i].first + k == bases[i].left_out ? NO : 10000 * (k + 1);
    make_series(&g, m);
}

static void base_points(void)
{
    for (size_t i = 0; i < LEN(bases); i++) {
        struct made m;
        make_base(i, &m);
        struct verdict v = method_judge(preset(bases[i].method), &m.series);
        is_int(v.base ? v.base->year : 0, bases[i].base, bases[i].what);
        is_int(v.reason, bases[i].base ? METHOD_OK : METHOD_SHORT_SERIES,
               "  its reason");
        if (v.base)
            is_component(
                v.actual,
                growth(component_double(component_of_decimal(v.latest->value)),
                       component_double(component_of_decimal(v.base->value)),
                       2020 - bases[i].base),
                "  growth from there");
        else
            ok(!v.class && v.actual.kind == COMPONENT_NONE, "  no guess");
    }
}

/* 15 years back there is a value beyond a hole: it is taken, not the first
 * one that is ten years old. */
static void hole(void)
{
    struct given_series g = {
        UP, 2003, 50000, 0, NO, 2009, {60000, 70000, 80000}, 3};
    struct made m;
    make_series(&g, &m);
    m.points[m.series.n++] =
        (struct series_point){.year = 2020, .value = thousandths(100000)};
    struct verdict v = method_judge(preset("eurostat-long"), &m.series);
    is_int(v.base->year, 2003, "17 years back");
    /* 2^(1/17) - 1 = .0416 */
    is_component(v.actual, growth(100, 50, 17), "  growth of 17 years");
    m.series.points = &m.points[1];
    m.series.n--;
    v = method_judge(preset("eurostat-long"), &m.series);
    is_int(v.base->year, 2009, "without it the first one");
}

static void target_year_past(void)
{
    struct given_series g = {UP,
                             0,
                             NO,
                             2018,
                             200000,
                             2011,
                             {100000, 100000, 100000, 110000, 120000, 130000,
                              140000, 150000, 900000, 900000},
                             10};
    struct made m;
    struct verdict v = judge("eurostat-short", &g, &m);
    is_int(v.latest->year, 2018, "target of 2018: judged there");
    is_int(v.base->year, 2013, "  against 2013");
    is_component(v.ratio, growth(150, 100, 5) / growth(200, 100, 5), "  ratio");
    is_word(&v, "insufficient_progress", "  56.7%");
    g.n = 7;
    g.target = 130000;
    v = judge("eurostat-short", &g, &m);
    is_word(&v, "target_achieved", "reached");
    g.first_year = 2015;
    g.n = 3;
    g.target = 90000;
    v = judge("eurostat-short", &g, &m);
    is_word(&v, "target_achieved", "reached, however short the series");
    ok(v.reason == METHOD_OK && !v.base, "  without a base");
}

int main(void)
{
    open_presets();
    short_term();
    base_points();
    hole();
    target_year_past();
    arena_close(arena);
    return tap_done();
}
