/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/disclose_flow.h"

#include <string.h>

static uint32_t from(const struct disclose_flow *flow, uint32_t code)
{
    return code & 1 ? flow->head[code >> 1] : flow->tail[code >> 1];
}

static uint32_t to(const struct disclose_flow *flow, uint32_t code)
{
    return from(flow, code ^ 1);
}

struct disclose_flow disclose_flow_make(struct arena *arena, size_t nodes,
                                        size_t arcs)
{
    return (struct disclose_flow){
        .nodes = nodes,
        .arcs = arcs,
        .tail = arena_make(arena, uint32_t, arcs),
        .head = arena_make(arena, uint32_t, arcs),
        .room = arena_make(arena, int64_t, 2 * arcs),
        .offer = arena_make(arena, int64_t, 2 * arcs),
        .first = arena_make(arena, size_t, nodes + 2),
        .adjacent = arena_make(arena, uint32_t, 2 * arcs),
        .level = arena_make(arena, uint32_t, nodes),
        .via = arena_make(arena, uint32_t, nodes),
        .queue = arena_make(arena, uint32_t, nodes),
        .next = arena_make(arena, size_t, nodes),
        .price = arena_make(arena, int64_t, nodes),
        .done = arena_make(arena, bool, nodes),
    };
}

/* Counting sort by the node that a code leaves: first[v + 1] is where the
 * next code of v goes, and in the end where those of v + 1 begin. */
void disclose_flow_wire(struct disclose_flow *flow)
{
    size_t codes = 2 * flow->arcs;
    memset(flow->first, 0, (flow->nodes + 2) * sizeof *flow->first);
    for (uint32_t code = 0; code < codes; code++)
        flow->first[from(flow, code) + 2]++;
    for (size_t v = 2; v < flow->nodes + 2; v++)
        flow->first[v] += flow->first[v - 1];
    for (uint32_t code = 0; code < codes; code++)
        flow->adjacent[flow->first[from(flow, code) + 1]++] = code;
    flow->work += codes;
}

/* -- the most that can be sent -------------------------------------------- */

/* Steps from the source to every node that it reaches. */
static bool set_levels(struct disclose_flow *flow, uint32_t source,
                       uint32_t sink)
{
    size_t n = 0;
    for (size_t v = 0; v < flow->nodes; v++)
        flow->level[v] = FLOW_NONE;
    flow->level[source] = 0;
    flow->queue[n++] = source;
    for (size_t i = 0; i < n; i++) {
        uint32_t v = flow->queue[i];
        for (size_t j = flow->first[v]; j < flow->first[v + 1]; j++) {
            uint32_t code = flow->adjacent[j], w = to(flow, code);
            if (flow->room[code] == 0 || flow->level[w] != FLOW_NONE)
                continue;
            flow->level[w] = flow->level[v] + 1;
            flow->queue[n++] = w;
        }
        flow->work += flow->first[v + 1] - flow->first[v] + 1;
    }
    return flow->level[sink] != FLOW_NONE;
}

/* The next code of v that leads one level on, or FLOW_NONE. */
static uint32_t step_on(struct disclose_flow *flow, uint32_t v)
{
    for (; flow->next[v] < flow->first[v + 1]; flow->next[v]++) {
        uint32_t code = flow->adjacent[flow->next[v]];
        flow->work++;
        if (flow->room[code] > 0 &&
            flow->level[to(flow, code)] == flow->level[v] + 1)
            return code;
    }
    return FLOW_NONE;
}

/* One way over the levels, kept in `via`; dead ends are never tried twice. */
static bool find_way(struct disclose_flow *flow, uint32_t source, uint32_t sink)
{
    uint32_t v = source;
    while (v != sink) {
        uint32_t code = step_on(flow, v);
        if (code != FLOW_NONE) {
            v = to(flow, code);
            flow->via[v] = code;
        } else if (v == source) {
            return false;
        } else {
            v = from(flow, flow->via[v]);
            flow->next[v]++;
        }
    }
    return true;
}

