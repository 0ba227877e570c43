/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds for every series: mirrored values give mirrored verdicts, another
 * unit changes no ratio, and no input gives a number that is not one.
 */
#include "presets_fixture.h"

#include <stdint.h>

/* --------------------------------------------------------------- properties */

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static void random_series(uint32_t *seed, struct given_series *g)
{
    *g = (struct given_series){next_random(seed) % 2 ? UP : DOWN,
                               2010,
                               0,
                               2016 + (int)(next_random(seed) % 8),
                               0,
                               2011,
                               {0},
                               1 + (int)(next_random(seed) % 9)};
    g->base = 1 + (long long)(next_random(seed) % 99000);
    g->target = 1 + (long long)(next_random(seed) % 99000);
    for (int i = 0; i < g->n; i++)
        g->values[i] = 1 + (long long)(next_random(seed) % 99000);
}

static bool same(const struct verdict *a, const struct verdict *b, bool ratio)
{
    return a->class == b->class && a->reason == b->reason &&
           (!ratio ||
            (a->ratio.kind == b->ratio.kind &&
             fabs(component_double(a->ratio) - component_double(b->ratio)) <=
                 1e-9 * (1 + fabs(component_double(a->ratio)))));
}

/* v -> -v, up -> down: what is linear in the values must not see it. */
static void mirrored(void)
{
    static const char *const methods[] = {
        "progress", "schedule", "dns",   "sdsn",  "hp2030",     "kenko21",
        "nagayo",   "tama",     "escap", "trend", "difficulty", "oecd"};
    uint32_t seed = 1;
    size_t bad = 0;
    for (int round = 0; round < 2000; round++) {
        struct given_series g, h;
        random_series(&seed, &g);
        h = g;
        h.direction = g.direction == UP ? DOWN : UP;
        h.base = -g.base;
        h.target = -g.target;
        for (int i = 0; i < g.n; i++)
            h.values[i] = -g.values[i];
        for (size_t k = 0; k < LEN(methods); k++) {
            struct made a, b;
            struct verdict v = judge(methods[k], &g, &a);
            struct verdict w = judge(methods[k], &h, &b);
            /* a share of the baseline changes its sign with the values */
            bool relative = v.preset->family == FAMILY_TARGETED_CHANGE ||
                            v.preset->family == FAMILY_TESTED_CHANGE;
            if (!same(&v, &w, !relative) && bad++ < 3)
                printf("# %s, round %d\n", methods[k], round);
        }
    }
    is_int((long long)bad, 0, "mirrored values give mirrored verdicts");
}

/* Another unit (x 1000): no ratio and no verdict changes. */
static void scaled(void)
{
    uint32_t seed = 7;
    size_t bad = 0;
    for (int round = 0; round < 2000; round++) {
        struct given_series g, h;
        random_series(&seed, &g);
        h = g;
        h.base *= 1000;
        h.target *= 1000;
        for (int i = 0; i < g.n; i++)
            h.values[i] *= 1000;
        for (size_t k = 0; k < all.n; k++) {
            struct made a, b;
            if (all.items[k].has[PARAM_NEAR] &&
                all.items[k].family == FAMILY_PROJECTION)
                continue; /* "within 1" is a number of the unit */
            struct verdict v = judge(all.items[k].name, &g, &a);
            struct verdict w = judge(all.items[k].name, &h, &b);
            if (!same(&v, &w, true) && bad++ < 3)
                printf("# %s, round %d\n", all.items[k].name, round);
        }
    }
    is_int((long long)bad, 0, "another unit changes no ratio");
}

/* ------------------------------------------------------------------ hostile */

static bool is_sane(const struct verdict *v)
{
    const struct component *parts[] = {&v->progress, &v->required, &v->actual,
                                       &v->ratio,    &v->score,    &v->p,
                                       &v->projected};
    for (size_t i = 0; i < LEN(parts); i++)
        if (parts[i]->kind == COMPONENT_REAL && !isfinite(parts[i]->real))
            return false;
    return (v->class != NULL) == (v->reason == METHOD_OK) ||
           (v->reason && v->class == method_find_rule(v->preset, CLASS_NONE));
}

static void hostile(void)
{
    static const long long values[] = {
        0, 1, -1, 999999999999999, -999999999999999, 50000, NO};
    static const int years[] = {0, 1868, 2015, 2100};
    size_t bad = 0, tried = 0;
    enum { V = LEN(values), Y = LEN(years) };
    for (size_t i = 0; i < V * V * V * Y * Y * 4; i++) {
        size_t r = i;
        struct given_series g = {0};
        g.direction = (int)(r % 4);
        r /= 4;
        g.base = values[r % V];
        r /= V;
        g.target = values[r % V];
        r /= V;
        g.values[0] = values[r % V];
        g.values[1] = values[(r + 3) % V];
        g.values[2] = g.values[3] = g.values[0];
        r /= V;
        g.base_year = years[r % Y];
        r /= Y;
        g.target_year = years[r % Y];
        g.first_year = 2016;
        g.n = 4;
        struct made m;
        make_series(&g, &m);
        m.series.has_limit = i % 3 == 0;
        m.series.limit = thousandths(values[i % (V - 1)]);
        if (i % 5 == 0) {
            m.points[m.series.n ? m.series.n - 1 : 0].has_se = true;
            m.series.baseline.has_se = true;
        }
        for (size_t k = 0; k < all.n; k++, tried++) {
            struct verdict v = method_judge(&all.items[k], &m.series);
            if (!is_sane(&v) && bad++ < 3)
                printf("# %s, case %zu, reason %d\n", all.items[k].name, i,
                       (int)v.reason);
        }
    }
    is_int((long long)bad, 0, "every verdict has a class or a reason");
    ok(tried > 100000, "and there were enough of them");
}

int main(void)
{
    open_presets();
    mirrored();
    scaled();
    hostile();
    arena_close(arena);
    return tap_done();
}
