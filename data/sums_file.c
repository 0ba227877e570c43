/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/sums_file.h"

#include "data/digest.h"
#include "data/sums_file_int.h"

#include <errno.h>
#include <unistd.h>

enum { PIECE = 1 << 16 };

struct writer {
    struct buf text; /* not yet passed on */
    struct digest *digest;
    uint64_t lines;
    const struct sums_sink *sink;
    bool failed;
};

/* ------------------------------------------------------------------- fields */

static void put_sum(struct buf *b, int128 x)
{
    char digits[40];
    size_t n = sizeof digits;
    uint128 rest = x < 0 ? -(uint128)x : (uint128)x;
    while (rest > UINT64_MAX) {
        digits[--n] = (char)('0' + (int)(rest % 10));
        rest /= 10;
    }
    for (uint64_t low = (uint64_t)rest; low || n == sizeof digits; low /= 10)
        digits[--n] = (char)('0' + (int)(low % 10));
    if (x < 0)
        digits[--n] = '-';
    buf_bytes(b, digits + n, sizeof digits - n);
}

static void put_indices(struct buf *b, const unsigned *indices, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_char(b, ',');
        buf_count(b, indices[i]);
    }
}

/* --------------------------------------------------------------------- spec */

static void put_column(struct buf *b, const struct sums_column *c)
{
    static const char *const kinds[] = {
        [SUMS_KEY] = "key", [SUMS_NUMBER] = "number", [SUMS_WEIGHT] = "weight"};
    buf_z(b, "#column,");
    buf_z(b, kinds[c->kind]);
    buf_char(b, ',');
    if (c->kind != SUMS_KEY && c->scale == SUMS_SCALE_FOUND)
        buf_char(b, '?');
    else if (c->kind != SUMS_KEY)
        buf_count(b, (uint64_t)c->scale);
    buf_char(b, ',');
    buf_csv(b, str_of(c->name));
    buf_char(b, '\n');
}

static void put_query(struct buf *b, const struct sums_query *q)
{
    buf_z(b, "#query,keys");
    put_indices(b, q->keys, q->n_keys);
    buf_z(b, ",needs");
    put_indices(b, q->needs, q->n_needs);
    for (size_t i = 0; i < q->n_products; i++) {
        buf_z(b, ",product");
        put_indices(b, q->products[i].factor, q->products[i].n);
    }
    buf_char(b, '\n');
}

void sums_put_spec(struct buf *b, const struct sums_spec *spec)
{
    for (size_t i = 0; i < spec->n_columns; i++)
        put_column(b, &spec->columns[i]);
    for (size_t i = 0; i < spec->n_queries; i++)
        put_query(b, &spec->queries[i]);
}

void sums_spec_digest(const struct sums_spec *spec, char hex[65])
{
    struct arena *arena = arena_open();
    struct buf b = buf_new(arena);
    sums_put_spec(&b, spec);
    digest_sha256(buf_text(&b), b.len, hex);
    arena_close(arena);
}

/* ------------------------------------------------------------------- stream */

static void pass_on(struct writer *w)
{
    if (w->failed)
        return;
    for (size_t i = 0; i < w->text.len; i++)
        w->lines += w->text.at[i] == '\n';
    digest_add(w->digest, w->text.at, w->text.len);
    w->failed = !w->sink->write(w->sink->to, buf_text(&w->text), w->text.len);
    w->text.len = 0;
}

static void put_head(struct buf *b, const struct sums *sums)
{
    char hex[65];
    sums_spec_digest(sums->spec, hex);
    buf_z(b, SUMS_MAGIC "\n");
    buf_z(b, "#note,internal: sums of sampling units; not for publication\n");
    buf_z(b, "#plan,");
    buf_z(b, hex);
    buf_char(b, '\n');
    sums_put_spec(b, sums->spec);
    buf_z(b, "#scales");
    for (size_t i = 0; i < sums->spec->n_columns; i++) {
        buf_char(b, ',');
        buf_count(b, (uint64_t)sums->scales[i]);
    }
    buf_z(b, "\n#rows,");
    buf_count(b, sums->rows);
    buf_z(b, "\n#sample");
    for (size_t i = 0; i < sums->sample.n; i++) {
        buf_char(b, ',');
        for (int shift = 60; shift >= 0; shift -= 4)
            buf_char(b, "0123456789abcdef"[sums->sample.at[i] >> shift & 15]);
    }
    buf_char(b, '\n');
}

static void put_group(struct buf *b, const struct sums *sums, size_t query,
                      const struct sums_group *group)
{
    const struct sums_query *q = &sums->spec->queries[query];
    buf_count(b, query);
    for (size_t i = 0; i < q->n_keys; i++) {
        buf_char(b, ',');
        buf_csv(b, str_of(sums_text(sums, query, group, i)));
    }
    buf_char(b, ',');
    buf_count(b, group->n);
    buf_char(b, ',');
    buf_count(b, group->missing);
    for (size_t i = 0; i < q->n_products; i++) {
        buf_char(b, ',');
        put_sum(b, group->sums[i]);
    }
    buf_char(b, '\n');
}

bool sums_file_write(const struct sums *sums, const struct sums_sink *sink)
{
    struct arena *arena = arena_open();
    struct writer w = {
        .text = buf_new(arena), .digest = digest_new(arena), .sink = sink};
    char hex[65];
    put_head(&w.text, sums);
    for (size_t q = 0; q < sums->spec->n_queries; q++)
        for (size_t i = 0; i < sums->tables[q].n; i++) {
            put_group(&w.text, sums, q, &sums->tables[q].groups[i]);
            if (w.text.len >= PIECE)
                pass_on(&w);
        }
    pass_on(&w);
    digest_end(w.digest, hex);
    buf_z(&w.text, "#end,");
    buf_count(&w.text, w.lines);
    buf_char(&w.text, ',');
    buf_z(&w.text, hex);
    buf_char(&w.text, '\n');
    bool good = !w.failed && sink->write(sink->to, w.text.at, w.text.len);
    int error = errno;
    arena_close(arena);
    errno = error;
    return good;
}

static bool write_fd(void *to, const char *at, size_t len)
{
    const int *fd = to;
    while (len > 0) {
        ssize_t n = write(*fd, at, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        at += n;
        len -= (size_t)n;
    }
    return true;
}

bool sums_file_write_fd(const struct sums *sums, int fd)
{
    return sums_file_write(sums, &(struct sums_sink){write_fd, &fd});
}
