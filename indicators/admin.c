/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/admin.h"

#include <string.h>

/* ------------------------------------------------------------------- need */

/* Query 0 has every month; then come the pairs, then what requests add. */
enum { QUERY_MONTHS, QUERY_PAIRS };

struct plan {
    struct arena *arena;
    struct sums_column *columns;
    struct sums_query *queries;
    size_t n_columns, n_queries;
    size_t *query_of; /* of each request */
};

size_t admin_query_of_pair(size_t pair)
{
    return QUERY_PAIRS + pair;
}

static unsigned column_of(struct plan *p, const char *name, enum sums_kind kind)
{
    for (size_t i = 0; i < p->n_columns; i++)
        if (p->columns[i].kind == kind && strcmp(p->columns[i].name, name) == 0)
            return (unsigned)i;
    p->columns[p->n_columns] =
        (struct sums_column){name, kind, SUMS_SCALE_FOUND};
    return (unsigned)p->n_columns++;
}

static size_t names_of(const struct variable *where, const char *const **names)
{
    return where ? variable_columns(where, names) : 0;
}

/* The months and the columns of the condition, each once. */
static struct sums_query keys_of(struct plan *p, const char *period,
                                 const struct variable *where)
{
    const char *const *names = NULL;
    size_t n = names_of(where, &names);
    unsigned *keys = arena_make(p->arena, unsigned, n + 1);
    struct sums_query q = {.keys = keys, .n_keys = 1};
    keys[0] = column_of(p, period, SUMS_KEY);
    for (size_t i = 0; i < n; i++) {
        unsigned column = column_of(p, names[i], SUMS_KEY);
        size_t at = 0;
        while (at < q.n_keys && keys[at] != column)
            at++;
        keys[at] = column;
        q.n_keys += at == q.n_keys;
    }
    return q;
}

static void want_number(struct plan *p, const char *name, struct sums_query *q)
{
    unsigned *needs = arena_make(p->arena, unsigned, 1);
    struct sums_product *products =
        arena_make(p->arena, struct sums_product, 1);
    needs[0] = column_of(p, name, SUMS_NUMBER);
    products[0] = (struct sums_product){.n = 1, .factor = {needs[0]}};
    q->needs = needs;
    q->products = products;
    q->n_needs = q->n_products = 1;
}

static bool same_query(const struct sums_query *a, const struct sums_query *b)
{
    return a->n_keys == b->n_keys && a->n_needs == b->n_needs &&
           memcmp(a->keys, b->keys, a->n_keys * sizeof *a->keys) == 0 &&
           (!a->n_needs || a->needs[0] == b->needs[0]);
}

/* A query that does not stand there yet; pairs are never shared. */
static size_t add_query(struct plan *p, const struct sums_query *q,
                        size_t n_pairs)
{
    if (p->n_queries && same_query(&p->queries[QUERY_MONTHS], q))
        return QUERY_MONTHS;
    for (size_t i = QUERY_PAIRS + n_pairs; i < p->n_queries; i++)
        if (same_query(&p->queries[i], q))
            return i;
    p->queries[p->n_queries] = *q;
    return p->n_queries++;
}

static void add_pair(struct plan *p, const struct admin_pair *pair)
{
    unsigned *keys = arena_make(p->arena, unsigned, 2);
    keys[0] = column_of(p, pair->first, SUMS_KEY);
    keys[1] = column_of(p, pair->second, SUMS_KEY);
    p->queries[p->n_queries++] = (struct sums_query){.keys = keys, .n_keys = 2};
}

static size_t most_columns(const struct admin_file *file)
{
    size_t n = 1 + 2 * file->n_pairs;
    const char *const *names;
    for (size_t i = 0; i < file->n_requests; i++)
        n += 1 + names_of(file->requests[i].where, &names);
    return n;
}

static struct plan make_plan(struct arena *arena, const struct admin_file *file)
{
    struct plan p = {.arena = arena};
    p.columns = arena_make(arena, struct sums_column, most_columns(file));
    p.queries = arena_make(arena, struct sums_query,
                           1 + file->n_pairs + file->n_requests);
    p.query_of = arena_make(arena, size_t, file->n_requests);
    struct sums_query months = keys_of(&p, file->period, NULL);
    add_query(&p, &months, 0);
    for (size_t i = 0; i < file->n_pairs; i++)
        add_pair(&p, &file->pairs[i]);
    for (size_t i = 0; i < file->n_requests; i++) {
        const struct admin_request *r = &file->requests[i];
        struct sums_query q = keys_of(&p, file->period, r->where);
        if (r->column)
            want_number(&p, r->column, &q);
        p.query_of[i] = add_query(&p, &q, file->n_pairs);
    }
    return p;
}

