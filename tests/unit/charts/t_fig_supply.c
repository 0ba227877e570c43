/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The numbers of the three districts are those published in 第2期加古川市子ど
 * も・子育て支援事業計画, 「保育」に関する区域ごとの量の見込みと確保方策
 * (2号・3号): need, supply and, from 令和2年度 on, their difference.  In 令和元
 * 年度 the need is the figure of the first plan, the supply a capacity on 1
 * April: two bases.
 */
#include "tests/unit/charts/fixtures.h"

#include <stdlib.h>

enum { YEARS = 6, KEY_FOOT = 60 };

#define B(y, n, s, nt, st, gt)                                                 \
    {                                                                          \
        .year = 2018 + (y), .has_need = true, .has_supply = true, .need = n,   \
        .supply = s, .need_text = nt, .supply_text = st, .gap_text = gt,       \
        .bracketed = (y) == 1                                                  \
    }
static const struct supply_bar bars_a[YEARS] = {
    B(1, 4054, 3969, "4,054", "3,969", "(△85)"),
    B(2, 4505, 4505, "4,505", "4,505", "0"),
    B(3, 4359, 4505, "4,359", "4,505", "146"),
    B(4, 4186, 4505, "4,186", "4,505", "319"),
    B(5, 4045, 4505, "4,045", "4,505", "460"),
    B(6, 3957, 4505, "3,957", "4,505", "548"),
};
static const struct supply_bar bars_b[YEARS] = {
    B(1, 508, 550, "508", "550", "(42)"), B(2, 576, 596, "576", "596", "20"),
    B(3, 567, 596, "567", "596", "29"),   B(4, 558, 596, "558", "596", "38"),
    B(5, 555, 596, "555", "596", "41"),   B(6, 551, 596, "551", "596", "45"),
};
static const struct supply_bar bars_c[YEARS] = {
    B(1, 911, 922, "911", "922", "(11)"), B(2, 995, 995, "995", "995", "0"),
    B(3, 944, 995, "944", "995", "51"),   B(4, 896, 995, "896", "995", "99"),
    B(5, 823, 995, "823", "995", "172"),  B(6, 771, 995, "771", "995", "224"),
};
/* Invented: short, no number, and nothing at all. */
static const struct supply_bar bars_x[YEARS] = {
    B(1, 120, 100, "120", "100", "(▲20)"),
    {.year = 2020,
     .has_need = true,
     .has_supply = true,
     .need = 130,
     .supply = 100,
     .need_text = "130",
     .supply_text = "100",
     .gap_text = "▲30",
     .shortage = true},
    {.year = 2021,
     .has_need = true,
     .need = 130,
     .need_text = "130",
     .supply_text = "…",
     .gap_text = "―"},
    {.year = 2022, .need_text = "―", .supply_text = "―", .gap_text = "―"},
    {.year = 2023,
     .has_supply = true,
     .supply = 0,
     .need_text = "…",
     .supply_text = "0",
     .gap_text = "―"},
    B(6, 0, 0, "0", "0", "0"),
};
static const struct supply_panel panels[] = {
    {"区域A", bars_a}, {"区域B", bars_b},
    {"区域C", bars_c}, {"名前の長い架空の区域（北部及び西部）", bars_x},
    {"区域E", bars_c},
};

static struct figure_supply figure_of(size_t n)
{
    return (struct figure_supply){
        .frame = {FIXTURE_NOTES, .kind = FIGURE_SUPPLY,
                  .title = "区域別の量の見込みと確保方策（保育）",
                  .message = "令和2～6年度は、3区域とも確保方策が量の見込み以"
                             "上となる計画。",
                  .style = {.lang = LANG_JA, .negative = "△"}},
        .unit = "人",
        .need_mark = "①",
        .supply_mark = "②",
        .gap_mark = "②－①",
        .need_name = "①量の見込み",
        .supply_name = "②確保方策",
        .short_name = "不足（②＜①）",
        .panels = panels,
        .n_panels = n,
        .n_years = YEARS};
}

