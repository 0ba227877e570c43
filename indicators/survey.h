/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * survey.h - estimates of a sample survey with honest errors.
 *
 * Two pure stages with the scan of the data layer between them:
 *
 *     spec    = survey_need(arena, design, requests, n)
 *     sums    = one pass over the file, or parts of it merged
 *     answers = survey_estimate(arena, design, requests, n, sums)
 *
 * Nothing is known of rows: estimates, standard errors, intervals and tests
 * are all made from exact group sums [statistics: Cochran 1977; Wolter 2007;
 * Lumley 2010].  So the answers depend neither on the order of rows nor on
 * how the file was cut.  Sampling units are keys of the sums; where none are
 * declared each row is one, and sums of squares take their place.
 *
 * A domain (by, where) keeps the full design: its estimates count the
 * sampling units of the whole sample, and one emptied by missing answers is
 * still a unit.
 *
 * Rules where packages differ: df of a row is units less strata over the
 * rows of its domain, answered or not, with a weight above 0 (where rows are
 * units, rows of weight 0 count as well), and at most replicates less 1.
 * Quantiles take this df for their interval and error.  X² of a cross table
 * is scaled to the rows that answered both.  Replicates are calibrated each.
 *
 * A number that cannot be computed has a reason; nothing here is ever NaN.
 * Troubles of the design are findings: the caller knows places and words.
 */
#ifndef SHIHYO_INDICATORS_SURVEY_H
#define SHIHYO_INDICATORS_SURVEY_H

#include "data/decimal.h"
#include "data/sums.h"
#include "data/variable.h"

enum { SURVEY_COMBINED = 2 }; /* columns that make one name together */

/* ---------------------------------------------------------- the design */

enum survey_lonely {                /* a stratum of one sampling unit */
                     LONELY_FAIL,   /* a finding, and no standard errors */
                     LONELY_REMOVE, /* adds nothing to the variance */
                     LONELY_CERTAINTY,
                     LONELY_ADJUST, /* its own square, not centred */
                     LONELY_AVERAGE /* the mean of the other strata stands for
                                       it */
};

enum survey_replication {
    REPLICATION_NONE, /* linearisation */
    REPLICATION_JK1,
    REPLICATION_JKN,
    REPLICATION_BRR,
    REPLICATION_FAY,
    REPLICATION_BOOTSTRAP
};

/* Weights of replicates.  Without columns jk1 and jkn are generated from the
 * sampling units; the others are never generated. */
struct survey_replicates {
    enum survey_replication method;
    const char *const *columns;
    size_t n_columns;
    bool factors; /* columns multiply the weight instead of replacing it */
    double scale; /* 0: that of the method */
    const double *rscales; /* one for each column; NULL: those of the method */
    double rho;            /* fay */
    bool mse;              /* spread around the estimate, not their mean */
};

/* Known totals of the population by category. */
struct survey_margin {
    const struct variable *variable;
    const char *const *categories;
    const struct decimal *totals;
    size_t n;
};

enum survey_calibration {
    CALIBRATION_NONE,
    CALIBRATION_POSTSTRATA, /* one margin */
    CALIBRATION_RAKING,     /* margins in turn until they all hold */
    CALIBRATION_GREG        /* linear: margins and totals of numbers */
};

struct survey_total { /* GREG: a number column and its known total */
    const char *column;
    struct decimal total;
};

struct survey_design {
    /* Every unit of the population was counted: there is no sampling error,
     * and no sums are made for one. */
    bool census;
    const char *weight; /* NULL: 1, or from fpc */
    const char *strata[SURVEY_COMBINED], *psu[SURVEY_COMBINED];
    const char *ssu, *fpc, *fpc2; /* NULL: none */
    /* The two waves: part of every stratum and unit.  A unit that has one
     * name in both is a finding unless the samples are declared
     * independent. */
    const struct variable *wave;
    bool waves_independent;
    bool nest; /* unit names are unique only within their stratum */
    enum survey_lonely lonely;
    bool adjust_domain_lonely; /* treat one unit in the domain likewise */
    double level;              /* of intervals; 0: 0.95 */
    struct survey_replicates replicates;
    enum survey_calibration calibration;
    const struct survey_margin *margins;
    size_t n_margins;
    const struct survey_total *totals;
    size_t n_totals;
};

/* ------------------------------------------------------ what is asked */

enum survey_estimator {
    SURVEY_TOTAL,      /* y, or of the weights where y is not given */
    SURVEY_MEAN,       /* y */
    SURVEY_SHARE,      /* variable: every category */
    SURVEY_COUNT,      /* variable: total of every category */
    SURVEY_PROPORTION, /* variable, category */
    SURVEY_RATIO,      /* y / x */
    SURVEY_QUANTILE,   /* y (by its texts), p, rule */
    SURVEY_CROSSTAB,   /* variable (rows), column; shares of all, of the row,
                          of the column, and the test */
    SURVEY_MULTI,      /* items: share of the base that marked each */
    SURVEY_COMPARE     /* y between the two categories of variable: t test */
};

