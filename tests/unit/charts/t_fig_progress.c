/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/charts/fixtures.h"

#include "charts/fig_course.h"

static struct scene *draw(struct bench *b, enum tone tone,
                          const struct figure_progress *figure)
{
    return figure_draw(b->arena, b->setter, b->diag, tone, &figure->frame);
}

static size_t count_text(const struct scene *scene, const char *role,
                         const char *text)
{
    size_t n = 0;
    for (size_t i = 0; i < scene->n; i++) {
        const struct mark *m = &scene->marks[i];
        n += m->kind == MARK_TEXT && strcmp(m->text, text) == 0 &&
             (!role || strcmp(m->role, role) == 0);
    }
    return n;
}

/* Progress 20.8 % and -68.5 % of 100 %: one bar, one scale. */
static void test_bars(struct bench *b)
{
    struct figure_progress plate = plan_2015;
    plate.frame.plate = true; /* no bar of a title */
    struct scene *scene = draw(b, TONE_COLOUR, &plate);
    const struct mark *track = find_rect(scene, COLOUR_NEZU_PALE, 0, 0);
    const struct mark *under = find_rect(scene, COLOUR_NEZU_PALE, 0, 1);
    const struct mark *forward = find_rect(scene, COLOUR_AI, 0, 0);
    const struct mark *backward = find_rect(scene, COLOUR_ENJI, 0, 0);
    is_near(under->w, track->w, 1e-9, "both tracks are of one length");
    is_near(under->x, track->x, 1e-9, "both bars have one zero");
    is_near(forward->w / track->w, 0.208, 1e-9, "20.8 % of the way");
    is_near(forward->x, track->x, 1e-9, "forward begins at 0");
    is_near(backward->w / track->w, 0.685, 1e-9, "68.5 % back, same scale");
    is_near(backward->x + backward->w, track->x, 1e-9, "backward ends at 0");
}

static void test_cut_bars(struct bench *b)
{
    struct scene *scene = draw(b, TONE_COLOUR, &mixed);
    const struct mark *track = find_rect(scene, COLOUR_NEZU_PALE, 0, 0);
    const struct mark *backward = find_rect(scene, COLOUR_ENJI, 0, 0);
    is_near(backward->w / track->w, 1.0, 1e-9, "-240 % is cut at -100 %");
    /* 0 is the bar of the title, 1 the row with 65.7 %. */
    const struct mark *beaten_bar = find_rect(scene, COLOUR_AI, 0, 2);
    is_near(beaten_bar->w / track->w, 1.3, 1e-9, "200 % is cut at 130 %");
}

static void test_texts(struct bench *b)
{
    struct scene *scene = draw(b, TONE_COLOUR, &plan_2015);
    static const char *const values[] = {"65.4", "63.1", "64.6",  "67.6",
                                         "67.4", "60.7", "59.81", "55.9",
                                         "56.1", "54.4", "50.9"};
    for (size_t i = 0; i < LEN(values); i++)
        ok(count_text(scene, "value", values[i]) >= 1, values[i]);
    is_int((long long)count_text(scene, "value", "63.1"), 2, "63.1 twice");
    is_int((long long)count_text(scene, "target", "目標 75.0"), 2,
           "both targets are named");
    is_int((long long)count_text(scene, "forecast", "見込み 67.7"), 1,
           "the forecast is named");
    is_int((long long)count_text(scene, "year", "H25"), 2, "first year");
    is_int((long long)count_text(scene, "year", "R1"), 2, "target's year");
    is_int((long long)count_text(scene, "current", "50.9"), 1, "key number");
    is_int((long long)count_text(scene, "key", "前計画の実績"), 0,
           "the key lists no mark that does not occur");
    scene = draw(b, TONE_COLOUR, &plan_2020);
    is_int((long long)count_text(scene, "key", "前計画の実績"), 1,
           "actuals of the plan before are in the key");
    is_int((long long)count_text(scene, "key", "見込みと95％予測区間"), 0,
           "no forecast, no key of it");
    is_int((long long)count_text(scene, "pace", "年＋4.85ポイント"), 1,
           "needed pace");
    scene = draw(b, TONE_COLOUR, &goal1);
    is_int((long long)count_text(scene, "label", RIGHTS), 1,
           "a measure is named once");
    is_int((long long)count_text(scene, "segment", "大人"), 2, "segments");
    is_int((long long)count_text(scene, "status", "評価前"), 7, "states");
    scene = draw(b, TONE_COLOUR, &mixed);
    is_int((long long)count_text(scene, NULL, "―"), 4,
           "a baseline that is a mark: in the course and in the numbers");
    is_int((long long)count_text(scene, "missing", "…"), 1,
           "a missing actual is printed as its mark");
}

