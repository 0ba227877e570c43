/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Methods in plans: the two series of Sapporo city's plan of 平成27 with the
 * verdicts that other people's methods give them (達成率 89.9 and 67.9 ％, 進捗
 * 率 20.8 and -68.5 ％, S = 6 p = .36, S = -13 p = .017 ...), the standard
 * errors of the invented survey, and the sentences.
 */
#include "engine/figures_verdicts.h"
#include "engine/sentence_verdicts.h"
#include "tests/tap.h"

static struct run evaluate(const char *plan, enum lang lang,
                           struct options *options)
{
    *options = (struct options){.plan = plan, .lang = lang, .era = -1};
    struct run run = run_start(options);
    ok(run_evaluate(&run), plan);
    return run;
}

static const struct assess_result *cell(const struct run *run, size_t row,
                                        const char *method)
{
    const struct presets *chosen = &run->verdicts->declared->chosen;
    for (size_t k = 0; k < chosen->n; k++)
        if (strcmp(chosen->items[k].name, method) == 0)
            return &run->verdicts->rows[row].cells[k];
    ok(false, method);
    return NULL;
}

static void check(const struct run *run, size_t row, const char *method,
                  const char *verdict, const char *printed)
{
    const struct assess_result *c = cell(run, row, method);
    is_text(assess_out_word(c), verdict, method);
    is_text(
        sentence_verdict_number(run->arena, run->speaker.style, &c->verdict),
        printed, method);
}

static void sapporo(void)
{
    struct options options;
    struct run run = evaluate("data/plans/sapporo-2015", LANG_JA, &options);
    const struct verdicts *v = run.verdicts;
    static const char *const rows[][5] = {
        {"achievement", "not_met", "89.9％", "not_met", "67.9％"},
        {"progress", "towards_target", "20.8％", "away_from_target", "▲68.5％"},
        {"schedule", "behind_line", "0.25", "away_from_target", "▲0.82"},
        {"cagr-statcan", "limited_progress", "26.2％", "deterioration",
         "▲96.4％"},
        {"un2023", "2", "0.251", "1", "▲0.808"},
        {"dns", "cloud", "94.7％", "storm", "108.1％"},
        {"hp2030", "improving", "20.8％", "getting_worse", "▲16.1％"},
        {"kenko21", "C", "3.1％", "D", "▲16.1％"},
        {"nagayo", "A", "3.1％", "C", "▲16.1％"},
        {"trend", "not_established", "S＝6、p＝0.36", "worsening",
         "S＝▲13、p＝0.017"}};
    is_int((long long)v->n_rows, 2, "two segments");
    for (size_t i = 0; i < LEN(rows); i++) {
        check(&run, 0, rows[i][0], rows[i][1], rows[i][2]);
        check(&run, 1, rows[i][0], rows[i][3], rows[i][4]);
    }
    ok(v->rows[0].differs && v->rows[1].differs && v->n_differ == 2,
       "the methods contradict each other");
    is_int((long long)v->n_counts, 1, "counted by the one of group");
    is_int((long long)v->counts[0].counts.n, 2, "both of them");
    ok(v->n_groups == 1 && v->groups[0].of == VERDICTS_PLAN &&
           strcmp(v->groups[0].result.class->verdict, "D") == 0,
       "C and D: 2.5 is rounded down to D");
    is_text(
        sentence_verdict_row(&run, &v->rows[0]),
        "当初から改善したが、目標には届かない見込み（達成の確率は5％未満）。"
        "10の方法の判定は順調・改善2、未達・遅れ6、変化なし2に分かれる。",
        "the sentence of the first");
    is_text(sentence_difficulty(&run.speaker, &v->rows[0]),
            "目標には年＋7.60ポイントの変化が必要で、これまで（年＋0.71ポイン"
            "ト）の10.6倍。",
            "and its difficulty");
    is_text(sentence_detect(&run.speaker, &v->rows[0]), "",
            "no survey, nothing on its size");
    ok(run_finish(&run, "") == EXIT_DONE, "no error");
}

