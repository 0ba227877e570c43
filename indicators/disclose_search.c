/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/disclose_search.h"

#include <stdlib.h>
#include <string.h>

/* A printed cell that may be withheld next. */
struct option {
    size_t cell;
    int64_t price;
};

struct options {
    struct option *items;
    size_t n;
};

struct search {
    struct disclose_net *net;
    bool totals;
    uint64_t limit; /* of net->flow->work */
    bool *excluded; /* by cell: by an earlier branch */
    bool *counted;  /* by cell: in a cut of the bound */
    uint32_t *way;
    struct options cut; /* of the need looked at */
    bool *best;
    int64_t best_cost;
    bool complete;
};

static bool is_marked(const struct search *s, size_t cell)
{
    const enum disclose_mark *mark = s->net->table->mark;
    return mark && mark[cell] == DISCLOSE_MARK_PUBLISH;
}

/* May this cell be withheld, and all that goes with it? */
static bool is_option(const struct search *s, const bool *pattern, size_t cell)
{
    const struct disclose_net *net = s->net;
    size_t columns = net->table->columns;
    if (pattern[cell] || net->count[cell] == 0 || is_marked(s, cell) ||
        s->excluded[cell] || (!s->totals && disclose_net_is_total(net, cell)))
        return false;
    if (!net->spec->bases || cell % columns != columns - 1)
        return true;
    for (size_t j = 1; j < columns; j++)
        if (!pattern[cell - j] &&
            (is_marked(s, cell - j) || s->excluded[cell - j]))
            return false;
    return true;
}

/* The cell to withhold so that this one is: itself, or the base of a zero;
 * NO_CELL: there is none. */
static size_t taker(const struct search *s, const bool *pattern, size_t cell)
{
    size_t columns = s->net->table->columns;
    size_t base = cell - cell % columns + columns - 1;
    bool zero = s->net->spec->bases && s->net->count[cell] == 0;
    size_t taken = zero ? base : cell;
    return !pattern[cell] && is_option(s, pattern, taken) ? taken
                                                          : DISCLOSE_NO_CELL;
}

static void withhold_all(const struct search *s, bool *pattern)
{
    for (size_t k = 0; k < s->net->cells; k++)
        if (is_option(s, pattern, k))
            disclose_net_withhold(s->net, pattern, k);
}

/* -- augmenting ways ------------------------------------------------------ */

static void make_offers(const struct search *s, const bool *pattern)
{
    int64_t *offer = s->net->flow->offer;
    for (size_t k = 0; k < s->net->cells; k++) {
        offer[2 * k] = offer[2 * k + 1] = -1;
        size_t taken = taker(s, pattern, k);
        if (taken == DISCLOSE_NO_CELL)
            continue;
        offer[2 * k] = disclose_net_price(s->net, pattern, taken);
        if (disclose_net_would_bend(s->net, k, false))
            offer[2 * k + 1] = offer[2 * k];
    }
    s->net->flow->work += s->net->cells;
}

static void take(const struct search *s, bool *pattern, size_t cell)
{
    size_t taken = taker(s, pattern, cell);
    if (taken != DISCLOSE_NO_CELL)
        disclose_net_withhold(s->net, pattern, taken);
}

static bool meet(struct search *s, bool *pattern,
                 const struct disclose_need *need)
{
    while (disclose_net_lacks(s->net, pattern, need)) {
        if (s->net->flow->work > DISCLOSE_EFFORT_MOST)
            return false;
        make_offers(s, pattern);
        size_t n = disclose_flow_cheapest(s->net->flow, s->net->source,
                                          s->net->sink, s->way);
        if (n == 0)
            return false;
        for (size_t i = 0; i < n; i++)
            take(s, pattern, s->way[i] >> 1);
    }
    return true;
}

