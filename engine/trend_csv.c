/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/trend_csv.h"

#include "data/fold.h"
#include "data/number.h"
#include "data/unit.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { C_SERIES, C_PERIOD, C_VALUE, C_SE, C_COUNT, C_BASE, COLUMNS };
enum { NONE = -1 };

struct reader {
    struct arena *arena;
    struct diag *diag;
    const struct csv *csv;
    const struct trend_columns *asked;
    int at[COLUMNS];
    struct trend_data *out;
    struct trend_point *points; /* one per row at most */
    uint32_t *series_of;        /* the series of each point */
    size_t n_points, cap_series;
    struct str *unit; /* per series: the suffix of its first value */
    uint32_t *slots;  /* hash of names: series + 1, 0 free */
    size_t n_slots;
    bool good;
};

/* ---------------------------------------------------------------- columns */

static const char *const usual[COLUMNS][8] = {
    {"series", "系列", "indicator", "指標", "id", "指標ID", NULL},
    {"period", "期間", "年度", "year", "年", "t", NULL},
    {"value", "値", "実績値", "実績", "y", NULL},
    {NULL},
    {NULL},
    {NULL}};

static int find_column(const struct reader *r, const char *name)
{
    for (size_t c = 0; c < r->csv->columns; c++)
        if (strcmp(r->csv->header.cells[c], name) == 0)
            return (int)c;
    const char *key = fold_key(r->arena, name);
    for (size_t c = 0; c < r->csv->columns; c++)
        if (strcasecmp(fold_key(r->arena, r->csv->header.cells[c]), key) == 0)
            return (int)c;
    return NONE;
}

static void say_missing(struct reader *r, const char *name)
{
    const char *nearest =
        fold_nearest(r->arena, name, r->csv->header.cells, r->csv->columns);
    bool ja = diag_lang(r->diag) == LANG_JA;
    const char *hint = !nearest ? ""
                       : ja
                           ? str_join(r->arena, "（「", nearest, "」？）", NULL)
                           : str_join(r->arena, " ('", nearest, "'?)", NULL);
    diag_add(r->diag, MSG_COLUMN_MISSING,
             place_at(r->csv->source, r->csv->header.offset, 0), name, hint,
             NULL);
    r->good = false;
}

static void bind_columns(struct reader *r)
{
    const struct trend_columns *a = r->asked;
    const char *const names[COLUMNS] = {a->series, a->period, a->value,
                                        a->se,     a->count,  a->base};
    for (size_t i = 0; i < COLUMNS; i++) {
        r->at[i] = names[i] ? find_column(r, names[i]) : NONE;
        for (size_t k = 0; !names[i] && r->at[i] == NONE && usual[i][k]; k++)
            r->at[i] = find_column(r, usual[i][k]);
        if (names[i] && r->at[i] == NONE)
            say_missing(r, names[i]);
    }
    bool counts = r->at[C_COUNT] != NONE && r->at[C_BASE] != NONE;
    if (r->at[C_PERIOD] == NONE && !a->period)
        say_missing(r, usual[C_PERIOD][0]);
    if (r->at[C_VALUE] == NONE && !a->value && !counts)
        say_missing(r, usual[C_VALUE][0]);
}

static const char *cell(const struct reader *r, size_t row, int column)
{
    return r->csv->row[row].cells[r->at[column]];
}

static struct place place_of(const struct reader *r, size_t row, int column)
{
    return csv_place(r->csv, &r->csv->row[row], (size_t)r->at[column]);
}

/* ----------------------------------------------------------------- series */

static uint64_t hash_of(const char *text)
{
    uint64_t h = 14695981039346656037u; /* FNV-1a */
    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * 1099511628211u;
    return h;
}

static size_t slot_of(const struct reader *r, const char *name)
{
    size_t at = (size_t)hash_of(name) & (r->n_slots - 1);
    while (r->slots[at] &&
           strcmp(r->out->series[r->slots[at] - 1].name, name) != 0)
        at = (at + 1) & (r->n_slots - 1);
    return at;
}

static void rehash(struct reader *r)
{
    r->n_slots *= 2;
    r->slots = arena_make(r->arena, uint32_t, r->n_slots);
    for (size_t i = 0; i < r->out->n; i++)
        r->slots[slot_of(r, r->out->series[i].name)] = (uint32_t)i + 1;
}

