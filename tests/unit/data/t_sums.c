/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Exact sums: grouping, order, overflow, merging at the larger scale, and
 * parts that hold the same rows.
 */
#include "data/sums.h"
#include "tests/tap.h"

static const struct sums_column columns[] = {{"a", SUMS_KEY, 0},
                                             {"b", SUMS_KEY, 0},
                                             {"w", SUMS_WEIGHT, -1},
                                             {"y", SUMS_NUMBER, -1}};
static const unsigned both[] = {0, 1}, second[] = {1}, need[] = {3};
static const struct sums_product products[] = {{1, {2}}, {2, {2, 3}}};
static const struct sums_query queries[] = {{both, 2, need, 1, products, 2},
                                            {second, 1, NULL, 0, products, 1},
                                            {NULL, 0, NULL, 0, NULL, 0}};
static const struct sums_spec spec = {columns, 4, queries, 3};

static void add(struct sums_builder *b, const char *x, const char *y, int128 w,
                int128 wy)
{
    const char *keys[] = {x, y};
    const int128 sums[] = {w, wy};
    sums_add(b, 0, keys, 1, 0, sums, NULL);
    sums_add(b, 1, keys + 1, 1, 0, sums, NULL);
    sums_add(b, 2, NULL, 1, 0, NULL, NULL);
    sums_add_rows(b, 1);
}

static const struct sums *example(struct arena *arena, const int *scales,
                                  int128 factor)
{
    struct sums_builder *b = sums_begin(arena, &spec, scales);
    add(b, "z", "1", 3 * factor, 6 * factor);
    add(b, "", "2", 4 * factor, 0);
    add(b, "z", "1", 5 * factor, -7 * factor);
    add(b, "z", "", 1 * factor, 1 * factor);
    add(b, "あ", "1", 2 * factor, 2 * factor);
    return sums_finish(b);
}

static void test_groups(void)
{
    struct arena *arena = arena_open();
    const struct sums *s = example(arena, (const int[]){0, 0, 0, 0}, 1);
    const struct sums_table *t = &s->tables[0];
    is_int((long long)s->rows, 5, "rows");
    is_int((long long)t->n, 4, "groups of two keys");
    is_text(sums_text(s, 0, &t->groups[0], 0), "", "a blank text comes first");
    is_text(sums_text(s, 0, &t->groups[1], 1), "", "then by the second key");
    is_text(sums_text(s, 0, &t->groups[3], 0), "あ", "texts by their bytes");
    is_int((long long)t->groups[2].n, 2, "rows of one group");
    is_int((long long)t->groups[2].sums[0], 8, "their weights");
    is_int((long long)t->groups[2].sums[1], -1, "their products");
    is_int((long long)s->tables[1].n, 3, "groups of one key");
    is_int((long long)s->tables[2].n, 1, "no key: one group");
    is_int((long long)s->tables[2].groups[0].n, 5, "of all rows");
    is_text(sums_product_name(arena, &spec, 0, 1), "w × y", "a product's name");
    arena_close(arena);
}

static void test_overflow(void)
{
    struct arena *arena = arena_open();
    struct sums_builder *b =
        sums_begin(arena, &spec, (const int[]){0, 0, 0, 0});
    const char *keys[] = {"a", "b"};
    int128 most = (int128)((uint128)-1 >> 1);
    size_t product = 9;
    ok(sums_add(b, 0, keys, 1, 0, (const int128[]){0, most}, &product),
       "the largest sum");
    ok(!sums_add(b, 0, keys, 1, 0, (const int128[]){0, 1}, &product),
       "one more leaves 128 bits");
    is_int((long long)product, 1, "and the product is named");
    b = sums_begin(arena, &spec, (const int[]){0, 0, 0, 0});
    sums_add(b, 2, NULL, UINT64_MAX, 0, NULL, NULL);
    ok(!sums_add(b, 2, NULL, 1, 0, NULL, NULL), "a count that leaves 64 bits");
    arena_close(arena);
}

static void test_merge(void)
{
    struct arena *arena = arena_open();
    const struct sums *parts[] = {
        example(arena, (const int[]){0, 0, 1, 0}, 10),
        example(arena, (const int[]){0, 0, 2, 1}, 1000)};
    struct sums_merge_result r = sums_merge(arena, parts, 2);
    ok(r.trouble == SUMS_GOOD && r.sums, "merged");
    is_int(r.sums->scales[2], 2, "at the larger scale");
    is_int((long long)r.sums->rows, 10, "all rows");
    const struct sums_group *g = &r.sums->tables[0].groups[2];
    is_int((long long)g->n, 4, "a group of both");
    is_int((long long)g->sums[0], 8 * 100 + 8 * 1000, "its weights");
    is_int((long long)g->sums[1], -1000 - 1000, "its products");
    is_int(sums_scale(r.sums, 0, 1), 3, "scale of a product");
    is_near(sums_double(g->sums[1], 3), -2, 1e-15, "as a double");
    struct sums_spec other = spec;
    other.n_queries = 2;
    struct sums odd = *parts[1];
    odd.spec = &other;
    parts[1] = &odd;
    r = sums_merge(arena, parts, 2);
    ok(r.trouble == SUMS_OTHER_SPEC && r.second == 1, "another spec");
    arena_close(arena);
}

/* Sums of rows whose digests are first, first + step, ... */
static struct sums with_digests(uint64_t first, uint64_t step, size_t n)
{
    struct sums s = {.spec = &spec, .rows = n};
    for (size_t i = 0; i < n; i++) {
        uint64_t mixed = (first + i * step) * 0x9E3779B97F4A7C15u;
        sums_sample_add(&s.sample, mixed ^ mixed >> 31);
    }
    return s;
}

static void test_same_rows(void)
{
    struct sums a = with_digests(1, 1, 1000);
    struct sums part = with_digests(300, 1, 40);
    struct sums next = with_digests(1001, 1, 1000);
    struct sums few = with_digests(5000, 1, 3);
    struct sums none = with_digests(0, 1, 0);
    is_int((long long)a.sample.n, SUMS_SAMPLE, "a sample is bounded");
    bool ascends = true;
    for (size_t i = 1; i < a.sample.n; i++)
        ascends = ascends && a.sample.at[i - 1] < a.sample.at[i];
    ok(ascends, "and ascends");
    ok(sums_same_rows(&a, &a), "a part and itself");
    ok(!sums_same_rows(&a, &next), "other rows");
    ok(!sums_same_rows(&a, &few) && !sums_same_rows(&few, &a), "a small part");
    ok(!sums_same_rows(&none, &a) && !sums_same_rows(&none, &none),
       "nothing is known of parts without a sample");
    ok(sums_same_rows(&part, &part), "a part of 40 rows and itself");
}

int main(void)
{
    test_groups();
    test_overflow();
    test_merge();
    test_same_rows();
    return tap_done();
}
