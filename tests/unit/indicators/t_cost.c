/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The four cost rows of 練馬区 戦略計画２ (令和元～３年度, 百万円), where two
 * totals leave undecided years out; then rows that must be refused.
 */
#include "indicators/cost.h"

#include "tests/tap.h"

enum { YEARS = 3 };

static struct value read_value(struct arena *arena, const char *text)
{
    struct value v;
    struct number_spec spec = {.unit = "百万円"};
    struct finding f = value_read(arena, text, (struct place){0}, &spec, &v);
    if (message_is_error(f.id))
        printf("# cannot read %s\n", text);
    return v;
}

static struct cost_row row_of(struct arena *arena, const char *const *cells)
{
    struct value *years = arena_make(arena, struct value, YEARS);
    for (size_t i = 0; i < YEARS; i++)
        years[i] = read_value(arena, cells[i]);
    struct cost_row row = {.number = "",
                           .repeat_of = "",
                           .note = "",
                           .years = years,
                           .total = read_value(arena, cells[YEARS])};
    row.has_total = value_is_number(&row.total);
    return row;
}

static const char *describe(struct arena *arena, struct amount a)
{
    static const char *const kinds[] = {"open", ">=", ""};
    return a.kind == AMOUNT_OPEN
               ? "open"
               : str_join(arena, kinds[a.kind], decimal_text(arena, a.number),
                          NULL);
}

static void rows(struct arena *arena)
{
    static const struct {
        const char *cells[YEARS + 1];
        enum cost_verdict verdict;
        const char *sum, *formula;
    } table[] = {
        {{"9", "***", "***", "9"}, COST_PARTIAL, ">=9", "9＋***＋***"},
        {{"4", "4", "9", "17"}, COST_ADDS, "17", "4＋4＋9"},
        {{"28", "***", "***", "28"}, COST_PARTIAL, ">=28", "28＋***＋***"},
        {{"21", "21", "21", "63"}, COST_ADDS, "63", "21＋21＋21"},
        /* made up */
        {{"4", "4", "9", "18"}, COST_DIFFERS, "17", "4＋4＋9"},
        {{"9", "***", "***", "8"}, COST_DIFFERS, ">=9", "9＋***＋***"},
        {{"9", "***", "***", "30"}, COST_OPEN, ">=9", "9＋***＋***"},
        {{"***", "***", "***", "***"}, COST_NO_TOTAL, "open", "***＋***＋***"},
        {{"***", "***", "***", "5"}, COST_OPEN, "open", "***＋***＋***"},
        {{"―", "5", "―", "5"}, COST_ADDS, "5", "―＋5＋―"},
        {{"", "5", "", "5"}, COST_PARTIAL, ">=5", "？＋5＋？"},
        {{"0.5", "0.25", "1", "1.75"}, COST_ADDS, "1.75", "0.5＋0.25＋1"},
        {{"1", "2", "3", "―"}, COST_NO_TOTAL, "6", "1＋2＋3"},
    };
    for (size_t i = 0; i < LEN(table); i++) {
        struct cost_row row = row_of(arena, table[i].cells);
        struct cost_sum sum = cost_sum(arena, &row, YEARS);
        is_int(sum.verdict, table[i].verdict, table[i].formula);
        is_text(describe(arena, sum.computed), table[i].sum, "its sum");
        is_text(sum.formula, table[i].formula, "its formula");
    }
}

static struct cost_table plan(struct arena *arena, struct cost_row *all)
{
    static const char *const cells[][YEARS + 1] = {{"9", "***", "***", "9"},
                                                   {"4", "4", "9", "17"},
                                                   {"28", "***", "***", "28"},
                                                   {"21", "21", "21", "63"}};
    static const char *const numbers[] = {"2-1", "2-2", "2-3", "2-4"};
    for (size_t i = 0; i < LEN(cells); i++) {
        all[i] = row_of(arena, cells[i]);
        all[i].number = numbers[i];
    }
    return (struct cost_table){
        .n_years = YEARS, .rows = all, .n_rows = LEN(cells)};
}

static void whole(struct arena *arena)
{
    struct cost_row all[4];
    struct cost_table table = plan(arena, all);
    is_text(describe(arena, cost_whole(arena, &table, 0)), "62",
            "令和元年度: 9 + 4 + 28 + 21");
    is_text(describe(arena, cost_whole(arena, &table, 1)), ">=25",
            "令和２年度 is a lower bound");
    is_text(describe(arena, cost_whole(arena, &table, 2)), ">=30",
            "令和３年度 is a lower bound");
    is_text(describe(arena, cost_whole(arena, &table, YEARS)), ">=117",
            "計: 9 + 17 + 28 + 63, a lower bound");
    all[1].repeat_of = "1-1";
    is_text(describe(arena, cost_whole(arena, &table, YEARS)), ">=100",
            "a repeated row is left out");
    all[0].repeat_of = all[2].repeat_of = "1-1";
    is_text(describe(arena, cost_whole(arena, &table, YEARS)), "63",
            "what is left is exact");
    ok(cost_row(&table, "2-3") == &all[2] && !cost_row(&table, "2-5") &&
           !cost_row(NULL, "2-3"),
       "a row by its number");
    table.rows = &all[0];
    table.n_rows = 1;
    all[0].repeat_of = "";
    is_text(describe(arena, cost_whole(arena, &table, 1)), "open",
            "a year with nothing known is open, not 0");
}

int main(void)
{
    struct arena *arena = arena_open();
    rows(arena);
    whole(arena);
    arena_close(arena);
    return tap_done();
}
