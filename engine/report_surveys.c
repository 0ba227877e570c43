/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/report_surveys.h"

#include "data/rational.h"
#include "engine/report_parts.h"
#include "engine/sentence_survey.h"
#include "indicators/sampling.h"
#include <string.h>

struct context {
    struct xmlout *out;
    const struct run *run;
    const struct speaker *s;
    struct arena *arena;
};

static const char *say(const struct context *c, enum word id)
{
    return word(c->s->style.lang, id);
}

static const char *fill(const struct context *c, enum word id, size_t n,
                        const char *const *args)
{
    return word_fill(c->arena, c->s->style.lang, id, n, args);
}

static const char *say_1(const struct context *c, enum word id, const char *arg)
{
    return fill(c, id, 1, &arg);
}

static const char *count_text(const struct context *c, uint64_t n)
{
    return publish_number(c->arena, c->s->style, decimal_of((long long)n, 0));
}

/* A double by its first digits; "" where it is none. */
static const char *number_text(const struct context *c, double x, int digits)
{
    struct decimal d;
    return decimal_of_double(x, digits, &d) ? decimal_text(c->arena, d) : "";
}

/* -- the sample --------------------------------------------------------------
 */

static void put_fact(const struct context *c, enum word head, const char *text)
{
    if (!*text)
        return;
    xmlout_begin(c->out, "fact");
    xmlout_attribute(c->out, "label", say(c, head));
    xmlout_text(c->out, text);
    xmlout_end(c->out);
}

static const char *day_text(const struct context *c, bool known,
                            struct period day)
{
    return known ? publish_period(c->arena, c->s->style, day, PERIOD_LONG) : "";
}

static const char *sample_text(const struct context *c,
                               const struct sample_number *n, const char *unit)
{
    return n->known ? publish_quantity(c->arena, c->s->style, n->value, unit)
                    : "";
}

static void put_metadata(const struct context *c,
                         const struct sample_metadata *m)
{
    put_fact(c, WORD_SURVEY_TARGET, m->target);
    put_fact(c, WORD_SURVEY_POPULATION, sample_text(c, &m->population, ""));
    put_fact(c, WORD_SURVEY_SAMPLING, m->sampling);
    put_fact(c, WORD_SURVEY_MODE, m->mode);
    if (m->begins || m->ends)
        put_fact(c, WORD_SURVEY_DATES,
                 sentence_say(c->s, WORD_RANGE_CELL,
                              day_text(c, m->begins, m->from),
                              day_text(c, m->ends, m->to), NULL));
    put_fact(c, WORD_SURVEY_DISTRIBUTED, sample_text(c, &m->distributed, ""));
    put_fact(c, WORD_SURVEY_RETURNED, sample_text(c, &m->returned, ""));
    put_fact(c, WORD_SURVEY_RATE, sample_text(c, &m->rate, "％"));
}

static void put_design(const struct context *c, const struct plan_survey *s)
{
    const struct survey_summary *sum = &s->answers.summary;
    const char *args[] = {count_text(c, sum->strata), count_text(c, sum->units),
                          number_text(c, sum->df.x, 10)};
    put_fact(c, WORD_SURVEY_ROWS, count_text(c, sum->n));
    put_fact(c, WORD_SURVEY_DESIGN,
             s->design.psu[0] || s->design.strata[0]
                 ? fill(c, WORD_SURVEY_DESIGN_TEXT, LEN(args), args)
                 : say(c, WORD_SURVEY_DESIGN_SIMPLE));
    struct decimal whole;
    if (s->design.weight && sum->n_eff.known &&
        decimal_of_double(sum->n_eff.x, 12, &whole) &&
        decimal_round(whole, 0, ROUND_HALF_UP, &whole))
        put_fact(c, WORD_SURVEY_N_EFF,
                 publish_number(c->arena, c->s->style, whole));
}

/* Sizes of groups that a reader may have in hand, up to the sample's own. */
static size_t error_sizes(uint64_t n, long long out[9])
{
    static const long long usual[] = {100,  200,  300,  500,
                                      1000, 2000, 3000, 5000};
    size_t k = 0;
    while (k < LEN(usual) && (uint64_t)usual[k] < n)
        out[k] = usual[k], k++;
    out[k] = (long long)n;
    return k + 1;
}

