/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * codebook_int.h - a codebook while it is read; for codebook*.c alone.
 *
 * codebook_rows.c reads the rows into drafts, codebook.c makes variables and
 * sets of them.  The codes of a draft are those of its rows; a set is a draft
 * of type multi without a group and has no column of its own.
 */
#ifndef SHIHYO_DATA_CODEBOOK_INT_H
#define SHIHYO_DATA_CODEBOOK_INT_H

#include "data/codebook.h"
#include "data/variable_int.h"

struct draft_codebook_variable {
    struct codebook_variable v;
    const char *key; /* folded name */
    struct variable_code *codes;
    size_t n_codes, cap_codes;
    enum codebook_base base; /* of a set */
    bool is_set;
    struct place group_place, definition_place, positive_place;
};

struct codebook_reader {
    struct arena *arena;
    struct diag *diag;
    const struct csv *csv;
    struct draft_codebook_variable *drafts;
    size_t n, cap;
    size_t current; /* the draft that the row above speaks of */
};

/* Errors are said to diag. */
void codebook_read_rows(struct codebook_reader *reader);
/* The draft of a name; NULL: none. */
struct draft_codebook_variable *
codebook_draft(const struct codebook_reader *reader, const char *name);

#endif
