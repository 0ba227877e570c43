/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/survey.h"
#include "indicators/stat_calibrate.h"
#include "indicators/stat_test.h"
#include "indicators/survey_notes.h"
#include "indicators/survey_row.h"

#include <math.h>
#include <string.h>

/* -------------------------------------------------------------------- words */

const char *survey_reason_text(enum survey_reason reason)
{
    static const char *const texts[GAP_COUNT] = {
        [GAP_NONE] = "",
        [GAP_EMPTY] = "empty",
        [GAP_ZERO_BASE] = "zero-base",
        [GAP_LONELY] = "lonely-psu",
        [GAP_NO_DF] = "no-df",
        [GAP_NO_SPREAD] = "no-spread",
        [GAP_OUTSIDE] = "outside",
        [GAP_NOT_NUMBERS] = "not-numbers",
        [GAP_NEEDS_PSU] = "needs-psu",
        [GAP_CALIBRATION] = "calibration",
        [GAP_REPLICATES] = "replicates",
        [GAP_ONE_CATEGORY] = "one-category",
        [GAP_NOT_OFFERED] = "not-offered",
        [GAP_NOT_FINITE] = "not-finite",
        [GAP_CENSUS] = "census",
    };
    return texts[reason];
}

const char *survey_method_text(enum survey_method method)
{
    static const char *const texts[METHOD_COUNT] = {
        [METHOD_NONE] = "",
        [METHOD_T] = "t",
        [METHOD_BETA] = "beta",
        [METHOD_BETA_UNCAPPED] = "beta-uncapped",
        [METHOD_BETA_EDGE] = "beta-edge",
        [METHOD_MEAN] = "mean",
        [METHOD_LOGIT] = "logit",
        [METHOD_XLOGIT] = "xlogit",
        [METHOD_ASIN] = "asin",
        [METHOD_WILSON] = "wilson",
        [METHOD_WOODRUFF] = "woodruff",
        [METHOD_RAO_SCOTT_F] = "rao-scott-f",
        [METHOD_RAO_SCOTT_CHISQ] = "rao-scott-chisq",
        [METHOD_WALD] = "wald",
        [METHOD_ADJWALD] = "adjusted-wald",
    };
    return texts[method];
}

const char *survey_what_text(enum survey_what what)
{
    static const char *const texts[ROW_WHAT_COUNT] = {
        [ROW_TOTAL] = "total",           [ROW_MEAN] = "mean",
        [ROW_SHARE] = "share",           [ROW_COUNT] = "count",
        [ROW_PROPORTION] = "proportion", [ROW_RATIO] = "ratio",
        [ROW_QUANTILE] = "quantile",     [ROW_CELL] = "cell",
        [ROW_ROW_SHARE] = "row-share",   [ROW_COLUMN_SHARE] = "column-share",
        [ROW_MULTI] = "multi",           [ROW_BASE] = "base",
        [ROW_MENTIONS] = "mentions",     [ROW_CHISQ] = "chisq",
        [ROW_DIFFERENCE] = "difference",
    };
    return texts[what];
}

bool survey_is_note(enum survey_trouble trouble)
{
    return trouble == TROUBLE_NO_WEIGHTS || trouble == TROUBLE_GREG_WEIGHTS ||
           trouble == TROUBLE_CATEGORY;
}

/* ------------------------------------------------------- degrees of freedom */

/* Units less strata over the places where a domain has rows of weight, at
 * most the replicates less one. */
static const double *domain_df(const struct survey_context *ctx,
                               const struct survey_ask *ask,
                               const struct survey_frame *f)
{
    const struct sums_table *table = &ctx->sums->tables[ask->query];
    struct design_count *count =
        arena_make(ctx->arena, struct design_count, f->n_targets + 1);
    double *df = arena_make(ctx->reader->arena, double, f->n_targets + 1);
    for (size_t t = 0; t < f->n_targets; t++)
        count[t].design = ctx->design;
    for (size_t i = 0; i < table->n; i++) {
        const struct sums_group *g = &table->groups[i];
        const unsigned targets[2] = {f->places.total[i], f->places.domain[i]};
        if (ask->weighted[0] != PRODUCT_COUNT && g->sums[ask->weighted[0]] == 0)
            continue;
        for (size_t k = 0; k < 2; k++)
            if (targets[k] != SURVEY_OUT)
                survey_design_count(&count[targets[k]], f->place[i],
                                    (double)(g->n + g->missing));
    }
    double most = (double)ctx->replicates->n - 1;
    for (size_t t = 0; t < f->n_targets; t++) {
        df[t] = survey_design_df(&count[t]);
        if (ctx->replicates->n > 0 && df[t] > most)
            df[t] = most;
    }
    return df;
}

