/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scanquick.h - the shortest way from a field to its packed cell.
 *
 * Most answers of a survey are one byte or blank.  For 64 narrow leaves of a
 * bundle at a time a map gives the place of the packed cell by that byte and
 * the leaf, 0 where nothing is known (word 0 of a block is never a cell).  The
 * bytes that occur are few, so the rows of the map in use stay in the first
 * cache; going through codes[] costs three times as many instructions a row.
 *
 * The maps follow the dictionaries and the layout of the cells, and are made
 * anew when either has changed.
 */
#ifndef SHIHYO_DATA_SCANQUICK_H
#define SHIHYO_DATA_SCANQUICK_H

#include "data/dict.h"
#include "data/records.h"
#include "data/tally.h"

enum { QUICK_LEAVES = 64 }; /* of a map */

/* Narrow leaves of one weight and one map whose fields follow each other in a
 * record. */
struct quick_segment {
    unsigned weight;
    uint32_t first, end; /* of the bundle's narrow leaves */
    uint32_t field;      /* of the first */
    const uint16_t *map; /* the column of the first: map[byte * 64 + i] */
};

struct quick {
    unsigned bundle;
    struct quick_segment *segments;
    size_t n_segments;
    uint16_t *maps;
};

/* The quick ways of all bundles, in the arena: one for each bundle. */
struct quick *quick_make(struct arena *arena, const struct tally *tally,
                         const struct dict *dicts, const uint32_t *fields);

/* Adds a row to the packed cells of a bundle, in which it was counted
 * (tally_take_in).  row: its number among those being added.  false: a field
 * holds a text that is not known; nothing was added, and *column names it. */
bool quick_add(const struct quick *quick, struct tally *tally,
               const struct dict *dicts, const struct record_batch *batch,
               const uint32_t *ends, uint32_t row, struct buf *scratch,
               unsigned *column);

#endif
