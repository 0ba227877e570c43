/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * shihyo trend: models of the series of one CSV file, without a plan.
 *
 *   options            -> struct trend_ask           here
 *   file               -> series of points           trend_csv.h
 *   a series, a model  -> rows, by the ladder        trend_models.h
 *
 * Everything that is wrong with the file is said before the first row goes
 * out; then one series after another is fitted and forgotten.
 */
#include "engine/commands.h"

#include "data/number.h"
#include "engine/trend_models.h"
#include <string.h>

enum {
    T_SERIES,
    T_PERIOD,
    T_VALUE,
    T_SE,
    T_COUNT,
    T_BASE,
    T_PERCENT,
    T_MODEL,
    T_PREDICT,
    T_TARGET,
    T_DIRECTION,
    T_LEVEL,
    T_BREAK,
    T_LADDER,
    T_STAT,
    T_DIGITS
};

static const struct option_row rows[] = {
    {T_SERIES,
     "--series",
     NULL,
     "COL",
     NULL,
     {"系列の列（なければ全体を一つの系列とする）",
      "column of the series (none: all rows are one)"}},
    {T_PERIOD,
     "--period",
     NULL,
     "COL",
     NULL,
     {"期間の列", "column of the period"}},
    {T_VALUE, "--value", NULL, "COL", NULL, {"値の列", "column of the value"}},
    {T_SE,
     "--se",
     NULL,
     "COL",
     NULL,
     {"値の標準誤差の列", "column of the value's standard error"}},
    {T_COUNT,
     "--count",
     NULL,
     "COL",
     NULL,
     {"度数の列（割合の分子）", "column of the count behind a per cent"}},
    {T_BASE,
     "--base",
     NULL,
     "COL",
     NULL,
     {"基数の列（割合の分母）", "column of the base of that count"}},
    {T_PERCENT,
     "--percent",
     NULL,
     NULL,
     NULL,
     {"値は％（単位が書かれていないとき）",
      "values are per cent (where no unit says so)"}},
    {T_MODEL,
     "--model",
     NULL,
     "LIST",
     NULL,
     {"モデル（省略時 ols,mann-kendall、all はすべて）",
      "models (default ols,mann-kendall; all: every one)"}},
    {T_PREDICT,
     "--predict",
     NULL,
     "PERIOD,...",
     NULL,
     {"見込みを求める期間", "periods to predict"}},
    {T_TARGET, "--target", NULL, "VALUE", NULL, {"目標値", "target value"}},
    {T_DIRECTION,
     "--direction",
     NULL,
     "WAY",
     "up|down",
     {"望ましい向き（省略時は最初の値から目標値へ）",
      "what is wanted (default: from the first value to the target)"}},
    {T_LEVEL,
     "--level",
     NULL,
     "LEVEL",
     NULL,
     {"信頼水準（省略時 0.95）", "level of the intervals (default 0.95)"}},
    {T_BREAK,
     "--break",
     NULL,
     "PERIOD,...",
     NULL,
     {"これより前の値は比較できない期間",
      "periods before which values are not comparable"}},
    {T_LADDER,
     "--ladder",
     NULL,
     "WHICH",
     "on|off",
     {"点の数に応じた表示の制限", "limits on what few points may say"}},
    {T_STAT,
     "--stat",
     NULL,
     "LIST",
     NULL,
     {"出力する統計量の名前", "names of the stats to print"}},
    {T_DIGITS,
     "--digits",
     NULL,
     "N",
     NULL,
     {"有効桁数 1～17、full は17（省略時 10）",
      "significant digits 1-17, full for 17 (default 10)"}},
};

struct job {
    struct run run;
    struct trend_ask ask;
    struct trend_data data;
    const char *predict, *breaks; /* read when the file's periods are known */
    const char *trouble;          /* the argument that is wrong */
};

/* ---------------------------------------------------------------- options */

