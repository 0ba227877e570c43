/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * codebook.h - what the columns of a survey file mean.
 *
 * A codebook is a CSV file.  A row with a type (種別) declares a variable; a
 * row with a code or a kind of missing value (コード, 欠測) belongs to the
 * variable that it names, or to the one above it where its name is blank.
 * One row may do both.
 *
 *     変数,種別,設問文,コード,ラベル,欠測,基数,グループ,式,上位,単位,公開
 *     問1,順序,自分のことが好きですか,,,,,,,,,
 *     ,,,1,そう思う,,,,,肯定的,,
 *     ,,,2,どちらかといえばそう思う,,,,,肯定的,,
 *     ,,,9,,不明,,,,,,
 *     ,,,,,無回答,含む,,,,,
 *     問2,複数,悩みがあるとき,,,,回答者,,,,,
 *     問2_1,複数,,,家族,,,問2,,,,
 *
 * Types: 単数 single, 順序 likert (codes in their order), 数量 number, 複数
 * multi, 自由記述 text, 設計 design (district, stratum, weight ...).
 * Where a single, likert or design variable lists codes, there are no others;
 * with none, every text is a category.
 *
 * 欠測: 無回答, 不明 and 非該当.  A row without a code says it of blanks, which
 * else are 無回答.  無回答 and 不明 are out of the base unless 基数 says 含む;
 * 非該当 never is in it.
 *
 * 上位 names the group of codes whose share is told (top 2); it makes a
 * variable that is 1, 0, or missing out of the base.  ○ gives it no name.
 *
 * A multi variable without グループ is a set (M.A.); its members name it and
 * hold 1 where they are chosen, 0 or blank where not.  Who leaves all of them
 * blank has not answered; a row of zeros is an answer that chooses nothing.
 * Codes of the set are missing codes of all members.  The base are those who
 * answered (回答者) or all that were asked (全員).
 *
 * 式 computes a variable (define.h) of variables declared above it; rows with
 * codes may give its categories labels.
 *
 * 公開: 通常, 要配慮 (small cells are guarded), 非公開 (never tabulated; free
 * texts).
 */
#ifndef SHIHYO_DATA_CODEBOOK_H
#define SHIHYO_DATA_CODEBOOK_H

#include "data/csv.h"
#include "data/define.h"
#include "data/sums.h"

enum codebook_type {
    CODEBOOK_SINGLE,
    CODEBOOK_LIKERT,
    CODEBOOK_NUMBER,
    CODEBOOK_MULTI, /* a member; its set is a struct codebook_set */
    CODEBOOK_TEXT,
    CODEBOOK_DESIGN
};

enum codebook_disclosure {
    DISCLOSURE_OPEN,
    DISCLOSURE_SENSITIVE,
    DISCLOSURE_CLOSED
};

enum codebook_base { CODEBOOK_BASE_ANSWERED, CODEBOOK_BASE_ASKED };

struct codebook_variable {
    const char *name, *text; /* 設問文, or the label of a member */
    const char *unit, *note;
    enum codebook_type type;
    enum codebook_disclosure disclosure;
    const struct variable *variable;
    const char *definition;          /* "": a column of the file */
    const struct variable *positive; /* 上位: 1 or 0; NULL: no such codes */
    const char *positive_label;      /* "" where it has no name */
    const char *group;               /* of a member: its set; else "" */
    struct place place;
};

struct codebook_member {
    const struct codebook_variable *column;
    const char *label;
    /* 1 chosen, 0 not, missing out of the set's base.  Reads all columns of
     * the set, since a blank is 0 where another member is answered. */
    const struct variable *chosen;
};

struct codebook_set {
    const char *name, *text, *note;
    enum codebook_base base;
    enum codebook_disclosure disclosure;
    const struct codebook_member *members;
    size_t n;
    const struct variable *in_base;    /* 1 or 0; never missing */
    const struct variable *unanswered; /* 1 無回答, 0; missing out of base */
    struct place place;
};

struct codebook {
    const struct source *source;
    const struct codebook_variable *variables; /* in the file's order */
    size_t n;
    const struct codebook_set *sets;
    size_t n_sets;
    struct define_scope scope; /* its variables, for definitions of others */
};

/* NULL: errors were said. */
const struct codebook *codebook_read(struct arena *arena, struct diag *diag,
                                     const struct csv *csv);
/* NULL: the codebook does not have it. */
const struct codebook_variable *codebook_find(struct arena *arena,
                                              const struct codebook *book,
                                              const char *name);
const struct codebook_set *codebook_set_find(struct arena *arena,
                                             const struct codebook *book,
                                             const char *name);

/* Compares the codebook with the header of a file: a column that the one or
 * the other lacks is a warning (a question may belong to one wave), a missing
 * member of a set an error.  false: errors were said. */
bool codebook_check_columns(struct arena *arena, struct diag *diag,
                            const struct codebook *book,
                            const char *const *columns, size_t n,
                            struct place file);
/* Says every text of a column that the codebook does not list. */
bool codebook_check_values(struct arena *arena, struct diag *diag,
                           const struct codebook_variable *variable,
                           const struct sums_values *values, struct place file);

#endif
