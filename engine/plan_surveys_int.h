/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan_surveys_int.h - what the files that read <microdata> share while they
 * do.  Nobody else includes it.
 */
#ifndef SHIHYO_ENGINE_PLAN_SURVEYS_INT_H
#define SHIHYO_ENGINE_PLAN_SURVEYS_INT_H

#include "data/scan.h"
#include "engine/plan_int.h"
#include "engine/plan_surveys.h"

struct draft_survey {
    struct plan_survey survey;
    const struct xml_node *node;
    struct scan_request scan;
    struct define_scope scope; /* what names mean in it */
    struct survey_request *requests;
    size_t n, cap;
    bool good;
};

/* Records while their measures are being collected. */
struct draft_records {
    struct plan_record_file file;
    const struct xml_node *node;
    const char *period; /* column of the months */
    struct scan_request scan;
    struct define_scope scope;                 /* what names mean in it */
    const struct admin_population *population; /* NULL: none */
    struct admin_pair *pairs; /* month and code; then code and parent */
    size_t n_pairs;
    const char *const *parents; /* of each code the parents' column, or NULL */
    struct admin_request *requests;
    size_t n, cap;
    struct admin_answers answers;
    bool good;
};

/* The requests of one table in one survey: shares of the whole sample and by
 * every variable, then the same of the top group. */
struct table_asking {
    struct draft_survey *survey;              /* NULL: none */
    const struct codebook_variable *variable; /* one answer, or ... */
    const struct codebook_set *set;           /* ... several */
    const struct survey_filter *where;
    const struct variable **by;
    size_t n_by;
    size_t *shares;    /* request 0: the whole sample; then one for each by */
    size_t *positives; /* of the top group; NULL: none */
};

struct draft_table {
    struct survey_table table;
    const struct xml_node *node;
    struct table_asking now, before;
};

struct draft_measure {
    struct plan_measure measure;
    const char *data;                /* the id of what it is made from */
    struct draft_survey *survey;     /* or ... */
    struct draft_records *records;   /* ... NULL */
    bool persons, own_decimals;      /* records: guarded; decimals as found */
    const struct admin_value *value; /* records: of measure.period */
    struct draft_indicator *indicator;
    struct draft_segment *segment;
};

struct surveys_reader {
    struct plan_reader *r;
    const struct xml_node *node; /* <microdata> */
    unsigned threshold, reference;
    struct draft_survey *surveys;
    size_t n_surveys;
    struct draft_records *records;
    size_t n_records;
    struct draft_table *tables;
    size_t n_tables;
    struct draft_measure *measures;
    size_t n_measures, cap_measures;
};

/* A survey by its id, or NULL and a message. */
struct draft_survey *plan_surveys_find(struct surveys_reader *s, const char *id,
                                       struct place place);
/* The column of a file that an attribute names; an attribute that is absent
 * names none.  false: said. */
bool plan_surveys_column(struct surveys_reader *s,
                         const struct define_scope *scope, const char *file,
                         const struct xml_attribute *attribute,
                         const char **out);
/* How the file of an element is scanned, and the names of its columns. */
bool plan_surveys_open(struct surveys_reader *s, const struct xml_node *node,
                       struct scan_request *scan, struct define_scope *scope);
/* The pass; the file goes into the calculation record.  NULL: said. */
const struct sums *plan_surveys_scan(struct surveys_reader *s,
                                     struct scan_request *scan,
                                     const struct sums_spec *spec);
/* Asks a survey for one more thing; the index of the request. */
size_t plan_surveys_ask(struct surveys_reader *s, struct draft_survey *survey,
                        const struct survey_request *request);
/* What a name means in a survey; NULL and a message. */
const struct variable *plan_surveys_variable(struct surveys_reader *s,
                                             const struct draft_survey *survey,
                                             const char *name,
                                             struct place place);
/* A condition as a filter; NULL for an empty text.  false: said. */
bool plan_surveys_where(struct surveys_reader *s,
                        const struct draft_survey *survey, const char *text,
                        struct place place, const struct survey_filter **out);

/* plan_survey_tables.c */
void plan_survey_tables_read(struct surveys_reader *s);
/* plan_measures.c: before the pass, and after it. */
void plan_measures_read(struct surveys_reader *s);
void plan_measures_observe(struct surveys_reader *s);
/* The columns of the measures. */
enum measure_column {
    MEASURE_ID,
    MEASURE_SEGMENT,
    MEASURE_SURVEY,
    MEASURE_ESTIMATOR,
    MEASURE_VARIABLE,
    MEASURE_VALUE,
    MEASURE_WHERE,
    MEASURE_TIMES,
    MEASURE_PERSONS,
    MEASURE_DECIMALS,
    MEASURE_NOTE,
    MEASURE_COLUMNS
};
struct measure_word {
    const char *ja, *en;
};
/* The index of the word that a cell holds, or -1 and a message. */
int plan_measures_choice(const struct plan_row *w, int column,
                         const struct measure_word *words, size_t n);
/* Says of a cell that it does not apply.  false: it is not blank. */
bool plan_measures_blank(const struct plan_row *w, int column);

/* plan_records.c: the elements; the pass over each file. */
void plan_records_read(struct surveys_reader *s);
void plan_records_pass(struct surveys_reader *s);
struct draft_records *plan_records_find(struct surveys_reader *s,
                                        const char *id);
/* Is a fiscal year within the data of the plan? */
bool plan_records_in_range(const struct surveys_reader *s, int year);
/* plan_record_keys.c: says what the texts of a file have against its code
 * lists. */
void plan_record_keys(struct surveys_reader *s, const struct draft_records *d,
                      const struct sums *sums);
/* Where a text first stands in a column. */
struct place plan_record_place(struct surveys_reader *s,
                               const struct draft_records *d,
                               const char *column, const char *text);
/* plan_record_measures.c: the request of a row; false: said. */
bool plan_record_measure(struct surveys_reader *s, const struct plan_row *w,
                         struct draft_measure *m);
/* What is to be said of a file's months and numbers. */
void plan_record_gaps(struct surveys_reader *s, const struct draft_records *d,
                      const struct sums *sums);
/* Every measure of records becomes one for each of its years. */
void plan_record_years(struct surveys_reader *s);
/* The value of a measure as it is printed; false: there is none, said. */
bool plan_record_value(struct surveys_reader *s, struct draft_measure *m);

/* survey_guard.c: marks the shares that must not be printed.  *proven becomes
 * false where no safe pattern was found. */
void survey_guard(struct surveys_reader *s, const struct survey_table *table,
                  struct tabled_line *lines, size_t n, bool *proven);
/* survey_table.c: the finished table of a draft. */
struct survey_table survey_table_make(struct surveys_reader *s,
                                      const struct draft_table *draft);

#endif
