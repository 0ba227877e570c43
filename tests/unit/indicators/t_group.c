/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Group verdicts and counts: the worked examples of 健康日本21（第二次）
 * 最終評価報告書, the mean of scores, the worst, and percentages that do and
 * do not add up.
 */
#include "indicators/group.h"
#include "tests/tap.h"

static struct arena *arena;

enum { A, B, B_BEHIND, C, D, E, CLASSES };

static const struct method_class kenko_classes[CLASSES] = {
    {.verdict = "A", .rule = CLASS_REACHED, .has_points = true, .points = 5},
    {.verdict = "B", .rule = CLASS_BETTER, .has_points = true, .points = 4},
    {.verdict = "B*",
     .rule = CLASS_BETTER_BEHIND,
     .has_points = true,
     .points = 4},
    {.verdict = "C", .rule = CLASS_SAME, .has_points = true, .points = 3},
    {.verdict = "D", .rule = CLASS_WORSE, .has_points = true, .points = 2},
    {.verdict = "E", .rule = CLASS_NONE}};

static const struct preset kenko = {.name = "kenko21",
                                    .classes = kenko_classes,
                                    .n_classes = CLASSES,
                                    .group = GROUP_POINTS};

static void points(void)
{
    static const struct {
        const char *what;
        int members[6], n;
        const char *verdict;
        size_t left_out;
    } rows[] = {
        {"D, B*, D: 2.7 is C", {D, B_BEHIND, D}, 3, "C", 0},
        {"A, B: 4.5 goes down, B", {A, B}, 2, "B", 0},
        {"A, B*: 4.5 goes down, B*", {A, B_BEHIND}, 2, "B*", 0},
        {"A, C: 4, but C is behind: B*", {A, C}, 2, "B*", 0},
        {"A, A, B: 4.67 goes up", {A, A, B}, 3, "A", 0},
        {"B, C: 3.5 goes down", {B, C}, 2, "C", 0},
        {"B, B, C: 3.67 goes up, C is behind", {B, B, C}, 3, "B*", 0},
        {"C, D: 2.5 goes down", {C, D}, 2, "D", 0},
        {"A, E: E is left out", {A, E}, 2, "A", 1},
        {"E alone", {E}, 1, "-", 1},
        {"nobody", {0}, 0, "-", 0},
        {"one", {B_BEHIND}, 1, "B*", 0},
    };
    for (size_t i = 0; i < LEN(rows); i++) {
        struct verdict members[6] = {0};
        for (int k = 0; k < rows[i].n; k++)
            members[k].class = &kenko_classes[rows[i].members[k]];
        struct group_verdict g =
            group_judge(&kenko, members, (size_t)rows[i].n);
        is_text(g.class ? g.class->verdict : "-", rows[i].verdict,
                rows[i].what);
        is_int((long long)g.left_out, (long long)rows[i].left_out,
               "  left out");
    }
}

static void rounding(void)
{
    static const struct {
        int num, den, whole;
    } rows[] = {{5, 2, 2},    {26, 10, 3}, {25, 10, 2},   {259, 100, 2},
                {8, 3, 3},    {0, 1, 0},   {-26, 10, -3}, {-5, 2, -2},
                {59, 100, 0}, {6, 10, 1}};
    for (size_t i = 0; i < LEN(rows); i++) {
        struct rational r = {0, 1};
        int whole = -1;
        ok(rational_make(rows[i].num, rows[i].den, &r) &&
               group_round(r, &whole) && whole == rows[i].whole,
           "五捨六入: the first decimal decides");
    }
}

static void means(void)
{
    struct method_class classes[] = {
        {.verdict = "achieved", .rule = CLASS_REACHED},
        {.verdict = "substantial", .mean = {true, false, decimal_of(25, 1)}},
        {.verdict = "moderate", .mean = {true, false, decimal_of(0, 0)}},
        {.verdict = "limited", .mean = {true, false, decimal_of(-25, 1)}},
        {.verdict = "deterioration", .mean = {true, false, decimal_of(-5, 0)}}};
    struct preset p = {
        .classes = classes, .n_classes = LEN(classes), .group = GROUP_MEAN};
    static const struct {
        double scores[2];
        int members[2];
        const char *verdict;
    } rows[] = {{{5, 5}, {0, 0}, "achieved"},
                {{5, 5}, {0, 1}, "substantial"},
                {{5, 0}, {0, 2}, "substantial"},
                {{5, -0.1}, {0, 3}, "moderate"},
                {{2, -2.2}, {1, 3}, "limited"},
                {{-2.5, -2.5}, {3, 3}, "limited"},
                {{-2.5, -2.6}, {3, 4}, "deterioration"},
                {{-5, -5}, {4, 4}, "deterioration"}};
    for (size_t i = 0; i < LEN(rows); i++) {
        struct verdict members[2] = {0};
        for (size_t k = 0; k < 2; k++) {
            members[k].class = &classes[rows[i].members[k]];
            members[k].score = component_real(rows[i].scores[k]);
        }
        struct group_verdict g = group_judge(&p, members, 2);
        is_text(g.class ? g.class->verdict : "-", rows[i].verdict, "mean");
        is_near(component_double(g.mean),
                (rows[i].scores[0] + rows[i].scores[1]) / 2, 1e-12, "  of two");
    }
    struct verdict one[2] = {{.class = &classes[1]}, {0}};
    struct group_verdict g = group_judge(&p, one, 2);
    ok(!g.class && g.left_out == 2, "no scores, no verdict");
    p.group = GROUP_WORST;
    struct verdict three[3] = {
        {.class = &classes[1]}, {.class = &classes[3]}, {.class = &classes[2]}};
    is_text(group_judge(&p, three, 3).class->verdict, "limited", "the worst");
    p.group = GROUP_NONE;
    ok(!group_judge(&p, three, 3).class, "no rule, no verdict");
}

