/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * <record-file>: the element, its code lists and population, and the pass
 * over the file.
 */
#include "data/fold.h"
#include "data/locate.h"
#include "engine/plan_surveys_int.h"
#include "engine/survey_files.h"
#include <string.h>

struct draft_records *plan_records_find(struct surveys_reader *s,
                                        const char *id)
{
    for (size_t i = 0; i < s->n_records; i++)
        if (strcmp(s->records[i].file.id, id) == 0)
            return &s->records[i];
    return NULL;
}

struct place plan_record_place(struct surveys_reader *s,
                               const struct draft_records *d,
                               const char *column, const char *text)
{
    struct place place;
    if (locate_text(s->r->arena, s->r->plan->dir, d->file.file, column, text,
                    &place))
        return place;
    return d->file.file_place;
}

bool plan_records_in_range(const struct surveys_reader *s, int year)
{
    const struct plan *plan = s->r->plan;
    return (!plan->data_from || year >= plan->data_from) &&
           (!plan->data_to || year <= plan->data_to);
}

/* -------------------------------------------------------------- code lists */

static int digits_of(struct surveys_reader *s, const struct xml_node *node)
{
    static const char *const choices[] = {"0", "5", "6"};
    static const int digits[] = {0, 5, 6};
    return digits[plan_choice_of(s->r, node, "digits", choices, LEN(choices),
                                 0)];
}

/* The list that `parents` names, by the column of a <code> above. */
static bool find_parents(struct surveys_reader *s, struct draft_records *d,
                         const struct xml_node *node,
                         const struct plan_record_code **out)
{
    const struct xml_attribute *a = xmltree_attribute(node, "parents");
    const char **names = arena_make(s->r->arena, const char *, d->file.n_codes);
    *out = NULL;
    if (!a)
        return true;
    for (size_t i = 0; i < d->file.n_codes; i++) {
        names[i] = d->file.codes[i].column;
        if (strcmp(names[i], a->value) == 0) {
            *out = &d->file.codes[i];
            return true;
        }
    }
    diag_add(s->r->diag, MSG_REFERENCE, a->place, "code", a->value,
             plan_hint(s->r->arena, fold_nearest(s->r->arena, a->value, names,
                                                 d->file.n_codes)),
             NULL);
    return false;
}

static bool read_code(struct surveys_reader *s, struct draft_records *d,
                      const struct xml_node *node,
                      struct plan_record_code *code, const char **parents)
{
    const struct xml_attribute *column = xmltree_attribute(node, "column");
    const struct plan_record_code *up;
    if (!plan_surveys_column(s, &d->scope, d->file.file, column,
                             &code->column) ||
        !find_parents(s, d, node, &up))
        return false;
    const struct codelist_options options = {.digits = digits_of(s, node),
                                             .parents = up ? up->list : NULL};
    const struct csv *csv =
        plan_csv(s->r, node, xmltree_value(node, "file", ""));
    *parents = up ? up->column : NULL;
    code->list =
        csv ? codelist_read(s->r->arena, s->r->diag, csv, &options) : NULL;
    return code->list != NULL;
}

/* Names in conditions are columns, and those with a list know its labels. */
static bool read_codes(struct surveys_reader *s, struct draft_records *d)
{
    struct arena *arena = s->r->arena;
    size_t n = xmltree_count(d->node, "code");
    struct plan_record_code *codes =
        arena_make(arena, struct plan_record_code, n);
    const struct variable **variables =
        arena_make(arena, const struct variable *, n);
    const char **parents = arena_make(arena, const char *, n);
    d->file.codes = codes;
    d->parents = parents;
    d->scope.variables = variables;
    for (const struct xml_node *node = xmltree_child(d->node, "code"); node;
         node = xmltree_next(node)) {
        size_t i = d->file.n_codes;
        if (!read_code(s, d, node, &codes[i], &parents[i]))
            return false;
        variables[i] = codelist_variable(arena, codes[i].list, codes[i].column);
        d->scope.n_variables = ++d->file.n_codes;
    }
    return true;
}

