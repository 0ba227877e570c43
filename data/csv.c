/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/csv.h"

#include "data/csvlines.h"
#include "data/fold.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_SAID = 100, /* errors of a file, and as many warnings */
    TEXTS = 1 << 16
};

/* One file being read. */
struct reader {
    struct arena *arena;
    struct diag *diag;
    struct source *source;
    struct csv *csv;
    struct csv_lines *lines;
    size_t errors, warnings;
    bool has_header, stopped, has_blank;
    size_t record, first_blank, row_cap;
    size_t crlf, lf;
    const char **cells; /* of the record being read */
    size_t n_cells, cap_cells;
    struct csv_row *rows;
    const char **names; /* of the header */
    size_t n_named;     /* columns up to the last name */
    char *texts;        /* where the next short cell goes */
    size_t texts_left;
};

/* ------------------------------------------------------------- messages */

static bool may_say(struct reader *r, enum message id)
{
    if (!message_is_error(id))
        return r->warnings++ < MAX_SAID;
    r->stopped = ++r->errors >= MAX_SAID;
    return true;
}

static void say(struct reader *r, enum message id, size_t offset, size_t length)
{
    if (may_say(r, id))
        diag_add(r->diag, id, place_at(r->source, offset, length), NULL);
}

static void say_fault(struct reader *r, const struct csv_fault *fault)
{
    if (fault->id != MSG_LIMIT) {
        say(r, fault->id, fault->offset, fault->length);
        return;
    }
    diag_add(r->diag, MSG_LIMIT, place_at(r->source, fault->offset, 0),
             fault->what, fault->limit, NULL);
    r->errors++;
    r->stopped = true;
}

static size_t line_end(struct str text, size_t offset)
{
    const char *lf = memchr(text.at + offset, '\n', text.len - offset);
    return lf ? (size_t)(lf - text.at) : text.len;
}

/* The first line of the record, for messages about all of it. */
static struct place record_place(const struct reader *r)
{
    struct str text = r->source->text;
    size_t end = line_end(text, r->record);
    if (end > r->record && text.at[end - 1] == '\r')
        end--;
    return place_at(r->source, r->record, end - r->record);
}

/* ---------------------------------------------------------------- cells */

static const char *keep_text(struct reader *r, const void *at, size_t len)
{
    if (len >= TEXTS / 4)
        return str_z(r->arena, (struct str){at, len});
    if (r->texts_left < len + 1) {
        r->texts = arena_make(r->arena, char, TEXTS);
        r->texts_left = TEXTS;
    }
    char *to = r->texts; /* zeroed, so the end is there already */
    memcpy(to, at, len);
    r->texts += len + 1;
    r->texts_left -= len + 1;
    return to;
}

static void add_cell(void *data, const char *at, size_t len)
{
    struct reader *r = data;
    if (r->n_cells == r->cap_cells) {
        size_t cap = r->cap_cells ? 2 * r->cap_cells : 16;
        const char **cells = arena_make(r->arena, const char *, cap);
        if (r->n_cells)
            memcpy(cells, r->cells, r->n_cells * sizeof *cells);
        r->cells = cells;
        r->cap_cells = cap;
    }
    r->cells[r->n_cells++] = len ? keep_text(r, at, len) : "";
}

static struct csv_row keep_row(struct reader *r)
{
    const char **cells = arena_make(r->arena, const char *, r->n_cells);
    memcpy(cells, r->cells, r->n_cells * sizeof *cells);
    return (struct csv_row){cells, r->record};
}

/* ---------------------------------------------------------------- header */

static size_t blank_length(struct str s)
{
    if (s.len && (s.at[0] == ' ' || s.at[0] == '\t'))
        return 1;
    return str_starts(s, "\u3000") ? 3 : str_starts(s, "\u00A0") ? 2 : 0;
}

struct str csv_trim(struct str s)
{
    for (size_t n; (n = blank_length(s)) > 0;)
        s = str_from(s, n);
    for (;;) {
        size_t n = s.len && strchr(" \t", s.at[s.len - 1]) ? 1
                   : str_ends(s, "\u3000")                 ? 3
                   : str_ends(s, "\u00A0")                 ? 2
                                                           : 0;
        if (n == 0)
            return s;
        s.len -= n;
    }
}

