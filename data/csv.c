/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/csv.h"

#include "data/fold.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_SAID = 100, /* errors of a file, and as many warnings */
    MAX_COLUMNS = 16384,
    MAX_FIELD = 1 << 20,
    MAX_RECORD = 16 << 20,
    BUFFER_STEP = 1 << 16, /* libcsv's own 128 B cost a call per step */
    SLICE = 1 << 16,       /* limits are looked at between slices */
    TEXTS = 1 << 16
};

/* One file being read.  `open` says that the next line begins inside a quoted
 * field, which opened at opened_at. */
struct reader {
    struct arena *arena;
    struct diag *diag;
    struct source *source;
    struct csv *csv;
    struct csv_parser parser;
    size_t errors, warnings;
    bool has_header, stopped, open, row_ended, too_long;
    size_t opened_at, record, first_blank, row_cap;
    bool has_blank;
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

static void say_limit(struct reader *r, const char *what, const char *limit)
{
    diag_add(r->diag, MSG_LIMIT, place_at(r->source, r->record, 0), what, limit,
             NULL);
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

static void on_field(void *at, size_t len, void *data)
{
    struct reader *r = data;
    if (r->n_cells == MAX_COLUMNS || len > MAX_FIELD) {
        r->too_long = true;
        return;
    }
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
}

static bool is_empty_column(const struct csv *csv, size_t column)
{
    for (size_t i = 0; i < csv->rows; i++)
        if (*csv->row[i].cells[column])
            return false;
    return true;
}

/* Drops the columns at the end that a spreadsheet had touched: no name and no
 * value.  A header of no names at all is no header. */
static void finish_header(struct reader *r)
{
    struct csv *csv = r->csv;
    size_t n = csv->columns;
    while (r->n_named > 0 && n > r->n_named && is_empty_column(csv, n - 1))
        n--;
    say_unnamed(r, r->n_named, n);
    if (n < csv->columns && may_say(r, MSG_TRAILING_EMPTY_COLS))
        diag_add(r->diag, MSG_TRAILING_EMPTY_COLS,
                 csv_place(csv, &csv->header, n),
                 str_count(r->arena, csv->columns - n), NULL);
    csv->columns = n;
    csv->header.cells = r->names;
    if (csv->rows == 0 && r->errors == 0)
        diag_add(r->diag, MSG_NO_ROWS,
                 place_at(r->source, csv->header.offset, 0), NULL);
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

static void on_row(int end, void *data)
{
    struct reader *r = data;
    (void)end;
    r->row_ended = true;
    if (r->too_long)
        return;
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
    r->n_cells = 0;
}

/* ------------------------------------------------------------ the parser */

static int is_never_space(unsigned char c)
{
    (void)c;
    return 0;
}

/* One step more than a field may have, for its final NUL. */
static void *limited_realloc(void *at, size_t n)
{
    return n > MAX_FIELD + BUFFER_STEP ? NULL : realloc(at, n);
}

static void parser_open(struct reader *r)
{
    csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL |
                             CSV_EMPTY_IS_NULL);
    csv_set_space_func(&r->parser, is_never_space);
    csv_set_blk_size(&r->parser, BUFFER_STEP);
    csv_set_realloc_func(&r->parser, limited_realloc);
    csv_set_delim(&r->parser, (unsigned char)r->csv->delimiter);
    r->n_cells = 0;
    r->open = false;
}

/* A parser that failed is never used again.  A broken header leaves nothing
 * to compare the rows with. */
static void parser_restart(struct reader *r)
{
    csv_free(&r->parser);
    parser_open(r);
    if (!r->has_header)
        r->stopped = true;
}

static void say_field_limit(struct reader *r)
{
    if (r->n_cells == MAX_COLUMNS)
        say_limit(r, "列 / columns", "16384");
    else
        say_limit(r, "項目 / field", "1 MiB");
}

/* What libcsv refused at a byte. */
static void say_refused(struct reader *r, size_t offset)
{
    if (csv_error(&r->parser) == CSV_EPARSE) {
        bool closed = r->parser.quoted;
        say(r, closed ? MSG_AFTER_QUOTE : MSG_STRAY_QUOTE, offset, 1);
    } else if (r->parser.entry_size >= MAX_FIELD) {
        say_field_limit(r);
    } else {
        arena_alloc(r->arena, SIZE_MAX, 2); /* no memory: ends the program */
    }
}

/* Feeds one line with its end; false when the record is broken. */
static bool feed(struct reader *r, size_t offset, size_t len)
{
    const char *text = r->source->text.at;
    r->row_ended = false;
    for (size_t done = 0; done < len;) {
        size_t slice = len - done < SLICE ? len - done : SLICE;
        size_t n = csv_parse(&r->parser, text + offset + done, slice, on_field,
                             on_row, r);
        done += n;
        if (n < slice) {
            say_refused(r, offset + done);
            return false;
        }
        if (r->too_long) {
            say_field_limit(r);
            return false;
        }
        if (offset + done - r->record > MAX_RECORD) {
            say_limit(r, "行 / record", "16 MiB");
            return false;
        }
    }
    return true;
}

/* ----------------------------------------------------------------- lines */

/* What our own reading of a line adds to libcsv's: it takes a bare CR as a
 * line end and does not say where a quote opened. */
struct line {
    size_t offset, len; /* with its end */
    size_t bare_cr;     /* offset, or SIZE_MAX */
    size_t end;         /* bytes of its end: 0, 1 (LF) or 2 (CRLF) */
    bool open_after;
};

static void scan_line(struct reader *r, struct line *line)
{
    const char *at = r->source->text.at + line->offset;
    bool open = r->open;
    for (size_t i = 0; i < line->len; i++) {
        if (at[i] == '"') {
            bool doubled = !open && i > 0 && at[i - 1] == '"';
            open = !open;
            if (open && !doubled)
                r->opened_at = line->offset + i;
        } else if (at[i] == '\r' && !open && line->bare_cr == SIZE_MAX &&
                   (i + 1 == line->len || at[i + 1] != '\n')) {
            line->bare_cr = line->offset + i;
        }
    }
    line->open_after = open;
}

static struct line line_at(struct reader *r, size_t offset)
{
    struct str text = r->source->text;
    size_t end = line_end(text, offset);
    struct line line = {.offset = offset,
                        .len = end - offset + (end < text.len),
                        .bare_cr = SIZE_MAX,
                        .open_after = r->open};
    const char *at = text.at + offset;
    if (end < text.len)
        line.end = end > offset && text.at[end - 1] == '\r' ? 2 : 1;
    const char *cr = memchr(at, '\r', line.len);
    bool plain_cr = !cr || (line.end == 2 && cr == text.at + end - 1);
    if (!plain_cr || memchr(at, '"', line.len))
        scan_line(r, &line);
    return line;
}

static void count_line_end(struct reader *r, const struct line *line)
{
    if (line->open_after || line->end == 0)
        return;
    size_t *mine = line->end == 2 ? &r->crlf : &r->lf;
    size_t other = line->end == 2 ? r->lf : r->crlf;
    if (other > 0 && *mine == 0)
        say(r, MSG_EOL_MIXED, line->offset + line->len - line->end, 0);
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

static void read_line(struct reader *r, const struct line *line)
{
    count_line_end(r, line);
    if (!r->open && line->len == line->end) {
        blank_line(r, line->offset);
        return;
    }
    if (!r->open)
        r->record = line->offset;
    if (line->bare_cr != SIZE_MAX) {
        say(r, MSG_BARE_CR, line->bare_cr, 1);
        parser_restart(r);
    } else if (!feed(r, line->offset, line->len)) {
        parser_restart(r);
    } else {
        r->open = !r->row_ended && line->end > 0;
    }
}

static void read_end(struct reader *r)
{
    if (csv_fini(&r->parser, on_field, on_row, r) != 0) {
        size_t end = line_end(r->source->text, r->opened_at);
        say(r, MSG_UNTERMINATED_QUOTE, r->opened_at, end - r->opened_at);
    } else if (r->too_long) {
        say_field_limit(r);
    }
}

static void read_records(struct reader *r, size_t offset)
{
    parser_open(r);
    while (offset < r->source->text.len && !r->stopped) {
        struct line line = line_at(r, offset);
        read_line(r, &line);
        offset += line.len;
    }
    if (!r->stopped)
        read_end(r);
    csv_free(&r->parser);
    if (r->has_blank && r->has_header && r->csv->columns == 1)
        say(r, MSG_BLANK_1COL, r->first_blank, 0);
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

const struct csv *csv_read(struct arena *arena, struct diag *diag,
                           struct source *source,
                           const struct csv_options *options)
{
    struct csv *csv = arena_make(arena, struct csv, 1);
    struct reader r = {
        .arena = arena, .diag = diag, .source = source, .csv = csv};
    size_t header = options ? options->header_row : 0;
    csv->source = source;
    csv->delimiter = options && options->delimiter ? options->delimiter : ',';
    if (header <= 1 && is_sep_line(source->text)) {
        say(&r, MSG_SEP_LINE, 0, line_end(source->text, 0));
        return NULL;
    }
    read_records(&r, offset_of_line(source->text, header));
    if (!r.has_header && r.errors == 0) {
        diag_add(diag, MSG_EMPTY, place_at(source, 0, 0), source->name, NULL);
        return NULL;
    }
    if (r.has_header)
        finish_header(&r);
    source->rows = csv->rows;
    return r.errors ? NULL : csv;
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
