/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every reference value of golden/survey (R survey 4.1.1; see the README
 * beside the files): one request for each case, all cases of a design in one
 * spec, sums made row by row.  A value whose estimator, method or name is not
 * known here is a failure; those that the reference calls informative are
 * listed, and counted.
 */
#include "indicators/stat_proportion.h"
#include "indicators/stat_test.h"
#include "survey_case.h"

struct tally {
    size_t checked, informative, elsewhere, failed;
};

/* --------------------------------------------------------------- comparing */

/* Reference values that are no measure of anybody (README of the goldens). */
static bool informative(const struct gcase *c)
{
    return has(c->method, "likelihood") || has(c->method, "saddlepoint") ||
           has(c->method, "interval.type=score");
}

static void report(const struct gcase *c, const char *stat, const char *value,
                   struct survey_value found, struct tally *tally)
{
    if (tally->failed++ > 600)
        return;
    printf("# %s %s %s %s %s %s %s: %s, found %s%.15g\n", c->design, c->domain,
           c->estimator, c->variable, c->category, c->method, stat, value,
           found.known ? "" : "none ", found.x);
}

static void compare(const struct gcase *c, const char *stat,
                    struct survey_value found, double tolerance,
                    struct tally *tally)
{
    const char *value = stat_of(c, stat);
    if (!value)
        return;
    double sure = strtod(value, NULL);
    bool none = strcmp(value, "NA") == 0 || strcmp(value, "error") == 0 ||
                strcmp(value, "Inf") == 0 || strcmp(value, "NaN") == 0;
    tally->checked++;
    /* Where R has no value we may have a defined one. */
    if (none && strcmp(c->estimator, "ciprop") == 0)
        return;
    /* What is 0 but for rounding is so in units of the estimate. */
    const char *estimate = stat_of(c, "estimate");
    double scale = sure < 0 || sure > 0 ? fabs(sure) : 1;
    double unit = estimate ? fabs(strtod(estimate, NULL)) : 0;
    double noise = strcmp(stat, "se") == 0    ? 1e-12 * unit
                   : strcmp(stat, "var") == 0 ? 1e-24 * unit * unit
                   : strcmp(stat, "cv") == 0  ? 1e-12
                                              : 0;
    bool good =
        none ? !found.known
             : found.known && fabs(found.x - sure) <= tolerance * scale + noise;
    if (!good)
        report(c, stat, value, found, tally);
}

static struct survey_value known(double x)
{
    return (struct survey_value){isfinite(x), x};
}

static struct survey_value count(uint64_t n)
{
    return known((double)n);
}

/* R divides the length of a quantile's interval by the t of the degrees of
 * freedom that are left where the answer is missing; here a unit emptied by
 * missing answers counts. */
static double peer_t(const struct batch *b, const struct gcase *c,
                     const struct survey_row *r)
{
    const struct survey_design *d = &b->design;
    const struct survey_table *t = &b->table;
    size_t y = survey_column(t, c->variable), units = 0, strata = 0;
    for (size_t i = 0; i < t->rows; i++) {
        bool unit = *t->cell[i][y] != 0, stratum = unit;
        for (size_t k = 0; k < i; k++) {
            bool answered = *t->cell[k][y] != 0;
            bool h = !d->strata[0] ||
                     strcmp(t->cell[i][survey_column(t, d->strata[0])],
                            t->cell[k][survey_column(t, d->strata[0])]) == 0;
            bool u = d->psu[0] &&
                     strcmp(t->cell[i][survey_column(t, d->psu[0])],
                            t->cell[k][survey_column(t, d->psu[0])]) == 0;
            stratum = stratum && !(answered && h);
            unit = unit && !(answered && h && u);
        }
        units += unit;
        strata += stratum;
    }
    double here = 1, there = 1, df = (double)units - (double)strata;
    if (d->replicates.method != REPLICATION_NONE)
        return 1;
    stat_t_quantile(0.975, r->df.x, &here);
    stat_t_quantile(0.975, df, &there);
    return here / there;
}

