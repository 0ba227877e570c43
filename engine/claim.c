/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The types of claims as one table, and how each is judged.
 */
#include "engine/claim.h"

#include "data/fold.h"
#include "data/period.h"
#include "indicators/stat.h"

#include <string.h>

typedef bool judge(struct claim_work *w);

struct claim_type {
    const char *name, *japanese;
    judge *run;
    enum { NO_FORMULA, ANY_FORMULA, SERIES } formula;
    enum claim_rounding rounding; /* where the claim gives none */
    const char *conditions;
};

static bool supported_if(struct claim_work *w, bool good, enum word rule)
{
    w->out->result = good ? CLAIM_SUPPORTED : CLAIM_CONTRADICTED;
    w->out->rule = rule;
    return true;
}

static void show_number(struct claim_work *w, struct rational r)
{
    const char *text = claim_number_text(w->e->arena, r);
    claim_show(w, text ? text : "", text ? text : "");
}

/* -- sums of rounded parts ------------------------------------------------- */

/* n parts, each rounded at d decimals, miss their sum by n/2 units at most. */
static bool within_parts(const struct claim_work *w, struct rational sum,
                         struct decimal p)
{
    const struct cells *cells = &w->out->cells;
    int most = 0;
    struct rational total, miss, allowed;
    int128 power;
    for (size_t i = 0; i < cells->n; i++)
        if (cells->items[i].value.decimals > most)
            most = cells->items[i].value.decimals;
    if (!rational_of_decimal(p, &total) || !rational_sub(sum, total, &miss) ||
        !decimal_power(most, &power) ||
        !rational_make((int128)cells->n, 2 * power, &allowed))
        return false;
    if (miss.num < 0)
        miss.num = -miss.num;
    return rational_compare(miss, allowed) <= 0;
}

static bool judge_sum(struct claim_work *w)
{
    struct decimal p;
    if (!claim_check_numbers(w))
        return false;
    if (w->claim->rounding != CLAIM_DIGITS || w->claim->n_formulas != 1 ||
        w->out->result == CLAIM_NO_DATA)
        return true;
    w->out->rule = WORD_CLAIM_RULE_PARTS;
    w->out->args[0] = str_count(w->e->arena, w->out->cells.n);
    if (w->out->result == CLAIM_CONTRADICTED && claim_published(w, 0, &p) &&
        within_parts(w, w->values[0].number, p)) {
        w->out->result = CLAIM_SUPPORTED;
        w->out->rounded_parts = true;
    }
    return true;
}

/* -- directions, trends ---------------------------------------------------- */

static const struct {
    const char *word;
    int sign;
} directions[] = {
    {"increase", 1}, {"増加", 1},      {"増", 1},     {"拡大", 1},
    {"増設", 1},     {"上昇", 1},      {"rising", 1}, {"decrease", -1},
    {"減少", -1},    {"減", -1},       {"低下", -1},  {"縮小", -1},
    {"falling", -1}, {"unchanged", 0}, {"横ばい", 0}, {"維持", 0},
};

static bool direction_of(const struct claim_work *w, int *sign)
{
    for (size_t i = 0; i < LEN(directions); i++)
        if (fold_equal(w->e->arena, directions[i].word, w->claim->published)) {
            *sign = directions[i].sign;
            return true;
        }
    return claim_wrong_published(w);
}

static int sign_of(struct rational r)
{
    return (r.num > 0) - (r.num < 0);
}

static bool judge_direction(struct claim_work *w)
{
    const struct operand *v = &w->values[0];
    int sign;
    if (!direction_of(w, &sign))
        return false;
    if (v->kind == OPERAND_MISSING) {
        claim_missing(w, v->missing);
        return true;
    }
    if (v->kind != OPERAND_NUMBER)
        return expression_fault(w->e, w->claim->formula_place, MSG_NOT_NUMBER,
                                v->text ? v->text : "", "");
    show_number(w, v->number);
    w->out->lower_bound = v->lower_bound;
    return supported_if(w, sign_of(v->number) == sign, WORD_CLAIM_RULE_SIGN);
}

