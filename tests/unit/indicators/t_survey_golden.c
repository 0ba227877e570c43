/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every reference value of golden/survey (R survey 4.1.1; see the README
 * beside the files): one request for each case, all cases of a design in one
 * spec, sums made row by row.  A value whose estimator, method or name is not
 * known here is a failure; those that the reference calls informative are
 * listed, and counted.
 *
 * What may be shipped stands in tests/golden/survey; the rest (scd, fpc) is
 * read from ../shared when it is there.
 */
#include "data/define.h"
#include "indicators/stat_proportion.h"
#include "indicators/stat_test.h"
#include "indicators/survey.h"
#include "tests/survey_load.h"

enum { MOST_CASES = 800, MOST_STATS = 16, MOST_REPLICATES = 400 };

struct gcase { /* rows of one case id */
    const char *dataset, *design, *domain, *estimator, *variable, *category,
        *method;
    const char *stat[MOST_STATS], *value[MOST_STATS];
    size_t n;
    double level;
    size_t request; /* of its batch */
};

struct tally {
    size_t checked, informative, elsewhere, failed;
};

struct folder {
    const char *data, *expected;
};

struct batch { /* cases that share design, level and lonely rule */
    struct arena *arena;
    struct survey_table table;
    struct survey_design design;
    struct survey_request *requests;
    const struct gcase **cases;
    size_t n;
    const struct variable *computed[8];
    size_t n_computed;
    struct survey_answers answers;
};

/* ------------------------------------------------------------ expectations */

static const char *stat_of(const struct gcase *c, const char *stat)
{
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->stat[i], stat) == 0)
            return c->value[i];
    return NULL;
}

/* estimate 0.54;se 0.02: one row for each case. */
static void read_values(struct arena *arena, const char *text, struct gcase *g)
{
    while (*text && g->n < MOST_STATS) {
        size_t name = strcspn(text, " "), all = strcspn(text, ";");
        g->stat[g->n] = str_z(arena, (struct str){text, name});
        g->value[g->n] =
            str_z(arena, (struct str){text + name + 1, all - name - 1});
        if (strcmp(g->stat[g->n], "level") == 0)
            g->level = strtod(g->value[g->n], NULL);
        g->n++;
        text += all + (text[all] == ';');
    }
}

static struct gcase case_of(const char *const *c)
{
    return (struct gcase){.dataset = c[1],
                          .design = c[2],
                          .domain = c[3],
                          .estimator = c[4],
                          .variable = c[5],
                          .category = c[6],
                          .method = c[7],
                          .level = 0.95};
}

/* Rows of one statistic each, or of all statistics of a case. */
static size_t read_cases(const struct survey_table *t, struct gcase *out)
{
    size_t n = 0;
    const char *last = "", *last_category = "";
    for (size_t r = 0; r < t->rows; r++) {
        const char *const *c = t->cell[r];
        if (t->columns == 9) {
            out[n] = case_of(c);
            read_values(t->arena, c[8], &out[n++]);
            continue;
        }
        if (strcmp(last, c[0]) != 0 || strcmp(last_category, c[6]) != 0)
            out[n++] = case_of(c);
        last = c[0];
        last_category = c[6];
        struct gcase *g = &out[n - 1];
        if (strcmp(c[8], "level") == 0)
            g->level = strtod(c[9], NULL);
        g->stat[g->n] = c[8];
        g->value[g->n++] = c[9];
    }
    return n;
}

/* ----------------------------------------------------------------- designs */

static const char *text_of(struct arena *arena, const char *a, const char *b)
{
    return str_join(arena, a, b, NULL);
}

/* Columns of another file (replicate weights) beside the rows. */
static void add_columns(struct batch *b, const char *path, const char *prefix,
                        struct survey_replicates *out)
{
    struct survey_table w = survey_load(b->arena, path);
    const char **names = arena_make(b->arena, const char *, MOST_REPLICATES);
    size_t n = 0;
    for (size_t c = 0; c < w.columns; c++) {
        if (strncmp(w.name[c], "rw", 2) != 0)
            continue;
        names[n] = text_of(b->arena, prefix, w.name[c]);
        b->table = survey_with(&b->table, names[n++], "");
        for (size_t r = 0; r < b->table.rows && r < w.rows; r++)
            b->table.cell[r][b->table.columns - 1] = w.cell[r][c];
    }
    out->columns = names;
    out->n_columns = n;
}

