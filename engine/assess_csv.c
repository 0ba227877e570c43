/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assess_csv.h"

#include "data/columns.h"
#include "data/fold.h"
#include "data/unit.h"
#include "engine/assess_int.h"
#include <string.h>

static const struct column_spec columns[A_COUNT] = {
    [A_ID] = {"id", "指標ID|指標番号", true},
    [A_SEGMENT] = {"segment", "区分|内訳", false},
    [A_DIRECTION] = {"direction", "方向", true},
    [A_UNIT] = {"unit", "単位", false},
    [A_BASELINE] = {"baseline", "当初値|現状値|基準値", false},
    [A_BASELINE_PERIOD] = {"baseline_period",
                           "当初値年度|現状値年度|基準値年度|基準年度", false},
    [A_TARGET] = {"target", "目標値", false},
    [A_TARGET_PERIOD] = {"target_period", "目標年度|目標値年度", false},
    [A_PERIOD] = {"period", "年度", true},
    [A_VALUE] = {"value", "値|実績|実績値", true},
    [A_SE] = {"se", "標準誤差", false},
    [A_LIMIT] = {"limit", "限界値", false},
    [A_LOWER] = {"lower", "下限", false},
    [A_UPPER] = {"upper", "上限", false},
    [A_TARGET_KIND] = {"target_kind", "目標の種類", false},
    [A_OVERRIDE] = {"override", "判定変更", false},
    [A_OVERRIDE_REASON] = {"override_reason", "判定変更の理由", false},
    [A_MARK] = {"mark", "印", false},
    [A_NOTE] = {"note", "備考", false},
};

/* ------------------------------------------------------------------ cells */

static const char *cell(const struct assess_row *w, enum assess_column column)
{
    return columns_cell(w->r->arena, w->csv, w->row, w->at[column], NULL);
}

/* Only for messages and what is kept: it scans the row. */
static struct place place_of(const struct assess_row *w,
                             enum assess_column column)
{
    struct place place;
    (void)columns_cell(w->r->arena, w->csv, w->row, w->at[column], &place);
    return place;
}

static const char *column_name(const struct assess_row *w,
                               enum assess_column column)
{
    return w->at[column] == COLUMN_NONE ? columns[column].name
                                        : w->csv->header.cells[w->at[column]];
}

/* 2011/12 is a pair of years: months are not assessed. */
int assess_csv_year(const char *text, struct period_any *at,
                    struct finding *finding)
{
    *finding = period_any_read(text, PERIOD_AS_YEARS, at);
    if (message_is_error(finding->id))
        return 0;
    if (at->step == STEP_SPAN)
        return (int)(at->t + (at->years - 1) / 2.0);
    if (at->step == STEP_YEAR)
        return (int)at->t;
    *finding = (struct finding){MSG_ASSESS_STEP, 0, strlen(text), NULL};
    return 0;
}

static void say_finding(const struct assess_row *w, enum assess_column column,
                        struct finding f, const char *text)
{
    diag_finding(w->r->diag, f, text, place_of(w, column));
    diag_field(w->r->diag, column_name(w, column));
}

/* 0: empty, or an error that was said.  *label: of a span. */
static int year_cell(const struct assess_row *w, struct assess_draft *d,
                     enum assess_column column, const char **label)
{
    struct finding f;
    struct period_any at;
    const char *text = cell(w, column);
    if (!*text)
        return 0;
    int year = assess_csv_year(text, &at, &f);
    if (f.id)
        say_finding(w, column, f, text);
    if (!year)
        return 0;
    d->item.calendar = d->item.calendar || at.calendar == CALENDAR_CIVIL;
    if (label && at.step == STEP_SPAN)
        *label = str_z(w->r->arena, at.label);
    return year;
}

/* false: empty, a mark for missing, or an error that was said; *present:
 * something stands there. */
static bool number_cell(const struct assess_row *w, enum assess_column column,
                        const char *unit, struct decimal *out, bool *present)
{
    const struct place nowhere = {0};
    struct value value;
    const char *text = cell(w, column);
    struct number_spec spec = {.unit = *unit ? unit : NULL};
    if (present)
        *present = *text != '\0';
    if (!*text)
        return false;
    struct finding f = value_read(w->r->arena, text, nowhere, &spec, &value);
    if (!message_is_error(f.id) && value.kind == VALUE_TUPLE)
        f = (struct finding){MSG_NUMBER, 0, strlen(text), NULL};
    if (f.id)
        say_finding(w, column, f, text);
    if (message_is_error(f.id) || value.kind != VALUE_NUMBER)
        return false;
    *out = value.number;
    return true;
}

