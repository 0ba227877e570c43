/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/scale.h"
#include "tests/tap.h"

#include "data/str.h"

static const char *ticks_text(struct arena *arena, const struct scale *scale)
{
    struct buf b = buf_new(arena);
    for (size_t i = 0; i < scale->n_ticks; i++) {
        if (i > 0)
            buf_char(&b, ' ');
        buf_z(&b, decimal_text(arena, scale->tick[i]));
    }
    return buf_text(&b);
}

static void test_known(struct arena *arena)
{
    static const struct {
        double least, most;
        size_t ticks;
        bool zero;
        double floor, ceiling;
        const char *expected;
        const char *what;
    } rows[] = {
        {284, 880, 7, true, NAN, NAN, "0 150 300 450 600 750 900",
         "counts from 0 by 150"},
        {43.9, 75, 5, false, 0, 100, "40 50 60 70 80", "shares from 40 by 10"},
        {0, 100, 6, true, 0, 100, "0 20 40 60 80 100", "the whole of 100 %"},
        {0, 1, 6, true, NAN, NAN, "0.0 0.2 0.4 0.6 0.8 1.0",
         "decimals are kept"},
        {0, 10, 5, true, NAN, NAN, "0.0 2.5 5.0 7.5 10.0", "steps of 2.5"},
        {-30, 40, 8, false, NAN, NAN, "-30 -20 -10 0 10 20 30 40",
         "both sides of 0"},
        {0, 1200000, 7, true, NAN, NAN,
         "0 200000 400000 600000 800000 1000000 1200000", "large counts"},
    };
    for (size_t i = 0; i < LEN(rows); i++) {
        struct scale s =
            scale_make(rows[i].least, rows[i].most, rows[i].ticks, rows[i].zero,
                       rows[i].floor, rows[i].ceiling);
        is_text(ticks_text(arena, &s), rows[i].expected, rows[i].what);
    }
}

static void test_ends(void)
{
    struct scale s = scale_make(99.2, 99.9, 5, false, 0, 100);
    ok(s.high <= 100 && s.low >= 0 && s.low <= 99.2, "shares end at 100");
    ok(s.broken, "an axis that does not start at 0 is broken");
    s = scale_make(3, 17, 5, true, NAN, NAN);
    ok(s.low == 0 && !s.broken, "bars start at 0");
    s = scale_make(-3, 17, 5, false, NAN, NAN);
    ok(!s.broken, "0 lies on the axis");
    s.from = 100;
    s.to = 20;
    is_near(scale_at(&s, s.low), 100, 1e-12, "the low end");
    is_near(scale_at(&s, s.high), 20, 1e-12, "the high end");
    is_near(scale_at(&s, (s.low + s.high) / 2), 60, 1e-12, "the middle");
}

static void test_odd(void)
{
    static const double odd[][2] = {{0, 0},        {5, 5},         {-5, -5},
                                    {100, 100},    {1e-9, 1e-9},   {NAN, 3},
                                    {3, INFINITY}, {1e300, 2e300}, {7, 3},
                                    {1e15, 1e15},  {-1e-7, 1e-7}};
    bool good = true;
    for (size_t i = 0; i < LEN(odd); i++)
        for (int zero = 0; zero < 2; zero++)
            for (int hard = 0; hard < 2; hard++) {
                struct scale s = scale_make(odd[i][0], odd[i][1], 5, zero,
                                            hard ? 0 : NAN, hard ? 100 : NAN);
                good = good && isfinite(s.low) && s.high > s.low &&
                       s.n_ticks <= SCALE_TICKS;
            }
    ok(good, "odd ranges still give an axis");
}

static double random_unit(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (double)(*state >> 8) / 16777216.0;
}

/* Is a tick step of the form {1, 1.5, 2, 2.5, 5} * 10^k? */
static bool is_nice(struct decimal a, struct decimal b)
{
    struct decimal d;
    if (!decimal_sub(b, a, &d))
        return false;
    int128 n = d.units;
    while (n % 10 == 0)
        n /= 10;
    return n == 1 || n == 15 || n == 2 || n == 25 || n == 5;
}

static void test_property(void)
{
    unsigned state = 7;
    bool covers = true, nice = true, count = true, even = true;
    for (int round = 0; round < 3000; round++) {
        double size = pow(10, 12 * random_unit(&state) - 4);
        double least = (random_unit(&state) - 0.5) * size;
        double most = least + random_unit(&state) * size + size * 1e-6;
        size_t ticks = 3 + (size_t)(6 * random_unit(&state));
        struct scale s = scale_make(least, most, ticks, round % 2, NAN, NAN);
        double slack = 1e-6 * (most - least);
        covers = covers && s.low <= least + slack && s.high >= most - slack;
        count = count && s.n_ticks >= 2 && s.n_ticks <= 2 * ticks;
        for (size_t i = 1; i < s.n_ticks; i++) {
            nice = nice && is_nice(s.tick[i - 1], s.tick[i]);
            even = even && s.tick[i].scale == s.tick[0].scale;
        }
    }
    ok(covers, "the axis covers the data");
    ok(count, "the count of ticks is near the wish");
    ok(nice, "every step is a nice number");
    ok(even, "all ticks have the same decimals");
}

int main(void)
{
    struct arena *arena = arena_open();
    test_known(arena);
    test_ends();
    test_odd();
    test_property();
    arena_close(arena);
    return tap_done();
}