/* ------------------------------------------------ totals, means and ratios */

/* S² of y among n rows of weight w: n/(n-1) sum w (y - mean)² / sum w. */
static double spread_of(const struct survey_block *b)
{
    double n = (double)b->n, w = b->total[TERM_1];
    double mean = b->total[TERM_Y] / w;
    return n / (n - 1) * (b->total[TERM_YY] / w - mean * mean);
}

static void write_number(struct survey_writer *w, size_t target,
                         const struct survey_block *b)
{
    bool total = w->request->estimator == SURVEY_TOTAL;
    bool ratio = w->request->estimator == SURVEY_RATIO;
    struct survey_row *row = survey_row_add(w, target,
                                            total   ? ROW_TOTAL
                                            : ratio ? ROW_RATIO
                                                    : ROW_MEAN,
                                            b);
    struct survey_result r = total ? survey_total(w->ctx, b, TERM_Y)
                                   : survey_ratio(w->ctx, b, TERM_Y, TERM_1);
    survey_row_result(row, &r);
    survey_row_t(w, row);
    row->exact = total ? survey_exact_total(b, TERM_Y)
                       : survey_exact_ratio(b, TERM_Y, TERM_1);
    if (!ratio && r.gap == GAP_NONE && b->total[TERM_1] > 0)
        survey_row_deff(
            row, &r,
            (struct survey_simple){spread_of(b), b->total[TERM_1], total});
}

static void write_numbers(struct survey_writer *w)
{
    const struct survey_request *q = w->request;
    const struct survey_ask *ask = w->part->asks;
    struct survey_loading load =
        survey_loading(w, ask, q->estimator != SURVEY_TOTAL);
    load.ratio = q->estimator == SURVEY_RATIO;
    struct survey_factors y =
        survey_measure_factors(w->ctx, ask->query, q->y.variable);
    struct survey_factors x =
        survey_measure_factors(w->ctx, ask->query, q->x.variable);
    struct survey_block *blocks = survey_block_numbers(w->ctx, &load, &y, &x);
    for (size_t t = 0; t < w->domains->n; t++)
        write_number(w, t, &blocks[t]);
}

/* -------------------------------------------------------------- proportions */

static void write_share(struct survey_writer *w, size_t target,
                        enum survey_what what, const struct survey_block *b,
                        size_t category, const char *name)
{
    size_t base = b->k - 1;
    struct survey_row *row = survey_row_add(w, target, what, b);
    struct survey_result r = what == ROW_COUNT
                                 ? survey_total(w->ctx, b, category)
                                 : survey_ratio(w->ctx, b, category, base);
    row->category = name;
    row->count = b->count[category];
    survey_row_result(row, &r);
    row->exact = what == ROW_COUNT ? survey_exact_total(b, category)
                                   : survey_exact_ratio(b, category, base);
    if (r.gap != GAP_NONE || !(b->total[base] > 0))
        return;
    double n = (double)b->n, p = b->total[category] / b->total[base];
    if (what == ROW_COUNT)
        survey_row_t(w, row);
    else
        survey_row_proportion(w, row, &r);
    survey_row_deff(row, &r,
                    (struct survey_simple){n / (n - 1) * p * (1 - p),
                                           b->total[base], what == ROW_COUNT});
}

/* The category of a proportion that no row has: 0 of the base. */
static size_t wanted_category(const struct survey_request *q,
                              const struct survey_coding *c)
{
    size_t i = 0;
    while (i < c->n && strcmp(c->category[i], q->category) != 0)
        i++;
    return i;
}

static void write_shares(struct survey_writer *w)
{
    static const enum survey_what what[] = {[SURVEY_SHARE] = ROW_SHARE,
                                            [SURVEY_COUNT] = ROW_COUNT,
                                            [SURVEY_PROPORTION] =
                                                ROW_PROPORTION};
    const struct survey_request *q = w->request;
    const struct survey_ask *ask = w->part->asks;
    struct survey_loading load = survey_loading(w, ask, false);
    struct survey_coding c =
        survey_code(w->ctx->reader, ask->query, q->variable);
    bool one = q->estimator == SURVEY_PROPORTION;
    size_t wanted = one ? wanted_category(q, &c) : 0;
    struct survey_block *blocks = survey_block_categories(
        w->ctx, &load, c.code, one && wanted == c.n ? c.n + 1 : c.n);
    for (size_t t = 0; t < w->domains->n; t++)
        for (size_t i = one ? wanted : 0; i < (one ? wanted + 1 : c.n); i++)
            write_share(w, t, what[q->estimator], &blocks[t], i,
                        one ? q->category : c.category[i]);
}

