/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/supply.h"

#include <stdlib.h>
#include <string.h>

struct names { /* in the order of their first row */
    const char **name;
    size_t n;
};

struct work {
    struct arena *arena;
    const struct supply_plan *plan;
    struct names districts, categories; /* without totals */
    bool district_totals;               /* the table has such rows */
    int *years;
    size_t n_years;
    struct supply_line *lines;
    size_t n, cap;
};

/* -- what there is -------------------------------------------------------- */

static void add_name(struct names *names, const char *name)
{
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->name[i], name) == 0)
            return;
    names->name[names->n++] = name;
}

static int by_year(const void *a, const void *b)
{
    int x = *(const int *)a;
    int y = *(const int *)b;
    return (x > y) - (x < y);
}

static void collect(struct work *w)
{
    const struct supply_plan *plan = w->plan;
    w->districts.name = arena_make(w->arena, const char *, plan->n_rows + 1);
    w->categories.name = arena_make(w->arena, const char *, plan->n_rows + 1);
    w->years = arena_make(w->arena, int, plan->n_rows + 1);
    for (size_t i = 0; i < plan->n_rows; i++) {
        const struct supply_row *row = &plan->rows[i];
        if (row->district_total)
            w->district_totals = true;
        else
            add_name(&w->districts, row->district);
        if (!row->category_total)
            add_name(&w->categories, row->category);
        w->years[i] = row->year;
    }
    qsort(w->years, plan->n_rows, sizeof *w->years, by_year);
    for (size_t i = 0; i < plan->n_rows; i++)
        if (i == 0 || w->years[i] != w->years[i - 1])
            w->years[w->n_years++] = w->years[i];
}

/* The row of a place in the table; NULL: none.  NULL names mean totals. */
static const struct supply_row *row_of(const struct work *w,
                                       const char *district,
                                       const char *category, int year)
{
    for (size_t i = 0; i < w->plan->n_rows; i++) {
        const struct supply_row *row = &w->plan->rows[i];
        if (row->year == year && row->district_total == !district &&
            row->category_total == !category &&
            (!district || strcmp(row->district, district) == 0) &&
            (!category || strcmp(row->category, category) == 0))
            return row;
    }
    return NULL;
}

/* -- numbers -------------------------------------------------------------- */

static struct quantity quantity_of(struct decimal a)
{
    struct quantity q = {.published = a};
    if (!rational_of_decimal(a, &q.exact))
        return quantity_none(REASON_OVERFLOW);
    return q;
}

static struct quantity quantity_in(const struct value *value)
{
    return value_is_number(value) ? quantity_of(value->number)
                                  : quantity_none(REASON_MISSING);
}

static struct quantity plus(struct quantity a, struct quantity b)
{
    struct decimal sum;
    if (a.reason != REASON_NONE)
        return a;
    if (b.reason != REASON_NONE)
        return b;
    if (!decimal_add(a.published, b.published, &sum))
        return quantity_none(REASON_OVERFLOW);
    return quantity_of(sum);
}

static struct quantity minus(struct quantity a, struct quantity b)
{
    if (a.reason != REASON_NONE)
        return a;
    if (b.reason != REASON_NONE)
        return b;
    return quantity_difference(a.published, b.published);
}

/* need > supply, whatever the sign of the paper. */
static enum supply_state state_of(struct quantity need, struct quantity supply)
{
    if (need.reason != REASON_NONE || supply.reason != REASON_NONE)
        return SUPPLY_UNKNOWN;
    int order = decimal_compare(need.published, supply.published);
    return order > 0 ? SUPPLY_SHORT : order == 0 ? SUPPLY_EXACT : SUPPLY_ENOUGH;
}

/* The 10 per cent rule: |actual - need| / need >= limit, exactly. */
static void judge_review(const struct supply_plan *plan, struct supply_point *p)
{
    struct quantity distance = minus(p->actual, p->need);
    p->deviation = distance;
    if (distance.reason != REASON_NONE)
        return;
    if (decimal_sign(p->need.published) == 0) {
        p->deviation = quantity_none(REASON_TARGET_ZERO);
        return;
    }
    if (distance.published.units < 0)
        distance.published.units = -distance.published.units;
    p->deviation = quantity_ratio(distance.published, p->need.published);
    struct rational limit, hundred = {100, 1};
    p->review = plan->has_review && p->deviation.reason == REASON_NONE &&
                rational_of_decimal(plan->review, &limit) &&
                rational_div(limit, hundred, &limit) &&
                rational_compare(p->deviation.exact, limit) >= 0;
}

