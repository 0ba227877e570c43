/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/trend_models.h"

#include <math.h>

static const struct trend_model models[] = {
    {"ols", true, false, LADDER_LINE, trend_ols},
    {"wls", true, false, LADDER_LINE, trend_wls},
    {"log", true, false, LADDER_LINE, trend_log},
    {"logit", true, false, LADDER_LINE, trend_logit},
    {"binomial", true, false, LADDER_LINE, trend_binomial},
    {"poisson", true, true, LADDER_LINE, trend_poisson},
    {"quasipoisson", true, true, LADDER_LINE, trend_quasipoisson},
    {"theil-sen", true, false, LADDER_KENDALL, trend_theil_sen},
    {"siegel", true, false, LADDER_KENDALL, trend_siegel},
    {"mann-kendall", true, false, LADDER_KENDALL, trend_mann_kendall},
    {"cochran-armitage", true, false, LADDER_SLOPE, trend_cochran_armitage},
    {"robust", true, false, LADDER_OUTLIER, trend_robust},
    {"hc3", true, false, LADDER_NEIGHBOURS, trend_hc3},
    {"newey-west", true, false, LADDER_NEIGHBOURS, trend_newey_west},
    {"quadratic", true, false, LADDER_QUADRATIC, trend_quadratic},
    {"breakpoint", true, false, LADDER_BREAK, trend_breakpoint},
    {"cagr", false, false, LADDER_CHANGE, trend_cagr},
    {"garwood", false, true, LADDER_VALUE, trend_garwood},
    {"mean", false, false, LADDER_VALUE, trend_mean},
};

size_t trend_model_count(void)
{
    return LEN(models);
}

const struct trend_model *trend_model_at(size_t i)
{
    return &models[i];
}

const struct trend_model *trend_model_find(struct str name)
{
    for (size_t i = 0; i < LEN(models); i++)
        if (str_is(name, models[i].name))
            return &models[i];
    return NULL;
}

/* ------------------------------------------------------ what models share */

static enum trend_why of_refusal(enum trend_refusal refusal)
{
    static const enum trend_why whys[] = {
        [REFUSAL_NONE] = WHY_NOTHING,
        [REFUSAL_TOO_FEW] = WHY_TOO_FEW,
        [REFUSAL_ALL_EQUAL] = WHY_ALL_EQUAL,
        [REFUSAL_GAPS] = WHY_GAPS,
        [REFUSAL_HORIZON] = WHY_HORIZON,
        [REFUSAL_OUT_OF_RANGE] = WHY_OUT_OF_RANGE,
        [REFUSAL_NUMERIC] = WHY_NUMERIC,
        [REFUSAL_BASE] = WHY_BASE};
    return whys[refusal];
}

enum trend_why trend_forecast_why(const struct trend_work *w, double t)
{
    double first = w->x[0], last = w->x[w->n - 1];
    double beyond = t > last ? t - last : t < first ? first - t : 0;
    /* a thousandth of a step, since months are no exact parts of a year */
    double steps = beyond / w->step - 1e-3;
    if (!w->ask->ladder)
        return WHY_NOTHING;
    if (!ladder_allows(w->grade, LADDER_FORECAST))
        return WHY_TOO_FEW;
    return ladder_reaches(w->grade, steps, (last - first) / w->step)
               ? WHY_NOTHING
               : WHY_HORIZON;
}

bool trend_upward(const struct trend_work *w)
{
    return w->ask->has_direction ? w->ask->upward : w->ask->target >= w->y[0];
}

void trend_chance(struct trend_work *w, struct str period, double p)
{
    const char *stat = trend_upward(w) ? "p_ge_target" : "p_le_target";
    if (!w->ask->ladder)
        trend_value(w, period, stat, p);
    else
        trend_text(w, period, stat, stat_chance_text(stat_chance_of(p)), "");
}

/* p as plans print it: two decimals, three below 0.05. */
static const char *p_text(const struct trend_work *w, double p)
{
    return p < 0.0005 ? "<0.001" : trend_digits(w, p, p < 0.05 ? 3 : 2);
}

