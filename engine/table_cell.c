/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One cell of a declared column.  Around a number a word of degree may stand
 * (約, 以上, 以下, 未満, 程度, 第), behind it a remark in brackets; both are
 * kept beside the number.  What is left must be what the column declares.
 */
#include "data/number.h"
#include "engine/plan_int.h"
#include "engine/plan_tables.h"
#include <string.h>

struct reader {
    struct plan_reader *r;
    const struct table_column *column;
    struct table_cell *cell;
};

/* A part of the cell's text as a place; the shown text is the source's. */
static struct place part_place(const struct reader *w, struct str part)
{
    struct place p = w->cell->place;
    if (!p.source || part.len == 0)
        return p;
    const char *base = w->cell->published;
    return place_at(p.source, p.offset + (uint64_t)(part.at - base), part.len);
}

static void say(const struct reader *w, enum message id, struct str part,
                const char *arg)
{
    diag_add(w->r->diag, id, part_place(w, part), str_z(w->r->arena, part), arg,
             NULL);
    diag_field(w->r->diag, w->column->name);
}

/* Cuts a word off the end, or the beginning. */
static bool cut_end(struct str *text, const char *word)
{
    if (!str_ends(*text, word))
        return false;
    *text = number_trim(str_head(*text, text->len - strlen(word)));
    return true;
}

static bool cut_start(struct str *text, const char *word)
{
    if (!str_starts(*text, word))
        return false;
    *text = number_trim(str_from(*text, strlen(word)));
    return true;
}

/* A remark in brackets at the end: 平成30年（運行当初）. */
static struct str cut_note(const struct reader *w, struct str text)
{
    static const char *const pairs[][2] = {{"（", "）"}, {"(", ")"}};
    for (size_t i = 0; i < LEN(pairs); i++) {
        struct str body = text;
        if (!cut_end(&body, pairs[i][1]))
            continue;
        for (size_t at = body.len; at-- > 0;)
            if (str_starts(str_from(body, at), pairs[i][0])) {
                struct str note = str_from(body, at + strlen(pairs[i][0]));
                w->cell->note = str_z(w->r->arena, number_trim(note));
                return number_trim(str_head(body, at));
            }
    }
    return text;
}

static struct str cut_qualifier(const struct reader *w, struct str text)
{
    static const struct {
        const char *word;
        enum table_qualifier qualifier;
    } ends[] = {{"以上", QUALIFIER_AT_LEAST},
                {"以下", QUALIFIER_AT_MOST},
                {"まで", QUALIFIER_AT_MOST},
                {"未満", QUALIFIER_BELOW},
                {"程度", QUALIFIER_ROUGHLY}};
    if (cut_start(&text, "約"))
        w->cell->qualifier = QUALIFIER_ABOUT;
    else if (cut_start(&text, "第"))
        w->cell->qualifier = QUALIFIER_ORDINAL;
    for (size_t i = 0; i < LEN(ends); i++)
        if (cut_end(&text, ends[i].word)) {
            w->cell->qualifier = ends[i].qualifier;
            break;
        }
    return text;
}

/* Splits at the first ～ (or a look-alike); false: there is none. */
static bool split_range(struct str text, struct str *low, struct str *high)
{
    struct str rest = text;
    while (rest.len) {
        struct str here = rest;
        uint32_t c = utf8_next(&rest);
        if (c != U'～' && c != U'〜' && c != '~')
            continue;
        *low = number_trim(str_head(text, (size_t)(here.at - text.at)));
        *high = number_trim(rest);
        return true;
    }
    return false;
}

/* -- numbers --------------------------------------------------------------- */

static bool read_number(const struct reader *w, struct str text,
                        const char *unit, struct value *out)
{
    struct plan_reader *r = w->r;
    return plan_value(r, str_z(r->arena, text), part_place(w, text),
                      unit ? unit : "", w->column->name, out);
}

static void read_range(const struct reader *w, struct str low, struct str high)
{
    struct table_cell *cell = w->cell;
    struct value upper;
    if (!read_number(w, low, cell->unit, &cell->value) ||
        !read_number(w, high, cell->unit, &upper))
        return;
    if (!value_is_number(&cell->value) || !value_is_number(&upper) ||
        decimal_compare(cell->value.number, upper.number) > 0) {
        say(w, MSG_TABLE_RANGE, str_of(cell->published), NULL);
        return;
    }
    cell->kind = CELL_RANGE;
    cell->high = upper.number;
}

static void read_amount(const struct reader *w)
{
    struct str low, high, text = str_of(w->cell->published);
    text = cut_qualifier(w, cut_note(w, text));
    if (text.len == 0)
        say(w, MSG_NUMBER, str_of(w->cell->published), NULL);
    else if (split_range(text, &low, &high))
        read_range(w, low, high);
    else if (read_number(w, text, w->cell->unit, &w->cell->value))
        w->cell->kind = CELL_VALUE;
}

/* ①, 1 or 1位 */
static void read_rank(const struct reader *w)
{
    struct str text = str_of(w->cell->published), rest = text;
    uint32_t c = utf8_next(&rest);
    if (rest.len == 0 && c >= U'①' && c <= U'⑳') {
        w->cell->value.kind = VALUE_NUMBER;
        w->cell->value.missing = MISSING_NOT;
        w->cell->value.number = decimal_of((long long)(c - U'①') + 1, 0);
        w->cell->value.published = w->cell->published;
        w->cell->value.place = w->cell->place;
        w->cell->kind = CELL_VALUE;
    } else if (read_number(w, text, "位", &w->cell->value)) {
        w->cell->kind = CELL_VALUE;
    }
}

