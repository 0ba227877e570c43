/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Least squares against NIST StRD Norris, R and exact arithmetic (sources in
 * tests/golden/README files); degenerate and hostile data; invariances.
 */
#include "golden.h"
#include "indicators/stat.h"

#include <float.h>
#include <stdint.h>

enum { MOST = 64 };

struct series {
    double x[MOST], y[MOST];
    int year[MOST];
    struct decimal value[MOST];
    double target_y;
    size_t n;
};

static struct series series_of(const struct golden *g, const char *name)
{
    struct series s = {.n = 0};
    for (size_t i = 0; i < g->n && s.n < MOST; i++) {
        const struct golden_row *r = &g->row[i];
        if (strcmp(r->cell[0], name) != 0)
            continue;
        s.year[s.n] = atoi(r->cell[2]);
        s.x[s.n] = s.year[s.n];
        s.y[s.n] = strtod(r->cell[3], NULL);
        s.target_y = strtod(r->cell[5], NULL);
        s.value[s.n++] = golden_decimal(r->cell[3]);
    }
    return s;
}

/* Relative 1e-8; the peer's intercept and its zeros are less exact. */
static void compare(double found, const struct golden_row *r, double tolerance)
{
    char what[160];
    snprintf(what, sizeof what, "%s %s %s %s", r->cell[1], r->cell[2],
             r->cell[3], r->cell[4]);
    is_near(found, strtod(r->cell[5], NULL), tolerance, what);
}

static bool is(const struct golden_row *r, const char *stat)
{
    return strcmp(r->cell[4], stat) == 0;
}

