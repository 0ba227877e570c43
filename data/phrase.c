/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One pass from left to right.  Text is held back as the `lead` until it is
 * known what follows: a number makes it a name, a bracket with numbers makes
 * it the name of all of them, the end of the cell makes it words.
 */
#include "data/phrase.h"

#include "data/fold.h"
#include "data/unit.h"
#include <string.h>

enum { MAX_CHARS = 600, MAX_DIGITS = 15, MAX_UNIT = 6, MAX_PARTS = 64 };

struct reader {
    struct arena *arena;
    const struct phrase_spec *spec;
    const char *text;
    uint32_t c[MAX_CHARS + 1]; /* folded, ends with 0 */
    size_t at[MAX_CHARS + 1];  /* byte offset of each */
    size_t n;
    struct phrase *out;
    struct phrase_item *items;
    const char **notes;
    const char *name;      /* that the items of a bracket share */
    const char *frequency; /* read, and waiting for its count */
};

/* -- characters ------------------------------------------------------------ */

static uint32_t fold(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E && c != 0xFF0D)
        return c == 0xFF5E ? '~' : c - 0xFEE0;
    if (number_is_space(c) || c == '\n' || c == '\r')
        return ' ';
    return c == 0x301C ? '~' : fold_radical(c);
}

/* Wave dashes, and every hyphen and dash that stands between numbers. */
static bool is_to(uint32_t c)
{
    return number_is_one_of(c, U"~-‐‑‒–—―─－−");
}

static bool scan(struct reader *r, const char *text)
{
    struct str rest = str_of(text);
    while (rest.len) {
        if (r->n == MAX_CHARS)
            return false;
        r->at[r->n] = (size_t)(rest.at - text);
        r->c[r->n++] = fold(utf8_next(&rest));
    }
    r->at[r->n] = strlen(text);
    return true;
}

static bool starts(const struct reader *r, size_t i, size_t to,
                   const uint32_t *z)
{
    for (; *z; z++, i++)
        if (i >= to || r->c[i] != *z)
            return false;
    return true;
}

static size_t length_of(const uint32_t *z)
{
    size_t n = 0;
    while (z[n])
        n++;
    return n;
}

static bool ends(const struct reader *r, size_t from, size_t to,
                 const uint32_t *z)
{
    size_t n = length_of(z);
    return to - from >= n && starts(r, to - n, to, z);
}

static void trim(const struct reader *r, size_t *from, size_t *to)
{
    while (*from < *to && number_is_one_of(r->c[*from], U" 、,・:"))
        (*from)++;
    while (*from < *to && number_is_one_of(r->c[*to - 1], U" 、,・:"))
        (*to)--;
}

static const char *slice(const struct reader *r, size_t from, size_t to)
{
    return str_z(r->arena,
                 (struct str){r->text + r->at[from], r->at[to] - r->at[from]});
}

/* -- parts of the result --------------------------------------------------- */

static void leave(struct reader *r, size_t from, size_t to)
{
    if (!*r->out->left)
        r->out->left = slice(r, from, to);
}

static bool has_state(const struct reader *r, const char *text)
{
    return states_find(r->arena, r->spec->states, text) != NULL;
}

/* Adds words; the same words twice (実施 … 実施) are one statement. */
static void add_words(struct reader *r, size_t from, size_t to)
{
    trim(r, &from, &to);
    if (from == to)
        return;
    const char *text = slice(r, from, to), *old = r->out->words;
    if (strcmp(old, text) != 0)
        r->out->words = str_join(r->arena, old, *old ? " " : "", text, NULL);
}

static void add_item(struct reader *r, struct phrase_item item)
{
    if (r->out->n_items == MAX_PARTS)
        return;
    item.frequency = r->frequency;
    r->frequency = "";
    r->items[r->out->n_items++] = item;
}

/* A frequency that no count followed is a statement of its own. */
static void flush_frequency(struct reader *r)
{
    if (*r->frequency)
        add_item(r, (struct phrase_item){.name = "", .unit = ""});
}

/* -- numbers and units ----------------------------------------------------- */

/* Digits with commas every three and a fraction; the index behind, or `from`
 * where there is none. */
