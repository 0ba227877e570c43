/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/locate.h"

#include "data/csv.h"
#include "data/encode.h"
#include "data/records.h"
#include <string.h>
#include <unistd.h>

/* A search through the records of one file. */
struct search {
    struct records *records;
    const char *column, *text;
    struct buf scratch;
};

/* A field as a scan sees it: without quotes and blanks, in UTF-8. */
static bool field_is(struct search *s, const struct record_batch *batch,
                     size_t row, size_t column, const char *text)
{
    struct str field =
        csv_trim(records_field(batch, batch->rows[row], column, &s->scratch));
    struct str decoded;
    if (str_is(field, text))
        return true;
    return utf8_valid(field.at, field.len) < field.len &&
           encode_piece(s->scratch.arena, ENCODING_CP932, field, &decoded) &&
           str_is(csv_trim(decoded), text);
}

static bool find(struct search *s, struct place *out)
{
    struct record_batch batch;
    size_t column = SIZE_MAX;
    while (records_next(s->records, &batch))
        for (size_t i = 0; i < batch.n; i++) {
            struct arena_mark mark = arena_mark(s->scratch.arena);
            if (column == SIZE_MAX) {
                for (size_t c = 0; c < batch.columns; c++)
                    if (field_is(s, &batch, i, c, s->column))
                        column = c;
                if (column == SIZE_MAX)
                    return false;
            } else if (field_is(s, &batch, i, column, s->text)) {
                *out = records_field_place(s->records, &batch, batch.rows[i],
                                           column);
                return true;
            }
            arena_reset(s->scratch.arena, mark);
        }
    return false;
}

bool locate_text(struct arena *arena, const char *dir, const char *path,
                 const char *column, const char *text, struct place *out)
{
    if (!dir && strcmp(path, "-") == 0)
        return false;
    struct diag *silent = diag_new(arena, LANG_JA);
    struct source_request request = {.dir = dir, .path = path, .is_csv = true};
    int fd = source_open(silent, &request);
    if (fd < 0)
        return false;
    struct search s = {.column = column, .text = text};
    struct arena *scratch = arena_open();
    s.scratch = buf_new(scratch);
    s.records = records_open(
        arena, silent,
        &(struct records_spec){
            .name = source_name(arena, dir, path), .fd = fd, .skip_bom = true});
    bool found = find(&s, out);
    records_close(s.records);
    arena_close(scratch);
    close(fd);
    return found;
}
