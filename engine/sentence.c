/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/sentence.h"

#include "data/unit.h"

#include <stdarg.h>
#include <string.h>

const char *sentence_say(const struct speaker *s, enum word id, ...)
{
    enum { MOST = 10 };
    const char *args[MOST], *arg;
    size_t n = 0;
    va_list list;
    va_start(list, id);
    while (n < MOST && (arg = va_arg(list, const char *)))
        args[n++] = arg;
    va_end(list);
    return word_fill(s->arena, s->style.lang, id, n, args);
}

static enum word not_assessed(enum reason reason)
{
    switch (reason) {
    case REASON_NO_TARGET:
        return WORD_REASON_NO_TARGET;
    case REASON_NO_ACTUAL:
        return WORD_NOT_ASSESSED;
    case REASON_MISSING:
        return WORD_REASON_MISSING;
    default:
        return WORD_NOT_JUDGED;
    }
}

const char *sentence_status(enum lang lang, const struct assessment *a)
{
    static const enum word words[STATUS_COUNT] = {
        [STATUS_ACHIEVED] = WORD_ACHIEVED,
        [STATUS_ON_TRACK] = WORD_ON_TRACK,
        [STATUS_BEHIND] = WORD_BEHIND,
        [STATUS_WORSE] = WORD_WORSE,
        [STATUS_NOT_ASSESSED] = WORD_NOT_ASSESSED};
    bool chance = a->test.known && !a->test.significant;
    if (a->status == STATUS_BEHIND && a->improved)
        return word(lang, chance ? WORD_BEHIND_CHANCE : WORD_BEHIND_IMPROVED);
    if (a->status == STATUS_WORSE && chance)
        return word(lang, WORD_WORSE_CHANCE);
    if (a->status == STATUS_NOT_ASSESSED)
        return word(lang, not_assessed(a->status_reason));
    return word(lang, words[a->status]);
}

const char *sentence_reason(enum lang lang, enum reason reason)
{
    static const enum word words[] = {
        [REASON_NO_TARGET] = WORD_REASON_NO_TARGET,
        [REASON_NO_BASELINE] = WORD_REASON_NO_BASELINE,
        [REASON_NO_ACTUAL] = WORD_REASON_NO_ACTUAL,
        [REASON_MISSING] = WORD_REASON_MISSING,
        [REASON_TARGET_ZERO] = WORD_REASON_TARGET_ZERO,
        [REASON_NO_CHANGE_PLANNED] = WORD_REASON_NO_CHANGE_PLANNED,
        [REASON_TARGET_YEAR_PAST] = WORD_REASON_TARGET_YEAR_PAST,
        [REASON_DIRECTION] = WORD_REASON_DIRECTION,
        [REASON_PARTS] = WORD_REASON_PARTS,
        [REASON_OVERFLOW] = WORD_REASON_OVERFLOW};
    return reason == REASON_NONE ? "" : word(lang, words[reason]);
}

const char *sentence_missing(enum lang lang, enum missing missing)
{
    static const enum word words[] = {[MISSING_BLANK] = WORD_MISSING_BLANK,
                                      [MISSING_NIL] = WORD_MISSING_NIL,
                                      [MISSING_UNKNOWN] = WORD_MISSING_UNKNOWN,
                                      [MISSING_SECRET] = WORD_MISSING_SECRET,
                                      [MISSING_UNAVAILABLE] =
                                          WORD_MISSING_UNAVAILABLE,
                                      [MISSING_ABSENT] = WORD_MISSING_ABSENT};
    return missing == MISSING_NOT ? "" : word(lang, words[missing]);
}

const char *sentence_baseline_word(const struct speaker *s)
{
    if (s->style.lang == LANG_JA && *s->plan->baseline_word)
        return s->plan->baseline_word;
    return word(s->style.lang, WORD_BASELINE);
}

const char *sentence_value(const struct speaker *s, const struct value *value,
                           const char *unit)
{
    if (value->kind == VALUE_NUMBER)
        return publish_quantity(s->arena, s->style, value->number, unit);
    if (value->kind == VALUE_MISSING)
        return value->published && *value->published ? value->published : "―";
    struct buf b = buf_new(s->arena);
    for (size_t i = 0; i < value->n_parts; i++)
        buf_z(&b, publish_quantity(s->arena, s->style, value->parts[i].number,
                                   value->parts[i].unit));
    return buf_text(&b);
}

