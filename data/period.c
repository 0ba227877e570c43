/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/period.h"

#include "data/fold.h"
#include "data/number.h"
#include <stdlib.h>

/* First and last days as yyyymmdd: rule Y1, from the laws and proclamations
 * that began each era. */
static const struct era_row {
    char letter;
    const char *name;
    uint32_t first, second, square; /* 平 成 ㍻ */
    int base, begin, end;
} eras[] = {
    {'M', "明治", U'明', U'治', U'㍾', 1868, 18680125, 19120729},
    {'T', "大正", U'大', U'正', U'㍽', 1912, 19120730, 19261224},
    {'S', "昭和", U'昭', U'和', U'㍼', 1926, 19261225, 19890107},
    {'H', "平成", U'平', U'成', U'㍻', 1989, 19890108, 20190430},
    {'R', "令和", U'令', U'和', U'㋿', 2019, 20190501, 99991231},
};
enum { FIRST_YEAR = 1868, LAST_YEAR = 2100, YEARS_PAST_ERA = 20 };

/* The years that a run-out era may name (Y4), as text for the message. */
enum { FIRST_PAST = 1913 };
static const char past_text[][5] = {
    "1913", "1914", "1915", "1916", "1917", "1918", "1919", "1920", "1921",
    "1922", "1923", "1924", "1925", "1926", "1927", "1928", "1929", "1930",
    "1931", "1932", "1933", "1934", "1935", "1936", "1937", "1938", "1939",
    "1940", "1941", "1942", "1943", "1944", "1945", "1946", "1947", "1948",
    "1949", "1950", "1951", "1952", "1953", "1954", "1955", "1956", "1957",
    "1958", "1959", "1960", "1961", "1962", "1963", "1964", "1965", "1966",
    "1967", "1968", "1969", "1970", "1971", "1972", "1973", "1974", "1975",
    "1976", "1977", "1978", "1979", "1980", "1981", "1982", "1983", "1984",
    "1985", "1986", "1987", "1988", "1989", "1990", "1991", "1992", "1993",
    "1994", "1995", "1996", "1997", "1998", "1999", "2000", "2001", "2002",
    "2003", "2004", "2005", "2006", "2007", "2008", "2009", "2010", "2011",
    "2012", "2013", "2014", "2015", "2016", "2017", "2018", "2019", "2020",
    "2021", "2022", "2023", "2024", "2025", "2026", "2027", "2028", "2029",
    "2030", "2031", "2032", "2033", "2034", "2035", "2036", "2037", "2038",
    "2039"};

/* ---- the text without spaces, widths folded ---------------------------- */

enum { MAX_CHARS = 64 };

struct scan {
    uint32_t c[MAX_CHARS + 1]; /* ends with 0 */
    size_t n, i;
    bool spaced, radical;
    int past; /* the year that a run-out era named, or 0 */
};

static int kanji_digit(uint32_t c)
{
    static const uint32_t kanji[] = {U'一', U'二', U'三', U'四', U'五',
                                     U'六', U'七', U'八', U'九'};
    for (size_t i = 0; i < LEN(kanji); i++)
        if (kanji[i] == c)
            return (int)i + 1;
    return 0;
}

static bool is_numeral(uint32_t c)
{
    return number_is_digit(c) || c == U'元' || c == U'十' || kanji_digit(c);
}

static bool is_span_mark(uint32_t c)
{
    return c == '~' || c == U'〜' || c == '-' || c == U'–' || c == U'—' ||
           c == U'―' || c == 0x2212;
}

static bool is_mark(uint32_t c)
{
    return is_span_mark(c) || c == '(' || c == ')' || c == '/' || c == '.' ||
           c == U'・';
}

/* Spaces beside a number or a mark say nothing; inside a word they are worth
 * a warning; between two digits they are an error, unless the whole text is
 * letter-spaced as PDF files give it. */