/* Sure of the quantity's name, else false. */
static bool ols_value(const struct linear_fit *f, const struct golden_row *r,
                      double *out)
{
    struct prediction zero;
    stat_predict(f, 0, 0.95, &zero);
    const struct {
        const char *name;
        double value;
    } known[] = {
        {"n", (double)f->n},
        {"intercept", zero.fit},
        {"slope", f->slope},
        {"se_intercept", zero.se_fit},
        {"se_slope", f->se_slope},
        {"t_slope", f->t},
        {"p_slope", f->p},
        {"slope_ci95_lo", f->slope_ci.low},
        {"sigma", f->s},
        {"slope_ci95_hi", f->slope_ci.high},
        {"df", f->df},
        {"r2", f->r2},
        {"rss", f->ssr},
        {"mean_t", f->centre},
        {"mean_y", f->mean},
        {"sxx", f->sxx},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (is(r, known[i].name)) {
            *out = known[i].value;
            return true;
        }
    return false;
}

static bool forecast_value(const struct linear_fit *f, double target,
                           const struct golden_row *r, double *out)
{
    struct prediction p95, p80;
    double x = strtod(r->cell[3], NULL), upper = 0;
    stat_predict(f, x, 0.95, &p95);
    stat_predict(f, x, 0.80, &p80);
    if (p95.se_prediction > 0)
        stat_t_upper((target - p95.fit) / p95.se_prediction, f->df, &upper);
    const struct {
        const char *name;
        double value;
    } known[] = {
        {"fit", p95.fit},
        {"fit_target", p95.fit},
        {"se_fit", p95.se_fit},
        {"se_fit_target", p95.se_fit},
        {"se_pred", p95.se_prediction},
        {"se_pred_target", p95.se_prediction},
        {"ci95_lo", p95.confidence.low},
        {"ci95_hi", p95.confidence.high},
        {"pi95_lo", p95.prediction.low},
        {"pi95_hi", p95.prediction.high},
        {"pi80_lo", p80.prediction.low},
        {"pi80_hi", p80.prediction.high},
        {"p_ge_target", upper},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (is(r, known[i].name)) {
            *out = known[i].value;
            return true;
        }
    return false;
}

static size_t golden_rows(const struct golden *series,
                          const struct golden *expected, const char *model,
                          double tolerance)
{
    size_t compared = 0;
    for (size_t i = 0; i < expected->n; i++) {
        const struct golden_row *r = &expected->row[i];
        size_t len = strlen(model);
        struct series s = series_of(series, r->cell[1]);
        struct linear_fit f;
        double found;
        if (strncmp(r->cell[2], model, len) != 0 ||
            strcmp(r->cell[2] + len, "_hc3") == 0 || s.n < 3 ||
            strcmp(r->cell[5], "NA") == 0)
            continue;
        bool exact = strcmp(r->cell[2], "ols_exact_rational") == 0;
        bool peer = strcmp(r->cell[2], "ols") == 0;
        bool forecast = strcmp(r->cell[2], "ols_forecast") == 0;
        stat_linear(s.x, s.y, s.n, 0.95, &f);
        if (((exact || peer) && ols_value(&f, r, &found)) ||
            ((exact || forecast) &&
             forecast_value(&f, s.target_y, r, &found))) {
            /* R says 1e-15 for the slope of equal values, we say 0. */
            bool flat = f.slope == 0 && is(r, "slope");
            if (flat)
                ok(found == 0, "the slope of equal values is 0");
            else
                compare(found, r, tolerance);
            compared++;
        }
    }
    return compared;
}

static void goldens(struct arena *arena, const char *folder, bool shipped)
{
    char path[160];
    snprintf(path, sizeof path, "%s/series.csv", folder);
    struct golden series = golden_read(arena, path);
    if (series.n == 0 && !shipped) {
        tap_skip("further trend goldens are not there: ../shared/golden");
        return;
    }
    snprintf(path, sizeof path, "%s/expected_trend.csv", folder);
    struct golden peer = golden_read(arena, path);
    snprintf(path, sizeof path, "%s/expected_python.csv", folder);
    struct golden exact = golden_read(arena, path);
    ok(golden_rows(&series, &peer, "ols", 1e-8) >= 200, "R: rows compared");
    ok(golden_rows(&series, &exact, "ols_exact", 1e-12) >= 120,
       "exact arithmetic: rows compared");
}

/* NIST StRD Norris: nine digits and more. */
static void norris(struct arena *arena)
{
    struct golden data = golden_read(arena, "tests/golden/nist/norris.csv");
    struct golden sure =
        golden_read(arena, "tests/golden/nist/expected_norris.csv");
    double x[MOST] = {0}, y[MOST] = {0};
    for (size_t i = 0; i < data.n && i < MOST; i++) {
        y[i] = strtod(data.row[i].cell[0], NULL);
        x[i] = strtod(data.row[i].cell[1], NULL);
    }
    struct linear_fit f;
    struct prediction zero;
    ok(data.n == 36 && sure.n == 13, "Norris is there");
    ok(stat_linear(x, y, data.n, 0.95, &f) == STAT_OK, "Norris fits");
    stat_predict(&f, 0, 0.95, &zero);
    const double found[] = {zero.fit,
                            zero.se_fit,
                            f.slope,
                            f.se_slope,
                            f.s,
                            f.r2,
                            1,
                            f.slope * f.slope * f.sxx,
                            f.slope * f.slope * f.sxx,
                            f.t * f.t,
                            f.df,
                            f.ssr,
                            f.s * f.s};
    for (size_t i = 0; i < sure.n && i < 13; i++)
        is_near(found[i], strtod(sure.row[i].cell[3], NULL), 1e-9,
                sure.row[i].cell[1]);
}

/* -------------------------------------------------- 西東京市 2018..2022 */

static const int nishi_year[] = {2018, 2019, 2020, 2021, 2022};
static const double nishi_x[] = {2018, 2019, 2020, 2021, 2022};
static const double nishi_y[] = {363, 284, 474, 501, 501};

static void nishitokyo(void)
{
    struct linear_fit f;
    struct prediction p;
    struct exact_line line;
    struct rational at;
    const struct decimal y[] = {
        {363, 0}, {284, 0}, {474, 0}, {501, 0}, {501, 0}};

    stat_linear(nishi_x, nishi_y, 5, 0.95, &f);
    is_near(f.slope, 49.3, 1e-12, "slope");
    is_near(f.se_slope, 21.1126344480, 1e-11, "standard error");
    is_near(f.p, 0.1016747150, 1e-9, "p");
    is_near(f.r2, 0.6450824371, 1e-9, "r2");
    stat_predict(&f, 2018, 0.95, &p);
    is_near(p.fit, 326, 1e-12, "the line at the first year");

    ok(stat_linear_exact(nishi_year, y, 5, &line) == STAT_OK, "exact line");
    ok(line.slope.num == 493 && line.slope.den == 10, "slope 493/10");
    ok(line.centre.num == 2020 && line.centre.den == 1, "centre 2020");
    ok(stat_exact_at(&line, 2018, &at) && at.num == 326 && at.den == 1,
       "326 at the first year, exactly");
    ok(stat_exact_at(&line, 2023, &at) && at.num == 1145 && at.den == 2,
       "572.5 for 2023, exactly");
}

/* ------------------------------------------------------------ degenerate */

static bool zeroed(const struct linear_fit *f)
{
    const struct linear_fit none = {0};
    return f->n == none.n && f->slope == 0 && f->mean == 0 && f->p == 0 &&
           f->ssr == 0 && f->slope_ci.high == 0 && f->sxx == 0;
}

static void refuse(const double *x, const double *y, size_t n, double level,
                   enum stat_status expected, const char *what)
{
    struct linear_fit f = {.slope = 7, .p = 7};
    ok(stat_linear(x, y, n, level, &f) == expected && zeroed(&f), what);
}

static void degenerate(void)
{
    const double x[] = {1, 2, 3, 4}, y[] = {1, 3, 2, 5};
    const double same[] = {5, 5, 5, 5}, bad[] = {1, NAN, 3, 4};
    const double endless[] = {1, 2, INFINITY, 4};
    const double tiny[] = {0, 1e-200, 2e-200, 3e-200};
    const double huge[] = {-1.7e308, 1.7e308, -1.7e308, 1.7e308};
    refuse(x, y, 0, 0.95, STAT_TOO_FEW, "n = 0");
    refuse(x, y, 1, 0.95, STAT_TOO_FEW, "n = 1");
    refuse(same, y, 4, 0.95, STAT_NO_SPREAD, "equal x");
    refuse(tiny, y, 4, 0.95, STAT_NO_SPREAD, "x whose squares vanish");
    refuse(bad, y, 4, 0.95, STAT_NOT_FINITE, "NaN in x");
    refuse(x, bad, 4, 0.95, STAT_NOT_FINITE, "NaN in y");
    refuse(x, endless, 4, 0.95, STAT_NOT_FINITE, "infinity in y");
    refuse(x, huge, 4, 0.95, STAT_NOT_FINITE, "y that overflows");
    refuse(huge, y, 4, 0.95, STAT_NOT_FINITE, "x that overflows");
    refuse(x, y, 4, 0, STAT_DOMAIN, "level 0");
    refuse(x, y, 4, 1, STAT_DOMAIN, "level 1");
    refuse(x, y, 4, NAN, STAT_DOMAIN, "level NaN");
}

static void perfect(void)
{
    const double x[] = {2018, 2019, 2020, 2021}, same[] = {12, 12, 12, 12};
    const double rising[] = {10.1, 10.2, 10.3, 10.4};
    struct linear_fit f;
    struct prediction p;
    ok(stat_linear(x, same, 4, 0.95, &f) == STAT_OK && f.slope == 0 &&
           f.se_slope == 0 && f.t == 0 && f.p == 1 && f.r2 == 0,
       "equal y: slope 0, p 1, r2 0");
    ok(stat_linear(x, rising, 4, 0.95, &f) == STAT_OK && f.se_slope == 0 &&
           f.p == 0 && f.t == DBL_MAX && f.r2 == 1,
       "a perfect line has no error");
    is_near(f.slope, 0.1, 1e-12, "and its slope");
    ok(stat_predict(&f, 2022, 0.95, &p) == STAT_OK &&
           p.prediction.low == p.prediction.high,
       "and no width of the interval");
    is_near(p.fit, 10.5, 1e-13, "and the prediction on it");
    const double rough[] = {1e6, 1000000.2, 1000000.1, 1000000.3};
    ok(stat_linear(x, rough, 4, 0.95, &f) == STAT_OK && f.p > 0.1 &&
           f.se_slope > 0.01,
       "small residuals of large values are still residuals");
    ok(stat_linear(x, rising, 2, 0.95, &f) == STAT_OK && f.df == 0 &&
           f.se_slope == 0 && f.p == 0 && f.slope_ci.high == 0,
       "n = 2: slope alone");
    ok(stat_predict(&f, 2022, 0.95, &p) == STAT_TOO_FEW && p.fit == 0,
       "n = 2: no prediction");
    stat_linear(x, x, 4, 0.95, &f);
    ok(stat_predict(&f, NAN, 0.95, &p) == STAT_NOT_FINITE, "x NaN");
    ok(stat_predict(&f, 2022, 1, &p) == STAT_DOMAIN, "level 1");
    ok(stat_predict(&f, 1.7e308, 0.95, &p) == STAT_OK || p.prediction.low == 0,
       "x far away: a number or nothing");
}

static void exact_degenerate(void)
{
    const int year[] = {2018, 2019, 2020}, same[] = {2018, 2018, 2018};
    const int far[] = {INT32_MIN, 0, INT32_MAX};
    const struct decimal y[] = {{1, 0}, {25, 1}, {3, 0}};
    int128 most = ((int128)1 << 126) + (((int128)1 << 126) - 1);
    const struct decimal huge[] = {{most, 0}, {-most, 0}, {most, 0}};
    const struct decimal mixed[] = {{1, 0}, {1, 40}, {3, 0}};
    struct exact_line line;
    struct rational at;
    ok(stat_linear_exact(year, y, 0, &line) == STAT_TOO_FEW, "exact n = 0");
    ok(stat_linear_exact(year, y, 1, &line) == STAT_TOO_FEW, "exact n = 1");
    ok(stat_linear_exact(same, y, 3, &line) == STAT_NO_SPREAD, "equal years");
    ok(stat_linear_exact(year, huge, 3, &line) == STAT_OVERFLOW &&
           line.slope.num == 0,
       "128 bits do not suffice");
    ok(stat_linear_exact(year, mixed, 3, &line) == STAT_OVERFLOW,
       "40 decimals do not fit");
    ok(stat_linear_exact(far, y, 3, &line) == STAT_OK &&
           stat_exact_at(&line, 0, &at),
       "years at the ends of int");
    ok(stat_linear_exact(year, y, 2, &line) == STAT_OK && line.slope.num == 3 &&
           line.slope.den == 2,
       "mixed decimals, n = 2: 1.5");
}

/* ------------------------------------------------------------ properties */

static uint32_t next(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u; /* Numerical Recipes */
    return *state >> 8;
}

/* Integers, so shifts and scalings are exact. */
static void properties(void)
{
    uint32_t state = 20240206;
    int bad_shift = 0, bad_scale = 0, bad_reverse = 0, bad_exact = 0;
    for (int round = 0; round < 500; round++) {
        size_t n = 3 + next(&state) % 12;
        double x[16], y[16], xs[16], ys[16], yr[16];
        int year[16];
        struct decimal value[16];
        for (size_t i = 0; i < n; i++) {
            year[i] = 2000 + (int)(i + next(&state) % 2 * 20);
            x[i] = year[i];
            y[i] = (double)(next(&state) % 1000);
            value[i] = decimal_of((long long)y[i], 0);
        }
        struct linear_fit f, g;
        struct exact_line line;
        if (stat_linear(x, y, n, 0.95, &f) != STAT_OK)
            continue;
        for (size_t i = 0; i < n; i++) {
            xs[i] = x[i] - 1990, ys[i] = y[i] + 4096;
            yr[i] = -y[i];
        }
        double unit = 1e-9 * (1 + fabs(f.slope));
        stat_linear(xs, ys, n, 0.95, &g);
        bad_shift += fabs(f.slope - g.slope) > unit ||
                     fabs(f.se_slope - g.se_slope) > 1e-9 * f.se_slope + unit;
        stat_linear(x, yr, n, 0.95, &g);
        bad_reverse += fabs(f.slope + g.slope) > unit || fabs(f.p - g.p) > 1e-9;
        for (size_t i = 0; i < n; i++)
            ys[i] = 8 * y[i];
        stat_linear(x, ys, n, 0.95, &g);
        bad_scale += fabs(8 * f.slope - g.slope) > 8 * unit ||
                     fabs(f.p - g.p) > 1e-9 || fabs(f.r2 - g.r2) > 1e-9;
        stat_linear_exact(year, value, n, &line);
        bad_exact += fabs(rational_double(line.slope) - f.slope) > unit;
    }
    is_int(bad_shift, 0, "a shift of x and y changes no slope and no error");
    is_int(bad_scale, 0, "a scale of y scales the slope, p and r2 stay");
    is_int(bad_reverse, 0, "negative y turn the slope round");
    is_int(bad_exact, 0, "doubles agree with exact arithmetic");
}

int main(void)
{
    struct arena *arena = arena_open();
    goldens(arena, "tests/golden/trend", true);
    goldens(arena, "../shared/golden/trend", false);
    norris(arena);
    nishitokyo();
    degenerate();
    perfect();
    exact_degenerate();
    properties();
    arena_close(arena);
    return tap_done();
}
