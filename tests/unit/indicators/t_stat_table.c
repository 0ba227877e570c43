/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rao-Scott and Wald tests of independence: R survey 4.1.1 where its
 * reference values are at hand; simple random sampling; degenerate tables.
 */
#include "indicators/stat_srs.h"
#include "indicators/stat_table.h"
#include "sample.h"

enum { CELLS = 16, UNITS = 1000 };

/* A two-way table under a design: which cell each person is in (CELLS: one of
 * the answers is missing), and where he or she was drawn. */
struct crosstab {
    size_t r, c, n;
    size_t cell[UNITS], stratum[UNITS], psu[UNITS];
    double weight[UNITS], psus[UNITS]; /* psus: N_h of the stratum, or 0 */
    size_t strata, units;
};

struct labels {
    const char *text[UNITS];
    size_t n;
};

static size_t label(struct labels *l, const char *text)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->text[i], text) == 0)
            return i;
    l->text[l->n] = text;
    return l->n++;
}

/* pos is 1 where 問1 is 1 or 2, blank where that is. */
static const char *answer(const struct golden *g, size_t row, const char *name)
{
    const char *text = golden_cell(g, row, strcmp(name, "pos") ? name : "問1");
    if (strcmp(name, "pos") != 0 || !*text)
        return text;
    return atoi(text) <= 2 ? "1" : "0";
}

/* Units are named within their stratum; without a column each is its own. */
static size_t unit_of(struct arena *arena, const struct sample *s, size_t i,
                      struct labels *units)
{
    const struct golden *g = &s->data;
    if (!*s->psu)
        return units->n++;
    char *text = arena_make(arena, char, 60);
    snprintf(text, 60, "%s/%s", golden_cell(g, s->row[i], s->strata),
             golden_cell(g, s->row[i], s->psu));
    return label(units, text);
}

static void read_crosstab(struct arena *arena, const struct sample *s,
                          const char *variable, struct crosstab *t)
{
    static struct labels strata, units, rows, columns;
    char row[40];
    strata.n = units.n = rows.n = columns.n = 0;
    const char *star = strchr(variable, '*');
    snprintf(row, sizeof row, "%.*s", (int)(star - variable), variable);
    size_t of_row[UNITS] = {0}, of_column[UNITS] = {0};
    t->n = s->n;
    for (size_t i = 0; i < s->n; i++) {
        const char *a = answer(&s->data, s->row[i], row);
        const char *b = answer(&s->data, s->row[i], star + 1);
        bool known = *a && *b && strcmp(a, "NA") != 0 && strcmp(b, "NA") != 0;
        of_row[i] = known ? label(&rows, a) : CELLS;
        of_column[i] = known ? label(&columns, b) : CELLS;
        t->weight[i] = (double)s->weight[i];
        t->stratum[i] =
            label(&strata, golden_cell(&s->data, s->row[i], s->strata));
        t->psu[i] = unit_of(arena, s, i, &units);
        t->psus[i] = golden_number(&s->data, s->row[i], s->fpc);
    }
    t->r = rows.n, t->c = columns.n, t->strata = strata.n, t->units = units.n;
    for (size_t i = 0; i < s->n; i++)
        t->cell[i] =
            of_row[i] < CELLS ? of_row[i] * t->c + of_column[i] : CELLS;
}

/* sum_h (1 - f_h) n_h / (n_h - 1) sum_i (z_i - mean)(z_i - mean)' of the
 * units' sums z (units x m). */
static void variance(const struct crosstab *t, const double *z, size_t m,
                     double *cov)
{
    memset(cov, 0, m * m * sizeof *cov);
    for (size_t h = 0; h < t->strata; h++) {
        bool in[UNITS] = {false};
        double n = 0, population = 0, mean[CELLS] = {0};
        for (size_t i = 0; i < t->n; i++) {
            if (t->stratum[i] != h || in[t->psu[i]])
                continue;
            in[t->psu[i]] = true;
            population = t->psus[i];
            n++;
            for (size_t k = 0; k < m; k++)
                mean[k] += z[t->psu[i] * m + k];
        }
        double f = population > 0 ? n / population : 0;
        for (size_t u = 0; u < t->units; u++)
            for (size_t k = 0; in[u] && k < m * m; k++)
                cov[k] += (1 - f) * n / (n - 1) *
                          (z[u * m + k / m] - mean[k / m] / n) *
                          (z[u * m + k % m] - mean[k % m] / n);
    }
}

struct results {
    struct rao_scott rs;
    struct wald_table wald;
    enum stat_status rs_status, wald_status;
};

