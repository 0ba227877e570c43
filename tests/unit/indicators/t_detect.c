/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Can a survey tell that a target was reached?  Expectations by hand with
 * z = 1.959964 + 0.841621 = 2.801585.
 */
#include "indicators/detect.h"
#include "tests/tap.h"
#include <math.h>

int main(void)
{
    struct detection d;
    /* sd 50 points, n 1000: se 1.5811; D 5: 25 / 7.84888 - 2.5 = 0.685166 */
    double se = 50 / sqrt(1000);
    ok(detect_change(5, se, se, 1000, &d) == STAT_OK && d.possible, "possible");
    is_near(d.n, 3649, 0, "2500 / 0.685166 = 3648.8, rounded up");
    is_near(d.least, 6.26453, 1e-5, "z sqrt(5) is detected as it is");
    struct detection down;
    ok(detect_change(-5, se, se, 1000, &down) == STAT_OK && down.n == d.n,
       "a fall is like a rise");
    ok(detect_change(4, se, se, 1000, &d) == STAT_OK && !d.possible && d.n == 0,
       "4 points: the baseline alone hides them");
    ok(detect_change(50, se, se, 1000, &d) == STAT_OK && d.n == 8,
       "2500 / 316.01 = 7.9");
    ok(detect_change(4.43, se, se, 1000, &d) == STAT_OK &&
           (!d.possible || d.n > 100000),
       "at the border it takes very many");
    static const double sizes[] = {10, 100, 1000, 10000, 100000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        double n = sizes[i], one = 50 / sqrt(n);
        detect_change(3 * 2.8015852 * one, one, one, n, &d);
        is_near(d.n, ceil(n / 8), 1, "3 z se: an eighth of the answers");
    }
    const double bad[][4] = {
        {0, 1, 1, 10},   {NAN, 1, 1, 10},      {5, 0, 1, 10},
        {5, 1, -1, 10},  {5, 1, 1, 0},         {INFINITY, 1, 1, 10},
        {5, NAN, 1, 10}, {5, 1, INFINITY, 10}, {5, 1, 1, NAN}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ok(detect_change(bad[i][0], bad[i][1], bad[i][2], bad[i][3], &d) ==
                   STAT_DOMAIN &&
               d.n == 0 && d.least == 0,
           "refused, and nothing left behind");
    ok(detect_change(1e300, 1, 1, 10, &d) == STAT_NOT_FINITE && d.n == 0,
       "a square that is no number");
    return tap_done();
}