static void move_room(struct disclose_flow *flow, uint32_t code, int64_t amount)
{
    if (flow->room[code] != FLOW_ENDLESS)
        flow->room[code] -= amount;
    if (flow->room[code ^ 1] != FLOW_ENDLESS)
        flow->room[code ^ 1] += amount;
}

/* Sends what the way in `via` takes, at most `most`. */
static int64_t send(struct disclose_flow *flow, uint32_t source, uint32_t sink,
                    int64_t most)
{
    int64_t amount = most;
    for (uint32_t v = sink; v != source; v = from(flow, flow->via[v]))
        if (flow->room[flow->via[v]] < amount)
            amount = flow->room[flow->via[v]];
    if (amount == FLOW_ENDLESS)
        return amount;
    for (uint32_t v = sink; v != source; v = from(flow, flow->via[v]))
        move_room(flow, flow->via[v], amount);
    return amount;
}

int64_t disclose_flow_push(struct disclose_flow *flow, uint32_t source,
                           uint32_t sink, int64_t most)
{
    int64_t sent = 0;
    if (source == sink)
        return most;
    while (sent < most && set_levels(flow, source, sink)) {
        memcpy(flow->next, flow->first, flow->nodes * sizeof *flow->next);
        while (sent < most && find_way(flow, source, sink)) {
            int64_t left = most == FLOW_ENDLESS ? most : most - sent;
            int64_t amount = send(flow, source, sink, left);
            if (amount == FLOW_ENDLESS)
                return amount;
            sent += amount;
        }
    }
    return sent;
}

/* -- the cheapest way ----------------------------------------------------- */

/* The unfinished node of least price, then fewest steps; FLOW_NONE: none. */
static uint32_t nearest(struct disclose_flow *flow)
{
    uint32_t best = FLOW_NONE;
    for (uint32_t v = 0; v < flow->nodes; v++)
        if (!flow->done[v] && flow->level[v] != FLOW_NONE &&
            (best == FLOW_NONE || flow->price[v] < flow->price[best] ||
             (flow->price[v] == flow->price[best] &&
              flow->level[v] < flow->level[best])))
            best = v;
    flow->work += flow->nodes;
    return best;
}

static void relax(struct disclose_flow *flow, uint32_t code)
{
    uint32_t v = from(flow, code), w = to(flow, code);
    int64_t fee = flow->room[code] > 0 ? 0 : flow->offer[code];
    if (fee < 0 || flow->done[w])
        return;
    int64_t price = flow->price[v] + fee;
    uint32_t steps = flow->level[v] + 1;
    if (flow->level[w] != FLOW_NONE &&
        (flow->price[w] < price ||
         (flow->price[w] == price && flow->level[w] <= steps)))
        return;
    flow->price[w] = price;
    flow->level[w] = steps;
    flow->via[w] = code;
}

size_t disclose_flow_cheapest(struct disclose_flow *flow, uint32_t source,
                              uint32_t sink, uint32_t *way)
{
    for (size_t v = 0; v < flow->nodes; v++) {
        flow->level[v] = FLOW_NONE;
        flow->done[v] = false;
    }
    flow->level[source] = 0;
    flow->price[source] = 0;
    for (uint32_t v; (v = nearest(flow)) != FLOW_NONE && v != sink;) {
        flow->done[v] = true;
        for (size_t j = flow->first[v]; j < flow->first[v + 1]; j++)
            relax(flow, flow->adjacent[j]);
        flow->work += flow->first[v + 1] - flow->first[v];
    }
    if (flow->level[sink] == FLOW_NONE)
        return 0;
    size_t n = flow->level[sink];
    uint32_t v = sink;
    for (size_t i = n; i-- > 0; v = from(flow, flow->via[v]))
        way[i] = flow->via[v];
    return n;
}