static bool judge_spaces(struct scan *s, const bool gap[MAX_CHARS])
{
    size_t gaps = 0;
    bool in_number = false;
    for (size_t i = 1; i < s->n; i++) {
        uint32_t a = s->c[i - 1], b = s->c[i];
        gaps += gap[i];
        if (!gap[i] || is_mark(a) || is_mark(b))
            continue;
        if (is_numeral(a) && is_numeral(b))
            in_number = s->spaced = true;
        else if (!is_numeral(a) && !is_numeral(b))
            s->spaced = true;
    }
    return !in_number || gaps + 1 == s->n;
}

static bool scan_text(const char *text, struct scan *s)
{
    bool gap[MAX_CHARS] = {false}, space = false;
    struct str rest = str_of(text);
    while (rest.len) {
        uint32_t c = utf8_next(&rest);
        if (c == UTF8_BAD)
            return false;
        if (number_is_space(c)) {
            space = true;
            continue;
        }
        if (s->n == MAX_CHARS)
            return false;
        uint32_t unified = fold_radical(c);
        s->radical = s->radical || unified != c;
        if (unified >= 0xFF01 && unified <= 0xFF5E)
            unified -= 0xFEE0;
        gap[s->n] = space;
        space = false;
        s->c[s->n++] = unified == 0xFF65 ? U'・' : unified;
    }
    return judge_spaces(s, gap);
}

static uint32_t peek(const struct scan *s)
{
    return s->c[s->i];
}

static bool take(struct scan *s, uint32_t c)
{
    if (peek(s) != c || c == 0)
        return false;
    s->i++;
    return true;
}

static bool take_two(struct scan *s, uint32_t a, uint32_t b)
{
    if (peek(s) != a || s->c[s->i + 1] != b)
        return false;
    s->i += 2;
    return true;
}

static bool at_end(const struct scan *s)
{
    return s->i == s->n;
}

/* ---- numbers and years -------------------------------------------------- */

struct digits {
    int value;
    int count; /* of ASCII digits; 0: kanji */
};

/* 一 to 九十九, 十 counted as people say it: 二十九, not 二九. */
static int kanji_number(struct scan *s)
{
    int n = kanji_digit(peek(s));
    s->i += n != 0;
    if (n == 1 || !take(s, U'十'))
        return n;
    int last = kanji_digit(peek(s));
    s->i += last != 0;
    return (n ? n : 1) * 10 + last;
}

static bool read_digits(struct scan *s, struct digits *d)
{
    *d = (struct digits){0, 0};
    for (; number_is_digit(peek(s)); s->i++) {
        if (++d->count > 8)
            return false;
        d->value = d->value * 10 + (int)(peek(s) - '0');
    }
    if (d->count)
        return true;
    d->value = kanji_number(s);
    return d->value > 0;
}

enum suffix { SUFFIX_NONE, SUFFIX_YEAR, SUFFIX_FISCAL };

struct year {
    const struct era_row *era; /* NULL: western, or not said */
    struct digits number;
    bool western;
};

/* What a cell says of one year, once or twice: 令和4（2022）年度. */
struct item {
    struct year a, b;
    bool two, paren;
    enum suffix suffix;
};

static const struct era_row *read_era(struct scan *s)
{
    for (size_t i = 0; i < LEN(eras); i++) {
        if (take(s, (uint32_t)eras[i].letter) || take(s, eras[i].square))
            return &eras[i];
        if (take(s, eras[i].first)) {
            take(s, eras[i].second);
            return &eras[i];
        }
    }
    return NULL;
}

static bool read_year(struct scan *s, struct year *y)
{
    *y = (struct year){.era = read_era(s)};
    bool cut = !y->era && (take(s, '\'') || take(s, U'’')); /* '22 */
    if (!cut && take(s, U'元')) {
        y->number.value = 1;
        return true;
    }
    if (!read_digits(s, &y->number))
        return false;
    y->western = !y->era && y->number.count == 4;
    if (cut)
        return y->number.count == 2;
    return y->western || y->number.count <= (y->era ? 3 : 2);
}

