/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/sentence_verdicts.h"

#include "data/unit.h"
#include <string.h>

static const char *gap_of(const struct speaker *s)
{
    return s->style.lang == LANG_EN ? " " : "";
}

/* -- words ----------------------------------------------------------------- */

const char *sentence_sense(enum lang lang, enum verdict_sense sense)
{
    static const enum word words[SENSE_COUNT] = {
        [SENSE_NONE] = WORD_VD_NONE,         [SENSE_REACHED] = WORD_VD_REACHED,
        [SENSE_ON_TRACK] = WORD_VD_ON_TRACK, [SENSE_BEHIND] = WORD_VD_BEHIND,
        [SENSE_SAME] = WORD_VD_SAME,         [SENSE_WORSE] = WORD_VD_WORSE};
    return word(lang, words[sense]);
}

const char *sentence_class(enum lang lang, const struct method_class *class)
{
    return class ? class->label[lang] : word(lang, WORD_VD_NOBODY);
}

const char *sentence_verdict(enum lang lang, const struct assess_result *cell)
{
    return sentence_class(lang, cell->verdict.class);
}

const char *sentence_verdict_number(struct arena *arena,
                                    struct publish_style style,
                                    const struct verdict *v)
{
    struct speaker s = {.arena = arena, .style = style};
    struct decimal steps;
    if (v->s.kind == COMPONENT_NONE || v->p.kind == COMPONENT_NONE ||
        !component_decimal(v->s, &steps))
        return assess_out_ratio(arena, style, v);
    return sentence_say(&s, WORD_VD_TEST, publish_number(arena, style, steps),
                        sentence_p_of(&s, component_double(v->p)), NULL);
}

static size_t speaking(const size_t *by_sense)
{
    size_t n = 0;
    for (int i = SENSE_REACHED; i < SENSE_COUNT; i++)
        n += by_sense[i];
    return n;
}

const char *sentence_agreement(enum lang lang, const size_t *by_sense,
                               bool differs)
{
    size_t n = speaking(by_sense);
    return word(lang, differs ? WORD_VD_DIFFER
                      : n > 1 ? WORD_VD_AGREE
                              : WORD_VD_SILENT);
}

/* -- a row ----------------------------------------------------------------- */

const char *sentence_chance(enum lang lang, enum stat_chance chance)
{
    static const enum word words[] = {[CHANCE_BELOW_5] = WORD_VD_BELOW_5,
                                      [CHANCE_5_20] = WORD_VD_5_20,
                                      [CHANCE_20_50] = WORD_VD_20_50,
                                      [CHANCE_50_80] = WORD_VD_50_80,
                                      [CHANCE_80_95] = WORD_VD_80_95,
                                      [CHANCE_ABOVE_95] = WORD_VD_ABOVE_95};
    return word(lang, words[chance]);
}

static enum word change_word(const struct assessment *a)
{
    if (a->status == STATUS_ACHIEVED)
        return WORD_VD_CHANGE_MET;
    if (a->test.known && !a->test.significant)
        return WORD_VD_CHANGE_CHANCE;
    if (decimal_sign(a->change.published) == 0)
        return WORD_VD_CHANGE_SAME;
    return a->improved ? WORD_VD_CHANGE_BETTER : WORD_VD_CHANGE_WORSE;
}

/* 改善したが、目標には届かない見込み. */
static const char *outlook(const struct speaker *s, const struct assessment *a,
                           const struct trend *trend)
{
    if (!a->has_actual || a->status == STATUS_NOT_ASSESSED ||
        a->change.reason != REASON_NONE)
        return "";
    enum word change = change_word(a);
    const char *said = word(s->style.lang, change);
    if (!trend || !trend->has_chance || a->status == STATUS_ACHIEVED)
        return sentence_say(s, WORD_VD_AND_NOTHING, said, NULL);
    const char *chance = sentence_chance(s->style.lang, trend->chance);
    if (trend->chance >= CHANCE_80_95)
        return sentence_say(s, WORD_VD_AND_MEET, said, chance, NULL);
    if (trend->chance >= CHANCE_20_50)
        return sentence_say(s, WORD_VD_AND_OPEN, said, chance, NULL);
    return sentence_say(s,
                        change == WORD_VD_CHANGE_BETTER ? WORD_VD_AND_MISS_BUT
                                                        : WORD_VD_AND_MISS,
                        said, chance, NULL);
}

const char *sentence_senses(struct arena *arena, enum lang lang,
                            const size_t *by_sense)
{
    static const enum verdict_sense order[] = {SENSE_REACHED, SENSE_ON_TRACK,
                                               SENSE_BEHIND,  SENSE_SAME,
                                               SENSE_WORSE,   SENSE_NONE};
    struct buf b = buf_new(arena);
    for (size_t i = 0; i < LEN(order); i++) {
        size_t n = by_sense[order[i]];
        const char *args[2] = {sentence_sense(lang, order[i]),
                               str_count(arena, n)};
        if (n == 0)
            continue;
        buf_z(&b, b.len ? word(lang, WORD_LIST_COMMA) : "");
        buf_z(&b, word_fill(arena, lang, WORD_COUNT_ITEM, LEN(args), args));
    }
    return buf_text(&b);
}

