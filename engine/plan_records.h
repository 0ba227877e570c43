/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan_records.h - administrative records of a plan: <record-file>.
 *
 * A file has a row for each facility, month and programme, or the like: a
 * column of months, columns of codes, and numbers.  The codes of a column may
 * be given by a list (codelist.h); then every text of the column has to be
 * one of them, a row outside its code's validity is a warning, and names or
 * labels of the list stand in conditions.  Where codes of one column stand
 * under codes of another (a facility in its ward), rows that say otherwise
 * are errors.
 *
 * A row of the measures that names a record file gives one value for each
 * complete fiscal year of the file that lies in the plan's range of data; see
 * indicators/admin.h for what they are.  All measures of a file are made
 * from the sums of one pass.
 *
 * The guard.  Sums of services and money are no personal data, so nothing is
 * withheld unless a measure says (秘匿: 要) that it counts persons: then a
 * year whose sum is 1 or more and below the threshold of <microdata> is X in
 * tables, figures and messages.  Unlike the tables of a survey, measures are
 * single numbers; that none of them is the difference of two others is left
 * to who writes them.
 */
#ifndef SHIHYO_ENGINE_PLAN_RECORDS_H
#define SHIHYO_ENGINE_PLAN_RECORDS_H

#include "data/codelist.h"
#include "indicators/admin.h"

struct plan_record_code {
    const char *column;
    const struct codelist *list;
};

struct plan_record_file {
    const char *id, *title, *file, *source;
    const char *const *remarks;
    size_t n_remarks;
    const struct plan_record_code *codes;
    size_t n_codes;
    uint64_t rows;
    struct period first, last; /* months */
    struct place place, file_place;
};

#endif
