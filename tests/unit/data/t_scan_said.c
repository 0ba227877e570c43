/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a scan says about bad input, and that it says the same from any number
 * of threads; encodings; other sources than one file.
 */
#include "tests/scan_trial.h"

/* The messages of a scan as RULE@line:column, and that they are the same for
 * any number of threads and any window. */
static void is_said(struct str text, struct scan_request request,
                    const char *expected, const char *what)
{
    const char *first = NULL;
    struct arena *arena = arena_open();
    bool alike = true;
    for (unsigned i = 0; i < 6; i++) {
        request.threads = 1 + i % 4;
        request.window = i < 3 ? 0 : 100;
        struct trial t = scan_text(text, request);
        const char *all = diag_render_csv(t.diag);
        alike = alike && (!first || strcmp(first, all) == 0);
        if (first && strcmp(first, all) != 0)
            printf("# %s\n# %s\n", first, all);
        if (!first) {
            struct buf b = buf_new(arena);
            const char *line = strchr(all, '\n') + 1;
            for (size_t k = 0; k < diag_size(t.diag); k++) {
                const char *name = strstr(line, files[0]);
                size_t digits = strcspn(name + strlen(files[0]) + 2, ",");
                buf_z(&b, k ? " " : "");
                for (size_t m = 1; m < MSG_COUNT; m++)
                    if (strncmp(strchr(line, ',') + 1, message_number(m), 5) ==
                        0)
                        buf_z(&b, message_rule(m));
                buf_char(&b, '@');
                buf_bytes(&b, name + strlen(files[0]) + 2, digits);
                buf_char(&b, ':');
                name += strlen(files[0]) + 3 + digits;
                buf_bytes(&b, name, strcspn(name, ","));
                line = strchr(line, '\n') + 1;
            }
            is_text(buf_text(&b), expected, what);
            first = str_z(arena, str_of(all));
        }
        arena_close(t.arena);
    }
    ok(alike, "the same from any number of threads");
    arena_close(arena);
}

static void test_messages(void)
{
    struct arena *arena = arena_open();
    struct scan_request r = {.spec = found()};
    is_said(file_of(arena, "1,p,,s,,,1,1,\n2,p,,s,,…,1,1,\n"
                           "3,p,,s,\"a\nb\",-1,1,1,\n4,p,,s,,abc,1,1,\n"),
            r,
            "WEIGHT_MISSING@2:9 WEIGHT_MISSING@3:9 WEIGHT_NEGATIVE@5:4 "
            "NUMBER@6:9",
            "weights that are none");
    is_said(file_of(arena, "1,p,,s,,1,九十,1,\n2,p,,s,,1,1,1e5,\n"), r,
            "KANJI@2:11 EXPONENT@3:13", "numbers that are none");
    is_said(file_of(arena, "1,p,,s,,1,1,1\n2,p,,s,,1,1,1,,\n\n,,,,,,,,\n"), r,
            "FIELDS@2:1 FIELDS@3:1 BLANK_LINE@4:1 BLANK_ROW@5:1", "rows");
    is_said(file_of(arena, "1,p\"x,,s,,1,1,1,\n2,\"p\"x,,s,,1,1,1,\n"), r,
            "STRAY_QUOTE@2:4 AFTER_QUOTE@3:6", "quotes");
    is_said(file_of(arena, "1,p,,s,,1,1,1,\n2,p,,s,\"x,1,1,1,\n3\n"), r,
            "UNTERMINATED_QUOTE@3:8", "a quote that is never closed");
    is_said(file_of(arena, "1,p,,s,,1,1,1,\r\n2,p,,s,,1,1,1,\n"), r,
            "EOL_MIXED@2:15", "line ends of both kinds");
    is_said(file_of(arena, "1,p,,s,,1,1,1,\r2,p,,s,,1,1,1,\n"), r,
            "BARE_CR@2:15", "a bare CR");
    is_said(file_of(arena, "1,p,\xE2\x80\x8B,s,,1,1,1,\n1,p,\1,s,,1,1,1,\n"), r,
            "INVISIBLE@2:5 CONTROL@3:5", "characters of keys");
    is_said(file_of(arena, ""), r, "NO_ROWS@1:1", "no rows");
    is_said(str_of("id,psu,stratum,q1,w,y\n1,2,3,4,5,6\n"), r,
            "COLUMN_MISSING@1:1 COLUMN_MISSING@1:1", "columns missing");
    is_said(str_of("psu;stratum\n"), r,
            "COLUMN_MISSING@1:1 COLUMN_MISSING@1:1 COLUMN_MISSING@1:1 "
            "COLUMN_MISSING@1:1 COLUMN_MISSING@1:1 COLUMN_MISSING@1:1 "
            "COLUMN_MISSING@1:1",
            "another delimiter");
    is_said(str_of("psu,psu,q1\n"), r, "HEADER_DUP@1:5 FIRST_HERE@1:1",
            "a column named twice");
    is_said(str_of("psu,\"q1\n"), r, "UNTERMINATED_QUOTE@1:5",
            "a header in a quote");
    r.spec = spec_with(1, 0);
    is_said(file_of(arena, "1,p,,s,,1.25,1,1,\n2,p,,s,,1,0.5,1,\n"), r,
            "DECIMALS@2:9 DECIMALS@3:11", "more decimals than declared");
    arena_close(arena);
}

