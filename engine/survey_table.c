/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/survey_table.h"

#include "data/rational.h"
#include "engine/plan_surveys_int.h"
#include "indicators/stat_test.h"
#include <string.h>

/* One survey's half of a table that is being made. */
struct half {
    struct surveys_reader *s;
    const struct table_asking *asking;
    struct tabled_line *lines;
    size_t n, cap;
    const struct survey_table *table; /* answers, flags */
};

/* ------------------------------------------------------------------ answers */

static void add_answers_of_codes(struct arena *arena, struct survey_table *t,
                                 const struct codebook_variable *v)
{
    const struct variable_code *codes;
    size_t n = variable_codes(v->variable, &codes);
    struct tabled_answer *all = arena_make(arena, struct tabled_answer, n);
    for (size_t i = 0; i < n; i++) {
        bool given = codes[i].answer == ANSWER_GIVEN;
        if (!given && !codes[i].in_base)
            continue;
        all[t->n_answers++] =
            (struct tabled_answer){.code = codes[i].code,
                                   .label = codes[i].label,
                                   .no_answer = !given,
                                   .positive = codes[i].positive != NULL};
        t->has_no_answer |= !given;
    }
    t->answers = all;
}

static void add_answers_of_set(struct arena *arena, struct survey_table *t,
                               const struct codebook_set *set)
{
    struct tabled_answer *all = arena_make(arena, struct tabled_answer, set->n);
    for (size_t i = 0; i < set->n; i++)
        all[i] = (struct tabled_answer){
            .code = variable_name(set->members[i].chosen),
            .label = set->members[i].label};
    t->answers = all;
    t->n_answers = set->n;
}

/* A question without codes: whatever was answered. */
static void add_answers_found(struct arena *arena, struct survey_table *t,
                              const struct table_asking *a)
{
    const struct survey_answers *answers = &a->survey->survey.answers;
    struct tabled_answer *all =
        arena_make(arena, struct tabled_answer, answers->n);
    for (size_t i = 0; i < answers->n; i++)
        if (answers->rows[i].request == a->shares[0] &&
            answers->rows[i].category)
            all[t->n_answers++] =
                (struct tabled_answer){.code = answers->rows[i].category,
                                       .label = answers->rows[i].category};
    t->answers = all;
}

static void add_answers(struct arena *arena, struct survey_table *t,
                        const struct table_asking *a)
{
    if (a->set)
        add_answers_of_set(arena, t, a->set);
    else
        add_answers_of_codes(arena, t, a->variable);
    if (!t->n_answers)
        add_answers_found(arena, t, a);
}

/* ------------------------------------------------------------------- shares */

/* A share in per cent with one decimal. */
static bool percent_of(double share, const struct survey_exact *exact,
                       struct decimal *out)
{
    struct rational q;
    int128 num;
    struct decimal d;
    if (exact && exact->known)
        return int128_mul(exact->num, 100, &num) &&
               rational_make(num, exact->den, &q) &&
               rational_round(q, 1, ROUND_HALF_UP, out);
    return decimal_of_double(100 * share, 12, &d) &&
           decimal_round(d, 1, ROUND_HALF_UP, out);
}

static struct tabled_share share_of(const struct survey_row *row)
{
    struct tabled_share s = {.state = TABLED_MISSING, .reason = row->reason};
    s.count = row->count;
    s.exact = row->exact;
    if (!row->estimate.known ||
        !percent_of(row->estimate.x, &row->exact, &s.percent))
        return s;
    s.state = TABLED_PRINTED;
    s.share = row->estimate.x;
    s.has_se = row->se.known && row->df.known;
    s.se = row->se.x;
    s.df = row->df.x;
    s.has_interval = row->lower.known && row->upper.known &&
                     percent_of(row->lower.x, NULL, &s.low) &&
                     percent_of(row->upper.x, NULL, &s.high);
    return s;
}

