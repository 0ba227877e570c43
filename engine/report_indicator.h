/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report_indicator.h - one indicator in report.xml: its values with their
 * places, what was computed from them with its formula, its trend.
 */
#ifndef SHIHYO_ENGINE_REPORT_INDICATOR_H
#define SHIHYO_ENGINE_REPORT_INDICATOR_H

#include "engine/run.h"
#include "engine/xmlout.h"

void report_indicator(struct xmlout *out, const struct run *run,
                      const struct evaluation *evaluation);

#endif
