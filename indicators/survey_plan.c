/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/survey_plan.h"

#include <string.h>

enum { MOST_KEYS = 256 };

struct key_list {
    unsigned column[MOST_KEYS];
    size_t n;
};

struct query_draft {
    struct key_list keys, needs;
    struct sums_product *products;
    size_t n, cap;
};

struct drafting {
    struct arena *arena;
    const struct survey_design *design;
    struct survey_plan *plan;
    struct sums_column *columns;
    size_t n_columns, cap_columns;
    struct query_draft *queries;
    size_t n_queries, cap_queries;
    struct key_list units; /* wave, strata, psu, ssu, fpc, fpc2 */
    struct key_list cells; /* columns of the calibration */
    struct key_list auxiliaries;
    unsigned weight; /* where the design has one */
    unsigned *replicates;
};

/* ------------------------------------------------- columns and queries */

static unsigned add_column(struct drafting *d, const char *name,
                           enum sums_kind kind)
{
    for (size_t i = 0; i < d->n_columns; i++)
        if (d->columns[i].kind == kind && strcmp(d->columns[i].name, name) == 0)
            return (unsigned)i;
    if (d->n_columns == d->cap_columns) {
        size_t cap = d->cap_columns ? 2 * d->cap_columns : 32;
        d->columns = arena_grow(d->arena, d->columns, d->n_columns, cap,
                                sizeof *d->columns);
        d->cap_columns = cap;
    }
    d->columns[d->n_columns] =
        (struct sums_column){name, kind, SUMS_SCALE_FOUND};
    return (unsigned)d->n_columns++;
}

/* A column stands once in a list. */
static void add_key(struct key_list *list, unsigned column)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->column[i] == column)
            return;
    if (list->n < MOST_KEYS)
        list->column[list->n++] = column;
}

static void add_name(struct drafting *d, struct key_list *list,
                     const char *name)
{
    if (name)
        add_key(list, add_column(d, name, SUMS_KEY));
}

static void add_variable(struct drafting *d, struct key_list *list,
                         const struct variable *variable)
{
    const char *const *names = NULL;
    size_t n = variable ? variable_columns(variable, &names) : 0;
    for (size_t i = 0; i < n; i++)
        add_name(d, list, names[i]);
}

static void add_all(struct key_list *list, const struct key_list *more)
{
    for (size_t i = 0; i < more->n; i++)
        add_key(list, more->column[i]);
}

static bool same_list(const struct key_list *a, const struct key_list *b)
{
    return a->n == b->n && (a->n == 0 || memcmp(a->column, b->column,
                                                a->n * sizeof *a->column) == 0);
}

static size_t find_query(struct drafting *d, const struct key_list *keys,
                         const struct key_list *needs)
{
    for (size_t i = 0; i < d->n_queries; i++)
        if (same_list(&d->queries[i].keys, keys) &&
            same_list(&d->queries[i].needs, needs))
            return i;
    if (d->n_queries == d->cap_queries) {
        size_t cap = d->cap_queries ? 2 * d->cap_queries : 16;
        d->queries = arena_grow(d->arena, d->queries, d->n_queries, cap,
                                sizeof *d->queries);
        d->cap_queries = cap;
    }
    d->queries[d->n_queries] =
        (struct query_draft){.keys = *keys, .needs = *needs};
    return d->n_queries++;
}

/* Factors in ascending order, so that equal products are equal. */
static struct sums_product product_of(const struct key_list *factors)
{
    struct sums_product p = {.n = 0};
    for (size_t i = 0; i < factors->n && p.n < SUMS_FACTORS; i++) {
        unsigned at = p.n++;
        for (; at > 0 && p.factor[at - 1] > factors->column[i]; at--)
            p.factor[at] = p.factor[at - 1];
        p.factor[at] = factors->column[i];
    }
    return p;
}

static bool same_product(struct sums_product a, struct sums_product b)
{
    return a.n == b.n &&
           memcmp(a.factor, b.factor, a.n * sizeof *a.factor) == 0;
}

static size_t add_product(struct drafting *d, size_t query,
                          const struct key_list *factors)
{
    struct query_draft *q = &d->queries[query];
    struct sums_product p = product_of(factors);
    if (p.n == 0)
        return PRODUCT_COUNT;
    for (size_t i = 0; i < q->n; i++)
        if (same_product(q->products[i], p))
            return i;
    if (q->n == q->cap) {
        size_t cap = q->cap ? 2 * q->cap : 4;
        q->products =
            arena_grow(d->arena, q->products, q->n, cap, sizeof *q->products);
        q->cap = cap;
    }
    q->products[q->n] = p;
    return q->n++;
}

