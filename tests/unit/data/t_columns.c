/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Columns by their names in either language, and the cells below them.
 */
#include "data/columns.h"
#include "tests/tap.h"

static const struct column_spec specs[] = {
    {"measure", "指標|指標ID", true},
    {"year", "年度", true},
    {"value", "値|実績値", true},
    {"note", NULL, false},
};

struct bound {
    struct arena *arena;
    struct diag *diag;
    const struct csv *csv;
    int at[LEN(specs)];
    bool good;
};

static struct bound bind(const char *text)
{
    struct bound b = {.arena = arena_open()};
    b.diag = diag_new(b.arena, LANG_EN);
    struct source *source = source_of_text(b.arena, "x.csv", text);
    b.csv = csv_read(b.arena, b.diag, source, NULL);
    b.good =
        b.csv && columns_bind(b.arena, b.diag, b.csv, specs, LEN(specs), b.at);
    return b;
}

/* The messages of a header, as text. */
static void is_said(const char *text, const char *expected, const char *what)
{
    struct bound b = bind(text);
    bool said = strstr(diag_render(b.diag), expected) != NULL;
    if (!ok(said && !b.good, what))
        printf("# %s\n", diag_render(b.diag));
    arena_close(b.arena);
}

static void test_names(void)
{
    struct bound b = bind("年度,実績値,ＭＥＡＳＵＲＥ\nR4,1,x\n");
    ok(!b.good, "letters of another case are another name");
    arena_close(b.arena);
    b = bind("ｖalue,note,年度,指標\n3,,R4,a\n");
    ok(b.good && diag_size(b.diag) == 0,
       "both languages, any order, any width");
    is_int(b.at[0], 3, "指標");
    is_int(b.at[1], 2, "年度");
    is_int(b.at[2], 0, "value");
    is_int(b.at[3], 1, "note");
    arena_close(b.arena);
    b = bind("指標,年度,値\na,R4,1\n");
    is_int(b.good ? b.at[3] : 9, COLUMN_NONE, "an optional column is absent");
    is_text(columns_cell(b.arena, b.csv, b.csv->row, b.at[3], NULL), "",
            "and its cells are empty");
    arena_close(b.arena);
}

static void test_messages(void)
{
    is_said("指標,年度,実績\na,R4,1\n",
            "1:7: error[E0216]: unknown column "
            "'実績' → 実績値",
            "an unknown name with the nearest known one");
    is_said("指標,年度,実績\na,R4,1\n",
            "1:1: error[E0215]: required column '値 / value' is missing\n",
            "and the missing one");
    is_said("指標,年度,値,まったく別\na,R4,1,2\n", "'まったく別'\n",
            "nothing is near");
    is_said("指標;年度;値\na;R4;1\n", "'指標 / measure' is missing [;]",
            "semicolons");
    is_said("指標\t年度\t値\na\tR4\t1\n", "is missing [TAB]", "tabs");
    is_said("指標,年度,値,実績値\na,R4,1,2\n",
            "1:9: error[E0214]: header name occurs twice: '実績値'",
            "two names of one column");
    is_said("指標,年度,値,実績値\na,R4,1,2\n",
            "1:7: note[N0001]: first stated here: '値'", "with the first");
}

static void test_cells(void)
{
    struct bound b =
        bind("指標,年度,値\n \u3000a b\t, R4,\" 1\u00A0\"\n,x ,\n");
    struct place place;
    const char *cell =
        columns_cell(b.arena, b.csv, b.csv->row, b.at[0], &place);
    is_text(cell, "a b", "a cell is trimmed outside");
    is_int((long long)source_position(place).column, 3, "its column");
    is_int(place.length, 3, "its length");
    is_text(columns_cell(b.arena, b.csv, b.csv->row, b.at[1], NULL), "R4",
            "trimmed at the front");
    cell = columns_cell(b.arena, b.csv, b.csv->row, b.at[2], &place);
    is_text(cell, "1", "trimmed within quotes");
    is_int((long long)source_position(place).column, 14, "behind the quote");
    cell = columns_cell(b.arena, b.csv, &b.csv->row[1], b.at[2], &place);
    is_text(cell, "", "an empty cell");
    is_int((long long)source_position(place).column, 5, "has a place");
    is_int((long long)source_position(place).line, 3, "on its line");
    arena_close(b.arena);
}

int main(void)
{
    test_names();
    test_messages();
    test_cells();
    return tap_done();
}
