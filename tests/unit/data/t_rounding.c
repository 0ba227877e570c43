/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Golden strings: tests/golden/rounding/README.md.
 */
#include "data/rational.h"

#include "data/str.h"
#include "tests/table.h"

static const char *folder = "tests/golden/rounding/";

static const char *share_text(struct arena *arena, const char *x, const char *n,
                              int scale, int digits, enum rounding rounding)
{
    struct rational r;
    struct decimal d;
    int128 top = (int128)strtoll(x, NULL, 10) * scale;
    if (!rational_make(top, strtoll(n, NULL, 10), &r) ||
        !rational_round(r, digits, rounding, &d))
        return NULL;
    return decimal_text(arena, d);
}

static bool is_row(const char *found, const char *expected, const char *row,
                   const char *column)
{
    if (found && strcmp(found, expected) == 0)
        return true;
    printf("# %s %s: found %s, expected %s\n", row, column,
           found ? found : "(null)", expected);
    return false;
}

static bool read_rounding(struct table *t, const char *name, size_t rows)
{
    char path[200];
    snprintf(path, sizeof path, "%s%s", folder, name);
    return table_read(t, path) &&
           is_int((long long)t->n, (long long)rows, "all rows are there");
}

static void pairs(struct arena *arena, struct table *t)
{
    static const struct {
        enum rounding rounding;
        size_t column;
        const char *name;
    } modes[] = {{ROUND_HALF_UP, 6, "half_up"},
                 {ROUND_HALF_EVEN, 7, "half_even"},
                 {ROUND_DOWN, 8, "truncate"},
                 {ROUND_UP, 9, "away_from_zero"}};
    if (!read_rounding(t, "rounding_pairs.csv", 200))
        return;
    for (size_t m = 0; m < LEN(modes); m++) {
        bool good = true;
        for (size_t i = 0; i < t->n; i++) {
            const char **c = t->row[i];
            const char *text = share_text(arena, c[1], c[2], atoi(c[3]),
                                          atoi(c[4]), modes[m].rounding);
            good &= is_row(text, c[modes[m].column], c[0], modes[m].name);
        }
        ok(good, modes[m].name);
    }
}

/* A change of exact values, and of published ones: never the same function. */
static void differences(struct arena *arena, struct table *t)
{
    bool good = true;
    size_t differ = 0;
    if (!read_rounding(t, "rounding_differences.csv", 40))
        return;
    for (size_t i = 0; i < t->n; i++) {
        const char **c = t->row[i];
        struct rational a, b, change;
        struct decimal x, y, printed, exact;
        int digits = atoi(c[5]);
        rational_make(100 * strtoll(c[1], NULL, 10), atoll(c[2]), &a);
        rational_make(100 * strtoll(c[3], NULL, 10), atoll(c[4]), &b);
        rational_sub(b, a, &change);
        rational_round(change, digits, ROUND_HALF_UP, &exact);
        rational_round(a, digits, ROUND_HALF_UP, &x);
        rational_round(b, digits, ROUND_HALF_UP, &y);
        decimal_sub(y, x, &printed);
        good &= is_row(decimal_text(arena, x), c[6], c[0], "pct1");
        good &= is_row(decimal_text(arena, y), c[7], c[0], "pct2");
        good &= is_row(decimal_text(arena, exact), c[8], c[0], "exact");
        good &= is_row(decimal_text(arena, printed), c[9], c[0], "published");
        differ += decimal_compare(exact, printed) != 0;
        good &= (c[10][0] == '1') == (decimal_compare(exact, printed) != 0);
    }
    ok(good, "differences of exact and of published values");
    is_int((long long)differ, 34, "34 of 40 differ");
}

static void distributions(struct arena *arena, struct table *t)
{
    bool good = true;
    struct decimal sum = {0, 0};
    if (!read_rounding(t, "percent_distributions.csv", 147))
        return;
    for (size_t i = 0; i < t->n; i++) {
        const char **c = t->row[i];
        struct rational share;
        struct decimal d;
        rational_make(100 * strtoll(c[2], NULL, 10), atoll(c[3]), &share);
        rational_round(share, atoi(c[4]), ROUND_HALF_UP, &d);
        good &= is_row(decimal_text(arena, d), c[5], c[0], c[1]);
        if (strcmp(c[1], "1") == 0)
            sum = decimal_of(0, 0);
        decimal_add(sum, d, &sum);
        if (i + 1 == t->n || strcmp(t->row[i + 1][0], c[0]) != 0)
            good &= is_row(decimal_text(arena, sum), c[6], c[0], "sum");
    }
    ok(good, "shares and the sums of what was printed");
}

