/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/scanquick.h"

enum { NO_FIELD = UINT32_MAX };

/* ------------------------------------------------------------------- making */

static uint32_t field_of(const struct tally *t, const struct tally_narrow *leaf,
                         const uint32_t *fields)
{
    return leaf->column < t->spec->n_columns ? fields[leaf->column] : NO_FIELD;
}

/* The column of a leaf in its map. */
static uint16_t *map_of(const struct quick *q, size_t leaf)
{
    size_t map = leaf / QUICK_LEAVES;
    return q->maps + map * 256 * QUICK_LEAVES + leaf % QUICK_LEAVES;
}

static void cut_segments(struct quick *q, const struct tally *t,
                         const uint32_t *fields)
{
    const struct tally_bundle *b = &t->bundles[q->bundle];
    uint32_t i = 0;
    for (size_t run = 0; run < b->n_runs; run++)
        while (i < b->runs[run].end) {
            uint32_t first = i, field = field_of(t, &b->narrow[i], fields);
            do
                i++;
            while (i < b->runs[run].end && field != NO_FIELD &&
                   i % QUICK_LEAVES != 0 &&
                   field_of(t, &b->narrow[i], fields) == field + (i - first));
            q->segments[q->n_segments++] = (struct quick_segment){
                b->runs[run].weight, first, i, field, map_of(q, first)};
        }
}

static void fill_map(struct quick *q, const struct tally *t,
                     const struct dict *dicts, size_t n)
{
    const struct tally_bundle *b = &t->bundles[q->bundle];
    for (size_t i = 0; i < n; i++) {
        const struct tally_narrow *leaf = &b->narrow[i];
        if (leaf->column == t->spec->n_columns)
            continue;
        for (size_t byte = 0; byte < 256; byte++) {
            uint32_t code = dicts[leaf->column].direct[byte];
            if (code != DICT_NONE && leaf->packed + code <= UINT16_MAX)
                map_of(q, i)[byte * QUICK_LEAVES] =
                    (uint16_t)(leaf->packed + code);
        }
    }
}

struct quick *quick_make(struct arena *arena, const struct tally *t,
                         const struct dict *dicts, const uint32_t *fields)
{
    struct quick *all = arena_make(arena, struct quick, t->n_bundles);
    for (unsigned i = 0; i < t->n_bundles; i++) {
        const struct tally_bundle *b = &t->bundles[i];
        struct quick *q = &all[i];
        size_t n = b->n_runs ? b->runs[b->n_runs - 1].end : 0;
        q->bundle = i;
        q->segments = arena_make(arena, struct quick_segment, n);
        size_t n_maps = (n + QUICK_LEAVES - 1) / QUICK_LEAVES;
        q->maps = arena_make(arena, uint16_t, n_maps * 256 * QUICK_LEAVES);
        cut_segments(q, t, fields);
        fill_map(q, t, dicts, n);
    }
    return all;
}

/* ------------------------------------------------------------------- adding */

/* A row on its way into a bundle. */
struct passage {
    const struct quick *quick;
    struct tally *tally;
    const struct dict *dicts;
    const struct record_batch *batch;
    const uint32_t *ends;
    uint32_t row;
    struct buf *scratch;
};

/* The cell of a field that the map does not know; 0: nobody does. */
static uint32_t find_cell(const struct passage *p,
                          const struct tally_narrow *leaf, uint32_t field)
{
    struct str text = records_field(p->batch, p->ends, field, p->scratch);
    uint32_t code;
    return dict_find(&p->dicts[leaf->column], text, &code) ? leaf->packed + code
                                                           : 0;
}

/* Adds to the cells of n fields, up to the first that the map does not know;
 * returns how many were added. */
static uint32_t add_known(const char *text, const uint32_t *ends,
                          const uint16_t *map, size_t n, uint64_t addend,
                          uint64_t *block)
{
    const unsigned char *first = (const unsigned char *)text + 1;
    ptrdiff_t before = (int32_t)ends[-1]; /* -1 at the start of the window */
    size_t i = 0;
    for (; i < n; i++) {
        size_t byte = first[before];
        ptrdiff_t here = (int32_t)ends[i];
        size_t cell = map[byte * QUICK_LEAVES + i];
        if (here - before > 2 || cell == 0)
            break;
        block[cell] += addend;
        before = here;
    }
    return (uint32_t)i;
}

/* Adds to the cells of a segment up to a leaf of it, or up to one whose text
 * is not known, which is returned. */
static uint32_t add_segment(const struct passage *p,
                            const struct quick_segment *s, uint32_t end,
                            uint64_t addend, uint64_t *block)
{
    const struct tally_bundle *b = &p->tally->bundles[p->quick->bundle];
    for (uint32_t i = s->first;; i++) {
        uint32_t done = i - s->first, field = s->field + done;
        i += add_known(p->batch->text, p->ends + field, s->map + done, end - i,
                       addend, block);
        if (i == end)
            return end;
        uint32_t cell = find_cell(p, &b->narrow[i], s->field + (i - s->first));
        if (cell == 0)
            return i;
        block[cell] += addend;
    }
}

/* A leaf without a last key has one cell. */
static uint32_t add_fixed(const struct passage *p,
                          const struct quick_segment *s, uint64_t addend,
                          uint64_t *block)
{
    const struct tally_bundle *b = &p->tally->bundles[p->quick->bundle];
    block[b->narrow[s->first].packed] += addend;
    return s->end;
}

static uint64_t addend_of(const struct passage *p,
                          const struct quick_segment *s)
{
    return p->tally->weights[s->weight][p->row] << TALLY_COUNT_BITS | 1;
}

/* Takes back what was added before a leaf. */
static void take_back(const struct passage *p, size_t segment, uint32_t leaf,
                      uint64_t *block)
{
    for (size_t i = 0; i <= segment; i++) {
        const struct quick_segment *s = &p->quick->segments[i];
        uint64_t addend = -addend_of(p, s);
        if (s->field == NO_FIELD)
            add_fixed(p, s, addend, block);
        else
            add_segment(p, s, i < segment ? s->end : leaf, addend, block);
    }
}

bool quick_add(const struct quick *q, struct tally *t, const struct dict *dicts,
               const struct record_batch *batch, const uint32_t *ends,
               uint32_t row, struct buf *scratch, unsigned *column)
{
    struct passage p = {q, t, dicts, batch, ends, row, scratch};
    uint64_t *block = tally_block(t, q->bundle, row);
    for (size_t i = 0; i < q->n_segments; i++) {
        const struct quick_segment *s = &q->segments[i];
        uint64_t addend = addend_of(&p, s);
        uint32_t reached = s->field == NO_FIELD
                               ? add_fixed(&p, s, addend, block)
                               : add_segment(&p, s, s->end, addend, block);
        if (reached == s->end)
            continue;
        *column = t->bundles[q->bundle].narrow[reached].column;
        take_back(&p, i, reached, block);
        return false;
    }
    return true;
}
