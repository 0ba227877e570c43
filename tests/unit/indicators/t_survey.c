/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Surveys without reference values: what must hold whatever the data.
 * Invented tables are made here by a fixed rule.
 */
#include "data/define.h"
#include "indicators/survey.h"
#include "tests/survey_load.h"

struct made {
    struct arena *arena;
    struct survey_table table;
    struct survey_design design;
};

/* A table of n rows and the named columns, blank. */
static struct survey_table blank(struct arena *arena, size_t rows,
                                 const char *const *names, size_t n)
{
    struct survey_table t = {.arena = arena, .columns = n, .rows = rows};
    t.name = arena_make(arena, const char *, n);
    t.cell = arena_make(arena, const char **, rows);
    for (size_t c = 0; c < n; c++)
        t.name[c] = names[c];
    for (size_t r = 0; r < rows; r++) {
        t.cell[r] = arena_make(arena, const char *, n);
        for (size_t c = 0; c < n; c++)
            t.cell[r][c] = "";
    }
    return t;
}

static const char *number(struct arena *arena, size_t x)
{
    return str_count(arena, x);
}

static unsigned next(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

enum { STRATUM, UNIT, SIZE, WEIGHT, Q, Y, AREA, M1, M2, ONE, COLUMNS };

/* Strata of n_h units of 3 to 7 persons, one answer in ten blank. */
static struct survey_table people(struct arena *arena, size_t strata,
                                  size_t units)
{
    static const char *const names[] = {"h", "u", "N",  "w",  "q",
                                        "y", "a", "m1", "m2", "one"};
    struct survey_table t = blank(arena, strata * units * 7, names, COLUMNS);
    unsigned state = 7;
    t.rows = 0;
    for (size_t h = 0; h < strata; h++)
        for (size_t u = 0; u < units; u++)
            for (size_t i = 0, n = 3 + next(&state) % 5; i < n; i++) {
                const char **c = t.cell[t.rows++];
                bool missing = next(&state) % 10 == 0;
                c[STRATUM] = number(arena, h);
                c[UNIT] = number(arena, h * units + u);
                c[SIZE] = number(arena, units * 4 + h);
                c[WEIGHT] =
                    str_join(arena, number(arena, 1 + next(&state) % 30), ".",
                             number(arena, 100 + h), NULL);
                if (!missing) {
                    c[Q] = number(arena, 1 + next(&state) % 4);
                    c[Y] = number(arena, 1000 + next(&state) % 50);
                    c[M1] = number(arena, next(&state) % 2);
                    c[M2] = number(arena, next(&state) % 3 == 0);
                }
                c[AREA] = next(&state) % 3 ? "north" : "south";
                c[ONE] = "1";
            }
    return t;
}

static struct made begin(size_t strata, size_t units)
{
    struct made m = {.arena = arena_open()};
    m.table = people(m.arena, strata, units);
    m.design = (struct survey_design){
        .weight = "w", .strata = {"h"}, .psu = {"u"}, .fpc = "N"};
    return m;
}

static struct survey_answers ask(const struct made *m,
                                 const struct survey_request *q, size_t n)
{
    const struct sums_spec *spec = survey_need(m->arena, &m->design, q, n);
    const struct sums *sums = survey_sums(m->arena, &m->table, spec);
    return survey_estimate(m->arena, &m->design, q, n, sums);
}

static const struct variable *plain(const struct made *m, const char *name)
{
    return variable_plain(m->arena, name);
}

static bool found(const struct survey_answers *a, enum survey_trouble trouble,
                  const char *name)
{
    for (size_t i = 0; i < a->n_findings; i++)
        if (a->findings[i].trouble == trouble &&
            (!name ||
             (a->findings[i].name && strcmp(a->findings[i].name, name) == 0)))
            return true;
    return false;
}

static bool same_value(struct survey_value a, struct survey_value b)
{
    return a.known == b.known && !(a.x < b.x) && !(a.x > b.x);
}

static bool same_rows(const struct survey_answers *a,
                      const struct survey_answers *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++) {
        const struct survey_row *x = &a->rows[i], *y = &b->rows[i];
        if (!same_value(x->estimate, y->estimate) ||
            !same_value(x->se, y->se) || !same_value(x->lower, y->lower) ||
            !same_value(x->deff, y->deff) || !same_value(x->p, y->p) ||
            x->n != y->n || x->count != y->count)
            return false;
    }
    return true;
}

/* One request of every kind. */
enum { KINDS = 10 };

