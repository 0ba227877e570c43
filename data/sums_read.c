/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/digest.h"
#include "data/sums_file.h"
#include "data/sums_file_int.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 65536, MOST_SCALE = 38 };

/* A file being read.  `rest` is what follows the current line; fields of the
 * line are texts in the arena. */
struct reader {
    struct arena *arena;
    struct diag *diag;
    const struct source *source;
    size_t errors;         /* said before */
    struct str rest, line; /* line: without its LF */
    const char **fields;
    size_t n, cap;
    struct sums_spec *spec;
    struct sums_column *columns;
    struct sums_query *queries;
    int *scales;
    struct sums_builder *builder;
    const char **last_keys; /* of the group before */
    size_t last_query;
    bool has_group;
};

/* ------------------------------------------------------------------- places */

static struct place place_of(const struct reader *r, struct str part)
{
    const char *text = r->source->text.at;
    return place_at(r->source, (uint64_t)(part.at - text), part.len);
}

static bool say(struct reader *r, enum message id, struct str part,
                const char *arg)
{
    diag_add(r->diag, id, place_of(r, part), arg, NULL);
    return false;
}

static bool has_errors(const struct reader *r)
{
    return diag_count(r->diag, LEVEL_ERROR) > r->errors;
}

/* What is wrong with the current line. */
static bool bad_line(struct reader *r, const char *ja, const char *en)
{
    return say(r, MSG_SUMS_LINE, r->line,
               diag_lang(r->diag) == LANG_JA ? ja : en);
}

/* ------------------------------------------------------------------- fields */

static void add_field(struct reader *r, const char *text)
{
    if (r->n == r->cap) {
        size_t cap = r->cap ? 2 * r->cap : 64;
        r->fields =
            arena_grow(r->arena, r->fields, r->n, cap, sizeof *r->fields);
        r->cap = cap;
    }
    r->fields[r->n++] = text;
}

/* A quoted field from its first quote on; false: it is not closed.  *rest is
 * what follows it. */
static bool quoted(struct reader *r, struct str *rest)
{
    struct buf b = buf_new(r->arena);
    struct str s = str_from(*rest, 1);
    for (;;) {
        const char *quote = s.len ? memchr(s.at, '"', s.len) : NULL;
        if (!quote)
            return false;
        buf_bytes(&b, s.at, (size_t)(quote - s.at));
        s = str_from(s, (size_t)(quote - s.at) + 1);
        if (!str_starts(s, "\""))
            break;
        buf_char(&b, '"');
        s = str_from(s, 1);
    }
    add_field(r, buf_text(&b));
    *rest = s;
    return true;
}

/* Reads the next line, of which a quoted field may hold LFs.  false: there is
 * none, or it is no CSV (said). */
static bool next_line(struct reader *r)
{
    struct str s = r->rest;
    const char *begin = s.at;
    r->n = 0;
    if (s.len == 0)
        return false;
    for (;;) {
        if (str_starts(s, "\"")) {
            if (!quoted(r, &s))
                break;
        } else {
            size_t len = 0;
            while (len < s.len && !strchr(",\"\n", s.at[len]))
                len++;
            add_field(r, str_z(r->arena, str_head(s, len)));
            s = str_from(s, len);
        }
        if (!str_starts(s, ","))
            break;
        s = str_from(s, 1);
    }
    r->line = (struct str){begin, (size_t)(s.at - begin)};
    if (!str_starts(s, "\n"))
        return bad_line(r, "CSVではありません", "no CSV");
    r->rest = str_from(s, 1);
    return true;
}

static bool line_is(const struct reader *r, const char *first)
{
    return r->n > 0 && strcmp(r->fields[0], first) == 0;
}

/* The first field of the line is `first`. */
static bool expect(struct reader *r, const char *first)
{
    if (!next_line(r))
        return has_errors(r) ? false : say(r, MSG_SUMS_CUT, r->rest, "");
    return line_is(r, first)
               ? true
               : bad_line(r, str_join(r->arena, first, " がありません", NULL),
                          str_join(r->arena, first, " is missing", NULL));
}

/* ------------------------------------------------------------------ numbers */

static bool read_sum(const char *text, int128 *out)
{
    bool negative = *text == '-';
    int128 x = 0;
    text += negative;
    if (!*text || (*text == '0' && (text[1] || negative)))
        return false;
    for (; *text; text++) {
        int digit = *text - '0';
        if (digit < 0 || digit > 9 || !int128_mul(x, 10, &x) ||
            !(negative ? int128_sub(x, digit, &x) : int128_add(x, digit, &x)))
            return false;
    }
    *out = x;
    return true;
}

