/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * outfile.h - one file that is whole or as it was before.
 *
 * Written beside its place under a new name, fsynced and renamed; nothing of
 * anybody's is overwritten on the way.  Problems are said to diag (MSG_WRITE):
 * exit 3.
 */
#ifndef SHIHYO_ENGINE_OUTFILE_H
#define SHIHYO_ENGINE_OUTFILE_H

#include "data/diag.h"

struct outfile {
    const char *path, *scratch;
    int fd; /* -1: could not be opened (said) */
};

struct outfile outfile_open(struct arena *arena, struct diag *diag,
                            const char *path);
/* good: everything was written.  Otherwise, and where the file cannot be
 * completed, it is taken away again; false then. */
bool outfile_close(struct outfile *file, struct diag *diag, bool good);
/* A whole text at once. */
bool outfile_write(struct arena *arena, struct diag *diag, const char *path,
                   const char *text);

#endif
