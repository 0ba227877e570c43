/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/sums.h"

#include "data/decimal.h"
#include "data/str.h"
#include <stdlib.h>
#include <string.h>

/* Texts of one column, numbered in the order of arrival. */
struct interning {
    const char **texts;
    size_t n, cap;
    unsigned *slots; /* 1 + index; 0: free */
    size_t n_slots;
};

struct draft {
    unsigned *keys;
    uint64_t n, missing;
    int128 *sums;
};

struct grouping { /* the groups of one query */
    struct draft *groups;
    size_t n, cap;
    unsigned *slots;
    size_t n_slots;
};

struct sums_builder {
    struct arena *arena;
    const struct sums_spec *spec;
    int *scales;
    struct interning *columns;
    struct grouping *queries;
    unsigned *ids; /* of the group that is being added */
    uint64_t rows;
    struct sums_sample sample;
};

/* FNV-1a, 64 bits. */
static uint64_t hash_bytes(const void *at, size_t n)
{
    const unsigned char *p = at;
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ p[i]) * 0x100000001b3u;
    return h ^ h >> 29;
}

struct sums_builder *sums_begin(struct arena *arena,
                                const struct sums_spec *spec, const int *scales)
{
    struct sums_builder *b = arena_make(arena, struct sums_builder, 1);
    size_t most = 1;
    b->arena = arena;
    b->spec = spec;
    b->scales = arena_make(arena, int, spec->n_columns);
    for (size_t i = 0; i < spec->n_columns; i++)
        b->scales[i] = scales[i];
    b->columns = arena_make(arena, struct interning, spec->n_columns);
    b->queries = arena_make(arena, struct grouping, spec->n_queries);
    for (size_t q = 0; q < spec->n_queries; q++)
        if (spec->queries[q].n_keys > most)
            most = spec->queries[q].n_keys;
    b->ids = arena_make(arena, unsigned, most);
    return b;
}

/* --------------------------------------------------------------- interning */

static void place_text(struct interning *in, unsigned index)
{
    const char *text = in->texts[index];
    size_t at = hash_bytes(text, strlen(text)) & (in->n_slots - 1);
    while (in->slots[at])
        at = (at + 1) & (in->n_slots - 1);
    in->slots[at] = index + 1;
}

static void widen_interning(struct arena *arena, struct interning *in)
{
    size_t cap = in->cap ? 2 * in->cap : 16;
    in->texts = arena_grow(arena, in->texts, in->n, cap, sizeof *in->texts);
    in->cap = cap;
    in->n_slots = 2 * cap;
    in->slots = arena_make(arena, unsigned, in->n_slots);
    for (size_t i = 0; i < in->n; i++)
        place_text(in, (unsigned)i);
}

static unsigned intern(struct arena *arena, struct interning *in,
                       const char *text)
{
    size_t len = strlen(text);
    if (in->n == in->cap)
        widen_interning(arena, in);
    for (size_t at = hash_bytes(text, len) & (in->n_slots - 1); in->slots[at];
         at = (at + 1) & (in->n_slots - 1))
        if (strcmp(in->texts[in->slots[at] - 1], text) == 0)
            return in->slots[at] - 1;
    in->texts[in->n] = str_z(arena, (struct str){text, len});
    place_text(in, (unsigned)in->n);
    return (unsigned)in->n++;
}

/* ---------------------------------------------------------------- grouping */

static size_t slot_of(const struct grouping *g, const unsigned *ids,
                      size_t n_keys)
{
    return hash_bytes(ids, n_keys * sizeof *ids) & (g->n_slots - 1);
}

static void widen_grouping(struct arena *arena, struct grouping *g,
                           size_t n_keys)
{
    size_t cap = g->cap ? 2 * g->cap : 16;
    g->groups = arena_grow(arena, g->groups, g->n, cap, sizeof *g->groups);
    g->cap = cap;
    g->n_slots = 2 * cap;
    g->slots = arena_make(arena, unsigned, g->n_slots);
    for (size_t i = 0; i < g->n; i++) {
        size_t at = slot_of(g, g->groups[i].keys, n_keys);
        while (g->slots[at])
            at = (at + 1) & (g->n_slots - 1);
        g->slots[at] = (unsigned)i + 1;
    }
}

