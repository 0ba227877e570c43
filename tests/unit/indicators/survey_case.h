/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * survey_case.h - the reference values of golden/survey as our own questions:
 * cases and designs as their files tell them, data, and requests.
 *
 * What may be shipped stands in tests/golden/survey; the rest (scd, fpc) is
 * read from ../shared when it is there.
 */
#ifndef SHIHYO_TESTS_SURVEY_CASE_H
#define SHIHYO_TESTS_SURVEY_CASE_H

#include "data/define.h"
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

static inline const char *stat_of(const struct gcase *c, const char *stat)
{
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->stat[i], stat) == 0)
            return c->value[i];
    return NULL;
}

/* estimate 0.54;se 0.02: one row for each case. */
static inline void read_values(struct arena *arena, const char *text,
                               struct gcase *g)
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

static inline struct gcase case_of(const char *const *c)
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
static inline size_t read_cases(const struct survey_table *t, struct gcase *out)
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

static inline const char *text_of(struct arena *arena, const char *a,
                                  const char *b)
{
    return str_join(arena, a, b, NULL);
}

/* Columns of another file (replicate weights) beside the rows. */
static inline void add_columns(struct batch *b, const char *path,
                               const char *prefix,
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

static inline const double *read_rscales(struct arena *arena, const char *path)
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

static inline void calibrate(struct batch *b, const char *name)
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

static inline void replicate(struct batch *b, const char *name,
                             const char *type, const char *options,
                             const char *folder)
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

static inline const char *cell_or_null(const char *text)
{
    return *text ? text : NULL;
}

/* A row of designs.csv as a design; false: not known. */
static inline bool make_design(struct batch *b,
                               const struct survey_table *designs,
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

static inline struct survey_table wave_table(struct arena *arena,
                                             const char *folder)
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
static inline void add_bases(struct survey_table *t)
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

static inline struct survey_table data_of(struct arena *arena,
                                          const char *dataset,
                                          const char *design,
                                          const char *folder)
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

static inline const struct variable *computed(struct batch *b, const char *text)
{
    const struct define_scope scope = {.variables = NULL};
    const struct variable *v = NULL;
    struct finding f = define_read(b->arena, text, &scope, &v);
    if (f.id != MSG_NONE)
        ok(false, text);
    return v;
}

static inline const struct variable *variable_of(struct batch *b,
                                                 const char *name)
{
    if (strcmp(name, "pos") == 0)
        return computed(b, "pos=問1<=2");
    if (strcmp(name, "sw") == 0)
        return computed(b, "sw=sch.wide=Yes");
    return variable_plain(b->arena, name);
}

static inline struct survey_measure measure(struct batch *b, const char *name)
{
    if (strcmp(name, "pos") == 0 || strcmp(name, "sw") == 0)
        return (struct survey_measure){.variable = variable_of(b, name)};
    return (struct survey_measure){.column = name};
}

/* The text before or after a mark. */
static inline const char *part_of(struct arena *arena, const char *text,
                                  char mark, bool second)
{
    const char *at = strchr(text, mark);
    struct str s = {text, (size_t)(at - text)};
    return second ? at + 1 : str_z(arena, s);
}

/* sch.wide=='Yes', `問2_8`==1, pos==1, api00>955 */
static inline void proportion(struct batch *b, const char *text,
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

static inline bool has(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

static inline enum survey_ci interval_of(const char *method)
{
    return has(method, "beta")     ? SURVEY_CI_BETA_UNCAPPED
           : has(method, "xlogit") ? SURVEY_CI_XLOGIT
           : has(method, "logit")  ? SURVEY_CI_LOGIT
           : has(method, "asin")   ? SURVEY_CI_ASIN
                                   : SURVEY_CI_MEAN;
}

static inline void quantile(struct batch *b, const struct gcase *c,
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

static inline void items(struct batch *b, struct survey_request *q)
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

static inline bool request_of(struct batch *b, const struct gcase *c,
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

#endif
