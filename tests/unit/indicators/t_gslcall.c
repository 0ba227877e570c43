/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/gslcall.h"
#include "tests/tap.h"

#include <gsl/gsl_errno.h>

int main(void)
{
    double values[] = {1, 2, NAN, INFINITY};

    gslcall_begin();
    ok(gslcall_good(values, 2), "finite results, no error");
    ok(!gslcall_good(values, 3), "NaN is not good");
    ok(!gslcall_good(values + 3, 1), "infinity is not good");
    ok(gslcall_good(NULL, 0), "no results, no error");

    gsl_error("raised by the test", __FILE__, __LINE__, GSL_EDOM);
    ok(!gslcall_good(values, 2), "a raised error is recorded, no abort");
    gslcall_begin();
    ok(gslcall_good(values, 2), "and forgotten by the next begin");
    return tap_done();
}
