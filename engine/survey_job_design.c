/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/survey_files.h"
#include "engine/survey_job_int.h"
#include <regex.h>
#include <string.h>

/* ------------------------------------------------------------- calibration */

static bool read_margin(const struct reading *w, enum survey_calibration how)
{
    struct survey_job *job = w->job;
    struct survey_design *d = &job->design;
    const char *name, *path;
    if (!job_cut(job->arena, w->given->value, '=', true, &name, &path))
        return job_wrong(w);
    if (d->calibration && d->calibration != how)
        return job_wrong(w);
    struct survey_margin *all = arena_grow(job->arena, d->margins, d->n_margins,
                                           d->n_margins + 1, sizeof *all);
    struct survey_margin *margin = &all[d->n_margins];
    if (!job_variable(w, name, &margin->variable))
        return false;
    const struct csv *csv = survey_files_open(job->arena, job->diag, path);
    if (!csv || !survey_files_margin(job->arena, job->diag, csv, "", margin))
        return false;
    d->calibration = how;
    d->margins = all;
    d->n_margins++;
    return d->n_margins == 1 || how != CALIBRATION_POSTSTRATA || job_wrong(w);
}

static bool read_calibration_total(const struct reading *w)
{
    struct survey_job *job = w->job;
    struct survey_design *d = &job->design;
    const char *name, *number;
    struct survey_total total;
    if (!job_cut(job->arena, w->given->value, '=', true, &name, &number) ||
        !job_decimal(str_of(number), &total.total) ||
        (d->calibration && d->calibration != CALIBRATION_GREG))
        return job_wrong(w);
    if (!job_column(w, name, &total.column))
        return false;
    struct survey_total *all = arena_grow(job->arena, d->totals, d->n_totals,
                                          d->n_totals + 1, sizeof *all);
    all[d->n_totals++] = total;
    d->totals = all;
    d->calibration = CALIBRATION_GREG;
    return true;
}

/* Columns whose whole name fits a regular expression, in the file's order. */
static bool read_replicates(const struct reading *w)
{
    struct survey_job *job = w->job;
    const struct define_scope *scope = &job->scope;
    struct survey_replicates *r = &job->design.replicates;
    const char **names = arena_make(job->arena, const char *, scope->n_columns);
    regex_t regex;
    const char *whole = str_join(job->arena, "^(", w->given->value, ")$", NULL);
    if (regcomp(&regex, whole, REG_EXTENDED | REG_NOSUB) != 0)
        return job_wrong(w);
    r->n_columns = 0; /* of an option that is given twice the last one counts */
    for (size_t i = 0; i < scope->n_columns; i++)
        if (regexec(&regex, scope->columns[i], 0, NULL, 0) == 0)
            names[r->n_columns++] = scope->columns[i];
    regfree(&regex);
    r->columns = names;
    return r->n_columns || job_unknown(w, w->given->value, NULL);
}

/* ------------------------------------------------------------------ design */

bool job_design(const struct reading *w)
{
    struct survey_design *d = &w->job->design;
    const char *value = w->given->value;
    switch (w->given->id) {
    case O_CENSUS:
        return d->census = true;
    case O_WEIGHT:
        return job_column(w, value, &d->weight);
    case O_STRATA:
        return job_columns(w, d->strata);
    case O_PSU:
        return job_columns(w, d->psu);
    case O_SSU:
        return job_column(w, value, &d->ssu);
    case O_FPC:
        return job_column(w, value, &d->fpc);
    case O_FPC2:
        return job_column(w, value, &d->fpc2);
    case O_NEST:
        return d->nest = true;
    case O_LONELY:
        d->lonely = (enum survey_lonely)w->given->choice;
        return true;
    case O_DOMAIN_LONELY:
        return d->adjust_domain_lonely = true;
    case O_LEVEL:
        return job_double(w, 0, 1, &d->level);
    case O_WAVES:
        return job_variable(w, value, &d->wave);
    case O_SAME_UNITS:
        return d->waves_independent = true;
    case O_POSTSTRATIFY:
        return read_margin(w, CALIBRATION_POSTSTRATA);
    case O_RAKE:
        return read_margin(w, CALIBRATION_RAKING);
    case O_CALIBRATE:
        return read_margin(w, CALIBRATION_GREG);
    case O_CALIBRATE_TOTAL:
        return read_calibration_total(w);
    default:
        return true;
    }
}

bool job_replication(const struct reading *w)
{
    struct survey_replicates *r = &w->job->design.replicates;
    switch (w->given->id) {
    case O_REPLICATES:
        return read_replicates(w);
    case O_METHOD:
        r->method =
            (enum survey_replication)(REPLICATION_JK1 + w->given->choice);
        return true;
    case O_SCALE:
        return job_double(w, 0, 1e30, &r->scale);
    case O_RSCALES:
        r->rscales = survey_files_rscales(w->job->arena, w->job->diag,
                                          w->given->value, &w->job->n_rscales);
        return r->rscales != NULL;
    case O_RHO:
        return job_double(w, -1, 1, &r->rho);
    case O_MSE:
        return r->mse = true;
    case O_FACTORS:
        return r->factors = true;
    default:
        return true;
    }
}
