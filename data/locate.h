/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * locate.h - the row of a text in microdata, for messages.
 *
 * Sums know no rows.  When something is wrong with a stratum or a category,
 * the file is read once more to show the first row that has it.
 */
#ifndef SHIHYO_DATA_LOCATE_H
#define SHIHYO_DATA_LOCATE_H

#include "data/diag.h"

/* The first row of dir/path (as scan.h names files) whose field `column` is
 * `text` without blanks at its ends; its line is copied for the message.
 * false: there is none, or the path is `-`. */
bool locate_text(struct arena *arena, const char *dir, const char *path,
                 const char *column, const char *text, struct place *out);

#endif