static void every_kind(const struct made *m, struct survey_request *q)
{
    static const struct decimal p[] = {{25, 2}, {5, 1}};
    const struct variable **v =
        arena_make(m->arena, const struct variable *, 4);
    v[0] = plain(m, "m1");
    v[1] = plain(m, "m2");
    v[2] = plain(m, "a");
    q[0] = (struct survey_request){.estimator = SURVEY_TOTAL,
                                   .y = {.column = "y"}};
    q[1] =
        (struct survey_request){.estimator = SURVEY_MEAN, .y = {.column = "y"}};
    q[2] = (struct survey_request){.estimator = SURVEY_SHARE,
                                   .variable = plain(m, "q")};
    q[3] = (struct survey_request){.estimator = SURVEY_COUNT,
                                   .variable = plain(m, "q")};
    q[4] = (struct survey_request){.estimator = SURVEY_PROPORTION,
                                   .variable = plain(m, "q"),
                                   .category = "2"};
    q[5] = (struct survey_request){.estimator = SURVEY_RATIO,
                                   .y = {.column = "y"},
                                   .x = {.variable = plain(m, "q")}};
    q[6] = (struct survey_request){
        .estimator = SURVEY_QUANTILE, .y = {.column = "y"}, .p = p, .n_p = 2};
    q[7] = (struct survey_request){.estimator = SURVEY_CROSSTAB,
                                   .variable = plain(m, "q"),
                                   .column = plain(m, "a")};
    q[8] = (struct survey_request){.estimator = SURVEY_MULTI,
                                   .items = v,
                                   .n_items = 2,
                                   .base = BASE_ANSWERED};
    q[9] = (struct survey_request){.estimator = SURVEY_COMPARE,
                                   .y = {.column = "y"},
                                   .variable = plain(m, "a")};
    for (size_t i = 0; i < 7; i++) {
        q[i].by = v + 2;
        q[i].n_by = 1;
    }
}

/* ------------------------------------------- order of rows, parts, bits */

static void bits(void)
{
    struct made m = begin(4, 5);
    struct survey_request q[KINDS];
    every_kind(&m, q);
    struct survey_answers a = ask(&m, q, KINDS);
    ok(a.n > 60 && a.n_findings == 0, "every estimator answers");
    for (size_t i = 0; i < a.n; i++)
        if (a.rows[i].reason != GAP_NONE || a.rows[i].se_reason != GAP_NONE)
            ok(false, survey_what_text(a.rows[i].what));

    struct survey_table t = m.table;
    m.table.cell = arena_make(m.arena, const char **, t.rows);
    for (size_t r = 0; r < t.rows; r++) /* 101 is prime and above the rows' n */
        m.table.cell[r] = t.cell[(r * 101 + 37) % t.rows];
    struct survey_answers b = ask(&m, q, KINDS);
    ok(same_rows(&a, &b), "the order of rows changes no bit");

    m.table = t;
    const struct sums_spec *spec = survey_need(m.arena, &m.design, q, KINDS);
    const struct sums *parts[3] = {
        survey_sums_of(m.arena, &t, spec, 0, 11),
        survey_sums_of(m.arena, &t, spec, 11, 60),
        survey_sums_of(m.arena, &t, spec, 60, t.rows)};
    struct sums_merge_result merged = sums_merge(m.arena, parts, 3);
    b = survey_estimate(m.arena, &m.design, q, KINDS, merged.sums);
    ok(same_rows(&a, &b), "parts of a unit in three files change no bit");

    struct survey_request other = {.estimator = SURVEY_TOTAL};
    b = survey_estimate(m.arena, &m.design, &other, 1, merged.sums);
    ok(found(&b, TROUBLE_OTHER_SUMS, NULL) && b.n == 0, "sums of another plan");
    arena_close(m.arena);
}

/* ------------------------------------------------ simple random samples */

static void simple(void)
{
    struct made m = begin(1, 40);
    m.design = (struct survey_design){.weight = "one"};
    struct survey_request q[2] = {
        {.estimator = SURVEY_PROPORTION,
         .variable = plain(&m, "q"),
         .category = "1"},
        {.estimator = SURVEY_MEAN, .y = {.column = "y"}}};
    struct survey_answers a = ask(&m, q, 2);
    double n = (double)a.rows[0].n, p = a.rows[0].estimate.x, s = 0, ss = 0;
    /* A missing answer stays in the sample: the domain is random. */
    double all = n + (double)a.rows[0].missing;
    is_near(a.rows[0].se.x, sqrt(all / (all - 1) * p * (1 - p) / n), 1e-13,
            "share: sqrt(p(1-p)/(n-1)), n of the sample");
    for (size_t r = 0; r < m.table.rows; r++) {
        double y = strtod(m.table.cell[r][Y], NULL);
        s += *m.table.cell[r][Y] ? y : 0;
    }
    for (size_t r = 0; r < m.table.rows; r++) {
        double y = strtod(m.table.cell[r][Y], NULL) - s / n;
        ss += *m.table.cell[r][Y] ? y * y : 0;
    }
    is_near(a.rows[1].estimate.x, s / n, 1e-15, "mean");
    is_near(a.rows[1].se.x, sqrt(all / (all - 1) * ss) / n, 1e-12, "its error");
    is_near(a.rows[1].df.x, all - 1, 0, "n - 1 degrees of freedom");
    ok(a.rows[0].exact.known &&
           a.rows[0].exact.num == (int128)a.rows[0].count &&
           a.rows[0].exact.den == (int128)a.rows[0].n,
       "a share is the quotient of its counts");

    m.design.weight = NULL;
    struct survey_answers b = ask(&m, q, 2);
    ok(found(&b, TROUBLE_NO_WEIGHTS, NULL) &&
           survey_is_note(TROUBLE_NO_WEIGHTS) && same_rows(&a, &b),
       "no weights are weights of 1, and a note");
    m.table = survey_with(&m.table, "P", "900");
    m.design.fpc = "P";
    b = ask(&m, q, 2);
    is_near(b.rows[0].se.x, a.rows[0].se.x * sqrt(1 - all / 900), 1e-12,
            "population of 900");
    is_near(b.summary.sum_w.x, 900, 1e-13, "weights are N/n then");
    arena_close(m.arena);
}

