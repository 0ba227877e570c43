/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/report_overview.h"

#include "engine/report_parts.h"

void report_overview(struct xmlout *out, const struct run *run,
                     const struct drawn_figures *figures,
                     enum plan_figure_kind kind, const char *id,
                     enum word heading)
{
    bool begun = false;
    for (size_t i = 0; i < figures->n; i++) {
        const struct plan_figure *declared = figures->items[i].declared;
        if (declared->kind != kind || declared->n_indicators)
            continue;
        if (!begun) {
            xmlout_begin(out, "section");
            xmlout_attribute(out, "id", id);
            xmlout_element(out, "heading",
                           word(run->speaker.style.lang, heading));
        }
        begun = true;
        report_parts_figure(out, run, &figures->items[i]);
    }
    if (begun)
        xmlout_end(out);
}
