/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * arena.h - block memory of a run.
 *
 * A run allocates its plan, tables, evaluations, figures and report in one
 * arena and frees them together at the end; nothing in it is freed singly.
 * Scratch work marks the arena and resets it.  Memory is zeroed.
 *
 * Allocation cannot fail for the caller: sizes are checked for overflow, and
 * a program that gets no memory ends with a message and exit status 3.  In
 * builds with -DSHIHYO_FAIL_ALLOC the environment variable of that name makes
 * the n-th block fail, so that the tests can see it happen.
 *
 * An arena belongs to one thread.
 */
#ifndef SHIHYO_DATA_ARENA_H
#define SHIHYO_DATA_ARENA_H

#include <stddef.h>

struct arena;

/* A point to which arena_reset() returns. */
struct arena_mark {
    void *block;
    size_t used;
};

struct arena *arena_open(void);
void arena_close(struct arena *arena); /* NULL is allowed */

/* n zeroed objects of the given size, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t n, size_t size);
#define arena_make(arena, T, n) ((T *)arena_alloc((arena), (n), sizeof(T)))

/* The old array copied into a larger one: for arrays that grow by doubling. */
void *arena_grow(struct arena *arena, const void *old, size_t n_old,
                 size_t n_new, size_t size);

struct arena_mark arena_mark(const struct arena *arena);
void arena_reset(struct arena *arena, struct arena_mark mark);

/* Bytes handed out so far, for the calculation record and the tests. */
size_t arena_used(const struct arena *arena);

#endif
