/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The grid of a CSV file: cells, places, every structural rule, limits, and
 * damage of many kinds.
 */
#include "data/csv.h"
#include "tests/tap.h"

#include <stdlib.h>

struct trial {
    struct arena *arena;
    struct diag *diag;
    struct source *source;
    const struct csv *csv;
};

static struct trial read_with(const char *text, struct csv_options options)
{
    struct trial t = {.arena = arena_open()};
    t.diag = diag_new(t.arena, LANG_EN);
    t.source = source_of_text(t.arena, "x.csv", text);
    t.csv = csv_read(t.arena, t.diag, t.source, &options);
    return t;
}

/* Each message as RULE@line:column. */
static const char *said(struct trial *t)
{
    struct buf b = buf_new(t->arena);
    const char *csv = diag_render_csv(t->diag);
    for (size_t i = 0; i < diag_size(t->diag); i++) {
        csv = strchr(csv, '\n') + 1; /* level,id,"file",line,column,... */
        const char *number = strchr(strstr(csv, "x.csv"), ',') + 1;
        const char *comma = strchr(number, ',');
        size_t n = strcspn(comma + 1, ",");
        buf_z(&b, i ? " " : "");
        for (size_t k = 0; k < diag_size(t->diag); k++)
            if (str_starts(str_of(strchr(csv, ',') + 1),
                           message_number(diag_id(t->diag, k)))) {
                buf_z(&b, message_rule(diag_id(t->diag, k)));
                break;
            }
        buf_char(&b, '@');
        buf_bytes(&b, number, (size_t)(comma - number));
        buf_char(&b, ':');
        buf_bytes(&b, comma + 1, n);
    }
    return buf_text(&b);
}

/* The grid as name,name|cell,cell|..., then the messages. */
static const char *dump(struct trial *t)
{
    struct buf b = buf_new(t->arena);
    const struct csv *csv = t->csv;
    for (size_t i = 0; csv && i <= csv->rows; i++) {
        const struct csv_row *row = i ? &csv->row[i - 1] : &csv->header;
        for (size_t c = 0; c < csv->columns; c++) {
            buf_z(&b, c ? "," : i ? "|" : "");
            buf_z(&b, row->cells[c]);
        }
    }
    const char *messages = said(t);
    buf_z(&b, b.len && *messages ? " " : "");
    buf_z(&b, messages);
    return buf_text(&b);
}

static void is_read_with(struct csv_options options, const char *text,
                         const char *expected)
{
    struct trial t = read_with(text, options);
    is_text(dump(&t), expected, text);
    ok((t.csv == NULL) == diag_has_errors(t.diag), "a grid or an error");
    arena_close(t.arena);
}

static void is_read(const char *text, const char *expected)
{
    is_read_with((struct csv_options){0}, text, expected);
}

static void test_cells(void)
{
    is_read("a,b\n1,2\n", "a,b|1,2");
    is_read("a,b\r\n1,2", "a,b|1,2");
    is_read("a,b\n\"1,497\",\"x\"\"y\"\n", "a,b|1,497,x\"y");
    is_read("a,b\n\"1\r\n2\", 3 \n", "a,b|1\r\n2, 3 ");
    is_read("a,b\n\"\",\"\"\"\"\n", "a,b|,\"");
    is_read("a\n\"\"\n1\n", "a||1");
    is_read("a,b\n\"1\r2\",3\n", "a,b|1\r2,3");
    is_read_with((struct csv_options){.delimiter = '\t'}, "a\tb\n1,5\t2\n",
                 "a,b|1,5,2");
    is_read_with((struct csv_options){.header_row = 3},
                 "title \"\nunit: %\na,b\n1,2\n", "a,b|1,2");
    is_read_with((struct csv_options){.header_row = 9}, "a,b\n1,2\n",
                 "EMPTY@1:1");
}

static void test_lines(void)
{
    is_read("a,b\r1,2\r", "BARE_CR@1:4");
    is_read("a,b\n1,2\r\r\n3,4\n5\n", "BARE_CR@2:4 EOL_MIXED@2:5 FIELDS@4:1");
    is_read("a,b\n1,2\r\n3,4\n", "a,b|1,2|3,4 EOL_MIXED@2:4");
    is_read("a,b\r\n\"1\n2\",3\r\n", "a,b|1\n2,3");
    is_read("\n\na,b\n\n1,2\n\n",
            "a,b|1,2 BLANK_LINE@1:1 BLANK_LINE@2:1 BLANK_LINE@4:1 "
            "BLANK_LINE@6:1");
    is_read("a\n\n1\n", "BLANK_1COL@2:1");
    is_read("\na\n1\n", "BLANK_LINE@1:1 BLANK_1COL@1:1");
    is_read("a,b\n  \n", "FIELDS@2:1");
    is_read("a,b\n,\n1,2\n", "a,b|1,2 BLANK_ROW@2:1");
    is_read("sep=;\na;b\n", "SEP_LINE@1:1");
    is_read("a,b\n", "a,b NO_ROWS@1:1");
}

