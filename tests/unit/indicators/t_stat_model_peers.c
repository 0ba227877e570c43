/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Trend models against exact arithmetic, SciPy and GSL itself (sources in
 * tests/golden/trend/README.md): every row is checked or stands in a list of
 * informative ones, any other name fails.
 */
#include "indicators/stat_model.h"
#include "indicators/stat_model_robust.h"
#include "series.h"

#define FIND(list) named_find(list, sizeof list / sizeof list[0], stat, out)

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* ------------------------------------------------------- exact and SciPy */

static bool line(const struct series *s, double x, const char *stat,
                 double *out)
{
    struct linear_fit f;
    struct prediction zero, at;
    stat_linear(s->x, s->y, s->n, 0.95, &f);
    stat_predict(&f, 0, 0.95, &zero);
    stat_predict(&f, x, 0.95, &at);
    const struct named list[] = {
        {"intercept", zero.fit},
        {"slope", f.slope},
        {"mean_t", f.centre},
        {"mean_y", f.mean},
        {"sxx", f.sxx},
        {"rss", f.ssr},
        {"sigma", f.s},
        {"se_slope", f.se_slope},
        {"se_intercept", zero.se_fit},
        {"r2", f.r2},
        {"fit_target", at.fit},
        {"se_fit_target", at.se_fit},
        {"se_pred_target", at.se_prediction},
    };
    return FIND(list);
}

static bool sen(const struct series *s, bool joint, const char *stat,
                double *out)
{
    double work[SERIES_MOST];
    struct theil_sen t;
    if (stat_theil_sen_ci(s->x, s->y, s->n, 0.95, work, &t) != STAT_OK)
        return false;
    const struct named list[] = {
        {"slope", t.slope},
        {"intercept", joint ? t.intercept_residual : t.intercept_conover},
        {"lo", t.rounded.low},
        {"hi", t.rounded.high},
    };
    return FIND(list);
}

static bool siegel(const struct series *s, const char *stat, double *out)
{
    double work[2 * SERIES_MOST];
    struct siegel g;
    if (stat_siegel(s->x, s->y, s->n, work, &g) != STAT_OK)
        return false;
    const struct named list[] = {{"slope", g.slope},
                                 {"intercept", g.intercept}};
    return FIND(list);
}

static bool kendall(const struct series *s, const char *stat, double *out)
{
    struct kendall k;
    struct kendall_exact e;
    if (stat_kendall(s->y, s->n, &k) != STAT_OK ||
        stat_kendall_exact(s->y, s->n, &e) != STAT_OK)
        return false;
    const struct named list[] = {
        {"S", k.s},
        {"pairs_untied", (double)k.untied},
        {"p_two_sided", e.p_two_sided},
        {"p_upper", e.p_upper},
    };
    return FIND(list);
}

/* "8/60": of so many orders so many are as extreme. */
static enum verdict check_fraction(const struct series *s,
                                   const struct golden_row *r)
{
    struct kendall_exact e;
    char found[64];
    stat_kendall_exact(s->y, s->n, &e);
    snprintf(found, sizeof found, "%ld/%ld", e.extreme, e.all);
    is_text(found, r->cell[5], s->name);
    return CHECKED;
}

static enum verdict check_python(const struct series *s,
                                 const struct golden_row *r)
{
    const char *m = r->cell[2], *stat = r->cell[4];
    double found = 0, tolerance = 1e-12, x = strtod(r->cell[3], NULL);
    bool known;
    if (strcmp(stat, "p_two_sided_fraction") == 0)
        return check_fraction(s, r);
    if (strcmp(m, "ols_exact_rational") == 0)
        known = line(s, x, stat, &found);
    else if (starts(m, "scipy_theilslopes"))
        known = sen(s, strcmp(m, "scipy_theilslopes_joint") == 0, stat, &found);
    else if (strcmp(m, "scipy_siegelslopes") == 0)
        known = siegel(s, stat, &found);
    else
        known = strcmp(m, "mann_kendall_exact_ties") == 0 &&
                kendall(s, stat, &found);
    if (!known)
        return UNKNOWN;
    /* se of a line 2000 years away, and SciPy's 15 digits of raw years */
    compare(found, r, starts(m, "scipy") ? 1e-11 : tolerance);
    return CHECKED;
}

/* ------------------------------------------------------------------- GSL */

