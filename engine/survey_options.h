/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * survey_options.h - the options of `shihyo survey`, as --help lists them.
 *
 * Those with choices have them in the order of the enum that they stand for,
 * so that the index of a choice is its value.
 */
#ifndef SHIHYO_ENGINE_SURVEY_OPTIONS_H
#define SHIHYO_ENGINE_SURVEY_OPTIONS_H

#include "engine/cli.h"

enum survey_option {
    O_CENSUS,
    O_WEIGHT,
    O_STRATA,
    O_PSU,
    O_SSU,
    O_FPC,
    O_FPC2,
    O_NEST,
    O_LONELY,
    O_DOMAIN_LONELY,
    O_LEVEL,
    O_REPLICATES,
    O_METHOD,
    O_SCALE,
    O_RSCALES,
    O_RHO,
    O_MSE,
    O_FACTORS,
    O_POSTSTRATIFY,
    O_RAKE,
    O_CALIBRATE,
    O_CALIBRATE_TOTAL,
    O_CODEBOOK,
    O_DEFINE,
    O_WHERE,
    O_BY,
    O_TOTAL,
    O_MEAN,
    O_SHARE,
    O_COUNT,
    O_PROPORTION,
    O_RATIO,
    O_QUANTILE,
    O_QRULE,
    O_CROSSTAB,
    O_TEST,
    O_MULTI,
    O_BASE,
    O_WAVES,
    O_SAME_UNITS,
    O_CI,
    O_DECIMALS,
    O_ERRORS,
    O_POPULATION,
    O_SUMS,
    O_FROM_SUMS,
    O_DIGITS,
    O_JOBS,
    O_OUTPUT,
    SURVEY_OPTIONS
};

extern const struct option_row survey_options[SURVEY_OPTIONS];
/* --weight, for messages. */
const char *survey_option_name(int id);

#endif
