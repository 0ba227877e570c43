/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/outbox.h"

#include "data/digest.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define SUMS "SHA256SUMS"

struct file {
    const char *name;
    const void *at;
    size_t len;
};

struct outbox {
    struct arena *arena;
    const char *place;  /* as the user gave it, without trailing slashes */
    const char *parent; /* its folder */
    const char *base;   /* its last component */
    struct file *files;
    size_t n, cap;
};

struct outbox *outbox_new(struct arena *arena, const char *place)
{
    struct outbox *box = arena_make(arena, struct outbox, 1);
    struct str p = str_of(place);
    while (p.len > 1 && p.at[p.len - 1] == '/')
        p.len--;
    size_t slash = p.len;
    while (slash > 0 && p.at[slash - 1] != '/')
        slash--;
    box->arena = arena;
    box->place = str_z(arena, p);
    box->base = str_z(arena, str_from(p, slash));
    box->parent = slash == 0   ? "."
                  : slash == 1 ? "/"
                               : str_z(arena, str_head(p, slash - 1));
    return box;
}

void outbox_add(struct outbox *box, const char *name, const void *at,
                size_t len)
{
    if (box->n == box->cap) {
        size_t cap = box->cap ? 2 * box->cap : 16;
        box->files =
            arena_grow(box->arena, box->files, box->n, cap, sizeof *box->files);
        box->cap = cap;
    }
    box->files[box->n++] = (struct file){name, at, len};
}

static bool say(struct diag *diag, enum message id, const char *what,
                const char *why)
{
    diag_add(diag, id, (struct place){0}, what, why ? why : "", NULL);
    return false;
}

/* -- is the place ours? ---------------------------------------------------- */

/* The bytes of a regular file, "" when it cannot be read. */
static struct str read_whole(struct arena *arena, int dir, const char *name)
{
    int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct buf b = buf_new(arena);
    char block[16384];
    ssize_t n;
    while (fd >= 0 && (n = read(fd, block, sizeof block)) > 0)
        buf_bytes(&b, block, (size_t)n);
    if (fd >= 0)
        close(fd);
    return (struct str){buf_text(&b), b.len};
}

/* A file is ours when it is as SHA256SUMS lists it: one that somebody has
 * edited since is not, and must not be lost.  name: in the set; base: in
 * the folder dir. */
static bool is_listed(struct arena *arena, const char *sums, int dir,
                      const char *name, const char *base)
{
    struct arena_mark mark = arena_mark(arena);
    bool listed = strcmp(name, SUMS) == 0;
    if (!listed && strstr(sums, str_join(arena, "  ", name, "\n", NULL))) {
        char hex[65];
        struct str bytes = read_whole(arena, dir, base);
        digest_sha256(bytes.at, bytes.len, hex);
        listed = strstr(sums, str_join(arena, hex, "  ", name, "\n", NULL));
    }
    arena_reset(arena, mark);
    return listed;
}

