/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/gslcall.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <threads.h>

/* The one exception to "no mutable file-scope variables": GSL reports through
 * a global handler, so what it says is kept here, per thread. */
static _Thread_local int recorded;
static once_flag installed = ONCE_FLAG_INIT;

static void record(const char *reason, const char *file, int line, int error)
{
    (void)reason;
    (void)file;
    (void)line;
    recorded = error;
}

/* The handler itself is a global of GSL: set once, before the first call. */
static void install(void)
{
    gsl_set_error_handler(record);
}

void gslcall_begin(void)
{
    call_once(&installed, install);
    recorded = GSL_SUCCESS;
}

bool gslcall_good(const double *results, size_t n)
{
    if (recorded != GSL_SUCCESS)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!isfinite(results[i]))
            return false;
    return true;
}
