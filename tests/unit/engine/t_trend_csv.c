/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Observations from CSV: many series in any order, marks, units, columns by
 * their usual names, steps and gaps, and files of nonsense.
 */
#include "engine/trend_csv.h"

#include "tests/tap.h"
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* A file that lives in memory, read by its name under /proc. */
static bool read_text(struct arena *arena, struct diag *diag, const char *text,
                      const struct trend_columns *columns,
                      struct trend_data *out)
{
    int fd = memfd_create("trend", MFD_CLOEXEC);
    size_t len = strlen(text);
    bool written = fd >= 0 && write(fd, text, len) == (ssize_t)len;
    const char *path =
        str_join(arena, "/proc/self/fd/", str_count(arena, (uint64_t)fd), NULL);
    bool good = written && trend_csv_read(arena, diag, path, columns, out);
    if (fd >= 0)
        close(fd);
    return good;
}

static const struct trend_columns usual;

/* 3,000 series, rows shuffled: the same points as in order. */
static void many(struct arena *arena)
{
    enum { SERIES = 3000, POINTS = 4 };
    struct diag *diag = diag_new(arena, LANG_EN);
    struct trend_data data = {0};
    struct buf b = buf_new(arena);
    static uint32_t order[SERIES * POINTS];
    uint32_t state = 17;
    for (uint32_t i = 0; i < SERIES * POINTS; i++)
        order[i] = i;
    for (uint32_t i = SERIES * POINTS - 1; i > 0; i--) {
        state = state * 1664525u + 1013904223u;
        uint32_t k = (state >> 8) % (i + 1), other = order[k];
        order[k] = order[i];
        order[i] = other;
    }
    buf_z(&b, "series,period,value\n");
    for (size_t i = 0; i < SERIES * POINTS; i++) {
        buf_z(&b, "s");
        buf_count(&b, order[i] / POINTS);
        buf_z(&b, ",");
        buf_count(&b, 2010 + order[i] % POINTS);
        buf_z(&b, ",");
        buf_count(&b, order[i]);
        buf_z(&b, "\n");
    }
    ok(read_text(arena, diag, buf_text(&b), &usual, &data), "shuffled rows");
    is_int((long long)data.n, SERIES, "3,000 series");
    int bad = 0;
    for (size_t i = 0; data.series && i < data.n; i++) {
        const struct trend_series *s = &data.series[i];
        double first = strtod(s->name + 1, NULL) * POINTS;
        bad += s->n != POINTS || s->step != 1 || s->periods != POINTS;
        for (size_t k = 0; k < s->n; k++)
            bad += s->points[k].t != 2010 + (double)k ||
                   s->points[k].y != first + (double)k;
    }
    is_int(bad, 0, "each with its points in order");
}

static void cells(struct arena *arena)
{
    struct diag *diag = diag_new(arena, LANG_JA);
    struct trend_data d = {0};
    ok(read_text(arena, diag,
                 "指標ID,年度,実績値,備考\n"
                 "A,H28,６７．４％,\nA,H29,―,\nA,H30,▲3.2％,\n"
                 ",2016,\"1,497件\",\n,2018,***,\n,2020,3件,\n",
                 &usual, &d),
       "usual names, full width, marks, units");
    is_int((long long)d.n, 2, "a blank name is a series too");
    if (!d.series)
        return;
    ok(d.series[0].n == 2 && d.series[0].points[1].y == -3.2 &&
           d.series[0].step == 2,
       "a mark is no point");
    ok(diag_count(diag, LEVEL_WARNING) == 1 && !d.series[0].per_cent,
       "a per cent below 0 is said, and the series not held to 0-100");
    ok(d.series[1].n == 2 && d.series[1].points[0].y == 1497 &&
           d.series[1].step == 4,
       "1,497件");
}

static void columns(struct arena *arena)
{
    struct diag *diag = diag_new(arena, LANG_EN);
    struct trend_data d = {0};
    const struct trend_columns counts = {.count = "k", .base = "m"};
    ok(read_text(arena, diag, "t,k,m\n2010,5,50\n2011,6,40\n", &counts, &d) &&
           d.series && d.series[0].points[1].y == 15 && d.series[0].per_cent,
       "without a value column: the share of the counts");
    ok(!read_text(arena, diag, "when,y\n2010,5\n", &usual, &d) &&
           diag_id(diag, 0) == MSG_COLUMN_MISSING,
       "no period column");
    ok(!read_text(arena, diag, "t,v\n2010,5\n", &usual, &d), "no value column");
    ok(read_text(arena, diag, "t,y\n", &usual, &d) && d.n == 0,
       "no rows, no series");
}

/* Steps: quarters with a hole, years two by two, spans, days. */
static void steps(struct arena *arena)
{
    static const struct {
        const char *text;
        double step;
        size_t periods;
    } rows[] = {
        {"t,y\n2015 Q1,1\n2015 Q2,2\n2016 Q1,3\n", 0.25, 5},
        {"t,y\n2010,1\n2012,2\n2016,3\n", 2, 4},
        {"t,y\n2010-2012,1\n2013-2015,2\n", 3, 2},
        {"t,y\n2015-04,1\n2015-06,2\n2015-07,3\n", 1 / 12.0, 4},
        {"t,y\n2015,1\n", 1, 1},
    };
    for (size_t i = 0; i < LEN(rows); i++) {
        struct diag *diag = diag_new(arena, LANG_EN);
        struct trend_data d = {0};
        ok(read_text(arena, diag, rows[i].text, &usual, &d) && d.series &&
               fabs(d.series[0].step - rows[i].step) < 1e-9 &&
               d.series[0].periods == rows[i].periods,
           "step of a series, and its periods with those missing");
    }
}

/* Rows of nonsense: messages, no crash, finite points. */
static void nonsense(struct arena *arena)
{
    static const char *const pieces[] = {
        "2014", "H30", "R元", "2011/12",   "2014-05", "Q1 2015", "12", "-3",
        "％",   "―",   "a",   "\"x\"\"\"", "1e300",   ",",       "\n", "５件"};
    uint32_t state = 23;
    int bad = 0;
    struct arena_mark mark = arena_mark(arena);
    for (int round = 0; round < 3000; round++) {
        struct buf b = buf_new(arena);
        buf_z(&b, "series,t,y,k,m\n");
        for (int i = 0; i < 40; i++) {
            state = state * 1664525u + 1013904223u;
            buf_z(&b, pieces[(state >> 10) % LEN(pieces)]);
            buf_z(&b, i % 5 == 4 ? "\n" : ",");
        }
        struct diag *diag = diag_new(arena, LANG_JA);
        struct trend_data d = {0};
        const struct trend_columns c = {.count = round % 2 ? "k" : NULL,
                                        .base = round % 2 ? "m" : NULL};
        bool good = read_text(arena, diag, buf_text(&b), &c, &d);
        bad += good == diag_has_errors(diag);
        for (size_t i = 0; good && i < d.n; i++)
            for (size_t k = 0; k < d.series[i].n; k++)
                bad += !isfinite(d.series[i].points[k].t) ||
                       !isfinite(d.series[i].points[k].y) ||
                       !(d.series[i].step > 0);
        arena_reset(arena, mark);
    }
    is_int(bad, 0, "3,000 files of nonsense: read, or an error is said");
}

int main(void)
{
    struct arena *arena = arena_open();
    many(arena);
    cells(arena);
    columns(arena);
    steps(arena);
    nonsense(arena);
    arena_close(arena);
    return tap_done();
}
