/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/survey_job_int.h"
#include <fnmatch.h>
#include <string.h>

/* COL=VALUE is a filter as it stands; any other condition is a definition. */
static bool read_where(const struct reading *w, struct manner *m)
{
    struct survey_job *job = w->job;
    struct survey_filter filter = {.category = "1"};
    if (!job_found(w, define_condition(job->arena, w->given->value, &job->scope,
                                       &filter.variable)))
        return false;
    m->where = arena_grow(job->arena, m->where, m->n_where, m->n_where + 1,
                          sizeof *m->where);
    m->where[m->n_where++] = filter;
    return true;
}

bool job_manner(const struct reading *w, struct manner *m)
{
    switch (w->given->id) {
    case O_BY:
        return job_variables(w, w->given->value, &m->by, &m->n_by);
    case O_WHERE:
        return read_where(w, m);
    case O_CI:
        m->ci = (enum survey_ci)w->given->choice;
        return true;
    case O_QRULE:
        m->rule = (enum survey_qrule)w->given->choice;
        return true;
    case O_TEST:
        m->test = (enum survey_test)w->given->choice;
        return true;
    case O_BASE:
        m->base = (enum survey_base)w->given->choice;
        return true;
    default:
        return true;
    }
}

static bool read_proportion(const struct reading *w, struct survey_request *q)
{
    const char *name, *text, *nearest;
    if (!job_cut(w->job->arena, w->given->value, '=', false, &name, &text))
        return job_wrong(w);
    if (!job_variable(w, name, &q->variable))
        return false;
    q->category = variable_find(w->job->arena, q->variable, text, &nearest);
    if (!q->category)
        diag_add(w->job->diag, MSG_SURVEY_VALUE, (struct place){0}, text,
                 nearest ? str_join(w->job->arena, " → ", nearest, NULL) : "",
                 name, NULL);
    return q->category;
}

static bool read_ratio(const struct reading *w, struct survey_request *q)
{
    const char *y, *x;
    if (!job_cut(w->job->arena, w->given->value, '/', false, &y, &x))
        return job_wrong(w);
    return job_measure(w, y, &q->y) && job_measure(w, x, &q->x);
}

static bool read_quantile(const struct reading *w, struct survey_request *q)
{
    const char *name, *list;
    const char *const *texts;
    if (!job_cut(w->job->arena, w->given->value, ':', true, &name, &list))
        return job_wrong(w);
    size_t n = job_split(w->job->arena, list, &texts);
    struct decimal *p = arena_make(w->job->arena, struct decimal, n);
    for (size_t i = 0; i < n; i++)
        if (!job_decimal(str_of(texts[i]), &p[i]) || decimal_sign(p[i]) <= 0 ||
            decimal_compare(p[i], decimal_of(1, 0)) >= 0)
            return job_wrong(w);
    q->p = p;
    q->n_p = n;
    return job_measure(w, name, &q->y);
}

static bool read_crosstab(const struct reading *w, struct survey_request *q)
{
    const struct variable *const *both;
    size_t n;
    if (!job_variables(w, w->given->value, &both, &n))
        return false;
    if (n != 2)
        return job_wrong(w);
    q->variable = both[0];
    q->column = both[1];
    return true;
}

/* A set of the codebook; its members are missing out of its base. */
static bool read_set(const struct survey_job *job, const char *name,
                     struct survey_request *q)
{
    const struct codebook_set *set =
        job->codebook ? codebook_set_find(job->arena, job->codebook, name)
                      : NULL;
    if (!set)
        return false;
    const struct variable **items =
        arena_make(job->arena, const struct variable *, set->n);
    for (size_t i = 0; i < set->n; i++)
        items[i] = set->members[i].chosen;
    q->items = items;
    q->n_items = set->n;
    q->base = BASE_ANSWERED;
    return true;
}

/* Columns that fit a shell pattern, in the file's order. */
static bool read_multi(const struct reading *w, struct survey_request *q)
{
    struct survey_job *job = w->job;
    const struct define_scope *scope = &job->scope;
    const struct variable **items =
        arena_make(job->arena, const struct variable *, scope->n_columns);
    if (read_set(job, w->given->value, q))
        return true;
    for (size_t i = 0; i < scope->n_columns; i++)
        if (fnmatch(w->given->value, scope->columns[i], 0) == 0 &&
            !job_variable(w, scope->columns[i], &items[q->n_items++]))
            return false;
    q->items = items;
    return q->n_items || job_unknown(w, w->given->value, NULL);
}

bool job_request(const struct reading *w, struct survey_request *q)
{
    const char *value = w->given->value;
    switch (q->estimator) {
    case SURVEY_TOTAL:
    case SURVEY_MEAN:
        return job_measure(w, value, &q->y);
    case SURVEY_SHARE:
    case SURVEY_COUNT:
        return job_variable(w, value, &q->variable);
    case SURVEY_PROPORTION:
        return read_proportion(w, q);
    case SURVEY_RATIO:
        return read_ratio(w, q);
    case SURVEY_QUANTILE:
        return read_quantile(w, q);
    case SURVEY_CROSSTAB:
        return read_crosstab(w, q);
    case SURVEY_MULTI:
        return read_multi(w, q);
    case SURVEY_COMPARE:
        break;
    }
    return false;
}

int job_estimator(int option)
{
    static const struct {
        int option;
        enum survey_estimator estimator;
    } all[] = {{O_TOTAL, SURVEY_TOTAL},
               {O_MEAN, SURVEY_MEAN},
               {O_SHARE, SURVEY_SHARE},
               {O_COUNT, SURVEY_COUNT},
               {O_PROPORTION, SURVEY_PROPORTION},
               {O_RATIO, SURVEY_RATIO},
               {O_QUANTILE, SURVEY_QUANTILE},
               {O_CROSSTAB, SURVEY_CROSSTAB},
               {O_MULTI, SURVEY_MULTI}};
    for (size_t i = 0; i < LEN(all); i++)
        if (all[i].option == option)
            return (int)all[i].estimator;
    return -1;
}

void job_add_manner(const struct survey_job *job, const struct manner *m,
                    struct survey_request *q)
{
    q->by = m->by;
    q->n_by = m->n_by;
    q->where = m->where;
    q->n_where = m->n_where;
    q->ci = m->ci;
    q->rule = m->rule;
    q->test = m->test;
    if (q->base == BASE_ALL) /* a set of the codebook has its own */
        q->base = m->base;
    q->waves = job->design.wave && q->estimator != SURVEY_QUANTILE &&
               q->estimator != SURVEY_CROSSTAB;
}
