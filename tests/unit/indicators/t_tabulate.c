/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Golden numbers: the consultation table (表１) and figure 1 of Sapporo's
 * 資料２ for the plan of R2-R6, the budgets and rates of Tokyo's 資料５ (2022)
 * and the weekday printed there, as the documents publish them.
 */
#include "indicators/tabulate.h"
#include "tests/tap.h"

static struct arena *arena;

static struct decimal d(long long units, int scale)
{
    return decimal_of(units, scale);
}

static void test_shares(void)
{
    static const struct {
        int part, whole;
        const char *share;
    } rows[] = {{252, 1497, "16.8"}, {198, 1497, "13.2"}, {168, 1497, "11.2"},
                {196, 1156, "17.0"}, {124, 1156, "10.7"}, {110, 1156, "9.5"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct quantity q =
            tabulate_share(d(rows[i].part, 0), d(rows[i].whole, 0), 1);
        is_text(decimal_text(arena, q.published), rows[i].share,
                "published share");
    }
    is_text(decimal_text(arena, tabulate_share(d(1, 0), d(8, 0), 2).published),
            "12.50", "decimals as asked");
    is_text(decimal_text(arena, tabulate_share(d(1, 0), d(16, 0), 1).published),
            "6.3", "6.25 is rounded half up");
    ok(tabulate_share(d(1, 0), d(0, 0), 1).reason == REASON_TARGET_ZERO,
       "no share of nothing");
}

static void test_ratios(void)
{
    struct quantity q = tabulate_ratio(d(2653, 0), d(833, 0), 2);
    is_text(decimal_text(arena, q.published), "3.18", "延べ 2,653 / 実 833");
    ok(q.exact.num == 379 && q.exact.den == 119, "exact ratio is reduced");
    q = tabulate_ratio(d(39, 0), d(17, 0), 2);
    is_text(decimal_text(arena, q.published), "2.29", "17校 -> 39校");
    q = tabulate_ratio(d(180, 0), d(24, 0), 2);
    is_text(decimal_text(arena, q.published), "7.50", "24人 -> 180人");
}

static void test_ranks(void)
{
    struct decimal counts[] = {d(198, 0), d(2520, 1), d(252, 0), d(168, 0)};
    size_t ranks[4];
    tabulate_ranks(counts, 4, ranks);
    is_int((long long)ranks[0], 3, "behind a tie a rank is left out");
    is_int((long long)ranks[1], 1, "252.0 shares the first rank");
    is_int((long long)ranks[2], 1, "with 252");
    is_int((long long)ranks[3], 4, "the last");
}

static void test_sums(void)
{
    struct tabulate_part parts[] = {
        {MISSING_NOT, d(325, 0)},      {MISSING_NOT, d(38, 0)},
        {MISSING_NOT, d(43, 0)},       {MISSING_NOT, d(105, 0)},
        {MISSING_NOT, d(1610, 0)},     {MISSING_BLANK, d(0, 0)},
        {MISSING_UNAVAILABLE, d(7, 0)}};
    struct tabulate_sum s = tabulate_sum(parts, 4);
    is_text(decimal_text(arena, s.sum), "511", "325 + 38 + 43 + 105");
    s = tabulate_sum(parts, 5);
    is_text(decimal_text(arena, s.sum), "2121", "with the schools");
    is_int((long long)(s.undecided + s.blank), 0, "that sum is complete");
    s = tabulate_sum(parts, 7);
    is_text(decimal_text(arena, s.sum), "2121", "*** is never a number");
    is_int((long long)s.undecided, 1, "it makes the sum a lower bound");
    is_int((long long)s.blank, 1, "a blank cell is counted apart");
    ok(tabulate_sum(parts + 5, 2).reason == REASON_MISSING,
       "nothing to add is no sum of 0");
    struct tabulate_part huge[] = {{MISSING_NOT, {(int128)1 << 126, 0}},
                                   {MISSING_NOT, {(int128)1 << 126, 0}},
                                   {MISSING_NOT, {1, 0}}};
    ok(tabulate_sum(huge, 3).reason == REASON_OVERFLOW,
       "what does not fit stays out of range");
}

static void test_closure(void)
{
    struct decimal wave30[] = {d(219, 1), d(126, 1), d(197, 1), d(27, 1),
                               d(384, 1), d(30, 1),  d(16, 1)};
    struct decimal wave25[] = {d(170, 1), d(80, 1), d(157, 1), d(10, 1),
                               d(495, 1), d(62, 1), d(26, 1)};
    struct decimal off[] = {d(400, 1), d(350, 1), d(248, 1)};
    struct decimal near[] = {d(500, 1), d(499, 1)};
    struct decimal sum;
    ok(tabulate_closure(wave30, 7, &sum) == CLOSURE_ROUNDED,
       "seven parts may miss 100 by 0.35");
    is_text(decimal_text(arena, sum), "99.9", "and these give 99.9");
    ok(tabulate_closure(wave25, 7, &sum) == CLOSURE_EXACT, "100.0 is 100");
    ok(tabulate_closure(off, 3, &sum) == CLOSURE_OUTSIDE,
       "99.8 of three parts is outside 0.15");
    ok(tabulate_closure(near, 2, &sum) == CLOSURE_ROUNDED,
       "99.9 of two parts is just within 0.10");
}

static void test_fractions(void)
{
    struct fraction f;
    ok(tabulate_fraction(str_of("１０／１０"), &f) && f.num == 10 &&
           f.den == 10,
       "10/10 stays 10/10");
    struct rational one = tabulate_rate(f);
    ok(one.num == 1 && one.den == 1, "though it is worth 1");
    ok(tabulate_fraction(str_of(" 1/2 "), &f) && f.num == 1 && f.den == 2,
       "half-width, trimmed");
    static const char *const bad[] = {
        "",    "1",        "1/",   "/2",       "1/0",      "1/2/3",
        "3/2", "1／2か年", "-1/2", "123456/1", "1/123456", "1 /2"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ok(!tabulate_fraction(str_of(bad[i]), &f), bad[i]);
}

static void test_weekday(void)
{
    is_int(tabulate_weekday(2022, 10, 26), 3,
           "令和４年10月26日 is a Wednesday");
    is_int(tabulate_weekday(2024, 2, 6), 2, "令和６年２月６日 is a Tuesday");
    is_int(tabulate_weekday(2000, 2, 29), 2, "a leap day of a century");
    /* every day follows the day before */
    int before = tabulate_weekday(2019, 12, 31);
    static const int lengths[] = {31, 29, 31, 30, 31, 30,
                                  31, 31, 30, 31, 30, 31};
    bool good = true;
    for (int m = 1; m <= 12; m++)
        for (int day = 1; day <= lengths[m - 1]; day++) {
            int now = tabulate_weekday(2020, m, day);
            good = good && now == (before + 1) % 7;
            before = now;
        }
    ok(good, "2020 runs through the week without a gap");
}

int main(void)
{
    arena = arena_open();
    test_shares();
    test_ratios();
    test_ranks();
    test_sums();
    test_closure();
    test_fractions();
    test_weekday();
    arena_close(arena);
    return tap_done();
}
