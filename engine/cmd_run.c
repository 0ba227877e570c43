/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * shihyo run and shihyo check: the same work, but check writes nothing.
 */
#include "engine/commands.h"

#include "charts/raster.h"
#include "charts/svg.h"
#include "engine/convert.h"
#include "engine/figures.h"
#include "engine/outbox.h"
#include "engine/report.h"
#include <string.h>

enum { PNG_DPI = 200 };

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

static int run_plan(const struct options *options)
{
    struct run run = run_start(options);
    const char *last_words = "";
    bool ja = options->lang == LANG_JA;
    if (options->out &&
        !outbox_check(outbox_new(run.arena, options->out), run.diag))
        return run_finish(&run, "");
    if (run_evaluate(&run)) {
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
    return run_finish(&run, last_words);
}

static int check_plan(const struct options *options)
{
    struct run run = run_start(options);
    const char *last_words = "";
    if (run_evaluate(&run) && make_papers(&run, NULL))
        last_words =
            options->lang == LANG_JA ? "誤りはありません\n" : "no errors\n";
    return run_finish(&run, last_words);
}

const struct command command_run = {
    .name = "run",
    .takes = "PLAN",
    .least = 1,
    .most = 1,
    .plan_options = true,
    .run = run_plan,
    .what = {"計画を評価し、報告書と図を書き出す",
             "evaluate a plan, write report and figures"}};

const struct command command_check = {
    .name = "check",
    .takes = "PLAN",
    .least = 1,
    .most = 1,
    .plan_options = true,
    .run = check_plan,
    .what = {"計画とデータの問題をすべて示す（何も書かない）",
             "say every problem of the plan and its data, write nothing"}};
