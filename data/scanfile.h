/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scanfile.h - one file of a scan: opening it, its header, its encoding.
 *
 * What is said about a file is collected in a diag of its own, so that a
 * second attempt (scan.c) does not say things twice.
 */
#ifndef SHIHYO_DATA_SCANFILE_H
#define SHIHYO_DATA_SCANFILE_H

#include "data/csv.h"
#include "data/scan.h"
#include "data/scanrow.h"

struct scan_file {
    struct scan_request *request; /* its spec is set by the first header */
    struct source_request source; /* how to open it */
    const char *name;
    struct arena *arena;
    struct diag *diag;
    int fd;
    bool is_pipe, must_close;
    uint64_t begin, size;
    struct str text; /* decoded as a whole, where text.at is not NULL */
    struct csv *header;
    struct row_plan plan;
    enum encoding encoding;
    bool encoding_fixed; /* by a mark, a declaration or the header */
};

/* false: said.  Otherwise the caller closes it. */
bool scan_file_open(struct scan_file *file);
void scan_file_close(struct scan_file *file);
/* Judges the first bytes; may decode the whole file.  false: said. */
bool scan_file_begin(struct scan_file *file, struct str head);
/* The header is the first row of a batch.  false: said. */
bool scan_file_header(struct scan_file *file, struct records *records,
                      const struct record_batch *batch);
/* Decides the encoding of the texts that were used.  false: said. */
bool scan_file_encoding(struct scan_file *file, const struct row_texts *texts);

#endif
