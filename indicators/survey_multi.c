/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Multiple response.  M.A. shares are of the base, and may add to more than
 * 1; M.T. is all marks over the base.  A row in the base that says nothing on
 * an item has not marked it.
 */
#include "indicators/survey_row.h"

#include <string.h>

static const char *mark_of(const struct survey_request *q)
{
    return q->mark ? q->mark : "1";
}

/* 0 for the groups that carry the mark, SURVEY_OUT for the others. */
static const unsigned *marked(const struct survey_writer *w, size_t query,
                              const struct variable *item)
{
    const struct survey_context *ctx = w->ctx;
    struct survey_coding c = survey_code(ctx->reader, query, item);
    size_t n = ctx->sums->tables[query].n;
    unsigned *code = arena_make(ctx->arena, unsigned, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool mark = c.code[i] != SURVEY_OUT &&
                    strcmp(c.category[c.code[i]], mark_of(w->request)) == 0;
        code[i] = mark ? 0 : SURVEY_OUT;
    }
    return code;
}

/* 0 for the groups of the base. */
static const unsigned *base_groups(const struct survey_writer *w, size_t query)
{
    const struct survey_context *ctx = w->ctx;
    const struct survey_request *q = w->request;
    size_t n = ctx->sums->tables[query].n;
    unsigned *code = arena_make(ctx->arena, unsigned, n + 1);
    if (q->base == BASE_ALL)
        return code;
    for (size_t i = 0; i < n; i++)
        code[i] = SURVEY_OUT;
    for (size_t k = 0; k < q->n_items; k++) {
        struct survey_coding c = survey_code(ctx->reader, query, q->items[k]);
        for (size_t i = 0; i < n; i++) {
            bool in = c.code[i] != SURVEY_OUT;
            if (in && q->base == BASE_MARKED)
                in = strcmp(c.category[c.code[i]], mark_of(q)) == 0;
            if (in)
                code[i] = 0;
        }
    }
    return code;
}

static struct survey_block *load(const struct survey_writer *w, size_t ask,
                                 const unsigned *code)
{
    struct survey_loading l = survey_loading(w, &w->part->asks[ask], false);
    return survey_block_categories(w->ctx, &l, code, 1);
}

static void write_item(struct survey_writer *w, size_t target,
                       const struct survey_block *base,
                       const struct survey_block *marks, size_t item)
{
    struct arena_mark mark = arena_mark(w->ctx->arena);
    struct survey_block b = survey_block_join(w->ctx, marks, 0, base);
    struct survey_result r = survey_ratio(w->ctx, &b, TERM_Y, TERM_1);
    struct survey_exact exact = survey_exact_ratio(&b, TERM_Y, TERM_1);
    double n = (double)b.n, p = r.estimate, weight = b.total[TERM_1];
    arena_reset(w->ctx->arena, mark);
    struct survey_row *row = survey_row_add(w, target, ROW_MULTI, base);
    row->category = variable_name(w->request->items[item]);
    row->count = marks->count[0];
    row->exact = exact;
    survey_row_result(row, &r);
    survey_row_proportion(w, row, &r);
    survey_row_deff(
        row, &r,
        (struct survey_simple){n / (n - 1) * p * (1 - p), weight, false});
}

static void write_base(struct survey_writer *w, size_t target,
                       const struct survey_block *base)
{
    struct survey_row *row = survey_row_add(w, target, ROW_BASE, base);
    struct survey_result r = survey_total(w->ctx, base, base->k - 1);
    survey_row_result(row, &r);
    survey_row_t(w, row);
    row->exact = survey_exact_total(base, base->k - 1);
}

static void write_mentions(struct survey_writer *w, size_t target,
                           const struct survey_block *base,
                           struct survey_block *const *marks)
{
    const struct survey_request *q = w->request;
    if (q->n_items == 0)
        return;
    struct survey_block b =
        survey_block_join(w->ctx, &marks[0][target], 0, base);
    for (size_t k = 1; k < q->n_items; k++)
        survey_block_more(w->ctx, &b, &marks[k][target], 0);
    struct survey_result r = survey_ratio(w->ctx, &b, TERM_Y, TERM_1);
    /* Rows with several marks: their squares are not among the sums. */
    if (b.square)
        r.se_gap = GAP_NEEDS_PSU;
    struct survey_row *row = survey_row_add(w, target, ROW_MENTIONS, base);
    row->count = 0;
    for (size_t k = 0; k < q->n_items; k++)
        row->count += marks[k][target].count[0];
    survey_row_result(row, &r);
    survey_row_t(w, row);
    row->exact = survey_exact_ratio(&b, TERM_Y, TERM_1);
}

void survey_write_multi(struct survey_writer *w)
{
    const struct survey_request *q = w->request;
    struct arena *arena = w->ctx->arena;
    struct survey_block **marks =
        arena_make(arena, struct survey_block *, q->n_items + 1);
    size_t last = q->n_items;
    for (size_t k = 0; k < q->n_items; k++)
        marks[k] = load(w, k, marked(w, w->part->asks[k].query, q->items[k]));
    struct survey_block *base =
        load(w, last, base_groups(w, w->part->asks[last].query));
    for (size_t t = 0; t < w->domains->n; t++) {
        for (size_t k = 0; k < q->n_items; k++)
            write_item(w, t, &base[t], &marks[k][t], k);
        write_base(w, t, &base[t]);
        write_mentions(w, t, &base[t], marks);
    }
}
