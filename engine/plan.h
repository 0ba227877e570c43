/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan.h - a plan folder, read.
 *
 * plan.xml holds the structure, CSV files hold what analysts edit: the
 * catalogue of indicators with 現状値 and 目標値, and the observations by
 * year.  plan_open() reads all of it, follows the predecessor plan, reports
 * every problem to diag and returns NULL when there was an error.  The struct
 * is never changed afterwards.
 *
 * The vocabulary is documented in shihyo-plan(5) and engine/schema/plan.rng;
 * plan_vocabulary.c is the authority and has the better messages.
 */
#ifndef SHIHYO_ENGINE_PLAN_H
#define SHIHYO_ENGINE_PLAN_H

#include "data/csv.h"
#include "data/publish.h"
#include "engine/xmltree.h"
#include "indicators/indicator.h"
#include "indicators/trend.h"

struct plan_goal {
    const char *id, *label, *text; /* 1, 基本目標１, the goal's name */
};

struct plan_note {
    const char *mark, *text; /* ※1 */
};

struct plan_source {
    const char *id, *text;
};

/* A trend the plan declares: where, and over which window. */
struct plan_trend {
    const struct indicator *indicator;
    const struct segment *segment;
    struct trend_spec spec;
};

enum plan_figure_kind {
    PLAN_FIGURE_PROGRESS, /* indicators="..." */
    PLAN_FIGURE_TREND,    /* indicators="ID" */
    PLAN_FIGURE_STATUS,   /* all outcome indicators, or indicators="..." */
    PLAN_FIGURE_SCHEDULE, /* of="schedule id" */
    PLAN_FIGURE_SUPPLY,   /* of="supply id" */
    PLAN_FIGURE_TREE,     /* of="tree id" */
    PLAN_FIGURE_STACK100, /* of="survey table id" */
    PLAN_FIGURE_CROSSTAB, /* of="survey table id" */
    PLAN_FIGURE_MULTI,    /* of="survey table id" */
    PLAN_FIGURE_VERDICTS  /* the methods side by side; or indicators="..." */
};

struct plan_figure {
    enum plan_figure_kind kind;
    const char *id, *title;
    const char *const *remarks;
    size_t n_remarks;
    const struct indicator *const *indicators;
    size_t n_indicators;
    const char *of; /* "" where the kind has none */
    struct place place, of_place;
};

/* A CSV file of the plan whose cells can be named in rules and claims:
 * ID:KEY.COLUMN.  Tables, schedules, costs, supplies and trees all are. */
struct plan_dataset {
    const char *id;
    const struct csv *csv;
    int key; /* its key column */
};

struct plan_report { /* "" where the plan says nothing */
    const char *number, *title, *body, *meeting, *date;
    struct period date_period; /* kind PERIOD_DAY when date is given */
    bool draft;
};

struct plan {
    const char *dir;             /* the folder */
    const struct source *source; /* plan.xml */
    const char *id, *title, *publisher;
    int from, to;                   /* fiscal years of the plan */
    int data_from;                  /* first year of the data */
    int data_to;                    /* last year that observations may have */
    int as_of;                      /* evaluation year declared in the plan */
    const struct plan *predecessor; /* NULL: none */
    const struct plan_goal *goals;
    size_t n_goals;
    const struct plan_note *notes;
    size_t n_notes;
    const struct plan_source *sources;
    size_t n_sources;
    const struct marker *markers; /* NULL: the default legend */
    size_t n_markers;
    const struct indicator *indicators;
    size_t n_indicators;
    const char *const *indicator_sources; /* source id of each indicator */
    const struct plan_trend *trends;
    size_t n_trends;
    const struct plan_figure *figures;
    size_t n_figures;
    const struct plan_dataset *datasets;
    size_t n_datasets;
    const struct plan_tables *tables;         /* plan_tables.h; NULL: none */
    const struct plan_schedules *schedules;   /* plan_schedules.h */
    const struct plan_supplies *supplies;     /* plan_supplies.h */
    const struct plan_trees *trees;           /* plan_trees.h */
    const struct plan_surveys *surveys;       /* plan_surveys.h */
    const struct plan_claims *claims;         /* plan_claims.h */
    const struct plan_assessment *assessment; /* plan_assessment.h; or NULL */
    struct publish_style style;
    const char *baseline_word; /* 現状値, 当初値 */
    struct plan_report report;
    const struct source *const *inputs; /* every file read, in order */
    size_t n_inputs;
};

/* path: the folder or its plan.xml. */
const struct plan *plan_open(struct arena *arena, struct diag *diag,
                             const char *path);

const struct indicator *plan_indicator(const struct plan *plan, const char *id);
const struct plan_goal *plan_goal(const struct plan *plan, const char *id);
/* The source of an indicator, in words; "" for none. */
const char *plan_source_text(const struct plan *plan,
                             const struct indicator *indicator);
/* A file as the report names it: its path in the plan folder, with the plan's
 * id in front where it belongs to a predecessor plan. */
const char *plan_file_label(struct arena *arena, const struct plan *plan,
                            const struct source *source);
/* The trend declared for a segment, or NULL. */
const struct plan_trend *plan_trend(const struct plan *plan,
                                    const struct segment *segment);

#endif
