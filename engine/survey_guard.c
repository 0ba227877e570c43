/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The disclosure guard of survey tables: marks what must not be printed.
 * disclose_survey.h decides and proves; this file hands it every group of
 * lines with the whole sample, and carries its verdicts back.
 */
#include "engine/plan_surveys_int.h"
#include "indicators/disclose_survey.h"
#include <string.h>

static void withhold(struct tabled_share *s, size_t *withheld)
{
    if (s->state == TABLED_WITHHELD)
        return;
    s->state = TABLED_WITHHELD;
    ++*withheld;
}

static void withhold_line(const struct survey_table *t,
                          struct tabled_line *line, size_t *withheld)
{
    line->withheld = true;
    for (size_t k = 0; k < t->n_answers; k++)
        withhold(&line->shares[k], withheld);
    if (t->has_positive)
        withhold(&line->positive, withheld);
}

/* The verdicts of one row of a result on the line that it stands for. */
static void apply(const struct survey_table *t,
                  const struct disclose_survey_result *r, size_t row,
                  struct tabled_line *line, size_t *withheld)
{
    if (r->row[row] == DISCLOSE_ROW_WITHHELD)
        withhold_line(t, line, withheld);
    for (size_t k = 0; k < t->n_answers; k++)
        if (r->table.cells[row * r->columns + k].verdict != DISCLOSE_PUBLISH)
            withhold(&line->shares[k], withheld);
}

/* Where no safe pattern is known, all small counts go at least. */
static void apply_threshold(const struct survey_table *t, unsigned threshold,
                            struct tabled_line *line, size_t *withheld)
{
    if (line->n && line->n < threshold)
        withhold_line(t, line, withheld);
    for (size_t k = 0; k < t->n_answers; k++)
        if (line->shares[k].count && line->shares[k].count < threshold)
            withhold(&line->shares[k], withheld);
}

/* Lines first..first+n-1 are the groups of one variable; line 0 is the whole
 * sample, and the only line where n is 0. */
static void guard_group(struct surveys_reader *s, const struct survey_table *t,
                        struct tabled_line *lines, size_t first, size_t n,
                        size_t *withheld, bool *proven)
{
    struct arena *arena = s->r->arena;
    size_t domains = n ? n : 1, from = n ? first : 0;
    int64_t *counts = arena_make(arena, int64_t, domains * t->n_answers);
    int64_t *bases = arena_make(arena, int64_t, domains);
    int64_t *whole = arena_make(arena, int64_t, t->n_answers);
    bool *harmless = arena_make(arena, bool, t->n_answers);
    for (size_t k = 0; k < t->n_answers; k++) {
        whole[k] = (int64_t)lines[0].shares[k].count;
        harmless[k] = t->answers[k].no_answer;
        for (size_t i = 0; i < domains; i++)
            counts[i * t->n_answers + k] =
                (int64_t)lines[from + i].shares[k].count;
    }
    for (size_t i = 0; i < domains; i++)
        bases[i] = (int64_t)lines[from + i].n;
    struct disclose_survey_result r = disclose_survey_protect(
        arena, &(struct disclose_survey){.domains = domains,
                                         .answers = t->n_answers,
                                         .counts = counts,
                                         .bases = bases,
                                         .multiple = t->multi,
                                         .whole_known = n > 0,
                                         .whole = n ? whole : NULL,
                                         .whole_base = (int64_t)lines[0].n,
                                         .harmless = harmless,
                                         .zeros_sensitive = t->sensitive,
                                         .threshold = s->threshold,
                                         .reference = s->reference});
    *proven &= r.table.status == DISCLOSE_SAFE;
    for (size_t i = 0; i < domains; i++) {
        if (r.row && r.table.cells)
            apply(t, &r, i, &lines[from + i], withheld);
        else
            apply_threshold(t, s->threshold, &lines[from + i], withheld);
    }
    if (n && r.row && r.table.cells && r.whole != DISCLOSE_NO_CELL)
        apply(t, &r, r.whole, &lines[0], withheld);
}

/* The top group is not printed where one of its answers is not. */
static void guard_positive(const struct survey_table *t,
                           struct tabled_line *line, size_t *withheld)
{
    for (size_t k = 0; t->has_positive && k < t->n_answers; k++)
        if (t->answers[k].positive && line->shares[k].state == TABLED_WITHHELD)
            withhold(&line->positive, withheld);
}

void survey_guard(struct surveys_reader *s, const struct survey_table *t,
                  struct tabled_line *lines, size_t n, bool *proven)
{
    size_t withheld = 0, groups = 0;
    bool whole_before = false;
    if (s->threshold < 2)
        return;
    for (size_t first = 1, len; first < n || !groups; first += len, groups++) {
        len = 0;
        while (first + len < n &&
               strcmp(lines[first].group, lines[first + len].group) == 0)
            len++;
        size_t before = withheld;
        guard_group(s, t, lines, first, len, &withheld, proven);
        /* what one group hides of the whole sample another may show */
        whole_before |= groups && before != withheld && lines[0].withheld;
    }
    *proven &= !whole_before;
    for (size_t i = 0; i < n; i++)
        guard_positive(t, &lines[i], &withheld);
}