static const char *name_of(struct reader *r, size_t row)
{
    if (r->at[C_SERIES] == NONE)
        return "";
    const char *text = cell(r, row, C_SERIES);
    struct str trimmed = csv_trim(str_of(text));
    return trimmed.at == text && !text[trimmed.len] ? text
                                                    : str_z(r->arena, trimmed);
}

/* Counts of a base stand behind a per cent. */
static bool is_share(const struct reader *r)
{
    return r->asked->per_cent ||
           (r->at[C_COUNT] != NONE && r->at[C_BASE] != NONE);
}

static size_t series_of_row(struct reader *r, size_t row)
{
    struct trend_data *d = r->out;
    const char *name = name_of(r, row);
    if (d->n && strcmp(d->series[d->n - 1].name, name) == 0)
        return d->n - 1; /* rows of one series mostly stand together */
    size_t slot = slot_of(r, name);
    if (r->slots[slot])
        return r->slots[slot] - 1;
    if (d->n == r->cap_series) {
        d->series =
            arena_grow(r->arena, d->series, d->n, 2 * d->n, sizeof *d->series);
        r->unit =
            arena_grow(r->arena, r->unit, d->n, 2 * d->n, sizeof *r->unit);
        r->cap_series *= 2;
    }
    d->series[d->n] =
        (struct trend_series){.name = name, .per_cent = is_share(r)};
    r->slots[slot] = (uint32_t)++d->n;
    if (2 * d->n > r->n_slots)
        rehash(r);
    return d->n - 1;
}

/* ------------------------------------------------------------------ cells */

/* The whole column says whether 2011/12 is two years or a month. */
static enum period_reading learn_reading(const struct reader *r)
{
    bool years = false, months = false;
    for (size_t i = 0; i < r->csv->rows; i++) {
        const char *text = cell(r, i, C_PERIOD);
        if (strlen(text) <= 4)
            continue;
        enum period_reading hint = period_any_hint(text);
        years = years || hint == PERIOD_AS_YEARS;
        months = months || hint == PERIOD_AS_MONTHS;
    }
    return years == months ? PERIOD_AS_WRITTEN
           : years         ? PERIOD_AS_YEARS
                           : PERIOD_AS_MONTHS;
}

static bool read_period(struct reader *r, size_t row, struct trend_point *p)
{
    const char *text = cell(r, row, C_PERIOD);
    struct period_any at;
    struct finding f = period_any_read(text, r->out->reading, &at);
    if (f.id != MSG_NONE) {
        if (f.id == MSG_KEY_BLANK)
            text = r->csv->header.cells[r->at[C_PERIOD]];
        diag_finding(r->diag, f, text, place_of(r, row, C_PERIOD));
    }
    p->t = at.t;
    p->label = at.label.at;
    p->label_length = (uint32_t)at.label.len;
    p->step = at.step;
    p->calendar = at.calendar;
    p->years = (unsigned)at.years & 0xFFFFu;
    return !message_is_error(f.id);
}

/* A number of a column; *there: it is one, and not a mark. */
static bool read_cell(struct reader *r, size_t row, int column, double *out,
                      bool *there, struct str *suffix)
{
    static const struct number_spec any = {.exponent_allowed = true};
    struct number number;
    const char *text = cell(r, row, column);
    struct finding f = number_read(text, &any, &number);
    *there = number.missing == MISSING_NOT;
    if (f.id != MSG_NONE && f.id != MSG_UNIT)
        diag_finding(r->diag, f, text, place_of(r, row, column));
    if (message_is_error(f.id) && f.id != MSG_UNIT)
        return false;
    if (*there)
        *out = decimal_double(number.value);
    if (suffix)
        *suffix = (struct str){text + number.unit_offset, number.unit_length};
    return true;
}

static void say(struct reader *r, enum message id, size_t row, int column,
                size_t series)
{
    struct place place = place_of(r, row, column);
    diag_add(r->diag, id, place, cell(r, row, column),
             r->out->series[series].name, NULL);
    r->good = r->good && !message_is_error(id);
}

/* ％ makes a series of per cents; another unit may not follow. */
static void judge_unit(struct reader *r, size_t row, size_t series,
                       struct str suffix)
{
    struct trend_series *s = &r->out->series[series];
    struct str *unit = &r->unit[series];
    if (!suffix.len)
        return;
    if (!unit->at) {
        const struct unit *known = unit_find(suffix);
        *unit = suffix;
        s->per_cent =
            s->per_cent || (known && known->dimension == UNIT_PERCENT);
    } else if (!str_equal(*unit, suffix) && !unit_same(*unit, suffix, NULL)) {
        say(r, MSG_TREND_UNITS, row, C_VALUE, series);
    }
}

