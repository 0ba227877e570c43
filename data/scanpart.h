/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scanpart.h - where a part of a CSV file may begin.
 *
 * A file is cut at a byte; the part begins at the first record behind it.
 * Whether that byte stands inside quotes is not known, so both are tried on
 * the next 64 KiB: the one under which they are well-formed records of the
 * right width is taken.  It is a guess: who reads the part before finds out
 * where its last record ends, and compares.
 */
#ifndef SHIHYO_DATA_SCANPART_H
#define SHIHYO_DATA_SCANPART_H

#include <stddef.h>
#include <stdint.h>

/* The offset of the first record at or behind a cut (> 0) of the file, or
 * UINT64_MAX when nothing can be said. */
uint64_t part_begin(int fd, uint64_t cut, size_t columns, char delimiter);

#endif