/* The cells of the formula as years and numbers, in the order of years. */
struct series {
    size_t n;
    int *years;
    struct decimal *exact;
    double *y;
    const struct cell *cells;
    enum missing hole, last; /* of any cell without a number, of the last */
};

static bool read_series(struct claim_work *w, struct series *s)
{
    struct cells cells;
    struct arena *arena = w->e->arena;
    if (!expression_cells(w->e, w->claim->formulas[0], &cells))
        return false;
    *s =
        (struct series){.years = arena_make(arena, int, cells.n + 1),
                        .exact = arena_make(arena, struct decimal, cells.n + 1),
                        .y = arena_make(arena, double, cells.n + 1),
                        .cells = cells.items};
    for (size_t i = 0; i < cells.n; i++) {
        const struct operand *v = &cells.items[i].value;
        s->last = v->kind == OPERAND_NUMBER    ? MISSING_NOT
                  : v->kind == OPERAND_MISSING ? v->missing
                                               : MISSING_ABSENT;
        if (s->last != MISSING_NOT)
            s->hole = s->last;
        if (v->kind != OPERAND_NUMBER)
            continue;
        s->years[s->n] = v->year ? v->year : (int)i;
        if (!rational_round(v->number, v->decimals, ROUND_HALF_UP,
                            &s->exact[s->n]))
            return expression_fault(w->e, w->claim->formula_place, MSG_OVERFLOW,
                                    w->claim->id, "");
        s->y[s->n] = decimal_double(s->exact[s->n]);
        s->n++;
    }
    return true;
}

enum { TREND_LEAST = 3 };

static bool judge_trend(struct claim_work *w)
{
    static const double level = 0.05;
    struct series s;
    struct exact_line line;
    struct kendall k;
    struct decimal p;
    int sign;
    if (!direction_of(w, &sign) || !read_series(w, &s))
        return false;
    if (s.n < TREND_LEAST ||
        stat_linear_exact(s.years, s.exact, s.n, &line) != STAT_OK ||
        stat_kendall(s.y, s.n, &k) != STAT_OK) {
        claim_missing(w, MISSING_ABSENT);
        return true;
    }
    show_number(w, line.slope);
    w->out->rule = WORD_CLAIM_RULE_TREND;
    w->out->args[0] = str_count(w->e->arena, s.n);
    w->out->args[1] = "";
    if (decimal_of_double(k.p, 10, &p) &&
        decimal_round(p, 3, ROUND_HALF_UP, &p))
        w->out->args[1] = decimal_text(w->e->arena, p);
    bool significant = k.p <= level, agrees = sign_of(line.slope) == sign;
    if (sign == 0) /* 横ばい: no trend can be shown, which proves none */
        w->out->result = significant ? CLAIM_CONTRADICTED : CLAIM_AMBIGUOUS;
    else if (!agrees)
        w->out->result = CLAIM_CONTRADICTED;
    else
        w->out->result = significant ? CLAIM_SUPPORTED : CLAIM_AMBIGUOUS;
    return true;
}

/* The last value is the largest (smallest) of the series, and the only one.
 * An unknown last value, or an unknown one that may be larger, decides
 * nothing. */
static bool judge_record(struct claim_work *w)
{
    struct series s;
    int sign = strcmp(w->claim->condition, "min") == 0 ? -1 : 1;
    if (!read_series(w, &s))
        return false;
    if (s.n < 2 || s.last != MISSING_NOT) {
        claim_missing(w, s.last != MISSING_NOT ? s.last : MISSING_ABSENT);
        return true;
    }
    struct decimal last = s.exact[s.n - 1];
    bool beaten = false, tied = false;
    for (size_t i = 0; i + 1 < s.n; i++) {
        int order = sign * decimal_compare(s.exact[i], last);
        beaten = beaten || order > 0;
        tied = tied || order == 0;
    }
    if (!beaten && s.hole != MISSING_NOT) {
        claim_missing(w, s.hole);
        return true;
    }
    const char *text = decimal_text(w->e->arena, last);
    claim_show(w, text, text);
    supported_if(w, !beaten, WORD_CLAIM_RULE_RECORD);
    if (!beaten && tied)
        w->out->result = CLAIM_AMBIGUOUS;
    return true;
}