static void scaled(void)
{
    struct made m = begin(3, 4);
    struct survey_request q[KINDS];
    every_kind(&m, q);
    struct survey_answers a = ask(&m, q, KINDS);
    m.table = survey_with(&m.table, "w8", "");
    for (size_t r = 0; r < m.table.rows; r++) {
        struct decimal d;
        survey_decimal(m.table.cell[r][WEIGHT], &d);
        d.units *= 8;
        m.table.cell[r][COLUMNS] = decimal_text(m.arena, d);
    }
    m.design.weight = "w8";
    struct survey_answers b = ask(&m, q, KINDS);
    bool good = a.n == b.n;
    for (size_t i = 0; i < a.n && good; i++) {
        const struct survey_row *x = &a.rows[i], *y = &b.rows[i];
        bool total =
            x->what == ROW_TOTAL || x->what == ROW_COUNT || x->what == ROW_BASE;
        double by = total ? 8 : 1;
        good = fabs(x->estimate.x * by - y->estimate.x) <=
                   1e-13 * fabs(y->estimate.x) &&
               fabs(x->se.x * by - y->se.x) <= 1e-11 * fabs(y->se.x);
        if (!good)
            printf("# %s %g %g %g %g\n", survey_what_text(x->what),
                   x->estimate.x, y->estimate.x, x->se.x, y->se.x);
    }
    ok(good, "weights times 8: shares and errors stay, totals are 8 times");
    arena_close(m.arena);
}

/* ------------------------------------------------------------- domains */

/* by and where say the same of a domain, and domains of the whole design. */
static void domains(void)
{
    struct made m = begin(3, 6);
    const struct variable *by[] = {plain(&m, "a")};
    struct survey_filter north = {by[0], "north"};
    struct survey_request q[2] = {{.estimator = SURVEY_SHARE,
                                   .variable = plain(&m, "q"),
                                   .by = by,
                                   .n_by = 1},
                                  {.estimator = SURVEY_SHARE,
                                   .variable = plain(&m, "q"),
                                   .where = &north,
                                   .n_where = 1}};
    struct survey_answers a = ask(&m, q, 2);
    size_t n = a.n / 4;
    bool good = a.n == 16 && n == 4;
    for (size_t i = 0; i < n && good; i++)
        good = strcmp(a.rows[n + i].by[0], "north") == 0 &&
               same_value(a.rows[n + i].se, a.rows[3 * n + i].se) &&
               same_value(a.rows[n + i].df, a.rows[3 * n + i].df) &&
               a.rows[3 * n + i].by == NULL;
    ok(good, "a domain by its name and by a filter");
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a.rows[i].estimate.x;
    is_near(sum, 1, 1e-14, "shares add to 1");

    /* Blank all answers of one unit: it still counts. */
    for (size_t r = 0; r < m.table.rows; r++)
        if (strcmp(m.table.cell[r][UNIT], "4") == 0)
            m.table.cell[r][Q] = "";
    struct survey_answers b = ask(&m, q, 1);
    is_near(b.rows[0].df.x, 15, 0, "a unit emptied by missing answers counts");
    struct survey_request none = {.estimator = SURVEY_SHARE,
                                  .variable = plain(&m, "q"),
                                  .where = &(struct survey_filter){by[0], "x"},
                                  .n_where = 1};
    b = ask(&m, &none, 1);
    ok(b.n == 4 && b.rows[0].reason == GAP_EMPTY && !b.rows[0].estimate.known,
       "a domain without rows is empty, not 0");
    arena_close(m.arena);
}

/* ----------------------------------------------------------- defined edges */

static void edges(void)
{
    struct made m = begin(2, 8);
    struct survey_request q[3] = {
        {.estimator = SURVEY_PROPORTION,
         .variable = plain(&m, "one"),
         .category = "1"},
        {.estimator = SURVEY_PROPORTION,
         .variable = plain(&m, "one"),
         .category = "9"},
        {.estimator = SURVEY_MEAN, .y = {.column = "one"}}};
    struct survey_answers a = ask(&m, q, 3);
    const struct survey_row *all = &a.rows[0], *no = &a.rows[1];
    ok(all->estimate.x >= 1 && all->upper.x >= 1 && all->lower.x < 1 &&
           all->lower.x > 0.9 && all->method == METHOD_BETA_EDGE,
       "p = 1 has an exact lower limit");
    ok(no->estimate.x <= 0 && no->lower.x <= 0 && no->upper.x > 0 &&
           no->upper.x < 0.1 && no->method == METHOD_BETA_EDGE,
       "p = 0 has an exact upper limit");
    ok(a.rows[2].se.known && a.rows[2].se.x <= 0 && !a.rows[2].deff.known,
       "no spread: se 0, no design effect");

    m.table.rows = 12; /* one unit or two in one stratum */
    m.design.lonely = LONELY_REMOVE;
    q[0].variable = plain(&m, "q");
    while (strcmp(m.table.cell[m.table.rows - 1][UNIT], "1") > 0)
        m.table.rows--;
    a = ask(&m, q, 1);
    is_near(a.rows[0].df.x, 1, 0, "two units");
    ok(a.rows[0].se.known && a.rows[0].se_reason == GAP_NO_DF &&
           !a.rows[0].lower.known,
       "df 1: no interval of a proportion, and why");
    arena_close(m.arena);
}

