/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/claim.h"
#include "engine/expression.h"

#include "tests/tap.h"

/* A small world of names: numbers, marks and words as the cells of a plan
 * have them; f is a series by year (the published 件数 363 ... 501 of
 * Nishitokyo H30-R4), costs a row with an undecided year. */
static const struct source here;

struct entry {
    const char *name, *text;
    enum operand_kind kind;
    long long units;
    int scale, year;
    enum missing missing;
};

static const struct entry world[] = {
    {"a", "0.1", OPERAND_NUMBER, 1, 1, 0, MISSING_NOT},
    {"b", "0.2", OPERAND_NUMBER, 2, 1, 0, MISSING_NOT},
    {"zero", "0", OPERAND_NUMBER, 0, 0, 0, MISSING_NOT},
    {"nil", "―", OPERAND_MISSING, 0, 0, 2019, MISSING_NIL},
    {"undecided", "***", OPERAND_MISSING, 0, 0, 2020, MISSING_UNAVAILABLE},
    {"word", "検討", OPERAND_TEXT, 0, 0, 2021, MISSING_NOT},
    {"f", "363", OPERAND_NUMBER, 363, 0, 2018, MISSING_NOT},
    {"f", "284", OPERAND_NUMBER, 284, 0, 2019, MISSING_NOT},
    {"f", "474", OPERAND_NUMBER, 474, 0, 2020, MISSING_NOT},
    {"f", "501", OPERAND_NUMBER, 501, 0, 2021, MISSING_NOT},
    {"f", "501", OPERAND_NUMBER, 501, 0, 2022, MISSING_NOT},
    {"big", "max", OPERAND_NUMBER, 9000000000000000000, 0, 0, MISSING_NOT},
};

static bool resolve(struct evaluator *e, const char *name, struct place place,
                    struct cells *out)
{
    struct cell *cells = arena_make(e->arena, struct cell, LEN(world));
    size_t n = 0;
    for (size_t i = 0; i < LEN(world); i++) {
        if (strcmp(world[i].name, name) != 0)
            continue;
        struct operand *v = &cells[n].value;
        cells[n].name = name;
        cells[n++].place = (struct place){&here, i, 1};
        v->kind = world[i].kind;
        v->text = world[i].text;
        v->year = world[i].year;
        v->missing = world[i].missing;
        v->decimals = world[i].scale;
        (void)rational_of_decimal(decimal_of(world[i].units, world[i].scale),
                                  &v->number);
    }
    *out = (struct cells){cells, n};
    return n > 0 || expression_fault(e, place, MSG_CELL_UNKNOWN, name, "");
}

static const char *stage(struct evaluator *e, const char *text)
{
    (void)e;
    return text;
}

/* The value of a formula as text; "E:" and the message's number for errors;
 * "missing N"; the lower bound is marked with >=. */
static const char *value_of(struct arena *arena, const char *text,
                            size_t *n_used)
{
    struct diag *diag = diag_new(arena, LANG_EN);
    const struct expression *x[EXPRESSION_MOST];
    struct evaluator e = {
        .arena = arena, .diag = diag, .resolve = resolve, .stage = stage};
    struct operand v;
    size_t n = expression_read(arena, diag, text, (struct place){0}, x);
    bool good = n == 1 && expression_value(&e, x[0], &v);
    if (n_used)
        *n_used = e.n_used;
    if (!good)
        return diag_size(diag) == 0
                   ? "no message"
                   : str_join(arena, "E:", message_number(diag_id(diag, 0)),
                              NULL);
    if (v.kind == OPERAND_MISSING)
        return str_join(arena, "missing ",
                        str_count(arena, (uint64_t)v.missing), NULL);
    if (v.kind == OPERAND_TEXT)
        return v.text;
    if (v.kind == OPERAND_TRUTH)
        return v.truth ? "true" : "false";
    return str_join(arena, v.lower_bound ? ">=" : "",
                    claim_number_text(arena, v.number), NULL);
}

