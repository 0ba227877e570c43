/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Records of a stream against csv_read(): the same cells or the same messages
 * at the same places, for hand-made and for random bytes, whatever the window.
 */
#include "data/csv.h"
#include "data/records.h"
#include "tests/tap.h"

#include <stdlib.h>

enum { RANDOM_TEXTS = 5000 };

/* ------------------------------------------------------- what was read */

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Messages in the order of their text: two at one place may be said in either
 * order. */
static void put_messages(struct buf *b, struct diag *diag)
{
    static const char *lines[1024];
    struct str rest = str_of(diag_render_csv(diag));
    size_t n = 0;
    while (rest.len && n < LEN(lines)) {
        size_t len =
            (size_t)((const char *)memchr(rest.at, '\n', rest.len) - rest.at);
        lines[n++] = str_z(b->arena, str_head(rest, len));
        rest = str_from(rest, len + 1);
    }
    qsort(lines, n, sizeof *lines, compare_lines);
    for (size_t i = 0; i < n; i++) {
        buf_z(b, lines[i]);
        buf_char(b, '\n');
    }
}

static const char *by_csv(struct arena *arena, const char *text)
{
    struct diag *diag = diag_new(arena, LANG_EN);
    struct source *source = source_of_text(arena, "x.csv", text);
    const struct csv *csv = csv_read(arena, diag, source, NULL);
    struct buf b = buf_new(arena);
    for (size_t i = 0; csv && i < csv->rows; i++)
        for (size_t c = 0; c < csv->columns; c++) {
            buf_char(&b, '[');
            buf_z(&b, csv->row[i].cells[c]);
            buf_char(&b, c + 1 == csv->columns ? '\n' : ' ');
        }
    put_messages(&b, diag);
    return buf_text(&b);
}

/* What scan.c does with a header and line ends, for one part. */
struct reading {
    struct arena *arena;
    struct diag *diag;
    struct records *records;
    struct csv *header;
    struct buf rows, scratch;
    bool *touched;
    size_t n_rows;
};

static void read_header(struct reading *r, const struct record_batch *batch)
{
    struct str line = records_record(batch, batch->rows[0]);
    struct place place = records_record_place(r->records, batch->rows[0]);
    struct source *source = arena_make(r->arena, struct source, 1);
    *source = *place.source;
    source->raw = source->text = (struct str){str_z(r->arena, line), line.len};
    r->header = csv_read_header(r->arena, r->diag, source, ',');
    r->touched = arena_make(r->arena, bool, batch->columns);
}

static void add_rows(struct reading *r, const struct record_batch *batch)
{
    struct csv *csv = r->header;
    for (size_t i = 0; i < batch->n; i++, r->n_rows++)
        for (size_t c = 0; c < batch->columns; c++) {
            struct str cell =
                records_field(batch, batch->rows[i], c, &r->scratch);
            r->touched[c] = r->touched[c] || cell.len > 0;
            buf_char(&r->rows, '\1');
            buf_str(&r->rows, cell);
            buf_char(&r->rows, c + 1 == csv->columns ? '\2' : ' ');
        }
}

/* Rows with the columns that are kept. */
static void put_rows(struct buf *b, const struct reading *r, size_t columns,
                     size_t all)
{
    size_t c = 0;
    const char *at = buf_text((struct buf *)(uintptr_t)&r->rows);
    const char *end = at + r->rows.len;
    while (at < end) {
        const char *next = memchr(at + 1, '\1', (size_t)(end - at - 1));
        next = next ? next : end;
        if (c < columns) {
            buf_char(b, '[');
            buf_bytes(b, at + 1, (size_t)(next - at - 2));
            buf_char(b, c + 1 == columns ? '\n' : ' ');
        }
        c = c + 1 == all ? 0 : c + 1;
        at = next;
    }
}

static void end_header(struct reading *r, struct records_state state)
{
    struct diag *diag = r->diag;
    if (state.crlf.offset != UINT64_MAX && state.lf.offset != UINT64_MAX)
        diag_add(diag, MSG_EOL_MIXED,
                 state.crlf.offset > state.lf.offset ? state.crlf.place
                                                     : state.lf.place,
                 NULL);
    if (r->header)
        csv_end_header(r->arena, diag, r->header, r->touched);
    if (r->header && r->n_rows == 0 && !diag_has_errors(diag))
        diag_add(diag, MSG_NO_ROWS,
                 place_at(r->header->source, r->header->header.offset, 0),
                 NULL);
}