const char *sentence_quantity(const struct speaker *s,
                              const struct quantity *quantity, const char *unit)
{
    if (quantity->reason != REASON_NONE)
        return sentence_reason(s->style.lang, quantity->reason);
    return publish_quantity(s->arena, s->style, quantity->published, unit);
}

const char *sentence_change(const struct speaker *s,
                            const struct quantity *quantity, const char *unit)
{
    const char *text = sentence_quantity(s, quantity, unit);
    bool rise = quantity->reason == REASON_NONE &&
                decimal_sign(quantity->published) > 0;
    const char *plus = s->style.lang == LANG_EN ? "+" : "＋";
    return rise ? str_join(s->arena, plus, text, NULL) : text;
}

const char *sentence_p(const struct speaker *s, struct decimal p)
{
    if (decimal_sign(p) == 0)
        return word(s->style.lang, WORD_P_BELOW);
    return publish_number(s->arena, s->style, p);
}

const char *sentence_p_is(const struct speaker *s, struct decimal p)
{
    return sentence_say(s, decimal_sign(p) == 0 ? WORD_P_IS_BELOW : WORD_P_IS,
                        publish_number(s->arena, s->style, p), NULL);
}

const char *sentence_p_of(const struct speaker *s, double p)
{
    struct decimal d;
    bool good = decimal_of_double(p, 12, &d) &&
                decimal_round(d, p < 0.05 ? 3 : 2, ROUND_HALF_UP, &d);
    return good ? sentence_p_is(s, d) : "―";
}

const char *sentence_se(const struct speaker *s, double se)
{
    struct decimal d;
    return decimal_of_double(se, 2, &d) ? publish_number(s->arena, s->style, d)
                                        : "―";
}

static const char *period_long(const struct speaker *s, struct period period)
{
    return publish_period(s->arena, s->style, period, PERIOD_LONG);
}

/* A change without its sign. */
static const char *size_of(const struct speaker *s, const struct quantity *q,
                           const char *unit)
{
    struct quantity positive = *q;
    if (decimal_sign(q->published) < 0)
        positive.published.units = -positive.published.units;
    return sentence_quantity(s, &positive, unit_of_difference(unit));
}

static const char *pace_text(const struct speaker *s, const struct quantity *q,
                             const char *unit)
{
    return sentence_change(s, q, unit_of_difference(unit));
}

/* -- a segment ----------------------------------------------------------- */

struct said { /* the parts that templates are made of */
    const char *period, *value, *baseline, *baseline_word, *change, *progress,
        *elapsed, *target, *target_period, *unit;
};

static const char *number_text(const struct speaker *s, bool there,
                               struct decimal number, const char *unit)
{
    return there ? publish_quantity(s->arena, s->style, number, unit) : "―";
}

static struct said parts_of(const struct speaker *s,
                            const struct indicator *indicator,
                            const struct assessment *a)
{
    const struct segment *segment = a->segment;
    const char *unit = *a->part ? a->part : indicator->unit;
    return (struct said){
        .period = a->latest ? period_long(s, a->latest->period) : "",
        .value = number_text(s, a->has_actual, a->actual, unit),
        .baseline = number_text(s, a->has_baseline, a->baseline, unit),
        .baseline_word = sentence_baseline_word(s),
        .change = size_of(s, &a->change, unit),
        .progress = sentence_quantity(s, &a->progress, "％"),
        .elapsed = sentence_quantity(s, &a->elapsed, "％"),
        .target = number_text(s, a->has_target, a->target, unit),
        .target_period =
            segment->has_target ? period_long(s, segment->target.period) : "",
        .unit = unit,
    };
}

static const char *say_before(const struct speaker *s,
                              const struct assessment *a, const struct said *p)
{
    if (!a->has_target)
        return word(s->style.lang, WORD_SAY_NOTHING);
    const char *period =
        a->has_baseline ? period_long(s, a->segment->baseline.period) : "";
    return sentence_say(
        s, a->has_baseline ? WORD_SAY_BEFORE : WORD_SAY_BEFORE_NO_BASELINE,
        p->baseline_word, p->baseline, period, p->target, p->target_period,
        size_of(s, &a->gap, p->unit), pace_text(s, &a->pace_needed, p->unit),
        NULL);
}

