/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The functions of expressions as one table.
 */
#include "data/fold.h"
#include "data/period.h"
#include "engine/expression.h"
#include "indicators/stat.h"

#include <string.h>

struct call {
    struct evaluator *e;
    const struct expression *x;
    const struct cell *args; /* of all arguments, one after the other */
    size_t n;
};

typedef bool function(const struct call *c, struct operand *out);

static bool overflow(const struct call *c)
{
    return expression_fault(c->e, c->x->place, MSG_OVERFLOW, c->x->text, "");
}

static bool not_number(const struct call *c, const struct operand *value)
{
    return expression_fault(c->e, c->x->place, MSG_NOT_NUMBER, value->text, "");
}

static bool give_whole(struct operand *out, long long n)
{
    *out = operand_number((struct rational){n, 1});
    return true;
}

/* The first value that is missing, or NULL; false where one is a word. */
static bool numbers_only(const struct call *c, const struct operand **missing)
{
    *missing = NULL;
    for (size_t i = 0; i < c->n; i++) {
        const struct operand *v = &c->args[i].value;
        if (v->kind == OPERAND_MISSING && !*missing)
            *missing = v;
        if (v->kind == OPERAND_TEXT || v->kind == OPERAND_TRUTH)
            return not_number(c, v);
    }
    return true;
}

/* -- sums ------------------------------------------------------------------ */

static bool add_up(const struct call *c, struct operand *out, bool zero_nil,
                   bool skip_unknown)
{
    struct rational sum = {0, 1};
    bool lower = false;
    for (size_t i = 0; i < c->n; i++) {
        const struct operand *v = &c->args[i].value;
        bool nothing = v->kind == OPERAND_TEXT || (v->kind == OPERAND_MISSING &&
                                                   v->missing == MISSING_NIL);
        if (zero_nil && nothing)
            continue;
        if (v->kind == OPERAND_MISSING && skip_unknown) {
            lower = true;
            continue;
        }
        if (v->kind == OPERAND_MISSING) {
            *out = operand_missing(v->missing);
            return true;
        }
        if (v->kind != OPERAND_NUMBER)
            return not_number(c, v);
        if (!rational_add(sum, v->number, &sum))
            return overflow(c);
        lower = lower || v->lower_bound;
    }
    *out = operand_number(sum);
    out->lower_bound = lower;
    return true;
}

static bool do_sum(const struct call *c, struct operand *out)
{
    return add_up(c, out, false, false);
}

static bool do_sum0(const struct call *c, struct operand *out)
{
    return add_up(c, out, true, false);
}

static bool do_sumknown(const struct call *c, struct operand *out)
{
    return add_up(c, out, false, true);
}

/* -- one number ------------------------------------------------------------ */

static bool do_round(const struct call *c, struct operand *out)
{
    const struct operand *missing;
    if (c->n != 2)
        return expression_fault(c->e, c->x->place, MSG_ARGUMENTS, c->x->text,
                                "2");
    if (!numbers_only(c, &missing))
        return false;
    if (missing) {
        *out = operand_missing(missing->missing);
        return true;
    }
    struct rational places = c->args[1].value.number, r;
    struct decimal d;
    if (places.den != 1 || places.num < 0 || places.num > 18)
        return expression_fault(c->e, c->x->place, MSG_ARGUMENTS, c->x->text,
                                "0-18");
    if (!rational_round(c->args[0].value.number, (int)places.num, ROUND_HALF_UP,
                        &d) ||
        !rational_of_decimal(d, &r))
        return overflow(c);
    *out = operand_number(r);
    out->decimals = (int)places.num;
    out->lower_bound = c->args[0].value.lower_bound;
    return true;
}

static bool do_abs(const struct call *c, struct operand *out)
{
    *out = c->args[0].value;
    if (out->kind == OPERAND_TEXT || out->kind == OPERAND_TRUTH)
        return not_number(c, out);
    if (out->kind == OPERAND_NUMBER && out->number.num < 0 &&
        !int128_sub(0, out->number.num, &out->number.num))
        return overflow(c);
    return true;
}

