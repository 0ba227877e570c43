/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of a survey: whole rows, reference bases, several answers, the rest
 * of the sample, and what is refused.
 */
#include "indicators/disclose_survey.h"
#include "tests/tap.h"

static struct arena *arena;

static enum disclose_verdict at(const struct disclose_survey_result *r,
                                size_t row, size_t column)
{
    return r->table.cells[row * r->columns + column].verdict;
}

static size_t withheld(const struct disclose_survey_result *r, size_t row)
{
    size_t n = 0;
    for (size_t j = 0; j < r->columns; j++)
        n += at(r, row, j) != DISCLOSE_PUBLISH;
    return n;
}

static void bases(void)
{
    const int64_t n[] = {40, 30, 50, 4, 2, 1, 12, 11, 5, 60, 44, 0, 0, 0, 0};
    struct disclose_survey s = {
        .domains = 5, .answers = 3, .counts = n, .threshold = 5};
    struct disclose_survey_result r = disclose_survey_protect(arena, &s);
    ok(r.table.status == DISCLOSE_SAFE && r.rows == 5 && r.columns == 4,
       "rows by themselves");
    is_int(r.row[0], DISCLOSE_ROW_PUBLISH, "base 120");
    ok(r.row[1] == DISCLOSE_ROW_REFERENCE && withheld(&r, 1) == 3,
       "base 7 is not below 5, but all its cells are");
    ok(r.row[2] == DISCLOSE_ROW_REFERENCE && withheld(&r, 2) == 0,
       "base 28 is for reference");
    ok(r.row[3] == DISCLOSE_ROW_PUBLISH && withheld(&r, 3) == 0,
       "a zero is printed");
    is_int(r.row[4], DISCLOSE_ROW_EMPTY, "nobody there");
}

static void whole_rows(void)
{
    const int64_t n[] = {40, 30, 50, 4, 2, 1, 12, 13, 15, 60, 44, 11};
    struct disclose_survey s = {.domains = 4, .answers = 3, .counts = n};
    struct disclose_survey_result r = disclose_survey_protect(arena, &s);
    ok(r.row[1] == DISCLOSE_ROW_WITHHELD && withheld(&r, 1) == 4 &&
           withheld(&r, 0) + withheld(&r, 2) + withheld(&r, 3) == 0,
       "base 7 goes with its row");
    ok(r.table.status == DISCLOSE_SAFE &&
           r.table.cells[7].upper == DISCLOSE_UNBOUNDED,
       "and nobody can tell it");

    s.whole_known = true;
    r = disclose_survey_protect(arena, &s);
    ok(r.table.status == DISCLOSE_SAFE && r.rows == 5 && r.whole == 4 &&
           r.rest == DISCLOSE_NO_CELL,
       "the whole sample is known");
    ok(r.row[1] == DISCLOSE_ROW_WITHHELD && r.row[2] == DISCLOSE_ROW_WITHHELD &&
           withheld(&r, 0) == 0 && withheld(&r, 3) == 0 && withheld(&r, 4) == 0,
       "so the next smallest row has to go as well");
    ok(r.table.cells[7].lower <= 6 && r.table.cells[7].upper == 7 + 40 - 3 &&
           at(&r, 1, 3) == DISCLOSE_PRIMARY &&
           at(&r, 2, 3) == DISCLOSE_SECONDARY,
       "the base 7 may be anything up to 44");
}

static void single_cells(void)
{
    const int64_t n[] = {40, 30, 3, 35, 22, 31, 60, 44, 11};
    struct disclose_survey s = {
        .domains = 3, .answers = 3, .counts = n, .whole_known = true};
    struct disclose_survey_result r = disclose_survey_protect(arena, &s);
    ok(r.table.status == DISCLOSE_SAFE && r.table.cheapest &&
           at(&r, 0, 2) == DISCLOSE_PRIMARY && r.table.n_secondary == 3 &&
           !r.table.totals_withheld,
       "a cell of 3: three more in a square");
    is_int(r.table.cost, 30 + 22 + 31, "the cheapest square");
    const bool harmless[] = {false, false, true};
    s.harmless = harmless;
    r = disclose_survey_protect(arena, &s);
    ok(r.table.status == DISCLOSE_SAFE && r.table.n_primary == 0 &&
           r.table.n_secondary == 0,
       "no answer: harmless");
    s.harmless = NULL;
    s.linked = true;
    r = disclose_survey_protect(arena, &s);
    ok(r.table.status == DISCLOSE_LINKED && r.table.n_secondary == 3,
       "linked: the same cells, never called safe");
}

