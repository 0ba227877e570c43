/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/charts/surveys.h"

static struct scene *draw(struct bench *b, const struct figure_stack100 *figure)
{
    return figure_draw(b->arena, b->setter, b->diag, TONE_COLOUR,
                       &figure->frame);
}

/* The k-th segment of the figure. */
static const struct mark *segment(const struct scene *scene, size_t k)
{
    for (size_t i = 0; i < scene->n; i++)
        if (strcmp(scene->marks[i].role, "segment") == 0 && k-- == 0)
            return &scene->marks[i];
    return NULL;
}

static void test_bars(struct bench *b)
{
    struct scene *scene = draw(b, &work);
    if (!ok(scene != NULL, "the figure is drawn"))
        return;
    is_int((long long)count_role(scene, "segment"), 14, "all segments");
    size_t ends;
    ok(are_bars_sound(scene, &ends), "they follow each other");
    is_int((long long)ends, 2, "and fill both bars");
    const struct mark *full = segment(scene, 0), *left = segment(scene, 4);
    is_near(full->w / left->w, 21.9 / 38.4, 1e-9, "they are as wide as shares");
    is_text(texts_of(b, scene, "value"), "21.912.619.738.417.08.015.749.56.2",
            "values inside");
    is_text(texts_of(b, scene, "callout"), "2.73.01.61.02.6",
            "values that do not fit stand below");
    is_text(texts_of(b, scene, "sum"), "就労している56.9就労している41.7",
            "sums as published");
    is_text(texts_of(b, scene, "base"), "（N＝6,087）（N＝6,141）", "bases");
    ok(find_text(scene, "answer", "無回答") != NULL, "answers are named");
}

/* Labels over the bars and a key, on 82 mm. */
static void test_half(struct bench *b)
{
    struct figure_stack100 figure = work;
    figure.is_half = true;
    struct scene *scene = draw(b, &figure);
    if (!ok(scene != NULL, "half a page is enough"))
        return;
    is_near(scene->width, 82 * THEME_PT_PER_MM, 1e-6, "it is 82 mm wide");
    size_t ends;
    ok(are_bars_sound(scene, &ends) && ends == 2, "with both bars");
    check_clean(b, &figure.frame, sizeof figure, NULL, "half a page is clean");
}

static void test_states(struct bench *b)
{
    struct figure_stack100 figure = work;
    figure.answers = joy_answers;
    figure.n_answers = LEN(joy_answers);
    figure.rows = joy_rows;
    figure.n_rows = LEN(joy_rows);
    figure.sum_label = "肯定的な回答";
    figure.sum_to = 1;
    struct scene *scene = draw(b, &figure);
    if (!ok(scene != NULL, "all states are drawn"))
        return;
    ok(find_text(scene, "callout", "X：2区分") != NULL,
       "withheld answers are counted");
    ok(find_text(scene, "callout", "0.0") != NULL, "a zero is not left out");
    ok(find_text(scene, "base", "（n＝26）参考値") != NULL,
       "reference is said");
    ok(find_text(scene, "interval", "（35.5～71.2）") != NULL,
       "intervals are printed");
    const struct mark *weak = find_text(scene, "value", "41.2");
    ok(weak && weak->style.face == FACE_REGULAR, "reference is not bold");
    check_clean(b, &figure.frame, sizeof figure, NULL, "all states are clean");
}

/* Nine values with counts need two lanes on half a page. */
static void test_lanes(struct bench *b)
{
    struct answer_choice answers[9];
    struct answer_cell cells[9];
    for (size_t i = 0; i < 9; i++) {
        answers[i] = (struct answer_choice){"答え", ROLE_ORDINAL, false};
        cells[i] = (struct answer_cell){11.1, "11.1(99)", CELL_SHOWN};
    }
    struct answer_row row = work_rows[0];
    row.cells = cells;
    struct figure_stack100 figure = work;
    figure.is_half = true;
    figure.answers = answers;
    figure.n_answers = 9;
    figure.rows = &row;
    figure.n_rows = 1;
    figure.sum_label = "";
    struct scene *scene = draw(b, &figure);
    if (!ok(scene && count_role(scene, "callout") == 9, "nine callouts"))
        return;
    double first = find_text(scene, "callout", "11.1(99)")->y;
    size_t n_first = 0;
    for (size_t i = 0; i < scene->n; i++)
        n_first += strcmp(scene->marks[i].role, "callout") == 0 &&
                   scene->marks[i].y == first;
    is_int((long long)n_first, 5, "every second one in the first lane");
    is_int((long long)count_faults(b, &figure.frame, sizeof figure), 0,
           "and are clean");
    for (size_t i = 0; i < 9; i++)
        cells[i].text = "11.1(99,999)";
    ok(is_unfit(b, &figure.frame), "what two lanes cannot hold is unfit");
}