static size_t read_number(const struct reader *r, size_t from, size_t to,
                          struct decimal *out)
{
    struct decimal d = {0, 0};
    size_t i = from, digits = 0;
    bool point = false;
    for (; i < to; i++) {
        uint32_t c = r->c[i];
        bool next = i + 1 < to && number_is_digit(r->c[i + 1]);
        if (c == ',' && !point && i > from && next)
            continue;
        if (c == '.' && !point && i > from && next) {
            point = true;
            continue;
        }
        if (!number_is_digit(c) || ++digits > MAX_DIGITS)
            break;
        d.units = d.units * 10 + (c - '0');
        d.scale += point;
    }
    *out = d;
    return digits && digits <= MAX_DIGITS ? i : from;
}

/* The index behind the longest unit that begins here. */
static size_t read_unit(const struct reader *r, size_t from, size_t to)
{
    size_t best = from;
    for (size_t n = 1; n <= MAX_UNIT && from + n <= to; n++) {
        struct str text = {r->text + r->at[from],
                           r->at[from + n] - r->at[from]};
        if (r->c[from + n - 1] == ' ')
            break;
        if (unit_find(text))
            best = from + n;
    }
    return best;
}

/* 31年度, 4月, 2019年4月: a date is no count. */
static bool is_date(const struct reader *r, size_t i, size_t to)
{
    if (starts(r, i, to, U"年度") || starts(r, i, to, U"月"))
        return true;
    return starts(r, i, to, U"年") && i + 1 < to &&
           number_is_digit(r->c[i + 1]);
}

static size_t read_qualifier(const struct reader *r, size_t i, size_t to,
                             enum phrase_qualifier *out)
{
    static const struct {
        const uint32_t *word;
        enum phrase_qualifier qualifier;
    } words[] = {{U"以上", PHRASE_AT_LEAST},
                 {U"以下", PHRASE_AT_MOST},
                 {U"未満", PHRASE_BELOW},
                 {U"程度", PHRASE_ABOUT},
                 {U"前後", PHRASE_ABOUT}};
    for (size_t k = 0; k < LEN(words); k++)
        if (starts(r, i, to, words[k].word)) {
            *out = words[k].qualifier;
            return i + length_of(words[k].word);
        }
    return i;
}

/* Of 通年, 年間, 毎年 at the end of a lead; 0: none. */
static size_t frequency_length(const struct reader *r, size_t from, size_t to)
{
    static const uint32_t *const words[] = {U"通年", U"年間", U"毎年", U"毎月",
                                            U"毎週"};
    for (size_t k = 0; k < LEN(words); k++)
        if (ends(r, from, to, words[k]))
            return length_of(words[k]);
    return 0;
}

/* Takes 計, 合計 or 約 off the end of a lead, where it is a word. */
static void lead_qualifier(const struct reader *r, size_t from, size_t *to,
                           enum phrase_qualifier *out)
{
    bool total = ends(r, from, *to, U"計"), about = ends(r, from, *to, U"約");
    size_t begin = *to - (ends(r, from, *to, U"合計") ? 2 : 1);
    if ((!total && !about) || (begin > from && r->c[begin - 1] != ' ' &&
                               !frequency_length(r, from, begin)))
        return;
    *out = total ? PHRASE_TOTAL : PHRASE_ABOUT;
    *to = begin;
}

static void lead_frequency(struct reader *r, size_t from, size_t *to)
{
    size_t length = frequency_length(r, from, *to);
    if (!length)
        return;
    *to -= length;
    r->frequency = slice(r, *to, *to + length);
}

/* What stands before a number: words that end with a state, or a name. */
static const char *lead_name(struct reader *r, size_t from, size_t to)
{
    trim(r, &from, &to);
    if (from == to)
        return r->name;
    const char *text = slice(r, from, to);
    if (!has_state(r, text))
        return text;
    add_words(r, from, to);
    return "";
}

/* -- a count --------------------------------------------------------------- */

/* 月２回 or 月１回または２回, whose 月 ends the lead and whose digits begin at
 * i; the index behind, or i. */