static struct str without_line_ends(struct arena *arena, const char *name)
{
    struct buf b = buf_new(arena);
    for (; *name; name++)
        if (*name != '\r' && *name != '\n')
            buf_char(&b, *name);
    return (struct str){buf_text(&b), b.len};
}

static void say_name(struct reader *r, enum message id, size_t column,
                     const char *name)
{
    if (may_say(r, id))
        diag_add(r->diag, id, csv_place(r->csv, &r->csv->header, column), name,
                 NULL);
}

static const char *header_name(struct reader *r, size_t column)
{
    const char *name = r->csv->header.cells[column];
    struct str whole = str_of(name);
    struct str joined = without_line_ends(r->arena, name);
    struct str short_name = csv_trim(joined);
    if (short_name.len == 0) /* said as a missing name, or dropped */
        return "";
    if (joined.len != whole.len)
        say_name(r, MSG_HEADER_NEWLINE, column, name);
    if (short_name.len != joined.len)
        say_name(r, MSG_HEADER_TRIMMED, column, name);
    return short_name.len == whole.len ? name : str_z(r->arena, short_name);
}

struct key {
    const char *key;
    size_t column;
};

static int compare_keys(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    int c = strcmp(x->key, y->key);
    return c ? c : x->column < y->column ? -1 : x->column > y->column;
}

static void find_twins(struct reader *r, const char *const *names)
{
    const struct csv *csv = r->csv;
    struct key *keys = arena_make(r->arena, struct key, csv->columns);
    size_t n = 0;
    for (size_t i = 0; i < csv->columns; i++)
        if (*names[i])
            keys[n++] = (struct key){fold_key(r->arena, names[i]), i};
    qsort(keys, n, sizeof *keys, compare_keys);
    for (size_t i = 1, first = 0; i < n && !r->stopped; i++) {
        if (strcmp(keys[i].key, keys[first].key) != 0) {
            first = i;
            continue;
        }
        size_t column = keys[i].column, earlier = keys[first].column;
        say_name(r, MSG_HEADER_DUP, column, names[column]);
        diag_note(r->diag, MSG_FIRST_HERE,
                  csv_place(csv, &csv->header, earlier), names[earlier], NULL);
    }
}

static void say_unnamed(struct reader *r, size_t begin, size_t end)
{
    for (size_t i = begin; i < end && !r->stopped; i++)
        if (!*r->names[i])
            say_name(r, MSG_HEADER_EMPTY, i, str_count(r->arena, i + 1));
}

/* The names, when the first record is there.  Unnamed columns at the end wait
 * until all rows are known. */
static void read_header(struct reader *r)
{
    struct csv *csv = r->csv;
    csv->header = keep_row(r);
    csv->columns = r->n_cells;
    r->has_header = true;
    r->names = arena_make(r->arena, const char *, csv->columns);
    for (size_t i = 0; i < csv->columns; i++) {
        r->names[i] = header_name(r, i);
        if (*r->names[i])
            r->n_named = i + 1;
    }
    say_unnamed(r, 0, r->n_named);
    find_twins(r, r->names);
    if (r->has_blank && csv->columns == 1)
        say(r, MSG_BLANK_1COL, r->first_blank, 0);
}

/* Drops the columns at the end that a spreadsheet had touched: no name and no
 * value.  A header of no names at all is no header. */
static void finish_header(struct reader *r, const bool *touched)
{
    struct csv *csv = r->csv;
    size_t n = csv->columns;
    while (r->n_named > 0 && n > r->n_named && !touched[n - 1])
        n--;
    say_unnamed(r, r->n_named, n);
    if (n < csv->columns && may_say(r, MSG_TRAILING_EMPTY_COLS))
        diag_add(r->diag, MSG_TRAILING_EMPTY_COLS,
                 csv_place(csv, &csv->header, n),
                 str_count(r->arena, csv->columns - n), NULL);
    csv->columns = n;
    csv->header.cells = r->names;
}

