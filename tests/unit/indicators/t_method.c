/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a preset may declare beyond the shipped ones: forms of achievement,
 * published digits, one-sided tests, rates over all points.
 */
#include "indicators/method.h"
#include "method_series.h"

enum { UP = DIRECTION_UP, DOWN = DIRECTION_DOWN };

static const struct method_bound none = {0};

static struct method_bound at(long long units, int scale, bool open)
{
    return (struct method_bound){true, open, decimal_of(units, scale)};
}

static struct verdict judge(const struct preset *p, int direction,
                            long long target, long long latest)
{
    static struct made m;
    struct given_series g = {direction, 2015, 50000,    2020,
                             target,    2018, {latest}, 1};
    make_series(&g, &m);
    return method_judge(p, &m.series);
}

static void forms_of_achievement(void)
{
    const struct method_class classes[] = {
        {.verdict = "met", .low = at(100, 0, false)},
        {.verdict = "not", .high = at(100, 0, true)}};
    struct preset p = {.name = "own",
                       .family = FAMILY_ACHIEVEMENT,
                       .classes = classes,
                       .n_classes = 2,
                       .scale = 100,
                       .decimals = 1};
    struct verdict v = judge(&p, DOWN, 40000, 45000);
    is_int(v.reason, METHOD_DIRECTION, "falling: refused unless declared");
    p.form = FORM_INVERSE;
    v = judge(&p, DOWN, 40000, 45000);
    is_component(v.ratio, 40.0 / 45, "T/X");
    is_word(&v, "not", "88.9");
    v = judge(&p, DOWN, 40000, 0);
    is_int(v.reason, METHOD_ZERO_TARGET, "X = 0 has no T/X");
    p.form = FORM_MIRROR;
    v = judge(&p, DOWN, 40000, 45000);
    is_component(v.ratio, 35.0 / 40, "(2T-X)/T");
    v = judge(&p, DOWN, 40000, 40000);
    is_word(&v, "met", "reached");
    v = judge(&p, UP, 80000, 60000);
    is_component(v.ratio, 0.75, "rising: X/T all the same");
}

static void published_digits(void)
{
    const struct method_class classes[] = {
        {.verdict = "A", .low = at(90, 0, false)},
        {.verdict = "B", .low = at(80, 0, false), .high = at(89, 0, false)},
        {.verdict = "C", .high = at(80, 0, true)}};
    struct preset p = {.family = FAMILY_ACHIEVEMENT,
                       .classes = classes,
                       .n_classes = 3,
                       .scale = 100,
                       .decimals = 0};
    struct verdict v = judge(&p, UP, 100000, 89600);
    ok(v.reason == METHOD_GAP && method_has_note(&v, NOTE_ROUNDING),
       "89.6 raw: between the classes, and 90 would be A");
    p.judged_published = true;
    v = judge(&p, UP, 100000, 89600);
    is_word(&v, "A", "on published digits it is 90");
    ok(method_has_note(&v, NOTE_ROUNDING), "and that is said");
    v = judge(&p, UP, 100000, 89499);
    is_word(&v, "B", "89.499 is 89");
    v = judge(&p, UP, 100000, 95000);
    ok(!method_has_note(&v, NOTE_ROUNDING), "95 either way");
}

static void one_sided(void)
{
    const struct method_class classes[] = {
        {.verdict = "reached", .rule = CLASS_REACHED},
        {.verdict = "better", .rule = CLASS_BETTER},
        {.verdict = "same", .rule = CLASS_SAME},
        {.verdict = "worse", .rule = CLASS_WORSE}};
    struct preset p = {.family = FAMILY_TARGETED_CHANGE,
                       .classes = classes,
                       .n_classes = 4,
                       .scale = 100};
    p.parameter[PARAM_ALPHA] = decimal_of(5, 2);
    p.parameter[PARAM_GUIDE] = decimal_of(10, 2);
    struct made m;
    struct given_series g = {UP, 2015, 50000, 2020, 80000, 2018, {51800}, 1};
    make_series(&g, &m);
    m.series.baseline.has_se = m.points[1].has_se = true;
    m.series.baseline.se = decimal_of(0, 0);
    m.points[1].se = decimal_of(1, 0); /* z = 1.8 */
    struct verdict v = method_judge(&p, &m.series);
    is_word(&v, "same", "z = 1.8, two sides");
    p.one_sided = true;
    v = method_judge(&p, &m.series);
    is_word(&v, "better", "z = 1.8, one side");
    is_component(v.p, erfc(1.8 / sqrt(2)) / 2, "half the p");
}

static void rate_over_all_points(void)
{
    const struct method_class classes[] = {
        {.verdict = "on", .low = at(1, 0, false)},
        {.verdict = "off", .high = at(1, 0, true)}};
    struct preset p = {
        .family = FAMILY_AARR, .classes = classes, .n_classes = 2, .scale = 1};
    struct made m;
    /* halves every year, but for the last value */
    struct given_series g = {
        DOWN, 2015, 64000, 2020, 1000, 2016, {32000, 16000, 8000, 16000}, 4};
    make_series(&g, &m);
    struct verdict v = method_judge(&p, &m.series);
    is_component(v.actual, 1 - pow(0.25, 0.25), "ends: 1-(X/B)^(1/n)");
    is_component(v.required, 1 - 1.0 / 16, "required from now");
    p.all_points = true;
    v = method_judge(&p, &m.series);
    /* ln y: 6 5 4 3 4 (ln 2); slope -.6 */
    is_component(v.actual, 1 - pow(2, -0.6), "all: 1-exp(slope of ln y)");
    m.points[2].value = decimal_of(0, 0);
    v = method_judge(&p, &m.series);
    ok(v.reason == METHOD_OVERFLOW && !v.class,
       "a value of 0 has no logarithm");
}

static void open_and_closed_ends(void)
{
    const struct method_class classes[] = {
        {.verdict = "low", .high = at(0, 0, false)},
        {.verdict = "mid", .low = at(0, 0, true), .high = at(5, 1, true)},
        {.verdict = "high", .low = at(5, 1, false)}};
    struct preset p = {.classes = classes, .n_classes = 3, .scale = 1};
    static const struct {
        long long units;
        const char *verdict;
    } rows[] = {{-1, "low"},  {0, "low"},    {1, "mid"},
                {499, "mid"}, {500, "high"}, {9999999, "high"}};
    p.decimals = 3;
    for (size_t i = 0; i < LEN(rows); i++) {
        struct component c = component_of_decimal(decimal_of(rows[i].units, 3));
        struct method_fit fit = method_classify(&p, c, false);
        is_text(fit.class ? fit.class->verdict : "-", rows[i].verdict,
                "an end belongs to the side that says so");
    }
    ok(!method_classify(&p, component_none(), false).class, "no ratio");
    p.classes = &(const struct method_class){"all", CLASS_RANGE, none, none,
                                             .without_target = true};
    p.n_classes = 1;
    ok(!method_classify(&p, component_real(1), false).class,
       "classes without target are another list");
    ok(method_classify(&p, component_real(1), true).class == p.classes,
       "for no target");
}

int main(void)
{
    forms_of_achievement();
    published_digits();
    one_sided();
    rate_over_all_points();
    open_and_closed_ends();
    return tap_done();
}
