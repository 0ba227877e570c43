/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan_trial.h - a scan of a text, for the tests: tables of every kind by the
 * columns of one header, and the plainest way to the same sums.
 */
#ifndef SHIHYO_TESTS_SCAN_TRIAL_H
#define SHIHYO_TESTS_SCAN_TRIAL_H

#include "data/csv.h"
#include "data/records.h"
#include "data/scan.h"
#include "data/sums_file.h"
#include "tests/tap.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---------------------------------------------------------------- requests */

/* stratum, psu, q1, q2, w, y: tables of every kind. */
enum { STRATUM, PSU, Q1, Q2, W, Y, Z, COLUMNS };

static inline const struct sums_spec *spec_with(int scale_w, int scale_y)
{
    static struct sums_column columns[COLUMNS] = {
        {"stratum", SUMS_KEY, 0},
        {"psu", SUMS_KEY, 0},
        {"q1", SUMS_KEY, 0},
        {"q2", SUMS_KEY, 0},
        {"w", SUMS_WEIGHT, 0},
        {"y", SUMS_NUMBER, 0},
        {"z", SUMS_NUMBER, SUMS_SCALE_FOUND}};
    static const unsigned by_q1[] = {STRATUM, PSU, Q1};
    static const unsigned by_q2[] = {STRATUM, PSU, Q2};
    static const unsigned by_psu[] = {STRATUM, PSU};
    static const unsigned alone[] = {Q2};
    static const unsigned both[] = {PSU, Q1}, deep[] = {Q2, STRATUM, PSU, Q1};
    static const unsigned need_y[] = {Y}, need_yz[] = {Y, Z};
    static const struct sums_product w[] = {{1, {W}}};
    static const struct sums_product moments[] = {
        {1, {W}}, {2, {W, Y}}, {3, {W, Y, Y}}, {2, {Y, Z}}};
    static const struct sums_query queries[] = {
        {by_q1, 3, NULL, 0, w, 1},          {by_q2, 3, NULL, 0, w, 1},
        {by_psu, 2, NULL, 0, w, 1},         {alone, 1, NULL, 0, NULL, 0},
        {NULL, 0, need_y, 1, w, 1},         {both, 2, need_yz, 2, moments, 4},
        {by_psu, 2, need_y, 1, moments, 2}, {alone, 1, NULL, 0, w, 1},
        {deep, 4, need_y, 1, moments, 3}};
    static struct sums_spec spec = {columns, COLUMNS, queries, LEN(queries)};
    columns[W].scale = scale_w;
    columns[Y].scale = scale_y;
    return &spec;
}

static inline const struct sums_spec *found(void)
{
    return spec_with(SUMS_SCALE_FOUND, SUMS_SCALE_FOUND);
}

struct trial {
    struct arena *arena;
    struct diag *diag;
    const struct sums *sums;
};

static inline bool take(void *to, const char *at, size_t len)
{
    buf_bytes(to, at, len);
    return true;
}

/* The sums file, or what was said. */
static inline const char *text_of(struct trial *t)
{
    struct buf b = buf_new(t->arena);
    if (t->sums)
        sums_file_write(t->sums, &(struct sums_sink){take, &b});
    buf_z(&b, diag_render_csv(t->diag));
    return buf_text(&b);
}

static const char *const files[] = {"t_scan.1.csv", "t_scan.2.csv",
                                    "t_scan.3.csv"};

/* The files lie in a folder of their own, which is the current one. */
static char folder[] = "/tmp/shihyo-scan-XXXXXX";

static inline void open_folder(void)
{
    if (!mkdtemp(folder) || chdir(folder) != 0)
        exit(1);
}

static inline void close_folder(void)
{
    for (size_t i = 0; i < LEN(files); i++)
        unlink(files[i]);
    if (chdir("/") != 0 || rmdir(folder) != 0)
        exit(1);
}

static inline void save(const char *path, struct str text)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(text.at, 1, text.len, file) != text.len ||
        fclose(file) != 0)
        exit(1);
}