static void put_error_line(const struct context *c,
                           const struct sampling_table *t, size_t row)
{
    xmlout_begin(c->out, "error-line");
    xmlout_attribute(c->out, "n", count_text(c, (uint64_t)t->n[row]));
    for (size_t k = 0; k < t->n_columns; k++) {
        const struct sampling_number *e = &t->points[row * t->n_columns + k];
        xmlout_begin(c->out, "points");
        if (e->known)
            xmlout_attribute(c->out, "value", decimal_text(c->arena, e->value));
        xmlout_attribute(
            c->out, "published",
            e->known ? str_join(c->arena, "±",
                                publish_number(c->arena, c->s->style, e->value),
                                NULL)
                     : "―");
        xmlout_end(c->out);
    }
    xmlout_end(c->out);
}

/* 標本誤差早見表, for readers who know only n and a share. */
static void put_errors(const struct context *c, const struct plan_survey *s)
{
    const struct sample_number *N =
        s->metadata ? &s->metadata->population : NULL;
    bool stages = s->design.strata[0] && s->design.psu[0];
    long long n[9];
    struct sampling_table t = sampling_table(
        c->arena, &(struct sampling_table_spec){
                      .form = stages ? SAMPLING_TWO_STAGES : SAMPLING_ONE_STAGE,
                      .population = N && N->known && N->value.scale == 0
                                        ? (long long)N->value.units
                                        : 0,
                      .n = n,
                      .n_rows = error_sizes(s->answers.summary.n, n),
                      .decimals = 1});
    xmlout_begin(c->out, "error-table");
    xmlout_attribute(c->out, "form", stages ? "two-stages" : "one-stage");
    xmlout_attribute(
        c->out, "title",
        say(c, stages ? WORD_SURVEY_ERRORS_STAGES : WORD_SURVEY_ERRORS_SIMPLE));
    xmlout_attribute(c->out, "n-head", say(c, WORD_SURVEY_COL_N));
    for (size_t k = 0; k < t.n_columns; k++) {
        struct decimal other = {0}, low = t.p[k], hundred = {100, 0};
        low.units *= 100;
        (void)decimal_round(low, 0, ROUND_HALF_UP, &low);
        (void)decimal_sub(hundred, low, &other);
        const char *args[] = {decimal_text(c->arena, low),
                              decimal_text(c->arena, other)};
        xmlout_element(c->out, "shares",
                       fill(c, WORD_SURVEY_ERRORS_SHARES, LEN(args), args));
    }
    for (size_t i = 0; i < t.n_rows; i++)
        put_error_line(c, &t, i);
    if (stages)
        xmlout_element(c->out, "remark", say(c, WORD_SURVEY_ERRORS_NOTE));
    xmlout_end(c->out);
}

static void put_sample(const struct context *c, const struct plan_survey *s)
{
    xmlout_begin(c->out, "sample");
    xmlout_attribute(c->out, "id", s->id);
    xmlout_attribute(c->out, "period",
                     publish_period_code(c->arena, s->period));
    xmlout_attribute(c->out, "title", say_1(c, WORD_SURVEY_SAMPLE, s->title));
    report_parts_place(c->out, c->run, s->place);
    if (s->metadata)
        put_metadata(c, s->metadata);
    put_design(c, s);
    put_errors(c, s);
    xmlout_begin(c->out, "foot");
    for (size_t i = 0; i < s->n_remarks; i++)
        xmlout_element(c->out, "remark", s->remarks[i]);
    xmlout_element(c->out, "source", s->source);
    xmlout_end(c->out);
    xmlout_end(c->out);
}

/* -- records -----------------------------------------------------------------
 */

static const char *codes_text(const struct context *c,
                              const struct plan_record_file *f)
{
    struct buf text = buf_new(c->arena);
    for (size_t i = 0; i < f->n_codes; i++) {
        const char *args[] = {f->codes[i].column,
                              count_text(c, f->codes[i].list->n)};
        buf_z(&text, i ? "、" : "");
        buf_z(&text, fill(c, WORD_RECORDS_CODE, LEN(args), args));
    }
    return buf_text(&text);
}

static bool is_withheld(const struct context *c,
                        const struct plan_record_file *f)
{
    const struct plan_surveys *all = c->run->plan->surveys;
    for (size_t i = 0; i < all->n_measures; i++)
        if (all->measures[i].records == f && all->measures[i].withheld)
            return true;
    return false;
}

