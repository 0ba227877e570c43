/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/plan_surveys.h"

#include "data/fold.h"
#include "engine/plan_surveys_int.h"
#include "engine/survey_files.h"
#include "engine/survey_say.h"
#include <string.h>

enum { THRESHOLD = 10, REFERENCE = 30 }; /* persons; see shihyo-plan(5) */

/* -------------------------------------------------------------------- names */

struct draft_survey *plan_surveys_find(struct surveys_reader *s, const char *id,
                                       struct place place)
{
    const char **names = arena_make(s->r->arena, const char *, s->n_surveys);
    for (size_t i = 0; i < s->n_surveys; i++) {
        names[i] = s->surveys[i].survey.id;
        if (strcmp(names[i], id) == 0)
            return &s->surveys[i];
    }
    diag_add(s->r->diag, MSG_REFERENCE, place, "survey", id,
             plan_hint(s->r->arena,
                       fold_nearest(s->r->arena, id, names, s->n_surveys)),
             NULL);
    return NULL;
}

const struct variable *plan_surveys_variable(struct surveys_reader *s,
                                             const struct draft_survey *survey,
                                             const char *name,
                                             struct place place)
{
    const char *nearest;
    const struct variable *found =
        define_find(s->r->arena, name, &survey->scope, &nearest);
    if (!found)
        diag_add(s->r->diag, MSG_SURVEY_NAME, place, name,
                 plan_hint(s->r->arena, nearest), survey->survey.file, NULL);
    return found;
}

bool plan_surveys_where(struct surveys_reader *s,
                        const struct draft_survey *survey, const char *text,
                        struct place place, const struct survey_filter **out)
{
    *out = NULL;
    if (!*text)
        return true;
    struct survey_filter *filter =
        arena_make(s->r->arena, struct survey_filter, 1);
    struct finding f =
        define_condition(s->r->arena, text, &survey->scope, &filter->variable);
    diag_finding(s->r->diag, f, text, place);
    filter->category = "1";
    *out = filter;
    return !message_is_error(f.id);
}

bool plan_surveys_column(struct surveys_reader *s,
                         const struct define_scope *scope, const char *file,
                         const struct xml_attribute *attribute,
                         const char **out)
{
    if (!attribute)
        return true;
    for (size_t i = 0; i < scope->n_columns; i++)
        if (strcmp(scope->columns[i], attribute->value) == 0) {
            *out = scope->columns[i];
            return true;
        }
    diag_add(
        s->r->diag, MSG_SURVEY_NAME, attribute->place, attribute->value,
        plan_hint(s->r->arena, fold_nearest(s->r->arena, attribute->value,
                                            scope->columns, scope->n_columns)),
        file, NULL);
    return false;
}

size_t plan_surveys_ask(struct surveys_reader *s, struct draft_survey *survey,
                        const struct survey_request *request)
{
    if (survey->n == survey->cap) {
        size_t cap = survey->cap ? 2 * survey->cap : 16;
        survey->requests = arena_grow(s->r->arena, survey->requests, survey->n,
                                      cap, sizeof *survey->requests);
        survey->cap = cap;
    }
    survey->requests[survey->n] = *request;
    return survey->n++;
}

/* ------------------------------------------------------------------ design */

static bool read_column(struct surveys_reader *s, struct draft_survey *d,
                        const char *attribute, const char **out)
{
    return plan_surveys_column(s, &d->scope, d->survey.file,
                               xmltree_attribute(d->node, attribute), out);
}