/* Which columns without a name hold a value. */
static const bool *touched_columns(const struct reader *r)
{
    const struct csv *csv = r->csv;
    bool *touched = arena_make(r->arena, bool, csv->columns);
    for (size_t c = r->n_named; c < csv->columns; c++)
        for (size_t i = 0; i < csv->rows && !touched[c]; i++)
            touched[c] = *csv->row[i].cells[c] != '\0';
    return touched;
}

/* ------------------------------------------------------------------ rows */

static void add_row(struct reader *r)
{
    struct csv *csv = r->csv;
    if (csv->rows == r->row_cap) {
        size_t cap = r->row_cap ? 2 * r->row_cap : 64;
        r->rows =
            arena_grow(r->arena, r->rows, csv->rows, cap, sizeof *r->rows);
        r->row_cap = cap;
        csv->row = r->rows;
    }
    r->rows[csv->rows++] = keep_row(r);
}

static bool is_blank_row(const struct reader *r)
{
    for (size_t i = 0; i < r->n_cells; i++)
        if (*r->cells[i])
            return false;
    return r->n_cells > 1;
}

static void end_record(struct reader *r)
{
    if (!r->has_header) {
        read_header(r);
    } else if (r->n_cells != r->csv->columns) {
        if (may_say(r, MSG_FIELDS))
            diag_add(r->diag, MSG_FIELDS, record_place(r),
                     str_count(r->arena, r->csv->columns),
                     str_count(r->arena, r->n_cells), NULL);
    } else if (is_blank_row(r)) {
        struct place place = record_place(r);
        say(r, MSG_BLANK_ROW, r->record, place.length);
    } else {
        add_row(r);
    }
}

/* ----------------------------------------------------------------- lines */

static void count_line_end(struct reader *r)
{
    size_t offset, bytes = csv_lines_end(r->lines, &offset);
    if (bytes == 0)
        return;
    size_t *mine = bytes == 2 ? &r->crlf : &r->lf;
    size_t other = bytes == 2 ? r->lf : r->crlf;
    if (other > 0 && *mine == 0)
        say(r, MSG_EOL_MIXED, offset, 0);
    ++*mine;
}

static void blank_line(struct reader *r, size_t offset)
{
    bool one_column = r->has_header && r->csv->columns == 1;
    if (!r->has_header && !r->has_blank) {
        r->has_blank = true;
        r->first_blank = offset;
    }
    say(r, one_column ? MSG_BLANK_1COL : MSG_BLANK_LINE, offset, 0);
}

/* What a line, or the end of the text, has brought.  A broken header leaves
 * nothing to compare the rows with. */
static void take_event(struct reader *r, enum csv_event event,
                       const struct csv_fault *fault)
{
    r->record = csv_lines_begin(r->lines);
    if (event == CSV_OPEN)
        return;
    if (event == CSV_BLANK)
        blank_line(r, r->record);
    else if (event == CSV_RECORD)
        end_record(r);
    else if (event == CSV_FAULT)
        say_fault(r, fault);
    if (event == CSV_FAULT && !r->has_header)
        r->stopped = true;
    r->n_cells = 0;
}

/* Up to the end, or to the end of the header. */
static void read_records(struct reader *r, size_t offset, bool header_only)
{
    struct str text = r->source->text;
    struct csv_fault fault;
    r->lines = csv_lines_open(r->arena, r->csv->delimiter, add_cell, r);
    while (offset < text.len && !r->stopped &&
           !(header_only && r->has_header)) {
        enum csv_event event = csv_lines_feed(r->lines, text, &offset, &fault);
        count_line_end(r);
        take_event(r, event, &fault);
    }
    if (!r->stopped)
        take_event(r, csv_lines_finish(r->lines, text, &fault), &fault);
    csv_lines_close(r->lines);
}

/* --------------------------------------------------------------- the file */

/* Excel's own mark of the delimiter. */
static bool is_sep_line(struct str text)
{
    return text.len >= 5 && strncasecmp(text.at, "sep=", 4) == 0 &&
           line_end(text, 0) <= 6;
}