static void published(struct arena *arena, struct table *t)
{
    bool good = true;
    if (!read_rounding(t, "published_sapporo.csv", 6))
        return;
    for (size_t i = 0; i < t->n; i++) {
        const char **c = t->row[i];
        good &= is_row(
            share_text(arena, c[2], c[3], 100, atoi(c[4]), ROUND_HALF_UP), c[5],
            c[0], c[1]);
    }
    ok(good, "the six shares that the city of Sapporo printed");
}

/* x <= y gives round(x) <= round(y); the error is at most half a unit. */
static void monotone(void)
{
    bool rises = true, near = true;
    for (int mode = ROUND_HALF_UP; mode <= ROUND_UP; mode++) {
        struct decimal before = {-1000000, 0};
        for (int x = -3000; x <= 3000; x++) {
            struct rational r, back, error, half = {1, 20};
            struct decimal d;
            rational_make(x, 37, &r);
            rational_round(r, 1, (enum rounding)mode, &d);
            rises = rises && decimal_compare(before, d) <= 0;
            before = d;
            rational_of_decimal(d, &back);
            rational_sub(back, r, &error);
            error.num = error.num < 0 ? -error.num : error.num;
            if (mode == ROUND_HALF_UP || mode == ROUND_HALF_EVEN)
                near = near && rational_compare(error, half) <= 0;
        }
    }
    ok(rises, "rounding is monotone in every mode");
    ok(near, "the nearest is at most half a unit away");
}

/* One value as a fraction and as a decimal of many scales. */
static void two_ways(struct arena *arena)
{
    bool good = true;
    for (int units = -2500; units <= 2500; units++)
        for (int mode = ROUND_HALF_UP; mode <= ROUND_UP; mode++) {
            struct arena_mark mark = arena_mark(arena);
            struct decimal a = decimal_of(units, 3), x, y;
            struct rational r;
            rational_of_decimal(a, &r);
            rational_round(r, 1, (enum rounding)mode, &x);
            decimal_round(a, 1, (enum rounding)mode, &y);
            good = good &&
                   strcmp(decimal_text(arena, x), decimal_text(arena, y)) == 0;
            arena_reset(arena, mark);
        }
    ok(good, "a decimal and its fraction round alike");
}

static void edges(struct arena *arena)
{
    struct decimal d = {7, 7};
    struct rational third = {1, 3};
    decimal_round(decimal_of(75, 1), 3, ROUND_HALF_UP, &d);
    is_text(decimal_text(arena, d), "7.500", "zeros are added");
    decimal_round(decimal_of(-4, 1), 0, ROUND_HALF_UP, &d);
    is_text(decimal_text(arena, d), "0", "-0.4 prints 0");
    decimal_round(decimal_of(5, 60), 0, ROUND_HALF_UP, &d);
    is_text(decimal_text(arena, d), "0", "5 * 10^-60");
    decimal_round(decimal_of(-5, 60), 0, ROUND_UP, &d);
    is_text(decimal_text(arena, d), "-1", "-5 * 10^-60 away from zero");
    d = decimal_of(7, 0);
    ok(!rational_round(third, 39, ROUND_DOWN, &d) && d.units == 7,
       "39 decimals do not fit");
    ok(rational_round(third, 37, ROUND_DOWN, &d) && d.scale == 37,
       "37 decimals do");
    ok(!decimal_round(decimal_of(5, 0), 39, ROUND_DOWN, &d),
       "nor do they for a decimal");
}

int main(void)
{
    static struct table t;
    struct arena *arena = arena_open();
    pairs(arena, &t);
    differences(arena, &t);
    distributions(arena, &t);
    published(arena, &t);
    monotone();
    two_ways(arena);
    edges(arena);
    arena_close(arena);
    return tap_done();
}
