/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tap.h - unit tests in the Test Anything Protocol.
 *
 *     int main(void) { is_text(f(1), "one", "f of one"); return tap_done(); }
 *
 * Every check prints `ok N - what` or `not ok N - what` with what was found
 * and expected; tap_done() prints the plan line and gives the exit status.
 * tap_skip() says loudly why a check could not be made.
 */
#ifndef SHIHYO_TESTS_TAP_H
#define SHIHYO_TESTS_TAP_H

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int tap_run, tap_failed;

static inline bool ok(bool good, const char *what)
{
    printf("%sok %d - %s\n", good ? "" : "not ", ++tap_run, what);
    tap_failed += !good;
    return good;
}

static inline bool is_text(const char *found, const char *expected,
                           const char *what)
{
    bool good = found && expected && strcmp(found, expected) == 0;
    if (!ok(good, what))
        printf("#    found: %s\n# expected: %s\n", found ? found : "(null)",
               expected ? expected : "(null)");
    return good;
}

static inline bool is_int(long long found, long long expected, const char *what)
{
    bool good = found == expected;
    if (!ok(good, what))
        printf("#    found: %lld\n# expected: %lld\n", found, expected);
    return good;
}

/* Relative tolerance; absolute where the expectation is 0. */
static inline bool is_near(double found, double expected, double tolerance,
                           const char *what)
{
    double scale = expected != 0 ? fabs(expected) : 1;
    bool good = isfinite(found) && fabs(found - expected) <= tolerance * scale;
    if (!ok(good, what))
        printf("#    found: %.17g\n# expected: %.17g\n", found, expected);
    return good;
}

static inline void tap_skip(const char *why)
{
    printf("ok %d # SKIP %s\n", ++tap_run, why);
}

static inline int tap_done(void)
{
    printf("1..%d\n", tap_run);
    return tap_failed ? 1 : 0;
}

#endif
