/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/codelist.h"

#include "data/code.h"
#include "data/columns.h"
#include <stdlib.h>
#include <string.h>

enum { C_CODE, C_LABEL, C_PARENT, C_FROM, C_TO, C_NOTE, C_COUNT };

static const struct column_spec columns[C_COUNT] = {
    [C_CODE] = {"code", "コード", true},
    [C_LABEL] = {"label", "名称|ラベル", true},
    [C_PARENT] = {"parent", "上位", false},
    [C_FROM] = {"valid_from", "有効開始", false},
    [C_TO] = {"valid_to", "有効終了", false},
    [C_NOTE] = {"note", "備考", false},
};

struct reader {
    struct arena *arena;
    struct diag *diag;
    const struct csv *csv;
    int at[C_COUNT];
    struct codelist *list;
    struct codelist_entry *entries;
};

static const char *cell(struct reader *r, size_t i, int column,
                        struct place *place)
{
    return columns_cell(r->arena, r->csv, &r->csv->row[i], r->at[column],
                        place);
}

static const char *header(const struct reader *r, int column)
{
    return r->csv->header.cells[r->at[column]];
}

/* -------------------------------------------------------------- one entry */

/* A cell that may not be blank. */
static const char *needed(struct reader *r, size_t i, int column,
                          struct place *place)
{
    const char *text = cell(r, i, column, place);
    if (!*text) {
        diag_add(r->diag, MSG_KEY_BLANK, *place, header(r, column), NULL);
        diag_field(r->diag, header(r, column));
    }
    return text;
}

/* A date, where there is one. */
static bool read_day(struct reader *r, size_t i, int column, struct period *out)
{
    struct place place;
    const char *text = cell(r, i, column, &place);
    if (!*text)
        return false;
    struct finding f = period_read(text, AXIS_DATE, out);
    if (f.id)
        diag_finding(r->diag, f, text, place);
    return !message_is_error(f.id);
}

static void read_entry(struct reader *r, size_t i, struct codelist_entry *e)
{
    struct place place;
    e->code = needed(r, i, C_CODE, &e->place);
    e->label = needed(r, i, C_LABEL, &place);
    if (r->list->digits && *e->code) {
        char proved[7];
        struct finding f =
            code_read(r->arena, e->code, r->list->digits, proved);
        if (f.id)
            diag_finding(r->diag, f, e->code, e->place);
    }
    e->begins = read_day(r, i, C_FROM, &e->from);
    e->ends = read_day(r, i, C_TO, &e->to);
    if (e->begins && e->ends && period_compare(e->from, e->to) > 0) {
        const char *from = cell(r, i, C_FROM, &place);
        diag_add(r->diag, MSG_VALIDITY_ORDER, place, from,
                 cell(r, i, C_TO, NULL), NULL);
    }
}

/* --------------------------------------------------------------- the list */

static int by_code(const void *a, const void *b)
{
    const struct codelist_entry *x = *(const struct codelist_entry *const *)a;
    const struct codelist_entry *y = *(const struct codelist_entry *const *)b;
    int order = strcmp(x->code, y->code);
    return order ? order : (x > y) - (x < y);
}

static void sort(struct reader *r)
{
    struct codelist *list = r->list;
    list->sorted = arena_make(r->arena, const struct codelist_entry *, list->n);
    for (size_t i = 0; i < list->n; i++)
        list->sorted[i] = &r->entries[i];
    if (list->n)
        qsort(list->sorted, list->n, sizeof(struct codelist_entry *), by_code);
    for (size_t i = 1; i < list->n; i++) {
        const struct codelist_entry *e = list->sorted[i];
        const struct codelist_entry *earlier = list->sorted[i - 1];
        if (!*e->code || strcmp(e->code, earlier->code) != 0)
            continue;
        diag_add(r->diag, MSG_CODEBOOK_TWICE, e->place, e->code, "", NULL);
        diag_note(r->diag, MSG_FIRST_HERE, earlier->place, e->code, NULL);
    }
}

const struct codelist_entry *codelist_find(const struct codelist *list,
                                           const char *code)
{
    size_t low = 0, high = list->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(list->sorted[middle]->code, code);
        if (order == 0)
            return list->sorted[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Does the way up from an entry come back to it? */
static bool leads_back(const struct codelist *list,
                       const struct codelist_entry *e)
{
    const struct codelist_entry *up = e->parent;
    for (size_t i = 0; up && up != e && i < list->n; i++)
        up = up->parent;
    return up == e;
}

static void say_parent(struct reader *r, size_t i)
{
    struct place place;
    const char *parent = cell(r, i, C_PARENT, &place);
    diag_add(r->diag, MSG_CODELIST_PARENT, place, parent, r->entries[i].code,
             NULL);
    diag_field(r->diag, header(r, C_PARENT));
}

static void join_parents(struct reader *r)
{
    for (size_t i = 0; i < r->list->n; i++) {
        const char *parent = cell(r, i, C_PARENT, NULL);
        if (!*parent)
            continue;
        r->entries[i].parent = codelist_find(r->list->parents, parent);
        if (!r->entries[i].parent)
            say_parent(r, i);
    }
    for (size_t i = 0; i < r->list->n; i++)
        if (leads_back(r->list, &r->entries[i]))
            say_parent(r, i);
}

const struct codelist *codelist_read(struct arena *arena, struct diag *diag,
                                     const struct csv *csv,
                                     const struct codelist_options *options)
{
    struct reader r = {.arena = arena, .diag = diag, .csv = csv};
    size_t errors = diag_count(diag, LEVEL_ERROR);
    if (!columns_bind(arena, diag, csv, columns, C_COUNT, r.at))
        return NULL;
    r.entries = arena_make(arena, struct codelist_entry, csv->rows);
    r.list = arena_make(arena, struct codelist, 1);
    *r.list = (struct codelist){.source = csv->source,
                                .entries = r.entries,
                                .n = csv->rows,
                                .digits = options ? options->digits : 0};
    bool others = options && options->parents;
    r.list->parents = others ? options->parents : r.list;
    for (size_t i = 0; i < csv->rows; i++)
        read_entry(&r, i, &r.entries[i]);
    sort(&r);
    join_parents(&r);
    return diag_count(diag, LEVEL_ERROR) == errors ? r.list : NULL;
}

/* The days in which a period begins and ends; a month may end on a 31st. */
static struct period first_day(struct period p)
{
    struct period day = {.kind = PERIOD_DAY,
                         .year = p.year,
                         .month = p.month,
                         .day = p.day ? p.day : 1};
    if (p.kind == PERIOD_FISCAL_YEAR || p.kind == PERIOD_SPAN)
        day.month = 4;
    if (p.kind == PERIOD_YEAR)
        day.month = 1;
    return day;
}

static struct period last_day(struct period p)
{
    struct period day = {.kind = PERIOD_DAY,
                         .year = p.year,
                         .month = p.month,
                         .day = p.day ? p.day : 31};
    if (p.kind == PERIOD_FISCAL_YEAR || p.kind == PERIOD_SPAN) {
        day.year = (p.kind == PERIOD_SPAN ? p.last : p.year) + 1;
        day.month = 3;
    }
    if (p.kind == PERIOD_YEAR)
        day.month = 12;
    return day;
}

bool codelist_valid(const struct codelist_entry *entry, struct period period)
{
    if (entry->begins &&
        period_compare(last_day(period), first_day(entry->from)) < 0)
        return false;
    return !entry->ends ||
           period_compare(last_day(entry->to), first_day(period)) >= 0;
}
