/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tallysums.h"

#include "data/csv.h"
#include "data/decimal.h"
#include "data/encode.h"

#include <stdlib.h>
#include <string.h>

/* A cell of some part under its final key: number of the prefix and rank of
 * the last text. */
struct entry {
    uint64_t key;
    uint64_t packed; /* all of it, where it is a packed cell alone; or 0 */
    uint32_t part, number, code;
};

struct level_map {
    uint32_t **finals; /* [part][number] -> final number */
    uint32_t **order;  /* [part]: numbers by ascending final number */
    uint64_t *keys;    /* final number -> parent's final number, rank */
};

struct finish {
    struct arena *arena, *scratch;
    const struct tally_part *parts;
    size_t n;
    const struct sums_spec *spec;
    size_t n_levels; /* that all parts have */
    struct level_map *levels;
    uint32_t ***ranks; /* [column][part][code] */
    uint32_t ***codes; /* [column][part]: codes by ascending rank */
    int *scales;
    struct sums_values *values;
    struct tally_failure *failure;
    struct entry *entries; /* room for the cells of a query */
    size_t n_entries;
};

/* ------------------------------------------------------------------ sorting */

static void merge(const struct entry *a, size_t n_a, const struct entry *b,
                  size_t n_b, struct entry *to)
{
    size_t i = 0, k = 0;
    while (i < n_a || k < n_b) {
        bool first = k == n_b || (i < n_a && a[i].key <= b[k].key);
        *to++ = first ? a[i++] : b[k++];
    }
}

static size_t run_length(const struct entry *e, size_t n)
{
    size_t i = 1;
    while (i < n && e[i - 1].key <= e[i].key)
        i++;
    return i < n ? i : n;
}

/* Natural merge sort: the parts are runs already, one part is no work. */
static struct entry *sorted(struct arena *scratch, struct entry *e, size_t n)
{
    if (run_length(e, n) == n)
        return e;
    struct entry *to = arena_make(scratch, struct entry, n);
    while (run_length(e, n) < n) {
        for (size_t i = 0; i < n;) {
            size_t a = run_length(e + i, n - i);
            size_t b = i + a < n ? run_length(e + i + a, n - i - a) : 0;
            merge(e + i, a, e + i + a, b, to + i);
            i += a + b;
        }
        struct entry *from = e;
        e = to;
        to = from;
    }
    return e;
}

/* -------------------------------------------------------------------- texts */

struct ranked {
    struct str text;
    uint32_t part, code;
};

static int compare_texts(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    size_t n = x->text.len < y->text.len ? x->text.len : y->text.len;
    int c = n ? memcmp(x->text.at, y->text.at, n) : 0;
    return c ? c : x->text.len < y->text.len ? -1 : x->text.len > y->text.len;
}

/* All texts of a column, sorted. */
static struct ranked *gather_texts(struct finish *f, size_t column,
                                   enum encoding encoding, size_t *n)
{
    size_t total = 0;
    for (size_t p = 0; p < f->n; p++)
        total += f->parts[p].dicts[column].n;
    struct ranked *all = arena_make(f->scratch, struct ranked, total);
    *n = 0;
    for (uint32_t p = 0; p < f->n; p++) {
        const struct dict *dict = &f->parts[p].dicts[column];
        for (uint32_t i = 0; i < dict->n; i++) {
            struct str text;
            encode_piece(f->scratch, encoding, dict->texts[i], &text);
            all[(*n)++] = (struct ranked){csv_trim(text), p, i};
        }
    }
    qsort(all, total, sizeof *all, compare_texts);
    return all;
}

static void rank_texts(struct finish *f, size_t column, enum encoding encoding)
{
    size_t n, n_values = 0;
    struct ranked *all = gather_texts(f, column, encoding, &n);
    const char **texts = arena_make(f->arena, const char *, n);
    uint32_t *filled = arena_make(f->scratch, uint32_t, f->n);
    f->ranks[column] = arena_make(f->scratch, uint32_t *, f->n);
    f->codes[column] = arena_make(f->scratch, uint32_t *, f->n);
    for (size_t p = 0; p < f->n; p++) {
        size_t n_codes = f->parts[p].dicts[column].n;
        f->ranks[column][p] = arena_make(f->scratch, uint32_t, n_codes);
        f->codes[column][p] = arena_make(f->scratch, uint32_t, n_codes);
    }
    for (size_t i = 0; i < n; i++) {
        const struct ranked *r = &all[i];
        if (i == 0 || !str_equal(all[i - 1].text, r->text))
            texts[n_values++] = str_z(f->arena, r->text);
        f->ranks[column][r->part][r->code] = (uint32_t)n_values - 1;
        f->codes[column][r->part][filled[r->part]++] = r->code;
    }
    f->values[column] = (struct sums_values){texts, n_values};
}

