/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/source.h"

#include "data/diag.h"
#include "data/digest.h"
#include "data/encode.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MAX_PATH = 1024, MAX_COMPONENT = 255 };

/* O_NONBLOCK: opening a FIFO must not wait for a writer. */
enum { OPEN_FLAGS = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK };

/* ------------------------------------------------------------- the path */

static bool component_allowed(struct str c)
{
    return c.len > 0 && c.len <= MAX_COMPONENT && !str_is(c, ".") &&
           !str_is(c, "..");
}

/* Rule X2, the textual part: the kernel alone would allow a/../b. */
static bool path_allowed(const char *path)
{
    struct str rest = str_of(path);
    if (rest.len == 0 || rest.len > MAX_PATH)
        return false;
    for (struct str r = rest; r.len;) {
        uint32_t c = utf8_next(&r);
        if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == '\\' || c == UTF8_BAD)
            return false;
    }
    for (;;) {
        const char *slash = memchr(rest.at, '/', rest.len);
        size_t len = slash ? (size_t)(slash - rest.at) : rest.len;
        if (!component_allowed(str_head(rest, len)))
            return false;
        if (!slash)
            return true;
        rest = str_from(rest, len + 1);
    }
}

/* Kernels before 5.6 and some sandboxes have no openat2: one component at a
 * time, none of them a symbolic link.  Closes nothing but its own. */
static int open_by_components(int dir, const char *path)
{
    char component[MAX_COMPONENT + 1];
    int at = dir;
    for (;;) {
        const char *slash = strchr(path, '/');
        size_t len = slash ? (size_t)(slash - path) : strlen(path);
        memcpy(component, path, len);
        component[len] = '\0';
        int flags = slash ? O_PATH | O_DIRECTORY | O_CLOEXEC : OPEN_FLAGS;
        int next = openat(at, component, flags | O_NOFOLLOW);
        int error = errno;
        if (at != dir)
            close(at);
        if (next < 0 && slash && error == ENOTDIR)
            error = ELOOP; /* what a link to a folder gives with O_PATH */
        errno = error;
        if (next < 0 || !slash)
            return next;
        at = next;
        path = slash + 1;
    }
}

static int open_beneath(const char *dir, const char *path)
{
    int base = open(*dir ? dir : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (base < 0)
        return -1;
    struct open_how how = {.flags = (unsigned)OPEN_FLAGS,
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS |
                                      RESOLVE_NO_MAGICLINKS};
    int fd = (int)syscall(SYS_openat2, base, path, &how, sizeof how);
    if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == EAGAIN))
        fd = open_by_components(base, path);
    int error = errno;
    close(base);
    errno = error;
    return fd;
}

/* ------------------------------------------------------------- the bytes */

static const char *why(int error)
{
    const char *text = strerrordesc_np(error); /* never translated */
    return text ? text : "?";
}

