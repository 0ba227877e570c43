/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/survey_block.h"

/* ------------------------------------------------------------- calibration */

static void calibrate(const struct survey_context *ctx, struct survey_block *b)
{
    const struct survey_weights *w = ctx->weights;
    b->total = arena_make(ctx->arena, double, b->k);
    for (size_t e = 0; e < b->n_entries; e++) {
        const double *c = survey_weights_factors(w, 0, b->cell[e]);
        for (size_t j = 0; j < w->width; j++)
            for (size_t i = 0; i < b->k; i++)
                b->total[i] += c[j] * b->t[(e * w->width + j) * b->k + i];
    }
}

/* Totals of a replicate that leaves one unit out: of each cell, all sums,
 * less those of the unit, its stratum weighted up. */
static void spread_made(const struct survey_context *ctx,
                        struct survey_block *b, size_t replicate)
{
    const struct survey_weights *w = ctx->weights;
    double *out = b->spread + (replicate - 1) * b->k;
    for (size_t e = 0; e < b->n_entries; e++) {
        const double *c = survey_weights_factors(w, replicate, b->cell[e]);
        double f = survey_generated_factor(ctx->replicates, ctx->design,
                                           replicate, b->place[e]);
        for (size_t j = 0; j < w->width; j++)
            for (size_t i = 0; i < b->k; i++)
                out[i] += f * c[j] * b->t[(e * w->width + j) * b->k + i];
    }
}

static void spread_columns(const struct survey_context *ctx,
                           struct survey_block *b, size_t replicate)
{
    const struct survey_weights *w = ctx->weights;
    double *out = b->spread + (replicate - 1) * b->k;
    for (size_t cell = 0; cell < w->cells; cell++) {
        const double *c = survey_weights_factors(w, replicate, cell);
        const double *in =
            &b->columns[((replicate - 1) * w->cells + cell) * w->width * b->k];
        for (size_t j = 0; j < w->width; j++)
            for (size_t i = 0; i < b->k; i++)
                out[i] += c[j] * in[j * b->k + i];
    }
}

/* The strata of the entries, once for all statistics of the block. */
static void find_strata(const struct survey_context *ctx,
                        struct survey_block *b)
{
    const struct design *d = ctx->design;
    if (b->n_entries == 0 || !d->plan->units)
        return;
    b->strata = arena_make(ctx->arena, struct linear_stratum, b->n_entries);
    b->single = true;
    for (size_t e = 0; e < b->n_entries; e++) {
        const struct design_place *p = &d->places[b->place[e]];
        const struct design_place *q = e ? &d->places[b->place[e - 1]] : p;
        bool begins = e == 0 || p->stratum != q->stratum;
        bool unit = begins || p->unit != q->unit;
        b->n_strata += begins;
        struct linear_stratum *h = &b->strata[b->n_strata - 1];
        h->stratum = p->stratum;
        h->to = e + 1;
        h->seen += unit;
        b->single = b->single && unit;
    }
}

void survey_block_finish(const struct survey_context *ctx,
                         struct survey_block *b)
{
    calibrate(ctx, b);
    find_strata(ctx, b);
    if (ctx->replicates->n == 0)
        return;
    b->spread = arena_make(ctx->arena, double, ctx->replicates->n * b->k);
    for (size_t r = 1; r <= ctx->replicates->n; r++)
        if (ctx->replicates->given)
            spread_columns(ctx, b, r);
        else
            spread_made(ctx, b, r);
}

/* Weights made from fpc are no decimals; one common factor leaves counts in
 * proportion. */
bool survey_common_factor(const struct survey_context *ctx)
{
    const struct design *d = ctx->design;
    if (ctx->weights->kind != CALIBRATION_NONE)
        return false;
    for (size_t i = 1; i < d->n_places; i++)
        if (d->places[i].factor < d->places[0].factor ||
            d->places[i].factor > d->places[0].factor)
            return false;
    return true;
}
