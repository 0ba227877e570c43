/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/disclose_net.h"

#include <string.h>

enum { GROUND = 0, PAIRS_MOST = 1000000 };

/* -- the network of a table ----------------------------------------------- */

static bool is_subtotal(const struct disclose_table *t, size_t row)
{
    return t->subtotal && t->subtotal[row];
}

static bool is_total_row(const struct disclose_table *t, size_t row)
{
    return t->total_row && row == t->rows - 1;
}

static bool is_last_column(const struct disclose_table *t, size_t cell)
{
    return cell % t->columns == t->columns - 1;
}

bool disclose_net_is_total(const struct disclose_net *net, size_t cell)
{
    const struct disclose_table *t = net->table;
    size_t row = cell / t->columns;
    return is_total_row(t, row) || is_subtotal(t, row) ||
           ((t->total_column || net->spec->bases) && is_last_column(t, cell));
}

/* Subtotals stand under their rows, none of them alone or last of all. */
static bool has_shape(const struct disclose_table *t,
                      const struct disclose_spec *spec)
{
    if (t->rows == 0 || t->columns == 0 || t->rows > DISCLOSE_CELLS_MOST ||
        t->columns > DISCLOSE_CELLS_MOST / t->rows ||
        (t->total_row && (t->rows < 2 || is_subtotal(t, t->rows - 1))) ||
        ((t->total_column || spec->bases) && t->columns < 2))
        return false;
    bool parts = false, bounded = spec->bases && !t->total_column;
    for (size_t i = 0; i < t->rows; i++) {
        if (is_subtotal(t, i) && (!parts || bounded))
            return false;
        parts = !is_subtotal(t, i);
    }
    return true;
}

/* Node numbers: ground; rows; columns of the whole; columns of each block
 * that ends in a subtotal. */
static uint32_t row_node(const struct disclose_table *t, size_t row)
{
    return t->total_column ? (uint32_t)(1 + row) : GROUND;
}

static uint32_t top_node(const struct disclose_table *t, size_t column)
{
    return t->total_row ? (uint32_t)(1 + t->rows + column) : GROUND;
}

static uint32_t block_node(const struct disclose_table *t, size_t block,
                           size_t column)
{
    return (uint32_t)(1 + t->rows + t->columns * (1 + block) + column);
}

/* The arc of a part; a total runs the other way. */
static void join(const struct disclose_table *t, size_t cell, uint32_t tail,
                 uint32_t head, uint32_t *tails, uint32_t *heads)
{
    bool turned = t->total_column && is_last_column(t, cell);
    tails[cell] = turned ? head : tail;
    heads[cell] = turned ? tail : head;
}

/* From the last row up, because a subtotal comes after its parts. */
static size_t lay_arcs(const struct disclose_table *t, uint32_t *tails,
                       uint32_t *heads)
{
    size_t blocks = 0;
    bool in_block = false;
    for (size_t i = t->rows; i-- > 0;) {
        bool sub = is_subtotal(t, i);
        blocks += sub;
        in_block = in_block || sub;
        for (size_t j = 0; j < t->columns; j++) {
            size_t cell = i * t->columns + j;
            uint32_t top = top_node(t, j);
            uint32_t column = in_block ? block_node(t, blocks - 1, j) : top;
            if (is_total_row(t, i))
                join(t, cell, top, row_node(t, i), tails, heads);
            else if (sub)
                join(t, cell, column, top, tails, heads);
            else
                join(t, cell, row_node(t, i), column, tails, heads);
        }
    }
    return 1 + t->rows + t->columns * (1 + blocks);
}

/* -- what is checked and what is sensitive -------------------------------- */

static size_t base_of(const struct disclose_net *net, size_t cell)
{
    size_t columns = net->table->columns;
    return cell - cell % columns + columns - 1;
}

/* Are the cells bounded by their base, and not by an equation already? */
static bool is_bounded(const struct disclose_net *net)
{
    return net->spec->bases && !net->table->total_column;
}

