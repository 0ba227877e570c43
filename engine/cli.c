/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/cli.h"

#include "data/str.h"
#include "engine/cli_help.h"
#include "engine/commands.h"
#include "engine/outbox.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct command *const commands[] = {
    &command_run,    &command_check, &command_audit,
    &command_survey, &command_trend, &command_assess,
};

enum option_id {
    O_OUT,
    O_AS_OF,
    O_FIGURES,
    O_TONE,
    O_ERA,
    O_FORMAT,
    O_STRICT,
    O_LANG,
    O_DIAG
};

static const struct option_row plan_rows[] = {
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
    {O_FORMAT,
     "--format",
     NULL,
     "FORM",
     "table|csv",
     {"audit の結果の形式", "form of what audit finds"}},
};

static const struct option_row common_rows[] = {
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
    {O_DIAG,
     "--diag",
     NULL,
     "FORM",
     "text|csv",
     {"指摘の形式", "form of the messages"}},
};

static const struct cli_tables tables = {commands,
                                         LEN(commands),
                                         {plan_rows, LEN(plan_rows)},
                                         {common_rows, LEN(common_rows)}};

struct parser {
    struct arena *arena;
    struct options options;
    const struct command *command;
    const char **operands;
    size_t n_operands, n_given;
    struct given *given;
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
                       const char *value, int choice)
{
    switch ((enum option_id)row->id) {
    case O_OUT:
        p->options.out = value;
        return value && *value;
    case O_AS_OF:
        p->options.as_of = value;
        return true;
    case O_FIGURES:
        return read_formats(p, value);
    case O_TONE:
        p->options.tone = (enum tone)choice;
        return true;
    case O_ERA:
        p->options.era = choice;
        return true;
    case O_FORMAT:
        p->options.csv = choice == 1;
        return true;
    case O_STRICT:
        p->options.strict = true;
        return true;
    case O_LANG:
        p->options.lang = (enum lang)choice;
        return true;
    case O_DIAG:
        p->options.diag_csv = choice == 1;
        return true;
    }
    return false;
}

/* Does an argument give this option?  *value: what is joined to it, or NULL. */
static bool names_option(const struct option_row *row, const char *arg,
                         const char **value)
{
    size_t n = row->name ? strlen(row->name) : 0;
    *value = NULL;
    if (n && strncmp(arg, row->name, n) == 0 && (!arg[n] || arg[n] == '=')) {
        *value = arg[n] ? arg + n + 1 : NULL;
        return true;
    }
    if (!row->short_name || strncmp(arg, row->short_name, 2) != 0)
        return false;
    *value = arg[2] ? arg + 2 : NULL;
    return true;
}

static const struct option_row *find_row(const struct option_rows *rows,
                                         const char *arg, const char **value)
{
    for (size_t i = 0; i < rows->n; i++)
        if (names_option(&rows->rows[i], arg, value))
            return &rows->rows[i];
    return NULL;
}

/* One option; *used: whether it ate the next argument.  An option of a
 * command stands behind the command's name. */
static bool read_option(struct parser *p, const char *arg, const char *next,
                        bool *used)
{
    const char *value = NULL;
    const struct option_row *row = NULL;
    bool own = false;
    *used = false;
    if (p->command)
        row = find_row(&p->command->own, arg, &value);
    own = row != NULL;
    if (!row && (!p->command || p->command->plan_options))
        row = find_row(&tables.plan, arg, &value);
    if (!row)
        row = find_row(&tables.common, arg, &value);
    p->trouble = arg;
    if (!row || (!row->value && value))
        return false;
    if (row->value && !value) {
        value = next;
        *used = true;
    }
    if (row->value && !value)
        return false;
    int choice = row->choices ? index_of(row->choices, value) : 0;
    if (choice < 0)
        return false;
    if (!own)
        return set_option(p, row, value, choice);
    p->given[p->n_given++] = (struct given){row->id, value, choice};
    return true;
}