/* The suffix that follows; a second one must be the same. */
static bool read_suffix(struct scan *s, enum suffix *suffix)
{
    enum suffix found = SUFFIX_NONE;
    if (take_two(s, U'年', U'度'))
        found = SUFFIX_FISCAL;
    else if (take(s, U'年'))
        found = SUFFIX_YEAR;
    if (found == SUFFIX_NONE)
        return true;
    bool good = *suffix == SUFFIX_NONE || *suffix == found;
    *suffix = found;
    return good;
}

static bool read_item(struct scan *s, struct item *item)
{
    *item = (struct item){.suffix = SUFFIX_NONE};
    bool western = take_two(s, 'F', 'Y');
    if (!read_year(s, &item->a) || (western && !item->a.western))
        return false;
    if (western)
        item->suffix = SUFFIX_FISCAL;
    else if (!read_suffix(s, &item->suffix))
        return false;
    item->paren = take(s, '(');
    item->two = item->paren || take(s, '/') || take(s, U'・');
    if (!item->two)
        return true;
    if (!read_year(s, &item->b) || !read_suffix(s, &item->suffix))
        return false;
    return !item->paren || (take(s, ')') && read_suffix(s, &item->suffix));
}

static enum message year_of(struct scan *s, struct year y, bool fiscal,
                            int *year)
{
    if (!y.era && !y.western)
        return y.number.count == 2 ? MSG_YEAR_2DIGIT : MSG_ERA_MISSING;
    *year = y.number.value;
    if (!y.era)
        return *year < FIRST_YEAR || *year > LAST_YEAR ? MSG_YEAR_RANGE
                                                       : MSG_NONE;
    *year += y.era->base - 1;
    int end_year = y.era->end / 10000;
    if (y.number.value == 0 || *year > LAST_YEAR ||
        *year > end_year + YEARS_PAST_ERA)
        return MSG_ERA_RANGE;
    if (fiscal ? *year * 10000 + 401 > y.era->end : *year > end_year)
        s->past = *year;
    return MSG_NONE;
}

static enum message item_year(struct scan *s, const struct item *item,
                              int *year)
{
    bool fiscal = item->suffix != SUFFIX_YEAR;
    int other = 0;
    enum message id = year_of(s, item->a, fiscal, year);
    if (id != MSG_NONE || !item->two)
        return id;
    id = year_of(s, item->b, fiscal, &other);
    if (id != MSG_NONE)
        return id;
    return other == *year ? MSG_NONE : MSG_ERA_MISMATCH;
}

/* ---- one reader for each axis ------------------------------------------- */

/* 2022/23 and 2022/2023 are two years, not two spellings of one. */
static bool is_slash_span(const struct item *item)
{
    if (!item->two || item->paren || !item->a.western)
        return false;
    return item->b.western ? item->a.number.value != item->b.number.value
                           : !item->b.era;
}

static enum message read_one_year(struct scan *s, bool fiscal,
                                  struct period *out)
{
    struct item item, more;
    if (!read_item(s, &item))
        return MSG_ERA_FORMAT;
    if (is_span_mark(peek(s))) {
        s->i++;
        return read_item(s, &more) && at_end(s) ? MSG_SPAN : MSG_ERA_FORMAT;
    }
    if (!at_end(s))
        return MSG_ERA_FORMAT;
    if (is_slash_span(&item))
        return MSG_SPAN;
    if (fiscal && item.suffix == SUFFIX_YEAR)
        return MSG_YEAR_NOT_FY;
    if (!fiscal && item.suffix == SUFFIX_FISCAL)
        return MSG_FY_NOT_YEAR;
    item.suffix = fiscal ? SUFFIX_FISCAL : SUFFIX_YEAR;
    out->kind = fiscal ? PERIOD_FISCAL_YEAR : PERIOD_YEAR;
    return item_year(s, &item, &out->year);
}

static enum message read_end(struct scan *s, struct period *out)
{
    struct item item;
    if (!read_item(s, &item) || !take(s, U'末') || !at_end(s) ||
        item.suffix == SUFFIX_NONE)
        return MSG_ERA_FORMAT;
    bool fiscal = item.suffix == SUFFIX_FISCAL;
    enum message id = item_year(s, &item, &out->year);
    out->kind = PERIOD_DAY;
    out->year += fiscal;
    out->month = fiscal ? 3 : 12;
    out->day = 31;
    return id;
}

