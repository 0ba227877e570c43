/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gslcall.h - GSL without its aborting error handler.
 *
 * gsl_error() is recorded in a thread-local slot instead; every call into GSL
 * stands between gslcall_begin() and gslcall_good(), which also asks whether
 * the results are finite, since GSL reports success with NaN in known cases.
 * The only file that owns GSL state.
 */
#ifndef SHIHYO_INDICATORS_GSLCALL_H
#define SHIHYO_INDICATORS_GSLCALL_H

#include <stdbool.h>
#include <stddef.h>

void gslcall_begin(void);
/* true when no error was raised since gslcall_begin() and all n results are
 * finite. */
bool gslcall_good(const double *results, size_t n);

#endif
