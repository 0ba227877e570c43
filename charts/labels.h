/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * labels.h - labels on a line that must not overlap.
 *
 * n boxes of given widths want to stand at given centres between low and
 * high; labels_spread() moves them as little as possible (least squares, by
 * pooling adjacent violators) with the gap between neighbours.  The order of
 * the array is kept.  false: they do not fit even side by side.
 */
#ifndef SHIHYO_CHARTS_LABELS_H
#define SHIHYO_CHARTS_LABELS_H

#include <stdbool.h>
#include <stddef.h>

struct label {
    double wish;  /* centre wanted */
    double width; /* extent along the line */
    double at;    /* out: centre */
};

bool labels_spread(struct label *labels, size_t n, double gap, double low,
                   double high);

#endif
