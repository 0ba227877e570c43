/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/sentence_survey.h"

static const char *say(const struct speaker *s, enum word id)
{
    return word(s->style.lang, id);
}

static const char *fill(const struct speaker *s, enum word id, size_t n,
                        const char *const *args)
{
    return word_fill(s->arena, s->style.lang, id, n, args);
}

static const char *fill_1(const struct speaker *s, enum word id,
                          const char *arg)
{
    return fill(s, id, 1, &arg);
}

const char *sentence_survey_share(const struct speaker *s,
                                  const struct tabled_share *share)
{
    switch (share->state) {
    case TABLED_PRINTED:
        return publish_number(s->arena, s->style, share->percent);
    case TABLED_WITHHELD:
        return say(s, WORD_SURVEY_WITHHELD);
    case TABLED_MISSING:
        break;
    }
    return "―";
}

const char *sentence_survey_interval(const struct speaker *s,
                                     const struct tabled_share *share)
{
    if (share->state != TABLED_PRINTED || !share->has_interval)
        return "";
    return sentence_say(s, WORD_RANGE_CELL,
                        publish_number(s->arena, s->style, share->low),
                        publish_number(s->arena, s->style, share->high), NULL);
}

const char *sentence_survey_change(const struct speaker *s,
                                   const struct tabled_change *change)
{
    return change->known ? publish_change(s->arena, s->style, change->points)
                         : "";
}

const char *sentence_survey_count(const struct speaker *s, uint64_t n,
                                  bool withheld)
{
    return withheld ? say(s, WORD_SURVEY_WITHHELD)
                    : publish_number(s->arena, s->style,
                                     decimal_of((long long)n, 0));
}

const char *sentence_survey_n(const struct speaker *s, uint64_t n,
                              bool withheld)
{
    return fill_1(s, WORD_SURVEY_N, sentence_survey_count(s, n, withheld));
}

const char *sentence_survey_label(const struct speaker *s,
                                  const struct tabled_line *line)
{
    return *line->group ? line->label : say(s, WORD_SURVEY_WHOLE);
}

const char *sentence_survey_positive(const struct speaker *s,
                                     const struct survey_table *table)
{
    return *table->positive_label ? table->positive_label
                                  : say(s, WORD_SURVEY_POSITIVE);
}

const char *sentence_survey_period(const struct speaker *s,
                                   const struct plan_survey *survey)
{
    return publish_period(s->arena, s->style, survey->period, PERIOD_LONG);
}

/* What may be said of a change: it is there, or it may be chance. */
static const char *change_text(const struct speaker *s,
                               const struct survey_table *table,
                               const struct tabled_share *then,
                               const struct tabled_change *change)
{
    if (!change->known || !table->previous || change->se <= 0)
        return "";
    const char *args[] = {sentence_survey_period(s, table->previous),
                          sentence_survey_share(s, then),
                          sentence_survey_change(s, change),
                          sentence_p_of(s, change->p)};
    return fill(s,
                change->significant ? WORD_SURVEY_HEAD_CHANGED
                                    : WORD_SURVEY_HEAD_UNCHANGED,
                LEN(args), args);
}

static const char *positive_head(const struct speaker *s,
                                 const struct survey_table *table)
{
    const struct tabled_line *whole = &table->lines[0];
    const struct tabled_share *p = &whole->positive;
    if (p->state != TABLED_PRINTED)
        return "";
    const char *args[] = {sentence_survey_positive(s, table),
                          sentence_survey_share(s, p),
                          publish_number(s->arena, s->style, p->low),
                          publish_number(s->arena, s->style, p->high)};
    const char *head = fill(s,
                            p->has_interval ? WORD_SURVEY_HEAD_POSITIVE
                                            : WORD_SURVEY_HEAD_POSITIVE_BARE,
                            LEN(args), args);
    const char *change =
        change_text(s, table, &whole->positive_before, &whole->positive_change);
    bool gap = *change && s->style.lang == LANG_EN;
    return str_join(s->arena, head, gap ? " " : "", change, NULL);
}

/* The printed answer with the largest share among those not taken yet. */
static size_t next_largest(const struct survey_table *table, size_t taken)
{
    const struct tabled_share *shares = table->lines[0].shares;
    size_t best = table->n_answers;
    for (size_t i = 0; i < table->n_answers; i++)
        if (i != taken && shares[i].state == TABLED_PRINTED &&
            !table->answers[i].no_answer &&
            (best == table->n_answers || shares[i].share > shares[best].share))
            best = i;
    return best;
}

static const char *top_head(const struct speaker *s,
                            const struct survey_table *table)
{
    size_t n = table->n_answers;
    size_t first = next_largest(table, n);
    size_t second = first < n ? next_largest(table, first) : n;
    const struct tabled_share *shares = table->lines[0].shares;
    if (first == n)
        return "";
    const char *args[4] = {table->answers[first].label,
                           sentence_survey_share(s, &shares[first])};
    if (second == n)
        return fill(s, WORD_SURVEY_HEAD_TOP, 2, args);
    args[2] = table->answers[second].label;
    args[3] = sentence_survey_share(s, &shares[second]);
    return fill(s, WORD_SURVEY_HEAD_TOP_TWO, 4, args);
}

const char *sentence_survey_head(const struct speaker *s,
                                 const struct survey_table *table)
{
    return table->has_positive ? positive_head(s, table) : top_head(s, table);
}

/* -------------------------------------------------------------------- notes */

static enum word base_note(const struct survey_table *t)
{
    if (t->multi)
        return t->base_asked ? WORD_SURVEY_NOTE_MULTI_ASKED
                             : WORD_SURVEY_NOTE_MULTI_ANSWERED;
    return t->has_no_answer ? WORD_SURVEY_NOTE_SINGLE_IN
                            : WORD_SURVEY_NOTE_SINGLE_OUT;
}

static bool any_reference(const struct survey_table *t)
{
    for (size_t i = 0; i < t->n_lines; i++)
        if (t->lines[i].reference)
            return true;
    return false;
}

size_t sentence_survey_notes(const struct speaker *s,
                             const struct survey_table *t,
                             enum sentence_survey_place place, const char **out)
{
    const struct plan_surveys *all = s->plan->surveys;
    size_t n = 0;
    if (place != NOTES_OF_MULTI)
        out[n++] = say(s, base_note(t));
    if (t->has_mentions && place != NOTES_OF_MULTI)
        out[n++] = fill_1(s, WORD_SURVEY_NOTE_MENTIONS,
                          publish_number(s->arena, s->style, t->mentions));
    if (t->shows_withheld)
        out[n++] = fill_1(s, WORD_SURVEY_NOTE_WITHHELD,
                          str_count(s->arena, all->threshold));
    if (t->shows_withheld && !t->proven)
        out[n++] = say(s, WORD_SURVEY_NOTE_NOT_PROVEN);
    if (any_reference(t))
        out[n++] = fill_1(s, WORD_SURVEY_NOTE_REFERENCE,
                          str_count(s->arena, all->reference));
    if (!t->adds)
        out[n++] = say(s, WORD_SURVEY_NOTE_ROUNDED);
    if (t->previous && place != NOTES_OF_BARS)
        out[n++] = say(s, WORD_SURVEY_NOTE_CHANGE);
    for (size_t i = 0; i < t->n_remarks; i++)
        out[n++] = t->remarks[i];
    return n;
}
