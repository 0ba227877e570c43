/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/sentence_schedule.h"

static const char *fill(const struct speaker *s, enum word id, const char *a,
                        const char *b, const char *c, const char *d)
{
    const char *args[] = {a, b, c, d};
    return word_fill(s->arena, s->style.lang, id, LEN(args), args);
}

static const char *year(const struct speaker *s,
                        const struct schedule_head *head)
{
    return publish_period(s->arena, s->style, head->period, PERIOD_LONG);
}

/* A count with its unit as written: 5人, 2～12歳. */
static const char *count(const struct speaker *s,
                         const struct phrase_item *item)
{
    const char *low = publish_number(s->arena, s->style, item->low);
    if (item->shape == PHRASE_NUMBER)
        return str_join(s->arena, low, item->unit, NULL);
    return str_join(s->arena, low, "～",
                    publish_number(s->arena, s->style, item->high), item->unit,
                    NULL);
}

/* 心理, 課長級（通年）; followed by a blank where it is not empty. */
static const char *name(const struct speaker *s, const struct phrase_item *item)
{
    const char *frequency =
        *item->frequency ? str_join(s->arena, "（", item->frequency, "）", NULL)
                         : "";
    bool any = *item->name || *frequency;
    return str_join(s->arena, item->name, frequency, any ? " " : "", NULL);
}

static const char *parts(const struct speaker *s,
                         const struct schedule_finding *f)
{
    static const enum word words[] = {[SCHEDULE_CHANGE] = WORD_YEARLY_CHANGE,
                                      [SCHEDULE_ADDED] = WORD_YEARLY_ADDED,
                                      [SCHEDULE_LOST] = WORD_YEARLY_LOST,
                                      [SCHEDULE_WIDER] = WORD_YEARLY_WIDER,
                                      [SCHEDULE_NARROWER] =
                                          WORD_YEARLY_NARROWER};
    enum word id = words[f->rule];
    if (f->rule == SCHEDULE_CHANGE && decimal_sign(f->computed) == 0)
        id = WORD_YEARLY_SAME;
    const struct phrase_item *item = f->new ? f->new : f->old;
    return fill(s, id, name(s, item), f->old ? count(s, f->old) : "",
                f->new ? count(s, f->new) : "",
                publish_change(s->arena, s->style, f->computed));
}

static const char *slip(const struct speaker *s,
                        const struct schedule_finding *f)
{
    const char *state = f->before->phrase.state->word;
    uint64_t years = (uint64_t)(f->years < 0 ? -f->years : f->years);
    return fill(s,
                f->years > 0   ? WORD_YEARLY_LATER
                : f->years < 0 ? WORD_YEARLY_EARLIER
                               : WORD_YEARLY_ON_TIME,
                state, year(s, f->before_column), year(s, f->after_column),
                str_count(s->arena, years));
}

static const char *sums(const struct speaker *s,
                        const struct schedule_finding *f)
{
    enum word id =
        f->rule == SCHEDULE_SUM_OPEN ? WORD_YEARLY_SUM_OPEN
        : f->rule == SCHEDULE_STOCK
            ? (f->agrees ? WORD_YEARLY_STOCK : WORD_YEARLY_STOCK_DIFFERS)
            : (f->agrees ? WORD_YEARLY_SUM : WORD_YEARLY_SUM_DIFFERS);
    return str_join(s->arena, name(s, f->new),
                    fill(s, id, f->formula, f->after->phrase.published,
                         publish_number(s->arena, s->style, f->computed), ""),
                    NULL);
}

static const char *last_word(const struct speaker *s,
                             const struct schedule_finding *f)
{
    if (f->agrees)
        return "";
    return fill(s, f->like ? WORD_YEARLY_WORD_LIKE : WORD_YEARLY_WORD,
                f->after->phrase.published, f->before->phrase.published,
                f->like ? year(s, f->like) : "", "");
}

/* Two cells of one year, in two plans. */
static const char *same_year(const struct speaker *s,
                             const struct schedule_finding *f, enum word id)
{
    return fill(s, id, year(s, f->before_column), f->before->phrase.published,
                f->after->phrase.published, "");
}

const char *sentence_schedule(const struct speaker *s,
                              const struct schedule_finding *f)
{
    switch (f->rule) {
    case SCHEDULE_SUM:
    case SCHEDULE_SUM_OPEN:
    case SCHEDULE_STOCK:
        return sums(s, f);
    case SCHEDULE_WORD:
        return last_word(s, f);
    case SCHEDULE_CHANGE:
    case SCHEDULE_ADDED:
    case SCHEDULE_LOST:
    case SCHEDULE_WIDER:
    case SCHEDULE_NARROWER:
        return parts(s, f);
    case SCHEDULE_SLIP:
        return slip(s, f);
    case SCHEDULE_NOT_REACHED:
        return fill(s, WORD_YEARLY_NOT_REACHED, f->before->phrase.state->word,
                    year(s, f->before_column), "", "");
    case SCHEDULE_CONFLICT:
        return same_year(s, f, WORD_YEARLY_CONFLICT);
    case SCHEDULE_AGAINST:
        return same_year(s, f,
                         f->agrees ? WORD_YEARLY_MET : WORD_YEARLY_NOT_MET);
    }
    return "";
}

const char *sentence_cost(const struct speaker *s, const struct cost_row *row,
                          const struct cost_sum *sum)
{
    static const enum word words[] = {[COST_ADDS] = WORD_YEARLY_COST_ADDS,
                                      [COST_PARTIAL] = WORD_YEARLY_COST_PARTIAL,
                                      [COST_OPEN] = WORD_YEARLY_COST_OPEN};
    if (sum->verdict == COST_NO_TOTAL || sum->verdict == COST_DIFFERS)
        return ""; /* a difference is an error and stops the run */
    return fill(s, words[sum->verdict], sum->formula, row->total.published, "",
                "");
}

const char *sentence_amount(const struct speaker *s, struct amount amount)
{
    if (amount.kind == AMOUNT_OPEN)
        return word(s->style.lang, WORD_YEARLY_OPEN);
    const char *number = publish_number(s->arena, s->style, amount.number);
    return amount.kind == AMOUNT_EXACT
               ? number
               : fill(s, WORD_YEARLY_AT_LEAST, number, "", "", "");
}
