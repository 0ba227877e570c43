/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/group.h"

#include <string.h>

/* --------------------------------------------------------------- verdicts */

bool group_round(struct rational a, int *out)
{
    struct decimal tenths;
    if (!rational_round(a, 1, ROUND_DOWN, &tenths))
        return false;
    int128 size = tenths.units < 0 ? -tenths.units : tenths.units;
    int128 whole = size / 10 + (size % 10 >= 6);
    if (whole > 1000000)
        return false;
    *out = (int)(tenths.units < 0 ? -whole : whole);
    return true;
}

static bool is_member(const struct verdict *v, enum group_rule rule)
{
    if (!v->class)
        return false;
    if (rule == GROUP_POINTS)
        return v->class->has_points;
    return rule != GROUP_MEAN || v->score.kind != COMPONENT_NONE;
}

static struct component worth(const struct verdict *v, enum group_rule rule)
{
    if (rule == GROUP_MEAN)
        return v->score;
    return component_exact((struct rational){v->class->points, 1});
}

/* The worst class of the members, by the order of the preset. */
static const struct method_class *worst(const struct verdict *members, size_t n,
                                        enum group_rule rule)
{
    const struct method_class *last = NULL;
    for (size_t i = 0; i < n; i++)
        if (is_member(&members[i], rule) && (!last || members[i].class > last))
            last = members[i].class;
    return last;
}

static const struct method_class *of_points(const struct preset *p, int points,
                                            const struct method_class *behind)
{
    const struct method_class *found = NULL;
    for (size_t i = 0; i < p->n_classes; i++) {
        const struct method_class *c = &p->classes[i];
        if (!c->has_points || c->points != points)
            continue;
        if (behind <= c)
            return c;
        found = c;
    }
    return found;
}

static bool all_reached(const struct verdict *members, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_member(&members[i], GROUP_MEAN) &&
            members[i].class->rule != CLASS_REACHED)
            return false;
    return true;
}

static const struct method_class *of_mean(const struct preset *p,
                                          struct component mean, bool reached)
{
    const struct method_class *last = NULL;
    if (reached && method_find_rule(p, CLASS_REACHED))
        return method_find_rule(p, CLASS_REACHED);
    for (size_t i = 0; i < p->n_classes; i++) {
        const struct method_class *c = &p->classes[i];
        if (!c->mean.has)
            continue;
        last = c;
        if (component_compare_decimal(mean, c->mean.at) >= 0)
            return c;
    }
    return last;
}

struct group_verdict group_judge(const struct preset *preset,
                                 const struct verdict *members, size_t n)
{
    struct group_verdict g = {.mean = component_none()};
    struct component sum = component_exact((struct rational){0, 1});
    for (size_t i = 0; i < n; i++) {
        if (!is_member(&members[i], preset->group))
            continue;
        g.n++;
        if (preset->group != GROUP_WORST)
            sum = component_add(sum, worth(&members[i], preset->group));
    }
    g.left_out = n - g.n;
    if (g.n == 0 || preset->group == GROUP_NONE)
        return g;
    const struct method_class *last = worst(members, n, preset->group);
    int points;
    if (preset->group == GROUP_WORST) {
        g.class = last;
        return g;
    }
    g.mean =
        component_div(sum, component_exact((struct rational){(int128)g.n, 1}));
    if (preset->group == GROUP_MEAN && g.mean.kind)
        g.class = of_mean(preset, g.mean, all_reached(members, n));
    else if (g.mean.kind == COMPONENT_EXACT &&
             group_round(g.mean.exact, &points))
        g.class = of_points(preset, points, last);
    return g;
}

/* ----------------------------------------------------------------- counts */

bool group_share(size_t part, size_t whole, int decimals, struct decimal *out)
{
    struct rational share;
    return rational_make((int128)part * 100, (int128)whole, &share) &&
           rational_round(share, decimals, ROUND_HALF_UP, out);
}

/* Classes with the same word are one row. */
static size_t row_of(const struct preset *p, const struct method_class *c)
{
    for (size_t i = 0; c && i < p->n_classes; i++)
        if (strcmp(p->classes[i].verdict, c->verdict) == 0)
            return i;
    return p->n_classes;
}

static bool repeats(const struct preset *p, size_t i)
{
    return row_of(p, &p->classes[i]) != i;
}

static void sum_up(struct group_counts *c, const struct group_count *rows,
                   int decimals)
{
    c->sum = decimal_of(0, decimals);
    for (size_t i = 0; i < c->n_rows; i++)
        c->sum.units += rows[i].percent.units;
    c->adds_up = decimal_compare(c->sum, decimal_of(100, 0)) == 0;
}

struct group_counts group_count(const struct preset *preset,
                                const struct verdict *const *members,
                                const bool *counted, size_t n, int decimals,
                                struct group_count *rows)
{
    struct group_counts c = {0};
    for (size_t i = 0; i <= preset->n_classes; i++)
        rows[i] = (struct group_count){
            i < preset->n_classes ? &preset->classes[i] : NULL, 0, {0, 0}};
    for (size_t i = 0; i < n; i++) {
        if (!counted[i]) {
            c.repeated++;
            continue;
        }
        rows[row_of(preset, members[i]->class)].n++;
        c.n++;
    }
    for (size_t i = 0; i <= preset->n_classes; i++) {
        bool last = i == preset->n_classes;
        if (last ? rows[i].n == 0 : repeats(preset, i))
            continue;
        rows[c.n_rows] = rows[i];
        rows[c.n_rows].percent = decimal_of(0, decimals);
        if (c.n)
            (void)group_share(rows[i].n, c.n, decimals,
                              &rows[c.n_rows].percent);
        c.n_rows++;
    }
    sum_up(&c, rows, decimals);
    return c;
}

void group_largest_remainder(struct group_counts *counts,
                             struct group_count *rows, int decimals)
{
    int128 unit;
    if (counts->n == 0 || !decimal_power(decimals + 2, &unit))
        return;
    int128 whole = (int128)counts->n, left = unit;
    for (size_t i = 0; i < counts->n_rows; i++) {
        int128 floor = (int128)rows[i].n * unit / whole;
        rows[i].percent = (struct decimal){floor, decimals};
        left -= floor;
    }
    for (; left > 0; left--) {
        size_t best = counts->n_rows;
        int128 most = 0;
        for (size_t i = 0; i < counts->n_rows; i++) {
            /* what is still owed to the row; negative once it had its unit */
            int128 rest =
                (int128)rows[i].n * unit - rows[i].percent.units * whole;
            if (rest > most) {
                most = rest;
                best = i;
            }
        }
        if (best == counts->n_rows)
            break;
        rows[best].percent.units++;
    }
    sum_up(counts, rows, decimals);
}
