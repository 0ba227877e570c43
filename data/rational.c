/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/rational.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>

static const uint128 INT128_SIZE = (uint128)1 << 127;

static uint128 size_of(int128 a)
{
    return a < 0 ? -(uint128)a : (uint128)a;
}

/* A size and a sign as one number; false where it does not fit. */
static bool with_sign(uint128 size, bool negative, int128 *out)
{
    if (size >= INT128_SIZE)
        return false;
    *out = negative ? -(int128)size : (int128)size;
    return true;
}

static uint128 gcd(uint128 a, uint128 b)
{
    while (b) {
        uint128 rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

bool rational_make(int128 num, int128 den, struct rational *out)
{
    if (den == 0)
        return false;
    uint128 n = size_of(num), d = size_of(den), common = gcd(n, d);
    struct rational r;
    if (!with_sign(n / common, (num < 0) != (den < 0), &r.num) ||
        !with_sign(d / common, false, &r.den))
        return false;
    *out = r;
    return true;
}

bool rational_of_decimal(struct decimal a, struct rational *out)
{
    int128 den;
    return decimal_power(a.scale, &den) && rational_make(a.units, den, out);
}

bool rational_add(struct rational a, struct rational b, struct rational *out)
{
    int128 common = (int128)gcd(size_of(a.den), size_of(b.den));
    int128 x, y, num, den;
    return int128_mul(a.num, b.den / common, &x) &&
           int128_mul(b.num, a.den / common, &y) && int128_add(x, y, &num) &&
           int128_mul(a.den, b.den / common, &den) &&
           rational_make(num, den, out);
}

bool rational_sub(struct rational a, struct rational b, struct rational *out)
{
    int128 num;
    return int128_sub(0, b.num, &num) &&
           rational_add(a, (struct rational){num, b.den}, out);
}

/* Reduced crosswise first, so that only a result that does not fit fails. */
bool rational_mul(struct rational a, struct rational b, struct rational *out)
{
    struct rational x, y;
    int128 num, den;
    return rational_make(a.num, b.den, &x) && rational_make(b.num, a.den, &y) &&
           int128_mul(x.num, y.num, &num) && int128_mul(x.den, y.den, &den) &&
           rational_make(num, den, out);
}

bool rational_div(struct rational a, struct rational b, struct rational *out)
{
    struct rational inverse;
    return rational_make(b.den, b.num, &inverse) &&
           rational_mul(a, inverse, out);
}

/* The whole part of a, rounded downwards; a becomes the rest, 0 <= a < 1. */
static int128 take_whole(struct rational *a)
{
    int128 whole = a->num / a->den;
    a->num %= a->den;
    if (a->num < 0) {
        a->num += a->den;
        whole--;
    }
    return whole;
}

int rational_compare(struct rational a, struct rational b)
{
    for (int sign = 1;; sign = -sign) {
        int128 x = take_whole(&a), y = take_whole(&b);
        if (x != y)
            return x < y ? -sign : sign;
        if (a.num == 0 || b.num == 0)
            return sign * ((a.num > 0) - (b.num > 0));
        a = (struct rational){a.den, a.num};
        b = (struct rational){b.den, b.num};
    }
}

/* Long division in base 2 to 64 bits; the last bit also says whether anything
 * is left, so that the one rounding to 53 bits is right. */
double rational_double(struct rational a)
{
    if (a.num == 0)
        return 0;
    uint128 den = size_of(a.den), size = size_of(a.num);
    uint128 whole = size / den, rest = size % den;
    int exponent = 0;
    bool left = false;
    for (; whole >> 64; whole >>= 1, exponent++)
        left = left || (whole & 1);
    for (; !(whole >> 63); exponent--) {
        rest *= 2;
        whole = whole * 2 + (rest >= den);
        if (rest >= den)
            rest -= den;
    }
    uint64_t bits = (uint64_t)whole | (left || rest != 0);
    double value = ldexp((double)bits, exponent);
    return a.num < 0 ? -value : value;
}

/* The quotient that was cut off at `rest` of `den`, rounded. */
static uint128 settle(uint128 quotient, uint128 rest, uint128 den,
                      enum rounding rounding)
{
    bool more = rest > den - rest, tie = rest == den - rest;
    bool up = false;
    switch (rounding) {
    case ROUND_HALF_UP:
        up = more || tie;
        break;
    case ROUND_HALF_EVEN:
        up = more || (tie && (quotient & 1));
        break;
    case ROUND_UP:
        up = rest != 0;
        break;
    case ROUND_DOWN:
        break;
    }
    return quotient + up;
}

bool rational_round(struct rational a, int decimals, enum rounding rounding,
                    struct decimal *out)
{
    assert(decimals >= 0);
    uint128 den = size_of(a.den), size = size_of(a.num);
    uint128 quotient = size / den, rest = size % den;
    /* Digit by digit: the size times a power of ten need not fit. */
    for (int i = 0; i < decimals; i++) {
        uint128 wide;
        if (quotient >= INT128_SIZE / 10 ||
            __builtin_mul_overflow(rest, (uint128)10, &wide))
            return false;
        quotient = quotient * 10 + wide / den;
        rest = wide % den;
    }
    struct decimal d = {0, decimals};
    if (!with_sign(settle(quotient, rest, den, rounding), a.num < 0, &d.units))
        return false;
    *out = d;
    return true;
}

bool decimal_round(struct decimal a, int decimals, enum rounding rounding,
                   struct decimal *out)
{
    assert(decimals >= 0);
    int128 power;
    int cut = a.scale - decimals;
    struct decimal d = {0, decimals};
    if (cut <= 0) {
        if (a.units != 0 && (!decimal_power(-cut, &power) ||
                             !int128_mul(a.units, power, &d.units)))
            return false;
        *out = d;
        return true;
    }
    uint128 size = size_of(a.units), quotient = 0;
    if (decimal_power(cut, &power))
        quotient = settle(size / (uint128)power, size % (uint128)power,
                          (uint128)power, rounding);
    else /* 10^39 and more: less than half of a unit is left */
        quotient = rounding == ROUND_UP && size != 0;
    if (!with_sign(quotient, a.units < 0, &d.units))
        return false;
    *out = d;
    return true;
}