static void test_of(const struct crosstab *t, struct results *out)
{
    static double z[UNITS * CELLS], scratch[4 * CELLS * CELLS];
    double total[CELLS] = {0}, p[CELLS], cov[CELLS * CELLS], all = 0;
    size_t m = t->r * t->c;
    double nu = (double)t->units - (double)t->strata;
    for (size_t i = 0; i < t->n; i++)
        if (t->cell[i] < CELLS) {
            total[t->cell[i]] += t->weight[i];
            all += t->weight[i];
        }
    for (size_t k = 0; k < m; k++)
        p[k] = total[k] / all;
    memset(z, 0, sizeof z);
    for (size_t i = 0; i < t->n; i++)
        for (size_t k = 0; t->cell[i] < CELLS && k < m; k++)
            z[t->psu[i] * m + k] +=
                t->weight[i] * ((t->cell[i] == k) - p[k]) / all;
    variance(t, z, m, cov);
    out->rs_status =
        stat_rao_scott(p, cov, t->r, t->c, (double)t->n, nu, scratch, &out->rs);
    memset(z, 0, sizeof z);
    for (size_t i = 0; i < t->n; i++)
        if (t->cell[i] < CELLS)
            z[t->psu[i] * m + t->cell[i]] += t->weight[i];
    variance(t, z, m, cov);
    out->wald_status =
        stat_wald_table(total, cov, t->r, t->c, nu, scratch, &out->wald);
}

static bool value_of(const struct results *r, const char *method,
                     const char *stat, double *out)
{
    const struct {
        const char *method, *stat;
        double value;
    } all[] = {
        {"F", "statistic", r->rs.f},
        {"F", "param_ndf", r->rs.ndf},
        {"F", "param_ddf", r->rs.ddf},
        {"F", "p_value", r->rs.p},
        {"Chisq", "statistic", r->rs.x2},
        {"Chisq", "param_df", r->rs.chisq_df},
        {"Chisq", "p_value", r->rs.chisq_p},
        {"Wald", "statistic", r->wald.f},
        {"Wald", "param_ndf", r->wald.k},
        {"Wald", "param_ddf", r->wald.ddf},
        {"Wald", "p_value", r->wald.p},
        {"adjWald", "statistic", r->wald.adj_f},
        {"adjWald", "param_ndf", r->wald.k},
        {"adjWald", "param_ddf", r->wald.adj_ddf},
        {"adjWald", "p_value", r->wald.adj_p},
    };
    for (size_t i = 0; i < LEN(all); i++)
        if (strcmp(all[i].method, strrchr(method, ' ') + 1) == 0 &&
            strcmp(all[i].stat, stat) == 0)
            return *out = all[i].value, true;
    return false;
}

static bool peer_row(struct arena *arena, const struct golden *g, size_t i,
                     size_t *compared)
{
    static struct crosstab t;
    struct results r;
    double found;
    struct sample s = sample_read(arena, golden_cell(g, i, "dataset"),
                                  golden_cell(g, i, "design"), "all");
    /* The second stage and replicates are the estimators' business. */
    if (!s.linearized || golden_is(g, i, "design", "clus2_fpc"))
        return true;
    read_crosstab(arena, &s, golden_cell(g, i, "variable"), &t);
    test_of(&t, &r);
    if (!value_of(&r, golden_cell(g, i, "method"), golden_cell(g, i, "stat"),
                  &found))
        return true;
    ++*compared;
    return golden_near(found, golden_number(g, i, "value"), 1e-7,
                       golden_cell(g, i, "case"));
}

static void peers(struct arena *arena, const char *path)
{
    struct golden g = golden_read(arena, path);
    bool good = true;
    size_t compared = 0;
    if (g.n == 0) {
        tap_skip("R's tests of tables are not there: ../shared/golden");
        return;
    }
    for (size_t i = 0; i < g.n; i++) {
        struct arena_mark mark = arena_mark(arena);
        if (golden_is(&g, i, "estimator", "chisq") &&
            !strstr(golden_cell(&g, i, "method"), "saddlepoint"))
            good &= peer_row(arena, &g, i, &compared);
        arena_reset(arena, mark);
    }
    printf("# %zu numbers\n", compared);
    ok(good && compared > 0, path);
}

/* Of a simple random sample with replacement Delta is the identity where the
 * table is independent, and X2 is Pearson's for any table. */
static void simple(void)
{
    const double count[] = {12, 18, 30, 28, 42, 70};
    const double other[] = {3, 14, 15, 9, 26, 5};
    double p[6], cov[36], scratch[200], n = 200;
    struct rao_scott r;
    ok(stat_table_scratch(2, 3) <= LEN(scratch), "scratch is enough");
    for (size_t k = 0; k < 6; k++)
        p[k] = count[k] / n;
    for (size_t k = 0; k < 36; k++)
        cov[k] = ((k / 6 == k % 6) * p[k / 6] - p[k / 6] * p[k % 6]) / n;
    ok(stat_rao_scott(p, cov, 2, 3, n, 199, scratch, &r) == STAT_OK &&
           r.reason == TABLE_GOOD,
       "an independent table");
    is_near(r.trace, 2, 1e-12, "trace of Delta");
    is_near(r.trace2, 2, 1e-12, "trace of its square");
    ok(r.x2 < 1e-25 && fabs(r.p - 1) < 1e-12, "X2 = 0, p = 1");
    is_near(r.mean_deff, 1, 1e-12, "mean design effect");

    struct table_test t;
    struct table_counts c = {.count = other, .rows = 2, .columns = 3};
    stat_srs_table(&c, &t);
    for (size_t k = 0; k < 6; k++)
        p[k] = other[k] / 72;
    stat_rao_scott(p, cov, 2, 3, 72, 71, scratch, &r);
    is_near(r.x2, t.chisq, 1e-12, "X2 is Pearson's");
}

