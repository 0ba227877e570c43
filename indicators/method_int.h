/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * method_int.h - what the method_*.c files share.  Nobody else includes it.
 *
 * A family is one function: the frame holds the numbers that method.c has
 * found and checked, the function fills components, reason and class.
 */
#ifndef SHIHYO_INDICATORS_METHOD_INT_H
#define SHIHYO_INDICATORS_METHOD_INT_H

#include "indicators/method.h"

struct frame {
    const struct preset *preset;
    const struct series *series;
    struct component b, x, t;   /* COMPONENT_NONE: there is none */
    int year_b, year_x, year_t; /* 0: unknown */
    int sense;                  /* +1 up, -1 down, 0 neither */
    bool reached;
};

typedef void method_family_fn(const struct frame *f, struct verdict *v);

/* method_ratio.c */
void method_achievement(const struct frame *f, struct verdict *v);
void method_progress(const struct frame *f, struct verdict *v);
void method_schedule(const struct frame *f, struct verdict *v);
void method_linear(const struct frame *f, struct verdict *v);
void method_relative(const struct frame *f, struct verdict *v);
void method_pace(const struct frame *f, struct verdict *v);
/* method_growth.c */
void method_cagr(const struct frame *f, struct verdict *v);
void method_projection(const struct frame *f, struct verdict *v);
void method_aarr(const struct frame *f, struct verdict *v);
/* method_weather.c */
void method_weather(const struct frame *f, struct verdict *v);
/* method_trend.c */
void method_trend(const struct frame *f, struct verdict *v);
/* method_chance.c */
void method_chance(const struct frame *f, struct verdict *v);
/* method_test.c */
void method_targeted_change(const struct frame *f, struct verdict *v);
void method_tested_change(const struct frame *f, struct verdict *v);
void method_overlap(const struct frame *f, struct verdict *v);

/* Helpers of all families (method.c). */
struct component method_years(int years);
/* value x sense: positive is better. */
struct component method_towards(const struct frame *f, struct component value);
bool method_is_reached(const struct frame *f, struct component level);
void method_note_add(struct verdict *v, enum method_note note);
/* Sets the class of a rule, or METHOD_GAP where the preset has none. */
void method_set_rule(struct verdict *v, enum class_rule rule);
/* Sets class, notes and score by the ratio; none is an overflow. */
void method_set_range(const struct frame *f, struct verdict *v,
                      bool without_target);
/* (x - b) / |b| */
struct component method_relative_change(const struct frame *f);
/* The last point of a year up to `year`, or NULL. */
const struct series_point *method_last(const struct series *series, int year);
/* Least squares over the points from a year to the latest value, exact: weights
 * all 1, or 1, 2, ... n.  slope per year; mean at centre (a year).  false: too
 * few points or overflow. */
struct method_line {
    struct component slope, mean, centre;
    size_t n;
};
bool method_fit_line(const struct frame *f, int from, bool rising_weights,
                     struct method_line *out);
/* The points from the baseline to the latest value as doubles; of more than
 * METHOD_SAMPLE_MOST the newest (method_trend.c). */
enum { METHOD_SAMPLE_MOST = 256 };
struct method_sample {
    double year[METHOD_SAMPLE_MOST], value[METHOD_SAMPLE_MOST];
    size_t n;
};
void method_take_sample(const struct frame *f, struct method_sample *out);

#endif
