/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two variables at once: cross tables with the Rao-Scott tests, and the mean
 * of a number compared between the two categories of a variable.
 */
#include "indicators/stat_table.h"
#include "indicators/stat_test.h"
#include "indicators/survey_row.h"

#include <math.h>

/* ------------------------------------------------------------------- cells */

struct crosstab {
    struct survey_coding row, column;
    size_t rows, columns;
};

/* A cell as a share of the cells of a base. */
struct cell_share {
    enum survey_what what;
    size_t row, column;
    const size_t *base;
    size_t n_base;
};

static void write_cell(struct survey_writer *w, size_t target,
                       const struct crosstab *x, const struct survey_block *b,
                       const struct cell_share *c)
{
    size_t cell = c->row * x->columns + c->column;
    struct arena_mark mark = arena_mark(w->ctx->arena);
    struct survey_block pair =
        survey_block_pick(w->ctx, b, cell, c->base, c->n_base);
    struct survey_result r = survey_ratio(w->ctx, &pair, TERM_Y, TERM_1);
    struct survey_exact exact = survey_exact_ratio(&pair, TERM_Y, TERM_1);
    struct survey_block count = {.n = pair.n, .missing = pair.missing};
    double n = (double)pair.n, p = r.estimate, weight = pair.total[TERM_1];
    arena_reset(w->ctx->arena, mark);
    struct survey_row *row = survey_row_add(w, target, c->what, &count);
    row->category = x->row.category[c->row];
    row->column = x->column.category[c->column];
    row->count = b->count[cell];
    row->exact = exact;
    survey_row_result(row, &r);
    survey_row_proportion(w, row, &r);
    survey_row_deff(
        row, &r,
        (struct survey_simple){n / (n - 1) * p * (1 - p), weight, false});
}

/* The cells of the base of a share. */
static size_t base_cells(const struct crosstab *x, const struct cell_share *c,
                         size_t *base)
{
    size_t n = 0;
    for (size_t r = 0; r < x->rows; r++)
        for (size_t k = 0; k < x->columns; k++)
            if ((c->what != ROW_ROW_SHARE || r == c->row) &&
                (c->what != ROW_COLUMN_SHARE || k == c->column))
                base[n++] = r * x->columns + k;
    return n;
}

/* Every cell as a share of all, of its row and of its column. */
static void write_cells(struct survey_writer *w, size_t target,
                        const struct crosstab *x, const struct survey_block *b)
{
    static const enum survey_what shares[] = {ROW_CELL, ROW_ROW_SHARE,
                                              ROW_COLUMN_SHARE};
    size_t *base = arena_make(w->ctx->arena, size_t, x->rows * x->columns + 1);
    for (size_t s = 0; s < LEN(shares); s++)
        for (size_t r = 0; r < x->rows; r++)
            for (size_t k = 0; k < x->columns; k++) {
                struct cell_share c = {shares[s], r, k, base, 0};
                c.n_base = base_cells(x, &c, base);
                write_cell(w, target, x, b, &c);
            }
}

/* -------------------------------------------------------------------- tests */

/* Numbers of the cells that remain when empty rows and columns are left out:
 * a domain may lack a category. */
static size_t used_cells(struct arena *arena, const struct crosstab *x,
                         const struct survey_block *b, size_t **cells,
                         size_t *rows)
{
    bool *row = arena_make(arena, bool, x->rows + 1);
    bool *column = arena_make(arena, bool, x->columns + 1);
    size_t n = 0;
    *cells = arena_make(arena, size_t, x->rows * x->columns + 1);
    *rows = 0;
    for (size_t i = 0; i < x->rows * x->columns; i++)
        if (b->total[i] > 0) {
            row[i / x->columns] = true;
            column[i % x->columns] = true;
        }
    for (size_t i = 0; i < x->rows * x->columns; i++)
        if (row[i / x->columns] && column[i % x->columns])
            (*cells)[n++] = i;
    for (size_t r = 0; r < x->rows; r++)
        *rows += row[r];
    return n;
}