static bool read_design(struct surveys_reader *s, struct draft_survey *d)
{
    static const char *const rules[] = {"fail", "remove", "certainty", "adjust",
                                        "average"};
    static const char *const truth[] = {"false", "true"};
    static const char *const levels[] = {"90", "95", "99"};
    static const double shares[] = {0.90, 0.95, 0.99};
    struct plan_reader *r = s->r;
    struct survey_design *design = &d->survey.design;
    bool good = read_column(s, d, "weight", &design->weight);
    good &= read_column(s, d, "strata", &design->strata[0]);
    good &= read_column(s, d, "psu", &design->psu[0]);
    good &= read_column(s, d, "ssu", &design->ssu);
    good &= read_column(s, d, "fpc", &design->fpc);
    good &= read_column(s, d, "fpc2", &design->fpc2);
    design->lonely = (enum survey_lonely)plan_choice_of(
        r, d->node, "lonely-psu", rules, LEN(rules), LONELY_FAIL);
    design->nest = plan_choice_of(r, d->node, "nest", truth, LEN(truth), 0);
    design->level =
        shares[plan_choice_of(r, d->node, "level", levels, LEN(levels), 1)];
    return good;
}

/* <poststratify> and <rake>: population totals by category. */
static bool read_margins(struct surveys_reader *s, struct draft_survey *d)
{
    static const char *const names[] = {"poststratify", "rake"};
    static const enum survey_calibration kinds[] = {CALIBRATION_POSTSTRATA,
                                                    CALIBRATION_RAKING};
    struct survey_design *design = &d->survey.design;
    struct survey_margin *all = arena_make(
        s->r->arena, struct survey_margin,
        xmltree_count(d->node, names[0]) + xmltree_count(d->node, names[1]));
    bool good = true;
    design->margins = all;
    for (size_t k = 0; k < LEN(names); k++)
        for (const struct xml_node *n = xmltree_child(d->node, names[k]); n;
             n = xmltree_next(n)) {
            const struct xml_attribute *name = xmltree_attribute(n, "variable");
            struct survey_margin *margin = &all[design->n_margins++];
            const struct csv *csv =
                plan_csv(s->r, n, xmltree_value(n, "file", ""));
            margin->variable =
                plan_surveys_variable(s, d, name->value, name->place);
            good &= csv && margin->variable &&
                    survey_files_margin(s->r->arena, s->r->diag, csv,
                                        d->survey.id, margin);
            design->calibration = kinds[k];
        }
    return good;
}

/* ------------------------------------------------------------------- files */

static bool read_codebook(struct surveys_reader *s, struct draft_survey *d)
{
    const struct xml_attribute *a = xmltree_attribute(d->node, "codebook");
    if (!a)
        return true;
    const struct csv *csv = plan_csv(s->r, d->node, a->value);
    d->survey.codebook =
        csv ? codebook_read(s->r->arena, s->r->diag, csv) : NULL;
    if (!d->survey.codebook)
        return false;
    d->scope.variables = d->survey.codebook->scope.variables;
    d->scope.n_variables = d->survey.codebook->scope.n_variables;
    return codebook_check_columns(s->r->arena, s->r->diag, d->survey.codebook,
                                  d->scope.columns, d->scope.n_columns,
                                  d->survey.file_place);
}

static bool read_metadata(struct surveys_reader *s, struct draft_survey *d)
{
    const struct xml_attribute *a = xmltree_attribute(d->node, "metadata");
    if (!a)
        return true;
    const struct csv *csv = plan_csv(s->r, d->node, a->value);
    const struct metadata *all =
        csv ? metadata_read(s->r->arena, s->r->diag, csv) : NULL;
    if (!all)
        return false;
    d->survey.metadata = metadata_find(s->r->arena, all, d->survey.id);
    if (!d->survey.metadata)
        diag_add(s->r->diag, MSG_REFERENCE, a->place, a->value, d->survey.id,
                 "", NULL);
    return d->survey.metadata != NULL;
}

bool plan_surveys_open(struct surveys_reader *s, const struct xml_node *node,
                       struct scan_request *scan, struct define_scope *scope)
{
    const struct xml_attribute *file = xmltree_attribute(node, "file");
    const struct xml_attribute *encoding = xmltree_attribute(node, "encoding");
    const char **paths = arena_make(s->r->arena, const char *, 1);
    paths[0] = file->value;
    *scan =
        (struct scan_request){.paths = paths,
                              .n_paths = 1,
                              .dir = s->r->plan->dir,
                              .asked_by = file->place,
                              .declared = encoding ? encoding->value : NULL};
    scope->columns =
        scan_columns(s->r->arena, s->r->diag, scan, &scope->n_columns);
    return scope->columns != NULL;
}