static bool read_count(const char *text, uint64_t most, uint64_t *out)
{
    int128 x;
    if (!read_sum(text, &x) || x < 0 || x > (int128)most)
        return false;
    *out = (uint64_t)x;
    return true;
}

/* --------------------------------------------------------------------- head */

static bool read_column(struct reader *r)
{
    static const char *const kinds[] = {"key", "number", "weight"};
    struct sums_column c = {.kind = SUMS_KEY};
    uint64_t scale = 0;
    if (r->n != 4 || r->spec->n_columns == MOST_COLUMNS)
        return bad_line(r, "列の宣言", "a column");
    while (c.kind <= SUMS_WEIGHT && strcmp(r->fields[1], kinds[c.kind]) != 0)
        c.kind++;
    bool found = strcmp(r->fields[2], "?") == 0;
    if (c.kind > SUMS_WEIGHT ||
        (c.kind == SUMS_KEY
             ? *r->fields[2] != '\0'
             : !found && !read_count(r->fields[2], MOST_SCALE, &scale)))
        return bad_line(r, "列の宣言", "a column");
    c.name = r->fields[3];
    c.scale = found ? SUMS_SCALE_FOUND : (int)scale;
    size_t n = r->spec->n_columns;
    if ((n & (n + 1)) == 0) /* 0, 1, 3, 7, ...: the array is full */
        r->columns =
            arena_grow(r->arena, r->columns, n, 2 * n + 1, sizeof *r->columns);
    r->columns[n] = c;
    r->spec->columns = r->columns;
    r->spec->n_columns++;
    return true;
}

/* Indices of columns of the wanted kind from field i on; *i moves behind. */
static bool read_indices(struct reader *r, size_t *i, bool keys,
                         unsigned *indices, size_t cap, size_t *n)
{
    uint64_t index;
    for (*n = 0; *i < r->n && read_count(r->fields[*i], UINT32_MAX, &index);
         ++*i) {
        if (*n == cap || index >= r->spec->n_columns ||
            (r->columns[index].kind == SUMS_KEY) != keys)
            return bad_line(r, "列の番号", "the index of a column");
        indices[(*n)++] = (unsigned)index;
    }
    return true;
}

static bool read_products(struct reader *r, size_t i, struct sums_query *q)
{
    struct sums_product *products =
        arena_make(r->arena, struct sums_product, r->n);
    q->products = products;
    while (i < r->n && strcmp(r->fields[i], "product") == 0) {
        struct sums_product *p = &products[q->n_products++];
        size_t n;
        i++;
        if (!read_indices(r, &i, false, p->factor, SUMS_FACTORS, &n))
            return false;
        p->n = (unsigned)n;
        if (n == 0)
            return bad_line(r, "空の積", "an empty product");
    }
    return i == r->n ? true : bad_line(r, "集計の宣言", "a query");
}

static bool read_query(struct reader *r)
{
    struct sums_query q = {0};
    unsigned *keys = arena_make(r->arena, unsigned, r->n);
    unsigned *needs = arena_make(r->arena, unsigned, r->n);
    size_t i = 2;
    q.keys = keys;
    q.needs = needs;
    if (r->n < 3 || strcmp(r->fields[1], "keys") != 0)
        return bad_line(r, "集計の宣言", "a query");
    if (!read_indices(r, &i, true, keys, r->n, &q.n_keys))
        return false;
    if (i == r->n || strcmp(r->fields[i++], "needs") != 0)
        return bad_line(r, "集計の宣言", "a query");
    if (!read_indices(r, &i, false, needs, r->n, &q.n_needs) ||
        !read_products(r, i, &q))
        return false;
    size_t n = r->spec->n_queries;
    if ((n & (n + 1)) == 0)
        r->queries =
            arena_grow(r->arena, r->queries, n, 2 * n + 1, sizeof *r->queries);
    r->queries[n] = q;
    r->spec->queries = r->queries;
    r->spec->n_queries++;
    return true;
}

static bool read_scales(struct reader *r)
{
    r->scales = arena_make(r->arena, int, r->spec->n_columns);
    if (r->n != r->spec->n_columns + 1)
        return bad_line(r, "小数の桁", "decimals");
    for (size_t i = 0; i < r->spec->n_columns; i++) {
        uint64_t scale;
        if (!read_count(r->fields[i + 1], MOST_SCALE, &scale))
            return bad_line(r, "小数の桁", "decimals");
        r->scales[i] = (int)scale;
    }
    return true;
}