/* Where not every value finds room, the figure says so; the weighty ones are
 * always there. */
static void test_crowded(struct bench *b)
{
    static const char *const note = "一部の点の値は表に示す";
    struct scene *scene = draw(b, TONE_COLOUR, &plan_2020);
    is_int((long long)count_text(scene, "value", "59.81"), 1,
           "six values of twelve years find room");
    is_int((long long)count_text(scene, "key", note), 0, "none is left out");
    struct figure_point points[16];
    for (int i = 0; i < 16; i++)
        points[i] = (struct figure_point){
            .year = 2004 + i, .at = 1000000 + 7 * (i % 5), .text = "1,000,0xx"};
    struct progress_row row = rows_2015[0];
    row.baseline =
        (struct figure_point){.year = 2003, .at = 1000003, .text = "1,000,003"};
    row.target =
        (struct figure_point){.year = 2020, .at = 1000050, .text = "1,000,050"};
    row.actuals = points;
    row.n_actuals = 16;
    row.has_forecast = false;
    points[15].text = "1,000,077";
    row.current_text = points[15].text;
    struct figure_progress figure = plan_2015;
    figure.rows = &row;
    figure.n_rows = 1;
    figure.is_share = false;
    scene = draw(b, TONE_COLOUR, &figure);
    is_int((long long)count_text(scene, "key", note), 1, "some are left out");
    is_int((long long)count_text(scene, "value", "1,000,077"), 1,
           "not the latest");
    is_int((long long)count_text(scene, "value", "1,000,003"), 1,
           "not the baseline");
    is_text(lint_scene(b->arena, scene), "", "and nothing overlaps");
}

/* Heights that let figures stand on A4 pages. */
static void test_heights(struct bench *b)
{
    struct progress_row rows[3] = {rows_2015[0], rows_2015[1], rows_2015[0]};
    struct figure_progress figure = plan_2015;
    figure.rows = rows;
    figure.n_rows = 3;
    figure.frame.plate = true;
    struct scene *scene = draw(b, TONE_COLOUR, &figure);
    ok(scene->height <= 120 * THEME_PT_PER_MM, "three courses: 120 mm");
    figure = goal1;
    figure.frame.plate = true;
    scene = draw(b, TONE_COLOUR, &figure);
    ok(scene->height <= 160 * THEME_PT_PER_MM, "seven compact rows: 160 mm");
}

static void test_refusals(struct bench *b)
{
    struct progress_row row = rows_2015[0];
    struct figure_progress figure = plan_2015;
    figure.rows = &row;
    figure.n_rows = 1;
    row.label = "𠮷野地区の割合";
    b->diag = diag_new(b->arena, LANG_JA);
    ok(!draw(b, TONE_COLOUR, &figure), "a character without glyph: no scene");
    is_int(diag_id(b->diag, 0), MSG_GLYPH, "and the message");
    row = rows_2015[0];
    row.status = "とても長くて枠の中にどうしても入らない状況の名前";
    b->diag = diag_new(b->arena, LANG_JA);
    ok(!draw(b, TONE_COLOUR, &figure), "a status that is too long: no scene");
    is_int(diag_id(b->diag, 0), MSG_FIT, "and the message");
    row = rows_2015[0];
    row.current_text = "123,456,789,012,345,678,901,234,567,890";
    b->diag = diag_new(b->arena, LANG_JA);
    ok(!draw(b, TONE_COLOUR, &figure), "a number that is too long: no scene");
    is_int(diag_id(b->diag, 0), MSG_FIT, "and the message");
    figure.n_rows = 0;
    b->diag = diag_new(b->arena, LANG_JA);
    ok(draw(b, TONE_COLOUR, &figure) != NULL, "no rows: only the frame");
}

static void test_same(struct bench *b)
{
    struct scene *one = draw(b, TONE_COLOUR, &mixed);
    struct scene *two =
        figure_progress(b->arena, b->setter, b->diag, TONE_COLOUR, &mixed);
    is_text(scene_dump(b->arena, one), scene_dump(b->arena, two),
            "figure_draw() is figure_progress(), and the same each time");
}