/* -- series ---------------------------------------------------------------- */

static bool do_first(const struct call *c, struct operand *out)
{
    *out = c->args[0].value;
    return true;
}

static bool do_last(const struct call *c, struct operand *out)
{
    *out = c->args[c->n - 1].value;
    return true;
}

/* sign 1: the largest, -1: the smallest. */
static bool extreme(const struct call *c, int sign, struct operand *out)
{
    const struct operand *missing;
    if (!numbers_only(c, &missing))
        return false;
    *out = c->args[0].value;
    for (size_t i = 1; i < c->n && !missing; i++)
        if (sign * rational_compare(c->args[i].value.number, out->number) > 0)
            *out = c->args[i].value;
    if (missing)
        *out = operand_missing(missing->missing);
    return true;
}

static bool do_max(const struct call *c, struct operand *out)
{
    return extreme(c, 1, out);
}

static bool do_min(const struct call *c, struct operand *out)
{
    return extreme(c, -1, out);
}

/* The exact least squares slope by year. */
static bool do_slope(const struct call *c, struct operand *out)
{
    const struct operand *missing;
    if (!numbers_only(c, &missing))
        return false;
    if (missing) {
        *out = operand_missing(missing->missing);
        return true;
    }
    int *years = arena_make(c->e->arena, int, c->n);
    struct decimal *y = arena_make(c->e->arena, struct decimal, c->n);
    for (size_t i = 0; i < c->n; i++) {
        const struct operand *v = &c->args[i].value;
        years[i] = v->year;
        if (!v->year ||
            !rational_round(v->number, v->decimals, ROUND_HALF_UP, &y[i]))
            return expression_fault(c->e, c->x->place, MSG_ARGUMENTS,
                                    c->x->text, "ID@*");
    }
    struct exact_line line;
    enum stat_status status = stat_linear_exact(years, y, c->n, &line);
    if (status == STAT_OVERFLOW)
        return overflow(c);
    if (status != STAT_OK)
        return expression_fault(c->e, c->x->place, MSG_ARGUMENTS, c->x->text,
                                "n >= 2");
    *out = operand_number(line.slope);
    return true;
}

/* How many values at the end of a series equal the last argument; a missing
 * one that ends the run leaves its length unknown. */
static bool do_streak(const struct call *c, struct operand *out)
{
    const struct operand *wanted = &c->args[c->n - 1].value, *missing;
    if (!numbers_only(c, &missing))
        return false;
    long long run = 0;
    for (size_t i = c->n - 1; i-- > 0; run++) {
        const struct operand *v = &c->args[i].value;
        if (v->kind == OPERAND_MISSING || wanted->kind == OPERAND_MISSING) {
            *out = v->kind == OPERAND_MISSING ? *v : *wanted;
            return true;
        }
        if (rational_compare(v->number, wanted->number) != 0)
            break;
    }
    return give_whole(out, run);
}

static bool do_distinct(const struct call *c, struct operand *out)
{
    long long n = 0;
    for (size_t i = 0; i < c->n; i++) {
        bool seen = false;
        for (size_t k = 0; k < i && !seen; k++)
            seen = fold_equal(c->e->arena, c->args[i].value.text,
                              c->args[k].value.text);
        n += !seen;
    }
    return give_whole(out, n);
}

/* The fiscal year of the first cell of a row that has a word in it. */
static bool do_begins(const struct call *c, struct operand *out)
{
    const struct operand *word = &c->args[c->n - 1].value;
    const char *key = fold_key(c->e->arena, word->text);
    for (size_t i = 0; i + 1 < c->n; i++) {
        const struct operand *v = &c->args[i].value;
        if (v->year && strstr(fold_key(c->e->arena, v->text), key))
            return give_whole(out, v->year);
    }
    *out = operand_missing(MISSING_ABSENT);
    return true;
}

