/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/figures_verdicts.h"

#include "engine/sentence_verdicts.h"
#include <string.h>

/* -- cells ----------------------------------------------------------------- */

static enum verdict_glyph glyph_of(const struct assess_result *cell)
{
    static const enum verdict_glyph glyphs[SENSE_COUNT] = {
        [SENSE_NONE] = VERDICT_PLAIN,        [SENSE_REACHED] = VERDICT_REACHED,
        [SENSE_ON_TRACK] = VERDICT_ON_TRACK, [SENSE_BEHIND] = VERDICT_BEHIND,
        [SENSE_SAME] = VERDICT_SAME,         [SENSE_WORSE] = VERDICT_WORSE};
    return cell->verdict.class ? glyphs[cell->verdict.class->sense]
                               : VERDICT_NONE;
}

struct grid { /* a figure being filled */
    struct arena *arena;
    struct publish_style style;
    const struct presets *presets;
    const struct verdicts_shown *shown;
    size_t n;
};

static struct verdict_cell cell_of(const struct grid *g, size_t segment,
                                   size_t method)
{
    const struct assess_result *cell = &g->shown[segment].cells[method];
    const char *computed = sentence_class(g->style.lang, cell->computed);
    return (struct verdict_cell){
        .glyph = glyph_of(cell),
        .word = sentence_verdict(g->style.lang, cell),
        .detail = sentence_verdict_number(g->arena, g->style, &cell->verdict),
        .hand = cell->overridden ? word_fill(g->arena, g->style.lang,
                                             WORD_VD_COMPUTED, 1, &computed)
                                 : ""};
}

/* Whether the methods agree, without a glyph of its own. */
static struct verdict_cell sum_of(const struct grid *g, size_t segment,
                                  bool counts)
{
    const struct verdicts_shown *s = &g->shown[segment];
    enum lang lang = g->style.lang;
    return (struct verdict_cell){
        .glyph = VERDICT_PLAIN,
        .word = sentence_agreement(lang, s->by_sense, s->differs),
        .detail = counts ? sentence_senses(g->arena, lang, s->by_sense) : "",
        .hand = ""};
}

static struct verdict_head method_head(const struct grid *g, size_t method)
{
    const struct preset *p = &g->presets->items[method];
    return (struct verdict_head){p->title[g->style.lang], ""};
}

static struct verdict_head sum_head(const struct grid *g)
{
    return (struct verdict_head){word(g->style.lang, WORD_VD_COL_AGREE), ""};
}

/* -- the two ways round ---------------------------------------------------- */

static void fill_by_method(const struct grid *g, struct figure_verdicts *out)
{
    size_t n = g->presets->n + 1;
    struct verdict_head *columns =
        arena_make(g->arena, struct verdict_head, g->n);
    struct verdict_line *lines = arena_make(g->arena, struct verdict_line, n);
    for (size_t i = 0; i < g->n; i++)
        columns[i] = g->shown[i].head;
    for (size_t k = 0; k < n; k++) {
        bool last = k + 1 == n;
        struct verdict_cell *cells =
            arena_make(g->arena, struct verdict_cell, g->n);
        for (size_t i = 0; i < g->n; i++)
            cells[i] = last ? sum_of(g, i, true) : cell_of(g, i, k);
        lines[k] = (struct verdict_line){
            "", last ? sum_head(g) : method_head(g, k), cells};
    }
    out->columns = columns;
    out->n_columns = g->n;
    out->lines = lines;
    out->n_lines = n;
    out->sum_line = true;
}

