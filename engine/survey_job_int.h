/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * survey_job_int.h - what the files that read the options of `shihyo survey`
 * share.  Nobody else includes it.
 */
#ifndef SHIHYO_ENGINE_SURVEY_JOB_INT_H
#define SHIHYO_ENGINE_SURVEY_JOB_INT_H

#include "engine/survey_job.h"
#include "engine/survey_options.h"

/* An option as it was given, while it is being read. */
struct reading {
    struct survey_job *job;
    const struct given *given;
    const char *name; /* of the option, for messages */
};

/* What holds for all requests, wherever it stands among the options. */
struct manner {
    const struct variable *const *by;
    size_t n_by;
    struct survey_filter *where;
    size_t n_where;
    enum survey_ci ci;
    enum survey_qrule rule;
    enum survey_test test;
    enum survey_base base;
};

/* ------------------------------------------- survey_job_values.c: values */

/* The value is none of this option: a usage error.  Always false. */
bool job_wrong(const struct reading *w);
bool job_decimal(struct str text, struct decimal *out);
/* Between low and high, exclusive. */
bool job_double(const struct reading *w, double low, double high, double *out);
bool job_count(const struct reading *w, const char *text, int most, int *out);
/* Cuts at the first (last: the last) sign; false: it is not there, or a side
 * is empty. */
bool job_cut(struct arena *arena, const char *text, char sign, bool last,
             const char **left, const char **right);
/* Names separated by commas. */
size_t job_split(struct arena *arena, const char *text,
                 const char *const **out);
/* A name that means nothing: an error of the input.  Always false. */
bool job_unknown(const struct reading *w, const char *name,
                 const char *nearest);
bool job_column(const struct reading *w, const char *name, const char **out);
bool job_columns(const struct reading *w, const char *out[SURVEY_COMBINED]);
bool job_variable(const struct reading *w, const char *name,
                  const struct variable **out);
/* A number of a row: a column as it stands, unless something defines it. */
bool job_measure(const struct reading *w, const char *name,
                 struct survey_measure *out);
bool job_variables(const struct reading *w, const char *text,
                   const struct variable *const **out, size_t *n);
/* What a definition finds wrong is said with its text. */
bool job_found(const struct reading *w, struct finding f);
void job_add_variable(struct survey_job *job, const struct variable *v);

/* --------------------------------------------------- survey_job_design.c */
bool job_design(const struct reading *w);
bool job_replication(const struct reading *w);

/* ------------------------------------------------- survey_job_requests.c */
bool job_manner(const struct reading *w, struct manner *m);
/* The estimator that an option asks for, or -1. */
int job_estimator(int option);
bool job_request(const struct reading *w, struct survey_request *q);
void job_add_manner(const struct survey_job *job, const struct manner *m,
                    struct survey_request *q);

#endif
