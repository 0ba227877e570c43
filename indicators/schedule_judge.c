/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rules of a year-by-year plan: sums, stocks, parts, the last word, and
 * the comparison with the plan before.
 */
#include "indicators/schedule.h"

#include "data/fold.h"
#include <string.h>

struct judge {
    struct arena *arena;
    const struct schedule *schedule;
    const struct schedule_line *row;
    struct schedule_finding *items;
    size_t n, cap;
};

static void add(struct judge *j, struct schedule_finding finding)
{
    if (j->n == j->cap) {
        size_t cap = j->cap ? 2 * j->cap : 8;
        j->items = arena_grow(j->arena, j->items, j->n, cap, sizeof *j->items);
        j->cap = cap;
    }
    j->items[j->n++] = finding;
}

static const struct schedule_head *column(const struct judge *j, int i)
{
    return &j->schedule->columns[i];
}

static const struct schedule_entry *cell(const struct judge *j, int i)
{
    return &j->row->cells[i];
}

/* -- counts ---------------------------------------------------------------- */

static const struct phrase_item *matching(const struct judge *j,
                                          const struct phrase *phrase,
                                          const struct phrase_item *item)
{
    for (size_t i = 0; i < phrase->n_items; i++)
        if (phrase->items[i].shape == item->shape &&
            phrase_same_item(j->arena, &phrase->items[i], item))
            return &phrase->items[i];
    return NULL;
}

/* Whether a year may hold a number that nobody has decided. */
static bool is_open(const struct phrase *phrase)
{
    return phrase->undecided ||
           (phrase->missing != MISSING_NOT && phrase->missing != MISSING_NIL);
}

struct sum {
    struct decimal number;
    struct buf formula;
    size_t terms;
    bool open, overflow;
};

static void add_term(struct judge *j, struct sum *sum, struct decimal number)
{
    if (sum->terms++)
        buf_z(&sum->formula, "＋");
    buf_z(&sum->formula, decimal_text(j->arena, number));
    sum->overflow =
        !decimal_add(sum->number, number, &sum->number) || sum->overflow;
}

static void add_years(struct judge *j, struct sum *sum,
                      const struct phrase_item *item)
{
    for (size_t i = 0; i < j->schedule->n_columns; i++) {
        if (column(j, (int)i)->part != PART_PLAN)
            continue;
        const struct phrase *phrase = &cell(j, (int)i)->phrase;
        const struct phrase_item *found = matching(j, phrase, item);
        sum->open = sum->open || is_open(phrase);
        if (found)
            add_term(j, sum, found->low);
    }
}

static void rule_sum(struct judge *j, int total)
{
    const struct phrase *phrase = &cell(j, total)->phrase;
    for (size_t i = 0; i < phrase->n_items; i++) {
        const struct phrase_item *item = &phrase->items[i];
        struct sum sum = {.formula = buf_new(j->arena)};
        if (item->shape != PHRASE_NUMBER)
            continue;
        add_years(j, &sum, item);
        int order = decimal_compare(sum.number, item->low);
        bool partial = sum.open && order <= 0;
        if (sum.terms == 0 || sum.overflow)
            continue; /* 計 restates something that no year counts */
        add(j, (struct schedule_finding){.rule = partial ? SCHEDULE_SUM_OPEN
                                                         : SCHEDULE_SUM,
                                         .agrees = order == 0,
                                         .after = cell(j, total),
                                         .after_column = column(j, total),
                                         .new = item,
                                         .computed = sum.number,
                                         .formula = buf_text(&sum.formula)});
    }
}

/* The one plain count of a cell: no name, no frequency; or NULL. */
static const struct phrase_item *plain_count(const struct phrase *phrase)
{
    if (phrase->n_items != 1)
        return NULL;
    const struct phrase_item *item = &phrase->items[0];
    return item->shape == PHRASE_NUMBER && !*item->name && !*item->frequency
               ? item
               : NULL;
}

static const struct phrase_item *last_planned(const struct judge *j,
                                              const struct phrase_item *item)
{
    const struct phrase_item *last = NULL;
    for (size_t i = 0; i < j->schedule->n_columns; i++)
        if (column(j, (int)i)->part == PART_PLAN) {
            const struct phrase_item *found =
                matching(j, &cell(j, (int)i)->phrase, item);
            last = found ? found : last;
        }
    return last;
}

/* status + years = target; a plan that prints levels instead of additions
 * agrees by its last year and gives no finding. */
