/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan_surveys.h - microdata of a plan, and the numbers that it makes of them.
 *
 * A plan names survey files with their design, tables to make of them, and
 * measures: what an indicator's value is, such as the share of 問1<=2 among
 * 小学生.  All that is asked of one file is collected first, so that one pass
 * over it serves (scan.h); what is kept are exact sums and the answers.
 *
 * A measure becomes an observation of its segment at the survey's period, or,
 * where the plan has a published value there already, stands beside it with
 * the difference reported.  Either way the observation carries its standard
 * error (struct measured).
 *
 * Administrative records are measured in the same way, with other estimates
 * and no errors: plan_records.h.
 *
 * Sums of sampling units stay inside: tables hold counts of categories only,
 * and the guard of disclose.h has marked those that must not be printed.
 */
#ifndef SHIHYO_ENGINE_PLAN_SURVEYS_H
#define SHIHYO_ENGINE_PLAN_SURVEYS_H

#include "data/codebook.h"
#include "data/metadata.h"
#include "engine/plan.h"
#include "engine/plan_records.h"
#include "engine/survey_table.h"
#include "indicators/survey.h"

struct plan_survey {
    const char *id, *title, *file, *source;
    const char *const *remarks;
    size_t n_remarks;
    struct period period;
    const struct codebook *codebook;        /* NULL: none */
    const struct sample_metadata *metadata; /* 標本の概要; NULL: none */
    struct survey_design design;
    const struct survey_request *requests;
    size_t n_requests;
    struct survey_answers answers;
    struct place place, file_place;
};

/* One value; a row of the measures makes several of a record file. */
struct plan_measure {
    const struct plan_survey *survey;       /* NULL: of records */
    const struct plan_record_file *records; /* NULL: of a survey */
    const char *indicator, *segment;
    const char *what; /* 割合 問1<=2（対象=小学生） */
    struct period period;
    size_t request;         /* of the survey or file */
    int decimals;           /* printed */
    uint64_t n, missing;    /* answers or rows used; rows without a number */
    bool withheld;          /* too few persons: not to be printed */
    bool percent;           /* the estimate is a share, the unit ％ */
    const char *published;  /* of the plan's own value; "" for none */
    struct decimal value;   /* as printed; only where measured */
    bool measured, differs; /* there is a value; not the published one */
    struct place place;
};

struct plan_surveys {
    unsigned threshold; /* counts from 1 below it are not printed */
    unsigned reference; /* shares of fewer answers are 参考値 */
    const struct plan_survey *surveys;
    size_t n_surveys;
    const struct plan_record_file *records;
    size_t n_records;
    const struct survey_table *tables;
    size_t n_tables;
    const struct plan_measure *measures;
    size_t n_measures;
};

/* Reads <microdata>, scans the files and adds observations; leaves
 * plan->surveys NULL without one. */
struct plan_reader;
void plan_surveys(struct plan_reader *r);
/* The figures that show a survey table name one that there is. */
void plan_surveys_figures(struct plan_reader *r);
const struct survey_table *plan_survey_table(const struct plan *plan,
                                             const char *id);

#endif
