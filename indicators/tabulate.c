/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/tabulate.h"

/* -- rates ----------------------------------------------------------------- */

/* Digits at the head of a text as a number; false: none, or too many. */
static bool take_digits(struct str *rest, int *out)
{
    int n = 0, value = 0;
    while (rest->len) {
        struct str next = *rest;
        uint32_t c = utf8_next(&next);
        if (c >= 0xFF10 && c <= 0xFF19)
            c = c - 0xFF10 + '0';
        if (c < '0' || c > '9')
            break;
        if (++n > 5)
            return false;
        value = 10 * value + (int)(c - '0');
        *rest = next;
    }
    *out = value;
    return n > 0;
}

bool tabulate_fraction(struct str text, struct fraction *out)
{
    struct str rest = number_trim(text);
    struct fraction f;
    if (!take_digits(&rest, &f.num) || !rest.len)
        return false;
    uint32_t c = utf8_next(&rest);
    if ((c != '/' && c != U'／') || !take_digits(&rest, &f.den) || rest.len)
        return false;
    if (f.den == 0 || f.num > f.den)
        return false;
    *out = f;
    return true;
}

struct rational tabulate_rate(struct fraction fraction)
{
    struct rational r = {0, 1};
    rational_make(fraction.num, fraction.den, &r); /* den > 0: never fails */
    return r;
}

/* -- shares and ratios ----------------------------------------------------- */

static struct quantity divide(struct decimal a, struct decimal b, int times,
                              int decimals)
{
    struct rational above, below, printed;
    struct quantity q = quantity_none(REASON_NONE);
    if (decimal_sign(b) == 0)
        return quantity_none(REASON_TARGET_ZERO);
    if (!rational_of_decimal(a, &above) || !rational_of_decimal(b, &below) ||
        !rational_div(above, below, &q.exact) ||
        !rational_mul(q.exact, (struct rational){times, 1}, &printed) ||
        !rational_round(printed, decimals, ROUND_HALF_UP, &q.published))
        return quantity_none(REASON_OVERFLOW);
    return q;
}

struct quantity tabulate_share(struct decimal part, struct decimal whole,
                               int decimals)
{
    return divide(part, whole, 100, decimals);
}

struct quantity tabulate_ratio(struct decimal a, struct decimal b, int decimals)
{
    return divide(a, b, 1, decimals);
}

/* -- sums ------------------------------------------------------------------ */

static void add_part(struct tabulate_sum *s, const struct tabulate_part *part)
{
    switch (part->missing) {
    case MISSING_NOT:
        s->n++;
        if (s->reason != REASON_OVERFLOW)
            s->reason = decimal_add(s->sum, part->number, &s->sum)
                            ? REASON_NONE
                            : REASON_OVERFLOW;
        break;
    case MISSING_UNKNOWN:
    case MISSING_SECRET:
    case MISSING_UNAVAILABLE:
        s->undecided++;
        break;
    default:
        s->blank++;
    }
}

struct tabulate_sum tabulate_sum(const struct tabulate_part *parts, size_t n)
{
    struct tabulate_sum s = {.reason = REASON_MISSING};
    for (size_t i = 0; i < n; i++)
        add_part(&s, &parts[i]);
    return s;
}

/* -- ranks and closing ----------------------------------------------------- */

void tabulate_ranks(const struct decimal *counts, size_t n, size_t *ranks)
{
    for (size_t i = 0; i < n; i++) {
        ranks[i] = 1;
        for (size_t k = 0; k < n; k++)
            ranks[i] += decimal_compare(counts[k], counts[i]) > 0;
    }
}

/* |sum - 100| <= half a unit of every part. */
static bool within(const struct decimal *shares, size_t n, struct rational sum)
{
    struct rational off, slack = {0, 1};
    if (!rational_sub(sum, (struct rational){100, 1}, &off))
        return false;
    off.num = off.num < 0 ? -off.num : off.num;
    for (size_t i = 0; i < n; i++) {
        int128 power;
        struct rational half;
        if (!decimal_power(shares[i].scale, &power) ||
            !rational_make(1, 2 * power, &half) ||
            !rational_add(slack, half, &slack))
            return false;
    }
    return rational_compare(off, slack) <= 0;
}

enum tabulate_closure tabulate_closure(const struct decimal *shares, size_t n,
                                       struct decimal *sum)
{
    struct rational exact;
    *sum = decimal_of(0, 0);
    for (size_t i = 0; i < n; i++)
        if (!decimal_add(*sum, shares[i], sum))
            return CLOSURE_OUTSIDE;
    if (decimal_compare(*sum, decimal_of(100, 0)) == 0)
        return CLOSURE_EXACT;
    if (!rational_of_decimal(*sum, &exact))
        return CLOSURE_OUTSIDE;
    return within(shares, n, exact) ? CLOSURE_ROUNDED : CLOSURE_OUTSIDE;
}

/* Zeller's congruence for the Gregorian calendar (Acta Math. 9, 1887), with
 * its Saturday = 0 turned to Sunday = 0. */
int tabulate_weekday(int year, int month, int day)
{
    int m = month < 3 ? month + 12 : month;
    int y = month < 3 ? year - 1 : year;
    int h = day + 13 * (m + 1) / 5 + y + y / 4 - y / 100 + y / 400;
    return (h + 6) % 7;
}