static struct draft *find_group(struct sums_builder *b, size_t query)
{
    const struct sums_query *q = &b->spec->queries[query];
    struct grouping *g = &b->queries[query];
    if (g->n == g->cap)
        widen_grouping(b->arena, g, q->n_keys);
    size_t at = slot_of(g, b->ids, q->n_keys);
    for (; g->slots[at]; at = (at + 1) & (g->n_slots - 1)) {
        struct draft *d = &g->groups[g->slots[at] - 1];
        if (q->n_keys == 0 ||
            memcmp(d->keys, b->ids, q->n_keys * sizeof *b->ids) == 0)
            return d;
    }
    struct draft *d = &g->groups[g->n++];
    d->keys = arena_make(b->arena, unsigned, q->n_keys);
    if (q->n_keys)
        memcpy(d->keys, b->ids, q->n_keys * sizeof *b->ids);
    d->sums = arena_make(b->arena, int128, q->n_products);
    g->slots[at] = (unsigned)g->n;
    return d;
}

bool sums_add(struct sums_builder *b, size_t query, const char *const *keys,
              uint64_t n, uint64_t missing, const int128 *sums, size_t *product)
{
    const struct sums_query *q = &b->spec->queries[query];
    for (size_t i = 0; i < q->n_keys; i++)
        b->ids[i] = intern(b->arena, &b->columns[q->keys[i]], keys[i]);
    struct draft *d = find_group(b, query);
    size_t at = 0;
    bool good = !__builtin_add_overflow(d->n, n, &d->n) &&
                !__builtin_add_overflow(d->missing, missing, &d->missing);
    while (good && at < q->n_products) {
        good = int128_add(d->sums[at], sums[at], &d->sums[at]);
        at += good;
    }
    if (!good && product)
        *product = at;
    return good;
}

void sums_add_rows(struct sums_builder *b, uint64_t rows)
{
    b->rows += rows;
}

void sums_sample_add(struct sums_sample *sample, uint64_t digest)
{
    size_t at = sample->n;
    if (at == SUMS_SAMPLE && digest >= sample->at[at - 1])
        return;
    if (at < SUMS_SAMPLE)
        sample->n++;
    else
        at--;
    for (; at > 0 && sample->at[at - 1] > digest; at--)
        sample->at[at] = sample->at[at - 1];
    sample->at[at] = digest;
}

void sums_add_digest(struct sums_builder *b, uint64_t digest)
{
    sums_sample_add(&b->sample, digest);
}

/* --------------------------------------------------------------- finishing */

struct ranked {
    const char *text;
    unsigned index;
};

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    return strcmp(x->text, y->text);
}

/* Sorts the texts of a column; rank[i] is the new number of text i. */
static struct sums_values
sort_values(struct arena *arena, const struct interning *in, unsigned *rank)
{
    struct ranked *all = arena_make(arena, struct ranked, in->n);
    const char **texts = arena_make(arena, const char *, in->n);
    for (size_t i = 0; i < in->n; i++)
        all[i] = (struct ranked){in->texts[i], (unsigned)i};
    if (in->n)
        qsort(all, in->n, sizeof *all, compare_ranked);
    for (size_t i = 0; i < in->n; i++) {
        texts[i] = all[i].text;
        rank[all[i].index] = (unsigned)i;
    }
    return (struct sums_values){texts, in->n};
}

static int compare_groups(const void *a, const void *b, void *n_keys)
{
    const struct sums_group *x = a, *y = b;
    for (size_t i = 0; i < *(const size_t *)n_keys; i++)
        if (x->keys[i] != y->keys[i])
            return x->keys[i] < y->keys[i] ? -1 : 1;
    return 0;
}

