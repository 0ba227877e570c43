/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/coord.h"

#include <assert.h>
#include <math.h>

void coord_put_digits(struct buf *b, double x, int decimals)
{
    assert(isfinite(x) && fabs(x) < 1e9);
    assert(decimals >= 0 && decimals <= 6);
    long long unit = 1;
    for (int i = 0; i < decimals; i++)
        unit *= 10;
    long long n = llround(x * (double)unit);
    if (n < 0) {
        buf_char(b, '-');
        n = -n;
    }
    buf_count(b, (uint64_t)(n / unit));
    long long rest = n % unit;
    if (rest == 0)
        return;
    buf_char(b, '.');
    while (rest > 0) {
        unit /= 10;
        buf_char(b, (char)('0' + rest / unit));
        rest %= unit;
    }
}

void coord_put(struct buf *b, double x)
{
    coord_put_digits(b, x, 2);
}

const char *coord_text(struct arena *arena, double x)
{
    struct buf b = buf_new(arena);
    coord_put(&b, x);
    return buf_text(&b);
}
