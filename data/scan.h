/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan.h - one pass over microdata: files in, exact group sums out.
 *
 * Several files are one data set; all have the columns of the spec, in any
 * order.  Each is read once through a window (records.h); a large regular
 * file is cut into as many parts as there are threads, each with tallies of
 * its own (tally.h), which are added up at the end.  All sums are integers,
 * so the result, and every message, is that of one thread.
 *
 * Header.  The names are those of csv.h: trimmed, none twice.  A column of
 * the spec is found by its exact name, else by its folded key (fold.h).
 *
 * Encoding.  UTF-8 with or without a byte order mark, and CP932.  It is
 * judged on the texts that are used - the header, the texts of key columns,
 * numbers that are not plain ASCII: all of them well-formed UTF-8, or else
 * all of them CP932 (note N0003), or else the first row that disagrees is an
 * error.  Texts of columns that nobody asks for are not judged.  UTF-16 is
 * decoded as a whole and scanned from memory, up to 1 GiB.
 *
 * Keys are trimmed of SP TAB U+3000 U+00A0; no other folding.  A text that
 * holds a character that chars.h refuses is an error.
 *
 * Numbers are plain decimals of up to 18 digits, or anything that number.h
 * reads; there a mark for a missing value is missing.  A weight that is
 * blank, missing or negative is an error, and so is a number with more
 * decimals than the spec declares for its column.  A sum that leaves 128
 * bits is an error: it never wraps.
 *
 * Row sample (`digests`).  The digest of a row hashes the bytes of its record
 * without the line end; see record_digest() in scanrow.h.
 */
#ifndef SHIHYO_DATA_SCAN_H
#define SHIHYO_DATA_SCAN_H

#include "data/diag.h"
#include "data/number.h"
#include "data/sums.h"

/* What is asked of a file whose columns have these names, which live only
 * during the call; NULL: nothing, it is not read on. */
typedef const struct sums_spec *scan_ask(void *data, const char *const *columns,
                                         size_t n);

struct scan_request {
    const char *const *paths; /* `-`: standard input */
    size_t n_paths;
    const struct sums_spec *spec; /* lives as long as the result; NULL: ask()
                                     makes it from the first file's header */
    scan_ask *ask;
    void *asker;
    const char *dir;       /* paths are below it (source.h); NULL: as typed */
    struct place asked_by; /* what named the files */
    const char *declared;  /* encoding, used strictly; NULL: judged */
    enum encoding *found;  /* that of the last file; NULL: nobody asks */
    char delimiter;        /* 0: comma */
    unsigned threads;      /* 0: as many as processors are online */
    bool digests;          /* fill the row sample: costs about 10 % */
    bool progress;         /* a line on standard error every 64 MiB */
    const struct number_spec *numbers; /* marks; NULL: the default legend */
    size_t part_bytes; /* smallest part for a thread; 0: 4 MiB */
    size_t window;     /* of records.h; 0: the default */
};

/* NULL: errors were said. */
const struct sums *scan_files(struct arena *arena, struct diag *diag,
                              const struct scan_request *request);
/* The names of the first file's columns, without reading on; NULL: errors
 * were said.  Not for standard input, which cannot be read again. */
const char *const *scan_columns(struct arena *arena, struct diag *diag,
                                const struct scan_request *request, size_t *n);

#endif
