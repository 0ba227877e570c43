/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stat_proportion.h - intervals of a proportion under a sampling design, and
 * whether it is good enough to be printed.
 *
 * In come the estimate p, its design standard error, the number of answers n
 * (unweighted, of the domain) and the degrees of freedom of the design.  With
 * q = t(1-a/2, df), v = se^2, n_e = p(1-p)/v:
 *
 *   mean    p -+ q se; may leave [0, 1] and is not clipped; of width 0 where
 *           se is, as everywhere: `rule` warns of it
 *   logit   expit(logit p -+ q se / (p(1-p))); xlogit is the same formula
 *           (R's "logit" fits a model and agrees to 1e-8 but for replicates)
 *   asin    sin^2(asin sqrt p -+ q se / (2 sqrt(p(1-p)))), the angle kept
 *           within [0, pi/2]
 *   beta    Korn & Graubard 1998: n* = n_e (t(1-a/2, n-1) / q)^2, then the
 *           Clopper-Pearson limits of n* p answers among n*
 *   wilson  Wilson 1927 with n_e for n and q for z
 *
 * Where these break (all but the first give 0/0 in other packages) the answer
 * is defined, and `rule` says which definition was used:
 *
 *   p = 0, p = 1       all methods but mean give the Korn-Graubard limits
 *                      with n_e = n; the limit on the side of p is p itself
 *   se = 0, 0 < p < 1  the same with n_e = n: equal shares in every sampling
 *                      unit do not prove a perfect estimate.  An se that
 *                      makes n_e 10^11 or more is taken for the rounding of 0.
 *                      Of a full count (no sampling error) no interval must
 *                      be asked for
 *   df <= 1            not estimable: STAT_TOO_FEW, only `rule` is set
 *   n < 2              the same; n - 1 degrees of freedom are needed
 *
 * With `cap`, n_e and n* are at most n (NCHS, Vital and Health Statistics
 * 2(175), 2017); it changes beta and wilson only.
 */
#ifndef SHIHYO_INDICATORS_STAT_PROPORTION_H
#define SHIHYO_INDICATORS_STAT_PROPORTION_H

#include "indicators/stat.h"

enum proportion_method {
    PROPORTION_MEAN,
    PROPORTION_LOGIT,
    PROPORTION_XLOGIT,
    PROPORTION_ASIN,
    PROPORTION_BETA,
    PROPORTION_WILSON
};

enum proportion_rule {
    PROPORTION_RULE_NONE,    /* the method's own formula */
    PROPORTION_RULE_ZERO,    /* p = 0: n_e = n, lower limit 0 */
    PROPORTION_RULE_ONE,     /* p = 1: n_e = n, upper limit 1 */
    PROPORTION_RULE_ZERO_SE, /* se = 0 and 0 < p < 1: n_e = n */
    PROPORTION_RULE_CAPPED,  /* n_e or n* was cut to n (cap, beta, wilson) */
    PROPORTION_RULE_FEW_DF,  /* df <= 1: not estimable */
    PROPORTION_RULE_FEW_N    /* n < 2: not estimable */
};

struct proportion_input {
    double p, se;
    double n;     /* answers, unweighted */
    double df;    /* sampling units - strata */
    double level; /* 0 < level < 1 */
    bool cap;     /* NCHS: n_e and its df-adjusted value at most n */
    /* t(1-a/2, df) and t(1-a/2, n-1) where the caller has them: reports ask
     * for thousands of intervals with few of both.  0: computed here. */
    double t_df, t_n;
};

struct proportion_interval {
    struct interval ci;
    double n_eff;    /* n_e, given by every method */
    double n_eff_df; /* n*, given by every method */
    enum proportion_rule rule;
};

/* STAT_DOMAIN: p outside [0, 1], se < 0, level outside (0, 1).  STAT_TOO_FEW
 * leaves the reason in out->rule. */
enum stat_status stat_proportion_ci(enum proportion_method method,
                                    const struct proportion_input *in,
                                    struct proportion_interval *out);

/* May the proportion be printed?  NCHS data presentation standard of 2017,
 * asked in this order with the beta interval:
 *
 *   n or n_e < 30                        suppress
 *   width >= 0.30                        suppress
 *   0.05 < width < 0.30, width/p > 1.30  suppress (p = 0 has no such ratio)
 *   df < 8                               show, flagged for review
 *   p = 0 or p = 1                       show, flagged for review
 *   else                                 show */
enum nchs_presentation { NCHS_SHOW, NCHS_FLAG, NCHS_SUPPRESS };
enum nchs_reason {
    NCHS_NO_REASON,
    NCHS_SMALL_N,
    NCHS_SMALL_N_EFF,
    NCHS_WIDE,
    NCHS_RELATIVELY_WIDE,
    NCHS_FEW_DF,
    NCHS_NONE_OR_ALL
};
struct nchs_judgement {
    enum nchs_presentation presentation;
    enum nchs_reason reason;
    double width;          /* high - low */
    double relative_width; /* width / p; 0 where p = 0 */
};
struct nchs_judgement
stat_nchs_presentation(const struct proportion_input *in,
                       const struct proportion_interval *ci);

#endif
