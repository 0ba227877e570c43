/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/sampling.h"
#include "indicators/stat_srs.h"

/* The k of the forms: 1.96 and 2. */
static struct decimal multiplier(enum sampling_form form)
{
    return form == SAMPLING_ONE_STAGE ? decimal_of(196, 2) : decimal_of(2, 0);
}

static struct sampling_number points_of(enum sampling_form form, long long n,
                                        long long population, struct decimal p,
                                        int decimals)
{
    struct sampling_error_spec spec = {
        .p = p,
        .n = n,
        .population = population,
        .k = multiplier(form),
        .two_stage = form == SAMPLING_TWO_STAGES,
    };
    struct sampling_number out = {.known = false};
    out.known =
        stat_sampling_error_points(&spec, decimals, &out.value) == STAT_OK;
    return out;
}

/* --------------------------------------------------------------- the table */

static const long long usual_n[] = {100,  200,  300,  400,  500,  600,  700,
                                    800,  900,  1000, 1500, 2000, 2500, 3000,
                                    4000, 5000, 6000, 8000, 10000};
static const struct decimal usual_p[] = {
    {10, 2}, {20, 2}, {30, 2}, {40, 2}, {50, 2}};

static size_t usual_rows(long long population)
{
    size_t n = 0, all = sizeof usual_n / sizeof usual_n[0];
    while (n < all && (population == 0 || usual_n[n] <= population))
        n++;
    return n;
}

struct sampling_table sampling_table(struct arena *arena,
                                     const struct sampling_table_spec *spec)
{
    struct sampling_table out = {
        .form = spec->form,
        .population = spec->population,
        .n = spec->n ? spec->n : usual_n,
        .n_rows = spec->n ? spec->n_rows : usual_rows(spec->population),
        .p = spec->p ? spec->p : usual_p,
        .n_columns =
            spec->p ? spec->n_columns : sizeof usual_p / sizeof usual_p[0],
    };
    struct sampling_number *points = arena_make(arena, struct sampling_number,
                                                out.n_rows * out.n_columns + 1);
    for (size_t i = 0; i < out.n_rows; i++)
        for (size_t j = 0; j < out.n_columns; j++)
            points[i * out.n_columns + j] = points_of(
                out.form, out.n[i], out.population, out.p[j], spec->decimals);
    out.points = points;
    return out;
}

/* ------------------------------------------------------------ the overview */

static struct sampling_number rate_of(struct sampling_counts c)
{
    struct sampling_number out = {.known = false};
    struct rational rate;
    bool sound = c.returned >= 0 && c.returned <= c.distributed;
    out.known =
        sound && c.distributed > 0 &&
        rational_make((int128)c.returned * 100, c.distributed, &rate) &&
        rational_round(rate, c.rate_decimals, ROUND_HALF_UP, &out.value);
    return out;
}

struct sampling_overview sampling_overview(struct sampling_counts counts)
{
    struct sampling_overview out = {.counts = counts, .rate = rate_of(counts)};
    const struct decimal half = decimal_of(5, 1);
    out.one_stage = points_of(SAMPLING_ONE_STAGE, counts.returned,
                              counts.population, half, counts.error_decimals);
    out.two_stages = points_of(SAMPLING_TWO_STAGES, counts.returned,
                               counts.population, half, counts.error_decimals);
    return out;
}
