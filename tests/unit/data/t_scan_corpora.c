/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The files of tests/corpora/csv and enc through a scan that asks for every
 * column: it refuses what source_read() and csv_read() refuse, and counts the
 * rows that they give.
 */
#include "data/csv.h"
#include "data/scan.h"
#include "tests/tap.h"

static const char dir[] = "tests/corpora";

static const char *option(struct arena *arena, const char *options,
                          const char *name)
{
    const char *at = strstr(options, name);
    if (!at)
        return NULL;
    at += strlen(name);
    return str_z(arena, (struct str){at, strcspn(at, " ")});
}

struct grid {
    struct source *source;
    const struct csv *csv;
    struct diag *diag;
};

static struct grid read_grid(struct arena *arena, const char *file,
                             const char *declared, char delimiter)
{
    struct grid g = {.diag = diag_new(arena, LANG_EN)};
    struct source_request request = {
        .dir = dir, .path = file, .is_csv = true, .declared = declared};
    g.source = source_read(arena, g.diag, &request);
    if (g.source)
        g.csv = csv_read(arena, g.diag, g.source,
                         &(struct csv_options){.delimiter = delimiter});
    return g;
}

/* Groups by all columns of the grid, or by the usual ones. */
static struct sums_spec *spec_of(struct arena *arena, const struct csv *csv)
{
    static const char *const usual[] = {"年度", "地域", "値"};
    struct sums_spec *spec = arena_make(arena, struct sums_spec, 1);
    struct sums_query *query = arena_make(arena, struct sums_query, 1);
    size_t n = csv ? csv->columns : LEN(usual);
    unsigned *keys = arena_make(arena, unsigned, n);
    struct sums_column *columns = arena_make(arena, struct sums_column, n);
    for (unsigned i = 0; i < n; i++) {
        keys[i] = i;
        columns[i].name = csv ? csv->header.cells[i] : usual[i];
    }
    *query = (struct sums_query){.keys = keys, .n_keys = n};
    *spec = (struct sums_spec){columns, n, query, 1};
    return spec;
}

static const struct sums *by_grid(struct arena *arena, const struct csv *csv,
                                  const struct sums_spec *spec)
{
    int *scales = arena_make(arena, int, spec->n_columns);
    const char **keys = arena_make(arena, const char *, spec->n_columns);
    struct sums_builder *b = sums_begin(arena, spec, scales);
    for (size_t r = 0; r < csv->rows; r++) {
        for (size_t c = 0; c < csv->columns; c++)
            keys[c] = str_z(arena, csv_trim(str_of(csv->row[r].cells[c])));
        sums_add(b, 0, keys, 1, 0, NULL, NULL);
    }
    return sums_finish(b);
}

static bool same_groups(const struct sums *a, const struct sums *b)
{
    const struct sums_table *x = &a->tables[0], *y = &b->tables[0];
    bool same = x->n == y->n;
    for (size_t i = 0; i < x->n && same; i++) {
        same = x->groups[i].n == y->groups[i].n;
        for (size_t k = 0; k < a->spec->n_columns && same; k++)
            same = strcmp(sums_text(a, 0, &x->groups[i], k),
                          sums_text(b, 0, &y->groups[i], k)) == 0;
    }
    return same;
}

static void check_file(struct arena *arena, const char *file,
                       const char *options)
{
    const char *declared = option(arena, options, "encoding=");
    char delimiter = option(arena, options, "delimiter=") ? '\t' : ',';
    struct grid g = read_grid(arena, file, declared, delimiter);
    const struct sums_spec *spec = spec_of(arena, g.csv);
    const char *const paths[] = {file};
    struct diag *diag = diag_new(arena, LANG_EN);
    const struct sums *sums =
        scan_files(arena, diag,
                   &(struct scan_request){.paths = paths,
                                          .n_paths = 1,
                                          .dir = dir,
                                          .spec = spec,
                                          .declared = declared,
                                          .delimiter = delimiter,
                                          .threads = 2,
                                          .part_bytes = 16});
    bool good = (sums != NULL) == (g.csv != NULL);
    if (good && sums)
        good = same_groups(sums, by_grid(arena, g.csv, spec));
    if (!ok(good, file))
        printf("# %s\n# %s\n", diag_render(g.diag), diag_render(diag));
}

int main(void)
{
    struct arena *arena = arena_open();
    struct diag *diag = diag_new(arena, LANG_EN);
    struct source *source = source_read(
        arena, diag,
        &(struct source_request){.dir = dir, .path = "manifest.csv"});
    const struct csv *csv = source ? csv_read(arena, diag, source, NULL) : NULL;
    ok(csv && csv->rows > 60, "the manifest");
    for (size_t i = 0; csv && i < csv->rows; i++) {
        const char *const *cells = csv->row[i].cells;
        bool wanted = str_starts(str_of(cells[0]), "csv/") ||
                      str_starts(str_of(cells[0]), "enc/");
        if (wanted && !strstr(cells[7], "header-row"))
            check_file(arena, cells[0], cells[7]);
    }
    arena_close(arena);
    return tap_done();
}