/* One item off the front of a list; false at its end. */
static bool next_item(struct str *rest, struct str *item)
{
    if (!rest->at)
        return false;
    size_t n = 0;
    while (n < rest->len && rest->at[n] != ',')
        n++;
    *item = number_trim(str_head(*rest, n));
    *rest = n < rest->len ? str_from(*rest, n + 1) : (struct str){NULL, 0};
    return true;
}

static size_t items_in(const char *list)
{
    size_t n = 1;
    for (; *list; list++)
        n += *list == ',';
    return n;
}

static bool read_models(struct job *j, const char *list)
{
    size_t all = trend_model_count(), n = 0;
    const struct trend_model **models = arena_make(
        j->run.arena, const struct trend_model *, items_in(list) + all);
    struct str rest = str_of(list), item;
    while (next_item(&rest, &item)) {
        const struct trend_model *one = trend_model_find(item);
        bool every = str_is(item, "all");
        j->trouble = str_z(j->run.arena, item);
        if (!one && !every)
            return false;
        for (size_t i = 0; i < (every ? all : 1); i++)
            models[n++] = every ? trend_model_at(i) : one;
        if (every)
            break;
        j->ask.columns.for_counts |= one->for_counts;
    }
    j->ask.models = models;
    j->ask.n_models = n;
    return true;
}

static bool read_stats(struct job *j, const char *list)
{
    size_t n = 0;
    const char **names = arena_make(j->run.arena, const char *, items_in(list));
    struct str rest = str_of(list), item;
    while (next_item(&rest, &item))
        names[n++] = str_z(j->run.arena, item);
    j->ask.stats = names;
    j->ask.n_stats = n;
    return true;
}

static bool read_number(const char *text, struct decimal *out)
{
    static const struct number_spec any = {.exponent_allowed = true};
    struct number number;
    struct finding f = number_read(text, &any, &number);
    bool good = !message_is_error(f.id) || f.id == MSG_UNIT;
    if (!good || number.missing != MISSING_NOT)
        return false;
    *out = number.value;
    return true;
}

/* 0.95, and the 95 that names of stats carry. */
static bool read_level(struct job *j, const char *text)
{
    struct decimal level, percent;
    if (!read_number(text, &level) || level.scale > 4)
        return false;
    j->ask.level = decimal_double(level);
    percent = level.scale >= 2 ? (struct decimal){level.units, level.scale - 2}
                               : (struct decimal){level.units * 10, 0};
    j->ask.percent = decimal_text(j->run.arena, percent);
    return j->ask.level > 0 && j->ask.level < 1;
}

static bool read_digits(struct job *j, const char *text)
{
    struct decimal digits;
    if (strcmp(text, "full") == 0) {
        j->ask.digits = 17;
        return true;
    }
    if (!read_number(text, &digits) || digits.scale != 0 || digits.units < 1 ||
        digits.units > 17)
        return false;
    j->ask.digits = (int)digits.units;
    return true;
}

static bool read_target(struct job *j, const char *text)
{
    struct decimal target;
    j->ask.has_target = read_number(text, &target);
    if (j->ask.has_target)
        j->ask.target = decimal_double(target);
    return j->ask.has_target;
}

static bool set_option(struct job *j, const struct given *g)
{
    struct trend_columns *c = &j->ask.columns;
    const char **const names[] = {&c->series, &c->period, &c->value,
                                  &c->se,     &c->count,  &c->base};
    j->trouble = g->value;
    switch (g->id) {
    case T_PERCENT:
        c->per_cent = true;
        return true;
    case T_MODEL:
        return read_models(j, g->value);
    case T_PREDICT:
        j->predict = g->value;
        return true;
    case T_TARGET:
        return read_target(j, g->value);
    case T_DIRECTION:
        j->ask.has_direction = true;
        j->ask.upward = g->choice == 0;
        return true;
    case T_LEVEL:
        return read_level(j, g->value);
    case T_BREAK:
        j->breaks = g->value;
        return true;
    case T_LADDER:
        j->ask.ladder = g->choice == 0;
        return true;
    case T_STAT:
        return read_stats(j, g->value);
    case T_DIGITS:
        return read_digits(j, g->value);
    default:
        *names[g->id] = g->value;
        return true;
    }
}

