/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scanrow.h - the rows of one part of a file into its tally.
 *
 * Some hundred rows at a time, column by column: the codes of key texts
 * (dict.h), numbers, digests; then they are added to the tally.  An error is
 * said, something takes the place of the number, and the reader goes on: with
 * errors there are no sums.  It stops behind the rows with which there are too
 * many errors, and says as many of each column, so that the first hundred of a
 * file are among them however it was cut.  A new text is judged when it comes:
 * its characters, and whether it is UTF-8 and whether CP932.
 *
 * A reader, its arena and its diag belong to one thread.
 */
#ifndef SHIHYO_DATA_SCANROW_H
#define SHIHYO_DATA_SCANROW_H

#include "data/dict.h"
#include "data/number.h"
#include "data/records.h"
#include "data/scanquick.h"

/* How the columns of a spec lie in a file; shared by its parts. */
struct row_plan {
    const struct sums_spec *spec;
    const uint32_t *fields;   /* of the columns: index in a record */
    size_t n_fields, n_named; /* of a record; those behind have no name */
    char delimiter;
    bool digests;
    const struct number_spec *numbers;
};

struct row_keys { /* what a row needs of a key column */
    uint32_t field, column;
    const struct dict *dict;
};

struct row_reader {
    struct arena *arena, *spare; /* spare: emptied with every use */
    struct diag *diag;
    struct records *records;
    const struct row_plan *plan;
    struct tally *tally;
    struct dict *dicts; /* of the columns */
    uint32_t *n_codes;  /* of the dicts; one more that is 0 */
    struct row_texts {  /* the first text of each kind, or no place */
        struct place not_utf8, not_cp932;
        struct place only_utf8; /* see encode_is_surely_utf8() */
    } texts;
    struct row_keys *keys;
    size_t n_keys, n_prefix;      /* those of prefixes come first */
    const struct row_keys **rest; /* those of tally->in_rest ... */
    size_t n_rest;
    unsigned rest_layouts; /* ... when the tally had this layout */
    struct quick *quick;   /* of the bundles ... */
    struct arena *quick_memory;
    bool quick_is_old; /* ... before some code was added */
    unsigned layouts;  /* of the tally when they were made */
    bool has_learned;
    size_t *numbers; /* columns */
    size_t n_numbers;
    bool *touched;     /* of the fields without a name */
    struct row_count { /* of messages about a column */
        size_t errors, warnings;
    } * counts;
    size_t errors; /* of all */
    const struct record_batch *batch;
    const uint32_t *const *rows; /* being read */
    uint32_t n_rows;
    bool overflow; /* a sum left 128 bits: said */
    struct buf scratch;
};

/* records gives rows that are all of the plan's file. */
void row_reader_open(struct row_reader *reader, struct arena *arena,
                     struct diag *diag, struct records *records,
                     const struct row_plan *plan);
/* Takes the rows of a batch; false: a sum has overflowed, or there are too many
 * errors (as many as a stream says). */
bool row_reader_take(struct row_reader *reader,
                     const struct record_batch *batch);
void row_reader_close(struct row_reader *reader);

/* A 64-bit hash of the bytes of a record without its line end.  With the
 * multiplier m = 0x9E3779B97F4A7C15 and h = length * m, each 8 bytes w (little
 * endian, the last padded with 0): h = (h xor w) * m, h = h xor (h >> 29);
 * at the end h = h * 0xBF58476D1CE4E5B9, h xor (h >> 32). */
uint64_t record_digest(struct str record);

#endif
