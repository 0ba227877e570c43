/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/survey_block.h"

/* -------------------------------------------------------------------- join */

struct joining {
    const struct survey_context *ctx;
    const struct survey_block *marks, *base;
    size_t at; /* category of marks */
    struct survey_block *out;
};

/* Both blocks have their entries in the order of the keys, and every entry
 * of the marks is one of the base. */
static bool same_entry(const struct survey_block *a, size_t i,
                       const struct survey_block *b, size_t j)
{
    return i < a->n_entries && a->place[i] == b->place[j] &&
           a->cell[i] == b->cell[j];
}

static void join_entry(const struct joining *g, size_t i, bool mark, size_t j)
{
    const struct survey_block *m = g->marks, *b = g->base;
    size_t width = g->ctx->weights->width, e = g->out->n_entries++;
    g->out->place[e] = b->place[j];
    g->out->cell[e] = b->cell[j];
    g->out->rows[e] = b->rows[j];
    for (size_t x = 0; x < width; x++) {
        double *t = &g->out->t[(e * width + x) * TERMS];
        t[TERM_1] = b->t[(j * width + x) * b->k + b->k - 1];
        if (mark)
            t[TERM_Y] = t[TERM_YY] = m->t[(i * width + x) * m->k + g->at];
    }
    if (!g->out->square)
        return;
    double *s = &g->out->square[e * TERMS];
    s[SQUARE_11] = b->square[j * b->k + b->k - 1];
    if (mark)
        s[SQUARE_YY] = s[SQUARE_Y1] = m->square[i * m->k + g->at];
}

static void join_cells(const struct joining *g)
{
    const struct survey_weights *w = g->ctx->weights;
    const struct survey_block *m = g->marks, *b = g->base;
    for (size_t c = 0; g->out->plain && c < w->cells; c++) {
        double *p = &g->out->plain[c * TERMS];
        p[TERM_1] = b->plain[c * b->k + b->k - 1];
        p[TERM_Y] = p[TERM_YY] = m->plain[c * m->k + g->at];
    }
}

static void join_totals(const struct joining *g)
{
    const struct survey_block *m = g->marks, *b = g->base;
    size_t n = g->ctx->replicates->n;
    struct survey_block *out = g->out;
    out->total[TERM_1] = b->total[b->k - 1];
    out->total[TERM_Y] = out->total[TERM_YY] = m->total[g->at];
    out->exact[TERM_1] = b->exact[b->k - 1];
    out->exact[TERM_Y] = out->exact[TERM_YY] = m->exact[g->at];
    for (size_t r = 0; r < n; r++) {
        double *s = &out->spread[r * TERMS];
        s[TERM_1] = b->spread[r * b->k + b->k - 1];
        s[TERM_Y] = s[TERM_YY] = m->spread[r * m->k + g->at];
    }
}

/* A block of numbers with room for n entries. */
static struct survey_block room_for(const struct survey_context *ctx,
                                    const struct survey_block *like, size_t n)
{
    struct arena *arena = ctx->arena;
    size_t width = ctx->weights->width;
    struct survey_block out = {.k = TERMS,
                               .rows_base = true,
                               .n = like->n,
                               .missing = like->missing,
                               .scale = like->scale,
                               .base_scale = like->scale,
                               .sure = like->sure,
                               .total_sure = like->total_sure};
    out.place = arena_make(arena, unsigned, n + 1);
    out.cell = arena_make(arena, unsigned, n + 1);
    out.rows = arena_make(arena, double, n + 1);
    out.t = arena_make(arena, double, n *width *TERMS + 1);
    out.exact = arena_make(arena, int128, TERMS);
    out.total = arena_make(arena, double, TERMS);
    out.spread = arena_make(arena, double, ctx->replicates->n *TERMS + 1);
    if (like->square)
        out.square = arena_make(arena, double, n *TERMS + 1);
    if (like->plain)
        out.plain = arena_make(arena, double, ctx->weights->cells *TERMS);
    return out;
}

