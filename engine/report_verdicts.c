/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/report_verdicts.h"

#include "engine/report_parts.h"
#include "engine/sentence_verdicts.h"

struct context {
    struct xmlout *out;
    const struct run *run;
    const struct speaker *s;
    const struct verdicts *v;
    struct arena *arena;
    enum lang lang;
};

static const char *say(const struct context *c, enum word id)
{
    return word(c->lang, id);
}

static const char *say_1(const struct context *c, enum word id, const char *arg)
{
    return word_fill(c->arena, c->lang, id, 1, &arg);
}

static void put(const struct context *c, const char *name, const char *value)
{
    xmlout_attribute(c->out, name, value);
}

static void put_component(const struct context *c, const char *name,
                          struct component a)
{
    struct decimal d;
    if (component_decimal(a, &d))
        put(c, name, decimal_text(c->arena, d));
}

static const char *number(const struct context *c, size_t n)
{
    return str_count(c->arena, n);
}

static void begin_table(const struct context *c, const char *element, size_t at,
                        const char *title)
{
    xmlout_begin(c->out, element);
    put(c, "id", str_join(c->arena, "t", number(c, at), NULL));
    put(c, "number", say_1(c, WORD_REPORT_TABLE, number(c, at)));
    put(c, "title", title);
}

/* -- methods --------------------------------------------------------------- */

static void put_method(const struct context *c, size_t k)
{
    static const char *const groups[] = {NULL, "mean", "worst", "points"};
    const struct preset *p = &c->v->declared->chosen.items[k];
    xmlout_begin(c->out, "method");
    put(c, "name", p->name);
    put(c, "version", p->version);
    put(c, "title", p->title[c->lang]);
    put(c, "scale", p->scale == 100 ? "percent" : "ratio");
    if (c->v->declared->grouped[k])
        put(c, "group", groups[p->group]);
    if (p->place.source == c->v->declared->all.scheme)
        report_parts_place(c->out, c->run, p->place);
    xmlout_text(c->out, p->source);
    xmlout_end(c->out);
}

/* -- verdicts -------------------------------------------------------------- */

static void put_point(const struct context *c, const char *name,
                      const char *period, const struct series_point *p)
{
    if (!p)
        return;
    put(c, name, decimal_text(c->arena, p->value));
    if (p->year)
        put(c, period, publish_period_code(c->arena, period_fiscal(p->year)));
}

static void put_components(const struct context *c, const struct verdict *v)
{
    const struct {
        const char *name;
        struct component a;
    } all[] = {{"progress", v->progress},
               {"required", v->required},
               {"actual", v->actual},
               {"ratio", v->ratio},
               {"score", v->score},
               {"projected", v->projected},
               {"p", v->p},
               {"s", v->s},
               {"sen", v->sen},
               {"se", v->se}};
    put_point(c, "baseline", "baseline-period", v->base);
    put_point(c, "current", "current-period", v->latest);
    if (v->target) {
        if (v->target->kind == TARGET_VALUE) /* its digits as published */
            put(c, "target", decimal_text(c->arena, v->target->value));
        else
            put_component(c, "target", v->level);
        if (v->target->year)
            put(c, "target-period",
                publish_period_code(c->arena, period_fiscal(v->target->year)));
    }
    for (size_t i = 0; i < LEN(all); i++)
        put_component(c, all[i].name, all[i].a);
}

static const char *sense_code(enum verdict_sense sense)
{
    static const char *const codes[SENSE_COUNT] = {
        [SENSE_NONE] = "none",         [SENSE_REACHED] = "reached",
        [SENSE_ON_TRACK] = "on-track", [SENSE_BEHIND] = "behind",
        [SENSE_SAME] = "same",         [SENSE_WORSE] = "worse"};
    return codes[sense];
}

static void put_verdict(const struct context *c,
                        const struct assess_result *cell)
{
    const struct verdict *v = &cell->verdict;
    xmlout_begin(c->out, "judged");
    put(c, "method", v->preset->name);
    put(c, "verdict", assess_out_word(cell));
    put(c, "text", sentence_verdict(c->lang, cell));
    put(c, "sense", sense_code(verdicts_sense(cell)));
    put(c, "published", sentence_verdict_number(c->arena, c->s->style, v));
    put_components(c, v);
    if (cell->of->series.has_limit)
        put(c, "limit", decimal_text(c->arena, cell->of->series.limit));
    if (cell->overridden) {
        put(c, "computed",
            cell->computed ? cell->computed->verdict : "not_assessed");
        put(c, "computed-text", sentence_class(c->lang, cell->computed));
        put(c, "override-reason", cell->override_reason);
    }
    put(c, "note", assess_out_note(&c->v->results, cell));
    xmlout_end(c->out);
}