/* The names in a list: 墨田区、大田区 are two. */
static bool do_length(const struct call *c, struct operand *out)
{
    const struct operand *v = &c->args[0].value;
    if (v->kind == OPERAND_MISSING) {
        *out = *v;
        return true;
    }
    long long n = 1;
    for (const char *at = v->text; (at = strstr(at, "、")); at += strlen("、"))
        n++;
    return give_whole(out, *v->text ? n : 0);
}

/* Of a cell's name, ID:KEY. */
static size_t row_length(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot ? (size_t)(dot - name) : strlen(name);
}

static bool same_row(const struct cell *a, const struct cell *b)
{
    size_t n = row_length(a->name);
    return n == row_length(b->name) && memcmp(a->name, b->name, n) == 0;
}

/* agree(S:*.total, S:*.*): the rows whose 計 has the stage of the last
 * planned year that is not a dash. */
static bool do_agree(const struct call *c, struct operand *out)
{
    long long n = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct cell *total = &c->args[i], *last = NULL;
        for (size_t k = 0; k < c->n && !total->value.year; k++)
            if (c->args[k].value.year &&
                c->args[k].value.kind != OPERAND_MISSING &&
                same_row(total, &c->args[k]))
                last = &c->args[k];
        n += last && strcmp(c->e->stage(c->e, total->value.text),
                            c->e->stage(c->e, last->value.text)) == 0;
    }
    return give_whole(out, n);
}

/* -- years and days -------------------------------------------------------- */

bool expression_year(const struct operand *value, struct rational *out)
{
    struct period p;
    *out = value->number;
    if (value->kind == OPERAND_NUMBER)
        return true;
    if (value->kind != OPERAND_TEXT ||
        message_is_error(period_read(value->text, AXIS_FISCAL_YEAR, &p).id))
        return false;
    *out = (struct rational){period_fiscal_year(p), 1};
    return true;
}

static bool years_between(const struct call *c, int more, struct operand *out)
{
    struct rational from, to, r;
    for (size_t i = 0; i < c->n; i++)
        if (c->args[i].value.kind == OPERAND_MISSING) {
            *out = c->args[i].value;
            return true;
        }
    if (c->n != 2 || !expression_year(&c->args[0].value, &from) ||
        !expression_year(&c->args[1].value, &to))
        return expression_fault(c->e, c->x->place, MSG_ARGUMENTS, c->x->text,
                                "H30, R4");
    if (!rational_sub(to, from, &r) ||
        !rational_add(r, (struct rational){more, 1}, &r))
        return overflow(c);
    *out = operand_number(r);
    return true;
}

static bool do_years(const struct call *c, struct operand *out)
{
    return years_between(c, 0, out);
}

static bool do_span(const struct call *c, struct operand *out)
{
    return years_between(c, 1, out);
}