/* -------------------------------------------------------------- population */

struct population_reader {
    struct surveys_reader *s;
    const struct draft_records *d;
    const struct csv *csv;
    int period, people;
    int *at; /* of the columns that the records have too */
    struct admin_population *population;
};

static int bind(struct population_reader *p, const char *names)
{
    int at = survey_files_column(p->s->r->arena, p->csv, names);
    if (at == COLUMN_NONE)
        diag_add(p->s->r->diag, MSG_COLUMN_MISSING,
                 csv_place(p->csv, &p->csv->header, 0), names, "", NULL);
    return at;
}

static void bind_shared(struct population_reader *p)
{
    struct arena *arena = p->s->r->arena;
    const char **names = arena_make(arena, const char *, p->csv->columns);
    p->at = arena_make(arena, int, p->csv->columns);
    p->population->columns = names;
    for (size_t i = 0; i < p->csv->columns; i++)
        for (size_t k = 0; k < p->d->scope.n_columns; k++)
            if ((int)i != p->period && (int)i != p->people &&
                strcmp(p->csv->header.cells[i], p->d->scope.columns[k]) == 0) {
                p->at[p->population->n_columns] = (int)i;
                names[p->population->n_columns++] = p->d->scope.columns[k];
            }
}

/* A key of the population is checked like those of the records. */
static bool check_key(struct population_reader *p, size_t shared,
                      const char *text, struct place place)
{
    const char *column = p->population->columns[shared];
    bool good = true;
    for (size_t i = 0; i < p->d->file.n_codes; i++)
        if (strcmp(p->d->file.codes[i].column, column) == 0)
            good &= codelist_check(
                p->s->r->arena, p->s->r->diag, p->d->file.codes[i].list,
                &(struct sums_values){&text, 1},
                &(struct codelist_request){.column = column, .place = place});
    return good;
}

static bool read_people(struct population_reader *p, const struct csv_row *row,
                        struct decimal *out)
{
    struct plan_reader *r = p->s->r;
    struct place place;
    struct value value;
    const char *column = p->csv->header.cells[p->people];
    const char *text = columns_cell(r->arena, p->csv, row, p->people, &place);
    if (!plan_value(r, text, place, "", column, &value))
        return false;
    *out = value.number;
    if (value_is_number(&value) && decimal_sign(value.number) >= 0)
        return true;
    diag_add(r->diag,
             value_is_number(&value) ? MSG_SURVEY_MARGIN_TOTAL : MSG_NUMBER,
             place, text, NULL);
    diag_field(r->diag, column);
    return false;
}

static bool read_line(struct population_reader *p, const struct csv_row *row,
                      struct admin_people *out)
{
    struct plan_reader *r = p->s->r;
    struct place place;
    struct period period;
    const char *year = columns_cell(r->arena, p->csv, row, p->period, &place);
    const char **texts =
        arena_make(r->arena, const char *, p->population->n_columns);
    out->texts = texts;
    out->year = plan_year(r, year, place, &period);
    bool good = out->year != 0;
    good &= read_people(p, row, &out->people);
    for (size_t i = 0; i < p->population->n_columns; i++) {
        texts[i] = columns_cell(r->arena, p->csv, row, p->at[i], &place);
        good &= check_key(p, i, texts[i], place);
    }
    return good;
}

