/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/period_any.h"

#include "data/number.h"
#include <string.h>

enum { PARTS_MOST = 12 };

/* A text is cut into numbers, words and marks; blanks separate. */
enum part_kind { PART_NUMBER, PART_WORD, PART_MARK };

struct part {
    enum part_kind kind;
    int value, digits; /* PART_NUMBER */
    char mark;         /* PART_MARK: / - . */
    char word[12];     /* PART_WORD: lower case */
};

struct parts {
    struct part at[PARTS_MOST];
    size_t n;
    bool ambiguous; /* years or month */
    enum period_reading reading, hint;
};

/* -------------------------------------------------------------- the parts */

/* One character in the plain form that the grammar knows; 0: none of it. */
static char plain(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E) /* full width */
        c -= 0xFEE0;
    if (number_is_space(c))
        return ' ';
    if (number_is_one_of(c, U"~‐‑‒–—―−〜～ー"))
        return '-';
    if (c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    return c < 0x80 ? (char)c : 0;
}

static bool add_char(struct parts *p, char c, bool *joined)
{
    bool digit = c >= '0' && c <= '9', letter = c >= 'a' && c <= 'z';
    enum part_kind kind = digit ? PART_NUMBER : letter ? PART_WORD : PART_MARK;
    struct part *last = p->n && *joined ? &p->at[p->n - 1] : NULL;
    *joined = c != ' ';
    if (c == ' ')
        return true;
    if (!digit && !letter && !strchr("/-.", c))
        return false;
    if (!last || last->kind != kind || kind == PART_MARK) {
        if (p->n == PARTS_MOST)
            return false;
        last = &p->at[p->n++];
        *last = (struct part){.kind = kind, .mark = c};
    }
    if (digit) {
        last->value = last->value * 10 + (c - '0');
        return ++last->digits <= 8;
    }
    if (letter) {
        size_t len = strlen(last->word);
        last->word[len] = c;
        return len + 2 < sizeof last->word;
    }
    return true;
}

static bool cut(struct str text, struct parts *p)
{
    bool joined = false;
    while (text.len) {
        uint32_t c = utf8_next(&text);
        char known = c == UTF8_BAD ? 0 : plain(c);
        if (!known || !add_char(p, known, &joined))
            return false;
    }
    return p->n > 0;
}

/* The shape of the parts, one letter each: Y four digits, D one or two,
 * Q the word q or a number that follows it, M month name, T "to", and the
 * marks themselves. */