/* ------------------------------------------------------------------- levels */

/* The final key of a number of a level whose parent is common to all. */
static uint64_t key_of_pair(const struct finish *f, size_t part,
                            const struct tally_level *l, uint32_t number)
{
    uint64_t pair = l->pairs[number];
    uint64_t parent = f->levels[l->parent].finals[part][pair >> 32];
    return parent << 32 | f->ranks[l->column][part][(uint32_t)pair];
}

static void number_level(struct finish *f, size_t level)
{
    struct level_map *map = &f->levels[level];
    size_t n = 0, k = 0, n_finals = 0;
    map->finals = arena_make(f->scratch, uint32_t *, f->n);
    map->order = arena_make(f->scratch, uint32_t *, f->n);
    for (size_t p = 0; p < f->n; p++) {
        uint32_t here = f->parts[p].tally->levels[level].n;
        map->finals[p] = arena_make(f->scratch, uint32_t, here);
        map->order[p] = arena_make(f->scratch, uint32_t, here);
        n += here;
    }
    map->keys = arena_make(f->scratch, uint64_t, n);
    if (level == 0) /* the root: number 0 everywhere */
        return;
    struct entry *e = arena_make(f->scratch, struct entry, n);
    for (uint32_t p = 0; p < f->n; p++) {
        const struct tally_level *l = &f->parts[p].tally->levels[level];
        for (uint32_t i = 0; i < l->n; i++)
            e[k++] = (struct entry){key_of_pair(f, p, l, i), 0, p, i, 0};
    }
    e = sorted(f->scratch, e, n);
    size_t *filled = arena_make(f->scratch, size_t, f->n);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || e[i - 1].key != e[i].key)
            map->keys[n_finals++] = e[i].key;
        map->finals[e[i].part][e[i].number] = (uint32_t)n_finals - 1;
        map->order[e[i].part][filled[e[i].part]++] = e[i].number;
    }
}

/* ------------------------------------------------------------------- groups */

static bool has_last_key(const struct finish *f, const struct tally_leaf *leaf)
{
    return leaf->column < f->spec->n_columns;
}

static size_t count_codes(const struct finish *f, size_t part,
                          const struct tally_leaf *leaf)
{
    return has_last_key(f, leaf) ? f->parts[part].dicts[leaf->column].n : 1;
}

/* The final key of a cell of a leaf without a last key. */
static uint64_t key_of_cell(const struct finish *f, size_t query, size_t part,
                            uint32_t number)
{
    const struct tally *t = f->parts[part].tally;
    unsigned level = t->leaves[query].level;
    return level ? key_of_pair(f, part, &t->levels[level], number) : 0;
}

/* The cells of one block that hold rows, by ascending rank of their codes. */
static struct entry *put_block(const struct finish *f, size_t query,
                               uint32_t part, uint32_t number, struct entry *to)
{
    const struct tally *t = f->parts[part].tally;
    const struct tally_leaf *leaf = &t->leaves[query];
    size_t n_codes = count_codes(f, part, leaf);
    struct tally_cell cell;
    if (!has_last_key(f, leaf)) {
        if (tally_cell(t, leaf, number, 0, &cell))
            *to++ = (struct entry){key_of_cell(f, query, part, number), 0, part,
                                   number, 0};
        return to;
    }
    const uint32_t *codes = f->codes[leaf->column][part];
    const uint32_t *ranks = f->ranks[leaf->column][part];
    uint64_t prefix = f->levels[leaf->level].finals[part][number];
    const uint64_t *packed = tally_packed(t, leaf, number);
    for (size_t k = 0; k < n_codes; k++) {
        uint64_t word = packed ? packed[codes[k]] : 0;
        if (packed ? word > 0 : tally_cell(t, leaf, number, codes[k], &cell))
            *to++ = (struct entry){prefix << 32 | ranks[codes[k]], word, part,
                                   number, codes[k]};
    }
    return to;
}