/* A number of a row: a column as it stands, or a variable whose categories
 * are numbers (`pos=問1<=2` is 1 or 0; a column with missing codes). */
struct survey_measure {
    const char *column;              /* summed in products */
    const struct variable *variable; /* where column is NULL: a key */
};

enum survey_ci {                 /* of proportions */
                 SURVEY_CI_BETA, /* Korn-Graubard with the cap of NCHS 2017 */
                 SURVEY_CI_BETA_UNCAPPED,
                 SURVEY_CI_MEAN,
                 SURVEY_CI_LOGIT,
                 SURVEY_CI_XLOGIT,
                 SURVEY_CI_ASIN,
                 SURVEY_CI_WILSON
};

enum survey_qrule { QRULE_MATH, QRULE_SCHOOL, QRULE_SHAHVAISH, QRULE_HF7 };

enum survey_base {           /* of multiple response */
                   BASE_ALL, /* every row of the domain; a blank is no mark */
                   BASE_ANSWERED, /* rows with at least one item that is not
                                     missing */
                   BASE_MARKED    /* rows with at least one mark */
};

enum survey_test { TEST_F, TEST_CHISQ, TEST_WALD, TEST_ADJWALD };

struct survey_filter { /* variable = category */
    const struct variable *variable;
    const char *category;
};

struct survey_request {
    enum survey_estimator estimator;
    struct survey_measure y, x;
    const struct variable *variable, *column;
    const char *category;
    const struct decimal *p; /* quantiles, in (0, 1) */
    size_t n_p;
    enum survey_qrule rule;
    enum survey_ci ci; /* quantiles: of F at the quantile */
    enum survey_test test;
    const struct variable *const *items;
    size_t n_items;
    const char *mark; /* the category that is a mark; NULL: "1" */
    enum survey_base base;
    /* Domains: the total first (`all`), then every combination that occurs,
     * unless there are no by. */
    const struct variable *const *by;
    size_t n_by;
    bool by_only; /* without the total */
    const struct survey_filter *where;
    size_t n_where;
    /* Differences of the second wave from the first, after the estimates of
     * each; needs design->wave.  Not for quantiles and tests. */
    bool waves;
};

/* Every group sum that the requests need.  Keys run from the design (wave,
 * strata, psu, ssu, fpc, fpc2) over calibration, where and by to the
 * variable, whose column is last.  Equal queries are asked once; query 0 is
 * the design itself.  The same arguments give the same spec. */
const struct sums_spec *survey_need(struct arena *arena,
                                    const struct survey_design *design,
                                    const struct survey_request *requests,
                                    size_t n);

/* -------------------------------------------------------- the answers */

enum survey_reason {
    GAP_NONE,
    GAP_EMPTY,        /* no row with an answer and a weight */
    GAP_ZERO_BASE,    /* the denominator is 0 */
    GAP_LONELY,       /* a stratum of one unit and the rule `fail` */
    GAP_NO_DF,        /* no degrees of freedom: one unit, or none */
    GAP_NO_SPREAD,    /* a standard error of 0 where one is divided by */
    GAP_OUTSIDE,      /* the interval's probability leaves [0, 1] */
    GAP_NOT_NUMBERS,  /* categories that are no numbers */
    GAP_NEEDS_PSU,    /* from sampling units only: name them */
    GAP_CALIBRATION,  /* no calibrated weights: see the findings */
    GAP_REPLICATES,   /* a replicate gave no estimate */
    GAP_ONE_CATEGORY, /* a test of fewer than two rows or columns */
    GAP_NOT_OFFERED,  /* not for this design */
    GAP_NOT_FINITE,   /* numerics gave up */
    GAP_CENSUS,       /* a full count has no standard error */
    GAP_COUNT
};
/* "empty", "zero-base", ...: the note column. */
const char *survey_reason_text(enum survey_reason reason);

enum survey_method { /* the rule that made the interval or test */
                     METHOD_NONE,
                     METHOD_T,    /* estimate +- t se */
                     METHOD_BETA, /* Korn-Graubard, effective size capped at n
                                   */
                     METHOD_BETA_UNCAPPED,
                     METHOD_BETA_EDGE, /* p is 0 or 1, or se is 0: n for n_eff
                                        */
                     METHOD_MEAN,
                     METHOD_LOGIT,
                     METHOD_XLOGIT,
                     METHOD_ASIN,
                     METHOD_WILSON,
                     METHOD_WOODRUFF,
                     METHOD_RAO_SCOTT_F,
                     METHOD_RAO_SCOTT_CHISQ,
                     METHOD_WALD,
                     METHOD_ADJWALD,
                     METHOD_COUNT
};
const char *survey_method_text(enum survey_method method);

