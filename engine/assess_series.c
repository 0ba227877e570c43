/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The series of a file: found by id and segment, and checked when all rows
 * are read.
 */
#include "data/fold.h"
#include "engine/assess_int.h"
#include <stdlib.h>
#include <string.h>

/* ----------------------------------------------------------------- finding */

/* FNV-1a over both texts; folding makes equal keys equal. */
static size_t hash_of(const char *id, const char *segment)
{
    uint64_t h = 14695981039346656037u;
    for (const char *p = id; *p; p++)
        h = (h ^ (unsigned char)*p) * 1099511628211u;
    h = (h ^ 0xFF) * 1099511628211u;
    for (const char *p = segment; *p; p++)
        h = (h ^ (unsigned char)*p) * 1099511628211u;
    return (size_t)h;
}

static size_t slot_of(const struct assess_reader *r, const char *id,
                      const char *segment)
{
    size_t i = hash_of(id, segment) % r->n_slots;
    while (r->slots[i]) {
        const struct assess_case *c = &r->drafts[r->slots[i] - 1]->item;
        if (strcmp(c->id, id) == 0 && strcmp(c->segment, segment) == 0)
            break;
        i = (i + 1) % r->n_slots;
    }
    return i;
}

/* Never more than half full. */
static void make_room(struct assess_reader *r)
{
    if (2 * (r->n + 1) <= r->n_slots)
        return;
    r->n_slots = r->n_slots ? 2 * r->n_slots : 64;
    r->slots = arena_make(r->arena, size_t, r->n_slots);
    for (size_t i = 0; i < r->n; i++) {
        const struct assess_case *c = &r->drafts[i]->item;
        r->slots[slot_of(r, c->id, c->segment)] = i + 1;
    }
}

struct assess_draft *assess_draft(struct assess_reader *r, const char *id,
                                  const char *segment,
                                  const struct assess_row *first)
{
    make_room(r);
    size_t slot = slot_of(r, id, segment);
    if (r->slots[slot])
        return r->drafts[r->slots[slot] - 1];
    if (r->n == r->cap) {
        size_t cap = r->cap ? 2 * r->cap : 64;
        r->drafts = arena_grow(r->arena, r->drafts, r->n, cap, sizeof(void *));
        r->cap = cap;
    }
    struct assess_draft *d = arena_make(r->arena, struct assess_draft, 1);
    d->item.id = id;
    d->item.segment = segment;
    d->item.unit = d->item.override = d->item.override_reason = "";
    d->item.place = csv_place(first->csv, first->row, (size_t)first->at[A_ID]);
    r->drafts[r->n++] = d;
    r->slots[slot] = r->n;
    return d;
}

/* --------------------------------------------------------------- finishing */

static const char *name_of(struct assess_reader *r, const struct assess_case *c)
{
    return str_join(r->arena, c->id, *c->segment ? "/" : "", c->segment, NULL);
}

static const char *year_text(struct assess_reader *r, int year)
{
    return str_count(r->arena, (uint64_t)year);
}

/* The points as the methods see them: the baseline among them. */
static void set_points(struct assess_reader *r, struct assess_draft *d)
{
    struct series *s = &d->item.series;
    struct series_point *all =
        arena_make(r->arena, struct series_point, d->n + 1);
    size_t n = 0;
    const struct series_point *b = &s->baseline;
    bool missing =
        s->has_baseline && b->year && (!r->as_of || b->year <= r->as_of);
    for (size_t i = 0; i < d->n; i++) {
        struct series_point p = d->points[i].point;
        if (missing && p.year > b->year)
            all[n++] = *b;
        missing = missing && p.year < b->year;
        all[n++] = p;
    }
    if (missing)
        all[n++] = *b;
    s->points = all;
    s->n = n;
}

/* Value, error and interval of the baseline's year where the file has an
 * observation of it. */
static void set_baseline(struct assess_draft *d)
{
    struct series *s = &d->item.series;
    for (size_t i = 0; i < d->n; i++) {
        const struct series_point *p = &d->points[i].point;
        if (!s->baseline.year || p->year != s->baseline.year)
            continue;
        struct decimal value = s->has_baseline ? s->baseline.value : p->value;
        s->baseline = *p;
        s->baseline.value = value;
        s->has_baseline = true;
    }
}

