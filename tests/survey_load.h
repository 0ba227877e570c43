/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * survey_load.h - group sums of a small table, row by row, for the tests.
 *
 * What a scan of a file must come to, written as plainly as can be: every
 * query, every row, one sums_add().  A table is read by csv_read(), or made;
 * rows can be left out, columns added, tables put together.
 */
#ifndef SHIHYO_TESTS_SURVEY_LOAD_H
#define SHIHYO_TESTS_SURVEY_LOAD_H

#include "data/csv.h"
#include "data/decimal.h"
#include "data/sums.h"
#include "data/variable.h"
#include "tests/tap.h"

#include <stdlib.h>

struct survey_table {
    struct arena *arena;
    size_t columns, rows;
    const char **name;
    const char ***cell; /* of each row */
};

/* No rows when the file is not there or cannot be read. */
static inline struct survey_table survey_load(struct arena *arena,
                                              const char *path)
{
    struct survey_table t = {.arena = arena};
    struct diag *diag = diag_new(arena, LANG_EN);
    struct source_request request = {.path = path, .is_csv = true};
    struct source *source = source_read(arena, diag, &request);
    const struct csv *csv = source ? csv_read(arena, diag, source, NULL) : NULL;
    if (!csv)
        return t;
    t.columns = csv->columns;
    t.rows = csv->rows;
    t.name = arena_make(arena, const char *, t.columns);
    t.cell = arena_make(arena, const char **, t.rows);
    for (size_t c = 0; c < t.columns; c++)
        t.name[c] = csv->header.cells[c];
    for (size_t r = 0; r < t.rows; r++) {
        t.cell[r] = arena_make(arena, const char *, t.columns);
        for (size_t c = 0; c < t.columns; c++)
            t.cell[r][c] = str_z(arena, csv_trim(str_of(csv->row[r].cells[c])));
    }
    return t;
}

static inline size_t survey_column(const struct survey_table *t,
                                   const char *name)
{
    for (size_t c = 0; c < t->columns; c++)
        if (strcmp(t->name[c], name) == 0)
            return c;
    printf("# no column %s\n", name);
    abort();
}

/* The rows of one text in a column. */
static inline struct survey_table survey_rows_of(const struct survey_table *t,
                                                 const char *column,
                                                 const char *text)
{
    struct survey_table out = *t;
    size_t c = survey_column(t, column);
    out.cell = arena_make(t->arena, const char **, t->rows);
    out.rows = 0;
    for (size_t r = 0; r < t->rows; r++)
        if (strcmp(t->cell[r][c], text) == 0)
            out.cell[out.rows++] = t->cell[r];
    return out;
}

/* A new last column with one text in all rows; survey_set() fills others. */
static inline struct survey_table
survey_with(const struct survey_table *t, const char *name, const char *text)
{
    struct survey_table out = *t;
    out.columns = t->columns + 1;
    out.name = arena_make(t->arena, const char *, out.columns);
    out.cell = arena_make(t->arena, const char **, t->rows);
    for (size_t c = 0; c < t->columns; c++)
        out.name[c] = t->name[c];
    out.name[t->columns] = name;
    for (size_t r = 0; r < t->rows; r++) {
        out.cell[r] = arena_make(t->arena, const char *, out.columns);
        for (size_t c = 0; c < t->columns; c++)
            out.cell[r][c] = t->cell[r][c];
        out.cell[r][t->columns] = text;
    }
    return out;
}

/* Rows of a, then of b; the columns are those of a, blank where b has none. */
static inline struct survey_table survey_stack(const struct survey_table *a,
                                               const struct survey_table *b)
{
    struct survey_table out = *a;
    out.rows = a->rows + b->rows;
    out.cell = arena_make(a->arena, const char **, out.rows);
    for (size_t r = 0; r < a->rows; r++)
        out.cell[r] = a->cell[r];
    for (size_t r = 0; r < b->rows; r++) {
        const char **cells = arena_make(a->arena, const char *, a->columns);
        for (size_t c = 0; c < a->columns; c++) {
            cells[c] = "";
            for (size_t k = 0; k < b->columns; k++)
                if (strcmp(a->name[c], b->name[k]) == 0)
                    cells[c] = b->cell[r][k];
        }
        out.cell[a->rows + r] = cells;
    }
    return out;
}