static const double *read_rscales(struct arena *arena, const char *path)
{
    struct survey_table t = survey_load(arena, path);
    double *out = arena_make(arena, double, t.rows + 1);
    for (size_t r = 0; r < t.rows; r++)
        out[r] = strtod(t.cell[r][1], NULL);
    return t.rows ? out : NULL;
}

static const char *const stype[] = {"E", "H", "M"};
static const char *const wide[] = {"No", "Yes"};
static const struct decimal stype_totals[] = {{4421, 0}, {755, 0}, {1018, 0}};
static const struct decimal wide_totals[] = {{1072, 0}, {5122, 0}};
static const struct survey_total api99_total[] = {{"api99", {3914069, 0}}};

static void calibrate(struct batch *b, const char *name)
{
    struct survey_margin *m = arena_make(b->arena, struct survey_margin, 2);
    m[0] = (struct survey_margin){variable_plain(b->arena, "stype"), stype,
                                  stype_totals, 3};
    m[1] = (struct survey_margin){variable_plain(b->arena, "sch.wide"), wide,
                                  wide_totals, 2};
    b->design.margins = m;
    b->design.n_margins = 1;
    b->design.calibration = CALIBRATION_POSTSTRATA;
    if (strstr(name, "rake")) {
        b->design.n_margins = 2;
        b->design.calibration = CALIBRATION_RAKING;
    } else if (strstr(name, "greg")) {
        b->design.calibration = CALIBRATION_GREG;
        b->design.totals = api99_total;
        b->design.n_totals = 1;
    }
}

static void replicate(struct batch *b, const char *name, const char *type,
                      const char *options, const char *folder)
{
    struct survey_replicates *r = &b->design.replicates;
    const char *scale = strstr(options, "scale=");
    bool scd = strstr(name, "scd") != NULL;
    r->method = strcmp(type, "JK1") == 0         ? REPLICATION_JK1
                : strcmp(type, "JKn") == 0       ? REPLICATION_JKN
                : strcmp(type, "BRR") == 0       ? REPLICATION_BRR
                : strcmp(type, "Fay") == 0       ? REPLICATION_FAY
                : strcmp(type, "bootstrap") == 0 ? REPLICATION_BOOTSTRAP
                                                 : REPLICATION_NONE;
    r->mse = strstr(options, "mse=TRUE") || strstr(name, "_mse");
    r->rho = 0.3;
    if (scale && strstr(options, "scale=1/") == NULL)
        r->scale = strtod(scale + 6, NULL);
    if (r->method == REPLICATION_NONE || strstr(name, "ps_jk1"))
        return;
    /* Where R's jackknife weights are not at hand, ours. */
    if (strstr(folder, "tests/") && r->method <= REPLICATION_JKN) {
        if (!b->design.psu[0])
            b->design.psu[0] = "cds";
        r->scale = 0;
        return;
    }
    const char *base = str_join(b->arena, folder, "/rep_", name, NULL);
    if (strncmp(name, "brr_scd", 7) == 0) {
        static const char *const own[] = {"rw1", "rw2", "rw3", "rw4"};
        r->columns = own;
        r->n_columns = 4;
    } else {
        add_columns(b, text_of(b->arena, base, ".csv"), "rep_", r);
        r->rscales =
            read_rscales(b->arena, text_of(b->arena, base, "_rscales.csv"));
    }
    r->factors = scd;
}

static const char *cell_or_null(const char *text)
{
    return *text ? text : NULL;
}

/* A row of designs.csv as a design; false: not known. */
static bool make_design(struct batch *b, const struct survey_table *designs,
                        const char *name, const char *folder)
{
    for (size_t r = 0; r < designs->rows; r++) {
        const char *const *c = designs->cell[r];
        if (strcmp(c[0], name) != 0)
            continue;
        struct survey_design *d = &b->design;
        d->strata[0] = cell_or_null(c[2]);
        d->psu[0] = cell_or_null(c[3]);
        d->ssu = cell_or_null(c[4]);
        d->weight = cell_or_null(c[5]);
        d->fpc = cell_or_null(c[6]);
        d->fpc2 = cell_or_null(c[7]);
        d->nest = strstr(c[9], "nest=TRUE") || strstr(name, "scd") != NULL;
        if (strcmp(name, "wave_stack") == 0)
            d->strata[0] = "st";
        if (strcmp(name, "shimin_stack") == 0) {
            d->strata[0] = "区";
            d->psu[0] = "調査区";
            d->nest = true;
            d->waves_independent = true;
        }
        if (strstr(name, "_stack"))
            d->wave = variable_plain(b->arena,
                                     strstr(name, "shimin") ? "年度" : "wave");
        replicate(b, name, c[8], c[9], folder);
        if (strncmp(name, "ps_", 3) == 0 || strncmp(name, "rake", 4) == 0 ||
            strncmp(name, "greg", 4) == 0)
            calibrate(b, name);
        return true;
    }
    return false;
}

