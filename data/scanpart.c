/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/scanpart.h"

#include "data/csvindex.h"
#include "data/records.h"

#include <errno.h>
#include <unistd.h>

enum { LOOK = 1 << 16 };

static size_t read_at(int fd, char *to, size_t n, uint64_t offset)
{
    size_t done = 0;
    while (done < n) {
        ssize_t got = pread(fd, to + done, n - done, (off_t)(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        done += (size_t)got;
    }
    return done;
}

/* The byte behind the first LF outside quotes; n: none. */
static size_t first_record(const char *text, size_t n, bool inside)
{
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '"')
            inside = !inside;
        else if (text[i] == '\n' && !inside)
            return i + 1;
    }
    return n;
}

/* Are the records from a byte on well-formed, and of so many fields? */
static bool is_well_formed(struct csv_index *ix, const char *text, size_t from,
                           size_t n, size_t columns)
{
    size_t to = from + (n - from) / CSV_BLOCK * CSV_BLOCK;
    ix->n_ends = ix->n_rows = 0;
    csv_index_restart(ix);
    if (csv_index_run(ix, text, from, to, false) != to)
        return false;
    for (size_t i = 0; i < ix->n_rows; i++) {
        size_t first = i ? ix->rows[i - 1] + 1 : 0;
        if (ix->rows[i] - first + 1 != columns)
            return false;
    }
    return true;
}

uint64_t part_begin(int fd, uint64_t cut, size_t columns, char delimiter)
{
    struct arena *arena = arena_open();
    char *text = arena_make(arena, char, LOOK + RECORDS_PADDING);
    struct csv_index *ix = arena_make(arena, struct csv_index, 1);
    csv_index_open(ix, delimiter);
    ix->ends = arena_make(arena, uint32_t, LOOK + CSV_SLACK);
    ix->rows = arena_make(arena, uint32_t, LOOK + CSV_SLACK);
    size_t n = read_at(fd, text, LOOK, cut - 1);
    size_t outside = first_record(text, n, false);
    size_t inside = first_record(text, n, true);
    size_t begin = outside;
    if (inside < n &&
        !(outside < n && is_well_formed(ix, text, outside, n, columns)) &&
        is_well_formed(ix, text, inside, n, columns))
        begin = inside;
    arena_close(arena);
    return begin < n ? cut - 1 + begin : UINT64_MAX;
}
