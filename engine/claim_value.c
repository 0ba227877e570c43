/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Published numbers against computed ones, and what is shown of both.
 */
#include "engine/claim.h"

#include "data/fold.h"
#include "data/unit.h"

#include <string.h>

enum { SHOWN_DECIMALS = 6 };

const char *claim_number_text(struct arena *arena, struct rational r)
{
    struct decimal d;
    struct rational back;
    for (int i = 0; i <= SHOWN_DECIMALS; i++)
        if (!rational_round(r, i, ROUND_HALF_UP, &d) ||
            !rational_of_decimal(d, &back))
            return NULL;
        else if (rational_compare(r, back) == 0)
            break;
    return decimal_text(arena, d);
}

/* Part i of a list divided by ; without blanks around it. */
static struct str part_of(const char *list, size_t i)
{
    struct str rest = str_of(list);
    for (;; i--) {
        size_t n = 0;
        while (n < rest.len && rest.at[n] != ';')
            n++;
        if (i == 0)
            return number_trim(str_head(rest, n));
        if (n == rest.len)
            return (struct str){rest.at + n, 0};
        rest = str_from(rest, n + 1);
    }
}

/* 7割 is 70 in per cent. */
static bool tenths(struct str unit, struct decimal *d)
{
    if (!str_is(unit, "割"))
        return true;
    return int128_mul(d->units, 10, &d->units);
}

bool claim_published(const struct claim_work *w, size_t i, struct decimal *out)
{
    struct arena *arena = w->e->arena;
    struct str part = part_of(w->claim->published, i);
    if (str_starts(part, "約"))
        part = number_trim(str_from(part, strlen("約")));
    struct number_spec spec = {0};
    struct number number = {0};
    const char *text = str_z(arena, part);
    struct finding f = number_read(text, &spec, &number);
    if (number.missing != MISSING_NOT || !part.len ||
        (message_is_error(f.id) && f.id != MSG_UNIT))
        return claim_wrong_published(w);
    struct str unit = {text + number.unit_offset, number.unit_length};
    *out = number.value;
    if (unit.len && !str_is(unit, "割") && !unit_find(unit))
        return claim_wrong_published(w);
    return tenths(unit, out) || claim_wrong_published(w);
}

bool claim_wrong_published(const struct claim_work *w)
{
    diag_add(w->e->diag, MSG_CLAIM_PUBLISHED, w->claim->published_place,
             w->claim->published, w->claim->type_name, NULL);
    return false;
}

void claim_missing(const struct claim_work *w, enum missing missing)
{
    w->out->result = CLAIM_NO_DATA;
    w->out->rule = WORD_CLAIM_RULE_MISSING;
    w->out->missing = missing;
}

void claim_show(const struct claim_work *w, const char *computed,
                const char *digits)
{
    struct claim_verdict *v = w->out;
    bool more = v->computed && *v->computed;
    v->computed = more
                      ? str_join(w->e->arena, v->computed, "; ", computed, NULL)
                      : computed;
    v->digits =
        more ? str_join(w->e->arena, v->digits, "; ", digits, NULL) : digits;
}

/* Zeros at the end of a whole number are no published digits: 約30,000. */
static int zeros(struct decimal p)
{
    int n = 0;
    for (int128 u = p.units; p.scale == 0 && u != 0 && u % 10 == 0; u /= 10)
        n++;
    return n;
}

static bool round_at(struct rational r, int zeros_, int scale,
                     struct decimal *out)
{
    int128 power;
    struct rational unit, shrunk;
    return decimal_power(zeros_, &power) && rational_make(power, 1, &unit) &&
           rational_div(r, unit, &shrunk) &&
           rational_round(shrunk, scale, ROUND_HALF_UP, out) &&
           int128_mul(out->units, power, &out->units);
}

bool claim_same(struct rational r, struct decimal p,
                enum claim_rounding rounding, struct decimal *rounded)
{
    struct rational exact;
    int cut = rounding == CLAIM_APPROX ? zeros(p) : 0;
    if (!round_at(r, cut, p.scale, rounded))
        return false;
    if (rounding != CLAIM_EXACT)
        return decimal_compare(*rounded, p) == 0;
    return rational_of_decimal(p, &exact) && rational_compare(r, exact) == 0;
}

static bool one_number(struct claim_work *w, size_t i)
{
    const struct operand *v = &w->values[i];
    struct decimal p, rounded = {0, 0};
    if (!claim_published(w, i, &p))
        return false;
    bool good = claim_same(v->number, p, w->claim->rounding, &rounded);
    const char *text = claim_number_text(w->e->arena, v->number);
    if (!text)
        return expression_fault(w->e, w->claim->formula_place, MSG_OVERFLOW,
                                w->claim->id, "");
    claim_show(w, text, decimal_text(w->e->arena, rounded));
    if (!good)
        w->out->result = CLAIM_CONTRADICTED;
    w->out->lower_bound = w->out->lower_bound || v->lower_bound;
    w->out->args[0] = str_count(w->e->arena, (uint64_t)p.scale);
    return true;
}

static size_t published_parts(const char *published)
{
    size_t n = 1;
    for (const char *at = published; *at; at++)
        n += *at == ';';
    return n;
}

bool claim_check_numbers(struct claim_work *w)
{
    static const enum word rules[] = {[CLAIM_EXACT] = WORD_CLAIM_RULE_EXACT,
                                      [CLAIM_DIGITS] = WORD_CLAIM_RULE_DIGITS,
                                      [CLAIM_APPROX] = WORD_CLAIM_RULE_APPROX};
    const struct claim *claim = w->claim;
    w->out->result = CLAIM_SUPPORTED;
    w->out->rule = rules[claim->rounding];
    if (published_parts(claim->published) != claim->n_formulas) {
        diag_add(w->e->diag, MSG_CLAIM_PARTS, claim->published_place,
                 claim->published, claim->formula, NULL);
        return false;
    }
    for (size_t i = 0; i < claim->n_formulas; i++) {
        const struct operand *v = &w->values[i];
        if (v->kind == OPERAND_MISSING) {
            claim_missing(w, v->missing);
            return true;
        }
        if (v->kind != OPERAND_NUMBER)
            return expression_fault(w->e, claim->formulas[i]->place,
                                    MSG_NOT_NUMBER, v->text ? v->text : "", "");
        if (!one_number(w, i))
            return false;
    }
    return true;
}
