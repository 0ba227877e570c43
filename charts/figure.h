/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * figure.h - what a figure shows, without a pixel.
 *
 * The engine fills these structs from evaluations; a figure kind turns one
 * into a scene.  Every printed number arrives as its published text beside
 * the double that only places it: charts print no number of their own except
 * the ticks of a value axis (made from decimals by publish_number()).
 *
 * A figure is drawn in two ways from the same struct: standalone (title,
 * message, notes, source and provenance inside) and as a plate (the document
 * carries those).
 */
#ifndef SHIHYO_CHARTS_FIGURE_H
#define SHIHYO_CHARTS_FIGURE_H

#include "charts/meta.h"
#include "charts/scene.h"
#include "data/publish.h"

enum figure_kind {
    FIGURE_PROGRESS,
    FIGURE_TREND,
    FIGURE_STATUS,
    FIGURE_SCHEDULE,
    FIGURE_SUPPLY,
    FIGURE_TREE,
    FIGURE_STACK100,
    FIGURE_CROSSTAB,
    FIGURE_MULTI,
    FIGURE_VERDICTS
};

struct figure_frame { /* common to all kinds */
    enum figure_kind kind;
    struct figure_meta meta;
    const char *number; /* 図１ */
    const char *title;
    const char *message;        /* one sentence; "" for none */
    const char *const *remarks; /* （備考）, numbered when more than one */
    size_t n_remarks;
    const char *source;     /* without the label; "" for none */
    const char *provenance; /* "" for none */
    struct publish_style style;
    bool plate; /* only the drawing: no title, message, notes */
};

/* A point in time with its value. */
struct figure_point {
    int year;         /* fiscal year: the x place */
    double at;        /* the y place, finite unless missing */
    const char *text; /* published digits, no unit */
    bool missing;     /* no number: text is the mark that is printed */
};

/* Glyph and word of a status; shape differs, not only the colour. */
enum status_mark {
    STATUS_MARK_ACHIEVED, /* ◎ */
    STATUS_MARK_ON_TRACK, /* ○ */
    STATUS_MARK_BEHIND,   /* △ */
    STATUS_MARK_WORSE,    /* ▼ */
    STATUS_MARK_NONE      /* ― */
};

/* One row: course on the left, numbers and bar on the right. */
struct progress_row {
    const char *label;   /* the measure */
    const char *segment; /* 大人; "" for none */
    enum status_mark mark;
    const char *status; /* 遅れ（改善） */
    bool reference;     /* 参考値: said under the status */
    bool has_baseline;  /* baseline.at is valid; else its text is the mark */
    struct figure_point baseline, target;
    bool has_target;
    const struct figure_point *actuals; /* after or at the baseline, by year;
                                    may begin before it (predecessor plan) */
    size_t n_actuals;
    bool has_forecast;
    struct figure_point forecast;
    int break_year; /* first year measured in another way; 0: no break */
    double forecast_low, forecast_high; /* at forecast.year */
    double band_from;           /* fitted value where the window ends ... */
    double band_low, band_high; /* ... and its band there; equal: unknown,
                                   the band opens from band_from */
    const char *current_text;   /* 67.4; the latest number, printed large */
    const char *baseline_word;  /* 当初値 / 現状値 */
    bool has_progress;
    double progress, elapsed;   /* shares: 0.208, 0.833 */
    const char *progress_text;  /* 20.8％; or the reason in words */
    const char *elapsed_text;   /* 経過 83 */
    const char *remaining_text; /* 7.6ポイント; "" for none */
    const char *pace_text;      /* 年＋2.1ポイント必要; "" for none */
    bool better_up;
};

struct figure_progress {
    struct figure_frame frame;
    const char *unit; /* of the value axis, ％ */
    const struct progress_row *rows;
    size_t n_rows;
    bool is_share; /* axis within 0-100 */
};

struct figure_trend {
    struct figure_frame frame;
    const char *unit;
    const struct figure_point *points; /* bars */
    size_t n_points;
    int break_year; /* first year measured in another way; 0: no break */
    bool has_line;  /* fitted line over the window */
    int line_from, line_to;
    double line_at_from, line_at_to;
    bool has_forecast;
    struct figure_point forecast; /* text: 573 */
    double forecast_low, forecast_high;
    const char *interval_text; /* 265～880 */
    const char *caution;       /* 読み方の注意; "" for none */
};