/* -------------------------------------------------------------------- data */

static struct survey_table wave_table(struct arena *arena, const char *folder)
{
    struct survey_table a =
        survey_load(arena, text_of(arena, folder, "/apisrs.csv"));
    struct survey_table b =
        survey_load(arena, text_of(arena, folder, "/apistrat.csv"));
    if (!a.rows || !b.rows)
        return (struct survey_table){.rows = 0};
    a = survey_with(&a, "wave", "1");
    a = survey_with(&a, "st", "all");
    b = survey_with(&b, "wave", "2");
    b = survey_with(&b, "st", "");
    size_t from = survey_column(&b, "stype");
    for (size_t r = 0; r < b.rows; r++)
        b.cell[r][b.columns - 1] = b.cell[r][from];
    return survey_stack(&a, &b);
}

/* 問2_k_all: a blank is 0. */
static void add_bases(struct survey_table *t)
{
    static const char *const names[] = {"問2_1_all", "問2_2_all", "問2_3_all",
                                        "問2_4_all", "問2_5_all", "問2_6_all",
                                        "問2_7_all", "問2_8_all"};
    static const char *const from[] = {"問2_1", "問2_2", "問2_3", "問2_4",
                                       "問2_5", "問2_6", "問2_7", "問2_8"};
    for (size_t i = 0; i < 8; i++) {
        size_t c = survey_column(t, from[i]);
        *t = survey_with(t, names[i], "0");
        for (size_t r = 0; r < t->rows; r++)
            if (*t->cell[r][c])
                t->cell[r][t->columns - 1] = t->cell[r][c];
    }
}

static struct survey_table data_of(struct arena *arena, const char *dataset,
                                   const char *design, const char *folder)
{
    if (strcmp(design, "wave_stack") == 0)
        return wave_table(arena, folder);
    struct survey_table t =
        survey_load(arena, str_join(arena, folder, "/", dataset, ".csv", NULL));
    if (t.rows && strcmp(dataset, "shimin") == 0) {
        add_bases(&t);
        if (strstr(design, "2019"))
            t = survey_rows_of(&t, "年度", "2019");
        else if (strstr(design, "2022"))
            t = survey_rows_of(&t, "年度", "2022");
    }
    return t;
}

/* ---------------------------------------------------------------- requests */

static const struct variable *computed(struct batch *b, const char *text)
{
    const struct define_scope scope = {.variables = NULL};
    const struct variable *v = NULL;
    struct finding f = define_read(b->arena, text, &scope, &v);
    if (f.id != MSG_NONE)
        ok(false, text);
    return v;
}

static const struct variable *variable_of(struct batch *b, const char *name)
{
    if (strcmp(name, "pos") == 0)
        return computed(b, "pos=問1<=2");
    if (strcmp(name, "sw") == 0)
        return computed(b, "sw=sch.wide=Yes");
    return variable_plain(b->arena, name);
}

static struct survey_measure measure(struct batch *b, const char *name)
{
    if (strcmp(name, "pos") == 0 || strcmp(name, "sw") == 0)
        return (struct survey_measure){.variable = variable_of(b, name)};
    return (struct survey_measure){.column = name};
}

/* The text before or after a mark. */
static const char *part_of(struct arena *arena, const char *text, char mark,
                           bool second)
{
    const char *at = strchr(text, mark);
    struct str s = {text, (size_t)(at - text)};
    return second ? at + 1 : str_z(arena, s);
}

/* sch.wide=='Yes', `問2_8`==1, pos==1, api00>955 */
static void proportion(struct batch *b, const char *text,
                       struct survey_request *q)
{
    struct arena *arena = b->arena;
    const char *equal = strstr(text, "==");
    q->estimator = SURVEY_PROPORTION;
    if (!equal) {
        q->variable = computed(b, text_of(arena, "d=", text));
        q->category = "1";
        return;
    }
    struct str name = {text, (size_t)(equal - text)};
    if (*name.at == '`')
        name = (struct str){name.at + 1, name.len - 2};
    q->variable = variable_of(b, str_z(arena, name));
    struct str value = str_of(equal + 2);
    if (*value.at == '\'')
        value = (struct str){value.at + 1, value.len - 2};
    q->category = str_z(arena, value);
}