/* ------------------------------------------------- what belongs to a series */

static const char *case_name(const struct assess_row *w,
                             const struct assess_draft *d)
{
    const struct assess_case *c = &d->item;
    return str_join(w->r->arena, c->id, *c->segment ? "/" : "", c->segment,
                    NULL);
}

/* Is the cell of a series new?  Empty cells and repetitions are not; another
 * text is an error. */
static bool is_new(const struct assess_row *w, struct assess_draft *d,
                   enum assess_column column)
{
    const char *text = cell(w, column);
    struct assess_cell *seen = &d->seen[column];
    if (!*text)
        return false;
    if (!seen->text) {
        *seen = (struct assess_cell){text, place_of(w, column)};
        return true;
    }
    if (strcmp(seen->text, text) == 0 ||
        fold_equal(w->r->arena, seen->text, text))
        return false;
    diag_add(w->r->diag, MSG_ASSESS_SPLIT, place_of(w, column), case_name(w, d),
             column_name(w, column), text, NULL);
    diag_field(w->r->diag, column_name(w, column));
    diag_note(w->r->diag, MSG_FIRST_HERE, seen->place, seen->text, NULL);
    return false;
}

/* The index of a cell among pairs of Japanese and English words. */
static size_t word_cell(const struct assess_row *w, enum assess_column column,
                        const char *const (*words)[2], size_t n)
{
    const char *text = cell(w, column);
    struct buf list = buf_new(w->r->arena);
    if (!*text)
        return 0;
    for (size_t i = 0; i < n; i++) {
        if (fold_equal(w->r->arena, text, words[i][0]) ||
            fold_equal(w->r->arena, text, words[i][1]))
            return i;
        buf_z(&list, i ? " | " : "");
        buf_z(&list, words[i][0]);
        buf_char(&list, ' ');
        buf_z(&list, words[i][1]);
    }
    diag_add(w->r->diag, MSG_CHOICE, place_of(w, column), text, buf_text(&list),
             NULL);
    diag_field(w->r->diag, column_name(w, column));
    return 0;
}

static void read_direction(const struct assess_row *w, struct assess_draft *d)
{
    static const char *const words[][2] = {{"なし", "none"},
                                           {"増加", "up"},
                                           {"減少", "down"},
                                           {"維持", "maintain"}};
    if (is_new(w, d, A_DIRECTION))
        d->item.series.direction =
            (enum direction)word_cell(w, A_DIRECTION, words, LEN(words));
}

static void read_override(const struct assess_row *w, struct assess_draft *d)
{
    if (is_new(w, d, A_OVERRIDE)) {
        d->item.override = cell(w, A_OVERRIDE);
        d->item.override_place = place_of(w, A_OVERRIDE);
    }
    if (is_new(w, d, A_OVERRIDE_REASON))
        d->item.override_reason = cell(w, A_OVERRIDE_REASON);
}

static void read_mark(const struct assess_row *w, struct assess_draft *d)
{
    const char *text = cell(w, A_MARK);
    if (!*text)
        return;
    if (strcmp(text, "再掲") == 0 || strcmp(text, "repeated") == 0)
        d->item.repeated = true;
    else
        diag_add(w->r->diag, MSG_CHOICE, place_of(w, A_MARK), text,
                 "再掲 repeated", NULL);
}

static void read_whole(const struct assess_row *w, struct assess_draft *d)
{
    struct series *s = &d->item.series;
    read_direction(w, d);
    if (is_new(w, d, A_UNIT))
        d->item.unit = cell(w, A_UNIT);
    if (is_new(w, d, A_BASELINE_PERIOD))
        s->baseline.year =
            year_cell(w, d, A_BASELINE_PERIOD, &s->baseline.label);
    if (is_new(w, d, A_BASELINE))
        s->has_baseline =
            number_cell(w, A_BASELINE, d->item.unit, &s->baseline.value, NULL);
    if (is_new(w, d, A_LIMIT))
        s->has_limit = number_cell(w, A_LIMIT, d->item.unit, &s->limit, NULL);
    read_override(w, d);
    read_mark(w, d);
}