static bool is_whole(double x)
{
    return x >= 0 && x == floor(x);
}

/* Count, base and standard error of a row; false: no usable point. */
static bool read_beside(struct reader *r, size_t row, size_t series,
                        struct trend_point *p)
{
    bool there = true, k = true, m = true;
    if (r->at[C_SE] != NONE) {
        if (!read_cell(r, row, C_SE, &p->se, &there, NULL))
            return r->good = false;
        if (there && !(p->se > 0)) {
            say(r, MSG_TREND_SE, row, C_SE, series);
            return false;
        }
    }
    if (r->at[C_COUNT] == NONE || r->at[C_BASE] == NONE)
        return there;
    if (!read_cell(r, row, C_COUNT, &p->count, &k, NULL) ||
        !read_cell(r, row, C_BASE, &p->base, &m, NULL))
        return r->good = false;
    if (k && m &&
        (!is_whole(p->count) || !is_whole(p->base) || p->base < 1 ||
         p->count > p->base)) {
        say(r, MSG_TREND_COUNT, row, C_COUNT, series);
        return false;
    }
    return there && k && m;
}

static bool read_value(struct reader *r, size_t row, size_t series,
                       struct trend_point *p)
{
    struct str suffix = {NULL, 0};
    bool there = true;
    if (!read_beside(r, row, series, p))
        return false;
    if (r->at[C_VALUE] == NONE) {
        p->y = 100 * p->count / p->base;
        return true;
    }
    if (!read_cell(r, row, C_VALUE, &p->y, &there, &suffix))
        return r->good = false;
    judge_unit(r, row, series, suffix);
    return there;
}

static void read_row(struct reader *r, size_t row)
{
    struct trend_point p = {.row = (uint32_t)row};
    size_t series = series_of_row(r, row);
    bool timed = read_period(r, row, &p);
    bool valued = read_value(r, row, series, &p);
    r->good = r->good && timed;
    if (!timed || !valued)
        return;
    r->series_of[r->n_points] = (uint32_t)series;
    r->points[r->n_points++] = p;
    r->out->series[series].n++;
}

/* ------------------------------------------------------ points of a series */

static int by_time(const void *a, const void *b)
{
    const struct trend_point *p = a, *q = b;
    if (p->t != q->t)
        return p->t < q->t ? -1 : 1;
    return (p->row > q->row) - (p->row < q->row);
}

/* Rows of one series stand together: the points need not be moved. */
static bool is_grouped(const struct reader *r)
{
    for (size_t i = 1; i < r->n_points; i++)
        if (r->series_of[i] < r->series_of[i - 1])
            return false;
    return true;
}

/* The points put together series by series. */
static void gather(struct reader *r)
{
    struct trend_data *d = r->out;
    bool grouped = is_grouped(r);
    struct trend_point *all =
        grouped ? r->points
                : arena_make(r->arena, struct trend_point, r->n_points);
    size_t at = 0;
    for (size_t i = 0; i < d->n; i++) {
        d->series[i].points = all + at;
        at += d->series[i].n;
        d->series[i].n = grouped ? d->series[i].n : 0;
    }
    for (size_t i = 0; !grouped && i < r->n_points; i++) {
        struct trend_series *s = &d->series[r->series_of[i]];
        s->points[s->n++] = r->points[i];
    }
}

static void sort_points(struct trend_series *s)
{
    for (size_t i = 1; i < s->n; i++)
        if (s->points[i - 1].t >= s->points[i].t) {
            qsort(s->points, s->n, sizeof s->points[0], by_time);
            return;
        }
}

static bool same_kind(const struct trend_point *a, const struct trend_point *b)
{
    bool open = a->calendar == CALENDAR_OPEN || b->calendar == CALENDAR_OPEN;
    return a->step == b->step && a->years == b->years &&
           (open || a->calendar == b->calendar);
}

