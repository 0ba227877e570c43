/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * columns.h - which column of a CSV file is which, in either language.
 *
 * A reader declares its columns once, in a table; columns_bind() finds them
 * among the header names (folded as keys), reports names that it does not
 * know with the nearest known one, and required columns that are not there.
 */
#ifndef SHIHYO_DATA_COLUMNS_H
#define SHIHYO_DATA_COLUMNS_H

#include "data/csv.h"

struct column_spec {
    const char *name;    /* the English name, as in the manual: "measure" */
    const char *aliases; /* Japanese and other names separated by | */
    bool required;
};

enum { COLUMN_NONE = -1 };

/* at[i] is the column of specs[i], or COLUMN_NONE.  false: errors said. */
bool columns_bind(struct arena *arena, struct diag *diag, const struct csv *csv,
                  const struct column_spec *specs, size_t n, int *at);

/* The cell of a bound column, trimmed of SP TAB U+3000 U+00A0; "" where the
 * column is absent.  *place (may be NULL) is the place of the trimmed text. */
const char *columns_cell(struct arena *arena, const struct csv *csv,
                         const struct csv_row *row, int column,
                         struct place *place);

#endif
