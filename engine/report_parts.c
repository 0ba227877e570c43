/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/report_parts.h"

void report_parts_place(struct xmlout *out, const struct run *run,
                        struct place place)
{
    if (!place.source)
        return;
    struct position at = source_position(place);
    xmlout_attribute(out, "file",
                     plan_file_label(run->arena, run->plan, place.source));
    xmlout_attribute(out, "line", str_count(run->arena, at.line));
    xmlout_attribute(out, "column", str_count(run->arena, at.column));
}

const char *report_parts_missing(enum missing missing)
{
    static const char *const codes[] = {
        [MISSING_NOT] = "",          [MISSING_BLANK] = "blank",
        [MISSING_NIL] = "nil",       [MISSING_UNKNOWN] = "unknown",
        [MISSING_SECRET] = "secret", [MISSING_UNAVAILABLE] = "unavailable",
        [MISSING_ABSENT] = "absent"};
    return codes[missing];
}
