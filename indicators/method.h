/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * method.h - other people's assessment methods, as presets.
 *
 * A preset is data: a formula family, its parameters, its ordered classes
 * with the method's own verdict words, its scores, its policy for edge cases,
 * its version and source.  The engine reads presets from XML; nothing here
 * knows a country.  method_judge() is pure: a preset and a series in, a
 * verdict with every component out.
 *
 *   B baseline at tB, X latest at t, T target at tT, d = +1 up, -1 down
 *   Q = (X-B)/(T-B)    E = (t-tB)/(tT-tB)    g(a,b,n) = (a/b)^(1/n) - 1
 *
 *   family            required       actual         ratio
 *   achievement       T              X              X/T; down: T/X or (2T-X)/T
 *                                                   where the preset says so
 *   progress          T-B            X-B            Q
 *   schedule          E, or years x per-year        Q  Q/E
 *   linear            (T-B)/(tT-tB)  (X-B)/(t-tB)   actual/required
 *   cagr              g(T,B,tT-tB)   g(X,B,t-tB)    s d actual/|required|, s=-1
 *                                                   for a negative base
 *     no target       -              g(X,B,t-tB)    s d actual
 *   projection        T-B            per year       (V-B)/(T-B), V projected:
 *     growth: V = X (1+a)^(tT-t), actual a = g(X,B,t-tB)
 *     line:   the weighted line at tT, weights 1..n, the newest most; actual
 *             is its slope
 *   weather           (T-X)/(tT-t)   mean of the last 5 yearly changes
 *                                                   d(T-V)/|T-X|, V = X+a(tT-t)
 *   aarr              d g(T,X,tT-t)  d g(X,B,t-tB)  actual/required
 *   targeted-change   T-B            X-B            Q towards the target, else
 *                                                   (X-B)/|B|
 *   tested-change     line at t      X              (X-B)/|B|
 *   relative          -              X-B            (X-B)/|B|, times d where
 *                                                   the preset says so
 *   overlap           T              X              |T-X|/|T|
 *   pace              (T-X)/(tT-t)   slope          required/actual
 *   trend             -              slope          -; Mann-Kendall's p
 *   rank-chance       (T-X)/(tT-t)   slope          chance that a value about
 *                                                   the line meets T in tT;
 *                                                   Spearman's p
 *
 * A preset with a window of years judges from a point so many years before
 * the latest one instead of the baseline: the last that is at least that old,
 * else, with `least`, the first that is at least `least` years old.
 *
 * [Open SDG docs/progress.md and sdg-build 2.4; EUSTAT metodologia (UN chart);
 * dns-indikatoren.de, status; data.gov HP2020 final table, cdc.gov hp2030;
 * 健康日本21（第二次）最終評価報告書 第2章]
 *
 * Edge cases, the same for all families unless the preset has a policy:
 *   nothing observed, or only the baseline year    REASON_ONE_POINT
 *   no baseline        no_baseline; policy base-first: the first observation
 *   no target          the classes without target, where there are any
 *   T = B              equal; policy equal-achieved: counts as reached
 *   T past B           target_side (Q would have the wrong sense)
 *   B = 0, T = 0       zero_base, zero_target where a quotient needs it;
 *                      policy zero: that number stands in
 *   B < 0              negative_base where a power needs it; policy
 *                      negative-sign: both negative, the sense reversed
 *   X and B (or T) of unlike sign     signs
 *   fewer than five values from the baseline on    few_points (trend,
 *                      rank-chance); all of them equal: all_equal
 *                      (rank-chance)
 *   no value as old as the window asks for         short_series
 *   reached            policy reached: the class of that rule, whatever the
 *                      ratio
 *   tT not after t     policy past: judged at the last value up to tT, else
 *                      year_past where years are left out of account
 *   a value in no class, between two     gap
 * A reason leaves the verdict empty, or gives the class of rule NONE.
 *
 * Exact: achievement, progress, schedule, linear, weather, relative, pace,
 * line projection.  Doubles: powers, logarithms, tests (component.h).
 */
#ifndef SHIHYO_INDICATORS_METHOD_H
#define SHIHYO_INDICATORS_METHOD_H

#include "indicators/component.h"
#include "indicators/indicator.h"

/* ---------------------------------------------------------------- presets */

enum method_family {
    FAMILY_ACHIEVEMENT,
    FAMILY_PROGRESS,
    FAMILY_SCHEDULE,
    FAMILY_LINEAR,
    FAMILY_CAGR,
    FAMILY_PROJECTION,
    FAMILY_WEATHER,
    FAMILY_AARR,
    FAMILY_TARGETED_CHANGE,
    FAMILY_TESTED_CHANGE,
    FAMILY_RELATIVE,
    FAMILY_OVERLAP,
    FAMILY_PACE,
    FAMILY_TREND,
    FAMILY_CHANCE,
    FAMILY_COUNT
};