static enum message read_span(struct scan *s, struct period *out)
{
    struct item from, to;
    if (!read_item(s, &from))
        return MSG_ERA_FORMAT;
    if (!is_span_mark(peek(s)))
        return at_end(s) ? MSG_SPAN : MSG_ERA_FORMAT;
    s->i++;
    if (!read_item(s, &to) || !at_end(s))
        return MSG_ERA_FORMAT;
    if (from.suffix == SUFFIX_YEAR || to.suffix == SUFFIX_YEAR)
        return MSG_YEAR_NOT_FY;
    if (!to.a.era && !to.a.western) /* 令和2～6年度 */
        to.a.era = from.a.era;
    out->kind = PERIOD_SPAN;
    enum message id = item_year(s, &from, &out->year);
    if (id == MSG_NONE)
        id = item_year(s, &to, &out->last);
    return id == MSG_NONE && out->last < out->year ? MSG_SPAN : id;
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

static bool in_era(const struct era_row *era, const struct period *p)
{
    int month = p->year * 100 + p->month, day = month * 100 + p->day;
    if (!era)
        return true;
    if (p->kind == PERIOD_MONTH)
        return month >= era->begin / 100 && month <= era->end / 100;
    return day >= era->begin && day <= era->end;
}

static enum message judge_date(struct scan *s, struct item *item,
                               struct period *out)
{
    item->suffix = SUFFIX_YEAR;
    enum message id = item_year(s, item, &out->year);
    s->past = 0; /* a date has no such leave */
    if (id != MSG_NONE)
        return id;
    if (out->month < 1 || out->month > 12)
        return MSG_DATE;
    if (out->kind == PERIOD_DAY &&
        (out->day < 1 || out->day > days_in(out->year, out->month)))
        return MSG_DATE;
    bool good = in_era(item->a.era, out) && in_era(item->b.era, out);
    return good ? MSG_NONE : MSG_ERA_DATE;
}

/* 8 digits: yyyymmdd; 5: what a spreadsheet makes of a date. */
static enum message read_bare_digits(struct scan *s, struct period *out)
{
    struct digits d;
    if (!read_digits(s, &d) || d.count != 8)
        return d.count == 5 ? MSG_DATE : MSG_ERA_FORMAT;
    struct item item = {.a = {.number = {d.value / 10000, 4}, .western = true}};
    out->month = d.value / 100 % 100;
    out->day = d.value % 100;
    return judge_date(s, &item, out);
}

/* 4月1日 after 年, or .4.1 with one separator; the day may be missing. */
static bool read_month_day(struct scan *s, bool words, struct period *out)
{
    struct digits month, day = {0, 0};
    uint32_t mark = peek(s);
    if (!words && mark != '.' && mark != '/' && mark != '-')
        return false;
    s->i += !words;
    if (!read_digits(s, &month) || (words && !take(s, U'月')))
        return false;
    bool more = words ? is_numeral(peek(s)) : take(s, mark);
    if (more && (!read_digits(s, &day) || (words && !take(s, U'日'))))
        return false;
    out->kind = more ? PERIOD_DAY : PERIOD_MONTH;
    out->month = month.value;
    out->day = day.value;
    return month.count <= 2 && day.count <= 2;
}

static bool is_month_first(struct scan *s)
{
    struct digits d;
    size_t begin = s->i;
    bool month = read_digits(s, &d) && take(s, U'月');
    s->i = begin;
    return month;
}

static enum message read_date(struct scan *s, struct period *out)
{
    struct item item = {.suffix = SUFFIX_NONE};
    size_t digits = 0;
    while (number_is_digit(s->c[digits]))
        digits++;
    out->kind = PERIOD_DAY;
    if (digits >= 5 && digits == s->n)
        return read_bare_digits(s, out);
    if (is_month_first(s))
        return MSG_ERA_MISSING;
    if (!read_year(s, &item.a) || !read_suffix(s, &item.suffix))
        return MSG_ERA_FORMAT;
    if ((item.two = take(s, '(')) &&
        (!read_year(s, &item.b) || !read_suffix(s, &item.suffix) ||
         !take(s, ')') || !read_suffix(s, &item.suffix)))
        return MSG_ERA_FORMAT;
    if (item.suffix == SUFFIX_FISCAL)
        return MSG_FY_NOT_YEAR;
    if (!read_month_day(s, item.suffix == SUFFIX_YEAR, out))
        return MSG_ERA_FORMAT;
    if (!take_two(s, U'現', U'在'))
        take_two(s, U'時', U'点');
    if (!at_end(s))
        return peek(s) == '~' || peek(s) == U'〜' ? MSG_SPAN : MSG_ERA_FORMAT;
    return judge_date(s, &item, out);
}

static enum message read_axis(struct scan *s, enum period_axis axis,
                              struct period *out)
{
    switch (axis) {
    case AXIS_FISCAL_YEAR:
    case AXIS_YEAR:
        return read_one_year(s, axis == AXIS_FISCAL_YEAR, out);
    case AXIS_DATE:
        return read_date(s, out);
    case AXIS_END:
        return read_end(s, out);
    case AXIS_SPAN:
        return read_span(s, out);
    }
    return MSG_ERA_FORMAT;
}

struct finding period_read(const char *text, enum period_axis axis,
                           struct period *out)
{
    struct scan s = {.n = 0};
    struct period period = {0};
    *out = period;
    if (!scan_text(text, &s))
        return (struct finding){.id = MSG_ERA_FORMAT};
    if (s.n == 0)
        return (struct finding){.id = MSG_KEY_BLANK};
    enum message id = read_axis(&s, axis, &period);
    if (id != MSG_NONE)
        return (struct finding){.id = id};
    *out = period;
    if (s.past)
        return (struct finding){.id = MSG_ERA_EXTENDED,
                                .arg = past_text[s.past - FIRST_PAST]};
    if (s.radical)
        return (struct finding){.id = MSG_KANGXI};
    return (struct finding){.id = s.spaced ? MSG_SPACES : MSG_NONE};
}

/* ---- periods ------------------------------------------------------------- */

int period_fiscal_year(struct period period)
{
    bool dated = period.kind == PERIOD_MONTH || period.kind == PERIOD_DAY;
    return period.year - (dated && period.month < 4);
}

/* First and last day as yyyymmdd; the last day of a month is always 31. */
static void extent(struct period p, int *begin, int *end)
{
    int month = p.year * 10000 + p.month * 100;
    switch (p.kind) {
    case PERIOD_FISCAL_YEAR:
    case PERIOD_SPAN:
        *begin = p.year * 10000 + 401;
        *end = (p.kind == PERIOD_SPAN ? p.last : p.year) * 10000 + 10331;
        return;
    case PERIOD_YEAR:
        *begin = p.year * 10000 + 101;
        *end = p.year * 10000 + 1231;
        return;
    case PERIOD_MONTH:
        *begin = month + 1;
        *end = month + 31;
        return;
    case PERIOD_DAY:
        *begin = *end = month + p.day;
        return;
    }
    abort();
}

int period_compare(struct period a, struct period b)
{
    int begin_a, end_a, begin_b, end_b;
    extent(a, &begin_a, &end_a);
    extent(b, &begin_b, &end_b);
    if (begin_a != begin_b)
        return begin_a < begin_b ? -1 : 1;
    return (end_a > end_b) - (end_a < end_b);
}

struct period period_fiscal(int year)
{
    return (struct period){.kind = PERIOD_FISCAL_YEAR, .year = year};
}

/* A year has the last era that begins in it, so FY2019 is 令和元; a month and
 * a day have the last era begun by their end. */
struct era period_era(struct period period)
{
    int begin, end;
    extent(period, &begin, &end);
    if (period.kind != PERIOD_MONTH && period.kind != PERIOD_DAY)
        end = period.year * 10000 + 1231;
    size_t i = LEN(eras) - 1;
    while (i > 0 && eras[i].begin > end)
        i--;
    return (struct era){eras[i].letter, eras[i].name,
                        period.year - eras[i].base + 1};
}
