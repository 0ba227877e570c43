/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long a scan takes:  scan survey|admin FILE [THREADS] [digests]
 *
 * survey: q1..q40 by stratum, psu and district, with the sum of weight;
 * admin: number of rows, counts and costs by district, month and programme.
 * Prints rows, groups, and seconds of CPU of the scan alone.
 */
#include "data/scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { QUESTIONS = 40 };

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static const struct sums_spec *survey_spec(struct arena *arena)
{
    struct sums_column *c =
        arena_make(arena, struct sums_column, QUESTIONS + 4);
    struct sums_query *q = arena_make(arena, struct sums_query, QUESTIONS);
    struct sums_product *w = arena_make(arena, struct sums_product, 1);
    c[0] = (struct sums_column){"stratum", SUMS_KEY, 0};
    c[1] = (struct sums_column){"psu", SUMS_KEY, 0};
    c[2] = (struct sums_column){"district", SUMS_KEY, 0};
    c[3] = (struct sums_column){"weight", SUMS_WEIGHT, SUMS_SCALE_FOUND};
    *w = (struct sums_product){1, {3}};
    for (unsigned i = 0; i < QUESTIONS; i++) {
        unsigned *keys = arena_make(arena, unsigned, 4);
        keys[1] = 1;
        keys[2] = 2;
        keys[3] = i + 4;
        c[i + 4].name = str_join(arena, "q", str_count(arena, i + 1), NULL);
        q[i] = (struct sums_query){
            .keys = keys, .n_keys = 4, .products = w, .n_products = 1};
    }
    struct sums_spec *spec = arena_make(arena, struct sums_spec, 1);
    *spec = (struct sums_spec){c, QUESTIONS + 4, q, QUESTIONS};
    return spec;
}

static const struct sums_spec admin_spec = {
    .columns =
        (const struct sums_column[]){{"district", SUMS_KEY, 0},
                                     {"year_month", SUMS_KEY, 0},
                                     {"programme", SUMS_KEY, 0},
                                     {"count", SUMS_NUMBER, SUMS_SCALE_FOUND},
                                     {"cost", SUMS_NUMBER, SUMS_SCALE_FOUND}},
    .n_columns = 5,
    .queries =
        (const struct sums_query[]){
            {.keys = (const unsigned[]){0, 1, 2},
             .n_keys = 3,
             .needs = (const unsigned[]){3, 4},
             .n_needs = 2,
             .products = (const struct sums_product[]){{1, {3}}, {1, {4}}},
             .n_products = 2}},
    .n_queries = 1};

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    struct arena *arena = arena_open();
    struct diag *diag = diag_new(arena, LANG_EN);
    const char *const paths[] = {argv[2]};
    struct scan_request request = {
        .paths = paths,
        .n_paths = 1,
        .spec =
            strcmp(argv[1], "admin") == 0 ? &admin_spec : survey_spec(arena),
        .threads = argc > 3 ? (unsigned)strtoul(argv[3], NULL, 10) : 1,
        .digests = argc > 4,
    };
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    const struct sums *sums = scan_files(arena, diag, &request);
    getrusage(RUSAGE_SELF, &after);
    fputs(diag_render(diag), stderr);
    size_t groups = 0;
    for (size_t i = 0; sums && i < request.spec->n_queries; i++)
        groups += sums->tables[i].n;
    printf("%zu rows, %zu groups, %.4f s user, %.4f s system, %ld KiB\n",
           sums ? (size_t)sums->rows : 0, groups,
           seconds(after.ru_utime) - seconds(before.ru_utime),
           seconds(after.ru_stime) - seconds(before.ru_stime), after.ru_maxrss);
    arena_close(arena);
    return sums ? 0 : 1;
}
