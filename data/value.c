/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/value.h"

#include "data/unit.h"

enum { MAX_PARTS = 8 };

/* ---- tuples ---------------------------------------------------------------
 */

static bool is_plus(uint32_t c)
{
    return c == '+' || c == U'＋';
}

/* The units of 区+地区; 0: more than a tuple may have, or an empty one. */
static size_t split_units(struct str declared, struct str parts[MAX_PARTS])
{
    size_t n = 0;
    struct str rest = declared, begin = declared;
    for (bool more = true; more;) {
        struct str here = rest;
        more = rest.len != 0;
        if (more && !is_plus(utf8_next(&rest)))
            continue;
        if (n == MAX_PARTS)
            return 0;
        parts[n] = number_trim(str_head(begin, (size_t)(here.at - begin.at)));
        if (parts[n++].len == 0)
            return 0;
        begin = rest;
    }
    return n;
}

static bool is_number_char(uint32_t c)
{
    static const uint32_t marks[] = {',',   '.',   '-',    '+',  U'，', U'．',
                                     U'－', U'＋', 0x2212, U'▲', U'△'};
    if ((c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19))
        return true;
    for (size_t i = 0; i < LEN(marks); i++)
        if (marks[i] == c)
            return true;
    return false;
}

/* The longest head of which every character is part of a number, or none is;
 * so the unit of 6区30地区 is whatever stands before the next digit. */
static struct str take_run(struct str *rest, bool number)
{
    struct str run = *rest, next = *rest;
    while (next.len) {
        uint32_t c = utf8_next(&next);
        if (!number_is_space(c) && is_number_char(c) != number)
            break;
        *rest = next;
    }
    return number_trim(str_head(run, run.len - rest->len));
}

static struct finding parts_finding(const struct number_spec *spec)
{
    return (struct finding){.id = MSG_PARTS, .arg = spec->unit};
}

static struct finding read_parts(struct arena *arena, const char *text,
                                 const struct number_spec *spec,
                                 struct value *out)
{
    struct str units[MAX_PARTS], rest = number_trim(str_of(text));
    size_t n = split_units(str_of(spec->unit), units);
    struct number_spec plain = {.markers = spec->markers};
    struct value_part *parts = arena_make(arena, struct value_part, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct number number;
        const char *digits = str_z(arena, take_run(&rest, true));
        struct str unit = take_run(&rest, false);
        if (!*digits || !unit.len || !unit_same(unit, units[i], NULL))
            return parts_finding(spec);
        struct finding found = number_read(digits, &plain, &number);
        if (found.id != MSG_NONE)
            return (struct finding){.id = found.id};
        if (number.missing != MISSING_NOT)
            return parts_finding(spec);
        parts[i].unit = str_z(arena, units[i]);
        parts[i].number = number.value;
    }
    if (n == 0 || rest.len)
        return parts_finding(spec);
    out->kind = VALUE_TUPLE;
    out->parts = parts;
    out->n_parts = n;
    out->unit_written = true;
    return (struct finding){.id = MSG_NONE};
}

/* A dash in a plan that says nil=zero: every part is 0. */
static void make_zero(struct arena *arena, const struct number_spec *spec,
                      struct value *out)
{
    struct str units[MAX_PARTS];
    size_t n = split_units(str_of(spec->unit), units);
    struct value_part *parts = arena_make(arena, struct value_part, n + 1);
    for (size_t i = 0; i < n; i++)
        parts[i].unit = str_z(arena, units[i]);
    out->kind = VALUE_TUPLE;
    out->parts = parts;
    out->n_parts = n;
}

static struct finding read_tuple(struct arena *arena, const char *text,
                                 const struct number_spec *spec,
                                 struct value *out)
{
    struct number_spec whole = *spec;
    struct number number;
    whole.unit = whole.unit_aliases = NULL;
    struct finding found = number_read(text, &whole, &number);
    bool mark = found.id == MSG_NONE && number.missing != MISSING_NOT;
    if (mark) {
        out->missing = number.missing;
        return found;
    }
    whole.nil_is_zero = false;
    number_read(text, &whole, &number);
    if (number.missing != MISSING_NIL)
        return read_parts(arena, text, spec, out);
    make_zero(arena, spec, out);
    return (struct finding){.id = MSG_NONE};
}

/* ---- single numbers -------------------------------------------------------
 */

/* Both are counter words and neither is a multiple of the other's base. */
static bool is_other_counter(struct str written, const char *declared)
{
    const struct unit *a = unit_find(written);
    const struct unit *b = declared ? unit_find(str_of(declared)) : NULL;
    return a && b && a->dimension == UNIT_COUNT && b->dimension == UNIT_COUNT &&
           a->power == b->power;
}

static struct finding
read_single(const char *text, const struct number_spec *spec, struct value *out)
{
    struct number number;
    struct finding found = number_read(text, spec, &number);
    struct str unit = {text + number.unit_offset, number.unit_length};
    if (found.id == MSG_UNIT && unit.len && is_other_counter(unit, spec->unit))
        found.id = MSG_UNIT_DIFFERS;
    if (message_is_error(found.id))
        return found;
    out->missing = number.missing;
    out->unit_written = unit.len != 0;
    if (number.missing == MISSING_NOT) {
        out->kind = VALUE_NUMBER;
        out->number = number.value;
    }
    return found;
}

static bool is_tuple(const char *unit)
{
    struct str rest = str_of(unit);
    while (rest.len)
        if (is_plus(utf8_next(&rest)))
            return true;
    return false;
}

struct finding value_read(struct arena *arena, const char *text,
                          struct place place, const struct number_spec *spec,
                          struct value *out)
{
    *out = value_absent();
    out->published = str_z(arena, number_trim(str_of(text)));
    out->place = place;
    struct value value = *out;
    value.missing = MISSING_NOT;
    struct finding found = is_tuple(spec->unit)
                               ? read_tuple(arena, text, spec, &value)
                               : read_single(text, spec, &value);
    if (!message_is_error(found.id))
        *out = value;
    return found;
}

struct value value_absent(void)
{
    return (struct value){
        .kind = VALUE_MISSING, .missing = MISSING_ABSENT, .published = ""};
}

bool value_is_number(const struct value *value)
{
    return value->kind == VALUE_NUMBER;
}

bool value_is_present(const struct value *value)
{
    return value->kind != VALUE_MISSING;
}