static void rule_stock(struct judge *j, int status, int target)
{
    const struct phrase_item *goal = plain_count(&cell(j, target)->phrase);
    struct sum sum = {.formula = buf_new(j->arena)};
    if (!goal || status < 0)
        return;
    const struct phrase *now = &cell(j, status)->phrase;
    const struct phrase_item *stock = matching(j, now, goal);
    if ((now->n_items && !stock) || is_open(now))
        return;
    if (stock)
        add_term(j, &sum, stock->low);
    size_t before = sum.terms;
    add_years(j, &sum, goal);
    const struct phrase_item *last = last_planned(j, goal);
    bool agrees = decimal_compare(sum.number, goal->low) == 0;
    bool level = last && decimal_compare(last->low, goal->low) == 0;
    if (sum.terms == before || sum.open || sum.overflow || (!agrees && level))
        return;
    add(j, (struct schedule_finding){.rule = SCHEDULE_STOCK,
                                     .agrees = agrees,
                                     .before = cell(j, status),
                                     .before_column = column(j, status),
                                     .after = cell(j, target),
                                     .after_column = column(j, target),
                                     .old = stock,
                                     .new = goal,
                                     .computed = sum.number,
                                     .formula = buf_text(&sum.formula)});
}

/* -- the last word --------------------------------------------------------- */

static bool same_items(const struct judge *j, const struct phrase *a,
                       const struct phrase *b)
{
    for (size_t i = 0; i < a->n_items; i++) {
        const struct phrase_item *other = matching(j, b, &a->items[i]);
        if (!other || decimal_compare(other->low, a->items[i].low) != 0 ||
            decimal_compare(other->high, a->items[i].high) != 0)
            return false;
    }
    return true;
}

static const struct schedule_head *like(const struct judge *j,
                                        const struct phrase *total)
{
    for (size_t i = j->schedule->n_columns; i-- > 0;) {
        const struct phrase *p = &cell(j, (int)i)->phrase;
        if (column(j, (int)i)->part == PART_PLAN && p->missing == MISSING_NOT &&
            p->state == total->state && same_items(j, total, p))
            return column(j, (int)i);
    }
    return NULL;
}

static void rule_word(struct judge *j, int total)
{
    const struct phrase *end = &cell(j, total)->phrase;
    int last = -1;
    for (size_t i = 0; i < j->schedule->n_columns; i++)
        if (column(j, (int)i)->part == PART_PLAN &&
            cell(j, (int)i)->phrase.missing == MISSING_NOT)
            last = (int)i;
    if (last < 0 || end->missing != MISSING_NOT)
        return;
    const struct phrase *p = &cell(j, last)->phrase;
    bool agrees = p->state == end->state && (p->n_items || !end->n_items);
    add(j, (struct schedule_finding){.rule = SCHEDULE_WORD,
                                     .agrees = agrees,
                                     .before = cell(j, last),
                                     .before_column = column(j, last),
                                     .after = cell(j, total),
                                     .after_column = column(j, total),
                                     .like = agrees ? NULL : like(j, end)});
}

/* -- parts ----------------------------------------------------------------- */

struct pair {
    const struct schedule_entry *before, *after;
    const struct schedule_head *before_column, *after_column;
    bool chained, stocks; /* both are statuses */
};

static struct schedule_finding of_pair(const struct pair *p,
                                       enum schedule_rule rule)
{
    return (struct schedule_finding){.rule = rule,
                                     .chained = p->chained,
                                     .before = p->before,
                                     .after = p->after,
                                     .before_column = p->before_column,
                                     .after_column = p->after_column};
}

static size_t named(const struct phrase *phrase)
{
    size_t n = 0;
    for (size_t i = 0; i < phrase->n_items; i++)
        n += phrase->items[i].shape == PHRASE_NUMBER && *phrase->items[i].name;
    return n;
}

static void compare_intervals(struct judge *j, const struct pair *p,
                              const struct phrase_item *old,
                              const struct phrase_item *new)
{
    int low = decimal_compare(new->low, old->low);
    int high = decimal_compare(new->high, old->high);
    if (low == 0 && high == 0)
        return;
    struct schedule_finding f =
        of_pair(p, low <= 0 && high >= 0 ? SCHEDULE_WIDER : SCHEDULE_NARROWER);
    f.old = old;
    f.new = new;
    add(j, f);
}