static void multiple(void)
{
    const int64_t n[] = {40, 3, 25, 35, 22, 31, 60, 44, 20};
    const int64_t base[] = {50, 45, 70};
    struct disclose_survey s = {.domains = 3,
                                .answers = 3,
                                .counts = n,
                                .bases = base,
                                .multiple = true,
                                .whole_known = true};
    struct disclose_survey_result r = disclose_survey_protect(arena, &s);
    ok(r.table.status == DISCLOSE_SAFE && at(&r, 0, 1) == DISCLOSE_PRIMARY &&
           at(&r, 1, 1) == DISCLOSE_SECONDARY && r.table.cost == 22,
       "several answers: one more in the column is enough");
    is_int(r.table.cells[1].upper, 3 + 22 - 1, "up to what the other may lose");
    is_int(r.table.cells[5].upper, 24, "and the other way round");
    is_int(r.table.cells[5].lower, 1, "but not to nothing");
    s.whole_known = false;
    r = disclose_survey_protect(arena, &s);
    ok(r.table.n_secondary == 0 && r.table.cells[1].upper == 50,
       "whole sample not known: up to the base");
    s.bases = NULL;
    r = disclose_survey_protect(arena, &s);
    ok(r.table.status == DISCLOSE_SHAPE && !r.table.cells && !r.row,
       "several answers without bases: refused");
}

static void rest(void)
{
    const int64_t n[] = {40, 30, 35, 22}, whole[] = {76, 53};
    struct disclose_survey s = {.domains = 2,
                                .answers = 2,
                                .counts = n,
                                .whole_known = true,
                                .whole = whole,
                                .whole_base = 129};
    struct disclose_survey_result r = disclose_survey_protect(arena, &s);
    ok(r.table.status == DISCLOSE_SAFE && r.rest == 2 && r.whole == 3 &&
           r.row[2] == DISCLOSE_ROW_WITHHELD && r.row[1] != r.row[0],
       "two without a district follow from the whole: a row goes");
    s.rest_harmless = true;
    r = disclose_survey_protect(arena, &s);
    ok(r.table.status == DISCLOSE_SAFE && r.table.n_primary == 0 &&
           withheld(&r, 0) + withheld(&r, 1) == 0 && r.table.cells[6].disclosed,
       "if nobody minds, all is printed, and the audit says what they are");
    s.whole_base = 130;
    r = disclose_survey_protect(arena, &s);
    ok(r.table.status == DISCLOSE_TOTAL && !r.table.cells, "130 is no sum");
    const int64_t less[] = {74, 52};
    s.whole = less;
    s.whole_base = 126;
    r = disclose_survey_protect(arena, &s);
    ok(r.table.status == DISCLOSE_COUNT && r.table.where / r.columns == 2,
       "domains that are more than the whole overlap: refused");
}

static void hostile(void)
{
    const int64_t three = 3, zero = 0, negative = -1,
                  large = DISCLOSE_COUNT_MOST + 1;
    struct disclose_survey s = {
        .domains = 1, .answers = 1, .counts = &three, .whole_known = true};
    struct disclose_survey_result r = disclose_survey_protect(arena, &s);
    ok(r.table.status == DISCLOSE_SAFE && withheld(&r, 0) == 2 &&
           withheld(&r, 1) == 2,
       "one cell of 3: all is withheld");
    s.counts = &zero;
    r = disclose_survey_protect(arena, &s);
    ok(r.table.status == DISCLOSE_SAFE && withheld(&r, 0) == 0 &&
           r.row[0] == DISCLOSE_ROW_EMPTY,
       "one cell of 0: nothing is");
    s.counts = &negative;
    is_int(disclose_survey_protect(arena, &s).table.status, DISCLOSE_COUNT,
           "a negative count");
    s.counts = &large;
    is_int(disclose_survey_protect(arena, &s).table.status, DISCLOSE_COUNT,
           "a count beyond 10^12");
    s.domains = 0;
    is_int(disclose_survey_protect(arena, &s).table.status, DISCLOSE_SHAPE,
           "no domains");
    s.domains = SIZE_MAX - 1;
    is_int(disclose_survey_protect(arena, &s).table.status, DISCLOSE_SHAPE,
           "too many domains");
    s.domains = 1;
    s.answers = SIZE_MAX;
    is_int(disclose_survey_protect(arena, &s).table.status, DISCLOSE_SHAPE,
           "too many answers");
}

int main(void)
{
    arena = arena_open();
    bases();
    whole_rows();
    single_cells();
    multiple();
    rest();
    hostile();
    arena_close(arena);
    return tap_done();
}