static void test_quotes(void)
{
    is_read("a,b\n1\"2\",3\n4,5,6\n", "STRAY_QUOTE@2:2 FIELDS@3:1");
    is_read("a,b\n1, \"2\"\n", "STRAY_QUOTE@2:4");
    is_read("a,b\n\"1\"x,3\n4\n", "AFTER_QUOTE@2:4 FIELDS@3:1");
    is_read("a,b\n\"1\" ,3\n", "AFTER_QUOTE@2:4");
    is_read("a,b\n\"1\\\"x\",3\n", "AFTER_QUOTE@2:5");
    is_read("a,b\n\"1\\\"\",3\n", "UNTERMINATED_QUOTE@2:1");
    is_read("a,b\n1,2\n3,\"4\n5,6\n", "UNTERMINATED_QUOTE@3:3");
    is_read("a,b\n1,\"\"\"4\n", "UNTERMINATED_QUOTE@2:3");
    is_read("\"a,b\n1,2\n", "UNTERMINATED_QUOTE@1:1");
    is_read("a\"b,c\n1,2,3\n", "STRAY_QUOTE@1:2");
}

static void test_header(void)
{
    is_read("\"a\nb\",c\n1,2\n", "ab,c|1,2 HEADER_NEWLINE@1:2");
    is_read(" a\u3000,\"b \"\n1,2\n",
            "a,b|1,2 HEADER_TRIMMED@1:1 HEADER_TRIMMED@1:6");
    is_read("a,,c\n1,2,3\n", "HEADER_EMPTY@1:3");
    is_read("a,b,\n1,2,3\n", "HEADER_EMPTY@1:5");
    is_read("a,b,,\n1,2,,\n3,4,,\n", "a,b|1,2|3,4 TRAILING_EMPTY_COLS@1:5");
    is_read("a,b,,\n1,2,3,\n", "HEADER_EMPTY@1:5 TRAILING_EMPTY_COLS@1:6");
    is_read(",\n1,2\n", "HEADER_EMPTY@1:1 HEADER_EMPTY@1:2");
    is_read("値,ＩＤ,ID,ＩＤ\n1,2,3,4\n",
            "HEADER_DUP@1:6 FIRST_HERE@1:3 HEADER_DUP@1:9 FIRST_HERE@1:3");
}

