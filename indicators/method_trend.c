/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Is there a trend at all?  Mann-Kendall with its exact p, beside the slopes
 * of Theil and Sen and of least squares.  Fewer than five values establish
 * nothing.
 */
#include "indicators/method_int.h"
#include "indicators/stat.h"

enum { LEAST = 5 };

void method_take_sample(const struct frame *f, struct method_sample *out)
{
    const struct series *s = f->series;
    size_t from = s->n > METHOD_SAMPLE_MOST ? s->n - METHOD_SAMPLE_MOST : 0;
    out->n = 0;
    for (size_t i = from; i < s->n; i++) {
        if (s->points[i].year < f->year_b || s->points[i].year > f->year_x)
            continue;
        out->year[out->n] = s->points[i].year;
        out->value[out->n++] = decimal_double(s->points[i].value);
    }
}

void method_trend(const struct frame *f, struct verdict *v)
{
    struct method_sample y;
    struct kendall kendall;
    struct linear_fit line;
    double sen;
    method_take_sample(f, &y);
    if (y.n < LEAST) {
        v->reason = METHOD_FEW_POINTS;
        return;
    }
    if (stat_kendall(y.value, y.n, &kendall) != STAT_OK ||
        stat_theil_sen(y.year, y.value, y.n, &sen) != STAT_OK ||
        stat_linear(y.year, y.value, y.n, 0.95, &line) != STAT_OK) {
        v->reason = METHOD_OVERFLOW;
        return;
    }
    v->actual = component_real(line.slope);
    v->se = component_real(line.se_slope);
    v->sen = component_real(sen);
    v->s = method_years(kendall.s);
    v->p = component_real(kendall.p);
    method_note_add(v, NOTE_TREND);
    bool established =
        component_compare_decimal(v->p, f->preset->parameter[PARAM_ALPHA]) < 0;
    method_set_rule(v, !established               ? CLASS_SAME
                       : kendall.s * f->sense > 0 ? CLASS_BETTER
                                                  : CLASS_WORSE);
}