static const char *say_judged(const struct speaker *s,
                              const struct assessment *a, const struct said *p)
{
    bool unchanged = decimal_sign(a->change.published) == 0;
    enum word id = a->status == STATUS_WORSE      ? WORD_SAY_WORSE
                   : unchanged                    ? WORD_SAY_UNCHANGED
                   : a->status == STATUS_ON_TRACK ? WORD_SAY_ON_TRACK
                                                  : WORD_SAY_BEHIND;
    return sentence_say(s, id, p->period, p->value, p->baseline,
                        p->baseline_word, p->change, p->progress, p->elapsed,
                        NULL);
}

static const char *say_part(const struct speaker *s,
                            const struct indicator *indicator,
                            const struct assessment *a)
{
    struct said p = parts_of(s, indicator, a);
    if (!a->has_actual)
        return say_before(s, a, &p);
    if (!a->has_target)
        return sentence_say(s, WORD_SAY_VALUE, p.period, p.value, NULL);
    if (indicator->direction == DIRECTION_MAINTAIN)
        return sentence_say(
            s, a->status == STATUS_ACHIEVED ? WORD_SAY_KEPT : WORD_SAY_NOT_KEPT,
            p.period, p.value, NULL);
    if (a->status == STATUS_ACHIEVED)
        return sentence_say(s, WORD_SAY_ACHIEVED, p.period, p.value, p.target,
                            NULL);
    if (!a->has_baseline)
        return sentence_say(
            s, WORD_SAY_NO_BASELINE, p.period, p.value, p.target,
            sentence_quantity(s, &a->achievement, "％"), p.baseline_word, NULL);
    if (a->progress.reason != REASON_NONE || a->elapsed.reason != REASON_NONE)
        return sentence_say(s, WORD_SAY_VALUE, p.period, p.value, NULL);
    return say_judged(s, a, &p);
}

/* What the standard errors of the surveys say of the change. */
static void add_test(const struct speaker *s, const struct assessment *a,
                     struct buf *b)
{
    const struct measured *now = a->latest ? a->latest->measured : NULL;
    const char *gap = s->style.lang == LANG_EN ? " " : "";
    if (a->test.known) {
        buf_z(b, gap);
        buf_z(b, sentence_say(
                     s, a->test.significant ? WORD_SAY_TESTED : WORD_SAY_CHANCE,
                     sentence_se(s, a->test.se), sentence_p_of(s, a->test.p),
                     NULL));
    }
    if (now && now->is_reference) {
        buf_z(b, gap);
        buf_z(b,
              sentence_say(s, WORD_SAY_FEW, str_count(s->arena, now->n), NULL));
    }
}

const char *sentence_segment(const struct speaker *s,
                             const struct indicator *indicator,
                             const struct assessment *a)
{
    struct buf b = buf_new(s->arena);
    const char *gap = s->style.lang == LANG_EN ? " " : "";
    if (a->n_parts == 0)
        buf_z(&b, say_part(s, indicator, a));
    for (size_t i = 0; i < a->n_parts; i++) {
        buf_z(&b, i ? gap : "");
        buf_z(&b, a->parts[i].part);
        buf_z(&b, s->style.lang == LANG_EN ? ": " : "：");
        buf_z(&b, say_part(s, indicator, &a->parts[i]));
    }
    add_test(s, a, &b);
    if (indicator->is_reference) {
        buf_z(&b, gap);
        buf_z(&b, word(s->style.lang, WORD_SAY_REFERENCE));
    }
    if (a->judged_on_rounding) {
        buf_z(&b, gap);
        buf_z(&b, word(s->style.lang, WORD_SAY_JUDGED_ROUNDED));
    }
    return buf_text(&b);
}

/* -- a trend ------------------------------------------------------------- */