/* 16 hexadecimal digits. */
static bool read_digest(const char *text, uint64_t *out)
{
    static const char digits[] = "0123456789abcdef";
    size_t k = 0;
    *out = 0;
    for (; k < 16 && text[k]; k++) {
        size_t digit = strcspn(digits, (const char[]){text[k], '\0'});
        if (digit == 16)
            return false;
        *out = *out << 4 | digit;
    }
    return k == 16 && !text[k];
}

static bool read_sample(struct reader *r)
{
    for (size_t i = 1; i < r->n; i++) {
        uint64_t digest;
        if (i > SUMS_SAMPLE || !read_digest(r->fields[i], &digest))
            return bad_line(r, "行の標本", "the sample of rows");
        sums_add_digest(r->builder, digest);
    }
    return true;
}

/* The lines of the spec; the current line is the one behind them. */
static bool read_spec(struct reader *r)
{
    r->spec = arena_make(r->arena, struct sums_spec, 1);
    while (next_line(r) && line_is(r, "#column"))
        if (!read_column(r))
            return false;
    while (line_is(r, "#query")) {
        if (!read_query(r))
            return false;
        if (!next_line(r))
            break;
    }
    if (r->n == 0 || has_errors(r))
        return has_errors(r) ? false : say(r, MSG_SUMS_CUT, r->rest, "");
    return true;
}

static bool is_right_plan(struct reader *r, struct str plan,
                          const struct sums_spec *wanted)
{
    char hex[65];
    sums_spec_digest(r->spec, hex);
    const char *digest = str_z(r->arena, str_from(plan, strlen("#plan,")));
    if (strcmp(hex, digest) != 0)
        return say(r, MSG_SUMS_EDITED, plan, "#plan");
    if (wanted && !sums_same_spec(r->spec, wanted))
        return say(r, MSG_SUMS_PLAN, plan, r->source->name);
    return true;
}

static bool read_head(struct reader *r, const struct sums_spec *wanted)
{
    uint64_t rows;
    if (!expect(r, "#note") || !expect(r, "#plan"))
        return false;
    struct str plan = r->line;
    if (!read_spec(r) || !is_right_plan(r, plan, wanted))
        return false;
    if (!line_is(r, "#scales"))
        return bad_line(r, "#scales がありません", "#scales is missing");
    if (!read_scales(r) || !expect(r, "#rows"))
        return false;
    if (r->n != 2 || !read_count(r->fields[1], UINT64_MAX, &rows))
        return bad_line(r, "行数", "the number of rows");
    r->builder = sums_begin(r->arena, wanted ? wanted : r->spec, r->scales);
    sums_add_rows(r->builder, rows);
    return expect(r, "#sample") && read_sample(r);
}

/* ------------------------------------------------------------------- groups */

/* Ascending by query, then by the keys' bytes? */
static bool is_in_order(struct reader *r, size_t query, size_t n_keys)
{
    bool same = r->has_group && r->last_query == query;
    int c = 0;
    for (size_t i = 0; i < n_keys && same && c == 0; i++)
        c = strcmp(r->fields[i + 1], r->last_keys[i]);
    bool good = !r->has_group || query > r->last_query || (same && c > 0);
    r->last_keys = arena_grow(r->arena, r->fields + 1, n_keys, n_keys,
                              sizeof *r->last_keys);
    r->last_query = query;
    r->has_group = true;
    return good;
}

static bool read_group(struct reader *r, int128 *sums)
{
    uint64_t query, n, missing;
    if (!read_count(r->fields[0], UINT32_MAX, &query) ||
        query >= r->spec->n_queries)
        return bad_line(r, "集計の番号", "the index of a query");
    const struct sums_query *q = &r->spec->queries[query];
    if (r->n != 3 + q->n_keys + q->n_products)
        return bad_line(r, "項目の数", "the number of fields");
    const char *const *at = r->fields + 1 + q->n_keys;
    if (!read_count(at[0], UINT64_MAX, &n) ||
        !read_count(at[1], UINT64_MAX, &missing))
        return bad_line(r, "行数", "the number of rows");
    for (size_t i = 0; i < q->n_products; i++)
        if (!read_sum(at[2 + i], &sums[i]))
            return bad_line(r, "合計", "a sum");
    if (!is_in_order(r, query, q->n_keys))
        return bad_line(r, "順序", "the order");
    return sums_add(r->builder, query, r->fields + 1, n, missing, sums, NULL)
               ? true
               : bad_line(r, "合計", "a sum");
}