static bool read_options(struct job *j, const struct options *options)
{
    j->ask.lang = options->lang;
    j->ask.level = 0.95;
    j->ask.percent = "95";
    j->ask.digits = 10;
    j->ask.ladder = true;
    read_models(j, "ols,mann-kendall");
    for (size_t i = 0; i < options->n_given; i++)
        if (!set_option(j, &options->given[i]))
            return false;
    struct trend_columns *c = &j->ask.columns;
    j->trouble = c->count ? "--count" : "--base";
    if (!c->count != !c->base) /* one is nothing without the other */
        return false;
    j->trouble = NULL;
    return true;
}

/* Periods of an option, read as the column's; false: one is none. */
static bool read_periods(struct job *j, const char *list,
                         struct period_any **out, size_t *n)
{
    *n = 0;
    if (!list)
        return true;
    struct str rest = str_of(list), item;
    *out = arena_make(j->run.arena, struct period_any, items_in(list));
    while (next_item(&rest, &item)) {
        const char *text = str_z(j->run.arena, item);
        struct finding f =
            period_any_read(text, j->data.reading, &(*out)[(*n)++]);
        j->trouble = text;
        if (message_is_error(f.id))
            return false;
    }
    j->trouble = NULL;
    return true;
}

static bool read_period_options(struct job *j)
{
    struct period_any *predict = NULL, *breaks = NULL;
    if (!read_periods(j, j->predict, &predict, &j->ask.n_predict) ||
        !read_periods(j, j->breaks, &breaks, &j->ask.n_breaks))
        return false;
    double *t = arena_make(j->run.arena, double, j->ask.n_breaks);
    for (size_t i = 0; i < j->ask.n_breaks; i++)
        t[i] = breaks[i].t;
    j->ask.predict = predict;
    j->ask.breaks = t;
    return true;
}

/* ------------------------------------------------------------------- work */

static bool print_all(struct job *j)
{
    struct arena *scratch = arena_open();
    struct arena_mark empty = arena_mark(scratch);
    struct stat_t_table t_level = {.level = j->ask.level};
    struct stat_t_table t_80 = {.level = 0.80};
    struct trend_work w = {.ask = &j->ask,
                           .out = trend_out_open(j->run.arena, &j->ask),
                           .scratch = scratch,
                           .t_level = &t_level,
                           .t_80 = &t_80};
    for (size_t i = 0; i < j->data.n; i++) {
        trend_series_run(&w, &j->data.series[i]);
        arena_reset(scratch, empty);
    }
    arena_close(scratch);
    return trend_out_close(w.out);
}

static int usage(struct job *j)
{
    int status = cli_usage(j->run.options, j->trouble);
    arena_close(j->run.arena);
    return status;
}

static int trend(const struct options *options)
{
    struct job j = {.run = run_start(options)};
    bool written = true;
    if (!read_options(&j, options))
        return usage(&j);
    bool good = trend_csv_read(j.run.arena, j.run.diag, options->operands[0],
                               &j.ask.columns, &j.data);
    if (good && !read_period_options(&j))
        return usage(&j);
    if (!j.ask.ladder)
        diag_add(j.run.diag, MSG_TREND_LADDER, (struct place){0},
                 "--ladder off", NULL);
    if (good && !diag_has_errors(j.run.diag))
        written = print_all(&j);
    int status = run_finish(&j.run, "");
    return status == EXIT_DONE && !written ? EXIT_SYSTEM : status;
}

const struct command command_trend = {
    .name = "trend",
    .takes = "FILE.csv",
    .least = 1,
    .most = 1,
    .own = {rows, LEN(rows)},
    .run = trend,
    .what = {"系列の傾向と見込みを求める（短い系列を読み過ぎない）",
             "trends and projections of series, without over-reading"}};
