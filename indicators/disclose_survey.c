/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/disclose_survey.h"

#include <string.h>

/* The table under construction, in disclose.h's form. */
struct sheet {
    const struct disclose_survey *survey;
    size_t rows, columns;
    size_t rest, whole;
    int64_t *count;
    enum disclose_mark *mark;
    bool *unprinted;
};

static int64_t *row_at(const struct sheet *s, size_t row)
{
    return s->count + row * s->columns;
}

static void add_row(int64_t *sum, const int64_t *row, size_t columns, int sign)
{
    for (size_t j = 0; j < columns; j++)
        sum[j] += sign * row[j];
}

/* Also keeps the sums below within 64 bits. */
static bool is_count(int64_t n)
{
    return n >= 0 && n <= DISCLOSE_COUNT_MOST;
}

static bool are_counts(const int64_t *counts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!is_count(counts[i]))
            return false;
    return true;
}

static enum disclose_status check(const struct disclose_survey *v)
{
    if (v->domains == 0 || v->answers == 0 ||
        v->answers >= DISCLOSE_CELLS_MOST || v->domains > DISCLOSE_CELLS_MOST ||
        v->domains + 2 > DISCLOSE_CELLS_MOST / (v->answers + 1) ||
        (v->multiple && (!v->bases || (v->whole && v->whole_base == 0))))
        return DISCLOSE_SHAPE;
    if (!are_counts(v->counts, v->domains * v->answers) ||
        (v->bases && !are_counts(v->bases, v->domains)) ||
        (v->whole && !are_counts(v->whole, v->answers)) ||
        !is_count(v->whole_base))
        return DISCLOSE_COUNT;
    return DISCLOSE_SAFE;
}

static void copy_domains(struct sheet *s)
{
    const struct disclose_survey *v = s->survey;
    for (size_t i = 0; i < v->domains; i++) {
        int64_t *row = row_at(s, i);
        memcpy(row, v->counts + i * v->answers, v->answers * sizeof *row);
        for (size_t j = 0; j < v->answers && !v->bases; j++)
            row[v->answers] += row[j];
        if (v->bases)
            row[v->answers] = v->bases[i];
        s->unprinted[i] = v->unprinted && v->unprinted[i];
    }
}

/* The whole sample, and what of it is in no domain. */
static void add_whole(struct sheet *s)
{
    const struct disclose_survey *v = s->survey;
    int64_t *whole = row_at(s, s->whole);
    if (v->whole) {
        memcpy(whole, v->whole, v->answers * sizeof *whole);
        whole[v->answers] = v->whole_base;
    }
    for (size_t i = 0; i < v->domains && !v->whole; i++)
        add_row(whole, row_at(s, i), s->columns, 1);
    if (s->rest == DISCLOSE_NO_CELL)
        return;
    add_row(row_at(s, s->rest), whole, s->columns, 1);
    for (size_t i = 0; i < v->domains; i++)
        add_row(row_at(s, s->rest), row_at(s, i), s->columns, -1);
    s->unprinted[s->rest] = true;
}

static void set_marks(struct sheet *s)
{
    const struct disclose_survey *v = s->survey;
    for (size_t k = 0; k < s->rows * s->columns; k++) {
        size_t row = k / s->columns, answer = k % s->columns;
        bool harmless =
            v->harmless && answer < v->answers && v->harmless[answer];
        bool base = answer == v->answers, printed = row < v->domains;
        if (harmless || (row == s->rest && v->rest_harmless))
            s->mark[k] = DISCLOSE_MARK_HARMLESS;
        else if (v->zeros_sensitive && printed && !base && s->count[k] == 0)
            s->mark[k] = DISCLOSE_MARK_SENSITIVE;
    }
}

static struct sheet lay_out(struct arena *arena,
                            const struct disclose_survey *v)
{
    struct sheet s = {.survey = v,
                      .columns = v->answers + 1,
                      .rest = DISCLOSE_NO_CELL,
                      .whole = DISCLOSE_NO_CELL};
    s.rows = v->domains;
    if (v->whole_known && v->whole)
        s.rest = s.rows++;
    if (v->whole_known)
        s.whole = s.rows++;
    s.count = arena_make(arena, int64_t, s.rows * s.columns);
    s.mark = arena_make(arena, enum disclose_mark, s.rows * s.columns);
    s.unprinted = arena_make(arena, bool, s.rows);
    copy_domains(&s);
    if (v->whole_known)
        add_whole(&s);
    set_marks(&s);
    return s;
}

static enum disclose_row judge_row(const struct sheet *s,
                                   const struct disclose_result *r, size_t row)
{
    size_t base = row * s->columns + s->columns - 1;
    int64_t reference =
        s->survey->reference ? s->survey->reference : DISCLOSE_REFERENCE;
    if (r->cells[base].verdict != DISCLOSE_PUBLISH)
        return DISCLOSE_ROW_WITHHELD;
    if (s->count[base] == 0)
        return DISCLOSE_ROW_EMPTY;
    return s->count[base] < reference ? DISCLOSE_ROW_REFERENCE
                                      : DISCLOSE_ROW_PUBLISH;
}

static struct disclose_result protect(struct arena *arena,
                                      const struct sheet *s)
{
    const struct disclose_survey *v = s->survey;
    struct disclose_table table = {.rows = s->rows,
                                   .columns = s->columns,
                                   .total_row = v->whole_known,
                                   .total_column = !v->multiple,
                                   .count = s->count,
                                   .mark = s->mark};
    struct disclose_spec spec = {.threshold = v->threshold,
                                 .zeros_secret = v->zeros_secret,
                                 .totals = true,
                                 .linked = v->linked,
                                 .bases = true,
                                 .unprinted = s->unprinted};
    return disclose_protect(arena, &table, &spec);
}

struct disclose_survey_result
disclose_survey_protect(struct arena *arena,
                        const struct disclose_survey *survey)
{
    struct disclose_survey_result out = {
        .table = {.status = check(survey), .where = DISCLOSE_NO_CELL},
        .rest = DISCLOSE_NO_CELL,
        .whole = DISCLOSE_NO_CELL};
    if (out.table.status != DISCLOSE_SAFE)
        return out;
    struct sheet s = lay_out(arena, survey);
    out.rows = s.rows;
    out.columns = s.columns;
    out.rest = s.rest;
    out.whole = s.whole;
    out.table = protect(arena, &s);
    if (!out.table.cells)
        return out;
    enum disclose_row *row = arena_make(arena, enum disclose_row, s.rows);
    for (size_t i = 0; i < s.rows; i++)
        row[i] = judge_row(&s, &out.table, i);
    out.row = row;
    return out;
}