static const char *by_records(struct arena *arena, const char *text,
                              size_t window, size_t batch_bytes)
{
    struct reading r = {.arena = arena,
                        .diag = diag_new(arena, LANG_EN),
                        .rows = buf_new(arena),
                        .scratch = buf_new(arena)};
    struct records_spec spec = {.name = "x.csv",
                                .text = str_of(text),
                                .window = window,
                                .batch = batch_bytes};
    struct record_batch batch;
    size_t all = 0;
    struct buf b = buf_new(arena);
    r.records = records_open(arena, r.diag, &spec);
    if (records_next(r.records, &batch)) {
        all = batch.columns;
        read_header(&r, &batch);
        while (r.header && records_next(r.records, &batch))
            add_rows(&r, &batch);
    }
    end_header(&r, records_state(r.records));
    records_close(r.records);
    if (!all && !diag_has_errors(r.diag))
        diag_add(r.diag, MSG_EMPTY,
                 place_at(source_of_text(arena, "x.csv", text), 0, 0), "x.csv",
                 NULL);
    if (r.header && !diag_has_errors(r.diag))
        put_rows(&b, &r, r.header->columns, all);
    put_messages(&b, r.diag);
    return buf_text(&b);
}

/* ------------------------------------------------------------- both ways */

static bool same_both_ways(const char *text, size_t window, size_t batch)
{
    struct arena *arena = arena_open();
    const char *expected = by_csv(arena, text);
    const char *found = by_records(arena, text, window, batch);
    bool same = strcmp(found, expected) == 0;
    if (!same)
        printf("# text: %s\n# found: %s\n# expected: %s\n", text, found,
               expected);
    arena_close(arena);
    return same;
}

static void is_same(const char *text, const char *what)
{
    ok(same_both_ways(text, 0, 0) && same_both_ways(text, 64, 64) &&
           same_both_ways(text, 1, 128),
       what);
}

static void test_by_hand(void)
{
    is_same("a,b\n1,2\n", "two rows");
    is_same("a,b\r\n1,2", "CRLF, no end");
    is_same("a,b\n\"1,497\",\"x\"\"y\"\n", "quotes");
    is_same("a,b\n\"1\r\n2\", 3 \n", "a line end in a field");
    is_same("a\n\"\"\n1\n", "an empty quoted field");
    is_same("a,b\r1,2\r", "bare CR");
    is_same("a,b\n1,2\r\r\n3,4\n5\n", "bare CR and a short row");
    is_same("a,b\n1,2\r\n3,4\n", "line ends of both kinds");
    is_same("\n\na,b\n\n1,2\n\n", "blank lines");
    is_same("a\n\n1\n", "a blank line in one column");
    is_same("\na\n1\n", "a blank line before one column");
    is_same("a,b\n,\n\"\",\"\"\n1,2\n", "blank rows");
    is_same("a,b\n1\"2\",3\n4,5,6\n", "a stray quote");
    is_same("a,b\n\"1\"x,3\n4\n", "text after a quote");
    is_same("a,b\n1,2\n3,\"4\n5,6\n", "a quote never closed");
    is_same("a,b,,\n1,2,,\n3,4,,\n", "columns without a name");
    is_same("a,b,,\n1,2,3,\n", "and one of them with a value");
    is_same("a,b\n", "no rows");
    is_same("", "no bytes");
    is_same("\n\n", "no records");
    is_same("a,b\n1,\"2", "a quote open at the end");
    is_same("a,b\n1,\"2\"", "a quote closed at the end");
    is_same("a,b\n1,2\r", "CR at the end");
    is_same("年度,値\nR4,\"1\n\"\"2\"\"\"\n\nR5,7,8",
            "columns count characters");
}

/* ---------------------------------------------------------------- random */

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    return *state ^= *state << 17;
}

