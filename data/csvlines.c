/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/csvlines.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

enum {
    BUFFER_STEP = 1 << 16, /* libcsv's own 128 B cost a call per step */
    SLICE = 1 << 16        /* limits are looked at between slices */
};

struct csv_lines {
    struct arena *arena;
    struct csv_parser parser;
    char delimiter;
    void (*field)(void *data, const char *at, size_t len);
    void *data;
    bool open;        /* the next line begins inside a quoted field ... */
    size_t opened_at; /* ... which opened here */
    bool row_ended, too_long;
    size_t record, n_fields;
    size_t end, end_at; /* see csv_lines_end() */
};

/* ------------------------------------------------------------ the parser */

static int is_never_space(unsigned char c)
{
    (void)c;
    return 0;
}

/* One step more than a field may have, for its final NUL. */
static void *limited_realloc(void *at, size_t n)
{
    return n > CSV_MAX_FIELD + BUFFER_STEP ? NULL : realloc(at, n);
}

static void parser_open(struct csv_lines *l)
{
    csv_init(&l->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL |
                             CSV_EMPTY_IS_NULL);
    csv_set_space_func(&l->parser, is_never_space);
    csv_set_blk_size(&l->parser, BUFFER_STEP);
    csv_set_realloc_func(&l->parser, limited_realloc);
    csv_set_delim(&l->parser, (unsigned char)l->delimiter);
    l->n_fields = 0;
    l->open = false;
}

/* A parser that failed is never used again. */
static enum csv_event restart(struct csv_lines *l)
{
    csv_free(&l->parser);
    parser_open(l);
    return CSV_FAULT;
}

static void on_field(void *at, size_t len, void *data)
{
    struct csv_lines *l = data;
    if (l->n_fields == CSV_MAX_COLUMNS || len > CSV_MAX_FIELD) {
        l->too_long = true;
        return;
    }
    l->n_fields++;
    l->field(l->data, len ? at : "", len);
}

static void on_row(int end, void *data)
{
    struct csv_lines *l = data;
    (void)end;
    l->row_ended = true;
}

struct csv_lines *csv_lines_open(struct arena *arena, char delimiter,
                                 void (*field)(void *, const char *, size_t),
                                 void *data)
{
    struct csv_lines *l = arena_make(arena, struct csv_lines, 1);
    l->arena = arena;
    l->delimiter = delimiter;
    l->field = field;
    l->data = data;
    parser_open(l);
    return l;
}

void csv_lines_close(struct csv_lines *l)
{
    csv_free(&l->parser);
}

/* ---------------------------------------------------------------- faults */

static struct csv_fault limit(const struct csv_lines *l, const char *what,
                              const char *bound)
{
    return (struct csv_fault){MSG_LIMIT, l->record, 0, what, bound};
}

static struct csv_fault field_limit(const struct csv_lines *l)
{
    return l->n_fields == CSV_MAX_COLUMNS ? limit(l, "列 / columns", "16384")
                                          : limit(l, "項目 / field", "1 MiB");
}

/* What libcsv refused at a byte. */
static struct csv_fault refused(struct csv_lines *l, size_t offset)
{
    if (csv_error(&l->parser) == CSV_EPARSE) {
        bool closed = l->parser.quoted;
        return (struct csv_fault){.id = closed ? MSG_AFTER_QUOTE
                                               : MSG_STRAY_QUOTE,
                                  .offset = offset,
                                  .length = 1};
    }
    if (l->parser.entry_size < CSV_MAX_FIELD)
        arena_alloc(l->arena, SIZE_MAX, 2); /* no memory: ends the program */
    return field_limit(l);
}

/* Feeds one line with its end; false when the record is broken. */
static bool feed(struct csv_lines *l, struct str line, size_t offset,
                 struct csv_fault *fault)
{
    l->row_ended = l->too_long = false;
    for (size_t done = 0; done < line.len;) {
        size_t slice = line.len - done < SLICE ? line.len - done : SLICE;
        size_t n =
            csv_parse(&l->parser, line.at + done, slice, on_field, on_row, l);
        done += n;
        if (n < slice) {
            *fault = refused(l, offset + done);
            return false;
        }
        if (l->too_long) {
            *fault = field_limit(l);
            return false;
        }
        if (offset + done - l->record > CSV_MAX_RECORD) {
            *fault = limit(l, "行 / record", "16 MiB");
            return false;
        }
    }
    return true;
}