/* ------------------------------------------------------ multiple response */

/* Numbers that leave 128 bits when they are weighted: no exact quotient, and
 * the same estimates to 12 digits. */
static void large(void)
{
    struct made m = begin(3, 4);
    struct survey_request q = {.estimator = SURVEY_MEAN,
                               .y = {.variable = plain(&m, "q")}};
    struct survey_answers a = ask(&m, &q, 1);
    for (size_t r = 0; r < m.table.rows; r++) {
        const char **c = m.table.cell[r];
        c[WEIGHT] = str_join(m.arena, c[WEIGHT], "00000000000000", NULL);
        if (*c[Q])
            c[Q] = str_join(m.arena, c[Q], "00000000000000", NULL);
    }
    struct survey_answers b = ask(&m, &q, 1);
    ok(a.rows[0].exact.known && !b.rows[0].exact.known, "no exact quotient");
    is_near(b.rows[0].estimate.x, a.rows[0].estimate.x * 1e14, 1e-12, "mean");
    is_near(b.rows[0].se.x, a.rows[0].se.x * 1e14, 1e-12, "its error");
    is_near(b.rows[0].deff.x, a.rows[0].deff.x, 1e-11, "its design effect");
    m.design.psu[0] = NULL;
    m.design.fpc = NULL;
    b = ask(&m, &q, 1);
    is_near(b.rows[0].estimate.x, a.rows[0].estimate.x * 1e14, 1e-12,
            "rows as units");
    arena_close(m.arena);
}

static void multiple(void)
{
    struct made m = begin(2, 6);
    const struct variable *items[] = {plain(&m, "m1"), plain(&m, "m2")};
    struct survey_request q[3];
    for (size_t b = 0; b < 3; b++)
        q[b] = (struct survey_request){.estimator = SURVEY_MULTI,
                                       .items = items,
                                       .n_items = 2,
                                       .base = (enum survey_base)b};
    uint64_t answered = 0, marked = 0, marks = 0;
    for (size_t r = 0; r < m.table.rows; r++) {
        const char *const *c = m.table.cell[r];
        answered += *c[M1] != 0;
        marked += *c[M1] == '1' || *c[M2] == '1';
        marks += (uint64_t)(*c[M1] == '1') + (uint64_t)(*c[M2] == '1');
    }
    struct survey_answers a = ask(&m, q, 3);
    ok(a.n == 12, "two items, the base and the mentions");
    is_int((long long)a.rows[2].n, (long long)m.table.rows, "all rows");
    is_int((long long)a.rows[6].n, (long long)answered, "who answered");
    is_int((long long)a.rows[10].n, (long long)marked, "who marked");
    is_int((long long)a.rows[3].count, (long long)marks, "mentions");
    is_near(a.rows[0].estimate.x + a.rows[1].estimate.x, a.rows[3].estimate.x,
            1e-14, "M.T. is the sum of M.A.");
    ok(a.rows[4].estimate.x > a.rows[0].estimate.x &&
           a.rows[8].estimate.x > a.rows[4].estimate.x,
       "a smaller base, a larger share");
    /* The base of all rows is a mean over all rows of 0 and 1. */
    struct survey_request mean = {.estimator = SURVEY_MEAN,
                                  .y = {.column = "z"}};
    m.table = survey_with(&m.table, "z", "0");
    for (size_t r = 0; r < m.table.rows; r++)
        if (*m.table.cell[r][M1] == '1')
            m.table.cell[r][COLUMNS] = "1";
    struct survey_answers b = ask(&m, &mean, 1);
    is_near(a.rows[0].se.x, b.rows[0].se.x, 1e-13, "its error is that mean's");
    arena_close(m.arena);
}

/* ------------------------------------------------------------- cross tables */