/* Mostly well-formed records, with some damage. */
static void random_text(uint64_t *state, char *to, size_t cap, unsigned damage)
{
    static const char *const cells[] = {
        "",    "1",          "23",       "\"\"",           "\"q\"", "\"a,b\"",
        "4.5", "\"x\"\"y\"", "\"l\nm\"", "長い文字列です", " 7 ",   "\"\r\n\""};
    static const char *const wrong[] = {"\"",   "\r",  "\n",   ",",
                                        "\"\"", "x\"", "\r\n", "\"z"};
    size_t n = 0, columns = 1 + next_random(state) % 4;
    size_t rows = next_random(state) % 40;
    bool crlf = next_random(state) % 4 == 0;
    for (size_t row = 0; row <= rows && n + 200 < cap; row++) {
        for (size_t c = 0; c < columns; c++) {
            const char *cell = row ? cells[next_random(state) % 12] : "n1";
            n += (size_t)sprintf(to + n, "%s%s", c ? "," : "", cell);
            if (row == 0)
                n += (size_t)sprintf(to + n, "%zu", c);
            if (damage && next_random(state) % damage == 0)
                n += (size_t)sprintf(to + n, "%s",
                                     wrong[next_random(state) % 8]);
        }
        bool last = row == rows && next_random(state) % 2;
        n += (size_t)sprintf(to + n, "%s", last ? "" : crlf ? "\r\n" : "\n");
    }
}

static void random_bytes(uint64_t *state, char *to)
{
    static const char alphabet[] = "\"\",,\n\nab\r";
    size_t n = next_random(state) % 150;
    for (size_t i = 0; i < n; i++)
        to[i] = alphabet[next_random(state) % (sizeof alphabet - 1)];
    to[n] = '\0';
}

static void test_random(void)
{
    static char text[8192];
    uint64_t state = 88172645463325252u;
    static const unsigned damages[] = {0, 400, 60, 8};
    static const size_t windows[] = {0, 1, 64, 200};
    bool good = true;
    for (size_t i = 0; i < RANDOM_TEXTS && good; i++) {
        if (i % 5 == 4)
            random_bytes(&state, text);
        else
            random_text(&state, text, sizeof text, damages[i % 4]);
        size_t w = windows[next_random(&state) % 4];
        good = same_both_ways(text, w, w ? 64 * (1 + i % 3) : 0);
    }
    ok(good, "random texts read the same both ways");
}

/* head, n times part, tail */
static char *repeated(const char *head, size_t n, const char *part,
                      const char *tail)
{
    size_t h = strlen(head), p = strlen(part), end = h + n * p;
    char *text = malloc(end + strlen(tail) + 1);
    if (!text)
        exit(1);
    memcpy(text, head, h);
    for (size_t i = 0; i < n; i++)
        memcpy(text + h + i * p, part, p);
    memcpy(text + end, tail, strlen(tail) + 1);
    return text;
}

static void is_same_repeated(const char *head, size_t n, const char *part,
                             const char *tail, const char *what)
{
    char *text = repeated(head, n, part, tail);
    ok(same_both_ways(text, 0, 0), what);
    free(text);
}

static void test_long(void)
{
    enum { MIB = 1 << 20 };
    is_same_repeated("a,b\n1,", MIB, "x", "\n2,3\n", "a field of 1 MiB");
    is_same_repeated("a,b\n1,", MIB + 1, "x", "\n2,3\n", "one byte more");
    is_same_repeated("a,b\n1,\"", 2 * MIB, "\n", "\"\n", "a field of lines");
    is_same_repeated("a,b\n1,2\n3,\"", 700000, "4,5\n", "",
                     "a quote left open");
    is_same_repeated("a\n1", 16384, ",", "\n2\n", "16385 columns");
    is_same_repeated("a\n1", 16383, ",", "\n2\n", "16384 columns");
    is_same_repeated("a", 16385, ",b", "\n", "a header of 16386 columns");
    is_same_repeated("a,b\n", 90000, "1,\"2,3\"\n", "4\n", "many rows");
    is_same_repeated("a,b\n", 150, "1,2,3\n\n,\n", "4\n", "many faults");
    is_same_repeated("a,b\n\"", 70000, "x", "\",1\n2,3\n", "over 64 KiB");
    is_same_repeated("a,b\n", 99, "1\"2,3\n", "4\n5\n6\n", "a hundred faults");
}

int main(void)
{
    test_by_hand();
    test_random();
    test_long();
    return tap_done();
}