static void read_survey(struct surveys_reader *s, struct draft_survey *d,
                        const struct xml_node *node)
{
    struct plan_reader *r = s->r;
    struct plan_survey *survey = &d->survey;
    const struct xml_attribute *period = xmltree_attribute(node, "period");
    d->node = node;
    plan_check_id(r, node);
    survey->id = xmltree_value(node, "id", "");
    survey->title = xmltree_text(node, "title");
    survey->file = xmltree_value(node, "file", "");
    survey->file_place = xmltree_attribute(node, "file")->place;
    survey->place = node->place;
    survey->source = plan_source_of(r, node);
    survey->remarks = plan_remarks(r, node, &survey->n_remarks);
    bool good =
        plan_year(r, period->value, period->place, &survey->period) != 0;
    d->good = plan_surveys_open(s, node, &d->scan, &d->scope) &&
              read_codebook(s, d) && read_metadata(s, d) && read_design(s, d) &&
              read_margins(s, d) && good;
}

static void read_surveys(struct surveys_reader *s)
{
    s->n_surveys = xmltree_count(s->node, "survey");
    s->surveys = arena_make(s->r->arena, struct draft_survey, s->n_surveys);
    size_t n = 0;
    for (const struct xml_node *node = xmltree_child(s->node, "survey"); node;
         node = xmltree_next(node))
        read_survey(s, &s->surveys[n++], node);
}

/* -------------------------------------------------------------------- pass */

/* Texts of the codebook's columns that it does not list. */
static bool check_values(struct surveys_reader *s, const struct draft_survey *d,
                         const struct sums *sums)
{
    bool good = true;
    for (size_t i = 0; d->survey.codebook && i < sums->spec->n_columns; i++) {
        const struct codebook_variable *v =
            sums->spec->columns[i].kind == SUMS_KEY
                ? codebook_find(s->r->arena, d->survey.codebook,
                                sums->spec->columns[i].name)
                : NULL;
        if (v && !*v->definition)
            good &=
                codebook_check_values(s->r->arena, s->r->diag, v,
                                      &sums->values[i], d->survey.file_place);
    }
    return good;
}

/* The file in the calculation record: digest, size, rows. */
static bool record_input(struct surveys_reader *s,
                         const struct scan_request *scan, uint64_t rows)
{
    struct source *source =
        source_digest(s->r->arena, s->r->diag,
                      &(struct source_request){.dir = scan->dir,
                                               .path = scan->paths[0],
                                               .asked_by = scan->asked_by});
    if (!source)
        return false;
    source->encoding = *scan->found;
    source->rows = rows;
    plan_add_input(s->r, source);
    return true;
}

const struct sums *plan_surveys_scan(struct surveys_reader *s,
                                     struct scan_request *scan,
                                     const struct sums_spec *spec)
{
    enum encoding encoding = ENCODING_UTF8;
    scan->spec = spec;
    scan->found = &encoding;
    const struct sums *sums = scan_files(s->r->arena, s->r->diag, scan);
    bool good = sums && record_input(s, scan, sums->rows);
    scan->found = NULL;
    return good ? sums : NULL;
}

static void pass(struct surveys_reader *s, struct draft_survey *d)
{
    struct arena *arena = s->r->arena;
    struct plan_survey *survey = &d->survey;
    const struct sums *sums = plan_surveys_scan(
        s, &d->scan, survey_need(arena, &survey->design, d->requests, d->n));
    if (!sums || !check_values(s, d, sums))
        return;
    if (survey->metadata &&
        !metadata_check_rows(arena, s->r->diag, survey->metadata, sums->rows))
        return;
    survey->requests = d->requests;
    survey->n_requests = d->n;
    survey->answers =
        survey_estimate(arena, &survey->design, d->requests, d->n, sums);
    d->good = survey_say(arena, s->r->diag, &survey->design, &survey->answers,
                         &(struct survey_origin){.paths = d->scan.paths,
                                                 .n_paths = 1,
                                                 .dir = s->r->plan->dir,
                                                 .otherwise = survey->place});
}

