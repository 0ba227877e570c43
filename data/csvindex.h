/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csvindex.h - where the fields of CSV text end, 64 bytes at a time.
 *
 * Each block of 64 bytes is compared with the quote, the delimiter, LF and CR
 * at once, which gives four bitmaps.  A running exclusive or over the quotes
 * tells which bytes stand inside a quoted field; delimiters and LFs outside
 * are ends of fields.  That is right only for well-formed text, so it is
 * proved for every block in which a quote or a CR occurs:
 *   - a quote that opens follows the start of a field, or a quote that closed
 *     (then it is the second half of a doubled one);
 *   - a quote that closes is followed by a delimiter, a line end, another
 *     quote or the end of the text;
 *   - a CR outside quotes is followed by LF.
 * These three are RFC 4180 with LF allowed, the language of libcsv in strict
 * mode.  A block that fails ends the run; the records that ended before it
 * are proved.  Bytes >= 0x80 need no care: no byte of UTF-8 beyond ASCII, and
 * no second byte of CP932 (0x40-0x7E, 0x80-0xFC), is one of the four.
 *
 * SSE2, which every x86-64 has; elsewhere eight bytes at a time in plain C.
 * Pure.
 */
#ifndef SHIHYO_DATA_CSVINDEX_H
#define SHIHYO_DATA_CSVINDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CSV_BLOCK = 64, CSV_SLACK = 16 };

/* State between two runs over one text, and what they found.  At the start of
 * a record: csv_index_restart().  The arrays belong to the caller and have
 * room for a place (and a row) for every byte of the run and CSV_SLACK more.
 */
struct csv_index {
    char delimiter;
    uint64_t inside;      /* all ones: in a quoted field */
    uint64_t after_start; /* 1: the byte before was an end of a field */
    uint64_t after_close; /* 1: it was a quote that closed */
    uint64_t after_cr;    /* 1: it was a CR outside quotes */
    uint32_t *ends;       /* places of delimiters and LFs outside quotes */
    size_t n_ends;
    uint32_t *rows; /* index of each LF in ends */
    size_t n_rows;
    uint64_t inner_lines;                /* LFs inside quotes so far */
    uint32_t first_crlf, first_lf;       /* UINT32_MAX: none so far */
    uint8_t places[256][8], counts[256]; /* of the bits of a byte */
};

/* The arrays are set afterwards. */
void csv_index_open(struct csv_index *ix, char delimiter);
void csv_index_restart(struct csv_index *ix);
/* Goes over text[from..to), of which CSV_BLOCK bytes more may be read.
 * is_last: the text ends at `to`.  Returns `to`, or the start of the block
 * that is not proved; the state is of no use then. */
size_t csv_index_run(struct csv_index *ix, const char *text, size_t from,
                     size_t to, bool is_last);

#endif
