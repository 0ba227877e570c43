/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values of administrative records: small cases by hand, and invented rows in
 * any number against the plainest way to the same values.
 */
#include "data/define.h"
#include "indicators/admin.h"
#include "tests/tap.h"
#include <stdlib.h>

enum { COLUMNS = 4, MOST = 4096 }; /* month, ward, programme, number */

static const char *const names[COLUMNS] = {"月", "区", "事業", "人数"};

struct row {
    const char *cell[COLUMNS];
};

static struct arena *arena;

static const char *cell_of(const struct row *row, const char *name)
{
    for (size_t i = 0; i < COLUMNS; i++)
        if (strcmp(names[i], name) == 0)
            return row->cell[i];
    return "";
}

/* What a scan gives, with all numbers at two decimals. */
static bool add_row(struct sums_builder *b, const struct sums_spec *spec,
                    const struct row *row)
{
    bool added = true;
    for (size_t q = 0; q < spec->n_queries; q++) {
        const struct sums_query *query = &spec->queries[q];
        const char *keys[8];
        int128 x = 0;
        bool good = true;
        for (size_t i = 0; i < query->n_keys; i++)
            keys[i] = cell_of(row, spec->columns[query->keys[i]].name);
        if (query->n_needs) {
            const char *text =
                cell_of(row, spec->columns[query->needs[0]].name);
            good = *text != '\0';
            x = good ? (int128)strtoll(text, NULL, 10) * 100 : 0;
        }
        added &= sums_add(b, q, keys, good, !good, &x, NULL);
    }
    sums_add_rows(b, 1);
    return added;
}

static const struct sums *sum_up(const struct sums_spec *spec,
                                 const struct row *rows, size_t n)
{
    int *scales = arena_make(arena, int, spec->n_columns);
    bool added = true;
    for (size_t i = 0; i < spec->n_columns; i++)
        scales[i] = spec->columns[i].kind == SUMS_NUMBER ? 2 : 0;
    struct sums_builder *b = sums_begin(arena, spec, scales);
    for (size_t i = 0; i < n; i++)
        added &= add_row(b, spec, &rows[i]);
    ok(added, "rows are added up");
    return sums_finish(b);
}

static const struct variable *condition(const char *text)
{
    const struct define_scope scope = {.columns = names, .n_columns = COLUMNS};
    const struct variable *v = NULL;
    define_condition(arena, text, &scope, &v);
    return v;
}

static struct admin_request request(enum admin_estimator estimator,
                                    const char *column, const char *where)
{
    return (struct admin_request){.estimator = estimator,
                                  .column = column,
                                  .where = *where ? condition(where) : NULL,
                                  .times = {1, 1}};
}

static struct admin_answers answer(const struct admin_request *requests,
                                   size_t n_requests, const struct row *rows,
                                   size_t n)
{
    const struct admin_file file = {
        .period = "月", .requests = requests, .n_requests = n_requests};
    return admin_estimate(arena, &file,
                          sum_up(admin_need(arena, &file), rows, n));
}

static void is_value(const struct admin_value *v, long long num, long long den,
                     const char *what)
{
    struct rational expected;
    bool good = !v->reason && rational_make(num, den, &expected) &&
                rational_compare(v->value, expected) == 0;
    if (!ok(good, what))
        printf("#    found: reason %d, %.17g\n", (int)v->reason,
               v->reason ? 0 : rational_double(v->value));
}

/* ------------------------------------------------------------ two years */

static const char *const months[] = {
    "2022-04", "R4.5",    "令和4年6月", "2022-07", "2022-08", "2022-09",
    "2022-10", "2022-11", "2022-12",    "2023-01", "2023-02", "2023-03",
    "2023-04", "2023-05", "2023-06",    "2023-07"};

/* East has 10 a month in each programme, west 1, but none in August; in
 * December west did not report. */