static bool read_operand(struct parser *p, const char *arg)
{
    p->trouble = arg;
    if (p->command) {
        p->operands[p->n_operands++] = arg;
        return p->n_operands <= p->command->most;
    }
    for (size_t i = 0; i < LEN(commands); i++)
        if (strcmp(commands[i]->name, arg) == 0)
            p->command = commands[i];
    return p->command != NULL;
}

static bool parse(struct parser *p, int argc, char **argv)
{
    bool only_names = false;
    p->operands = arena_make(p->arena, const char *, (size_t)argc);
    p->given = arena_make(p->arena, struct given, (size_t)argc);
    for (int i = 1; i < argc; i++) {
        const char *arg = argv[i];
        bool used = false;
        if (only_names || arg[0] != '-' || !arg[1]) {
            if (!read_operand(p, arg))
                return false;
        } else if (strcmp(arg, "--") == 0) {
            only_names = true;
        } else if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0) {
            p->help = true;
        } else if (strcmp(arg, "--version") == 0) {
            p->version = true;
        } else if (!read_option(p, arg, i + 1 < argc ? argv[i + 1] : NULL,
                                &used)) {
            return false;
        }
        i += used;
    }
    p->trouble = NULL;
    p->options.operands = p->operands;
    p->options.n_operands = p->n_operands;
    p->options.given = p->given;
    p->options.n_given = p->n_given;
    p->options.plan = p->n_operands ? p->operands[0] : NULL;
    return true;
}

/* -- texts ----------------------------------------------------------------- */

/* What was asked for goes to standard output; a full disk is not success. */
static int print(const char *text)
{
    return outbox_write(STDOUT_FILENO, text, strlen(text)) ? EXIT_DONE
                                                           : EXIT_SYSTEM;
}

/* The one line that is said, and where to read more. */
static int say_usage(struct arena *arena, enum lang lang, const char *said)
{
    const char *text =
        str_join(arena, "shihyo: ", said,
                 lang == LANG_JA ? "\n「shihyo --help」で使い方を表示します\n"
                                 : "\nTry 'shihyo --help'.\n",
                 NULL);
    ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
    (void)ignored;
    return EXIT_USAGE;
}

static int say_trouble(struct arena *arena, enum lang lang, const char *trouble)
{
    return say_usage(
        arena, lang,
        lang == LANG_JA
            ? str_join(arena, "使い方が正しくありません: 「", trouble, "」",
                       NULL)
            : str_join(arena, "wrong usage: '", trouble, "'", NULL));
}

static int say_needed(struct arena *arena, enum lang lang, const char *what)
{
    return say_usage(
        arena, lang,
        str_join(arena, what,
                 lang == LANG_JA ? " を指定してください" : " is needed", NULL));
}

/* No command, or one without what it works on. */
static int say_lacking(const struct parser *p)
{
    const struct command *command = p->command;
    return say_needed(
        p->arena, p->options.lang,
        command ? str_join(p->arena, command->name, " ", command->takes, NULL)
                : "COMMAND");
}

int cli_usage(const struct options *options, const char *trouble)
{
    struct arena *arena = arena_open();
    int status = say_trouble(arena, options->lang, trouble);
    arena_close(arena);
    return status;
}

int cli_needed(const struct options *options, const char *what)
{
    struct arena *arena = arena_open();
    int status = say_needed(arena, options->lang, what);
    arena_close(arena);
    return status;
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
    const struct command *command = p->command;
    if (p->help)
        return print(cli_help(p->arena, p->options.lang, &tables, command));
    if (p->version)
        return print("shihyo " SHIHYO_VERSION "\n"
                     "License GPL-3.0-or-later: GNU GPL version 3 or later\n");
    if (command && p->n_operands >= command->least)
        return command->run(&p->options);
    return say_lacking(p);
}

int cli_main(int argc, char **argv)
{
    struct parser p = {
        .arena = arena_open(),
        .options = {.lang = default_lang(), .era = -1, .formats = FORMAT_SVG}};
    int status = parse(&p, argc, argv)
                     ? dispatch(&p)
                     : say_trouble(p.arena, p.options.lang, p.trouble);
    arena_close(p.arena);
    return status;
}