static enum disclose_status check_counts(struct disclose_net *net)
{
    for (size_t k = 0; k < net->cells; k++) {
        net->where = k;
        if (net->count[k] < 0 || net->count[k] > DISCLOSE_COUNT_MOST)
            return DISCLOSE_COUNT;
    }
    int64_t *balance = arena_make(net->arena, int64_t, net->nodes);
    for (size_t k = 0; k < net->cells; k++) {
        balance[net->tail[k]] += net->count[k];
        balance[net->head[k]] -= net->count[k];
    }
    for (size_t k = 0; k < net->cells; k++) {
        uint32_t tail = net->tail[k], head = net->head[k];
        net->where = k;
        if ((tail != GROUND && balance[tail] != 0) ||
            (head != GROUND && balance[head] != 0) ||
            (is_bounded(net) && net->count[k] > net->count[base_of(net, k)]))
            return DISCLOSE_TOTAL;
    }
    return DISCLOSE_SAFE;
}

static bool is_unprinted(const struct disclose_net *net, size_t cell)
{
    return net->spec->unprinted &&
           net->spec->unprinted[cell / net->table->columns];
}

static int64_t threshold(const struct disclose_net *net)
{
    return net->spec->threshold ? net->spec->threshold : DISCLOSE_PERSONS;
}

static bool is_primary(const struct disclose_net *net, size_t k)
{
    enum disclose_mark mark =
        net->table->mark ? net->table->mark[k] : DISCLOSE_MARK_NONE;
    return mark == DISCLOSE_MARK_SENSITIVE ||
           (mark != DISCLOSE_MARK_HARMLESS && net->count[k] > 0 &&
            net->count[k] < threshold(net));
}

static void set_primaries(struct disclose_net *net)
{
    for (size_t k = 0; k < net->cells; k++) {
        int64_t known = !net->spec->zeros_secret && !is_unprinted(net, k);
        net->floor[k] = net->count[k] < known ? net->count[k] : known;
        net->primary[k] = is_primary(net, k);
        net->n_singles += net->primary[k];
    }
}

static struct disclose_need single_need(const struct disclose_net *net,
                                        size_t k)
{
    int64_t count = net->count[k];
    int64_t upper = count + 1 > threshold(net) ? count + 1 : threshold(net);
    return (struct disclose_need){k, k, upper - count,
                                  count - 1 >= net->floor[k]};
}

/* Two parts of one line, or two totals of one line, whose sum would be
 * primary and is not the least that the reader can think of. */
static bool is_pair(const struct disclose_net *net, size_t a, size_t b)
{
    bool tails = net->tail[a] == net->tail[b] && net->tail[a] != GROUND;
    bool heads = net->head[a] == net->head[b] && net->head[a] != GROUND;
    int64_t sum = net->count[a] + net->count[b];
    return (tails || heads) && sum > net->floor[a] + net->floor[b] &&
           sum < threshold(net);
}

/* false: more pairs than can be looked at. */
static bool set_needs(struct disclose_net *net)
{
    size_t n = 0, singles = net->n_singles, capacity = singles + 16;
    net->needs = arena_make(net->arena, struct disclose_need, capacity);
    for (size_t k = 0; k < net->cells; k++)
        if (net->primary[k])
            net->needs[n++] = single_need(net, k);
    for (size_t i = 0; i < singles && !net->spec->singles; i++)
        for (size_t j = i + 1; j < singles; j++) {
            size_t a = net->needs[i].cell, b = net->needs[j].cell;
            if (!is_pair(net, a, b))
                continue;
            if (n == PAIRS_MOST)
                return false;
            if (n == capacity) {
                net->needs = arena_grow(net->arena, net->needs, n, 2 * n,
                                        sizeof *net->needs);
                capacity = 2 * n;
            }
            net->needs[n++] = (struct disclose_need){a, b, 0, 1};
        }
    net->n_needs = n;
    return true;
}

static enum disclose_status check_marks(struct disclose_net *net)
{
    bool *start = arena_make(net->arena, bool, net->cells);
    disclose_net_start(net, false, start);
    for (size_t k = 0; net->table->mark && k < net->cells; k++) {
        net->where = k;
        if (start[k] && net->table->mark[k] == DISCLOSE_MARK_PUBLISH)
            return DISCLOSE_CONFLICT;
    }
    return DISCLOSE_SAFE;
}