/* Everything up to the end, in one pass; stops one byte past the limit. */
static bool read_all(struct arena *arena, int fd, size_t expected, size_t limit,
                     struct str *out)
{
    size_t cap = expected + 1, len = 0;
    char *at = arena_make(arena, char, cap);
    while (len <= limit) {
        if (len == cap) { /* it grew, or the size was not known (procfs) */
            at = arena_grow(arena, at, len, 2 * cap, 1);
            cap *= 2;
        }
        ssize_t n = read(fd, at + len, cap - len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        if (n == 0)
            break;
        len += (size_t)n;
    }
    *out = (struct str){at, len};
    return true;
}

static void say_limit(struct arena *arena, struct diag *diag,
                      const struct source_request *request, size_t limit)
{
    diag_add(diag, MSG_LIMIT, request->asked_by, request->path,
             str_join(arena, str_count(arena, limit), " B", NULL), NULL);
}

/* `-` as the user typed it. */
static bool is_stdin(const struct source_request *request)
{
    return !request->dir && strcmp(request->path, "-") == 0;
}

static bool read_open(struct arena *arena, struct diag *diag, int fd,
                      const struct source_request *request, struct str *raw)
{
    size_t limit = request->limit ? request->limit : (size_t)2 << 30;
    struct stat st;
    if (fstat(fd, &st) < 0) {
        diag_add(diag, MSG_OPEN, request->asked_by, request->path, why(errno),
                 NULL);
        return false;
    }
    if (!S_ISREG(st.st_mode) && !is_stdin(request)) {
        diag_add(diag, MSG_NOT_REGULAR, request->asked_by, request->path, NULL);
        return false;
    }
    if (S_ISREG(st.st_mode) && (uint64_t)st.st_size > limit) {
        say_limit(arena, diag, request, limit);
        return false;
    }
    if (!read_all(arena, fd, (size_t)st.st_size, limit, raw)) {
        diag_add(diag, MSG_OPEN, request->asked_by, request->path, why(errno),
                 NULL);
        return false;
    }
    if (raw->len > limit)
        say_limit(arena, diag, request, limit);
    return raw->len <= limit;
}

int source_open(struct diag *diag, const struct source_request *request)
{
    if (request->dir && !path_allowed(request->path)) {
        diag_add(diag, MSG_PATH, request->asked_by, request->path, NULL);
        return -1;
    }
    int fd = request->dir        ? open_beneath(request->dir, request->path)
             : is_stdin(request) ? dup(STDIN_FILENO)
                                 : open(request->path, OPEN_FLAGS);
    if (fd < 0) {
        bool link = request->dir && (errno == ELOOP || errno == EXDEV);
        diag_add(diag, link ? MSG_PATH : MSG_OPEN, request->asked_by,
                 request->path, why(errno), NULL);
    }
    return fd;
}

static bool read_bytes(struct arena *arena, struct diag *diag,
                       const struct source_request *request, struct str *raw)
{
    int fd = source_open(diag, request);
    if (fd < 0)
        return false;
    bool good = read_open(arena, diag, fd, request, raw);
    close(fd);
    return good;
}

const char *source_name(struct arena *arena, const char *dir, const char *path)
{
    if (!dir || !*dir)
        return str_z(arena, str_of(path));
    bool slash = str_ends(str_of(dir), "/");
    return str_join(arena, dir, slash ? "" : "/", path, NULL);
}

struct source *source_read(struct arena *arena, struct diag *diag,
                           const struct source_request *request)
{
    struct source *s = arena_make(arena, struct source, 1);
    if (!read_bytes(arena, diag, request, &s->raw))
        return NULL;
    s->name = source_name(arena, request->dir, request->path);
    s->path = str_z(arena, str_of(request->path));
    s->bytes = s->raw.len;
    digest_sha256(s->raw.at, s->raw.len, s->sha256);
    return encode_decode(arena, diag, s, request) ? s : NULL;
}

struct source *source_of_text(struct arena *arena, const char *name,
                              const char *text)
{
    struct source *s = arena_make(arena, struct source, 1);
    s->name = str_z(arena, str_of(name));
    s->path = s->name;
    s->raw = (struct str){str_z(arena, str_of(text)), strlen(text)};
    s->text = s->raw;
    s->encoding = ENCODING_UTF8;
    s->bytes = s->raw.len;
    digest_sha256(s->raw.at, s->raw.len, s->sha256);
    return s;
}

/* ------------------------------------------------------------- positions */

struct position source_position(struct place place)
{
    struct position p = {.line = 1, .column = 1};
    if (!place.source || !place.source->text.at)
        return p;
    struct str text = place.source->text;
    size_t offset = place.offset < text.len ? (size_t)place.offset : text.len;
    const char *line = text.at, *at = text.at + offset, *lf;
    while ((lf = memchr(line, '\n', (size_t)(at - line)))) {
        line = lf + 1;
        p.line++;
    }
    const char *all = text.at + text.len;
    const char *end = memchr(at, '\n', (size_t)(all - at));
    if (!end)
        end = all;
    else if (end > line && end[-1] == '\r')
        end--;
    p.text = (struct str){line, (size_t)(end - line)};
    p.column = utf8_count((struct str){line, (size_t)(at - line)}) + 1;
    if (p.line == 1)
        p.column += place.source->before.columns;
    p.line += place.source->before.lines;
    p.byte =
        place.source->before.bytes + encode_raw_offset(place.source, offset);
    return p;
}

struct place place_at(const struct source *source, uint64_t offset,
                      size_t length)
{
    uint32_t shown = length < UINT32_MAX ? (uint32_t)length : UINT32_MAX;
    return (struct place){source, offset, shown};
}

struct source *source_digest(struct arena *arena, struct diag *diag,
                             const struct source_request *request)
{
    enum { PIECE = 1 << 16 };
    struct source *s = arena_make(arena, struct source, 1);
    struct arena_mark mark;
    ssize_t n = 0;
    int fd = source_open(diag, request);
    if (fd < 0)
        return NULL;
    s->name = source_name(arena, request->dir, request->path);
    s->path = request->path;
    s->raw = s->text = str_of("");
    mark = arena_mark(arena);
    char *piece = arena_make(arena, char, PIECE);
    struct digest *digest = digest_new(arena);
    while ((n = read(fd, piece, PIECE)) > 0) {
        digest_add(digest, piece, (size_t)n);
        s->bytes += (uint64_t)n;
    }
    if (n < 0)
        diag_add(diag, MSG_OPEN, request->asked_by, request->path, why(errno),
                 NULL);
    digest_end(digest, s->sha256);
    arena_reset(arena, mark);
    close(fd);
    return n < 0 ? NULL : s;
}
