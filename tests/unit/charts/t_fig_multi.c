/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/charts/surveys.h"

static struct scene *draw(struct bench *b, const struct figure_multi *figure)
{
    return figure_draw(b->arena, b->setter, b->diag, TONE_COLOUR,
                       &figure->frame);
}

/* The k-th bar: the title and the key come before. */
static const struct mark *bar(const struct scene *scene, size_t k)
{
    return find_rect(scene, COLOUR_AI, 0, k + 2);
}

static void test_ranked(struct bench *b)
{
    struct scene *scene = draw(b, &worry);
    if (!ok(scene != NULL, "the figure is drawn"))
        return;
    is_text(texts_of(b, scene, "value"), "43.339.137.235.833.030.424.622.1",
            "items are ranked");
    is_text(texts_of(b, scene, "previous"), "39.241.430.735.227.934.823.9…",
            "with the period before");
    is_text(texts_of(b, scene, "difference"),
            "＋4.1△2.3＋6.5＋0.6＋5.1△4.4＋0.7新規", "and the difference");
    is_text(texts_of(b, scene, "mark"), "＊＊＊＊", "marked as published");
    is_near(bar(scene, 0)->w / bar(scene, 7)->w, 43.3 / 22.1, 1e-9,
            "bars are as long as their values");
    is_near(bar(scene, 0)->x, bar(scene, 7)->x, 1e-9, "and begin at 0");
    const struct mark *strong = find_text(scene, "difference", "＋6.5");
    const struct mark *weak = find_text(scene, "difference", "＋0.6");
    ok(strong && strong->style.face == FACE_FIXED_BOLD && weak &&
           weak->style.face == FACE_FIXED,
       "what is significant is bold");
    ok(find_text(scene, "cutoff", "掲載基準 20％") != NULL, "the cut-off");
    is_text(texts_of(b, scene, "base"),
            "複数回答、回答の計（M.T.）は312.4％。割合の母数は無回答を含む。ほ"
            "か9項目（20％未満）は省略。",
            "what was counted is said");
    struct figure_multi figure = worry;
    figure.is_ranked = false;
    figure.is_none_in_base = false;
    scene = draw(b, &figure);
    ok(scene && strncmp(texts_of(b, scene, "value"), "39.143.3", 8) == 0,
       "or stand as declared");
}

static void test_states(struct bench *b)
{
    struct scene *scene = draw(b, &places);
    if (!ok(scene != NULL, "every state is drawn"))
        return;
    is_text(texts_of(b, scene, "value"), "48.231.04.2X…6.32.5", "in words");
    ok(bar(scene, 1) && !bar(scene, 2), "two bars are solid");
    ok(find_rect(scene, COLOUR_NEZU, 0, 0) != NULL, "その他 is grey");
    const struct mark *weak = find_text(scene, "value", "4.2");
    ok(weak && weak->style.face == FACE_FIXED, "reference is not bold");
    is_int((long long)count_role(scene, "interval"), 4, "intervals");
    is_int((long long)count_role(scene, "previous"), 0, "no period before");
    struct figure_multi figure = places;
    figure.is_ranked = true;
    scene = draw(b, &figure);
    is_text(scene ? texts_of(b, scene, "value") : "", "48.231.04.2X…6.32.5",
            "ranked: without a value, その他, 無回答 come last");
}

static void test_half(struct bench *b)
{
    struct figure_multi figure = worry;
    figure.is_half = true;
    struct scene *scene = draw(b, &figure);
    ok(scene && fabs(scene->width - 82 * THEME_PT_PER_MM) < 1e-6,
       "it is drawn on 82 mm");
    check_clean(b, &figure.frame, sizeof figure, NULL, "half a page is clean");
    figure = places;
    figure.is_half = true;
    check_clean(b, &figure.frame, sizeof figure, NULL, "with intervals, too");
}

static void test_hostile(struct bench *b)
{
    struct multi_item items[LEN(worry_items)];
    struct figure_multi figure = worry;
    figure.items = items;
    memcpy(items, worry_items, sizeof items);
    for (size_t i = 0; i < LEN(items); i++)
        items[i].now = items[i].previous =
            (struct answer_cell){0, "0.0", CELL_SHOWN};
    is_int((long long)count_faults(b, &figure.frame, sizeof figure), 0,
           "nothing but zeros is clean");
    figure.has_cutoff = false;
    is_int((long long)count_faults(b, &figure.frame, sizeof figure), 0,
           "without a cut-off, too");
    items[0].now = (struct answer_cell){100, "100.0", CELL_SHOWN};
    items[1].now = (struct answer_cell){250, "250.0", CELL_SHOWN};
    items[2].now = (struct answer_cell){-3, "△3.0", CELL_SHOWN};
    items[3].has_interval = true;
    items[3].low = -40;
    items[3].high = 140;
    is_int((long long)count_faults(b, &figure.frame, sizeof figure), 0,
           "what is beyond the axis ends with it");
    for (size_t i = 0; i < LEN(items); i++)
        items[i].now = (struct answer_cell){0, "X", CELL_SUPPRESSED};
    is_int((long long)count_faults(b, &figure.frame, sizeof figure), 0,
           "everything is withheld");
    figure.n_items = 0;
    ok(draw(b, &figure) != NULL, "no items: only the frame");
}

