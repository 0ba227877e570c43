/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Golden rows: tests/golden/tables/era.csv.
 */
#include "data/period.h"

#include "data/publish.h"
#include "tests/table.h"

static bool is_axis(const char *context, enum period_axis *axis)
{
    static const struct {
        const char *context;
        enum period_axis axis;
    } rows[] = {{"fy", AXIS_FISCAL_YEAR},
                {"cy", AXIS_YEAR},
                {"date", AXIS_DATE},
                {"end", AXIS_END},
                {"period", AXIS_SPAN}};
    for (size_t i = 0; i < LEN(rows); i++)
        if (strcmp(rows[i].context, context) == 0)
            return *axis = rows[i].axis, true;
    return false;
}

/* The table names rules; the message of one goes by another name. */
static const char *rule_of(enum message id)
{
    return id == MSG_SPAN ? "RANGE" : message_rule(id);
}

static void describe(char out[64], const char *context, struct period p)
{
    if (p.kind == PERIOD_SPAN)
        snprintf(out, 64, "period:%d..%d", p.year, p.last);
    else if (p.kind == PERIOD_MONTH)
        snprintf(out, 64, "month:%04d-%02d;fy=%d", p.year, p.month,
                 period_fiscal_year(p));
    else if (p.kind == PERIOD_DAY)
        snprintf(out, 64, "%s:%04d-%02d-%02d;fy=%d",
                 strcmp(context, "end") == 0 ? "asof" : "date", p.year, p.month,
                 p.day, period_fiscal_year(p));
    else
        snprintf(out, 64, "%s:%d", p.kind == PERIOD_FISCAL_YEAR ? "fy" : "cy",
                 p.year);
}

static bool is_row(const char *const *c)
{
    char found[64] = "error";
    enum period_axis axis = AXIS_FISCAL_YEAR;
    struct period p;
    if (!is_axis(c[1], &axis))
        return false;
    struct finding f = period_read(c[2], axis, &p);
    if (!message_is_error(f.id))
        describe(found, c[1], p);
    const char *code = *c[4] ? c[4] + 2 : "";
    bool level = !*c[4] || (*c[4] == 'E') == message_is_error(f.id);
    bool good =
        level && strcmp(rule_of(f.id), code) == 0 && strcmp(found, c[3]) == 0;
    if (!good)
        printf("# %s %s: found %s %s, expected %s %s\n", c[0], c[2], found,
               message_rule(f.id), c[3], c[4]);
    return good;
}

static void golden(struct table *t)
{
    size_t good = 0;
    if (!table_read(t, "tests/golden/tables/era.csv"))
        return;
    for (size_t i = 0; i < t->n; i++)
        good += is_row(t->row[i]);
    is_int((long long)t->n, 127, "all rows are there");
    is_int((long long)good, 127, "every row of era.csv");
}

static void is_read(const char *text, enum period_axis axis, enum message id,
                    const char *code)
{
    struct arena *arena = arena_open();
    struct period p;
    struct finding f = period_read(text, axis, &p);
    char what[200];
    snprintf(what, sizeof what, "%s: %s", text, code);
    if (f.id != id)
        printf("# %s instead of %s\n", message_rule(f.id), message_rule(id));
    const char *found =
        message_is_error(f.id) ? "" : publish_period_code(arena, p);
    ok(f.id == id && strcmp(found, code) == 0, what);
    arena_close(arena);
}

