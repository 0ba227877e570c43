/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stat_model_glm.h - counts: Poisson and binomial lines, exact intervals.
 *
 * Maximum likelihood by iteratively reweighted least squares on centred x
 * [McCullagh & Nelder 1989, 2.5].  The dispersion is Pearson's X2 / df; where
 * it is above 1 the counts scatter more than the model allows, and errors and
 * p are those of the quasi model: se times its root, Student t.
 */
#ifndef SHIHYO_INDICATORS_STAT_MODEL_GLM_H
#define SHIHYO_INDICATORS_STAT_MODEL_GLM_H

#include "indicators/stat.h"

/* link(mean) = at_centre + slope (x - centre); log or logit. */
struct glm_fit {
    size_t n;
    double df; /* n - 2 */
    double centre, at_centre, slope;
    double var_at_centre, cov, var_slope; /* dispersion 1 */
    double intercept, se_intercept;       /* of x = 0 */
    double se_slope, z_slope, p_slope;    /* dispersion 1, normal */
    double deviance, null_deviance, pearson, dispersion;
    double aic; /* Poisson only */
    /* The quasi model; zero where the dispersion is 0 (a perfect fit). */
    double se_slope_quasi, t_slope_quasi, p_slope_quasi;
};

/* log link; y are counts: whole, not negative.  STAT_NO_SPREAD when all are
 * 0, STAT_NO_CONVERGENCE when the slope runs away. n >= 3. */
enum stat_status stat_poisson(const double *x, const double *y, size_t n,
                              struct glm_fit *out);
/* logit link; k of m. */
enum stat_status stat_binomial(const double *x, const double *k,
                               const double *m, size_t n, struct glm_fit *out);

/* The line at x on the scale of the link, with its error (dispersion 1), and
 * the interval of the mean in counts (Poisson: exp). */
struct glm_prediction {
    double link, se_link, se_link_quasi;
    double mu; /* Poisson: mean; binomial: share in per cent */
    struct interval mu_ci, mu_ci_quasi; /* normal; Student t */
};
enum stat_status stat_poisson_at(const struct glm_fit *fit, double x,
                                 double level, struct glm_prediction *out);
enum stat_status stat_binomial_at(const struct glm_fit *fit, double x,
                                  double level, struct glm_prediction *out);

/* Exact interval of the mean behind one count [Garwood 1936]. */
enum stat_status stat_garwood(double count, double level, struct interval *out);

/* Trend of proportions k / m over the scores: chi2 with 1 df
 * [Cochran 1954; Armitage 1955]. n >= 2. */
struct armitage {
    double chi2, p;
};
enum stat_status stat_armitage(const double *score, const double *k,
                               const double *m, size_t n, struct armitage *out);

#endif