/* -- rates ----------------------------------------------------------------- */

static bool is_break(uint32_t c)
{
    return c == ';' || c == U'；';
}

/* The next piece up to a ; and the rest behind it. */
static struct str next_piece(struct str *rest, bool (*ends)(uint32_t))
{
    struct str all = *rest;
    while (rest->len) {
        struct str here = *rest;
        if (ends(utf8_next(rest)))
            return number_trim(str_head(all, (size_t)(here.at - all.at)));
    }
    return number_trim(all);
}

static void read_rates(const struct reader *w)
{
    struct str rest = str_of(w->cell->published);
    struct table_rate *all = NULL;
    size_t n = 0;
    while (rest.len) {
        struct str piece = next_piece(&rest, is_break), body;
        w->cell->note = "";
        body = cut_note(w, piece);
        struct table_rate rate = {.condition = w->cell->note};
        if (!tabulate_fraction(body, &rate.fraction)) {
            say(w, MSG_TABLE_RATE, piece, NULL);
            return;
        }
        rate.published = str_z(w->r->arena, body);
        all = arena_grow(w->r->arena, all, n, n + 1, sizeof *all);
        all[n++] = rate;
    }
    w->cell->note = "";
    w->cell->rates = all;
    w->cell->n_rates = n;
    w->cell->kind = CELL_RATES;
}

/* A rate is a fraction with its condition, or a number with a unit. */
static void read_rate(const struct reader *w)
{
    if (strchr(w->cell->published, '/') || strstr(w->cell->published, "／"))
        read_rates(w);
    else
        read_amount(w);
}

/* -- times ----------------------------------------------------------------- */

static enum period_axis axis_of(const char *text)
{
    if (strstr(text, "年度"))
        return AXIS_FISCAL_YEAR;
    if (strstr(text, "月") || strchr(text, '.') || strstr(text, "⽉"))
        return AXIS_DATE;
    return str_ends(str_of(text), "年") ? AXIS_YEAR : AXIS_FISCAL_YEAR;
}

static bool read_time(const struct reader *w, struct str text,
                      struct period *out)
{
    const char *z = str_z(w->r->arena, text);
    struct finding f = period_read(z, axis_of(z), out);
    diag_finding(w->r->diag, f, z, part_place(w, text));
    if (f.id)
        diag_field(w->r->diag, w->column->name);
    return !message_is_error(f.id);
}

/* （水）: the weekday that the date has. */
static void check_weekday(const struct reader *w)
{
    static const char *const days[] = {"日", "月", "火", "水",
                                       "木", "金", "土"};
    struct period p = w->cell->from;
    if (p.kind != PERIOD_DAY)
        return;
    const char *right = days[tabulate_weekday(p.year, p.month, p.day)];
    for (size_t i = 0; i < LEN(days); i++)
        if (strcmp(w->cell->note, days[i]) == 0 && strcmp(days[i], right) != 0)
            say(w, MSG_TABLE_WEEKDAY, str_of(w->cell->published), right);
}

static void read_period(const struct reader *w)
{
    struct table_cell *cell = w->cell;
    struct str low, high, text = str_of(cell->published);
    text = cut_note(w, text);
    bool span = split_range(text, &low, &high);
    if (!span && cut_end(&text, "以降"))
        cell->open = true;
    if (!read_time(w, span ? low : text, &cell->from))
        return;
    if (span && high.len == 0)
        cell->open = true;
    else if (span && !read_time(w, high, &cell->to))
        return;
    if (cell->to.year && period_compare(cell->from, cell->to) > 0) {
        say(w, MSG_TABLE_RANGE, str_of(cell->published), NULL);
        return;
    }
    cell->kind = CELL_PERIOD;
    check_weekday(w);
}

/* -- lists ----------------------------------------------------------------- */

static bool is_comma(uint32_t c)
{
    return c == U'、' || c == U'，' || c == ',' || is_break(c);
}

/* Names divided by 、 or, where there is none, by blanks. */
static void read_list(const struct reader *w)
{
    struct str rest = str_of(w->cell->published);
    struct str look = rest;
    bool commas = next_piece(&look, is_comma).len != rest.len;
    const char **all = NULL;
    size_t n = 0;
    while (rest.len) {
        struct str name =
            next_piece(&rest, commas ? is_comma : number_is_space);
        if (name.len == 0)
            continue;
        all = arena_grow(w->r->arena, all, n, n + 1, sizeof *all);
        all[n++] = str_z(w->r->arena, name);
    }
    w->cell->names = all;
    w->cell->n_names = n;
    w->cell->kind = CELL_LIST;
}

struct table_cell table_cell_read(struct plan_reader *r,
                                  const struct table_column *column,
                                  const char *unit, const char *text,
                                  struct place place)
{
    static void (*const readers[])(const struct reader *) = {
        [COLUMN_NUMBER] = read_amount,   [COLUMN_COUNT] = read_amount,
        [COLUMN_CAPACITY] = read_amount, [COLUMN_MONEY] = read_amount,
        [COLUMN_SHARE] = read_amount,    [COLUMN_RATE] = read_rate,
        [COLUMN_RANK] = read_rank,       [COLUMN_PERIOD] = read_period,
        [COLUMN_LIST] = read_list};
    struct table_cell cell = {.value = value_absent(),
                              .note = "",
                              .published = text,
                              .unit = unit,
                              .place = place};
    struct reader w = {r, column, &cell};
    bool typed = column->kind < LEN(readers) && readers[column->kind];
    if (!*text)
        cell.value.missing = MISSING_BLANK;
    else if (typed)
        readers[column->kind](&w);
    else
        cell.kind = CELL_TEXT;
    return cell;
}
