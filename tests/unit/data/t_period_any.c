/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Periods of the shapes that national repositories use (rows made by hand),
 * eras, ambiguity, and random texts.
 */
#include "data/period_any.h"

#include "data/arena.h"
#include "tests/tap.h"
#include <stdint.h>

enum {
    I = STEP_INDEX,
    Y = STEP_YEAR,
    S = STEP_SPAN,
    Q = STEP_QUARTER,
    M = STEP_MONTH
};
enum { D = STEP_DAY, OPEN = CALENDAR_OPEN, FISCAL = CALENDAR_FISCAL };
enum { CIVIL = CALENDAR_CIVIL };

static const struct row {
    const char *text;
    int step, calendar;
    double t;
    const char *label, *note;
} rows[] = {
    {"2014", Y, OPEN, 2014, "2014", ""},
    {"1", I, OPEN, 1, "1", ""},
    {"12", I, OPEN, 12, "12", ""},
    {"２０１４", Y, OPEN, 2014, "２０１４", ""},
    {" 2014　", Y, OPEN, 2014, "2014", ""},
    {"2014/15", Y, FISCAL, 2014, "2014/15", ""},
    {"2014-15", Y, FISCAL, 2014, "2014-15", ""},
    {"2014–15", Y, FISCAL, 2014, "2014–15", ""},
    {"2014 15", Y, FISCAL, 2014, "2014 15", ""},
    {"2014/2015", Y, FISCAL, 2014, "2014/2015", ""},
    {"1999/00", Y, FISCAL, 1999, "1999/00", ""},
    {"2014/15 (baseline)", Y, FISCAL, 2014, "2014/15", "baseline"},
    {"2014/15 [Note 9]", Y, FISCAL, 2014, "2014/15", "Note 9"},
    {"2014/15［注９］", Y, FISCAL, 2014, "2014/15", "注９"},
    {"2018（速報）", Y, OPEN, 2018, "2018", "速報"},
    {"2014-2017", S, OPEN, 2015.5, "2014-2017", ""},
    {"2014 to 2016", S, OPEN, 2015, "2014 to 2016", ""},
    {"2014/17", S, FISCAL, 2015.5, "2014/17", ""},
    {"2014/15 to 2016/17", S, OPEN, 2015, "2014/15 to 2016/17", ""},
    {"2015 Q1", Q, OPEN, 2015, "2015 Q1", ""},
    {"2015Q4", Q, OPEN, 2015.75, "2015Q4", ""},
    {"2015-Q2", Q, OPEN, 2015.25, "2015-Q2", ""},
    {"q3 2015", Q, OPEN, 2015.5, "q3 2015", ""},
    {"2015-04", M, OPEN, 2015.25, "2015-04", ""},
    {"2015.4", M, CIVIL, 2015.25, "2015.4", ""},
    {"2015/4", M, OPEN, 2015.25, "2015/4", ""},
    {"April 2015", M, OPEN, 2015.25, "April 2015", ""},
    {"2015 Apr", M, OPEN, 2015.25, "2015 Apr", ""},
    {"2015-01-01", D, OPEN, 2015, "2015-01-01", ""},
    {"2016/12/31", D, OPEN, 2016 + 365 / 366.0, "2016/12/31", ""},
    {"01.01.2015", D, OPEN, 2015, "01.01.2015", ""},
    {"01.01.2015 - 31.12.2015", D, OPEN, 2015 + 182 / 365.0,
     "01.01.2015 - 31.12.2015", ""},
    {"25 May to 24 June 2019", D, OPEN, 2019 + 159 / 365.0,
     "25 May to 24 June 2019", ""},
    {"H30", Y, FISCAL, 2018, "H30", ""},
    {"平成30年度", Y, FISCAL, 2018, "平成30年度", ""},
    {"令和元年度", Y, FISCAL, 2019, "令和元年度", ""},
    {"FY2018", Y, FISCAL, 2018, "FY2018", ""},
    {"平成30年", Y, CIVIL, 2018, "平成30年", ""},
    {"R4.7.26", D, CIVIL, 2022 + 206 / 365.0, "R4.7.26", ""},
    {"平成27年度～令和元年度", S, FISCAL, 2017, "平成27年度～令和元年度", ""},
};

