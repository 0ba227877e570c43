/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/scan.h"

#include "data/scanfile.h"
#include "data/scanpart.h"
#include "data/tallysums.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

enum { PART_BYTES = 4 << 20, MOST_THREADS = 64, PROGRESS_BYTES = 64 << 20 };

struct attempt;

/* A part of a file, read by one thread.  The records that begin at `begin` or
 * later, but before `end`, are its own. */
struct part {
    struct attempt *attempt;
    struct arena *arena;
    struct diag *diag;
    struct records *records;
    struct row_reader rows;
    uint64_t begin, end; /* end 0: that of the file */
    uint64_t lines;      /* before the part */
    struct records_state state;
    bool is_open, has_rows, runs;
    pthread_t thread;
};

/* One attempt at one file. */
struct attempt {
    struct scan_file file;
    struct part *parts;
    size_t n;
    atomic_uint_least64_t done; /* bytes, for the progress line */
};

/* ---------------------------------------------------------------- progress */

static void put_progress(const struct scan_file *f, uint64_t bytes)
{
    struct arena *arena = arena_open();
    const uint64_t mega = 1000000;
    const char *whole =
        f->is_pipe
            ? ""
            : str_join(arena, " / ", str_count(arena, f->size / mega), NULL);
    const char *line =
        bytes ? str_join(arena, "\r", f->name, ": ",
                         str_count(arena, bytes / mega), whole, " MB", NULL)
              : "\r\033[K"; /* nothing is left of the line at the end */
    ssize_t ignored = write(STDERR_FILENO, line, strlen(line));
    (void)ignored;
    arena_close(arena);
}

static void note_progress(struct attempt *a, uint64_t bytes)
{
    uint64_t before = atomic_fetch_add(&a->done, bytes);
    if (before / PROGRESS_BYTES != (before + bytes) / PROGRESS_BYTES)
        put_progress(&a->file, before + bytes);
}

/* ------------------------------------------------------------------- parts */

static void open_part(struct part *p, size_t columns)
{
    const struct scan_file *f = &p->attempt->file;
    p->arena = arena_open();
    p->diag = diag_new(p->arena, diag_lang(f->diag));
    p->records = records_open(p->arena, p->diag,
                              &(struct records_spec){
                                  .name = f->name,
                                  .fd = f->fd,
                                  .is_pipe = f->is_pipe,
                                  .text = f->text,
                                  .begin = p->begin,
                                  .end = p->end,
                                  .delimiter = f->request->delimiter,
                                  .skip_bom = columns == 0,
                                  .columns = columns,
                                  .window = f->request->window,
                              });
    p->is_open = true;
}

static void close_part(struct part *p)
{
    if (!p->is_open)
        return;
    records_close(p->records);
    if (p->has_rows)
        row_reader_close(&p->rows);
    arena_close(p->arena);
    p->is_open = p->has_rows = false;
}

/* The part's rows into its tally. */
static void *run_part(void *data)
{
    struct part *p = data;
    struct record_batch batch;
    uint64_t at = records_offset(p->records);
    row_reader_open(&p->rows, p->arena, p->diag, p->records,
                    &p->attempt->file.plan);
    p->has_rows = true;
    while (records_next(p->records, &batch) &&
           row_reader_take(&p->rows, &batch))
        if (p->attempt->file.request->progress) {
            uint64_t now = records_offset(p->records);
            note_progress(p->attempt, now - at);
            at = now;
        }
    p->state = records_state(p->records);
    return NULL;
}

static size_t count_parts(const struct attempt *a, unsigned threads)
{
    const struct scan_request *r = a->file.request;
    size_t least = r->part_bytes ? r->part_bytes : PART_BYTES;
    if (a->file.is_pipe || a->file.text.at)
        return 1;
    if (threads == 0) {
        long online = sysconf(_SC_NPROCESSORS_ONLN);
        threads = online > 1 ? (unsigned)online : 1;
    }
    uint64_t most = a->file.size / least;
    if (most > MOST_THREADS)
        most = MOST_THREADS;
    if (most == 0)
        return 1;
    return threads < most ? threads : (size_t)most;
}