/* What the table leaves open. */
static void corners(void)
{
    const enum period_axis fy = AXIS_FISCAL_YEAR;
    is_read("平 成 ３ ０ 年 度", fy, MSG_SPACES, "FY2018");
    is_read("平成3 0年度", fy, MSG_ERA_FORMAT, "");
    is_read("R4.1 2", AXIS_DATE, MSG_ERA_FORMAT, "");
    is_read("令和 元 年度", fy, MSG_NONE, "FY2019");
    is_read("令和2年度 （2020年度）", fy, MSG_NONE, "FY2020");
    is_read("令和二〇年度", fy, MSG_ERA_FORMAT, "");
    is_read("2022/2022", fy, MSG_NONE, "FY2022");
    is_read("2022/2023", fy, MSG_SPAN, "");
    is_read("令和4（22）年度", fy, MSG_YEAR_2DIGIT, "");
    is_read("令和4年度（令和4年）", fy, MSG_ERA_FORMAT, "");
    is_read("20225", fy, MSG_ERA_FORMAT, "");
    is_read("大正15年度", fy, MSG_NONE, "FY1926");
    is_read("大正16年度", fy, MSG_ERA_EXTENDED, "FY1927");
    is_read("明治65年", AXIS_YEAR, MSG_ERA_EXTENDED, "1932");
    is_read("明治66年", AXIS_YEAR, MSG_ERA_RANGE, "");
    is_read("平成51年度", fy, MSG_ERA_EXTENDED, "FY2039");
    is_read("平成52年度", fy, MSG_ERA_RANGE, "");
    is_read("令和82年度", fy, MSG_NONE, "FY2100");
    is_read("令和元年5月", AXIS_DATE, MSG_NONE, "2019-05");
    is_read("平成31年5月", AXIS_DATE, MSG_ERA_DATE, "");
    is_read("令和4（2022）年4月1日", AXIS_DATE, MSG_NONE, "2022-04-01");
    is_read("令和4年（2023年）4月1日", AXIS_DATE, MSG_ERA_MISMATCH, "");
    is_read("令和4年度", AXIS_DATE, MSG_FY_NOT_YEAR, "");
    is_read("1900-02-29", AXIS_DATE, MSG_DATE, "");
    is_read("2000-02-29", AXIS_DATE, MSG_NONE, "2000-02-29");
    is_read("20221301", AXIS_DATE, MSG_DATE, "");
    is_read("1867-12-31", AXIS_DATE, MSG_YEAR_RANGE, "");
    is_read("令和6（2024）年度末", AXIS_END, MSG_NONE, "2025-03-31");
    is_read("平成32年度末", AXIS_END, MSG_ERA_EXTENDED, "2021-03-31");
    is_read("令和6年度", AXIS_END, MSG_ERA_FORMAT, "");
    is_read("FY2020-FY2024", AXIS_SPAN, MSG_NONE, "FY2020-FY2024");
    is_read("2020～24年度", AXIS_SPAN, MSG_YEAR_2DIGIT, "");
    struct period p;
    is_text(period_read("平成36年度", fy, &p).arg, "2024",
            "a run-out era: the year that was read");
    is_text(period_read("明治46年", AXIS_YEAR, &p).arg, "1913", "the first");
    is_text(period_read("平成51年度", fy, &p).arg, "2039", "the last");
}

/* Every fiscal year in every style, printed and read again. */
static void round_trip(void)
{
    static const enum era_style styles[] = {ERA_WAREKI, ERA_SEIREKI, ERA_BOTH};
    static const enum lang langs[] = {LANG_JA, LANG_EN};
    struct arena *arena = arena_open();
    bool good = true;
    for (int year = 1868; year <= 2100; year++)
        for (size_t i = 0; i < 18; i++) {
            struct publish_style style = {langs[i % 2], styles[i / 2 % 3],
                                          NULL};
            enum period_form form = (enum period_form)(i / 6);
            struct period p;
            const char *text =
                publish_period(arena, style, period_fiscal(year), form);
            struct finding f = period_read(text, AXIS_FISCAL_YEAR, &p);
            if (f.id == MSG_NONE && p.year == year)
                continue;
            good = false;
            printf("# %d: %s: %s\n", year, text, message_rule(f.id));
        }
    ok(good, "every fiscal year prints and reads in 18 styles");
    arena_close(arena);
}

static void every_day(void)
{
    struct arena *arena = arena_open();
    struct publish_style style = {LANG_JA, ERA_WAREKI, NULL};
    bool good = true;
    for (int i = 0; i < 233 * 12 * 31; i++) {
        struct arena_mark mark = arena_mark(arena);
        struct period day = {.kind = PERIOD_DAY,
                             .year = 1868 + i / 372,
                             .month = i / 31 % 12 + 1,
                             .day = i % 31 + 1};
        struct period iso, wareki;
        const char *code = publish_period_code(arena, day);
        bool meiji = day.year > 1868 || day.month > 1 || day.day >= 25;
        if (meiji && period_read(code, AXIS_DATE, &iso).id == MSG_NONE) {
            enum period_form form = i & 1 ? PERIOD_LONG : PERIOD_SHORT;
            const char *text = publish_period(arena, style, day, form);
            good = good &&
                   period_read(text, AXIS_DATE, &wareki).id == MSG_NONE &&
                   period_compare(iso, wareki) == 0;
            if (!good && i) {
                printf("# %s %s\n", code, text);
                break;
            }
        }
        arena_reset(arena, mark);
    }
    ok(good, "every day from 1868-01-25 to 2100-12-31 in its era");
    arena_close(arena);
}