struct table_input {
    double *p, *cov, *scratch;
    size_t rows, columns;
    double n, nu;
};

/* The table as proportions (F, Chisq) or as totals (Wald). */
static enum survey_reason table_of(struct survey_writer *w, size_t target,
                                   const struct crosstab *x,
                                   const struct survey_block *b, bool totals,
                                   struct table_input *out)
{
    struct arena *arena = w->ctx->arena;
    size_t *cells = NULL, all = x->rows * x->columns, rows = 0;
    size_t n = used_cells(arena, x, b, &cells, &rows);
    double *cov = arena_make(arena, double, all *all + 1);
    if (b->n == 0 || n == 0)
        return GAP_EMPTY;
    if (rows < 2 || n / rows < 2)
        return GAP_ONE_CATEGORY;
    enum survey_reason gap =
        survey_covariance(w->ctx, b, all, totals ? b->k : b->k - 1, cov);
    if (gap != GAP_NONE)
        return gap;
    *out = (struct table_input){
        arena_make(arena, double, n),
        arena_make(arena, double, n *n),
        arena_make(arena, double, stat_table_scratch(rows, n / rows)),
        rows,
        n / rows,
        (double)b->n,
        w->df[target]};
    for (size_t i = 0; i < n; i++) {
        out->p[i] = b->total[cells[i]] / (totals ? 1 : b->total[b->k - 1]);
        for (size_t j = 0; j < n; j++)
            out->cov[i * n + j] = cov[cells[i] * all + cells[j]];
    }
    return GAP_NONE;
}

static enum survey_reason table_gap(enum table_reason reason)
{
    switch (reason) {
    case TABLE_ONE_CATEGORY:
    case TABLE_EMPTY_MARGIN:
        return GAP_ONE_CATEGORY;
    case TABLE_FEW_DF:
        return GAP_NO_DF;
    case TABLE_NO_VARIANCE:
        return GAP_NO_SPREAD;
    default:
        return GAP_NOT_FINITE;
    }
}

static enum survey_reason rao_scott(const struct table_input *t,
                                    enum survey_test test,
                                    struct survey_row *row)
{
    struct rao_scott s;
    bool f = test == TEST_F;
    if (stat_rao_scott(t->p, t->cov, t->rows, t->columns, t->n, t->nu,
                       t->scratch, &s) != STAT_OK)
        return table_gap(s.reason);
    row->estimate = survey_known(f ? s.f : s.x2);
    row->df = survey_known(f ? s.ndf : s.chisq_df);
    if (f)
        row->ddf = survey_known(s.ddf);
    row->p = survey_known(f ? s.p : s.chisq_p);
    row->deff = survey_known(s.mean_deff);
    row->method = f ? METHOD_RAO_SCOTT_F : METHOD_RAO_SCOTT_CHISQ;
    return GAP_NONE;
}

static enum survey_reason wald(const struct table_input *t,
                               enum survey_test test, struct survey_row *row)
{
    struct wald_table s;
    bool adjusted = test == TEST_ADJWALD;
    if (stat_wald_table(t->p, t->cov, t->rows, t->columns, t->nu, t->scratch,
                        &s) != STAT_OK)
        return table_gap(s.reason);
    if (adjusted && !s.has_adjusted)
        return GAP_NO_DF;
    row->estimate = survey_known(adjusted ? s.adj_f : s.f);
    row->df = survey_known(s.k);
    row->ddf = survey_known(adjusted ? s.adj_ddf : s.ddf);
    row->p = survey_known(adjusted ? s.adj_p : s.p);
    row->method = adjusted ? METHOD_ADJWALD : METHOD_WALD;
    return GAP_NONE;
}

