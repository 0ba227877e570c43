/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * reference.h - what the names in rules and claims mean.
 *
 *     A-1@H30  A-1@baseline  A-1@target      a value of an indicator
 *     A-1/child@H30  A-1#区@baseline         of a segment; part of a tuple
 *     A-1@*  A-1@H25..H30                    its actuals by year
 *     table:KEY.COLUMN                       a cell of a dataset of the plan
 *     table:*.COLUMN  table:KEY.*            a column; the years of a row
 *     table:KEY.COLUMN#人                    the count in a cell with that
 *                                            unit or name (保健師　４人)
 *     table  table.COLUMN                    as table:*.KEY, table:*.COLUMN
 *     indicators  indicators.mark            ids, or 新規 拡充, of them all
 *     sapporo-2015!A-1@H30                   the same in an earlier plan
 *     H30  令和2年度                          a fiscal year, as a number
 *
 * COLUMN is a header of the file, the id that plan.xml gives it, a year (R1),
 * or status@H30, plan@R1, total, target of a year-by-year plan.  A key with
 * blanks or signs stands in quotes.  A cell is a number where it is one, or
 * where it holds exactly one count (７か所配置); marks are missing values;
 * all else is text.  A year for which no row speaks is a missing value; a
 * row, column or indicator that is not there is an error.
 */
#ifndef SHIHYO_ENGINE_REFERENCE_H
#define SHIHYO_ENGINE_REFERENCE_H

#include "data/phrase.h"
#include "engine/expression.h"
#include "engine/plan.h"

/* An evaluator whose names are those of the plan. */
struct evaluator reference_evaluator(struct arena *arena, struct diag *diag,
                                     const struct plan *plan);

/* reference_cell.c: the counts of a text; part "": the one number of the
 * whole text.  0: no such part. */
size_t reference_cell_read(struct arena *arena, const struct plan *plan,
                           const struct cell *head, const char *text,
                           const char *part, struct cell **out);
/* How cells of the plan are read as phrases. */
struct phrase_spec reference_phrase_spec(struct arena *arena,
                                         const struct plan *plan);
/* A value of an indicator, or a part of it. */
bool reference_value_read(const struct value *value, const char *part,
                          struct cell *out);
/* The column of a dataset that a reference names, or -1. */
int reference_column(struct arena *arena, const struct plan *plan,
                     const struct plan_dataset *dataset, const char *name);
/* The fiscal year of a column of a year-by-year plan that is one of its
 * planned years; 0: another column. */
int reference_column_year(struct arena *arena, const char *header);

#endif