static void put_records(const struct context *c,
                        const struct plan_record_file *f)
{
    unsigned threshold = c->run->plan->surveys->threshold;
    xmlout_begin(c->out, "sample");
    xmlout_attribute(c->out, "id", f->id);
    xmlout_attribute(c->out, "period", publish_period_code(c->arena, f->first));
    xmlout_attribute(c->out, "to", publish_period_code(c->arena, f->last));
    xmlout_attribute(c->out, "title", say_1(c, WORD_RECORDS_SAMPLE, f->title));
    report_parts_place(c->out, c->run, f->place);
    put_fact(c, WORD_RECORDS_SPAN,
             sentence_say(c->s, WORD_RANGE_CELL, day_text(c, true, f->first),
                          day_text(c, true, f->last), NULL));
    put_fact(c, WORD_RECORDS_ROWS, count_text(c, f->rows));
    put_fact(c, WORD_RECORDS_CODES, codes_text(c, f));
    xmlout_begin(c->out, "foot");
    for (size_t i = 0; i < f->n_remarks; i++)
        xmlout_element(c->out, "remark", f->remarks[i]);
    if (is_withheld(c, f))
        xmlout_element(c->out, "remark",
                       say_1(c, WORD_RECORDS_NOTE_WITHHELD,
                             str_count(c->arena, threshold)));
    xmlout_element(c->out, "source", f->source);
    xmlout_end(c->out);
    xmlout_end(c->out);
}

/* -- tables ------------------------------------------------------------------
 */

static void put_share(const struct context *c, const char *element,
                      const struct tabled_share *share,
                      const struct tabled_change *change)
{
    xmlout_begin(c->out, element);
    xmlout_attribute(c->out, "published", sentence_survey_share(c->s, share));
    if (share->state == TABLED_WITHHELD)
        xmlout_attribute(c->out, "reason", "withheld");
    else if (share->state == TABLED_MISSING)
        xmlout_attribute(c->out, "reason", survey_reason_text(share->reason));
    else
        xmlout_attribute(c->out, "value",
                         decimal_text(c->arena, share->percent));
    if (share->state == TABLED_PRINTED && share->has_se)
        xmlout_attribute(c->out, "se", number_text(c, 100 * share->se, 10));
    xmlout_attribute(c->out, "interval", sentence_survey_interval(c->s, share));
    if (change && change->known) {
        xmlout_attribute(c->out, "change",
                         sentence_survey_change(c->s, change));
        xmlout_attribute(c->out, "p", report_parts_p(c->arena, change->p));
        xmlout_attribute(c->out, "significant",
                         change->significant ? "true" : "false");
    }
    xmlout_end(c->out);
}

static void put_line(const struct context *c, const struct survey_table *t,
                     const struct tabled_line *line)
{
    xmlout_begin(c->out, "line");
    xmlout_attribute(c->out, "group", line->group);
    xmlout_attribute(c->out, "label", sentence_survey_label(c->s, line));
    xmlout_attribute(c->out, "n",
                     sentence_survey_count(c->s, line->n, line->withheld));
    xmlout_attribute(c->out, "reference", line->reference ? "true" : NULL);
    for (size_t i = 0; i < t->n_answers; i++)
        put_share(c, "share", &line->shares[i],
                  line->has_before ? &line->changes[i] : NULL);
    if (t->has_positive)
        put_share(c, "positive", &line->positive,
                  line->has_before ? &line->positive_change : NULL);
    if (line->has_before) {
        xmlout_begin(c->out, "before");
        xmlout_attribute(
            c->out, "n",
            sentence_survey_count(c->s, line->n_before, line->withheld_before));
        for (size_t i = 0; i < t->n_answers; i++)
            put_share(c, "share", &line->before[i], NULL);
        if (t->has_positive)
            put_share(c, "positive", &line->positive_before, NULL);
        xmlout_end(c->out);
    }
    xmlout_end(c->out);
}

static void put_answers(const struct context *c, const struct survey_table *t)
{
    for (size_t i = 0; i < t->n_answers; i++) {
        xmlout_begin(c->out, "answer");
        xmlout_attribute(c->out, "code", t->answers[i].code);
        xmlout_attribute(c->out, "positive",
                         t->answers[i].positive ? "true" : NULL);
        xmlout_attribute(c->out, "no-answer",
                         t->answers[i].no_answer ? "true" : NULL);
        xmlout_text(c->out, t->answers[i].label);
        xmlout_end(c->out);
    }
}

static void put_foot(const struct context *c, const struct survey_table *t)
{
    const char **notes = arena_make(c->arena, const char *,
                                    SENTENCE_SURVEY_NOTES + t->n_remarks);
    size_t n = sentence_survey_notes(c->s, t, NOTES_OF_TABLE, notes);
    xmlout_begin(c->out, "foot");
    for (size_t i = 0; i < n; i++)
        xmlout_element(c->out, "remark", notes[i]);
    xmlout_element(c->out, "source", t->survey->source);
    xmlout_end(c->out);
}

