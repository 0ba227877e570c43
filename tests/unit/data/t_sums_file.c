/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sums file: what is written is read back as the same sums; whatever was
 * done to it since is an error.
 */
#include "data/digest.h"
#include "data/sums_file.h"
#include "tests/tap.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static const struct sums_column columns[] = {{"地区", SUMS_KEY, 0},
                                             {"a,\"b\"", SUMS_KEY, 0},
                                             {"w", SUMS_WEIGHT, -1},
                                             {"y", SUMS_NUMBER, 2}};
static const unsigned both[] = {0, 1}, second[] = {1}, need[] = {3};
static const struct sums_product products[] = {{1, {2}}, {3, {2, 3, 3}}};
static const struct sums_query queries[] = {{both, 2, need, 1, products, 2},
                                            {second, 1, NULL, 0, products, 1},
                                            {NULL, 0, NULL, 0, NULL, 0}};
static const struct sums_spec spec = {columns, 4, queries, 3};

static const char path[] = "t_sums_file.csv";

static const struct sums *example(struct arena *arena, uint64_t seed)
{
    static const char *const texts[] = {"",           "中央区", "x,y", "q\"q",
                                        "two\nlines", "-",      "#end"};
    struct sums_builder *b =
        sums_begin(arena, &spec, (const int[]){0, 0, 4, 2});
    for (size_t i = 0; i < 49; i++) {
        const char *keys[] = {texts[i / 7], texts[i % 7]};
        int128 sums[] = {(int128)(i * seed),
                         ((int128)1 << (i + 60)) * (i % 2 ? -1 : 1)};
        sums_add(b, 0, keys, i, i % 3, sums, NULL);
        sums_add(b, 1, keys + 1, i + 1, 0, sums, NULL);
        sums_add(b, 2, NULL, 1, 0, NULL, NULL);
        sums_add_digest(b, (i + seed) * 0x9E3779B97F4A7C15u);
    }
    sums_add_rows(b, 1234567890123u);
    return sums_finish(b);
}

static bool take(void *to, const char *at, size_t len)
{
    buf_bytes(to, at, len);
    return true;
}

static const char *text_of(struct arena *arena, const struct sums *sums)
{
    struct buf b = buf_new(arena);
    sums_file_write(sums, &(struct sums_sink){take, &b});
    return buf_text(&b);
}

static void save(const char *text)
{
    FILE *file = fopen(path, "wb");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0)
        exit(1);
}

static void test_round_trip(void)
{
    struct arena *arena = arena_open();
    struct diag *diag = diag_new(arena, LANG_EN);
    const struct sums *sums = example(arena, 7);
    const char *text = text_of(arena, sums);
    save(text);
    const struct sums *back = sums_file_read(arena, diag, path, &spec);
    ok(back && diag_size(diag) == 0, "read back");
    is_text(back ? text_of(arena, back) : "", text, "the same text");
    back = sums_file_read(arena, diag, path, NULL);
    ok(back && sums_same_spec(back->spec, &spec), "and its spec from the file");
    int fd = open(path, O_WRONLY | O_TRUNC);
    ok(sums_file_write_fd(sums, fd), "to a file descriptor");
    close(fd);
    back = sums_file_read(arena, diag, path, &spec);
    is_text(back ? text_of(arena, back) : "", text, "the same text again");
    ok(!sums_file_write_fd(sums, -1), "a failing write is said");
    arena_close(arena);
}

static const char *replaced(struct arena *arena, const char *text,
                            const char *old, const char *new)
{
    const char *at = strstr(text, old);
    struct str head = {text, at ? (size_t)(at - text) : 0};
    if (!at)
        exit(1);
    return str_join(arena, str_z(arena, head), new, at + strlen(old), NULL);
}

/* With a trailer that fits the text. */
static const char *sealed(struct arena *arena, const char *text)
{
    const char *end = strstr(text, "\n#end,") + 1;
    struct str head = {text, (size_t)(end - text)};
    size_t lines = 0;
    char hex[65];
    for (size_t i = 0; i < head.len; i++)
        lines += head.at[i] == '\n';
    digest_sha256(head.at, head.len, hex);
    return str_join(arena, str_z(arena, head), "#end,", str_count(arena, lines),
                    ",", hex, "\n", NULL);
}

static void is_refused(const char *text, const char *rule, const char *place,
                       const char *what)
{
    struct arena *arena = arena_open();
    struct diag *diag = diag_new(arena, LANG_EN);
    save(text);
    const struct sums *sums = sums_file_read(arena, diag, path, &spec);
    is_text(message_rule(diag_id(diag, 0)), rule, what);
    ok(!sums && strstr(diag_render(diag), place), place);
    if (!strstr(diag_render(diag), place))
        printf("# %s\n", diag_render(diag));
    arena_close(arena);
}