/* An answer that nobody of the line gave. */
static struct tabled_share nobody(uint64_t n)
{
    return (struct tabled_share){.state = n ? TABLED_PRINTED : TABLED_MISSING,
                                 .reason = n ? GAP_NONE : GAP_EMPTY,
                                 .exact = {.known = n > 0, .num = 0, .den = 1},
                                 .percent = decimal_of(0, 1)};
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* The row of an answer in a line's domain, or NULL. */
static const struct survey_row *find_row(const struct survey_answers *answers,
                                         size_t request, const char *by,
                                         const char *category)
{
    for (size_t i = 0; i < answers->n; i++) {
        const struct survey_row *row = &answers->rows[i];
        bool share = row->what == ROW_SHARE || row->what == ROW_MULTI ||
                     row->what == ROW_PROPORTION;
        if (row->request == request && share &&
            same_text(row->by ? row->by[0] : NULL, by) &&
            same_text(row->category, category))
            return row;
    }
    return NULL;
}

/* -------------------------------------------------------------------- lines */

static void add_line(struct half *h, size_t of, const char *by)
{
    struct arena *arena = h->s->r->arena;
    const struct survey_table *t = h->table;
    const struct table_asking *a = h->asking;
    const struct survey_answers *answers = &a->survey->survey.answers;
    struct tabled_share *shares =
        arena_make(arena, struct tabled_share, t->n_answers);
    struct tabled_line line = {.group = of ? variable_name(a->by[of - 1]) : "",
                               .label =
                                   of ? variable_label(a->by[of - 1], by) : "",
                               .shares = shares};
    const struct survey_row **rows =
        arena_make(arena, const struct survey_row *, t->n_answers);
    for (size_t i = 0; i < t->n_answers; i++) {
        rows[i] = find_row(answers, a->shares[of], by, t->answers[i].code);
        if (rows[i] && rows[i]->n > line.n)
            line.n = rows[i]->n;
    }
    if (of && !line.n)
        return; /* nobody of the group was asked */
    for (size_t i = 0; i < t->n_answers; i++)
        shares[i] = rows[i] ? share_of(rows[i]) : nobody(line.n);
    if (a->positives) {
        const struct survey_row *row =
            find_row(answers, a->positives[of], by, "1");
        line.positive = row ? share_of(row) : nobody(line.n);
    }
    line.reference = line.n < h->s->reference;
    if (h->n == h->cap) {
        size_t cap = h->cap ? 2 * h->cap : 16;
        h->lines = arena_grow(arena, h->lines, h->n, cap, sizeof *h->lines);
        h->cap = cap;
    }
    h->lines[h->n++] = line;
}

/* The groups of one dividing variable, in its order. */
static void add_group(struct half *h, size_t of)
{
    const struct table_asking *a = h->asking;
    const struct survey_answers *answers = &a->survey->survey.answers;
    const char *last = NULL;
    for (size_t i = 0; i < answers->n; i++) {
        const struct survey_row *row = &answers->rows[i];
        if (row->request != a->shares[of] || !row->by || !row->by[0] ||
            same_text(row->by[0], last))
            continue;
        last = row->by[0];
        add_line(h, of, last);
    }
}

static struct half half_of(struct surveys_reader *s,
                           const struct table_asking *a,
                           const struct survey_table *table)
{
    struct half h = {.s = s, .asking = a, .table = table};
    add_line(&h, 0, NULL);
    for (size_t i = 1; i <= a->n_by; i++)
        add_group(&h, i);
    return h;
}

/* ------------------------------------------------------------------ changes */

/* The difference is that of the printed shares, as everywhere in a report. */
static struct tabled_change change_of(const struct tabled_share *now,
                                      const struct tabled_share *then)
{
    struct tabled_change c = {.p = 1};
    struct difference test;
    if (now->state != TABLED_PRINTED || then->state != TABLED_PRINTED ||
        !decimal_sub(now->percent, then->percent, &c.points))
        return c;
    c.known = true;
    if (now->has_se && then->has_se && now->df > 0 && then->df > 0 &&
        stat_difference((struct estimate_df){then->share, then->se, then->df},
                        (struct estimate_df){now->share, now->se, now->df},
                        0.95, &test) == STAT_OK) {
        c.se = test.se;
        c.p = test.p;
        c.significant = test.p <= 0.05;
    }
    return c;
}

static const struct tabled_line *line_like(const struct half *h,
                                           const struct tabled_line *line)
{
    for (size_t i = 0; i < h->n; i++)
        if (strcmp(h->lines[i].group, line->group) == 0 &&
            strcmp(h->lines[i].label, line->label) == 0)
            return &h->lines[i];
    return NULL;
}

/* Puts the earlier survey beside the later one, where it has the line. */
static void compare(const struct half *now, const struct half *then)
{
    size_t n = now->table->n_answers;
    for (size_t i = 0; i < now->n; i++) {
        struct tabled_line *line = &now->lines[i];
        const struct tabled_line *old = line_like(then, line);
        if (!old)
            continue;
        struct tabled_change *changes =
            arena_make(now->s->r->arena, struct tabled_change, n);
        for (size_t k = 0; k < n; k++)
            changes[k] = change_of(&line->shares[k], &old->shares[k]);
        line->has_before = true;
        line->before = old->shares;
        line->n_before = old->n;
        line->withheld_before = old->withheld;
        line->changes = changes;
        line->positive_before = old->positive;
        line->positive_change = change_of(&line->positive, &old->positive);
    }
}

/* -------------------------------------------------------------------- whole */

/* Do the printed shares of every line add to 100.0? */
static bool adds_up(const struct half *h)
{
    for (size_t i = 0; !h->table->multi && i < h->n; i++) {
        struct decimal sum = decimal_of(0, 1);
        bool whole = true;
        for (size_t k = 0; k < h->table->n_answers; k++) {
            whole &= h->lines[i].shares[k].state == TABLED_PRINTED;
            (void)decimal_add(sum, h->lines[i].shares[k].percent, &sum);
        }
        if (whole && decimal_compare(sum, decimal_of(1000, 1)) != 0)
            return false;
    }
    return true;
}

/* Is there a mark for a withheld share in what the page shows: of the
 * earlier survey the top group, and the answers of several? */
static bool shows_withheld(const struct half *h)
{
    for (size_t i = 0; i < h->n; i++) {
        const struct tabled_line *l = &h->lines[i];
        bool found = l->positive.state == TABLED_WITHHELD ||
                     l->positive_before.state == TABLED_WITHHELD;
        for (size_t k = 0; k < h->table->n_answers; k++)
            found |= l->shares[k].state == TABLED_WITHHELD ||
                     (h->table->multi && l->has_before && i == 0 &&
                      l->before[k].state == TABLED_WITHHELD);
        if (found)
            return true;
    }
    return false;
}

static void add_mentions(struct survey_table *t, const struct table_asking *a)
{
    const struct survey_answers *answers = &a->survey->survey.answers;
    for (size_t i = 0; i < answers->n; i++) {
        const struct survey_row *row = &answers->rows[i];
        if (row->request == a->shares[0] && row->what == ROW_MENTIONS &&
            row->estimate.known)
            t->has_mentions =
                percent_of(row->estimate.x, &row->exact, &t->mentions);
    }
}

static void describe(struct survey_table *t, const struct table_asking *a)
{
    if (a->set) {
        t->multi = true;
        t->question = a->set->text;
        t->sensitive = a->set->disclosure == DISCLOSURE_SENSITIVE;
        t->base_asked = a->set->base == CODEBOOK_BASE_ASKED;
        add_mentions(t, a);
        return;
    }
    t->question = a->variable->text;
    t->sensitive = a->variable->disclosure == DISCLOSURE_SENSITIVE;
    t->ordered = a->variable->type == CODEBOOK_LIKERT;
    t->has_positive = a->variable->positive != NULL;
    t->positive_label = a->variable->positive_label;
}

struct survey_table survey_table_make(struct surveys_reader *s,
                                      const struct draft_table *draft)
{
    struct survey_table t = draft->table;
    t.positive_label = "";
    describe(&t, &draft->now);
    add_answers(s->r->arena, &t, &draft->now);
    struct half now = half_of(s, &draft->now, &t);
    t.proven = true;
    survey_guard(s, &t, now.lines, now.n, &t.proven);
    if (draft->before.survey) {
        struct half then = half_of(s, &draft->before, &t);
        survey_guard(s, &t, then.lines, then.n, &t.proven);
        compare(&now, &then);
    }
    t.lines = now.lines;
    t.n_lines = now.n;
    t.adds = adds_up(&now);
    t.shows_withheld = shows_withheld(&now);
    return t;
}