static void crosstabs(void)
{
    struct made m = begin(3, 6);
    struct survey_request q = {.estimator = SURVEY_CROSSTAB,
                               .variable = plain(&m, "q"),
                               .column = plain(&m, "a")};
    struct survey_answers a = ask(&m, &q, 1);
    double all = 0, row = 0, column = 0;
    uint64_t count = 0;
    for (size_t i = 0; i < 8; i++) {
        all += a.rows[i].estimate.x;
        count += a.rows[i].count;
        row += i < 2 ? a.rows[8 + i].estimate.x : 0;
        column += i % 2 ? 0 : a.rows[16 + i].estimate.x;
    }
    ok(a.n == 25, "eight cells three times, and the test");
    is_near(all, 1, 1e-14, "cells add to 1");
    is_near(row, 1, 1e-14, "a row adds to 1");
    is_near(column, 1, 1e-14, "a column adds to 1");
    is_int((long long)count, (long long)a.rows[0].n, "so do the rows");
    ok(a.rows[24].what == ROW_CHISQ && a.rows[24].p.known &&
           a.rows[24].ddf.known,
       "Rao-Scott");
    /* A variable of two columns is the cell; a domain of two as well. */
    const struct define_scope scope = {.variables = NULL};
    const struct variable *both = NULL;
    define_read(m.arena, "b=q=1 and a=north", &scope, &both);
    struct survey_request pair[2] = {
        {.estimator = SURVEY_PROPORTION, .variable = both, .category = "1"},
        {.estimator = SURVEY_TOTAL, .by = &both, .n_by = 1}};
    struct survey_answers b = ask(&m, pair, 2);
    is_int((long long)b.rows[0].count, (long long)a.rows[0].count,
           "a cell by definition; its base has those whose a decides as well");
    ok(b.rows[0].n > a.rows[0].n, "so it is larger");
    ok(b.n == 4 && strcmp(b.rows[3].by[0], "1") == 0 &&
           b.rows[3].count == a.rows[0].count,
       "a domain by definition");
    /* A category that the domain lacks does not spoil the test. */
    struct survey_filter f = {plain(&m, "q"), "1"};
    q.where = &f;
    q.n_where = 1;
    a = ask(&m, &q, 1);
    ok(a.rows[24].reason == GAP_ONE_CATEGORY, "one row left: no test");
    arena_close(m.arena);
}

/* -------------------------------------------------------------- replicates */

/* Two units a stratum, three strata: all products of signs of a Hadamard
 * matrix of order 4 without its row of ones. */
static void balanced(void)
{
    static const int hadamard[4][3] = {
        {1, 1, 1}, {-1, 1, -1}, {1, -1, -1}, {-1, -1, 1}};
    static const char *const names[] = {"r1", "r2", "r3", "r4"};
    struct made m = begin(3, 2);
    m.design.fpc = NULL;
    struct survey_request q = {.estimator = SURVEY_TOTAL, .y = {.column = "y"}};
    struct survey_answers linear = ask(&m, &q, 1);
    for (size_t k = 0; k < 4; k++) {
        m.table = survey_with(&m.table, names[k], "");
        for (size_t r = 0; r < m.table.rows; r++) {
            const char **c = m.table.cell[r];
            int h = atoi(c[STRATUM]), second = atoi(c[UNIT]) % 2;
            bool in = (hadamard[k][h] > 0) == (second == 0);
            c[COLUMNS + k] = in ? "2" : "0";
        }
    }
    m.design.replicates = (struct survey_replicates){.method = REPLICATION_BRR,
                                                     .columns = names,
                                                     .n_columns = 4,
                                                     .factors = true};
    struct survey_answers brr = ask(&m, &q, 1);
    is_near(brr.rows[0].se.x, linear.rows[0].se.x, 1e-12,
            "balanced half samples of a total: the linear error");
    is_near(brr.rows[0].df.x, 3, 0, "replicates less 1, units less strata");
    m.design.replicates = (struct survey_replicates){.method = REPLICATION_JKN};
    struct survey_answers jkn = ask(&m, &q, 1);
    is_near(jkn.rows[0].se.x, linear.rows[0].se.x, 1e-11, "so the jackknife");
    m.design.replicates.method = REPLICATION_BRR;
    jkn = ask(&m, &q, 1);
    ok(found(&jkn, TROUBLE_REPLICATES, NULL) &&
           jkn.rows[0].se_reason == GAP_REPLICATES &&
           jkn.rows[0].estimate.known,
       "half samples are not made here");
    m.design.replicates.method = REPLICATION_JK1;
    jkn = ask(&m, &q, 1);
    ok(found(&jkn, TROUBLE_JK1_STRATA, NULL), "jk1 and strata");
    arena_close(m.arena);
}

/* ------------------------------------------------------------- calibration */