const struct sums_spec *admin_need(struct arena *arena,
                                   const struct admin_file *file)
{
    struct sums_spec *spec = arena_make(arena, struct sums_spec, 1);
    struct plan p = make_plan(arena, file);
    *spec = (struct sums_spec){.columns = p.columns,
                               .n_columns = p.n_columns,
                               .queries = p.queries,
                               .n_queries = p.n_queries};
    return spec;
}

/* ----------------------------------------------------------------- months */

struct finding admin_month(const char *text, struct period *out)
{
    struct period period;
    struct finding f = period_read(text, AXIS_DATE, &period);
    if (!message_is_error(f.id))
        *out = (struct period){
            .kind = PERIOD_MONTH, .year = period.year, .month = period.month};
    return f;
}

struct month {
    bool known;
    int year; /* fiscal */
    int at;   /* 0: April */
};

struct estimating {
    struct arena *arena;
    const struct admin_file *file;
    const struct sums *sums;
    struct plan plan;
    struct month *months; /* of the texts of the period column */
    struct admin_year *years;
    size_t n_years;
    struct admin_value *values;
};

static void read_months(struct estimating *e)
{
    const struct sums_values *texts = &e->sums->values[0];
    int first = 0, last = -1;
    e->months = arena_make(e->arena, struct month, texts->n);
    for (size_t i = 0; i < texts->n; i++) {
        struct period p = {0};
        if (message_is_error(admin_month(texts->texts[i], &p).id))
            continue;
        int year = period_fiscal_year(p);
        bool none = last < first;
        e->months[i] = (struct month){true, year, (p.month + 8) % 12};
        first = none || year < first ? year : first;
        last = none || year > last ? year : last;
    }
    for (int year = first; year <= last; year++)
        e->n_years++;
    e->years = arena_make(e->arena, struct admin_year, e->n_years);
    for (size_t i = 0; i < e->n_years; i++)
        e->years[i].year = first + (int)i;
    for (size_t i = 0; i < texts->n; i++)
        if (e->months[i].known)
            e->years[e->months[i].year - first].months |= 1u << e->months[i].at;
}

/* ----------------------------------------------------------------- values */

/* Where the columns of a condition stand among the keys of a query. */
static size_t *key_places(const struct estimating *e, size_t query,
                          const struct variable *where, size_t *n)
{
    const struct sums_query *q = &e->plan.queries[query];
    const char *const *names = NULL;
    *n = names_of(where, &names);
    size_t *at = arena_make(e->arena, size_t, *n);
    for (size_t i = 0; i < *n; i++)
        while (strcmp(e->plan.columns[q->keys[at[i]]].name, names[i]) != 0)
            at[i]++;
    return at;
}

static bool holds(const struct variable *where, const char *const *texts)
{
    const char *category = where ? variable_category(where, texts) : "1";
    return category && strcmp(category, "1") == 0;
}

/* Adds a group to the year that it is of.  false: overflow. */
static bool add_group(struct admin_value *v, const struct sums_group *g,
                      bool numbers, unsigned month)
{
    v->n += g->n;
    v->missing += g->missing;
    v->months |= 1u << month;
    return int128_add(v->sum.units, numbers ? g->sums[0] : (int128)g->n,
                      &v->sum.units);
}

static void add_groups(struct estimating *e, size_t request,
                       struct admin_value *values)
{
    const struct admin_request *r = &e->file->requests[request];
    size_t query = e->plan.query_of[request], n;
    const struct sums_table *table = &e->sums->tables[query];
    const size_t *at = key_places(e, query, r->where, &n);
    const char **texts = arena_make(e->arena, const char *, n);
    for (size_t i = 0; i < table->n; i++) {
        const struct sums_group *g = &table->groups[i];
        struct month m = e->months[g->keys[0]];
        if (!m.known || (r->estimator == ADMIN_STOCK && m.at != ADMIN_MARCH))
            continue;
        for (size_t k = 0; k < n; k++)
            texts[k] = sums_text(e->sums, query, g, at[k]);
        struct admin_value *v = &values[m.year - e->years[0].year];
        if (holds(r->where, texts) &&
            !add_group(v, g, r->column != NULL, (unsigned)m.at))
            v->reason = ADMIN_OVERFLOW;
    }
}

