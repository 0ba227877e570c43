/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a survey was made, and what contradicts itself in it.
 */
#include "data/metadata.h"
#include "tests/tap.h"

#define HEADER "調査,対象,母集団の大きさ,配布数,有効回収数,回収率,開始,終了\n"

struct trial {
    struct arena *arena;
    struct diag *diag;
    const struct metadata *metadata;
};

static struct trial read(const char *rows)
{
    struct trial t = {.arena = arena_open()};
    t.diag = diag_new(t.arena, LANG_EN);
    const char *text = str_join(t.arena, HEADER, rows, NULL);
    struct source *source = source_of_text(t.arena, "m.csv", text);
    const struct csv *csv = csv_read(t.arena, t.diag, source, NULL);
    t.metadata = csv ? metadata_read(t.arena, t.diag, csv) : NULL;
    return t;
}

static void is_said(const char *rows, const char *expected)
{
    struct trial t = read(rows);
    const char *said = diag_render(t.diag);
    bool good = *expected ? !t.metadata && strstr(said, expected)
                          : t.metadata && diag_size(t.diag) == 0;
    if (!ok(good, *expected ? expected : rows))
        printf("# %s\n", said);
    arena_close(t.arena);
}

static void test_sample(void)
{
    struct trial t =
        read("2024,小学生の保護者,\"98,412人\",\"12,000\",\"6,141件\","
             "51.2％,2024-10-01,2024-10-31\n"
             "2019,,,,,,,\n");
    const struct sample_metadata *s =
        t.metadata ? metadata_find(t.arena, t.metadata, "２０２４") : NULL;
    if (!ok(s && t.metadata->n == 2, "two surveys"))
        printf("# %s\n", diag_render(t.diag));
    if (!s)
        return;
    is_text(s->target, "小学生の保護者", "its target");
    is_text(decimal_text(t.arena, s->population.value), "98412", "a count");
    is_text(s->rate.published, "51.2％", "as published");
    is_text(s->title, "", "a column that is absent");
    ok(s->begins && s->from.month == 10 && s->to.day == 31, "its days");
    ok(!t.metadata->samples[1].rate.known, "what is not said is not known");
    ok(metadata_check_rows(t.arena, t.diag, s, 6141) &&
           metadata_check_rows(t.arena, t.diag, &t.metadata->samples[1], 7),
       "the rows of the data");
    ok(!metadata_check_rows(t.arena, t.diag, s, 6140), "one too few");
    ok(strstr(diag_render(t.diag), "2:34: error[E1485]: valid responses differ "
                                   "from the rows of the data: '6,141件' (the "
                                   "data have 6140)"),
       "is said at the count");
    arena_close(t.arena);
}

static void test_example(void)
{
    struct arena *arena = arena_open();
    struct diag *diag = diag_new(arena, LANG_EN);
    const struct source_request request = {.dir = "data/plans/example-survey",
                                           .path = "metadata.csv",
                                           .is_csv = true};
    struct source *source = source_read(arena, diag, &request);
    const struct csv *csv = source ? csv_read(arena, diag, source, NULL) : NULL;
    const struct metadata *m = csv ? metadata_read(arena, diag, csv) : NULL;
    ok(m && m->n == 2 && diag_size(diag) == 0, "the shipped example");
    ok(m && metadata_check_rows(arena, diag, &m->samples[0], 6087) &&
           metadata_check_rows(arena, diag, &m->samples[1], 6141),
       "has the rows that it tells of");
    arena_close(arena);
}

int main(void)
{
    test_sample();
    test_example();
    is_said("a,,,1000,615,61.5,,\n", "");
    is_said("a,,,1000,615,62,,\n", "");
    is_said("a,,,1000,6155,,,\n", "2:10: error[E1484]: '有効回収数' (6155) "
                                  "exceeds '配布数' (1000)");
    is_said("a,,900,1000,615,,,\n", "'配布数' (1000) exceeds '母集団の大きさ'");
    is_said("a,,,1000,615,61.4,,\n",
            "2:14: error[E1483]: response rate does not agree: '61.4' (615 / "
            "1000 = 61.5%)");
    is_said("a,,,1000,615,61,,\n", "= 62%");
    is_said("a,,,0,0,1,,\n", "");
    is_said("a,,,1000.5,,,,\n", "error[E0301]");
    is_said("a,,,-5,,,,\n", "error[E0301]");
    is_said("a,,,,,,2024-10-31,2024-10-01\n", "error[E1489]");
    is_said("a,,,,,,2024-02-30,\n", "error[E0408]");
    is_said("a,,,,,,,\na,,,,,,,\n", "3:1: error[E1473]");
    is_said(",対象,,,,,,\n", "2:1: error[E0414]");
    return tap_done();
}