enum disclose_status disclose_net_make(struct arena *arena,
                                       const struct disclose_table *table,
                                       const struct disclose_spec *spec,
                                       struct disclose_net *net)
{
    *net = (struct disclose_net){.where = DISCLOSE_NO_CELL};
    if (!has_shape(table, spec))
        return DISCLOSE_SHAPE;
    size_t cells = table->rows * table->columns;
    uint32_t *tail = arena_make(arena, uint32_t, cells);
    uint32_t *head = arena_make(arena, uint32_t, cells);
    size_t nodes = lay_arcs(table, tail, head);
    *net = (struct disclose_net){.arena = arena,
                                 .table = table,
                                 .spec = spec,
                                 .cells = cells,
                                 .nodes = nodes,
                                 .tail = tail,
                                 .head = head,
                                 .count = table->count,
                                 .floor = arena_make(arena, int64_t, cells),
                                 .primary = arena_make(arena, bool, cells),
                                 .reached = arena_make(arena, bool, nodes)};
    enum disclose_status status = check_counts(net);
    if (status != DISCLOSE_SAFE)
        return status;
    set_primaries(net);
    status = check_marks(net);
    if (status != DISCLOSE_SAFE)
        return status;
    net->where = DISCLOSE_NO_CELL;
    if (!set_needs(net))
        return DISCLOSE_TOO_LARGE;
    net->flow = arena_make(arena, struct disclose_flow, 1);
    *net->flow = disclose_flow_make(arena, nodes, cells);
    memcpy(net->flow->tail, tail, cells * sizeof *tail);
    memcpy(net->flow->head, head, cells * sizeof *head);
    disclose_flow_wire(net->flow);
    return DISCLOSE_SAFE;
}

/* -- patterns ------------------------------------------------------------- */

void disclose_net_withhold(const struct disclose_net *net, bool *pattern,
                           size_t cell)
{
    pattern[cell] = true;
    if (net->spec->bases && cell == base_of(net, cell))
        for (size_t j = 1; j < net->table->columns; j++)
            pattern[cell - j] = true;
}

int64_t disclose_net_price(const struct disclose_net *net, const bool *pattern,
                           size_t cell)
{
    int64_t price = pattern[cell] ? 0 : net->count[cell];
    if (net->spec->bases && cell == base_of(net, cell))
        for (size_t j = 1; j < net->table->columns; j++)
            price += pattern[cell - j] ? 0 : net->count[cell - j];
    return price;
}

/* How much a withheld cell may rise within its base. */
static int64_t headroom(const struct disclose_net *net, size_t k)
{
    size_t base = base_of(net, k);
    return is_bounded(net) && base != k ? net->count[base] - net->count[k]
                                        : FLOW_ENDLESS;
}

/* A primary that its printed base alone would keep from being safe takes the
 * base along where it may: no safe pattern is without it. */
void disclose_net_start(const struct disclose_net *net, bool totals,
                        bool *pattern)
{
    for (size_t k = 0; k < net->cells; k++) {
        if (is_unprinted(net, k))
            pattern[k] = true;
        if (net->primary[k])
            disclose_net_withhold(net, pattern, k);
        if (net->primary[k] && totals &&
            headroom(net, k) < single_need(net, k).up)
            disclose_net_withhold(net, pattern, base_of(net, k));
    }
}

bool disclose_net_would_bend(const struct disclose_net *net, size_t cell,
                             bool along)
{
    return along || net->count[cell] > net->floor[cell];
}

/* -- flows ---------------------------------------------------------------- */

static void load(struct disclose_net *net, const bool *pattern)
{
    int64_t *room = net->flow->room;
    for (size_t k = 0; k < net->cells; k++) {
        room[2 * k] = pattern[k] ? headroom(net, k) : 0;
        room[2 * k + 1] = pattern[k] ? net->count[k] - net->floor[k] : 0;
    }
    net->flow->work += net->cells;
}

static void take_out(struct disclose_net *net, size_t cell)
{
    net->flow->room[2 * cell] = net->flow->room[2 * cell + 1] = 0;
}

/* Can the cell rise (fall: up = false) as it needs, for all that the reader
 * knows, while the other one stays as it is? */
static bool can_change(struct disclose_net *net, const bool *pattern,
                       const struct disclose_need *need, bool up)
{
    size_t cell = need->cell;
    int64_t amount = up ? need->up : need->down;
    load(net, pattern);
    take_out(net, cell);
    take_out(net, need->other);
    net->source = up ? net->head[cell] : net->tail[cell];
    net->sink = up ? net->tail[cell] : net->head[cell];
    return disclose_flow_push(net->flow, net->source, net->sink, amount) >=
           amount;
}

