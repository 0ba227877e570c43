/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Measures: which number of a survey, or of records, is the value of which
 * indicator.  One row names segment, data and estimate; after the pass it
 * becomes an observation, or stands beside the published one of its period.
 */
#include "data/fold.h"
#include "data/unit.h"
#include "engine/plan_surveys_int.h"
#include <string.h>

static const struct column_spec columns[MEASURE_COLUMNS] = {
    [MEASURE_ID] = {"id", "指標ID|指標番号", true},
    [MEASURE_SEGMENT] = {"segment", "区分|内訳", false},
    [MEASURE_SURVEY] = {"survey", "調査|調査ID|記録", true},
    [MEASURE_ESTIMATOR] = {"estimator", "集計", true},
    [MEASURE_VARIABLE] = {"variable", "変数", true},
    [MEASURE_VALUE] = {"category", "値|コード", false},
    [MEASURE_WHERE] = {"where", "条件|対象", false},
    [MEASURE_TIMES] = {"times", "倍率", false},
    [MEASURE_PERSONS] = {"persons", "秘匿", false},
    [MEASURE_DECIMALS] = {"decimals", "小数", false},
    [MEASURE_NOTE] = {"note", "備考", false},
};

enum estimate { E_SHARE, E_POSITIVE, E_MEAN, E_TOTAL, E_MEDIAN };

static const struct measure_word words[] = {
    [E_SHARE] = {"割合", "proportion"}, [E_POSITIVE] = {"上位割合", "positive"},
    [E_MEAN] = {"平均", "mean"},        [E_TOTAL] = {"合計", "total"},
    [E_MEDIAN] = {"中央値", "median"},
};

static const enum survey_estimator estimators[] = {
    [E_SHARE] = SURVEY_PROPORTION, [E_POSITIVE] = SURVEY_PROPORTION,
    [E_MEAN] = SURVEY_MEAN,        [E_TOTAL] = SURVEY_TOTAL,
    [E_MEDIAN] = SURVEY_QUANTILE,
};

/* ------------------------------------------------------------------ reading */

int plan_measures_choice(const struct plan_row *w, int column,
                         const struct measure_word *choices, size_t n)
{
    struct arena *arena = w->r->arena;
    struct place place;
    const char *text = plan_cell(w, column, &place);
    struct buf list = buf_new(arena);
    for (size_t i = 0; i < n; i++) {
        if (fold_equal(arena, text, choices[i].ja) ||
            fold_equal(arena, text, choices[i].en))
            return (int)i;
        buf_z(&list, i ? " | " : "");
        buf_z(&list, choices[i].ja);
    }
    diag_add(w->r->diag, MSG_CHOICE, place, text, buf_text(&list), NULL);
    diag_field(w->r->diag, plan_cell_name(w, column));
    return -1;
}

bool plan_measures_blank(const struct plan_row *w, int column)
{
    struct place place;
    const char *text = plan_cell(w, column, &place);
    if (!*text)
        return true;
    diag_add(w->r->diag, MSG_MEASURE_FIELD, place, text,
             plan_cell_name(w, column), plan_cell(w, MEASURE_ESTIMATOR, NULL),
             NULL);
    diag_field(w->r->diag, plan_cell_name(w, column));
    return false;
}

static bool find_target(const struct plan_row *w, struct draft_measure *m)
{
    struct plan_reader *r = w->r;
    struct place place;
    m->measure.indicator = plan_cell(w, MEASURE_ID, &place);
    m->measure.place = place;
    m->indicator = plan_draft(r, m->measure.indicator);
    if (!m->indicator) {
        plan_draft_unknown(r, m->measure.indicator, place);
        diag_field(r->diag, plan_cell_name(w, MEASURE_ID));
        return false;
    }
    m->measure.segment = plan_cell(w, MEASURE_SEGMENT, &place);
    m->segment = plan_draft_segment(r, m->indicator, m->measure.segment);
    if (m->segment)
        return true;
    diag_add(r->diag, MSG_SEGMENT_UNKNOWN, place, m->measure.indicator,
             m->measure.segment, NULL);
    diag_field(r->diag, plan_cell_name(w, MEASURE_SEGMENT));
    return false;
}

/* Decimals that are printed: declared, else those of the 現状値, else 1 or,
 * for sums of records, those of the column. */
