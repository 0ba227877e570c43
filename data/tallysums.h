/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tallysums.h - what several threads have tallied, as one struct sums.
 *
 * The texts of all parts are decoded, trimmed and ranked; two codes of one
 * trimmed text become one value.  The levels that all tallies share are
 * numbered anew in the order of their keys, so the groups of a query come out
 * in ascending order, each the sum of its cells in every part.
 */
#ifndef SHIHYO_DATA_TALLYSUMS_H
#define SHIHYO_DATA_TALLYSUMS_H

#include "data/dict.h"
#include "data/source.h"
#include "data/tally.h"

struct tally_part {
    const struct tally *tally;
    const struct dict *dicts; /* of the columns; unused for numbers */
};

/* encoding: UTF-8 or CP932; every text has been found to be of it.  NULL: a
 * sum left 128 bits. */
const struct sums *tally_sums(struct arena *arena,
                              const struct tally_part *parts, size_t n,
                              enum encoding encoding,
                              struct tally_failure *failure);

#endif
