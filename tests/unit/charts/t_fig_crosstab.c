/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/charts/surveys.h"

static struct scene *draw(struct bench *b, const struct figure_crosstab *figure)
{
    return figure_draw(b->arena, b->setter, b->diag, TONE_COLOUR,
                       &figure->frame);
}

static void test_table(struct bench *b)
{
    struct scene *scene = draw(b, &joy);
    if (!ok(scene != NULL, "the table is drawn"))
        return;
    size_t ends;
    ok(are_bars_sound(scene, &ends), "segments follow each other");
    is_int((long long)ends, 5, "the bar with withheld answers ends before");
    is_text(texts_of(b, scene, "sum"), "58.666.758.147.453.876.5",
            "a column of sums");
    is_text(texts_of(b, scene, "mark"), "▲▼", "marks of differences");
    is_text(texts_of(b, scene, "group"), "子どもをみてもらえる親族居住区",
            "each group is named once");
    is_text(texts_of(b, scene, "reference"), "参考値参考値",
            "few respondents are said");
    ok(find_text(scene, "interval", "（56.6～60.6）") != NULL, "intervals");
    const struct mark *whole = find_text(scene, "label", "全体");
    ok(whole && whole->style.face == FACE_BOLD, "the whole sample is bold");
    const struct mark *one = find_text(scene, "sum", "58.6");
    const struct mark *other = find_text(scene, "sum", "76.5");
    ok(one && other && fabs(one->x + one->w - other->x - other->w) < 1e-6,
       "sums end at one edge");
}

static void test_no_sums(struct bench *b)
{
    struct figure_crosstab figure = joy;
    figure.sum_label = "";
    struct scene *scene = draw(b, &figure);
    ok(scene && count_role(scene, "sum") == 0, "no label, no sums");
    check_clean(b, &figure.frame, sizeof figure, NULL, "which is clean");
}

/* 24 rows of nine answers take a page of A4. */
static void test_page(struct bench *b)
{
    uint32_t seed = 5;
    struct figure_crosstab figure = joy;
    struct answer_choice answers[9];
    for (size_t i = 0; i < 9; i++)
        answers[i] = (struct answer_choice){"答え", ROLE_ORDINAL, false};
    struct answer_row *rows = arena_make(b->arena, struct answer_row, 24);
    for (size_t i = 0; i < 24; i++) {
        rows[i] = joy_rows[i ? 1 + i % 3 : 0];
        rows[i].group = i == 0 ? "" : i < 3 ? "性別" : i < 9 ? "年齢" : "区";
        rows[i].cells = some_cells(b, &seed, 9);
    }
    figure.answers = answers;
    figure.n_answers = 9;
    figure.rows = rows;
    figure.n_rows = 24;
    figure.frame.plate = true;
    struct scene *scene = draw(b, &figure);
    ok(scene && scene->height <= 257 * THEME_PT_PER_MM,
       "24 rows fit on a page of A4");
    is_int((long long)count_faults(b, &figure.frame, sizeof figure), 0,
           "and are clean");
}

static void test_hostile(struct bench *b)
{
    struct answer_cell cells[6];
    struct answer_row row = joy_rows[1];
    struct figure_crosstab figure = joy;
    figure.rows = &row;
    figure.n_rows = 1;
    row.cells = cells;
    for (size_t i = 0; i < 6; i++)
        cells[i] = (struct answer_cell){0, "0.0", CELL_SHOWN};
    ok(draw(b, &figure) != NULL, "nothing but zeros");
    is_int((long long)count_faults(b, &figure.frame, sizeof figure), 0,
           "are clean");
    cells[0] = (struct answer_cell){100, "100.0", CELL_REFERENCE};
    is_int((long long)count_faults(b, &figure.frame, sizeof figure), 0,
           "one has it all");
    for (size_t i = 0; i < 6; i++)
        cells[i] = (struct answer_cell){0, "X", CELL_SUPPRESSED};
    row.sum.cell = cells[0];
    struct scene *scene = draw(b, &figure);
    ok(scene && find_text(scene, "hole", "X") && find_text(scene, "sum", "X"),
       "everything is withheld");
    figure.n_rows = 0;
    ok(draw(b, &figure) != NULL, "no rows: only the frame");
}

static void test_unfit(struct bench *b)
{
    const char *text = long_text(b);
    struct answer_choice answers[LEN(joy_answers)];
    memcpy(answers, joy_answers, sizeof answers);
    struct answer_row row = joy_rows[1];
    struct figure_crosstab figure = joy;
    figure.answers = answers;
    figure.rows = &row;
    figure.n_rows = 1;
    const char **const texts[] = {
        &row.label,        &row.base,     &row.group,        &row.sum.cell.text,
        &row.sum.interval, &row.sum.mark, &figure.sum_label, &answers[2].label};
    ok(!is_unfit(b, &figure.frame), "the row fits");
    for (size_t i = 0; i < LEN(texts); i++) {
        const char *was = *texts[i];
        *texts[i] = text;
        ok(is_unfit(b, &figure.frame), "a text without end fits nowhere");
        *texts[i] = was;
    }
}

static void test_random(struct bench *b)
{
    uint32_t seed = 20261127;
    size_t faults = 0, unsound = 0;
    for (int round = 0; round < 60; round++) {
        struct figure_crosstab figure = joy;
        figure.n_answers = 2 + rnd(&seed) % 8;
        figure.answers = some_answers(b, &seed, figure.n_answers);
        figure.n_rows = 1 + rnd(&seed) % 24;
        figure.rows = some_rows(b, &seed, figure.n_rows, figure.n_answers);
        figure.sum_label = rnd(&seed) % 4 ? some_label(b, &seed, 3) : "";
        size_t found = count_faults(b, &figure.frame, sizeof figure);
        if (found)
            printf("# round %d\n", round);
        faults += found;
        size_t ends;
        struct scene *scene = draw(b, &figure);
        unsound += !scene || !are_bars_sound(scene, &ends);
    }
    is_int((long long)faults, 0, "random tables are clean");
    is_int((long long)unsound, 0, "and their bars sound");
}

int main(void)
{
    struct bench b;
    if (!bench_open(&b))
        return bench_close(&b);
    check_golden(&b, "crosstab", &joy.frame);
    check_clean(&b, &joy.frame, sizeof joy, NULL, "the table is clean");
    test_table(&b);
    test_no_sums(&b);
    test_page(&b);
    test_hostile(&b);
    test_unfit(&b);
    test_random(&b);
    return bench_close(&b);
}