static struct scene *draw(struct bench *b, enum tone tone,
                          const struct figure_supply *figure)
{
    return figure_draw(b->arena, b->setter, b->diag, tone, &figure->frame);
}

/* The first bar of a year on two bases. */
static const struct mark *find_dashed(const struct scene *scene)
{
    for (size_t i = 0; i < scene->n; i++) {
        const struct mark *m = &scene->marks[i];
        if (m->kind == MARK_RECT && m->paint.dash[0] > 0 && m->y + m->h > 60)
            return m;
    }
    return NULL;
}

static size_t count_texts(const struct scene *scene, const char *role,
                          const char *text, enum colour colour)
{
    size_t n = 0;
    for (size_t i = 0; i < scene->n; i++) {
        const struct mark *m = &scene->marks[i];
        n += m->kind == MARK_TEXT && !strcmp(m->role, role) &&
             (!text || !strcmp(m->text, text)) &&
             (colour == COLOUR_NONE || m->paint.fill == colour);
    }
    return n;
}

/* SHIHYO_SHOW=folder keeps the pictures, to be looked at. */
static void show(struct bench *b, const struct figure_supply *figure,
                 enum tone tone)
{
    const char *folder = getenv("SHIHYO_SHOW");
    struct scene *scene = draw(b, tone, figure);
    if (!folder || !scene)
        return;
    FILE *f = fopen(str_join(b->arena, folder, "/supply-",
                             str_count(b->arena, figure->n_panels), "-",
                             str_count(b->arena, figure->n_years),
                             tone ? "-mono" : "", ".svg", NULL),
                    "w");
    if (f) {
        fputs(svg_figure(b->arena, scene, &figure->frame.meta), f);
        fclose(f);
    }
}

/* Bars stand on 0, are as long as their values, and the dashed one is the year
 * of two bases. */
static void test_bars(struct bench *b)
{
    struct figure_supply figure = figure_of(3);
    struct scene *scene = draw(b, TONE_COLOUR, &figure);
    if (!ok(scene != NULL, "the figure is drawn"))
        return;
    const struct mark *first = find_rect(scene, COLOUR_AI_PALE, KEY_FOOT, 0);
    const struct mark *grey = find_dashed(scene);
    if (!ok(first && grey, "there are bars"))
        return;
    is_near(grey->h / first->h, 3969.0 / 4505.0, 1e-9,
            "a bar is as long as its supply");
    is_near(grey->y + grey->h, first->y + first->h, 1e-9, "and stands on 0");
    ok(find_rect(scene, COLOUR_AI_PALE, KEY_FOOT, 14) != NULL &&
           !find_rect(scene, COLOUR_AI_PALE, KEY_FOOT, 15),
       "fifteen years on one basis");
    is_int((long long)count_texts(scene, "gap", "(△85)", COLOUR_ENJI), 0,
           "a difference across two bases is no shortage");
    is_int((long long)count_texts(scene, "gap", "0", COLOUR_INK), 2,
           "an exact 0 is not a shortage");
    is_int((long long)count_texts(scene, "key", "不足（②＜①）", COLOUR_NONE), 0,
           "no shortage, no key of it");
}

static void test_numbers(struct bench *b)
{
    for (size_t n = 3; n <= 5; n++) {
        struct figure_supply figure = figure_of(n);
        struct scene *scene = draw(b, TONE_COLOUR, &figure);
        if (!ok(scene != NULL, "any number of districts is drawn"))
            return;
        is_int((long long)count_texts(scene, "value", NULL, COLOUR_NONE),
               (long long)(2 * YEARS * n), "needs and supplies are printed");
        is_int((long long)count_texts(scene, "gap", NULL, COLOUR_NONE),
               (long long)(YEARS * n), "and every difference");
        is_int((long long)count_texts(scene, "mark", "②－①", COLOUR_NONE),
               (long long)n, "strips name their rows");
    }
}

/* Five years of three districts have room side by side; where the numbers do
 * not, as with a sixth year of four digits, they become strips. */
