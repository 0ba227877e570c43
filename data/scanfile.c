/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/scanfile.h"

#include "data/encode.h"
#include "data/fold.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WHOLE_LIMIT = 1 << 30 };

/* ----------------------------------------------------------------- opening */

/* A FIFO was opened without waiting for its writer; now wait. */
static int reopen_waiting(struct arena *arena, int fd)
{
    const char *path =
        str_join(arena, "/proc/self/fd/", str_count(arena, (uint64_t)fd), NULL);
    int waiting = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    close(fd);
    return waiting;
}

static void say_open(struct scan_file *f)
{
    diag_add(f->diag, MSG_OPEN, f->source.asked_by, f->source.path,
             strerrordesc_np(errno), NULL);
}

static bool look_at(struct scan_file *f)
{
    struct stat st;
    if (fstat(f->fd, &st) < 0) {
        say_open(f);
        return false;
    }
    if (S_ISDIR(st.st_mode) || S_ISBLK(st.st_mode)) {
        diag_add(f->diag, MSG_NOT_REGULAR, f->source.asked_by, f->source.path,
                 NULL);
        return false;
    }
    f->is_pipe = !S_ISREG(st.st_mode);
    f->size = (uint64_t)st.st_size;
    if (f->is_pipe && f->must_close)
        f->fd = reopen_waiting(f->arena, f->fd);
    off_t here = f->is_pipe || f->must_close ? 0 : lseek(f->fd, 0, SEEK_CUR);
    f->begin = here > 0 ? (uint64_t)here : 0;
    if (f->fd < 0)
        say_open(f);
    return f->fd >= 0;
}

bool scan_file_open(struct scan_file *f)
{
    const struct scan_request *request = f->request;
    bool is_input = strcmp(f->source.path, "-") == 0;
    f->name =
        is_input ? "-" : source_name(f->arena, request->dir, f->source.path);
    f->must_close = !is_input;
    f->fd = is_input ? STDIN_FILENO : source_open(f->diag, &f->source);
    if (f->fd < 0)
        return false;
    bool good = look_at(f);
    if (!good)
        scan_file_close(f);
    return good;
}

void scan_file_close(struct scan_file *f)
{
    if (f->must_close && f->fd >= 0)
        close(f->fd);
    f->fd = -1;
}

/* -------------------------------------------------------------- first bytes */

/* Encodings whose bytes cannot be scanned. */
static bool must_be_decoded(const struct scan_file *f, struct str head)
{
    const char *declared = f->request->declared;
    bool named = declared && (strcasecmp(declared, "euc-jp") == 0 ||
                              strncasecmp(declared, "utf-16", 6) == 0);
    return named || str_starts(head, "\xFF\xFE") ||
           str_starts(head, "\xFE\xFF");
}

bool scan_file_begin(struct scan_file *f, struct str head)
{
    const char *magic = encode_magic(head);
    if (magic) {
        diag_add(f->diag, MSG_NOT_CSV, f->source.asked_by, f->source.path,
                 magic, NULL);
        return false;
    }
    if (!must_be_decoded(f, head))
        return true;
    if (f->is_pipe || !f->must_close) {
        diag_add(f->diag, MSG_ENCODING, f->source.asked_by,
                 diag_lang(f->diag) == LANG_JA
                     ? "標準入力やパイプからは、UTF-8かCP932だけを読みます"
                     : "only UTF-8 and CP932 are read from a pipe",
                 NULL);
        return false;
    }
    f->source.limit = WHOLE_LIMIT;
    const struct source *source = source_read(f->arena, f->diag, &f->source);
    if (source)
        f->text = source->text;
    return source != NULL;
}

/* ------------------------------------------------------------------- header */

static bool has_high_byte(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.at[i] >= 0x80)
            return true;
    return false;
}

/* The header's bytes as a source of their own, decoded. */
static struct source *header_source(struct scan_file *f,
                                    struct records *records,
                                    const struct record_batch *batch)
{
    struct str raw = records_record(batch, batch->rows[0]);
    struct place place = records_record_place(records, batch->rows[0]);
    struct source *s = arena_make(f->arena, struct source, 1);
    bool has_bom = records_state(records).has_bom;
    s->name = s->path = f->name;
    s->raw = (struct str){str_z(f->arena, raw), raw.len};
    s->before = place.source->before;
    struct source_request request = f->source;
    request.declared = f->text.at || has_bom ? "utf-8" : request.declared;
    if (!encode_decode(f->arena, f->diag, s, &request))
        return NULL;
    f->encoding = s->encoding;
    f->encoding_fixed = request.declared || has_high_byte(s->raw);
    return s;
}

