/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dominance, p %, percentages that tell counts, rounding to a base: goldens
 * of tests/golden/sdc, and every count of small bases by brute force.
 */
#include "golden.h"
#include "indicators/disclose_rule.h"

enum { UNITS_MOST = 16, BASE_MOST = 120 };

static struct arena *arena;

static struct golden read_rows(const char *name)
{
    char path[96];
    snprintf(path, sizeof path, "tests/golden/sdc/%s.csv", name);
    return golden_read(arena, path);
}

/* 3.4 -> {34, 1} */
static struct decimal decimal_in(const char *text)
{
    const char *point = strchr(text, '.');
    long long units = strtoll(text, NULL, 10);
    int scale = point ? (int)strlen(point + 1) : 0;
    for (const char *c = point ? point + 1 : ""; *c; c++)
        units = 10 * units + (*c - '0');
    return decimal_of(units, scale);
}

static size_t units_in(const char *text, int64_t *units)
{
    size_t n = 0;
    char *end;
    for (; *text && n < UNITS_MOST; text = end)
        units[n++] = strtoll(text, &end, 10);
    return n;
}

static bool verdict(const struct golden_row *r)
{
    int64_t units[UNITS_MOST];
    size_t n = units_in(r->cell[1], units);
    long a = strtol(r->cell[3], NULL, 10), b = strtol(r->cell[4], NULL, 10);
    if (strcmp(r->cell[2], "nk") == 0)
        return disclose_rule_dominance(units, n, (size_t)a, 10 * (int)b);
    if (strcmp(r->cell[2], "p_percent") == 0)
        return disclose_rule_percent(units, n, 10 * (int)a);
    return disclose_rule_few(n, (size_t)a);
}

static void dominance(void)
{
    struct golden g = read_rows("dominance");
    size_t wrong = 0;
    for (size_t i = 0; i < g.n; i++)
        wrong += verdict(&g.row[i]) != (g.row[i].cell[5][0] == '1');
    is_int((long long)g.n, 105, "105 verdicts");
    is_int((long long)wrong, 0, "all of them equal");

    const int64_t most = INT64_MAX, huge[] = {most, most, most, most};
    ok(!disclose_rule_dominance(NULL, 0, 1, 750) &&
           !disclose_rule_percent(NULL, 0, 100) && !disclose_rule_few(0, 3),
       "no contributors: a zero, not sensitive");
    ok(disclose_rule_dominance(huge, 4, 3, 749) &&
           !disclose_rule_dominance(huge, 4, 3, 750),
       "four of 2^63 - 1: exactly 75 %");
    ok(disclose_rule_dominance(huge, 1, 5, 999), "n beyond the units");
}

static void percentages(void)
{
    struct golden g = read_rows("percent_rederivation");
    size_t wrong = 0;
    for (size_t i = 0; i < g.n; i++) {
        const char *const *c = g.row[i].cell;
        struct decimal percent = decimal_in(c[2]);
        struct disclose_range r = {0, 0};
        while (percent.scale < atoi(c[1])) {
            percent.units *= 10;
            percent.scale++;
        }
        bool good = disclose_rule_counts(atoll(c[0]), percent, &r) &&
                    r.lower == atoll(c[3]) && r.upper == atoll(c[4]) &&
                    (r.lower == r.upper) == (c[5][0] == '1');
        wrong += !good;
    }
    is_int((long long)g.n, 40, "40 percentages");
    is_int((long long)wrong, 0, "all of them equal");
}

/* 100 k / n half up, in integers: (2000 k + n) / 2n tenths. */
static void every_percentage(void)
{
    size_t wrong = 0;
    for (int64_t n = 1; n <= BASE_MOST; n++)
        for (int64_t k = 0; k <= n; k++) {
            long long tenths = (2000 * k + n) / (2 * n);
            struct disclose_range r;
            wrong += !disclose_rule_counts(n, decimal_of(tenths, 1), &r) ||
                     r.lower != k || r.upper != k;
        }
    is_int((long long)wrong, 0, "one decimal tells every count up to 120");

    struct disclose_range r;
    ok(disclose_rule_counts(7, decimal_of(20, 0), &r) && r.lower > r.upper,
       "20 % of 7 is nobody's count");
    ok(disclose_rule_counts(7, decimal_of(150, 0), &r) && r.lower > r.upper,
       "150 % neither");
    ok(disclose_rule_counts(1000, decimal_of(0, 0), &r) && r.lower == 0 &&
           r.upper == 4,
       "0 % of 1000 is up to 4");
    ok(!disclose_rule_counts(0, decimal_of(0, 0), &r) &&
           !disclose_rule_counts(9, decimal_of(-1, 0), &r) &&
           !disclose_rule_counts(9, decimal_of(1, 40), &r),
       "no base, a negative percentage, 40 decimals: refused");
}

static void rounding(void)
{
    struct golden g = read_rows("base_rounding");
    size_t wrong = 0;
    for (size_t i = 0; i < g.n; i++) {
        const char *const *c = g.row[i].cell;
        struct disclose_range r;
        wrong +=
            disclose_rule_round(atoll(c[0]), atoll(c[1]), &r) != atoll(c[2]) ||
            r.lower != atoll(c[3]) || r.upper != atoll(c[4]);
    }
    is_int((long long)g.n, 128, "128 rounded counts");
    is_int((long long)wrong, 0, "all of them equal");

    for (int64_t base = 1; base <= 12; base++)
        for (int64_t n = 0; n < 60; n++) {
            struct disclose_range r, end;
            int64_t rounded = disclose_rule_round(n, base, &r);
            wrong += n < r.lower || n > r.upper;
            wrong += disclose_rule_round(r.lower, base, &end) != rounded ||
                     disclose_rule_round(r.upper, base, &end) != rounded ||
                     disclose_rule_round(r.upper + 1, base, &end) == rounded;
        }
    is_int((long long)wrong, 0, "the range is what is printed so, no more");
}

int main(void)
{
    arena = arena_open();
    dominance();
    percentages();
    every_percentage();
    rounding();
    arena_close(arena);
    return tap_done();
}