static void survey(void)
{
    struct options options;
    struct run run = evaluate("data/plans/example-survey", LANG_EN, &options);
    const struct verdicts *v = run.verdicts;
    size_t tested = 0;
    for (size_t i = 0; i < v->n_rows; i++) {
        const struct verdict_row *row = &v->rows[i];
        const struct assess_result *c = cell(&run, i, "kenko21");
        struct detection d;
        if (!row->assessment->test.known)
            continue; /* a count: no standard errors */
        tested++;
        ok(method_has_note(&c->verdict, NOTE_TESTED) &&
               !method_has_note(&c->verdict, NOTE_GUIDE),
           "standard errors flow in: tested, not guessed");
        is_near(component_double(c->verdict.p), row->assessment->test.p, 1e-12,
                "the test of the method is that of the card");
        ok(sentence_detection(row, &d) && d.possible && d.n > 10 &&
               *sentence_detect(&run.speaker, row),
           "how many answers it takes");
    }
    is_int((long long)tested, 3, "three segments have two surveys each");
    (void)run_finish(&run, "");
}

static void senses(void)
{
    struct method_class class[SENSE_COUNT];
    struct assess_result cells[4];
    size_t n[SENSE_COUNT];
    for (int i = 0; i < SENSE_COUNT; i++)
        class[i] = (struct method_class){.sense = (enum verdict_sense)i};
    static const struct {
        int sense[4]; /* -1: no verdict */
        bool differs;
    } rows[] = {{{SENSE_REACHED, SENSE_ON_TRACK, SENSE_NONE, -1}, false},
                {{SENSE_BEHIND, SENSE_BEHIND, -1, -1}, false},
                {{SENSE_BEHIND, SENSE_ON_TRACK, -1, -1}, true},
                {{SENSE_SAME, SENSE_WORSE, -1, -1}, true},
                {{SENSE_SAME, SENSE_NONE, SENSE_SAME, -1}, false},
                {{-1, -1, -1, -1}, false}};
    for (size_t i = 0; i < LEN(rows); i++) {
        for (size_t k = 0; k < 4; k++) {
            int sense = rows[i].sense[k];
            cells[k] = (struct assess_result){
                .verdict.class = sense < 0 ? NULL : &class[sense]};
        }
        ok(verdicts_compare(cells, 4, n) == rows[i].differs,
           "do they contradict each other?");
        size_t sum = 0;
        for (int s = 0; s < SENSE_COUNT; s++)
            sum += n[s];
        is_int((long long)sum, 4, "every verdict is counted once");
    }
    ok(verdicts_by_method(2, 10) && !verdicts_by_method(5, 10) &&
           !verdicts_by_method(3, 3),
       "few segments stand as columns");
}

/* The figure shows what the table says, segment by segment. */
static void figure(void)
{
    struct options options;
    struct run run =
        evaluate("tests/cases/plan-assessment/plan", LANG_JA, &options);
    const struct verdicts *v = run.verdicts;
    struct verdicts_shown shown[16];
    for (size_t i = 0; i < v->n_rows; i++) {
        shown[i] = (struct verdicts_shown){
            .group = "", .head = {"x", ""}, .cells = v->rows[i].cells};
        shown[i].differs = verdicts_compare(
            shown[i].cells, v->declared->chosen.n, shown[i].by_sense);
        ok(shown[i].differs == v->rows[i].differs, "one rule for both");
    }
    struct figure_verdicts f = figures_verdicts_grid(
        run.arena, run.speaker.style, &v->declared->chosen, shown, v->n_rows);
    ok(f.sum_column && f.n_lines == v->n_rows &&
           f.n_columns == v->declared->chosen.n + 1,
       "many segments are lines");
    for (size_t i = 0; i < v->n_rows; i++)
        for (size_t k = 0; k + 1 < f.n_columns; k++)
            is_text(f.lines[i].cells[k].word,
                    sentence_verdict(LANG_JA, &v->rows[i].cells[k]),
                    "the word of the table");
    size_t by_hand = 0;
    for (size_t i = 0; i < v->n_rows; i++)
        for (size_t k = 0; k + 1 < f.n_columns; k++)
            by_hand += *f.lines[i].cells[k].hand != '\0';
    is_int((long long)by_hand, (long long)v->n_overridden, "set by hand");
    (void)run_finish(&run, "");
}

int main(void)
{
    sapporo();
    survey();
    senses();
    figure();
    return tap_done();
}