static void test_unfit(struct bench *b)
{
    const char *text = long_text(b);
    struct multi_item item = worry_items[1];
    struct figure_multi figure = worry;
    figure.items = &item;
    figure.n_items = 1;
    item.has_interval = true;
    item.low = 40;
    item.high = 46;
    item.interval = "40～46";
    figure.interval_head = "区間";
    const char **const texts[] = {
        &item.label,           &item.now.text,        &item.previous.text,
        &item.interval,        &item.difference,      &item.mark,
        &figure.now_name,      &figure.previous_name, &figure.now_head,
        &figure.previous_head, &figure.interval_head, &figure.cutoff_text};
    ok(!is_unfit(b, &figure.frame), "the item fits");
    for (size_t i = 0; i < LEN(texts); i++) {
        const char *was = *texts[i];
        *texts[i] = text;
        if (!ok(is_unfit(b, &figure.frame), "a text without end is unfit"))
            printf("# text %zu\n", i);
        *texts[i] = was;
    }
}

static struct multi_item some_item(struct bench *b, uint32_t *seed)
{
    static const enum cell_state states[] = {
        CELL_SHOWN,     CELL_SHOWN,      CELL_SHOWN,  CELL_SHOWN,
        CELL_REFERENCE, CELL_SUPPRESSED, CELL_MISSING};
    static const enum answer_role roles[] = {
        ROLE_NOMINAL, ROLE_NOMINAL, ROLE_NOMINAL, ROLE_OTHER, ROLE_NONE};
    struct multi_item item = {.label = some_label(b, seed, 6),
                              .role = roles[rnd(seed) % LEN(roles)],
                              .now = some_cell(b, rnd(seed) % 1001),
                              .previous = some_cell(b, rnd(seed) % 1001),
                              .interval = "",
                              .difference = rnd(seed) % 5 ? "△12.3" : "新規",
                              .mark = rnd(seed) % 2 ? "▲" : "",
                              .is_significant = rnd(seed) % 2};
    if (rnd(seed) % 2)
        item.previous.share = item.now.share + (rnd(seed) % 40) / 10.0 - 2;
    item.now.state = states[rnd(seed) % LEN(states)];
    item.previous.state = states[rnd(seed) % LEN(states)];
    item.has_interval = rnd(seed) % 2;
    item.low = item.now.share - 4;
    item.high = item.now.share + 4;
    return item;
}

static void test_random(struct bench *b)
{
    uint32_t seed = 20240331;
    size_t faults = 0;
    for (int round = 0; round < 60; round++) {
        struct figure_multi figure = worry;
        struct multi_item items[24];
        figure.n_items = 1 + rnd(&seed) % LEN(items);
        bool has_texts = rnd(&seed) % 2;
        for (size_t i = 0; i < figure.n_items; i++) {
            items[i] = some_item(b, &seed);
            if (has_texts && items[i].has_interval)
                items[i].interval = "45.1～51.3";
        }
        figure.items = items;
        figure.is_half = !has_texts && rnd(&seed) % 3 == 0;
        figure.interval_head = "95％信頼区間";
        figure.is_ranked = rnd(&seed) % 2;
        figure.has_cutoff = rnd(&seed) % 2;
        figure.cutoff = rnd(&seed) % 50;
        if (rnd(&seed) % 3 == 0)
            figure.previous_name = "";
        size_t found = count_faults(b, &figure.frame, sizeof figure);
        if (found)
            printf("# round %d\n", round);
        faults += found;
    }
    is_int((long long)faults, 0, "random figures are clean");
}

int main(void)
{
    struct bench b;
    if (!bench_open(&b))
        return bench_close(&b);
    check_golden(&b, "multi", &worry.frame);
    check_clean(&b, &worry.frame, sizeof worry, NULL, "the figure is clean");
    check_clean(&b, &places.frame, sizeof places, NULL, "the other, too");
    test_ranked(&b);
    test_states(&b);
    test_half(&b);
    test_hostile(&b);
    test_unfit(&b);
    test_random(&b);
    return bench_close(&b);
}
