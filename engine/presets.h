/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * presets.h - assessment methods and rating schemes, read from XML.
 *
 * The shipped ones (data/presets/) travel inside the program; --scheme FILE
 * adds those of an own file, in the same form (shihyo-method(5),
 * engine/schema/method.rng).  An own preset of a shipped name takes its
 * place.  Own files are linted: classes that overlap, holes between them,
 * values above or below all of them.  The shipped ones are kept as their
 * authors wrote them; where a hole or an overlap matters, the verdict says so.
 */
#ifndef SHIHYO_ENGINE_PRESETS_H
#define SHIHYO_ENGINE_PRESETS_H

#include "data/diag.h"
#include "data/source.h"
#include "indicators/method.h"

struct presets {
    const struct preset *items; /* in the order of the files */
    size_t n;
    const struct source *scheme; /* the own file; NULL: none */
};

/* scheme: a file, or NULL.  false: errors said. */
bool presets_read(struct arena *arena, struct diag *diag, const char *scheme,
                  struct presets *out);
/* The same with the file asked for by its own element of a plan. */
bool presets_read_from(struct arena *arena, struct diag *diag,
                       const struct source_request *scheme,
                       struct presets *out);
const struct preset *presets_find(const struct presets *all, const char *name);
/* Says that there is no such method, with the nearest name. */
void presets_unknown(struct arena *arena, struct diag *diag,
                     const struct presets *all, const char *name,
                     struct place place);
/* Those named by a list separated by commas, `all` among them, in the order
 * of the list; false and messages for a name that there is not. */
bool presets_select(struct arena *arena, struct diag *diag,
                    const struct presets *all, const char *list,
                    struct presets *out);

#endif