static void test_columns(struct bench *b)
{
    struct supply_panel side_by_side[3];
    for (size_t p = 0; p < 3; p++)
        side_by_side[p] =
            (struct supply_panel){panels[p].name, panels[p].bars + 1};
    struct figure_supply figure = figure_of(3);
    figure.panels = side_by_side;
    figure.n_years = YEARS - 1;
    struct scene *scene = draw(b, TONE_COLOUR, &figure);
    if (!ok(scene != NULL, "three districts are drawn"))
        return;
    is_int((long long)count_texts(scene, "mark", "②－①", COLOUR_NONE), 1,
           "columns share the names of their rows");
    check_clean(b, &figure.frame, sizeof figure, NULL,
                "and the lint has nothing to say");
    show(b, &figure, TONE_COLOUR);
}

static void test_shortage(struct bench *b)
{
    struct figure_supply figure = figure_of(4);
    struct scene *scene = draw(b, TONE_COLOUR, &figure);
    if (!ok(scene != NULL, "strips are drawn"))
        return;
    is_int((long long)count_texts(scene, "gap", "▲30", COLOUR_ENJI), 1,
           "a shortage has its colour and its sign");
    is_int((long long)count_texts(scene, "key", "不足（②＜①）", COLOUR_NONE), 1,
           "and its key");
    const struct mark *bar = NULL, *missing = NULL;
    for (size_t i = 0; i < scene->n; i++) {
        const struct mark *m = &scene->marks[i];
        if (m->kind == MARK_RECT && m->paint.stroke == COLOUR_ENJI)
            missing = m;
    }
    for (size_t k = 0; missing && !bar; k++) {
        const struct mark *m = find_rect(scene, COLOUR_AI_PALE, KEY_FOOT, k);
        if (!m)
            break;
        if (m->x == missing->x && fabs(m->y - missing->y - missing->h) < 1e-6)
            bar = m;
    }
    ok(bar != NULL, "what is missing stands on its bar");
    is_near(bar ? missing->h / bar->h : 0, 0.3, 1e-9,
            "and is as high as what is missing");
}

static void test_refusals(struct bench *b)
{
    struct figure_supply figure = figure_of(3);
    figure.unit = "𠮷";
    b->diag = diag_new(b->arena, LANG_JA);
    ok(!draw(b, TONE_COLOUR, &figure), "a character without glyph: no scene");
    is_int(diag_id(b->diag, 0), MSG_GLYPH, "and the message");
    struct supply_bar many[YEARS];
    memcpy(many, bars_a, sizeof many);
    many[0].need_text = "123,456,789,012,345,678,901,234,567,890";
    struct supply_panel wide = {"区域", many};
    figure = figure_of(3);
    figure.panels = &wide;
    figure.n_panels = 1;
    many[0].need_text = "123,456,789,012,345,678,901,234,567,890,123,456,789,"
                        "012,345,678,901,234,567,890";
    b->diag = diag_new(b->arena, LANG_JA);
    ok(!draw(b, TONE_COLOUR, &figure), "a number that is too long: no scene");
    is_int(diag_id(b->diag, 0), MSG_FIT, "and the message");
    figure.n_panels = 0;
    b->diag = diag_new(b->arena, LANG_JA);
    ok(draw(b, TONE_COLOUR, &figure) != NULL, "no district: only the frame");
}

int main(void)
{
    struct bench b;
    if (!bench_open(&b))
        return bench_close(&b);
    test_bars(&b);
    test_numbers(&b);
    test_columns(&b);
    test_shortage(&b);
    for (size_t n = 1; n <= LEN(panels); n++) {
        struct figure_supply figure = figure_of(n);
        check_clean(&b, &figure.frame, sizeof figure, NULL,
                    "the lint has nothing to say");
        show(&b, &figure, TONE_COLOUR);
        show(&b, &figure, TONE_MONO);
    }
    test_refusals(&b);
    return bench_close(&b);
}
