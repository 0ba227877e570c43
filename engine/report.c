/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/report.h"

#include "data/unit.h"
#include "engine/report_audit.h"
#include "engine/report_indicator.h"
#include "engine/report_overview.h"
#include "engine/report_parts.h"
#include "engine/report_schedules.h"
#include "engine/report_supplies.h"
#include "engine/report_surveys.h"
#include "engine/report_tables.h"
#include "engine/report_verdicts.h"
#include "engine/sentence_verdicts.h"
#include "engine/xmlout.h"
#include <string.h>

#define REPORT_NAMESPACE "urn:shihyo:report:1"

struct context {
    struct xmlout *out;
    const struct run *run;
    const struct speaker *s;
    const struct drawn_figures *figures;
    struct arena *arena;
    size_t tables; /* numbered so far */
};

static const char *say(const struct context *c, enum word id)
{
    return word(c->s->style.lang, id);
}

static const char *say_1(const struct context *c, enum word id, const char *arg)
{
    return word_fill(c->arena, c->s->style.lang, id, 1, &arg);
}

static const char *period_text(const struct context *c, int year,
                               enum period_form form)
{
    return publish_period(c->arena, c->s->style, period_fiscal(year), form);
}

static const char *period_code(const struct context *c, int year)
{
    return publish_period_code(c->arena, period_fiscal(year));
}

/* -- head ------------------------------------------------------------------ */

/* Sentences on the segments at plan level (without goals: on all outcomes),
 * then on every declared trend that those do not cover. */
static void put_points(const struct context *c)
{
    const struct evaluations *all = &c->run->evaluations;
    bool has_goals = c->run->plan->n_goals > 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct indicator *indicator = all->items[i].indicator;
        if (indicator->level != INDICATOR_OUTCOME ||
            (has_goals && *indicator->goal))
            continue;
        for (size_t k = 0; k < indicator->n_segments; k++) {
            const struct assessment *a = &all->items[i].segments[k];
            bool en = c->s->style.lang == LANG_EN;
            const char *label = a->segment->label;
            xmlout_element(
                c->out, "point",
                str_join(c->arena, en ? "\"" : "「", indicator->measure,
                         en ? "\"" : "」", *label ? (en ? " (" : "（") : "",
                         label, *label ? (en ? ")" : "）") : "",
                         en ? ": " : "：", sentence_segment(c->s, indicator, a),
                         NULL));
        }
    }
    for (size_t i = 0; i < c->run->plan->n_trends; i++)
        if (c->run->plan->trends[i].indicator->level == INDICATOR_ACTIVITY)
            xmlout_element(c->out, "point",
                           sentence_trend(c->s, &c->run->plan->trends[i],
                                          &c->run->trends[i]));
}

static void put_count_point(const struct context *c,
                            const struct status_counts *counts,
                            enum indicator_level level)
{
    if (counts->total)
        xmlout_element(
            c->out, "point",
            sentence_counts(c->s, counts, level, c->run->evaluations.as_of));
}

static bool any_target(const struct run *run, enum indicator_level level)
{
    for (size_t i = 0; i < run->plan->n_indicators; i++) {
        const struct indicator *indicator = &run->plan->indicators[i];
        for (size_t k = 0; k < indicator->n_segments; k++)
            if (indicator->level == level && indicator->segments[k].has_target)
                return true;
    }
    return false;
}

static void put_summary(const struct context *c)
{
    const struct evaluations *all = &c->run->evaluations;
    xmlout_begin(c->out, "summary");
    xmlout_attribute(c->out, "heading", say(c, WORD_DOC_SUMMARY));
    if (any_target(c->run, INDICATOR_OUTCOME))
        put_count_point(c, &all->outcome, INDICATOR_OUTCOME);
    put_points(c);
    if (any_target(c->run, INDICATOR_ACTIVITY))
        put_count_point(c, &all->activity, INDICATOR_ACTIVITY);
    if (c->run->verdicts && c->run->verdicts->n_rows)
        xmlout_element(c->out, "point",
                       sentence_verdicts(c->s, c->run->verdicts));
    xmlout_end(c->out);
}

