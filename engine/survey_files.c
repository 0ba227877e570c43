/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/survey_files.h"

#include "data/columns.h"
#include "data/fold.h"
#include "data/number.h"
#include <string.h>

const struct csv *survey_files_open(struct arena *arena, struct diag *diag,
                                    const char *path)
{
    struct source *source = source_read(
        arena, diag, &(struct source_request){.path = path, .is_csv = true});
    return source ? csv_read(arena, diag, source, &(struct csv_options){0})
                  : NULL;
}

static bool read_number(struct arena *arena, struct diag *diag,
                        const struct csv *csv, const struct csv_row *row,
                        int column, struct decimal *out)
{
    struct place place;
    struct number number;
    const char *text = columns_cell(arena, csv, row, column, &place);
    struct finding f = number_read(text, &(struct number_spec){0}, &number);
    if (!f.id && number.missing != MISSING_NOT)
        f.id = MSG_NUMBER;
    diag_finding(diag, f, text, place);
    *out = number.value;
    return !message_is_error(f.id);
}

/* ----------------------------------------------------------------- margins */

int survey_files_column(struct arena *arena, const struct csv *csv,
                        const char *names)
{
    struct str rest = str_of(names);
    while (rest.len) {
        const char *bar = memchr(rest.at, '|', rest.len);
        size_t len = bar ? (size_t)(bar - rest.at) : rest.len;
        const char *name = str_z(arena, str_head(rest, len));
        for (size_t i = 0; i < csv->columns; i++)
            if (fold_equal(arena, csv->header.cells[i], name))
                return (int)i;
        rest = str_from(rest, bar ? len + 1 : len);
    }
    return COLUMN_NONE;
}

struct margin_reader {
    struct arena *arena;
    struct diag *diag;
    const struct csv *csv;
    int category, total, survey; /* columns */
    const char **categories;
    struct decimal *totals;
    size_t n;
};

static bool bind_margin(struct margin_reader *m, const char *variable)
{
    const struct {
        const char *names;
        int *at;
    } wanted[] = {
        {str_join(m->arena, variable, "|category|区分|コード|code", NULL),
         &m->category},
        {"total|population|母集団|人口|人数|総数", &m->total}};
    m->survey = survey_files_column(m->arena, m->csv, "survey|調査");
    for (size_t i = 0; i < LEN(wanted); i++) {
        *wanted[i].at = survey_files_column(m->arena, m->csv, wanted[i].names);
        if (*wanted[i].at != COLUMN_NONE)
            continue;
        diag_add(m->diag, MSG_COLUMN_MISSING,
                 csv_place(m->csv, &m->csv->header, 0), wanted[i].names, "",
                 NULL);
        return false;
    }
    return true;
}

/* Adds a row to its category; rows of a finer table add up. */
static bool add_total(struct margin_reader *m, const char *category,
                      struct decimal total, struct place place)
{
    size_t at = 0;
    while (at < m->n && strcmp(m->categories[at], category) != 0)
        at++;
    if (at == m->n) {
        m->categories[m->n] = category;
        m->totals[m->n++] = decimal_of(0, 0);
    }
    if (decimal_sign(total) >= 0 &&
        decimal_add(m->totals[at], total, &m->totals[at]))
        return true;
    diag_add(m->diag, MSG_SURVEY_MARGIN_TOTAL, place, category, NULL);
    return false;
}

/* Without a survey that is meant, all rows must be of one. */
static bool of_one_survey(struct margin_reader *m)
{
    const char *first = NULL;
    for (size_t i = 0; m->survey != COLUMN_NONE && i < m->csv->rows; i++) {
        struct place place;
        const char *text =
            columns_cell(m->arena, m->csv, &m->csv->row[i], m->survey, &place);
        if (!first)
            first = text;
        if (strcmp(text, first) == 0)
            continue;
        diag_add(m->diag, MSG_SURVEY_MARGIN_SURVEYS, place, first, text, NULL);
        return false;
    }
    return true;
}

bool survey_files_margin(struct arena *arena, struct diag *diag,
                         const struct csv *csv, const char *survey,
                         struct survey_margin *margin)
{
    struct margin_reader m = {.arena = arena, .diag = diag, .csv = csv};
    bool good = true;
    if (!bind_margin(&m, variable_name(margin->variable)) ||
        (!*survey && !of_one_survey(&m)))
        return false;
    m.categories = arena_make(arena, const char *, csv->rows);
    m.totals = arena_make(arena, struct decimal, csv->rows);
    for (size_t i = 0; i < csv->rows; i++) {
        const struct csv_row *row = &csv->row[i];
        struct place place;
        struct decimal total;
        if (*survey && m.survey != COLUMN_NONE &&
            strcmp(columns_cell(arena, csv, row, m.survey, NULL), survey) != 0)
            continue;
        const char *category =
            columns_cell(arena, csv, row, m.category, &place);
        good = read_number(arena, diag, csv, row, m.total, &total) &&
               add_total(&m, category, total, place) && good;
    }
    margin->categories = m.categories;
    margin->totals = m.totals;
    margin->n = m.n;
    return good;
}

/* -------------------------------------------------------------- replicates */

enum { R_REP, R_RSCALE, R_COUNT };
static const struct column_spec rscale_columns[R_COUNT] = {
    [R_REP] = {"rep", "複製", true},
    [R_RSCALE] = {"rscale", "倍率", true},
};

const double *survey_files_rscales(struct arena *arena, struct diag *diag,
                                   const char *path, size_t *n)
{
    const struct csv *csv = survey_files_open(arena, diag, path);
    int at[R_COUNT];
    bool good = true;
    if (!csv || !columns_bind(arena, diag, csv, rscale_columns, R_COUNT, at))
        return NULL;
    double *rscales = arena_make(arena, double, csv->rows);
    for (size_t i = 0; i < csv->rows; i++) {
        struct decimal d = {0};
        good &= read_number(arena, diag, csv, &csv->row[i], at[R_RSCALE], &d);
        rscales[i] = decimal_double(d);
    }
    *n = csv->rows;
    return good ? rscales : NULL;
}

/* ---------------------------------------------------------------- codebook */

const struct codebook *survey_files_codebook(struct arena *arena,
                                             struct diag *diag,
                                             const char *path,
                                             struct define_scope *scope)
{
    const struct csv *csv = survey_files_open(arena, diag, path);
    const struct codebook *book = csv ? codebook_read(arena, diag, csv) : NULL;
    if (!book)
        return NULL;
    scope->variables = book->scope.variables;
    scope->n_variables = book->scope.n_variables;
    return book;
}
