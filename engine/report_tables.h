/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report_tables.h - the tables of counts, programmes and dates in report.xml.
 *
 * Every cell stands as published, with its value where one was understood and
 * the place where it was read; what shihyo computed stands apart from it, is
 * labelled so, and carries formula, exact value and the places of its inputs.
 */
#ifndef SHIHYO_ENGINE_REPORT_TABLES_H
#define SHIHYO_ENGINE_REPORT_TABLES_H

#include "engine/run.h"
#include "engine/xmlout.h"

/* Writes the section, if the plan has tables; `numbered` tables stand before
 * it, the new count is returned. */
size_t report_tables(struct xmlout *out, const struct run *run,
                     size_t numbered);

#endif
