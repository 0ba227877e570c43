/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/decimal.h"

#include "data/number.h"
#include "tests/tap.h"
#include <float.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>

static uint64_t state = 20240401;

/* xorshift64* (Vigna 2016): the same numbers on every machine */
static uint64_t chance(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return state * 2685821657736338717u;
}

static void texts(struct arena *arena)
{
    is_text(decimal_text(arena, decimal_of(750, 1)), "75.0", "75.0");
    is_text(decimal_text(arena, decimal_of(5981, 2)), "59.81", "59.81");
    is_text(decimal_text(arena, decimal_of(-5, 3)), "-0.005", "-0.005");
    is_text(decimal_text(arena, decimal_of(0, 2)), "0.00", "0.00");
    is_text(decimal_text(arena, decimal_of(0, 0)), "0", "no -0");
    is_text(decimal_text(arena, decimal_of(1497, 0)), "1497", "no groups");
    is_text(decimal_text(arena, decimal_of(LLONG_MIN, 0)),
            "-9223372036854775808", "the smallest long long");
    struct decimal least = {(int128)((uint128)1 << 127), 0};
    is_text(decimal_text(arena, least),
            "-170141183460469231731687303715884105728", "the smallest of all");
    ok(decimal_double(least) == -0x1p127, "-2^127 as a double");
}

static void comparisons(void)
{
    struct decimal huge, power;
    is_int(decimal_compare(decimal_of(75, 0), decimal_of(7500, 2)), 0,
           "75 = 75.00");
    is_int(decimal_compare(decimal_of(-1, 1), decimal_of(-1, 2)), -1,
           "-0.1 < -0.01");
    ok(decimal_power(38, &power.units) && !decimal_power(39, &power.units),
       "10^38 is the last power");
    huge = (struct decimal){power.units, 0};
    is_int(decimal_compare(huge, decimal_of(1, 30)), 1, "10^38 > 10^-30");
    is_int(decimal_compare(decimal_of(1, 30), huge), -1, "10^-30 < 10^38");
    is_int(decimal_compare(decimal_of(-1, 0), decimal_of(0, 300)), -1,
           "-1 < 0 of any scale");
}

static void sums(struct arena *arena)
{
    struct decimal out = decimal_of(7, 0), power = {0, 0};
    ok(decimal_sub(decimal_of(674, 1), decimal_of(5981, 2), &out),
       "67.4 - 59.81");
    is_text(decimal_text(arena, out), "7.59", "67.4 - 59.81 = 7.59");
    decimal_sub(decimal_of(75, 1), decimal_of(750, 2), &out);
    is_text(decimal_text(arena, out), "0.00", "7.5 - 7.50 = 0.00");
    decimal_power(38, &power.units);
    out = decimal_of(7, 0);
    ok(!decimal_add(power, decimal_of(1, 1), &out), "10^38 + 0.1 is too wide");
    is_int((long long)out.units, 7, "and leaves the result alone");
    struct decimal least = {(int128)((uint128)1 << 127), 0};
    ok(!decimal_sub(decimal_of(0, 0), least, &out), "-(-2^127) is too wide");
}

static void is_double(struct arena *arena, double x, int digits,
                      const char *expected)
{
    struct decimal d;
    bool good = decimal_of_double(x, digits, &d);
    is_text(good ? decimal_text(arena, d) : NULL, expected, expected);
}