static void write_test(struct survey_writer *w, size_t target,
                       const struct crosstab *x, const struct survey_block *b)
{
    enum survey_test test = w->request->test;
    bool totals = test == TEST_WALD || test == TEST_ADJWALD;
    struct arena_mark mark = arena_mark(w->ctx->arena);
    struct survey_row found = {.reason = GAP_NONE};
    struct table_input table;
    found.reason = table_of(w, target, x, b, totals, &table);
    if (found.reason == GAP_NONE)
        found.reason = totals ? wald(&table, test, &found)
                              : rao_scott(&table, test, &found);
    arena_reset(w->ctx->arena, mark);
    struct survey_row *row = survey_row_add(w, target, ROW_CHISQ, b);
    row->reason = found.reason;
    row->method = found.method;
    row->estimate = found.estimate;
    row->df = found.df;
    row->ddf = found.ddf;
    row->p = found.p;
    row->deff = found.deff;
}

void survey_write_crosstab(struct survey_writer *w)
{
    const struct survey_request *q = w->request;
    const struct survey_ask *ask = w->part->asks;
    const struct survey_context *ctx = w->ctx;
    struct crosstab x = {
        .row = survey_code(ctx->reader, ask->query, q->variable),
        .column = survey_code(ctx->reader, ask->query, q->column),
    };
    x.rows = x.row.n;
    x.columns = x.column.n;
    size_t n = ctx->sums->tables[ask->query].n;
    unsigned *code = arena_make(ctx->arena, unsigned, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool missing =
            x.row.code[i] == SURVEY_OUT || x.column.code[i] == SURVEY_OUT;
        code[i] = missing
                      ? SURVEY_OUT
                      : x.row.code[i] * (unsigned)x.columns + x.column.code[i];
    }
    struct survey_loading load = survey_loading(w, ask, false);
    struct survey_block *blocks =
        survey_block_categories(ctx, &load, code, x.rows * x.columns);
    for (size_t t = 0; t < w->domains->n; t++) {
        write_cells(w, t, &x, &blocks[t]);
        write_test(w, t, &x, &blocks[t]);
    }
}

/* ----------------------------------------------------------------- compare */

/* The blocks of one category of the variable. */
static struct survey_block *blocks_of(struct survey_writer *w,
                                      const struct survey_coding *c,
                                      unsigned category)
{
    const struct survey_context *ctx = w->ctx;
    const struct survey_ask *ask = w->part->asks;
    struct survey_loading load = survey_loading(w, ask, true);
    size_t n = ctx->sums->tables[ask->query].n;
    bool *skip = arena_make(ctx->arena, bool, n + 1);
    for (size_t i = 0; i < n; i++)
        skip[i] = c->code[i] != category;
    load.skip = skip;
    struct survey_factors y =
        survey_measure_factors(ctx, ask->query, w->request->y.variable);
    return survey_block_numbers(ctx, &load, &y, NULL);
}

/* z of the second mean less z of the first, by place. */
static enum survey_reason difference_z(const struct survey_context *ctx,
                                       const struct survey_block *const b[2],
                                       struct linearised *out)
{
    struct linearised l[2];
    for (size_t i = 0; i < 2; i++) {
        double a[TERMS] = {0}, base = b[i]->total[TERM_1];
        a[TERM_Y] = 1 / base;
        a[TERM_1] = -b[i]->total[TERM_Y] / base / base;
        enum survey_reason gap = survey_linearise(ctx, b[i], a, 1, &l[i]);
        if (gap != GAP_NONE)
            return gap;
    }
    bool calibrated = ctx->weights->kind != CALIBRATION_NONE;
    if (calibrated && l[0].zz)
        return GAP_NEEDS_PSU;
    size_t n = l[0].n + l[1].n, at[2] = {0, 0};
    unsigned *place = arena_make(ctx->arena, unsigned, n + 1);
    double *rows = arena_make(ctx->arena, double, n + 1);
    double *z = arena_make(ctx->arena, double, n + 1);
    double *zz = l[0].zz ? arena_make(ctx->arena, double, n + 1) : NULL;
    for (size_t i = 0; i < n; i++) {
        bool second = at[0] == l[0].n ||
                      (at[1] < l[1].n && l[1].place[at[1]] < l[0].place[at[0]]);
        const struct linearised *from = &l[second];
        size_t e = at[second]++;
        place[i] = from->place[e];
        rows[i] = from->rows[e];
        z[i] = second ? from->z[e] : -from->z[e];
        if (zz)
            zz[i] = from->zz[e];
    }
    *out = (struct linearised){
        .n = n, .m = 1, .place = place, .rows = rows, .z = z, .zz = zz};
    return GAP_NONE;
}