static void put_head(const struct context *c)
{
    const struct plan *plan = c->run->plan;
    const struct plan_report *r = &plan->report;
    int as_of = c->run->evaluations.as_of;
    xmlout_begin(c->out, "head");
    xmlout_element(c->out, "number", r->number);
    xmlout_element(c->out, "title", r->title);
    if (r->draft)
        xmlout_element(c->out, "draft", say(c, WORD_REPORT_DRAFT));
    xmlout_element(c->out, "plan-title", plan->title);
    xmlout_element(c->out, "publisher", plan->publisher);
    xmlout_element(c->out, "body", r->body);
    xmlout_element(c->out, "meeting", r->meeting);
    if (*r->date) {
        xmlout_begin(c->out, "date");
        xmlout_attribute(c->out, "iso",
                         publish_period_code(c->arena, r->date_period));
        xmlout_text(c->out, publish_period(c->arena, c->s->style,
                                           r->date_period, PERIOD_LONG));
        xmlout_end(c->out);
    }
    const char *span[] = {period_text(c, plan->from, PERIOD_LONG),
                          period_text(c, plan->to, PERIOD_LONG)};
    xmlout_begin(c->out, "period");
    xmlout_attribute(c->out, "from", period_code(c, plan->from));
    xmlout_attribute(c->out, "to", period_code(c, plan->to));
    xmlout_text(c->out, word_fill(c->arena, c->s->style.lang,
                                  WORD_PERIOD_OF_PLAN, 2, span));
    xmlout_end(c->out);
    xmlout_begin(c->out, "fiscal-year");
    xmlout_attribute(c->out, "period", period_code(c, as_of));
    xmlout_text(c->out,
                say_1(c, WORD_AS_OF, period_text(c, as_of, PERIOD_LONG)));
    xmlout_end(c->out);
    put_summary(c);
    xmlout_end(c->out);
}

/* Column heads and labels in the language of the report, for stylesheets. */
static void put_labels(const struct context *c)
{
    static const struct {
        const char *key;
        enum word id;
    } labels[] = {{"indicator", WORD_COL_INDICATOR},
                  {"target", WORD_TARGET},
                  {"actual", WORD_ACTUAL},
                  {"progress", WORD_COL_PROGRESS},
                  {"achievement", WORD_COL_ACHIEVEMENT},
                  {"elapsed", WORD_COL_ELAPSED},
                  {"status", WORD_COL_STATUS},
                  {"gap", WORD_COL_GAP},
                  {"change", WORD_COL_CHANGE},
                  {"pace-needed", WORD_COL_PACE_NEEDED},
                  {"pace-so-far", WORD_COL_PACE_SO_FAR},
                  {"formula", WORD_COL_FORMULA},
                  {"value", WORD_COL_VALUE},
                  {"input", WORD_COL_INPUT},
                  {"file", WORD_COL_FILE},
                  {"rows", WORD_COL_ROWS},
                  {"encoding", WORD_COL_ENCODING},
                  {"trend", WORD_COL_TREND},
                  {"unit", WORD_COL_UNIT},
                  {"direction", WORD_COL_DIRECTION},
                  {"definition", WORD_COL_DEFINITION},
                  {"direction-none", WORD_DIRECTION_NONE},
                  {"direction-up", WORD_DIRECTION_UP},
                  {"direction-down", WORD_DIRECTION_DOWN},
                  {"direction-maintain", WORD_DIRECTION_MAINTAIN},
                  {"new", WORD_NEW},
                  {"reference", WORD_REFERENCE},
                  {"cards", WORD_DOC_CARDS},
                  {"notes", WORD_DOC_NOTES},
                  {"sources", WORD_DOC_SOURCES},
                  {"terms", WORD_DOC_TERMS},
                  {"record", WORD_DOC_RECORD},
                  {"record-lead", WORD_DOC_RECORD_LEAD},
                  {"inputs", WORD_DOC_INPUTS},
                  {"program", WORD_DOC_PROGRAM},
                  {"font", WORD_DOC_FONT},
                  {"remarks", WORD_REMARKS},
                  {"source", WORD_SOURCE}};
    xmlout_begin(c->out, "labels");
    xmlout_begin(c->out, "label");
    xmlout_attribute(c->out, "key", "baseline");
    xmlout_text(c->out, sentence_baseline_word(c->s));
    xmlout_end(c->out);
    for (size_t i = 0; i < LEN(labels); i++) {
        xmlout_begin(c->out, "label");
        xmlout_attribute(c->out, "key", labels[i].key);
        xmlout_text(c->out, say(c, labels[i].id));
        xmlout_end(c->out);
    }
    xmlout_end(c->out);
}