/* --------------------------------------------------------------------- sums */

/* A plain decimal; false: no number. */
static inline bool survey_decimal(const char *text, struct decimal *out)
{
    const char *at = text + (*text == '-');
    *out = (struct decimal){0, 0};
    bool point = false, digit = false;
    for (; *at; at++) {
        if (*at == '.' && !point) {
            point = true;
        } else if (*at >= '0' && *at <= '9') {
            out->units = out->units * 10 + (*at - '0');
            out->scale += point;
            digit = true;
        } else {
            return false;
        }
    }
    if (*text == '-')
        out->units = -out->units;
    return digit;
}

struct survey_summing {
    const struct survey_table *table;
    const struct sums_spec *spec;
    size_t *at; /* column of the table of each column of the spec */
    int *scale;
};

static inline bool survey_units(const struct survey_summing *s, size_t row,
                                unsigned column, int128 *out)
{
    struct decimal d;
    int128 power;
    return survey_decimal(s->table->cell[row][s->at[column]], &d) &&
           decimal_power(s->scale[column] - d.scale, &power) &&
           int128_mul(d.units, power, out);
}

static inline bool survey_add_row(const struct survey_summing *s,
                                  struct sums_builder *b, size_t query,
                                  size_t row)
{
    const struct sums_query *q = &s->spec->queries[query];
    struct arena_mark mark = arena_mark(s->table->arena);
    const char **keys = malloc((q->n_keys + 1) * sizeof *keys);
    int128 *sums = calloc(q->n_products + 1, sizeof *sums), v;
    bool whole = true, good = keys && sums;
    (void)mark;
    for (size_t i = 0; good && i < q->n_keys; i++)
        keys[i] = s->table->cell[row][s->at[q->keys[i]]];
    for (size_t i = 0; i < q->n_needs; i++)
        whole = whole && survey_units(s, row, q->needs[i], &v);
    for (size_t p = 0; good && whole && p < q->n_products; p++) {
        sums[p] = 1;
        for (size_t f = 0; good && f < q->products[p].n; f++)
            good = survey_units(s, row, q->products[p].factor[f], &v) &&
                   int128_mul(sums[p], v, &sums[p]);
    }
    good = good && sums_add(b, query, keys, whole, !whole, sums, NULL);
    free(keys);
    free(sums);
    return good;
}

/* Sums of rows from..to at the scales of the whole table. */
static inline const struct sums *survey_sums_of(struct arena *arena,
                                                const struct survey_table *t,
                                                const struct sums_spec *spec,
                                                size_t from, size_t to)
{
    struct survey_summing s = {t, spec, NULL, NULL};
    s.at = arena_make(arena, size_t, spec->n_columns);
    s.scale = arena_make(arena, int, spec->n_columns);
    for (size_t c = 0; c < spec->n_columns; c++) {
        s.at[c] = survey_column(t, spec->columns[c].name);
        for (size_t r = 0; r < t->rows && spec->columns[c].kind != SUMS_KEY;
             r++) {
            struct decimal d;
            if (survey_decimal(t->cell[r][s.at[c]], &d) && d.scale > s.scale[c])
                s.scale[c] = d.scale;
        }
    }
    struct sums_builder *b = sums_begin(arena, spec, s.scale);
    for (size_t q = 0; q < spec->n_queries; q++)
        for (size_t r = from; r < to; r++)
            if (!survey_add_row(&s, b, q, r)) {
                printf("# row %zu, query %zu cannot be summed\n", r, q);
                abort();
            }
    sums_add_rows(b, to - from);
    return sums_finish(b);
}

static inline const struct sums *survey_sums(struct arena *arena,
                                             const struct survey_table *t,
                                             const struct sums_spec *spec)
{
    return survey_sums_of(arena, t, spec, 0, t->rows);
}

#endif
