/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/stat_proportion.h"
#include "indicators/stat_test.h"

#include <math.h>

/* What all methods need, once. */
struct ground {
    const struct proportion_input *in;
    double q;               /* t(1 - a/2, df) */
    double n_eff, n_eff_df; /* after the cap, for beta and wilson */
};

static enum stat_status check(const struct proportion_input *in,
                              enum proportion_rule *rule)
{
    if (!isfinite(in->p) || !isfinite(in->se) || !isfinite(in->n) ||
        isnan(in->df))
        return STAT_NOT_FINITE;
    if (in->p < 0 || in->p > 1 || in->se < 0 || isinf(in->df) ||
        !(in->level > 0 && in->level < 1))
        return STAT_DOMAIN;
    if (in->n < 2)
        *rule = PROPORTION_RULE_FEW_N;
    else if (in->df <= 1)
        *rule = PROPORTION_RULE_FEW_DF;
    else
        return STAT_OK;
    return STAT_TOO_FEW;
}

/* More persons than live: such an se is the rounding of a 0. */
static const double too_many = 1e11;

static enum proportion_rule special(const struct proportion_input *in)
{
    if (in->p == 0)
        return PROPORTION_RULE_ZERO;
    if (in->p == 1)
        return PROPORTION_RULE_ONE;
    if (!(in->p * (1 - in->p) < too_many * in->se * in->se))
        return PROPORTION_RULE_ZERO_SE;
    return PROPORTION_RULE_NONE;
}

static enum stat_status prepare(const struct proportion_input *in,
                                struct ground *g, enum proportion_rule *rule)
{
    double t_n = in->t_n;
    double upper = 0.5 + in->level / 2;
    enum stat_status stat = STAT_OK;
    g->q = in->t_df;
    if (!(g->q > 0))
        stat = stat_t_quantile(upper, in->df, &g->q);
    if (stat == STAT_OK && !(t_n > 0))
        stat = stat_t_quantile(upper, in->n - 1, &t_n);
    if (stat != STAT_OK)
        return stat;

    *rule = special(in);
    bool formula = *rule == PROPORTION_RULE_NONE;
    double ratio = (t_n / g->q) * (t_n / g->q);
    g->in = in;
    g->n_eff = formula ? in->p * (1 - in->p) / (in->se * in->se) : in->n;
    double uncapped = g->n_eff;
    if (in->cap)
        g->n_eff = fmin(g->n_eff, in->n);
    g->n_eff_df = g->n_eff * ratio;
    bool cut = g->n_eff < uncapped || (in->cap && g->n_eff_df > in->n);
    if (in->cap)
        g->n_eff_df = fmin(g->n_eff_df, in->n);
    if (formula && cut)
        *rule = PROPORTION_RULE_CAPPED;
    return isfinite(g->n_eff_df) ? STAT_OK : STAT_NOT_FINITE;
}

static enum stat_status mean(const struct ground *g, struct interval *ci)
{
    double half = g->q * g->in->se;
    *ci = (struct interval){g->in->p - half, g->in->p + half};
    return STAT_OK;
}

static double expit(double x)
{
    return 1 / (1 + exp(-x));
}

static enum stat_status logit(const struct ground *g, struct interval *ci)
{
    double p = g->in->p;
    double middle = log(p / (1 - p));
    double half = g->q * g->in->se / (p * (1 - p));
    *ci = (struct interval){expit(middle - half), expit(middle + half)};
    return STAT_OK;
}

/* Beyond 0 or a right angle the sine would turn back: kept within. */
static enum stat_status arcsine(const struct ground *g, struct interval *ci)
{
    double p = g->in->p;
    double middle = asin(sqrt(p));
    double half = g->q * g->in->se / (2 * sqrt(p * (1 - p)));
    double low = sin(fmax(middle - half, 0));
    double high = sin(fmin(middle + half, acos(0)));
    *ci = (struct interval){low * low, high * high};
    return STAT_OK;
}