static void put_table(const struct context *c, const struct survey_table *t,
                      size_t number)
{
    const char *digits = str_count(c->arena, number);
    xmlout_begin(c->out, "survey-table");
    xmlout_attribute(c->out, "id", str_join(c->arena, "t", digits, NULL));
    xmlout_attribute(c->out, "of", t->id);
    xmlout_attribute(c->out, "survey", t->survey->id);
    xmlout_attribute(c->out, "kind", t->multi ? "multi" : "single");
    xmlout_attribute(c->out, "number", say_1(c, WORD_REPORT_TABLE, digits));
    xmlout_attribute(c->out, "title",
                     say_1(c, WORD_SURVEY_TABLE_TITLE, t->title));
    xmlout_attribute(c->out, "period", sentence_survey_period(c->s, t->survey));
    if (t->previous)
        xmlout_attribute(c->out, "period-before",
                         sentence_survey_period(c->s, t->previous));
    xmlout_attribute(c->out, "group-head", say(c, WORD_SURVEY_COL_GROUP));
    xmlout_attribute(c->out, "item-head", say(c, WORD_SURVEY_COL_ITEM));
    xmlout_attribute(c->out, "n-head", say(c, WORD_SURVEY_COL_N));
    xmlout_attribute(c->out, "interval-head", say(c, WORD_SURVEY_COL_INTERVAL));
    xmlout_attribute(c->out, "change-head", say(c, WORD_SURVEY_COL_CHANGE));
    if (t->has_positive)
        xmlout_attribute(c->out, "positive-head",
                         sentence_survey_positive(c->s, t));
    report_parts_place(c->out, c->run, t->place);
    xmlout_element(c->out, "question", t->question);
    xmlout_element(c->out, "message", sentence_survey_head(c->s, t));
    put_answers(c, t);
    for (size_t i = 0; i < t->n_lines; i++)
        put_line(c, t, &t->lines[i]);
    put_foot(c, t);
    xmlout_end(c->out);
}

/* -- measures ----------------------------------------------------------------
 */

static const struct survey_row *row_of(const struct plan_measure *m)
{
    const struct survey_answers *a = &m->survey->answers;
    for (size_t i = 0; i < a->n; i++)
        if (a->rows[i].request == m->request)
            return &a->rows[i];
    return NULL;
}

static const struct indicator *indicator_of(const struct context *c,
                                            const struct plan_measure *m)
{
    return plan_indicator(c->run->plan, m->indicator);
}

/* The survey, or the records and the year that is theirs. */
static const char *data_title(const struct context *c,
                              const struct plan_measure *m)
{
    if (m->survey)
        return m->survey->title;
    return str_join(
        c->arena, m->records->title, " ",
        publish_period(c->arena, c->s->style, m->period, PERIOD_LONG), NULL);
}

/* A limit with the decimals of the value. */
static const char *limit_text(const struct context *c,
                              const struct plan_measure *m, double x)
{
    struct decimal d;
    bool good = decimal_of_double(x, 12, &d) &&
                decimal_round(d, m->decimals, ROUND_HALF_UP, &d);
    return good ? publish_number(c->arena, c->s->style, d) : "―";
}

/* Standard error and interval; records have none. */
static void put_error(const struct context *c, const struct plan_measure *m)
{
    const struct survey_row *row = m->survey ? row_of(m) : NULL;
    double times = m->percent ? 100 : 1;
    if (!row)
        return;
    if (row->se.known) {
        xmlout_attribute(c->out, "se", number_text(c, times * row->se.x, 10));
        xmlout_attribute(c->out, "se-published",
                         sentence_se(c->s, times * row->se.x));
    }
    if (row->lower.known && row->upper.known)
        xmlout_attribute(c->out, "interval",
                         sentence_say(c->s, WORD_RANGE_CELL,
                                      limit_text(c, m, times * row->lower.x),
                                      limit_text(c, m, times * row->upper.x),
                                      NULL));
}

static void put_number(const struct context *c, const struct plan_measure *m)
{
    if (m->withheld)
        return;
    xmlout_attribute(c->out, "n", count_text(c, m->n));
    if (m->records && m->missing)
        xmlout_attribute(
            c->out, "blank",
            say_1(c, WORD_RECORDS_BLANK, count_text(c, m->missing)));
    xmlout_attribute(c->out, "value", decimal_text(c->arena, m->value));
    put_error(c, m);
}