static void test_many_messages(void)
{
    struct arena *arena = arena_open();
    struct buf b = buf_new(arena);
    for (size_t i = 0; i < 300; i++)
        buf_z(&b, i % 3 ? "1,p,,s,,x,1,1,\n" : "1,p,,s,,1,1,1,\n\n");
    struct str text = file_of(arena, buf_text(&b));
    const char *first = NULL;
    bool alike = true;
    for (unsigned threads = 1; threads <= 4; threads++) {
        struct trial t = scan_text(
            text, (struct scan_request){.spec = found(), .threads = threads});
        const char *said = str_z(arena, str_of(diag_render_csv(t.diag)));
        first = first ? first : said;
        alike = alike && strcmp(first, said) == 0;
        if (threads == 1)
            is_int((long long)diag_count(t.diag, LEVEL_ERROR), RECORDS_SAID,
                   "a hundred errors are enough");
        arena_close(t.arena);
    }
    ok(alike, "the same hundred from any number of threads");
    arena_close(arena);
}

static void test_overflow(void)
{
    struct arena *arena = arena_open();
    struct buf b = buf_new(arena);
    for (size_t i = 0; i < 200; i++)
        buf_z(&b, "1,p,,s,,999999999999999999,999999999999999999,1,\n");
    is_said(file_of(arena, buf_text(&b)),
            (struct scan_request){.spec = found()}, "SUM_OVERFLOW@2:9",
            "a product of 162 bits");
    b.len = 0;
    for (size_t i = 0; i < 400; i++)
        buf_z(&b, "1,p,,s,,999999999999999999,999999999,1,\n");
    is_said(file_of(arena, buf_text(&b)),
            (struct scan_request){.spec = found()}, "SUM_OVERFLOW@172:9",
            "a sum of products that grows too large");
    b.len = 0;
    for (size_t i = 0; i < 300; i++)
        buf_z(&b, "1,p,,s,,999999999999999999,,,\n");
    struct trial t = scan_text(file_of(arena, buf_text(&b)),
                               (struct scan_request){.spec = found()});
    ok(t.sums && t.sums->tables[0].groups[0].sums[0] ==
                     (int128)999999999999999999 * 300,
       "weights of 60 bits");
    arena_close(t.arena);
    arena_close(arena);
}

/* The row where the sum of one thread leaves 128 bits. */
static void test_late_overflow(void)
{
    struct arena *arena = arena_open();
    struct scan_request r = {.spec = found()};
    struct buf b = buf_new(arena);
    for (size_t i = 0; i < 600; i++)
        buf_z(&b, i < 300 ? "1,p,,s,,1,1,1,\n"
                          : "1,p,,s,,999999999999999999,999999999,1,\n");
    is_said(file_of(arena, buf_text(&b)), r, "SUM_OVERFLOW@472:9",
            "a sum that grows too large in a later part");
    is_said(file_of(arena, "1,p,,s,,1,123456789012345678,1,\n1,p,,s,,1,"
                           "0.000000000000000000000000000001,1,\n"),
            r, "SUM_OVERFLOW@3:9", "decimals that leave no room");
    is_said(file_of(arena, "1,p,,s,,1,0.000000000000000000000000000001,1,\n"
                           "1,p,,s,,1,123456789012345678,1,\n"),
            r, "SUM_OVERFLOW@2:9", "more than 38 decimals of a product");
    arena_close(arena);
}

