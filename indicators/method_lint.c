/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/method_lint.h"

/* An end of a class; an open one becomes the next value of the grid where the
 * scheme is judged on published digits. */
struct end {
    bool has, open;
    struct decimal at;
};

struct span {
    struct end low, high;
};

struct sheet {
    const struct preset *preset;
    bool without_target;
    struct method_finding *out;
    size_t room, n;
};

static void add(struct sheet *s, enum method_fault fault,
                const struct method_class *a, const struct method_class *b)
{
    if (s->n < s->room)
        s->out[s->n] = (struct method_finding){fault, a, b};
    s->n++;
}

/* The end on the grid: the first value inside, from above (up) or below. */
static struct end on_grid(const struct preset *p, struct method_bound b,
                          bool up)
{
    struct end e = {b.has, b.open, b.at};
    struct decimal near;
    if (!b.has || !p->judged_published ||
        !decimal_round(b.at, p->decimals, ROUND_DOWN, &near))
        return e;
    int side = decimal_compare(near, b.at); /* of the value cut off */
    if (up && (side < 0 || (side == 0 && b.open)))
        near.units += 1;
    if (!up && (side > 0 || (side == 0 && b.open)))
        near.units -= 1;
    return (struct end){true, false, near};
}

static struct span span_of(const struct preset *p, const struct method_class *c)
{
    return (struct span){on_grid(p, c->low, true), on_grid(p, c->high, false)};
}

static bool in_list(const struct sheet *s, const struct method_class *c)
{
    return c->rule == CLASS_RANGE && c->without_target == s->without_target;
}

/* -1, 0, 1: the upper end of one class against the lower end of another;
 * 0: the two touch in one value. */
static int meet(struct end high, struct end low)
{
    if (!high.has || !low.has)
        return 1;
    return decimal_compare(high.at, low.at);
}

static bool is_empty(struct span s)
{
    int side = meet(s.high, s.low);
    return side < 0 || (side == 0 && (s.low.open || s.high.open));
}

static bool overlap(struct span a, struct span b)
{
    int ab = meet(a.high, b.low), ba = meet(b.high, a.low);
    bool left = ab > 0 || (ab == 0 && !a.high.open && !b.low.open);
    bool right = ba > 0 || (ba == 0 && !b.high.open && !a.low.open);
    return left && right;
}

/* Is a value between the two, a below b? */
static bool apart(const struct preset *p, struct span a, struct span b)
{
    int side = meet(a.high, b.low);
    if (side != 0 && p->judged_published) {
        struct decimal next = a.high.at;
        next.units += 1;
        return side < 0 && decimal_compare(next, b.low.at) < 0;
    }
    return side < 0 || (side == 0 && a.high.open && b.low.open);
}

/* The class that begins next above the end of c, or NULL where one goes on
 * past that end. */
static const struct method_class *
next_above(const struct sheet *s, const struct method_class *c, bool *covered)
{
    const struct preset *p = s->preset;
    const struct method_class *next = NULL;
    struct span here = span_of(p, c);
    *covered = false;
    for (size_t i = 0; i < p->n_classes; i++) {
        const struct method_class *o = &p->classes[i];
        if (o == c || !in_list(s, o))
            continue;
        struct span there = span_of(p, o);
        bool higher =
            !there.high.has || decimal_compare(there.high.at, here.high.at) > 0;
        if (!higher)
            continue;
        if (!apart(p, here, there))
            *covered = true;
        if (there.low.has &&
            (!next || decimal_compare(o->low.at, next->low.at) < 0))
            next = o;
    }
    return next;
}

static void look_above(struct sheet *s, const struct method_class *c)
{
    bool covered;
    const struct method_class *next = next_above(s, c, &covered);
    if (covered)
        return;
    if (next)
        add(s, FAULT_GAP, c, next);
    else if (!s->preset->reached)
        add(s, FAULT_ABOVE, c, NULL);
}

static bool is_lowest(const struct sheet *s, const struct method_class *c)
{
    const struct preset *p = s->preset;
    for (size_t i = 0; i < p->n_classes; i++) {
        const struct method_class *o = &p->classes[i];
        if (o != c && in_list(s, o) &&
            (!o->low.has || decimal_compare(o->low.at, c->low.at) < 0))
            return false;
    }
    return true;
}

size_t method_lint(const struct preset *preset, bool without_target,
                   struct method_finding *out, size_t room)
{
    struct sheet s = {preset, without_target, out, room, 0};
    for (size_t i = 0; i < preset->n_classes; i++) {
        const struct method_class *c = &preset->classes[i];
        if (!in_list(&s, c))
            continue;
        struct span here = span_of(preset, c);
        if (is_empty(here)) {
            add(&s, FAULT_EMPTY, c, NULL);
            continue;
        }
        for (size_t k = i + 1; k < preset->n_classes; k++) {
            const struct method_class *o = &preset->classes[k];
            struct span there = span_of(preset, o);
            if (in_list(&s, o) && !is_empty(there) && overlap(here, there))
                add(&s, FAULT_OVERLAP, c, o);
        }
        if (c->high.has)
            look_above(&s, c);
        if (c->low.has && is_lowest(&s, c))
            add(&s, FAULT_BELOW, c, NULL);
    }
    return s.n;
}
