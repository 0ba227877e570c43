/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/coord.h"
#include "tests/tap.h"

#include <stdlib.h>

static void test_known(struct arena *arena)
{
    static const struct {
        double x;
        const char *expected;
    } rows[] = {
        {0, "0"},
        {-0.0, "0"},
        {1, "1"},
        {-1, "-1"},
        {0.5, "0.5"},
        {0.05, "0.05"},
        {0.004, "0"},
        {-0.004, "0"},
        {0.125, "0.13"},
        {-0.125, "-0.13"},
        {481.8897, "481.89"},
        {99.999, "100"},
        {1234567.5, "1234567.5"},
        {-0.01, "-0.01"},
        {10, "10"},
    };
    for (size_t i = 0; i < LEN(rows); i++)
        is_text(coord_text(arena, rows[i].x), rows[i].expected,
                rows[i].expected);
    struct buf b = buf_new(arena);
    coord_put_digits(&b, 0.0105, 6);
    buf_char(&b, ' ');
    coord_put_digits(&b, 2.0 / 3, 0);
    is_text(buf_text(&b), "0.0105 1", "other counts of decimals");
}

/* In the C locale strtod reads back what was meant. */
static void test_property(struct arena *arena)
{
    bool near = true, shortest = true;
    for (int i = -20000; i < 20000; i++) {
        double x = i * 0.0371;
        const char *text = coord_text(arena, x);
        const char *point = strchr(text, '.');
        near = near && fabs(strtod(text, NULL) - x) <= 0.005 + 1e-9;
        size_t len = strlen(text);
        shortest = shortest &&
                   (!point || (strlen(point) <= 3 && text[len - 1] != '0'));
    }
    ok(near, "the nearest hundredth");
    ok(shortest, "two decimals at most, no trailing zero");
}

int main(void)
{
    struct arena *arena = arena_open();
    test_known(arena);
    test_property(arena);
    arena_close(arena);
    return tap_done();
}
