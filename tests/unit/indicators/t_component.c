/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Components: exact where both are, doubles else, none where there is no
 * number; ten digits before a threshold is compared.
 */
#include "indicators/component.h"
#include "tests/tap.h"

#include <stdint.h>

static struct arena *arena;

static struct component exact(long long num, long long den)
{
    struct rational r;
    return rational_make(num, den, &r) ? component_exact(r) : component_none();
}

static const char *text(struct component c)
{
    struct decimal d;
    return component_decimal(c, &d) ? decimal_text(arena, d) : "none";
}

static const char *percent(struct component c, int decimals)
{
    struct decimal d;
    return component_percent(c, decimals, &d) ? decimal_text(arena, d) : "none";
}

static void digits(void)
{
    is_text(text(exact(5, 24)), "0.2083333333", "5/24 at ten digits");
    is_text(text(exact(2, 3)), "0.6666666667", "2/3 is rounded half up");
    is_text(text(exact(-20000, 3)), "-6666.666667", "digits, not decimals");
    is_text(text(exact(75, 1)), "75", "a whole number has no decimals");
    is_text(text(exact(0, 5)), "0", "nought");
    is_text(text(exact(123456789012345, 1)), "123456789012345",
            "an exact whole number keeps all its digits");
    is_text(text(component_real(1.0 / 3)), "0.3333333333", "a double");
    is_text(text(component_none()), "none", "none");
    is_text(percent(exact(5, 24), 1), "20.8", "20.8 per cent");
    is_text(percent(exact(1, 2000), 1), "0.1", "0.05 goes up");
    is_text(percent(exact(-1, 2000), 1), "-0.1", "away from nought");
    is_text(percent(component_real(0.0005), 1), "0.1",
            "of a double too: its ten digits are rounded");
    is_text(percent(component_none(), 1), "none", "none");
}

static void arithmetic(void)
{
    struct component half = exact(1, 2), third = exact(1, 3);
    struct component real = component_real(0.25);
    ok(component_add(half, third).kind == COMPONENT_EXACT, "exact + exact");
    is_text(text(component_add(half, third)), "0.8333333333", "5/6");
    is_text(text(component_sub(half, real)), "0.25", "exact - real");
    is_text(text(component_mul(real, real)), "0.0625", "real x real");
    is_text(text(component_negate(half)), "-0.5", "negate");
    is_text(text(component_size(exact(-1, 4))), "0.25", "size");
    ok(component_div(half, exact(0, 1)).kind == COMPONENT_NONE, "x / 0");
    ok(component_div(half, component_real(0)).kind == COMPONENT_NONE,
       "x / 0.0");
    ok(component_add(half, component_none()).kind == COMPONENT_NONE,
       "none is caught");
    ok(component_negate(component_none()).kind == COMPONENT_NONE, "-none");
    ok(component_real(0.0 / 0.0).kind == COMPONENT_NONE, "not a number");
    ok(component_real(1e308 * 10).kind == COMPONENT_NONE, "infinite");
    ok(component_mul(component_real(1e300), component_real(1e300)).kind ==
           COMPONENT_NONE,
       "a double that overflows");
    struct component huge = exact(INT64_MAX, 1);
    huge = component_mul(huge, huge);
    ok(huge.kind == COMPONENT_EXACT, "126 bits");
    ok(component_mul(huge, huge).kind == COMPONENT_NONE,
       "an exact number that overflows is none, not a double");
}

static void comparisons(void)
{
    struct decimal limit = decimal_of(95, 2);
    is_int(component_compare_decimal(exact(19, 20), limit), 0, "exactly .95");
    is_int(component_compare_decimal(component_real(0.95), limit), 0,
           "0.95 as a double is .95 at ten digits");
    is_int(component_compare_decimal(component_real(0.95 - 1e-13), limit), 0,
           "noise beyond ten digits does not decide");
    is_int(component_compare_decimal(component_real(0.9499999999), limit), -1,
           "the tenth digit does");
    is_int(component_compare_decimal(exact(949999999999999, 1000000000000000),
                                     limit),
           -1, "an exact number is compared exactly");
    is_int(component_sign(component_real(-0.0)), 0, "-0 is 0");
    is_int(component_compare(component_real(1e300), exact(1, 1)), 1, "huge");
    is_int(component_compare(component_real(-1e300), exact(1, 1)), -1,
           "huge and negative");
    is_int(component_compare(component_real(1e-300), exact(1, 1000)), -1,
           "tiny");
}

int main(void)
{
    arena = arena_open();
    digits();
    arithmetic();
    comparisons();
    arena_close(arena);
    return tap_done();
}