static bool meet_all(struct search *s, bool *pattern)
{
    const struct disclose_net *net = s->net;
    for (size_t i = 0; i < net->n_singles; i++)
        if (!meet(s, pattern, &net->needs[i]))
            return false;
    if (disclose_net_n_needs(net, pattern) == net->n_singles)
        return true;
    for (size_t i = net->n_singles; i < net->n_needs; i++)
        if (!meet(s, pattern, &net->needs[i]))
            return false;
    return true;
}

/* -- release -------------------------------------------------------------- */

static int by_price(const void *a, const void *b)
{
    const struct option *x = a, *y = b;
    if (x->price != y->price)
        return x->price < y->price ? -1 : 1;
    return x->cell < y->cell ? -1 : x->cell > y->cell;
}

/* A base comes back with its row or not at all: its cells alone would tell. */
static void print_again(const struct search *s, bool *pattern,
                        const bool *start, size_t cell)
{
    size_t columns = s->net->table->columns, first = cell;
    if (s->net->spec->bases && cell % columns == columns - 1)
        first = cell - cell % columns;
    for (size_t k = first; k <= cell; k++)
        pattern[k] = start[k];
}

static bool needs_base(const struct search *s, const bool *pattern, size_t cell)
{
    size_t columns = s->net->table->columns;
    size_t base = cell - cell % columns + columns - 1;
    return s->net->spec->bases && cell != base && pattern[base];
}

static void release(struct search *s, const bool *start, bool *pattern)
{
    struct option *list =
        arena_make(s->net->arena, struct option, s->net->cells + 1);
    bool *before = arena_make(s->net->arena, bool, s->net->cells);
    size_t n = 0;
    for (size_t k = 0; k < s->net->cells; k++)
        if (pattern[k] && !start[k])
            list[n++] = (struct option){k, s->net->count[k]};
    qsort(list, n, sizeof *list, by_price);
    for (size_t i = n; i-- > 0;) {
        if (s->net->flow->work > s->limit)
            return;
        if (!pattern[list[i].cell] || needs_base(s, pattern, list[i].cell))
            continue;
        memcpy(before, pattern, s->net->cells * sizeof *before);
        print_again(s, pattern, start, list[i].cell);
        if (!disclose_net_is_safe(s->net, pattern))
            memcpy(pattern, before, s->net->cells * sizeof *before);
    }
}

/* -- branch and cut ------------------------------------------------------- */

static int64_t cost_of(const struct search *s, const bool *start,
                       const bool *pattern)
{
    int64_t cost = 0;
    for (size_t k = 0; k < s->net->cells; k++)
        cost += pattern[k] && !start[k] ? s->net->count[k] : 0;
    return cost;
}

/* Which end of the cut an arc leaves; 0: it does not cross. */
static int crossing(const struct disclose_net *net, size_t cell)
{
    return net->reached[net->tail[cell]] - net->reached[net->head[cell]];
}

/* Printed cells that would let more through the cut that the last need
 * left. */
static void read_cut(struct search *s, const bool *pattern)
{
    const struct disclose_net *net = s->net;
    s->cut.n = 0;
    for (size_t k = 0; k < net->cells; k++) {
        int cross = crossing(net, k);
        if (cross == 0 || !disclose_net_would_bend(net, k, cross > 0))
            continue;
        size_t taken = taker(s, pattern, k);
        if (taken != DISCLOSE_NO_CELL)
            s->cut.items[s->cut.n++] =
                (struct option){taken, disclose_net_price(net, pattern, taken)};
    }
    net->flow->work += net->cells;
}

/* The least that the cut adds to the bound: 0 when it shares a cell with one
 * that was counted. */
static int64_t count_cut(struct search *s)
{
    int64_t least = INT64_MAX;
    for (size_t i = 0; i < s->cut.n; i++) {
        size_t cell = s->cut.items[i].cell;
        if (s->counted[cell])
            return 0;
        if (s->net->count[cell] < least)
            least = s->net->count[cell];
    }
    for (size_t i = 0; i < s->cut.n; i++)
        s->counted[s->cut.items[i].cell] = true;
    return least;
}

/* The options of the unmet need that has fewest, in *out (n = 0: a dead end);
 * *bound is what all unmet needs cost at least.  false: all are met. */