static size_t read_frequency(struct reader *r, size_t from, size_t i, size_t to)
{
    struct decimal ignored;
    size_t begin = i - 1, end = i, number;
    if (i == from || !number_is_one_of(r->c[begin], U"年月週日"))
        return i;
    while ((number = read_number(r, end, to, &ignored)) > end) {
        if (is_to(r->c[number]) && number_is_digit(r->c[number + 1]))
            number = read_number(r, number + 1, to, &ignored);
        if (!starts(r, number, to, U"回"))
            return i;
        end = number + 1;
        if (!starts(r, end, to, U"または") || !number_is_digit(r->c[end + 3]))
            break;
        end += 3;
    }
    flush_frequency(r);
    add_words(r, from, begin);
    r->frequency = slice(r, begin, end);
    return end;
}

static enum phrase_shape shape_of(bool two, const char *unit)
{
    if (!two)
        return PHRASE_NUMBER;
    return unit_same(str_of(unit), str_of("歳"), NULL) ? PHRASE_INTERVAL
                                                       : PHRASE_RANGE;
}

/* The number at i with its lead; the index behind it, or i where it is no
 * count that is understood. */
static size_t read_count(struct reader *r, size_t from, size_t i, size_t to)
{
    struct phrase_item item = {.qualifier = PHRASE_EXACT};
    size_t end = read_number(r, i, to, &item.low);
    if (end == i || is_date(r, end, to))
        return i;
    item.high = item.low;
    size_t second = end + 1;
    bool two = end + 1 < to && is_to(r->c[end]) &&
               (end = read_number(r, second, to, &item.high)) > second;
    while (end < to && r->c[end] == ' ')
        end++;
    size_t behind = read_unit(r, end, to);
    if (behind == end)
        return i;
    item.unit = slice(r, end, behind);
    item.shape = shape_of(two, item.unit);
    bool per = i > from && number_is_one_of(r->c[i - 1], U"週月年日") &&
               starts(r, end, behind, U"日");
    if (per)
        r->frequency = slice(r, i - 1, i);
    size_t lead = i - per;
    while (lead > from && r->c[lead - 1] == ' ')
        lead--;
    lead_qualifier(r, from, &lead, &item.qualifier);
    lead_frequency(r, from, &lead);
    item.name = lead_name(r, from, lead);
    end = read_qualifier(r, behind, to, &item.qualifier);
    add_item(r, item);
    return end;
}

/* -- brackets and the whole ------------------------------------------------ */

static bool is_undecided(const struct reader *r, size_t from, size_t to)
{
    return ends(r, from, to, U"調整中") || ends(r, from, to, U"未定") ||
           ends(r, from, to, U"検討中") || ends(r, from, to, U"***");
}

static void read_run(struct reader *r, size_t from, size_t to, bool inside);

/* (…) from `open` to `close`, with the lead before it. */
static void read_bracket(struct reader *r, size_t lead, size_t open,
                         size_t close)
{
    size_t from = open + 1, to = close, n = r->out->n_items;
    trim(r, &from, &to);
    if (is_undecided(r, from, to)) {
        r->out->undecided = true;
        add_words(r, lead, open);
        return;
    }
    const char *outer = r->name, *name = lead_name(r, lead, open);
    r->name = name;
    read_run(r, from, to, true);
    if (r->out->n_items > n)
        return; /* a bracket right behind has the same name */
    r->name = outer;
    if (*name)
        add_words(r, lead, open);
}

static size_t close_of(const struct reader *r, size_t open, size_t to)
{
    size_t depth = 0;
    for (size_t i = open; i < to; i++) {
        depth += r->c[i] == '(';
        if (r->c[i] == ')' && --depth == 0)
            return i;
    }
    return to;
}

/* What is left at the end: words, without the particle behind a count. */
static void read_tail(struct reader *r, size_t from, size_t to, bool inside)
{
    trim(r, &from, &to);
    if (from == to)
        return;
    if (inside) {
        leave(r, from, to);
        return;
    }
    if (r->out->n_items && to - from > 1 &&
        number_is_one_of(r->c[from], U"でをにのへ"))
        from++;
    add_words(r, from, to);
}

/* A bracket or a count that begins at i; the index behind it, or i. */
static size_t read_part(struct reader *r, size_t lead, size_t i, size_t to)
{
    if (r->c[i] == '(') {
        size_t close = close_of(r, i, to);
        read_bracket(r, lead, i, close);
        return close + 1;
    }
    size_t end = read_frequency(r, lead, i, to);
    return end > i ? end : read_count(r, lead, i, to);
}

