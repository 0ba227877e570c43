/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/records.h"

#include "data/csvindex.h"
#include "data/csvlines.h"
#include "data/excerpt.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

enum {
    WINDOW = 1 << 17,
    BATCH = 1 << 13,
    LONG_RECORD = 1 << 16 /* libcsv judges longer ones */
};

/* Invariants: 0 <= at <= indexed <= filled <= cap.  A record begins at `at`.
 * index.ends holds the places between `at` and `indexed`, and index.ends[-1]
 * is at - 1.  `lines` counts the LFs of the part before `indexed`. */
struct records {
    struct arena *arena, *memory; /* memory: of the window */
    struct diag *diag;
    struct records_spec spec;
    char *window;
    size_t cap, filled, at, indexed;
    uint64_t base; /* offset in the file of window[0] */
    bool eof, done, stopped;
    bool has_bom;
    bool first; /* the record that says how many columns there are */
    bool doubt; /* what the index holds from `at` on is of no use */
    struct csv_index index;
    const uint32_t **rows;
    size_t columns, n_rows;
    uint64_t lines;
    struct record_line_end crlf, lf;
    size_t errors, warnings;
    bool has_blank; /* blank lines before the first record */
    struct place first_blank;
};

/* ---------------------------------------------------------------- window */

static void make_window(struct records *r, size_t cap)
{
    struct arena *memory = arena_open();
    char *window = arena_make(memory, char, cap + RECORDS_PADDING);
    if (r->filled)
        memcpy(window, r->window, r->filled);
    arena_close(r->memory);
    r->memory = memory;
    r->window = window;
    r->cap = cap;
}

struct records *records_open(struct arena *arena, struct diag *diag,
                             const struct records_spec *spec)
{
    struct records *r = arena_make(arena, struct records, 1);
    r->arena = arena;
    r->diag = diag;
    r->spec = *spec;
    if (spec->batch == 0)
        r->spec.batch = BATCH;
    if (spec->end == 0)
        r->spec.end = UINT64_MAX;
    r->base = spec->begin;
    r->columns = spec->columns;
    r->crlf.offset = r->lf.offset = UINT64_MAX;
    make_window(r, spec->window ? spec->window : WINDOW);
    size_t places = r->spec.batch + LONG_RECORD + CSV_BLOCK + CSV_SLACK;
    csv_index_open(&r->index, spec->delimiter ? spec->delimiter : ',');
    r->index.ends = arena_make(arena, uint32_t, places + 1) + 1;
    r->index.rows = arena_make(arena, uint32_t, places);
    r->rows = arena_make(arena, const uint32_t *, places);
    r->index.ends[-1] = UINT32_MAX;
    return r;
}

void records_close(struct records *r)
{
    arena_close(r->memory);
    r->memory = NULL;
    r->window = NULL;
}

/* Brings the record at `at` to the front of the window. */
static void shift(struct records *r)
{
    size_t by = r->at;
    memmove(r->window, r->window + by, r->filled - by);
    r->base += by;
    r->filled -= by;
    r->indexed -= by;
    r->at = 0;
    for (size_t i = 0; i < r->index.n_ends; i++)
        r->index.ends[i] -= (uint32_t)by;
    r->index.ends[-1] = UINT32_MAX;
}

static ssize_t read_some(struct records *r)
{
    char *to = r->window + r->filled;
    size_t room = r->cap - r->filled;
    uint64_t offset = r->base + r->filled;
    struct str text = r->spec.text;
    if (text.at) {
        size_t left = offset < text.len ? text.len - (size_t)offset : 0;
        size_t n = left < room ? left : room;
        memcpy(to, text.at + (text.len - left), n);
        return (ssize_t)n;
    }
    ssize_t n;
    do
        n = r->spec.is_pipe ? read(r->spec.fd, to, room)
                            : pread(r->spec.fd, to, room, (off_t)offset);
    while (n < 0 && errno == EINTR);
    return n;
}

/* Reads on; false at the end of the file.  What follows the text is a line
 * end, for readers that look at the byte behind a field. */
static bool more(struct records *r)
{
    if (r->eof)
        return false;
    if (r->at > 0)
        shift(r);
    if (r->filled == r->cap)
        make_window(r, 2 * r->cap);
    ssize_t n = read_some(r);
    if (n > 0) {
        r->filled += (size_t)n;
        return true;
    }
    r->eof = true;
    memset(r->window + r->filled, '\n', RECORDS_PADDING);
    if (n < 0) {
        diag_add(r->diag, MSG_OPEN, (struct place){0}, r->spec.name,
                 strerrordesc_np(errno), NULL);
        r->stopped = true;
    }
    return false;
}

struct str records_peek(struct records *r, size_t n)
{
    bool more_to_come = true;
    while (r->filled < n && more_to_come)
        more_to_come = more(r);
    return (struct str){r->window, r->filled < n ? r->filled : n};
}