/* ------------------------------------------------------------- products */

static void push(struct key_list *list, unsigned column)
{
    if (list->n < MOST_KEYS)
        list->column[list->n++] = column;
}

/* The weight, to a power, or that of a replicate. */
static struct key_list weighting(const struct drafting *d, unsigned power,
                                 size_t replicate)
{
    struct key_list f = {.n = 0};
    bool factors = d->design->replicates.factors;
    for (unsigned i = 0; i < power && d->design->weight; i++)
        if (replicate == 0 || factors)
            push(&f, d->weight);
    if (replicate > 0)
        push(&f, d->replicates[replicate - 1]);
    return f;
}

struct term_columns {            /* of a number */
    const struct key_list *term; /* factors of TERM_Y, TERM_1, TERM_YY */
    size_t n;
};

static void weigh_terms(struct drafting *d, struct survey_ask *ask,
                        struct term_columns of)
{
    size_t aux = 1 + d->plan->auxiliaries;
    size_t reps = 1 + d->plan->replicates;
    size_t *weighted = arena_make(d->arena, size_t, reps * aux * of.n);
    for (size_t i = 0; i < reps * aux * of.n; i++) {
        size_t replicate = i / of.n / aux, auxiliary = i / of.n % aux;
        struct key_list f = weighting(d, 1, replicate);
        /* Without a design effect, as of replicates, y stands for y². */
        bool unused =
            (replicate > 0 || d->design->census) && i % of.n == TERM_YY;
        const struct key_list *term = &of.term[unused ? TERM_Y : i % of.n];
        for (size_t k = 0; k < term->n; k++)
            push(&f, term->column[k]);
        if (auxiliary > 0)
            push(&f, d->auxiliaries.column[auxiliary - 1]);
        weighted[i] = add_product(d, ask->query, &f);
    }
    ask->terms = of.n;
    ask->weighted = weighted;
}

static void square_terms(struct drafting *d, struct survey_ask *ask,
                         struct term_columns of)
{
    static const unsigned pairs[SQUARES][2] = {
        {TERM_Y, TERM_Y}, {TERM_Y, TERM_1}, {TERM_1, TERM_1}};
    for (size_t s = 0; s < SQUARES; s++) {
        struct key_list f = weighting(d, 2, 0);
        for (size_t i = 0; i < 2; i++) {
            size_t term = of.n > 1 ? pairs[s][i] : 0;
            for (size_t k = 0; k < of.term[term].n; k++)
                push(&f, of.term[term].column[k]);
        }
        ask->square[s] = add_product(d, ask->query, &f);
    }
}

static void ask_terms(struct drafting *d, struct survey_ask *ask,
                      struct term_columns of)
{
    weigh_terms(d, ask, of);
    if (d->plan->by_rows)
        square_terms(d, ask, of);
    bool raking = d->design->calibration == CALIBRATION_RAKING;
    for (size_t i = 0; i < TERMS; i++)
        ask->plain[i] = raking && i < of.n && i != TERM_YY
                            ? add_product(d, ask->query, &of.term[i])
                            : PRODUCT_COUNT;
}

/* ----------------------------------------------------------------- asks */

/* The rows of every group: the term 1. */
static struct survey_ask ask_rows(struct drafting *d,
                                  const struct key_list *keys)
{
    const struct key_list one = {.n = 0};
    struct survey_ask ask = {.query = find_query(d, keys, &d->auxiliaries)};
    ask_terms(d, &ask, (struct term_columns){&one, 1});
    return ask;
}

/* All rows of every group and their weight, and no more. */
static struct survey_ask ask_weight(struct drafting *d,
                                    const struct key_list *keys)
{
    const struct key_list none = {.n = 0};
    struct key_list w = weighting(d, 1, 0);
    struct survey_ask ask = {.query = find_query(d, keys, &none), .terms = 1};
    size_t *weighted = arena_make(d->arena, size_t, 1);
    weighted[0] = add_product(d, ask.query, &w);
    ask.weighted = weighted;
    return ask;
}

