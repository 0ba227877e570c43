/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * survey_files.h - the small files beside microdata: totals of the
 * population, factors of replicates, the codebook.
 */
#ifndef SHIHYO_ENGINE_SURVEY_FILES_H
#define SHIHYO_ENGINE_SURVEY_FILES_H

#include "data/codebook.h"
#include "data/define.h"
#include "indicators/survey.h"

/* A file as the user named it; NULL: errors were said. */
const struct csv *survey_files_open(struct arena *arena, struct diag *diag,
                                    const char *path);
/* The first column with one of the names, separated by |; or COLUMN_NONE. */
int survey_files_column(struct arena *arena, const struct csv *csv,
                        const char *names);
/* Totals of the population by the categories of margin->variable: a column
 * named like the variable (or category, 区分) and one of numbers (total, 人口);
 * rows of one category add up.  Where there is a column survey (調査) and
 * `survey` is not "", only rows of that survey count. */
bool survey_files_margin(struct arena *arena, struct diag *diag,
                         const struct csv *csv, const char *survey,
                         struct survey_margin *margin);
/* Columns rep and rscale, in the order of the replicates.  NULL: errors were
 * said. */
const double *survey_files_rscales(struct arena *arena, struct diag *diag,
                                   const char *path, size_t *n);
/* Adds the codebook's variables to the scope.  NULL: errors were said. */
const struct codebook *survey_files_codebook(struct arena *arena,
                                             struct diag *diag,
                                             const char *path,
                                             struct define_scope *scope);

#endif
