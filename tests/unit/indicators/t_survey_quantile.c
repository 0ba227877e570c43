/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Weighted quantiles of golden/survey against those made with exact numbers:
 * equal to the last bit.
 */
#include "survey_case.h"

static bool exact_quantile(const struct survey_table *expected, size_t row,
                           const struct survey_table *designs,
                           const char *folder)
{
    const char *const *c = expected->cell[row];
    struct batch b = {.arena = arena_open()};
    struct gcase g = {.design = c[1],
                      .variable = c[2],
                      .category = c[3],
                      .domain = "all",
                      .estimator = "quantile",
                      .method = text_of(b.arena, "qrule=", c[4])};
    b.table = data_of(b.arena, c[0], c[1], folder);
    b.requests = arena_make(b.arena, struct survey_request, 1);
    bool good = b.table.rows > 0 && make_design(&b, designs, c[1], folder) &&
                request_of(&b, &g, b.requests);
    if (good) {
        const struct sums_spec *spec =
            survey_need(b.arena, &b.design, b.requests, 1);
        const struct sums *sums = survey_sums(b.arena, &b.table, spec);
        b.answers = survey_estimate(b.arena, &b.design, b.requests, 1, sums);
        const struct survey_row *r = &b.answers.rows[0];
        double sure = strtod(c[5], NULL);
        bool same = r->estimate.known && fabs(r->estimate.x - sure) <= 0;
        bool exact =
            !r->exact.known ||
            fabs((double)r->exact.num / (double)r->exact.den - sure) <= 0;
        good = same && exact;
        if (!good)
            printf("# %s %s %s: %s, found %.17g\n", c[1], c[2], c[3], c[5],
                   r->estimate.x);
    }
    arena_close(b.arena);
    return good;
}

static void exact_quantiles(const char *folder)
{
    struct arena *arena = arena_open();
    struct survey_table designs =
        survey_load(arena, text_of(arena, folder, "/designs.csv"));
    struct survey_table t = survey_load(
        arena, text_of(arena, folder, "/expected_quantile_exact.csv"));
    bool good = t.rows > 170;
    for (size_t r = 0; r < t.rows; r++)
        good = exact_quantile(&t, r, &designs, folder) && good;
    printf("# %zu exact quantiles\n", t.rows);
    ok(good, "every quantile is the exact one");
    arena_close(arena);
}

int main(void)
{
    static const char shared[] = "../shared/golden/survey";
    struct arena *arena = arena_open();
    exact_quantiles("tests/golden/survey");
    if (survey_load(arena, text_of(arena, shared, "/designs.csv")).rows)
        exact_quantiles(shared);
    else
        tap_skip("further survey goldens are not there: ../shared/golden");
    arena_close(arena);
    return tap_done();
}