static void calibrated(void)
{
    static const char *const areas[] = {"north", "south"};
    static const char *const q4[] = {"1", "2", "3", "4"};
    static const struct decimal area_totals[] = {{700, 0}, {300, 0}};
    static const struct decimal q_totals[] = {
        {250, 0}, {200, 0}, {300, 0}, {250, 0}};
    static const struct survey_total total[] = {{"y", {1020000, 0}}};
    struct made m = begin(3, 6);
    for (size_t r = 0; r < m.table.rows; r++) {
        const char **c = m.table.cell[r];
        c[Q] = *c[Q] ? c[Q] : "3";
        c[Y] = *c[Y] ? c[Y] : "1010";
    }
    struct survey_margin margins[] = {{plain(&m, "a"), areas, area_totals, 2},
                                      {plain(&m, "q"), q4, q_totals, 4}};
    struct survey_request q[3] = {
        {.estimator = SURVEY_COUNT, .variable = plain(&m, "a")},
        {.estimator = SURVEY_COUNT, .variable = plain(&m, "q")},
        {.estimator = SURVEY_TOTAL, .y = {.column = "y"}}};
    m.design.margins = margins;
    m.design.n_margins = 2;
    m.design.calibration = CALIBRATION_RAKING;
    struct survey_answers a = ask(&m, q, 3);
    is_near(a.rows[0].estimate.x, 700, 1e-10, "raked to the first margin");
    is_near(a.rows[3].estimate.x, 200, 1e-10, "and to the second");
    ok(a.rows[3].se.x < 1e-6 && a.rows[6].se.x > 1, "known totals: no error");
    ok(a.summary.least.known && a.summary.least.x > 0 &&
           a.summary.greatest.x > a.summary.least.x,
       "the factors are told");
    m.design.calibration = CALIBRATION_GREG;
    m.design.totals = total;
    m.design.n_totals = 1;
    a = ask(&m, q, 3);
    is_near(a.rows[0].estimate.x, 700, 1e-9, "GREG: categories");
    is_near(a.rows[6].estimate.x, 1020000, 1e-9, "GREG: a number");
    ok(a.rows[6].se.x < 1e-3 * a.rows[6].estimate.x * 1e-3,
       "GREG: no error of what is known");
    m.design.psu[0] = NULL;
    a = ask(&m, q, 3);
    ok(a.rows[6].estimate.known && a.rows[6].se_reason == GAP_NEEDS_PSU,
       "GREG of numbers needs units");

    m.design = (struct survey_design){
        .weight = "w", .strata = {"h"}, .psu = {"u"}, .fpc = "N"};
    m.design.calibration = CALIBRATION_POSTSTRATA;
    m.design.margins = margins;
    m.design.n_margins = 1;
    margins[0].n = 1;
    a = ask(&m, q, 1);
    ok(found(&a, TROUBLE_MARGIN_NONE, "south") &&
           a.rows[0].reason == GAP_CALIBRATION,
       "a sampled category without a total");
    static const char *const three[] = {"north", "south", "west"};
    static const struct decimal totals3[] = {{7, 0}, {3, 0}, {1, 0}};
    margins[0] = (struct survey_margin){plain(&m, "a"), three, totals3, 3};
    a = ask(&m, q, 1);
    ok(found(&a, TROUBLE_MARGIN_EMPTY, "west"), "a total without rows");
    margins[0].n = 2;
    m.design.n_margins = 2;
    m.design.calibration = CALIBRATION_RAKING;
    a = ask(&m, q, 1);
    ok(found(&a, TROUBLE_MARGIN_SUMS, "q"), "margins of other sums");
    arena_close(m.arena);
}

/* A full count: the estimates of a sample, without errors or their sums. */
static void census(void)
{
    struct made m = begin(3, 4);
    struct survey_request q[KINDS];
    every_kind(&m, q);
    m.design = (struct survey_design){.weight = "w"};
    struct survey_answers sample = ask(&m, q, KINDS);
    m.design.census = true;
    struct survey_answers full = ask(&m, q, KINDS);
    is_int((long long)full.n, (long long)sample.n, "as many rows");
    size_t estimates = 0;
    for (size_t i = 0; i < full.n && i < sample.n; i++) {
        const struct survey_row *a = &full.rows[i], *b = &sample.rows[i];
        bool test = a->what == ROW_CHISQ || a->of == SURVEY_COMPARE;
        if (!test && a->reason == GAP_NONE) {
            estimates++;
            is_near(a->estimate.x, b->estimate.x, 1e-13, "the same estimate");
            ok(a->exact.known == b->exact.known &&
                   a->exact.num == b->exact.num && a->exact.den == b->exact.den,
               "from the same exact sums");
        }
        ok(!a->se.known && !a->lower.known && (test || !a->df.known) &&
               !a->p.known && !a->deff.known &&
               (a->reason || a->se_reason == GAP_CENSUS),
           "a full count has no error");
    }
    ok(estimates > 10, "most kinds have an estimate");
    const struct sums_spec *spec = survey_need(m.arena, &m.design, q, KINDS);
    for (size_t i = 0; i < spec->n_queries; i++)
        for (size_t k = 0; k < spec->queries[i].n_products; k++)
            ok(i == 0 || spec->queries[i].products[k].n <= 2,
               "no square of the weight or of y is summed");
    arena_close(m.arena);
}

/* ---------------------------------------------------- troubles of a design */

static void set_column(struct survey_table *t, size_t column, size_t row,
                       const char *text)
{
    t->cell[row][column] = text;
}