static bool read_decimals(const struct plan_row *w, struct draft_measure *m)
{
    struct place place;
    const char *text = plan_cell(w, MEASURE_DECIMALS, &place);
    const struct value *baseline = &m->segment->segment.baseline.value;
    m->measure.decimals =
        value_is_number(baseline) ? baseline->number.scale : 1;
    m->own_decimals = !*text && !value_is_number(baseline);
    if (!*text)
        return true;
    m->measure.decimals = text[0] - '0';
    if (text[0] >= '0' && text[0] <= '6' && !text[1])
        return true;
    diag_add(w->r->diag, MSG_CHOICE, place, text, "0 - 6", NULL);
    diag_field(w->r->diag, plan_cell_name(w, MEASURE_DECIMALS));
    return false;
}

/* The category of the next column, by its code or its label. */
static bool read_category(struct surveys_reader *s, const struct plan_row *w,
                          struct survey_request *q)
{
    struct place place;
    const char *nearest, *text = plan_cell(w, MEASURE_VALUE, &place);
    q->category = variable_find(s->r->arena, q->variable, text, &nearest);
    if (q->category)
        return true;
    diag_add(s->r->diag, MSG_SURVEY_VALUE, place, text,
             plan_hint(s->r->arena, nearest), variable_name(q->variable), NULL);
    diag_field(s->r->diag, plan_cell_name(w, MEASURE_VALUE));
    return false;
}

/* A condition such as 問1<=2 is a share of its own; a plain name needs the
 * category in the next column. */
static bool read_share(struct surveys_reader *s, const struct plan_row *w,
                       struct draft_measure *m, struct survey_request *q)
{
    struct place place;
    const char *name = plan_cell(w, MEASURE_VARIABLE, &place);
    const char *value = plan_cell(w, MEASURE_VALUE, NULL);
    if (*value) {
        q->variable = plan_surveys_variable(s, m->survey, name, place);
        return q->variable && read_category(s, w, q);
    }
    struct finding f =
        define_condition(s->r->arena, name, &m->survey->scope, &q->variable);
    diag_finding(s->r->diag, f, name, place);
    q->category = "1";
    return !message_is_error(f.id);
}

static bool read_positive(struct surveys_reader *s, const struct plan_row *w,
                          struct draft_measure *m, struct survey_request *q)
{
    struct place place;
    const char *name = plan_cell(w, MEASURE_VARIABLE, &place);
    const struct codebook *book = m->survey->survey.codebook;
    const struct codebook_variable *v =
        book ? codebook_find(s->r->arena, book, name) : NULL;
    q->variable = v ? v->positive : NULL;
    q->category = "1";
    if (q->variable)
        return true;
    diag_add(s->r->diag, MSG_SURVEY_POSITIVE, place, name, NULL);
    diag_field(s->r->diag, plan_cell_name(w, MEASURE_VARIABLE));
    return false;
}

/* A number of a row: a column as it stands, unless the codebook knows of
 * missing codes or a definition. */
static bool read_number(struct surveys_reader *s, const struct plan_row *w,
                        struct draft_measure *m, struct survey_request *q)
{
    static const struct decimal half = {5, 1};
    struct place place;
    const char *name = plan_cell(w, MEASURE_VARIABLE, &place);
    q->y.variable = plan_surveys_variable(s, m->survey, name, place);
    q->p = &half;
    q->n_p = 1;
    return q->y.variable != NULL;
}

static bool read_estimate(struct surveys_reader *s, const struct plan_row *w,
                          struct draft_measure *m, struct survey_request *q)
{
    int kind = plan_measures_choice(w, MEASURE_ESTIMATOR, words, LEN(words));
    if (kind < 0 || !plan_measures_blank(w, MEASURE_TIMES) ||
        !plan_measures_blank(w, MEASURE_PERSONS))
        return false;
    q->estimator = estimators[kind];
    m->measure.percent = q->estimator == SURVEY_PROPORTION;
    if (m->measure.percent &&
        strcmp(unit_of_difference(m->indicator->indicator.unit), "ポイント") !=
            0) {
        struct place place;
        const char *text = plan_cell(w, MEASURE_ESTIMATOR, &place);
        diag_add(s->r->diag, MSG_MEASURE_UNIT, place, text,
                 m->indicator->indicator.unit, NULL);
        return false;
    }
    return kind == E_SHARE      ? read_share(s, w, m, q)
           : kind == E_POSITIVE ? read_positive(s, w, m, q)
                                : read_number(s, w, m, q);
}

