/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/decimal.h"

#include "data/str.h"
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum { INT128_DIGITS = 39 };

struct decimal decimal_of(long long units, int scale)
{
    assert(scale >= 0);
    return (struct decimal){units, scale};
}

bool decimal_power(int n, int128 *out)
{
    if (n < 0 || n >= INT128_DIGITS)
        return false;
    int128 power = 1;
    for (int i = 0; i < n; i++)
        power *= 10;
    *out = power;
    return true;
}

int decimal_sign(struct decimal a)
{
    return (a.units > 0) - (a.units < 0);
}

/* units * 10^n */
static bool widen(int128 units, int n, int128 *out)
{
    int128 power;
    if (units == 0)
        return *out = 0, true;
    return decimal_power(n, &power) && int128_mul(units, power, out);
}

int decimal_compare(struct decimal a, struct decimal b)
{
    if (a.scale > b.scale)
        return -decimal_compare(b, a);
    /* What does not fit is larger in size than anything that does. */
    int128 units;
    if (!widen(a.units, b.scale - a.scale, &units))
        return decimal_sign(a);
    return (units > b.units) - (units < b.units);
}

bool decimal_add(struct decimal a, struct decimal b, struct decimal *out)
{
    int scale = a.scale > b.scale ? a.scale : b.scale;
    int128 x, y, sum;
    if (!widen(a.units, scale - a.scale, &x) ||
        !widen(b.units, scale - b.scale, &y) || !int128_add(x, y, &sum))
        return false;
    *out = (struct decimal){sum, scale};
    return true;
}

bool decimal_sub(struct decimal a, struct decimal b, struct decimal *out)
{
    int128 units;
    if (!int128_sub(0, b.units, &units))
        return false;
    return decimal_add(a, (struct decimal){units, b.scale}, out);
}

/* The digits of |units|, at least one, without leading zeros; the first of
 * them.  The buffer is filled from its end. */
static char *digits_of(int128 units, char buffer[INT128_DIGITS + 1])
{
    uint128 rest = units < 0 ? -(uint128)units : (uint128)units;
    char *at = buffer + INT128_DIGITS;
    *at = '\0';
    do
        *--at = (char)('0' + (int)(rest % 10));
    while (rest /= 10);
    return at;
}

/* strtod() rounds correctly; a text without a decimal point means the same in
 * every locale. */
/* Both exact as doubles, so their quotient is the nearest double. */
static bool is_small(struct decimal a)
{
    const int128 limit = (int128)1 << 53;
    return a.scale <= 22 && a.units <= limit && a.units >= -limit;
}