enum survey_what { /* the estimator column of a row */
                   ROW_TOTAL,
                   ROW_MEAN,
                   ROW_SHARE,
                   ROW_COUNT,
                   ROW_PROPORTION,
                   ROW_RATIO,
                   ROW_QUANTILE,
                   ROW_CELL,      /* crosstab: share of the whole table */
                   ROW_ROW_SHARE, /* crosstab: share of its row */
                   ROW_COLUMN_SHARE,
                   ROW_MULTI,    /* M.A.: share of the base */
                   ROW_BASE,     /* the base itself: n and its weight */
                   ROW_MENTIONS, /* M.T.: marks of the base, estimate = mentions
                                    / base */
                   ROW_CHISQ,
                   ROW_DIFFERENCE,
                   ROW_WHAT_COUNT
};
const char *survey_what_text(enum survey_what what);

struct survey_value {
    bool known;
    double x;
};

/* num / den in whole units: what published digits are rounded from. */
struct survey_exact {
    bool known; /* false: weights that are no decimals (calibrated), or more
                   than 128 bits */
    int128 num, den;
};

struct survey_row {
    size_t request;
    /* Domain: one category for each of the request's by; NULL: all. */
    const char *const *by;
    const char *wave; /* category of design->wave; NULL: both, difference */
    enum survey_what what;
    enum survey_estimator of; /* ROW_DIFFERENCE: of what */
    const char *category;     /* share, cell row, item, quantile's p ... */
    const char *column;       /* cell column */
    uint64_t n, missing;      /* rows with an answer, without one */
    uint64_t count;           /* of n, rows in the category, cell or item;
                                 marks; n itself where there is no category */
    struct survey_value n_eff, df, ddf; /* ddf: tests */
    struct survey_value estimate, se, lower, upper;
    struct survey_value deff, deff_wr; /* without and with replacement */
    struct survey_value p;             /* tests */
    struct survey_exact exact;         /* of the estimate */
    enum survey_method method;
    enum survey_reason reason;    /* why there is no estimate */
    enum survey_reason se_reason; /* why there is no se or interval */
};

enum survey_trouble {
    TROUBLE_LONELY,      /* name: a stratum of one unit, rule `fail` */
    TROUBLE_TWO_STRATA,  /* name: a unit; other: its two strata; say nest */
    TROUBLE_TWO_WAVES,   /* name: a unit found in two waves */
    TROUBLE_WAVES,       /* not two waves; count: how many */
    TROUBLE_FPC_NUMBER,  /* other: a text that is no size; name: stratum */
    TROUBLE_FPC_SMALL,   /* name: stratum; other: fpc; count: units */
    TROUBLE_FPC_VARIES,  /* name: stratum; other: a second size */
    TROUBLE_FPC2_NUMBER, /* the same of the units within a unit */
    TROUBLE_FPC2_SMALL,
    TROUBLE_FPC2_VARIES,
    TROUBLE_NO_WEIGHTS,   /* note: every row counts 1 */
    TROUBLE_ZERO_WEIGHTS, /* all weights are 0 */
    TROUBLE_REPLICATES,   /* generated only as jk1, jkn, and from units */
    TROUBLE_JK1_STRATA,   /* jk1 with strata: name the method jkn */
    TROUBLE_MARGIN_NONE,  /* name: a sampled category without a total */
    TROUBLE_MARGIN_EMPTY, /* name: a total without sampled rows */
    TROUBLE_MARGIN_SUMS,  /* totals of the margins differ; name: variable */
    TROUBLE_RAKING,       /* margins do not converge */
    TROUBLE_GREG,         /* auxiliary variables are collinear */
    TROUBLE_GREG_WEIGHTS, /* note: calibrated weights below 0; count */
    TROUBLE_CATEGORY,     /* name: a category that the codebook lacks;
                             other: its variable; count: rows */
    TROUBLE_NOT_NUMBER,   /* name: a category that is no number; other: its
                             variable; count: rows */
    TROUBLE_OTHER_SUMS    /* the sums are not those of survey_need() */
};

struct survey_finding {
    enum survey_trouble trouble;
    const char *name, *other;
    uint64_t count;
};
/* Notes leave the answers good; the rest is an error of the input. */
bool survey_is_note(enum survey_trouble trouble);

struct survey_summary { /* of the whole sample */
    uint64_t n, strata, units;
    struct survey_value sum_w, sum_w2, deff_kish, n_eff, df;
    struct survey_value least, greatest; /* weights after calibration: the
                                            factors g */
};

struct survey_answers {
    const struct survey_row *rows;
    size_t n;
    const struct survey_finding *findings;
    size_t n_findings;
    struct survey_summary summary;
};

struct survey_answers survey_estimate(struct arena *arena,
                                      const struct survey_design *design,
                                      const struct survey_request *requests,
                                      size_t n, const struct sums *sums);

#endif
