/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * golden.h - small CSV files of reference values, for these tests only:
 * a header line, commas, no quoted fields, at most GOLDEN_CELLS columns.
 */
#ifndef SHIHYO_TESTS_GOLDEN_H
#define SHIHYO_TESTS_GOLDEN_H

#include "data/arena.h"
#include "tests/tap.h"

#include <stdlib.h>

enum { GOLDEN_CELLS = 8, GOLDEN_ROWS = 4000, GOLDEN_BYTES = 1 << 20 };

struct golden_row {
    const char *cell[GOLDEN_CELLS]; /* "" beyond the last one */
};

struct golden {
    struct golden_row *row;
    size_t n;
};

static inline void golden_line(char *line, struct golden_row *row)
{
    for (size_t i = 0; i < GOLDEN_CELLS; i++) {
        char *comma = strchr(line, ',');
        row->cell[i] = line;
        line += strlen(line);
        if (comma) {
            *comma = '\0';
            line = comma + 1;
        }
    }
}

/* No rows when the file is not there. */
static inline struct golden golden_read(struct arena *arena, const char *path)
{
    struct golden g = {arena_make(arena, struct golden_row, GOLDEN_ROWS), 0};
    FILE *file = fopen(path, "r");
    if (!file)
        return g;
    char *text = arena_make(arena, char, GOLDEN_BYTES);
    size_t bytes = fread(text, 1, GOLDEN_BYTES - 1, file);
    fclose(file);
    text[bytes] = '\0';
    char *rest = NULL;
    strtok_r(text, "\n", &rest); /* the header */
    for (char *line = strtok_r(NULL, "\n", &rest); line && g.n < GOLDEN_ROWS;
         line = strtok_r(NULL, "\n", &rest))
        golden_line(line, &g.row[g.n++]);
    return g;
}

#endif