/* -- sections -------------------------------------------------------------- */

/* Indicators of one section: those of a level and, for outcomes, a goal. */
struct section {
    enum indicator_level level;
    const char *goal; /* NULL: any goal */
    const char *id, *heading, *title;
};

static bool in_section(const struct section *section,
                       const struct indicator *indicator)
{
    return indicator->level == section->level &&
           (!section->goal || strcmp(indicator->goal, section->goal) == 0);
}

/* The year that all baselines (or targets) of a section share, or 0. */
static int common_year(const struct context *c, const struct section *section,
                       bool target)
{
    int year = 0;
    for (size_t i = 0; i < c->run->plan->n_indicators; i++) {
        const struct indicator *indicator = &c->run->plan->indicators[i];
        for (size_t k = 0;
             in_section(section, indicator) && k < indicator->n_segments; k++) {
            const struct segment *s = &indicator->segments[k];
            int own = target ? s->target.period.year : s->baseline.period.year;
            if (own && year && own != year)
                return 0;
            year = own ? own : year;
        }
    }
    return year;
}

/* The years of own actuals up to the evaluation year; false: none yet. */
static bool put_years(const struct context *c, const struct section *section,
                      int baseline_year)
{
    int first = 0, last = 0;
    for (size_t i = 0; i < c->run->plan->n_indicators; i++) {
        const struct indicator *indicator = &c->run->plan->indicators[i];
        for (size_t k = 0;
             in_section(section, indicator) && k < indicator->n_segments; k++) {
            const struct segment *s = &indicator->segments[k];
            for (size_t j = 0; j < s->n_actuals; j++) {
                int year = period_fiscal_year(s->actuals[j].period);
                if (s->actuals[j].from_predecessor ||
                    year > c->run->evaluations.as_of || year == baseline_year)
                    continue;
                first = first && first < year ? first : year;
                last = year > last ? year : last;
            }
        }
    }
    xmlout_attribute(c->out, "layout", first ? "course" : "plan");
    for (int year = first; first && year <= last; year++) {
        if (year == baseline_year)
            continue;
        xmlout_begin(c->out, "year");
        xmlout_attribute(c->out, "period", period_code(c, year));
        xmlout_text(c->out, period_text(c, year, PERIOD_SHORT));
        xmlout_end(c->out);
    }
    return first != 0;
}

static void put_foot(const struct context *c, const struct section *section,
                     bool course)
{
    const struct plan *plan = c->run->plan;
    xmlout_begin(c->out, "foot");
    if (any_target(c->run, section->level)) {
        const char *sign = c->s->style.negative ? c->s->style.negative : "▲";
        const char *args[] = {sentence_baseline_word(c->s), sign};
        xmlout_element(c->out, "remark",
                       word_fill(c->arena, c->s->style.lang,
                                 course ? WORD_TERM_PROGRESS : WORD_NOTE_PACE,
                                 LEN(args), args));
    }
    for (size_t k = 0; k < plan->n_sources; k++)
        for (size_t i = 0; i < plan->n_indicators; i++)
            if (in_section(section, &plan->indicators[i]) &&
                strcmp(plan->sources[k].id, plan->indicator_sources[i]) == 0) {
                xmlout_element(c->out, "source", plan->sources[k].text);
                break;
            }
    xmlout_end(c->out);
}

static void put_table(struct context *c, const struct section *section)
{
    int baseline = common_year(c, section, false);
    int target = common_year(c, section, true);
    c->tables++;
    xmlout_begin(c->out, "status-table");
    xmlout_attribute(
        c->out, "id",
        str_join(c->arena, "t", str_count(c->arena, c->tables), NULL));
    if (baseline)
        xmlout_attribute(c->out, "baseline-year",
                         period_text(c, baseline, PERIOD_SHORT));
    if (target)
        xmlout_attribute(c->out, "target-year",
                         period_text(c, target, PERIOD_SHORT));
    xmlout_attribute(
        c->out, "number",
        say_1(c, WORD_REPORT_TABLE, str_count(c->arena, c->tables)));
    xmlout_attribute(c->out, "title", section->title);
    bool course = put_years(c, section, baseline);
    for (size_t i = 0; i < c->run->plan->n_indicators; i++)
        if (in_section(section, &c->run->plan->indicators[i])) {
            xmlout_begin(c->out, "row");
            xmlout_attribute(c->out, "ref", c->run->plan->indicators[i].id);
            xmlout_end(c->out);
        }
    put_foot(c, section, course);
    xmlout_end(c->out);
}