static struct sums_table sort_groups(struct sums_builder *b, size_t query,
                                     unsigned *const *ranks)
{
    const struct sums_query *q = &b->spec->queries[query];
    const struct grouping *g = &b->queries[query];
    struct sums_group *groups = arena_make(b->arena, struct sums_group, g->n);
    size_t n_keys = q->n_keys;
    for (size_t i = 0; i < g->n; i++) {
        struct draft *d = &g->groups[i];
        for (size_t k = 0; k < n_keys; k++)
            d->keys[k] = ranks[q->keys[k]][d->keys[k]];
        groups[i] = (struct sums_group){d->keys, d->n, d->missing, d->sums};
    }
    if (g->n)
        qsort_r(groups, g->n, sizeof *groups, compare_groups, &n_keys);
    return (struct sums_table){groups, g->n};
}

const struct sums *sums_finish(struct sums_builder *b)
{
    const struct sums_spec *spec = b->spec;
    struct sums *sums = arena_make(b->arena, struct sums, 1);
    struct sums_values *values =
        arena_make(b->arena, struct sums_values, spec->n_columns);
    struct sums_table *tables =
        arena_make(b->arena, struct sums_table, spec->n_queries);
    unsigned **ranks = arena_make(b->arena, unsigned *, spec->n_columns);
    for (size_t i = 0; i < spec->n_columns; i++) {
        ranks[i] = arena_make(b->arena, unsigned, b->columns[i].n);
        values[i] = sort_values(b->arena, &b->columns[i], ranks[i]);
    }
    for (size_t q = 0; q < spec->n_queries; q++)
        tables[q] = sort_groups(b, q, ranks);
    *sums = (struct sums){.spec = spec,
                          .scales = b->scales,
                          .values = values,
                          .tables = tables,
                          .rows = b->rows,
                          .sample = b->sample};
    return sums;
}

/* ----------------------------------------------------------------- merging */

static bool same_product(const struct sums_product *a,
                         const struct sums_product *b)
{
    return a->n == b->n &&
           memcmp(a->factor, b->factor, a->n * sizeof *a->factor) == 0;
}

static bool same_query(const struct sums_query *a, const struct sums_query *b)
{
    if (a->n_keys != b->n_keys || a->n_needs != b->n_needs ||
        a->n_products != b->n_products)
        return false;
    for (size_t i = 0; i < a->n_keys; i++)
        if (a->keys[i] != b->keys[i])
            return false;
    for (size_t i = 0; i < a->n_needs; i++)
        if (a->needs[i] != b->needs[i])
            return false;
    for (size_t i = 0; i < a->n_products; i++)
        if (!same_product(&a->products[i], &b->products[i]))
            return false;
    return true;
}

bool sums_same_spec(const struct sums_spec *a, const struct sums_spec *b)
{
    if (a->n_columns != b->n_columns || a->n_queries != b->n_queries)
        return false;
    for (size_t i = 0; i < a->n_columns; i++)
        if (strcmp(a->columns[i].name, b->columns[i].name) != 0 ||
            a->columns[i].kind != b->columns[i].kind ||
            (a->columns[i].kind != SUMS_KEY &&
             a->columns[i].scale != b->columns[i].scale))
            return false;
    for (size_t i = 0; i < a->n_queries; i++)
        if (!same_query(&a->queries[i], &b->queries[i]))
            return false;
    return true;
}

static bool holds(const struct sums *s, uint64_t digest)
{
    for (size_t i = 0; i < s->sample.n; i++)
        if (s->sample.at[i] == digest)
            return true;
    return false;
}

/* Of a's digests, those that would stand in b's sample if b had the rows. */
static bool contained(const struct sums *a, const struct sums *b)
{
    size_t comparable = 0;
    for (size_t i = 0; i < a->sample.n; i++) {
        bool full = b->sample.n == SUMS_SAMPLE;
        if (full && a->sample.at[i] > b->sample.at[SUMS_SAMPLE - 1])
            break;
        comparable++;
        if (!holds(b, a->sample.at[i]))
            return false;
    }
    return comparable > 0;
}

bool sums_same_rows(const struct sums *a, const struct sums *b)
{
    return contained(a, b) || contained(b, a);
}

