/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan_int.h - what the plan_*.c files share while a plan is being read.
 * Nobody else includes it.
 */
#ifndef SHIHYO_ENGINE_PLAN_INT_H
#define SHIHYO_ENGINE_PLAN_INT_H

#include "data/columns.h"
#include "engine/plan.h"

enum { PLAN_MAX_CHAIN = 8 };

/* A segment and its observations while rows are still being added. */
struct draft_segment {
    struct segment segment;
    struct observation *actuals;
    size_t n, cap;
    const char *predecessor; /* id or id/segment; "" for none */
    struct place predecessor_place;
};

struct draft_indicator {
    struct indicator indicator;
    struct draft_segment *segments;
    size_t n, cap;
    const char *source_id;
    struct place source_place, goal_place, distinct_place;
    const struct csv_row *first_row;
};

struct plan_file { /* that was read */
    const struct csv *csv;
    const char *declared; /* its encoding, or NULL */
};

struct plan_reader {
    struct arena *arena;
    struct diag *diag;
    struct plan *plan;
    const struct xml_node *root;
    struct draft_indicator *drafts;
    size_t n, cap;
    const struct source **inputs;
    size_t n_inputs, cap_inputs;
    struct plan_file *files;
    size_t n_files;
    const char *const *chain; /* ids of the plans being opened */
    size_t n_chain;
};

/* plan_vocabulary.c: are the elements and attributes of the file allowed? */
bool plan_vocabulary(struct arena *arena, struct diag *diag,
                     const struct xml_node *root);
/* plan_xml.c: head of the plan (all but the catalogue and what names it). */
void plan_xml_head(struct plan_reader *r);
/* plan_xml.c: trends and figures, which name indicators. */
void plan_xml_references(struct plan_reader *r);
/* plan_catalogue.c */
void plan_catalogue(struct plan_reader *r);
/* plan_observations.c */
void plan_observations(struct plan_reader *r);
/* plan_observations.c: keeps the actuals of a segment in the order of their
 * years; a second one of a year is an error, said of the column `field`. */
void plan_add_actual(struct plan_reader *r, struct draft_segment *segment,
                     const char *id, const struct observation *new,
                     const char *field);
/* plan_distinct.c: 延べ is never below its 実 counterpart. */
void plan_distinct(struct plan_reader *r);
/* plan_tables.c */
void plan_tables(struct plan_reader *r);
/* plan_check.c: what only the whole can tell. */
void plan_check(struct plan_reader *r);
/* plan_check.c: copies actuals of the predecessor plan, checks the chain. */
void plan_chain(struct plan_reader *r);

/* plan_xml.c: is the id of an element well-formed and new among its kind? */
void plan_check_id(struct plan_reader *r, const struct xml_node *node);
/* plan_xml.c: the index of a text among choices; `otherwise` and a message
 * when it is none of them. */
size_t plan_choice(struct plan_reader *r, const char *text, struct place place,
                   const char *const *choices, size_t n, size_t otherwise);
/* The same for an attribute; `otherwise` when it, or the node, is absent. */
size_t plan_choice_of(struct plan_reader *r, const struct xml_node *node,
                      const char *name, const char *const *choices, size_t n,
                      size_t otherwise);
/* plan_xml.c: the texts of the <remark> children. */
const char *const *plan_remarks(struct plan_reader *r,
                                const struct xml_node *node, size_t *n);
/* plan_xml.c: the source that an element names, or the only one there is. */
const char *plan_source_of(struct plan_reader *r, const struct xml_node *node);
/* plan_xml.c: do the figures of a kind name something that is known? */
void plan_figures_of(struct plan_reader *r, const char *kind,
                     bool (*is_known)(const struct plan *plan, const char *of));

/* plan.c: a file that was read, for the calculation record. */
void plan_add_input(struct plan_reader *r, const struct source *source);
/* plan.c: makes the cells of a file nameable (struct plan_dataset). */
void plan_add_dataset(struct plan_reader *r, const char *id,
                      const struct csv *csv, int key);
/* plan.c: shared helpers. */
const struct csv *plan_csv(struct plan_reader *r, const struct xml_node *node,
                           const char *path);
struct draft_indicator *plan_draft(struct plan_reader *r, const char *id);
/* Says that there is no such indicator, with the nearest id. */
void plan_draft_unknown(struct plan_reader *r, const char *id,
                        struct place place);
struct draft_segment *plan_draft_segment(struct plan_reader *r,
                                         struct draft_indicator *draft,
                                         const char *label);
/* A fiscal year of an attribute or cell; 0 and a message when it is none. */
int plan_year(struct plan_reader *r, const char *text, struct place place,
              struct period *period);
/* The value of a cell; false when its text is an error.  unit: "" for none;
 * column: the name that messages show. */
bool plan_value(struct plan_reader *r, const char *text, struct place place,
                const char *unit, const char *column, struct value *out);
/* The name of a bound column as the file has it, else the manual's. */
const char *plan_column(const struct csv *csv, const struct column_spec *spec,
                        int at);
/* One row of a CSV file that is being read. */
struct plan_row {
    struct plan_reader *r;
    const struct csv *csv;
    const struct csv_row *row;
    const struct column_spec *columns; /* as columns_bind() was given them */
    const int *at;                     /* as it found them */
};
/* The trimmed text of a bound column, "" when it is absent. */
const char *plan_cell(const struct plan_row *w, int column,
                      struct place *place);
const char *plan_cell_name(const struct plan_row *w, int column);
/* Letters, digits, - _ . and a letter or digit first: an XML name token. */
bool plan_is_identifier(const char *id);
const char *plan_hint(struct arena *arena, const char *nearest);

#endif
