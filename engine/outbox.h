/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * outbox.h - a set of files that appears whole or not at all.
 *
 * Files are collected in memory.  outbox_commit() writes them into a
 * directory beside the output place, each fsynced, and swaps the two by
 * renameat2(RENAME_EXCHANGE); where the file system cannot exchange, the old
 * directory is renamed away and the new one renamed in.  SHA256SUMS, readable
 * by `sha256sum -c`, lists the set.
 *
 * An output directory that holds a file which its SHA256SUMS does not list is
 * not ours and is refused.  Two runs into one place exclude each other by a
 * lock beside it.  What a killed run left behind is removed by the next.
 * Problems are said to diag (MSG_OUTPUT*, MSG_WRITE, MSG_BUSY): exit 3.
 */
#ifndef SHIHYO_ENGINE_OUTBOX_H
#define SHIHYO_ENGINE_OUTBOX_H

#include "data/diag.h"

struct outbox;

struct outbox *outbox_new(struct arena *arena, const char *place);
/* name: relative, at most one folder deep ("figures/f1.svg"). */
void outbox_add(struct outbox *box, const char *name, const void *at,
                size_t len);
/* Can the place be used?  Asked before any work is done. */
bool outbox_check(const struct outbox *box, struct diag *diag);
bool outbox_commit(struct outbox *box, struct diag *diag);
/* All bytes to a descriptor; false, and errno, where that failed. */
bool outbox_write(int fd, const char *at, size_t len);

#endif
