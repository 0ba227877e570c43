/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * shihyo audit: rules and claims of a plan, recomputed.
 */
#include "engine/commands.h"

#include "engine/outbox.h"
#include "engine/report_audit.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Written beside its place and renamed, so that FILE is whole or as it was.
 * The scratch file is always a new one: nothing of anybody's is overwritten. */
static bool write_file(struct run *run, const char *path, const char *text)
{
    const char *pid = str_count(run->arena, (uint64_t)getpid());
    const char *scratch = str_join(run->arena, path, ".tmp-", pid, NULL);
    int fd = open(scratch, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                  0666);
    bool good =
        fd >= 0 && outbox_write(fd, text, strlen(text)) && fsync(fd) == 0;
    if (fd >= 0)
        good = close(fd) == 0 && good;
    good = good && rename(scratch, path) == 0;
    if (good)
        return true;
    diag_add(run->diag, MSG_WRITE, (struct place){0}, path, strerror(errno),
             NULL);
    if (fd >= 0)
        (void)unlink(scratch);
    return false;
}

int cmd_audit(const struct options *options)
{
    struct run run = run_start(options);
    bool contradicted = false;
    const char *said = "";
    if (run_evaluate(&run)) {
        contradicted = audit_count(&run, CLAIM_CONTRADICTED) > 0;
        said = options->csv ? audit_csv(&run) : audit_table(&run);
        if (options->out && write_file(&run, options->out, said))
            said = str_join(run.arena, audit_summary(&run), "\n", NULL);
    }
    int status = run_finish(&run, said);
    return status == EXIT_DONE && contradicted ? EXIT_CONTRADICTED : status;
}