static size_t two_years(struct row *rows)
{
    size_t n = 0;
    for (size_t m = 0; m < LEN(months); m++)
        for (size_t i = 0; i < 4; i++) {
            bool east = i < 2;
            if (!east && m == 4)
                continue;
            const char *x = east ? "10" : m == 8 ? "" : "1";
            rows[n++] = (struct row){
                {months[m], east ? "東" : "西", i % 2 ? "P2" : "P1", x}};
        }
    return n;
}

static void test_estimators(void)
{
    static struct row rows[MOST];
    size_t n = two_years(rows);
    struct admin_request r[] = {
        request(ADMIN_SUM, "人数", ""),
        request(ADMIN_SUM, "人数", "区=西"),
        request(ADMIN_SUM, NULL, "区=西"),
        request(ADMIN_SUM, NULL, "区=南"),
        request(ADMIN_SUM, "人数", "区=南"),
        request(ADMIN_MEAN, "人数", "事業=P1"),
        request(ADMIN_STOCK, "人数", ""),
        request(ADMIN_SUM, "人数", "区=西 かつ 月=2022-12"),
        request(ADMIN_STOCK, NULL, "区=東 or 事業=P1"),
    };
    r[5].times = (struct rational){3, 2};
    struct admin_answers a = answer(r, LEN(r), rows, n);
    const struct admin_value *v = a.values;
    if (!ok(a.n_years == 2 && a.years[0].year == 2022, "two fiscal years"))
        return;
    is_int(a.years[0].months, 0xfff, "the first has all months");
    is_int(a.years[1].months, 0xf, "the second four of them");
    is_value(&v[0], 240 + 20, 1, "sum over all rows");
    is_int((long long)v[0].missing, 2, "two rows had no number");
    is_int(v[1].reason, ADMIN_INCOMPLETE, "part of a year has no sum");
    is_value(&v[2], 20, 1, "sum where a condition holds");
    is_int(v[2].months, 0xfff & ~(1u << 4), "August has no such row");
    is_int(v[2].sum.scale, 2, "it has the decimals of its column");
    is_value(&v[4], 22, 1, "a count of rows");
    is_value(&v[6], 0, 1, "a count of no rows is 0");
    is_int(v[7].reason, ADMIN_INCOMPLETE, "in a complete year");
    is_int(v[8].reason, ADMIN_NO_ROW, "a sum of no rows is none");
    is_value(&v[10], 3 * 130, 2 * 12, "mean of months, times a factor");
    is_value(&v[12], 22, 1, "year-end number");
    is_int(v[13].reason, ADMIN_INCOMPLETE, "not without March");
    is_int(v[14].reason, ADMIN_NO_NUMBER, "rows without a number");
    is_value(&v[16], 3, 1, "rows in March where either holds");
}

/* A year-end number needs March only. */
static void test_march(void)
{
    const struct row rows[] = {{{"2024-03", "東", "P1", "7"}},
                               {{"R6.3.31", "西", "P1", "5"}},
                               {{"2026-05", "西", "P1", "5"}}};
    const struct admin_request r[] = {request(ADMIN_STOCK, "人数", ""),
                                      request(ADMIN_SUM, "人数", "")};
    struct admin_answers a = answer(r, 2, rows, LEN(rows));
    is_int((long long)a.n_years, 4, "years between are there as well");
    is_value(&a.values[0], 12, 1, "March of 2024 ends fiscal 2023");
    is_int(a.values[4].reason, ADMIN_INCOMPLETE, "which has no sum");
    is_int((long long)a.years[1].months, 0, "an empty year has no months");
}

/* ---------------------------------------------------------- populations */

static const char *const wards[][1] = {{"東"}, {"西"}, {"南"}};