/* -- orders, equalities ---------------------------------------------------- */

/* Comparisons must hold; numbers beside them are only shown. */
static bool judge_truths(struct claim_work *w, enum word rule)
{
    bool good = true, compared = false, shown = false;
    for (size_t i = 0; i < w->claim->n_formulas; i++) {
        const struct operand *v = &w->values[i];
        if (v->kind == OPERAND_MISSING) {
            claim_missing(w, v->missing);
            return true;
        }
        compared = compared || v->kind == OPERAND_TRUTH;
        good = good && (v->kind != OPERAND_TRUTH || v->truth);
        shown = shown || v->kind == OPERAND_NUMBER;
        w->out->lower_bound = w->out->lower_bound || v->lower_bound;
        if (v->kind == OPERAND_NUMBER)
            show_number(w, v->number);
    }
    if (!compared)
        return expression_fault(w->e, w->claim->formula_place,
                                MSG_NO_COMPARISON, w->claim->formula, "");
    for (size_t i = 0; i < w->claim->n_formulas && !shown; i++)
        if (w->values[i].has_difference)
            show_number(w, w->values[i].number);
    return supported_if(w, good, rule);
}

static bool judge_order(struct claim_work *w)
{
    return judge_truths(w, WORD_CLAIM_RULE_ORDER);
}

static bool judge_equal(struct claim_work *w)
{
    return judge_truths(w, WORD_CLAIM_RULE_EQUAL);
}

/* -- years, days, words ---------------------------------------------------- */

/* Formula FROM; TO.  The two ways of counting always differ by one year, so
 * a number that fits one way only is ambiguous unless the claim says which. */
static bool judge_period(struct claim_work *w)
{
    struct decimal p;
    struct rational stated, from, to, years, span;
    if (w->claim->n_formulas != 2 || !expression_year(&w->values[0], &from) ||
        !expression_year(&w->values[1], &to))
        return expression_fault(w->e, w->claim->formula_place, MSG_ARGUMENTS,
                                w->claim->type_name, "H30; R4");
    if (!claim_published(w, 0, &p) || !rational_of_decimal(p, &stated) ||
        !rational_sub(to, from, &years) ||
        !rational_add(years, (struct rational){1, 1}, &span))
        return false;
    bool by_years = rational_compare(stated, years) == 0;
    bool by_span = rational_compare(stated, span) == 0;
    const char *condition = w->claim->condition;
    w->out->args[0] = claim_number_text(w->e->arena, years);
    w->out->args[1] = claim_number_text(w->e->arena, span);
    bool count_years =
        strcmp(condition, "elapsed") == 0 || (!*condition && by_years);
    show_number(w, count_years ? years : span);
    supported_if(w,
                 *condition ? (count_years ? by_years : by_span)
                            : by_years || by_span,
                 WORD_CLAIM_RULE_PERIOD);
    if (!*condition && w->out->result == CLAIM_SUPPORTED)
        w->out->result = CLAIM_AMBIGUOUS;
    return true;
}

static bool judge_weekday(struct claim_work *w)
{
    const struct operand *v = &w->values[0];
    if (v->kind == OPERAND_MISSING) {
        claim_missing(w, v->missing);
        return true;
    }
    if (v->kind != OPERAND_TEXT)
        return expression_fault(w->e, w->claim->formula_place, MSG_ARGUMENTS,
                                "weekday", w->claim->formula);
    claim_show(w, v->text, v->text);
    return supported_if(w, str_starts(str_of(w->claim->published), v->text),
                        WORD_CLAIM_RULE_WEEKDAY);
}

