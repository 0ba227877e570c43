/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Quantiles from exact weights of each value, with Woodruff's interval: the
 * interval of F at the quantile, turned back into values.
 * [Woodruff 1952; R survey svyquantile, which gives the se as the length of
 * the interval over 2 t]
 */
#include "data/number.h"
#include "indicators/stat_quantile.h"
#include "indicators/stat_test.h"
#include "indicators/survey_notes.h"
#include "indicators/survey_row.h"

#include <math.h>
#include <stdlib.h>

struct values {
    const struct survey_context *ctx;
    const struct variable *variable;
    size_t n;
    struct decimal *value; /* distinct, ascending */
    double *x;
    const unsigned *code; /* of each group; SURVEY_OUT: missing */
};

struct ranked {
    struct decimal value;
    size_t category;
};

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    return decimal_compare(x->value, y->value);
}

/* Numbers of the categories; two ways of writing one number are one value. */
static void rank(struct values *v, const struct survey_coding *c,
                 unsigned *value_of)
{
    struct arena *arena = v->ctx->arena;
    const struct number_spec plain = {.unit = NULL};
    struct ranked *all = arena_make(arena, struct ranked, c->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        struct number number;
        struct finding f = number_read(c->category[i], &plain, &number);
        value_of[i] = SURVEY_OUT;
        if (message_is_error(f.id) || number.missing != MISSING_NOT)
            survey_note(v->ctx->notes, TROUBLE_NOT_NUMBER, c->category[i],
                        variable_name(v->variable), 1);
        else
            all[n++] = (struct ranked){number.value, i};
    }
    if (n)
        qsort(all, n, sizeof *all, compare_ranked);
    v->value = arena_make(arena, struct decimal, n + 1);
    v->x = arena_make(arena, double, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (v->n == 0 ||
            decimal_compare(v->value[v->n - 1], all[i].value) != 0) {
            v->value[v->n] = all[i].value;
            v->x[v->n++] = decimal_double(all[i].value);
        }
        value_of[all[i].category] = (unsigned)v->n - 1;
    }
}

static struct values read_values(const struct survey_writer *w, size_t query)
{
    const struct survey_context *ctx = w->ctx;
    const struct survey_measure *y = &w->request->y;
    struct values v = {.ctx = ctx, .variable = y->variable};
    if (y->column)
        v.variable = variable_plain(ctx->reader->arena, y->column);
    struct survey_coding c = survey_code(ctx->reader, query, v.variable);
    unsigned *value_of = arena_make(ctx->arena, unsigned, c.n + 1);
    rank(&v, &c, value_of);
    size_t n = ctx->sums->tables[query].n;
    unsigned *code = arena_make(ctx->arena, unsigned, n + 1);
    for (size_t i = 0; i < n; i++)
        code[i] = c.code[i] == SURVEY_OUT ? SURVEY_OUT : value_of[c.code[i]];
    v.code = code;
    return v;
}

/* ------------------------------------------------------------------ weights */

/* The weights of a domain, ascending by value and weight: sums over equal
 * values, or one entry for each row where the rule counts rows. */
struct distribution {
    size_t n;
    const struct decimal **value;
    double *x, *weight;
    int128 *exact; /* NULL: weights that are no decimals */
};

struct entry {
    unsigned code;
    int128 exact;
    double weight;
};

struct weighing {
    const struct survey_writer *w;
    const struct survey_loading *load;
    const struct values *v;
    bool rows; /* an entry for each row */
    bool exact;
    struct entry **entries; /* of each target */
    size_t *n;
};

static size_t prefix_of(const struct survey_loading *load, size_t group)
{
    return load->frame.of ? load->frame.of[group] : group;
}

static double group_weight(const struct weighing *g, size_t group)
{
    const struct survey_frame *f = &g->load->frame;
    size_t prefix = prefix_of(g->load, group);
    const struct survey_context *ctx = g->w->ctx;
    const struct survey_ask *ask = g->load->ask;
    const struct sums_group *from =
        &ctx->sums->tables[ask->query].groups[group];
    const double *c = survey_weights_factors(ctx->weights, 0, f->cell[prefix]);
    double sum = 0;
    for (size_t j = 0; j < ctx->weights->width; j++) {
        size_t product = ask->weighted[j];
        double t =
            product == PRODUCT_COUNT
                ? (double)from->n
                : sums_double(from->sums[product],
                              sums_scale(ctx->sums, ask->query, product));
        sum += c[j] * t;
    }
    return sum * ctx->design->places[f->place[prefix]].factor;
}