static void troubles(void)
{
    struct survey_request q = {.estimator = SURVEY_MEAN, .y = {.column = "y"}};
    struct made m = begin(2, 1);
    struct survey_answers a = ask(&m, &q, 1);
    ok(found(&a, TROUBLE_LONELY, "0") && found(&a, TROUBLE_LONELY, "1") &&
           a.rows[0].estimate.known && a.rows[0].se_reason == GAP_LONELY,
       "strata of one unit are named");
    m.design.lonely = LONELY_AVERAGE;
    a = ask(&m, &q, 1);
    ok(a.rows[0].se_reason == GAP_LONELY && a.n_findings == 0,
       "no stratum to take the mean of");
    arena_close(m.arena);

    m = begin(2, 4);
    set_column(&m.table, UNIT, m.table.rows - 1, "0");
    a = ask(&m, &q, 1);
    ok(found(&a, TROUBLE_TWO_STRATA, "0"), "a unit in two strata");
    m.design.nest = true;
    a = ask(&m, &q, 1);
    ok(a.n_findings == 0, "nested: two units of one name");
    for (size_t r = 0; r < m.table.rows; r++)
        set_column(&m.table, SIZE, r, "3");
    a = ask(&m, &q, 1);
    ok(found(&a, TROUBLE_FPC_SMALL, "0") && found(&a, TROUBLE_FPC_SMALL, "1"),
       "a population smaller than the sample");
    for (size_t r = 0; r < m.table.rows; r++)
        set_column(&m.table, SIZE, r, "many");
    a = ask(&m, &q, 1);
    ok(found(&a, TROUBLE_FPC_NUMBER, "1"), "a size that is no number");
    for (size_t r = 0; r < m.table.rows; r++)
        set_column(&m.table, SIZE, r, r ? "900" : "901");
    a = ask(&m, &q, 1);
    ok(found(&a, TROUBLE_FPC_VARIES, "0"), "two sizes of one stratum");
    for (size_t r = 0; r < m.table.rows; r++)
        set_column(&m.table, SIZE, r, "16");
    for (size_t r = 0; r < m.table.rows; r++)
        set_column(&m.table, WEIGHT, r, "0");
    a = ask(&m, &q, 1);
    ok(found(&a, TROUBLE_ZERO_WEIGHTS, NULL) &&
           a.rows[0].reason == GAP_ZERO_BASE,
       "weights of 0");
    struct survey_request text = {.estimator = SURVEY_MEAN,
                                  .y = {.variable = plain(&m, "a")}};
    a = ask(&m, &text, 1);
    ok(found(&a, TROUBLE_NOT_NUMBER, "north"), "the mean of a text");
    arena_close(m.arena);
}

/* ------------------------------------------------------------------- waves */

static void waves(void)
{
    struct made m = begin(3, 5);
    m.table = survey_with(&m.table, "wave", "2019");
    struct survey_table second = people(m.arena, 3, 5);
    second = survey_with(&second, "wave", "2022");
    for (size_t r = 0; r < second.rows; r++)
        if (r % 3 == 0 && *second.cell[r][Q])
            second.cell[r][Q] = "1";
    struct survey_table first = m.table;
    m.table = survey_stack(&first, &second);
    m.design.wave = plain(&m, "wave");
    const struct variable *by[] = {plain(&m, "a")};
    struct survey_request q = {.estimator = SURVEY_SHARE,
                               .variable = plain(&m, "q"),
                               .by = by,
                               .n_by = 1,
                               .waves = true};
    struct survey_answers a = ask(&m, &q, 1);
    ok(found(&a, TROUBLE_TWO_WAVES, "0"), "units of one name in both waves");
    m.design.waves_independent = true;
    a = ask(&m, &q, 1);
    ok(a.n_findings == 0 && a.n == 3 * (4 + 4 + 4),
       "each wave and differences");
    struct survey_request one = {.estimator = SURVEY_SHARE,
                                 .variable = plain(&m, "q")};
    struct made alone = m;
    alone.table = second;
    alone.design.wave = NULL;
    struct survey_answers b = ask(&alone, &one, 1);
    const struct survey_row *x = &a.rows[4], *d = &a.rows[24];
    is_text(x->wave, "2022", "the second wave");
    is_near(x->se.x, b.rows[0].se.x, 1e-13,
            "a wave is estimated as if it were alone");
    ok(d->what == ROW_DIFFERENCE && d->of == SURVEY_SHARE &&
           strcmp(d->category, "1") == 0 && d->p.known,
       "the difference of the first category");
    is_near(d->estimate.x, x->estimate.x - a.rows[0].estimate.x, 1e-13,
            "second less first");
    is_near(d->se.x, hypot(x->se.x, a.rows[0].se.x), 1e-13, "errors add");
    m.table = first;
    a = ask(&m, &q, 1);
    ok(found(&a, TROUBLE_WAVES, "wave"), "one wave is no comparison");
    arena_close(m.arena);
}

/* ------------------------------------------------ two ways to one design */

static bool near_rows(const struct survey_answers *a,
                      const struct survey_answers *b)
{
    bool good = a->n == b->n;
    for (size_t i = 0; i < a->n && good; i++) {
        const struct survey_row *x = &a->rows[i], *y = &b->rows[i];
        double scale = fabs(x->estimate.x);
        /* Sums of squares leave what is 0 but for rounding. */
        good = fabs(x->estimate.x - y->estimate.x) <= 1e-12 * scale &&
               fabs(x->se.x - y->se.x) <= 1e-9 * x->se.x + 1e-9 * scale &&
               fabs(x->df.x - y->df.x) <= 1e-9;
        if (!good && x->what != ROW_MENTIONS)
            printf("# %s %s: %.15g %.15g, se %.15g %.15g, df %g %g\n",
                   survey_what_text(x->what), x->category, x->estimate.x,
                   y->estimate.x, x->se.x, y->se.x, x->df.x, y->df.x);
        good = good || x->what == ROW_MENTIONS;
    }
    return good;
}