/* No claim from fewer than six points, whatever p says. */
void trend_established(struct trend_work *w, double slope, double p)
{
    enum lang lang = w->ask->lang;
    bool enough = w->n >= 6, holds = enough && p <= 0.05;
    if (!trend_may(w, LADDER_SLOPE))
        return;
    const char *args[] = {word(lang, slope < 0 ? WORD_TR_DOWN : WORD_TR_UP),
                          str_count(w->scratch, w->n), p_text(w, p)};
    enum word said = holds    ? WORD_TR_ESTABLISHED
                     : enough ? WORD_TR_NOT_ESTABLISHED
                              : WORD_TR_FIVE;
    trend_text(w, str_of(""), "established", holds ? "1" : "0",
               word_fill(w->scratch, lang, said, 3, args));
}

/* ------------------------------------------------------------- one series */

/* Points before the last break that the series reaches are left out. */
static size_t first_point(const struct trend_ask *ask,
                          const struct trend_series *s)
{
    size_t first = 0;
    for (size_t i = 0; i < ask->n_breaks && s->n; i++) {
        size_t at = 0;
        while (at < s->n && s->points[at].t < ask->breaks[i] - 1e-9)
            at++;
        if (at < s->n && at > first)
            first = at;
    }
    return first;
}

static bool all_equal(const struct trend_work *w)
{
    for (size_t i = 1; i < w->n; i++)
        if (w->y[i] != w->y[0])
            return false;
    return true;
}

static bool small_base(const struct trend_work *w)
{
    for (size_t i = 0; w->m && w->per_cent && i < w->n; i++)
        if (w->m[i] < LADDER_BASE_LEAST)
            return true;
    return false;
}

/* The points as arrays; standard errors from counts where none are given. */
static void arrays(struct trend_work *w, const struct trend_columns *columns)
{
    double *v = arena_make(w->scratch, double, 8 * w->n);
    double *x = v, *y = v + w->n, *se = y + w->n, *k = se + w->n, *m = k + w->n;
    bool counts = columns->count && columns->base, errors = true;
    for (size_t i = 0; i < w->n; i++) {
        const struct trend_point *p = &w->points[i];
        double share = counts ? p->count / p->base : 0;
        x[i] = p->t;
        y[i] = p->y;
        k[i] = p->count;
        m[i] = p->base;
        se[i] = columns->se ? p->se : 100 * sqrt(share * (1 - share) / p->base);
        errors = errors && se[i] > 0;
    }
    w->x = x;
    w->y = y;
    w->se = (columns->se || counts) && errors ? se : NULL;
    w->k = counts ? k : NULL;
    w->m = counts ? m : NULL;
    w->spare = m + w->n;
}

/* What is printed of every model: how many points, and from when to when. */
static void window(struct trend_work *w)
{
    const char *args[] = {str_count(w->scratch, w->excluded)};
    const char *note = w->excluded ? word_fill(w->scratch, w->ask->lang,
                                               WORD_TR_EXCLUDED, 1, args)
                                   : "";
    trend_noted(w, str_of(""), "n", (double)w->n, note);
    if (!w->n)
        return;
    const struct trend_point *last = &w->points[w->n - 1];
    trend_value(w, trend_label(&w->points[0]), "window_from", w->points[0].t);
    trend_value(w, trend_label(last), "window_to", last->t);
}

static void run_model(struct trend_work *w, const struct trend_model *model)
{
    trend_out_begin(w, model->name);
    window(w);
    enum trend_why why = of_refusal(w->refusal);
    bool few = w->n < 1 || (w->ask->ladder && w->n < ladder_least(model->item));
    if (few)
        trend_refused_few(w, model->item);
    else if (model->fits && w->ask->ladder && why != WHY_NOTHING)
        trend_why(w, str_of(""), "refused", why);
    else
        model->run(w);
}

void trend_series_run(struct trend_work *w, const struct trend_series *s)
{
    size_t first = first_point(w->ask, s);
    w->series = s->name;
    w->points = s->points + first;
    w->n = s->n - first;
    w->excluded = first;
    w->per_cent = s->per_cent;
    w->step = s->step;
    arrays(w, &w->ask->columns);
    struct ladder_facts facts = {.n = w->n,
                                 .periods = w->n,
                                 .all_equal = all_equal(w),
                                 .small_base = small_base(w)};
    if (w->n >= 2) {
        double span = w->x[w->n - 1] - w->x[0];
        size_t periods = (size_t)lround(span / w->step) + 1;
        facts.periods = periods > w->n ? periods : w->n;
    }
    w->refusal = ladder_refusal(&facts);
    w->grade = w->refusal == REFUSAL_NONE ? ladder_grade(w->n) : GRADE_NONE;
    for (size_t i = 0; i < w->ask->n_models; i++)
        run_model(w, w->ask->models[i]);
}
