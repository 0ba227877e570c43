/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/survey_replicate.h"
#include "indicators/survey_notes.h"

/* Scales of the methods, of n replicates [Wolter 2007]. */
static double scale_of(const struct survey_replicates *r, size_t n)
{
    double count = (double)n;
    switch (r->method) {
    case REPLICATION_JK1:
        return (count - 1) / count;
    case REPLICATION_BRR:
        return 1 / count;
    case REPLICATION_FAY:
        return 1 / (count * (1 - r->rho) * (1 - r->rho));
    case REPLICATION_BOOTSTRAP:
        return 1 / (count - 1);
    default:
        return 1;
    }
}

static double population_of(const struct design_stratum *h)
{
    return h->rest < 1 && h->rest > 0 ? h->n / (1 - h->rest) : 0;
}

/* One replicate for each unit, in their order. */
static bool make_jackknife(struct arena *arena,
                           const struct survey_design *spec,
                           const struct design *d, struct survey_generated *out)
{
    double *factor = arena_make(arena, double, d->n_units + 1);
    double *rscale = arena_make(arena, double, d->n_units + 1);
    bool jk1 = spec->replicates.method == REPLICATION_JK1;
    for (size_t u = 0; u < d->n_units; u++) {
        const struct design_stratum *h = &d->strata[d->units[u].stratum];
        struct jackknife j;
        bool left_out =
            d->lonely == LONELY_REMOVE || d->lonely == LONELY_CERTAINTY;
        if (h->n <= 1 && (left_out || h->rest <= 0))
            continue; /* no replicate of its own: rscale 0 */
        enum stat_status good =
            jk1 ? stat_jk1((size_t)h->n, population_of(h), &j)
                : stat_jkn((size_t)h->n, population_of(h), &j);
        if (good != STAT_OK)
            return false;
        factor[u] = j.factor;
        rscale[u] = h->rest > 0 ? j.scale * j.rscale : 0;
    }
    out->n = d->n_units;
    out->factor = factor;
    out->spec =
        (struct replicate_spec){d->n_units, 1, rscale, spec->replicates.mse};
    return true;
}

struct survey_generated survey_generated_make(struct arena *arena,
                                              const struct survey_design *spec,
                                              const struct design *d,
                                              struct survey_notes *notes)
{
    const struct survey_replicates *r = &spec->replicates;
    struct survey_generated out = {.given = d->plan->given};
    if (r->method == REPLICATION_NONE)
        return out;
    if (out.given) {
        out.n = r->n_columns;
        out.spec = (struct replicate_spec){
            r->n_columns, r->scale > 0 ? r->scale : scale_of(r, r->n_columns),
            r->rscales, r->mse};
        return out;
    }
    bool jackknife =
        r->method == REPLICATION_JK1 || r->method == REPLICATION_JKN;
    out.stuck = true;
    if (!jackknife || !d->plan->units)
        survey_note(notes, TROUBLE_REPLICATES, NULL, NULL, 0);
    else if (r->method == REPLICATION_JK1 && d->n_strata > 1)
        survey_note(notes, TROUBLE_JK1_STRATA, NULL, NULL, d->n_strata);
    else
        out.stuck = !make_jackknife(arena, spec, d, &out);
    return out;
}

double survey_generated_factor(const struct survey_generated *gen,
                               const struct design *d, size_t replicate,
                               size_t place)
{
    const struct design_place *p = &d->places[place];
    size_t left_out = replicate - 1;
    if (p->unit == left_out)
        return 0;
    return d->units[left_out].stratum == p->stratum ? gen->factor[left_out] : 1;
}