/* One segment: where it stands on the way, and its status year by year. */
struct status_row {
    const char *goal; /* 基本目標１: rows of one goal follow each other */
    const char *goal_text; /* its name; "" for none */
    const char *label;     /* the measure; equal labels are one indicator */
    const char *segment;   /* 大人; "" for none */
    bool reference;        /* 参考値: hollow, dashed */
    bool better_down;      /* said where it is so */
    bool on_axis;          /* a share: baseline and target are within 0-100;
                              else their texts, with unit, are all there is */
    bool has_target;       /* else there is nothing but the baseline */
    struct figure_point baseline, target; /* missing: the text is a mark */
    const enum status_mark *marks; /* one a year, of figure_status.from.. */
};

struct figure_status {
    struct figure_frame frame;
    const char *unit;          /* of the axis, ％ */
    const char *baseline_word; /* 現状値 */
    const struct status_row *rows;
    size_t n_rows;
    int from, to; /* fiscal years that have a column; to >= from */
    int as_of;    /* its column is marked; may lie outside */
};

/* How far a measure is in a year; drawn as a chip whose outline differs, not
 * only its colour. */
enum chip_stage {
    CHIP_NONE,     /* no chip: ―, or a text that says no stage */
    CHIP_CONSIDER, /* 検討・協議 */
    CHIP_START,    /* 開始・一部 */
    CHIP_RUN       /* 実施・運用 */
};

enum grid_role {
    GRID_STATUS, /* 現況 */
    GRID_YEAR,
    GRID_TOTAL, /* 計 */
    GRID_TARGET /* 目標 */
};

struct grid_column {
    enum grid_role role;
    const char *head; /* 平成30年度末の現況 */
};

struct grid_cell {
    const char *text;      /* as published; "" for an empty cell */
    const char *note;      /* ※1, printed after the text; "" for none */
    enum chip_stage stage; /* of years only */
};

struct grid_row {
    const char *section; /* heading between rows, said when it changes */
    const char *mark;    /* ★; "" for none */
    const char *label;
    const struct grid_cell *cells; /* one for each column */
};

struct grid_cost {
    const char *label;        /* 事業費（百万円） */
    const char *const *texts; /* one for each column; "" where there is none */
    bool partial; /* years are undecided: the total is a lower bound */
};

struct grid_group {
    const char *number, *title, *department; /* "" for none */
    const struct grid_row *rows;
    size_t n_rows;
    const struct grid_cost *costs;
    size_t n_costs;
};

/* A sign of the figure and what it means, for the key. */
struct grid_sign {
    const char *sign, *meaning;
};

struct figure_schedule {
    struct figure_frame frame;
    const struct grid_column *columns; /* all but that of the measures */
    size_t n_columns;
    const struct grid_group *groups;
    size_t n_groups;
    const struct grid_sign *signs; /* ★ 新規, *** 未定 ...; those of the
                                          stages are added by themselves */
    size_t n_signs;
};

struct tree_policy {
    const char *number, *text;
    const char *tag; /* its mark in words; "" for none */
};

struct tree_goal {
    const char *number; /* 基本目標１; "" for none */
    const char *text;
    const char *counts; /* 成果 3・活動 4; "" for none */
    const struct tree_policy *policies;
    size_t n_policies;
};

/* What a plan wants, from its 理念 to its 施策. */
struct figure_tree {
    struct figure_frame frame;
    const char *vision_head, *goal_head, *policy_head; /* "" for none */
    const char *vision;
    const struct tree_goal *goals;
    size_t n_goals;
};

/* One year of a district in a figure of needs and supply. */
struct supply_bar {
    int year;
    bool has_need, has_supply; /* else the text is the mark that is printed */
    double need, supply;
    const char *need_text, *supply_text, *gap_text; /* ▲85, （85）, ― */
    bool shortage;
    bool bracketed; /* two bases: the difference is for reference */
};
struct supply_panel {
    const char *name;              /* the district */
    const struct supply_bar *bars; /* the years of the figure, ascending */
};