static enum stat_status korn_graubard(const struct ground *g,
                                      struct interval *ci)
{
    double p = g->in->p, n = g->n_eff_df;
    double upper = 0.5 + g->in->level / 2;
    enum stat_status stat = STAT_OK;
    *ci = (struct interval){0, 1};
    if (p > 0)
        stat = stat_beta_quantile(1 - upper, n * p, n * (1 - p) + 1, &ci->low);
    if (stat == STAT_OK && p < 1)
        stat = stat_beta_quantile(upper, n * p + 1, n * (1 - p), &ci->high);
    return stat;
}

static enum stat_status wilson(const struct ground *g, struct interval *ci)
{
    double p = g->in->p, n = g->n_eff, z2 = g->q * g->q;
    double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
    double inside = p * (1 - p) / n + z2 / (4 * n * n);
    double half = g->q * sqrt(inside) / (1 + z2 / n);
    *ci = (struct interval){middle - half, middle + half};
    return STAT_OK;
}

typedef enum stat_status method_fn(const struct ground *, struct interval *);
static method_fn *const methods[] = {
    [PROPORTION_MEAN] = mean,          [PROPORTION_LOGIT] = logit,
    [PROPORTION_XLOGIT] = logit,       [PROPORTION_ASIN] = arcsine,
    [PROPORTION_BETA] = korn_graubard, [PROPORTION_WILSON] = wilson,
};

static bool uses_n_eff(enum proportion_method method)
{
    return method == PROPORTION_BETA || method == PROPORTION_WILSON;
}

enum stat_status stat_proportion_ci(enum proportion_method method,
                                    const struct proportion_input *in,
                                    struct proportion_interval *out)
{
    struct ground g = {0};
    struct proportion_interval made = {0};
    *out = made;
    enum stat_status stat = check(in, &made.rule);
    if (stat != STAT_OK) {
        out->rule = made.rule;
        return stat;
    }
    stat = prepare(in, &g, &made.rule);
    if (stat != STAT_OK)
        return stat;
    if (made.rule == PROPORTION_RULE_CAPPED && !uses_n_eff(method))
        made.rule = PROPORTION_RULE_NONE;
    bool defined = made.rule == PROPORTION_RULE_NONE ||
                   made.rule == PROPORTION_RULE_CAPPED ||
                   method == PROPORTION_MEAN;
    stat = (defined ? methods[method] : korn_graubard)(&g, &made.ci);
    made.n_eff = g.n_eff;
    made.n_eff_df = g.n_eff_df;
    if (stat == STAT_OK && !(isfinite(made.ci.low) && isfinite(made.ci.high)))
        stat = STAT_NOT_FINITE;
    if (stat == STAT_OK)
        *out = made;
    return stat;
}

struct nchs_judgement
stat_nchs_presentation(const struct proportion_input *in,
                       const struct proportion_interval *ci)
{
    struct nchs_judgement j = {NCHS_SUPPRESS, NCHS_NO_REASON, 0, 0};
    j.width = ci->ci.high - ci->ci.low;
    j.relative_width = in->p > 0 ? j.width / in->p : 0;
    if (in->n < 30)
        j.reason = NCHS_SMALL_N;
    else if (ci->n_eff < 30)
        j.reason = NCHS_SMALL_N_EFF;
    else if (j.width >= 0.30)
        j.reason = NCHS_WIDE;
    else if (j.width > 0.05 && j.relative_width > 1.30)
        j.reason = NCHS_RELATIVELY_WIDE;
    if (j.reason != NCHS_NO_REASON)
        return j;

    j.presentation = NCHS_FLAG;
    if (in->df < 8)
        j.reason = NCHS_FEW_DF;
    else if (in->p == 0 || in->p == 1)
        j.reason = NCHS_NONE_OR_ALL;
    else
        j.presentation = NCHS_SHOW;
    return j;
}
