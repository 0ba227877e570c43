/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/outfile.h"

#include "engine/outbox.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void say(const struct outfile *file, struct diag *diag)
{
    diag_add(diag, MSG_WRITE, (struct place){0}, file->path, strerror(errno),
             NULL);
}

struct outfile outfile_open(struct arena *arena, struct diag *diag,
                            const char *path)
{
    const char *pid = str_count(arena, (uint64_t)getpid());
    struct outfile file = {
        .path = path, .scratch = str_join(arena, path, ".tmp-", pid, NULL)};
    file.fd = open(file.scratch,
                   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (file.fd < 0)
        say(&file, diag);
    return file;
}

bool outfile_close(struct outfile *file, struct diag *diag, bool good)
{
    if (file->fd < 0)
        return false;
    good = good && fsync(file->fd) == 0;
    good = close(file->fd) == 0 && good;
    good = good && rename(file->scratch, file->path) == 0;
    if (!good) {
        say(file, diag);
        (void)unlink(file->scratch);
    }
    return good;
}

bool outfile_write(struct arena *arena, struct diag *diag, const char *path,
                   const char *text)
{
    struct outfile file = outfile_open(arena, diag, path);
    return outfile_close(
        &file, diag, file.fd >= 0 && outbox_write(file.fd, text, strlen(text)));
}