/* Formula: the ratio.  「1.4倍増」 may mean 1.4 times as many, or more by 1.4
 * times: what fits only one of them is ambiguous. */
static bool judge_wording(struct claim_work *w)
{
    struct decimal p, rounded;
    struct rational literal;
    const struct operand *v = &w->values[0];
    if (v->kind == OPERAND_MISSING) {
        claim_missing(w, v->missing);
        return true;
    }
    if (v->kind != OPERAND_NUMBER ||
        !rational_sub(v->number, (struct rational){1, 1}, &literal))
        return expression_fault(w->e, w->claim->formula_place, MSG_NOT_NUMBER,
                                v->text ? v->text : "", "");
    if (!claim_published(w, 0, &p))
        return false;
    bool as_many = claim_same(v->number, p, w->claim->rounding, &rounded);
    w->out->args[0] = decimal_text(w->e->arena, rounded);
    bool more_by = claim_same(literal, p, w->claim->rounding, &rounded);
    w->out->args[1] = decimal_text(w->e->arena, rounded);
    const char *text = claim_number_text(w->e->arena, literal);
    claim_show(w, text ? text : "", w->out->args[1]);
    w->out->rule = WORD_CLAIM_RULE_WORDING;
    w->out->result = as_many && more_by   ? CLAIM_SUPPORTED
                     : as_many || more_by ? CLAIM_AMBIGUOUS
                                          : CLAIM_CONTRADICTED;
    return true;
}

/* All cells of the series are published with one number of decimals. */
static bool judge_decimals(struct claim_work *w)
{
    struct cells cells;
    size_t times[40] = {0};
    int usual = 0, odd = -1;
    if (!expression_cells(w->e, w->claim->formulas[0], &cells))
        return false;
    for (size_t i = 0; i < cells.n; i++)
        if (cells.items[i].value.kind == OPERAND_NUMBER &&
            cells.items[i].value.decimals < (int)LEN(times))
            times[cells.items[i].value.decimals]++;
    for (int i = 0; i < (int)LEN(times); i++)
        usual = times[i] > times[usual] ? i : usual;
    for (int i = 0; i < (int)LEN(times); i++)
        odd = times[i] && i != usual ? i : odd;
    const char *text =
        str_count(w->e->arena, (uint64_t)(odd >= 0 ? odd : usual));
    claim_show(w, text, text);
    w->out->args[0] = str_count(w->e->arena, (uint64_t)usual);
    return supported_if(w, odd < 0, WORD_CLAIM_RULE_DECIMALS);
}

/* Causes, and what the data cannot show; a formula is computed to inform. */
static bool judge_nothing(struct claim_work *w)
{
    w->out->result = CLAIM_NO_DATA;
    w->out->rule = WORD_CLAIM_RULE_NOTHING;
    for (size_t i = 0; i < w->claim->n_formulas; i++)
        if (w->values[i].kind == OPERAND_NUMBER)
            show_number(w, w->values[i].number);
    return true;
}

/* -- the table ------------------------------------------------------------- */