static void readable(void)
{
    struct arena *arena = arena_open();
    for (size_t i = 0; i < LEN(rows); i++) {
        const struct row *r = &rows[i];
        struct period_any p;
        struct finding f = period_any_read(r->text, PERIOD_AS_WRITTEN, &p);
        bool good = !message_is_error(f.id) && (int)p.step == r->step &&
                    fabs(p.t - r->t) < 1e-9 && str_is(p.label, r->label) &&
                    str_is(p.note, r->note);
        /* a calendar is told only where the text tells it */
        bool calendar = (int)p.calendar == r->calendar ||
                        (r->calendar == OPEN && p.calendar == CALENDAR_FISCAL);
        if (!ok(good && calendar, r->text))
            printf("# id %d step %d calendar %d t %.6f label %s note %s\n",
                   (int)f.id, (int)p.step, (int)p.calendar, p.t,
                   str_z(arena, p.label), str_z(arena, p.note));
    }
    arena_close(arena);
}

static void refused(void)
{
    static const char *const bad[] = {"abc",
                                      "20144",
                                      "2014/13/1",
                                      "2015 Q5",
                                      "2015 Q0",
                                      "09",
                                      "2014/15/16",
                                      "2015-02-30",
                                      "2017-2014",
                                      "2014 to",
                                      "31.04.2015",
                                      "There is no data",
                                      "H99年度",
                                      "0",
                                      "2014//15",
                                      "2014-",
                                      "-2014",
                                      "1e3",
                                      "9999999999999999999999",
                                      "2014 (a) b",
                                      "()",
                                      "(2014)"};
    struct period_any p;
    for (size_t i = 0; i < LEN(bad); i++)
        ok(message_is_error(
               period_any_read(bad[i], PERIOD_AS_WRITTEN, &p).id) &&
               p.t == 0,
           bad[i]);
    ok(period_any_read("", PERIOD_AS_WRITTEN, &p).id == MSG_KEY_BLANK, "blank");
}

static void ambiguous(void)
{
    static const char *const texts[] = {"2011/12", "2008/9", "2005-06",
                                        "2011/12 (baseline)"};
    struct period_any p;
    for (size_t i = 0; i < LEN(texts); i++) {
        ok(period_any_read(texts[i], PERIOD_AS_WRITTEN, &p).id ==
               MSG_PERIOD_AMBIGUOUS,
           texts[i]);
        ok(period_any_read(texts[i], PERIOD_AS_YEARS, &p).id == MSG_NONE &&
               p.step == STEP_YEAR,
           "years, by the other cells of the column");
        ok(period_any_read(texts[i], PERIOD_AS_MONTHS, &p).id == MSG_NONE &&
               p.step == STEP_MONTH,
           "months, by the other cells of the column");
        is_int(period_any_hint(texts[i]), PERIOD_AS_WRITTEN, "tells nothing");
    }
    is_int(period_any_hint("2014/15"), PERIOD_AS_YEARS, "2014/15: years");
    is_int(period_any_hint("2014-05"), PERIOD_AS_MONTHS, "2014-05: months");
    is_int(period_any_hint("2014"), PERIOD_AS_WRITTEN, "2014 tells nothing");
}

/* Texts of the characters that periods are made of: no crash, no NaN, and
 * the label lies inside the text. */
static void random_texts(void)
{
    static const char *const pieces[] = {
        "2014", "15",           "9",   "/",  "-", " ",
        "Q1",   "to",           "May", "(",  ")", "[",
        "]",    "平成",         "年",  "度", "H", ".",
        "～",   "\xE3\x80\x80", "元"};
    uint32_t state = 5;
    int bad = 0;
    for (int round = 0; round < 200000; round++) {
        char text[128] = "";
        size_t parts = 1 + (size_t)(round % 7);
        for (size_t i = 0; i < parts; i++) {
            state = state * 1664525u + 1013904223u;
            strncat(text, pieces[(state >> 10) % LEN(pieces)],
                    sizeof text - strlen(text) - 1);
        }
        struct period_any p;
        struct finding f = period_any_read(text, PERIOD_AS_WRITTEN, &p);
        bool inside = p.label.at >= text &&
                      p.label.at + p.label.len <= text + strlen(text);
        bad += !isfinite(p.t) || !inside ||
               (!message_is_error(f.id) && (p.t < 1 || p.t > 3000));
    }
    is_int(bad, 0, "200,000 random texts");
}

int main(void)
{
    readable();
    refused();
    ambiguous();
    random_texts();
    return tap_done();
}