static struct period any_period(unsigned i)
{
    return (struct period){.kind = (enum period_kind)(i % 5),
                           .year = 2018 + (int)(i / 5 % 3),
                           .month = (int)(i / 15 % 12) + 1,
                           .day = (int)(i / 180 % 3) * 15 + 1,
                           .last = 2021 + (int)(i / 180 % 3)};
}

static void order(void)
{
    enum { N = 540 };
    bool opposite = true, transitive = true;
    for (unsigned i = 0; i < N; i++)
        for (unsigned j = 0; j < N; j++) {
            struct period a = any_period(i), b = any_period(j);
            struct period c = any_period((i * 7 + j * 13) % N);
            int ab = period_compare(a, b);
            opposite = opposite && ab == -period_compare(b, a);
            if (ab <= 0 && period_compare(b, c) <= 0)
                transitive = transitive && period_compare(a, c) <= 0;
        }
    ok(opposite, "a before b as b after a");
    ok(transitive, "the order is transitive");
    struct period h, r;
    period_read("H31", AXIS_FISCAL_YEAR, &h);
    period_read("R1", AXIS_FISCAL_YEAR, &r);
    is_int(period_compare(h, r), 0, "H31 = R1");
    is_int(memcmp(&h, &r, sizeof h), 0, "H31 and R1 are one period");
    is_int(period_compare(period_fiscal(2018), period_fiscal(2019)), -1,
           "FY2018 before FY2019");
}

static void eras(void)
{
    struct era era = period_era(period_fiscal(2019));
    is_text(era.name, "令和", "FY2019 is 令和");
    is_int(era.number, 1, "its first year");
    era = period_era(period_fiscal(1989));
    is_int(era.letter == 'H' && era.number == 1, 1, "FY1989 is 平成元");
    era = period_era((struct period){PERIOD_MONTH, 2019, 4, 0, 0});
    is_int(era.letter == 'H' && era.number == 31, 1, "April 2019 is 平成31");
}

static void hostile(void)
{
    struct period p;
    char text[4000];
    memset(text, '1', sizeof text);
    text[sizeof text - 1] = '\0';
    for (int axis = AXIS_FISCAL_YEAR; axis <= AXIS_SPAN; axis++) {
        is_int(period_read(text, (enum period_axis)axis, &p).id, MSG_ERA_FORMAT,
               "4000 digits");
        is_int(period_read("R4\xE5\xB9", (enum period_axis)axis, &p).id,
               MSG_ERA_FORMAT, "a torn character");
        is_int(period_read(" \t　", (enum period_axis)axis, &p).id,
               MSG_KEY_BLANK, "only spaces");
    }
}

/* 100,000 rows of the table with bytes changed, cut and doubled. */
static void mutations(struct table *t)
{
    uint64_t state = 7;
    size_t read = 0;
    for (int i = 0; i < 100000; i++) {
        struct period p;
        char text[256];
        state = state * 6364136223846793005u + 1442695040888963407u;
        size_t r = (size_t)(state >> 33);
        snprintf(text, sizeof text, "%s%s", t->row[r % t->n][2],
                 r % 11 == 0 ? t->row[r % 101][2] : "");
        size_t n = strlen(text);
        if (n && r % 3)
            text[r / 7 % n] = (char)(r % 3 == 1 ? state >> 20 & 0xFF : 0);
        else if (n)
            memmove(text, text + r / 5 % n, n - r / 5 % n + 1);
        struct finding f = period_read(text, (enum period_axis)(r / 3 % 5), &p);
        bool inside = f.offset + f.length <= strlen(text);
        read += inside && f.id < MSG_COUNT &&
                (message_is_error(f.id) || (p.year >= 1868 && p.year < 2102));
    }
    is_int((long long)read, 100000, "100,000 mutations end well");
}

int main(void)
{
    static struct table t;
    golden(&t);
    corners();
    round_trip();
    every_day();
    order();
    eras();
    hostile();
    mutations(&t);
    return tap_done();
}
