/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Records of a stream against csv_read(): whatever the bytes and the window,
 * the same cells, or errors of the same number at the same places.
 */
#include "data/csv.h"
#include "data/records.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const char *bytes, size_t size);

/* What either reader found: cells, and errors by their lines of the table of
 * messages. */
struct found {
    struct buf cells;
    struct diag *diag;
    bool has_header;
};

static void put_cell(struct buf *b, struct str cell)
{
    buf_char(b, '[');
    buf_str(b, cell);
    buf_char(b, ']');
}

static struct found by_csv(struct arena *arena, const char *text)
{
    struct found f = {buf_new(arena), diag_new(arena, LANG_EN), true};
    struct source *source = source_of_text(arena, "f", text);
    const struct csv *csv = csv_read(arena, f.diag, source, NULL);
    for (size_t i = 0; csv && i < csv->rows; i++)
        for (size_t c = 0; c < csv->columns; c++)
            put_cell(&f.cells, str_of(csv->row[i].cells[c]));
    return f;
}

static struct found by_records(struct arena *arena, const char *text,
                               size_t window, size_t columns)
{
    struct found f = {buf_new(arena), diag_new(arena, LANG_EN), false};
    struct records_spec spec = {.name = "f",
                                .text = str_of(text),
                                .window = window,
                                .batch = window ? 64 : 0};
    struct records *r = records_open(arena, f.diag, &spec);
    struct buf scratch = buf_new(arena);
    struct record_batch batch;
    while (records_next(r, &batch)) {
        for (size_t i = 0; i < batch.n && f.has_header; i++)
            for (size_t c = 0; c < columns; c++)
                put_cell(&f.cells,
                         records_field(&batch, batch.rows[i], c, &scratch));
        f.has_header = true;
    }
    records_close(r);
    return f;
}

/* Messages about the header are csv_read_header()'s, those about both kinds of
 * line ends the scan's. */
static size_t count_structure(struct diag *diag, bool errors)
{
    size_t n = 0;
    for (size_t i = 0; i < diag_size(diag); i++) {
        enum message id = diag_id(diag, i);
        if (message_is_error(id) != errors)
            continue;
        n += id == MSG_BARE_CR || id == MSG_STRAY_QUOTE ||
             id == MSG_AFTER_QUOTE || id == MSG_UNTERMINATED_QUOTE ||
             id == MSG_FIELDS || id == MSG_BLANK_LINE || id == MSG_BLANK_1COL ||
             id == MSG_BLANK_ROW || id == MSG_LIMIT;
    }
    return n;
}

static bool has_header_errors(struct diag *diag)
{
    for (size_t i = 0; i < diag_size(diag); i++) {
        enum message id = diag_id(diag, i);
        if (id == MSG_HEADER_DUP || id == MSG_HEADER_EMPTY ||
            id == MSG_SEP_LINE)
            return true;
    }
    return false;
}

static void compare(const char *text, size_t window)
{
    struct arena *arena = arena_open();
    struct found a = by_csv(arena, text);
    if (!has_header_errors(a.diag)) {
        const struct csv *csv =
            csv_read(arena, diag_new(arena, LANG_EN),
                     source_of_text(arena, "f", text), NULL);
        struct found b =
            by_records(arena, text, window, csv ? csv->columns : 0);
        assert(count_structure(a.diag, true) == count_structure(b.diag, true));
        /* of many warnings csv_read() leaves others out: it has more kinds */
        if (diag_count(a.diag, LEVEL_WARNING) < 100)
            assert(count_structure(a.diag, false) ==
                   count_structure(b.diag, false));
        if (csv)
            assert(strcmp(buf_text(&a.cells), buf_text(&b.cells)) == 0);
        assert(diag_render(b.diag));
    }
    arena_close(arena);
}

int LLVMFuzzerTestOneInput(const char *bytes, size_t size)
{
    if (memchr(bytes, 0, size) || memchr(bytes, 0x1A, size) ||
        utf8_valid(bytes, size) != size)
        return 0; /* encode.c and chars.c judge them before */
    char *text = malloc(size + 1);
    if (!text)
        return 0;
    memcpy(text, bytes, size);
    text[size] = '\0';
    compare(text, 0);
    compare(text, 1 + size % 200);
    free(text);
    return 0;
}