static void put_row(const struct context *c, const struct verdict_row *row)
{
    const struct segment *segment = row->assessment->segment;
    xmlout_begin(c->out, "verdict-row");
    put(c, "indicator", row->indicator->id);
    put(c, "segment", segment->label);
    put(c, "name", row->indicator->measure);
    put(c, "counted", row->assessment->counted ? "true" : "false");
    put(c, "differs", row->differs ? "true" : "false");
    put(c, "agreement",
        sentence_agreement(c->lang, row->by_sense, row->differs));
    for (size_t k = 0; k < c->v->declared->chosen.n; k++)
        put_verdict(c, &row->cells[k]);
    xmlout_element(c->out, "statement", sentence_verdict_row(c->run, row));
    xmlout_end(c->out);
}

static void put_foot(const struct context *c)
{
    const struct plan_assessment *declared = c->v->declared;
    const struct plan *plan = c->run->plan;
    xmlout_begin(c->out, "foot");
    xmlout_element(c->out, "remark", say(c, WORD_VD_NOTE_GLYPHS));
    xmlout_element(c->out, "remark", say(c, WORD_VD_NOTE_RATIO));
    for (size_t i = 0; i < declared->n_remarks; i++)
        xmlout_element(c->out, "remark", declared->remarks[i]);
    for (size_t i = 0; i < plan->n_sources; i++) {
        bool used = false;
        for (size_t k = 0; k < c->v->n_rows && !used; k++)
            used = plan_source_text(plan, c->v->rows[k].indicator) ==
                   plan->sources[i].text;
        if (used)
            xmlout_element(c->out, "source", plan->sources[i].text);
    }
    xmlout_end(c->out);
}

static void put_table(const struct context *c, size_t at)
{
    static const struct {
        const char *name;
        enum word id;
    } heads[] = {{"item-head", WORD_COL_INDICATOR},
                 {"method-head", WORD_VD_COL_METHOD},
                 {"agree-head", WORD_VD_COL_AGREE},
                 {"verdict-head", WORD_VD_COL_VERDICT},
                 {"version-head", WORD_VD_COL_VERSION},
                 {"source-head", WORD_VD_COL_SOURCE},
                 {"required-head", WORD_VD_COL_REQUIRED},
                 {"actual-head", WORD_VD_COL_ACTUAL},
                 {"ratio-head", WORD_VD_COL_RATIO},
                 {"score-head", WORD_VD_COL_SCORE},
                 {"note-head", WORD_VD_COL_NOTE},
                 {"computed-head", WORD_VD_COL_COMPUTED},
                 {"reason-head", WORD_VD_COL_REASON},
                 {"methods-title", WORD_VD_METHODS},
                 {"components-title", WORD_VD_COMPONENTS},
                 {"overrides-title", WORD_VD_OVERRIDES},
                 {"by-hand", WORD_VD_BY_HAND}};
    begin_table(c, "verdict-table", at, say(c, WORD_VD_TABLE));
    put(c, "layout",
        verdicts_by_method(c->v->n_rows, c->v->declared->chosen.n)
            ? "methods"
            : "segments");
    for (size_t i = 0; i < LEN(heads); i++)
        put(c, heads[i].name, say(c, heads[i].id));
    for (size_t k = 0; k < c->v->declared->chosen.n; k++)
        put_method(c, k);
    for (size_t i = 0; i < c->v->n_rows; i++)
        put_row(c, &c->v->rows[i]);
    put_foot(c);
    xmlout_end(c->out);
}

/* -- groups and counts ----------------------------------------------------- */

static void put_group(const struct context *c, const struct verdict_group *g)
{
    static const char *const codes[] = {"indicator", "goal", "plan"};
    const struct preset *p = &c->v->declared->chosen.items[g->method];
    const struct method_class *class = g->result.class;
    xmlout_begin(c->out, "verdict-group");
    put(c, "of", codes[g->of]);
    put(c, "ref", g->ref);
    put(c, "name", sentence_group_name(c->s, g));
    put(c, "method", p->name);
    put(c, "method-title", p->title[c->lang]);
    put(c, "verdict", class ? class->verdict : "not_assessed");
    put(c, "text", sentence_class(c->lang, class));
    put(c, "sense", sense_code(class ? class->sense : SENSE_NONE));
    put_component(c, "mean", g->result.mean);
    put(c, "n", number(c, g->result.n));
    put(c, "left-out", number(c, g->result.left_out));
    xmlout_text(c->out, sentence_group(c->s, c->v, g));
    xmlout_end(c->out);
}

static size_t put_groups(const struct context *c, size_t at)
{
    if (c->v->n_groups == 0)
        return at;
    begin_table(c, "verdict-groups", ++at, say(c, WORD_VD_GROUPS));
    put(c, "of-head", say(c, WORD_VD_COL_OF));
    put(c, "method-head", say(c, WORD_VD_COL_METHOD));
    put(c, "verdict-head", say(c, WORD_VD_COL_VERDICT));
    put(c, "note-head", say(c, WORD_VD_COL_NOTE));
    for (size_t i = 0; i < c->v->n_groups; i++)
        put_group(c, &c->v->groups[i]);
    xmlout_end(c->out);
    return at;
}

