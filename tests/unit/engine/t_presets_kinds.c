/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kinds of target, and tests by standard errors and intervals.
 */
#include "presets_fixture.h"

/* -------------------------------------------------------- kinds of target */

static const char *weather(int direction, enum target_kind kind,
                           long long target, long long lower, long long upper,
                           int year, const long long *values, int n)
{
    static struct made m;
    struct given_series g = {direction, 0, NO, 2020, 0, 2013, {0}, n};
    for (int i = 0; i < n; i++)
        g.values[i] = values[i];
    make_series(&g, &m);
    m.target = (struct series_target){
        kind, true, thousandths(target), thousandths(lower), thousandths(upper),
        year};
    struct verdict v = method_judge(preset("dns"), &m.series);
    return v.class ? v.class->verdict : "-";
}

static void weather_symbols(void)
{
    static const long long rise[] = {50000, 51000, 52000, 53000, 54000, 55000};
    static const long long dip[] = {50000, 51000, 52000, 53000, 54000, 53500};
    static const long long turn[] = {50000, 49000, 48000, 47000, 46000, 46500};
    static const long long fall[] = {50000, 49000, 48000, 47000, 46000, 45000};
    static const long long flat[] = {50000, 50000, 50000, 50000, 50000, 50000};
#define VALUE(target) UP, TARGET_VALUE, target, 0, 0, 2020
    is_text(weather(VALUE(57000), rise, 6), "sun", "hits the target exactly");
    is_text(weather(VALUE(57100), rise, 6), "sun", "misses 4.8%");
    is_text(weather(VALUE(57105), rise, 6), "sun", "misses 4.99%");
    is_text(weather(VALUE(57500), rise, 6), "sun_cloud",
            "misses 20%: not more");
    is_text(weather(VALUE(57501), rise, 6), "cloud", "misses more than 20%");
    is_text(weather(VALUE(54000), rise, 6), "sun", "reached and not worse");
    is_text(weather(VALUE(53000), dip, 6), "sun", "reached, mean still rises");
    is_text(weather(VALUE(40000), fall, 6), "sun_cloud", "reached, falling");
    is_text(weather(VALUE(60000), flat, 6), "storm",
            "flat is not the right way");
    is_text(weather(VALUE(60000), fall, 6), "storm", "wrong way");
#undef VALUE
    is_text(weather(DOWN, TARGET_VALUE, 40000, 0, 0, 2020, fall, 6), "cloud",
            "falling towards a low target");
    is_text(weather(DOWN, TARGET_VALUE, 43000, 0, 0, 2020, fall, 6), "sun",
            "and just there");
    is_text(weather(UP, TARGET_VALUE, 60000, 0, 0, 2016, rise, 6), "cloud",
            "target year past, missed, rising");
#define KEEP_AT(level) UP, TARGET_CONSTANT, level, 0, 0, 0
    is_text(weather(KEEP_AT(50000), rise, 6), "sun", "yearly target, reached");
    is_text(weather(KEEP_AT(45000), fall, 6), "sun_cloud", "reached, worse");
    is_text(weather(KEEP_AT(60000), rise, 6), "cloud", "missed, towards");
    is_text(weather(KEEP_AT(60000), fall, 6), "storm", "missed, away");
    is_text(weather(KEEP_AT(60000), flat, 6), "storm", "missed, flat");
#undef KEEP_AT
#define GO UP, TARGET_DIRECTION, 0, 0, 0, 0
    is_text(weather(GO, rise, 6), "sun", "direction: mean and last right");
    is_text(weather(GO, dip, 6), "sun_cloud", "mean right, last wrong");
    is_text(weather(GO, turn, 6), "cloud", "mean wrong, last right");
    is_text(weather(GO, fall, 6), "storm", "neither");
    is_text(weather(GO, flat, 6), "storm", "flat");
#undef GO
    is_text(weather(UP, TARGET_INTERVAL, 0, 57000, 70000, 2020, rise, 6), "sun",
            "interval: its weaker end");
    is_text(weather(DOWN, TARGET_INTERVAL, 0, 30000, 43000, 2020, fall, 6),
            "sun", "interval, falling");
    is_text(weather(KEEP, TARGET_INTERVAL, 0, 50000, 60000, 2020, rise, 6),
            "sun", "inside, to be kept");
    is_text(weather(KEEP, TARGET_INTERVAL, 0, 57000, 60000, 2020, rise, 6),
            "sun", "below the interval, on the way in");
    is_text(weather(KEEP, TARGET_INTERVAL, 0, 57000, 60000, 2020, fall, 6),
            "storm", "below the interval, on the way out");
}