/* Expected: Python's decimal.Decimal(x), exact, ROUND_HALF_UP. */
static void doubles(struct arena *arena)
{
    struct decimal d;
    is_double(arena, 0.1, 10, "0.1");
    is_double(arena, 0.5, 1, "0.5");
    is_double(arena, 2.675, 3, "2.67"); /* 2.67499999999999982236431605997 */
    is_double(arena, 0.125, 2, "0.13"); /* a true tie: away from zero */
    is_double(arena, -0.125, 2, "-0.13");
    is_double(arena, 1.005, 3, "1");
    is_double(arena, 999.9999, 3, "1000");
    is_double(arena, 1e22, 15, "10000000000000000000000");
    is_double(arena, 123456789012345680.0, 15, "123456789012346000");
    is_double(arena, 9.99999999999999e37, 2,
              "10000000000000000000000"
              "0000000000000000");
    is_double(arena, 1.0 / 3, 15, "0.333333333333333");
    is_double(arena, -1e-30, 10, "-0.000000000000000000000000000001");
    is_double(arena, 0x1p-100, 10,
              "0.0000000000000000000000000000007888609052");
    is_double(arena, -0.0, 10, "0");
    ok(decimal_of_double(DBL_TRUE_MIN, 3, &d) && d.units == 494 &&
           d.scale == 326,
       "the smallest double: 4.94e-324");
    ok(!decimal_of_double(NAN, 10, &d) &&
           !decimal_of_double(INFINITY, 10, &d) &&
           !decimal_of_double(-INFINITY, 10, &d),
       "not finite");
    ok(!decimal_of_double(1e38, 10, &d), "1e38 has no room");
}

/* 15 digits and back: what C promises of DBL_DIG. */
static void doubles_return(void)
{
    bool good = true;
    for (int i = 0; i < 20000 && good; i++) {
        long long units = (long long)(chance() % 1000000000000000u);
        struct decimal a = decimal_of(units, (int)(chance() % 40)), b;
        good = decimal_of_double(decimal_double(a), 15, &b) &&
               decimal_compare(a, b) == 0;
    }
    ok(good, "15 digits pass through a double unchanged");
    is_near(decimal_double(decimal_of(1, 1)), 0.1, 0, "0.1 is the nearest");
    ok(decimal_double(decimal_of(9007199254740993, 0)) == 9007199254740992.0,
       "2^53 + 1 goes to even");
}

/* Every size and number of digits against glibc's exact printf. */
static void doubles_printed(struct arena *arena)
{
    int bad = 0;
    struct arena_mark mark = arena_mark(arena);
    for (int i = 0; i < 300000; i++) {
        int digits = 1 + (int)(chance() % 15), power = (int)(chance() % 30);
        double x = ldexp((double)(chance() % 1000000007u), -power) *
                   (i % 3 ? 1 : 1e-7);
        char printed[40];
        struct decimal d;
        snprintf(printed, sizeof printed, "%.*e", digits - 1, x);
        bool good = decimal_of_double(x, digits, &d);
        double back = strtod(printed, NULL), tie = 0;
        /* a true tie goes away from zero here, to even there */
        if (good && decimal_double(d) != back) {
            tie = fabs(decimal_double(d) - x) - fabs(back - x);
            bad += fabs(tie) > 1e-9 * x || x != trunc(x * 1048576) / 1048576;
        }
        bad += !good;
        arena_reset(arena, mark);
    }
    is_int(bad, 0, "300,000 doubles as printf rounds them, but for ties");
}

static void print_and_parse(struct arena *arena)
{
    bool good = true;
    struct number_spec spec = {.unit = NULL};
    for (int i = 0; i < 50000 && good; i++) {
        struct arena_mark mark = arena_mark(arena);
        long long units = (long long)(chance() % 1000000000000000u);
        if (i % 3 == 0)
            units %= 1000;
        struct decimal a =
            decimal_of(i & 1 ? -units : units, (int)(chance() % 20));
        struct number n;
        const char *text = decimal_text(arena, a);
        good = number_read(text, &spec, &n).id == MSG_NONE &&
               n.value.scale == a.scale && n.value.units == a.units &&
               strcmp(decimal_text(arena, n.value), text) == 0;
        if (!good)
            printf("# %s\n", text);
        arena_reset(arena, mark);
    }
    ok(good, "print, parse, print: a fixed point");
}

int main(void)
{
    struct arena *arena = arena_open();
    texts(arena);
    comparisons();
    sums(arena);
    doubles(arena);
    doubles_return();
    doubles_printed(arena);
    print_and_parse(arena);
    arena_close(arena);
    return tap_done();
}