/* ---------------------------------------------------------------- targets */

static bool check_ends(const struct assess_row *w, enum assess_column column,
                       struct decimal lower, struct decimal upper)
{
    if (decimal_compare(lower, upper) <= 0)
        return true;
    diag_add(w->r->diag, MSG_ASSESS_ENDS, place_of(w, column),
             decimal_text(w->r->arena, lower), decimal_text(w->r->arena, upper),
             NULL);
    return false;
}

static bool same_target(const struct series_target *a,
                        const struct series_target *b)
{
    return a->kind == b->kind && a->year == b->year &&
           a->has_value == b->has_value &&
           decimal_compare(a->value, b->value) == 0 &&
           decimal_compare(a->lower, b->lower) == 0 &&
           decimal_compare(a->upper, b->upper) == 0;
}

enum { MOST_TARGETS = 100 };

static void add_target(const struct assess_row *w, struct assess_draft *d,
                       struct series_target new)
{
    for (size_t i = 0; i < d->item.series.n_targets; i++)
        if (same_target(&d->targets[i], &new))
            return;
    size_t n = d->item.series.n_targets;
    if (n == MOST_TARGETS) {
        diag_add(w->r->diag, MSG_ASSESS_TARGETS, place_of(w, A_TARGET),
                 case_name(w, d), str_count(w->r->arena, n), NULL);
        return;
    }
    d->item.series.n_targets++;
    d->targets =
        arena_grow(w->r->arena, d->targets, n, n + 1, sizeof *d->targets);
    d->targets[n] = new;
}

static void read_target(const struct assess_row *w, struct assess_draft *d)
{
    static const char *const words[][2] = {{"値", "value"},
                                           {"毎年", "constant"},
                                           {"方向", "direction"},
                                           {"範囲", "interval"},
                                           {"有無", "binary"}};
    struct series_target t = {0};
    const char *unit = d->item.unit;
    bool written = false;
    const char *kind = cell(w, A_TARGET_KIND);
    if (*kind)
        d->kind =
            (enum target_kind)word_cell(w, A_TARGET_KIND, words, LEN(words));
    t.kind = d->kind;
    t.year = year_cell(w, d, A_TARGET_PERIOD, NULL);
    if (t.kind == TARGET_INTERVAL) {
        bool low = number_cell(w, A_LOWER, unit, &t.lower, NULL);
        bool high = number_cell(w, A_UPPER, unit, &t.upper, NULL);
        t.has_value = low && high && check_ends(w, A_LOWER, t.lower, t.upper);
    } else if (t.kind != TARGET_DIRECTION) {
        t.has_value = number_cell(w, A_TARGET, unit, &t.value, &written);
    }
    if (t.has_value || t.kind == TARGET_DIRECTION) {
        add_target(w, d, t);
    } else if (*kind && !written && !d->item.series.n_targets) {
        diag_add(w->r->diag, MSG_ASSESS_TARGET_KIND, place_of(w, A_TARGET_KIND),
                 kind, NULL);
        diag_field(w->r->diag, column_name(w, A_TARGET_KIND));
    }
}

/* ----------------------------------------------------------------- points */

static void check_value(const struct assess_row *w, const char *unit,
                        struct decimal value)
{
    const struct unit *u = unit_find(str_of(unit));
    enum message id = MSG_NONE;
    bool negative = decimal_sign(value) < 0;
    if (u && u->dimension == UNIT_PERCENT &&
        (negative || decimal_compare(value, decimal_of(100, 0)) > 0))
        id = MSG_ASSESS_RANGE;
    else if (u && u->dimension == UNIT_COUNT && negative)
        id = MSG_ASSESS_NEGATIVE;
    if (!id)
        return;
    diag_add(w->r->diag, id, place_of(w, A_VALUE), cell(w, A_VALUE), NULL);
    diag_field(w->r->diag, column_name(w, A_VALUE));
}

