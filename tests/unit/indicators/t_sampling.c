/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 標本の概要 and 標本誤差早見表.  Expected points are the formula in exact
 * arithmetic; those of n = 100 and p = 10% are the printed ones of
 * golden/srs/jp_sampling_error.csv.
 */
#include "indicators/sampling.h"
#include "tests/tap.h"

static const char *text(struct arena *arena, struct sampling_number x)
{
    return x.known ? decimal_text(arena, x.value) : "none";
}

static void tables(struct arena *arena)
{
    struct sampling_table t =
        sampling_table(arena, &(struct sampling_table_spec){.decimals = 2});
    is_int((long long)t.n_rows, 19, "the usual rows");
    is_int((long long)t.n_columns, 5, "the usual shares");
    is_text(text(arena, t.points[0]), "5.88", "n = 100, 10%");
    is_text(text(arena, t.points[4]), "9.80", "n = 100, 50%");
    is_text(text(arena, t.points[9 * 5 + 4]), "3.10", "n = 1000, 50%");
    t = sampling_table(
        arena, &(struct sampling_table_spec){.form = SAMPLING_TWO_STAGES,
                                             .population = 1000,
                                             .decimals = 1});
    is_int((long long)t.n_rows, 10, "rows end at N");
    is_text(text(arena, t.points[4]), "13.4",
            "two stages: 2 sqrt(2 900/999 "
            "0.25/100)");
    is_text(text(arena, t.points[9 * 5 + 4]), "0.0", "n = N has no error");
    for (size_t i = 1; i < t.n_rows; i++)
        if (decimal_compare(t.points[i * 5].value,
                            t.points[(i - 1) * 5].value) > 0)
            ok(false, "the error falls with n");
    const long long odd[] = {0, -5, 2000};
    const struct decimal p[] = {{15, 1}, {5, 1}};
    t = sampling_table(arena, &(struct sampling_table_spec){.population = 1000,
                                                            .n = odd,
                                                            .n_rows = 3,
                                                            .p = p,
                                                            .n_columns = 2,
                                                            .decimals = 1});
    for (size_t i = 0; i < 6; i++)
        is_text(text(arena, t.points[i]), "none", "n outside 1..N, p outside");
}

static void overviews(struct arena *arena)
{
    struct sampling_overview o =
        sampling_overview((struct sampling_counts){.population = 120000,
                                                   .distributed = 12000,
                                                   .returned = 6116,
                                                   .rate_decimals = 1,
                                                   .error_decimals = 2});
    is_text(text(arena, o.rate), "51.0", "6116 of 12000 is 50.97%");
    is_text(text(arena, o.one_stage), "1.22", "one stage at 50%");
    is_text(text(arena, o.two_stages), "1.76", "two stages at 50%");
    o = sampling_overview((struct sampling_counts){.returned = 400,
                                                   .distributed = 399,
                                                   .rate_decimals = 1,
                                                   .error_decimals = 1});
    is_text(text(arena, o.rate), "none", "more returned than distributed");
    is_text(text(arena, o.one_stage), "4.9", "N not known");
    o = sampling_overview((struct sampling_counts){.distributed = 10});
    is_text(text(arena, o.rate), "0", "nothing returned");
    is_text(text(arena, o.one_stage), "none", "nothing returned: no error");
}

int main(void)
{
    struct arena *arena = arena_open();
    tables(arena);
    overviews(arena);
    arena_close(arena);
    return tap_done();
}