/* The cells of a part, ascending where its level allows. */
static struct entry *put_cells(const struct finish *f, size_t query,
                               uint32_t part, struct entry *to)
{
    const struct tally *t = f->parts[part].tally;
    unsigned level = t->leaves[query].level;
    bool is_common = level < f->n_levels;
    for (uint32_t i = 0; i < t->levels[level].n; i++) {
        uint32_t number = is_common ? f->levels[level].order[part][i] : i;
        to = put_block(f, query, part, number, to);
    }
    return to;
}

static struct entry *find_cells(struct finish *f, size_t query, size_t *n)
{
    size_t most = 0;
    for (size_t p = 0; p < f->n; p++) {
        const struct tally_leaf *leaf = &f->parts[p].tally->leaves[query];
        most +=
            f->parts[p].tally->levels[leaf->level].n * count_codes(f, p, leaf);
    }
    if (most > f->n_entries) {
        f->entries = arena_make(f->scratch, struct entry, most);
        f->n_entries = most;
    }
    struct entry *end = f->entries;
    for (uint32_t p = 0; p < f->n; p++)
        end = put_cells(f, query, p, end);
    *n = (size_t)(end - f->entries);
    return sorted(f->scratch, f->entries, *n);
}

static int scale_of(const struct sums_product *p, const int *scales)
{
    int scale = 0;
    for (unsigned i = 0; i < p->n; i++)
        scale += scales[p->factor[i]];
    return scale;
}

/* Brings the products of each part to the final scales. */
static bool find_powers(const struct finish *f, size_t query, int128 *powers)
{
    const struct sums_query *q = &f->spec->queries[query];
    for (size_t p = 0; p < f->n; p++)
        for (size_t i = 0; i < q->n_products; i++) {
            const struct sums_product *product = &q->products[i];
            int more = scale_of(product, f->scales) -
                       scale_of(product, f->parts[p].tally->scales);
            *f->failure = (struct tally_failure){query, i, 0};
            if (!decimal_power(more, &powers[p * q->n_products + i]))
                return false;
        }
    return true;
}

static bool add_cell(const struct finish *f, size_t query,
                     const struct entry *e, const int128 *powers,
                     struct sums_group *group, int128 *sums)
{
    const struct tally *t = f->parts[e->part].tally;
    size_t n = f->spec->queries[query].n_products;
    struct tally_cell cell = {.n = e->packed & TALLY_COUNT_MAX,
                              .sum = (int128)(e->packed >> TALLY_COUNT_BITS)};
    if (!e->packed)
        tally_cell(t, &t->leaves[query], e->number, e->code, &cell);
    group->n += cell.n;
    group->missing += cell.missing;
    for (size_t i = 0; i < n; i++) {
        int128 x = cell.sums ? cell.sums[i] : cell.sum;
        int128 power = powers[e->part * n + i];
        if ((power != 1 && !int128_mul(x, power, &x)) ||
            !int128_add(sums[i], x, &sums[i])) {
            *f->failure = (struct tally_failure){query, i, 0};
            return false;
        }
    }
    return true;
}

/* The level of a query's prefix. */
static unsigned prefix_level(const struct finish *f, size_t query)
{
    const struct sums_query *q = &f->spec->queries[query];
    unsigned level = 0;
    for (size_t i = 0; i + 1 < q->n_keys; i++)
        level = tally_find_level(f->parts[0].tally, level, q->keys[i]);
    return level;
}

/* The ranks of a key: its last text, then up the levels. */
static void put_keys(const struct finish *f, unsigned level, uint64_t key,
                     unsigned *to, size_t n)
{
    const struct tally_level *levels = f->parts[0].tally->levels;
    for (size_t i = n; i-- > 0;) {
        to[i] = (uint32_t)key;
        key = f->levels[level].keys[key >> 32];
        level = levels[level].parent;
    }
}