static size_t offset_of_line(struct str text, size_t number)
{
    size_t offset = 0;
    while (number-- > 1 && offset < text.len)
        offset = line_end(text, offset) + 1;
    return offset < text.len ? offset : text.len;
}

/* false: the file is not worth reading on; said. */
static bool read_source(struct reader *r, const struct csv_options *options,
                        bool header_only)
{
    size_t header = options ? options->header_row : 0;
    r->csv->source = r->source;
    r->csv->delimiter =
        options && options->delimiter ? options->delimiter : ',';
    if (header <= 1 && is_sep_line(r->source->text)) {
        say(r, MSG_SEP_LINE, 0, line_end(r->source->text, 0));
        return false;
    }
    read_records(r, offset_of_line(r->source->text, header), header_only);
    if (!r->has_header && r->errors == 0) {
        diag_add(r->diag, MSG_EMPTY, place_at(r->source, 0, 0), r->source->name,
                 NULL);
        return false;
    }
    return true;
}

const struct csv *csv_read(struct arena *arena, struct diag *diag,
                           struct source *source,
                           const struct csv_options *options)
{
    struct csv *csv = arena_make(arena, struct csv, 1);
    struct reader r = {
        .arena = arena, .diag = diag, .source = source, .csv = csv};
    if (!read_source(&r, options, false))
        return NULL;
    if (r.has_header) {
        finish_header(&r, touched_columns(&r));
        if (csv->rows == 0 && r.errors == 0)
            diag_add(diag, MSG_NO_ROWS, place_at(source, csv->header.offset, 0),
                     NULL);
    }
    source->rows = csv->rows;
    return r.errors ? NULL : csv;
}

struct csv *csv_read_header(struct arena *arena, struct diag *diag,
                            struct source *source, char delimiter)
{
    struct csv *csv = arena_make(arena, struct csv, 1);
    struct reader r = {
        .arena = arena, .diag = diag, .source = source, .csv = csv};
    struct csv_options options = {.delimiter = delimiter};
    if (!read_source(&r, &options, true) || !r.has_header)
        return NULL;
    csv->header.cells = r.names;
    return csv;
}

bool csv_end_header(struct arena *arena, struct diag *diag, struct csv *csv,
                    const bool *touched)
{
    struct reader r = {.arena = arena,
                       .diag = diag,
                       .csv = csv,
                       .names = arena_make(arena, const char *, csv->columns)};
    for (size_t i = 0; i < csv->columns; i++) {
        r.names[i] = csv->header.cells[i];
        if (*r.names[i])
            r.n_named = i + 1;
    }
    finish_header(&r, touched);
    return r.errors == 0;
}

/* ----------------------------------------------------------------- places */

/* The end of a field that begins at i; *inner is the text within quotes. */
static size_t field_end(struct str text, size_t i, char delimiter,
                        struct str *inner)
{
    if (i < text.len && text.at[i] == '"') {
        size_t end = ++i;
        for (; end < text.len; end++) {
            if (text.at[end] != '"')
                continue;
            if (end + 1 == text.len || text.at[end + 1] != '"')
                break;
            end++;
        }
        *inner = (struct str){text.at + i, end - i};
        return end < text.len ? end + 1 : end;
    }
    size_t end = i;
    while (end < text.len && text.at[end] != delimiter &&
           text.at[end] != '\n' && text.at[end] != '\r')
        end++;
    *inner = (struct str){text.at + i, end - i};
    return end;
}

struct place csv_place(const struct csv *csv, const struct csv_row *row,
                       size_t column)
{
    struct str text = csv->source->text, inner;
    size_t i = (size_t)row->offset;
    for (;;) {
        i = field_end(text, i, csv->delimiter, &inner);
        bool more = i < text.len && text.at[i] == csv->delimiter;
        if (column == 0 || !more)
            return place_at(csv->source, (uint64_t)(inner.at - text.at),
                            inner.len);
        column--;
        i++;
    }
}