const char *sentence_window(const struct speaker *s, int from, int to)
{
    struct period first = period_fiscal(from), last = period_fiscal(to);
    const char *begin = publish_period(s->arena, s->style, first, PERIOD_AXIS);
    const char *end = period_long(s, last);
    bool same_era = s->style.lang == LANG_JA && s->style.era == ERA_WAREKI &&
                    period_era(first).letter == period_era(last).letter;
    if (same_era) /* 平成25～30年度 */
        end += strlen(period_era(last).name);
    return sentence_say(s, WORD_RANGE, begin, end, NULL);
}

/* The ratio of last to first at one decimal, 約1.4倍; false where a ratio
 * says nothing (shares, zero, negative numbers). */
static bool ratio_of(const struct value *last, const struct value *first,
                     struct decimal *out)
{
    struct rational a, b, ratio;
    if (decimal_sign(first->number) <= 0 || decimal_sign(last->number) <= 0)
        return false;
    return rational_of_decimal(last->number, &a) &&
           rational_of_decimal(first->number, &b) &&
           rational_div(a, b, &ratio) &&
           rational_round(ratio, 1, ROUND_HALF_UP, out);
}

const char *sentence_trend_head(const struct speaker *s,
                                const struct plan_trend *declared,
                                const struct trend *trend)
{
    if (trend->n < 2)
        return "";
    const struct indicator *indicator = declared->indicator;
    const struct observation *first = trend->used[0];
    const struct observation *last = trend->used[trend->n - 1];
    const struct observation *previous = trend->used[trend->n - 2];
    const char *unit = indicator->unit;
    const char *value = sentence_value(s, &last->value, unit);
    struct decimal ratio, difference;
    struct buf b = buf_new(s->arena);
    if (indicator->kind != KIND_SHARE &&
        ratio_of(&last->value, &first->value, &ratio))
        buf_z(&b,
              sentence_say(s, WORD_TREND_RATIO, period_long(s, last->period),
                           value, period_long(s, first->period),
                           publish_number(s->arena, s->style, ratio), NULL));
    else if (decimal_sub(last->value.number, first->value.number, &difference))
        buf_z(&b, sentence_say(
                      s, WORD_TREND_DIFFERENCE, period_long(s, last->period),
                      value, period_long(s, first->period),
                      sentence_change(
                          s, &(struct quantity){.published = difference},
                          unit_of_difference(unit)),
                      NULL));
    bool flat =
        decimal_compare(last->value.number, previous->value.number) == 0;
    if (flat && last->period.year == previous->period.year + 1)
        buf_z(&b, word(s->style.lang, WORD_TREND_FLAT));
    return buf_text(&b);
}

static const char *say_refusal(const struct speaker *s,
                               enum trend_refusal refusal)
{
    static const enum word words[] = {
        [REFUSAL_TOO_FEW] = WORD_REFUSED_TOO_FEW,
        [REFUSAL_ALL_EQUAL] = WORD_REFUSED_ALL_EQUAL,
        [REFUSAL_GAPS] = WORD_REFUSED_GAPS,
        [REFUSAL_HORIZON] = WORD_REFUSED_HORIZON,
        [REFUSAL_OUT_OF_RANGE] = WORD_REFUSED_OUT_OF_RANGE,
        [REFUSAL_NUMERIC] = WORD_REFUSED_NUMERIC};
    return refusal == REFUSAL_NONE ? "" : word(s->style.lang, words[refusal]);
}

static const char *say_significance(const struct speaker *s,
                                    const struct trend *trend)
{
    bool up = decimal_sign(trend->slope) >= 0;
    if (trend->established)
        return word(s->style.lang, up ? WORD_TREND_UP : WORD_TREND_DOWN);
    return word(s->style.lang, up ? WORD_TREND_NOT_UP : WORD_TREND_NOT_DOWN);
}

static const char *say_slope(const struct speaker *s,
                             const struct plan_trend *declared,
                             const struct trend *trend)
{
    const char *unit = unit_of_difference(declared->indicator->unit);
    const char *window = sentence_window(s, trend->spec.from, trend->spec.to);
    const char *slope =
        sentence_change(s, &(struct quantity){.published = trend->slope}, unit);
    const char *n = str_count(s->arena, trend->n);
    if (trend->grade < GRADE_SLOPE)
        return sentence_say(s, WORD_TREND_REFERENCE, slope, "", "", "", n,
                            window, NULL);
    return sentence_say(s, WORD_TREND_SLOPE, slope,
                        publish_number(s->arena, s->style, trend->slope_low),
                        publish_number(s->arena, s->style, trend->slope_high),
                        sentence_p_is(s, trend->p_slope), n, window, NULL);
}