static inline struct trial scan_paths(struct scan_request request)
{
    struct trial t = {.arena = arena_open()};
    t.diag = diag_new(t.arena, LANG_EN);
    if (!request.paths) {
        request.paths = files;
        request.n_paths = 1;
    }
    if (!request.part_bytes)
        request.part_bytes = 64;
    t.sums = scan_files(t.arena, t.diag, &request);
    return t;
}

static inline struct trial scan_text(struct str text,
                                     struct scan_request request)
{
    save(files[0], text);
    return scan_paths(request);
}

/* -------------------------------------------------------------- reference */

static inline struct decimal number_of(struct arena *arena, const char *cell,
                                       bool *missing)
{
    struct number number;
    struct finding f = number_read(str_z(arena, str_of(cell)),
                                   &(struct number_spec){0}, &number);
    *missing = f.id != MSG_NONE || number.missing != MISSING_NOT;
    return *missing ? decimal_of(0, 0) : number.value;
}

struct naive {
    struct arena *arena;
    const struct csv *csv;
    const struct sums_spec *spec;
    size_t fields[COLUMNS];
    int scales[COLUMNS];
    int128 units[COLUMNS];
    bool missing[COLUMNS];
};

static inline void bind(struct naive *n)
{
    for (size_t c = 0; c < COLUMNS; c++)
        for (size_t i = 0; i < n->csv->columns; i++)
            if (strcmp(n->csv->header.cells[i], n->spec->columns[c].name) == 0)
                n->fields[c] = i;
    for (size_t c = W; c < COLUMNS; c++) {
        int declared = n->spec->columns[c].scale;
        n->scales[c] = declared > 0 ? declared : 0;
        for (size_t r = 0; r < n->csv->rows; r++) {
            bool missing;
            struct decimal d = number_of(
                n->arena, n->csv->row[r].cells[n->fields[c]], &missing);
            if (!missing && d.scale > n->scales[c])
                n->scales[c] = d.scale;
        }
    }
}

static inline void read_numbers(struct naive *n, const struct csv_row *row)
{
    for (size_t c = W; c < COLUMNS; c++) {
        struct decimal d =
            number_of(n->arena, row->cells[n->fields[c]], &n->missing[c]);
        int128 power;
        decimal_power(n->scales[c] - d.scale, &power);
        n->units[c] = d.units * power;
    }
}

static inline void add_row(struct naive *n, struct sums_builder *b,
                           const struct csv_row *row, size_t query)
{
    const struct sums_query *q = &n->spec->queries[query];
    const char *keys[4];
    int128 sums[4] = {0};
    bool lacks = false;
    for (size_t k = 0; k < q->n_keys; k++)
        keys[k] = str_z(n->arena,
                        csv_trim(str_of(row->cells[n->fields[q->keys[k]]])));
    for (size_t k = 0; k < q->n_needs; k++)
        lacks = lacks || n->missing[q->needs[k]];
    for (size_t p = 0; p < q->n_products && !lacks; p++) {
        sums[p] = 1;
        for (unsigned k = 0; k < q->products[p].n; k++)
            sums[p] *= n->units[q->products[p].factor[k]];
    }
    /* a product of y that is not needed: needed all the same */
    sums_add(b, query, keys, !lacks, lacks, sums, NULL);
}

static inline const char *naive_text(struct arena *arena, const char *text,
                                     const struct sums_spec *spec)
{
    struct trial t = {.arena = arena, .diag = diag_new(arena, LANG_EN)};
    struct naive n = {.arena = arena, .spec = spec};
    n.csv =
        csv_read(arena, t.diag, source_of_text(arena, files[0], text), NULL);
    if (!n.csv)
        return diag_render_csv(t.diag);
    bind(&n);
    struct sums_builder *b = sums_begin(arena, spec, n.scales);
    for (size_t r = 0; r < n.csv->rows; r++) {
        read_numbers(&n, &n.csv->row[r]);
        for (size_t q = 0; q < spec->n_queries; q++)
            add_row(&n, b, &n.csv->row[r], q);
    }
    sums_add_rows(b, n.csv->rows);
    t.sums = sums_finish(b);
    return text_of(&t);
}