/* Two values of one period, two kinds of period. */
static void check_periods(struct reader *r, const struct trend_series *s)
{
    size_t series = (size_t)(s - r->out->series);
    const struct trend_point *told = s->points;
    bool mixed = false;
    for (size_t i = 1; i < s->n; i++) {
        const struct trend_point *p = &s->points[i], *before = p - 1;
        if (told->calendar == CALENDAR_OPEN)
            told = before;
        if (!mixed && !same_kind(told, p)) {
            say(r, MSG_PERIOD_MIXED, p->row, C_PERIOD, series);
            diag_note(r->diag, MSG_FIRST_HERE, place_of(r, told->row, C_PERIOD),
                      cell(r, told->row, C_PERIOD), NULL);
            mixed = true;
        } else if (!mixed && p->t == before->t) {
            say(r, MSG_TREND_DUP, p->row, C_PERIOD, series);
            diag_note(r->diag, MSG_FIRST_HERE,
                      place_of(r, before->row, C_PERIOD),
                      cell(r, before->row, C_PERIOD), NULL);
        }
    }
}

/* Per cents outside 0-100 are no shares; the series is not held to them. */
static void check_values(struct reader *r, struct trend_series *s)
{
    size_t series = (size_t)(s - r->out->series);
    bool outside = false, counted = true;
    for (size_t i = 0; i < s->n && r->at[C_VALUE] != NONE; i++) {
        const struct trend_point *p = &s->points[i];
        bool out = s->per_cent && (p->y < 0 || p->y > 100);
        outside = outside || out;
        if (out)
            say(r, MSG_TREND_SHARE, p->row, C_VALUE, series);
        else if (r->asked->for_counts && counted && !is_whole(p->y)) {
            say(r, MSG_TREND_NOT_COUNT, p->row, C_VALUE, series);
            counted = false; /* once for a series */
        }
    }
    s->per_cent = s->per_cent && !outside;
}

static long divisor(long a, long b)
{
    while (b) {
        long rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* In twelfths of a year where all distances are; days by the smallest. */
static void find_step(struct trend_series *s)
{
    long common = 0;
    double least = HUGE_VAL;
    bool whole = true;
    s->step = 1;
    s->periods = s->n;
    if (s->n < 2)
        return;
    for (size_t i = 1; i < s->n; i++) {
        double months = 12 * (s->points[i].t - s->points[i - 1].t);
        whole = whole && fabs(months - nearbyint(months)) < 1e-6;
        common = whole ? divisor(lround(months), common) : 0;
        least = fmin(least, months);
    }
    double months = whole ? (double)common : least;
    double span = 12 * (s->points[s->n - 1].t - s->points[0].t);
    if (!(months > 0))
        return; /* two values of one period: an error was said */
    s->step = months / 12;
    s->periods = (size_t)lround(span / months) + 1;
    if (s->periods < s->n)
        s->periods = s->n;
}

struct str trend_label(const struct trend_point *point)
{
    return (struct str){point->label, point->label_length};
}

/* ------------------------------------------------------------------- file */

static void read_rows(struct reader *r)
{
    size_t rows = r->csv->rows;
    r->points = arena_make(r->arena, struct trend_point, rows);
    r->series_of = arena_make(r->arena, uint32_t, rows);
    r->cap_series = 64;
    r->n_slots = 256;
    r->slots = arena_make(r->arena, uint32_t, r->n_slots);
    r->out->series = arena_make(r->arena, struct trend_series, r->cap_series);
    r->unit = arena_make(r->arena, struct str, r->cap_series);
    r->out->reading = learn_reading(r);
    for (size_t row = 0; row < rows; row++)
        read_row(r, row);
    gather(r);
    for (size_t i = 0; i < r->out->n; i++) {
        sort_points(&r->out->series[i]);
        check_periods(r, &r->out->series[i]);
        check_values(r, &r->out->series[i]);
        find_step(&r->out->series[i]);
    }
}

bool trend_csv_read(struct arena *arena, struct diag *diag, const char *path,
                    const struct trend_columns *columns, struct trend_data *out)
{
    struct source_request request = {.path = path, .is_csv = true};
    struct reader r = {.arena = arena,
                       .diag = diag,
                       .asked = columns,
                       .out = out,
                       .good = true};
    *out = (struct trend_data){0};
    struct source *source = source_read(arena, diag, &request);
    r.csv = source ? csv_read(arena, diag, source, NULL) : NULL;
    if (!r.csv)
        return false;
    out->csv = r.csv;
    bind_columns(&r);
    if (r.good)
        read_rows(&r);
    return r.good;
}