/* ---------------------------------------------------------- random figures */

static void random_row(struct arena *arena, uint32_t *seed,
                       struct progress_row *row, bool share)
{
    enum shape shape = (enum shape)(rnd(seed) % SHAPE_COUNT);
    long long base = random_units(seed, shape, share, 0);
    bool has_baseline = rnd(seed) % 8 != 0;
    int from = 2008 + (int)(rnd(seed) % 8);
    size_t n = rnd(seed) % 11;
    struct figure_point *points = arena_make(arena, struct figure_point, n + 1);
    for (size_t i = 0; i < n; i++)
        points[i] = random_point(arena, seed, shape, share, base,
                                 from + (int)i - (int)(rnd(seed) % 3 / 2));
    for (size_t i = 1; i < n; i++) /* years ascend */
        points[i].year = points[i].year <= points[i - 1].year
                             ? points[i - 1].year + 1
                             : points[i].year;
    *row = (struct progress_row){
        .label = rnd(seed) % 2 ? RIGHTS : CONSULT,
        .segment = rnd(seed) % 3 ? "" : "小学生",
        .mark = (enum status_mark)(rnd(seed) % 5),
        .status = rnd(seed) % 2 ? "遅れ（改善）" : "達成",
        .reference = rnd(seed) % 4 == 0,
        .has_baseline = has_baseline,
        .baseline = random_point(arena, seed, shape, share, base, from),
        .has_target = rnd(seed) % 8 != 0,
        .target = random_point(arena, seed, shape, share, base,
                               from + (int)(rnd(seed) % 14)),
        .actuals = points,
        .n_actuals = n,
        .current_text = "",
        .baseline_word = "当初値",
        .has_progress = rnd(seed) % 3 != 0,
        .progress = ((double)(rnd(seed) % 6000) - 3000) / 1000,
        .elapsed = (double)(rnd(seed) % 1000) / 1000,
        .progress_text = "▲123.4％",
        .elapsed_text = rnd(seed) % 4 ? "経過 66.7" : "",
        .remaining_text = rnd(seed) % 4 ? "12.6ポイント" : "",
        .pace_text = rnd(seed) % 4 ? "年＋2.13ポイント" : ""};
    row->baseline.missing = !has_baseline;
    row->target.missing = false;
    if (!has_baseline)
        row->baseline.text = "―";
    for (size_t i = 0; i < n; i++)
        if (!points[i].missing)
            row->current_text = points[i].text;
    row->has_forecast = *row->current_text && rnd(seed) % 2;
    row->forecast = random_point(arena, seed, shape, share, base,
                                 from + (int)n + (int)(rnd(seed) % 3));
    row->forecast.missing = false;
    double width = fabs(row->forecast.at) * (rnd(seed) % 300) / 100;
    row->forecast_low = row->forecast.at - width;
    row->forecast_high = row->forecast.at + width;
    row->band_from = row->forecast.at;
}

static struct figure_frame *random_frame(struct bench *b, uint32_t *seed)
{
    struct figure_progress *figure =
        arena_make(b->arena, struct figure_progress, 1);
    *figure = plan_2015;
    figure->is_share = rnd(seed) % 2;
    figure->n_rows = 1 + rnd(seed) % 4;
    struct progress_row *rows =
        arena_make(b->arena, struct progress_row, figure->n_rows);
    for (size_t k = 0; k < figure->n_rows; k++)
        random_row(b->arena, seed, &rows[k], figure->is_share);
    figure->rows = rows;
    return &figure->frame;
}

int main(void)
{
    struct bench b;
    if (!bench_open(&b))
        return bench_close(&b);
    check_clean(&b, &plan_2015.frame, sizeof plan_2015, NULL,
                "lint of the plan of 2015");
    check_clean(&b, &plan_2020.frame, sizeof plan_2020, NULL,
                "lint of the plan of 2020");
    check_clean(&b, &goal1.frame, sizeof goal1, NULL, "lint of goal 1");
    check_clean(&b, &mixed.frame, sizeof mixed, NULL, "lint of mixed rows");
    test_bars(&b);
    test_cut_bars(&b);
    test_texts(&b);
    test_crowded(&b);
    test_heights(&b);
    test_same(&b);
    check_random(&b, 300, 20260401, random_frame, NULL);
    test_refusals(&b);
    return bench_close(&b);
}
