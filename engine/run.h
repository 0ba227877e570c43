/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * run.h - one evaluation of a plan, from folder to papers.
 *
 *   plan_open      plan.xml + CSV            -> struct plan
 *   evaluate_all   indicators + year         -> struct evaluations
 *   trends_fit     declared windows          -> struct trend, one each
 *   verdicts_make  declared methods          -> struct verdicts
 *   figures_make   evaluations + trends      -> scenes, SVG
 *   report_write   all of the above          -> report.xml
 *   convert_html   report.xml + plates       -> report.html
 *   outbox_commit  the set of files          -> OUT, whole or not at all
 *
 * run_evaluate() does the first four, cmd_run.c the rest.
 *
 * Every value is made once and not changed; all live in the run's arena.
 */
#ifndef SHIHYO_ENGINE_RUN_H
#define SHIHYO_ENGINE_RUN_H

#include "charts/scene.h"
#include "engine/cli.h"
#include "engine/plan.h"
#include "engine/sentence.h"
#include "indicators/evaluate.h"

enum exit_status {
    EXIT_DONE = 0,
    EXIT_INPUT = 1,
    EXIT_USAGE = 2,
    EXIT_SYSTEM = 3,
    EXIT_INTERNAL = 4,
    EXIT_CONTRADICTED = 6 /* audit: something does not hold */
};

enum figure_format { FORMAT_SVG = 1, FORMAT_PDF = 2, FORMAT_PNG = 4 };

struct options {
    const char *plan, *out;
    enum lang lang;
    const char *as_of; /* NULL: the plan's own */
    int era;           /* enum era_style, or -1: the plan's own */
    enum tone tone;
    unsigned formats; /* of enum figure_format */
    bool strict;      /* -W error */
    bool diag_csv;
    bool csv;                    /* audit: CSV instead of a table */
    const char *const *operands; /* plan is the first of them */
    size_t n_operands;
    const struct given *given; /* the command's own options, in order */
    size_t n_given;
};

struct run {
    struct arena *arena;
    struct diag *diag;
    const struct options *options;
    const struct plan *plan;
    struct speaker speaker;
    struct evaluations evaluations;
    const struct trend *trends;      /* plan->n_trends of them */
    const struct verdicts *verdicts; /* verdicts.h; NULL: none declared */
    char digest[65];                 /* over the digests of all inputs */
};

/* An open arena and an empty list of messages; ends with run_finish(). */
struct run run_start(const struct options *options);
/* Reads the plan, evaluates it, fits its trends.  false: errors said. */
bool run_evaluate(struct run *run);
/* Prints the messages, and last_words to standard output when nothing is
 * wrong; frees everything; returns the exit status. */
int run_finish(struct run *run, const char *last_words);

/* The trend declared for a segment, and its declaration; NULL: none. */
const struct trend *run_trend(const struct run *run,
                              const struct segment *segment,
                              const struct plan_trend **declared);

#endif
