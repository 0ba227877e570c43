/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/number.h"

#include "data/unit.h"

/* ---- marks for missing values (N7) -------------------------------------- */

static const struct marker legend[] = {
    {"-", MISSING_NIL},           {"－", MISSING_NIL},
    {"−", MISSING_NIL},           {"―", MISSING_NIL},
    {"—", MISSING_NIL},           {"–", MISSING_NIL},
    {"‐", MISSING_NIL},           {"─", MISSING_NIL},
    {"ー", MISSING_NIL},          {"…", MISSING_UNKNOWN},
    {"‥", MISSING_UNKNOWN},       {"⋯", MISSING_UNKNOWN},
    {"...", MISSING_UNKNOWN},     {"・・・", MISSING_UNKNOWN},
    {"……", MISSING_UNKNOWN},      {"x", MISSING_SECRET},
    {"X", MISSING_SECRET},        {"ｘ", MISSING_SECRET},
    {"Ｘ", MISSING_SECRET},       {"χ", MISSING_SECRET},
    {"***", MISSING_UNAVAILABLE}, {"＊＊＊", MISSING_UNAVAILABLE},
};

/* An empty cell is blank whatever the plan's legend says. */
static enum missing mark_of(struct str text, const struct number_spec *spec)
{
    const struct marker *marks = spec->markers ? spec->markers : legend;
    size_t n = spec->markers ? spec->n_markers : LEN(legend);
    if (text.len == 0)
        return MISSING_BLANK;
    for (size_t i = 0; i < n; i++)
        if (str_is(text, marks[i].text))
            return marks[i].kind;
    return MISSING_NOT;
}

/* ---- folded characters (N1, N2) ----------------------------------------- */

enum { MAX_CHARS = 96, MAX_PRECISION = 15, MAX_SCALE = 30 };

struct scan {
    uint32_t c[MAX_CHARS + 1]; /* ends with 0 */
    size_t at[MAX_CHARS + 1];  /* byte offset of each */
    size_t n, i;
};

bool number_is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == 0x3000 || c == 0xA0 || c == 0x2009 ||
           c == 0x202F;
}

struct str number_trim(struct str s)
{
    struct str rest = s;
    while (rest.len && number_is_space(utf8_next(&rest)))
        s = rest;
    struct str end = str_head(s, 0);
    for (rest = s; rest.len;)
        if (!number_is_space(utf8_next(&rest)))
            end = str_head(s, s.len - rest.len);
    return end;
}

static uint32_t fold(uint32_t c)
{
    static const uint32_t marks[] = {U'，', U'．', U'＋', U'－', U'％', U'（',
                                     U'）', U'＃', U'＊', U'＞', U'＝'};
    if (c >= 0xFF10 && c <= 0xFF19)
        return c - 0xFEE0;
    for (size_t i = 0; i < LEN(marks); i++)
        if (marks[i] == c)
            return c - 0xFEE0;
    return c == 0x2212 ? '-' : c;
}