static void fill_by_segment(const struct grid *g, struct figure_verdicts *out)
{
    size_t n = g->presets->n + 1;
    struct verdict_head *columns = arena_make(g->arena, struct verdict_head, n);
    struct verdict_line *lines =
        arena_make(g->arena, struct verdict_line, g->n);
    for (size_t k = 0; k < n; k++)
        columns[k] = k + 1 == n ? sum_head(g) : method_head(g, k);
    for (size_t i = 0; i < g->n; i++) {
        struct verdict_cell *cells =
            arena_make(g->arena, struct verdict_cell, n);
        for (size_t k = 0; k < n; k++)
            cells[k] = k + 1 == n ? sum_of(g, i, false) : cell_of(g, i, k);
        lines[i] =
            (struct verdict_line){g->shown[i].group, g->shown[i].head, cells};
    }
    out->columns = columns;
    out->n_columns = n;
    out->lines = lines;
    out->n_lines = g->n;
    out->sum_column = true;
}

struct figure_verdicts figures_verdicts_grid(struct arena *arena,
                                             struct publish_style style,
                                             const struct presets *presets,
                                             const struct verdicts_shown *shown,
                                             size_t n)
{
    static const enum verdict_sense senses[VERDICT_GLYPHS] = {
        [VERDICT_REACHED] = SENSE_REACHED, [VERDICT_ON_TRACK] = SENSE_ON_TRACK,
        [VERDICT_BEHIND] = SENSE_BEHIND,   [VERDICT_SAME] = SENSE_SAME,
        [VERDICT_WORSE] = SENSE_WORSE,     [VERDICT_NONE] = SENSE_NONE};
    struct grid g = {arena, style, presets, shown, n};
    bool by_method = verdicts_by_method(n, presets->n);
    struct figure_verdicts out = {
        .corner = word(style.lang,
                       by_method ? WORD_VD_COL_METHOD : WORD_COL_INDICATOR),
        .hand = word(style.lang, WORD_VD_BY_HAND)};
    for (int i = 0; i < VERDICT_GLYPHS; i++)
        out.senses[i] = sentence_sense(style.lang, senses[i]);
    out.senses[VERDICT_NONE] = word(style.lang, WORD_VD_NOBODY);
    if (by_method)
        fill_by_method(&g, &out);
    else
        fill_by_segment(&g, &out);
    return out;
}

const char *figures_verdicts_alt(struct arena *arena,
                                 struct publish_style style,
                                 const struct verdicts_shown *shown,
                                 const struct presets *presets)
{
    struct buf b = buf_new(arena);
    bool en = style.lang == LANG_EN;
    buf_z(&b, shown->head.label);
    buf_z(&b, *shown->head.sub ? (en ? " (" : "（") : "");
    buf_z(&b, shown->head.sub);
    buf_z(&b, *shown->head.sub ? (en ? ")" : "）") : "");
    for (size_t k = 0; k < presets->n; k++) {
        const char *ratio =
            sentence_verdict_number(arena, style, &shown->cells[k].verdict);
        buf_z(&b, k ? word(style.lang, WORD_LIST_COMMA) : en ? ": " : "：");
        buf_z(&b, presets->items[k].title[style.lang]);
        buf_z(&b, en ? " " : "は");
        buf_z(&b, sentence_verdict(style.lang, &shown->cells[k]));
        buf_z(&b, *ratio ? (en ? " (" : "（") : "");
        buf_z(&b, ratio);
        buf_z(&b, *ratio ? (en ? ")" : "）") : "");
    }
    buf_z(&b, en ? "." : "。");
    return buf_text(&b);
}

/* -- of a plan ------------------------------------------------------------- */

static bool any_outcome(const struct verdicts *v)
{
    for (size_t i = 0; i < v->n_rows; i++)
        if (v->rows[i].indicator->level == INDICATOR_OUTCOME)
            return true;
    return false;
}

static bool is_asked(const struct figure_parts *f,
                     const struct indicator *indicator)
{
    const struct plan_figure *declared = f->declared;
    for (size_t i = 0; i < declared->n_indicators; i++)
        if (declared->indicators[i] == indicator)
            return true;
    return declared->n_indicators == 0 &&
           (indicator->level == INDICATOR_OUTCOME ||
            !any_outcome(f->run->verdicts));
}

