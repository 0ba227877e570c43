/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat.h"

/* Least squares on integers.  With u = year - first year and v = y * 10^k,
 *   slope = (n Suv - Su Sv) / ((n Suu - Su^2) 10^k)
 *   mean  = Sv / (n 10^k),  centre = first year + Su / n
 * all quotients of integers [Draper & Smith 1998, 1.2]. */
struct sums {
    int128 n, u, v, uu, uv;
};

static bool ten_to(int exponent, int128 *out)
{
    int128 power = 1;
    for (int i = 0; i < exponent; i++)
        if (!int128_mul(power, 10, &power))
            return false;
    *out = power;
    return true;
}

static bool scaled(struct decimal a, int scale, int128 *out)
{
    int128 power;
    return ten_to(scale - a.scale, &power) && int128_mul(a.units, power, out);
}

static bool add_product(int128 a, int128 b, int128 *sum)
{
    int128 product;
    return int128_mul(a, b, &product) && int128_add(*sum, product, sum);
}

static bool sum_up(const int *year, const struct decimal *y, size_t n,
                   int scale, struct sums *s)
{
    for (size_t i = 0; i < n; i++) {
        int128 u = (int128)year[i] - year[0], v;
        if (!scaled(y[i], scale, &v) || !add_product(1, u, &s->u) ||
            !add_product(1, v, &s->v) || !add_product(u, u, &s->uu) ||
            !add_product(u, v, &s->uv))
            return false;
    }
    s->n = (int128)n;
    return true;
}

/* n Sab - Sa Sb */
static bool corrected(int128 n, int128 ab, int128 a, int128 b, int128 *out)
{
    int128 left, right;
    return int128_mul(n, ab, &left) && int128_mul(a, b, &right) &&
           int128_sub(left, right, out);
}

static bool line_of(const struct sums *s, int first, int scale,
                    struct exact_line *out)
{
    int128 power, sxx, sxy, den;
    return ten_to(scale, &power) && corrected(s->n, s->uu, s->u, s->u, &sxx) &&
           corrected(s->n, s->uv, s->u, s->v, &sxy) &&
           int128_mul(sxx, power, &den) &&
           rational_make(sxy, den, &out->slope) &&
           int128_mul(s->n, power, &den) &&
           rational_make(s->v, den, &out->mean) &&
           rational_make((int128)first * s->n + s->u, s->n, &out->centre);
}

enum stat_status stat_linear_exact(const int *year, const struct decimal *y,
                                   size_t n, struct exact_line *out)
{
    struct exact_line line = {{0, 1}, {0, 1}, {0, 1}};
    *out = line;
    if (n < 2)
        return STAT_TOO_FEW;
    int scale = 0;
    bool spread = false;
    for (size_t i = 0; i < n; i++) {
        spread = spread || year[i] != year[0];
        if (y[i].scale > scale)
            scale = y[i].scale;
    }
    if (!spread)
        return STAT_NO_SPREAD;
    struct sums sums = {0};
    if (!sum_up(year, y, n, scale, &sums) ||
        !line_of(&sums, year[0], scale, &line))
        return STAT_OVERFLOW;
    *out = line;
    return STAT_OK;
}

bool stat_exact_at(const struct exact_line *line, int year,
                   struct rational *out)
{
    struct rational at, away, rise;
    return rational_make(year, 1, &at) &&
           rational_sub(at, line->centre, &away) &&
           rational_mul(line->slope, away, &rise) &&
           rational_add(line->mean, rise, out);
}
