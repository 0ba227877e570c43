/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * detect.h - can a survey tell that a target was reached?
 *
 * A baseline with standard error se_B is known; a later survey of n answers
 * will have the standard error sd / sqrt(n).  The change D = T - B is detected
 * by a two-sided test at 5 % with a power of 80 % where
 *
 *     |D| >= z sqrt(se_B^2 + sd^2 / n),   z = z(0.975) + z(0.8) = 2.8016
 *     n    = sd^2 / (D^2 / z^2 - se_B^2), rounded up
 *
 * sd is what one answer of the latest survey contributes, its design
 * included: se_X sqrt(n_X).  Where D^2 / z^2 <= se_B^2 no n is large enough:
 * the baseline was measured too coarsely.  [Cochran 1977, 4.9, for two
 * independent samples of which one has been taken]
 */
#ifndef SHIHYO_INDICATORS_DETECT_H
#define SHIHYO_INDICATORS_DETECT_H

#include "indicators/stat.h"

struct detection {
    bool possible;
    double n;     /* answers needed; 0 where it is not possible */
    double least; /* smallest change that the latest survey's n detects */
};

/* STAT_DOMAIN: an error not above 0, no change, or no answers. */
enum stat_status detect_change(double change, double se_baseline,
                               double se_latest, double n_latest,
                               struct detection *out);

#endif