static const char *goal_of(const struct figure_parts *f,
                           const struct indicator *indicator)
{
    const struct plan *plan = f->run->plan;
    const struct plan_goal *goal = plan_goal(plan, indicator->goal);
    if (!goal)
        return plan->n_goals && indicator->level == INDICATOR_OUTCOME
                   ? word(f->s->style.lang, WORD_STATUS_PLAN_LEVEL)
                   : "";
    return str_join(f->s->arena, goal->label, *goal->label ? "　" : "",
                    goal->text, NULL);
}

/* 65.4％ → 67.4％（目標 75.0％） */
static const char *sub_of(const struct figure_parts *f,
                          const struct verdict_row *row)
{
    const struct assessment *a = row->assessment;
    const char *unit = row->indicator->unit;
    const char *args[3] = {
        sentence_value(f->s, &a->segment->baseline.value, unit),
        a->has_actual
            ? publish_quantity(f->s->arena, f->s->style, a->actual, unit)
            : "―",
        sentence_value(f->s, &a->segment->target.value, unit)};
    return word_fill(f->s->arena, f->s->style.lang, WORD_VD_COURSE, 3, args);
}

/* The measure, its segment in brackets. */
static const char *label_of(const struct figure_parts *f,
                            const struct verdict_row *row)
{
    const char *label = row->assessment->segment->label;
    bool en = f->s->style.lang == LANG_EN;
    if (!*label)
        return row->indicator->measure;
    return str_join(f->s->arena, row->indicator->measure, en ? " (" : "（",
                    label, en ? ")" : "）", NULL);
}

static void add_data(struct figure_parts *f, const struct verdict_row *row,
                     const struct presets *presets)
{
    const struct assessment *a = row->assessment;
    struct period at = a->latest ? a->latest->period
                                 : period_fiscal(f->run->evaluations.as_of);
    const char *series = figure_parts_series(f, row->indicator, a);
    for (size_t k = 0; k < presets->n; k++)
        figure_parts_datum(f, series, presets->items[k].name, at,
                           assess_out_word(&row->cells[k]),
                           sentence_verdict(f->s->style.lang, &row->cells[k]));
}

void figures_verdicts(struct figure_parts *f)
{
    const struct verdicts *v = f->run->verdicts;
    const struct presets *presets = &v->declared->chosen;
    struct arena *arena = f->s->arena;
    struct verdicts_shown *shown =
        arena_make(arena, struct verdicts_shown, v->n_rows);
    struct figure_verdicts *figure =
        arena_make(arena, struct figure_verdicts, 1);
    struct buf desc = buf_new(arena);
    size_t n = 0, n_differ = 0;
    f->source = "";
    for (size_t i = 0; i < v->n_rows; i++) {
        const struct verdict_row *row = &v->rows[i];
        if (!is_asked(f, row->indicator))
            continue;
        shown[n] =
            (struct verdicts_shown){.group = goal_of(f, row->indicator),
                                    .head = {label_of(f, row), sub_of(f, row)},
                                    .cells = row->cells,
                                    .differs = row->differs};
        memcpy(shown[n].by_sense, row->by_sense, sizeof row->by_sense);
        buf_z(&desc, f->s->style.lang == LANG_EN ? " " : "");
        buf_z(&desc,
              figures_verdicts_alt(arena, f->s->style, &shown[n], presets));
        add_data(f, row, presets);
        f->source =
            *f->source ? f->source : figure_parts_source(f, row->indicator);
        n_differ += row->differs;
        n++;
    }
    *figure = figures_verdicts_grid(arena, f->s->style, presets, shown, n);
    figure_parts_remark(f, word(f->s->style.lang, WORD_VD_NOTE_GLYPHS));
    figure_parts_remark(f, word(f->s->style.lang, WORD_VD_NOTE_RATIO));
    f->message = sentence_verdicts_of(f->s, n, presets->n, n_differ);
    f->desc = str_join(arena, f->message, buf_text(&desc), NULL);
    f->kind = FIGURE_VERDICTS;
    f->frame = &figure->frame;
    f->size = sizeof *figure;
}
