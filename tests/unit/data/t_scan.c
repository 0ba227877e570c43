/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A scan against the plainest way to the same sums (csv_read(), a builder),
 * for any number of threads, any order of rows, any split into files; numbers
 * of every spelling; many codes, many rows.
 */
#include "tests/scan_trial.h"

static void test_same_sums(void)
{
    struct arena *arena = arena_open();
    uint64_t state = 20240401;
    bool threads = true, order = true, split = true, windows = true;
    for (size_t i = 0; i < 20; i++) {
        const char **rows = random_rows(arena, &state, ROWS);
        struct str text = joined(arena, rows, ROWS, i % 3 ? "\n" : "\r\n");
        const char *expected = naive_text(arena, text.at, found());
        struct scan_request r = {.spec = found()};
        for (r.threads = 1; r.threads <= 8; r.threads *= 2)
            threads = threads && same(scan_text(text, r), expected);
        r.threads = 2;
        r.window = 1 + below(&state, 300);
        windows = windows && same(scan_text(text, r), expected);
        shuffle(&state, rows, ROWS);
        order = order &&
                same(scan_text(joined(arena, rows, ROWS, "\n"), r), expected);
        size_t first = below(&state, ROWS),
               second = below(&state, ROWS - first);
        save(files[0], joined(arena, rows, first, "\n"));
        save(files[1], joined(arena, rows + first, second, "\r\n"));
        save(files[2],
             joined(arena, rows + first + second, ROWS - first - second, "\n"));
        r.paths = files;
        r.n_paths = 3;
        struct trial t = scan_paths(r);
        t.diag = diag_new(t.arena, LANG_EN); /* a part without rows is said */
        split = split && same(t, expected);
    }
    ok(threads, "1, 2, 4, 8 threads: the same file of sums");
    ok(windows, "any window");
    ok(order, "any order of rows");
    ok(split, "any split into files");
    arena_close(arena);
}

static int128 group_sum(const struct trial *t, size_t query, size_t product)
{
    int128 sum = 0;
    for (size_t i = 0; t->sums && i < t->sums->tables[query].n; i++)
        sum += t->sums->tables[query].groups[i].sums[product];
    return sum;
}

static void test_numbers(void)
{
    struct arena *arena = arena_open();
    struct str text = file_of(arena, "1,p,,s,,1.5,▲2,1,\n"
                                     "2,p,,s,,２.25,\"1,000\",－,\n"
                                     "3,p,,s,,3,＋3.125,…,\n"
                                     "4,p,,s,,0, 4 ,,\n"
                                     "5,p,,s,,123456789012345678,X,0,\n");
    struct trial t = scan_text(text, (struct scan_request){.spec = found()});
    const struct sums *s = t.sums;
    if (!ok(s && diag_size(t.diag) == 0, "every spelling of a number")) {
        printf("# %s\n", diag_render(t.diag));
        return;
    }
    is_int(s->scales[W], 2, "the most decimals of w");
    is_int(s->scales[Y], 3, "the most decimals of y");
    ok(group_sum(&t, 0, 0) == (int128)123456789012345678 * 100 + 675,
       "exact weights");
    const struct sums_group *g = &s->tables[6].groups[0];
    is_int((long long)g->n, 4, "rows with y");
    is_int((long long)g->missing, 1, "rows without");
    g = &s->tables[5].groups[0];
    is_int((long long)g->n, 1, "rows with y and z");
    is_int((long long)g->missing, 4, "marks are missing values");
    arena_close(t.arena);
    static const struct marker marks[] = {{"n/a", MISSING_UNKNOWN}};
    static const struct number_spec own = {.markers = marks, .n_markers = 1};
    t = scan_text(file_of(arena, "1,p,,s,,1,n/a,2,\n"),
                  (struct scan_request){.spec = found(), .numbers = &own});
    ok(t.sums && t.sums->tables[6].groups[0].missing == 1, "marks of a plan");
    arena_close(t.arena);
    arena_close(arena);
}

/* Short numbers are read eight bytes at a time. */
static void test_short_numbers(void)
{
    static const char alphabet[] = "0123456789.0123456789.-,x";
    struct arena *arena = arena_open();
    uint64_t state = 77;
    bool good = true;
    for (size_t i = 0; i < 1000 && good; i++) {
        char cell[11] = {0};
        size_t len = 1 + below(&state, 10);
        for (size_t k = 0; k < len; k++)
            cell[k] = alphabet[below(&state, sizeof alphabet - 1)];
        struct arena_mark mark = arena_mark(arena);
        struct number number = {0};
        struct finding f = number_read(cell, &(struct number_spec){0}, &number);
        struct trial t = scan_text(
            file_of(arena, str_join(arena, "1,p,,s,,1,\"", cell,
                                    "\",2,\n1,p,,s,,1,", cell, ",2,\n", NULL)),
            (struct scan_request){.spec = found()});
        bool splits = strchr(cell, ',');
        bool refused = message_is_error(f.id) || splits;
        good = refused == !t.sums;
        if (!refused && number.missing == MISSING_NOT && good)
            good =
                t.sums->scales[Y] == number.value.scale &&
                t.sums->tables[6].groups[0].sums[1] == 2 * number.value.units;
        if (!good)
            printf("# %s\n%s", cell, diag_render(t.diag));
        arena_close(t.arena);
        arena_reset(arena, mark);
    }
    ok(good, "short numbers as number.h reads them");
    arena_close(arena);
}

