/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What tables of a survey say in both languages; the numbers are those of the
 * invented survey's report.
 */
#include "engine/run.h"
#include "engine/sentence_survey.h"
#include "tests/tap.h"

struct said {
    const char *table, *head, *interval;
};

static void says(enum lang lang, const struct said *said, size_t n)
{
    struct options options = {
        .plan = "data/plans/example-survey", .lang = lang, .era = -1};
    struct run run = run_start(&options);
    ok(run_evaluate(&run), options.plan);
    for (size_t i = 0; i < n; i++) {
        const struct survey_table *t =
            plan_survey_table(run.plan, said[i].table);
        ok(t != NULL, said[i].table);
        if (!t)
            continue;
        is_text(sentence_survey_head(&run.speaker, t), said[i].head,
                "the head of the table");
        is_text(sentence_survey_interval(&run.speaker, &t->lines[0].positive),
                said[i].interval, "the interval in a cell");
    }
    (void)run_finish(&run, "");
}

static void numbers_of_p(void)
{
    static const struct {
        double p;
        const char *ja, *en;
    } rows[] = {
        {0.0004, "＝0.001未満", "< 0.001"}, {0.0005, "＝0.001", "= 0.001"},
        {0.0174, "＝0.017", "= 0.017"},     {0.0499, "＝0.050", "= 0.050"},
        {0.4437, "＝0.44", "= 0.44"},       {1, "＝1.00", "= 1.00"}};
    struct arena *arena = arena_open();
    struct speaker s = {.arena = arena};
    for (size_t i = 0; i < LEN(rows); i++) {
        s.style.lang = LANG_JA;
        is_text(sentence_p_of(&s, rows[i].p), rows[i].ja, "p in Japanese");
        s.style.lang = LANG_EN;
        is_text(sentence_p_of(&s, rows[i].p), rows[i].en, "p in English");
    }
    arena_close(arena);
}

int main(void)
{
    static const struct said ja[] = {
        {"q1-wave",
         "「好き（計）」は69.2％（95％区間 "
         "67.1～71.3）。令和元年度の62.1％から＋7.1ポイント"
         "で、差は有意（p＝0.001未満）。",
         "67.1～71.3"}};
    static const struct said en[] = {
        {"q1-wave",
         "好き（計）: 69.2% (95% interval 67.1 to 71.3). +7.1 points from "
         "62.1% "
         "in R1, a significant change (p < 0.001).",
         "67.1–71.3"},
        {"q3",
         "満足（計）: 53.1% (95% interval 51.8 to 54.3). −0.6 points from "
         "53.7% "
         "in R1, within sampling error (p = 0.44).",
         "51.8–54.3"}};
    says(LANG_JA, ja, LEN(ja));
    says(LANG_EN, en, LEN(en));
    numbers_of_p();
    return tap_done();
}