static unsigned count_of(struct surveys_reader *s, const char *name,
                         unsigned otherwise)
{
    const struct xml_attribute *a = xmltree_attribute(s->node, name);
    unsigned n = 0;
    for (const char *c = a ? a->value : ""; *c; c++) {
        if (*c < '0' || *c > '9' || n > 100000) {
            diag_add(s->r->diag, MSG_CHOICE, a->place, a->value, "0, 1, 2 ...",
                     NULL);
            return otherwise;
        }
        n = 10 * n + (unsigned)(*c - '0');
    }
    return a && *a->value ? n : otherwise;
}

/* The drafts become the plan's immutable surveys, measures and tables. */
static void freeze(struct surveys_reader *s)
{
    struct arena *arena = s->r->arena;
    struct plan_surveys *out = arena_make(arena, struct plan_surveys, 1);
    struct plan_survey *surveys =
        arena_make(arena, struct plan_survey, s->n_surveys);
    struct plan_measure *measures =
        arena_make(arena, struct plan_measure, s->n_measures);
    struct survey_table *tables =
        arena_make(arena, struct survey_table, s->n_tables);
    struct plan_record_file *records =
        arena_make(arena, struct plan_record_file, s->n_records);
    for (size_t i = 0; i < s->n_surveys; i++)
        surveys[i] = s->surveys[i].survey;
    for (size_t i = 0; i < s->n_records; i++)
        records[i] = s->records[i].file;
    for (size_t i = 0; i < s->n_measures; i++) {
        const struct draft_measure *d = &s->measures[i];
        measures[i] = d->measure;
        if (d->records)
            measures[i].records = &records[d->records - s->records];
        else
            measures[i].survey = &surveys[d->survey - s->surveys];
    }
    for (size_t i = 0; i < s->n_tables; i++) {
        const struct draft_table *d = &s->tables[i];
        tables[i] = survey_table_make(s, d);
        tables[i].survey = &surveys[d->now.survey - s->surveys];
        if (d->before.survey)
            tables[i].previous = &surveys[d->before.survey - s->surveys];
    }
    *out = (struct plan_surveys){.threshold = s->threshold,
                                 .reference = s->reference,
                                 .surveys = surveys,
                                 .n_surveys = s->n_surveys,
                                 .records = records,
                                 .n_records = s->n_records,
                                 .tables = tables,
                                 .n_tables = s->n_tables,
                                 .measures = measures,
                                 .n_measures = s->n_measures};
    s->r->plan->surveys = out;
}

void plan_surveys(struct plan_reader *r)
{
    struct surveys_reader s = {.r = r,
                               .node = xmltree_child(r->root, "microdata")};
    if (!s.node)
        return;
    s.threshold = count_of(&s, "threshold", THRESHOLD);
    s.reference = count_of(&s, "reference", REFERENCE);
    read_surveys(&s);
    plan_records_read(&s);
    plan_survey_tables_read(&s);
    plan_measures_read(&s);
    bool good = !diag_has_errors(r->diag);
    for (size_t i = 0; good && i < s.n_surveys; i++)
        pass(&s, &s.surveys[i]);
    if (good)
        plan_records_pass(&s);
    if (diag_has_errors(r->diag))
        return;
    plan_measures_observe(&s);
    freeze(&s);
}

const struct survey_table *plan_survey_table(const struct plan *plan,
                                             const char *id)
{
    for (size_t i = 0; plan->surveys && i < plan->surveys->n_tables; i++)
        if (strcmp(plan->surveys->tables[i].id, id) == 0)
            return &plan->surveys->tables[i];
    return NULL;
}

static bool is_table(const struct plan *plan, const char *of)
{
    return plan_survey_table(plan, of) != NULL;
}

void plan_surveys_figures(struct plan_reader *r)
{
    plan_figures_of(r, "stack100", is_table);
    plan_figures_of(r, "crosstab", is_table);
    plan_figures_of(r, "multi", is_table);
}