static void finish_point(const struct supply_plan *plan, struct supply_point *p)
{
    p->gap = plan->need_first ? minus(p->need, p->supply)
                              : minus(p->supply, p->need);
    p->state = p->two_bases ? SUPPLY_UNKNOWN : state_of(p->need, p->supply);
    judge_review(plan, p);
}

static struct supply_point point_of_row(const struct supply_row *row)
{
    return (struct supply_point){
        .year = row->year,
        .row = row,
        .need = quantity_in(&row->items[SUPPLY_NEED]),
        .supply = quantity_in(&row->items[SUPPLY_PROVISION]),
        .capacity = quantity_in(&row->items[SUPPLY_CAPACITY]),
        .actual = quantity_in(&row->items[SUPPLY_ACTUAL]),
        .two_bases = row->two_bases};
}

static struct supply_point no_point(int year)
{
    struct quantity none = quantity_none(REASON_MISSING);
    return (struct supply_point){.year = year,
                                 .need = none,
                                 .supply = none,
                                 .capacity = none,
                                 .actual = none};
}

static void add_point(struct supply_point *sum, const struct supply_point *p)
{
    sum->need = plus(sum->need, p->need);
    sum->supply = plus(sum->supply, p->supply);
    sum->capacity = plus(sum->capacity, p->capacity);
    sum->actual = plus(sum->actual, p->actual);
    sum->two_bases = sum->two_bases || p->two_bases;
}

/* -- lines ---------------------------------------------------------------- */

/* Is this line one of those that the sum is made of? */
static bool is_addend(const struct supply_line *line,
                      const struct supply_line *sum)
{
    if (sum->all_districts && !line->all_districts)
        return sum->all_categories
                   ? line->whole
                   : !line->all_categories &&
                         strcmp(line->category, sum->category) == 0;
    return !sum->all_districts && !line->all_districts &&
           !line->all_categories && strcmp(line->district, sum->district) == 0;
}

static struct supply_point added_up(const struct work *w,
                                    const struct supply_line *sum, size_t k)
{
    struct supply_point total = no_point(w->years[k]);
    bool first = true;
    for (size_t i = 0; i < w->n; i++) {
        if (!is_addend(&w->lines[i], sum))
            continue;
        struct supply_point p = w->lines[i].points[k];
        p.row = NULL;
        if (first)
            total = p;
        else
            add_point(&total, &p);
        first = false;
    }
    return total;
}

/* Adds a line; where it has no row at all and may be no sum, none. */
static void add_line(struct work *w, struct supply_line line, bool may_sum)
{
    struct supply_point *points =
        arena_make(w->arena, struct supply_point, w->n_years);
    for (size_t k = 0; k < w->n_years; k++) {
        const struct supply_row *row =
            row_of(w, line.all_districts ? NULL : line.district,
                   line.all_categories ? NULL : line.category, w->years[k]);
        line.given = line.given || row;
        points[k] = row       ? point_of_row(row)
                    : may_sum ? added_up(w, &line, k)
                              : no_point(w->years[k]);
        finish_point(w->plan, &points[k]);
    }
    if (!line.given && !may_sum)
        return;
    line.points = points;
    if (w->n == w->cap) {
        size_t cap = w->cap ? 2 * w->cap : 16;
        w->lines = arena_grow(w->arena, w->lines, w->n, cap, sizeof *w->lines);
        w->cap = cap;
    }
    w->lines[w->n++] = line;
}

/* The categories of a district, then its whole. */
static void add_district(struct work *w, const char *district, bool sums)
{
    size_t first = w->n;
    for (size_t i = 0; i < w->categories.n; i++)
        add_line(w,
                 (struct supply_line){.district = district ? district : "",
                                      .category = w->categories.name[i],
                                      .all_districts = !district,
                                      .judged = true},
                 sums);
    size_t n = w->n - first;
    add_line(w,
             (struct supply_line){.district = district ? district : "",
                                  .category = "",
                                  .all_districts = !district,
                                  .all_categories = true,
                                  .whole = true,
                                  .judged = n == 0},
             n > 1);
    /* one category and no row of totals: it stands for the district */
    if (w->n - first == 1)
        w->lines[first].whole = true;
}