static void put_section(struct context *c, const struct section *section)
{
    const struct plan *plan = c->run->plan;
    size_t n = 0;
    for (size_t i = 0; i < plan->n_indicators; i++)
        n += in_section(section, &plan->indicators[i]);
    if (n == 0)
        return;
    xmlout_begin(c->out, "section");
    xmlout_attribute(c->out, "id", section->id);
    xmlout_element(c->out, "heading", section->heading);
    struct status_counts counts =
        evaluate_count(&c->run->evaluations, section->goal, section->level);
    if (any_target(c->run, section->level) && counts.total)
        xmlout_element(c->out, "para",
                       sentence_counts(c->s, &counts, section->level,
                                       c->run->evaluations.as_of));
    put_table(c, section);
    for (size_t i = 0; i < c->figures->n; i++) {
        const struct indicator *first = figures_first(&c->figures->items[i]);
        if (first && in_section(section, first))
            report_parts_figure(c->out, c->run, &c->figures->items[i]);
    }
    for (size_t i = 0; i < plan->n_indicators; i++)
        if (in_section(section, &plan->indicators[i])) {
            xmlout_begin(c->out, "card");
            xmlout_attribute(c->out, "ref", plan->indicators[i].id);
            xmlout_end(c->out);
        }
    xmlout_end(c->out);
}

static void put_goal(struct context *c, const struct plan_goal *goal)
{
    const char *args[] = {goal->label, goal->text};
    const char *heading = word_fill(c->arena, c->s->style.lang,
                                    WORD_REPORT_GOAL_LEVEL, LEN(args), args);
    const char *name = *goal->label ? goal->label : goal->text;
    put_section(c, &(struct section){
                       .level = INDICATOR_OUTCOME,
                       .goal = goal->id,
                       .id = str_join(c->arena, "goal-", goal->id, NULL),
                       .heading = *goal->label ? heading : goal->text,
                       .title = say_1(c, WORD_REPORT_STATUS_TITLE, name)});
}

static void put_sections(struct context *c)
{
    const struct plan *plan = c->run->plan;
    enum word whole =
        plan->n_goals ? WORD_REPORT_PLAN_LEVEL : WORD_REPORT_OUTCOMES;
    report_overview(c->out, c->run, c->figures, PLAN_FIGURE_TREE, "tree",
                    WORD_REPORT_TREE);
    put_section(c, &(struct section){.level = INDICATOR_OUTCOME,
                                     .goal = "",
                                     .id = "outcomes",
                                     .heading = say(c, whole),
                                     .title = say_1(c, WORD_REPORT_STATUS_TITLE,
                                                    say(c, whole))});
    for (size_t i = 0; i < plan->n_goals; i++)
        put_goal(c, &plan->goals[i]);
    report_overview(c->out, c->run, c->figures, PLAN_FIGURE_STATUS, "status",
                    WORD_STATUS_OVERVIEW);
    c->tables = report_verdicts(c->out, c->run, c->figures, c->tables);
    put_section(c,
                &(struct section){.level = INDICATOR_ACTIVITY,
                                  .goal = NULL,
                                  .id = "activities",
                                  .heading = say(c, WORD_REPORT_ACTIVITIES),
                                  .title = say(c, WORD_REPORT_ACTIVITY_TITLE)});
    c->tables = report_surveys(c->out, c->run, c->figures, c->tables);
    c->tables = report_supplies(c->out, c->run, c->figures, c->tables);
    c->tables = report_schedules(c->out, c->run, c->figures, c->tables);
    c->tables = report_tables(c->out, c->run, c->tables);
    report_audit(c->out, c->run);
}

/* -- tail --------------------------------------------------------------------
 */

static void put_notes(const struct context *c)
{
    const struct plan *plan = c->run->plan;
    if (plan->n_notes) {
        xmlout_begin(c->out, "notes");
        for (size_t i = 0; i < plan->n_notes; i++) {
            xmlout_begin(c->out, "note");
            xmlout_attribute(c->out, "mark", plan->notes[i].mark);
            xmlout_text(c->out, plan->notes[i].text);
            xmlout_end(c->out);
        }
        xmlout_end(c->out);
    }
    if (!plan->n_sources)
        return;
    xmlout_begin(c->out, "sources");
    for (size_t i = 0; i < plan->n_sources; i++) {
        xmlout_begin(c->out, "source");
        xmlout_attribute(c->out, "id", plan->sources[i].id);
        xmlout_text(c->out, plan->sources[i].text);
        xmlout_end(c->out);
    }
    xmlout_end(c->out);
}

