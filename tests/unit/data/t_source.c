/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files that must not be opened, positions in a text, the hash of the bytes.
 */
#include "data/diag.h"
#include "tests/tap.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    if (!f || fputs(text, f) < 0 || fclose(f) != 0) {
        perror(path);
        exit(1);
    }
}

/* The first message about dir/path, MSG_NONE when it was read. */
static enum message read_path(const char *dir, const char *path, size_t limit)
{
    struct arena *arena = arena_open();
    struct diag *diag = diag_new(arena, LANG_EN);
    struct source_request request = {
        .dir = dir, .path = path, .limit = limit, .is_csv = true};
    struct source *s = source_read(arena, diag, &request);
    enum message id = diag_id(diag, 0);
    if ((s == NULL) != diag_has_errors(diag))
        id = MSG_COUNT; /* neither a source nor a reason, or both */
    arena_close(arena);
    return id;
}

static bool is_path(const char *path, enum message expected)
{
    return is_text(message_rule(read_path("in", path, 0)),
                   message_rule(expected), path);
}

/* Textual refusals of rule X2; the files they name exist where they can. */
static void test_paths(void)
{
    static const char *const refused[] = {
        "",         "/etc/passwd",   "..",       ".",
        "../x.csv", "sub/../ok.csv", "./ok.csv", "sub/./ok.csv",
        "sub/",     "sub//ok.csv",   "a\\b.csv", "a\nb.csv",
        "a\177b",   "a\302\205b",    "\xFF.csv", "file:///etc/passwd",
        "//host/x"};
    for (size_t i = 0; i < LEN(refused); i++)
        is_path(refused[i], MSG_PATH);
    char name[1100];
    memset(name, 'a', sizeof name);
    name[256] = '\0';
    is_text(message_rule(read_path("in", name, 0)), "PATH", "256 bytes");
    name[255] = '\0';
    is_text(message_rule(read_path("in", name, 0)), "OPEN", "255 bytes");
    for (size_t i = 0; i < sizeof name; i++)
        name[i] = i % 2 ? '/' : 'a';
    name[1025] = '\0';
    is_text(message_rule(read_path("in", name, 0)), "PATH", "1025 bytes");
}

static void make_traps(void)
{
    bool made = mkdir("in", 0700) == 0 && mkdir("in/sub", 0700) == 0 &&
                mkdir("outside", 0700) == 0 &&
                symlink("../outside/secret.csv", "in/out.csv") == 0 &&
                symlink("ok.csv", "in/link.csv") == 0 &&
                symlink("nowhere.csv", "in/dangling.csv") == 0 &&
                symlink("loop.csv", "in/loop.csv") == 0 &&
                symlink("sub", "in/linked") == 0 &&
                mkfifo("in/fifo.csv", 0600) == 0;
    write_file("in/ok.csv", "a,b\n1,2\n");
    write_file("in/sub/ok.csv", "a,b\n1,2\n");
    write_file("outside/secret.csv", "a,b\n1,2\n");
    ok(made, "the traps are laid");
}

static void test_traps(void)
{
    is_path("ok.csv", MSG_NONE);
    is_path("sub/ok.csv", MSG_NONE);
    is_path("out.csv", MSG_PATH);
    is_path("link.csv", MSG_PATH);
    is_path("dangling.csv", MSG_PATH);
    is_path("loop.csv", MSG_PATH);
    is_path("linked/ok.csv", MSG_PATH);
    is_path("fifo.csv", MSG_NOT_REGULAR);
    is_path("sub", MSG_NOT_REGULAR);
    is_path("nowhere.csv", MSG_OPEN);
    is_path("~/x.csv", MSG_OPEN);
}