/* When a class applies: by the range of the ratio, or by what is found. */
enum class_rule {
    CLASS_RANGE,
    CLASS_REACHED,
    CLASS_BETTER,        /* tested-change: on the good side of the line */
    CLASS_BETTER_BEHIND, /* better, on the other side of the line */
    CLASS_SAME,          /* no detectable change */
    CLASS_WORSE,
    CLASS_NONE,    /* cannot be judged: any reason */
    CLASS_DECLARED /* never computed: only by an override */
};

struct method_bound {
    bool has, open; /* open: the end itself is outside */
    struct decimal at;
};

/* How a verdict reads beside those of other methods.  A method need not say
 * which way things go: "not met" is behind. */
enum verdict_sense {
    SENSE_NONE,     /* says nothing of good or bad, or cannot be judged */
    SENSE_REACHED,  /* the target is reached */
    SENSE_ON_TRACK, /* goes the right way, by this method fast enough */
    SENSE_BEHIND,   /* short of the target or of the line */
    SENSE_SAME,     /* no detectable change */
    SENSE_WORSE     /* goes the wrong way */
};
enum { SENSE_COUNT = SENSE_WORSE + 1 };

struct method_class {
    const char *verdict; /* the method's own word */
    enum class_rule rule;
    struct method_bound low, high; /* CLASS_RANGE; ratio x scale */
    bool without_target;           /* of the list for no target */
    bool has_points;
    int points;               /* in group verdicts by points */
    struct method_bound mean; /* least mean score of group verdicts */
    struct place place;
    const char *label[2]; /* ja, en: for people */
    enum verdict_sense sense;
};

/* score = slope u + offset for u >= low; the first line that fits.  u is the
 * ratio, or ratio / closeness to the limit. */
struct score_line {
    struct method_bound low;
    double slope, offset;
    bool per_closeness, without_target;
};

enum method_parameter {
    PARAM_ALPHA,       /* of tests */
    PARAM_GUIDE,       /* share that counts as a change without a test */
    PARAM_NEAR,        /* overlap: |T-X|/|T| at target; projection: distance
                          to a target of 0 or 100 that counts as reached */
    PARAM_APPROACHING, /* overlap */
    PARAM_PER_YEAR,    /* schedule: share expected for each year */
    PARAM_ZERO,        /* stands in for a base or target of 0 */
    PARAM_EXPONENT,    /* cagr: of the closeness to the limit */
    PARAM_SCORE_LIMIT, /* scores stay within -limit..limit */
    PARAM_CHANCE,      /* rank-chance: least chance that is likely */
    PARAM_WINDOW,      /* years from the base to the latest value */
    PARAM_LEAST,       /* fewest years where none is as old as the window */
    PARAM_COUNT
};

enum method_form { FORM_REFUSE, FORM_INVERSE, FORM_MIRROR };
enum group_rule { GROUP_NONE, GROUP_MEAN, GROUP_WORST, GROUP_POINTS };

struct preset {
    const char *name, *version, *source;
    const char *title[2]; /* ja, en */
    enum method_family family;
    bool has[PARAM_COUNT];
    struct decimal parameter[PARAM_COUNT];
    const struct method_class *classes;
    size_t n_classes;
    const struct score_line *scores;
    size_t n_scores;
    int scale;             /* classes are of ratio x 1, or x 100 (per cent) */
    int decimals;          /* of the published ratio x scale */
    bool judged_published; /* classes see the published digits, not the raw */
    enum method_form form; /* achievement of a falling indicator */
    bool line;             /* projection: weighted line, not growth */
    bool by_direction;     /* relative: positive is better */
    bool one_sided;        /* tests */
    bool all_points;       /* aarr, pace: least squares over all points */
    bool reached, past, base_first, equal_achieved, negative_sign; /* edges */
    enum group_rule group;
    struct place place;
};

/* ----------------------------------------------------------------- series */

struct series_point {
    int year;          /* of a span of years its last */
    const char *label; /* a span as it was written; NULL: the year alone */
    struct decimal value;
    bool has_se, has_interval;
    struct decimal se, lower, upper;
};

enum target_kind {
    TARGET_VALUE,
    TARGET_CONSTANT,  /* to be met every year */
    TARGET_DIRECTION, /* 増加、減少: no value */
    TARGET_INTERVAL,  /* lower..upper; judged at its weakest end */
    TARGET_BINARY     /* done or not: 1 or 0 */
};