/* Sakamoto's method for the Gregorian calendar, 0 = Sunday. */
static int day_of_week(int year, int month, int day)
{
    static const int shift[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
    if (month < 3)
        year--;
    return (year + year / 4 - year / 100 + year / 400 + shift[month - 1] +
            day) %
           7;
}

static bool do_weekday(const struct call *c, struct operand *out)
{
    static const char *const names[] = {"日", "月", "火", "水",
                                        "木", "金", "土"};
    const struct operand *v = &c->args[0].value;
    struct period p;
    if (v->kind == OPERAND_MISSING) {
        *out = *v;
        return true;
    }
    struct str day = str_of(v->text); /* without the weekday behind it */
    for (size_t i = 0; i < day.len; i++)
        if (day.at[i] == '(' || str_starts(str_from(day, i), "（"))
            day = str_head(day, i);
    if (message_is_error(
            period_read(str_z(c->e->arena, day), AXIS_DATE, &p).id) ||
        p.kind != PERIOD_DAY)
        return expression_fault(c->e, c->x->place, MSG_ARGUMENTS, c->x->text,
                                v->text);
    *out = (struct operand){.kind = OPERAND_TEXT,
                            .text = names[day_of_week(p.year, p.month, p.day)]};
    return true;
}

/* -- counting -------------------------------------------------------------- */

/* count(names) or count(names = "text"): the cells that compare so. */
static bool do_count(struct evaluator *e, const struct expression *x,
                     struct operand *out)
{
    const struct expression *arg = x->args[0];
    struct cells cells;
    bool filtered = arg->kind == EXPRESSION_COMPARE && arg->n == 2;
    struct operand wanted;
    if (!expression_cells(e, filtered ? arg->args[0] : arg, &cells) ||
        (filtered && !expression_value(e, arg->args[1], &wanted)))
        return false;
    long long n = 0;
    for (size_t i = 0; i < cells.n; i++) {
        bool good = true;
        if (filtered &&
            (cells.items[i].value.kind != OPERAND_MISSING ||
             wanted.kind == OPERAND_TEXT) &&
            !expression_compare(e, arg->place, arg->ops[0],
                                &cells.items[i].value, &wanted, &good))
            return false;
        if (filtered && cells.items[i].value.kind == OPERAND_MISSING &&
            wanted.kind != OPERAND_TEXT)
            good = false;
        n += good;
    }
    return give_whole(out, n);
}

static const struct row {
    const char *name;
    size_t least; /* values */
    function *run;
} functions[] = {
    {"sum", 1, do_sum},
    {"sum0", 1, do_sum0},         /* ― and words count as nothing */
    {"sumknown", 1, do_sumknown}, /* a lower bound where any is unknown */
    {"round", 2, do_round},       /* 四捨五入 to n decimals */
    {"abs", 1, do_abs},
    {"first", 1, do_first},
    {"last", 1, do_last},
    {"max", 1, do_max},
    {"min", 1, do_min},
    {"slope", 2, do_slope},
    {"streak", 2, do_streak}, /* of the last argument, at the end */
    {"distinct", 1, do_distinct},
    {"begins", 2, do_begins}, /* fiscal year of a word in a row */
    {"length", 1, do_length}, /* names in a list */
    {"agree", 2, do_agree},   /* rows whose 計 repeats their end */
    {"years", 2, do_years},   /* elapsed */
    {"span", 2, do_span},     /* both ends counted */
    {"weekday", 1, do_weekday},
};

static bool flatten(struct call *c)
{
    struct cell *all = NULL;
    for (size_t i = 0; i < c->x->n; i++) {
        struct cells some;
        if (!expression_cells(c->e, c->x->args[i], &some))
            return false;
        all = arena_grow(c->e->arena, all, c->n, c->n + some.n, sizeof *all);
        for (size_t k = 0; k < some.n; k++) {
            all[c->n] = some.items[k];
            if (!all[c->n].value.text)
                all[c->n].value.text = "";
            c->n++;
        }
    }
    c->args = all;
    return true;
}

static bool unknown_function(struct evaluator *e, const struct expression *x)
{
    const char *names[LEN(functions) + 1];
    for (size_t i = 0; i < LEN(functions); i++)
        names[i] = functions[i].name;
    names[LEN(functions)] = "count";
    const char *near = fold_nearest(e->arena, x->text, names, LEN(names));
    return expression_fault(e, x->place, MSG_FUNCTION, x->text,
                            near ? str_join(e->arena, " → ", near, NULL) : "");
}

bool expression_call(struct evaluator *e, const struct expression *x,
                     struct operand *out)
{
    if (strcmp(x->text, "count") == 0 && x->n == 1)
        return do_count(e, x, out);
    for (size_t i = 0; i < LEN(functions); i++) {
        if (strcmp(functions[i].name, x->text) != 0)
            continue;
        struct call c = {.e = e, .x = x};
        if (!flatten(&c))
            return false;
        if (c.n < functions[i].least)
            return expression_fault(e, x->place, MSG_ARGUMENTS, x->text,
                                    str_count(e->arena, functions[i].least));
        return functions[i].run(&c, out);
    }
    return unknown_function(e, x);
}