static void compare_item(struct judge *j, const struct pair *p,
                         const struct phrase_item *new, bool restated)
{
    const struct phrase_item *old = matching(j, &p->before->phrase, new);
    if (new->shape == PHRASE_INTERVAL) {
        if (old)
            compare_intervals(j, p, old, new);
        return;
    }
    if (new->shape != PHRASE_NUMBER)
        return;
    struct schedule_finding f =
        of_pair(p, old ? SCHEDULE_CHANGE : SCHEDULE_ADDED);
    f.old = old;
    f.new = new;
    f.computed = new->low;
    if (old && !decimal_sub(new->low, old->low, &f.computed))
        return;
    bool moved = decimal_sign(f.computed) != 0;
    if (old ? p->stocks && (moved || restated)
            : *new->name && named(&p->before->phrase) > 0)
        add(j, f);
}

/* Part by part.  A planned cell with one part may be an addition; only one
 * that names several restates the whole, so that a part can be missing. */
static void compare_parts(struct judge *j, const struct pair *p)
{
    const struct phrase *a = &p->before->phrase, *b = &p->after->phrase;
    bool restated = named(a) > 1 && named(b) > 1;
    for (size_t i = 0; i < b->n_items; i++)
        compare_item(j, p, &b->items[i], restated);
    for (size_t i = 0; restated && i < a->n_items; i++)
        if (*a->items[i].name && !matching(j, b, &a->items[i])) {
            struct schedule_finding f = of_pair(p, SCHEDULE_LOST);
            f.old = &a->items[i];
            add(j, f);
        }
}

/* Statuses with each other in their order, planned cells with the last
 * status. */
static void rule_parts(struct judge *j)
{
    int last = -1;
    for (size_t i = 0; i < j->schedule->n_columns; i++) {
        enum schedule_part part = column(j, (int)i)->part;
        if ((part != PART_STATUS && part != PART_PLAN) ||
            !cell(j, (int)i)->phrase.n_items)
            continue;
        if (last >= 0)
            compare_parts(j, &(struct pair){cell(j, last), cell(j, (int)i),
                                            column(j, last), column(j, (int)i),
                                            false, part == PART_STATUS});
        if (part == PART_STATUS)
            last = (int)i;
    }
}

/* -- against the plan before ----------------------------------------------- */

struct chain {
    const struct schedule *schedule;
    const struct schedule_line *row;
};

/* The state of a cell in the words of this plan; NULL: none here. */
static const struct state *state_here(const struct judge *j,
                                      const struct schedule_entry *c)
{
    const struct state *s = c->phrase.state;
    for (size_t i = 0; s && i < j->schedule->states->n; i++)
        if (strcmp(j->schedule->states->words[i].key, s->key) == 0)
            return &j->schedule->states->words[i];
    return NULL;
}

/* Whether `found` has come as far as `wanted`: its step, or its very word
 * where that has no place in the order. */
static bool reaches(const struct state *found, const struct state *wanted)
{
    if (!found)
        return false;
    return wanted->step == STATE_REPEATABLE ? found == wanted
                                            : found->step >= wanted->step;
}

/* The first column of a row, of status or plan, that reaches a state. */
static int first_reaching(const struct judge *j, const struct schedule *s,
                          const struct schedule_line *row,
                          const struct state *wanted)
{
    int first = -1;
    for (size_t i = 0; i < s->n_columns; i++) {
        enum schedule_part part = s->columns[i].part;
        if ((part == PART_STATUS || part == PART_PLAN) &&
            reaches(state_here(j, &row->cells[i]), wanted) &&
            (first < 0 || period_compare(s->columns[i].period,
                                         s->columns[first].period) < 0))
            first = (int)i;
    }
    return first;
}

static bool has_order(const struct judge *j)
{
    for (size_t i = 0; i < j->schedule->n_columns; i++) {
        const struct state *s = j->row->cells[i].phrase.state;
        if (column(j, (int)i)->part == PART_PLAN && s &&
            s->step != STATE_REPEATABLE)
            return true;
    }
    return false;
}

/* Whether the status here shows more than the last one of the plan before:
 * then a repeatable state that was planned in between has come about. */
static bool has_grown(const struct judge *j)
{
    for (size_t i = 0; i < j->n; i++)
        if (j->items[i].chained && (j->items[i].rule == SCHEDULE_WIDER ||
                                    (j->items[i].rule == SCHEDULE_CHANGE &&
                                     decimal_sign(j->items[i].computed) > 0)))
            return true;
    return false;
}

