/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/detect.h"

#include <math.h>

/* z(0.975) + z(0.8) */
static const double factor = 1.959963984540054 + 0.8416212335729143;

/* More answers than people: as good as never. */
#define MOST 1e9

enum stat_status detect_change(double change, double se_baseline,
                               double se_latest, double n_latest,
                               struct detection *out)
{
    *out = (struct detection){0};
    bool good = isfinite(change) && change != 0 && isfinite(se_baseline) &&
                se_baseline > 0 && isfinite(se_latest) && se_latest > 0 &&
                isfinite(n_latest) && n_latest >= 1;
    if (!good)
        return STAT_DOMAIN;
    double baseline = se_baseline * se_baseline;
    double one = se_latest * se_latest * n_latest;
    double room = change * change / (factor * factor) - baseline;
    double least = factor * sqrt(baseline + one / n_latest);
    if (!isfinite(room) || !isfinite(least) || !isfinite(one))
        return STAT_NOT_FINITE;
    out->least = least;
    out->possible = room > 0 && one / room <= MOST;
    out->n = out->possible ? ceil(one / room) : 0;
    return STAT_OK;
}
