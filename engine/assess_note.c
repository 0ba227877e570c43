/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of a verdict: reasons and notes.
 */
#include "engine/assess_out.h"
#include "engine/sentence_verdicts.h"

static const enum word reason_words[METHOD_REASON_COUNT] = {
    [METHOD_NO_ACTUAL] = WORD_AS_REASON_NO_ACTUAL,
    [METHOD_ONE_POINT] = WORD_AS_REASON_ONE_POINT,
    [METHOD_FEW_POINTS] = WORD_AS_REASON_FEW_POINTS,
    [METHOD_ALL_EQUAL] = WORD_AS_REASON_ALL_EQUAL,
    [METHOD_SHORT_SERIES] = WORD_AS_REASON_SHORT_SERIES,
    [METHOD_DIRECTION] = WORD_AS_REASON_DIRECTION,
    [METHOD_NO_BASELINE] = WORD_AS_REASON_NO_BASELINE,
    [METHOD_NO_TARGET] = WORD_AS_REASON_NO_TARGET,
    [METHOD_NO_YEAR] = WORD_AS_REASON_NO_YEAR,
    [METHOD_YEAR_ORDER] = WORD_AS_REASON_YEAR_ORDER,
    [METHOD_YEAR_PAST] = WORD_AS_REASON_YEAR_PAST,
    [METHOD_EQUAL] = WORD_AS_REASON_EQUAL,
    [METHOD_TARGET_SIDE] = WORD_AS_REASON_TARGET_SIDE,
    [METHOD_ZERO_BASE] = WORD_AS_REASON_ZERO_BASE,
    [METHOD_ZERO_TARGET] = WORD_AS_REASON_ZERO_TARGET,
    [METHOD_NEGATIVE_BASE] = WORD_AS_REASON_NEGATIVE_BASE,
    [METHOD_NEGATIVE_TARGET] = WORD_AS_REASON_NEGATIVE_TARGET,
    [METHOD_SIGNS] = WORD_AS_REASON_SIGNS,
    [METHOD_GAP] = WORD_AS_REASON_GAP,
    [METHOD_OVERFLOW] = WORD_AS_REASON_OVERFLOW,
};

static const enum word note_words[NOTE_COUNT] = {
    [NOTE_REACHED] = WORD_AS_NOTE_REACHED,
    [NOTE_PAST] = WORD_AS_NOTE_PAST,
    [NOTE_FIRST_BASE] = WORD_AS_NOTE_FIRST_BASE,
    [NOTE_ZERO] = WORD_AS_NOTE_ZERO,
    [NOTE_EQUAL] = WORD_AS_NOTE_EQUAL,
    [NOTE_NO_TARGET] = WORD_AS_NOTE_NO_TARGET,
    [NOTE_WEAKEST_END] = WORD_AS_NOTE_WEAKEST_END,
    [NOTE_NEAR_END] = WORD_AS_NOTE_NEAR_END,
    [NOTE_TESTED] = WORD_AS_NOTE_TESTED,
    [NOTE_GUIDE] = WORD_AS_NOTE_GUIDE,
    [NOTE_OVERLAP] = WORD_AS_NOTE_OVERLAP,
    [NOTE_ROUNDING] = WORD_AS_NOTE_ROUNDING,
    [NOTE_FEW_CHANGES] = WORD_AS_NOTE_FEW_CHANGES,
    [NOTE_YEAR] = WORD_AS_NOTE_YEAR,
    [NOTE_TREND] = WORD_AS_NOTE_TREND,
    [NOTE_NEVER] = WORD_AS_NOTE_NEVER,
    [NOTE_CHANCE] = WORD_AS_NOTE_CHANCE,
    [NOTE_WINDOW] = WORD_AS_NOTE_WINDOW,
};

const char *assess_out_period(struct arena *arena, const struct assess_case *of,
                              int year)
{
    if (!year)
        return "";
    return str_join(arena, of->calendar ? "" : "FY",
                    str_count(arena, (uint64_t)year), NULL);
}

const char *assess_out_time(struct arena *arena, const struct assess_case *of,
                            const struct series_point *point)
{
    if (!point)
        return "";
    return point->label ? point->label
                        : assess_out_period(arena, of, point->year);
}

const char *assess_out_word(const struct assess_result *r)
{
    return r->verdict.class ? r->verdict.class->verdict : "not_assessed";
}

/* A double or a fraction in a sentence: two decimals, of p two digits. */
/* "=0.36", "=0.017" or "<0.001": what follows the letter p. */
static const char *p_in_note(struct arena *arena, struct component p)
{
    double value = component_double(p);
    struct decimal d;
    if (p.kind == COMPONENT_NONE || !decimal_of_double(value, 12, &d) ||
        !decimal_round(d, value < 0.05 ? 3 : 2, ROUND_HALF_UP, &d))
        return "=?";
    return decimal_sign(d) == 0
               ? "<0.001"
               : str_join(arena, "=", decimal_text(arena, d), NULL);
}

