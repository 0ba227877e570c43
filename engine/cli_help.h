/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli_help.h - what --help prints, made from the tables of cli.h.
 */
#ifndef SHIHYO_ENGINE_CLI_HELP_H
#define SHIHYO_ENGINE_CLI_HELP_H

#include "data/words.h"
#include "engine/cli.h"

struct cli_tables {
    const struct command *const *commands;
    size_t n;
    struct option_rows plan, common;
};

/* command: NULL for the program as a whole. */
const char *cli_help(struct arena *arena, enum lang lang,
                     const struct cli_tables *tables,
                     const struct command *command);

#endif