/* Decimals that come late, with sums so far that are too large for packed
 * cells, and numbers of the same batch. */
static void test_scales(void)
{
    static const char *const weights[] = {
        "1",       "99999999999", "123456789012345", "2.5",
        "0.00001", "7.123456789", "0.00000000000001"};
    struct arena *arena = arena_open();
    bool good = true;
    for (size_t order = 0; order < LEN(weights); order++) {
        struct buf b = buf_new(arena);
        buf_z(&b, header);
        buf_char(&b, '\n');
        for (size_t i = 0; i < 400; i++) {
            const char *w = weights[(order + i / 60) % LEN(weights)];
            buf_z(&b, str_join(arena, "1,p", str_count(arena, i % 3), ",2,s,,",
                               w, ",", i % 7 ? "2.5" : "…", ",3,4\n", NULL));
        }
        struct str text = {buf_text(&b), b.len};
        const char *expected = naive_text(arena, text.at, found());
        for (unsigned threads = 1; threads <= 2 && good; threads++)
            good =
                same(scan_text(text, (struct scan_request){.spec = found(),
                                                           .threads = threads}),
                     expected);
    }
    ok(good, "decimals that come late");
    arena_close(arena);
}

static void test_digests(void)
{
    struct arena *arena = arena_open();
    uint64_t state = 99;
    const char **rows = random_rows(arena, &state, ROWS);
    struct scan_request r = {.spec = found(), .digests = true, .threads = 1};
    struct trial t = scan_text(joined(arena, rows, ROWS, "\n"), r);
    const char *expected = str_z(arena, str_of(text_of(&t)));
    is_int((long long)t.sums->sample.n, SUMS_SAMPLE, "a sample of rows");
    shuffle(&state, rows, ROWS);
    r.threads = 3;
    ok(same(scan_text(joined(arena, rows, ROWS, "\r\n"), r), expected),
       "whatever their order and line ends");
    struct trial half = scan_text(joined(arena, rows, ROWS / 2, "\n"), r);
    ok(sums_same_rows(t.sums, half.sums), "half of them are in all of them");
    struct trial rest =
        scan_text(joined(arena, rows + ROWS / 2, ROWS / 2, "\n"), r);
    ok(!sums_same_rows(half.sums, rest.sums), "but not in the other half");
    arena_close(half.arena);
    arena_close(rest.arena);
    arena_close(t.arena);
    arena_close(arena);
}

/* Many codes: leaves that stay mostly empty, long dictionaries. */
static void test_many_codes(void)
{
    struct arena *arena = arena_open();
    uint64_t state = 4711;
    struct buf b = buf_new(arena);
    buf_z(&b, header);
    buf_char(&b, '\n');
    for (size_t i = 0; i < 30000; i++) {
        size_t psu = below(&state, 900);
        const char *s = str_count(arena, psu / 30);
        buf_z(&b,
              str_join(arena, str_count(arena, i), ",", str_count(arena, psu),
                       ",", str_count(arena, below(&state, 700)), ",", s,
                       ",,1.5,2,,", str_count(arena, below(&state, 2000)), "\n",
                       NULL));
    }
    const char *expected = naive_text(arena, buf_text(&b), found());
    bool good = true;
    for (unsigned threads = 1; threads <= 3 && good; threads++)
        good = same(scan_text((struct str){b.at, b.len},
                              (struct scan_request){.spec = found(),
                                                    .threads = threads}),
                    expected);
    ok(good, "many codes");
    arena_close(arena);
}

/* More rows in a block than a packed cell can count. */
static void test_many_rows(void)
{
    struct arena *arena = arena_open();
    struct buf b = buf_new(arena);
    buf_z(&b, header);
    buf_char(&b, '\n');
    for (size_t i = 0; i < 140000; i++)
        buf_z(&b, i % 5 ? "1,p,2,s,,3.5,1,1,4\n" : "1,p,2,s,,3,1,1,\n");
    struct trial t = scan_text((struct str){b.at, b.len},
                               (struct scan_request){.spec = found()});
    const struct sums_table *q1 = &t.sums->tables[0];
    ok(q1->n == 2 && q1->groups[0].n == 28000 && q1->groups[1].n == 112000,
       "140,000 rows of one unit");
    is_int((long long)q1->groups[1].sums[0], 112000LL * 35,
           "and their weights");
    arena_close(t.arena);
    arena_close(arena);
}

int main(void)
{
    open_folder();
    test_same_sums();
    test_numbers();
    test_short_numbers();
    test_scales();
    test_digests();
    test_many_codes();
    test_many_rows();
    close_folder();
    return tap_done();
}