/* The first file under dir that is not ours, or NULL. */
static const char *foreign_file(struct arena *arena, int dir,
                                const char *prefix, const char *sums)
{
    const char *found = NULL;
    DIR *list = fdopendir(dir);
    if (!list) {
        close(dir);
        return NULL;
    }
    for (struct dirent *e; !found && (e = readdir(list));) {
        if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
            continue;
        const char *name = str_join(arena, prefix, e->d_name, NULL);
        int sub = *prefix
                      ? -1
                      : openat(dirfd(list), e->d_name,
                               O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (sub >= 0)
            found = foreign_file(arena, sub, str_join(arena, name, "/", NULL),
                                 sums);
        else if (!is_listed(arena, sums, dirfd(list), name, e->d_name))
            found = name;
    }
    closedir(list);
    return found;
}

bool outbox_check(const struct outbox *box, struct diag *diag)
{
    struct stat s;
    if (!*box->base || !strcmp(box->base, ".") || !strcmp(box->base, ".."))
        return say(diag, MSG_OUTPUT, box->place, strerror(EINVAL));
    if (stat(box->parent, &s) != 0)
        return say(diag, MSG_OUTPUT, box->place, strerror(errno));
    if (!S_ISDIR(s.st_mode))
        return say(diag, MSG_OUTPUT, box->place, strerror(ENOTDIR));
    if (access(box->parent, W_OK | X_OK) != 0)
        return say(diag, MSG_OUTPUT, box->place, strerror(errno));
    if (lstat(box->place, &s) != 0)
        return errno == ENOENT
                   ? true
                   : say(diag, MSG_OUTPUT, box->place, strerror(errno));
    if (!S_ISDIR(s.st_mode))
        return say(diag, MSG_OUTPUT, box->place, strerror(ENOTDIR));
    int dir = open(box->place, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (dir < 0)
        return say(diag, MSG_OUTPUT, box->place, strerror(errno));
    const char *sums = read_whole(box->arena, dir, SUMS).at;
    const char *foreign = foreign_file(box->arena, dir, "", sums);
    if (foreign)
        return say(diag, MSG_OUTPUT_FOREIGN,
                   str_join(box->arena, box->place, "/", foreign, NULL), NULL);
    return true;
}

/* -- removing -------------------------------------------------------------- */

/* A directory of ours, two levels deep at most. */
static void remove_tree(int parent, const char *name)
{
    int fd =
        openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *list = fd < 0 ? NULL : fdopendir(fd);
    if (list) {
        for (struct dirent *e; (e = readdir(list));) {
            if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
                continue;
            if (unlinkat(dirfd(list), e->d_name, 0) != 0)
                remove_tree(dirfd(list), e->d_name);
        }
        closedir(list);
    } else if (fd >= 0) {
        close(fd);
    }
    unlinkat(parent, name, AT_REMOVEDIR);
}

/* Temporary folders of this place that a killed run left; the lock is held,
 * so nobody is using them. */
static void remove_leftovers(int parent, const char *prefix)
{
    int fd = openat(parent, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = fd < 0 ? NULL : fdopendir(fd);
    if (!list)
        return;
    for (struct dirent *e; (e = readdir(list));)
        if (strncmp(e->d_name, prefix, strlen(prefix)) == 0)
            remove_tree(parent, e->d_name);
    closedir(list);
}

/* -- writing --------------------------------------------------------------- */

bool outbox_write(int fd, const char *at, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, at, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        len -= (size_t)n;
    }
    return true;
}

static bool write_file(int dir, const struct file *f)
{
    int fd = openat(dir, f->name,
                    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0)
        return false;
    bool good = outbox_write(fd, f->at, f->len) && fsync(fd) == 0;
    int error = errno;
    if (close(fd) != 0 && good) {
        good = false;
        error = errno;
    }
    errno = error;
    return good;
}

static bool make_folder_of(int dir, struct arena *arena, const char *name)
{
    const char *slash = strchr(name, '/');
    if (!slash)
        return true;
    const char *folder =
        str_z(arena, (struct str){name, (size_t)(slash - name)});
    return mkdirat(dir, folder, 0777) == 0 || errno == EEXIST;
}

static int by_name(const void *a, const void *b)
{
    const struct file *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static void add_sums(struct outbox *box)
{
    struct buf b = buf_new(box->arena);
    qsort(box->files, box->n, sizeof *box->files, by_name);
    for (size_t i = 0; i < box->n; i++) {
        char hex[65];
        digest_sha256(box->files[i].at, box->files[i].len, hex);
        buf_z(&b, hex);
        buf_z(&b, "  ");
        buf_z(&b, box->files[i].name);
        buf_char(&b, '\n');
    }
    outbox_add(box, SUMS, buf_text(&b), b.len);
}

static bool write_set(struct outbox *box, int dir, const char **failed)
{
    for (size_t i = 0; i < box->n; i++) {
        *failed = box->files[i].name;
        if (!make_folder_of(dir, box->arena, box->files[i].name) ||
            !write_file(dir, &box->files[i]))
            return false;
    }
    for (size_t i = 0; i < box->n; i++) {
        const char *slash = strchr(box->files[i].name, '/');
        if (!slash)
            continue;
        int sub =
            openat(dir,
                   str_z(box->arena,
                         (struct str){box->files[i].name,
                                      (size_t)(slash - box->files[i].name)}),
                   O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        bool synced = sub >= 0 && fsync(sub) == 0;
        if (sub >= 0)
            close(sub);
        if (!synced)
            return false;
        break; /* all files with a folder share it: figures/ */
    }
    *failed = box->place;
    return fsync(dir) == 0;
}

/* The new folder takes the place of the old one, which gets its name. */
static bool swap_in(int parent, const char *temporary, const char *base,
                    const char *aside)
{
    if (renameat2(parent, temporary, parent, base, RENAME_NOREPLACE) == 0)
        return true;
    if (renameat2(parent, temporary, parent, base, RENAME_EXCHANGE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS && errno != EEXIST)
        return false;
    /* No exchange on this file system: a short moment without the set. */
    if (renameat(parent, base, parent, aside) != 0 && errno != ENOENT)
        return false;
    if (renameat(parent, temporary, parent, base) == 0)
        return true;
    int error = errno;
    renameat(parent, aside, parent, base);
    errno = error;
    return false;
}

/* The lock file, held; -1 with errno.  A lock file that was removed between
 * our open and our flock is not the one others will find: try again. */
static int take_lock(int parent, const char *name)
{
    for (int tries = 0; tries < 100; tries++) {
        struct stat held, named;
        int fd = openat(parent, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC,
                        0600);
        if (fd < 0)
            return -1;
        if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
            int error = errno;
            close(fd);
            errno = error;
            return -1;
        }
        if (fstat(fd, &held) == 0 &&
            fstatat(parent, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
            held.st_ino == named.st_ino)
            return fd;
        close(fd);
    }
    errno = EWOULDBLOCK;
    return -1;
}

/* Writes and swaps, the lock being held. */
static bool commit_locked(struct outbox *box, int parent, const char *prefix,
                          const char **failed)
{
    const char *pid = str_count(box->arena, (uint64_t)getpid());
    const char *temporary = str_join(box->arena, prefix, pid, NULL);
    const char *aside = str_join(box->arena, prefix, pid, ".old", NULL);
    remove_leftovers(parent, prefix);
    *failed = box->place;
    if (mkdirat(parent, temporary, 0777) != 0)
        return false;
    int dir = openat(parent, temporary, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = dir >= 0 && write_set(box, dir, failed);
    int error = errno;
    if (dir >= 0)
        close(dir);
    if (good) {
        *failed = box->place;
        good = swap_in(parent, temporary, box->base, aside);
        error = errno;
    }
    if (good && fsync(parent) != 0) {
        /* The swap is done but may not be on the disk: undo it. */
        error = errno;
        swap_in(parent, temporary, box->base, aside);
        good = false;
    }
    remove_tree(parent, temporary);
    if (good)
        remove_tree(parent, aside);
    errno = error;
    return good;
}

bool outbox_commit(struct outbox *box, struct diag *diag)
{
    if (!outbox_check(box, diag))
        return false;
    const char *prefix = str_join(box->arena, ".", box->base, ".tmp-", NULL);
    const char *lock_name = str_join(box->arena, ".", box->base, ".lock", NULL);
    const char *failed = box->place;
    int parent = open(box->parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (parent < 0)
        return say(diag, MSG_OUTPUT, box->place, strerror(errno));
    add_sums(box);
    int lock = take_lock(parent, lock_name);
    bool busy = lock < 0 && errno == EWOULDBLOCK;
    bool good = lock >= 0 && commit_locked(box, parent, prefix, &failed);
    if (!good)
        say(diag, busy ? MSG_BUSY : MSG_WRITE, failed, strerror(errno));
    if (lock >= 0) {
        unlinkat(parent, lock_name, 0);
        close(lock);
    }
    close(parent);
    return good;
}