struct series_target {
    enum target_kind kind;
    bool has_value;
    struct decimal value, lower, upper;
    int year; /* 0: unknown or none */
};

/* A change that was tested elsewhere, of estimates before rounding: p of two
 * sides.  from and to: the years compared; to is 0 where none was tested. */
struct series_test {
    int from, to;
    double p;
};

/* points: ascending, one per year, none later than the evaluation year; the
 * baseline is among them where its year is known and its value a number. */
struct series {
    enum direction direction;
    bool has_baseline, has_limit;
    struct series_point baseline; /* year 0: unknown */
    struct decimal limit;
    const struct series_target *targets;
    size_t n_targets;
    const struct series_point *points;
    size_t n;
    struct series_test test;
};

/* ---------------------------------------------------------------- verdict */

enum method_reason {
    METHOD_OK,
    METHOD_NO_ACTUAL,
    METHOD_ONE_POINT,
    METHOD_FEW_POINTS,
    METHOD_ALL_EQUAL,    /* no rank correlation */
    METHOD_SHORT_SERIES, /* no value as old as the window asks for */
    METHOD_DIRECTION,
    METHOD_NO_BASELINE,
    METHOD_NO_TARGET,
    METHOD_NO_YEAR,    /* of baseline or target */
    METHOD_YEAR_ORDER, /* target not after the baseline */
    METHOD_YEAR_PAST,
    METHOD_EQUAL,
    METHOD_TARGET_SIDE,
    METHOD_ZERO_BASE,
    METHOD_ZERO_TARGET,
    METHOD_NEGATIVE_BASE,
    METHOD_NEGATIVE_TARGET,
    METHOD_SIGNS,
    METHOD_GAP,
    METHOD_OVERFLOW,
    METHOD_REASON_COUNT
};

enum method_note {
    NOTE_REACHED,
    NOTE_PAST,       /* judged at the target year */
    NOTE_FIRST_BASE, /* the first observation stands in for the baseline */
    NOTE_ZERO,       /* another number stands in for 0 */
    NOTE_EQUAL,      /* base = target counts as achieved, though missed */
    NOTE_NO_TARGET,
    NOTE_WEAKEST_END,
    NOTE_NEAR_END,    /* near a target of 0 or 100 */
    NOTE_TESTED,      /* by standard errors or an interval */
    NOTE_GUIDE,       /* no standard error: by the guide */
    NOTE_OVERLAP,     /* another class fits too */
    NOTE_ROUNDING,    /* the published digits give another class than the raw */
    NOTE_FEW_CHANGES, /* weather: fewer than five changes */
    NOTE_YEAR,        /* pace: the first year in which the target is reached */
    NOTE_TREND,       /* trend: S, p, both slopes */
    NOTE_NEVER,       /* pace: not within 100 years at the present trend */
    NOTE_CHANCE,      /* rank-chance: rho, p, the chance */
    NOTE_WINDOW,      /* judged from the window's first point */
    NOTE_COUNT
};

struct verdict {
    const struct preset *preset;
    const struct series_target *target; /* NULL: none */
    const struct series_point *base, *latest;
    struct component level; /* the target's value that was judged */
    struct component progress, required, actual, ratio, score, projected, p;
    struct component s, sen, se; /* trend: Mann-Kendall's S, Theil-Sen slope,
                                    standard error of `actual` (of rank-chance
                                    too; its score is Spearman's rho x d) */
    const struct method_class *class;         /* NULL: none, see reason */
    const struct method_class *also;          /* NOTE_OVERLAP: fits as well */
    const struct method_class *below, *above; /* METHOD_GAP: its neighbours,
                                                 or NULL */
    enum method_reason reason;
    unsigned notes; /* bit 1 << enum method_note */
    int year;       /* NOTE_YEAR */
};

struct verdict method_judge(const struct preset *preset,
                            const struct series *series);
bool method_has_note(const struct verdict *verdict, enum method_note note);

/* The class of a verdict word, or NULL; the first class of a rule, or NULL. */
const struct method_class *method_find_class(const struct preset *preset,
                                             const char *verdict);
const struct method_class *method_find_rule(const struct preset *preset,
                                            enum class_rule rule);

/* The class in which ratio x scale lies, as the preset judges; *also is
 * another that fits too (NULL: none), *below and *above the neighbours of a
 * gap.  NULL: none, or no ratio. */
struct method_fit {
    const struct method_class *class, *also, *below, *above;
    bool rounding; /* raw and published digits give different classes */
};
struct method_fit method_classify(const struct preset *preset,
                                  struct component ratio, bool without_target);

#endif