static void test_encodings(void)
{
    struct arena *arena = arena_open();
    struct scan_request r = {.spec = found()};
    const char *utf8 = "1,p,東区,s,,1,1,1,\n2,p,西区,s,,1,▲1,1,\n";
    const char *cp932 = "1,p,\x93\x8C\x8B\xE6,s,,1,1,1,\n"
                        "2,p,\x90\xBC\x8B\xE6,s,,1,\x81\xA3"
                        "1,1,\n";
    struct trial t = scan_text(file_of(arena, utf8), r);
    const char *expected = str_z(arena, str_of(text_of(&t)));
    arena_close(t.arena);
    t = scan_text(
        str_of(str_join(arena, "\xEF\xBB\xBF", header, "\n", utf8, NULL)), r);
    is_text(text_of(&t), expected, "a byte order mark");
    arena_close(t.arena);
    t = scan_text(file_of(arena, cp932), r);
    ok(t.sums && diag_id(t.diag, 0) == MSG_ENCODING_DECIDED, "CP932 is noted");
    t.diag = diag_new(t.arena, LANG_EN);
    is_text(text_of(&t), expected, "and gives the same sums");
    arena_close(t.arena);
    is_said(file_of(arena, "1,p,東区,s,,1,1,1,\n"
                           "2,p,\x90\xBC\x8B\xE6,s,,1,1,1,\n"),
            r, "ENCODING_MIXED@3:5 ENCODING_OTHER@2:5", "both in one file");
    is_said(file_of(arena, "1,p,a,s,\x90\xBC,1,1,1,\n2,p,西区,s,,1,1,1,\n"),
            (struct scan_request){.spec = found()}, "",
            "texts that nobody asks for");
    r.declared = "utf-8";
    is_said(file_of(arena, cp932), r, "ENCODING_MIXED@2:5", "declared UTF-8");
    r.declared = "cp932";
    t = scan_text(file_of(arena, cp932), r);
    is_text(text_of(&t), expected, "declared CP932");
    arena_close(t.arena);
    r.declared = NULL;
    struct buf wide = buf_new(arena);
    buf_z(&wide, "\xFF\xFE");
    struct str rest = file_of(arena, utf8);
    while (rest.len) {
        uint32_t c = utf8_next(&rest);
        buf_char(&wide, (char)(c & 0xFF));
        buf_char(&wide, (char)(c >> 8));
    }
    t = scan_text((struct str){wide.at, wide.len}, r);
    is_text(text_of(&t), expected, "UTF-16");
    arena_close(t.arena);
    arena_close(arena);
}

/* A text on standard input, through a pipe. */
static void feed_input(struct str text)
{
    int ends[2];
    if (pipe(ends) != 0 || dup2(ends[0], STDIN_FILENO) < 0 ||
        write(ends[1], text.at, text.len) != (ssize_t)text.len)
        exit(1);
    close(ends[0]);
    close(ends[1]);
}

/* The writer comes late; the reader waits for it. */
static pid_t write_to_fifo(struct str text)
{
    if (mkfifo(files[1], 0600) != 0)
        exit(1);
    pid_t child = fork();
    if (child != 0)
        return child;
    usleep(50000);
    FILE *file = fopen(files[1], "wb");
    if (!file || fwrite(text.at, 1, text.len, file) != text.len)
        _exit(1);
    fclose(file);
    _exit(0);
}

static void test_files(void)
{
    struct arena *arena = arena_open();
    const char *const paths[] = {"no-such.csv", "/tmp", "-"};
    struct scan_request r = {.spec = found(), .paths = paths, .n_paths = 2};
    struct trial t = scan_paths(r);
    ok(!t.sums && diag_id(t.diag, 0) == MSG_OPEN &&
           diag_id(t.diag, 1) == MSG_NOT_REGULAR,
       "no file, and a folder");
    arena_close(t.arena);
    t = scan_text(str_of(""), (struct scan_request){.spec = found()});
    ok(!t.sums && diag_id(t.diag, 0) == MSG_EMPTY, "an empty file");
    arena_close(t.arena);
    t = scan_text(str_of("PK\3\4"), (struct scan_request){.spec = found()});
    ok(!t.sums && diag_id(t.diag, 0) == MSG_NOT_CSV, "a spreadsheet");
    arena_close(t.arena);
    uint64_t state = 5;
    const char **rows = random_rows(arena, &state, ROWS);
    struct str text = joined(arena, rows, ROWS, "\n");
    const char *expected = naive_text(arena, text.at, found());
    feed_input(text);
    r.paths = paths + 2;
    r.n_paths = 1;
    r.threads = 4;
    ok(same(scan_paths(r), expected), "a pipe");
    feed_input((struct str){"\xFF\xFE\x61", 4});
    t = scan_paths(r);
    ok(!t.sums && diag_id(t.diag, 0) == MSG_ENCODING, "UTF-16 from a pipe");
    arena_close(t.arena);
    pid_t writer = write_to_fifo(text);
    r.paths = files + 1;
    ok(same(scan_paths(r), str_join(arena, expected, "", NULL)), "a FIFO");
    waitpid(writer, NULL, 0);
    r.paths = paths + 2;
    save(files[0], text);
    if (!freopen(files[0], "rb", stdin))
        exit(1);
    ok(same(scan_paths(r), expected), "a file as standard input");
    arena_close(arena);
}

int main(void)
{
    open_folder();
    test_messages();
    test_many_messages();
    test_overflow();
    test_late_overflow();
    test_encodings();
    test_files();
    close_folder();
    return tap_done();
}