static struct survey_ask ask_number(struct drafting *d,
                                    const struct key_list *keys, const char *y,
                                    const char *x)
{
    struct key_list term[TERMS] = {{.n = 0}}, needs = {.n = 0};
    if (y) {
        unsigned column = add_column(d, y, SUMS_NUMBER);
        add_key(&needs, column);
        push(&term[TERM_Y], column);
        push(&term[TERM_YY], column);
        if (!x) /* a ratio has no design effect */
            push(&term[TERM_YY], column);
    }
    if (x) {
        unsigned column = add_column(d, x, SUMS_NUMBER);
        add_key(&needs, column);
        push(&term[TERM_1], column);
    }
    add_all(&needs, &d->auxiliaries);
    struct survey_ask ask = {.query = find_query(d, keys, &needs)};
    ask_terms(d, &ask, (struct term_columns){term, TERMS});
    return ask;
}

/* Design (unless the weights of replicates tell the errors), calibration,
 * where and by. */
static struct key_list domain_keys(struct drafting *d,
                                   const struct survey_request *r, bool units)
{
    struct key_list keys = {.n = 0};
    if (units)
        keys = d->units;
    else if (d->design->wave)
        add_variable(d, &keys, d->design->wave);
    add_all(&keys, &d->cells);
    for (size_t i = 0; i < r->n_where; i++)
        add_variable(d, &keys, r->where[i].variable);
    for (size_t i = 0; i < r->n_by; i++)
        add_variable(d, &keys, r->by[i]);
    return keys;
}

static void ask_items(struct drafting *d, const struct survey_request *r,
                      const struct key_list *keys, struct survey_part *part)
{
    struct survey_ask *asks =
        arena_make(d->arena, struct survey_ask, r->n_items + 1);
    struct key_list all = *keys;
    for (size_t i = 0; i < r->n_items; i++) {
        struct key_list own = *keys;
        add_variable(d, &own, r->items[i]);
        add_variable(d, &all, r->items[i]);
        asks[i] = ask_rows(d, &own);
    }
    asks[r->n_items] = ask_rows(d, r->base == BASE_ALL ? keys : &all);
    part->asks = asks;
    part->n_asks = r->n_items + 1;
}

static void ask_one(struct drafting *d, const struct survey_request *r,
                    struct key_list keys, struct survey_part *part)
{
    struct survey_ask *ask = arena_make(d->arena, struct survey_ask, 1);
    bool number = r->y.column || r->x.column;
    add_variable(d, &keys, r->column);
    add_variable(d, &keys, r->variable);
    add_variable(d, &keys, r->x.variable);
    add_variable(d, &keys, r->y.variable);
    if (r->estimator == SURVEY_QUANTILE) {
        bool persons = r->rule == QRULE_SHAHVAISH || r->rule == QRULE_HF7;
        if (persons) /* which need the weight of every row */
            add_name(d, &keys, d->design->weight);
        add_name(d, &keys, r->y.column);
        number = false;
    }
    *ask = number ? ask_number(d, &keys, r->y.column, r->x.column)
                  : ask_rows(d, &keys);
    part->asks = ask;
    part->n_asks = 1;
}

static struct survey_part draft_part(struct drafting *d,
                                     const struct survey_request *r)
{
    struct survey_part part = {.n_asks = 0};
    struct key_list keys = domain_keys(d, r, true);
    part.domain = ask_weight(d, &keys);
    if (d->plan->given)
        keys = domain_keys(d, r, false);
    if (r->estimator == SURVEY_MULTI)
        ask_items(d, r, &keys, &part);
    else
        ask_one(d, r, keys, &part);
    return part;
}

/* --------------------------------------------------------------- design */

static void draft_design(struct drafting *d)
{
    const struct survey_design *design = d->design;
    const struct survey_replicates *reps = &design->replicates;
    if (design->weight)
        d->weight = add_column(d, design->weight, SUMS_WEIGHT);
    add_variable(d, &d->units, design->wave);
    for (size_t i = 0; i < SURVEY_COMBINED; i++)
        add_name(d, &d->units, design->strata[i]);
    for (size_t i = 0; i < SURVEY_COMBINED; i++)
        add_name(d, &d->units, design->psu[i]);
    add_name(d, &d->units, design->ssu);
    add_name(d, &d->units, design->fpc);
    add_name(d, &d->units, design->fpc2);
    d->plan->units = design->psu[0] != NULL;
    d->plan->given = reps->method != REPLICATION_NONE && reps->n_columns > 0;
    d->plan->by_rows = reps->method == REPLICATION_NONE && !design->census &&
                       (!d->plan->units || (design->fpc2 && !design->ssu));
    d->plan->replicates = d->plan->given ? reps->n_columns : 0;
    d->replicates = arena_make(d->arena, unsigned, d->plan->replicates + 1);
    for (size_t i = 0; i < d->plan->replicates; i++)
        d->replicates[i] = add_column(d, reps->columns[i], SUMS_WEIGHT);
}