static const char *say_forecast(const struct speaker *s,
                                const struct plan_trend *declared,
                                const struct trend *trend)
{
    const char *unit = declared->indicator->unit;
    if (!trend->has_forecast)
        return say_refusal(s, trend->forecast_refusal);
    struct buf b = buf_new(s->arena);
    buf_z(&b,
          sentence_say(
              s, WORD_TREND_FORECAST,
              period_long(s, period_fiscal(trend->spec.predict)),
              publish_quantity(s->arena, s->style, trend->predicted, unit),
              publish_number(s->arena, s->style, trend->predicted_low),
              publish_quantity(s->arena, s->style, trend->predicted_high, unit),
              NULL));
    const struct observation *target = &declared->segment->target;
    if (!declared->segment->has_target || target->value.kind != VALUE_NUMBER ||
        period_fiscal_year(target->period) != trend->spec.predict)
        return buf_text(&b);
    struct decimal t = target->value.number;
    bool inside = decimal_compare(t, trend->predicted_low) >= 0 &&
                  decimal_compare(t, trend->predicted_high) <= 0;
    buf_z(&b, s->style.lang == LANG_EN ? " " : "");
    buf_z(&b,
          sentence_say(
              s, inside ? WORD_TREND_TARGET_INSIDE : WORD_TREND_TARGET_OUTSIDE,
              publish_quantity(s->arena, s->style, t, unit), NULL));
    return buf_text(&b);
}

const char *sentence_trend(const struct speaker *s,
                           const struct plan_trend *declared,
                           const struct trend *trend)
{
    struct buf b = buf_new(s->arena);
    const char *gap = s->style.lang == LANG_EN ? " " : "";
    const char *more = sentence_trend_more(s, trend);
    buf_z(&b, sentence_trend_head(s, declared, trend));
    buf_z(&b, gap);
    if (trend->grade < GRADE_REFERENCE) {
        buf_z(&b, say_refusal(s, trend->refusal));
        buf_z(&b, *more ? gap : "");
        buf_z(&b, more);
        return buf_text(&b);
    }
    buf_z(&b, say_slope(s, declared, trend));
    buf_z(&b, gap);
    if (trend->grade >= GRADE_SLOPE)
        buf_z(&b, say_significance(s, trend));
    if (trend->grade >= GRADE_INTERVAL) {
        enum word how =
            trend->kendall.exact ? WORD_TREND_EXACT : WORD_TREND_NORMAL;
        buf_z(&b, gap);
        buf_z(&b, sentence_say(s, WORD_TREND_KENDALL, word(s->style.lang, how),
                               sentence_p_is(s, trend->p_kendall), NULL));
    }
    buf_z(&b, gap);
    buf_z(&b, say_forecast(s, declared, trend));
    buf_z(&b, *more ? gap : "");
    buf_z(&b, more);
    return buf_text(&b);
}

const char *sentence_trend_caution(const struct speaker *s,
                                   const struct trend *trend)
{
    if (trend->grade < GRADE_SLOPE)
        return trend->grade == GRADE_REFERENCE
                   ? sentence_say(s, WORD_TREND_FEW,
                                  str_count(s->arena, trend->n), NULL)
                   : say_refusal(s, trend->refusal);
    struct buf b = buf_new(s->arena);
    const char *gap = s->style.lang == LANG_EN ? " " : "";
    if (trend->n < 8) {
        buf_z(&b, sentence_say(s, WORD_TREND_FEW, str_count(s->arena, trend->n),
                               NULL));
        buf_z(&b, gap);
    }
    struct str said = str_of(say_significance(s, trend));
    size_t stop = strlen(s->style.lang == LANG_EN ? "." : "。");
    buf_str(&b, str_head(said, said.len - stop));
    buf_z(&b, s->style.lang == LANG_EN ? " (p " : "（p");
    buf_z(&b, sentence_p_is(s, trend->p_slope));
    buf_z(&b, s->style.lang == LANG_EN ? ")." : "）。");
    return buf_text(&b);
}

