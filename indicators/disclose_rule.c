/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/disclose_rule.h"

static int128 sum_of(const int64_t *values, size_t n)
{
    int128 sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum;
}

/* Is values[i] among the n largest?  Equal ones: the earlier is larger. */
static bool is_among(const int64_t *values, size_t count, size_t i, size_t n)
{
    size_t larger = 0;
    for (size_t j = 0; j < count; j++)
        larger += values[j] > values[i] || (j < i && values[j] == values[i]);
    return larger < n;
}

static int128 largest(const int64_t *values, size_t count, size_t n)
{
    int128 sum = 0;
    for (size_t i = 0; i < count; i++)
        if (is_among(values, count, i, n))
            sum += values[i];
    return sum;
}

bool disclose_rule_dominance(const int64_t *contributions, size_t count,
                             size_t n, int k_permille)
{
    int128 total = sum_of(contributions, count);
    return 1000 * largest(contributions, count, n) > k_permille * total;
}

bool disclose_rule_percent(const int64_t *contributions, size_t count,
                           int p_permille)
{
    int128 rest =
        sum_of(contributions, count) - largest(contributions, count, 2);
    return 1000 * rest < p_permille * largest(contributions, count, 1);
}

bool disclose_rule_few(size_t count, size_t least)
{
    return count > 0 && count < least;
}

/* ceil(a / b), b > 0. */
static int128 ceiling(int128 a, int128 b)
{
    int128 q = a / b;
    return q + (a % b > 0);
}

/* 100 k / n printed as u 10^-d:  (2u-1) n <= 2 K k < (2u+1) n,
 * K = 100 * 10^d. */
bool disclose_rule_counts(int64_t n, struct decimal percent,
                          struct disclose_range *out)
{
    int128 power, twice, low, high;
    if (n < 1 || percent.units < 0 || percent.scale < 0 ||
        !decimal_power(percent.scale, &power) ||
        !int128_mul(power, 200, &power) ||
        !int128_mul(percent.units, 2, &twice) ||
        !int128_mul(twice - 1, n, &low) || !int128_add(twice, 1, &high) ||
        !int128_mul(high, n, &high))
        return false;
    int128 lower = ceiling(low, power), upper = ceiling(high, power) - 1;
    lower = lower < 0 ? 0 : lower > n ? (int128)n + 1 : lower;
    if (lower > INT64_MAX)
        return false;
    *out = (struct disclose_range){(int64_t)lower,
                                   (int64_t)(upper > n ? n : upper)};
    return true;
}

int64_t disclose_rule_round(int64_t count, int64_t base,
                            struct disclose_range *out)
{
    int64_t rest = count % base, down = count - rest;
    int64_t rounded = rest >= base - base / 2 ? down + base : down;
    int64_t lower = rounded - base / 2;
    out->lower = lower < 0 ? 0 : lower;
    out->upper = rounded + (base - 1) / 2;
    return rounded;
}