/* Rows of a group have one weight where rows are counted: it is a key. */
static void add_group(struct weighing *g, size_t group, unsigned target)
{
    const struct survey_ask *ask = g->load->ask;
    const struct sums_group *from =
        &g->w->ctx->sums->tables[ask->query].groups[group];
    size_t product = ask->weighted[0];
    struct entry *e = g->entries[target];
    struct entry add = {
        g->v->code[group],
        product == PRODUCT_COUNT ? (int128)from->n : from->sums[product],
        group_weight(g, group),
    };
    if (!g->rows) {
        e[add.code].code = add.code;
        e[add.code].weight += add.weight;
        g->exact = g->exact &&
                   int128_add(e[add.code].exact, add.exact, &e[add.code].exact);
        return;
    }
    add.exact /= (int128)from->n;
    add.weight /= (double)from->n;
    for (uint64_t i = 0; i < from->n; i++)
        e[g->n[target]++] = add;
}

static void weigh(struct weighing *g, bool count)
{
    const struct sums_table *table =
        &g->w->ctx->sums->tables[g->load->ask->query];
    for (size_t i = 0; i < table->n; i++) {
        const struct survey_places *p = &g->load->frame.places;
        size_t prefix = prefix_of(g->load, i);
        const unsigned targets[2] = {p->total[prefix], p->domain[prefix]};
        for (size_t k = 0; k < 2; k++) {
            bool out = g->v->code[i] == SURVEY_OUT ||
                       targets[k] == SURVEY_OUT || table->groups[i].n == 0;
            if (out)
                continue;
            if (count)
                g->n[targets[k]] += table->groups[i].n;
            else
                add_group(g, i, targets[k]);
        }
    }
}

static int compare_entries(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->code != y->code)
        return x->code < y->code ? -1 : 1;
    if (x->exact != y->exact)
        return x->exact < y->exact ? -1 : 1;
    return x->weight < y->weight ? -1 : x->weight > y->weight;
}

static struct distribution distribution_of(const struct weighing *g,
                                           size_t target)
{
    struct arena *arena = g->w->ctx->arena;
    struct entry *e = g->entries[target];
    size_t n = g->n[target];
    struct distribution d = {
        .n = n,
        .value = arena_make(arena, const struct decimal *, n + 1),
        .x = arena_make(arena, double, n + 1),
        .weight = arena_make(arena, double, n + 1),
        .exact = g->exact ? arena_make(arena, int128, n + 1) : NULL,
    };
    if (n)
        qsort(e, n, sizeof *e, compare_entries);
    for (size_t i = 0; i < n; i++) {
        d.value[i] = &g->v->value[e[i].code];
        d.x[i] = g->v->x[e[i].code];
        d.weight[i] = e[i].weight;
        if (d.exact)
            d.exact[i] = e[i].exact;
    }
    return d;
}

static struct distribution *distributions(const struct survey_writer *w,
                                          const struct survey_loading *load,
                                          const struct values *v)
{
    const struct survey_context *ctx = w->ctx;
    struct arena *arena = ctx->arena;
    enum survey_qrule rule = w->request->rule;
    struct weighing g = {
        .w = w,
        .load = load,
        .v = v,
        .rows = rule == QRULE_SHAHVAISH || rule == QRULE_HF7,
        .exact = survey_common_factor(ctx),
        .entries = arena_make(arena, struct entry *, load->frame.n_targets + 1),
        .n = arena_make(arena, size_t, load->frame.n_targets + 1),
    };
    if (g.rows)
        weigh(&g, true);
    for (size_t t = 0; t < load->frame.n_targets; t++) {
        size_t room = g.rows ? g.n[t] : v->n;
        g.entries[t] = arena_make(arena, struct entry, room + 1);
        for (unsigned i = 0; !g.rows && i < v->n; i++)
            g.entries[t][i].code = i;
        g.n[t] = g.rows ? 0 : v->n;
    }
    weigh(&g, false);
    struct distribution *out =
        arena_make(arena, struct distribution, load->frame.n_targets + 1);
    for (size_t t = 0; t < load->frame.n_targets; t++)
        out[t] = distribution_of(&g, t);
    return out;
}

static enum stat_status quantile_of(const struct distribution *d,
                                    struct decimal p, enum quantile_rule rule,
                                    double *out, struct survey_exact *exact)
{
    struct quantile_place at;
    if (!d->exact)
        return stat_quantile_double(d->x, d->weight, d->n, decimal_double(p),
                                    rule, out);
    enum stat_status status = stat_quantile(d->x, d->exact, d->n, p, rule, out);
    if (status != STAT_OK ||
        stat_quantile_place(d->exact, d->n, p, rule, &at) != STAT_OK)
        return status;
    struct decimal low = *d->value[at.low], high = *d->value[at.high], sum;
    if (at.share == 0 || decimal_compare(low, high) == 0) {
        exact->num = low.units;
        exact->known = decimal_power(low.scale, &exact->den);
    } else if (at.share == 0.5) {
        exact->known = decimal_add(low, high, &sum) &&
                       decimal_power(sum.scale, &exact->den) &&
                       int128_mul(exact->den, 2, &exact->den);
        exact->num = exact->known ? sum.units : 0;
    }
    return status;
}