static const struct claim_type types[] = {
    {"value", "値", claim_check_numbers, ANY_FORMULA, CLAIM_EXACT, ""},
    {"difference", "差", claim_check_numbers, ANY_FORMULA, CLAIM_EXACT, ""},
    {"sum", "合計", judge_sum, ANY_FORMULA, CLAIM_EXACT, ""},
    {"ratio", "比", claim_check_numbers, ANY_FORMULA, CLAIM_DIGITS, ""},
    {"share", "割合", claim_check_numbers, ANY_FORMULA, CLAIM_DIGITS, ""},
    {"direction", "増減", judge_direction, ANY_FORMULA, CLAIM_EXACT, ""},
    {"order", "順序", judge_order, ANY_FORMULA, CLAIM_EXACT, ""},
    {"record", "最多", judge_record, SERIES, CLAIM_EXACT, "max|min"},
    {"streak", "連続", claim_check_numbers, ANY_FORMULA, CLAIM_EXACT, ""},
    {"trend", "傾向", judge_trend, SERIES, CLAIM_EXACT, ""},
    {"count", "個数", claim_check_numbers, ANY_FORMULA, CLAIM_EXACT, ""},
    {"weekday", "曜日", judge_weekday, ANY_FORMULA, CLAIM_EXACT, ""},
    {"period", "期間", judge_period, ANY_FORMULA, CLAIM_EXACT,
     "both-ends|elapsed"},
    {"equal", "一致", judge_equal, ANY_FORMULA, CLAIM_EXACT, ""},
    {"decimals", "桁", judge_decimals, SERIES, CLAIM_EXACT, ""},
    {"era", "西暦", claim_check_numbers, ANY_FORMULA, CLAIM_EXACT, ""},
    {"wording", "言い方", judge_wording, ANY_FORMULA, CLAIM_DIGITS, ""},
    {"unverifiable", "確認不能", judge_nothing, NO_FORMULA, CLAIM_EXACT, ""},
};

const struct claim_type *claim_type_find(struct arena *arena, const char *name)
{
    for (size_t i = 0; i < LEN(types); i++)
        if (strcmp(types[i].name, name) == 0 ||
            fold_equal(arena, types[i].japanese, name))
            return &types[i];
    return NULL;
}

const char *claim_type_name(const struct claim_type *type, enum lang lang)
{
    return lang == LANG_JA ? type->japanese : type->name;
}

const char *claim_type_nearest(struct arena *arena, const char *name)
{
    const char *names[LEN(types)];
    for (size_t i = 0; i < LEN(types); i++)
        names[i] = types[i].name;
    return fold_nearest(arena, name, names, LEN(types));
}

bool claim_type_needs_formula(const struct claim_type *type)
{
    return type->formula != NO_FORMULA;
}

enum claim_rounding claim_type_rounding(const struct claim_type *type)
{
    return type->rounding;
}

const char *claim_type_conditions(const struct claim_type *type)
{
    return type->conditions;
}

/* -- wording --------------------------------------------------------------- */

/* A digit right before `word` (blanks between do not count). */
static bool after_digit(const char *text, const char *word, const char **end)
{
    for (const char *at = text; (at = strstr(at, word)); at++) {
        const char *before = at;
        while (before > text && before[-1] == ' ')
            before--;
        if (before > text && before[-1] >= '0' && before[-1] <= '9') {
            *end = at + strlen(word);
            return true;
        }
    }
    return false;
}

unsigned claim_lints(struct arena *arena, const char *text)
{
    static const char *const changes[] = {"増", "減", "上昇", "低下", "改善"};
    const char *key = fold_key(arena, text), *end;
    unsigned found = 0;
    if (after_digit(key, "倍増", &end))
        found |= LINT_TIMES_INCREASE;
    if (after_digit(key, "年間", &end))
        found |= LINT_YEARS;
    if (after_digit(key, "%", &end))
        for (size_t i = 0; i < LEN(changes); i++)
            if (str_starts(str_of(end), changes[i]))
                found |= LINT_POINTS;
    return found;
}

bool claim_check(struct evaluator *e, const struct claim *claim,
                 struct claim_verdict *out)
{
    struct claim_work w = {.e = e, .claim = claim, .out = out};
    *out = (struct claim_verdict){.computed = "", .digits = ""};
    out->lints = claim_lints(e->arena, claim->text);
    bool good = true;
    for (size_t i = 0; i < claim->n_formulas; i++)
        if (claim->type->formula != SERIES)
            good =
                expression_value(e, claim->formulas[i], &w.values[i]) && good;
    out->cells = (struct cells){e->used, e->n_used};
    if (!good || !claim->type->run(&w))
        return false;
    out->cells = (struct cells){e->used, e->n_used};
    return true;
}