static void note_reached(struct disclose_net *net)
{
    for (size_t v = 0; v < net->nodes; v++)
        net->reached[v] |= net->flow->level[v] != FLOW_NONE;
}

/* A sum falls by one when one of its two does and the other stays: a cycle
 * passes the node they share once. */
static bool pair_can_fall(struct disclose_net *net, const bool *pattern,
                          const struct disclose_need *need)
{
    struct disclose_need turned = {need->other, need->cell, 0, 1};
    if (net->count[need->cell] > net->floor[need->cell]) {
        if (can_change(net, pattern, need, false))
            return true;
        note_reached(net);
    }
    if (net->count[need->other] > net->floor[need->other]) {
        if (can_change(net, pattern, &turned, false))
            return true;
        note_reached(net);
    }
    return false;
}

/* Does the base leave the cell room to rise?  A withheld base may have to
 * rise with it. */
static bool base_allows(struct disclose_net *net, const bool *pattern,
                        const struct disclose_need *need)
{
    size_t base = base_of(net, need->cell);
    int64_t room = headroom(net, need->cell);
    struct disclose_need own = {base, base, need->up - room, 0};
    return room >= need->up ||
           (pattern[base] && can_change(net, pattern, &own, true));
}

bool disclose_net_lacks(struct disclose_net *net, const bool *pattern,
                        const struct disclose_need *need)
{
    if (net->flow->work > DISCLOSE_EFFORT_MOST)
        return true;
    memset(net->reached, 0, net->nodes * sizeof *net->reached);
    if (need->other != need->cell)
        return !pair_can_fall(net, pattern, need);
    if (base_allows(net, pattern, need) &&
        can_change(net, pattern, need, true) &&
        (need->down == 0 || can_change(net, pattern, need, false)))
        return false;
    note_reached(net);
    return true;
}

/* A pair a, b that leaves one node, each with its own need met, t > a + b:
 * a can rise by t - a > b, so part of that flow does not come from b, and a
 * cycle of it raises a and passes b by.  Turned round it lowers a + b by one
 * when each of its arcs can go one back: none is at its floor (or, where
 * bases bound, at its base).  The pair's upper limit is at least that of a. */
size_t disclose_net_n_needs(const struct disclose_net *net, const bool *pattern)
{
    for (size_t k = 0; k < net->cells; k++)
        if (pattern[k] &&
            (net->count[k] == net->floor[k] || headroom(net, k) == 0))
            return net->n_needs;
    return net->n_singles;
}

bool disclose_net_is_safe(struct disclose_net *net, const bool *pattern)
{
    size_t n = disclose_net_n_needs(net, pattern);
    for (size_t i = 0; i < n; i++)
        if (disclose_net_lacks(net, pattern, &net->needs[i]))
            return false;
    return true;
}

static int64_t rise_of(struct disclose_net *net, const bool *pattern, size_t k)
{
    load(net, pattern);
    take_out(net, k);
    return disclose_flow_push(net->flow, net->head[k], net->tail[k],
                              FLOW_ENDLESS);
}

/* How far the cell may rise before it meets the most that its base can be. */
static int64_t bound_of(struct disclose_net *net, const bool *pattern, size_t k)
{
    size_t base = base_of(net, k);
    int64_t room = headroom(net, k);
    int64_t rise =
        room != FLOW_ENDLESS && pattern[base] ? rise_of(net, pattern, base) : 0;
    return rise == FLOW_ENDLESS || room == FLOW_ENDLESS ? FLOW_ENDLESS
                                                        : room + rise;
}

struct disclose_interval disclose_net_interval(struct disclose_net *net,
                                               const bool *pattern, size_t cell)
{
    int64_t count = net->count[cell];
    int64_t bound = bound_of(net, pattern, cell);
    int64_t rise = rise_of(net, pattern, cell);
    rise = rise < bound ? rise : bound;
    load(net, pattern);
    take_out(net, cell);
    int64_t fall = disclose_flow_push(
        net->flow, net->tail[cell], net->head[cell], count - net->floor[cell]);
    return (struct disclose_interval){
        count - fall, rise == FLOW_ENDLESS ? DISCLOSE_UNBOUNDED : count + rise};
}
