/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * arena: memory comes zeroed and aligned, also where a mark was reset; a
 * large object gets a block of its own; growing keeps what was there.
 */
#include "data/arena.h"
#include "tests/tap.h"

#include <stddef.h>
#include <stdint.h>

static bool all_zero(const unsigned char *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (at[i])
            return false;
    return true;
}

static void test_many(struct arena *arena)
{
    size_t bad = 0;
    for (size_t n = 1; n < 3000; n += 7) {
        unsigned char *p = arena_alloc(arena, n, 1);
        bad += (uintptr_t)p % _Alignof(max_align_t) != 0;
        bad += !all_zero(p, n);
        memset(p, 0xA5, n);
    }
    is_int((long long)bad, 0, "zeroed and aligned, over many blocks");
}

static void test_reset(struct arena *arena)
{
    struct arena_mark mark = arena_mark(arena);
    unsigned char *first = arena_alloc(arena, 100, 1);
    memset(first, 0xA5, 100);
    unsigned char *large = arena_alloc(arena, 1 << 20, 1);
    memset(large, 0xA5, 1 << 20);
    arena_reset(arena, mark);
    unsigned char *again = arena_alloc(arena, 100, 1);
    ok(again == first, "a reset gives the place back");
    ok(all_zero(again, 100), "and it is zero again");
    ok(all_zero(arena_alloc(arena, 1 << 20, 1), 1 << 20),
       "a block of its own is zero");
}

static void test_grow(struct arena *arena)
{
    int *few = arena_make(arena, int, 3);
    for (int i = 0; i < 3; i++)
        few[i] = i + 1;
    const int *more = arena_grow(arena, few, 3, 5, sizeof *few);
    ok(more[0] == 1 && more[2] == 3, "growing keeps the old");
    ok(more[3] == 0 && more[4] == 0, "and zeroes the new");
    const int *fresh = arena_grow(arena, NULL, 0, 2, sizeof *fresh);
    ok(fresh[0] == 0 && fresh[1] == 0, "from nothing");
}

int main(void)
{
    struct arena *arena = arena_open();
    size_t before = arena_used(arena);
    test_many(arena);
    test_reset(arena);
    test_grow(arena);
    ok(arena_used(arena) > before, "it counts what it handed out");
    arena_close(arena);
    arena_close(NULL);
    return tap_done();
}
