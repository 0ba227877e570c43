/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/labels.h"

#include <math.h>

/* Least squares under "the next stands at least so far to the right": with
 * the distances taken off, the places must not decrease, which is isotonic
 * regression (pool adjacent violators; Barlow et al. 1972, Statistical
 * Inference under Order Restrictions, 1.2).  Bounds common to all places only
 * clip its result (ibid.). */

/* The labels before i that stand on the same place form one pool. */
static size_t pool_start(const struct label *labels, size_t i)
{
    while (i > 0 && labels[i - 1].at == labels[i].at)
        i--;
    return i;
}

static void pool(struct label *labels, size_t from, size_t to)
{
    double sum = 0;
    for (size_t i = from; i <= to; i++)
        sum += labels[i].wish;
    double mean = sum / (double)(to - from + 1);
    for (size_t i = from; i <= to; i++)
        labels[i].at = mean;
}

/* Adds (sign 1) or takes off (-1) the least distance of every label from the
 * first; returns that of the last. */
static double shift(struct label *labels, size_t n, double gap, double sign)
{
    double distance = 0;
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            distance += (labels[i - 1].width + labels[i].width) / 2 + gap;
        labels[i].wish += sign < 0 ? -distance : distance;
        labels[i].at += sign < 0 ? 0 : distance;
    }
    return distance;
}

bool labels_spread(struct label *labels, size_t n, double gap, double low,
                   double high)
{
    if (n == 0)
        return true;
    double distance = shift(labels, n, gap, -1);
    for (size_t i = 0; i < n; i++) {
        labels[i].at = labels[i].wish;
        size_t to = i;
        for (;;) {
            size_t from = pool_start(labels, to);
            if (from == 0 || labels[from - 1].at < labels[from].at)
                break;
            pool(labels, pool_start(labels, from - 1), to);
        }
    }
    double least = low + labels[0].width / 2;
    double most = high - labels[n - 1].width / 2 - distance;
    for (size_t i = 0; i < n; i++)
        labels[i].at = fmax(fmin(labels[i].at, most), least);
    shift(labels, n, gap, 1);
    return most >= least - 1e-9;
}
