/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * assess_out.h - what `shihyo assess` prints.
 *
 * csv     one row per series and method, every component as a plain number of
 *         at most ten significant digits; ratios are ratios (0.2083333333)
 * table   a row per method, a column per series, for reading; the ratios as
 *         the presets publish them (20.8%), notes below
 * counts  how many series of a file got which verdict of a method
 */
#ifndef SHIHYO_ENGINE_ASSESS_OUT_H
#define SHIHYO_ENGINE_ASSESS_OUT_H

#include "data/publish.h"
#include "engine/assess_csv.h"
#include "engine/presets.h"

struct assess_result {
    const struct assess_case *of;
    struct verdict verdict; /* class: the overriding one, if there is one */
    const struct method_class *computed; /* class before an override */
    bool overridden;
    const char *override_reason;
};

struct assess_results {
    struct arena *arena;
    enum lang lang;
    const struct assess_cases *cases;
    const struct presets *presets;
    /* of case i and preset k: items[i * presets->n + k] */
    const struct assess_result *items;
    const struct publish_style *style; /* of years in notes; NULL: FY2018 */
    bool groups;            /* CSV: also a row per id with several segments */
    bool largest_remainder; /* counts */
};

const char *assess_out_csv(const struct assess_results *results);
const char *assess_out_table(const struct assess_results *results);
const char *assess_out_counts(const struct assess_results *results);

/* The verdict's word, and the note: why there is none, what was done. */
const char *assess_out_word(const struct assess_result *result);
const char *assess_out_note(const struct assess_results *all,
                            const struct assess_result *result);
/* A ratio as its preset publishes it: 20.8％, 0.25; "" for none. */
const char *assess_out_ratio(struct arena *arena, struct publish_style style,
                             const struct verdict *verdict);
/* FY2018, or 2018 for calendar years; "" for none; a span as it is written. */
const char *assess_out_period(struct arena *arena, const struct assess_case *of,
                              int year);
const char *assess_out_time(struct arena *arena, const struct assess_case *of,
                            const struct series_point *point);

#endif