static void test_rates(void)
{
    static struct row rows[MOST];
    size_t n = two_years(rows);
    static const char *const columns[] = {"区"};
    const struct admin_people people[] = {
        {2022, wards[0], {1000, 0}}, {2022, wards[1], {5000, 1}},
        {2022, wards[2], {250, 0}},  {2021, wards[0], {9, 0}},
        {2022, wards[0], {200, 0}},
    };
    const struct admin_population by_ward = {columns, 1, people, LEN(people)};
    const struct admin_population whole = {columns, 0, people, LEN(people)};
    const struct admin_population none = {columns, 1, &people[3], 1};
    struct admin_request r[] = {
        request(ADMIN_RATE, "人数", ""),
        request(ADMIN_RATE, "人数", "区=東"),
        request(ADMIN_RATE, "人数", "区=東 かつ 事業=P1"),
        request(ADMIN_RATE, "人数", "事業=P1"),
        request(ADMIN_RATE, NULL, "not 区=東"),
        request(ADMIN_RATE, "人数", "区=東"),
        request(ADMIN_RATE, "人数", "区=東"),
        request(ADMIN_RATE, "人数", "区=東 or 事業=P1"),
        request(ADMIN_RATE, "人数", "区=東"),
    };
    for (size_t i = 0; i < LEN(r); i++) {
        r[i].population = i == 5 ? &whole : i == 6 ? &none : &by_ward;
        r[i].times = (struct rational){1000, 1};
    }
    r[8].population = NULL;
    const struct admin_value *v = answer(r, LEN(r), rows, n).values;
    is_value(&v[0], 260000, 1950, "rate of all: lines of one ward add up");
    is_value(&v[2], 240000, 1200, "people of the ward");
    is_value(&v[4], 120000, 1200, "whatever the programme");
    is_value(&v[6], 130000, 1950, "all where wards do not matter");
    is_value(&v[8], 22000, 750, "a ward without rows has people, too");
    is_value(&v[10], 240000, 1950, "a table without wards is not cut");
    is_int(v[12].reason, ADMIN_NO_POPULATION, "no people of the year");
    is_value(&v[14], 250000, 1950, "all for whom it can hold");
    is_int(v[16].reason, ADMIN_NO_POPULATION, "no table at all");
}

/* -------------------------------------------------------------- hostile */

static void test_odd(void)
{
    const struct row bad[] = {{{"いつか", "東", "P1", "7"}},
                              {{"", "東", "P1", "7"}},
                              {{"2023-13", "東", "P1", "7"}}};
    const struct admin_request r[] = {request(ADMIN_SUM, "人数", "")};
    struct admin_answers a = answer(r, 1, bad, LEN(bad));
    is_int((long long)a.n_years, 0, "no month, no year");
    a = answer(r, 1, NULL, 0);
    is_int((long long)a.n_years, 0, "no row, no year");
    a = answer(NULL, 0, bad, LEN(bad));
    is_int((long long)a.n_years, 0, "no request");
    struct period p;
    is_int(admin_month("2023", &p).id, MSG_ERA_FORMAT, "a year is none");
    is_int(admin_month("R5.10.31", &p).id, MSG_NONE, "a day");
    ok(p.kind == PERIOD_MONTH && p.year == 2023 && p.month == 10 && !p.day,
       "lies in its month");
}

/* Numbers near the end of 128 bits: a reason, never a wrong number. */
static void test_overflow(void)
{
    const struct admin_request r[] = {
        request(ADMIN_STOCK, "人数", "区 in (東,西)")};
    const struct admin_file file = {
        .period = "月", .requests = r, .n_requests = 1};
    const struct sums_spec *spec = admin_need(arena, &file);
    const int scales[] = {0, 0, 0, 0};
    struct sums_builder *b = sums_begin(arena, spec, scales);
    const char *keys[][2] = {{"2024-03", "東"}, {"2024-03", "西"}};
    int128 half = (int128)1 << 126;
    const int128 no[1] = {0};
    for (size_t i = 0; i < 2; i++) {
        sums_add(b, 0, keys[i], 1, 0, no, NULL);
        sums_add(b, 1, keys[i], 1, 0, &half, NULL);
    }
    struct admin_answers a = admin_estimate(arena, &file, sums_finish(b));
    is_int(a.values[0].reason, ADMIN_OVERFLOW, "a sum leaves 128 bits");
}