struct figure_supply {
    struct figure_frame frame;
    const char *unit;
    const char *need_mark, *supply_mark, *gap_mark;   /* ① ② ②－① */
    const char *need_name, *supply_name, *short_name; /* of the key */
    const struct supply_panel *panels; /* side by side; 4 and more as strips */
    size_t n_panels;
    size_t n_years; /* bars of each panel */
};

/* ---------------------------------------------------------- survey tables */

/* What an answer is to its question: it chooses colour and hatch. */
enum answer_role {
    ROLE_NOMINAL,  /* one of several without an order */
    ROLE_ORDINAL,  /* a step of a one-sided order, dark to light */
    ROLE_POSITIVE, /* one side of a two-sided scale; the answer farthest */
    ROLE_NEUTRAL,  /* from the other side is the strongest */
    ROLE_NEGATIVE,
    ROLE_OTHER, /* その他, わからない, 該当しない */
    ROLE_NONE   /* 無回答 */
};

struct answer_choice {
    const char *label;
    enum answer_role role;
    bool is_part; /* a sub-state of the answer before: its hue, lighter */
};

enum cell_state {
    CELL_SHOWN,
    CELL_REFERENCE,  /* 参考値: weaker, dashed */
    CELL_SUPPRESSED, /* 秘匿: takes no place of its own, its text is X */
    CELL_MISSING     /* text is the mark that is printed */
};

struct answer_cell {
    double share;     /* 0-100, places the mark; of shown and reference only */
    const char *text; /* as published, no unit */
    enum cell_state state;
};

/* The sum of adjacent answers (「肯定的な回答」) in a row. */
struct answer_sum {
    struct answer_cell cell; /* text "" when the row has none */
    bool has_interval;
    double low, high;
    const char *interval; /* 54.0～59.8; "" for none */
    const char *mark;     /* ▲ ▼ ＊: differs from the whole; "" for none */
};

struct answer_row {
    const char *group; /* 性別: said when it changes; "" for none */
    const char *label; /* 女性, 平成30年度 */
    const char *base;  /* n＝1,497; "" for none */
    bool is_whole;     /* 全体 */
    bool is_reference; /* too few: 参考値 is said, the bar is dashed */
    const struct answer_cell *cells; /* one for each answer */
    struct answer_sum sum;
};

/* Bars of 100 %, with answers named over the first bar or in a key. */
struct figure_stack100 {
    struct figure_frame frame;
    bool is_half; /* 82 mm wide, not 170; labels stand over the bars */
    const struct answer_choice *answers;
    size_t n_answers;
    const struct answer_row *rows;
    size_t n_rows;
    bool is_connected;     /* lines join the answers of one bar and the next */
    const char *sum_label; /* of a bracket over sum_from..sum_to; "": none */
    size_t sum_from, sum_to; /* first and last answer */
};

/* The whole sample, a rule, then groups: label, n, bar, sum. */
struct figure_crosstab {
    struct figure_frame frame;
    const struct answer_choice *answers;
    size_t n_answers;
    const struct answer_row *rows; /* those of the whole sample come first */
    size_t n_rows;
    const char *sum_label; /* head of the column of sums; "": no column */
};

struct multi_item {
    const char *label;
    enum answer_role role;            /* other and none have their own fill */
    struct answer_cell now, previous; /* previous of a figure that has it */
    bool has_interval;                /* of now */
    double low, high;
    const char *interval;   /* 40.1～45.5; "" for none */
    const char *difference; /* ＋3.2, 新規; "" for none */
    const char *mark;       /* of the difference: ▲ ▼ ＊; "" for none */
    bool is_significant;    /* the difference is set in bold */
};

