/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/cli.h"

#include "data/str.h"
#include "engine/commands.h"
#include "engine/outbox.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct command {
    const char *name;
    int (*run)(const struct options *options);
    const char *what[2]; /* ja, en */
} commands[] = {
    {"run",
     cmd_run,
     {"計画を評価し、報告書と図を書き出す",
      "evaluate a plan, write report and figures"}},
    {"check",
     cmd_check,
     {"計画とデータの問題をすべて示す（何も書かない）",
      "say every problem of the plan and its data, write nothing"}},
    {"audit",
     cmd_audit,
     {"公表された数と文をデータから計算し直して確かめる",
      "recompute published numbers and sentences from the data"}},
};

/* -- options --------------------------------------------------------------- */

enum option_id {
    O_OUT,
    O_AS_OF,
    O_FIGURES,
    O_TONE,
    O_ERA,
    O_STRICT,
    O_LANG,
    O_FORMAT,
    O_DIAG
};

static const struct option_row {
    enum option_id id;
    const char *name, *short_name, *value;
    const char *choices; /* separated by |; NULL: free */
    const char *what[2];
} option_rows[] = {
    {O_OUT,
     "--output",
     "-o",
     "OUT",
     NULL,
     {"出力先（省略時は計画のid）", "output folder (default: the plan's id)"}},
    {O_AS_OF,
     "--as-of",
     NULL,
     "FY",
     NULL,
     {"評価年度（例 H30、2018）", "evaluation year, as in H30 or 2018"}},
    {O_FIGURES,
     "--figures",
     NULL,
     "LIST",
     NULL,
     {"図の形式 svg,pdf,png", "figure formats svg,pdf,png"}},
    {O_TONE,
     "--tone",
     NULL,
     "TONE",
     "colour|mono",
     {"図の色 colour または mono（白黒）", "colour or mono"}},
    {O_ERA,
     "--era",
     NULL,
     "STYLE",
     "wareki|seireki|both",
     {"年の表し方", "how years are printed"}},
    {O_STRICT,
     NULL,
     "-W",
     "error",
     "error",
     {"警告もエラーとする", "warnings count as errors"}},
    {O_LANG,
     "--lang",
     NULL,
     "LANG",
     "ja|en",
     {"文面と見出しの言語", "language of messages and labels"}},
    {O_FORMAT,
     "--format",
     NULL,
     "FORM",
     "table|csv",
     {"audit の結果の形式", "form of what audit finds"}},
    {O_DIAG,
     "--diag",
     NULL,
     "FORM",
     "text|csv",
     {"指摘の形式", "form of the messages"}},
};

struct parser {
    struct arena *arena;
    struct options options;
    const char *command;
    const char *trouble; /* said when parsing fails */
    bool help, version;
};

/* The index of a value among a|b|c, or -1. */
static int index_of(const char *choices, const char *value)
{
    struct str rest = str_of(choices);
    for (int i = 0; rest.len; i++) {
        size_t n = 0;
        while (n < rest.len && rest.at[n] != '|')
            n++;
        if (str_is(str_head(rest, n), value))
            return i;
        rest = str_from(rest, n + 1);
    }
    return -1;
}

static bool read_formats(struct parser *p, const char *value)
{
    static const char *const names[] = {"svg", "pdf", "png"};
    struct str rest = str_of(value);
    unsigned formats = FORMAT_SVG; /* the page needs it */
    while (rest.len) {
        size_t n = 0;
        while (n < rest.len && rest.at[n] != ',')
            n++;
        unsigned found = 0;
        for (unsigned i = 0; i < LEN(names); i++)
            if (str_is(str_head(rest, n), names[i]))
                found = 1u << i;
        if (!found)
            return false;
        formats |= found;
        rest = str_from(rest, n + 1);
    }
    p->options.formats = formats;
    return true;
}