static void read_error(const struct assess_row *w, struct assess_draft *d,
                       struct series_point *p)
{
    p->has_se = number_cell(w, A_SE, d->item.unit, &p->se, NULL);
    if (p->has_se && decimal_sign(p->se) < 0) {
        diag_add(w->r->diag, MSG_ASSESS_SE, place_of(w, A_SE), cell(w, A_SE),
                 NULL);
        p->has_se = false;
    }
    size_t n = d->item.series.n_targets;
    if (n && d->targets[n - 1].kind == TARGET_INTERVAL)
        return;
    bool low = number_cell(w, A_LOWER, d->item.unit, &p->lower, NULL);
    bool high = number_cell(w, A_UPPER, d->item.unit, &p->upper, NULL);
    p->has_interval = low && high && check_ends(w, A_LOWER, p->lower, p->upper);
}

/* Keeps the points in the order of their years. */
static void insert(const struct assess_row *w, struct assess_draft *d,
                   struct series_point new)
{
    size_t at = d->n;
    while (at > 0 && d->points[at - 1].point.year > new.year)
        at--;
    if (at > 0 && d->points[at - 1].point.year == new.year) {
        diag_add(w->r->diag, MSG_KEY_DUP, place_of(w, A_PERIOD),
                 case_name(w, d), cell(w, A_PERIOD), NULL);
        diag_field(w->r->diag, column_name(w, A_PERIOD));
        const struct csv_row *first = d->points[at - 1].row;
        const struct assess_row earlier = {w->r, w->csv, first, w->at};
        diag_note(w->r->diag, MSG_FIRST_HERE, place_of(&earlier, A_PERIOD),
                  cell(&earlier, A_PERIOD), NULL);
        return;
    }
    if (d->n == d->cap) {
        size_t cap = d->cap ? 2 * d->cap : 8;
        d->points =
            arena_grow(w->r->arena, d->points, d->n, cap, sizeof *d->points);
        d->cap = cap;
    }
    memmove(&d->points[at + 1], &d->points[at],
            (d->n - at) * sizeof *d->points);
    d->points[at] = (struct assess_point){new, w->row};
    d->n++;
}

static void read_point(const struct assess_row *w, struct assess_draft *d)
{
    struct series_point new = {0};
    bool written;
    const char *period = cell(w, A_PERIOD);
    bool has_value =
        number_cell(w, A_VALUE, d->item.unit, &new.value, &written);
    if (!*period && written) {
        diag_add(w->r->diag, MSG_PERIOD_MISSING, place_of(w, A_PERIOD),
                 cell(w, A_VALUE), NULL);
        diag_field(w->r->diag, column_name(w, A_PERIOD));
    }
    new.year = year_cell(w, d, A_PERIOD, &new.label);
    if (!new.year || (w->r->as_of && new.year > w->r->as_of))
        return;
    if (!has_value) {
        if (written && new.year > d->year_of_mark)
            d->year_of_mark = new.year;
        return;
    }
    check_value(w, d->item.unit, new.value);
    read_error(w, d, &new);
    insert(w, d, new);
}

/* ---------------------------------------------------------------- the file */

static void read_row(const struct assess_row *w)
{
    const char *id = cell(w, A_ID);
    if (!*id) {
        diag_add(w->r->diag, MSG_KEY_BLANK, place_of(w, A_ID),
                 column_name(w, A_ID), NULL);
        diag_field(w->r->diag, column_name(w, A_ID));
        return;
    }
    struct assess_draft *d = assess_draft(w->r, id, cell(w, A_SEGMENT), w);
    read_whole(w, d);
    read_target(w, d);
    read_point(w, d);
}

bool assess_csv_read(struct arena *arena, struct diag *diag, const char *path,
                     int as_of, struct assess_cases *out)
{
    struct assess_reader r = {.arena = arena, .diag = diag, .as_of = as_of};
    int at[A_COUNT];
    struct source *source = source_read(
        arena, diag, &(struct source_request){.path = path, .is_csv = true});
    const struct csv *csv = source ? csv_read(arena, diag, source, NULL) : NULL;
    if (!csv || !columns_bind(arena, diag, csv, columns, A_COUNT, at))
        return false;
    for (size_t i = 0; i < csv->rows; i++)
        read_row(&(struct assess_row){&r, csv, &csv->row[i], at});
    *out = assess_finish(&r);
    return !diag_has_errors(diag);
}