static void compare_plain(const struct batch *b, const struct gcase *c,
                          const struct survey_row *r, struct tally *t)
{
    struct survey_value var = known(r->se.x * r->se.x);
    struct survey_value cv = known(r->se.x / r->estimate.x);
    struct survey_value se = r->se;
    bool logit = strcmp(c->method, "svyciprop logit") == 0;
    /* R's fit of p = 0 or 1 stops at 1e-12; here it is 0 or 1, with an exact
     * limit on the other side. */
    if (logit && (r->estimate.x <= 0 || r->estimate.x >= 1)) {
        t->elsewhere += c->n;
        return;
    }
    if (strcmp(c->estimator, "quantile") == 0)
        se.x *= peer_t(b, c, r);
    /* Equal values of other weights stand in R's order of rows, here in the
     * order of their weights: one limit falls between them. */
    if (has(c->method, "hf7") && strncmp(c->design, "strat", 5) == 0 &&
        strcmp(c->category, "0.5") == 0) {
        compare(c, "estimate", r->estimate, 1e-9, t);
        compare(c, "ci95_hi", r->upper, 1e-9, t);
        t->elsewhere += c->n - 2;
        return;
    }
    double interval = logit ? 1e-6 : 1e-9;
    var.known = r->se.known;
    cv.known = cv.known && r->se.known;
    compare(c, "estimate", r->estimate, logit ? 1e-6 : 1e-9, t);
    compare(c, "se", se, 1e-9, t);
    compare(c, "var", var, 1e-9, t);
    compare(c, "cv", cv, 1e-9, t);
    compare(c, "df", r->df, 1e-9, t);
    compare(c, "n", count(r->n), 0, t);
    compare(c, "deff", r->deff, 1e-9, t);
    compare(c, "deff_wr", r->deff_wr, 1e-9, t);
    compare(c, "ci95_lo", r->lower, 1e-9, t);
    compare(c, "ci95_hi", r->upper, 1e-9, t);
    compare(c, "ci_lo", r->lower, interval, t);
    compare(c, "ci_hi", r->upper, interval, t);
    compare(c, "statistic", known(r->estimate.x / r->se.x), 1e-9, t);
    compare(c, "p_value", r->p, 1e-9, t);
    t->checked += stat_of(c, "level") != NULL;
}

static void compare_test(const struct gcase *c, const struct survey_row *r,
                         struct tally *t)
{
    struct survey_value x = r->estimate;
    /* R scales X² to all rows, we to those that answered both. */
    if (r->method == METHOD_RAO_SCOTT_CHISQ)
        x.x *= (double)(r->n + r->missing) / (double)r->n;
    compare(c, "statistic", x, 1e-7, t);
    compare(c, "param_ndf", r->df, 1e-7, t);
    compare(c, "param_df", r->df, 1e-7, t);
    compare(c, "param_ddf", r->ddf, 1e-7, t);
    compare(c, "p_value", r->p, 1e-7, t);
}

static void compare_wave(const struct batch *b, const struct gcase *c,
                         const struct survey_row *r, struct tally *t)
{
    double z = r[2].estimate.x / r[2].se.x, p_z = 0, p_full = 0, q = 0;
    struct survey_value full = b->answers.summary.df;
    stat_z_two_sided(z, &p_z);
    stat_t_two_sided(z, full.x, &p_full);
    compare(c, "est1", r[0].estimate, 1e-9, t);
    compare(c, "se1", r[0].se, 1e-9, t);
    compare(c, "est2", r[1].estimate, 1e-9, t);
    compare(c, "se2", r[1].se, 1e-9, t);
    compare(c, "diff", r[2].estimate, 1e-9, t);
    compare(c, "se_diff", r[2].se, 1e-9, t);
    compare(c, "t", known(z), 1e-9, t);
    compare(c, "df_full", full, 1e-9, t);
    compare(c, "df_domain", r[2].df, 1e-9, t);
    compare(c, "p_value_df_domain", r[2].p, 1e-9, t);
    compare(c, "p_value_z", known(p_z), 1e-9, t);
    compare(c, "p_value_df_full", known(p_full), 1e-9, t);
    /* The reference's interval has the df of the whole sample. */
    stat_t_quantile(0.975, full.x, &q);
    compare(c, "ci95_lo", known(r[2].estimate.x - q * r[2].se.x), 1e-9, t);
    compare(c, "ci95_hi", known(r[2].estimate.x + q * r[2].se.x), 1e-9, t);
}

