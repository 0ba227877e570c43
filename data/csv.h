/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csv.h - a small CSV file as a grid of texts with places.
 *
 * libcsv defines what a record is (strict, RFC 4180: blanks are data; see
 * csvlines.h, which feeds it one physical line at a time).  Around it stand the
 * rules S1-S9 of the project's input rules: line ends, blank lines, ragged
 * rows, header names, limits.  All problems of a file are reported; a file with
 * an error gives NULL.
 *
 * Cells are trimmed only by those who type them.  The place of a cell is
 * found by scanning its row again when somebody asks.
 */
#ifndef SHIHYO_DATA_CSV_H
#define SHIHYO_DATA_CSV_H

#include "data/diag.h"

struct csv_options {
    char delimiter;    /* 0: comma */
    size_t header_row; /* physical line of the header, from 1; 0: the first */
};

struct csv_row {
    const char *const *cells; /* columns texts; "" for an empty cell */
    uint64_t offset;          /* first byte of the record in source->text */
};

struct csv {
    const struct source *source;
    size_t columns, rows;
    char delimiter;
    struct csv_row header; /* names: trimmed, line ends removed */
    const struct csv_row *row;
};

const struct csv *csv_read(struct arena *arena, struct diag *diag,
                           struct source *source,
                           const struct csv_options *options);
/* The header alone, of a file whose records are read otherwise (records.h).
 * Columns at its end may still be without a name; csv_end_header() judges them
 * when it is known which of them hold a value, and drops the others.  NULL: no
 * header to compare rows with; other errors are in diag.  false: errors. */
struct csv *csv_read_header(struct arena *arena, struct diag *diag,
                            struct source *source, char delimiter);
bool csv_end_header(struct arena *arena, struct diag *diag, struct csv *csv,
                    const bool *touched);
struct place csv_place(const struct csv *csv, const struct csv_row *row,
                       size_t column);
/* Without SP TAB U+3000 U+00A0 at both ends. */
struct str csv_trim(struct str text);

#endif