/* Makes openat2 fail as on a kernel that does not have it. */
static bool forbid_openat2(void)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    struct sock_fprog program = {LEN(code), code};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static void test_without_openat2(void)
{
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        if (!forbid_openat2())
            _exit(77);
        int before = tap_failed;
        test_traps();
        fflush(stdout);
        _exit(tap_failed == before ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    tap_run += WIFEXITED(status) && WEXITSTATUS(status) == 77 ? 0 : 11;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
        tap_skip("NO SECCOMP: the way without openat2 is not tested");
    else
        is_int(status, 0, "the same without openat2");
}

static void test_typed_path(void)
{
    is_text(message_rule(read_path(NULL, "in/link.csv", 0)), "",
            "a path that the user typed may be a link");
    is_text(message_rule(read_path(NULL, "../x/../nowhere", 0)), "OPEN",
            "and is opened as it stands");
    is_text(message_rule(read_path(NULL, "/dev/zero", 0)), "NOT_REGULAR",
            "a device is refused");
    is_text(message_rule(read_path("nodir", "ok.csv", 0)), "OPEN",
            "no such folder");
    is_text(message_rule(read_path("in", "ok.csv", 8)), "", "8 of 8 bytes");
    is_text(message_rule(read_path("in", "ok.csv", 7)), "LIMIT",
            "8 of 7 bytes");
    is_text(message_rule(read_path(NULL, "/proc/self/status", 20)), "LIMIT",
            "a file that does not tell its size");
}

/* Line, column and byte of an offset. */
static void is_at(const struct source *s, size_t offset, size_t line,
                  size_t column, size_t byte, const char *what)
{
    struct position p = source_position(place_at(s, offset, 1));
    bool good = p.line == line && p.column == column && p.byte == byte;
    if (!ok(good, what))
        printf("# found %zu:%zu byte %zu\n", p.line, p.column, p.byte);
}

static void test_positions(struct arena *arena)
{
    struct source *s = source_of_text(arena, "-", "ab\r\n指標,値\n\nx");
    is_at(s, 0, 1, 1, 0, "the first byte");
    is_at(s, 2, 1, 3, 2, "the end of a line belongs to it");
    is_at(s, 4, 2, 1, 4, "the next line");
    is_at(s, 11, 2, 4, 11, "a column counts code points");
    is_at(s, 15, 3, 1, 15, "a blank line");
    is_at(s, 16, 4, 1, 16, "the last line");
    is_at(s, 99, 4, 2, 17, "past the end");
    struct position p = source_position(place_at(s, 2, 0));
    is_text(str_z(arena, p.text), "ab", "the line without CR LF");
    p = source_position((struct place){0});
    is_int((long long)p.line, 1, "a place on no file");
    is_int(place_at(s, 0, (size_t)1 << 40).length, UINT32_MAX,
           "a length is cut to 32 bits");
    is_text(source_of_text(arena, "-", "abc")->sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "SHA-256 of abc (FIPS 180-4)");
}

static void test_names(struct arena *arena)
{
    struct diag *diag = diag_new(arena, LANG_EN);
    struct source_request request = {.dir = "in/", .path = "sub/ok.csv"};
    struct source *s = source_read(arena, diag, &request);
    is_text(s ? s->name : NULL, "in/sub/ok.csv", "the name of messages");
    is_text(s ? s->path : NULL, "sub/ok.csv", "the path of the report");
    struct source *plan = source_of_text(arena, "plan.xml", "<a file='x'/>");
    struct source_request missing = {
        .dir = "in", .path = "no.csv", .asked_by = place_at(plan, 9, 1)};
    ok(!source_read(arena, diag, &missing), "no file");
    ok(strstr(diag_render(diag), "plan.xml:1:10: error[E0101]") != NULL,
       "said where it was asked for");
}

int main(void)
{
    char folder[] = "/tmp/t_source.XXXXXX";
    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    struct arena *arena = arena_open();
    make_traps();
    test_paths();
    test_traps();
    test_without_openat2();
    test_typed_path();
    test_positions(arena);
    test_names(arena);
    arena_close(arena);
    static const char *const made[] = {
        "in/ok.csv",   "in/sub/ok.csv",      "in/sub",
        "in/out.csv",  "in/link.csv",        "in/dangling.csv",
        "in/loop.csv", "in/linked",          "in/fifo.csv",
        "in",          "outside/secret.csv", "outside"};
    for (size_t i = 0; i < LEN(made); i++)
        remove(made[i]);
    rmdir(folder);
    return tap_done();
}