/* Answers of which several may be chosen. */
struct figure_multi {
    struct figure_frame frame;
    bool is_half;
    const struct multi_item *items;
    size_t n_items;
    bool is_ranked; /* by value, その他 and 無回答 last; else as declared */
    const char *now_name, *previous_name; /* 平成30年度（N＝6,087）; previous
                                             "": there is none */
    const char *now_head, *previous_head; /* of the columns: 30年度 */
    const char *interval_head; /* 95％区間; of the whiskers, too */
    bool has_cutoff;
    double cutoff;
    const char *cutoff_text; /* 20％ */
    size_t n_omitted;        /* items below it that are not among items */
    const char *total;       /* M.T., 237.4％; "" for none */
    bool is_none_in_base;    /* 無回答 counts in the base */
};

/* ------------------------------------------------------- methods side by side
 */

/* How a verdict reads, whatever its method: the shape says it, too. */
enum verdict_glyph {
    VERDICT_REACHED,  /* ◎ */
    VERDICT_ON_TRACK, /* ○ */
    VERDICT_BEHIND,   /* △ */
    VERDICT_SAME,     /* ＝ */
    VERDICT_WORSE,    /* ▼ */
    VERDICT_NONE,     /* ― */
    VERDICT_PLAIN     /* no glyph: a word alone */
};
enum { VERDICT_GLYPHS = VERDICT_NONE + 1 };

struct verdict_cell {
    enum verdict_glyph glyph;
    const char *word;   /* the method's verdict */
    const char *detail; /* its number, 20.8％; "" for none */
    const char *hand;   /* set by hand: what was computed; "" if not */
};

struct verdict_head {
    const char *label; /* a method or a measure */
    const char *sub;   /* version, 大人, values; "" for none */
};

struct verdict_line {
    const char *group; /* 基本目標１: said when it changes; "" for none */
    struct verdict_head head;
    const struct verdict_cell *cells; /* one for each column */
};

/* Segments and methods, either of them as the rows.  Where the columns do not
 * fit side by side the table goes on below with the rest of them. */
struct figure_verdicts {
    struct figure_frame frame;
    const char *corner; /* head of the lines: 方法, 指標 */
    const struct verdict_head *columns;
    size_t n_columns;
    const struct verdict_line *lines;
    size_t n_lines;
    bool sum_line, sum_column; /* the last one says how the others agree */
    const char *senses[VERDICT_GLYPHS]; /* of the key */
    const char *hand;                   /* of the key: 手で変更 */
};

/* Lays a figure out.  Texts that have no glyph or fit nowhere are said to
 * diag (MSG_GLYPH, MSG_FIT) and give NULL. */
struct scene *figure_progress(struct arena *arena, struct typesetter *setter,
                              struct diag *diag, enum tone tone,
                              const struct figure_progress *figure);
struct scene *figure_trend(struct arena *arena, struct typesetter *setter,
                           struct diag *diag, enum tone tone,
                           const struct figure_trend *figure);
struct scene *figure_status(struct arena *arena, struct typesetter *setter,
                            struct diag *diag, enum tone tone,
                            const struct figure_status *figure);
struct scene *figure_schedule(struct arena *arena, struct typesetter *setter,
                              struct diag *diag, enum tone tone,
                              const struct figure_schedule *figure);
struct scene *figure_tree(struct arena *arena, struct typesetter *setter,
                          struct diag *diag, enum tone tone,
                          const struct figure_tree *figure);
struct scene *figure_supply(struct arena *arena, struct typesetter *setter,
                            struct diag *diag, enum tone tone,
                            const struct figure_supply *figure);
struct scene *figure_stack100(struct arena *arena, struct typesetter *setter,
                              struct diag *diag, enum tone tone,
                              const struct figure_stack100 *figure);
struct scene *figure_crosstab(struct arena *arena, struct typesetter *setter,
                              struct diag *diag, enum tone tone,
                              const struct figure_crosstab *figure);
struct scene *figure_multi(struct arena *arena, struct typesetter *setter,
                           struct diag *diag, enum tone tone,
                           const struct figure_multi *figure);
struct scene *figure_verdicts(struct arena *arena, struct typesetter *setter,
                              struct diag *diag, enum tone tone,
                              const struct figure_verdicts *figure);
/* The kind's own function, by the frame's kind. */
struct scene *figure_draw(struct arena *arena, struct typesetter *setter,
                          struct diag *diag, enum tone tone,
                          const struct figure_frame *figure);

#endif
