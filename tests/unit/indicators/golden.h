/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * golden.h - CSV files of reference values, for these tests only: a header
 * line, commas, quotes around whole cells at most (no quote inside them), one
 * record a line, files up to GOLDEN_BYTES.
 */
#ifndef SHIHYO_TESTS_GOLDEN_H
#define SHIHYO_TESTS_GOLDEN_H

#include "data/arena.h"
#include "data/decimal.h"
#include "tests/tap.h"

#include <stdlib.h>

enum { GOLDEN_CELLS = 12, GOLDEN_BYTES = 1 << 20 };

struct golden_row {
    const char **cell; /* "" beyond the last one of a line */
};

struct golden {
    struct golden_row *row;
    size_t n;
    struct golden_row header;
    size_t columns; /* of the header, at least GOLDEN_CELLS */
};

/* One cell ends at its comma, or at the quote that began it. */
static inline char *golden_cell_end(char **at)
{
    if (**at != '"')
        return *at + strcspn(*at, ",");
    (*at)++;
    char *end = *at + strcspn(*at, "\"");
    if (*end)
        *end++ = '\0';
    return end;
}

static inline struct golden_row golden_line(struct arena *arena, char *line,
                                            size_t columns)
{
    struct golden_row row = {arena_make(arena, const char *, columns)};
    for (size_t i = 0; i < columns; i++) {
        char *end = golden_cell_end(&line);
        row.cell[i] = line;
        line = end;
        if (*end) {
            *end = '\0';
            line = end + 1;
        }
    }
    return row;
}

static inline size_t golden_count(const char *text, char c)
{
    size_t n = 0;
    for (; *text; text++)
        n += *text == c;
    return n;
}

/* No rows when the file is not there. */
static inline struct golden golden_read(struct arena *arena, const char *path)
{
    struct golden g = {0};
    FILE *file = fopen(path, "r");
    if (!file)
        return g;
    char *text = arena_make(arena, char, GOLDEN_BYTES);
    size_t bytes = fread(text, 1, GOLDEN_BYTES - 1, file);
    fclose(file);
    text[bytes] = '\0';
    g.row = arena_make(arena, struct golden_row, golden_count(text, '\n') + 1);
    char *rest = NULL, *head = strtok_r(text, "\n", &rest);
    if (!head)
        return g;
    g.columns = golden_count(head, ',') + 1;
    if (g.columns < GOLDEN_CELLS)
        g.columns = GOLDEN_CELLS;
    g.header = golden_line(arena, head, g.columns);
    for (char *line = strtok_r(NULL, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest))
        g.row[g.n++] = golden_line(arena, line, g.columns);
    return g;
}

/* A cell by the name of its column; "" when there is no such column. */
static inline const char *golden_cell(const struct golden *g, size_t row,
                                      const char *name)
{
    for (size_t i = 0; i < g->columns; i++)
        if (strcmp(g->header.cell[i], name) == 0)
            return g->row[row].cell[i];
    return "";
}

static inline double golden_number(const struct golden *g, size_t row,
                                   const char *name)
{
    return strtod(golden_cell(g, row, name), NULL);
}

static inline bool golden_is(const struct golden *g, size_t row,
                             const char *name, const char *text)
{
    return strcmp(golden_cell(g, row, name), text) == 0;
}

/* Whether a value is near enough, without a line of output when it is: for
 * files of thousands of rows that are one check together. */
static inline bool golden_near(double found, double expected, double tolerance,
                               const char *what)
{
    double scale = expected != 0 ? fabs(expected) : 1;
    if (isfinite(found) && fabs(found - expected) <= tolerance * scale)
        return true;
    printf("# %s: found %.17g, expected %.17g\n", what, found, expected);
    return false;
}

/* "59.81" is {5981, 2}: the tests do not lean on number_read(). */
static inline struct decimal golden_decimal(const char *text)
{
    struct decimal d = {0, 0};
    bool point = false;
    for (const char *c = text; *c; c++) {
        if (*c == '.') {
            point = true;
        } else if (*c >= '0' && *c <= '9') {
            d.units = d.units * 10 + (*c - '0');
            d.scale += point;
        }
    }
    if (text[0] == '-')
        d.units = -d.units;
    return d;
}

#endif
