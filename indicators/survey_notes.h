/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * survey_notes.h - findings as they are found, each once.
 */
#ifndef SHIHYO_INDICATORS_SURVEY_NOTES_H
#define SHIHYO_INDICATORS_SURVEY_NOTES_H

#include "indicators/survey.h"

struct survey_notes {
    struct arena *arena;
    struct survey_finding *all;
    size_t n, cap;
};

/* name and other may be NULL.  A finding of the same trouble, name and other
 * is not added again. */
void survey_note(struct survey_notes *notes, enum survey_trouble trouble,
                 const char *name, const char *other, uint64_t count);

#endif