static int month_of(const char *word)
{
    static const char *const names[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    size_t n = strlen(word);
    for (int i = 0; i < 12; i++)
        if (n >= 3 && strncmp(names[i], word, n) == 0)
            return i + 1;
    return 0;
}

static char letter_of(const struct part *part)
{
    switch (part->kind) {
    case PART_NUMBER:
        return part->digits == 4                        ? 'Y'
               : part->digits == 1 || part->digits == 2 ? 'D'
                                                        : '?';
    case PART_WORD:
        return strcmp(part->word, "q") == 0    ? 'Q'
               : strcmp(part->word, "to") == 0 ? 'T'
               : month_of(part->word)          ? 'M'
                                               : '?';
    case PART_MARK:
        return part->mark;
    }
    return '?';
}

static void shape_of(const struct parts *p, char shape[PARTS_MOST + 1])
{
    for (size_t i = 0; i < p->n; i++)
        shape[i] = letter_of(&p->at[i]);
    shape[p->n] = '\0';
}

/* ------------------------------------------------------------ the meanings */

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool is_year(int year)
{
    return year >= 1000 && year <= 2999;
}

static bool day_at(int year, int month, int day, double *t)
{
    static const int before[] = {0,   31,  59,  90,  120, 151, 181,
                                 212, 243, 273, 304, 334, 365};
    if (!is_year(year) || month < 1 || month > 12 || day < 1)
        return false;
    bool leap = is_leap(year);
    int days = before[month] - before[month - 1] + (leap && month == 2);
    if (day > days)
        return false;
    int passed = before[month - 1] + (leap && month > 2) + day - 1;
    *t = year + passed / (leap ? 366.0 : 365.0);
    return true;
}

static bool span(struct period_any *out, double first, double last)
{
    out->step = STEP_SPAN;
    out->t = (first + last) / 2;
    out->years = (int)(last - first) + 1;
    return last > first;
}

/* Two digits behind a year: the year that follows it in the same century or
 * the next (1999/00), or a month. */
static bool year_and_two(struct parts *p, int year, const struct part *two,
                         struct period_any *out)
{
    int last = year - year % 100 + two->value;
    if (two->digits == 1)
        last = year - year % 10 + two->value;
    if (last < year)
        last += two->digits == 1 ? 10 : 100;
    bool next = last == year + 1;
    bool month = two->value >= 1 && two->value <= 12;
    bool years = next || (!month && last > year && last - year < 20);
    p->ambiguous = next && month && p->reading == PERIOD_AS_WRITTEN;
    if (next != month)
        p->hint = next ? PERIOD_AS_YEARS : PERIOD_AS_MONTHS;
    if (years && !(month && p->reading == PERIOD_AS_MONTHS)) {
        out->calendar = CALENDAR_FISCAL;
        out->t = year;
        return next || span(out, year, last);
    }
    out->step = STEP_MONTH;
    out->t = year + (two->value - 1) / 12.0;
    return month;
}

static bool two_years(int first, int last, bool slash, struct period_any *out)
{
    if (slash && last == first + 1) {
        out->calendar = CALENDAR_FISCAL;
        out->t = first;
        return true;
    }
    return is_year(last) && last - first < 100 && span(out, first, last);
}

static bool quarter(int year, int number, struct period_any *out)
{
    out->step = STEP_QUARTER;
    out->t = year + (number - 1) / 4.0;
    return number >= 1 && number <= 4;
}

static bool days(struct period_any *out, double first, double last)
{
    out->step = STEP_DAY;
    out->t = (first + last) / 2;
    return last >= first;
}

static bool month_name(int year, const struct part *name,
                       struct period_any *out)
{
    out->step = STEP_MONTH;
    out->t = year + (month_of(name->word) - 1) / 12.0;
    return true;
}

/* 2014/15 to 2016/17: both are pairs of years. */
static bool pair_span(const struct part *a, struct period_any *out)
{
    int first = a[0].value, last = a[4].value;
    return a[2].value == (first + 1) % 100 && a[6].value == (last + 1) % 100 &&
           is_year(last) && span(out, first, last);
}

/* What begins with a year. */
static bool year_first(struct parts *p, const char *shape,
                       struct period_any *out)
{
    const struct part *a = p->at;
    int year = a[0].value;
    double first;
    if (!is_year(year))
        return false;
    out->t = year;
    if (strcmp(shape, "Y") == 0)
        return true;
    if (strcmp(shape, "Y/D") == 0 || strcmp(shape, "Y-D") == 0)
        return year_and_two(p, year, &a[2], out);
    if (strcmp(shape, "YD") == 0)
        return year_and_two(p, year, &a[1], out);
    if (strcmp(shape, "Y/Y") == 0 || strcmp(shape, "Y-Y") == 0 ||
        strcmp(shape, "YTY") == 0)
        return two_years(year, a[2].value, shape[1] == '/', out);
    if (strcmp(shape, "YQD") == 0)
        return quarter(year, a[2].value, out);
    if (strcmp(shape, "Y-QD") == 0)
        return quarter(year, a[3].value, out);
    if (strcmp(shape, "YM") == 0)
        return month_name(year, &a[1], out);
    if (strcmp(shape, "Y/DTY/D") == 0 || strcmp(shape, "Y/D-Y/D") == 0)
        return pair_span(a, out);
    if (strcmp(shape, "Y-D-D") == 0 || strcmp(shape, "Y/D/D") == 0)
        return day_at(year, a[2].value, a[4].value, &first) &&
               days(out, first, first);
    return false;
}

static bool other_first(const struct parts *p, const char *shape,
                        struct period_any *out)
{
    const struct part *a = p->at;
    double first, last;
    if (strcmp(shape, "QDY") == 0)
        return is_year(a[2].value) && quarter(a[2].value, a[1].value, out);
    if (strcmp(shape, "MY") == 0)
        return is_year(a[1].value) && month_name(a[1].value, &a[0], out);
    if (strcmp(shape, "D.D.Y") == 0)
        return day_at(a[4].value, a[2].value, a[0].value, &first) &&
               days(out, first, first);
    if (strcmp(shape, "D.D.Y-D.D.Y") == 0)
        return day_at(a[4].value, a[2].value, a[0].value, &first) &&
               day_at(a[10].value, a[8].value, a[6].value, &last) &&
               days(out, first, last);
    if (strcmp(shape, "DMTDMY") == 0)
        return day_at(a[5].value, month_of(a[1].word), a[0].value, &first) &&
               day_at(a[5].value, month_of(a[4].word), a[3].value, &last) &&
               days(out, first, last);
    return false;
}

static bool read_plain(struct str text, struct parts *p, struct period_any *out)
{
    char shape[PARTS_MOST + 1];
    if (!cut(text, p))
        return false;
    shape_of(p, shape);
    return shape[0] == 'Y' ? year_first(p, shape, out)
                           : other_first(p, shape, out);
}

/* --------------------------------------------------- eras, and the brackets */

static void of_period(struct period p, struct period_any *out)
{
    double day;
    out->t = p.year;
    out->calendar = p.kind == PERIOD_FISCAL_YEAR || p.kind == PERIOD_SPAN
                        ? CALENDAR_FISCAL
                        : CALENDAR_CIVIL;
    if (p.kind == PERIOD_SPAN && p.last > p.year)
        span(out, p.year, p.last);
    if (p.kind == PERIOD_MONTH) {
        out->step = STEP_MONTH;
        out->t = p.year + (p.month - 1) / 12.0;
    }
    if (p.kind == PERIOD_DAY && day_at(p.year, p.month, p.day, &day))
        days(out, day, day);
}

static struct finding read_period(const char *text, struct period_any *out)
{
    static const enum period_axis axes[] = {AXIS_FISCAL_YEAR, AXIS_YEAR,
                                            AXIS_DATE, AXIS_SPAN};
    struct finding first = {.id = MSG_NONE};
    for (size_t i = 0; i < LEN(axes); i++) {
        struct period period;
        struct finding f = period_read(text, axes[i], &period);
        if (!message_is_error(f.id)) {
            of_period(period, out);
            return f;
        }
        if (i == 0)
            first = f;
    }
    /* 平成31年 and 令和元年 of one cell disagree, H99: say that itself */
    if (first.id == MSG_ERA_RANGE || first.id == MSG_ERA_MISMATCH ||
        first.id == MSG_YEAR_RANGE || first.id == MSG_KEY_BLANK)
        return first;
    return (struct finding){.id = MSG_PERIOD_ANY};
}

/* Takes a bracketed end off the text: 2014/15 (baseline) [Note 9]. */
static bool take_note(struct str *text, struct str *note)
{
    static const char *const pairs[][2] = {
        {"(", ")"}, {"[", "]"}, {"（", "）"}, {"［", "］"}};
    for (size_t i = 0; i < LEN(pairs); i++) {
        size_t open = strlen(pairs[i][0]), close = strlen(pairs[i][1]);
        if (!str_ends(*text, pairs[i][1]))
            continue;
        for (size_t at = text->len - close; at-- > 1;) {
            if (!str_starts(str_from(*text, at), pairs[i][0]))
                continue;
            size_t inner = at + open;
            *note = number_trim(
                (struct str){text->at + inner, text->len - close - inner});
            *text = number_trim(str_head(*text, at));
            return true;
        }
    }
    return false;
}

/* Copies a view for period_read(); false: longer than any period. */
static bool copy(struct str text, char out[96])
{
    if (text.len >= 96)
        return false;
    memcpy(out, text.at, text.len);
    out[text.len] = '\0';
    return true;
}

static struct finding read_label(struct str text, enum period_reading reading,
                                 struct period_any *out,
                                 enum period_reading *hint)
{
    struct parts parts = {.reading = reading};
    char label[96];
    *out = (struct period_any){.label = text, .note = out->note};
    if (!copy(text, label))
        return (struct finding){.id = MSG_PERIOD_ANY};
    if (read_plain(text, &parts, out)) {
        *hint = parts.hint;
        return (struct finding){.id = parts.ambiguous ? MSG_PERIOD_AMBIGUOUS
                                                      : MSG_NONE};
    }
    *out = (struct period_any){.label = text, .note = out->note};
    return read_period(label, out);
}

static struct finding read_any(const char *text, enum period_reading reading,
                               struct period_any *out,
                               enum period_reading *hint)
{
    struct str rest = number_trim(str_of(text));
    *out = (struct period_any){.note = {"", 0}};
    *hint = PERIOD_AS_WRITTEN;
    struct finding f = read_label(rest, reading, out, hint);
    while (message_is_error(f.id) && take_note(&rest, &out->note)) {
        struct finding again = read_label(rest, reading, out, hint);
        if (!message_is_error(again.id) || again.id == MSG_PERIOD_AMBIGUOUS)
            f = again;
    }
    if (message_is_error(f.id))
        *out = (struct period_any){.label = rest, .note = {"", 0}};
    return f;
}

/* ASCII digits and nothing else, as in nearly every cell: a year of four, or
 * a count of steps of up to three. */
static bool is_bare(const char *text, struct period_any *out)
{
    int number = 0;
    size_t n = 0;
    for (; n < 4 && text[n] >= '0' && text[n] <= '9'; n++)
        number = number * 10 + (text[n] - '0');
    *out = (struct period_any){.step = n == 4 ? STEP_YEAR : STEP_INDEX,
                               .t = number,
                               .label = {text, n},
                               .note = {"", 0}};
    return n > 0 && !text[n] && (n < 4 || is_year(number)) && text[0] != '0';
}

struct finding period_any_read(const char *text, enum period_reading reading,
                               struct period_any *out)
{
    if (is_bare(text, out))
        return (struct finding){.id = MSG_NONE};
    enum period_reading hint;
    return read_any(text, reading, out, &hint);
}

enum period_reading period_any_hint(const char *text)
{
    struct period_any period;
    enum period_reading hint;
    read_any(text, PERIOD_AS_WRITTEN, &period, &hint);
    return hint;
}
