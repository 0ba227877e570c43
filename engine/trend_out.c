/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/trend_out.h"

#include "data/publish.h"
#include "engine/outbox.h"
#include <string.h>
#include <unistd.h>

enum { PIECE = 1 << 20 }; /* bytes written at a time */

struct trend_out {
    struct buf text;
    struct buf prefix; /* series,model, of the rows to come */
    const struct trend_ask *ask;
    bool failed;
};

static const struct {
    const char *code;
    enum word word;
} reasons[] = {
    [WHY_TOO_FEW] = {"too_few", WORD_TR_TOO_FEW},
    [WHY_ALL_EQUAL] = {"all_equal", WORD_TR_ALL_EQUAL},
    [WHY_GAPS] = {"gaps", WORD_TR_GAPS},
    [WHY_BASE] = {"small_base", WORD_TR_BASE},
    [WHY_HORIZON] = {"horizon", WORD_TR_HORIZON},
    [WHY_OUT_OF_RANGE] = {"out_of_range", WORD_TR_OUT_OF_RANGE},
    [WHY_PERFECT] = {"perfect", WORD_TR_PERFECT},
    [WHY_NO_SPREAD] = {"no_spread", WORD_TR_NO_SPREAD},
    [WHY_DOMAIN] = {"domain", WORD_TR_DOMAIN},
    [WHY_NUMERIC] = {"numeric", WORD_TR_NUMERIC},
    [WHY_DIVERGED] = {"diverged", WORD_TR_DIVERGED},
    [WHY_RANK] = {"rank", WORD_TR_RANK},
    [WHY_NO_SE] = {"no_se", WORD_TR_NO_SE},
    [WHY_NO_COUNTS] = {"no_counts", WORD_TR_NO_COUNTS},
    [WHY_DISPERSED] = {"overdispersed", WORD_TR_DISPERSED},
    [WHY_ROBUST_SE] = {"robust_se", WORD_TR_ROBUST_SE},
    [WHY_UNDEFINED] = {"undefined", WORD_TR_UNDEFINED},
};

/* ---------------------------------------------------------------- the text */

static void flush(struct trend_out *out)
{
    if (!out->failed)
        out->failed = !outbox_write(STDOUT_FILENO, out->text.at, out->text.len);
    out->text.len = 0;
}

struct trend_out *trend_out_open(struct arena *arena,
                                 const struct trend_ask *ask)
{
    struct trend_out *out = arena_make(arena, struct trend_out, 1);
    *out = (struct trend_out){
        .text = buf_new(arena), .prefix = buf_new(arena), .ask = ask};
    buf_z(&out->text, "series,model,period,stat,value,grade,note,reason\n");
    return out;
}

bool trend_out_close(struct trend_out *out)
{
    if (out->text.len)
        flush(out);
    return !out->failed;
}

void trend_out_begin(struct trend_work *w, const char *model)
{
    struct buf *prefix = &w->out->prefix;
    w->model = model;
    prefix->len = 0;
    buf_csv(prefix, str_of(w->series));
    buf_char(prefix, ',');
    buf_z(prefix, model);
    buf_char(prefix, ',');
}

bool trend_wants(const struct trend_work *w, const char *stat)
{
    if (!w->ask->stats || strcmp(stat, "refused") == 0)
        return true;
    for (size_t i = 0; i < w->ask->n_stats; i++)
        if (strcmp(w->ask->stats[i], stat) == 0)
            return true;
    return false;
}

static const char *grade_name(enum trend_grade grade)
{
    static const char *const names[] = {
        [GRADE_NONE] = "none",           [GRADE_CHANGE] = "change",
        [GRADE_REFERENCE] = "reference", [GRADE_SLOPE] = "slope",
        [GRADE_INTERVAL] = "interval",   [GRADE_FULL] = "full",
        [GRADE_CURVE] = "curve",         [GRADE_LONG] = "long"};
    return names[grade];
}

static void put_row(struct trend_work *w, struct str period, const char *stat,
                    const char *value, const char *note, const char *reason)
{
    struct buf *b = &w->out->text;
    if (!trend_wants(w, stat))
        return;
    buf_bytes(b, w->out->prefix.at, w->out->prefix.len);
    buf_csv(b, period);
    buf_char(b, ',');
    buf_z(b, stat);
    buf_char(b, ',');
    buf_z(b, value);
    buf_char(b, ',');
    buf_z(b, grade_name(w->grade));
    buf_char(b, ',');
    buf_csv(b, str_of(note));
    buf_char(b, ',');
    buf_z(b, reason);
    buf_char(b, '\n');
    if (b->len > PIECE)
        flush(w->out);
}

