/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * shihyo survey: estimates of one file of microdata, without a plan.
 *
 *   options + header    -> design, requests        survey_job.h
 *   requests            -> sums that they need     survey_need()
 *   one pass over files -> exact sums              scan.h, or sums_file.h
 *   sums                -> answers                 survey_estimate()
 *   answers             -> CSV                     survey_csv.h
 */
#include "engine/commands.h"

#include "data/scan.h"
#include "data/sums_file.h"
#include "engine/outbox.h"
#include "engine/outfile.h"
#include "engine/survey_csv.h"
#include "engine/survey_job.h"
#include "engine/survey_options.h"
#include "engine/survey_say.h"
#include <string.h>
#include <unistd.h>

struct work {
    struct run run;
    struct survey_job job;
    bool good; /* the options were read, and ask for something */
};

/* ------------------------------------------------------------------ reading */

/* The options, when the names of the columns are known. */
static const struct sums_spec *ask(void *data, const char *const *columns,
                                   size_t n)
{
    struct work *w = data;
    struct arena *arena = w->run.arena;
    const char **names = arena_make(arena, const char *, n);
    for (size_t i = 0; i < n; i++)
        names[i] = str_z(arena, str_of(columns[i]));
    w->good = survey_job_read(&w->job, w->run.options, names, n);
    return w->good ? w->job.spec : NULL;
}

static const struct sums *scan(struct work *w)
{
    const struct survey_job *job = &w->job;
    return scan_files(
        w->run.arena, w->run.diag,
        &(struct scan_request){.paths = job->files,
                               .n_paths = job->n_files,
                               .ask = ask,
                               .asker = w,
                               .threads = job->jobs,
                               .digests = job->sums_out != NULL,
                               .progress = isatty(STDERR_FILENO) == 1});
}

/* Sums that were made before; their names stand for the header. */
static const struct sums *read_sums(struct work *w)
{
    const struct sums *sums = sums_files_read(
        w->run.arena, w->run.diag, w->job.files, w->job.n_files, NULL);
    if (!sums)
        return NULL;
    const struct sums_spec *theirs = sums->spec;
    const char **names =
        arena_make(w->run.arena, const char *, theirs->n_columns);
    for (size_t i = 0; i < theirs->n_columns; i++)
        names[i] = theirs->columns[i].name;
    const struct sums_spec *ours = ask(w, names, theirs->n_columns);
    if (!ours || sums_same_spec(theirs, ours))
        return ours ? sums : NULL;
    char digest[2][65];
    sums_spec_digest(theirs, digest[0]);
    sums_spec_digest(ours, digest[1]);
    diag_add(w->run.diag, MSG_SURVEY_OTHER_SUMS, (struct place){0}, digest[0],
             digest[1], "", NULL);
    return NULL;
}

/* ------------------------------------------------------------------ writing */

static void write_sums(struct work *w, const struct sums *sums)
{
    const char *path = w->job.sums_out;
    if (strcmp(path, "-") == 0) {
        if (!sums_file_write_fd(sums, STDOUT_FILENO))
            diag_add(w->run.diag, MSG_WRITE, (struct place){0}, path, "", NULL);
        return;
    }
    struct outfile file = outfile_open(w->run.arena, w->run.diag, path);
    outfile_close(&file, w->run.diag,
                  file.fd >= 0 && sums_file_write_fd(sums, file.fd));
}

static const char *answer(struct work *w, const struct sums *sums)
{
    const struct survey_job *job = &w->job;
    struct arena *arena = w->run.arena;
    struct survey_answers answers = survey_estimate(
        arena, &job->design, job->requests, job->n_requests, sums);
    struct survey_origin origin = {
        .paths = job->files, .n_paths = job->from_sums ? 0 : job->n_files};
    if (!survey_say(arena, w->run.diag, &job->design, &answers, &origin))
        return "";
    const char *text =
        job->error_table
            ? survey_csv_errors(arena, &job->design, &answers, job->population)
            : survey_csv(arena, &job->design, job->requests, &answers,
                         job->digits);
    if (!job->out)
        return text;
    if (!diag_has_errors(w->run.diag))
        outfile_write(arena, w->run.diag, job->out, text);
    return "";
}

static const char *const estimates =
    "--total|--mean|--share|--count|--proportion|--ratio|--quantile|--crosstab|"
    "--multi";

static int usage(struct work *w)
{
    const struct options *options = w->run.options;
    int status = *w->job.trouble ? cli_usage(options, w->job.trouble)
                                 : cli_needed(options, estimates);
    arena_close(w->run.arena);
    return status;
}

static int survey(const struct options *options)
{
    struct work w = {.run = run_start(options)};
    const char *said = "";
    w.job.arena = w.run.arena;
    w.job.diag = w.run.diag;
    if (!survey_job_open(&w.job, options))
        return usage(&w);
    const struct sums *sums = w.job.from_sums ? read_sums(&w) : scan(&w);
    if (w.job.trouble)
        return usage(&w);
    if (sums && w.job.sums_out)
        write_sums(&w, sums);
    else if (sums)
        said = answer(&w, sums);
    return run_finish(&w.run, said);
}

const struct command command_survey = {
    .name = "survey",
    .takes = "FILE.csv...",
    .least = 1,
    .most = (size_t)-1,
    .own = {survey_options, SURVEY_OPTIONS},
    .run = survey,
    .what = {"調査の個票から推定値と標準誤差を求める",
             "estimates and standard errors from survey microdata"}};