static size_t find_column(struct arena *arena, const struct csv *csv,
                          const char *name)
{
    for (size_t i = 0; i < csv->columns; i++)
        if (strcmp(csv->header.cells[i], name) == 0)
            return i;
    const char *key = fold_key(arena, name);
    size_t i = 0;
    while (i < csv->columns &&
           strcmp(fold_key(arena, csv->header.cells[i]), key) != 0)
        i++;
    return i;
}

/* The nearest name of the header, or another delimiter. */
static const char *hint_for(struct arena *arena, const struct csv *csv,
                            const char *name)
{
    const char *first = csv->header.cells[0];
    if (csv->columns == 1 && strpbrk(first, ";\t"))
        return strchr(first, ';') ? " [;]" : " [TAB]";
    const char *nearest =
        fold_nearest(arena, name, csv->header.cells, csv->columns);
    return nearest ? str_join(arena, " → ", nearest, NULL) : "";
}

static bool bind_columns(struct scan_file *f)
{
    const struct sums_spec *spec = f->request->spec;
    const struct csv *csv = f->header;
    uint32_t *fields = arena_make(f->arena, uint32_t, spec->n_columns);
    bool good = true;
    for (size_t i = 0; i < spec->n_columns; i++) {
        const char *name = spec->columns[i].name;
        size_t column = find_column(f->arena, csv, name);
        fields[i] = (uint32_t)column;
        if (column < csv->columns)
            continue;
        diag_add(f->diag, MSG_COLUMN_MISSING,
                 place_at(csv->source, csv->header.offset, 0), name,
                 hint_for(f->arena, csv, name), NULL);
        diag_field(f->diag, name);
        good = false;
    }
    f->plan.fields = fields;
    return good;
}

/* Asks for the spec where it is not known yet; NULL: nothing is asked. */
static const struct sums_spec *spec_of(struct scan_file *f)
{
    struct scan_request *r = f->request;
    const char *const *names = f->header->header.cells;
    size_t n = f->header->columns;
    while (n && !*names[n - 1])
        n--;
    if (!r->spec && r->ask)
        r->spec = r->ask(r->asker, names, n);
    return r->spec;
}

bool scan_file_header(struct scan_file *f, struct records *records,
                      const struct record_batch *batch)
{
    struct source *source = header_source(f, records, batch);
    if (!source)
        return false;
    char delimiter = f->request->delimiter ? f->request->delimiter : ',';
    f->header = csv_read_header(f->arena, f->diag, source, delimiter);
    if (!f->header || diag_has_errors(f->diag) || !spec_of(f) ||
        !bind_columns(f))
        return false;
    f->plan.spec = f->request->spec;
    f->plan.n_fields = batch->columns;
    for (size_t i = 0; i < f->header->columns; i++)
        if (*f->header->header.cells[i])
            f->plan.n_named = i + 1;
    f->plan.delimiter = delimiter;
    f->plan.digests = f->request->digests;
    f->plan.numbers = f->request->numbers;
    return true;
}

/* ----------------------------------------------------------------- encoding */

static bool is_later(struct place a, struct place b)
{
    uint64_t x = a.source->before.bytes, y = b.source->before.bytes;
    return x != y ? x > y : a.offset > b.offset;
}

/* Where two texts cannot be of one encoding, the later one is the fault. */
static void say_mixed(struct scan_file *f, struct place not_utf8,
                      struct place not_cp932)
{
    bool utf8_later = is_later(not_utf8, not_cp932);
    diag_add(f->diag, MSG_ENCODING_MIXED, utf8_later ? not_utf8 : not_cp932,
             utf8_later ? "UTF-8" : "CP932", NULL);
    diag_note(f->diag, MSG_ENCODING_OTHER, utf8_later ? not_cp932 : not_utf8,
              utf8_later ? "CP932" : "UTF-8", NULL);
}

bool scan_file_encoding(struct scan_file *f, const struct row_texts *texts)
{
    if (f->encoding_fixed) {
        bool is_cp932 = f->encoding == ENCODING_CP932;
        struct place bad = is_cp932 ? texts->not_cp932 : texts->not_utf8;
        if (bad.source)
            diag_add(f->diag, MSG_ENCODING_MIXED, bad, encode_name(f->encoding),
                     NULL);
        return !bad.source;
    }
    if (!texts->not_utf8.source)
        return true;
    struct place other =
        texts->only_utf8.source ? texts->only_utf8 : texts->not_cp932;
    if (other.source) {
        say_mixed(f, texts->not_utf8, other);
        return false;
    }
    f->encoding = ENCODING_CP932;
    diag_add(f->diag, MSG_ENCODING_DECIDED, place_at(f->header->source, 0, 0),
             "CP932",
             diag_lang(f->diag) == LANG_JA ? "UTF-8ではないため"
                                           : "not valid UTF-8",
             NULL);
    return true;
}
