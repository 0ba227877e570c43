/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * presets_fixture.h - the shipped presets, for the tests of methods.
 */
#ifndef SHIHYO_TESTS_PRESETS_FIXTURE_H
#define SHIHYO_TESTS_PRESETS_FIXTURE_H

#include "engine/presets.h"
#include "tests/unit/indicators/method_series.h"

static struct arena *arena;
static struct diag *diag;
static struct presets all;

enum { UP = DIRECTION_UP, DOWN = DIRECTION_DOWN, KEEP = DIRECTION_MAINTAIN };

static inline void open_presets(void)
{
    arena = arena_open();
    diag = diag_new(arena, LANG_EN);
    ok(presets_read(arena, diag, NULL, &all) && diag_size(diag) == 0,
       "the shipped presets are read without a word");
}

static inline const struct preset *preset(const char *name)
{
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(all.items[i].name, name) == 0)
            return &all.items[i];
    ok(false, name);
    return &all.items[0];
}

static inline struct verdict judge(const char *method,
                                   const struct given_series *g, struct made *m)
{
    make_series(g, m);
    return method_judge(preset(method), &m->series);
}

#endif
