/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lint.h - would this scene survive print?
 *
 * Checks the display list: no text over text (by the ink, not the em box),
 * no text under a later filled mark, nothing outside the canvas, text contrast
 * >= 4.5 against what lies under both ends and the middle of it, no text on a
 * hatch without a filled mark between, type not below the floor (provenance
 * excepted), no coordinate that is not finite.  Plain lines that cross a text
 * are not judged.  A scene that fails is a fault of the layout (exit status
 * 4), not of the input.
 */
#ifndef SHIHYO_CHARTS_LINT_H
#define SHIHYO_CHARTS_LINT_H

#include "charts/scene.h"

/* One line of text for each fault; "" when there is none. */
const char *lint_scene(struct arena *arena, const struct scene *scene);

#endif
