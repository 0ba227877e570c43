/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/disclose.h"
#include "indicators/disclose_search.h"

#include <string.h>

static struct disclose_result refused(enum disclose_status status, size_t where)
{
    return (struct disclose_result){.status = status, .where = where};
}

static struct disclose_cell cell_of(struct disclose_net *net,
                                    const bool *pattern, size_t k)
{
    int64_t count = net->count[k];
    struct disclose_cell c = {DISCLOSE_PUBLISH, count, count, false,
                              !net->primary[k]};
    if (!pattern[k])
        return c;
    c.verdict = net->primary[k] ? DISCLOSE_PRIMARY : DISCLOSE_SECONDARY;
    struct disclose_interval known = disclose_net_interval(net, pattern, k);
    c.lower = known.lower;
    c.upper = known.upper;
    c.disclosed = c.lower == c.upper;
    return c;
}

/* Shares beside a withheld base give it away. */
static void judge_bases(const struct disclose_net *net, const bool *pattern,
                        struct disclose_cell *cells)
{
    size_t columns = net->table->columns;
    for (size_t k = 0; k < net->cells && net->spec->bases; k++) {
        size_t base = k - k % columns + columns - 1;
        if (pattern[base] && !pattern[k])
            cells[base].safe = false;
    }
}

/* Judged anew, from the intervals; pairs by their flows. */
static void judge(struct disclose_net *net, const bool *pattern,
                  struct disclose_cell *cells)
{
    size_t n = disclose_net_n_needs(net, pattern);
    for (size_t i = 0; i < n; i++) {
        const struct disclose_need *need = &net->needs[i];
        struct disclose_cell *c = &cells[need->cell];
        int64_t count = net->count[need->cell];
        if (need->other == need->cell)
            c->safe = pattern[need->cell] && c->upper >= count + need->up &&
                      c->lower <= count - need->down;
        else if (disclose_net_lacks(net, pattern, need))
            c->safe = cells[need->other].safe = false;
    }
    judge_bases(net, pattern, cells);
}

static size_t first_unsafe(const struct disclose_cell *cells, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (!cells[k].safe)
            return k;
    return DISCLOSE_NO_CELL;
}

static bool is_unprinted(const struct disclose_net *net, size_t k)
{
    const bool *unprinted = net->spec->unprinted;
    return unprinted && unprinted[k / net->table->columns];
}

static void count_up(const struct disclose_net *net,
                     const struct disclose_cell *cells,
                     struct disclose_result *out)
{
    for (size_t k = 0; k < net->cells; k++) {
        out->n_primary += cells[k].verdict == DISCLOSE_PRIMARY;
        if (cells[k].verdict != DISCLOSE_SECONDARY || is_unprinted(net, k))
            continue;
        out->n_secondary++;
        out->cost += net->count[k];
        out->totals_withheld |= disclose_net_is_total(net, k);
    }
}

static struct disclose_result
result_of(struct arena *arena, struct disclose_net *net, const bool *pattern)
{
    struct disclose_result out = {.status = DISCLOSE_SAFE};
    struct disclose_cell *cells =
        arena_make(arena, struct disclose_cell, net->cells);
    for (size_t k = 0; k < net->cells; k++)
        cells[k] = cell_of(net, pattern, k);
    judge(net, pattern, cells);
    if (net->flow->work > DISCLOSE_EFFORT_MOST)
        return refused(DISCLOSE_TOO_LARGE, DISCLOSE_NO_CELL);
    out.cells = cells;
    out.where = first_unsafe(cells, net->cells);
    if (out.where != DISCLOSE_NO_CELL)
        out.status = DISCLOSE_IMPOSSIBLE;
    else if (net->spec->linked)
        out.status = DISCLOSE_LINKED;
    count_up(net, cells, &out);
    return out;
}

static struct disclose_result protect(struct arena *arena,
                                      struct disclose_net *net)
{
    bool *pattern = arena_make(net->arena, bool, net->cells);
    bool cheapest;
    disclose_net_start(net, false, pattern);
    if (!disclose_search(net, false, pattern, &cheapest) && net->spec->totals) {
        memset(pattern, 0, net->cells * sizeof *pattern);
        disclose_net_start(net, true, pattern);
        disclose_search(net, true, pattern, &cheapest);
    }
    struct disclose_result out = result_of(arena, net, pattern);
    out.cheapest = cheapest;
    return out;
}

/* withheld: the pattern to judge; NULL: one is to be chosen. */
static struct disclose_result settle(struct arena *arena,
                                     const struct disclose_table *table,
                                     const struct disclose_spec *spec,
                                     const bool *withheld)
{
    struct arena *scratch = arena_open();
    struct disclose_net net;
    struct disclose_result out;
    enum disclose_status status = disclose_net_make(scratch, table, spec, &net);
    if (status != DISCLOSE_SAFE)
        out = refused(status, net.where);
    else if (withheld)
        out = result_of(arena, &net, withheld);
    else
        out = protect(arena, &net);
    arena_close(scratch);
    return out;
}

struct disclose_result disclose_protect(struct arena *arena,
                                        const struct disclose_table *table,
                                        const struct disclose_spec *spec)
{
    return settle(arena, table, spec, NULL);
}

struct disclose_result disclose_audit(struct arena *arena,
                                      const struct disclose_table *table,
                                      const struct disclose_spec *spec,
                                      const bool *withheld)
{
    return settle(arena, table, spec, withheld);
}