/* ------------------------------------------------------------------- data */

static inline uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    return *state ^= *state << 17;
}

static inline size_t below(uint64_t *state, size_t n)
{
    return (size_t)(next_random(state) % n);
}

static inline const char *one_of(uint64_t *state, const char *const *texts,
                                 size_t n)
{
    return texts[below(state, n)];
}

static const char header[] = "id,psu,q2,stratum,note,w,y,z,q1";

static inline void random_row(struct buf *b, uint64_t *state, size_t id)
{
    static const char *const answers[] = {"1",
                                          "2",
                                          "3",
                                          "",
                                          " 2 ",
                                          "無回答",
                                          "\"4\"",
                                          "\"a,b\"",
                                          "long answer of many bytes",
                                          "\"with\nline\"",
                                          "\"q\"\"q\""};
    static const char *const notes[] = {"", "x", "\"a,\nb\"", "\"\"\"\"",
                                        "\"1,2,3\n4,5,6\n7,8\n\""};
    static const char *const weights[] = {"1",        "2.5",  "61.3852", "0.25",
                                          "163.1470", "１２", "0",       "7.0"};
    static const char *const values[] = {
        "1", "-3", "", "▲4.5", "…", "12.75", "\"1,234\"", "0.125", " 8 "};
    size_t psu = below(state, 17);
    buf_count(b, id);
    buf_z(b, ",p");
    buf_count(b, psu);
    buf_char(b, ',');
    buf_z(b, one_of(state, answers, LEN(answers)));
    buf_z(b, ",s");
    buf_count(b, psu / 4);
    buf_char(b, ',');
    buf_z(b, one_of(state, notes, LEN(notes)));
    buf_char(b, ',');
    buf_z(b, one_of(state, weights, LEN(weights)));
    buf_char(b, ',');
    buf_z(b, one_of(state, values, LEN(values)));
    buf_char(b, ',');
    buf_z(b, one_of(state, values, LEN(values)));
    buf_char(b, ',');
    buf_z(b, one_of(state, answers, LEN(answers)));
}

enum { ROWS = 200 };

/* Rows as texts, without line ends. */
static inline const char **random_rows(struct arena *arena, uint64_t *state,
                                       size_t n)
{
    const char **rows = arena_make(arena, const char *, n);
    for (size_t i = 0; i < n; i++) {
        struct buf b = buf_new(arena);
        random_row(&b, state, i);
        rows[i] = buf_text(&b);
    }
    return rows;
}

static inline struct str joined(struct arena *arena, const char *const *rows,
                                size_t n, const char *end)
{
    struct buf b = buf_new(arena);
    buf_z(&b, header);
    buf_z(&b, end);
    for (size_t i = 0; i < n; i++) {
        buf_z(&b, rows[i]);
        buf_z(&b, end);
    }
    return (struct str){buf_text(&b), b.len};
}

static inline void shuffle(uint64_t *state, const char **rows, size_t n)
{
    for (size_t i = n; i-- > 1;) {
        size_t k = below(state, i + 1);
        const char *row = rows[i];
        rows[i] = rows[k];
        rows[k] = row;
    }
}

static inline bool same(struct trial t, const char *expected)
{
    const char *text = text_of(&t);
    bool good = strcmp(text, expected) == 0;
    if (!good)
        printf("# found:\n%s\n# expected:\n%s\n", text, expected);
    arena_close(t.arena);
    return good;
}

/* The header, then the rest as it stands. */
static inline struct str file_of(struct arena *arena, const char *rest)
{
    const char *text = str_join(arena, header, "\n", rest, NULL);
    return str_of(text);
}

#endif
