/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Needs and supply.  The numbers of 区域A and 区域B are those published in
 * 第2期加古川市子ども・子育て支援事業計画（「保育」に関する区域ごとの量の見込み
 * と確保方策）; its differences, printed from 令和2年度 on, are the golden
 * numbers.  The others are invented.
 */
#include "indicators/supply_check.h"
#include "tests/tap.h"

enum { CAP = 64 };

struct table {
    struct arena *arena;
    struct supply_plan plan;
    struct supply_row rows[CAP];
};

static const long long none = -1;

static struct value number(long long units)
{
    if (units == none)
        return value_absent();
    return (struct value){.kind = VALUE_NUMBER, .number = decimal_of(units, 0)};
}

static struct supply_row *add(struct table *t, const char *district,
                              const char *category, int year, long long need,
                              long long supply)
{
    struct supply_row *row = &t->rows[t->plan.n_rows++];
    *row = (struct supply_row){.district = district,
                               .category = category,
                               .year = year,
                               .district_total = !strcmp(district, "市全体"),
                               .category_total = !strcmp(category, "計"),
                               .need_basis = "",
                               .supply_basis = ""};
    for (size_t i = 0; i < SUPPLY_ITEMS; i++)
        row->items[i] = value_absent();
    row->items[SUPPLY_NEED] = number(need);
    row->items[SUPPLY_PROVISION] = number(supply);
    t->plan.rows = t->rows;
    return row;
}

static struct table open_table(void)
{
    return (struct table){.arena = arena_open(), .plan = {.unit = "人"}};
}

static struct supply_result evaluate(struct table *t)
{
    t->plan.rows = t->rows;
    return supply_evaluate(t->arena, &t->plan);
}

static const char *text_of(struct table *t, const struct quantity *q)
{
    return q->reason ? "none" : decimal_text(t->arena, q->published);
}

static void test_published(void)
{
    static const long long needs[] = {4054, 4505, 4359, 4186, 4045, 3957};
    static const long long supplies[] = {3969, 4505, 4505, 4505, 4505, 4505};
    static const char *const gaps[] = {"-85", "0", "146", "319", "460", "548"};
    struct table t = open_table();
    for (int k = 0; k < 6; k++)
        add(&t, "区域A", "", 2019 + k, needs[k], supplies[k])->two_bases =
            k == 0;
    struct supply_result r = evaluate(&t);
    is_int((long long)r.n_lines, 1, "one district, one line");
    for (int k = 0; k < 6; k++)
        is_text(text_of(&t, &r.lines[0].points[k].gap), gaps[k],
                "the difference is the published one");
    is_int(r.lines[0].points[0].state, SUPPLY_UNKNOWN,
           "two bases: neither short nor enough");
    is_int(r.lines[0].points[1].state, SUPPLY_EXACT, "an exact 0");
    is_int(r.lines[0].points[2].state, SUPPLY_ENOUGH, "enough");
    is_int((long long)r.n_shortages, 0, "so nothing is short");
    t.plan.need_first = true;
    r = evaluate(&t);
    is_text(text_of(&t, &r.lines[0].points[2].gap), "-146",
            "the other sign turns the difference");
    is_int(r.lines[0].points[2].state, SUPPLY_ENOUGH, "but not the verdict");
    arena_close(t.arena);
}

static void test_sums(void)
{
    struct table t = open_table();
    add(&t, "東", "2号", 2020, 300, 320);
    add(&t, "東", "3号", 2020, 170, 160);
    add(&t, "西", "2号", 2020, 100, 100);
    add(&t, "西", "3号", 2020, none, 50);
    struct supply_result r = evaluate(&t);
    const struct supply_line *east = supply_find(&r, "東", "");
    is_text(text_of(&t, &east->points[0].gap), "10", "a district is added up");
    is_int(east->points[0].state, SUPPLY_ENOUGH, "its total is enough");
    is_int((long long)r.n_shortages, 1, "its category is short all the same");
    is_int(supply_find(&r, "西", "")->points[0].need.reason, REASON_MISSING,
           "a sum with a part missing is missing");
    is_text(text_of(&t, &supply_find(&r, "", "2号")->points[0].need), "400",
            "all districts of a category");
    is_int(supply_find(&r, "", "")->points[0].state, SUPPLY_UNKNOWN,
           "and nothing is known of the city");
    ok(!supply_find(&r, "北", ""), "no such district");
    arena_close(t.arena);
}

static void test_deadlines(void)
{
    struct table t = open_table();
    for (int k = 0; k < 3; k++) {
        add(&t, "東", "2号", 2020 + k, 100, 200);
        struct supply_row *row =
            add(&t, "東", "3号", 2020 + k, 50, 30 + 10 * k);
        row->items[SUPPLY_CAPACITY] = number(20 + 10 * k);
        row[-1].items[SUPPLY_CAPACITY] = number(200);
    }
    t.plan.has[SUPPLY_CAPACITY] = true;
    struct supply_result r = evaluate(&t);
    struct supply_deadline d = {.by = {PERIOD_DAY, 2022, 4, 1, 0}};
    struct supply_verdict v = supply_judge(t.arena, &t.plan, &r, &d);
    is_int((long long)v.n_failing, 1, "a surplus elsewhere does not help");
    is_text(v.failing[0].line->category, "3号", "the category is named");
    is_text(text_of(&t, &v.failing[0].gap), "-10", "on the capacity: 40 - 50");
    is_int(v.failing[0].enough_from, 2022, "enough by the end of that year");
    d.by = (struct period){PERIOD_FISCAL_YEAR, 2022, 0, 0, 0};
    v = supply_judge(t.arena, &t.plan, &r, &d);
    is_int((long long)v.n_failing, 0, "by the year itself: 50 and 50");
    is_int((long long)v.n_judged, 2, "two lines are judged");
    d.by = (struct period){PERIOD_FISCAL_YEAR, 2030, 0, 0, 0};
    v = supply_judge(t.arena, &t.plan, &r, &d);
    is_int((long long)v.n_unknown, 2, "no such year: nothing is judged");
    arena_close(t.arena);
}