/* ------------------------------------------------------------- differences */

static bool same_row(const struct survey_row *a, const struct survey_row *b)
{
    bool category = a->category && b->category
                        ? strcmp(a->category, b->category) == 0
                        : a->category == b->category;
    return a->by == b->by && a->what == b->what && category;
}

static bool same_domain(const struct survey_writer *w,
                        const struct survey_row *a, const struct survey_row *b)
{
    if (!a->by || !b->by)
        return a->by == b->by;
    for (size_t i = 0; i < w->request->n_by; i++)
        if (strcmp(a->by[i], b->by[i]) != 0)
            return false;
    return true;
}

static void write_difference(struct survey_writer *w, struct survey_row first,
                             struct survey_row second)
{
    struct survey_row row = {.request = w->index,
                             .by = first.by,
                             .what = ROW_DIFFERENCE,
                             .of = w->request->estimator,
                             .category = first.category,
                             .n = first.n + second.n,
                             .missing = first.missing + second.missing,
                             .count = first.count + second.count};
    struct difference d;
    row.reason = first.reason ? first.reason : second.reason;
    row.se_reason = first.se.known ? second.se_reason : first.se_reason;
    if (first.estimate.known && second.estimate.known)
        row.estimate = survey_known(second.estimate.x - first.estimate.x);
    if (first.se.known && second.se.known) {
        bool good = first.df.x > 0 && second.df.x > 0;
        enum stat_status status =
            good ? stat_difference((struct estimate_df){first.estimate.x,
                                                        first.se.x, first.df.x},
                                   (struct estimate_df){second.estimate.x,
                                                        second.se.x,
                                                        second.df.x},
                                   w->ctx->design->level, &d)
                 : STAT_TOO_FEW;
        row.df = survey_known(first.df.x + second.df.x);
        row.se = survey_known(hypot(first.se.x, second.se.x));
        row.se_reason = status == STAT_OK          ? GAP_NONE
                        : status == STAT_TOO_FEW   ? GAP_NO_DF
                        : status == STAT_NO_SPREAD ? GAP_NO_SPREAD
                                                   : GAP_NOT_FINITE;
        if (status == STAT_OK) {
            row.estimate = survey_known(d.diff);
            row.lower = survey_known(d.ci.low);
            row.upper = survey_known(d.ci.high);
            row.p = survey_known(d.p);
            row.method = METHOD_T;
        }
    }
    struct survey_block none = {.n = 0};
    *survey_row_add(w, 0, ROW_DIFFERENCE, &none) = row;
}

/* Rows come as first wave, second wave of the same domain. */
static void write_differences(struct survey_writer *w, size_t from)
{
    size_t to = w->n;
    for (size_t i = from; i < to; i++) {
        for (size_t j = i + 1; j < to; j++) {
            struct survey_row a = w->rows[i], b = w->rows[j];
            bool pair = same_domain(w, &a, &b);
            b.by = a.by;
            pair = pair && same_row(&a, &b) && a.wave != b.wave &&
                   a.what != ROW_CHISQ && a.what != ROW_BASE;
            if (!pair)
                continue;
            write_difference(w, a, b);
            break;
        }
    }
}

/* -------------------------------------------------------------------- front */

static void write_request(struct survey_writer *w)
{
    size_t from = w->n;
    switch (w->request->estimator) {
    case SURVEY_TOTAL:
    case SURVEY_MEAN:
    case SURVEY_RATIO:
        write_numbers(w);
        break;
    case SURVEY_SHARE:
    case SURVEY_COUNT:
    case SURVEY_PROPORTION:
        write_shares(w);
        break;
    case SURVEY_QUANTILE:
        survey_write_quantile(w);
        break;
    case SURVEY_CROSSTAB:
        survey_write_crosstab(w);
        break;
    case SURVEY_MULTI:
        survey_write_multi(w);
        break;
    case SURVEY_COMPARE:
        survey_write_compare(w);
        break;
    }
    if (w->request->waves && w->ctx->design->n_waves == 2)
        write_differences(w, from);
}