static bool has(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

static enum survey_ci interval_of(const char *method)
{
    return has(method, "beta")     ? SURVEY_CI_BETA_UNCAPPED
           : has(method, "xlogit") ? SURVEY_CI_XLOGIT
           : has(method, "logit")  ? SURVEY_CI_LOGIT
           : has(method, "asin")   ? SURVEY_CI_ASIN
                                   : SURVEY_CI_MEAN;
}

static void quantile(struct batch *b, const struct gcase *c,
                     struct survey_request *q)
{
    struct decimal *p = arena_make(b->arena, struct decimal, 1);
    survey_decimal(c->category, p);
    q->estimator = SURVEY_QUANTILE;
    q->y.column = c->variable;
    q->p = p;
    q->n_p = 1;
    q->ci = interval_of(c->method);
    q->rule = has(c->method, "school")      ? QRULE_SCHOOL
              : has(c->method, "shahvaish") ? QRULE_SHAHVAISH
              : has(c->method, "hf7")       ? QRULE_HF7
                                            : QRULE_MATH;
}

static void items(struct batch *b, struct survey_request *q)
{
    static const char *const names[] = {"問2_1", "問2_2", "問2_3", "問2_4",
                                        "問2_5", "問2_6", "問2_7", "問2_8"};
    const struct variable **v =
        arena_make(b->arena, const struct variable *, 8);
    for (size_t i = 0; i < 8; i++)
        v[i] = variable_plain(b->arena, names[i]);
    q->estimator = SURVEY_MULTI;
    q->items = v;
    q->n_items = 8;
    q->base = BASE_ANSWERED;
}

static bool request_of(struct batch *b, const struct gcase *c,
                       struct survey_request *q)
{
    struct arena *arena = b->arena;
    const char *e = c->estimator;
    *q = (struct survey_request){.ci = interval_of(c->method)};
    if (strcmp(c->domain, "all") != 0) {
        struct survey_filter *f = arena_make(arena, struct survey_filter, 1);
        f->variable =
            variable_plain(arena, part_of(arena, c->domain, '=', false));
        f->category = part_of(arena, c->domain, '=', true);
        q->where = f;
        q->n_where = 1;
    }
    if (strcmp(e, "mean") == 0 || strcmp(e, "wave_diff") == 0) {
        q->estimator = SURVEY_MEAN;
        q->y = measure(b, c->variable);
        q->waves = strcmp(e, "wave_diff") == 0;
    } else if (strcmp(e, "total") == 0) {
        q->estimator = SURVEY_TOTAL;
        q->y = measure(b, c->variable);
    } else if (strcmp(e, "prop") == 0 || strcmp(e, "count_total") == 0) {
        q->estimator = *e == 'p' ? SURVEY_SHARE : SURVEY_COUNT;
        q->variable = variable_of(b, c->variable);
        q->ci = SURVEY_CI_MEAN;
    } else if (strcmp(e, "ratio") == 0) {
        q->estimator = SURVEY_RATIO;
        q->y.column = part_of(arena, c->variable, '/', false);
        q->x.column = part_of(arena, c->variable, '/', true);
    } else if (strcmp(e, "ciprop") == 0) {
        proportion(b, c->variable, q);
    } else if (strcmp(e, "quantile") == 0) {
        quantile(b, c, q);
    } else if (strcmp(e, "chisq") == 0) {
        q->estimator = SURVEY_CROSSTAB;
        q->variable = variable_of(b, part_of(arena, c->variable, '*', false));
        q->column = variable_of(b, part_of(arena, c->variable, '*', true));
        q->test = has(c->method, "adjWald") ? TEST_ADJWALD
                  : has(c->method, "Wald")  ? TEST_WALD
                  : has(c->method, "Chisq") ? TEST_CHISQ
                                            : TEST_F;
    } else if (strcmp(e, "ttest") == 0) {
        q->estimator = SURVEY_COMPARE;
        q->y.column = part_of(arena, c->variable, '~', false);
        q->variable = variable_of(b, part_of(arena, c->variable, '~', true));
    } else if (strcmp(e, "weights") == 0) {
        q->estimator = SURVEY_TOTAL;
    } else if (strcmp(e, "ma_base") == 0) {
        items(b, q);
    } else {
        return false;
    }
    return true;
}

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

/* ---------------------------------------------------------- exact quantiles */

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
    exact_quantiles(folder);
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
