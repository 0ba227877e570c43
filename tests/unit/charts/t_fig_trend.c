/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/charts/fixtures.h"

static struct scene *draw(struct bench *b, enum tone tone,
                          const struct figure_trend *figure)
{
    return figure_draw(b->arena, b->setter, b->diag, tone, &figure->frame);
}

/* Bars stand on 0 and are as long as their values: 363 284 474 501 | 501. */
static void test_bars(struct bench *b)
{
    struct figure_trend plate = nishitokyo;
    plate.frame.plate = true;
    struct scene *scene = draw(b, TONE_COLOUR, &plate);
    const struct mark *bars[5];
    for (size_t i = 0; i < 4; i++)
        bars[i] = find_rect(scene, COLOUR_AI_MID, 0, i);
    bars[4] = find_rect(scene, COLOUR_AI, 0, 0);
    ok(bars[4] && !find_rect(scene, COLOUR_AI, 0, 1), "one bar is the latest");
    double foot = bars[4]->y + bars[4]->h;
    for (size_t i = 0; i < 5; i++) {
        is_near(bars[i]->h / bars[4]->h, notices[i].at / 501, 1e-9,
                "a bar's length is its value");
        is_near(bars[i]->y + bars[i]->h, foot, 1e-9, "a bar stands on 0");
    }
    ok(bars[0]->x < bars[1]->x && bars[3]->x < bars[4]->x, "in order");
}

static void test_texts(struct bench *b)
{
    struct scene *scene = draw(b, TONE_COLOUR, &nishitokyo);
    ok(find_text(scene, "forecast", "直線傾向 573"), "572.5 is printed 573");
    ok(find_text(scene, "interval", "95％予測区間"), "kind of interval");
    ok(find_text(scene, "interval", "265～880"), "its ends");
    ok(find_text(scene, "zone", "見込み（参考）"), "the zone is named");
    ok(find_text(scene, "unit", "（件）"), "unit at the axis");
    ok(find_text(scene, "axis", "（年度）"), "（年度） once at the end");
    ok(find_text(scene, "year", "平成30"), "first year");
    ok(find_text(scene, "year", "令和元"), "first year of an era");
    ok(find_text(scene, "year", "令和5"), "year of the forecast");
    ok(find_text(scene, "caution", "読み方の注意"), "the caution");
    const struct mark *value = find_text(scene, "value", "284");
    ok(value && find_text(scene, "value", "363"), "values");
    is_int(find_text(scene, "value", "474")->style.face, FACE_REGULAR,
           "an earlier value is regular");
}

static void test_gaps(struct bench *b)
{
    struct scene *scene = draw(b, TONE_COLOUR, &gaps);
    ok(find_text(scene, "missing", "…"), "a missing year prints its mark");
    ok(find_text(scene, "missing", "X"), "and another its own");
    is_int(find_text(scene, "value", "0")->style.face, FACE_BOLD,
           "the latest number is bold, though a missing one follows");
    ok(find_text(scene, "year", "平成28"), "a year without record has a slot");
    ok(!find_text(scene, "zone", "見込み（参考）"), "no forecast, no zone");
    ok(!find_text(scene, "caution", "読み方の注意"), "no caution, no block");
}

/* An interval beyond twice the data is cut, not the data flattened. */
static void test_wide_interval(struct bench *b)
{
    struct figure_trend wide = nishitokyo;
    wide.frame.plate = true;
    wide.forecast_low = -90000;
    wide.forecast_high = 91000;
    struct scene *scene = draw(b, TONE_COLOUR, &wide);
    const struct mark *bar = find_rect(scene, COLOUR_AI, 0, 0);
    ok(bar->h > 40, "bars keep their length");
    is_text(lint_scene(b->arena, scene), "", "and the figure is sound");
}

static void test_refusals(struct bench *b)
{
    struct figure_trend figure = nishitokyo;
    figure.caution = "𠮷";
    b->diag = diag_new(b->arena, LANG_JA);
    ok(!draw(b, TONE_COLOUR, &figure), "a character without glyph: no scene");
    is_int(diag_id(b->diag, 0), MSG_GLYPH, "and the message");
    figure = nishitokyo;
#define LONG_NUMBER "1,234,567,890,123,456,789,012,345,678,901,234,567,890"
    struct figure_point point = {
        .year = 2018,
        .at = 1,
        .text = LONG_NUMBER LONG_NUMBER LONG_NUMBER LONG_NUMBER};
    figure.points = &point;
    figure.n_points = 1;
    b->diag = diag_new(b->arena, LANG_JA);
    ok(!draw(b, TONE_COLOUR, &figure), "a value that is too long: no scene");
    is_int(diag_id(b->diag, 0), MSG_FIT, "and the message");
    figure.n_points = 0;
    ok(draw(b, TONE_COLOUR, &figure) != NULL, "no points: only the frame");
}

/* ---------------------------------------------------------- random figures */

static struct figure_trend random_trend(struct arena *arena, uint32_t *seed)
{
    enum shape shape = (enum shape)(rnd(seed) % SHAPE_COUNT);
    bool share = rnd(seed) % 2;
    long long base = random_units(seed, shape, share, 0);
    size_t n = 2 + rnd(seed) % 9;
    int from = 2005 + (int)(rnd(seed) % 12);
    struct figure_point *points = arena_make(arena, struct figure_point, n);
    for (size_t i = 0; i < n; i++)
        points[i] =
            random_point(arena, seed, shape, share, base, from + (int)i);
    struct figure_trend figure = nishitokyo;
    figure.points = points;
    figure.n_points = n;
    figure.has_line = rnd(seed) % 4 != 0;
    figure.line_from = from;
    figure.line_to = from + (int)n - 1;
    figure.line_at_from = points[0].at;
    figure.line_at_to = points[n - 1].at * (rnd(seed) % 200) / 100;
    figure.has_forecast = rnd(seed) % 3 != 0;
    figure.forecast = random_point(arena, seed, shape, share, base,
                                   from + (int)n + (int)(rnd(seed) % 2));
    figure.forecast.missing = false;
    double width = fabs(figure.forecast.at) * (rnd(seed) % 400) / 100;
    figure.forecast_low = figure.forecast.at - width;
    figure.forecast_high = figure.forecast.at + width;
    figure.interval_text = "▲1,265～12,880";
    if (rnd(seed) % 3 == 0)
        figure.caution = "";
    return figure;
}

static struct figure_frame *random_frame(struct bench *b, uint32_t *seed)
{
    struct figure_trend *figure = arena_make(b->arena, struct figure_trend, 1);
    *figure = random_trend(b->arena, seed);
    return &figure->frame;
}

int main(void)
{
    struct bench b;
    if (!bench_open(&b))
        return bench_close(&b);
    check_clean(&b, &nishitokyo.frame, sizeof nishitokyo, NULL,
                "lint of the reports");
    check_clean(&b, &gaps.frame, sizeof gaps, NULL,
                "lint of the series with gaps");
    test_bars(&b);
    test_texts(&b);
    test_gaps(&b);
    test_wide_interval(&b);
    check_random(&b, 300, 20230401, random_frame, NULL);
    test_refusals(&b);
    return bench_close(&b);
}
