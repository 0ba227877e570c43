/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * NIST Statistical Reference Datasets: linear regression, univariate summary
 * and analysis of variance, all certified values (tests/golden/nist).  LRE is
 * the number of right digits, -log10 of the relative error.
 */
#include "data/decimal.h"
#include "indicators/stat_model.h"
#include "indicators/stat_moments.h"
#include "series.h"

#include <ctype.h>
#include <float.h>

enum { ROWS = 5200, INPUTS = 6 };

/* A data file of NIST: first column y (or group, y), then the inputs. */
struct data {
    double x[ROWS * INPUTS], y[ROWS];
    struct decimal value[ROWS];
    size_t n, inputs;
};

static struct data data; /* too large for the stack */

static void file_of(const char *prefix, const char *set, char path[160])
{
    size_t n = (size_t)snprintf(path, 160, "tests/golden/nist/%s", prefix);
    for (; *set; set++)
        path[n++] = (char)tolower((unsigned char)*set);
    snprintf(path + n, 160 - n, ".csv");
}

static void load(const char *prefix, const char *set, size_t y_column)
{
    char path[160], line[200];
    file_of(prefix, set, path);
    FILE *file = fopen(path, "r");
    data.n = data.inputs = 0;
    ok(file != NULL, path);
    for (size_t i = 0; file && i <= ROWS && fgets(line, sizeof line, file);
         i++) {
        size_t inputs = 0, column = 0;
        for (char *rest = NULL, *cell = strtok_r(line, ",\n", &rest);
             i > 0 && cell; cell = strtok_r(NULL, ",\n", &rest), column++)
            if (column == y_column) {
                data.y[i - 1] = strtod(cell, NULL);
                data.value[i - 1] = golden_decimal(cell);
            } else {
                data.x[data.n * data.inputs + inputs++] = strtod(cell, NULL);
            }
        if (i > 0) {
            data.inputs = inputs;
            data.n++;
        }
    }
    if (file)
        fclose(file);
}

static void is_right(double found, const struct golden_row *r, const char *stat,
                     double digits)
{
    char what[160];
    double expected = strtod(r->cell[GOLDEN_CELLS - 1], NULL);
    snprintf(what, sizeof what, "%s %s: %g digits", r->cell[0], stat, digits);
    is_near(found, expected, pow(10, -digits), what);
}

/* ------------------------------------------------------------ regression */

static double digits_of(const char *set)
{
    return strcmp(set, "Wampler5") == 0   ? 5.5
           : strcmp(set, "Wampler4") == 0 ? 7.5
           : strcmp(set, "Filip") == 0    ? 7
                                          : 9;
}

static enum stat_status fit(const char *set, const char *model,
                            struct regression *f)
{
    if (strcmp(set, "Longley") == 0)
        return stat_regress(data.x, data.y, data.n, data.inputs, true, f);
    const char *degree = strchr(model, ',');
    bool constant = !strstr(model, "-1");
    return stat_polynomial(data.x, data.y, data.n,
                           degree ? strtoul(degree + 1, NULL, 10) : 0, 0,
                           constant, f);
}

static bool linear_value(const struct regression *f, const char *stat,
                         double *out)
{
    bool is_se = strncmp(stat, "se_b", 4) == 0;
    if (is_se || stat[0] == 'b') {
        size_t k = strtoul(stat + (is_se ? 4 : 1), NULL, 10);
        k -= !f->constant;
        *out = is_se ? f->se[k] : f->b[k];
        return k < f->columns;
    }
    const struct named list[] = {
        {"resid_sd", f->resid_sd},
        {"r_squared", f->r2},
        {"df_reg", f->df_reg},
        {"df_res", f->df_res},
        {"ss_reg", f->ss_reg},
        {"ss_res", f->ss_res},
        {"ms_reg", f->ss_reg / f->df_reg},
        {"ms_res", f->ss_res / f->df_res},
        {"f_stat", f->f == DBL_MAX ? HUGE_VAL : f->f},
    };
    return named_find(list, sizeof list / sizeof list[0], stat, out);
}

