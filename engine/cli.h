/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli.h - the command line: a table of commands, a table of options.
 */
#ifndef SHIHYO_ENGINE_CLI_H
#define SHIHYO_ENGINE_CLI_H

/* Runs the command that argv names; returns the exit status. */
int cli_main(int argc, char **argv);

#endif