static void slip_of(struct judge *j, const struct chain *old,
                    const struct state *wanted)
{
    int then = first_reaching(j, old->schedule, old->row, wanted);
    int now = first_reaching(j, j->schedule, j->row, wanted);
    const struct schedule_head *a = &old->schedule->columns[then];
    if (a->part != PART_PLAN)
        return; /* reached before that plan began */
    struct pair p = {
        .before = &old->row->cells[then], .before_column = a, .chained = true};
    struct schedule_finding f = of_pair(&p, SCHEDULE_NOT_REACHED);
    if (now >= 0) {
        const struct schedule_head *b = column(j, now);
        int years =
            period_fiscal_year(b->period) - period_fiscal_year(a->period);
        if (b->part == PART_STATUS && years > 0)
            return; /* reached at some time in between */
        if (wanted->step == STATE_REPEATABLE && years > 0 && has_grown(j))
            return; /* done, and planned once more */
        f.rule = SCHEDULE_SLIP;
        f.after = cell(j, now);
        f.after_column = b;
        f.years = years;
    } else if (wanted->step == STATE_REPEATABLE || !has_order(j)) {
        return; /* this plan speaks of it in other words */
    }
    add(j, f);
}

/* The highest ordered state that the plan before planned, and every
 * repeatable one. */
static void rule_slip(struct judge *j, const struct chain *old)
{
    const struct state *highest = NULL;
    for (size_t i = 0; i < old->schedule->n_columns; i++) {
        const struct state *s = state_here(j, &old->row->cells[i]);
        if (old->schedule->columns[i].part != PART_PLAN || !s)
            continue;
        if (s->step == STATE_REPEATABLE) {
            if (first_reaching(j, old->schedule, old->row, s) == (int)i)
                slip_of(j, old, s);
        } else if (!highest || s->step > highest->step) {
            highest = s;
        }
    }
    if (highest)
        slip_of(j, old, highest);
}

static void same_year(struct judge *j, const struct chain *old, size_t then,
                      size_t now)
{
    const struct state *a = state_here(j, &old->row->cells[then]);
    const struct state *b = j->row->cells[now].phrase.state;
    bool status = column(j, (int)now)->part == PART_STATUS;
    if (!a || !b || (!status && a == b))
        return;
    struct pair p = {&old->row->cells[then],
                     cell(j, (int)now),
                     &old->schedule->columns[then],
                     column(j, (int)now),
                     true,
                     false};
    struct schedule_finding f =
        of_pair(&p, status ? SCHEDULE_AGAINST : SCHEDULE_CONFLICT);
    f.agrees = reaches(b, a);
    add(j, f);
}

static void rule_chain(struct judge *j, const struct chain *old)
{
    int last = schedule_find(old->schedule, PART_STATUS);
    int first = schedule_find(j->schedule, PART_STATUS);
    if (last >= 0 && first >= 0)
        compare_parts(j, &(struct pair){&old->row->cells[last], cell(j, first),
                                        &old->schedule->columns[last],
                                        column(j, first), true, true});
    for (size_t i = 0; i < old->schedule->n_columns; i++)
        for (size_t k = 0; k < j->schedule->n_columns; k++) {
            const struct schedule_head *a = &old->schedule->columns[i];
            const struct schedule_head *b = column(j, (int)k);
            if (a->part == PART_PLAN &&
                (b->part == PART_PLAN || b->part == PART_STATUS) &&
                period_compare(a->period, b->period) == 0)
                same_year(j, old, i, k);
        }
    rule_slip(j, old);
}

struct schedule_findings schedule_judge(struct arena *arena,
                                        const struct schedule *schedule,
                                        const struct schedule_line *row,
                                        const struct schedule *before,
                                        const struct schedule_line *old)
{
    struct judge j = {.arena = arena, .schedule = schedule, .row = row};
    int total = schedule_find(schedule, PART_TOTAL);
    int status = schedule_find(schedule, PART_STATUS);
    int target = schedule_find(schedule, PART_TARGET);
    if (total >= 0) {
        rule_sum(&j, total);
        rule_word(&j, total);
    }
    if (target >= 0)
        rule_stock(&j, status, target);
    rule_parts(&j);
    if (old)
        rule_chain(&j, &(struct chain){before, old});
    return (struct schedule_findings){j.items, j.n};
}
