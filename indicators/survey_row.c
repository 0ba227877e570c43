/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/survey_row.h"
#include "data/number.h"
#include "indicators/stat_proportion.h"
#include "indicators/stat_test.h"
#include "indicators/survey_notes.h"

#include <math.h>

struct survey_value survey_known(double x)
{
    return isfinite(x) ? (struct survey_value){true, x}
                       : (struct survey_value){false, 0};
}

struct survey_row *survey_row_add(struct survey_writer *w, size_t target,
                                  enum survey_what what,
                                  const struct survey_block *block)
{
    if (w->n == w->cap) {
        size_t cap = w->cap ? 2 * w->cap : 64;
        w->rows = arena_grow(w->ctx->reader->arena, w->rows, w->n, cap,
                             sizeof *w->rows);
        w->cap = cap;
    }
    struct survey_row *row = &w->rows[w->n++];
    const struct survey_target *t = &w->domains->targets[target];
    *row = (struct survey_row){.request = w->index,
                               .by = t->by,
                               .wave = t->wave,
                               .what = what,
                               .n = block->n,
                               .missing = block->missing,
                               .count = block->n};
    if (!w->ctx->spec->census)
        row->df = survey_known(w->df[target]);
    return row;
}

void survey_row_result(struct survey_row *row,
                       const struct survey_result *result)
{
    row->reason = result->gap;
    if (result->gap != GAP_NONE)
        return;
    row->estimate = survey_known(result->estimate);
    row->se_reason = result->se_gap;
    if (!row->estimate.known)
        row->reason = GAP_NOT_FINITE;
    if (result->se_gap == GAP_NONE)
        row->se =
            survey_known(sqrt(result->variance > 0 ? result->variance : 0));
}

void survey_row_t(const struct survey_writer *w, struct survey_row *row)
{
    struct interval ci;
    if (!row->estimate.known || !row->se.known)
        return;
    if (!(row->df.x > 0)) {
        row->se_reason = GAP_NO_DF;
        return;
    }
    if (stat_t_interval(row->estimate.x, row->se.x, row->df.x,
                        w->ctx->design->level, &ci) != STAT_OK) {
        row->se_reason = GAP_NOT_FINITE;
        return;
    }
    row->lower = survey_known(ci.low);
    row->upper = survey_known(ci.high);
    row->method = METHOD_T;
}

/* ------------------------------------------------------------- proportions */

struct ci_row { /* by enum survey_ci */
    enum proportion_method method;
    bool cap;
    enum survey_method name;
};
static const struct ci_row ci_rows[] = {
    [SURVEY_CI_BETA] = {PROPORTION_BETA, true, METHOD_BETA},
    [SURVEY_CI_BETA_UNCAPPED] = {PROPORTION_BETA, false, METHOD_BETA_UNCAPPED},
    [SURVEY_CI_MEAN] = {PROPORTION_MEAN, false, METHOD_MEAN},
    [SURVEY_CI_LOGIT] = {PROPORTION_LOGIT, false, METHOD_LOGIT},
    [SURVEY_CI_XLOGIT] = {PROPORTION_XLOGIT, false, METHOD_XLOGIT},
    [SURVEY_CI_ASIN] = {PROPORTION_ASIN, false, METHOD_ASIN},
    [SURVEY_CI_WILSON] = {PROPORTION_WILSON, true, METHOD_WILSON},
};

/* expit(logit p -+ t se) with the se of the replicates' logits [R svyciprop:
 * "logit" fits a model to every replicate]. */
static bool replicated_logit(const struct survey_result *r, double df,
                             double level, struct interval *out)
{
    double centre = log(r->estimate / (1 - r->estimate));
    if (!r->replicated || !(r->logit_variance > 0) ||
        stat_t_interval(centre, sqrt(r->logit_variance), df, level, out) !=
            STAT_OK)
        return false;
    out->low = 1 / (1 + exp(-out->low));
    out->high = 1 / (1 + exp(-out->high));
    return true;
}

/* 0 where there is none; stat_proportion_ci() says why then. */
static double quantile(double df, double level)
{
    double t = 0;
    return df > 0 && stat_t_quantile(0.5 + level / 2, df, &t) == STAT_OK ? t
                                                                         : 0;
}

static void look_up(struct survey_t *t, double df, double n, double level)
{
    if (df < t->df || df > t->df || !(t->of_df > 0))
        t->of_df = quantile(df, level);
    if (n < t->n || n > t->n || !(t->of_n > 0))
        t->of_n = quantile(n - 1, level);
    t->df = df;
    t->n = n;
}

enum survey_method survey_ci(const struct survey_writer *w,
                             const struct survey_result *r, double n, double df,
                             struct interval *out, double *n_eff,
                             enum survey_reason *gap)
{
    enum survey_ci ci = w->request->ci;
    const struct ci_row *row = &ci_rows[ci];
    double v = r->variance > 0 ? r->variance : 0;
    double level = w->ctx->design->level;
    /* Sums of cells may miss 0 and 1 by their last bit. */
    double p = r->estimate < 0 ? 0 : r->estimate > 1 ? 1 : r->estimate;
    look_up(w->t, df, n, level);
    struct proportion_input in = {p,     sqrt(v),  n,           df,
                                  level, row->cap, w->t->of_df, w->t->of_n};
    struct proportion_interval found;
    enum stat_status status = stat_proportion_ci(row->method, &in, &found);
    *gap = GAP_NONE;
    if (status != STAT_OK) {
        *gap = status == STAT_TOO_FEW ? GAP_NO_DF : GAP_NOT_FINITE;
        return METHOD_NONE;
    }
    *out = found.ci;
    *n_eff = found.n_eff;
    bool edge = found.rule == PROPORTION_RULE_ZERO ||
                found.rule == PROPORTION_RULE_ONE ||
                found.rule == PROPORTION_RULE_ZERO_SE;
    if (edge && ci != SURVEY_CI_MEAN) /* which keeps its width of 0 */
        return METHOD_BETA_EDGE;
    if (ci == SURVEY_CI_LOGIT)
        replicated_logit(r, df, level, out);
    return row->name;
}