/* The keys of the group before, but for the last one. */
static void copy_keys(unsigned *to, size_t n, unsigned last)
{
    for (size_t i = 0; i + 1 < n; i++)
        to[i] = to[(ptrdiff_t)i - (ptrdiff_t)n];
    to[n - 1] = last;
}

static size_t count_groups(const struct entry *e, size_t n)
{
    size_t groups = 0;
    for (size_t i = 0; i < n; i++)
        groups += i == 0 || e[i - 1].key != e[i].key;
    return groups;
}

static bool make_groups(struct finish *f, size_t query,
                        struct sums_table *table)
{
    const struct sums_query *q = &f->spec->queries[query];
    int128 *powers = arena_make(f->scratch, int128, f->n * q->n_products + 1);
    if (!find_powers(f, query, powers))
        return false;
    size_t n;
    const struct entry *e = find_cells(f, query, &n);
    unsigned level = prefix_level(f, query);
    size_t n_groups = count_groups(e, n);
    struct sums_group *group =
        arena_make(f->arena, struct sums_group, n_groups);
    unsigned *keys = arena_make(f->arena, unsigned, n_groups * q->n_keys);
    int128 *sums = arena_make(f->arena, int128, n_groups * q->n_products);
    *table = (struct sums_table){group, n_groups};
    for (size_t i = 0; i < n; i++) {
        bool is_first = i == 0 || e[i - 1].key != e[i].key;
        if (is_first && i > 0) {
            group++;
            keys += q->n_keys;
            sums += q->n_products;
        }
        if (is_first) {
            bool same = i > 0 && e[i - 1].key >> 32 == e[i].key >> 32;
            if (same && q->n_keys > 0)
                copy_keys(keys, q->n_keys, (uint32_t)e[i].key);
            else
                put_keys(f, level, e[i].key, keys, q->n_keys);
            group->keys = keys;
            group->sums = sums;
        }
        if (!add_cell(f, query, &e[i], powers, group, sums))
            return false;
    }
    return true;
}

/* -------------------------------------------------------------------- whole */

static void open_finish(struct finish *f, enum encoding encoding)
{
    size_t n_columns = f->spec->n_columns;
    f->scales = arena_make(f->arena, int, n_columns);
    f->values = arena_make(f->arena, struct sums_values, n_columns);
    f->ranks = arena_make(f->scratch, uint32_t **, n_columns);
    f->codes = arena_make(f->scratch, uint32_t **, n_columns);
    for (size_t c = 0; c < n_columns; c++) {
        for (size_t p = 0; p < f->n; p++)
            if (f->parts[p].tally->scales[c] > f->scales[c])
                f->scales[c] = f->parts[p].tally->scales[c];
        if (f->spec->columns[c].kind == SUMS_KEY)
            rank_texts(f, c, encoding);
    }
    f->n_levels = f->parts[0].tally->n_common;
    f->levels = arena_make(f->scratch, struct level_map, f->n_levels);
    for (size_t i = 0; i < f->n_levels; i++)
        number_level(f, i);
}

static const struct sums *make_sums(struct finish *f)
{
    struct sums *sums = arena_make(f->arena, struct sums, 1);
    struct sums_table *tables =
        arena_make(f->arena, struct sums_table, f->spec->n_queries);
    for (size_t q = 0; q < f->spec->n_queries; q++) {
        if (!make_groups(f, q, &tables[q]))
            return NULL;
    }
    *sums = (struct sums){.spec = f->spec,
                          .scales = f->scales,
                          .values = f->values,
                          .tables = tables};
    for (size_t p = 0; p < f->n; p++) {
        const struct tally *t = f->parts[p].tally;
        sums->rows += t->rows;
        for (size_t i = 0; i < t->sample.n; i++)
            sums_sample_add(&sums->sample, t->sample.at[i]);
    }
    return sums;
}

const struct sums *tally_sums(struct arena *arena,
                              const struct tally_part *parts, size_t n,
                              enum encoding encoding,
                              struct tally_failure *failure)
{
    struct finish f = {.arena = arena,
                       .scratch = arena_open(),
                       .parts = parts,
                       .n = n,
                       .spec = parts[0].tally->spec,
                       .failure = failure};
    open_finish(&f, encoding);
    const struct sums *sums = make_sums(&f);
    arena_close(f.scratch);
    return sums;
}
