/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/survey_notes.h"

#include <string.h>

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

void survey_note(struct survey_notes *notes, enum survey_trouble trouble,
                 const char *name, const char *other, uint64_t count)
{
    for (size_t i = 0; i < notes->n; i++)
        if (notes->all[i].trouble == trouble &&
            same_text(notes->all[i].name, name) &&
            same_text(notes->all[i].other, other))
            return;
    if (notes->n == notes->cap) {
        size_t cap = notes->cap ? 2 * notes->cap : 8;
        notes->all = arena_grow(notes->arena, notes->all, notes->n, cap,
                                sizeof *notes->all);
        notes->cap = cap;
    }
    notes->all[notes->n++] =
        (struct survey_finding){trouble, name, other, count};
}