static bool scan_text(struct str text, size_t offset, struct scan *s)
{
    struct str rest = text;
    while (rest.len) {
        if (s->n == MAX_CHARS)
            return false;
        s->at[s->n] = offset + text.len - rest.len;
        s->c[s->n++] = fold(utf8_next(&rest));
    }
    s->at[s->n] = offset + text.len;
    return true;
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

static void skip_spaces(struct scan *s)
{
    while (number_is_space(peek(s)))
        s->i++;
}

bool number_is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

bool number_is_one_of(uint32_t c, const uint32_t *set)
{
    while (*set && *set != c)
        set++;
    return c != 0 && *set == c;
}

static bool is_sign(uint32_t c)
{
    return number_is_one_of(c, U"+-▲△");
}

static bool is_dash(uint32_t c)
{
    return number_is_one_of(c, U"―—–‐─ー");
}

static bool is_kanji_numeral(uint32_t c)
{
    return number_is_one_of(c, U"〇一二三四五六七八九十百千万億兆");
}

static bool is_letter(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool begins_number(const struct scan *s, size_t i)
{
    return number_is_digit(s->c[i]) ||
           (s->c[i] == '.' && number_is_digit(s->c[i + 1]));
}

static bool has_digit(const struct scan *s, size_t from)
{
    for (size_t i = from; i < s->n; i++)
        if (number_is_digit(s->c[i]))
            return true;
    return false;
}

static bool starts_with(const struct scan *s, size_t from, const uint32_t *z)
{
    for (size_t i = from; *z; z++, i++)
        if (s->c[i] != *z)
            return false;
    return true;
}

static bool contains(const struct scan *s, size_t from, const uint32_t *z)
{
    for (size_t i = from; i < s->n; i++)
        if (starts_with(s, i, z))
            return true;
    return false;
}

/* Jan to Dec, as spreadsheets write dates in English. */
static bool is_month_name(const struct scan *s, size_t i)
{
    static const uint32_t names[][4] = {U"Jan", U"Feb", U"Mar", U"Apr",
                                        U"May", U"Jun", U"Jul", U"Aug",
                                        U"Sep", U"Oct", U"Nov", U"Dec"};
    for (size_t m = 0; m < LEN(names); m++)
        if (starts_with(s, i, names[m]))
            return true;
    return false;
}

/* ---- what stands where a number should begin ---------------------------- */

static struct str rest_of(const struct scan *s, size_t from, const char *text)
{
    return (struct str){text + s->at[from], s->at[s->n] - s->at[from]};
}

/* 三百, 三百人, but not 一部負担 */
static bool is_kanji_number(const struct scan *s, const char *text)
{
    size_t i = s->i;
    while (is_kanji_numeral(s->c[i]))
        i++;
    if (i == s->i)
        return false;
    return i == s->n || number_is_digit(s->c[i]) ||
           unit_find(rest_of(s, i, text));
}

static enum message judge_hash(const struct scan *s)
{
    size_t i = s->i;
    while (s->c[i] == '#')
        i++;
    if (i == s->n)
        return i - s->i > 1 ? MSG_EXCEL_ERROR : MSG_NUMBER;
    if (i == s->i + 1 && begins_number(s, i))
        return MSG_FLAG;
    return is_letter(s->c[i]) ? MSG_EXCEL_ERROR : MSG_NUMBER;
}

/* The sign was read and no digit follows. */
static enum message judge_after_sign(const struct scan *s)
{
    size_t i = s->i;
    while (is_sign(s->c[i]) || is_dash(s->c[i]) || number_is_space(s->c[i]))
        i++;
    return begins_number(s, i) ? MSG_SIGN : MSG_NUMBER;
}

static enum message judge_start(const struct scan *s, const char *text)
{
    static const uint32_t about[] = U"約>≧≥<≦≤＜";
    uint32_t c = peek(s), next = s->c[s->i + (c != 0)];
    bool number_next = next && begins_number(s, s->i + 1);
    if (c == '#')
        return judge_hash(s);
    if (number_is_one_of(c, about) || starts_with(s, s->i, U"およそ") ||
        starts_with(s, s->i, U"おおむね") || starts_with(s, s->i, U"概ね"))
        return MSG_APPROX;
    if (c == '(' && (number_next || is_sign(next)))
        return MSG_PAREN;
    if (number_is_one_of(c, U"¥￥") && (number_next || is_sign(next)))
        return MSG_UNIT;
    if (number_is_one_of(c, U"pr") && number_next)
        return MSG_FLAG;
    if (is_dash(c))
        return judge_after_sign(s);
    if (is_kanji_number(s, text))
        return MSG_KANJI;
    if (is_month_name(s, s->i) && s->c[s->i + 3] == '-')
        return MSG_EXCEL_DATE;
    if (c == ',' && number_is_digit(next))
        return MSG_GROUPING;
    return MSG_NUMBER;
}

/* ---- digits (N4) --------------------------------------------------------- */

struct mantissa {
    int128 units;
    int scale, significant, zeros; /* zeros: at the end of the fraction */
};

static bool add_digit(struct mantissa *m, uint32_t c)
{
    int digit = (int)(c - '0');
    if (m->units != 0 || digit != 0)
        m->significant++;
    return int128_mul(m->units, 10, &m->units) &&
           int128_add(m->units, digit, &m->units);
}

/* Digits before the point: plain, or 1-3 and groups of exactly three. */
static enum message read_whole(struct scan *s, struct mantissa *m)
{
    size_t begin = s->i, run = 0, commas = 0;
    bool fits = true, grouped = true;
    for (; number_is_digit(peek(s)) || peek(s) == ','; s->i++) {
        if (peek(s) == ',') {
            grouped = grouped && (commas ? run == 3 : run <= 3);
            commas++;
            run = 0;
        } else {
            fits = add_digit(m, peek(s)) && fits;
            run++;
        }
    }
    bool zero = s->c[begin] == '0';
    if (commas && (!grouped || run != 3 || zero))
        return MSG_GROUPING;
    if (zero && s->i - begin > 1)
        return MSG_LEADING_ZERO;
    return fits ? MSG_NONE : MSG_PRECISION;
}

static enum message read_fraction(struct scan *s, struct mantissa *m)
{
    if (!take(s, '.'))
        return MSG_NONE;
    if (!number_is_digit(peek(s)))
        return MSG_NUMBER;
    for (; number_is_digit(peek(s)); s->i++) {
        m->zeros = peek(s) == '0' ? m->zeros + 1 : 0;
        m->scale++;
        if (!add_digit(m, peek(s)))
            return MSG_PRECISION;
    }
    if (peek(s) == '.')
        return MSG_NUMBER;
    return peek(s) == ',' ? MSG_GROUPING : MSG_NONE;
}

static enum message read_exponent(struct scan *s, bool allowed,
                                  struct mantissa *m)
{
    if (peek(s) != 'e' && peek(s) != 'E')
        return MSG_NONE;
    size_t i = s->i + 1;
    bool negative = s->c[i] == '-';
    i += negative || s->c[i] == '+';
    if (!number_is_digit(s->c[i]))
        return MSG_NONE; /* a suffix */
    if (!allowed)
        return MSG_EXPONENT;
    int exponent = 0;
    for (; number_is_digit(s->c[i]); i++)
        if (exponent < 1000)
            exponent = exponent * 10 + (int)(s->c[i] - '0');
    s->i = i;
    m->scale += negative ? exponent : -exponent;
    return MSG_NONE;
}

static enum message settle(const struct mantissa *m, bool negative,
                           struct decimal *out)
{
    int128 power, units = m->units;
    bool whole = m->scale < 0;
    if (m->units != 0 && m->significant - m->zeros > MAX_PRECISION)
        return MSG_PRECISION;
    if (m->scale > MAX_SCALE || m->scale < -MAX_SCALE)
        return MSG_NUMBER;
    if (whole && (!decimal_power(-m->scale, &power) ||
                  !int128_mul(units, power, &units)))
        return MSG_NUMBER;
    out->units = negative ? -units : units;
    out->scale = whole ? 0 : m->scale;
    return MSG_NONE;
}

static enum message read_digits(struct scan *s, const struct number_spec *spec,
                                bool negative, struct decimal *out)
{
    struct mantissa m = {0, 0, 0, 0};
    enum message id = read_whole(s, &m);
    if (id == MSG_NONE)
        id = read_fraction(s, &m);
    if (id == MSG_NONE)
        id = read_exponent(s, spec->exponent_allowed, &m);
    return id == MSG_NONE ? settle(&m, negative, out) : id;
}

/* ---- what follows the digits (N5, N6) ----------------------------------- */

/* 3～5, 3-5, 3人～5人; but not 2021-4-1 */
static bool is_range(const struct scan *s, size_t from)
{
    size_t marks = 0, numbers = 0;
    for (size_t i = from; i < s->n; i++) {
        if (!number_is_one_of(s->c[i], U"~～〜-–—―"))
            continue;
        marks++;
        size_t next = i + 1;
        while (number_is_space(s->c[next]) || is_sign(s->c[next]))
            next++;
        numbers += begins_number(s, next);
    }
    return marks == 1 && numbers == 1;
}

static bool is_note_mark(const struct scan *s, size_t from)
{
    uint32_t c = s->c[from], next = s->c[from + (c != 0)];
    if (c == '(' || c == U'［' || c == '[')
        c = next;
    else if (c == ')')
        return from + 1 == s->n;
    return number_is_one_of(c, U"注※*†‡");
}

static bool is_approximate(const struct scan *s, size_t from)
{
    static const uint32_t words[][3] = {U"程度", U"未満", U"以上", U"以下",
                                        U"以内", U"前後", U"超"};
    for (size_t i = 0; i < LEN(words); i++)
        if (contains(s, from, words[i]))
            return true;
    return false;
}

/* 4月1日, 5-Mar */
static bool is_date(const struct scan *s, size_t from)
{
    if (s->c[from] == U'月')
        return number_is_digit(s->c[from + 1]) && contains(s, from, U"日");
    return s->c[from] == '-' && is_month_name(s, from + 1);
}

static bool looks_like_unit(const struct scan *s, size_t from)
{
    for (size_t i = from; i < s->n; i++) {
        uint32_t c = s->c[i];
        bool han = c >= 0x3400 && c <= 0x9FFF;
        bool kana = c >= 0x3041 && c <= 0x30FE && c != U'・';
        bool sign = number_is_one_of(c, U"%‰℃°㎡㎢々") || number_is_space(c);
        bool wide =
            (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
        bool radical = c >= 0x2E80 && c <= 0x2FDF;
        if (!han && !kana && !sign && !wide && !radical && !is_letter(c))
            return false;
    }
    return true;
}

static enum message judge_suffix(const struct scan *s, size_t from)
{
    uint32_t c = s->c[from];
    size_t last = s->n - 1;
    if (from == last && (is_sign(c) || is_dash(c)))
        return MSG_SIGN;
    if (from == last && number_is_one_of(c, U"prPR#"))
        return MSG_FLAG;
    if (is_note_mark(s, from))
        return MSG_NOTE_MARK;
    if (is_approximate(s, from))
        return MSG_APPROX;
    if (is_date(s, from))
        return MSG_EXCEL_DATE;
    if (is_range(s, from))
        return MSG_RANGE;
    if (is_kanji_numeral(c) && has_digit(s, from))
        return MSG_KANJI;
    return looks_like_unit(s, from) ? MSG_UNIT : MSG_NUMBER;
}

static enum message read_suffix(struct scan *s, const struct number_spec *spec,
                                const char *text, struct number *out)
{
    bool spaced = number_is_space(peek(s));
    skip_spaces(s);
    if (s->i == s->n)
        return MSG_NONE;
    if (spaced &&
        (number_is_digit(peek(s)) || peek(s) == ',' || peek(s) == '.'))
        return MSG_SPACE_INSIDE;
    struct str suffix = rest_of(s, s->i, text);
    enum message id = MSG_NONE;
    bool declared = spec->unit && *spec->unit &&
                    unit_same(suffix, str_of(spec->unit), spec->unit_aliases);
    if (!declared)
        id = judge_suffix(s, s->i);
    if (id == MSG_NONE || id == MSG_UNIT) {
        out->unit_offset = s->at[s->i];
        out->unit_length = suffix.len;
    }
    return id;
}

static enum message read_number(struct scan *s, const char *text,
                                const struct number_spec *spec,
                                struct number *out)
{
    bool is_signed = is_sign(peek(s));
    bool negative = is_signed && peek(s) != '+';
    s->i += is_signed;
    skip_spaces(s);
    if (!begins_number(s, s->i))
        return is_signed ? judge_after_sign(s) : judge_start(s, text);
    enum message id = read_digits(s, spec, negative, &out->value);
    return id == MSG_NONE ? read_suffix(s, spec, text, out) : id;
}

struct finding number_read(const char *text, const struct number_spec *spec,
                           struct number *out)
{
    struct str trimmed = number_trim(str_of(text));
    size_t offset = (size_t)(trimmed.at - text);
    *out = (struct number){.missing = mark_of(trimmed, spec)};
    struct finding found = {.id = MSG_NONE};
    if (out->missing == MISSING_NIL && spec->nil_is_zero)
        out->missing = MISSING_NOT;
    else if (out->missing == MISSING_NOT) {
        struct scan s = {.n = 0};
        found.id = scan_text(trimmed, offset, &s)
                       ? read_number(&s, text, spec, out)
                       : MSG_NUMBER;
    }
    if (found.id == MSG_UNIT)
        found.arg = spec->unit ? spec->unit : "";
    if (found.id != MSG_NONE && out->unit_length) {
        found.offset = out->unit_offset;
        found.length = out->unit_length;
    }
    return found;
}
