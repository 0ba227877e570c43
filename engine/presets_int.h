/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * presets_int.h - what presets.c and presets_method.c share.  Nobody else
 * includes it.
 */
#ifndef SHIHYO_ENGINE_PRESETS_INT_H
#define SHIHYO_ENGINE_PRESETS_INT_H

#include "data/csv.h"
#include "engine/presets.h"
#include "engine/xmltree.h"

struct presets_reader {
    struct arena *arena;
    struct diag *diag;
    struct preset *items;
    size_t n;
};

/* Are the elements and attributes of the file allowed? */
bool presets_vocabulary(struct presets_reader *r, const struct xml_node *root);
/* One <method>; what is wrong with it is said. */
struct preset presets_method(struct presets_reader *r,
                             const struct xml_node *node);

#endif