static bool narrowest(struct search *s, const bool *pattern,
                      struct options *out, int64_t *bound)
{
    bool unmet = false;
    size_t n = disclose_net_n_needs(s->net, pattern);
    memset(s->counted, 0, s->net->cells * sizeof *s->counted);
    *bound = 0;
    *out = (struct options){NULL, 0};
    for (size_t i = 0; i < n; i++) {
        if (!disclose_net_lacks(s->net, pattern, &s->net->needs[i]))
            continue;
        read_cut(s, pattern);
        if (!unmet || s->cut.n < out->n) {
            out->n = s->cut.n;
            out->items = arena_make(s->net->arena, struct option, out->n + 1);
            memcpy(out->items, s->cut.items, out->n * sizeof *out->items);
        }
        unmet = true;
        if (out->n == 0)
            return true;
        *bound += count_cut(s);
    }
    return unmet;
}

static void branch(struct search *s, const bool *pattern, int64_t cost);

/* The branches of one node, cheapest first. */
static void branches(struct search *s, const bool *pattern, int64_t cost,
                     struct options *list)
{
    size_t cells = s->net->cells, i = 0;
    bool *child = arena_make(s->net->arena, bool, cells);
    qsort(list->items, list->n, sizeof *list->items, by_price);
    for (; i < list->n; i++) {
        struct option o = list->items[i];
        if (cost + o.price >= s->best_cost)
            break;
        if (is_option(s, pattern, o.cell)) {
            memcpy(child, pattern, cells * sizeof *child);
            disclose_net_withhold(s->net, child, o.cell);
            branch(s, child, cost + o.price);
        }
        s->excluded[o.cell] = true;
    }
    while (i-- > 0)
        s->excluded[list->items[i].cell] = false;
}

/* As deep as cells are withheld. */
static void branch(struct search *s, const bool *pattern, int64_t cost)
{
    if (s->net->flow->work > s->limit) {
        s->complete = false;
        return;
    }
    struct arena_mark mark = arena_mark(s->net->arena);
    struct options list;
    int64_t bound;
    if (!narrowest(s, pattern, &list, &bound)) {
        memcpy(s->best, pattern, s->net->cells * sizeof *s->best);
        s->best_cost = cost;
    } else if (list.n > 0 && cost + bound < s->best_cost) {
        branches(s, pattern, cost, &list);
    }
    arena_reset(s->net->arena, mark);
}

/* -- all together --------------------------------------------------------- */

static struct search begin(struct disclose_net *net, bool totals, bool *best)
{
    return (struct search){
        .net = net,
        .totals = totals,
        .excluded = arena_make(net->arena, bool, net->cells),
        .counted = arena_make(net->arena, bool, net->cells),
        .way = arena_make(net->arena, uint32_t, net->nodes),
        .cut = {arena_make(net->arena, struct option, net->cells), 0},
        .best = best,
        .complete = true};
}

bool disclose_search(struct disclose_net *net, bool totals, bool *pattern,
                     bool *cheapest)
{
    size_t bytes = net->cells * sizeof *pattern;
    bool *start = arena_make(net->arena, bool, net->cells);
    bool *all = arena_make(net->arena, bool, net->cells);
    memcpy(start, pattern, bytes);
    memcpy(all, pattern, bytes);
    struct search s = begin(net, totals, pattern);
    withhold_all(&s, all);
    *cheapest = false;
    if (!disclose_net_is_safe(net, all)) {
        memcpy(pattern, all, bytes);
        return false;
    }
    if (!meet_all(&s, pattern))
        memcpy(pattern, all, bytes);
    s.limit = net->flow->work + DISCLOSE_EFFORT;
    release(&s, start, pattern);
    uint64_t effort = net->spec->effort ? net->spec->effort : DISCLOSE_EFFORT;
    s.limit = net->flow->work + effort;
    s.best_cost = cost_of(&s, start, pattern);
    branch(&s, start, 0);
    *cheapest = s.complete;
    return true;
}