/* ------------------------------------------------------------------ values */

void trend_noted(struct trend_work *w, struct str period, const char *stat,
                 double value, const char *note)
{
    struct decimal d;
    if (!trend_wants(w, stat))
        return;
    if (!decimal_of_double(value, w->ask->digits, &d))
        trend_why(w, period, stat, WHY_NUMERIC);
    else
        put_row(w, period, stat, decimal_text(w->scratch, d), note, "");
}

void trend_value(struct trend_work *w, struct str period, const char *stat,
                 double value)
{
    trend_noted(w, period, stat, value, "");
}

void trend_text(struct trend_work *w, struct str period, const char *stat,
                const char *value, const char *note)
{
    put_row(w, period, stat, value, note, "");
}

const char *trend_digits(const struct trend_work *w, double x, int decimals)
{
    struct decimal d, rounded;
    if (!decimal_of_double(x, 10, &d) ||
        !decimal_round(d, decimals, ROUND_HALF_UP, &rounded))
        return "?";
    return decimal_text(w->scratch, rounded);
}

/* n, and how many are needed; other reasons have no arguments. */
static void put_why(struct trend_work *w, struct str period, const char *stat,
                    enum trend_why why, size_t needed)
{
    const char *args[] = {str_count(w->scratch, w->n),
                          str_count(w->scratch, needed)};
    const char *note =
        word_fill(w->scratch, w->ask->lang, reasons[why].word, 2, args);
    put_row(w, period, stat, "", note, reasons[why].code);
}

void trend_why(struct trend_work *w, struct str period, const char *stat,
               enum trend_why why)
{
    put_why(w, period, stat, why, 2);
}

enum trend_why trend_why_status(enum stat_status status)
{
    switch (status) {
    case STAT_OK:
        return WHY_NOTHING;
    case STAT_TOO_FEW:
        return WHY_UNDEFINED;
    case STAT_NO_SPREAD:
        return WHY_NO_SPREAD;
    case STAT_DOMAIN:
        return WHY_DOMAIN;
    case STAT_RANK:
        return WHY_RANK;
    case STAT_NO_CONVERGENCE:
        return WHY_DIVERGED;
    case STAT_NOT_FINITE:
    case STAT_OVERFLOW:
        break;
    }
    return WHY_NUMERIC;
}

/* -------------------------------------------------------------- the ladder */

bool trend_may(const struct trend_work *w, enum ladder_item item)
{
    return !w->ask->ladder || ladder_allows(w->grade, item);
}

void trend_few(struct trend_work *w, enum ladder_item item, struct str period,
               const char *stat)
{
    if (trend_wants(w, stat))
        put_why(w, period, stat, WHY_TOO_FEW, ladder_least(item));
}

void trend_dispersed(struct trend_work *w, const char *stat, double dispersion)
{
    const char *args[] = {trend_digits(w, dispersion, 1)};
    put_row(w, (struct str){"", 0}, stat, "",
            word_fill(w->scratch, w->ask->lang, WORD_TR_DISPERSED, 1, args),
            reasons[WHY_DISPERSED].code);
}

void trend_stat_at(struct trend_work *w, enum ladder_item item,
                   struct str period, const char *stat, double value)
{
    if (trend_may(w, item))
        trend_value(w, period, stat, value);
    else
        trend_few(w, item, period, stat);
}

void trend_stat(struct trend_work *w, enum ladder_item item, const char *stat,
                double value)
{
    trend_stat_at(w, item, (struct str){"", 0}, stat, value);
}

void trend_refused_few(struct trend_work *w, enum ladder_item item)
{
    trend_few(w, item, (struct str){"", 0}, "refused");
}

/* slope_ci + 95 + _lo and _hi. */
void trend_pair(struct trend_work *w, enum ladder_item item, struct str period,
                const char *stem, struct interval ci)
{
    const char *p = w->ask->percent;
    trend_stat_at(w, item, period, str_join(w->scratch, stem, p, "_lo", NULL),
                  ci.low);
    trend_stat_at(w, item, period, str_join(w->scratch, stem, p, "_hi", NULL),
                  ci.high);
}
