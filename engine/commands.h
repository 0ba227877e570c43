/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * commands.h - the commands of the program, one function each.  Each prints
 * its messages and returns an exit status; cli.c has them in its table.
 */
#ifndef SHIHYO_ENGINE_COMMANDS_H
#define SHIHYO_ENGINE_COMMANDS_H

#include "engine/run.h"

int cmd_run(const struct options *options);
int cmd_check(const struct options *options);
int cmd_audit(const struct options *options);

#endif
