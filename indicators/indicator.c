/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/indicator.h"

int indicator_year(const struct observation *observation)
{
    const struct period *period = &observation->period;
    return period->kind == PERIOD_SPAN ? period->last
                                       : period_fiscal_year(*period);
}