static void add_ids(struct made *m)
{
    m->table = survey_with(&m->table, "id", "");
    for (size_t r = 0; r < m->table.rows; r++)
        m->table.cell[r][m->table.columns - 1] = number(m->arena, r);
}

/* Every row a unit by default, or by its name: sums of squares against sums
 * of units, plain and calibrated. */
static void rows_as_units(void)
{
    static const char *const areas[] = {"north", "south"};
    static const struct decimal totals[] = {{700, 0}, {300, 0}};
    struct made m = begin(3, 6);
    struct survey_request q[KINDS];
    struct survey_margin margin = {plain(&m, "a"), areas, totals, 2};
    every_kind(&m, q);
    add_ids(&m);
    m.table = survey_with(&m.table, "P", "500");
    m.design = (struct survey_design){
        .weight = "w", .strata = {"h"}, .fpc = "P", .margins = &margin};
    for (size_t calibrated = 0; calibrated < 3; calibrated++) {
        m.design.calibration = (enum survey_calibration)calibrated;
        m.design.n_margins = calibrated > 0;
        m.design.psu[0] = NULL;
        struct survey_answers a = ask(&m, q, calibrated ? 5 : KINDS);
        m.design.psu[0] = "id";
        struct survey_answers b = ask(&m, q, calibrated ? 5 : KINDS);
        ok(near_rows(&a, &b) && a.n_findings == 0,
           calibrated ? "the same, calibrated" : "rows as units, by name");
    }
    m.design.psu[0] = NULL;
    struct survey_answers a = ask(&m, &q[5], 1);
    ok(a.rows[0].estimate.known && a.rows[0].se_reason == GAP_NEEDS_PSU,
       "a calibrated ratio needs named units");
    arena_close(m.arena);
}

static void two_stages(void)
{
    struct made m = begin(3, 6);
    struct survey_request q[KINDS];
    every_kind(&m, q);
    add_ids(&m);
    m.table = survey_with(&m.table, "M", "25");
    struct survey_answers one = ask(&m, q, KINDS);
    m.design.fpc2 = "M";
    struct survey_answers a = ask(&m, q, KINDS);
    m.design.ssu = "id";
    struct survey_answers b = ask(&m, q, KINDS);
    ok(near_rows(&a, &b), "rows as second-stage units, by name");
    ok(a.rows[1].se.x > one.rows[1].se.x, "the second stage adds its variance");
    for (size_t r = 0; r < m.table.rows; r++)
        m.table.cell[r][m.table.columns - 1] = "2";
    a = ask(&m, q, 1);
    ok(found(&a, TROUBLE_FPC2_SMALL, NULL), "fewer persons than were asked");
    arena_close(m.arena);
}

/* The jackknife from columns and from units, calibrated in every replicate. */
static void jackknives(void)
{
    static const char *const names[] = {"j0", "j1", "j2", "j3", "j4", "j5"};
    static const char *const areas[] = {"north", "south"};
    static const struct decimal totals[] = {{700, 0}, {300, 0}};
    struct made m = begin(1, 6);
    struct survey_margin margin = {plain(&m, "a"), areas, totals, 2};
    struct survey_request q[KINDS];
    every_kind(&m, q);
    m.design = (struct survey_design){.weight = "w",
                                      .psu = {"u"},
                                      .margins = &margin,
                                      .n_margins = 1,
                                      .calibration = CALIBRATION_POSTSTRATA};
    m.design.replicates.method = REPLICATION_JK1;
    struct survey_answers made = ask(&m, q, KINDS);
    for (size_t k = 0; k < 6; k++) {
        m.table = survey_with(&m.table, names[k], "1.2"); /* n/(n-1) */
        for (size_t r = 0; r < m.table.rows; r++)
            if (*m.table.cell[r][UNIT] == (char)('0' + k))
                m.table.cell[r][m.table.columns - 1] = "0";
    }
    m.design.replicates.columns = names;
    m.design.replicates.n_columns = 6;
    m.design.replicates.factors = true;
    struct survey_answers given = ask(&m, q, KINDS);
    ok(near_rows(&made, &given) && made.n_findings == 0,
       "replicates made and given, calibrated alike");
    m.design.calibration = CALIBRATION_NONE;
    given = ask(&m, q, KINDS);
    m.design.replicates.n_columns = 0;
    made = ask(&m, q, KINDS);
    ok(near_rows(&made, &given), "and not calibrated");
    arena_close(m.arena);
}

int main(void)
{
    rows_as_units();
    two_stages();
    jackknives();
    bits();
    simple();
    scaled();
    domains();
    edges();
    large();
    multiple();
    crosstabs();
    balanced();
    calibrated();
    census();
    troubles();
    waves();
    return tap_done();
}
