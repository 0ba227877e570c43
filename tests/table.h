/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * table.h - CSV tables of the tests (RFC 4180: commas, quotes doubled inside
 * quoted fields), one record per line.  For the tests alone: the program has
 * its own reader, which is under test itself.
 */
#ifndef SHIHYO_TESTS_TABLE_H
#define SHIHYO_TESTS_TABLE_H

#include "tests/tap.h"
#include <stdlib.h>

enum { TABLE_CELLS = 16, TABLE_ROWS = 400, TABLE_BYTES = 1 << 16 };

struct table {
    char text[TABLE_BYTES];
    const char *row[TABLE_ROWS][TABLE_CELLS]; /* "" beyond the last cell */
    size_t n;                                 /* rows without the header */
};

/* Ends the cell at `at` with NUL and returns what follows its comma; NULL
 * after the last cell of the line. */
static inline char *table_cell(char *at, const char **cell)
{
    char *to = at;
    bool quoted = *at == '"';
    *cell = to;
    for (at += quoted; *at; at++) {
        if (quoted && *at == '"' && at[1] != '"') {
            quoted = false;
            continue;
        }
        if (!quoted && (*at == ',' || *at == '\n'))
            break;
        at += quoted && *at == '"';
        *to++ = *at;
    }
    bool more = *at == ',';
    char *next = *at ? at + 1 : at;
    *to = '\0';
    return more ? next : NULL;
}

/* The text of a file; false when it is not there, or too long. */
static inline bool table_load(struct table *t, const char *path)
{
    FILE *file = fopen(path, "rb");
    size_t n = file ? fread(t->text, 1, TABLE_BYTES - 1, file) : 0;
    if (file)
        fclose(file);
    t->text[n] = '\0';
    return n > 0 && n < TABLE_BYTES - 1;
}

static inline bool table_read(struct table *t, const char *path)
{
    t->n = 0;
    if (!table_load(t, path))
        return ok(false, path);
    char *line = t->text;
    for (size_t i = 0; i <= TABLE_ROWS && *line; i++) {
        char *end = line + strcspn(line, "\n"), *cell = line;
        const char *header[TABLE_CELLS];
        const char **row = i ? t->row[i - 1] : header;
        bool last = !*end;
        for (size_t k = 0; k < TABLE_CELLS; k++) {
            row[k] = "";
            if (cell)
                cell = table_cell(cell, &row[k]);
        }
        t->n = i;
        line = last ? end : end + 1;
    }
    return ok(t->n > 0, path);
}

#endif