struct survey_block survey_block_join(const struct survey_context *ctx,
                                      const struct survey_block *marks,
                                      size_t at,
                                      const struct survey_block *base)
{
    size_t n = base->n_entries;
    struct survey_block out = room_for(ctx, base, n);
    out.sure = marks->sure && base->sure;
    struct joining g = {ctx, marks, base, at, &out};
    size_t i = 0;
    for (size_t j = 0; j < n; j++) {
        bool mark = same_entry(marks, i, base, j);
        join_entry(&g, i, mark, j);
        i += mark;
    }
    join_cells(&g);
    join_totals(&g);
    return out;
}

/* -------------------------------------------------------------------- pick */

/* Sum over the categories of the base of one row of a table of k columns. */
static double base_sum(const double *row, const size_t *base, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += row[base[i]];
    return sum;
}

static void pick(const double *row, size_t at, const size_t *base, size_t n,
                 double *out)
{
    out[TERM_Y] = out[TERM_YY] = row[at];
    out[TERM_1] = base_sum(row, base, n);
}

static void pick_squares(const double *row, size_t at, const size_t *base,
                         size_t n, double *out)
{
    out[SQUARE_YY] = out[SQUARE_Y1] = row[at];
    out[SQUARE_11] = base_sum(row, base, n);
}

struct survey_block survey_block_pick(const struct survey_context *ctx,
                                      const struct survey_block *b, size_t at,
                                      const size_t *base, size_t n_base)
{
    const struct survey_weights *w = ctx->weights;
    struct survey_block out = room_for(ctx, b, b->n_entries);
    out.n_entries = b->n_entries;
    out.n = 0;
    for (size_t e = 0; e < b->n_entries * w->width; e++)
        pick(&b->t[e * b->k], at, base, n_base, out.t + e * TERMS);
    for (size_t e = 0; e < b->n_entries; e++) {
        out.place[e] = b->place[e];
        out.cell[e] = b->cell[e];
        out.rows[e] = b->rows[e];
        if (out.square)
            pick_squares(&b->square[e * b->k], at, base, n_base,
                         out.square + e * TERMS);
    }
    for (size_t c = 0; out.plain && c < w->cells; c++)
        pick(&b->plain[c * b->k], at, base, n_base, out.plain + c * TERMS);
    for (size_t r = 0; r < ctx->replicates->n; r++)
        pick(&b->spread[r * b->k], at, base, n_base, out.spread + r * TERMS);
    out.total[TERM_Y] = out.total[TERM_YY] = b->total[at];
    out.total[TERM_1] = base_sum(b->total, base, n_base);
    out.exact[TERM_Y] = b->exact[at];
    for (size_t i = 0; i < n_base; i++) {
        out.n += b->count[base[i]];
        out.sure = out.sure && int128_add(out.exact[TERM_1], b->exact[base[i]],
                                          &out.exact[TERM_1]);
    }
    return out;
}

void survey_block_more(const struct survey_context *ctx,
                       struct survey_block *joined,
                       const struct survey_block *marks, size_t at)
{
    size_t width = ctx->weights->width, i = 0;
    for (size_t j = 0; j < joined->n_entries; j++) {
        if (!same_entry(marks, i, joined, j))
            continue;
        for (size_t x = 0; x < width; x++)
            joined->t[(j * width + x) * TERMS + TERM_Y] +=
                marks->t[(i * width + x) * marks->k + at];
        i++;
    }
    for (size_t c = 0; joined->plain && c < ctx->weights->cells; c++)
        joined->plain[c * TERMS + TERM_Y] += marks->plain[c * marks->k + at];
    for (size_t r = 0; r < ctx->replicates->n; r++)
        joined->spread[r * TERMS + TERM_Y] += marks->spread[r * marks->k + at];
    joined->total[TERM_Y] += marks->total[at];
    joined->sure =
        joined->sure && int128_add(joined->exact[TERM_Y], marks->exact[at],
                                   &joined->exact[TERM_Y]);
}
