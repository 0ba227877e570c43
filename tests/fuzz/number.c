/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Number cells: a finding lies inside the text, and an accepted value printed
 * and read again is the same value.
 */
#include "data/number.h"
#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const char *bytes, size_t size);

static void check_text(struct arena *arena, const char *text,
                       const struct number_spec *spec)
{
    struct number a, b;
    struct finding f = number_read(text, spec, &a);
    size_t len = strlen(text);
    assert(f.offset <= len && f.length <= len - f.offset);
    if (message_is_error(f.id) || a.missing != MISSING_NOT)
        return;
    const char *printed = decimal_text(arena, a.value);
    f = number_read(printed, &(struct number_spec){0}, &b);
    assert(!message_is_error(f.id) && b.missing == MISSING_NOT);
    assert(decimal_compare(a.value, b.value) == 0);
    assert(a.value.scale == b.value.scale);
}

int LLVMFuzzerTestOneInput(const char *bytes, size_t size)
{
    if (utf8_valid(bytes, size) != size)
        return 0; /* readers see decoded text only */
    struct arena *arena = arena_open();
    const char *text = str_z(arena, (struct str){bytes, size});
    check_text(arena, text, &(struct number_spec){0});
    check_text(arena, text, &(struct number_spec){.unit = "件"});
    check_text(arena, text, &(struct number_spec){.unit = "％"});
    arena_close(arena);
    return 0;
}
