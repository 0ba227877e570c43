/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/run.h"
#include "engine/survey_files.h"
#include "engine/survey_job_int.h"
#include <string.h>

/* ------------------------------------------------------------------- passes */

typedef bool (*read_one)(const struct reading *w, struct manner *m);

static bool each(struct survey_job *job, const struct options *options,
                 struct manner *m, read_one read)
{
    bool good = true;
    for (size_t i = 0; i < options->n_given && !job->trouble; i++) {
        const struct given *g = &options->given[i];
        struct reading w = {job, g, survey_option_name(g->id)};
        good = read(&w, m) && good;
    }
    return good && !job->trouble;
}

static bool first_pass(const struct reading *w, struct manner *m)
{
    (void)m;
    const struct variable *v;
    if (w->given->id != O_DEFINE)
        return true;
    if (!job_found(
            w, define_read(w->job->arena, w->given->value, &w->job->scope, &v)))
        return false;
    job_add_variable(w->job, v);
    return true;
}

static bool second_pass(const struct reading *w, struct manner *m)
{
    return job_design(w) && job_replication(w) && job_manner(w, m);
}

static bool third_pass(const struct reading *w, struct manner *m)
{
    struct survey_job *job = w->job;
    int estimator = job_estimator(w->given->id);
    if (estimator < 0)
        return true;
    struct survey_request q = {.estimator = (enum survey_estimator)estimator};
    if (!job_request(w, &q))
        return false;
    job_add_manner(job, m, &q);
    struct survey_request *all =
        arena_grow(job->arena, job->requests, job->n_requests,
                   job->n_requests + 1, sizeof *all);
    all[job->n_requests++] = q;
    job->requests = all;
    return true;
}

/* --decimals declares the scale of a column of the spec. */
static bool last_pass(const struct reading *w, struct manner *m)
{
    (void)m;
    struct survey_job *job = w->job;
    const char *name, *digits;
    int scale;
    if (w->given->id != O_DECIMALS)
        return true;
    if (!job_cut(job->arena, w->given->value, '=', true, &name, &digits) ||
        !job_count(w, digits, 18, &scale))
        return job_wrong(w);
    struct sums_column *columns =
        arena_grow(job->arena, job->spec->columns, job->spec->n_columns,
                   job->spec->n_columns, sizeof *columns);
    bool known = false;
    for (size_t i = 0; i < job->spec->n_columns; i++)
        if (columns[i].kind != SUMS_KEY && !strcmp(columns[i].name, name)) {
            columns[i].scale = scale;
            known = true;
        }
    struct sums_spec *spec =
        arena_grow(job->arena, job->spec, 1, 1, sizeof *spec);
    spec->columns = columns;
    job->spec = spec;
    return known || job_unknown(w, name, NULL);
}

static bool read_opening(const struct reading *w, struct manner *m)
{
    (void)m;
    struct survey_job *job = w->job;
    int jobs = 0;
    switch (w->given->id) {
    case O_SUMS:
        job->sums_out = w->given->value;
        return true;
    case O_FROM_SUMS:
        return job->from_sums = true;
    case O_OUTPUT:
        job->out = w->given->value;
        return *job->out || job_wrong(w);
    case O_CODEBOOK:
        job->codebook_path = w->given->value;
        return true;
    case O_ERRORS:
        return job->error_table = true;
    case O_POPULATION:
        return job_count(w, w->given->value, 200000000, &job->population);
    case O_DIGITS:
        job->digits = w->given->choice ? 17 : 10;
        return true;
    case O_JOBS:
        if (!job_count(w, w->given->value, 256, &jobs) || jobs == 0)
            return job_wrong(w);
        job->jobs = (unsigned)jobs;
        return true;
    default:
        return true;
    }
}

bool survey_job_open(struct survey_job *job, const struct options *options)
{
    job->digits = 10;
    job->files = options->operands;
    job->n_files = options->n_operands;
    return each(job, options, NULL, read_opening);
}

static bool read_codebook(struct survey_job *job)
{
    if (!job->codebook_path)
        return true;
    job->codebook = survey_files_codebook(job->arena, job->diag,
                                          job->codebook_path, &job->scope);
    return job->codebook != NULL;
}

/* As many factors as replicates. */
static bool check_rscales(const struct survey_job *job)
{
    size_t n = job->design.replicates.n_columns;
    if (!job->n_rscales || job->n_rscales == n)
        return true;
    diag_add(job->diag, MSG_SURVEY_RSCALES, (struct place){0},
             str_count(job->arena, job->n_rscales), str_count(job->arena, n),
             NULL);
    return false;
}

/* A full count has no design. */
static bool check_census(struct survey_job *job)
{
    const struct survey_design *d = &job->design;
    if (!d->census || !(d->strata[0] || d->psu[0] || d->ssu || d->fpc ||
                        d->fpc2 || d->replicates.method || d->calibration))
        return true;
    job->trouble = survey_option_name(O_CENSUS);
    return false;
}

bool survey_job_read(struct survey_job *job, const struct options *options,
                     const char *const *columns, size_t n_columns)
{
    struct manner m = {.ci = SURVEY_CI_BETA};
    job->scope =
        (struct define_scope){.columns = columns, .n_columns = n_columns};
    if (!read_codebook(job) || !each(job, options, &m, first_pass) ||
        !each(job, options, &m, second_pass) ||
        !each(job, options, &m, third_pass) || !check_rscales(job) ||
        !check_census(job))
        return false;
    if (job->n_requests == 0 && !job->error_table) {
        job->trouble = "";
        return false;
    }
    job->spec =
        survey_need(job->arena, &job->design, job->requests, job->n_requests);
    return each(job, options, &m, last_pass);
}