static bool set_option(struct parser *p, const struct option_row *row,
                       const char *value)
{
    int i = row->choices ? index_of(row->choices, value) : 0;
    if (i < 0)
        return false;
    switch (row->id) {
    case O_OUT:
        p->options.out = value;
        return *value != '\0';
    case O_AS_OF:
        p->options.as_of = value;
        return true;
    case O_FIGURES:
        return read_formats(p, value);
    case O_TONE:
        p->options.tone = (enum tone)i;
        return true;
    case O_ERA:
        p->options.era = i;
        return true;
    case O_STRICT:
        p->options.strict = true;
        return true;
    case O_LANG:
        p->options.lang = (enum lang)i;
        return true;
    case O_FORMAT:
        p->options.csv = i == 1;
        return true;
    case O_DIAG:
        p->options.diag_csv = i == 1;
        return true;
    }
    return false;
}

/* --name=value, --name value, -o value, -ovalue. *used: arguments eaten. */
static const struct option_row *match(const char *arg, const char *next,
                                      const char **value, int *used)
{
    for (size_t i = 0; i < LEN(option_rows); i++) {
        const struct option_row *row = &option_rows[i];
        size_t n = row->name ? strlen(row->name) : 0;
        *used = 1;
        if (n && strncmp(arg, row->name, n) == 0 && arg[n] == '=') {
            *value = arg + n + 1;
            return row;
        }
        if (row->short_name && strncmp(arg, row->short_name, 2) == 0 &&
            arg[1] != '-' && arg[2]) {
            *value = arg + 2;
            return row;
        }
        if ((n && strcmp(arg, row->name) == 0) ||
            (row->short_name && strcmp(arg, row->short_name) == 0)) {
            *value = next;
            *used = 2;
            return row;
        }
    }
    return NULL;
}

static bool parse(struct parser *p, int argc, char **argv)
{
    bool only_names = false;
    for (int i = 1; i < argc;) {
        const char *arg = argv[i], *value = NULL;
        int used = 1;
        if (only_names || arg[0] != '-' || !arg[1]) {
            const char **place = p->command ? &p->options.plan : &p->command;
            p->trouble = arg;
            if (*place)
                return false;
            *place = arg;
            i++;
            continue;
        }
        i++;
        if (strcmp(arg, "--") == 0) {
            only_names = true;
        } else if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0) {
            p->help = true;
        } else if (strcmp(arg, "--version") == 0) {
            p->version = true;
        } else {
            const struct option_row *row =
                match(arg, i < argc ? argv[i] : NULL, &value, &used);
            p->trouble = arg;
            if (!row || !value || !set_option(p, row, value))
                return false;
            i += used - 1;
        }
    }
    p->trouble = NULL;
    return true;
}

/* -- texts ----------------------------------------------------------------- */

static void put_padded(struct buf *b, const char *text, size_t width)
{
    buf_z(b, text);
    for (size_t n = utf8_columns(str_of(text)); n < width; n++)
        buf_char(b, ' ');
}