static void put_count(const struct context *c, const struct group_count *row)
{
    xmlout_begin(c->out, "count");
    put(c, "verdict", row->class ? row->class->verdict : "not_assessed");
    put(c, "text", sentence_class(c->lang, row->class));
    put(c, "n", number(c, row->n));
    put(c, "percent", decimal_text(c->arena, row->percent));
    xmlout_end(c->out);
}

static void put_counts(const struct context *c, size_t at,
                       const struct verdict_counts *counts)
{
    const struct preset *p = &c->v->declared->chosen.items[counts->method];
    const struct group_counts *all = &counts->counts;
    begin_table(c, "verdict-counts", at,
                str_join(c->arena, say(c, WORD_VD_COUNTS),
                         c->lang == LANG_JA ? "（" : " (", p->title[c->lang],
                         c->lang == LANG_JA ? "）" : ")", NULL));
    put(c, "method", p->name);
    put(c, "verdict-head", say(c, WORD_VD_COL_VERDICT));
    put(c, "n-head", say(c, WORD_VD_COL_N));
    put(c, "percent-head", say(c, WORD_VD_COL_PERCENT));
    put(c, "total-head", say(c, WORD_VD_TOTAL));
    put(c, "n", number(c, all->n));
    put(c, "sum", decimal_text(c->arena, all->sum));
    put(c, "adds-up", all->adds_up ? "true" : "false");
    put(c, "left-out", number(c, all->repeated));
    for (size_t i = 0; i < all->n_rows; i++)
        put_count(c, &counts->rows[i]);
    xmlout_begin(c->out, "foot");
    xmlout_element(c->out, "remark",
                   all->adds_up ? say(c, WORD_VD_EXACT)
                                : say_1(c, WORD_VD_ROUNDED,
                                        decimal_text(c->arena, all->sum)));
    if (all->repeated)
        xmlout_element(c->out, "remark",
                       say_1(c, WORD_VD_LEFT_OUT, number(c, all->repeated)));
    xmlout_end(c->out);
    xmlout_end(c->out);
}

/* -- the section ----------------------------------------------------------- */

static struct context context_of(struct xmlout *out, const struct run *run)
{
    return (struct context){.out = out,
                            .run = run,
                            .s = &run->speaker,
                            .v = run->verdicts,
                            .arena = run->arena,
                            .lang = run->speaker.style.lang};
}

size_t report_verdicts(struct xmlout *out, const struct run *run,
                       const struct drawn_figures *figures, size_t numbered)
{
    struct context c = context_of(out, run);
    if (!c.v || c.v->n_rows == 0 || c.v->declared->chosen.n == 0)
        return numbered;
    xmlout_begin(out, "section");
    put(&c, "id", "verdicts");
    xmlout_element(out, "heading", say(&c, WORD_VD_SECTION));
    xmlout_element(out, "para", say(&c, WORD_VD_LEAD));
    xmlout_element(out, "para", sentence_verdicts(c.s, c.v));
    put_table(&c, ++numbered);
    numbered = put_groups(&c, numbered);
    for (size_t i = 0; i < c.v->n_counts; i++)
        if (c.v->counts[i].counts.n)
            put_counts(&c, ++numbered, &c.v->counts[i]);
    for (size_t i = 0; i < figures->n; i++)
        if (figures->items[i].declared->kind == PLAN_FIGURE_VERDICTS)
            report_parts_figure(out, run, &figures->items[i]);
    xmlout_end(out);
    return numbered;
}

void report_verdicts_segment(struct xmlout *out, const struct run *run,
                             const struct segment *segment)
{
    struct context c = context_of(out, run);
    const struct verdict_row *row = verdicts_row(c.v, segment);
    struct detection d;
    if (!row)
        return;
    const char *difficulty = sentence_difficulty(c.s, row);
    if (*difficulty) {
        const struct verdict *v = &row->difficulty;
        xmlout_begin(out, "difficulty");
        put(&c, "label", say(&c, WORD_VD_DIFFICULTY));
        put(&c, "verdict", v->class->verdict);
        put_component(&c, "required", v->required);
        put_component(&c, "actual", v->actual);
        put_component(&c, "ratio", v->ratio);
        xmlout_text(out, difficulty);
        xmlout_end(out);
    }
    const char *detect = sentence_detect(c.s, row);
    if (*detect && sentence_detection(row, &d)) {
        xmlout_begin(out, "detectability");
        put(&c, "label", say(&c, WORD_VD_DETECTABILITY));
        put(&c, "possible", d.possible ? "true" : "false");
        put_component(&c, "n",
                      d.possible ? component_real(d.n) : component_none());
        put_component(&c, "least", component_real(d.least));
        xmlout_text(out, detect);
        xmlout_end(out);
    }
}