static void test_hostile(struct bench *b)
{
    struct answer_cell cells[7];
    struct answer_row row = work_rows[0];
    struct figure_stack100 figure = work;
    figure.rows = &row;
    figure.n_rows = 1;
    row.cells = cells;
    for (size_t i = 0; i < 7; i++)
        cells[i] = (struct answer_cell){0, "0.0", CELL_SHOWN};
    struct scene *scene = draw(b, &figure);
    ok(scene && find_text(scene, "callout", "0.0：7区分"), "nothing but zeros");
    is_int((long long)count_faults(b, &figure.frame, sizeof figure), 0,
           "are clean");
    cells[3] = (struct answer_cell){100, "100.0", CELL_SHOWN};
    scene = draw(b, &figure);
    size_t ends;
    ok(scene && are_bars_sound(scene, &ends) && ends == 1, "one has it all");
    is_int((long long)count_faults(b, &figure.frame, sizeof figure), 0,
           "and is clean");
    for (size_t i = 0; i < 7; i++)
        cells[i] = (struct answer_cell){99.9, "99.9", CELL_SHOWN};
    cells[0].share = -5;
    is_int((long long)count_faults(b, &figure.frame, sizeof figure), 0,
           "shares that make no whole stay in the bar");
    for (size_t i = 0; i < 7; i++)
        cells[i] = (struct answer_cell){0, "…", CELL_MISSING};
    scene = draw(b, &figure);
    ok(scene && find_text(scene, "hole", "…"), "a row without numbers");
    figure.sum_to = 99;
    ok(draw(b, &figure) != NULL, "a bracket over answers that are not there");
    figure.n_rows = 0;
    ok(draw(b, &figure) != NULL, "no rows: only the frame");
    figure.n_answers = 0;
    ok(draw(b, &figure) != NULL, "no answers, neither");
}

static void test_unfit(struct bench *b)
{
    const char *text = long_text(b);
    struct answer_choice answers[13];
    struct answer_cell cells[13];
    for (size_t i = 0; i < LEN(answers); i++) {
        answers[i] = work_answers[i % 7];
        cells[i] = work_h30[i % 7];
    }
    struct answer_row row = work_rows[0];
    struct figure_stack100 figure = work;
    figure.rows = &row;
    figure.n_rows = 1;
    for (int half = 0; half < 2; half++) {
        figure.is_half = half;
        row.label = text;
        ok(is_unfit(b, &figure.frame), "a label without end");
        row.label = "";
        row.base = text;
        ok(is_unfit(b, &figure.frame), "a base without end");
        row.base = "";
        row.group = text;
        ok(is_unfit(b, &figure.frame), "a group without end");
        row.group = "";
        figure.sum_label = text;
        ok(is_unfit(b, &figure.frame), "a name of a sum without end");
        figure.sum_label = "計";
        row.sum.interval = text;
        ok(is_unfit(b, &figure.frame), "an interval without end");
        row.sum.interval = "";
        row.cells = cells;
        cells[2].text = text;
        ok(is_unfit(b, &figure.frame), "a number without end");
        cells[2].text = "19.7";
        figure.answers = answers;
        answers[1].label = text;
        ok(is_unfit(b, &figure.frame), "an answer without end");
        answers[1].label = "二";
        figure.n_answers = 13;
        ok(is_unfit(b, &figure.frame), "more answers than fills");
        figure.n_answers = 7;
        ok(!is_unfit(b, &figure.frame), "without them it fits");
    }
    row.label = "\xF0\x9F\x98\x80"; /* U+1F600 is not in the font */
    b->diag = diag_new(b->arena, LANG_JA);
    ok(!draw(b, &figure), "a character without a glyph");
    is_int(diag_id(b->diag, 0), MSG_GLYPH, "is said");
}

static void test_random(struct bench *b)
{
    uint32_t seed = 20260401;
    size_t faults = 0, unsound = 0;
    for (int round = 0; round < 60; round++) {
        struct figure_stack100 figure = work;
        figure.is_half = rnd(&seed) % 4 == 0;
        figure.is_connected = rnd(&seed) % 2;
        figure.n_answers = 2 + rnd(&seed) % 8;
        figure.answers = some_answers(b, &seed, figure.n_answers);
        figure.n_rows = 1 + rnd(&seed) % (rnd(&seed) % 4 ? 6 : 24);
        figure.rows = some_rows(b, &seed, figure.n_rows, figure.n_answers);
        figure.sum_from = rnd(&seed) % figure.n_answers;
        figure.sum_to =
            figure.sum_from + rnd(&seed) % (figure.n_answers - figure.sum_from);
        size_t found = count_faults(b, &figure.frame, sizeof figure);
        if (found)
            printf("# round %d\n", round);
        faults += found;
        size_t ends;
        struct scene *scene = draw(b, &figure);
        unsound += !scene || !are_bars_sound(scene, &ends);
    }
    is_int((long long)faults, 0, "random figures are clean");
    is_int((long long)unsound, 0, "and their bars sound");
}

int main(void)
{
    struct bench b;
    if (!bench_open(&b))
        return bench_close(&b);
    check_golden(&b, "stack100", &work.frame);
    check_clean(&b, &work.frame, sizeof work, NULL, "the figure is clean");
    test_bars(&b);
    test_half(&b);
    test_states(&b);
    test_lanes(&b);
    test_hostile(&b);
    test_unfit(&b);
    test_random(&b);
    return bench_close(&b);
}