static void put_terms(const struct context *c)
{
    static const enum word with_baseline[] = {
        WORD_TERM_ACHIEVEMENT, WORD_TERM_PROGRESS, WORD_TERM_ELAPSED,
        WORD_TERM_STATUS};
    xmlout_begin(c->out, "terms");
    for (size_t i = 0; i < LEN(with_baseline); i++)
        xmlout_element(
            c->out, "term",
            say_1(c, with_baseline[i], sentence_baseline_word(c->s)));
    xmlout_element(c->out, "term", say(c, WORD_TERM_ROUNDING));
    const char *sign = c->s->style.negative ? c->s->style.negative : "▲";
    xmlout_element(c->out, "term", say_1(c, WORD_TERM_SYMBOLS, sign));
    xmlout_end(c->out);
}

static const char *encoding_name(enum encoding encoding)
{
    static const char *const names[] = {
        [ENCODING_UTF8] = "UTF-8",       [ENCODING_UTF8_BOM] = "UTF-8 (BOM)",
        [ENCODING_CP932] = "CP932",      [ENCODING_UTF16LE] = "UTF-16LE",
        [ENCODING_UTF16BE] = "UTF-16BE", [ENCODING_EUCJP] = "EUC-JP"};
    return names[encoding];
}

static void put_input(const struct context *c, const struct source *source)
{
    xmlout_begin(c->out, "input");
    xmlout_attribute(c->out, "path",
                     plan_file_label(c->arena, c->run->plan, source));
    xmlout_attribute(c->out, "sha256", source->sha256);
    xmlout_attribute(c->out, "bytes", str_count(c->arena, source->bytes));
    xmlout_attribute(c->out, "encoding", encoding_name(source->encoding));
    if (source->rows)
        xmlout_attribute(c->out, "rows", str_count(c->arena, source->rows));
    xmlout_end(c->out);
}

static void put_provenance(const struct context *c,
                           const struct typesetter *setter)
{
    xmlout_begin(c->out, "provenance");
    xmlout_attribute(c->out, "engine", "shihyo " SHIHYO_VERSION);
    xmlout_attribute(c->out, "plan", c->run->plan->id);
    xmlout_attribute(c->out, "digest", c->run->digest);
    for (size_t i = 0; i < c->run->plan->n_inputs; i++)
        put_input(c, c->run->plan->inputs[i]);
    for (int face = 0; face < FACE_COUNT; face++) {
        const char *digest;
        if (!typesetter_used(setter, (enum face)face))
            continue;
        const char *name = typesetter_font(setter, (enum face)face, &digest);
        xmlout_begin(c->out, "font");
        xmlout_attribute(c->out, "file", name);
        xmlout_attribute(c->out, "sha256", digest);
        xmlout_end(c->out);
    }
    xmlout_end(c->out);
}

const char *report_xml(const struct run *run,
                       const struct drawn_figures *figures,
                       const struct typesetter *setter)
{
    struct context c = {.run = run,
                        .s = &run->speaker,
                        .figures = figures,
                        .arena = run->arena};
    c.out = xmlout_open(run->arena, "report", REPORT_NAMESPACE);
    xmlout_attribute(c.out, "version", "1");
    xmlout_attribute(c.out, "xml:lang",
                     c.s->style.lang == LANG_JA ? "ja" : "en");
    xmlout_attribute(c.out, "kind", "annual-evaluation");
    xmlout_attribute(c.out, "plan", run->plan->id);
    xmlout_attribute(c.out, "as-of", period_code(&c, run->evaluations.as_of));
    put_head(&c);
    put_labels(&c);
    xmlout_begin(c.out, "indicators");
    for (size_t i = 0; i < run->evaluations.n; i++)
        report_indicator(c.out, run, &run->evaluations.items[i]);
    xmlout_end(c.out);
    put_sections(&c);
    put_notes(&c);
    put_terms(&c);
    put_provenance(&c, setter);
    return xmlout_close(c.out);
}
