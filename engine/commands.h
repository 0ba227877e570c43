/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * commands.h - the commands of the program, declared beside their code.
 * Each prints its messages and returns an exit status; cli.c has them in its
 * table.
 */
#ifndef SHIHYO_ENGINE_COMMANDS_H
#define SHIHYO_ENGINE_COMMANDS_H

#include "engine/cli.h"
#include "engine/run.h"

extern const struct command command_run, command_check, command_audit,
    command_survey, command_trend, command_assess;

#endif