/* 割合 問1<=2（対象=小学生） */
static const char *words_of(const struct plan_row *w)
{
    const char *value = plan_cell(w, MEASURE_VALUE, NULL);
    const char *where = plan_cell(w, MEASURE_WHERE, NULL);
    const char *times = plan_cell(w, MEASURE_TIMES, NULL);
    const char *variable = plan_cell(w, MEASURE_VARIABLE, NULL);
    return str_join(w->r->arena, plan_cell(w, MEASURE_ESTIMATOR, NULL),
                    *variable ? " " : "", variable, *value ? "=" : "", value,
                    *times ? "×" : "", times, *where ? "（" : "", where,
                    *where ? "）" : "", NULL);
}

/* false: said. */
static bool read_of_survey(struct surveys_reader *s, const struct plan_row *w,
                           struct draft_measure *m)
{
    struct survey_request q = {0};
    struct place place;
    if (!m->survey->good || !read_estimate(s, w, m, &q))
        return false;
    const char *where = plan_cell(w, MEASURE_WHERE, &place);
    if (!plan_surveys_where(s, m->survey, where, place, &q.where))
        return false;
    q.n_where = q.where != NULL;
    m->measure.period = m->survey->survey.period;
    m->measure.request = plan_surveys_ask(s, m->survey, &q);
    return true;
}

static void read_row(struct surveys_reader *s, const struct plan_row *w)
{
    struct draft_measure m = {0};
    struct place place;
    m.data = plan_cell(w, MEASURE_SURVEY, &place);
    m.records = plan_records_find(s, m.data);
    m.survey = m.records ? NULL : plan_surveys_find(s, m.data, place);
    if (!find_target(w, &m) || (!m.survey && !m.records) ||
        !read_decimals(w, &m) ||
        !(m.survey ? read_of_survey(s, w, &m) : plan_record_measure(s, w, &m)))
        return;
    m.measure.what = words_of(w);
    if (s->n_measures == s->cap_measures) {
        size_t cap = s->cap_measures ? 2 * s->cap_measures : 16;
        s->measures = arena_grow(s->r->arena, s->measures, s->n_measures, cap,
                                 sizeof *s->measures);
        s->cap_measures = cap;
    }
    s->measures[s->n_measures++] = m;
}

void plan_measures_read(struct surveys_reader *s)
{
    for (const struct xml_node *node = xmltree_child(s->node, "measures"); node;
         node = xmltree_next(node)) {
        const struct csv *csv =
            plan_csv(s->r, node, xmltree_value(node, "file", ""));
        int at[MEASURE_COLUMNS];
        if (!csv || !columns_bind(s->r->arena, s->r->diag, csv, columns,
                                  MEASURE_COLUMNS, at))
            continue;
        for (size_t i = 0; i < csv->rows; i++)
            read_row(s,
                     &(struct plan_row){s->r, csv, &csv->row[i], columns, at});
    }
}

/* ---------------------------------------------------------------- observing */

static const struct survey_row *row_of(const struct draft_measure *m)
{
    const struct survey_answers *a = &m->survey->survey.answers;
    for (size_t i = 0; i < a->n; i++)
        if (a->rows[i].request == m->measure.request)
            return &a->rows[i];
    return NULL;
}

/* Records have no errors. */
static struct measured measured_of(const struct surveys_reader *s,
                                   const struct draft_measure *m)
{
    const struct survey_row *row = m->survey ? row_of(m) : NULL;
    if (!row)
        return (struct measured){
            .survey = m->data,
            .what = m->measure.what,
            .n = m->measure.n,
            .estimate = m->value ? rational_double(m->value->value) : 0};
    double times = m->measure.percent ? 100 : 1;
    return (struct measured){
        .survey = m->survey->survey.id,
        .what = m->measure.what,
        .n = row->n,
        .n_eff = row->n_eff.known ? row->n_eff.x : 0,
        .df = row->df.known ? row->df.x : 0,
        .estimate = times * row->estimate.x,
        .se = times * row->se.x,
        .low = times * row->lower.x,
        .high = times * row->upper.x,
        .has_se = row->se.known,
        .has_interval = row->lower.known && row->upper.known,
        .is_reference = row->n < s->reference,
    };
}

/* Too few answers, or too few of the category. */
static bool is_secret(const struct surveys_reader *s,
                      const struct draft_measure *m,
                      const struct survey_row *row)
{
    return row->n < s->threshold ||
           (m->measure.percent && row->count && row->count < s->threshold);
}