static void degenerate(void)
{
    double p[] = {.2, .3, 0, 0}, good[] = {.2, .3, .1, .4}, cov[16] = {0};
    double scratch[64];
    struct rao_scott r;
    struct wald_table w;
    ok(stat_rao_scott(good, cov, 1, 4, 90, 9, scratch, &r) == STAT_DOMAIN &&
           r.reason == TABLE_ONE_CATEGORY,
       "one row");
    ok(stat_rao_scott(p, cov, 2, 2, 90, 9, scratch, &r) == STAT_NO_SPREAD &&
           r.reason == TABLE_EMPTY_MARGIN && r.p == 0,
       "an empty row");
    ok(stat_rao_scott(good, cov, 2, 2, 90, 9, scratch, &r) == STAT_NO_SPREAD &&
           r.reason == TABLE_NO_VARIANCE,
       "no variance");
    ok(stat_wald_table(good, cov, 2, 2, 9, scratch, &w) == STAT_NO_SPREAD &&
           w.reason == TABLE_SINGULAR,
       "Wald: a singular covariance");
    for (size_t k = 0; k < 4; k++)
        cov[5 * k] = 0.001;
    ok(stat_rao_scott(good, cov, 2, 2, 90, 0, scratch, &r) == STAT_TOO_FEW &&
           r.reason == TABLE_FEW_DF,
       "no degrees of freedom");
    ok(stat_wald_table(good, cov, 2, 2, 0, scratch, &w) == STAT_TOO_FEW &&
           w.reason == TABLE_FEW_DF,
       "nor for Wald");
    ok(stat_wald_table(good, cov, 2, 2, 1, scratch, &w) == STAT_OK &&
           w.has_adjusted && w.adj_ddf == 1,
       "nu = 1 is enough for one contrast");
    good[0] = NAN;
    ok(stat_rao_scott(good, cov, 2, 2, 90, 9, scratch, &r) == STAT_NOT_FINITE,
       "NaN");
    good[0] = -.2;
    ok(stat_rao_scott(good, cov, 2, 2, 90, 9, scratch, &r) == STAT_DOMAIN,
       "a negative cell");
    good[0] = .2, cov[3] = INFINITY;
    ok(stat_rao_scott(good, cov, 2, 2, 90, 9, scratch, &r) == STAT_NOT_FINITE,
       "an infinite covariance");
}

/* The answers are the same when rows and columns change places. */
static void transposed(void)
{
    const double p[] = {.05, .2, .15, .3, .1, .2};
    double cov[36], q[6], turned[36], scratch[200];
    struct rao_scott a, b;
    struct wald_table v, w;
    for (size_t k = 0; k < 36; k++) {
        size_t i = k / 6, j = k % 6;
        cov[k] = ((i == j) * 3 + 1 / (double)(1 + i + j)) * 1e-3;
    }
    for (size_t k = 0; k < 6; k++)
        q[k % 3 * 2 + k / 3] = p[k];
    for (size_t k = 0; k < 36; k++) {
        size_t i = k / 6, j = k % 6;
        turned[(i % 3 * 2 + i / 3) * 6 + j % 3 * 2 + j / 3] = cov[k];
    }
    stat_rao_scott(p, cov, 2, 3, 80, 30, scratch, &a);
    stat_rao_scott(q, turned, 3, 2, 80, 30, scratch, &b);
    is_near(b.f, a.f, 1e-12, "F of the transposed table");
    is_near(b.ndf, a.ndf, 1e-12, "and its degrees of freedom");
    stat_wald_table(p, cov, 2, 3, 30, scratch, &v);
    stat_wald_table(q, turned, 3, 2, 30, scratch, &w);
    is_near(w.w, v.w, 1e-12, "Wald of the transposed table");
    ok(!v.has_adjusted || v.adj_f < v.f, "the adjusted F is smaller");
}

int main(void)
{
    struct arena *arena = arena_open();
    peers(arena, SAMPLE_FOLDER "expected_survey.csv");
    peers(arena, SAMPLE_FOLDER "expected_shimin.csv");
    simple();
    degenerate();
    transposed();
    arena_close(arena);
    return tap_done();
}
