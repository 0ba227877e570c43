/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(at, size)   ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#endif

enum { BLOCK_SIZE = 64 * 1024, RED_ZONE = 16 };

struct block {
    struct block *previous;
    size_t size, used;
    max_align_t data[];
};

struct arena {
    struct block *last;
    size_t total;
};

static _Noreturn void out_of_memory(void)
{
    static const char text[] = "shihyo: エラー[E0701]: メモリが足りません / "
                               "error[E0701]: out of memory\n";
    ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);
    (void)ignored;
    _exit(3);
}

static void *checked_calloc(size_t size)
{
#ifdef SHIHYO_FAIL_ALLOC
    static long countdown = -1;
    if (countdown < 0) {
        const char *n = getenv("SHIHYO_FAIL_ALLOC");
        countdown = n ? strtol(n, NULL, 10) : 0;
    }
    if (countdown > 0 && --countdown == 0)
        out_of_memory();
#endif
    void *p = calloc(1, size);
    if (!p)
        out_of_memory();
    return p;
}

static struct block *block_new(struct block *previous, size_t size)
{
    if (size > SIZE_MAX - sizeof(struct block))
        out_of_memory();
    struct block *b = checked_calloc(sizeof *b + size);
    b->previous = previous;
    b->size = size;
    ASAN_POISON_MEMORY_REGION(b->data, size);
    return b;
}

struct arena *arena_open(void)
{
    return checked_calloc(sizeof(struct arena)); /* blocks come with use */
}

void arena_close(struct arena *arena)
{
    if (!arena)
        return;
    for (struct block *b = arena->last; b;) {
        struct block *previous = b->previous;
        ASAN_UNPOISON_MEMORY_REGION(b->data, b->size);
        free(b);
        b = previous;
    }
    free(arena);
}

void *arena_alloc(struct arena *arena, size_t n, size_t size)
{
    if (size && n > (SIZE_MAX - (size_t)2 * RED_ZONE) / size)
        out_of_memory();
    size_t align = _Alignof(max_align_t);
    size_t bytes = (n * size + align - 1) / align * align;
#if defined(__SANITIZE_ADDRESS__)
    size_t need = bytes + RED_ZONE;
#else
    size_t need = bytes;
#endif
    if (!arena->last || arena->last->size - arena->last->used < need)
        arena->last =
            block_new(arena->last, need > BLOCK_SIZE ? need : BLOCK_SIZE);
    char *p = (char *)arena->last->data + arena->last->used;
    arena->last->used += need;
    arena->total += need;
    ASAN_UNPOISON_MEMORY_REGION(p, n * size);
    return p; /* a block is zeroed when it is made and where it is reset */
}

void *arena_grow(struct arena *arena, const void *old, size_t n_old,
                 size_t n_new, size_t size)
{
    void *p = arena_alloc(arena, n_new, size);
    if (n_old)
        memcpy(p, old, n_old * size);
    return p;
}

struct arena_mark arena_mark(const struct arena *arena)
{
    size_t used = arena->last ? arena->last->used : 0;
    return (struct arena_mark){arena->last, used};
}

void arena_reset(struct arena *arena, struct arena_mark mark)
{
    while (arena->last != mark.block) {
        struct block *b = arena->last;
        arena->last = b->previous;
        ASAN_UNPOISON_MEMORY_REGION(b->data, b->size);
        free(b);
    }
    if (!arena->last)
        return;
    char *rest = (char *)arena->last->data + mark.used;
    ASAN_UNPOISON_MEMORY_REGION(rest, arena->last->used - mark.used);
    memset(rest, 0, arena->last->used - mark.used);
    arena->last->used = mark.used;
    ASAN_POISON_MEMORY_REGION(rest, arena->last->size - mark.used);
}

size_t arena_used(const struct arena *arena)
{
    return arena->total;
}
