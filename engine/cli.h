/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli.h - the command line: a table of commands, each with its options.
 *
 * Every command declares what it is called, what it takes and which options
 * it has; parsing, usage errors and --help follow from that.  Options of a
 * command arrive in the order in which they were given, since some may be
 * given several times and --define speaks of what stands before it.
 *
 *     --name=VALUE  --name VALUE  -n VALUE  -nVALUE  --flag  --
 */
#ifndef SHIHYO_ENGINE_CLI_H
#define SHIHYO_ENGINE_CLI_H

#include <stdbool.h>
#include <stddef.h>

struct options;

struct option_row {
    int id;                 /* the command's own number for it */
    const char *name;       /* --weight, or NULL */
    const char *short_name; /* -o, or NULL */
    const char *value;      /* COL as in the help; NULL: takes no value */
    const char *choices;    /* separated by |; NULL: free */
    const char *what[2];    /* ja, en */
};

struct option_rows {
    const struct option_row *rows;
    size_t n;
};

/* An option as it was given. */
struct given {
    int id;
    const char *value; /* NULL for a flag */
    int choice;        /* index of value among the choices */
};

struct command {
    const char *name;
    const char *takes;      /* PLAN, FILE.csv... */
    size_t least, most;     /* operands */
    struct option_rows own; /* reach run() as options->given */
    bool plan_options;      /* also has those of plans: -o, --figures ... */
    int (*run)(const struct options *options);
    const char *what[2]; /* ja, en */
};

/* Runs the command that argv names; returns the exit status. */
int cli_main(int argc, char **argv);
/* Says what is wrong with an option or operand and returns EXIT_USAGE; for
 * what only the command itself can judge. */
int cli_usage(const struct options *options, const char *trouble);
/* The same for what is missing. */
int cli_needed(const struct options *options, const char *what);

#endif