/* Cuts the rest of the file behind the header into equal parts. */
static void cut(struct attempt *a, size_t n)
{
    const struct row_plan *plan = &a->file.plan;
    uint64_t begin = records_offset(a->parts[0].records);
    uint64_t bytes = a->file.size > begin ? a->file.size - begin : 0;
    a->n = 1;
    for (size_t i = 1; i < n; i++) {
        uint64_t at = begin + bytes / n * i;
        struct part *p = &a->parts[a->n];
        uint64_t guess =
            at > 0 ? part_begin(a->file.fd, at, plan->n_fields, plan->delimiter)
                   : UINT64_MAX;
        if (guess == UINT64_MAX)
            continue;
        *p = (struct part){.attempt = a, .begin = guess};
        a->parts[a->n - 1].end = at;
        a->n++;
    }
    records_end_at(a->parts[0].records,
                   a->n > 1 ? a->parts[0].end : UINT64_MAX);
}

/* A thread that cannot be started is work for this one. */
static void run_parts(struct attempt *a)
{
    for (size_t i = 1; i < a->n; i++) {
        struct part *p = &a->parts[i];
        open_part(p, a->file.plan.n_fields);
        p->runs = pthread_create(&p->thread, NULL, run_part, p) == 0;
    }
    run_part(&a->parts[0]);
    for (size_t i = 1; i < a->n; i++) {
        struct part *p = &a->parts[i];
        if (p->runs)
            pthread_join(p->thread, NULL);
        else
            run_part(p);
    }
}

/* Each part must begin where the one before has ended; else it is read again
 * from there.  Nothing counts behind a part that was given up. */
static void join_parts(struct attempt *a)
{
    for (size_t i = 1; i < a->n; i++) {
        struct part *before = &a->parts[i - 1], *p = &a->parts[i];
        if (before->state.stopped || before->rows.overflow ||
            before->rows.errors >= RECORDS_SAID) {
            for (size_t k = i; k < a->n; k++)
                close_part(&a->parts[k]);
            a->n = i;
            return;
        }
        if (p->begin != before->state.offset) {
            close_part(p);
            p->begin = before->state.offset;
            open_part(p, a->file.plan.n_fields);
            run_part(p);
        }
        p->lines = before->lines + before->state.lines;
    }
}

/* --------------------------------------------------------------- judgement */

static struct place moved(struct arena *arena, struct place place,
                          uint64_t lines)
{
    if (!place.source)
        return place;
    struct source *s = arena_make(arena, struct source, 1);
    *s = *place.source;
    s->before.lines += lines;
    place.source = s;
    return place;
}

static void take_first(struct attempt *a, const struct part *p,
                       struct place place, struct place *first)
{
    if (!first->source)
        *first = moved(a->file.arena, place, p->lines);
}

/* The first texts of their kinds in the file. */
static struct row_texts first_texts(struct attempt *a)
{
    struct row_texts first = {0};
    for (size_t i = 0; i < a->n; i++) {
        const struct part *p = &a->parts[i];
        const struct row_texts *t = &p->rows.texts;
        take_first(a, p, t->not_utf8, &first.not_utf8);
        take_first(a, p, t->not_cp932, &first.not_cp932);
        take_first(a, p, t->only_utf8, &first.only_utf8);
    }
    return first;
}

static void say_mixed_line_ends(struct attempt *a)
{
    struct record_line_end crlf = {.offset = UINT64_MAX}, lf = crlf;
    for (size_t i = a->n; i-- > 0;) {
        const struct part *p = &a->parts[i];
        if (p->state.crlf.offset != UINT64_MAX) {
            crlf = p->state.crlf;
            crlf.place = moved(a->file.arena, crlf.place, p->lines);
        }
        if (p->state.lf.offset != UINT64_MAX) {
            lf = p->state.lf;
            lf.place = moved(a->file.arena, lf.place, p->lines);
        }
    }
    if (crlf.offset != UINT64_MAX && lf.offset != UINT64_MAX)
        diag_add(a->file.diag, MSG_EOL_MIXED,
                 crlf.offset > lf.offset ? crlf.place : lf.place, NULL);
}