static const char *number_in_note(struct arena *arena, struct component c)
{
    struct decimal d;
    if (!component_percent(
            component_mul(c, component_exact((struct rational){1, 100})), 2,
            &d))
        return "?";
    return decimal_text(arena, d);
}

static enum word reason_word(const struct verdict *v)
{
    if (v->reason != METHOD_GAP)
        return reason_words[v->reason];
    if (v->below && v->above)
        return WORD_AS_REASON_GAP;
    return v->below   ? WORD_AS_REASON_GAP_ABOVE
           : v->above ? WORD_AS_REASON_GAP_BELOW
                      : WORD_AS_REASON_GAP_ALONE;
}

static const char *reason_text(const struct assess_results *all,
                               const struct verdict *v)
{
    const char *args[2] = {v->below ? v->below->verdict : "",
                           v->above ? v->above->verdict : ""};
    if (!v->below)
        args[0] = args[1];
    return word_fill(all->arena, all->lang, reason_word(v), LEN(args), args);
}

static const char *trend_text(const struct assess_results *all,
                              const struct verdict *v)
{
    struct arena *arena = all->arena;
    struct decimal s = {0, 0};
    (void)component_decimal(v->s, &s);
    const char *args[5] = {decimal_text(arena, s), p_in_note(arena, v->p),
                           number_in_note(arena, v->sen),
                           number_in_note(arena, v->actual),
                           number_in_note(arena, v->se)};
    return word_fill(arena, all->lang, WORD_AS_NOTE_TREND, LEN(args), args);
}

/* The score is positive towards the target; rho as it stands in the series. */
static const char *chance_text(const struct assess_results *all,
                               const struct assess_result *r)
{
    const struct verdict *v = &r->verdict;
    struct component rho = r->of->series.direction == DIRECTION_DOWN
                               ? component_negate(v->score)
                               : v->score;
    const char *args[3] = {
        number_in_note(all->arena, rho), p_in_note(all->arena, v->p),
        sentence_chance(all->lang, stat_chance_of(component_double(v->ratio)))};
    return word_fill(all->arena, all->lang, WORD_AS_NOTE_CHANCE, LEN(args),
                     args);
}

static const char *year_text(const struct assess_results *all,
                             const struct assess_result *r, int year)
{
    return all->style ? publish_period(all->arena, *all->style,
                                       period_fiscal(year), PERIOD_LONG)
                      : assess_out_period(all->arena, r->of, year);
}

static const char *note_text(const struct assess_results *all,
                             const struct assess_result *r,
                             enum method_note note)
{
    const struct verdict *v = &r->verdict;
    const char *arg = "";
    enum word id = note_words[note];
    if (note == NOTE_TREND)
        return trend_text(all, v);
    if (note == NOTE_CHANCE)
        return chance_text(all, r);
    if (note == NOTE_ZERO)
        arg = decimal_text(all->arena, v->preset->parameter[PARAM_ZERO]);
    else if (note == NOTE_TESTED && v->p.kind == COMPONENT_NONE)
        id = WORD_AS_NOTE_INTERVAL;
    else if (note == NOTE_TESTED)
        arg = p_in_note(all->arena, v->p);
    else if (note == NOTE_OVERLAP)
        arg = v->also ? v->also->verdict : "";
    else if (note == NOTE_YEAR)
        arg = year_text(all, r, v->year);
    else if (note == NOTE_WINDOW)
        arg =
            v->base->label ? v->base->label : year_text(all, r, v->base->year);
    return word_fill(all->arena, all->lang, id, 1, &arg);
}

static void add(const struct assess_results *all, struct buf *b,
                const char *text)
{
    if (b->len)
        buf_z(b, all->lang == LANG_JA ? "；" : "; ");
    buf_z(b, text);
}

const char *assess_out_note(const struct assess_results *all,
                            const struct assess_result *r)
{
    struct buf b = buf_new(all->arena);
    if (r->overridden) {
        const char *args[2] = {r->override_reason,
                               r->computed
                                   ? r->computed->verdict
                                   : word(all->lang, WORD_AS_NOT_ASSESSED)};
        add(all, &b,
            word_fill(all->arena, all->lang, WORD_AS_NOTE_OVERRIDE, 2, args));
    }
    if (r->verdict.reason)
        add(all, &b, reason_text(all, &r->verdict));
    for (unsigned i = 0; i < NOTE_COUNT; i++)
        if (method_has_note(&r->verdict, (enum method_note)i))
            add(all, &b, note_text(all, r, (enum method_note)i));
    if (r->of->newer_missing)
        add(all, &b, word(all->lang, WORD_AS_NOTE_MARK));
    return buf_text(&b);
}
