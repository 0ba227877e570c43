/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * disclose_net.h - a table as a network; for disclose*.c and their tests
 * only, everybody else takes disclose.h.
 *
 * Every equation of the table is a node: one per row, one per column of a
 * block of rows (the rows under one subtotal, or the whole table).  A cell
 * stands in two equations and is the arc between them, parts and totals in
 * opposite directions: counts are a circulation.  Node 0, the ground, takes
 * the place of equations that nobody prints.
 *
 * What the reader can think of a withheld cell is its count plus any change
 * that circulates through withheld arcs: up without limit, down to what he
 * knows.  So with the cell's own arc taken out,
 *     upper = count + greatest flow from its head to its tail,
 *     lower = count - greatest flow from its tail to its head, at most
 *             count - floor.
 * The sum of two cells of one node can fall when, with both arcs out, one of
 * the two can fall.
 *
 * Cells that are bounded by a base (several answers) rise no further than it,
 * and the cell in question no further than the most that a withheld base can
 * be: whenever bases change, the other cells of the rows can follow, because
 * no column sum exceeds the sum of the bases.  That other cells might rise
 * with a withheld base is left out: such an interval may be too narrow, which
 * errs on the side of withholding.
 *
 * A pattern is bool[cells], true: withheld.  More withheld never narrows an
 * interval, so a pattern that fails tells that all parts of it fail.
 */
#ifndef SHIHYO_INDICATORS_DISCLOSE_NET_H
#define SHIHYO_INDICATORS_DISCLOSE_NET_H

#include "indicators/disclose.h"
#include "indicators/disclose_flow.h"

/* For all the reader knows, a cell (other = cell) may be `up` more or `down`
 * less; the sum of two of one line may be less (up 0, down 1). */
struct disclose_need {
    size_t cell, other;
    int64_t up, down;
};

struct disclose_net {
    struct arena *arena;
    const struct disclose_table *table;
    const struct disclose_spec *spec;
    size_t cells, nodes;
    size_t where; /* the cell that made the table refused, or NO_CELL */
    const uint32_t *tail, *head;
    const int64_t *count;
    int64_t *floor; /* by cell: the least that the reader can think of */
    bool *primary;  /* by cell */
    struct disclose_need *needs; /* single cells, then pairs */
    size_t n_singles, n_needs;
    struct disclose_flow *flow;
    /* What disclose_net_lacks() leaves. */
    uint32_t source, sink; /* between which flow is wanting */
    bool *reached;         /* by node: on the source's side of a cut that holds
                              it back */
};

/* Checks the table and finds its primaries; anything but DISCLOSE_SAFE: the
 * table is refused, net->where says at which cell. */
enum disclose_status disclose_net_make(struct arena *arena,
                                       const struct disclose_table *table,
                                       const struct disclose_spec *spec,
                                       struct disclose_net *net);

bool disclose_net_is_total(const struct disclose_net *net, size_t cell);

/* All that is withheld from the start: primaries, rows of withheld bases,
 * rows not printed; totals: bases that must go are among it.  The pattern
 * comes in all false. */
void disclose_net_start(const struct disclose_net *net, bool totals,
                        bool *pattern);

/* Withholds a cell and what goes with it: the row of a base. */
void disclose_net_withhold(const struct disclose_net *net, bool *pattern,
                           size_t cell);
/* Sum of the counts that this would add. */
int64_t disclose_net_price(const struct disclose_net *net, const bool *pattern,
                           size_t cell);

struct disclose_interval {
    int64_t lower, upper;
};

/* What the reader can tell of a withheld cell. */
struct disclose_interval disclose_net_interval(struct disclose_net *net,
                                               const bool *pattern,
                                               size_t cell);

/* How many of the needs this pattern has to be held against: all, or only
 * those of single cells, which then meet those of pairs as well. */
size_t disclose_net_n_needs(const struct disclose_net *net,
                            const bool *pattern);

/* Is the need not met?  If so net->flow is left with all flow sent.  Beyond
 * the utmost effort nothing is met. */
bool disclose_net_lacks(struct disclose_net *net, const bool *pattern,
                        const struct disclose_need *need);
bool disclose_net_is_safe(struct disclose_net *net, const bool *pattern);

/* May flow run along (against: 0) the arc of a printed cell, were it
 * withheld? */
bool disclose_net_would_bend(const struct disclose_net *net, size_t cell,
                             bool along);

#endif
