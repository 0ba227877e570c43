/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * meta.h - what a figure says besides its marks: title, description for
 * readers who cannot see it, the data table and the provenance.
 */
#ifndef SHIHYO_CHARTS_META_H
#define SHIHYO_CHARTS_META_H

#include "data/words.h"
#include <stddef.h>

struct figure_datum {   /* one number that the figure shows */
    const char *series; /* indicator id and segment */
    const char *role;   /* baseline, actual, target, forecast, low, high ... */
    const char *period; /* FY2018 */
    const char *value;  /* machine form */
    const char *published;
};

struct figure_meta {
    const char *id; /* of the figure: file name and id prefix */
    enum lang lang;
    const char *title; /* with its number */
    const char *desc;  /* one sentence with the key numbers */
    const struct figure_datum *data;
    size_t n_data;
    const char *provenance; /* the line printed at the foot */
    const char *source;
};

#endif