static void test_places(void)
{
    struct trial t = read_with("年度,値\nR4,\"1\n\"\"2\"\"\"\n\nR5,7", //
                               (struct csv_options){0});
    ok(t.csv && t.csv->rows == 2 && t.source->rows == 2, "two rows");
    if (!t.csv)
        return;
    struct place p = csv_place(t.csv, &t.csv->row[0], 1);
    is_int((long long)p.offset, 15, "a quoted cell begins behind its quote");
    is_int(p.length, 7, "and ends before the other");
    p = csv_place(t.csv, &t.csv->row[1], 1);
    is_int((long long)source_position(p).line, 5, "line of the last cell");
    is_int((long long)source_position(p).column, 4, "its column");
    p = csv_place(t.csv, &t.csv->header, 1);
    is_int((long long)source_position(p).column, 4, "a header name");
    p = csv_place(t.csv, &t.csv->row[0], 99);
    ok(p.offset <= t.source->text.len, "a column that is not there");
    arena_close(t.arena);
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

static void is_limited(char *text, bool expected, const char *what)
{
    struct trial t = read_with(text, (struct csv_options){0});
    bool limited = false;
    for (size_t i = 0; i < diag_size(t.diag); i++)
        limited = limited || diag_id(t.diag, i) == MSG_LIMIT;
    ok(limited == expected && !(limited && t.csv), what);
    arena_close(t.arena);
    free(text);
}

static void test_limits(void)
{
    enum { MIB = 1 << 20 };
    is_limited(repeated("a,b\n1,", MIB, "x", "\n"), false, "a field of 1 MiB");
    is_limited(repeated("a,b\n1,", MIB + 1, "x", "\n"), true, "one byte more");
    is_limited(repeated("a,b\n1,\"", MIB + 99999, "x", "\"\n"), true,
               "a quoted field too long");
    is_limited(repeated("a\n\"", 3 * MIB, "\"\"", "\"\n"), true,
               "a field of quotes");
    is_limited(repeated("a", 16383, ",b", "\n"), false, "16384 columns");
    is_limited(repeated("a", 16384, ",b", "\n"), true, "16385 columns");
    char *cell = repeated("", 1 << 16, "y", ",");
    is_limited(repeated("", 257, cell, "\n"), true, "a record over 16 MiB");
    free(cell);
}

static void test_bounds(void)
{
    char *text = repeated("a,b\n", 1000, "1\n", "");
    struct trial t = read_with(text, (struct csv_options){0});
    is_int((long long)diag_count(t.diag, LEVEL_ERROR), 100,
           "a hundred errors are enough");
    arena_close(t.arena);
    free(text);
    text = repeated("a,b\n1,2\n", 1000, "\n", "");
    t = read_with(text, (struct csv_options){0});
    is_int((long long)diag_count(t.diag, LEVEL_WARNING), 100,
           "and a hundred warnings");
    ok(t.csv && t.csv->rows == 1, "which do not end the reading");
    arena_close(t.arena);
    free(text);
}

/* A second reading of RFC 4180 by hand: whether a text of a, comma, quote, CR
 * and LF is a grid of records, and what its cells are. */
static const char *by_hand(struct arena *arena, const char *s)
{
    struct buf b = buf_new(arena);
    for (;;) {
        if (*s == '"') {
            for (s++; *s && (*s != '"' || s[1] == '"'); s++) {
                s += *s == '"';
                buf_char(&b, *s);
            }
            if (*s++ != '"' || (*s && !strchr(",\r\n", *s)))
                return NULL;
        } else {
            for (; *s && !strchr(",\r\n", *s); s++) {
                if (*s == '"')
                    return NULL;
                buf_char(&b, *s);
            }
        }
        if (*s == '\r' && *++s != '\n')
            return NULL;
        buf_char(&b, *s == ',' ? ',' : '|');
        if (*s == '\0' || (*s == '\n' && s[1] == '\0'))
            return buf_text(&b);
        s++;
    }
}

/* Random texts: refused for their quotes and line ends exactly when the
 * reading by hand refuses them, and of the same cells. */
static void test_random(void)
{
    srand(4);
    bool same = true, alive = true;
    for (int i = 0; i < 20000 && same; i++) {
        char text[24] = "x,y\n";
        size_t n = 4 + (size_t)rand() % 16;
        for (size_t k = 4; k < n; k++)
            text[k] = "a,\"\"\r\n,a"[rand() % 8];
        struct trial t = read_with(text, (struct csv_options){0});
        const char *hand = by_hand(t.arena, text);
        bool broken = false;
        for (size_t k = 0; k < diag_size(t.diag); k++) {
            enum message id = diag_id(t.diag, k);
            broken = broken || id == MSG_BARE_CR || id == MSG_STRAY_QUOTE ||
                     id == MSG_AFTER_QUOTE || id == MSG_UNTERMINATED_QUOTE;
        }
        same = broken == !hand;
        if (t.csv && diag_count(t.diag, LEVEL_WARNING) == 0) {
            struct buf b = buf_new(t.arena);
            buf_z(&b, dump(&t));
            buf_char(&b, '|');
            same = same && hand && strcmp(buf_text(&b), hand) == 0;
        }
        for (size_t r = 0; t.csv && r < t.csv->rows; r++) {
            struct place p = csv_place(t.csv, &t.csv->row[r], 1);
            alive = alive && p.offset + p.length <= t.source->text.len;
        }
        alive = alive && diag_render(t.diag);
        if (!same)
            printf("# %s\n# %s\n", text, diag_render(t.diag));
        arena_close(t.arena);
    }
    ok(same, "random texts are read as by hand");
    ok(alive, "and their places lie inside");
}

/* What buf_csv() writes is read back as it was. */
static void test_written(void)
{
    static const char *const fields[] = {"plain", "a,b",        "say \"x\"",
                                         "\"",    "two\nlines", "児童館、南",
                                         "a\r\nb"};
    struct arena *arena = arena_open();
    struct buf plain = buf_new(arena), text = buf_new(arena);
    buf_csv(&plain, str_of("児童館 75.0％"));
    is_text(buf_text(&plain), "児童館 75.0％", "no quotes without need");
    buf_z(&text, "x,y\n");
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        buf_csv(&text, str_of(fields[i]));
        buf_z(&text, ",1\n");
    }
    struct trial t = read_with(buf_text(&text), (struct csv_options){0});
    ok(t.csv && t.csv->rows == sizeof fields / sizeof *fields, "all rows");
    for (size_t i = 0; t.csv && i < t.csv->rows; i++)
        is_text(t.csv->row[i].cells[0], fields[i], "read back as it was");
    arena_close(t.arena);
    arena_close(arena);
}

int main(void)
{
    test_cells();
    test_lines();
    test_quotes();
    test_header();
    test_places();
    test_limits();
    test_bounds();
    test_random();
    test_written();
    return tap_done();
}