static size_t methods_of(const struct verdict_row *row)
{
    size_t n = 0;
    for (int i = 0; i < SENSE_COUNT; i++)
        n += row->by_sense[i];
    return n;
}

const char *sentence_verdict_row(const struct run *run,
                                 const struct verdict_row *row)
{
    const struct speaker *s = &run->speaker;
    const struct segment *segment = row->assessment->segment;
    const struct plan_trend *declared;
    const struct trend *trend = run_trend(run, segment, &declared);
    size_t methods = methods_of(row), by_hand = 0;
    struct buf b = buf_new(s->arena);
    buf_z(&b, outlook(s, row->assessment, trend));
    buf_z(&b, b.len ? gap_of(s) : "");
    enum word how = row->differs                  ? WORD_VD_ROW_DIFFER
                    : speaking(row->by_sense) > 1 ? WORD_VD_ROW_AGREE
                                                  : WORD_VD_ROW_SILENT;
    buf_z(&b,
          sentence_say(s, how, str_count(s->arena, methods),
                       sentence_senses(s->arena, s->style.lang, row->by_sense),
                       NULL));
    for (size_t i = 0; i < methods; i++)
        by_hand += row->cells[i].overridden;
    if (by_hand) {
        buf_z(&b, gap_of(s));
        buf_z(&b, sentence_say(s, WORD_VD_ROW_HAND,
                               str_count(s->arena, by_hand), NULL));
    }
    if (row->over_break) {
        struct period at = period_fiscal(declared->spec.comparable);
        buf_z(&b, gap_of(s));
        buf_z(&b,
              sentence_say(s, WORD_VD_ROW_BREAK,
                           publish_period(s->arena, s->style, at, PERIOD_LONG),
                           NULL));
    }
    return buf_text(&b);
}

/* -- the whole ------------------------------------------------------------- */

const char *sentence_verdicts_of(const struct speaker *s, size_t n,
                                 size_t methods, size_t n_differ)
{
    return sentence_say(s, n_differ ? WORD_VD_HEAD_DIFFER : WORD_VD_HEAD_AGREE,
                        str_count(s->arena, n), str_count(s->arena, methods),
                        str_count(s->arena, n_differ), NULL);
}

const char *sentence_verdicts(const struct speaker *s, const struct verdicts *v)
{
    struct buf b = buf_new(s->arena);
    buf_z(&b, sentence_verdicts_of(s, v->n_rows, v->declared->chosen.n,
                                   v->n_differ));
    if (v->not_number) {
        buf_z(&b, gap_of(s));
        buf_z(&b, sentence_say(s, WORD_VD_NOT_NUMBER,
                               str_count(s->arena, v->not_number), NULL));
    }
    return buf_text(&b);
}

/* -- groups ---------------------------------------------------------------- */

const char *sentence_group_name(const struct speaker *s,
                                const struct verdict_group *g)
{
    const struct plan_goal *goal;
    switch (g->of) {
    case VERDICTS_INDICATOR:
        return plan_indicator(s->plan, g->ref)->measure;
    case VERDICTS_GOAL:
        goal = plan_goal(s->plan, g->ref);
        return goal && *goal->label ? goal->label : goal ? goal->text : g->ref;
    case VERDICTS_PLAN:
        break;
    }
    return word(s->style.lang, WORD_VD_GROUP_PLAN);
}

const char *sentence_group(const struct speaker *s, const struct verdicts *v,
                           const struct verdict_group *g)
{
    static const enum word words[] = {[GROUP_NONE] = WORD_VD_GROUP_MEAN,
                                      [GROUP_MEAN] = WORD_VD_GROUP_MEAN,
                                      [GROUP_WORST] = WORD_VD_GROUP_WORST,
                                      [GROUP_POINTS] = WORD_VD_GROUP_POINTS};
    const struct preset *p = &v->declared->chosen.items[g->method];
    struct decimal mean;
    struct component hundredth = component_div(
        g->result.mean, component_exact((struct rational){100, 1}));
    const char *text = component_percent(hundredth, 2, &mean)
                           ? publish_number(s->arena, s->style, mean)
                           : "―";
    struct buf b = buf_new(s->arena);
    if (g->result.n)
        buf_z(&b, sentence_say(s, words[p->group],
                               str_count(s->arena, g->result.n), text, NULL));
    if (g->result.left_out) {
        buf_z(&b, b.len ? word(s->style.lang, WORD_LIST_COMMA) : "");
        buf_z(&b, sentence_say(s, WORD_VD_GROUP_LEFT,
                               str_count(s->arena, g->result.left_out), NULL));
    }
    return buf_text(&b);
}

/* -- is the target hard to reach, and hard to see? ------------------------- */