/* ------------------------------------------------------------------ counts */

enum { ITEMS = 53 };

static struct group_counts count_items(const int (*of)[2], size_t n_of,
                                       struct group_count *rows, size_t extra)
{
    static struct verdict verdicts[64];
    static const struct verdict *members[64];
    static bool counted[64];
    size_t n = 0;
    for (size_t i = 0; i < n_of; i++)
        for (int k = 0; k < of[i][1]; k++, n++) {
            verdicts[n].class = &kenko_classes[of[i][0]];
            members[n] = &verdicts[n];
            counted[n] = true;
        }
    for (size_t i = 0; i < extra; i++, n++) {
        verdicts[n].class = &kenko_classes[A];
        members[n] = &verdicts[n];
        counted[n] = false;
    }
    return group_count(&kenko, members, counted, n, 1, rows);
}

static void kenko_counts(void)
{
    static const int of[][2] = {{A, 8},  {B, 8}, {B_BEHIND, 12},
                                {C, 14}, {D, 4}, {E, 7}};
    static const char *const percents[] = {"15.1", "15.1", "22.6",
                                           "26.4", "7.5",  "13.2"};
    struct group_count rows[CLASSES + 1];
    struct group_counts c = count_items(of, LEN(of), rows, 3);
    is_int((long long)c.n, ITEMS, "53 items");
    is_int((long long)c.repeated, 3, "再掲 are left out");
    is_int((long long)c.n_rows, CLASSES, "one row a class");
    for (size_t i = 0; i < LEN(percents); i++)
        is_text(decimal_text(arena, rows[i].percent), percents[i],
                kenko_classes[i].verdict);
    struct decimal both;
    ok(group_share(20, ITEMS, 1, &both), "B and B* together");
    is_text(decimal_text(arena, both), "37.7", "37.7 (15.1+22.6)");
    is_text(decimal_text(arena, c.sum), "99.9", "they add up to 99.9");
    ok(!c.adds_up, "and that is known");

    group_largest_remainder(&c, rows, 1);
    ok(c.adds_up, "largest remainder adds up");
    is_text(decimal_text(arena, rows[D].percent), "7.6",
            "D has the largest remainder");
    is_text(decimal_text(arena, rows[A].percent), "15.1", "A stays");
}

static void thirds(void)
{
    static const int of[][2] = {{A, 1}, {B, 1}, {C, 1}};
    struct group_count rows[CLASSES + 1];
    struct group_counts c = count_items(of, LEN(of), rows, 0);
    is_text(decimal_text(arena, c.sum), "99.9", "three thirds");
    group_largest_remainder(&c, rows, 1);
    is_text(decimal_text(arena, rows[A].percent), "33.4",
            "a tie goes to the earlier row");
    is_text(decimal_text(arena, rows[D].percent), "0.0", "nothing to nobody");
}

static void no_items(void)
{
    struct group_count rows[CLASSES + 1];
    struct group_counts c = count_items(NULL, 0, rows, 2);
    ok(c.n == 0 && !c.adds_up, "nothing to count");
    group_largest_remainder(&c, rows, 1);
    ok(c.n_rows == CLASSES, "and nothing to spread");
    static const struct verdict unjudged;
    const struct verdict *one = &unjudged;
    bool counts = true;
    c = group_count(&kenko, &one, &counts, 1, 1, rows);
    ok(c.n_rows == CLASSES + 1 && !rows[CLASSES].class && rows[CLASSES].n == 1,
       "what has no verdict has a row of its own");
}

int main(void)
{
    arena = arena_open();
    points();
    rounding();
    means();
    kenko_counts();
    thirds();
    no_items();
    arena_close(arena);
    return tap_done();
}