static enum admin_reason judge(const struct admin_request *r,
                               const struct admin_value *v, unsigned months)
{
    unsigned needed = r->estimator == ADMIN_STOCK ? 1u << ADMIN_MARCH
                                                  : (1u << ADMIN_MONTHS) - 1;
    if (v->reason)
        return v->reason;
    if ((months & needed) != needed)
        return ADMIN_INCOMPLETE;
    if (!r->column || v->n)
        return ADMIN_GOOD;
    return v->missing ? ADMIN_NO_NUMBER : ADMIN_NO_ROW;
}

/* ------------------------------------------------------------- population */

/* A condition whose columns are partly those of a population. */
struct reach {
    const struct estimating *e;
    const struct admin_request *request;
    const char **texts;              /* of the condition's columns */
    const struct sums_values **open; /* NULL where the population has it */
    size_t n;
};

/* Can the condition hold with the texts so far, whatever the open columns
 * from `at` on hold? */
static bool can_hold(struct reach *reach, size_t at)
{
    while (at < reach->n && !reach->open[at])
        at++;
    if (at == reach->n)
        return holds(reach->request->where, reach->texts);
    for (size_t i = 0; i < reach->open[at]->n; i++) {
        reach->texts[at] = reach->open[at]->texts[i];
        if (can_hold(reach, at + 1))
            return true;
    }
    return false;
}

static bool is_among(struct reach *reach, const struct admin_people *row)
{
    const struct admin_population *p = reach->request->population;
    const char *const *names = NULL;
    reach->n = names_of(reach->request->where, &names);
    for (size_t i = 0; i < reach->n; i++) {
        size_t at = 0;
        while (at < p->n_columns && strcmp(p->columns[at], names[i]) != 0)
            at++;
        bool given = at < p->n_columns;
        const struct estimating *e = reach->e;
        struct plan plan = e->plan;
        reach->open[i] =
            given ? NULL
                  : &e->sums->values[column_of(&plan, names[i], SUMS_KEY)];
        reach->texts[i] = given ? row->texts[at] : "";
    }
    return can_hold(reach, 0);
}

/* The people of a year.  false: there are none, or too many. */
static bool people_of(const struct estimating *e, const struct admin_request *r,
                      int year, struct decimal *out)
{
    const char *const *names = NULL;
    size_t n = names_of(r->where, &names);
    struct reach reach = {
        .e = e,
        .request = r,
        .texts = arena_make(e->arena, const char *, n),
        .open = arena_make(e->arena, const struct sums_values *, n)};
    struct decimal all = decimal_of(0, 0);
    for (size_t i = 0; i < r->population->n; i++) {
        const struct admin_people *row = &r->population->rows[i];
        if (row->year == year && is_among(&reach, row) &&
            !decimal_add(all, row->people, &all))
            return false;
    }
    *out = all;
    return decimal_sign(all) > 0;
}

/* ------------------------------------------------------------------- last */

static void finish(const struct estimating *e, const struct admin_request *r,
                   int year, struct admin_value *v)
{
    struct rational x, by = {1, 1};
    struct decimal people;
    bool good =
        rational_of_decimal(v->sum, &x) && rational_mul(x, r->times, &x);
    if (r->estimator == ADMIN_RATE) {
        if (!r->population || !people_of(e, r, year, &people)) {
            v->reason = ADMIN_NO_POPULATION;
            return;
        }
        good = good && rational_of_decimal(people, &by);
    } else if (r->estimator == ADMIN_MEAN) {
        by.num = ADMIN_MONTHS;
    }
    if (!good || !rational_div(x, by, &v->value))
        v->reason = ADMIN_OVERFLOW;
}

static void estimate(struct estimating *e, size_t request)
{
    const struct admin_request *r = &e->file->requests[request];
    struct admin_value *values = &e->values[request * e->n_years];
    int scale =
        r->column ? sums_scale(e->sums, e->plan.query_of[request], 0) : 0;
    for (size_t y = 0; y < e->n_years; y++)
        values[y].sum.scale = scale;
    add_groups(e, request, values);
    for (size_t y = 0; y < e->n_years; y++) {
        values[y].reason = judge(r, &values[y], e->years[y].months);
        if (!values[y].reason)
            finish(e, r, e->years[y].year, &values[y]);
    }
}

struct admin_answers admin_estimate(struct arena *arena,
                                    const struct admin_file *file,
                                    const struct sums *sums)
{
    struct estimating e = {.arena = arena,
                           .file = file,
                           .sums = sums,
                           .plan = make_plan(arena, file)};
    read_months(&e);
    e.values =
        arena_make(arena, struct admin_value, file->n_requests * e.n_years);
    for (size_t i = 0; i < file->n_requests; i++)
        estimate(&e, i);
    return (struct admin_answers){e.years, e.n_years, e.values};
}