/* A pace per year at two decimals: ＋7.60ポイント. */
static const char *pace_text(const struct speaker *s, struct component pace,
                             const char *unit)
{
    struct quantity q = {.reason = REASON_NONE};
    struct component hundredth =
        component_div(pace, component_exact((struct rational){100, 1}));
    if (!component_percent(hundredth, 2, &q.published))
        return "―";
    return sentence_change(s, &q, unit_of_difference(unit));
}

static const char *times_text(const struct speaker *s, struct component ratio)
{
    struct decimal d;
    struct component hundredth =
        component_div(ratio, component_exact((struct rational){100, 1}));
    return component_percent(hundredth, 1, &d)
               ? publish_number(s->arena, s->style, d)
               : "―";
}

const char *sentence_difficulty(const struct speaker *s,
                                const struct verdict_row *row)
{
    const struct verdict *v = &row->difficulty;
    const char *unit = row->indicator->unit;
    if (!v->class || v->class->rule == CLASS_REACHED ||
        v->required.kind == COMPONENT_NONE || v->actual.kind == COMPONENT_NONE)
        return "";
    const char *required = pace_text(s, v->required, unit);
    const char *actual = pace_text(s, v->actual, unit);
    if (v->class->rule == CLASS_WORSE || v->ratio.kind == COMPONENT_NONE)
        return sentence_say(s, WORD_VD_AGAINST, required, actual, NULL);
    return sentence_say(s,
                        v->class->sense == SENSE_ON_TRACK ? WORD_VD_WITHIN
                                                          : WORD_VD_DIFFICULT,
                        required, actual, times_text(s, v->ratio), NULL);
}

bool sentence_detection(const struct verdict_row *row, struct detection *out)
{
    const struct assessment *a = row->assessment;
    const struct measured *then = a->segment->baseline.measured;
    const struct measured *now = a->latest ? a->latest->measured : NULL;
    return then && now && then->has_se && now->has_se && a->has_baseline &&
           a->has_target &&
           detect_change(decimal_double(a->target) -
                             decimal_double(a->baseline),
                         then->se, now->se, (double)now->n, out) == STAT_OK;
}

const char *sentence_detect(const struct speaker *s,
                            const struct verdict_row *row)
{
    const struct assessment *a = row->assessment;
    struct detection d;
    struct decimal least, n;
    struct quantity change = {.reason = REASON_NONE};
    const char *unit = unit_of_difference(row->indicator->unit);
    if (!sentence_detection(row, &d) ||
        !decimal_of_double(d.least, 3, &least) ||
        !decimal_of_double(d.n, 12, &n) ||
        !decimal_sub(a->target, a->baseline, &change.published))
        return "";
    return sentence_say(
        s, d.possible ? WORD_VD_DETECT : WORD_VD_DETECT_NEVER,
        sentence_change(s, &change, unit),
        publish_number(s->arena, s->style, n),
        publish_number(s->arena, s->style,
                       decimal_of((long long)a->latest->measured->n, 0)),
        publish_quantity(s->arena, s->style, least, unit), NULL);
}

/* -- more on a trend ------------------------------------------------------- */

static const char *say_reach(const struct speaker *s, const struct trend *t)
{
    struct period year = period_fiscal(t->reach_year);
    const char *text =
        t->reach_year ? publish_period(s->arena, s->style, year, PERIOD_LONG)
                      : "";
    switch (t->reach) {
    case REACH_YEAR:
        return sentence_say(s, WORD_VD_REACH_YEAR, text, NULL);
    case REACH_BEYOND:
        return sentence_say(s, WORD_VD_REACH_BEYOND, text, NULL);
    case REACH_AWAY:
        return word(s->style.lang, WORD_VD_REACH_AWAY);
    case REACH_NONE:
    case REACH_MET:
        break;
    }
    return "";
}

const char *sentence_trend_more(const struct speaker *s, const struct trend *t)
{
    const struct trend_spec *spec = &t->spec;
    struct period at = period_fiscal(spec->predict);
    const char *parts[5] = {"", say_reach(s, t), "", "", ""};
    if (t->has_chance)
        parts[0] =
            sentence_say(s, WORD_VD_CHANCE,
                         publish_period(s->arena, s->style, at, PERIOD_LONG),
                         sentence_chance(s->style.lang, t->chance), NULL);
    if (t->weighted)
        parts[2] = word(s->style.lang, WORD_VD_WEIGHTED);
    if (spec->comparable)
        parts[3] = sentence_say(s, WORD_VD_BREAK,
                                publish_period(s->arena, s->style,
                                               period_fiscal(spec->comparable),
                                               PERIOD_LONG),
                                str_count(s->arena, t->n_before), NULL);
    if (spec->free)
        parts[4] = word(s->style.lang, WORD_VD_LADDER);
    struct buf b = buf_new(s->arena);
    for (size_t i = 0; i < LEN(parts); i++) {
        buf_z(&b, b.len && *parts[i] ? gap_of(s) : "");
        buf_z(&b, parts[i]);
    }
    return buf_text(&b);
}