static void skip_bom(struct records *r)
{
    struct str head = records_peek(r, 3);
    r->spec.skip_bom = false;
    r->has_bom = str_is(head, "\xEF\xBB\xBF");
    if (r->has_bom) {
        r->at = r->indexed = 3;
        shift(r);
    }
}

void records_end_at(struct records *r, uint64_t end)
{
    r->spec.end = end;
}

/* -------------------------------------------------------------- messages */

static uint64_t count_lines(const char *at, const char *end)
{
    uint64_t n = 0;
    while ((at = memchr(at, '\n', (size_t)(end - at)))) {
        n++;
        at++;
    }
    return n;
}

/* LFs of the part before a byte of the window. */
static uint64_t lines_before(const struct records *r, size_t offset)
{
    const char *at = r->window + offset, *indexed = r->window + r->indexed;
    return at < indexed ? r->lines - count_lines(at, indexed)
                        : r->lines + count_lines(indexed, at);
}

/* The line around a byte of the window as a source of its own. */
static struct place excerpt(struct records *r, size_t offset, size_t length)
{
    struct excerpt_spec spec = {
        .name = r->spec.name,
        .text = {r->window, r->filled},
        .base = r->base,
    };
    const char *begin = r->window + offset;
    while (begin > r->window && begin[-1] != '\n')
        begin--;
    spec.lines = lines_before(r, (size_t)(begin - r->window));
    return excerpt_make(r->arena, &spec, offset, length);
}

static bool may_say(struct records *r, enum message id)
{
    if (!message_is_error(id))
        return r->warnings++ < RECORDS_SAID;
    if (r->stopped)
        return false;
    r->stopped = ++r->errors >= RECORDS_SAID;
    return true;
}

static void say(struct records *r, enum message id, size_t offset,
                size_t length)
{
    if (may_say(r, id))
        diag_add(r->diag, id, excerpt(r, offset, length), NULL);
}

/* Offsets of a fault count from `at`. */
static void say_fault(struct records *r, const struct csv_fault *fault)
{
    size_t offset = r->at + fault->offset;
    if (fault->id != MSG_LIMIT) {
        say(r, fault->id, offset, fault->length);
        return;
    }
    diag_add(r->diag, MSG_LIMIT, excerpt(r, offset, 0), fault->what,
             fault->limit, NULL);
    r->stopped = true;
}

/* ----------------------------------------------------------------- fields */

/* The text within the quotes of a field; doubled quotes are left. */
static struct str unquoted(struct str raw)
{
    if (raw.len >= 2 && raw.at[0] == '"')
        return (struct str){raw.at + 1, raw.len - 2};
    return raw;
}

struct str records_field(const struct record_batch *batch, const uint32_t *ends,
                         size_t column, struct buf *scratch)
{
    struct str raw = records_raw(batch, ends, column), text = unquoted(raw);
    if (text.at == raw.at || !memchr(text.at, '"', text.len))
        return text;
    scratch->len = 0;
    for (size_t i = 0; i < text.len; i++) {
        buf_char(scratch, text.at[i]);
        i += text.at[i] == '"'; /* the other half */
    }
    size_t len = scratch->len;
    buf_bytes(scratch, "0123456789abcdef", 16); /* may be read, see dict.h */
    return (struct str){scratch->at, len};
}

struct str records_record(const struct record_batch *batch,
                          const uint32_t *ends)
{
    const char *begin = batch->text + (uint32_t)(ends[-1] + 1);
    struct str last = records_raw(batch, ends, batch->columns - 1);
    return (struct str){begin, (size_t)(last.at + last.len - begin)};
}

struct place records_field_place(struct records *r,
                                 const struct record_batch *batch,
                                 const uint32_t *ends, size_t column)
{
    struct str text = unquoted(records_raw(batch, ends, column));
    return excerpt(r, (size_t)(text.at - r->window), text.len);
}

static struct place line_place(struct records *r, size_t offset)
{
    const char *at = r->window + offset;
    const char *end = memchr(at, '\n', r->filled - offset);
    end = end ? end : r->window + r->filled;
    if (end > at && end[-1] == '\r')
        end--;
    return excerpt(r, offset, (size_t)(end - at));
}

struct place records_record_place(struct records *r, const uint32_t *ends)
{
    return line_place(r, (uint32_t)(ends[-1] + 1));
}

/* ------------------------------------------------------------------- rows */

static void blank_line(struct records *r, size_t offset)
{
    if (r->columns == 0 && !r->has_blank) {
        r->has_blank = true;
        r->first_blank = excerpt(r, offset, 0);
    }
    say(r, r->columns == 1 ? MSG_BLANK_1COL : MSG_BLANK_LINE, offset, 0);
}