static void several_targets(void)
{
    struct given_series g = {
        UP, 0, NO, 0, NO, 2013, {50000, 51000, 52000, 53000, 54000, 55000}, 6};
    struct made m;
    make_series(&g, &m);
    struct series_target t[3] = {
        {TARGET_VALUE, true, thousandths(80000), {0, 0}, {0, 0}, 2025},
        {TARGET_VALUE, true, thousandths(57000), {0, 0}, {0, 0}, 2020},
        {TARGET_VALUE, true, thousandths(54000), {0, 0}, {0, 0}, 2016}};
    m.series.targets = t;
    m.series.n_targets = 3;
    struct verdict v = method_judge(preset("dns"), &m.series);
    is_word(&v, "sun", "several years: the next one counts");
    is_int(v.target->year, 2020, "it is 2020");
    v = method_judge(preset("sdsn"), &m.series);
    is_int(v.target->year, 2020, "for other methods too");
    t[0].year = 2020;
    v = method_judge(preset("dns"), &m.series);
    is_word(&v, "cloud", "two at once: the worse one");
    ok(v.target == &t[0], "and it is named");
}

static void binary_target(void)
{
    for (int done = 0; done < 2; done++) {
        struct given_series g = {UP,   2015,          0, 2020, 1000,
                                 2018, {done * 1000}, 1};
        struct made m;
        make_series(&g, &m);
        m.target.kind = TARGET_BINARY;
        struct verdict v = method_judge(preset("un2023"), &m.series);
        is_word(&v, done ? "achieved" : "1", "done or not");
    }
}

/* --------------------------------------------------------------------- tests
 */

static void standard_errors(void)
{
    static const struct {
        long long latest;
        long long se;
        const char *hp, *kenko;
    } rows[] = {
        {51000, 100, "improving", "B*"},           /* z = 7 */
        {51000, 1000, "little_or_no_change", "C"}, /* z = .7 */
        {40000, 1000, "getting_worse", "D"},
        {50000, 0, "little_or_no_change", "C"}, /* no change, se 0 */
        {50001, 0, "improving", "B*"},          /* a census: any change */
        {59000, 500, "improving", "B"},
        {60000, 9000, "met_or_exceeded", "A"}, /* reached needs no test */
    };
    for (size_t i = 0; i < LEN(rows); i++) {
        struct given_series g = {
            UP, 2015, 50000, 2019, 60000, 2017, {rows[i].latest}, 1};
        struct made m;
        make_series(&g, &m);
        struct series_point *ends[] = {&m.series.baseline, &m.points[1]};
        for (size_t k = 0; k < 2; k++) {
            ends[k]->has_se = true;
            ends[k]->se = thousandths(rows[i].se);
        }
        struct verdict v = method_judge(preset("hp2030"), &m.series);
        is_word(&v, rows[i].hp, "tested, Healthy People");
        ok(method_has_note(&v, NOTE_TESTED) !=
                   method_has_note(&v, NOTE_REACHED) &&
               !method_has_note(&v, NOTE_GUIDE),
           "  by the test");
        v = method_judge(preset("kenko21"), &m.series);
        is_word(&v, rows[i].kenko, "tested, 健康日本21");
        if (rows[i].se == 1000 && rows[i].latest == 51000)
            is_near(component_double(v.p), erfc(1 / sqrt(2) / sqrt(2)), 1e-9,
                    "p = erfc(|z|/sqrt 2)");
    }
}

static void intervals(void)
{
    struct given_series g = {UP, 2015, 50000, 2019, 60000, 2017, {55000}, 1};
    struct made m;
    make_series(&g, &m);
    struct verdict v = method_judge(preset("csqi"), &m.series);
    is_word(&v, "at_target", "8.3% off, no interval: at target");
    m.points[1].has_interval = true;
    m.points[1].lower = thousandths(54000);
    m.points[1].upper = thousandths(56000);
    v = method_judge(preset("csqi"), &m.series);
    is_word(&v, "approaching", "the interval misses it");
    m.points[1].upper = thousandths(60000);
    v = method_judge(preset("csqi"), &m.series);
    is_word(&v, "at_target", "it touches the target");
    m.points[1].has_interval = false;
    m.points[1].has_se = true;
    m.points[1].se = thousandths(2552);
    v = method_judge(preset("csqi"), &m.series);
    is_word(&v, "at_target", "1.96 standard errors reach it");
    m.points[1].se = thousandths(2550);
    v = method_judge(preset("csqi"), &m.series);
    is_word(&v, "approaching", "and 1.96 smaller ones do not");
}

int main(void)
{
    open_presets();
    weather_symbols();
    several_targets();
    binary_target();
    standard_errors();
    intervals();
    arena_close(arena);
    return tap_done();
}
