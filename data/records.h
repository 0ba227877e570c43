/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * records.h - the records of a CSV file of any length, in batches.
 *
 * A stream reads a part of a file, a pipe or a text in memory through a
 * window and gives the records that csv_read() would give, with the same
 * messages, but as places in the window instead of copies: `ends` holds the
 * place of every separator and line end, so field f of a row is the text
 * between ends[f - 1] + 1 and ends[f].  A quoted field still has its quotes;
 * records_field() takes them off.
 *
 * csvindex.h finds the places with vectors and proves for 64 bytes at a time
 * that they are well-formed.  What it cannot prove, and any record longer
 * than 64 KiB, goes to libcsv line by line (csvlines.h), as in csv.c: either
 * libcsv accepts the record, or it says what csv_read() says.  Blank lines,
 * blank rows and rows of another width are left out with csv_read()'s
 * messages; line ends of both kinds are for the caller to say, who knows all
 * parts.
 *
 * Lines are counted from the beginning of the part; whoever cuts a file into
 * parts adds the lines of the earlier ones (diag_take()).  The messages go to
 * the diag of the stream, each with an excerpt of its line as its source: at
 * most 100 errors, then the stream ends, and 100 warnings.  A reader of the
 * rows counts its own: it has seen all rows before the last error of the
 * stream.
 *
 * The window has 128 KiB and grows for a longer record, up to the limits of
 * csv_read(): a field of 1 MiB, a record of 16 MiB.
 */
#ifndef SHIHYO_DATA_RECORDS_H
#define SHIHYO_DATA_RECORDS_H

#include "data/diag.h"

enum {
    RECORDS_SAID = 100,   /* errors of a stream, and as many warnings */
    RECORDS_PADDING = 128 /* bytes that may be read behind the window's text */
};

struct records;

struct records_spec {
    const char *name; /* of the file, for messages */
    int fd;           /* read by pread(), or by read() where is_pipe */
    bool is_pipe;
    struct str text; /* used instead of fd where text.at is not NULL */
    uint64_t begin;  /* first byte of the part; a record begins here */
    uint64_t end;    /* records that begin here or later are not ours; 0: all */
    char delimiter;  /* 0: comma */
    bool skip_bom;   /* the part may begin with the mark of UTF-8 */
    size_t columns;  /* of a record; 0: as many as the first one has */
    size_t window;   /* bytes; 0: 128 KiB */
    size_t batch;    /* bytes looked at in one go; 0: 8 KiB */
};

struct record_batch {
    const char *text;            /* the window */
    const uint32_t *const *rows; /* the ends of each row; [-1] is there too */
    size_t n;
    size_t columns;
};

struct record_line_end {
    uint64_t offset; /* UINT64_MAX: none */
    struct place place;
};

struct records_state {
    uint64_t offset; /* in the file: where the next record begins */
    uint64_t lines;  /* physical lines of this part before it */
    struct record_line_end crlf, lf; /* the first of either kind */
    bool has_bom;
    bool stopped; /* too many errors, a limit, or a failing read */
};

struct records *records_open(struct arena *arena, struct diag *diag,
                             const struct records_spec *spec);
/* The first bytes of the part, at most `n`; before records_next(). */
struct str records_peek(struct records *records, size_t n);
/* Records that begin at this offset of the file, or later, are not ours. */
void records_end_at(struct records *records, uint64_t end);
/* The next rows; they live until the next call.  false: the end. */
bool records_next(struct records *records, struct record_batch *out);
uint64_t records_offset(const struct records *records);
struct records_state records_state(const struct records *records);
/* Releases the window; the messages and their excerpts stay. */
void records_close(struct records *records);

/* The text of a field as it stands in the window: with its quotes, without
 * the CR of a line end. */
static inline struct str records_raw(const struct record_batch *batch,
                                     const uint32_t *ends, size_t column)
{
    size_t begin = (uint32_t)(ends[(ptrdiff_t)column - 1] + 1);
    size_t end = ends[column];
    if (column + 1 == batch->columns && end > begin &&
        batch->text[end - 1] == '\r')
        end--;
    return (struct str){batch->text + begin, end - begin};
}
/* The same as libcsv gives it.  `scratch` holds it where a quote was doubled;
 * it is emptied by each call. */
struct str records_field(const struct record_batch *batch, const uint32_t *ends,
                         size_t column, struct buf *scratch);
/* The bytes of a record without its line end. */
struct str records_record(const struct record_batch *batch,
                          const uint32_t *ends);

/* The place of a field, or of the first line of a record, with an excerpt.
 * Only for what is said. */
struct place records_field_place(struct records *records,
                                 const struct record_batch *batch,
                                 const uint32_t *ends, size_t column);
struct place records_record_place(struct records *records,
                                  const uint32_t *ends);

#endif