static void put_measure(const struct context *c, const struct plan_measure *m)
{
    const struct indicator *indicator = indicator_of(c, m);
    const char *label = *m->segment ? m->segment : "";
    if (!m->measured || !indicator)
        return;
    xmlout_begin(c->out, "measure-of");
    xmlout_attribute(c->out, "indicator", m->indicator);
    xmlout_attribute(c->out, "segment", label);
    xmlout_attribute(c->out, "survey",
                     m->records ? m->records->id : m->survey->id);
    xmlout_attribute(c->out, "period",
                     publish_period_code(c->arena, m->period));
    xmlout_attribute(c->out, "what", m->what);
    xmlout_attribute(
        c->out, "name",
        str_join(c->arena, indicator->measure, *label ? " " : "", label, NULL));
    xmlout_attribute(c->out, "survey-title", data_title(c, m));
    put_number(c, m);
    xmlout_attribute(c->out, "computed",
                     m->withheld ? say(c, WORD_SURVEY_WITHHELD)
                                 : publish_quantity(c->arena, c->s->style,
                                                    m->value, indicator->unit));
    if (m->published) {
        xmlout_attribute(c->out, "published", m->published);
        xmlout_attribute(c->out, "result", m->differs ? "differs" : "agrees");
        xmlout_attribute(
            c->out, "result-text",
            say(c, m->differs ? WORD_SURVEY_DIFFERS : WORD_SURVEY_SAME));
    }
    report_parts_place(c->out, c->run, m->place);
    xmlout_end(c->out);
}

static void put_measures(const struct context *c, size_t number)
{
    static const enum word heads[] = {
        WORD_COL_INDICATOR,       WORD_SURVEY_COL_SURVEY,
        WORD_SURVEY_COL_WHAT,     WORD_SURVEY_COL_N,
        WORD_SURVEY_COL_COMPUTED, WORD_SURVEY_COL_SE,
        WORD_SURVEY_COL_INTERVAL, WORD_SURVEY_COL_PUBLISHED};
    const struct plan_surveys *all = c->run->plan->surveys;
    const char *digits = str_count(c->arena, number);
    xmlout_begin(c->out, "measure-table");
    xmlout_attribute(c->out, "id", str_join(c->arena, "t", digits, NULL));
    xmlout_attribute(c->out, "number", say_1(c, WORD_REPORT_TABLE, digits));
    xmlout_attribute(c->out, "title", say(c, WORD_SURVEY_MEASURES));
    for (size_t i = 0; i < LEN(heads); i++)
        xmlout_element(c->out, "head", say(c, heads[i]));
    for (size_t i = 0; i < all->n_measures; i++)
        put_measure(c, &all->measures[i]);
    xmlout_end(c->out);
}

/* -- the section -------------------------------------------------------------
 */

static void put_figures(const struct context *c,
                        const struct drawn_figures *figures,
                        const struct survey_table *t)
{
    for (size_t i = 0; i < figures->n; i++) {
        const struct plan_figure *f = figures->items[i].declared;
        bool of_survey = f->kind == PLAN_FIGURE_STACK100 ||
                         f->kind == PLAN_FIGURE_CROSSTAB ||
                         f->kind == PLAN_FIGURE_MULTI;
        if (of_survey && strcmp(f->of, t->id) == 0)
            report_parts_figure(c->out, c->run, &figures->items[i]);
    }
}

size_t report_surveys(struct xmlout *out, const struct run *run,
                      const struct drawn_figures *figures, size_t numbered)
{
    const struct plan_surveys *all = run->plan->surveys;
    struct context c = {out, run, &run->speaker, run->arena};
    if (!all)
        return numbered;
    xmlout_begin(out, "section");
    xmlout_attribute(out, "id", "surveys");
    xmlout_element(
        out, "heading",
        say(&c, all->n_records ? WORD_RECORDS_SECTION : WORD_SURVEY_SECTION));
    if (all->n_surveys)
        xmlout_element(out, "para", say(&c, WORD_SURVEY_LEAD));
    if (all->n_records)
        xmlout_element(out, "para", say(&c, WORD_RECORDS_LEAD));
    for (size_t i = 0; i < all->n_surveys; i++)
        put_sample(&c, &all->surveys[i]);
    for (size_t i = 0; i < all->n_records; i++)
        put_records(&c, &all->records[i]);
    if (all->n_measures)
        put_measures(&c, ++numbered);
    for (size_t i = 0; i < all->n_tables; i++) {
        put_table(&c, &all->tables[i], ++numbered);
        put_figures(&c, figures, &all->tables[i]);
    }
    xmlout_end(out);
    return numbered;
}
