/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/rational.h"

#include "tests/tap.h"
#include <stdint.h>

static const int128 LARGEST = (int128)(((uint128)1 << 127) - 1);

static bool is(struct rational a, int128 num, int128 den)
{
    return a.num == num && a.den == den;
}

static void makes(void)
{
    struct rational r = {7, 7};
    ok(rational_make(6, -8, &r) && is(r, -3, 4), "6/-8 = -3/4");
    ok(rational_make(0, -5, &r) && is(r, 0, 1), "0/-5 = 0/1");
    ok(!rational_make(1, 0, &r) && is(r, 0, 1), "1/0 leaves the result alone");
    int128 least = -LARGEST - 1;
    ok(!rational_make(least, 1, &r), "-2^127 has no opposite");
    ok(rational_make(least, 2, &r) && is(r, least / 2, 1), "-2^127 / 2");
    ok(rational_of_decimal(decimal_of(-750, 1), &r) && is(r, -75, 1),
       "-75.0 = -75/1");
    ok(!rational_of_decimal(decimal_of(1, 39), &r), "10^-39 is too fine");
}

static void overflows(void)
{
    struct rational big = {LARGEST, 1}, tiny = {1, LARGEST}, r = {7, 7};
    struct rational two = {2, 1};
    ok(!rational_add(big, big, &r) && !rational_mul(big, two, &r) &&
           !rational_div(tiny, two, &r) && is(r, 7, 7),
       "what does not fit is said and leaves the result alone");
    ok(rational_mul(big, tiny, &r) && is(r, 1, 1),
       "a product that fits is found although its terms do not");
    ok(!rational_div(two, (struct rational){0, 1}, &r), "2 / 0");
    is_int(rational_compare(big, tiny), 1, "2^127 > 2^-127");
    struct rational a = {LARGEST, LARGEST - 1}, b = {LARGEST - 1, LARGEST - 2};
    is_int(rational_compare(a, b), -1, "n/(n-1) < (n-1)/(n-2)");
    is_int(rational_compare(b, a), 1, "and the other way round");
    is_int(rational_compare(a, a), 0, "n/(n-1) = n/(n-1)");
    struct rational na = {-a.num, a.den}, nb = {-b.num, b.den};
    is_int(rational_compare(na, nb), 1, "-n/(n-1) > -(n-1)/(n-2)");
}

/* All fractions p/q, |p| <= 7, 1 <= q <= 7: two of them against each other in
 * 64-bit arithmetic. */
static bool agrees(long long p, long long q, long long s, long long t)
{
    struct rational a, b, r, back;
    rational_make(p, q, &a);
    rational_make(s, t, &b);
    if (!rational_add(a, b, &r) || r.num * (q * t) != r.den * (p * t + s * q))
        return false;
    if (!rational_sub(r, b, &back) || !is(back, a.num, a.den))
        return false;
    if (!rational_mul(a, b, &r) || r.num * (q * t) != r.den * (p * s))
        return false;
    if (s != 0 && (!rational_div(r, b, &back) || !is(back, a.num, a.den)))
        return false;
    long long left = p * t, right = s * q;
    return rational_compare(a, b) == (left > right) - (left < right);
}

static void brute_force(void)
{
    bool good = true;
    for (long long p = -7; p <= 7; p++)
        for (long long q = 1; q <= 7; q++)
            for (long long s = -7; s <= 7; s++)
                for (long long t = 1; t <= 7; t++)
                    good = good && agrees(p, q, s, t);
    ok(good, "+ - * / and comparison against 64-bit arithmetic");
}

static void doubles(void)
{
    bool good = true;
    for (int p = -300; p <= 300; p++)
        for (int q = 1; q <= 300; q++) {
            struct rational r;
            rational_make(p, q, &r);
            /* one division of exact doubles is correctly rounded (IEEE 754) */
            good = good && rational_double(r) == (double)p / q;
        }
    ok(good, "the nearest double of p/q");
    struct rational wide = {((int128)1 << 100) + 1, (int128)1 << 100};
    ok(rational_double(wide) == 1.0, "1 + 2^-100");
    struct rational over = {((int128)1 << 53) + 1, 1};
    ok(rational_double(over) == 0x1p53, "2^53 + 1 goes to even");
    struct rational sticky = {((int128)1 << 120) + ((int128)1 << 67) + 1, 1};
    ok(rational_double(sticky) == 0x1p120 + 0x1p68,
       "a last bit behind a tie counts");
    struct rational tiny = {-1, LARGEST};
    ok(rational_double(tiny) == -0x1p-127, "-1/(2^127 - 1)");
}

int main(void)
{
    makes();
    overflows();
    brute_force();
    doubles();
    return tap_done();
}