/* Model names are quoted and may hold a comma: "y~poly(x,5)". */
static void split_model(struct golden_row *r, char model[40])
{
    snprintf(model, 40, "%s", r->cell[1]);
    if (model[0] != '"')
        return;
    snprintf(model, 40, "%s,%s", r->cell[1], r->cell[2]);
    for (size_t i = 2; i + 1 < GOLDEN_CELLS; i++)
        r->cell[i] = r->cell[i + 1];
}

static void linear(struct arena *arena)
{
    struct golden g =
        golden_read(arena, "tests/golden/nist/expected_linear.csv");
    const char *set = "";
    struct regression f = {0};
    struct tally tally = {{0}};
    for (size_t i = 0; i < g.n; i++) {
        struct golden_row *r = &g.row[i];
        char model[40];
        double found = 0;
        split_model(r, model);
        r->cell[GOLDEN_CELLS - 1] = r->cell[4];
        if (strcmp(set, r->cell[0]) != 0) {
            set = r->cell[0];
            load("", set, 0);
            ok(fit(set, model, &f) == STAT_OK, set);
        }
        bool known = linear_value(&f, r->cell[2], &found);
        tally.rows[known ? CHECKED : UNKNOWN]++;
        if (strcmp(r->cell[4], "Inf") == 0)
            ok(found == HUGE_VAL, "perfect fit: F is infinite");
        else if (strtod(r->cell[4], NULL) == 0)
            ok(found == 0, "perfect fit: no error");
        else
            is_right(found, r, r->cell[2], digits_of(set));
    }
    report(&tally, "NIST linear regression");
}

/* ------------------------------------------- univariate, analysis of variance
 */

static void univariate(struct arena *arena)
{
    struct golden g =
        golden_read(arena, "tests/golden/nist/expected_univariate.csv");
    struct moments m = {0};
    struct tally tally = {{0}};
    const char *set = "";
    for (size_t i = 0; i < g.n; i++) {
        struct golden_row *r = &g.row[i];
        double found = 0;
        if (strcmp(set, r->cell[0]) != 0) {
            set = r->cell[0];
            load("", set, 0);
            ok(stat_moments(data.value, data.n, &m) == STAT_OK, set);
        }
        r->cell[GOLDEN_CELLS - 1] = r->cell[4];
        const struct named list[] = {
            {"mean", m.mean}, {"sd", m.sd}, {"autocorr1", m.lag1}};
        bool known = named_find(list, 3, r->cell[2], &found);
        tally.rows[known ? CHECKED : UNKNOWN]++;
        is_right(found, r, r->cell[2], 14);
    }
    report(&tally, "NIST univariate");
}

static size_t group_sizes(size_t size[64])
{
    size_t groups = 0;
    for (size_t i = 0; i < data.n; i++) {
        if (i == 0 || data.x[i] != data.x[i - 1])
            size[groups++] = 0;
        size[groups - 1]++;
    }
    return groups;
}

static void anova(struct arena *arena)
{
    struct golden g =
        golden_read(arena, "tests/golden/nist/expected_anova.csv");
    struct anova a = {0};
    struct tally tally = {{0}};
    const char *set = "";
    for (size_t i = 0; i < g.n; i++) {
        struct golden_row *r = &g.row[i];
        double found = 0;
        if (strcmp(set, r->cell[0]) != 0) {
            size_t size[64];
            set = r->cell[0];
            load("anova_", set, 1);
            size_t groups = group_sizes(size);
            ok(stat_anova(data.value, size, groups, &a) == STAT_OK, set);
        }
        r->cell[GOLDEN_CELLS - 1] = r->cell[3];
        const struct named list[] = {
            {"df_between", a.df_between}, {"ss_between", a.ss_between},
            {"ms_between", a.ms_between}, {"f_stat", a.f},
            {"df_within", a.df_within},   {"ss_within", a.ss_within},
            {"ms_within", a.ms_within},   {"r_squared", a.r2},
            {"resid_sd", a.resid_sd}};
        bool known =
            named_find(list, sizeof list / sizeof list[0], r->cell[1], &found);
        tally.rows[known ? CHECKED : UNKNOWN]++;
        is_right(found, r, r->cell[1], 14);
    }
    report(&tally, "NIST analysis of variance");
}

int main(void)
{
    struct arena *arena = arena_open();
    linear(arena);
    univariate(arena);
    anova(arena);
    arena_close(arena);
    return tap_done();
}