static void compare_weights(const struct batch *b, const struct gcase *c,
                            struct tally *t)
{
    const struct survey_summary *s = &b->answers.summary;
    compare(c, "n", count(s->n), 0, t);
    compare(c, "sum_w", s->sum_w, 1e-12, t);
    compare(c, "sum_w2", s->sum_w2, 1e-12, t);
    compare(c, "deff_kish", s->deff_kish, 1e-12, t);
    compare(c, "n_eff", s->n_eff, 1e-12, t);
    compare(c, "degf", s->df, 0, t);
}

static void compare_base(const struct batch *b, const struct gcase *c,
                         const struct survey_row *rows, size_t n,
                         struct tally *t)
{
    const struct survey_row *base = &rows[n - 2], *mentions = &rows[n - 1];
    double pct = 0;
    for (size_t i = 0; i + 2 < n; i++)
        pct += 100 * rows[i].estimate.x;
    compare(c, "base_w", base->estimate, 1e-12, t);
    compare(c, "base_n", count(base->n), 0, t);
    compare(c, "total_n", count(base->n + base->missing), 0, t);
    compare(c, "total_w", b->answers.summary.sum_w, 1e-12, t);
    compare(c, "mentions_w", known(mentions->estimate.x * base->estimate.x),
            1e-12, t);
    compare(c, "pct_sum", known(pct), 1e-12, t);
}

static bool known_stats(const struct gcase *c)
{
    static const char *const names[] = {"estimate",  "se",
                                        "var",       "cv",
                                        "df",        "n",
                                        "deff",      "deff_wr",
                                        "ci95_lo",   "ci95_hi",
                                        "ci_lo",     "ci_hi",
                                        "level",     "statistic",
                                        "p_value",   "param_ndf",
                                        "param_df",  "param_ddf",
                                        "est1",      "se1",
                                        "est2",      "se2",
                                        "diff",      "se_diff",
                                        "t",         "df_full",
                                        "df_domain", "p_value_df_domain",
                                        "p_value_z", "p_value_df_full",
                                        "sum_w",     "sum_w2",
                                        "deff_kish", "n_eff",
                                        "degf",      "base_w",
                                        "base_n",    "total_n",
                                        "total_w",   "mentions_w",
                                        "pct_sum",   "error"};
    for (size_t i = 0; i < c->n; i++) {
        size_t k = 0;
        while (k < LEN(names) && strcmp(names[k], c->stat[i]) != 0)
            k++;
        if (k == LEN(names))
            return false;
    }
    return true;
}

static void compare_case(const struct batch *b, const struct gcase *c,
                         size_t request, struct tally *t)
{
    const struct survey_row *rows = b->answers.rows;
    size_t from = 0, to;
    while (from < b->answers.n && rows[from].request != request)
        from++;
    for (to = from; to < b->answers.n && rows[to].request == request;)
        to++;
    if (from == to || !known_stats(c)) {
        ok(false, "a case without rows, or with statistics not known here");
        return;
    }
    if (strcmp(c->estimator, "wave_diff") == 0) {
        compare_wave(b, c, &rows[from], t);
    } else if (strcmp(c->estimator, "weights") == 0) {
        compare_weights(b, c, t);
    } else if (strcmp(c->estimator, "ma_base") == 0) {
        compare_base(b, c, &rows[from], to - from, t);
    } else if (strcmp(c->estimator, "chisq") == 0) {
        compare_test(c, &rows[to - 1], t);
    } else if (stat_of(c, "error")) {
        struct survey_value none = {rows[from].se.known, 0};
        compare(c, "error", none, 0, t);
    } else {
        for (size_t i = from; i < to; i++)
            if (!*c->category || strcmp(c->estimator, "quantile") == 0 ||
                strcmp(rows[i].category, c->category) == 0)
                compare_plain(b, c, &rows[i], t);
    }
}

/* ------------------------------------------------------------------ running */

static bool same_batch(const struct gcase *a, const struct gcase *b)
{
    bool lonely = strncmp(a->method, "lonely", 6) == 0;
    double away = fabs(a->level - b->level);
    return strcmp(a->design, b->design) == 0 && away < 1e-9 &&
           (!lonely || strcmp(a->method, b->method) == 0);
}

