/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/run.h"

#include "data/digest.h"
#include "engine/lints.h"
#include "engine/outbox.h"
#include "engine/verdicts.h"
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* -- reading and evaluating ------------------------------------------------ */

static void digest_inputs(struct run *run)
{
    struct buf b = buf_new(run->arena);
    for (size_t i = 0; i < run->plan->n_inputs; i++) {
        const struct source *source = run->plan->inputs[i];
        buf_z(&b, source->sha256);
        buf_z(&b, "  ");
        buf_z(&b, plan_file_label(run->arena, run->plan, source));
        buf_char(&b, '\n');
    }
    digest_sha256(buf_text(&b), b.len, run->digest);
}

/* The evaluation year: the option's, else the plan's. */
static int as_of_year(struct run *run)
{
    const char *text = run->options->as_of;
    struct period period;
    if (!text)
        return run->plan->as_of;
    struct finding f = period_read(text, AXIS_FISCAL_YEAR, &period);
    if (!message_is_error(f.id))
        return period_fiscal_year(period);
    diag_add(run->diag, MSG_AS_OF, (struct place){0}, text, NULL);
    return 0;
}

static void fit_trends(struct run *run)
{
    struct trend *all =
        arena_make(run->arena, struct trend, run->plan->n_trends);
    for (size_t i = 0; i < run->plan->n_trends; i++) {
        const struct plan_trend *t = &run->plan->trends[i];
        struct trend_spec spec = t->spec;
        if (spec.to > run->evaluations.as_of) /* what came later is unknown */
            spec.to = run->evaluations.as_of;
        all[i] = trend_fit(run->arena, t->segment,
                           t->indicator->kind == KIND_SHARE, &spec);
        if (all[i].n < 2)
            diag_add(run->diag, MSG_WINDOW, t->spec.place,
                     str_count(run->arena, all[i].n),
                     sentence_window(&run->speaker, t->spec.from, t->spec.to),
                     NULL);
        if (spec.free)
            diag_add(run->diag, MSG_LADDER_OFF, t->spec.place, t->indicator->id,
                     str_count(run->arena, all[i].n), NULL);
    }
    run->trends = all;
}

static bool overflowed(const struct assessment *a)
{
    const struct quantity *all[] = {
        &a->achievement, &a->progress,    &a->elapsed,    &a->gap,
        &a->change,      &a->pace_needed, &a->pace_so_far};
    for (size_t i = 0; i < LEN(all); i++)
        if (all[i]->reason == REASON_OVERFLOW)
            return true;
    for (size_t i = 0; i < a->n_parts; i++)
        if (overflowed(&a->parts[i]))
            return true;
    return false;
}

/* A status that would be another on unrounded values is said, and so is a
 * number that 128 bits cannot hold. */
static void check_arithmetic(struct run *run)
{
    for (size_t i = 0; i < run->evaluations.n; i++) {
        const struct evaluation *e = &run->evaluations.items[i];
        for (size_t k = 0; k < e->indicator->n_segments; k++) {
            const struct assessment *a = &e->segments[k];
            if (a->judged_on_rounding)
                diag_add(run->diag, MSG_JUDGED_ROUNDED, a->segment->place,
                         e->indicator->id, NULL);
            if (overflowed(a))
                diag_add(run->diag, MSG_OVERFLOW, a->segment->place,
                         e->indicator->id, NULL);
        }
    }
}

bool run_evaluate(struct run *run)
{
    const struct options *options = run->options;
    run->plan = plan_open(run->arena, run->diag, options->plan);
    if (!run->plan)
        return false;
    int as_of = as_of_year(run);
    if (!as_of)
        return false;
    struct publish_style style = run->plan->style;
    style.lang = options->lang;
    if (options->era >= 0)
        style.era = (enum era_style)options->era;
    run->speaker = (struct speaker){run->arena, run->plan, style};
    digest_inputs(run);
    run->evaluations = evaluate_all(run->arena, run->plan->indicators,
                                    run->plan->n_indicators, as_of);
    fit_trends(run);
    run->verdicts = verdicts_make(run);
    check_arithmetic(run);
    lints_check(run);
    return true;
}

const struct trend *run_trend(const struct run *run,
                              const struct segment *segment,
                              const struct plan_trend **declared)
{
    *declared = plan_trend(run->plan, segment);
    return *declared ? &run->trends[*declared - run->plan->trends] : NULL;
}

/* -- begin and end ----------------------------------------------------------
 */

/* Exit status by what was said: our faults, the system's, the input's. */
static int status_of(const struct diag *diag)
{
    int status = diag_has_errors(diag) ? EXIT_INPUT : EXIT_DONE;
    for (size_t i = 0; i < diag_size(diag); i++) {
        enum message id = diag_id(diag, i);
        if (id == MSG_INTERNAL)
            return EXIT_INTERNAL;
        if (id == MSG_OUTPUT || id == MSG_OUTPUT_FOREIGN || id == MSG_WRITE ||
            id == MSG_BUSY || id == MSG_FONT || id == MSG_MEMORY)
            status = EXIT_SYSTEM;
    }
    return status;
}

struct run run_start(const struct options *options)
{
    struct run run = {.arena = arena_open(), .options = options};
    run.diag = diag_new(run.arena, options->lang);
    if (options->strict)
        diag_strict(run.diag);
    (void)signal(SIGPIPE, SIG_IGN); /* a closed pipe is a write error: exit 3 */
    (void)signal(SIGXFSZ, SIG_IGN);
    return run;
}

int run_finish(struct run *run, const char *last_words)
{
    bool failed = false;
    int status = status_of(run->diag);
    const char *said = run->options->diag_csv ? diag_render_csv(run->diag)
                                              : diag_render(run->diag);
    /* where even that cannot be written, the status still tells */
    (void)outbox_write(STDERR_FILENO, said, strlen(said));
    if (status == EXIT_DONE)
        failed |= !outbox_write(STDOUT_FILENO, last_words, strlen(last_words));
    arena_close(run->arena);
    return failed ? EXIT_SYSTEM : status;
}
