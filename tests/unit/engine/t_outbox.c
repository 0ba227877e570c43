/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * outbox: the set appears whole, replaces its own earlier set, and leaves
 * what it did not write alone.
 */
#include "engine/outbox.h"
#include "tests/tap.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char dir[] = "/tmp/shihyo-outbox-XXXXXX";

static const char *path(struct arena *arena, const char *name)
{
    return str_join(arena, dir, "/", name, NULL);
}

static const char *content(struct arena *arena, const char *name)
{
    FILE *f = fopen(path(arena, name), "r");
    struct buf b = buf_new(arena);
    for (int c; f && (c = fgetc(f)) != EOF;)
        buf_char(&b, (char)c);
    if (f)
        fclose(f);
    return f ? buf_text(&b) : NULL;
}

static enum message commit(struct arena *arena, const char *place,
                           const char *text)
{
    struct diag *diag = diag_new(arena, LANG_EN);
    struct outbox *box = outbox_new(arena, path(arena, place));
    outbox_add(box, "report.xml", text, strlen(text));
    outbox_add(box, "figures/f.svg", "<svg/>", 6);
    bool good = outbox_commit(box, diag);
    ok(good == (diag_size(diag) == 0), "a failure has a message");
    return diag_id(diag, 0);
}

static void put(struct arena *arena, const char *name, const char *text)
{
    FILE *f = fopen(path(arena, name), "w");
    fputs(text, f);
    fclose(f);
}

int main(void)
{
    struct arena *arena = arena_open();
    if (!mkdtemp(dir))
        return 1;
    is_int(commit(arena, "out", "one"), MSG_NONE, "a new place");
    is_text(content(arena, "out/report.xml"), "one", "content");
    ok(strstr(content(arena, "out/SHA256SUMS"),
              "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
              "  report.xml\n") != NULL,
       "SHA-256 of 'one' (sha256sum)");
    is_int(commit(arena, "out", "two"), MSG_NONE, "an earlier set of ours");
    is_text(content(arena, "out/report.xml"), "two", "replaced");

    put(arena, "out/mine.txt", "keep");
    is_int(commit(arena, "out", "three"), MSG_OUTPUT_FOREIGN, "a foreign file");
    is_text(content(arena, "out/report.xml"), "two", "untouched");
    unlink(path(arena, "out/mine.txt"));
    put(arena, "out/figures/mine.svg", "keep");
    is_int(commit(arena, "out", "three"), MSG_OUTPUT_FOREIGN,
           "a foreign file in a folder");
    unlink(path(arena, "out/figures/mine.svg"));

    put(arena, "file", "x");
    is_int(commit(arena, "file", "x"), MSG_OUTPUT, "a file is no place");
    is_int(commit(arena, "no/such", "x"), MSG_OUTPUT, "no parent folder");
    ok(symlink(path(arena, "out"), path(arena, "link")) == 0, "symlink made");
    is_int(commit(arena, "link", "x"), MSG_OUTPUT, "a symbolic link");
    mkdir(path(arena, "empty"), 0777);
    is_int(commit(arena, "empty", "x"), MSG_NONE, "an empty folder is fine");
    mkdir(path(arena, ".out.tmp-99999"), 0777);
    put(arena, ".out.tmp-99999/x", "left by a killed run");
    is_int(commit(arena, "out", "four"), MSG_NONE, "runs again");
    ok(access(path(arena, ".out.tmp-99999"), F_OK) != 0, "and cleans up");
    ok(access(path(arena, ".out.lock"), F_OK) != 0, "no lock is left");
    ok(system(str_join(arena, "rm -r ", dir, NULL)) == 0, "removed");
    arena_close(arena);
    return tap_done();
}
