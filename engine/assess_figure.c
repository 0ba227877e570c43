/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assess_figure.h"

#include "charts/lint.h"
#include "charts/svg.h"
#include "engine/figures_verdicts.h"
#include "engine/outfile.h"
#include "engine/sentence_verdicts.h"

struct drawing {
    const struct assess_results *all;
    struct arena *arena;
    struct publish_style style;
    struct verdicts_shown *shown;
    size_t n_differ;
};

static const char *value_text(const struct drawing *d, bool there,
                              struct decimal value, const char *unit)
{
    return there ? publish_quantity(d->arena, d->style, value, unit) : "―";
}

/* 65.4％ → 67.4％（目標 75.0％） */
static const char *course_of(const struct drawing *d,
                             const struct assess_case *c)
{
    const struct series *s = &c->series;
    const struct series_target *t = s->n_targets ? &s->targets[0] : NULL;
    const char *args[3] = {
        value_text(d, s->has_baseline, s->baseline.value, c->unit),
        value_text(d, s->n > 0,
                   s->n ? s->points[s->n - 1].value : (struct decimal){0, 0},
                   c->unit),
        value_text(d, t && t->has_value && t->kind != TARGET_INTERVAL,
                   t ? t->value : (struct decimal){0, 0}, c->unit)};
    return word_fill(d->arena, d->style.lang, WORD_VD_COURSE, 3, args);
}

static void show_all(struct drawing *d)
{
    const struct assess_cases *cases = d->all->cases;
    size_t methods = d->all->presets->n;
    d->shown = arena_make(d->arena, struct verdicts_shown, cases->n);
    for (size_t i = 0; i < cases->n; i++) {
        const struct assess_case *c = &cases->items[i];
        struct verdicts_shown *shown = &d->shown[i];
        *shown = (struct verdicts_shown){
            .group = "",
            .head = {str_join(d->arena, c->id, *c->segment ? "/" : "",
                              c->segment, NULL),
                     course_of(d, c)},
            .cells = d->all->items + i * methods};
        shown->differs =
            verdicts_compare(shown->cells, methods, shown->by_sense);
        d->n_differ += shown->differs;
    }
}

static const char *alt_of(const struct drawing *d, const char *message)
{
    struct buf b = buf_new(d->arena);
    buf_z(&b, message);
    for (size_t i = 0; i < d->all->cases->n; i++) {
        buf_z(&b, d->style.lang == LANG_EN ? " " : "");
        buf_z(&b, figures_verdicts_alt(d->arena, d->style, &d->shown[i],
                                       d->all->presets));
    }
    return buf_text(&b);
}

static void add_frame(struct drawing *d, struct figure_verdicts *figure)
{
    enum lang lang = d->style.lang;
    struct speaker s = {.arena = d->arena, .style = d->style};
    const char **remarks = arena_make(d->arena, const char *, 2);
    remarks[0] = word(lang, WORD_VD_NOTE_GLYPHS);
    remarks[1] = word(lang, WORD_VD_NOTE_RATIO);
    const char *title = word(lang, WORD_VD_SECTION);
    const char *message = sentence_verdicts_of(&s, d->all->cases->n,
                                               d->all->presets->n, d->n_differ);
    figure->frame =
        (struct figure_frame){.kind = FIGURE_VERDICTS,
                              .number = "",
                              .title = title,
                              .message = message,
                              .remarks = remarks,
                              .n_remarks = 2,
                              .source = "",
                              .provenance = "shihyo " SHIHYO_VERSION,
                              .style = d->style};
    figure->frame.meta =
        (struct figure_meta){.id = "verdicts",
                             .lang = lang,
                             .title = title,
                             .desc = alt_of(d, message),
                             .provenance = figure->frame.provenance,
                             .source = ""};
}

static const struct scene *draw(struct drawing *d, struct diag *diag,
                                struct typesetter *setter, enum tone tone,
                                const struct figure_verdicts *figure)
{
    const struct scene *scene =
        figure_draw(d->arena, setter, diag, tone, &figure->frame);
    const char *faults = scene ? lint_scene(d->arena, scene) : "";
    if (*faults)
        diag_add(diag, MSG_INTERNAL, (struct place){0}, faults, NULL);
    return *faults ? NULL : scene;
}

bool assess_figure(struct diag *diag, const struct assess_results *all,
                   enum tone tone, const char *path)
{
    struct typesetter *setter = typesetter_open(all->arena, diag);
    struct drawing d = {
        .all = all,
        .arena = all->arena,
        .style = {all->lang, ERA_SEIREKI, all->lang == LANG_JA ? "−" : NULL}};
    if (!setter)
        return false;
    show_all(&d);
    struct figure_verdicts figure = figures_verdicts_grid(
        d.arena, d.style, all->presets, d.shown, all->cases->n);
    add_frame(&d, &figure);
    const struct scene *scene = draw(&d, diag, setter, tone, &figure);
    bool good = scene && !diag_has_errors(diag) &&
                outfile_write(d.arena, diag, path,
                              svg_figure(d.arena, scene, &figure.frame.meta));
    typesetter_close(setter);
    return good;
}
