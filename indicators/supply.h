/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * supply.h - needs and supply (量の見込みと確保方策): who is short of what,
 * where and until when.
 *
 * A table has one row for each district (区域), category (認定) and fiscal
 * year.  Rows called 計 are totals; where a table has none, totals are added
 * up here, and a total of which a part is missing is missing too: a partial
 * sum is no sum.  The difference follows the sign that the plan declares; the
 * verdict does not depend on it: need > supply is a shortage.
 *
 * A year whose need and supply stand on two bases (an estimate of the plan
 * before against the capacity on 1 April) has a difference for reference
 * only: it is neither a shortage nor enough, and no deadline counts it.
 *
 * A surplus of one category never makes up for a shortage of another, so
 * deadlines are judged category by category.
 *
 * Pure: rows in, one immutable result out; supply_check.h finds cells that
 * contradict each other.
 */
#ifndef SHIHYO_INDICATORS_SUPPLY_H
#define SHIHYO_INDICATORS_SUPPLY_H

#include "data/period.h"
#include "data/value.h"
#include "indicators/quantity.h"

enum supply_item {
    SUPPLY_NEED,      /* ① 量の見込み */
    SUPPLY_CAPACITY,  /* ② 年度当初定員 */
    SUPPLY_ADDED,     /* ③ その年度に確保する定員 */
    SUPPLY_PROVISION, /* ④ 確保方策 (② in tables without capacities) */
    SUPPLY_GAP,       /* 差 */
    SUPPLY_ACTUAL,    /* 実績 */
    SUPPLY_ITEMS
};

struct supply_row {
    const char *district, *category; /* one spelling each; category may be "" */
    bool district_total, category_total; /* 計, 市全体 ... */
    int year;
    struct value items[SUPPLY_ITEMS];
    const struct value *facilities; /* one for each facility of the table */
    const char *need_basis, *supply_basis; /* "" where nothing is said */
    bool two_bases;
    const char *note;
    struct place place;
};

/* supply_plan: what a plan says, as read. */
struct supply_plan {
    const char *unit;
    bool need_first; /* difference = need - supply, else supply - need */
    bool has_review;
    struct decimal review;  /* per cent */
    bool has[SUPPLY_ITEMS]; /* columns of the table */
    const char *const *facilities;
    size_t n_facilities;
    const struct supply_row *rows;
    size_t n_rows;
};

enum supply_state {
    SUPPLY_UNKNOWN, /* a number is missing, or two bases */
    SUPPLY_SHORT,   /* need > supply */
    SUPPLY_EXACT,   /* need = supply */
    SUPPLY_ENOUGH
};

struct supply_point {
    int year;
    const struct supply_row *row; /* NULL: added up, or no row */
    struct quantity need, supply, capacity, actual;
    struct quantity gap;       /* by the declared sign */
    struct quantity deviation; /* |actual - need| / need, per cent */
    enum supply_state state;
    bool two_bases;
    bool review; /* deviation reaches the plan's limit (judged exactly) */
};

struct supply_line {
    const char *district, *category; /* "" for sums over all of them */
    bool all_districts, all_categories;
    bool whole;  /* the one line that stands for its district */
    bool judged; /* a single category, or a whole without any */
    bool given;  /* at least one point was read from a row */
    const struct supply_point *points; /* one for each year */
};

struct supply_result {
    const int *years; /* ascending, those that occur */
    size_t n_years;
    const struct supply_line *lines; /* district by district; the sums over
                                        all districts last */
    size_t n_lines;
    size_t n_districts; /* without totals */
    size_t n_shortages; /* points of single districts and categories */
};

struct supply_result supply_evaluate(struct arena *arena,
                                     const struct supply_plan *plan);
/* The line of a district ("": all districts) and category ("": the whole);
 * NULL: none. */
const struct supply_line *supply_find(const struct supply_result *result,
                                      const char *district,
                                      const char *category);

/* "Where need > supply, the supply is there by ..." */
struct supply_deadline {
    struct period by;
    const char *by_published, *text;
    bool city; /* of the sum over all districts, not of each */
    struct place place;
};

struct supply_failing {
    const struct supply_line *line;
    const struct supply_point *point; /* at the deadline */
    struct quantity supply, gap;      /* as the deadline counts them */
    int enough_from; /* first later year with enough; 0: none in the table */
};

struct supply_verdict {
    int year;
    bool by_capacity; /* judged on ② at the beginning of the year */
    const struct supply_failing *failing;
    size_t n_failing;
    size_t n_judged, n_unknown; /* lines with and without numbers */
};

/* At the first day of a fiscal year the supply is the capacity ② of that
 * year where the table has it; else, and at all other times, the supply that
 * the table gives for the year. */
struct supply_verdict supply_judge(struct arena *arena,
                                   const struct supply_plan *plan,
                                   const struct supply_result *result,
                                   const struct supply_deadline *deadline);

#endif