static void lonely_rule(struct survey_design *d, const char *method)
{
    d->lonely = has(method, "psu=remove")      ? LONELY_REMOVE
                : has(method, "psu=certainty") ? LONELY_CERTAINTY
                : has(method, "psu=adjust")    ? LONELY_ADJUST
                : has(method, "psu=average")   ? LONELY_AVERAGE
                                               : LONELY_FAIL;
    d->adjust_domain_lonely = has(method, "lonely=TRUE");
}

static void run_batch(const struct gcase *cases, size_t n, bool *done,
                      size_t first, const struct survey_table *designs,
                      const char *folder, struct tally *tally)
{
    struct batch b = {.arena = arena_open()};
    const struct gcase *lead = &cases[first];
    b.table = data_of(b.arena, lead->dataset, lead->design, folder);
    b.requests = arena_make(b.arena, struct survey_request, n);
    b.cases = arena_make(b.arena, const struct gcase *, n);
    bool here = b.table.rows > 0;
    if (here && !make_design(&b, designs, lead->design, folder))
        ok(false, lead->design);
    b.design.level = lead->level;
    lonely_rule(&b.design, lead->method);
    for (size_t i = first; i < n; i++) {
        if (done[i] || !same_batch(lead, &cases[i]))
            continue;
        done[i] = true;
        /* R forgets to scale a weight in this rule: t_stat_quantile.c. */
        if (has(cases[i].method, "shahvaish")) {
            tally->elsewhere += cases[i].n;
            continue;
        }
        if (informative(&cases[i]) || !here) {
            tally->informative += cases[i].n;
            continue;
        }
        if (!request_of(&b, &cases[i], &b.requests[b.n]))
            ok(false, cases[i].estimator);
        b.cases[b.n++] = &cases[i];
    }
    if (here && b.n > 0) {
        const struct sums_spec *spec =
            survey_need(b.arena, &b.design, b.requests, b.n);
        const struct sums *sums = survey_sums(b.arena, &b.table, spec);
        b.answers = survey_estimate(b.arena, &b.design, b.requests, b.n, sums);
        for (size_t i = 0; i < b.answers.n_findings; i++)
            if (!survey_is_note(b.answers.findings[i].trouble) &&
                b.answers.findings[i].trouble != TROUBLE_LONELY)
                printf("# %s: finding %d %s\n", lead->design,
                       (int)b.answers.findings[i].trouble,
                       b.answers.findings[i].name);
        for (size_t i = 0; i < b.n; i++)
            compare_case(&b, b.cases[i], i, tally);
    }
    arena_close(b.arena);
}

static struct tally run_file(const char *folder, const char *file)
{
    struct arena *arena = arena_open();
    struct tally tally = {0, 0, 0, 0};
    struct survey_table designs =
        survey_load(arena, text_of(arena, folder, "/designs.csv"));
    struct survey_table t =
        survey_load(arena, str_join(arena, folder, "/", file, NULL));
    struct gcase *cases = arena_make(arena, struct gcase, t.rows + 1);
    size_t n = read_cases(&t, cases);
    bool *done = arena_make(arena, bool, n + 1);
    for (size_t i = 0; i < n; i++)
        if (!done[i])
            run_batch(cases, n, done, i, &designs, folder, &tally);
    printf(
        "# %s: %zu rows, %zu checked, %zu informative, %zu defined or tested "
        "elsewhere, %zu differ\n",
        file, t.rows, tally.checked, tally.informative, tally.elsewhere,
        tally.failed);
    arena_close(arena);
    return tally;
}

static void run_folder(const char *folder)
{
    static const struct {
        const char *file;
        size_t least; /* values that must have been compared */
    } files[] = {{"expected_lonely.csv", 460},
                 {"expected_shimin.csv", 2000},
                 {"expected_survey.csv", 3900}};
    printf("# %s\n", folder);
    for (size_t i = 0; i < LEN(files); i++) {
        struct tally t = run_file(folder, files[i].file);
        ok(t.failed == 0 && t.checked >= files[i].least, files[i].file);
    }
}

int main(void)
{
    static const char shared[] = "../shared/golden/survey";
    struct arena *arena = arena_open();
    run_folder("tests/golden/survey");
    if (survey_load(arena, text_of(arena, shared, "/designs.csv")).rows)
        run_folder(shared);
    else
        tap_skip("further survey goldens are not there: ../shared/golden");
    arena_close(arena);
    return tap_done();
}