static const char *help_text(struct arena *arena, enum lang lang)
{
    struct buf b = buf_new(arena);
    bool ja = lang == LANG_JA;
    buf_z(&b, ja ? "使い方: shihyo COMMAND [OPTION]... PLAN\n"
                   "市町村の子ども計画の指標を評価し、会議資料の図表と報告書を"
                   "作る。\n\n"
                 : "Usage: shihyo COMMAND [OPTION]... PLAN\n"
                   "Evaluate the indicators of a municipal children's plan and "
                   "make figures and\nreports for council papers.\n\n");
    buf_z(&b, ja ? "PLAN は plan.xml のあるフォルダー（または plan.xml "
                   "そのもの）。\n\n"
                 : "PLAN is a folder that holds plan.xml, or that file.\n\n");
    buf_z(&b, ja ? "コマンド:\n" : "Commands:\n");
    for (size_t i = 0; i < LEN(commands); i++) {
        buf_z(&b, "  ");
        put_padded(&b, commands[i].name, 20);
        buf_z(&b, commands[i].what[lang]);
        buf_char(&b, '\n');
    }
    buf_z(&b, ja ? "\nオプション:\n" : "\nOptions:\n");
    for (size_t i = 0; i < LEN(option_rows); i++) {
        const struct option_row *row = &option_rows[i];
        const char *value = row->choices ? row->choices : row->value;
        const char *left = str_join(
            arena, row->short_name ? row->short_name : "",
            row->short_name && row->name ? ", " : "",
            row->name ? row->name : "", row->name ? "=" : " ", value, NULL);
        buf_z(&b, "  ");
        put_padded(&b, left, 28);
        buf_z(&b, " ");
        buf_z(&b, row->what[lang]);
        buf_char(&b, '\n');
    }
    buf_z(&b, "      --help --version\n\n");
    buf_z(
        &b,
        ja ? "終了状態: 0 完了、1 入力の誤り（何も書かない）、2 使い方の誤り、"
             "3 入出力・メモリ、4 内部の誤り、\n6 audit で矛盾あり\n"
             "例: shihyo run data/plans/sapporo-2020 -o sapporo\n"
             "詳しくは shihyo(1)、計画の書き方は shihyo-plan(5)\n"
           : "Exit status: 0 done, 1 input errors (nothing written), 2 usage, "
             "3 I/O or memory,\n4 internal fault, 6 audit found a "
             "contradiction.\n"
             "Example: shihyo run data/plans/sapporo-2020 -o sapporo\n"
             "See shihyo(1); how to write a plan: shihyo-plan(5).\n");
    return buf_text(&b);
}

/* What was asked for goes to standard output; a full disk is not success. */
static int print(const char *text)
{
    return outbox_write(STDOUT_FILENO, text, strlen(text)) ? EXIT_DONE
                                                           : EXIT_SYSTEM;
}

static int usage_error(const struct parser *p)
{
    struct buf b = buf_new(p->arena);
    bool ja = p->options.lang == LANG_JA;
    buf_z(&b, "shihyo: ");
    if (p->trouble) {
        buf_z(&b, ja ? "使い方が正しくありません: 「" : "wrong usage: '");
        buf_z(&b, p->trouble);
        buf_z(&b, ja ? "」\n" : "'\n");
    } else {
        buf_z(&b, ja ? "コマンドと計画を指定してください\n"
                     : "name a command and a plan\n");
    }
    buf_z(&b, ja ? "「shihyo --help」で使い方を表示します\n"
                 : "Try 'shihyo --help'.\n");
    const char *text = buf_text(&b);
    ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
    (void)ignored;
    return EXIT_USAGE;
}

/* The language of messages by the POSIX order of variables; Japanese unless
 * a variable asks for another language.  setlocale() is never called. */
static enum lang default_lang(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < LEN(names); i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return strncmp(value, "en", 2) == 0 ? LANG_EN : LANG_JA;
    }
    return LANG_JA;
}

static int dispatch(struct parser *p)
{
    if (p->help)
        return print(help_text(p->arena, p->options.lang));
    if (p->version)
        return print("shihyo " SHIHYO_VERSION "\n"
                     "License GPL-3.0-or-later: GNU GPL version 3 or later\n");
    for (size_t i = 0; p->command && i < LEN(commands); i++)
        if (strcmp(commands[i].name, p->command) == 0)
            return p->options.plan ? commands[i].run(&p->options)
                                   : usage_error(p);
    p->trouble = p->command;
    return usage_error(p);
}

int cli_main(int argc, char **argv)
{
    struct parser p = {
        .arena = arena_open(),
        .options = {.lang = default_lang(), .era = -1, .formats = FORMAT_SVG}};
    int status = parse(&p, argc, argv) ? dispatch(&p) : usage_error(&p);
    arena_close(p.arena);
    return status;
}