static bool read_population(struct surveys_reader *s, struct draft_records *d)
{
    const struct xml_attribute *a = xmltree_attribute(d->node, "population");
    if (!a)
        return true;
    struct population_reader p = {.s = s, .d = d};
    p.csv = plan_csv(s->r, d->node, a->value);
    if (!p.csv)
        return false;
    p.period = bind(&p, "period|年度");
    p.people = bind(&p, "population|人口|人数|総数");
    if (p.period == COLUMN_NONE || p.people == COLUMN_NONE)
        return false;
    p.population = arena_make(s->r->arena, struct admin_population, 1);
    bind_shared(&p);
    struct admin_people *rows =
        arena_make(s->r->arena, struct admin_people, p.csv->rows);
    bool good = true;
    for (size_t i = 0; i < p.csv->rows; i++)
        good = read_line(&p, &p.csv->row[i], &rows[i]) && good;
    p.population->rows = rows;
    p.population->n = p.csv->rows;
    d->population = p.population;
    return good;
}

/* ------------------------------------------------------------- the element */

static void read_file(struct surveys_reader *s, struct draft_records *d,
                      const struct xml_node *node)
{
    struct plan_reader *r = s->r;
    struct plan_record_file *f = &d->file;
    d->node = node;
    plan_check_id(r, node);
    f->id = xmltree_value(node, "id", "");
    f->title = xmltree_text(node, "title");
    f->file = xmltree_value(node, "file", "");
    f->file_place = xmltree_attribute(node, "file")->place;
    f->place = node->place;
    f->source = plan_source_of(r, node);
    f->remarks = plan_remarks(r, node, &f->n_remarks);
    d->good =
        plan_surveys_open(s, d->node, &d->scan, &d->scope) &&
        plan_surveys_column(s, &d->scope, f->file,
                            xmltree_attribute(node, "period"), &d->period) &&
        read_codes(s, d) && read_population(s, d);
}

void plan_records_read(struct surveys_reader *s)
{
    size_t n = xmltree_count(s->node, "record-file");
    s->records = arena_make(s->r->arena, struct draft_records, n);
    for (const struct xml_node *node = xmltree_child(s->node, "record-file");
         node; node = xmltree_next(node))
        read_file(s, &s->records[s->n_records++], node);
}

/* -------------------------------------------------------------------- pass */

/* Of every code column the pairs with months, and those with its parents. */
static void make_pairs(struct surveys_reader *s, struct draft_records *d)
{
    size_t n = d->file.n_codes;
    d->pairs = arena_make(s->r->arena, struct admin_pair, 2 * n);
    for (size_t i = 0; i < n; i++)
        d->pairs[d->n_pairs++] =
            (struct admin_pair){d->period, d->file.codes[i].column};
    for (size_t i = 0; i < n; i++)
        if (d->parents[i])
            d->pairs[d->n_pairs++] =
                (struct admin_pair){d->file.codes[i].column, d->parents[i]};
}

static void note_months(struct draft_records *d, const struct sums *sums)
{
    for (size_t i = 0; i < sums->values[0].n; i++) {
        struct period p;
        const char *text = sums->values[0].texts[i];
        if (message_is_error(admin_month(text, &p).id))
            continue;
        if (!d->file.first.year || period_compare(p, d->file.first) < 0)
            d->file.first = p;
        if (!d->file.last.year || period_compare(p, d->file.last) > 0)
            d->file.last = p;
    }
}

static void pass(struct surveys_reader *s, struct draft_records *d)
{
    struct arena *arena = s->r->arena;
    make_pairs(s, d);
    const struct admin_file file = {.period = d->period,
                                    .pairs = d->pairs,
                                    .n_pairs = d->n_pairs,
                                    .requests = d->requests,
                                    .n_requests = d->n};
    const struct sums *sums =
        plan_surveys_scan(s, &d->scan, admin_need(arena, &file));
    if (!sums)
        return;
    plan_record_keys(s, d, sums);
    d->answers = admin_estimate(arena, &file, sums);
    d->file.rows = sums->rows;
    note_months(d, sums);
    if (!diag_has_errors(s->r->diag))
        plan_record_gaps(s, d, sums);
}

void plan_records_pass(struct surveys_reader *s)
{
    for (size_t i = 0; i < s->n_records; i++)
        pass(s, &s->records[i]);
}