void survey_row_proportion(const struct survey_writer *w,
                           struct survey_row *row,
                           const struct survey_result *result)
{
    struct interval ci;
    double n_eff = 0;
    enum survey_reason gap = GAP_NONE;
    if (!row->estimate.known || !row->se.known)
        return;
    row->method =
        survey_ci(w, result, (double)row->n, row->df.x, &ci, &n_eff, &gap);
    if (row->method == METHOD_NONE) {
        row->se_reason = gap;
        return;
    }
    row->lower = survey_known(ci.low);
    row->upper = survey_known(ci.high);
    row->n_eff = survey_known(n_eff);
}

/* ---------------------------------------------------------- design effects */

void survey_row_deff(struct survey_row *row, const struct survey_result *result,
                     struct survey_simple simple)
{
    double n = (double)row->n, w = simple.weight;
    if (result->gap != GAP_NONE || result->se_gap != GAP_NONE || n < 2)
        return;
    double wr = simple.s2 / n * (simple.total ? w * w : 1);
    double wor = wr * (w - n) / w;
    double v = result->variance;
    if (wr > 0)
        row->deff_wr = survey_known(v / wr);
    if (wor > 0)
        row->deff = survey_known(v / wor);
    if (v > 0 && !row->n_eff.known)
        row->n_eff = survey_known(n * wr / v);
}

/* ---------------------------------------------------------------- measures */

struct survey_factors survey_measure_factors(const struct survey_context *ctx,
                                             size_t query,
                                             const struct variable *variable)
{
    struct survey_factors out = {.of_group = NULL};
    if (!variable)
        return out;
    size_t n = ctx->sums->tables[query].n;
    struct survey_coding c = survey_code(ctx->reader, query, variable);
    const struct number_spec plain = {.unit = NULL};
    struct decimal *value = arena_make(ctx->arena, struct decimal, c.n + 1);
    bool *good = arena_make(ctx->arena, bool, c.n + 1);
    for (size_t i = 0; i < c.n; i++) {
        struct number number;
        struct finding f = number_read(c.category[i], &plain, &number);
        good[i] = !message_is_error(f.id) && number.missing == MISSING_NOT;
        if (!good[i])
            survey_note(ctx->notes, TROUBLE_NOT_NUMBER, c.category[i],
                        variable_name(variable), 1);
        else
            value[i] = number.value;
        if (good[i] && value[i].scale > out.scale)
            out.scale = value[i].scale;
    }
    int128 *of_group = arena_make(ctx->arena, int128, n + 1);
    bool *known = arena_make(ctx->arena, bool, n + 1);
    for (size_t i = 0; i < n; i++) {
        unsigned code = c.code[i];
        int128 power;
        known[i] = code != SURVEY_OUT && good[code] &&
                   decimal_power(out.scale - value[code].scale, &power) &&
                   int128_mul(value[code].units, power, &of_group[i]);
    }
    out.of_group = of_group;
    out.known = known;
    return out;
}

/* Prefixes of each target. */
static const size_t *sizes_of(struct arena *arena, size_t n_targets,
                              const struct survey_places *places, size_t n)
{
    size_t *size = arena_make(arena, size_t, n_targets + 1);
    for (size_t i = 0; i < n; i++) {
        if (places->total[i] != SURVEY_OUT)
            size[places->total[i]]++;
        if (places->domain[i] != SURVEY_OUT)
            size[places->domain[i]]++;
    }
    return size;
}

struct survey_frame survey_frame(const struct survey_context *ctx,
                                 const struct survey_domains *domains,
                                 size_t query, bool units)
{
    size_t n = ctx->sums->tables[query].n;
    struct survey_frame f = {
        .place = units
                     ? survey_prefixes(ctx->reader->arena, ctx->sums, query, 0)
                     : arena_make(ctx->reader->arena, unsigned, n + 1),
        .cell = survey_weights_cells(ctx->reader, ctx->weights, query),
        .places = survey_domains_place(ctx->reader, domains, query),
        .n_targets = domains->n,
    };
    f.size = sizes_of(ctx->reader->arena, domains->n, &f.places, n);
    return f;
}

struct survey_loading survey_loading(const struct survey_writer *w,
                                     const struct survey_ask *ask, bool centred)
{
    struct survey_loading load = {.ask = ask, .centred = centred};
    if (w->ctx->design->plan->given) {
        load.frame = survey_frame(w->ctx, w->domains, ask->query, false);
        return load;
    }
    load.frame = w->frame;
    load.frame.of = survey_prefixes(w->ctx->arena, w->ctx->sums, ask->query,
                                    w->part->domain.query);
    return load;
}