static const struct {
    const char *text, *expected;
} rows[] = {
    /* exact: 0.1 + 0.2 is 0.3, as doubles it is not */
    {"a + b = 0.3", "true"},
    {"a+b", "0.3"},
    {"1 / 3 + 1 / 3 + 1 / 3 = 1", "true"},
    {"2 + 3 * 4", "14"},
    {"(2 + 3) * 4", "20"},
    {"10 - 4 - 3", "3"},
    {"-(2 + 3)", "-5"},
    {"3 >= 2 >= 2 >= 1", "true"},
    {"3 >= 2 >= 4", "false"},
    {"1 = 1 and 2 != 2", "false"},
    /* 四捨五入: half away from zero */
    {"round(2.5, 0)", "3"},
    {"round(-2.5, 0)", "-3"},
    {"round(0.125, 2)", "0.13"},
    {"abs(a - b)", "0.1"},
    /* a missing value is never 0 */
    {"a + nil", "missing 2"},
    {"a + nil > 0", "missing 2"},
    {"sum(a, undecided)", "missing 5"},
    {"sum0(a, nil, word)", "0.1"},
    {"sum0(a, undecided)", "missing 5"},
    {"sumknown(a, b, undecided)", ">=0.3"},
    {"sumknown(a, b)", "0.3"},
    {"2 * sumknown(a, undecided)", ">=0.2"},
    {"sum(a, word)", "E:E0904"},
    {"word > 1", "E:E0904"},
    {"word = \"検討\"", "true"},
    {"nil = \"―\"", "true"},
    {"sum(f)", "2123"},
    {"max(f)", "501"},
    {"min(f)", "284"},
    {"first(f)", "363"},
    {"last(f)", "501"},
    {"count(f)", "5"},
    {"count(f = 501)", "2"},
    {"count(f > 300)", "4"},
    {"distinct(f)", "4"},
    {"streak(f, 501)", "2"},
    {"streak(f, 284)", "0"},
    {"streak(nil, zero, 0)", "missing 2"}, /* at least one: not known */
    {"streak(a, nil, 0)", "missing 2"},
    {"streak(nil, b, zero, 0)", "1"}, /* broken before the gap */
    /* slope by hand: (-2*363 - 284 + 501 + 2*501) / 10 = 493/10 */
    {"slope(f)", "49.3"},
    {"begins(nil, word, \"検討\")", "2021"},
    {"weekday(\"令和4年10月26日（水）\")", "水"}, /* a Wednesday */
    {"weekday(\"2000-02-29\")", "火"},
    {"weekday(\"2022-10\")", "E:E0907"},
    {"years(2018, 2022)", "4"},
    {"span(2018, 2022)", "5"},
    {"length(\"墨田区、大田区、渋谷区、調布市\")", "4"},
    /* what cannot be computed is said */
    {"f", "E:E0903"},
    {"unknown", "E:E0902"},
    {"a / zero", "E:E0905"},
    {"a / (b - b)", "E:E0905"},
    {"summ(a)", "E:E0906"},
    {"round(a)", "E:E0907"},
    {"round(a, b)", "E:E0907"},
    {"big * big * big", "E:E0614"},
    /* hostile texts */
    {"", "E:E0901"},
    {"1 +", "E:E0901"},
    {"1 2", "E:E0901"},
    {"(1", "E:E0901"},
    {"\"open", "E:E0901"},
    {"a = = b", "E:E0901"},
    {"sum(", "E:E0901"},
    {"sum(a,)", "E:E0901"},
    {"1;", "E:E0901"},
    {"&", "E:E0901"},
    {"99999999999999999999999999999999999999999", "E:E0901"},
};

static void deep(struct arena *arena)
{
    struct buf b = buf_new(arena);
    for (int i = 0; i < 3000; i++)
        buf_char(&b, '(');
    is_text(value_of(arena, buf_text(&b), NULL), "E:E0901",
            "3000 brackets are refused, not followed");
    struct buf c = buf_new(arena);
    for (int i = 0; i < 3000; i++)
        buf_char(&c, '-');
    buf_char(&c, '1');
    is_text(value_of(arena, buf_text(&c), NULL), "E:E0901",
            "a run of minus signs is refused");
    struct buf d = buf_new(arena);
    for (int i = 0; i < 9000; i++)
        buf_char(&d, '1');
    is_text(value_of(arena, buf_text(&d), NULL), "E:E0901",
            "a text of 9000 bytes is refused");
}

static void names(struct arena *arena)
{
    struct diag *diag = diag_new(arena, LANG_EN);
    const struct expression *x[EXPRESSION_MOST];
    size_t n = expression_read(
        arena, diag, "A-1/子ども@H30 - t:\"a b\".R1#人; t:*.count*2; x!A@*",
        (struct place){0}, x);
    is_int((long long)n, 3, "three expressions divided by ;");
    is_text(x[0]->args[0]->text, "A-1/子ども@H30", "minus and slash in a name");
    is_text(x[0]->args[1]->text, "t:\"a b\".R1#人", "a quoted key");
    is_text(x[1]->args[0]->text, "t:*.count", "a wildcard, then a product");
    is_text(x[2]->text, "x!A@*", "another plan, a series");
}

int main(void)
{
    struct arena *arena = arena_open();
    size_t used;
    for (size_t i = 0; i < LEN(rows); i++)
        is_text(value_of(arena, rows[i].text, NULL), rows[i].expected,
                *rows[i].text ? rows[i].text : "(empty)");
    (void)value_of(arena, "sum(f) + a", &used);
    is_int((long long)used, 6, "every cell that was looked up is kept");
    deep(arena);
    names(arena);
    arena_close(arena);
    return tap_done();
}
