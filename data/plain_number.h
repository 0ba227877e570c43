/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plain_number.h - the common spelling of a number, quickly.
 *
 * ASCII digits, a minus before them, a point between them; no zeros in front,
 * at most 18 digits.  What is read so is what number_read() reads, except that
 * it stops at 15 digits: microdata are added exactly, so all are kept.  Any
 * other spelling, right or wrong, is for number_read().  Pure.
 */
#ifndef SHIHYO_DATA_PLAIN_NUMBER_H
#define SHIHYO_DATA_PLAIN_NUMBER_H

#include "data/str.h"

/* false: another spelling.  Eight bytes from text.at on may be read. */
bool plain_number(struct str text, int64_t *units, int *decimals);

#endif