static bool find_trouble(const struct sums *const *parts, size_t n,
                         struct sums_merge_result *out)
{
    for (size_t j = 1; j < n; j++) {
        out->first = 0;
        out->second = j;
        out->trouble = SUMS_OTHER_SPEC;
        if (!sums_same_spec(parts[0]->spec, parts[j]->spec))
            return true;
        out->trouble = SUMS_SAME_ROWS;
        for (out->first = 0; out->first < j; out->first++)
            if (sums_same_rows(parts[out->first], parts[j]))
                return true;
    }
    out->trouble = SUMS_GOOD;
    return false;
}

static int product_scale(const struct sums_product *p, const int *scales)
{
    int scale = 0;
    for (unsigned i = 0; i < p->n; i++)
        scale += scales[p->factor[i]];
    return scale;
}

/* Adds one table of a part at the builder's scales. */
static bool add_table(struct sums_builder *b, const struct sums *part,
                      struct sums_merge_result *out)
{
    const struct sums_query *q = &b->spec->queries[out->query];
    const struct sums_table *table = &part->tables[out->query];
    const char **keys = arena_make(b->arena, const char *, q->n_keys);
    int128 *sums = arena_make(b->arena, int128, q->n_products);
    int128 *power = arena_make(b->arena, int128, q->n_products);
    for (size_t p = 0; p < q->n_products; p++) {
        out->product = p;
        if (!decimal_power(product_scale(&q->products[p], b->scales) -
                               product_scale(&q->products[p], part->scales),
                           &power[p]))
            return false;
    }
    for (size_t i = 0; i < table->n; i++) {
        const struct sums_group *g = &table->groups[i];
        for (size_t k = 0; k < q->n_keys; k++)
            keys[k] = sums_text(part, out->query, g, k);
        for (size_t p = 0; p < q->n_products; p++) {
            out->product = p;
            if (!int128_mul(g->sums[p], power[p], &sums[p]))
                return false;
        }
        if (!sums_add(b, out->query, keys, g->n, g->missing, sums,
                      &out->product))
            return false;
    }
    return true;
}

struct sums_merge_result sums_merge(struct arena *arena,
                                    const struct sums *const *parts, size_t n)
{
    struct sums_merge_result out = {.trouble = SUMS_GOOD};
    return find_trouble(parts, n, &out) ? out : sums_join(arena, parts, n);
}

struct sums_merge_result sums_join(struct arena *arena,
                                   const struct sums *const *parts, size_t n)
{
    struct sums_merge_result out = {.trouble = SUMS_GOOD};
    const struct sums_spec *spec = parts[0]->spec;
    int *scales = arena_make(arena, int, spec->n_columns);
    for (size_t j = 0; j < n; j++)
        for (size_t i = 0; i < spec->n_columns; i++)
            if (parts[j]->scales[i] > scales[i])
                scales[i] = parts[j]->scales[i];
    struct sums_builder *b = sums_begin(arena, spec, scales);
    for (size_t j = 0; j < n; j++) {
        out.second = j;
        for (out.query = 0; out.query < spec->n_queries; out.query++)
            if (!add_table(b, parts[j], &out)) {
                out.trouble = SUMS_OVERFLOW;
                return out;
            }
        sums_add_rows(b, parts[j]->rows);
        for (size_t i = 0; i < parts[j]->sample.n; i++)
            sums_add_digest(b, parts[j]->sample.at[i]);
    }
    out.sums = sums_finish(b);
    return out;
}

/* ----------------------------------------------------------------- reading */

const char *sums_text(const struct sums *sums, size_t query,
                      const struct sums_group *group, size_t key)
{
    unsigned column = sums->spec->queries[query].keys[key];
    return sums->values[column].texts[group->keys[key]];
}

const char *sums_product_name(struct arena *arena, const struct sums_spec *spec,
                              size_t query, size_t product)
{
    const struct sums_product *p = &spec->queries[query].products[product];
    struct buf b = buf_new(arena);
    for (unsigned i = 0; i < p->n; i++) {
        buf_z(&b, i ? " × " : "");
        buf_z(&b, spec->columns[p->factor[i]].name);
    }
    return buf_text(&b);
}

int sums_scale(const struct sums *sums, size_t query, size_t product)
{
    return product_scale(&sums->spec->queries[query].products[product],
                         sums->scales);
}

double sums_double(int128 units, int scale)
{
    return decimal_double((struct decimal){units, scale});
}