static double mean_of(const struct survey_block *b, const double *total)
{
    return b->centre + total[TERM_Y] / total[TERM_1];
}

static enum survey_reason
difference_variance(const struct survey_context *ctx,
                    const struct survey_block *const b[2], double estimate,
                    double *v)
{
    const struct survey_generated *r = ctx->replicates;
    if (r->stuck)
        return GAP_REPLICATES;
    if (r->n == 0) {
        struct linearised l;
        enum survey_reason gap = difference_z(ctx, b, &l);
        return gap ? gap : survey_variance(ctx->arena, ctx->design, &l, v);
    }
    double *theta = arena_make(ctx->arena, double, r->n);
    for (size_t i = 0; i < r->n; i++)
        theta[i] = mean_of(b[1], b[1]->spread + i * TERMS) -
                   mean_of(b[0], b[0]->spread + i * TERMS);
    return stat_replicate_variance(&r->spec, theta, estimate, v) == STAT_OK
               ? GAP_NONE
               : GAP_REPLICATES;
}

/* The t test of a regression on the two categories: df less 1
 * [R svyttest]. */
static void write_compare(struct survey_writer *w, size_t target,
                          const struct survey_coding *c,
                          const struct survey_block *const b[2])
{
    struct survey_result r = {.gap = GAP_NONE};
    struct survey_block count = {.n = b[0]->n + b[1]->n,
                                 .missing = b[0]->missing + b[1]->missing};
    struct survey_row *row = survey_row_add(w, target, ROW_DIFFERENCE, &count);
    row->of = SURVEY_COMPARE;
    row->category = c->category[1];
    row->column = c->category[0];
    row->df = survey_known(row->df.x - 1);
    if (b[0]->n == 0 || b[1]->n == 0)
        r.gap = GAP_EMPTY;
    else if (!(b[0]->total[TERM_1] > 0) || !(b[1]->total[TERM_1] > 0))
        r.gap = GAP_ZERO_BASE;
    else if (w->ctx->weights->stuck)
        r.gap = GAP_CALIBRATION;
    if (r.gap == GAP_NONE) {
        r.estimate = mean_of(b[1], b[1]->total) - mean_of(b[0], b[0]->total);
        r.se_gap = difference_variance(w->ctx, b, r.estimate, &r.variance);
    }
    survey_row_result(row, &r);
    survey_row_t(w, row);
    double p = 0;
    if (row->method != METHOD_T)
        return;
    if (!(row->se.x > 0))
        row->se_reason = GAP_NO_SPREAD;
    else if (stat_t_two_sided(r.estimate / row->se.x, row->df.x, &p) == STAT_OK)
        row->p = survey_known(p);
}

void survey_write_compare(struct survey_writer *w)
{
    const struct survey_context *ctx = w->ctx;
    size_t query = w->part->asks->query;
    struct survey_coding c =
        survey_code(ctx->reader, query, w->request->variable);
    if (c.n != 2) {
        for (size_t t = 0; t < w->domains->n; t++) {
            struct survey_block none = {.n = 0};
            survey_row_add(w, t, ROW_DIFFERENCE, &none)->reason =
                GAP_ONE_CATEGORY;
        }
        return;
    }
    struct survey_block *first = blocks_of(w, &c, 0);
    struct survey_block *second = blocks_of(w, &c, 1);
    for (size_t t = 0; t < w->domains->n; t++) {
        const struct survey_block *const pair[2] = {&first[t], &second[t]};
        write_compare(w, t, &c, pair);
    }
}
