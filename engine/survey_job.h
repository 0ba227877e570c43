/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * survey_job.h - what the options of `shihyo survey` ask for.
 *
 * Options become a design and requests of indicators/survey.h.  Names are
 * looked up in a scope: what --define and the codebook define, then the
 * columns of the file; so the header has to be known first.  What is no
 * value of its option at all is a usage error (`trouble`); a name that means
 * nothing, and files that options name, are errors of the input.
 */
#ifndef SHIHYO_ENGINE_SURVEY_JOB_H
#define SHIHYO_ENGINE_SURVEY_JOB_H

#include "data/codebook.h"
#include "data/define.h"
#include "engine/cli.h"
#include "indicators/survey.h"

struct survey_job {
    struct arena *arena;
    struct diag *diag;
    const char *trouble; /* the option that is wrong; "" where nothing is asked
                            for; or NULL */
    /* survey_job_open(): */
    const char *const *files;
    size_t n_files;
    bool from_sums;
    const char *out, *sums_out; /* NULL: standard output, none */
    int digits;                 /* significant digits of the output */
    unsigned jobs;              /* 0: as many as there are processors */
    const char *codebook_path;
    bool error_table;
    int population; /* 0: not known */
    /* survey_job_read(): */
    const struct codebook *codebook; /* NULL: none */
    struct define_scope scope;
    struct survey_design design;
    size_t n_rscales; /* of the replicates, in their file */
    const struct survey_request *requests;
    size_t n_requests;
    const struct sums_spec *spec; /* with the decimals that are declared */
};

/* What must be known before the header: files, outputs.  false: trouble. */
bool survey_job_open(struct survey_job *job, const struct options *options);
/* The rest, by the names of the file's columns.  false: trouble, or errors
 * were said. */
bool survey_job_read(struct survey_job *job, const struct options *options,
                     const char *const *columns, size_t n_columns);

#endif