/* All fields empty, where there are several. */
static bool is_blank_row(const struct records *r, const uint32_t *ends)
{
    struct record_batch batch = {.text = r->window, .columns = r->columns};
    for (size_t i = 0; i < r->columns; i++)
        if (unquoted(records_raw(&batch, ends, i)).len > 0)
            return false;
    return r->columns > 1;
}

/* A row that is not simply to be passed on. */
static void odd_row(struct records *r, const uint32_t *ends, size_t columns)
{
    size_t begin = (uint32_t)(ends[-1] + 1), bytes = ends[0] - begin;
    bool empty = bytes == 0 || (bytes == 1 && r->window[begin] == '\r');
    if (columns == 1 && empty) {
        blank_line(r, begin);
    } else if (columns != r->columns) {
        if (may_say(r, MSG_FIELDS))
            diag_add(r->diag, MSG_FIELDS, line_place(r, begin),
                     str_count(r->arena, r->columns),
                     str_count(r->arena, columns), NULL);
    } else if (!r->first && is_blank_row(r, ends)) {
        struct place place = line_place(r, begin);
        if (may_say(r, MSG_BLANK_ROW))
            diag_add(r->diag, MSG_BLANK_ROW, place, NULL);
    } else {
        r->rows[r->n_rows++] = ends;
    }
}

/* Passes on the rows that the index holds. */
static void take_rows(struct records *r)
{
    const uint32_t *ends = r->index.ends;
    for (size_t i = 0; i < r->index.n_rows && !r->stopped; i++) {
        const uint32_t *last = r->index.ends + r->index.rows[i];
        size_t columns = (size_t)(last - ends) + 1;
        size_t begin = (uint32_t)(ends[-1] + 1);
        char first = r->window[begin];
        r->done = r->base + begin >= r->spec.end;
        r->doubt = columns > CSV_MAX_COLUMNS; /* libcsv shall say it */
        if (r->done || r->doubt)
            return;
        if (columns == r->columns && columns > 1 && first != '"' &&
            first != r->index.delimiter)
            r->rows[r->n_rows++] = ends;
        else
            odd_row(r, ends, columns);
        r->at = *last < r->filled ? *last + 1 : r->filled;
        ends = last + 1;
    }
}

/* Forgets the places of the rows that were passed on. */
static void drop_rows(struct records *r)
{
    struct csv_index *ix = &r->index;
    if (ix->n_rows > 0) {
        size_t taken = ix->rows[ix->n_rows - 1] + 1;
        ix->n_ends -= taken;
        memmove(ix->ends, ix->ends + taken, ix->n_ends * sizeof *ix->ends);
    }
    ix->ends[-1] = (uint32_t)r->at - 1;
    ix->n_rows = 0;
}

/* ------------------------------------------------------------------ index */

static void note_line_end(struct records *r, struct record_line_end *first,
                          size_t offset)
{
    if (first->offset != UINT64_MAX)
        return;
    first->offset = r->base + offset;
    first->place = excerpt(r, offset, 0);
}

/* false: not proved to the end. */
static bool run_index(struct records *r, size_t to, bool is_last)
{
    struct csv_index *ix = &r->index;
    uint64_t inner = ix->inner_lines;
    size_t rows = ix->n_rows;
    size_t reached = csv_index_run(ix, r->window, r->indexed, to, is_last);
    r->indexed = reached;
    r->lines += ix->n_rows - rows + (ix->inner_lines - inner);
    if (r->crlf.offset == UINT64_MAX && ix->first_crlf != UINT32_MAX)
        note_line_end(r, &r->crlf, ix->first_crlf - 1);
    if (r->lf.offset == UINT64_MAX && ix->first_lf != UINT32_MAX)
        note_line_end(r, &r->lf, ix->first_lf);
    return reached == to;
}

/* Nothing is known behind `at`. */
static void restart_index(struct records *r)
{
    r->lines = lines_before(r, r->at);
    r->indexed = r->at;
    r->index.n_ends = r->index.n_rows = 0;
    r->index.ends[-1] = (uint32_t)r->at - 1;
    csv_index_restart(&r->index);
}

/* The last record may lack its line end. */
static void close_last_row(struct records *r)
{
    struct csv_index *ix = &r->index;
    size_t begin =
        ix->n_rows > 0 ? ix->ends[ix->rows[ix->n_rows - 1]] + 1 : r->at;
    if (begin == r->filled)
        return;
    ix->ends[ix->n_ends] = (uint32_t)r->filled;
    ix->rows[ix->n_rows++] = (uint32_t)ix->n_ends++;
}

/* ------------------------------------------------------------- the doubtful */

static void no_field(void *data, const char *at, size_t len)
{
    (void)data;
    (void)at;
    (void)len;
}

/* libcsv's word on the record at `at`; *len: bytes of the lines it took.
 * A line is fed when its end is there, or more of it than a record may have. */