/* |actual - need| / need, exactly: 9.96 % prints as 10.0 and is below 10. */
static void test_review(void)
{
    struct table t = open_table();
    t.plan.has_review = true;
    t.plan.review = decimal_of(10, 0);
    add(&t, "東", "", 2020, 100, 1)->items[SUPPLY_ACTUAL] = number(110);
    add(&t, "東", "", 2021, 100, 1)->items[SUPPLY_ACTUAL] = number(90);
    add(&t, "東", "", 2022, 1004, 1)->items[SUPPLY_ACTUAL] = number(1104);
    add(&t, "東", "", 2023, 0, 1)->items[SUPPLY_ACTUAL] = number(5);
    struct supply_result r = evaluate(&t);
    const struct supply_point *p = r.lines[0].points;
    ok(p[0].review && p[1].review, "10 per cent either way is reviewed");
    is_text(text_of(&t, &p[2].deviation), "10.0", "9.96 is printed 10.0");
    ok(!p[2].review, "and is not reviewed");
    is_int(p[3].deviation.reason, REASON_TARGET_ZERO, "no share of 0");
    arena_close(t.arena);
}

static void is_fault(struct table *t, enum supply_identity identity,
                     const char *expected, size_t terms, const char *what)
{
    struct supply_faults f = supply_check(t->arena, &t->plan);
    if (!ok(f.n == 1 && f.fault[0].identity == identity, what))
        return;
    is_text(decimal_text(t->arena, f.fault[0].expected), expected,
            "with what it should be");
    is_int((long long)f.fault[0].n_terms, (long long)terms,
           "and the cells compared");
}

static void test_identities(void)
{
    struct table t = open_table();
    struct supply_row *a = add(&t, "東", "2号", 2020, 300, 320);
    struct supply_row *b = add(&t, "東", "3号", 2020, 170, 160);
    struct supply_row *sum = add(&t, "東", "計", 2020, 470, 480);
    struct supply_row *next = add(&t, "東", "2号", 2021, 1, 320);
    is_int((long long)supply_check(t.arena, &t.plan).n, 0, "all agree");
    sum->items[SUPPLY_NEED] = number(471);
    is_fault(&t, SUPPLY_OF_CATEGORIES, "470", 2, "計 is not the sum");
    sum->items[SUPPLY_NEED] = number(470);
    a->items[SUPPLY_CAPACITY] = number(310);
    a->items[SUPPLY_ADDED] = number(9);
    is_fault(&t, SUPPLY_OF_ADDED, "319", 2, "④ is not ② + ③");
    a->items[SUPPLY_ADDED] = number(10);
    a->items[SUPPLY_GAP] = number(21);
    is_fault(&t, SUPPLY_OF_DIFFERENCE, "20", 2, "the difference is wrong");
    a->items[SUPPLY_GAP] = number(20);
    t.plan.has[SUPPLY_CAPACITY] = true;
    next->items[SUPPLY_CAPACITY] = number(321);
    is_fault(&t, SUPPLY_OF_CARRY, "320", 1, "② does not follow ④");
    next->items[SUPPLY_CAPACITY] = number(320);
    struct value facilities[] = {number(150), number(11), value_absent()};
    facilities[2].missing = MISSING_NIL;
    static const char *const names[] = {"保育所", "地域型", "企業主導型"};
    t.plan.facilities = names;
    t.plan.n_facilities = 3;
    struct value absent[] = {value_absent(), value_absent(), value_absent()};
    a->facilities = sum->facilities = next->facilities = absent;
    b->facilities = facilities;
    is_fault(&t, SUPPLY_OF_FACILITIES, "161", 2, "facilities do not add up");
    facilities[1] = number(10);
    is_int((long long)supply_check(t.arena, &t.plan).n, 0,
           "― in a facility means there is none");
    facilities[2].missing = MISSING_UNAVAILABLE;
    facilities[1] = number(11);
    is_int((long long)supply_check(t.arena, &t.plan).n, 0,
           "*** is never a number: nothing can be checked");
    arena_close(t.arena);
}

static void test_empty(void)
{
    struct table t = open_table();
    struct supply_result r = evaluate(&t);
    is_int((long long)(r.n_lines + r.n_years), 0, "no rows, no lines");
    add(&t, "市全体", "", 2020, none, none);
    r = evaluate(&t);
    is_int((long long)r.n_lines, 1, "a city alone");
    is_int(supply_find(&r, "", "")->points[0].state, SUPPLY_UNKNOWN,
           "without a number");
    struct supply_deadline d = {.by = {PERIOD_DAY, 2021, 4, 1, 0},
                                .city = true};
    struct supply_verdict v = supply_judge(t.arena, &t.plan, &r, &d);
    is_int((long long)(v.n_judged + v.n_failing), 0, "is not judged");
    arena_close(t.arena);
}

int main(void)
{
    test_published();
    test_sums();
    test_deadlines();
    test_review();
    test_identities();
    test_empty();
    return tap_done();
}
