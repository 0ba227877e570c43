/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Estimates of surveys without reference values: what must hold whatever the
 * data.
 */
#include "people.h"

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

/* ------------------------------------------------------------ full counts */

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

int main(void)
{
    bits();
    simple();
    scaled();
    domains();
    edges();
    large();
    multiple();
    crosstabs();
    census();
    return tap_done();
}