static void check_targets(struct assess_reader *r, const struct assess_case *c)
{
    const struct series *s = &c->series;
    int last = s->n ? s->points[s->n - 1].year : 0;
    int latest_target = 0;
    for (size_t i = 0; i < s->n_targets; i++) {
        const struct series_target *t = &s->targets[i];
        if (t->year > latest_target)
            latest_target = t->year;
        int sense =
            (s->direction == DIRECTION_UP) - (s->direction == DIRECTION_DOWN);
        if (t->kind == TARGET_VALUE && t->has_value && s->has_baseline &&
            sense * decimal_compare(t->value, s->baseline.value) < 0)
            diag_add(r->diag, MSG_ASSESS_SIDE, c->place, name_of(r, c),
                     decimal_text(r->arena, s->baseline.value),
                     decimal_text(r->arena, t->value), NULL);
        if (t->year && s->baseline.year && t->year <= s->baseline.year)
            diag_add(r->diag, MSG_ASSESS_YEARS, c->place, name_of(r, c),
                     year_text(r, s->baseline.year), year_text(r, t->year),
                     NULL);
    }
    if (latest_target && last > latest_target)
        diag_add(r->diag, MSG_ASSESS_PAST, c->place, name_of(r, c),
                 year_text(r, latest_target), NULL);
}

/* Between the observations of the file: that a baseline is years older is
 * how plans are. */
static void check_gaps(struct assess_reader *r, const struct assess_draft *d)
{
    if (d->n < 2 || d->points[0].point.label)
        return; /* spans of years leave gaps by nature */
    int first = d->points[0].point.year, last = d->points[d->n - 1].point.year;
    if (last - first + 1 > (int)d->n)
        diag_add(r->diag, MSG_ASSESS_GAPS, d->item.place, name_of(r, &d->item),
                 year_text(r, first), year_text(r, last),
                 str_count(r->arena, d->n), NULL);
}

static void check_whole(struct assess_reader *r, const struct assess_draft *d)
{
    const struct assess_case *c = &d->item;
    const struct series *s = &c->series;
    if (!d->seen[A_DIRECTION].text && s->n_targets)
        diag_add(r->diag, MSG_DIRECTION_MISSING, c->place, name_of(r, c), NULL);
    if (*c->override && !*c->override_reason)
        diag_add(r->diag, MSG_OVERRIDE_REASON, c->override_place, c->override,
                 NULL);
    check_targets(r, c);
    check_gaps(r, d);
}

/* ------------------------------------------------------------------- order */

struct rank {
    const char *id;
    size_t at, first; /* of the draft, of the first one of its id */
};

static int by_id(const void *a, const void *b)
{
    const struct rank *x = a, *y = b;
    int order = strcmp(x->id, y->id);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

static int by_first(const void *a, const void *b)
{
    const struct rank *x = a, *y = b;
    if (x->first != y->first)
        return x->first > y->first ? 1 : -1;
    return (x->at > y->at) - (x->at < y->at);
}

/* Ids in the order of the file, the segments of an id together. */
static void order_drafts(struct assess_reader *r)
{
    struct rank *ranks = arena_make(r->arena, struct rank, r->n);
    struct assess_draft **drafts =
        arena_make(r->arena, struct assess_draft *, r->n);
    for (size_t i = 0; i < r->n; i++)
        ranks[i] = (struct rank){r->drafts[i]->item.id, i, i};
    if (r->n)
        qsort(ranks, r->n, sizeof *ranks, by_id);
    for (size_t i = 1; i < r->n; i++)
        if (strcmp(ranks[i].id, ranks[i - 1].id) == 0)
            ranks[i].first = ranks[i - 1].first;
    if (r->n)
        qsort(ranks, r->n, sizeof *ranks, by_first);
    for (size_t i = 0; i < r->n; i++)
        drafts[i] = r->drafts[ranks[i].at];
    r->drafts = drafts;
}

struct assess_cases assess_finish(struct assess_reader *r)
{
    struct assess_case *all = arena_make(r->arena, struct assess_case, r->n);
    order_drafts(r);
    for (size_t i = 0; i < r->n; i++) {
        struct assess_draft *d = r->drafts[i];
        set_baseline(d);
        set_points(r, d);
        struct series *s = &d->item.series;
        s->targets = d->targets;
        int last = s->n ? s->points[s->n - 1].year : 0;
        d->item.newer_missing = d->year_of_mark > last;
        check_whole(r, d);
        all[i] = d->item;
    }
    return (struct assess_cases){all, r->n};
}