static void read_run(struct reader *r, size_t from, size_t to, bool inside)
{
    size_t lead = from, i = from;
    while (i < to) {
        bool open = r->c[i] == '(';
        if (open && (inside || close_of(r, i, to) == to)) {
            leave(r, i, to); /* nested, or never closed */
            return;
        }
        if (!inside && i == lead && !open && r->c[i] != ' ')
            r->name = "";
        size_t end =
            open || number_is_digit(r->c[i]) ? read_part(r, lead, i, to) : i;
        if (end > i)
            lead = i = end;
        else if (number_is_digit(r->c[i])) /* a date, or a number of nothing */
            while (i < to && number_is_digit(r->c[i]))
                i++;
        else
            i++;
    }
    read_tail(r, lead, to, inside);
}

/* Takes the marks ※1 out of the text. */
static void take_notes(struct reader *r)
{
    size_t to = 0;
    for (size_t i = 0; i < r->n; i++) {
        size_t end = i + 1;
        while (r->c[i] == U'※' && end < r->n && number_is_digit(r->c[end]))
            end++;
        if (end > i + 1 && r->out->n_notes < MAX_PARTS) {
            r->notes[r->out->n_notes++] = slice(r, i, end);
            for (size_t k = i; k < end; k++)
                r->c[k] = ' ';
            i = end - 1;
        }
        to = i + 1;
    }
    while (to > 0 && r->c[to - 1] == ' ')
        to--;
    r->n = to;
}

static void judge_words(struct reader *r)
{
    struct phrase *out = r->out;
    out->state = states_find(r->arena, r->spec->states, out->words);
    out->universal = strstr(r->text, "全ての") || strstr(r->text, "すべての");
    for (size_t i = 0; i < r->n; i++) /* digits that no item took */
        if (number_is_digit(r->c[i]) && !*out->left && !out->n_items &&
            !out->undecided)
            leave(r, i, r->n);
}

struct phrase phrase_read(struct arena *arena, const char *text,
                          const struct phrase_spec *spec)
{
    const char *trimmed = str_z(arena, number_trim(str_of(text)));
    struct phrase out = {.published = trimmed, .words = "", .left = ""};
    struct number_spec marks = {.markers = spec->markers,
                                .n_markers = spec->n_markers};
    struct number number;
    struct finding f = number_read(trimmed, &marks, &number);
    if (f.id == MSG_NONE && number.missing != MISSING_NOT) {
        out.missing = number.missing;
        return out;
    }
    struct reader *r = arena_make(arena, struct reader, 1);
    r->arena = arena;
    r->spec = spec;
    r->text = trimmed;
    r->name = r->frequency = "";
    r->out = &out;
    if (!scan(r, trimmed)) {
        out.words = out.left = trimmed;
        return out;
    }
    r->items = arena_make(arena, struct phrase_item, MAX_PARTS);
    r->notes = arena_make(arena, const char *, MAX_PARTS);
    take_notes(r);
    read_run(r, 0, r->n, false);
    flush_frequency(r);
    judge_words(r);
    out.items = r->items;
    out.notes = r->notes;
    return out;
}

/* -- items ----------------------------------------------------------------- */

bool phrase_same_item(struct arena *arena, const struct phrase_item *a,
                      const struct phrase_item *b)
{
    return fold_equal(arena, a->name, b->name) &&
           fold_equal(arena, a->frequency, b->frequency) &&
           unit_same(str_of(a->unit), str_of(b->unit), NULL);
}

bool phrase_base(const struct phrase_item *item, struct decimal number,
                 struct decimal *out, const char **unit)
{
    const struct unit *row = unit_find(str_of(item->unit));
    int power = row ? row->power : 0;
    int down = power < number.scale ? power : number.scale;
    int128 factor;
    *unit = row && power ? row->base : item->unit;
    if (!decimal_power(power - down, &factor) ||
        (factor > 1 && (number.units > INT64_MAX || number.units < INT64_MIN)))
        return false;
    *out = (struct decimal){number.units * factor, number.scale - down};
    return true;
}
