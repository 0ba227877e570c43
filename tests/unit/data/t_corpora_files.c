/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every file of tests/corpora/ (CC0) must be accepted, accepted with a
 * warning or rejected as its manifest says, and by the rule it names.  The
 * same is done with the files of public suites where they are at hand.
 */
#include "data/columns.h"
#include "tests/tap.h"

#include <stdlib.h>
#include <unistd.h>

enum column { FILE_, EXPECTED, CODE, LEVEL, OPTIONS, COLUMNS };

static const struct column_spec manifest_columns[] = {
    {"file", NULL, true},  {"expected", NULL, true}, {"code", NULL, true},
    {"level", NULL, true}, {"options", NULL, true},  {"bytes", NULL, true},
    {"what", NULL, true},  {"encoding", NULL, true}, {"why", NULL, true}};

/* What the readers of this layer cannot know; the first is rejected all the
 * same. */
static const struct {
    const char *file, *outcome, *why;
} beyond[] = {
    {"csv/s48_comment_line.csv", "reject",
     "its rows are refused before the missing columns are looked for"},
    {"enc/e25_utf8_wave_dash.csv", "accept",
     "two spellings of one key: needs the type of the column"},
};

/* The row of a file in that list, or its end. */
static size_t find_beyond(const char *file)
{
    size_t i = 0;
    while (i < LEN(beyond) && strcmp(beyond[i].file, file) != 0)
        i++;
    return i;
}

/* The value of name= in a list of options separated by blanks. */
static const char *option(struct arena *arena, const char *options,
                          const char *name)
{
    const char *at = strstr(options, name);
    if (!at)
        return NULL;
    at += strlen(name);
    return str_z(arena, (struct str){at, strcspn(at, " ")});
}

/* A file read with the options of its row, and its columns bound when they
 * are those of the corpora. */
static void read_one(struct arena *arena, struct diag *diag, const char *dir,
                     const char *file, const char *options, bool bind)
{
    static const struct column_spec usual[] = {
        {"year", "年度", true}, {"area", "地域", true}, {"value", "値", true}};
    struct source_request request = {.dir = dir, .path = file, .is_csv = true};
    request.declared = option(arena, options, "encoding=");
    struct source *source = source_read(arena, diag, &request);
    if (!source)
        return;
    struct csv_options how = {0};
    const char *delimiter = option(arena, options, "delimiter=");
    const char *row = option(arena, options, "header-row=");
    if (delimiter)
        how.delimiter = '\t';
    if (row)
        how.header_row = strtoul(row, NULL, 10);
    const struct csv *csv = csv_read(arena, diag, source, &how);
    if (csv && bind) {
        int at[LEN(usual)];
        columns_bind(arena, diag, csv, usual, LEN(usual), at);
    }
}

static const char *outcome(const struct diag *diag)
{
    if (diag_count(diag, LEVEL_ERROR))
        return "reject";
    return diag_count(diag, LEVEL_WARNING) ? "accept-warn" : "accept";
}

/* The rules of the worst level, each once, in the order of arrival. */
static const char *rules_said(struct arena *arena, const struct diag *diag)
{
    char level = diag_count(diag, LEVEL_ERROR) ? 'E' : 'W';
    struct buf b = buf_new(arena);
    for (size_t i = 0; i < diag_size(diag); i++) {
        const char *rule = message_rule(diag_id(diag, i));
        if (message_number(diag_id(diag, i))[0] != level ||
            strstr(buf_text(&b), rule))
            continue;
        buf_z(&b, b.len ? ";" : "");
        buf_char(&b, level);
        buf_char(&b, '_');
        buf_z(&b, rule);
    }
    return buf_text(&b);
}

/* Warnings must be those of the manifest and no others; of the errors of a
 * rejected file the manifest names the first. */
static bool same_rules(struct arena *arena, const char *said,
                       const char *expected)
{
    if (expected[0] == 'E')
        return strcmp(str_z(arena, (struct str){said, strcspn(said, ";")}),
                      expected) == 0;
    bool all = strlen(said) == strlen(expected);
    for (struct str rest = str_of(expected); rest.len;) {
        const char *end = memchr(rest.at, ';', rest.len);
        size_t n = end ? (size_t)(end - rest.at) : rest.len;
        all = all && strstr(said, str_z(arena, str_head(rest, n)));
        rest = str_from(rest, end ? n + 1 : n);
    }
    return all;
}

static void check_row(struct arena *arena, const char *dir,
                      const char *const cell[COLUMNS])
{
    struct diag *diag = diag_new(arena, LANG_EN);
    bool bind = strcmp(cell[CODE], "E_COLUMN_MISSING") == 0;
    read_one(arena, diag, dir, cell[FILE_], cell[OPTIONS], bind);
    size_t skipped = find_beyond(cell[FILE_]);
    if (skipped < LEN(beyond)) {
        is_text(outcome(diag), beyond[skipped].outcome, cell[FILE_]);
        tap_skip(str_join(arena, cell[CODE], ": ", beyond[skipped].why, NULL));
        return;
    }
    const char *said = rules_said(arena, diag);
    if (!ok(strcmp(outcome(diag), cell[EXPECTED]) == 0 &&
                same_rules(arena, said, cell[CODE]),
            cell[FILE_]))
        printf("# found %s %s, expected %s %s\n# %s\n", outcome(diag), said,
               cell[EXPECTED], cell[CODE], diag_render(diag));
    diag_render_csv(diag); /* must not crash on any of them */
}

static const struct csv *read_manifest(struct arena *arena, const char *dir,
                                       int *at)
{
    struct diag *diag = diag_new(arena, LANG_EN);
    /* not judged as an input: its notes quote the characters they are about */
    struct source_request request = {.dir = dir, .path = "manifest.csv"};
    struct source *source = source_read(arena, diag, &request);
    const struct csv *csv = source ? csv_read(arena, diag, source, NULL) : NULL;
    if (csv && !columns_bind(arena, diag, csv, manifest_columns,
                             LEN(manifest_columns), at))
        csv = NULL;
    if (!ok(csv && diag_size(diag) == 0, "the manifest itself is good"))
        printf("# %s\n", diag_render(diag));
    return csv;
}

/* Every row whose file begins with the prefix. */
static size_t check_folder(const char *dir, const char *prefix)
{
    struct arena *arena = arena_open();
    int at[LEN(manifest_columns)];
    const struct csv *csv = read_manifest(arena, dir, at);
    size_t n = 0;
    for (size_t i = 0; csv && i < csv->rows; i++) {
        struct arena_mark mark = arena_mark(arena);
        const char *cell[COLUMNS];
        for (int c = 0; c < COLUMNS; c++)
            cell[c] = columns_cell(arena, csv, &csv->row[i], at[c], NULL);
        if (str_starts(str_of(cell[FILE_]), prefix)) {
            check_row(arena, dir, cell);
            n++;
        }
        arena_reset(arena, mark);
    }
    arena_close(arena);
    return n;
}

int main(void)
{
    is_int((long long)check_folder("tests/corpora", ""), 101,
           "rows of tests/corpora/manifest.csv");
    if (access("../shared/corpora/manifest.csv", R_OK) == 0)
        ok(check_folder("../shared/corpora", "public/") >= 241,
           "files of public suites");
    else
        tap_skip("NO PUBLIC CORPORA: ../shared/corpora is not there");
    return tap_done();
}
