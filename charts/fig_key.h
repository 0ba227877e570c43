/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fig_key.h - the key at the foot of a figure: the marks that occur in it and
 * their names, on as few lines as they need.
 */
#ifndef SHIHYO_CHARTS_FIG_KEY_H
#define SHIHYO_CHARTS_FIG_KEY_H

#include "charts/scene.h"

enum fig_key_sign {
    FIG_SIGN_NONE, /* the name speaks for itself */
    FIG_SIGN_RING,
    FIG_SIGN_SERIES,
    FIG_SIGN_OLD,
    FIG_SIGN_PATH,
    FIG_SIGN_TARGET,
    FIG_SIGN_FORECAST,
    FIG_SIGN_ZIGZAG
};

struct fig_key_item {
    enum fig_key_sign sign;
    const char *name;
};

/* Draws from y on, lines centred in the canvas; returns the y below. */
double fig_key_draw(struct scene *scene, const struct fig_key_item *items,
                    size_t n, double y);

#endif
