/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csvlines.h - libcsv, one physical line at a time, with places.
 *
 * libcsv in strict mode defines what a record is, but knows no positions, and
 * takes a bare CR as a line end; so it is fed line by line and what it does
 * not say is read beside it: where the quote opened, whether a CR stands
 * alone.  After a fault the next line begins a new record.
 *
 * Offsets count from the start of the text that is passed in; a caller whose
 * text moves begins each record at the same place of it.  Nothing is reported
 * here: the two callers (csv.c, records.c) know what their places mean.
 */
#ifndef SHIHYO_DATA_CSVLINES_H
#define SHIHYO_DATA_CSVLINES_H

#include "data/diag.h"

enum {
    CSV_MAX_COLUMNS = 16384,
    CSV_MAX_FIELD = 1 << 20,
    CSV_MAX_RECORD = 16 << 20
};

enum csv_event {
    CSV_NOTHING, /* the text is at its end and no record was open */
    CSV_BLANK,   /* a line without a byte, outside quotes */
    CSV_OPEN,    /* the record goes on in the next line */
    CSV_RECORD,  /* a record has ended; its fields were passed on */
    CSV_FAULT
};

/* MSG_LIMIT comes with what is too large, and the limit. */
struct csv_fault {
    enum message id;
    size_t offset, length;
    const char *what, *limit;
};

struct csv_lines;

/* field is called for each field of a record, before the record has ended:
 * at ends with NUL.  Ends the program when there is no memory. */
struct csv_lines *csv_lines_open(struct arena *arena, char delimiter,
                                 void (*field)(void *data, const char *at,
                                               size_t len),
                                 void *data);
void csv_lines_close(struct csv_lines *lines);

/* Feeds the line at *offset and moves *offset behind it. */
enum csv_event csv_lines_feed(struct csv_lines *lines, struct str text,
                              size_t *offset, struct csv_fault *fault);
/* Behind the last line: a record without a line end, or a quote that was
 * never closed. */
enum csv_event csv_lines_finish(struct csv_lines *lines, struct str text,
                                struct csv_fault *fault);

/* Of the line fed last, when it ended outside quotes: bytes of its end, 2
 * (CRLF) or 1 (LF), else 0; and the offset of that end. */
size_t csv_lines_end(const struct csv_lines *lines, size_t *offset);
/* Of the record fed last: where it began, and its fields. */
size_t csv_lines_begin(const struct csv_lines *lines);
size_t csv_lines_fields(const struct csv_lines *lines);

#endif
