/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * coord.h - the one formatter of places on the paper.
 *
 * Integer arithmetic only, so no locale can put a comma into a file.  At most
 * the given decimals (<= 6), rounded half away from zero, without trailing
 * zeros and without "-0".  The number must be finite and below 1e9.
 */
#ifndef SHIHYO_CHARTS_COORD_H
#define SHIHYO_CHARTS_COORD_H

#include "data/str.h"

void coord_put(struct buf *b, double x); /* 2 decimals */
void coord_put_digits(struct buf *b, double x, int decimals);
const char *coord_text(struct arena *arena, double x); /* 2 decimals */

#endif