static bool end_header(struct attempt *a)
{
    struct scan_file *f = &a->file;
    bool *touched = arena_make(f->arena, bool, f->plan.n_fields);
    for (size_t i = 0; i < a->n; i++)
        for (size_t c = 0; c < f->plan.n_fields; c++)
            touched[c] = touched[c] || a->parts[i].rows.touched[c];
    return csv_end_header(f->arena, f->diag, f->header, touched);
}

/* All that can be said only when every part has been read. */
static void judge_whole(struct attempt *a)
{
    struct scan_file *f = &a->file;
    uint64_t rows = 0;
    bool errors = false;
    say_mixed_line_ends(a);
    end_header(a);
    struct row_texts texts = first_texts(a);
    scan_file_encoding(f, &texts);
    for (size_t i = 0; i < a->n; i++) {
        rows += a->parts[i].rows.tally->rows;
        errors = errors || diag_has_errors(a->parts[i].diag);
    }
    if (rows == 0 && !errors && !diag_has_errors(f->diag))
        diag_add(f->diag, MSG_NO_ROWS,
                 place_at(f->header->source, f->header->header.offset, 0),
                 NULL);
}

/* ----------------------------------------------------------------- one file */

/* Reads the header and all rows; false: the file is not worth judging. */
static bool read_file(struct attempt *a, unsigned threads)
{
    struct scan_file *f = &a->file;
    struct part *first = &a->parts[0];
    struct record_batch batch;
    *first = (struct part){.attempt = a, .begin = f->begin};
    a->n = 1;
    open_part(first, 0);
    if (!f->text.at) {
        if (!scan_file_begin(f, records_peek(first->records, 512)))
            return false;
        if (f->text.at) { /* decoded as a whole */
            close_part(first);
            first->begin = 0;
            open_part(first, 0);
        }
    }
    if (!records_next(first->records, &batch)) {
        if (!diag_has_errors(first->diag))
            diag_add(f->diag, MSG_EMPTY, f->source.asked_by, f->source.path,
                     NULL);
        return false;
    }
    if (!scan_file_header(f, first->records, &batch))
        return false;
    cut(a, count_parts(a, threads));
    run_parts(a);
    join_parts(a);
    if (f->request->progress && atomic_load(&a->done) >= PROGRESS_BYTES)
        put_progress(f, 0);
    return true;
}

static bool has_overflow(const struct attempt *a)
{
    for (size_t i = 0; i < a->n; i++)
        if (a->parts[i].rows.overflow)
            return true;
    return false;
}

static const struct sums *add_parts(struct arena *arena, struct attempt *a,
                                    struct tally_failure *failure)
{
    struct tally_part *parts =
        arena_make(a->file.arena, struct tally_part, a->n);
    for (size_t i = 0; i < a->n; i++)
        parts[i] =
            (struct tally_part){a->parts[i].rows.tally, a->parts[i].rows.dicts};
    return tally_sums(arena, parts, a->n, a->file.encoding, failure);
}

/* Hands the messages on in the order of the file, as many as one reader of
 * the whole file would have said. */
static bool pass_messages(struct diag *diag, struct attempt *a)
{
    struct diag_budget left = {RECORDS_SAID, RECORDS_SAID};
    size_t errors = diag_count(diag, LEVEL_ERROR);
    bool more = diag_take(diag, a->file.diag, 0, &left);
    for (size_t i = 0; i < a->n && more; i++)
        if (a->parts[i].is_open)
            more = diag_take(diag, a->parts[i].diag, a->parts[i].lines, &left);
    return diag_count(diag, LEVEL_ERROR) == errors;
}

