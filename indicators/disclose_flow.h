/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * disclose_flow.h - integer flows in a network of arcs with room along and
 * against their direction; the machine under disclose.h.
 *
 * An arc k is named by two codes: 2k runs along it, 2k + 1 against it, and
 * code ^ 1 is the way back.  room[code] is what may still be sent that way;
 * FLOW_ENDLESS never shrinks.  The caller fills `room`, and before a search
 * for the cheapest way `offer`.
 *
 * Everything is an integer and every tie is broken by the lower number, so
 * that two runs agree.  `work` counts arcs looked at: the caller's measure of
 * time that no clock disturbs.
 */
#ifndef SHIHYO_INDICATORS_DISCLOSE_FLOW_H
#define SHIHYO_INDICATORS_DISCLOSE_FLOW_H

#include "data/arena.h"
#include <stdbool.h>
#include <stdint.h>

#define FLOW_ENDLESS INT64_MAX
#define FLOW_NONE    UINT32_MAX

struct disclose_flow {
    size_t nodes, arcs;
    uint32_t *tail, *head;
    int64_t *room;  /* by code */
    int64_t *offer; /* by code: price of a way that has no room yet; -1: not
                       for sale */
    size_t *first;  /* codes that leave node v: adjacent[first[v]] ... */
    uint32_t *adjacent;
    uint32_t *level;       /* by node: steps from the source, or FLOW_NONE */
    uint32_t *via, *queue; /* by node */
    size_t *next;
    int64_t *price;
    bool *done;
    uint64_t work;
};

/* Room for so many nodes and arcs; tail and head are the caller's to fill. */
struct disclose_flow disclose_flow_make(struct arena *arena, size_t nodes,
                                        size_t arcs);
/* To be called after tail or head have changed. */
void disclose_flow_wire(struct disclose_flow *flow);

/* Sends as much as possible from one node to another, at most `most`
 * (Dinic 1970: shortest ways first, level by level); FLOW_ENDLESS: a way
 * without limit.  A node sends itself whatever is asked.  Afterwards, if less
 * than `most` was sent, level != FLOW_NONE marks the source's side of a
 * minimum cut. */
int64_t disclose_flow_push(struct disclose_flow *flow, uint32_t source,
                           uint32_t sink, int64_t most);

/* The cheapest way through what has room (free) and what is on offer; among
 * equals the one with fewer steps (Dijkstra).  Codes in order in way[], at
 * most one per node; 0: there is none. */
size_t disclose_flow_cheapest(struct disclose_flow *flow, uint32_t source,
                              uint32_t sink, uint32_t *way);

#endif
