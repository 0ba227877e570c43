/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * assess_judge.h - every series by every method, then what was set by hand.
 *
 * An override changes the class that counts and keeps the computed one beside
 * it; its reason is printed with it.  A verdict that would be another one on
 * the other of raw and published digits is said (MSG_ASSESS_ROUNDING).
 */
#ifndef SHIHYO_ENGINE_ASSESS_JUDGE_H
#define SHIHYO_ENGINE_ASSESS_JUDGE_H

#include "engine/assess_out.h"

/* Of case i and method k: [i * chosen->n + k].  all: the presets whose words
 * an override may use without effect here. */
const struct assess_result *assess_judge(struct arena *arena, struct diag *diag,
                                         const struct assess_cases *cases,
                                         const struct presets *all,
                                         const struct presets *chosen);
void assess_override(struct assess_result *result,
                     const struct method_class *class, const char *reason);

#endif
