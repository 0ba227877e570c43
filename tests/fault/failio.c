/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * failio.c - LD_PRELOAD: the n-th call that changes the file system fails.
 *
 *     FAULT_AT=n      fail call n of each process (children count on)
 *     FAULT_ERRNO=e   with this errno, default ENOSPC
 *     FAULT_KILL=1    SIGKILL before the call instead
 *     FAULT_SHORT=1   cut a write to half instead
 *     FAULT_LOG=file  append the number and name of every such call
 *
 * Counted are open for creation, write, fsync, close of what was created,
 * rename, mkdir, rmdir, unlink, ftruncate.  Calls on standard streams do not
 * count.  glibc's stdio calls its own write, which cannot be interposed;
 * output.sh therefore fills a small file system and limits the file size
 * besides.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { FDS = 1024 };
static long calls;
static bool created[FDS];

static void *real(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

static void note(const char *path, const char *what)
{
    char line[64];
    int n = snprintf(line, sizeof line, "%ld %s\n", calls, what);
    long fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CREAT,
                      0600);
    if (fd >= 0) {
        syscall(SYS_write, fd, line, (size_t)n);
        syscall(SYS_close, fd);
    }
}

/* Is this the call that fails? */
static bool hit(const char *what)
{
    const char *at = getenv("FAULT_AT"), *code = getenv("FAULT_ERRNO");
    const char *path = getenv("FAULT_LOG");
    calls++;
    if (path)
        note(path, what);
    if (!at || calls != atol(at))
        return false;
    if (getenv("FAULT_KILL"))
        kill(getpid(), SIGKILL);
    errno = code ? atoi(code) : ENOSPC;
    return true;
}

static int remember(int fd, int flags)
{
    if (fd >= 0 && fd < FDS)
        created[fd] = (flags & O_CREAT) != 0;
    return fd;
}

int openat(int dir, const char *path, int flags, ...)
{
    int (*next)(int, const char *, int, ...) = real("openat");
    va_list rest;
    va_start(rest, flags);
    mode_t mode = (flags & O_CREAT) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    if ((flags & O_CREAT) && hit("openat"))
        return -1;
    return remember(next(dir, path, flags, mode), flags);
}

int open(const char *path, int flags, ...)
{
    int (*next)(const char *, int, ...) = real("open");
    va_list rest;
    va_start(rest, flags);
    mode_t mode = (flags & O_CREAT) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    if ((flags & O_CREAT) && hit("open"))
        return -1;
    return remember(next(path, flags, mode), flags);
}

FILE *fopen(const char *path, const char *mode)
{
    FILE *(*next)(const char *, const char *) = real("fopen");
    return strpbrk(mode, "wax+") && hit("fopen") ? NULL : next(path, mode);
}

ssize_t write(int fd, const void *bytes, size_t size)
{
    ssize_t (*next)(int, const void *, size_t) = real("write");
    if (fd <= 2 || fd >= FDS || !created[fd] || !hit("write"))
        return next(fd, bytes, size);
    return getenv("FAULT_SHORT") && size > 1 ? next(fd, bytes, size / 2) : -1;
}

int close(int fd)
{
    int (*next)(int) = real("close");
    bool ours = fd > 2 && fd < FDS && created[fd];
    bool fails = ours && hit("close");
    int error = errno;
    if (ours)
        created[fd] = false;
    int status = next(fd);
    if (!fails)
        return status;
    errno = error;
    return -1;
}

int fsync(int fd)
{
    int (*next)(int) = real("fsync");
    return hit("fsync") ? -1 : next(fd);
}

int fdatasync(int fd)
{
    int (*next)(int) = real("fdatasync");
    return hit("fdatasync") ? -1 : next(fd);
}

int ftruncate(int fd, off_t size)
{
    int (*next)(int, off_t) = real("ftruncate");
    return hit("ftruncate") ? -1 : next(fd, size);
}

int rename(const char *from, const char *to)
{
    int (*next)(const char *, const char *) = real("rename");
    return hit("rename") ? -1 : next(from, to);
}

int renameat(int a, const char *from, int b, const char *to)
{
    int (*next)(int, const char *, int, const char *) = real("renameat");
    return hit("renameat") ? -1 : next(a, from, b, to);
}

int renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
    int (*next)(int, const char *, int, const char *, unsigned) =
        real("renameat2");
    return hit("renameat2") ? -1 : next(a, from, b, to, flags);
}

int mkdir(const char *path, mode_t mode)
{
    int (*next)(const char *, mode_t) = real("mkdir");
    return hit("mkdir") ? -1 : next(path, mode);
}

int mkdirat(int dir, const char *path, mode_t mode)
{
    int (*next)(int, const char *, mode_t) = real("mkdirat");
    return hit("mkdirat") ? -1 : next(dir, path, mode);
}

int rmdir(const char *path)
{
    int (*next)(const char *) = real("rmdir");
    return hit("rmdir") ? -1 : next(path);
}

int unlink(const char *path)
{
    int (*next)(const char *) = real("unlink");
    return hit("unlink") ? -1 : next(path);
}

int unlinkat(int dir, const char *path, int flags)
{
    int (*next)(int, const char *, int) = real("unlinkat");
    return hit("unlinkat") ? -1 : next(dir, path, flags);
}