static size_t count_shortages(const struct work *w)
{
    size_t n = 0;
    for (size_t i = 0; i < w->n; i++)
        for (size_t k = 0; k < w->n_years; k++)
            n += w->lines[i].judged && !w->lines[i].all_districts &&
                 w->lines[i].points[k].state == SUPPLY_SHORT;
    return n;
}

struct supply_result supply_evaluate(struct arena *arena,
                                     const struct supply_plan *plan)
{
    struct work w = {.arena = arena, .plan = plan};
    collect(&w);
    for (size_t i = 0; i < w.districts.n; i++)
        add_district(&w, w.districts.name[i], false);
    if (w.district_totals || w.districts.n > 1)
        add_district(&w, NULL, w.districts.n > 1);
    return (struct supply_result){.years = w.years,
                                  .n_years = w.n_years,
                                  .lines = w.lines,
                                  .n_lines = w.n,
                                  .n_districts = w.districts.n,
                                  .n_shortages = count_shortages(&w)};
}

const struct supply_line *supply_find(const struct supply_result *result,
                                      const char *district,
                                      const char *category)
{
    for (size_t i = 0; i < result->n_lines; i++) {
        const struct supply_line *line = &result->lines[i];
        if (line->all_districts != !*district ||
            strcmp(line->district, district) != 0)
            continue;
        if (*category
                ? !line->all_categories && strcmp(line->category, category) == 0
                : line->whole)
            return line;
    }
    return NULL;
}

/* -- deadlines ------------------------------------------------------------ */

static bool is_first_of_year(struct period by)
{
    return (by.kind == PERIOD_DAY && by.month == 4 && by.day == 1) ||
           (by.kind == PERIOD_MONTH && by.month == 4);
}

static int enough_from(const struct supply_result *result,
                       const struct supply_line *line, size_t after)
{
    for (size_t k = after; k < result->n_years; k++)
        if (line->points[k].state >= SUPPLY_EXACT)
            return line->points[k].year;
    return 0;
}

static void judge_line(const struct supply_plan *plan,
                       const struct supply_result *result,
                       struct supply_verdict *verdict,
                       struct supply_failing *failing,
                       const struct supply_line *line)
{
    size_t k = 0;
    while (k < result->n_years && result->years[k] != verdict->year)
        k++;
    const struct supply_point *p =
        k < result->n_years ? &line->points[k] : NULL;
    struct quantity supply = !p ? quantity_none(REASON_MISSING)
                             : verdict->by_capacity ? p->capacity
                                                    : p->supply;
    enum supply_state state =
        p && !p->two_bases ? state_of(p->need, supply) : SUPPLY_UNKNOWN;
    if (state == SUPPLY_UNKNOWN) {
        verdict->n_unknown++;
        return;
    }
    verdict->n_judged++;
    if (state != SUPPLY_SHORT)
        return;
    /* short on its first day, a year may still end with enough */
    failing[verdict->n_failing++] = (struct supply_failing){
        .line = line,
        .point = p,
        .supply = supply,
        .gap =
            plan->need_first ? minus(p->need, supply) : minus(supply, p->need),
        .enough_from =
            enough_from(result, line, verdict->by_capacity ? k : k + 1)};
}

struct supply_verdict supply_judge(struct arena *arena,
                                   const struct supply_plan *plan,
                                   const struct supply_result *result,
                                   const struct supply_deadline *deadline)
{
    struct supply_verdict verdict = {.year = period_fiscal_year(deadline->by),
                                     .by_capacity =
                                         plan->has[SUPPLY_CAPACITY] &&
                                         is_first_of_year(deadline->by)};
    struct supply_failing *failing =
        arena_make(arena, struct supply_failing, result->n_lines + 1);
    for (size_t i = 0; i < result->n_lines; i++)
        if (result->lines[i].judged &&
            result->lines[i].all_districts == deadline->city)
            judge_line(plan, result, &verdict, failing, &result->lines[i]);
    verdict.failing = failing;
    return verdict;
}
