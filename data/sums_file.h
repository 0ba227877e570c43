/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sums_file.h - exact group sums as a CSV text, written and read back.
 *
 *     #shihyo-sums,1
 *     #note,internal: sums of sampling units; not for publication
 *     #plan,<sha256 of the #column and #query lines>
 *     #column,key|number|weight,<decimals declared, or ?>,<name>
 *     #query,keys,<column>...,needs,<column>...,product,<column>...,product,...
 *     #scales,<decimals of each column>
 *     #rows,<records read>
 *     #sample,<digest in 16 hexadecimal digits>...
 *     <query>,<text of each key>...,<n>,<missing>,<sum of each product>...
 *     #end,<lines before this one>,<sha256 of all bytes before this line>
 *
 * UTF-8, LF; queries and columns are counted from 0; a text is quoted where
 * CSV needs it.  Sums are scaled integers; groups ascend by query and by the
 * bytes of their keys.  One struct sums has one text, so the file is the same
 * whatever threads, order or files the sums came of.
 *
 * Reading is strict: another version, another plan, a text that is cut,
 * edited or out of order is an error with its line.
 */
#ifndef SHIHYO_DATA_SUMS_FILE_H
#define SHIHYO_DATA_SUMS_FILE_H

#include "data/diag.h"
#include "data/sums.h"

/* Takes the next bytes; false: they could not be written (errno says why). */
struct sums_sink {
    bool (*write)(void *to, const char *at, size_t len);
    void *to;
};

bool sums_file_write(const struct sums *sums, const struct sums_sink *sink);
/* The same to a file descriptor. */
bool sums_file_write_fd(const struct sums *sums, int fd);

/* The digest of the #plan line. */
void sums_spec_digest(const struct sums_spec *spec, char hex[65]);

/* One file.  spec NULL: whatever it holds, else it must be of that spec.
 * NULL: errors were said. */
const struct sums *sums_file_read(struct arena *arena, struct diag *diag,
                                  const char *path,
                                  const struct sums_spec *spec);
/* Several files of one spec added up; a part that shares its rows with an
 * earlier one is an error. */
const struct sums *sums_files_read(struct arena *arena, struct diag *diag,
                                   const char *const *paths, size_t n,
                                   const struct sums_spec *spec);

#endif
