/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * source.h - one input file, read once, and places in it.
 *
 * A file is read into memory, hashed as it lies on the disk, and decoded to
 * UTF-8 (encode.h).  Offsets count bytes of the decoded text.  A place is
 * carried by every value and every field of a plan; line, column and the
 * offset in the original bytes are computed only when somebody prints them.
 *
 * A source and its texts live in the arena that was passed to source_read().
 */
#ifndef SHIHYO_DATA_SOURCE_H
#define SHIHYO_DATA_SOURCE_H

#include "data/str.h"
#include <stdint.h>

struct diag;

enum encoding {
    ENCODING_UTF8,
    ENCODING_UTF8_BOM,
    ENCODING_CP932,
    ENCODING_UTF16LE,
    ENCODING_UTF16BE,
    ENCODING_EUCJP /* only where it is declared */
};

struct source {
    const char *name; /* as messages show it: plan folder + relative path */
    const char *path; /* relative to the plan folder, for the report */
    struct str raw;   /* the bytes of the file */
    struct str text;  /* UTF-8 without a byte order mark */
    enum encoding encoding;
    uint64_t bytes;  /* of the file */
    char sha256[65]; /* of the file, lower-case hexadecimal */
    size_t rows;     /* data rows, set by csv_read() */
    /* An excerpt of a file that is never in memory as a whole: the text begins
     * after so many lines and bytes, and so many code points of its line. */
    struct {
        uint64_t lines, columns, bytes;
    } before;
};

struct place {
    const struct source *source; /* NULL: a place on no file */
    uint64_t offset;             /* into source->text */
    uint32_t length;             /* 0: a point */
};

struct position {
    size_t line, column; /* both from 1; the column counts code points */
    size_t byte;         /* offset in the bytes of the file, from 0 */
    struct str text;     /* the line without its end */
};

/* Reads dir/path.  path is relative with no `.` or `..` component and is
 * opened beneath dir without following a symbolic link (rules X2); dir NULL
 * means that path is as the user typed it, and `-` is standard input.
 * Everything that is wrong with the file (not there, not regular, too large,
 * not a text, wrong encoding) is reported to diag at `asked_by`, the place
 * that named the file, and NULL is returned.  declared: NULL, or an encoding
 * name of the plan, used strictly. */
struct source_request {
    const char *dir, *path;
    const char *declared;
    struct place asked_by;
    size_t limit; /* bytes; 0: 2 GiB */
    bool is_csv;  /* magic numbers and characters are judged as for CSV */
};
struct source *source_read(struct arena *arena, struct diag *diag,
                           const struct source_request *request);
/* Opens it only, for a reader of files of any length; a pipe is allowed.  The
 * caller closes it.  -1: said. */
int source_open(struct diag *diag, const struct source_request *request);
/* dir/path as messages show it. */
const char *source_name(struct arena *arena, const char *dir, const char *path);

/* Its size and digest only, read through a buffer: raw and text stay empty.
 * For microdata that were scanned (scan.h).  NULL: said. */
struct source *source_digest(struct arena *arena, struct diag *diag,
                             const struct source_request *request);

/* A source made of a text in memory, for the tests and standard input. */
struct source *source_of_text(struct arena *arena, const char *name,
                              const char *text);

struct position source_position(struct place place);

/* The place of a part of a text that lies inside the source. */
struct place place_at(const struct source *source, uint64_t offset,
                      size_t length);

#endif