static bool plain(const struct series *s, const char *stat, double *out)
{
    struct linear_fit f;
    struct prediction zero;
    stat_linear(s->x, s->y, s->n, 0.95, &f);
    stat_predict(&f, 0, 0.95, &zero);
    double s2 = f.s * f.s;
    const struct named list[] = {
        {"c0", zero.fit},
        {"c1", f.slope},
        {"cov00", zero.se_fit * zero.se_fit},
        {"cov01", -f.centre * s2 / f.sxx},
        {"cov11", s2 / f.sxx},
        {"sumsq", f.ssr},
    };
    return FIND(list);
}

static enum robust_kind kind_of(const char *model)
{
    static const char *const names[] = {"ols",  "bisquare", "cauchy",
                                        "fair", "huber",    "welsch"};
    const char *name = model + strlen("gsl_robust_");
    enum robust_kind kind = ROBUST_OLS;
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++)
        if (starts(name, names[i]))
            kind = (enum robust_kind)i;
    return kind;
}

static bool robust(const struct series *s, const char *model, const char *stat,
                   double *out)
{
    double weight[SERIES_MOST];
    struct robust f;
    if (stat_robust(kind_of(model), s->x, s->y, s->n, weight, &f) != STAT_OK)
        return false;
    if (starts(stat, "weight")) {
        size_t i = strtoul(stat + strlen("weight"), NULL, 10);
        *out = weight[i - 1];
        return i >= 1 && i <= s->n;
    }
    bool centred = strstr(model, "_centered") != NULL;
    const struct named list[] = {
        {"rc", 0},
        {"c0", f.at_centre - (centred ? 0 : f.slope * f.centre)},
        {"c1", f.slope},
        {"se_c1", f.se_slope},
        {"sigma_ols", f.sigma_ols},
        {"sigma_mad", f.sigma_mad},
        {"sigma_rob", f.sigma_rob},
        {"sigma", f.sigma},
        {"Rsq", f.r2},
        {"adj_Rsq", f.adj_r2},
        {"numit", (double)f.rounds},
    };
    return FIND(list);
}

/* flat6: our fit is refused, the values are equal; perfect5: the scale is the
 * rounding of zero, and the weights hang on it.  Uncentred years: the number
 * of rounds follows their rounding. */
static bool is_informative(const struct series *s, const struct golden_row *r)
{
    const char *m = r->cell[2];
    bool is_robust = starts(m, "gsl_robust");
    bool raw = is_robust && !strstr(m, "_centered");
    if (is_robust && strcmp(s->name, "flat6") == 0)
        return true;
    if (is_robust && strcmp(s->name, "perfect5") == 0)
        return starts(r->cell[4], "weight") || strcmp(r->cell[4], "numit") == 0;
    return raw && strcmp(r->cell[4], "numit") == 0;
}

static enum verdict check_gsl(const struct series *s,
                              const struct golden_row *r)
{
    const char *m = r->cell[2], *stat = r->cell[4];
    bool is_robust = starts(m, "gsl_robust");
    double found = 0;
    if (is_informative(s, r))
        return INFORMATIVE;
    if (is_robust ? !robust(s, m, stat, &found) : !plain(s, stat, &found)) {
        printf("# no value for %s %s %s\n", s->name, m, stat);
        return UNKNOWN;
    }
    bool raw = is_robust && !strstr(m, "_centered");
    compare(found, r, raw ? 1e-6 : 1e-9);
    return CHECKED;
}

static void goldens(struct arena *arena, const char *folder, bool shipped)
{
    static const struct {
        const char *file;
        enum verdict (*check)(const struct series *, const struct golden_row *);
    } sets[] = {{"expected_python.csv", check_python},
                {"expected_gsl271.csv", check_gsl}};
    char path[160];
    snprintf(path, sizeof path, "%s/series.csv", folder);
    struct golden series = golden_read(arena, path), none = {.n = 0};
    if (series.n == 0 && !shipped) {
        tap_skip("further trend goldens are not there: ../shared/golden");
        return;
    }
    for (size_t k = 0; k < sizeof sets / sizeof sets[0]; k++) {
        struct tally tally = {{0}};
        snprintf(path, sizeof path, "%s/%s", folder, sets[k].file);
        struct golden expected = golden_read(arena, path);
        ok(expected.n > 0, path);
        for (size_t i = 0; i < expected.n; i++) {
            const struct golden_row *r = &expected.row[i];
            struct series s = series_of(&series, &none, r->cell[1]);
            tally.rows[s.n ? sets[k].check(&s, r) : UNKNOWN]++;
        }
        report(&tally, path);
    }
}

int main(void)
{
    struct arena *arena = arena_open();
    goldens(arena, "tests/golden/trend", true);
    goldens(arena, "../shared/golden/trend", false);
    arena_close(arena);
    return tap_done();
}
