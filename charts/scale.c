/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every step of the form m * 10^k that gives 2 to SCALE_TICKS ticks is
 * judged by three things: how far its count is from the wish, how much of
 * the axis lies beyond the data, how simple m is.  The idea is Wilkinson's
 * (The Grammar of Graphics, 2005, 6.2.2.2); the weights are ours.
 */
#include "charts/scale.h"

#include <math.h>

struct mantissa {
    double value;
    int digits, decimals; /* value = digits * 10^-decimals */
    double cost;
};

static const struct mantissa mantissas[] = {
    {1, 1, 0, 0},       {2, 2, 0, 0.03},    {5, 5, 0, 0.03},
    {2.5, 25, 1, 0.15}, {1.5, 15, 1, 0.15},
};
enum { N_MANTISSAS = 5 };

struct wish {
    double least, most;
    double floor, ceiling; /* infinite where there is none */
    double ticks;
};

struct choice {
    const struct mantissa *m;
    int power;
    double low, high;
    long first, last; /* ticks at first*step .. last*step */
    double cost;
};

static struct choice judge(const struct wish *w, const struct mantissa *m,
                           int power)
{
    struct choice c = {.m = m, .power = power, .cost = INFINITY};
    double step = m->value * pow(10, power);
    double first = floor(w->least / step + 1e-9);
    double last = ceil(w->most / step - 1e-9);
    c.low = fmax(first * step, w->floor);
    c.high = fmin(last * step, w->ceiling);
    first = ceil(c.low / step - 1e-9);
    last = floor(c.high / step + 1e-9);
    double n = last - first + 1;
    if (!(n >= 2 && n <= SCALE_TICKS))
        return c;
    c.first = (long)first;
    c.last = (long)last;
    double excess = (c.high - c.low) / (w->most - w->least) - 1;
    c.cost = fabs(log((n - 1) / (w->ticks - 1))) + 0.8 * excess + m->cost;
    return c;
}

/* 15, 150, ... for counts only: 1.5 and 0.15 are no easy steps, and 100 is
 * no multiple of 15. */
static bool allowed(const struct wish *w, const struct mantissa *m, int power)
{
    bool fifteen = m->digits == 15;
    return !fifteen || (power >= 1 && isinf(w->ceiling));
}

static struct choice choose(const struct wish *w)
{
    struct choice best = {.m = &mantissas[0], .cost = INFINITY};
    double span = w->most - w->least;
    int power = (int)floor(log10(span / w->ticks));
    for (int k = power - 1; k <= power + 2; k++)
        for (size_t i = 0; i < N_MANTISSAS; i++) {
            if (!allowed(w, &mantissas[i], k))
                continue;
            struct choice c = judge(w, &mantissas[i], k);
            if (c.cost < best.cost)
                best = c;
        }
    return best;
}

static struct decimal tick_of(const struct choice *c, long i)
{
    struct decimal d = {(int128)i * c->m->digits, c->m->decimals - c->power};
    for (; d.scale < 0; d.scale++)
        d.units *= 10;
    return d;
}

/* A span of which a step can be made: not empty, not smaller than what a
 * double can tell apart, not beyond 128 bits. */
static void widen(struct wish *w, bool zero)
{
    if (!isfinite(w->least) || fabs(w->least) > 1e30)
        w->least = 0;
    if (!isfinite(w->most) || fabs(w->most) > 1e30)
        w->most = w->least;
    if (w->most < w->least) {
        double least = w->most;
        w->most = w->least;
        w->least = least;
    }
    if (zero) {
        w->least = fmin(w->least, 0);
        w->most = fmax(w->most, 0);
    }
    w->least = fmin(fmax(w->least, w->floor), w->ceiling);
    w->most = fmax(fmin(w->most, w->ceiling), w->floor);
    double size = fmax(fabs(w->least), fabs(w->most));
    if (w->most - w->least > 1e-9 * size && w->most - w->least > 1e-9)
        return;
    double room = size > 1e-6 ? size / 10 : 1;
    w->most = fmin(w->most + room, w->ceiling);
    if (w->most - w->least < room || (w->least - room >= 0 && !zero))
        w->least = fmax(w->least - room, w->floor);
}

struct scale scale_make(double least, double most, size_t ticks, bool zero,
                        double floor_end, double ceiling)
{
    struct wish w = {.least = least,
                     .most = most,
                     .floor = isfinite(floor_end) ? floor_end : -INFINITY,
                     .ceiling = isfinite(ceiling) ? ceiling : INFINITY,
                     .ticks = ticks < 3 ? 3 : (double)ticks};
    widen(&w, zero);
    struct choice c = choose(&w);
    struct scale scale = {.low = c.low, .high = c.high};
    if (isinf(c.cost)) { /* a floor and a ceiling with no step between */
        scale.low = w.least;
        scale.high = w.most;
    } else {
        for (long i = c.first; i <= c.last; i++)
            scale.tick[scale.n_ticks++] = tick_of(&c, i);
    }
    scale.broken = scale.low > 0 || scale.high < 0;
    return scale;
}

double scale_at(const struct scale *scale, double value)
{
    double share = (value - scale->low) / (scale->high - scale->low);
    return scale->from + share * (scale->to - scale->from);
}