static struct survey_summary summary_of(const struct survey_context *ctx)
{
    const struct design *d = ctx->design;
    const struct survey_ask *ask = &d->plan->design;
    struct survey_summary out = {.strata = d->n_strata, .units = d->n_units};
    struct design_count count = {.design = d};
    double w = 0, ww = 0;
    for (size_t i = 0; i < d->n_places; i++) {
        const struct design_place *p = &d->places[i];
        const struct sums_group *g = &ctx->sums->tables[0].groups[i];
        size_t product = ask->square[SQUARE_11];
        double square = product == PRODUCT_COUNT
                            ? (double)g->n
                            : sums_double(g->sums[product],
                                          sums_scale(ctx->sums, 0, product));
        out.n += g->n + g->missing;
        w += p->weight;
        ww += square * p->factor * p->factor;
        if (p->weight > 0)
            survey_design_count(&count, (unsigned)i, p->rows);
    }
    if (!d->plan->units)
        out.units = out.n;
    struct kish kish;
    out.sum_w = survey_known(w);
    out.sum_w2 = survey_known(ww);
    out.df = survey_known(survey_design_df(&count));
    if (stat_kish((double)out.n, w, ww, &kish) == STAT_OK) {
        out.deff_kish = survey_known(kish.deff);
        out.n_eff = survey_known(kish.n_eff);
    }
    for (size_t c = 0; c < ctx->weights->cells && !ctx->weights->stuck; c++) {
        double f = survey_weights_factors(ctx->weights, 0, c)[0];
        if (ctx->weights->width > 1)
            break;
        if (c == 0 || f < out.least.x)
            out.least = survey_known(f);
        if (c == 0 || f > out.greatest.x)
            out.greatest = survey_known(f);
    }
    return out;
}

/* Do two requests cut the same domains of the same rows? */
static bool same_domains(const struct survey_writer *w,
                         const struct survey_request *q,
                         const struct survey_part *part)
{
    const struct survey_request *last = w->request;
    if (!w->part || w->part->domain.query != part->domain.query ||
        last->n_by != q->n_by || last->n_where != q->n_where ||
        last->by_only != q->by_only || last->waves != q->waves)
        return false;
    for (size_t i = 0; i < q->n_by; i++)
        if (last->by[i] != q->by[i])
            return false;
    for (size_t i = 0; i < q->n_where; i++)
        if (last->where[i].variable != q->where[i].variable ||
            strcmp(last->where[i].category, q->where[i].category) != 0)
            return false;
    return true;
}

static void write_all(const struct survey_context *ctx,
                      const struct survey_plan *plan,
                      const struct survey_request *requests, size_t n,
                      struct survey_writer *w)
{
    w->ctx = ctx;
    for (size_t i = 0; i < n; i++) {
        const struct survey_part *part = &plan->parts[i];
        bool same = same_domains(w, &requests[i], part);
        struct arena_mark mark = arena_mark(ctx->arena);
        w->request = &requests[i];
        w->part = part;
        w->index = i;
        if (!same) {
            struct survey_domains *d =
                arena_make(ctx->reader->arena, struct survey_domains, 1);
            *d = survey_domains_find(ctx->reader, part->domain.query, ctx->spec,
                                     w->request);
            w->domains = d;
            w->frame = survey_frame(ctx, d, part->domain.query, true);
            w->df = domain_df(ctx, &part->domain, &w->frame);
        }
        write_request(w);
        arena_reset(ctx->arena, mark);
    }
}

struct survey_answers survey_estimate(struct arena *arena,
                                      const struct survey_design *spec,
                                      const struct survey_request *requests,
                                      size_t n, const struct sums *sums)
{
    struct survey_answers out = {.n = 0};
    struct survey_notes notes = {.arena = arena};
    struct survey_plan plan = survey_plan(arena, spec, requests, n);
    if (!sums_same_spec(plan.spec, sums->spec)) {
        survey_note(&notes, TROUBLE_OTHER_SUMS, NULL, NULL, 0);
    } else {
        struct design design =
            survey_design_read(arena, spec, &plan, sums, &notes);
        struct survey_generated gen =
            survey_generated_make(arena, spec, &design, &notes);
        struct arena *scratch = arena_open();
        struct survey_reader reader = {arena, scratch, sums, &notes, NULL};
        struct survey_weights weights =
            survey_weights_make(&reader, spec, &design, &gen);
        struct survey_context ctx = {scratch,  &reader, spec, &design,
                                     &weights, &gen,    sums, &notes};
        struct survey_t t = {.of_df = 0};
        struct survey_writer w = {.t = &t};
        write_all(&ctx, &plan, requests, n, &w);
        out.rows = w.rows;
        out.n = w.n;
        out.summary = summary_of(&ctx);
        arena_close(scratch);
    }
    out.findings = notes.all;
    out.n_findings = notes.n;
    return out;
}
