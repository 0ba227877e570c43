/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * shihyo assess: assessment methods on any CSV file, side by side.
 */
#include "engine/commands.h"

#include "engine/assess_figure.h"
#include "engine/assess_judge.h"
#include <string.h>

enum {
    OPT_METHODS,
    OPT_AS_OF,
    OPT_SCHEME,
    OPT_FORMAT,
    OPT_COUNTS,
    OPT_GROUPS,
    OPT_REMAINDER,
    OPT_FIGURE
};

static const struct option_row rows[] = {
    {OPT_METHODS,
     "--methods",
     NULL,
     "LIST",
     NULL,
     {"評価方法（カンマ区切り、省略時は all）",
      "methods, divided by commas (default: all)"}},
    {OPT_AS_OF,
     "--as-of",
     NULL,
     "FY",
     NULL,
     {"評価年度（それより後の値は使わない）",
      "evaluation year; later values are left out"}},
    {OPT_SCHEME,
     "--scheme",
     NULL,
     "FILE.xml",
     NULL,
     {"自分の評価の基準（書き方は shihyo-method(5)）",
      "own rating scheme, see shihyo-method(5)"}},
    {OPT_FORMAT,
     "--format",
     NULL,
     "FORM",
     "csv|table",
     {"結果の形式（省略時は csv）", "form of the result (default: csv)"}},
    {OPT_COUNTS,
     "--counts",
     NULL,
     NULL,
     NULL,
     {"判定ごとの数を出す（再掲を除く）",
      "how many got which verdict, repeated items left out"}},
    {OPT_GROUPS,
     "--groups",
     NULL,
     NULL,
     NULL,
     {"区分のある指標には全体の判定も出す",
      "also one verdict for an id with several segments"}},
    {OPT_REMAINDER,
     "--largest-remainder",
     NULL,
     NULL,
     NULL,
     {"割合の合計が100になるように端数を配分する",
      "make the percentages of --counts add up to 100"}},
    {OPT_FIGURE,
     "--figure",
     NULL,
     "FILE.svg",
     NULL,
     {"同じ表を図としても書き出す", "the same table as a figure, too"}},
};

struct request {
    const char *methods, *as_of, *scheme, *figure;
    bool table, counts, groups, remainder;
};

static struct request request_of(const struct options *options)
{
    struct request q = {.methods = "all"};
    for (size_t i = 0; i < options->n_given; i++) {
        const struct given *g = &options->given[i];
        switch (g->id) {
        case OPT_METHODS:
            q.methods = g->value;
            break;
        case OPT_AS_OF:
            q.as_of = g->value;
            break;
        case OPT_SCHEME:
            q.scheme = g->value;
            break;
        case OPT_FORMAT:
            q.table = g->choice == 1;
            break;
        case OPT_COUNTS:
            q.counts = true;
            break;
        case OPT_GROUPS:
            q.groups = true;
            break;
        case OPT_FIGURE:
            q.figure = g->value;
            break;
        default:
            q.remainder = true;
        }
    }
    return q;
}

static bool read_as_of(struct run *run, const char *text, int *year)
{
    struct finding f;
    struct period_any at;
    *year = text ? assess_csv_year(text, &at, &f) : 0;
    if (!text || *year)
        return true;
    diag_add(run->diag, MSG_AS_OF, (struct place){0}, text, NULL);
    return false;
}

static int assess_file(const struct options *options)
{
    struct run run = run_start(options);
    struct request q = request_of(options);
    struct presets all, chosen;
    struct assess_cases cases;
    const char *said = "";
    int as_of;
    bool good = presets_read(run.arena, run.diag, q.scheme, &all) &&
                presets_select(run.arena, run.diag, &all, q.methods, &chosen);
    good = read_as_of(&run, q.as_of, &as_of) && good;
    if (good && assess_csv_read(run.arena, run.diag, options->operands[0],
                                as_of, &cases)) {
        struct assess_results results = {
            .arena = run.arena,
            .lang = options->lang,
            .cases = &cases,
            .presets = &chosen,
            .items = assess_judge(run.arena, run.diag, &cases, &all, &chosen),
            .groups = q.groups,
            .largest_remainder = q.remainder};
        if (q.figure)
            assess_figure(run.diag, &results, options->tone, q.figure);
        said = q.counts  ? assess_out_counts(&results)
               : q.table ? assess_out_table(&results)
                         : assess_out_csv(&results);
    }
    return run_finish(&run, said);
}

const struct command command_assess = {
    .name = "assess",
    .takes = "FILE.csv",
    .least = 1,
    .most = 1,
    .own = {rows, LEN(rows)},
    .run = assess_file,
    .what = {"CSVの系列を、いくつもの評価方法で並べて判定する",
             "judge the series of a CSV file by many methods, side by side"}};
