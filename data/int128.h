/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * int128.h - the one name of the 128-bit integer, and arithmetic that says
 * when it does not fit.  Every function returns false on overflow and leaves
 * *out alone.
 */
#ifndef SHIHYO_DATA_INT128_H
#define SHIHYO_DATA_INT128_H

#include <stdbool.h>

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

static inline bool int128_add(int128 a, int128 b, int128 *out)
{
    int128 r;
    return !__builtin_add_overflow(a, b, &r) && (*out = r, true);
}

static inline bool int128_sub(int128 a, int128 b, int128 *out)
{
    int128 r;
    return !__builtin_sub_overflow(a, b, &r) && (*out = r, true);
}

static inline bool int128_mul(int128 a, int128 b, int128 *out)
{
    int128 r;
    return !__builtin_mul_overflow(a, b, &r) && (*out = r, true);
}

#endif