static void test_damage(void)
{
    struct arena *arena = arena_open();
    const char *t = text_of(arena, example(arena, 7));
    is_refused("", "SUMS_VERSION", "csv:1:1", "an empty file");
    is_refused("a,b\n1,2\n", "SUMS_VERSION", "csv:1:1", "another file");
    is_refused(replaced(arena, t, "sums,1", "sums,2"), "SUMS_VERSION",
               "csv:1:1", "another version");
    struct str half = {t, strlen(t) / 2};
    is_refused(str_z(arena, half), "SUMS_CUT", "csv:", "half a file");
    is_refused(str_z(arena, (struct str){t, strlen(t) - 1}), "SUMS_CUT",
               "csv:", "the last byte is not there");
    is_refused(replaced(arena, t, "\n2,49,", "\n2,48,"), "SUMS_EDITED",
               "csv:", "another count");
    is_refused(str_join(arena, t, "x\n", NULL), "SUMS_CUT",
               "csv:", "text behind the end");
    struct {
        const char *old, *new, *rule, *place, *what;
    } edits[] = {
        {"#note", "#nope", "SUMS_LINE", "csv:2:1", "a line missing"},
        {"#plan,", "#plan,0", "SUMS_EDITED", "csv:3:1", "the plan's digest"},
        {"weight,?,w", "weight,?,v", "SUMS_EDITED", "csv:3:1", "a column"},
        {"weight,?,w", "wait,?,w", "SUMS_LINE", "csv:6:1", "a kind"},
        {"number,2", "number,x", "SUMS_LINE", "csv:7:1", "a scale"},
        {"keys,0,1", "keys,0,2", "SUMS_LINE", "csv:8:1", "a key"},
        {"keys,0,1", "keys,0,9", "SUMS_LINE", "csv:8:1", "no such column"},
        {"product,2\n", "product\n", "SUMS_LINE", "csv:9:1", "a product"},
        {"needs", "nerds", "SUMS_LINE", "csv:8:1", "a word"},
        {"#scales,0", "#scales", "SUMS_LINE", "csv:11:1", "scales"},
        {"#rows,1", "#rows,x", "SUMS_LINE", "csv:12:1", "rows"},
        {"#sample,", "#sample,0", "SUMS_LINE", "csv:13:1", "a digest"},
        {"\n2,49,", "\n3,49,", "SUMS_LINE", "csv:", "a query"},
        {"\n2,49,", "\n2,049,", "SUMS_LINE", "csv:", "a leading zero"},
        {"\n2,49,", "\n2,-0,", "SUMS_LINE", "csv:", "minus zero"},
        {"\n2,49,0", "\n2,49", "SUMS_LINE", "csv:", "a field missing"},
        {"\n2,49,0", "\n2,49,0,0", "SUMS_LINE", "csv:", "a field too many"},
        {"\n2,49,0", "\n2,49,0\n2,49,0", "SUMS_LINE", "csv:", "a group twice"},
        {"\n2,49,0", "\n2,\"49\"x,0", "SUMS_LINE", "csv:", "no CSV"}};
    for (size_t i = 0; i < LEN(edits); i++)
        is_refused(
            sealed(arena, replaced(arena, t, edits[i].old, edits[i].new)),
            edits[i].rule, edits[i].place, edits[i].what);
    arena_close(arena);
}

static void test_every_byte(void)
{
    struct arena *arena = arena_open();
    char *t = (char *)(uintptr_t)text_of(arena, example(arena, 3));
    bool good = true;
    for (size_t i = 0; t[i] && good; i += 7) {
        struct arena *a = arena_open();
        struct diag *diag = diag_new(a, LANG_JA);
        char old = t[i];
        t[i] = old == '1' ? '2' : '1';
        save(t);
        good = !sums_file_read(a, diag, path, &spec) && diag_has_errors(diag);
        t[i] = old;
        arena_close(a);
    }
    ok(good, "no byte can be changed");
    arena_close(arena);
}

static void test_files(void)
{
    struct arena *arena = arena_open();
    struct diag *diag = diag_new(arena, LANG_EN);
    const char *const paths[] = {path, "t_sums_file.2.csv",
                                 "t_sums_file.2.csv"};
    save(text_of(arena, example(arena, 1000)));
    rename(path, paths[1]);
    save(text_of(arena, example(arena, 1)));
    const struct sums *sums = sums_files_read(arena, diag, paths, 2, &spec);
    ok(sums && sums->tables[2].groups[0].n == 98, "two files are added");
    ok(diag_size(diag) == 0, "and nothing is said");
    ok(!sums_files_read(arena, diag, paths, 3, &spec), "one of them twice");
    is_text(message_rule(diag_id(diag, 0)), "SUMS_SAME_ROWS", "is said");
    struct sums_spec other = spec;
    other.n_queries = 1;
    ok(!sums_files_read(arena, diag, paths, 1, &other), "another plan");
    is_text(message_rule(diag_id(diag, 1)), "SUMS_PLAN", "is said");
    arena_close(arena);
}

int main(void)
{
    char folder[] = "/tmp/shihyo-sums-XXXXXX";
    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    test_round_trip();
    test_damage();
    test_every_byte();
    test_files();
    unlink(path);
    unlink("t_sums_file.2.csv");
    if (chdir("/") != 0 || rmdir(folder) != 0)
        return 1;
    return tap_done();
}
