/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Definitions: a variable or a finding inside the text; a variable answers
 * every row, and its categories are known and in an order.
 */
#include "data/define.h"
#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const char *bytes, size_t size);

static void check_variable(const struct variable *v)
{
    static const char *const cells[] = {"", "1", "2.50", "小学生", "―"};
    const char *texts[128], *previous = NULL;
    const char *const *names;
    size_t n = variable_columns(v, &names);
    assert(n > 0 && n <= LEN(texts));
    for (size_t i = 0; i < 25; i++) {
        for (size_t k = 0; k < n; k++)
            texts[k] = cells[(k ? i / 5 : i) % LEN(cells)];
        const char *category = variable_category(v, texts);
        assert(category || variable_answer(v, texts) != ANSWER_GIVEN);
        if (!category)
            continue;
        assert(variable_knows(v, category) && variable_label(v, category));
        if (previous)
            assert((variable_compare(v, previous, category) > 0) ==
                   (variable_compare(v, category, previous) < 0));
        previous = category;
    }
}

int LLVMFuzzerTestOneInput(const char *bytes, size_t size)
{
    static const char *const columns[] = {"問1", "年齢", "a"};
    if (utf8_valid(bytes, size) != size)
        return 0; /* readers see decoded text only */
    struct arena *arena = arena_open();
    const char *text = str_z(arena, (struct str){bytes, size});
    struct define_scope scope = {.columns = size & 1 ? columns : NULL,
                                 .n_columns = size & 1 ? LEN(columns) : 0};
    const struct variable *v;
    struct finding f = define_read(arena, text, &scope, &v);
    size_t len = strlen(text);
    assert(f.offset <= len && f.length <= len - f.offset);
    assert((f.id == MSG_NONE) == (v != NULL) && (!f.id || f.arg));
    if (v)
        check_variable(v);
    define_condition(arena, text, &scope, &v);
    if (v)
        check_variable(v);
    arena_close(arena);
    return 0;
}