static const struct sums *sums_of(struct arena *arena, struct attempt *a,
                                  bool *again)
{
    struct scan_file *f = &a->file;
    struct tally_failure failure;
    bool errors = diag_has_errors(f->diag);
    for (size_t i = 0; i < a->n; i++)
        errors = errors || diag_has_errors(a->parts[i].diag);
    *again = a->n > 1 && has_overflow(a);
    if (errors)
        return NULL;
    const struct sums *sums = add_parts(arena, a, &failure);
    *again = !sums && a->n > 1;
    if (!sums && !*again)
        diag_add(f->diag, MSG_SUM_OVERFLOW, place_at(f->header->source, 0, 0),
                 sums_product_name(f->arena, f->plan.spec, failure.query,
                                   failure.product),
                 NULL);
    return sums;
}

/* *again: a sum overflowed in one of several parts; one thread alone finds
 * the row where. */
static const struct sums *scan_once(struct arena *arena, struct diag *diag,
                                    struct scan_request *request,
                                    const char *path, unsigned threads,
                                    bool *again)
{
    struct attempt a = {.file = {.request = request,
                                 .source = {.dir = request->dir,
                                            .path = path,
                                            .declared = request->declared,
                                            .asked_by = request->asked_by,
                                            .is_csv = true},
                                 .arena = arena_open()}};
    const struct sums *sums = NULL;
    a.file.diag = diag_new(a.file.arena, diag_lang(diag));
    a.parts = arena_make(a.file.arena, struct part, MOST_THREADS);
    *again = false;
    if (scan_file_open(&a.file)) {
        if (read_file(&a, threads)) {
            judge_whole(&a);
            sums = sums_of(arena, &a, again);
            if (request->found)
                *request->found = a.file.encoding;
        }
        scan_file_close(&a.file);
    }
    if (!*again && !pass_messages(diag, &a))
        sums = NULL;
    for (size_t i = 0; i < a.n; i++)
        close_part(&a.parts[i]);
    arena_close(a.file.arena);
    return sums;
}

static const struct sums *scan_one(struct arena *arena, struct diag *diag,
                                   struct scan_request *request,
                                   const char *path)
{
    bool again;
    const struct sums *sums =
        scan_once(arena, diag, request, path, request->threads, &again);
    return again ? scan_once(arena, diag, request, path, 1, &again) : sums;
}

const struct sums *scan_files(struct arena *arena, struct diag *diag,
                              const struct scan_request *request)
{
    const struct sums **all =
        arena_make(arena, const struct sums *, request->n_paths);
    struct scan_request mine = *request;
    bool good = request->n_paths > 0;
    for (size_t i = 0; i < request->n_paths; i++) {
        all[i] = scan_one(arena, diag, &mine, request->paths[i]);
        good = good && all[i];
    }
    if (!good || request->n_paths == 1)
        return good ? all[0] : NULL;
    struct sums_merge_result whole = sums_join(arena, all, request->n_paths);
    if (whole.trouble == SUMS_OVERFLOW)
        diag_add(
            diag, MSG_SUM_OVERFLOW, request->asked_by,
            sums_product_name(arena, mine.spec, whole.query, whole.product),
            NULL);
    return whole.sums;
}

struct names {
    struct arena *arena;
    const char **all;
    size_t n;
};

static const struct sums_spec *keep_names(void *data,
                                          const char *const *columns, size_t n)
{
    struct names *names = data;
    names->all = arena_make(names->arena, const char *, n);
    for (size_t i = 0; i < n; i++)
        names->all[i] = str_z(names->arena, str_of(columns[i]));
    names->n = n;
    return NULL;
}

const char *const *scan_columns(struct arena *arena, struct diag *diag,
                                const struct scan_request *request, size_t *n)
{
    struct names names = {.arena = arena};
    struct scan_request mine = *request;
    size_t errors = diag_count(diag, LEVEL_ERROR);
    bool again;
    mine.spec = NULL;
    mine.ask = keep_names;
    mine.asker = &names;
    (void)scan_once(arena, diag, &mine, request->paths[0], 1, &again);
    *n = names.n;
    return diag_count(diag, LEVEL_ERROR) == errors ? names.all : NULL;
}
