/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * code.h - municipality codes (全国地方公共団体コード) with check digit.
 *
 * Five digits are prefecture 01-47 (00: whole country) and three more; six
 * add the check digit (11 - (6a+5b+4c+3d+2e) mod 11) mod 10.  Rules C1-C2 of
 * the project's input rules: a code is text, a lost leading zero is named.
 */
#ifndef SHIHYO_DATA_CODE_H
#define SHIHYO_DATA_CODE_H

#include "data/diag.h"

/* digits: 5 or 6, as the column declares.  out: the code in ASCII digits.
 * arena holds the hint of a finding. */
struct finding code_read(struct arena *arena, const char *text, int digits,
                         char out[7]);

#endif