/* -- counts -------------------------------------------------------------- */

static const char *count_list(const struct speaker *s,
                              const struct status_counts *counts)
{
    static const enum word words[STATUS_COUNT] = {WORD_ACHIEVED, WORD_ON_TRACK,
                                                  WORD_BEHIND, WORD_WORSE,
                                                  WORD_NOT_ASSESSED};
    struct buf b = buf_new(s->arena);
    for (int i = 0; i < STATUS_COUNT; i++) {
        if (i == STATUS_NOT_ASSESSED && counts->by_status[i] == 0)
            continue;
        buf_z(&b, i ? word(s->style.lang, WORD_LIST_COMMA) : "");
        buf_z(&b,
              sentence_say(s, WORD_COUNT_ITEM, word(s->style.lang, words[i]),
                           str_count(s->arena, counts->by_status[i]), NULL));
    }
    return buf_text(&b);
}

const char *sentence_counts(const struct speaker *s,
                            const struct status_counts *counts,
                            enum indicator_level level, int as_of)
{
    bool before = counts->total == counts->by_status[STATUS_NOT_ASSESSED];
    const char *gap = s->style.lang == LANG_EN ? " " : "";
    struct buf b = buf_new(s->arena);
    buf_z(&b, sentence_say(s, before ? WORD_COUNT_ALL_BEFORE : WORD_COUNT_LINE,
                           word(s->style.lang, level == INDICATOR_OUTCOME
                                                   ? WORD_COUNT_OUTCOME
                                                   : WORD_COUNT_ACTIVITY),
                           str_count(s->arena, counts->total),
                           period_long(s, period_fiscal(as_of)),
                           count_list(s, counts), NULL));
    if (counts->reference) {
        buf_z(&b, gap);
        buf_z(&b, sentence_say(s, WORD_COUNT_LEFT_OUT_REFERENCE,
                               str_count(s->arena, counts->reference), NULL));
    }
    if (counts->repeated) {
        buf_z(&b, gap);
        buf_z(&b, sentence_say(s, WORD_COUNT_LEFT_OUT_REPEATED,
                               str_count(s->arena, counts->repeated), NULL));
    }
    return buf_text(&b);
}

struct tally {
    size_t assessed, achieved, improved, unchanged, worse;
    size_t chance; /* of those, within sampling error */
};

static void tally_one(struct tally *t, const struct assessment *a)
{
    if (a->status == STATUS_NOT_ASSESSED)
        return;
    t->assessed++;
    t->achieved += a->status == STATUS_ACHIEVED;
    if (a->change.reason != REASON_NONE)
        return;
    t->chance += a->test.known && !a->test.significant;
    if (decimal_sign(a->change.published) == 0)
        t->unchanged++;
    else if (a->improved)
        t->improved++;
    else
        t->worse++;
}

const char *sentence_head(const struct speaker *s,
                          const struct evaluation *const *items, size_t n)
{
    struct tally t = {0};
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < items[i]->indicator->n_segments; k++)
            tally_one(&t, &items[i]->segments[k]);
    if (t.assessed == 0)
        return sentence_say(s, WORD_HEAD_BEFORE, sentence_baseline_word(s),
                            NULL);
    enum word id = t.achieved == t.assessed ? WORD_HEAD_ALL_REACHED
                   : t.achieved             ? WORD_HEAD_SOME_REACHED
                   : t.assessed == 1        ? WORD_HEAD_ONE_NOT_REACHED
                                            : WORD_HEAD_NONE_REACHED;
    const char *gap = s->style.lang == LANG_EN ? " " : "";
    const char *split = "";
    if (t.assessed > 1)
        split = sentence_say(
            s, t.chance ? WORD_HEAD_SPLIT_CHANCE : WORD_HEAD_SPLIT,
            str_count(s->arena, t.improved), str_count(s->arena, t.unchanged),
            str_count(s->arena, t.worse), str_count(s->arena, t.chance), NULL);
    return str_join(s->arena,
                    sentence_say(s, id, str_count(s->arena, t.assessed),
                                 str_count(s->arena, t.achieved), NULL),
                    gap, split, NULL);
}
