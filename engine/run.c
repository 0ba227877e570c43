/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/run.h"

#include "charts/raster.h"
#include "charts/svg.h"
#include "data/digest.h"
#include "engine/convert.h"
#include "engine/figures.h"
#include "engine/outbox.h"
#include "engine/report.h"
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { PNG_DPI = 200 };

static void write_text(int fd, const char *text, bool *failed)
{
    size_t len = strlen(text);
    while (len > 0) {
        ssize_t n = write(fd, text, len);
        if (n <= 0) {
            *failed = true;
            return;
        }
        text += n;
        len -= (size_t)n;
    }
}

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
        all[i] = trend_fit(run->arena, t->segment,
                           t->indicator->kind == KIND_SHARE, &t->spec);
        if (all[i].n < 2)
            diag_add(run->diag, MSG_WINDOW, t->spec.place,
                     str_count(run->arena, all[i].n),
                     sentence_window(&run->speaker, t->spec.from, t->spec.to),
                     NULL);
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

static bool evaluate(struct run *run)
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
    check_arithmetic(run);
    return true;
}

const struct trend *run_trend(const struct run *run,
                              const struct segment *segment,
                              const struct plan_trend **declared)
{
    *declared = plan_trend(run->plan, segment);
    return *declared ? &run->trends[*declared - run->plan->trends] : NULL;
}

/* -- making the papers ------------------------------------------------------
 */

static void add_text(struct outbox *box, const char *name, const char *text)
{
    outbox_add(box, name, text, strlen(text));
}

static const char *figure_name(const struct run *run,
                               const struct drawn_figure *d, const char *ending)
{
    return str_join(run->arena, "figures/", d->frame->meta.id, ending, NULL);
}

static void add_figures(const struct run *run,
                        const struct drawn_figures *figures, struct outbox *box)
{
    for (size_t i = 0; i < figures->n; i++) {
        const struct drawn_figure *d = &figures->items[i];
        const struct figure_meta *meta = &d->frame->meta;
        add_text(box, figure_name(run, d, ".svg"),
                 svg_figure(run->arena, d->scene, meta));
        if (run->options->formats & FORMAT_PDF) {
            struct str pdf = raster_pdf(run->arena, d->scene, meta);
            outbox_add(box, figure_name(run, d, ".pdf"), pdf.at, pdf.len);
        }
        if (run->options->formats & FORMAT_PNG) {
            struct str png = raster_png(run->arena, d->scene, PNG_DPI);
            outbox_add(box, figure_name(run, d, ".png"), png.at, png.len);
        }
    }
}

static bool internal(const struct run *run, const char *what)
{
    diag_add(run->diag, MSG_INTERNAL, (struct place){0}, what, NULL);
    return false;
}

static bool add_report(const struct run *run,
                       const struct drawn_figures *figures,
                       struct typesetter *setter, struct outbox *box)
{
    const char *xml = report_xml(run, figures, setter);
    const char *fault = xml ? convert_validate(run->arena, xml) : "libxml2";
    if (fault)
        return internal(run, fault);
    struct glyph_set *glyphs = svg_glyph_set(run->arena);
    struct plate *plates = arena_make(run->arena, struct plate, figures->n);
    for (size_t i = 0; i < figures->n; i++) {
        const struct drawn_figure *d = &figures->items[i];
        plates[i] = (struct plate){
            d->frame->meta.id,
            svg_plate(run->arena, d->plate, &d->frame->meta, glyphs)};
    }
    const char *html =
        convert_html(run->arena, xml, plates, figures->n,
                     svg_glyphs(run->arena, setter, glyphs), &fault);
    if (!html)
        return internal(run, fault);
    add_text(box, "report.xml", xml);
    add_text(box, "report.html", html);
    return true;
}

/* Draws all figures; with a box, adds every file of the set to it. */
static bool make_papers(const struct run *run, struct outbox *box)
{
    struct typesetter *setter = typesetter_open(run->arena, run->diag);
    if (!setter)
        return false;
    struct drawn_figures figures = figures_make(run, setter);
    bool good = !diag_has_errors(run->diag);
    if (good && box) {
        add_figures(run, &figures, box);
        good = add_report(run, &figures, setter, box);
    }
    typesetter_close(setter);
    return good;
}

/* -- the commands ------------------------------------------------------------
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

static struct run start(const struct options *options)
{
    struct run run = {.arena = arena_open(), .options = options};
    run.diag = diag_new(run.arena, options->lang);
    if (options->strict)
        diag_strict(run.diag);
    (void)signal(SIGPIPE, SIG_IGN); /* a closed pipe is a write error: exit 3 */
    (void)signal(SIGXFSZ, SIG_IGN);
    return run;
}

static int finish(struct run *run, const char *last_words)
{
    bool failed = false;
    int status = status_of(run->diag);
    const char *said = run->options->diag_csv ? diag_render_csv(run->diag)
                                              : diag_render(run->diag);
    write_text(STDERR_FILENO, said, &(bool){false});
    if (status == EXIT_DONE)
        write_text(STDOUT_FILENO, last_words, &failed);
    arena_close(run->arena);
    return failed ? EXIT_SYSTEM : status;
}

int run_plan(const struct options *options)
{
    struct run run = start(options);
    const char *last_words = "";
    bool ja = options->lang == LANG_JA;
    if (options->out &&
        !outbox_check(outbox_new(run.arena, options->out), run.diag))
        return finish(&run, "");
    if (evaluate(&run)) {
        const char *out = options->out ? options->out : run.plan->id;
        struct outbox *box = outbox_new(run.arena, out);
        if (outbox_check(box, run.diag) && make_papers(&run, box) &&
            !diag_has_errors(run.diag))
            outbox_commit(box, run.diag);
        last_words = str_join(
            run.arena, ja ? "書き出しました: " : "written: ", out,
            ja ? "/\nブラウザーで開いてください: " : "/\nopen in a browser: ",
            out, "/report.html\n", NULL);
    }
    return finish(&run, last_words);
}

int run_check(const struct options *options)
{
    struct run run = start(options);
    const char *last_words = "";
    if (evaluate(&run) && make_papers(&run, NULL))
        last_words =
            options->lang == LANG_JA ? "誤りはありません\n" : "no errors\n";
    return finish(&run, last_words);
}