/* The estimate as it is printed, rounded once. */
static bool publish(const struct draft_measure *m, const struct survey_row *row,
                    struct decimal *out)
{
    struct rational exact;
    struct decimal approximate;
    int128 num = row->exact.num;
    if (!row->exact.known)
        return decimal_of_double(row->estimate.x *
                                     (m->measure.percent ? 100 : 1),
                                 15, &approximate) &&
               decimal_round(approximate, m->measure.decimals, ROUND_HALF_UP,
                             out);
    if (m->measure.percent && !int128_mul(num, 100, &num))
        return false;
    return rational_make(num, row->exact.den, &exact) &&
           rational_round(exact, m->measure.decimals, ROUND_HALF_UP, out);
}

/* The number of a survey; false: there is none, said. */
static bool survey_value(struct surveys_reader *s, struct draft_measure *m)
{
    const struct survey_row *row = row_of(m);
    if (!row || !row->estimate.known || !publish(m, row, &m->measure.value)) {
        diag_add(s->r->diag, MSG_MEASURE_NONE, m->measure.place,
                 m->measure.what,
                 row ? survey_reason_text(row->reason) : "empty", NULL);
        return false;
    }
    m->measure.n = row->n;
    m->measure.missing = row->missing;
    m->measure.withheld = is_secret(s, m, row);
    return true;
}

/* The observation of the segment at the measure's year: the 現状値 of that
 * year (a blank one is filled), an actual, or NULL. */
static struct observation *published_of(struct draft_measure *m)
{
    int year = period_fiscal_year(m->measure.period);
    struct observation *baseline = &m->segment->segment.baseline;
    if (baseline->period.year && indicator_year(baseline) == year)
        return baseline;
    for (size_t i = 0; i < m->segment->n; i++)
        if (indicator_year(&m->segment->actuals[i]) == year)
            return &m->segment->actuals[i];
    return NULL;
}

/* A value of few persons is not printed, as if the cell had X. */
static struct value value_of(struct surveys_reader *s,
                             const struct draft_measure *m)
{
    struct value v = {.kind = VALUE_NUMBER,
                      .number = m->measure.value,
                      .place = m->measure.place};
    if (m->measure.withheld) {
        v.kind = VALUE_MISSING;
        v.missing = MISSING_SECRET;
        v.published = "X";
    } else {
        v.published = decimal_text(s->r->arena, v.number);
    }
    return v;
}

/* Nothing is said of a withheld number: the difference would tell it. */
static void compare(struct surveys_reader *s, struct draft_measure *m,
                    const struct observation *published)
{
    struct plan_measure *measure = &m->measure;
    if (!value_is_number(&published->value) || measure->withheld)
        return;
    measure->published = published->value.published;
    measure->differs =
        decimal_compare(published->value.number, measure->value) != 0;
    if (!measure->differs)
        return;
    diag_add(s->r->diag, MSG_MEASURE_DIFFERS, published->value.place,
             measure->published, decimal_text(s->r->arena, measure->value),
             measure->what, m->data, NULL);
    diag_note(s->r->diag, MSG_DECLARED_HERE, measure->place, measure->indicator,
              NULL);
}

static void observe(struct surveys_reader *s, struct draft_measure *m)
{
    struct arena *arena = s->r->arena;
    m->measure.measured =
        m->records ? plan_record_value(s, m) : survey_value(s, m);
    if (!m->measure.measured)
        return;
    struct measured *measured = arena_make(arena, struct measured, 1);
    struct observation *published = published_of(m);
    *measured = measured_of(s, m);
    if (published) {
        const struct value *old = &published->value;
        published->measured = m->measure.withheld ? NULL : measured;
        if (old->kind == VALUE_MISSING && old->missing == MISSING_BLANK)
            published->value = value_of(s, m);
        else
            compare(s, m, published);
        return;
    }
    struct period period = m->measure.period;
    plan_add_actual(s->r, m->segment, m->measure.indicator,
                    &(struct observation){
                        .period = period,
                        .period_place = m->measure.place,
                        .period_published = publish_period(
                            arena, s->r->plan->style, period, PERIOD_LONG),
                        .value = value_of(s, m),
                        .note = "",
                        .measured = m->measure.withheld ? NULL : measured},
                    "survey");
}

void plan_measures_observe(struct surveys_reader *s)
{
    plan_record_years(s);
    for (size_t i = 0; i < s->n_measures; i++)
        observe(s, &s->measures[i]);
}