/* ------------------------------------------------------------- invented */

static unsigned draw(unsigned *state, unsigned n)
{
    *state = *state * 1103515245u + 12345u;
    return (*state >> 16) % n;
}

static size_t invent(struct row *rows, unsigned seed)
{
    static const char *const programmes[] = {"P1", "P2", "P3"};
    size_t n = 600 + draw(&seed, 900);
    for (size_t i = 0; i < n; i++) {
        unsigned month = draw(&seed, LEN(months));
        unsigned ward = draw(&seed, 3);
        unsigned programme = draw(&seed, 3);
        rows[i] = (struct row){
            {months[month], wards[ward][0], programmes[programme],
             draw(&seed, 20) ? str_count(arena, draw(&seed, 1000)) : ""}};
    }
    return n;
}

/* Row by row, without groups. */
static long long plainly(const struct row *rows, size_t n, bool march)
{
    long long sum = 0;
    for (size_t i = 0; i < n; i++) {
        size_t month = 0;
        while (strcmp(months[month], rows[i].cell[0]) != 0)
            month++;
        bool in = strcmp(rows[i].cell[1], "南") != 0 &&
                  strcmp(rows[i].cell[2], "P2") == 0 &&
                  (march ? month == 11 : month < 12);
        sum += in ? strtoll(rows[i].cell[3], NULL, 10) : 0;
    }
    return sum;
}

static void reverse(struct row *rows, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        struct row swap = rows[i];
        rows[i] = rows[n - 1 - i];
        rows[n - 1 - i] = swap;
    }
}

static void test_invented(void)
{
    static struct row rows[MOST];
    const struct admin_request r[] = {
        request(ADMIN_SUM, "人数", "区!=南 かつ 事業=P2"),
        request(ADMIN_STOCK, "人数", "区!=南 かつ 事業=P2")};
    for (unsigned seed = 1; seed <= 12; seed++) {
        size_t n = invent(rows, seed);
        struct admin_answers a = answer(r, 2, rows, n);
        is_value(&a.values[0], plainly(rows, n, false), 1, "sum of many rows");
        is_value(&a.values[2], plainly(rows, n, true), 1, "those of March");
        reverse(rows, n);
        struct admin_answers b = answer(r, 2, rows, n);
        ok(a.n_years == b.n_years &&
               rational_compare(a.values[0].value, b.values[0].value) == 0 &&
               a.values[1].n == b.values[1].n,
           "the order of rows does not matter");
    }
}

/* Requests that ask for the same sums share one query. */
static void test_spec(void)
{
    const struct admin_request r[] = {request(ADMIN_SUM, "人数", "区=東"),
                                      request(ADMIN_STOCK, "人数", "区=西"),
                                      request(ADMIN_SUM, NULL, ""),
                                      request(ADMIN_SUM, NULL, "区=東")};
    const struct admin_pair pairs[] = {{"月", "区"}, {"区", "事業"}};
    const struct admin_file file = {.period = "月",
                                    .pairs = pairs,
                                    .n_pairs = 2,
                                    .requests = r,
                                    .n_requests = LEN(r)};
    const struct sums_spec *spec = admin_need(arena, &file);
    is_int((long long)spec->n_queries, 1 + 2 + 2, "five queries");
    is_int((long long)spec->n_columns, 4, "four columns");
    const struct sums_query *q = &spec->queries[admin_query_of_pair(1)];
    is_text(spec->columns[q->keys[1]].name, "事業", "the second pair");
}

int main(void)
{
    arena = arena_open();
    test_estimators();
    test_march();
    test_rates();
    test_odd();
    test_overflow();
    test_invented();
    test_spec();
    arena_close(arena);
    return tap_done();
}