/* ----------------------------------------------------------------- lines */

/* What our own reading of a line adds to libcsv's. */
struct line {
    struct str text; /* with its end */
    size_t offset;
    size_t bare_cr; /* offset, or SIZE_MAX */
    size_t end;     /* bytes of its end: 0, 1 (LF) or 2 (CRLF) */
    bool open_after;
};

static void scan_line(struct csv_lines *l, struct line *line)
{
    struct str at = line->text;
    bool open = l->open;
    for (size_t i = 0; i < at.len; i++) {
        if (at.at[i] == '"') {
            bool doubled = !open && i > 0 && at.at[i - 1] == '"';
            open = !open;
            if (open && !doubled)
                l->opened_at = line->offset + i;
        } else if (at.at[i] == '\r' && !open && line->bare_cr == SIZE_MAX &&
                   (i + 1 == at.len || at.at[i + 1] != '\n')) {
            line->bare_cr = line->offset + i;
        }
    }
    line->open_after = open;
}

static struct line line_at(struct csv_lines *l, struct str text, size_t offset)
{
    const char *at = text.at + offset;
    const char *lf = memchr(at, '\n', text.len - offset);
    size_t len = lf ? (size_t)(lf - at) + 1 : text.len - offset;
    struct line line = {.text = {at, len},
                        .offset = offset,
                        .bare_cr = SIZE_MAX,
                        .open_after = l->open};
    if (lf)
        line.end = len > 1 && lf[-1] == '\r' ? 2 : 1;
    const char *cr = memchr(at, '\r', len);
    bool plain_cr = !cr || (line.end == 2 && cr == lf - 1);
    if (!plain_cr || memchr(at, '"', len))
        scan_line(l, &line);
    return line;
}

enum csv_event csv_lines_feed(struct csv_lines *l, struct str text,
                              size_t *offset, struct csv_fault *fault)
{
    struct line line = line_at(l, text, *offset);
    *offset += line.text.len;
    l->end = line.open_after ? 0 : line.end;
    l->end_at = *offset - line.end;
    if (!l->open) {
        l->record = line.offset;
        l->n_fields = 0;
        if (line.text.len == line.end)
            return CSV_BLANK;
    }
    if (line.bare_cr != SIZE_MAX) {
        *fault = (struct csv_fault){
            .id = MSG_BARE_CR, .offset = line.bare_cr, .length = 1};
        return restart(l);
    }
    if (!feed(l, line.text, line.offset, fault))
        return restart(l);
    l->open = !l->row_ended && line.end > 0;
    return l->row_ended ? CSV_RECORD : CSV_OPEN;
}

enum csv_event csv_lines_finish(struct csv_lines *l, struct str text,
                                struct csv_fault *fault)
{
    l->row_ended = l->too_long = false;
    if (csv_fini(&l->parser, on_field, on_row, l) != 0) {
        struct str rest = str_from(text, l->opened_at);
        const char *lf = memchr(rest.at, '\n', rest.len);
        *fault = (struct csv_fault){.id = MSG_UNTERMINATED_QUOTE,
                                    .offset = l->opened_at,
                                    .length =
                                        lf ? (size_t)(lf - rest.at) : rest.len};
        return CSV_FAULT;
    }
    if (l->too_long) {
        *fault = field_limit(l);
        return CSV_FAULT;
    }
    return l->row_ended ? CSV_RECORD : CSV_NOTHING;
}

size_t csv_lines_end(const struct csv_lines *l, size_t *offset)
{
    *offset = l->end_at;
    return l->end;
}

size_t csv_lines_begin(const struct csv_lines *l)
{
    return l->record;
}

size_t csv_lines_fields(const struct csv_lines *l)
{
    return l->n_fields;
}