/* One limit; each may exist without the other. */
static struct survey_value limit_of(const struct distribution *d, double p,
                                    enum quantile_rule rule)
{
    struct interval both;
    enum stat_status status =
        d->exact
            ? stat_woodruff(d->x, d->exact, d->n, p, p, rule, &both)
            : stat_woodruff_double(d->x, d->weight, d->n, p, p, rule, &both);
    return (struct survey_value){status == STAT_OK, both.low};
}

/* --------------------------------------------------------------------- rows */

static const enum quantile_rule rules[] = {
    [QRULE_MATH] = QUANTILE_MATH,
    [QRULE_SCHOOL] = QUANTILE_SCHOOL,
    [QRULE_SHAHVAISH] = QUANTILE_SHAHVAISH,
    [QRULE_HF7] = QUANTILE_HF7,
};

/* F at the quantile: the share of values not above it. */
static struct survey_result share_up_to(const struct survey_writer *w,
                                        const struct survey_loading *load,
                                        const struct values *v, size_t target,
                                        double quantile)
{
    const struct survey_context *ctx = w->ctx;
    size_t n = ctx->sums->tables[load->ask->query].n;
    struct arena_mark mark = arena_mark(ctx->arena);
    unsigned *code = arena_make(ctx->arena, unsigned, n + 1);
    for (size_t i = 0; i < n; i++) {
        size_t prefix = prefix_of(load, i);
        bool mine = load->frame.places.total[prefix] == target ||
                    load->frame.places.domain[prefix] == target;
        code[i] = !mine || v->code[i] == SURVEY_OUT ? SURVEY_OUT
                  : v->x[v->code[i]] <= quantile    ? 0
                                                    : 1;
    }
    struct survey_block *blocks = survey_block_categories(ctx, load, code, 2);
    struct survey_result r = survey_ratio(ctx, &blocks[target], 0, 2);
    arena_reset(ctx->arena, mark);
    return r;
}

static void write_interval(const struct survey_writer *w,
                           const struct distribution *d,
                           const struct survey_result *f,
                           struct survey_row *row)
{
    struct interval probability;
    double n_eff = 0, t = 0, level = w->ctx->design->level;
    enum survey_reason gap = GAP_NONE;
    enum quantile_rule rule = rules[w->request->rule];
    row->se_reason = f->gap ? f->gap : f->se_gap;
    if (row->se_reason != GAP_NONE)
        return;
    if (survey_ci(w, f, (double)row->n, row->df.x, &probability, &n_eff,
                  &gap) == METHOD_NONE) {
        row->se_reason = gap;
        return;
    }
    row->n_eff = survey_known(n_eff);
    row->lower = limit_of(d, probability.low, rule);
    row->upper = limit_of(d, probability.high, rule);
    bool both = row->lower.known && row->upper.known;
    if (!both)
        row->se_reason = GAP_OUTSIDE;
    else if (stat_t_quantile(0.5 + level / 2, row->df.x, &t) == STAT_OK)
        row->se = survey_known((row->upper.x - row->lower.x) / (2 * t));
    row->method = METHOD_WOODRUFF;
}

static void write_quantile(struct survey_writer *w,
                           const struct survey_loading *load,
                           const struct values *v, const struct distribution *d,
                           const struct survey_block *count, size_t target,
                           struct decimal p)
{
    double quantile = 0;
    struct survey_exact exact = {.known = false};
    struct survey_row *row = survey_row_add(w, target, ROW_QUANTILE, count);
    row->category = decimal_text(w->ctx->reader->arena, p);
    if (w->ctx->weights->stuck) {
        row->reason = GAP_CALIBRATION;
        return;
    }
    if (quantile_of(d, p, rules[w->request->rule], &quantile, &exact) !=
        STAT_OK) {
        row->reason = GAP_EMPTY;
        return;
    }
    row->estimate = survey_known(quantile);
    row->exact = exact;
    struct survey_result f = share_up_to(w, load, v, target, quantile);
    write_interval(w, d, &f, row);
}

void survey_write_quantile(struct survey_writer *w)
{
    const struct survey_request *q = w->request;
    const struct survey_ask *ask = w->part->asks;
    struct survey_loading load = survey_loading(w, ask, false);
    struct values v = read_values(w, ask->query);
    struct distribution *d = distributions(w, &load, &v);
    size_t n = w->ctx->sums->tables[ask->query].n;
    unsigned *one = arena_make(w->ctx->arena, unsigned, n + 1);
    for (size_t i = 0; i < n; i++)
        one[i] = v.code[i] == SURVEY_OUT ? SURVEY_OUT : 0;
    struct survey_block *count = survey_block_categories(w->ctx, &load, one, 1);
    for (size_t t = 0; t < w->domains->n; t++)
        for (size_t i = 0; i < q->n_p; i++)
            write_quantile(w, &load, &v, &d[t], &count[t], t, q->p[i]);
}
