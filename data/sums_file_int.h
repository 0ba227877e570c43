/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sums_file_int.h - what the writer and the reader of sums files share.
 */
#ifndef SHIHYO_DATA_SUMS_FILE_INT_H
#define SHIHYO_DATA_SUMS_FILE_INT_H

#include "data/str.h"
#include "data/sums.h"

/* The first line. */
#define SUMS_MAGIC "#shihyo-sums,1"

/* The canonical text of a spec: the #column and #query lines. */
void sums_put_spec(struct buf *b, const struct sums_spec *spec);

#endif
