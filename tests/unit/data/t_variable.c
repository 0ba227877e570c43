/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Variables as they stand: category, order, label.
 */
#include "data/variable.h"
#include "tests/tap.h"

static void test_plain(struct arena *arena)
{
    const struct variable *v = variable_plain(arena, "年齢層");
    const char *const *columns;
    const char *text = "40-49";
    is_text(variable_name(v), "年齢層", "its name");
    is_int((long long)variable_columns(v, &columns), 1, "one column");
    is_text(columns[0], "年齢層", "of that name");
    ok(variable_category(v, &text) == text, "the text itself");
    is_int(variable_answer(v, &text), ANSWER_GIVEN, "is an answer");
    text = "";
    ok(!variable_category(v, &text), "a blank is missing");
    is_int(variable_answer(v, &text), ANSWER_NONE, "and no answer");
    ok(variable_knows(v, "何でも"), "every category is known");
    is_text(variable_label(v, "3"), "3", "a category is its own label");
    const struct variable_code *codes;
    is_int((long long)variable_codes(v, &codes), 0, "no codes");
}

/* Ascending; each pair is compared in both directions. */
static void test_order(struct arena *arena)
{
    static const char *const ascending[] = {
        "-3",    "▲2.5", "0",     "0.5", "1", "1.0", "２",   "10",
        "1,000", "011",  "18-29", "A",   "a", "―",   "女性", "男性"};
    const struct variable *v = variable_plain(arena, "x");
    size_t wrong = 0;
    for (size_t i = 0; i < LEN(ascending); i++)
        for (size_t k = 0; k < LEN(ascending); k++) {
            int order = variable_compare(v, ascending[i], ascending[k]);
            int expected = (i > k) - (i < k);
            wrong += (order > 0) - (order < 0) != expected;
        }
    is_int((long long)wrong, 0, "numbers ascend before texts by their bytes");
}

int main(void)
{
    struct arena *arena = arena_open();
    test_plain(arena);
    test_order(arena);
    arena_close(arena);
    return tap_done();
}