static void draft_calibration(struct drafting *d)
{
    const struct survey_design *design = d->design;
    if (design->calibration == CALIBRATION_NONE)
        return;
    for (size_t i = 0; i < design->n_margins; i++)
        add_variable(d, &d->cells, design->margins[i].variable);
    if (design->calibration != CALIBRATION_GREG)
        return;
    for (size_t i = 0; i < design->n_totals; i++)
        push(&d->auxiliaries,
             add_column(d, design->totals[i].column, SUMS_NUMBER));
    d->plan->auxiliaries = design->n_totals;
}

/* The sums from which the calibrated weights are made. */
static void ask_cells(struct drafting *d)
{
    struct key_list keys = d->units;
    size_t aux = d->plan->auxiliaries;
    add_all(&keys, &d->cells);
    d->plan->cells = ask_rows(d, &keys);
    size_t *cross =
        arena_make(d->arena, size_t, (1 + d->plan->replicates) * aux * aux + 1);
    for (size_t i = 0; i < (1 + d->plan->replicates) * aux * aux; i++) {
        struct key_list f = weighting(d, 1, i / aux / aux);
        push(&f, d->auxiliaries.column[i / aux % aux]);
        push(&f, d->auxiliaries.column[i % aux]);
        cross[i] = add_product(d, d->plan->cells.query, &f);
    }
    d->plan->cross = cross;
}

/* Weight and squared weight of every unit. */
static void ask_design(struct drafting *d)
{
    struct survey_ask *ask = &d->plan->design;
    *ask = ask_weight(d, &d->units);
    struct key_list ww = weighting(d, 2, 0);
    for (size_t i = 0; i < SQUARES; i++)
        ask->square[i] = add_product(d, ask->query, &ww);
}

/* ----------------------------------------------------------------- spec */

static const unsigned *copy_list(struct arena *arena,
                                 const struct key_list *list)
{
    unsigned *copy = arena_make(arena, unsigned, list->n + 1);
    for (size_t i = 0; i < list->n; i++)
        copy[i] = list->column[i];
    return copy;
}

static const struct sums_spec *spec_of(struct drafting *d)
{
    struct sums_spec *spec = arena_make(d->arena, struct sums_spec, 1);
    struct sums_query *queries =
        arena_make(d->arena, struct sums_query, d->n_queries);
    for (size_t i = 0; i < d->n_queries; i++) {
        const struct query_draft *q = &d->queries[i];
        queries[i] = (struct sums_query){
            .keys = copy_list(d->arena, &q->keys),
            .n_keys = q->keys.n,
            .needs = copy_list(d->arena, &q->needs),
            .n_needs = q->needs.n,
            .products = q->products,
            .n_products = q->n,
        };
    }
    *spec = (struct sums_spec){d->columns, d->n_columns, queries, d->n_queries};
    return spec;
}

struct survey_plan survey_plan(struct arena *arena,
                               const struct survey_design *design,
                               const struct survey_request *requests, size_t n)
{
    struct survey_plan plan = {.spec = NULL};
    struct drafting d = {.arena = arena, .design = design, .plan = &plan};
    struct survey_part *parts = arena_make(arena, struct survey_part, n);
    draft_design(&d);
    draft_calibration(&d);
    ask_design(&d);
    if (design->calibration != CALIBRATION_NONE)
        ask_cells(&d);
    for (size_t i = 0; i < n; i++)
        parts[i] = draft_part(&d, &requests[i]);
    plan.parts = parts;
    plan.spec = spec_of(&d);
    return plan;
}

const struct sums_spec *survey_need(struct arena *arena,
                                    const struct survey_design *design,
                                    const struct survey_request *requests,
                                    size_t n)
{
    return survey_plan(arena, design, requests, n).spec;
}