double decimal_double(struct decimal a)
{
    static const double powers[] = {
        1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (is_small(a))
        return (double)(long long)a.units / powers[a.scale];
    char digits[INT128_DIGITS + 1], text[INT128_DIGITS + 16];
    size_t n = 0;
    for (const char *d = digits_of(a.units, digits); *d; d++)
        text[n++] = *d;
    text[n++] = 'e';
    text[n++] = '-';
    char power[INT128_DIGITS + 1];
    for (const char *d = digits_of(a.scale, power); *d; d++)
        text[n++] = *d;
    text[n] = '\0';
    double size = strtod(text, NULL);
    return a.units < 0 ? -size : size;
}

const char *decimal_text(struct arena *arena, struct decimal a)
{
    char buffer[INT128_DIGITS + 1];
    const char *digits = digits_of(a.units, buffer);
    size_t n = (size_t)(buffer + INT128_DIGITS - digits);
    size_t scale = (size_t)a.scale;
    struct buf b = buf_new(arena);
    if (a.units < 0)
        buf_char(&b, '-');
    if (n > scale)
        buf_bytes(&b, digits, n - scale);
    else
        buf_char(&b, '0');
    if (scale == 0)
        return buf_text(&b);
    buf_char(&b, '.');
    for (size_t zeros = n; zeros < scale; zeros++)
        buf_char(&b, '0');
    size_t fraction = n < scale ? n : scale;
    buf_bytes(&b, digits + n - fraction, fraction);
    return buf_text(&b);
}

/* The exact decimal expansion of a double: groups of nine digits, five before
 * the point and as many behind it as the smallest double needs (1074). */
enum { GROUP = 9, WHOLE = 5, GROUPS = WHOLE + 120, STEP = 29 };

static void times_two(uint32_t group[GROUPS], int bits)
{
    uint64_t carry = 0;
    for (size_t i = GROUPS; i-- > 0; carry /= 1000000000) {
        carry += (uint64_t)group[i] << bits;
        group[i] = (uint32_t)(carry % 1000000000);
    }
}

static void halve(uint32_t group[GROUPS], int bits)
{
    uint64_t rest = 0, mask = (1u << bits) - 1;
    for (size_t i = 0; i < GROUPS; i++) {
        rest = rest * 1000000000 + group[i];
        group[i] = (uint32_t)(rest >> bits);
        rest &= mask;
    }
}

static void expand(double size, uint32_t group[GROUPS])
{
    int exponent;
    double mantissa = ldexp(frexp(size, &exponent), 53);
    uint64_t bits = (uint64_t)mantissa;
    group[WHOLE - 1] = (uint32_t)(bits % 1000000000);
    group[WHOLE - 2] = (uint32_t)(bits / 1000000000);
    int up = exponent - 53, down = 53 - exponent;
    for (; up > 0; up -= STEP)
        times_two(group, up < STEP ? up : STEP);
    for (; down > 0; down -= STEP)
        halve(group, down < STEP ? down : STEP);
}

static int digit_at(const uint32_t group[GROUPS], int i)
{
    static const uint32_t power[GROUP] = {
        100000000, 10000000, 1000000, 100000, 10000, 1000, 100, 10, 1};
    if (i >= GROUPS * GROUP)
        return 0;
    return (int)(group[i / GROUP] / power[i % GROUP] % 10);
}

/* Most doubles need no expansion.  x = size * 10^shift in long double is off
 * by at most 2^-64 of itself, below 1e-4 for fifteen digits; where neither the
 * rounding nor the number of digits hangs on that, the digits are certain. */
static bool quick_digits(double size, int digits, int128 *units, int *scale)
{
    static const long double ten[] = {
        1e0L,  1e1L,  1e2L,  1e3L,  1e4L,  1e5L,  1e6L,  1e7L,  1e8L,
        1e9L,  1e10L, 1e11L, 1e12L, 1e13L, 1e14L, 1e15L, 1e16L, 1e17L,
        1e18L, 1e19L, 1e20L, 1e21L, 1e22L, 1e23L, 1e24L, 1e25L, 1e26L};
    const long double margin = 1e-3L;
    if (digits > 15 || size >= 1e15 || size < 1e-10)
        return false;
    int shift = digits - 1, most = (int)(sizeof ten / sizeof ten[0]) - 1;
    for (int i = 1; (long double)size >= ten[i]; i++)
        shift--;
    for (int i = 1; shift < most && (long double)size * ten[i] < 10 && i <= 11;
         i++)
        shift++;
    if (shift < 0)
        return false;
    long double x = (long double)size * ten[shift];
    if (x < ten[digits - 1] + margin || x > ten[digits] - 1)
        return false;
    uint64_t whole = (uint64_t)x;
    long double rest = x - (long double)whole;
    if (rest > 0.5L - margin && rest < 0.5L + margin)
        return false;
    whole += rest > 0.5L;
    for (; shift > 0 && whole % 10 == 0; shift--)
        whole /= 10;
    *units = (int128)whole;
    *scale = shift;
    return true;
}

bool decimal_of_double(double x, int digits, struct decimal *out)
{
    assert(digits >= 1 && digits <= 17);
    if (!isfinite(x) || fabs(x) >= 1e38)
        return false;
    if (x == 0)
        return *out = decimal_of(0, 0), true;
    struct decimal quick;
    if (quick_digits(fabs(x), digits, &quick.units, &quick.scale)) {
        *out =
            (struct decimal){x < 0 ? -quick.units : quick.units, quick.scale};
        return true;
    }
    uint32_t group[GROUPS] = {0};
    expand(fabs(x), group);
    int first = 0;
    while (digit_at(group, first) == 0)
        first++;
    int128 units = 0;
    for (int i = first; i < first + digits; i++)
        units = units * 10 + digit_at(group, i);
    units += digit_at(group, first + digits) >= 5;
    int scale = first + digits - WHOLE * GROUP;
    for (; scale < 0; scale++)
        units *= 10;
    for (; scale > 0 && units % 10 == 0; scale--)
        units /= 10;
    *out = (struct decimal){x < 0 ? -units : units, scale};
    return true;
}
