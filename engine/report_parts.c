/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/report_parts.h"

#include "data/rational.h"

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

const char *report_parts_p(struct arena *arena, double p)
{
    static const struct decimal least = {1, 6};
    struct decimal d;
    if (!decimal_of_double(p, 12, &d) ||
        !decimal_round(d, least.scale, ROUND_HALF_UP, &d))
        return "";
    return decimal_text(arena, decimal_sign(d) > 0 ? d : least);
}

void report_parts_figure(struct xmlout *out, const struct run *run,
                         const struct drawn_figure *d)
{
    static const char *const kinds[] = {[PLAN_FIGURE_PROGRESS] = "progress",
                                        [PLAN_FIGURE_TREND] = "trend",
                                        [PLAN_FIGURE_STATUS] = "status",
                                        [PLAN_FIGURE_SCHEDULE] = "schedule",
                                        [PLAN_FIGURE_SUPPLY] = "supply",
                                        [PLAN_FIGURE_TREE] = "tree",
                                        [PLAN_FIGURE_STACK100] = "stack100",
                                        [PLAN_FIGURE_CROSSTAB] = "crosstab",
                                        [PLAN_FIGURE_MULTI] = "multi",
                                        [PLAN_FIGURE_VERDICTS] = "verdicts"};
    static const bool beside_table[PLAN_FIGURE_VERDICTS + 1] = {
        [PLAN_FIGURE_STACK100] = true,
        [PLAN_FIGURE_CROSSTAB] = true,
        [PLAN_FIGURE_MULTI] = true};
    const struct figure_frame *frame = d->frame;
    xmlout_begin(out, "figure");
    xmlout_attribute(out, "id", frame->meta.id);
    xmlout_attribute(out, "kind", kinds[d->declared->kind]);
    if (beside_table[d->declared->kind])
        xmlout_attribute(out, "of", d->declared->of);
    xmlout_attribute(
        out, "href",
        str_join(run->arena, "figures/", frame->meta.id, ".svg", NULL));
    xmlout_attribute(out, "number", frame->number);
    xmlout_attribute(out, "title", frame->title);
    xmlout_element(out, "message", frame->message);
    xmlout_element(out, "alt", frame->meta.desc);
    xmlout_begin(out, "foot");
    for (size_t i = 0; i < frame->n_remarks; i++)
        xmlout_element(out, "remark", frame->remarks[i]);
    xmlout_element(out, "source", frame->source);
    xmlout_end(out);
    xmlout_end(out);
}
