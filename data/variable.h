/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * variable.h - what a name of a survey analysis means.
 *
 * A variable is a column of the file, or something computed from columns:
 * `pos=問1<=2` is 1 or 0, and missing where 問1 is.  Whatever it is, it maps
 * the texts of its source columns (trimmed UTF-8, "" for a blank cell) to a
 * category, so it can be applied to the keys of exact sums after the scan
 * just as well as to a row.  NULL is missing: a blank, a missing code of the
 * codebook, or a definition that needs a missing value.  A 無回答 that the
 * codebook keeps in the base is a category like any other.
 *
 * Categories have an order (that of the codebook; else numbers ascend before
 * texts, which ascend by their bytes) and a label.
 */
#ifndef SHIHYO_DATA_VARIABLE_H
#define SHIHYO_DATA_VARIABLE_H

#include "data/diag.h"

struct variable;

/* What a cell says about its question. */
enum answer {
    ANSWER_GIVEN,
    ANSWER_NONE,     /* 無回答; a blank of which nothing else is declared */
    ANSWER_UNKNOWN,  /* 不明: an answer that cannot be read */
    ANSWER_NOT_ASKED /* 非該当: never in the base */
};

/* A declared category, or a code that means missing. */
struct variable_code {
    const char *code, *label;
    enum answer answer;
    bool in_base;         /* not ANSWER_GIVEN, yet a category of its own */
    const char *positive; /* the group of codes it is one of (上位); or NULL */
    struct place place;
};

const char *variable_name(const struct variable *variable);
/* The columns of the file that it is computed from. */
size_t variable_columns(const struct variable *variable,
                        const char *const **names);
/* Its category where its columns hold these texts; NULL: missing.  The text
 * returned lives as long as the variable or the texts. */
const char *variable_category(const struct variable *variable,
                              const char *const *texts);
/* Why there is no category, or what the category stands for. */
enum answer variable_answer(const struct variable *variable,
                            const char *const *texts);
/* Is the category known?  Always without a codebook; with one, false for a
 * code that it does not list.  A blank is no category, and known. */
bool variable_knows(const struct variable *variable, const char *category);
/* Below 0, 0, above 0: the order of two categories in a table. */
int variable_compare(const struct variable *variable, const char *a,
                     const char *b);
/* The label of a category, the category itself where there is none. */
const char *variable_label(const struct variable *variable,
                           const char *category);
/* The declared codes in their order, missing codes among them; 0: none. */
size_t variable_codes(const struct variable *variable,
                      const struct variable_code **codes);

/* The code that a text names, itself or by its label; the text where nothing
 * is declared; NULL: there is no such code, *nearest (may be NULL) is one like
 * it, or NULL. */
const char *variable_find(struct arena *arena, const struct variable *variable,
                          const char *text, const char **nearest);

/* A column as it stands. */
const struct variable *variable_plain(struct arena *arena, const char *column);

#endif
