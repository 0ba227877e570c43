/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * codelist.h - the codes that a column of administrative records may hold.
 *
 *     コード,名称,上位,有効開始,有効終了
 *     F001,中央保育園,101,,
 *     F002,北保育園,102,2019-04-01,2023-03-31
 *
 * A code is a text: 01100 and 1100 are two.  Spreadsheets drop leading zeros,
 * so a key that would be in the list with zeros in front is named as such.
 * Municipality codes (digits 5 or 6) are proved by their check digit as well,
 * in the list and in the keys (code.h).  上位 is a code of the same list or of
 * another one: the wards of facilities.
 *
 * Keys are checked once for each distinct text of a column, after the scan;
 * so a message has no line, but the column and the nearest code.
 */
#ifndef SHIHYO_DATA_CODELIST_H
#define SHIHYO_DATA_CODELIST_H

#include "data/csv.h"
#include "data/period.h"
#include "data/sums.h"
#include "data/variable.h"

struct codelist_entry {
    const char *code, *label;
    const struct codelist_entry *parent; /* NULL: none */
    bool begins, ends;                   /* has it the date below? */
    struct period from, to;              /* the first and the last day */
    struct place place;
};

struct codelist {
    const struct source *source;
    const struct codelist_entry *entries; /* in the file's order */
    const struct codelist_entry **sorted; /* by the bytes of their codes */
    size_t n;
    int digits;
    const struct codelist *parents; /* where 上位 is looked up */
};

struct codelist_options {
    int digits;                     /* 5, 6: municipality codes; 0: any text */
    const struct codelist *parents; /* NULL: the list itself */
};

/* NULL: errors were said.  options NULL: any text, its own parents. */
const struct codelist *codelist_read(struct arena *arena, struct diag *diag,
                                     const struct csv *csv,
                                     const struct codelist_options *options);
const struct codelist_entry *codelist_find(const struct codelist *list,
                                           const char *code);
/* Is the entry in force at some time of the period? */
bool codelist_valid(const struct codelist_entry *entry, struct period period);

struct codelist_request {
    const char *column;
    bool blank_allowed;
    struct place place; /* of the file, or of what asks for it */
};
/* Says every text that is no code of the list.  false: errors were said. */
bool codelist_check(struct arena *arena, struct diag *diag,
                    const struct codelist *list,
                    const struct sums_values *values,
                    const struct codelist_request *request);

/* A column whose categories are the codes, in the list's order, with labels. */
const struct variable *codelist_variable(struct arena *arena,
                                         const struct codelist *list,
                                         const char *column);
/* The parents of its codes: facilities as districts.  Missing where a code has
 * none.  name: of the variable. */
const struct variable *codelist_parents(struct arena *arena,
                                        const struct codelist *list,
                                        const char *column, const char *name);

#endif