static bool read_groups(struct reader *r)
{
    size_t most = 1;
    for (size_t i = 0; i < r->spec->n_queries; i++)
        if (r->spec->queries[i].n_products > most)
            most = r->spec->queries[i].n_products;
    int128 *sums = arena_make(r->arena, int128, most);
    while (next_line(r))
        if (!read_group(r, sums))
            return false;
    return !has_errors(r);
}

/* -------------------------------------------------------------------- whole */

/* Cuts the trailer off the text, when it is right. */
static bool check_trailer(struct reader *r)
{
    struct str text = r->source->text;
    size_t begin = text.len, lines = 0;
    char hex[65];
    while (begin > 1 && (begin == text.len || text.at[begin - 1] != '\n'))
        begin--;
    for (size_t i = 0; i < begin; i++)
        lines += text.at[i] == '\n';
    struct str trailer = str_from(text, begin);
    if (!str_starts(trailer, "#end,") || !str_ends(trailer, "\n"))
        return say(r, MSG_SUMS_CUT, str_from(text, text.len), "");
    digest_sha256(text.at, begin, hex);
    const char *whole = str_join(r->arena, "#end,", str_count(r->arena, lines),
                                 ",", hex, "\n", NULL);
    if (!str_is(trailer, whole))
        return say(r, MSG_SUMS_EDITED, str_head(trailer, trailer.len - 1),
                   "#end");
    r->rest = str_head(text, begin);
    return true;
}

const struct sums *sums_file_read(struct arena *arena, struct diag *diag,
                                  const char *path,
                                  const struct sums_spec *spec)
{
    struct source_request request = {.path = path, .declared = "utf-8"};
    struct reader r = {
        .arena = arena, .diag = diag, .errors = diag_count(diag, LEVEL_ERROR)};
    const struct sums *sums = NULL;
    r.source = source_read(arena, diag, &request);
    if (r.source) {
        struct str text = r.source->text;
        size_t len = 0;
        while (len < text.len && text.at[len] != '\n' && len < 80)
            len++;
        while (len && len < text.len &&
               ((unsigned char)text.at[len] & 0xC0) == 0x80)
            len--; /* no half of a character */
        struct str first = str_head(text, len);
        if (!str_is(first, SUMS_MAGIC)) {
            say(&r, MSG_SUMS_VERSION, first, str_z(arena, first));
        } else if (check_trailer(&r)) {
            next_line(&r); /* the first */
            if (read_head(&r, spec) && read_groups(&r))
                sums = sums_finish(r.builder);
        }
    }
    return sums;
}

static void say_trouble(struct arena *arena, struct diag *diag,
                        const struct sums_spec *spec, const char *const *paths,
                        const struct sums_merge_result *result)
{
    const char *first = paths[result->first], *second = paths[result->second];
    struct source *source = source_of_text(arena, second, "");
    struct place place = place_at(source, 0, 0);
    if (result->trouble == SUMS_SAME_ROWS)
        diag_add(diag, MSG_SUMS_SAME_ROWS, place, first, second, NULL);
    else if (result->trouble == SUMS_OTHER_SPEC)
        diag_add(diag, MSG_SUMS_PLAN, place, second, NULL);
    else
        diag_add(diag, MSG_SUM_OVERFLOW, place,
                 sums_product_name(arena, spec, result->query, result->product),
                 NULL);
}

const struct sums *sums_files_read(struct arena *arena, struct diag *diag,
                                   const char *const *paths, size_t n,
                                   const struct sums_spec *spec)
{
    const struct sums **parts = arena_make(arena, const struct sums *, n);
    bool good = n > 0;
    for (size_t i = 0; i < n; i++) {
        parts[i] = sums_file_read(arena, diag, paths[i], spec);
        good = good && parts[i];
    }
    if (!good || n == 1)
        return good ? parts[0] : NULL;
    struct sums_merge_result result = sums_merge(arena, parts, n);
    if (result.trouble != SUMS_GOOD)
        say_trouble(arena, diag, parts[0]->spec, paths, &result);
    return result.trouble == SUMS_GOOD ? result.sums : NULL;
}