static enum csv_event ask_libcsv(struct records *r, size_t *len,
                                 size_t *columns, struct csv_fault *fault)
{
    struct csv_lines *lines =
        csv_lines_open(r->arena, r->index.delimiter, no_field, NULL);
    enum csv_event event = CSV_OPEN;
    *len = 0;
    while (event == CSV_OPEN) {
        size_t line = r->at + *len;
        while (!memchr(r->window + line, '\n', r->filled - line) &&
               r->filled - r->at <= CSV_MAX_RECORD && more(r))
            line = r->at + *len;
        struct str text = {r->window + r->at, r->filled - r->at};
        if (*len == text.len) {
            event = csv_lines_finish(lines, text, fault);
            break;
        }
        event = csv_lines_feed(lines, text, len, fault);
        size_t offset, bytes = csv_lines_end(lines, &offset);
        if (bytes > 0)
            note_line_end(r, bytes == 2 ? &r->crlf : &r->lf, r->at + offset);
    }
    *columns = csv_lines_fields(lines);
    csv_lines_close(lines);
    return event;
}

/* A record that libcsv accepts is one whose proof succeeds. */
static void take_accepted(struct records *r, size_t len)
{
    restart_index(r);
    bool proved = run_index(r, r->at + len, true);
    if (r->window[r->at + len - 1] != '\n' || r->index.n_rows == 0)
        close_last_row(r);
    assert(proved && r->index.n_rows == 1);
    csv_index_restart(&r->index);
    take_rows(r);
}

static void set_columns(struct records *r, size_t columns)
{
    r->columns = columns;
    if (r->has_blank && columns == 1 && may_say(r, MSG_BLANK_1COL))
        diag_add(r->diag, MSG_BLANK_1COL, r->first_blank, NULL);
}

static void take_doubtful(struct records *r)
{
    struct csv_fault fault;
    size_t len, columns;
    restart_index(r);
    if (r->base + r->at >= r->spec.end) {
        r->done = true;
        return;
    }
    enum csv_event event = ask_libcsv(r, &len, &columns, &fault);
    if (event == CSV_RECORD) {
        r->first = r->columns == 0;
        if (r->first)
            set_columns(r, columns);
        take_accepted(r, len);
        r->first = false;
        return;
    }
    if (event == CSV_BLANK)
        blank_line(r, r->at);
    else if (event == CSV_FAULT)
        say_fault(r, &fault);
    else
        r->done = true;
    if (event == CSV_FAULT && r->columns == 0)
        r->stopped = true; /* nothing to compare the rows with */
    r->at += len;
    r->doubt = true;
}

/* ----------------------------------------------------------------- stream */

/* Rule B1: what an old editor puts at the end. */
static void cut_ctrl_z(struct records *r)
{
    if (r->filled > r->indexed && r->window[r->filled - 1] == 0x1A) {
        say(r, MSG_CTRL_Z, r->filled - 1, 1);
        r->window[--r->filled] = '\n';
    }
}

static void step(struct records *r)
{
    while (!r->eof && r->filled - r->indexed < r->spec.batch + CSV_BLOCK)
        if (!more(r) && r->eof)
            cut_ctrl_z(r);
    if (r->stopped)
        return;
    if (r->columns == 0 && r->at < r->filled) {
        take_doubtful(r);
        return;
    }
    bool to_end = r->eof && r->filled - r->indexed <= r->spec.batch;
    size_t to = to_end ? r->filled : r->indexed + r->spec.batch;
    r->doubt = !run_index(r, to, to_end) || (to_end && r->index.inside);
    if (r->indexed - r->at > LONG_RECORD)
        r->doubt = true;
    if (to_end && !r->doubt)
        close_last_row(r);
    bool doubt = r->doubt;
    take_rows(r);
    r->doubt = r->doubt || doubt;
    if (r->doubt && r->n_rows == 0 && !r->done)
        take_doubtful(r);
    else if (to_end && !r->doubt)
        r->done = true;
}

bool records_next(struct records *r, struct record_batch *out)
{
    r->n_rows = 0;
    if (r->spec.skip_bom)
        skip_bom(r);
    while (!r->stopped && !r->done && r->n_rows == 0) {
        if (r->doubt)
            restart_index(r);
        else
            drop_rows(r);
        r->doubt = false;
        step(r);
    }
    *out = (struct record_batch){r->window, r->rows, r->n_rows, r->columns};
    return r->n_rows > 0;
}

uint64_t records_offset(const struct records *r)
{
    return r->base + r->at;
}

struct records_state records_state(const struct records *r)
{
    return (struct records_state){.offset = r->base + r->at,
                                  .lines = lines_before(r, r->at),
                                  .crlf = r->crlf,
                                  .lf = r->lf,
                                  .has_bom = r->has_bom,
                                  .stopped = r->stopped};
}
